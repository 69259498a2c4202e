#include "grading/analysis_parts.h"

#include <algorithm>
#include <limits>

namespace medcredit::grading {

void Analysis::byStatus(const char* code, const Place& place, std::vector<base::ErrorArg> args) const {
  const bool strict = model.status == ModelStatus::kTrial || model.status == ModelStatus::kInForce;
  report.add(strict ? ModelFinding::Severity::kError : ModelFinding::Severity::kWarning, code, place, std::move(args));
}

std::optional<Decimal4> decimalOn(const Model& model, std::optional<Decimal4> value,
                                  const std::optional<Reference>& param, base::CivilDate day) {
  if (!param) return value;
  const auto* found = model.findParam(param->name);
  const auto* dated = found != nullptr ? found->on(day) : nullptr;
  if (dated == nullptr) return std::nullopt;
  const auto* decimal = std::get_if<Decimal4>(&dated->v);
  return decimal != nullptr ? std::optional(*decimal) : std::nullopt;
}

std::optional<Duration> durationOn(const Model& model, const DurationValue& value, base::CivilDate day) {
  if (const auto* duration = std::get_if<Duration>(&value.is)) return *duration;
  const auto* param = model.findParam(std::get<Reference>(value.is).name);
  const auto* dated = param != nullptr ? param->on(day) : nullptr;
  const auto* duration = dated != nullptr ? std::get_if<Duration>(&dated->v) : nullptr;
  return duration != nullptr ? std::optional(*duration) : std::nullopt;
}

const WordTable* tableOn(const Model& model, const TableValue& value, base::CivilDate day) {
  if (const auto* table = std::get_if<WordTable>(&value.is)) return table;
  const auto* param = model.findParam(std::get<Reference>(value.is).name);
  const auto* dated = param != nullptr ? param->on(day) : nullptr;
  return dated != nullptr ? std::get_if<WordTable>(&dated->v) : nullptr;
}

std::optional<Decimal4> capOn(const Model& model, const Group& group, base::CivilDate day) {
  return decimalOn(model, group.cap, group.capParam, day);
}

namespace {

std::optional<Range> rangeOf(const WordTable& table, const std::set<std::string>* words) {
  std::optional<Range> out;
  for (const auto& row : table) {
    if (words != nullptr && !words->contains(row.word)) continue;
    if (!out) out = Range{row.value, row.value};
    out->low = std::min(out->low, row.value);
    out->high = std::max(out->high, row.value);
  }
  return out;
}

}  // namespace

std::string pointsField(const Model& model, const Rule& rule) {
  if (const auto* words = std::get_if<PointsByWord>(&rule.points.is)) return words->field;
  const auto* reference = std::get_if<Reference>(&rule.points.is);
  const auto* param = reference != nullptr ? model.findParam(reference->name) : nullptr;
  return param != nullptr ? param->by : std::string();
}

std::optional<Range> pointsOn(const Model& model, const Rule& rule, base::CivilDate day,
                              const std::set<std::string>* words) {
  if (const auto* value = std::get_if<Decimal4>(&rule.points.is)) return Range{*value, *value};
  if (const auto* table = std::get_if<PointsByWord>(&rule.points.is)) return rangeOf(table->words, words);
  const auto* param = model.findParam(std::get<Reference>(rule.points.is).name);
  const auto* dated = param != nullptr ? param->on(day) : nullptr;
  if (dated == nullptr) return std::nullopt;
  if (const auto* value = std::get_if<Decimal4>(&dated->v)) return Range{*value, *value};
  const auto* table = std::get_if<WordTable>(&dated->v);
  return table != nullptr ? rangeOf(*table, words) : std::nullopt;
}

std::optional<Range> pointsEver(const Model& model, const Rule& rule) {
  std::optional<Range> out;
  for (const auto day : switchDays(model)) {
    const auto one = pointsOn(model, rule, day);
    if (!one) continue;
    if (!out) out = one;
    out->low = std::min(out->low, one->low);
    out->high = std::max(out->high, one->high);
  }
  return out;
}

int signOf(const Range& range) {
  const Decimal4 zero;
  if (range.high <= zero && range.low < zero) return -1;
  if (range.low >= zero && range.high > zero) return 1;
  return 0;
}

const std::set<std::string>* Allowed::of(std::string_view field) const {
  for (const auto& [name, set] : words) {
    if (name == field) return &set;
  }
  return nullptr;
}

namespace {

/// Bounds of a number or date, in units or days.
struct Interval {
  std::int64_t low = std::numeric_limits<std::int64_t>::min();
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
};

std::int64_t ordinal(const Literal& literal) {
  return literal.kind == Literal::Kind::kDate ? literal.date.days() : literal.decimal.units;
}

class Conjunction {
 public:
  void add(const Expression& e) {
    switch (e.kind) {
      case Expression::Kind::kAnd:
        for (const auto& part : e.parts) add(part);
        return;
      case Expression::Kind::kIn:
        return meet(e.field, e.literals);
      case Expression::Kind::kBetween:
        return bound(e.field, ordinal(e.literals[0]), ordinal(e.literals[1]));
      case Expression::Kind::kCompare:
        return compare(e);
      case Expression::Kind::kOr:
        either(e);
        return;
      case Expression::Kind::kNot:
      case Expression::Kind::kTruth:
        return;
    }
  }
  Allowed take() { return std::move(out_); }

 private:
  void compare(const Expression& e) {
    const auto& literal = e.literals.front();
    constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    switch (e.op) {
      case Expression::Op::kEqual:
        meet(e.field, e.literals);
        return;
      case Expression::Op::kNotEqual:
        return;
      case Expression::Op::kLess:
        return bound(e.field, kLeast, ordinal(literal) - 1);
      case Expression::Op::kLessEqual:
        return bound(e.field, kLeast, ordinal(literal));
      case Expression::Op::kGreater:
        return bound(e.field, ordinal(literal) + 1, kMost);
      case Expression::Op::kGreaterEqual:
        return bound(e.field, ordinal(literal), kMost);
    }
  }

  void meet(const std::string& field, const std::vector<Literal>& literals) {
    std::set<std::string> words;
    for (const auto& literal : literals) words.insert(literal.text);
    for (auto& [name, set] : out_.words) {
      if (name != field) continue;
      std::erase_if(set, [&](const std::string& word) { return !words.contains(word); });
      if (set.empty()) out_.possible = false;
      return;
    }
    out_.words.emplace_back(field, std::move(words));
  }

  void bound(const std::string& field, std::int64_t low, std::int64_t high) {
    for (auto& [name, interval] : bounds_) {
      if (name != field) continue;
      interval.low = std::max(interval.low, low);
      interval.high = std::min(interval.high, high);
      if (interval.low > interval.high) out_.possible = false;
      return;
    }
    bounds_.emplace_back(field, Interval{low, high});
    if (low > high) out_.possible = false;
  }

  /// Possible when one branch is; the words of a field are known only when every possible branch knows them.
  void either(const Expression& e) {
    bool possible = false;
    std::optional<Allowed> joined;
    for (const auto& part : e.parts) {
      auto one = allowedBy(part);
      if (!one.possible) continue;
      possible = true;
      if (!joined) {
        joined = std::move(one);
        continue;
      }
      std::erase_if(joined->words, [&](auto& row) {
        const auto* other = one.of(row.first);
        if (other != nullptr) row.second.insert(other->begin(), other->end());
        return other == nullptr;
      });
    }
    if (!possible) out_.possible = false;
    if (!joined) return;
    for (const auto& [field, words] : joined->words) {
      std::vector<Literal> literals;
      for (const auto& word : words) literals.push_back({Literal::Kind::kWord, word, {}, {}});
      meet(field, literals);
    }
  }

  Allowed out_;
  std::vector<std::pair<std::string, Interval>> bounds_;
};

}  // namespace

Allowed allowedBy(const Expression& expression) {
  Conjunction all;
  all.add(expression);
  return all.take();
}

void forEachTest(const Condition& condition, bool positive,
                 const std::function<void(const AggregateTest&, bool)>& visit) {
  if (const auto* test = std::get_if<AggregateTest>(&condition.is)) {
    visit(*test, positive);
  } else if (const auto* all = std::get_if<AllOf>(&condition.is)) {
    for (const auto& part : all->parts) forEachTest(part, positive, visit);
  } else if (const auto* any = std::get_if<AnyOf>(&condition.is)) {
    for (const auto& part : any->parts) forEachTest(part, positive, visit);
  } else if (const auto* negation = std::get_if<NotOf>(&condition.is)) {
    forEachTest(negation->parts.front(), !positive, visit);
  }
}

std::set<std::string> typesOf(const Condition& condition) {
  std::set<std::string> out;
  forEachTest(condition, true,
              [&](const AggregateTest& test, bool) { out.insert(test.aggregate.of.begin(), test.aggregate.of.end()); });
  if (const auto* repaired = std::get_if<AllRepaired>(&condition.is)) out.insert(repaired->type);
  const auto join = [&](const std::vector<Condition>& parts) {
    for (const auto& part : parts) out.merge(typesOf(part));
  };
  if (const auto* all = std::get_if<AllOf>(&condition.is)) join(all->parts);
  if (const auto* any = std::get_if<AnyOf>(&condition.is)) join(any->parts);
  if (const auto* negation = std::get_if<NotOf>(&condition.is)) join(negation->parts);
  return out;
}

bool canHold(const Model& model, const Condition& condition, base::CivilDate day) {
  const auto holds = [&](const Condition& part) { return canHold(model, part, day); };
  if (const auto* test = std::get_if<AggregateTest>(&condition.is)) {
    const bool impossible = test->aggregate.where && !allowedBy(*test->aggregate.where).possible;
    if (!impossible) return true;
    const auto low = decimalOn(model, test->atLeast, test->atLeastParam, day);
    return !low || *low <= Decimal4{};  // nothing is ever counted
  }
  if (const auto* where = std::get_if<SubjectWhere>(&condition.is)) {
    const auto allowed = allowedBy(where->expression);
    if (!allowed.possible) return false;
    const auto* types = allowed.of("subject.type");
    return types == nullptr || std::any_of(model.subject.types.begin(), model.subject.types.end(),
                                           [&](const std::string& type) { return types->contains(type); });
  }
  if (const auto* below = std::get_if<FeedsBelow>(&condition.is)) {
    const auto share = decimalOn(model, below->share, below->shareParam, day);
    return !share || *share > Decimal4{};
  }
  if (const auto* all = std::get_if<AllOf>(&condition.is))
    return std::all_of(all->parts.begin(), all->parts.end(), holds);
  if (const auto* any = std::get_if<AnyOf>(&condition.is))
    return std::any_of(any->parts.begin(), any->parts.end(), holds);
  return true;
}

std::set<std::string> adverseTypes(const Model& model) {
  std::set<std::string> out;
  std::set<std::string> good;
  for (const auto& rule : model.rules) {
    const auto range = rule.isAggregate() ? std::nullopt : pointsEver(model, rule);
    if (!range) continue;
    if (signOf(*range) < 0) out.insert(rule.of);
    if (signOf(*range) > 0) good.insert(rule.of);
  }
  for (const auto& type : good) out.erase(type);
  return out;
}

std::string joinWords(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : "、") + word;
  return out;
}

}  // namespace medcredit::grading
