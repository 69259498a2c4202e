// Limits: contradictions without `over`, exceptions and limits that never take effect.
#include <algorithm>

#include "grading/analysis_parts.h"

namespace medcredit::grading {

namespace {

bool names(const Limit& limit, const std::string& other) {
  return std::find(limit.over.begin(), limit.over.end(), other) != limit.over.end();
}

/// True when both can be met and no level satisfies both.
bool contradict(const Levels& levels, const Limit& one, const Limit& other) {
  using Kind = Limit::Kind;
  const int first = levels.index(one.level);
  const int second = levels.index(other.level);
  if (one.kind == Kind::kForce && other.kind == Kind::kForce) return first != second;
  if (other.kind == Kind::kForce) return contradict(levels, other, one);
  if (one.kind == Kind::kForce) return other.kind == Kind::kBest ? first < second : first > second;
  if (one.kind == other.kind) return false;
  const int best = one.kind == Kind::kBest ? first : second;
  const int worst = one.kind == Kind::kBest ? second : first;
  return worst < best;  // kept at or above a level the other one forbids
}

void checkConflicts(const Analysis& a) {
  const auto& limits = a.model.limits;
  for (std::size_t i = 0; i < limits.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const bool against = contradict(a.model.levels, limits[k], limits[i]);
      const bool forth = names(limits[k], limits[i].id);
      const bool back = names(limits[i], limits[k].id);
      const std::vector<base::ErrorArg> args = {{"first", limits[k].id}, {"second", limits[i].id}};
      if (against && !forth && !back) {
        a.error("GRAD-0233", limits[i].place, args);
      } else if (!against && (forth || back) && limits[k].kind != limits[i].kind) {
        a.note("GRAD-0237", (forth ? limits[k] : limits[i]).place, args);
      }
    }
  }
}

/// The type a limit counts, when it is a plain count or exists of one type.
const AggregateTest* plainTest(const Condition& condition) {
  const auto* test = std::get_if<AggregateTest>(&condition.is);
  const bool plain =
      test != nullptr && !test->hasHigh() &&
      (test->aggregate.kind == Aggregate::Kind::kCount || test->aggregate.kind == Aggregate::Kind::kExists);
  return plain ? test : nullptr;
}

/// From which day on `unless: {all_repaired: T}` cannot save from a limit that counts T: repaired records are not
/// counted any more, so the limit is not met in the first place.
std::optional<base::CivilDate> idleSince(const Analysis& a, const Limit& limit) {
  const auto* repaired = std::get_if<AllRepaired>(&limit.unless->is);
  const auto* test = plainTest(limit.when);
  const auto* row = a.model.findLifecycle("repaired");
  if (repaired == nullptr || test == nullptr || row == nullptr || row->now.effect != Effect::kExclude)
    return std::nullopt;
  if (test->aggregate.of != std::vector<std::string>{repaired->type}) return std::nullopt;
  return row->from ? *row->from : switchDays(a.model).front();
}

void checkExceptions(const Analysis& a) {
  const auto last = switchDays(a.model).back();
  for (const auto& limit : a.model.limits) {
    if (!canHold(a.model, limit.when, last)) a.byStatus("GRAD-0239", limit.place, {{"limit", limit.id}});
    if (!limit.unless) continue;
    if (!canHold(a.model, *limit.unless, last)) {
      a.byStatus("GRAD-0234", limit.unless->place, {{"limit", limit.id}, {"day", switchDays(a.model).front().iso()}});
    } else if (const auto since = idleSince(a, limit)) {
      a.warn("GRAD-0234", limit.unless->place, {{"limit", limit.id}, {"day", since->iso()}});
    }
  }
  for (const auto& rule : a.model.rules) {
    if (!rule.unless || canHold(a.model, *rule.unless, last)) continue;
    a.byStatus("GRAD-0234", rule.unless->place, {{"limit", rule.id}, {"day", switchDays(a.model).front().iso()}});
  }
}

/// Factor of age a record has at least while it is younger than `last`.
std::int64_t leastFactor(const Rule& rule, const Duration& last) {
  if (std::holds_alternative<std::monostate>(rule.decay)) return Decimal4::kOne;
  const auto* steps = std::get_if<StepDecay>(&rule.decay);
  if (steps == nullptr) return 0;
  std::int64_t least = Decimal4::kOne;
  for (const auto& [until, factor] : steps->steps) {
    least = std::min(least, factor.units);
    if (until.unit == last.unit && until.count >= last.count) return least;
  }
  return 0;
}

/// Points a rule takes at least for a record the test counts; 0 when it may take none.
std::int64_t certainLoss(const Analysis& a, const Rule& rule, const AggregateTest& test, base::CivilDate day) {
  // `continuing` does no harm: the age then counts from a later day, the factor is no smaller.
  const auto& aggregate = test.aggregate;
  const bool same = aggregate.of.size() == 1 && aggregate.of.front() == rule.of && aggregate.last;
  const bool plain = !rule.isAggregate() && !rule.where && !rule.unless && !rule.maxTimes && rule.repeat.empty() &&
                     rule.oncePer.empty() && !rule.useFactor && rule.per == Per::kOnce && !rule.window.after;
  if (!same || !plain) return 0;
  const auto last = durationOn(a.model, *aggregate.last, day);
  const auto window = rule.window.last ? durationOn(a.model, *rule.window.last, day) : std::nullopt;
  if (!last || rule.window.inPeriod || (rule.window.last && !window)) return 0;
  if (window && (window->unit != last->unit || window->count < last->count)) return 0;
  const auto field = pointsField(a.model, rule);
  const auto allowed = aggregate.where ? allowedBy(*aggregate.where) : Allowed{};
  const auto range = pointsOn(a.model, rule, day, field.empty() ? nullptr : allowed.of(field));
  if (!range || range->high >= Decimal4{}) return 0;
  std::int64_t factor = leastFactor(rule, *last);
  for (const auto& row : a.model.lifecycle) {
    const auto effect = row.on(day);
    if (effect.effect == Effect::kFactor) factor = std::min(factor, effect.factor.units * factor / Decimal4::kOne);
  }
  const auto weight = decimalOn(a.model, rule.weight, rule.weightParam, day);
  if (!weight) return 0;
  const auto loss = -range->high.units * factor / Decimal4::kOne * weight->units / Decimal4::kOne;
  const auto* group = a.model.findGroup(rule.group);
  if (group == nullptr || !group->decisive) return 0;
  const auto cap = capOn(a.model, *group, day);
  return cap ? std::min(loss, std::abs(cap->units)) : loss;
}

/// Best level the score alone allows when the limit is met on a day; -1 when unknown.
int bestByScore(const Analysis& a, const Limit& limit, base::CivilDate day) {
  const auto& levels = a.model.levels;
  const auto span = scoreSpan(a.model, day);
  const auto* bands = tableOn(a.model, levels.bands, day);
  if (!span.high || bands == nullptr) return -1;
  std::int64_t loss = 0;
  if (const auto* test = plainTest(limit.when)) {
    for (const auto& rule : a.model.rules) loss = std::max(loss, certainLoss(a, rule, *test, day));
  }
  for (std::size_t i = 0; i < levels.order.size(); ++i) {
    const auto* band = findWord(*bands, levels.order[i]);
    if (band != nullptr && span.high->units - loss >= band->value.units) return static_cast<int>(i);
  }
  return static_cast<int>(levels.order.size()) - 1;
}

void checkBinding(const Analysis& a) {
  const auto& levels = a.model.levels;
  const auto days = switchDays(a.model);
  const bool lifted = std::any_of(a.model.limits.begin(), a.model.limits.end(),
                                  [](const Limit& limit) { return limit.kind == Limit::Kind::kWorst; });
  for (const auto& limit : a.model.limits) {
    const int index = levels.index(limit.level);
    bool idle = false;
    if (limit.kind == Limit::Kind::kWorst) {
      idle = index == static_cast<int>(levels.order.size()) - 1;
    } else if (limit.kind == Limit::Kind::kBest) {
      idle = index == 0 || (!lifted && std::all_of(days.begin(), days.end(), [&](base::CivilDate day) {
               return bestByScore(a, limit, day) >= index;
             }));
    }
    if (idle) a.warn("GRAD-0232", limit.place, {{"limit", limit.id}, {"level", limit.level}});
  }
}

}  // namespace

void analyseLimits(const Analysis& a) {
  checkConflicts(a);
  checkExceptions(a);
  checkBinding(a);
}

}  // namespace medcredit::grading
