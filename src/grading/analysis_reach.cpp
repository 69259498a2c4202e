// Interval analysis: what can a model add and take at most, which levels can a score reach, which caps mean anything.
#include <algorithm>

#include "grading/analysis_parts.h"

namespace medcredit::grading {

namespace {

constexpr std::int64_t kEndless = 1'000'000'000'000'000;  // 10^11 points: far above what a model may write

/// A sum of points in one direction: saturates, so that "without bound" stays so.
struct Sum {
  std::int64_t units = 0;  ///< magnitude
  void add(std::int64_t more) { units = std::min(kEndless, units + std::min(more, kEndless)); }
  [[nodiscard]] bool endless() const { return units >= kEndless; }
};

std::int64_t product(std::int64_t a, std::int64_t b) {
  __extension__ using Wide = __int128;
  const Wide wide = static_cast<Wide>(a) * b / Decimal4::kOne;
  return wide > kEndless ? kEndless : static_cast<std::int64_t>(wide);
}

/// What the lines of a group can add and take at most on a day, before its cap.
struct GroupSum {
  Sum plus;
  Sum minus;
};

/// How often the full points of a rule can count: the sum of its repeat factors; endless when nothing bounds it.
std::int64_t timesOf(const Rule& rule) {
  const auto most = rule.maxTimes;
  if (rule.isAggregate()) return Decimal4::kOne;
  if (rule.repeat.empty()) return most ? *most * Decimal4::kOne : kEndless;
  std::int64_t out = 0;
  for (std::size_t i = 0; i < rule.repeat.size() && (!most || i < static_cast<std::size_t>(*most)); ++i) {
    out += rule.repeat[i].units;
  }
  if (most) {
    const auto rest = *most - static_cast<int>(rule.repeat.size());
    return rest > 0 ? out + rest * rule.repeat.back().units : out;
  }
  return rule.repeat.back() == Decimal4{} ? out : kEndless;
}

/// Greatest factor of age.
std::int64_t fullFactor(const Rule& rule) {
  const auto* steps = std::get_if<StepDecay>(&rule.decay);
  if (steps == nullptr) return Decimal4::kOne;
  std::int64_t out = 0;
  for (const auto& [until, factor] : steps->steps) out = std::max(out, factor.units);
  return out;
}

std::int64_t weightOf(const Model& model, const Rule& rule, base::CivilDate day) {
  const auto weight = decimalOn(model, rule.weight, rule.weightParam, day);
  return weight ? weight->units : Decimal4::kOne;
}

void addRule(const Model& model, const Rule& rule, base::CivilDate day, GroupSum& out) {
  const auto range = pointsOn(model, rule, day);
  if (!range || (rule.where && !allowedBy(*rule.where).possible)) return;
  const auto factor = product(weightOf(model, rule, day), fullFactor(rule));
  const auto times = timesOf(rule);
  const auto total = [&](std::int64_t points) {
    if (points == 0 || factor == 0 || times == 0) return std::int64_t{0};
    if (rule.per != Per::kOnce || times >= kEndless) return kEndless;
    return product(product(points, factor), times);
  };
  out.plus.add(total(std::max<std::int64_t>(range->high.units, 0)));
  out.minus.add(total(std::max<std::int64_t>(-range->low.units, 0)));
}

GroupSum sumOf(const Model& model, const Group& group, base::CivilDate day) {
  GroupSum out;
  for (const auto& rule : model.rules) {
    if (rule.group == group.id) addRule(model, rule, day, out);
  }
  for (const auto& sheet : model.scores) {
    std::int64_t most = 0;
    std::int64_t least = 0;
    for (const auto& [threshold, points] : sheet.toPoints) {
      most = std::max(most, points.units);
      least = std::min(least, points.units);
    }
    if (sheet.positiveGroup == group.id) out.plus.add(most);
    if (sheet.negativeGroup == group.id) out.minus.add(-least);
  }
  if (model.indicators && model.indicators->group == group.id) out.plus.add(model.indicators->full.units);
  return out;
}

struct Totals {
  Sum plus;
  Sum minus;
};

Totals totalsOf(const Model& model, base::CivilDate day) {
  Totals out;
  for (const auto& group : model.groups) {
    auto sum = sumOf(model, group, day);
    if (const auto cap = capOn(model, group, day)) {
      auto& bounded = cap->units > 0 ? sum.plus : sum.minus;
      bounded.units = std::min(bounded.units, std::abs(cap->units));
    }
    out.plus.add(sum.plus.units);
    out.minus.add(sum.minus.units);
  }
  return out;
}

bool isReserved(const Levels& levels, const std::string& level) {
  return std::find(levels.reserved.begin(), levels.reserved.end(), level) != levels.reserved.end();
}

bool isReachedByLimit(const Model& model, const std::string& level) {
  return std::any_of(model.limits.begin(), model.limits.end(),
                     [&](const Limit& limit) { return limit.level == level; });
}

/// True when some score of the span falls into the band of the level; `step` is the smallest difference of scores.
bool isReachedByScore(const Levels& levels, const WordTable& bands, std::size_t index, const ScoreSpan& span,
                      std::int64_t step) {
  const auto* own = findWord(bands, levels.order[index]);
  if (own == nullptr) return false;
  const WordValue* better = nullptr;
  for (std::size_t i = 0; i < index; ++i) {
    if (const auto* row = findWord(bands, levels.order[i])) better = row;
  }
  bool worst = true;
  for (std::size_t i = index + 1; i < levels.order.size(); ++i) worst = worst && !findWord(bands, levels.order[i]);
  const bool highEnough = worst || !span.high || *span.high >= own->value;
  const bool lowEnough = better == nullptr || !span.low || span.low->units <= better->value.units - step;
  return highEnough && lowEnough;
}

void checkLevels(const Analysis& a, base::CivilDate day, std::set<std::string>& told) {
  const auto& levels = a.model.levels;
  const auto* bands = tableOn(a.model, levels.bands, day);
  const auto base = decimalOn(a.model, {}, Reference{"base", {}}, day);
  if (bands == nullptr || !base) return;
  const auto span = scoreSpan(a.model, day);
  std::int64_t step = Decimal4::kOne;
  for (int i = 0; i < a.model.arith.decimals; ++i) step /= 10;
  for (std::size_t i = 0; i < levels.order.size(); ++i) {
    const auto& level = levels.order[i];
    const auto* band = findWord(*bands, level);
    const bool byScore = isReachedByScore(levels, *bands, i, span, step);
    const std::vector<base::ErrorArg> args = {{"level", level},
                                              {"low", span.low ? span.low->str() : "不限"},
                                              {"high", span.high ? span.high->str() : "不限"},
                                              {"day", day.iso()}};
    if (isReserved(levels, level)) {
      if (byScore && told.insert("r" + level).second) a.warn("GRAD-0222", levels.place, args);
      continue;
    }
    if (!byScore && !isReachedByLimit(a.model, level)) {
      if (told.insert("u" + level).second) a.byStatus("GRAD-0220", levels.place, args);
      continue;
    }
    if (band == nullptr || !byScore || !span.high || band->value <= *base) continue;
    const auto needed = band->value.units - base->units;
    const auto room = span.high->units - base->units;
    if (needed * 5 <= room * 4 || !told.insert("n" + level).second) continue;
    auto more = args;
    more.push_back({"needed", Decimal4{needed}.str()});
    more.push_back({"room", Decimal4{room}.str()});
    a.warn("GRAD-0221", levels.place, std::move(more));
  }
}

/// Smallest magnitude a line of the rule shows at full factors; 0 when it may be nothing.
std::int64_t leastLine(const Model& model, const Rule& rule, base::CivilDate day) {
  const auto range = pointsOn(model, rule, day);
  if (!range || rule.per != Per::kOnce || signOf(*range) == 0) return 0;
  const auto least = std::min(std::abs(range->low.units), std::abs(range->high.units));
  return product(least, weightOf(model, rule, day));
}

void checkGroup(const Analysis& a, const Group& group, base::CivilDate day) {
  const auto sum = sumOf(a.model, group, day);
  const std::vector<base::ErrorArg> args = {{"group", group.id}};
  if (sum.plus.units == 0 && sum.minus.units == 0) return a.warn("GRAD-0225", group.place, args);
  const auto cap = capOn(a.model, group, day);
  if (!cap) {
    if (sum.plus.endless() || sum.minus.endless()) a.note("GRAD-0226", group.place, args);
    return;
  }
  const std::vector<base::ErrorArg> capped = {{"group", group.id}, {"cap", cap->str()}};
  const auto& bounded = cap->units > 0 ? sum.plus : sum.minus;
  if (bounded.units == 0) return a.warn("GRAD-0223", group.place, capped);
  if (bounded.units < std::abs(cap->units)) a.note("GRAD-0224", group.place, capped);
  for (const auto& rule : a.model.rules) {
    if (rule.group != group.id) continue;
    const auto range = pointsOn(a.model, rule, day);
    if (!range || (signOf(*range) > 0) != (cap->units > 0)) continue;
    if (leastLine(a.model, rule, day) <= std::abs(cap->units)) continue;
    a.byStatus("GRAD-0231", rule.points.place, {{"rule", rule.id}, {"group", group.id}, {"cap", cap->str()}});
  }
}

}  // namespace

std::vector<base::CivilDate> switchDays(const Model& model) {
  std::set<base::CivilDate> days;
  for (const auto& param : model.params) {
    for (const auto& value : param.values) days.insert(value.from);
  }
  const auto first = days.empty() ? base::CivilDate() : *days.begin();
  for (const auto& row : model.lifecycle) {
    if (row.from && *row.from > first) days.insert(*row.from);
  }
  return {days.begin(), days.end()};
}

ScoreSpan scoreSpan(const Model& model, base::CivilDate day) {
  const auto base = decimalOn(model, {}, Reference{"base", {}}, day);
  const auto totals = totalsOf(model, day);
  ScoreSpan out;
  const auto start = base ? base->units : 0;
  if (!totals.plus.endless()) out.high = Decimal4{start + totals.plus.units};
  if (!totals.minus.endless()) out.low = Decimal4{start - totals.minus.units};
  return out;
}

void analyseReach(const Analysis& a) {
  std::set<std::string> told;
  const auto days = switchDays(a.model);
  for (const auto day : days) checkLevels(a, day, told);
  if (days.empty()) return;
  for (const auto& group : a.model.groups) checkGroup(a, group, days.back());
}

}  // namespace medcredit::grading
