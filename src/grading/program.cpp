#include "grading/program.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "grading/program_build.h"
#include "grading/program_decay.h"

namespace medcredit::grading {

std::int32_t firstDayWithin(const Duration& span, std::int32_t asOf) {
  if (span.unit == Duration::Unit::kDays) return asOf - span.count + 1;
  // In the month `count` months back the day after asOf's; where either month has no such day, the first of the next.
  const base::CivilDate day(asOf);
  const base::CivilDate monthBegins = day.plusDays(1 - day.day());
  const std::int32_t begins = monthBegins.plusMonths(-span.count).days();
  const std::int32_t next = monthBegins.plusMonths(1 - span.count).days();
  const std::int32_t same = begins + day.day();
  const bool last = day == day.endOfMonth();
  return std::min(last || same > next ? next : same, asOf);
}

int wholeMonths(std::int32_t date, std::int32_t asOf) {
  if (date >= asOf) return 0;
  const base::CivilDate from(date);
  const base::CivilDate to(asOf);
  constexpr int kMonths = 12;
  int months = (to.year() - from.year()) * kMonths + to.month() - from.month();
  while (from.plusMonths(months) > to) --months;
  return months;
}

PeriodDays periodAround(const Period& period, std::int32_t asOf) {
  const base::CivilDate day(asOf);
  constexpr int kMonths = 12;
  switch (period.kind) {
    case Period::Kind::kRolling:
      return {firstDayWithin(period.last, asOf), asOf};
    case Period::Kind::kCustom: {
      const base::CivilDate thisYear = period.from.in(day.year());
      const base::CivilDate from = thisYear <= day ? thisYear : period.from.in(day.year() - 1);
      return {from.days(), from.plusMonths(kMonths).days() - 1};
    }
    case Period::Kind::kCalendarYear:
      break;
  }
  constexpr int kDecember = 12;
  constexpr int kLastDay = 31;
  return {base::CivilDate::fromYmd(day.year(), 1, 1)->days(),
          base::CivilDate::fromYmd(day.year(), kDecember, kLastDay)->days()};
}

int Program::levelOf(std::int64_t score) const {
  int lowest = 0;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    if (bands[i] == kNoBand) continue;
    if (score >= bands[i]) return static_cast<int>(i);
    lowest = static_cast<int>(i);
  }
  return lowest;
}

std::string_view Program::levelName(int level) const {
  if (level < 0) return {};
  const auto at = static_cast<std::size_t>(level);
  if (at < model->levels.order.size()) return model->levels.order[at];
  return model->levels.unrated ? std::string_view(*model->levels.unrated) : std::string_view();
}

int Program::unratedLevel() const { return model->levels.unrated ? static_cast<int>(model->levels.order.size()) : -1; }

namespace {

std::optional<WordTable> tableOn(const Model& model, const TableValue& value, std::int32_t asOf) {
  if (const auto* written = std::get_if<WordTable>(&value.is)) return *written;
  const Param* param = model.findParam(std::get<Reference>(value.is).name);
  const ParamValue* dated = param == nullptr ? nullptr : param->on(base::CivilDate(asOf));
  const auto* table = dated == nullptr ? nullptr : std::get_if<WordTable>(&dated->v);
  if (table == nullptr) return std::nullopt;
  return *table;
}

void fillLevels(Program& program) {
  const Model& model = *program.model;
  const auto bands = tableOn(model, model.levels.bands, program.asOf);
  if (!bands) program.missing = std::get<Reference>(model.levels.bands.is).name;
  for (const auto& level : model.levels.order) {
    const WordValue* row = bands ? findWord(*bands, level) : nullptr;
    program.bands.push_back(row == nullptr ? Program::kNoBand : row->value.units);
  }
  const auto rates = model.use.inspectionRate ? tableOn(model, *model.use.inspectionRate, program.asOf) : std::nullopt;
  program.inspectionRate.resize(model.levels.order.size() + 1);
  if (!rates) return;
  for (std::size_t i = 0; i < program.inspectionRate.size(); ++i) {
    const WordValue* row = findWord(*rates, program.levelName(static_cast<int>(i)));
    if (row != nullptr) program.inspectionRate[i] = row->value.units;
  }
}

void fillStatuses(Program& program) {
  for (const auto& row : program.model->lifecycle) {
    const StatusEffect effect = row.on(base::CivilDate(program.asOf));
    CompiledStatus status;
    status.word = row.status;
    status.effect = effect.effect;
    status.factor = effect.effect == Effect::kFactor ? Fraction::of(effect.factor) : Fraction{};
    status.hasAlternative = row.alternative.has_value();
    status.alternative = row.alternative.value_or(Effect::kCount);
    program.hasAlternatives = program.hasAlternatives || status.hasAlternative;
    program.statuses.push_back(std::move(status));
  }
}

void fillGroups(Program& program) {
  for (const auto& group : program.model->groups) {
    std::optional<Decimal4> cap = group.cap;
    if (group.capParam) cap = decimalOn(*program.model, *group.capParam, program.asOf, program.missing);
    program.groups.push_back(
        {group.id, cap ? std::optional<std::int64_t>(cap->units) : std::nullopt, group.isPublic, group.decisive});
    program.hidesGroups = program.hidesGroups || !group.isPublic;
    program.hasNonDecisive = program.hasNonDecisive || !group.decisive;
  }
}

/// Overriding limits come before those they override; a circle (refused by the reader) ends in file order.
void orderLimits(Program& program) {
  const std::size_t count = program.limits.size();
  std::vector<bool> placed(count, false);
  while (program.limitOrder.size() < count) {
    const std::size_t before = program.limitOrder.size();
    for (std::size_t i = 0; i < count; ++i) {
      const auto& by = program.limits[i].overriddenBy;
      const bool ready =
          std::all_of(by.begin(), by.end(), [&](int other) { return placed[static_cast<std::size_t>(other)]; });
      if (placed[i] || !ready) continue;
      placed[i] = true;
      program.limitOrder.push_back(static_cast<int>(i));
    }
    if (program.limitOrder.size() != before) continue;
    for (std::size_t i = 0; i < count; ++i) {
      if (!placed[i]) program.limitOrder.push_back(static_cast<int>(i));
    }
    return;
  }
}

void fillLimits(Program& program, ProgramBuild& build) {
  for (const auto& limit : program.model->limits) {
    CompiledLimit compiled;
    compiled.limit = &limit;
    compiled.level = program.model->levels.index(limit.level);
    compiled.when = build.condition(limit.when);
    if (limit.unless) compiled.unless = build.condition(*limit.unless);
    program.limits.push_back(std::move(compiled));
  }
  for (std::size_t i = 0; i < program.limits.size(); ++i) {
    for (const auto& id : program.limits[i].limit->over) {
      for (auto& other : program.limits) {
        if (other.limit->id == id) other.overriddenBy.push_back(static_cast<int>(i));
      }
    }
  }
  orderLimits(program);
}

/// What moves with the day, in conditions.
void moveCondition(CompiledCondition& condition, std::int32_t asOf, std::int32_t periodFrom) {
  condition.aggregate.from = condition.aggregate.span.firstDay(asOf, periodFrom);
  if (condition.age) condition.bornAfter = firstDayWithin(*condition.age, asOf);
  for (auto& part : condition.parts) moveCondition(part, asOf, periodFrom);
}

}  // namespace

std::int32_t WindowSpan::firstDay(std::int32_t asOf, std::int32_t periodFrom) const {
  std::int32_t from = inPeriod ? periodFrom : kNoDate;
  if (last) from = std::max(from, firstDayWithin(*last, asOf));
  return std::max(from, after);
}

void Program::moveTo(std::int32_t day) {
  moves = true;
  asOf = day;
  statusDay = std::min(asOf, knownOn);
  if (model->period.kind == Period::Kind::kRolling || day < periodFrom || day > periodTo) {
    const PeriodDays days = periodAround(model->period, day);
    periodFrom = days.from;
    periodTo = days.to;
  }
  const auto move = [&](CompiledCondition& condition) { moveCondition(condition, asOf, periodFrom); };
  const auto moveAggregate = [&](std::optional<CompiledAggregate>& aggregate) {
    if (aggregate) aggregate->from = aggregate->span.firstDay(asOf, periodFrom);
  };
  for (auto& line : lines) {
    line.from = line.span.firstDay(asOf, periodFrom);
    if (line.when) move(*line.when);
    if (line.unless) move(*line.unless);
    moveAggregate(line.leaf.aggregate);
    moveAggregate(line.leaf.ratioTo);
  }
  for (auto& rule : unrated) move(rule.when);
  for (auto& limit : limits) {
    move(limit.when);
    if (limit.unless) move(*limit.unless);
  }
}

Program::Program(const Model& m, base::CivilDate asOfDay, std::optional<base::CivilDate> knownOnDay)
    : model(&m),
      asOf(asOfDay.days()),
      knownOn(knownOnDay ? knownOnDay->days() : INT32_MAX),
      statusDay(std::min(asOf, knownOn)) {
  const PeriodDays days = periodAround(m.period, asOf);
  periodFrom = days.from;
  periodTo = days.to;
  lineUnit = powerOfTen(4 - m.arith.decimals);
  const Param* baseParam = m.findParam("base");
  const ParamValue* baseValue = baseParam == nullptr ? nullptr : baseParam->on(asOfDay);
  if (baseValue != nullptr && std::holds_alternative<Decimal4>(baseValue->v)) {
    base = std::get<Decimal4>(baseValue->v).units;
  } else {
    missing = "base";
  }
  for (const auto& feed : m.feeds) feedWeight += feed.weight.units;
  fillLevels(*this);
  fillStatuses(*this);
  fillGroups(*this);
  ProgramBuild build(*this);
  build.lines();
  for (const auto& rule : m.unratedIf) unrated.push_back({&rule, build.condition(rule.when)});
  fillLimits(*this, build);
  linesOfType.resize(types.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].type >= 0) linesOfType[static_cast<std::size_t>(lines[i].type)].push_back(static_cast<int>(i));
  }
}

}  // namespace medcredit::grading
