// Rules: those that never match, good information that does not fade, one act counted twice, sources without rules.
#include <algorithm>

#include "grading/analysis_parts.h"

namespace medcredit::grading {

namespace {

bool isZero(const Range& range) { return range.low == Decimal4{} && range.high == Decimal4{}; }

/// Why the rule never gives a line that counts; empty when it can.
std::string deadReason(const Analysis& a, const Rule& rule) {
  const auto range = pointsEver(a.model, rule);
  if (!range || isZero(*range)) return "分值始终为 0";
  if (!rule.weightParam && rule.weight == Decimal4{}) return "权重为 0";
  if (const auto* steps = std::get_if<StepDecay>(&rule.decay)) {
    const bool none = std::all_of(steps->steps.begin(), steps->steps.end(),
                                  [](const auto& step) { return step.second == Decimal4{}; });
    if (none) return "衰减系数始终为 0";
  }
  const bool never = !rule.repeat.empty() && std::all_of(rule.repeat.begin(), rule.repeat.end(),
                                                         [](Decimal4 factor) { return factor == Decimal4{}; });
  if (never) return "重复折减系数始终为 0";
  const auto last = switchDays(a.model).back();
  if (rule.when && !canHold(a.model, *rule.when, last)) return "条件自相矛盾";
  if (!rule.where) return {};
  const auto allowed = allowedBy(*rule.where);
  if (!allowed.possible) return "where 条件自相矛盾";
  if (const auto* types = allowed.of("subject.type")) {
    const auto& own = a.model.subject.types;
    if (std::none_of(own.begin(), own.end(), [&](const auto& type) { return types->contains(type); })) {
      return "where 中的主体类型不在本模型范围内";
    }
  }
  if (const auto* kinds = allowed.of("subject.kind"); kinds != nullptr && !kinds->contains(a.model.subject.kind)) {
    return "where 中的主体种类不在本模型范围内";
  }
  return {};
}

/// Words the rule lets through but its points do not know: each such record would leave its subject ungraded.
void checkWords(const Analysis& a, const Rule& rule) {
  const auto field = pointsField(a.model, rule);
  if (field.empty() || !rule.where) return;
  const auto allowed = allowedBy(*rule.where);
  const auto* words = allowed.of(field);
  if (words == nullptr) return;
  for (const auto day : switchDays(a.model)) {
    for (const auto& word : *words) {
      const std::set<std::string> one = {word};
      if (pointsOn(a.model, rule, day, &one) || !pointsOn(a.model, rule, day)) continue;
      return a.byStatus("GRAD-0227", rule.place, {{"rule", rule.id}, {"field", field}, {"word", word}});
    }
  }
}

bool hasSpan(const Condition& condition) {
  bool all = true;
  forEachTest(condition, true,
              [&](const AggregateTest& test, bool) { all = all && (test.aggregate.last || test.aggregate.inPeriod); });
  return all;
}

void checkFading(const Analysis& a, const Rule& rule) {
  const auto range = pointsEver(a.model, rule);
  if (!range) return;
  const int sign = signOf(*range);
  if (const auto* steps = std::get_if<StepDecay>(&rule.decay)) {
    for (std::size_t i = 1; i < steps->steps.size(); ++i) {
      if (steps->steps[i].second <= steps->steps[i - 1].second) continue;
      a.byStatus("GRAD-0243", rule.place, {{"rule", rule.id}, {"step", steps->steps[i].first.str()}});
      break;
    }
  }
  const bool fades = !std::holds_alternative<std::monostate>(rule.decay);
  const bool bounded = rule.isAggregate() ? hasSpan(*rule.when) : rule.window.last || rule.window.inPeriod;
  if (range->high > Decimal4{}) {
    if (!fades && !bounded) {
      a.error("GRAD-0241", rule.place, {{"rule", rule.id}});
    } else if (!fades) {
      a.warn("GRAD-0242", rule.place, {{"rule", rule.id}});
    }
  } else if (sign < 0 && !fades && !bounded) {
    a.warn("GRAD-0248", rule.place, {{"rule", rule.id}});
  }
}

/// Steps that lie beyond the window are never reached.
void checkWindow(const Analysis& a, const Rule& rule) {
  const auto* steps = std::get_if<StepDecay>(&rule.decay);
  if (steps == nullptr || !rule.window.last) return;
  const auto last = durationOn(a.model, *rule.window.last, switchDays(a.model).back());
  if (!last) return;
  for (std::size_t i = 0; i + 1 < steps->steps.size(); ++i) {
    if (steps->steps[i].first.count < last->count) continue;
    return a.note("GRAD-0246", rule.place,
                  {{"rule", rule.id}, {"step", steps->steps[i + 1].first.str()}, {"window", last->str()}});
  }
}

/// True when no record can satisfy both.
bool apart(const Rule& first, const Rule& second) {
  if (!first.where || !second.where) return false;
  const auto one = allowedBy(*first.where);
  const auto other = allowedBy(*second.where);
  return std::any_of(one.words.begin(), one.words.end(), [&](const auto& row) {
    const auto* words = other.of(row.first);
    return words != nullptr && std::none_of(words->begin(), words->end(),
                                            [&](const std::string& word) { return row.second.contains(word); });
  });
}

void checkDouble(const Analysis& a) {
  const auto& rules = a.model.rules;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const auto& one = rules[k];
      const auto& other = rules[i];
      if (!one.isAggregate() && !other.isAggregate()) {
        const bool guarded = !one.oncePer.empty() && one.oncePer == other.oncePer;
        if (one.of != other.of || guarded || apart(one, other)) continue;
        a.warn("GRAD-0235", other.place, {{"first", one.id}, {"second", other.id}, {"type", other.of}});
      } else if (one.isAggregate() != other.isAggregate()) {
        const auto& aggregate = one.isAggregate() ? one : other;
        const auto& plain = one.isAggregate() ? other : one;
        if (!typesOf(*aggregate.when).contains(plain.of)) continue;
        a.note("GRAD-0236", aggregate.place, {{"first", plain.id}, {"second", aggregate.id}, {"type", plain.of}});
      }
    }
    for (const auto& sheet : a.model.scores) {
      if (rules[i].of != sheet.of) continue;
      a.warn("GRAD-0235", rules[i].place, {{"first", sheet.id}, {"second", rules[i].id}, {"type", sheet.of}});
    }
  }
}

std::set<std::string> typesOfIndicators(const Model& model) {
  std::set<std::string> out;
  if (!model.indicators) return out;
  for (const auto& node : model.indicators->nodes) {
    for (const auto& leaf : node.leaves) {
      if (const auto* latest = std::get_if<LatestValue>(&leaf.value)) {
        out.insert(latest->of);
      } else {
        const auto& of = std::get<Aggregate>(leaf.value).of;
        out.insert(of.begin(), of.end());
      }
      if (const auto* ratio = std::get_if<RatioScoring>(&leaf.scoring))
        out.insert(ratio->to.of.begin(), ratio->to.of.end());
    }
  }
  return out;
}

void checkFeeds(const Analysis& a) {
  std::set<std::string> used = typesOfIndicators(a.model);
  const auto has = [&](const std::string& type) {
    return std::any_of(a.model.feeds.begin(), a.model.feeds.end(),
                       [&](const Feed& feed) { return feed.source == type; });
  };
  std::set<std::string> told;
  const auto check = [&](const std::string& type, const std::string& id, const Place& place, bool adverse) {
    used.insert(type);
    if (has(type) || !told.insert(type).second) return;
    const std::vector<base::ErrorArg> args = {{"rule", id}, {"type", type}};
    adverse ? a.warn("GRAD-0228", place, args) : a.note("GRAD-0228", place, args);
  };
  for (const auto& rule : a.model.rules) {
    const auto range = pointsEver(a.model, rule);
    const bool adverse = range && signOf(*range) < 0;
    if (!rule.isAggregate()) check(rule.of, rule.id, rule.place, adverse);
    if (!rule.isAggregate()) continue;
    for (const auto& type : typesOf(*rule.when)) check(type, rule.id, rule.place, adverse);
  }
  for (const auto& sheet : a.model.scores) check(sheet.of, sheet.id, sheet.place, false);
  for (const auto& limit : a.model.limits) {
    for (const auto& type : typesOf(limit.when)) check(type, limit.id, limit.place, limit.kind != Limit::Kind::kWorst);
  }
  for (const auto& gate : a.model.unratedIf) used.merge(typesOf(gate.when));
  for (const auto& feed : a.model.feeds) {
    if (!used.contains(feed.source)) a.note("GRAD-0229", feed.place, {{"feed", feed.source}});
  }
}

}  // namespace

void analyseRules(const Analysis& a) {
  for (const auto& rule : a.model.rules) {
    if (const auto reason = deadReason(a, rule); !reason.empty()) {
      a.byStatus("GRAD-0230", rule.place, {{"rule", rule.id}, {"reason", reason}});
      continue;
    }
    checkWords(a, rule);
    checkFading(a, rule);
    checkWindow(a, rule);
  }
  checkDouble(a);
  checkFeeds(a);
}

}  // namespace medcredit::grading
