#include "grading/grade_days.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "grading/program_decay.h"

namespace medcredit::grading {

GradeDays::GradeDays(const Model& model, std::optional<base::CivilDate> knownOn, const Subject& subject,
                     const FactColumns& facts, const Words& words, FactRange range)
    : model_(model), knownOn_(knownOn), subject_(subject), facts_(facts), words_(words), range_(range) {
  for (const auto& param : model.params) {
    for (const auto& value : param.values) dated_.push_back(value.from.days());
  }
  for (const auto& row : model.lifecycle) {
    if (row.from) dated_.push_back(row.from->days());
  }
  std::sort(dated_.begin(), dated_.end());
}

const Outcome& GradeDays::on(std::int32_t day) {
  if (program_ == nullptr || day < from_ || day > to_) {
    compile(day);
  } else if (day != program_->asOf) {
    program_->moveTo(day);
    for (const auto& aging : aging_) tabulate(aging, day);
  }
  return evaluator_->evaluate(subject_, range_);
}

void GradeDays::compile(std::int32_t day) {
  const auto after = std::upper_bound(dated_.begin(), dated_.end(), day);
  from_ = after == dated_.begin() ? INT32_MIN : *(after - 1);
  to_ = after == dated_.end() ? INT32_MAX : *after - 1;
  evaluator_.reset();  // refers to the program
  program_ = std::make_unique<Program>(model_, base::CivilDate(day), knownOn_);
  evaluator_ = std::make_unique<Evaluator>(*program_, words_);
  evaluator_->use(facts_);
  findAging();
}

void GradeDays::findAging() {
  aging_.clear();
  if (!program_->missing.empty()) return;
  for (std::size_t i = 0; i < program_->lines.size(); ++i) {
    auto found = agingOf(i);
    if (!found || (found->dates.empty() && !found->today)) continue;
    CompiledLine& line = program_->lines[i];
    // On another day the table may be some days longer; what is older than a table has its last place.
    constexpr std::size_t kLongestMonth = 31;
    const std::size_t rows = std::min<std::size_t>(line.decayOfAge.size() + kLongestMonth, kLongestDecay + 1);
    if (rows > line.decayOfAge.size()) line.decayOfAge.resize(rows, line.decayOfAge.back());
    aging_.push_back(std::move(*found));
  }
}

std::optional<GradeDays::Aging> GradeDays::agingOf(std::size_t at) const {
  const CompiledLine& line = program_->lines[at];
  if (line.rule == nullptr || line.kind != CompiledLine::Kind::kRecord || line.decayOfAge.empty()) return std::nullopt;
  Aging out;
  out.line = at;
  out.decay = &line.rule->decay;
  const auto* linear = std::get_if<LinearDecay>(out.decay);
  const auto* half = std::get_if<HalfLifeDecay>(out.decay);
  const auto* steps = std::get_if<StepDecay>(out.decay);
  const bool byMonths = linear != nullptr ? linear->unit == Duration::Unit::kMonths
                        : half != nullptr ? half->unit == Duration::Unit::kMonths
                                          : steps->steps.front().first.unit == Duration::Unit::kMonths;
  if (!byMonths) return std::nullopt;  // the reader refuses months beside days: the table is that of every day
  out.today = line.continuing;
  for (std::size_t row = range_.begin; row < range_.end; ++row) {
    if (words_.text(facts_.type[row]) != line.rule->of) continue;
    const std::int32_t date = clockDate(line.clock, row);
    if (date != kNoDate) out.dates.push_back(date);
    const std::int32_t ended = line.continuing ? facts_.date(DateColumn::kEnded, row) : kNoDate;
    if (ended != kNoDate) out.dates.push_back(ended);
  }
  return out;
}

std::int32_t GradeDays::clockDate(const ClockRef& clock, std::size_t row) const {
  if (clock.kind == ClockRef::Kind::kColumn) return facts_.date(static_cast<DateColumn>(clock.index), row);
  if (clock.kind == ClockRef::Kind::kWord) {
    const int column = facts_.wordColumn(program_->fields[static_cast<std::size_t>(clock.index)]);
    bool ok = false;
    if (column < 0) return kNoDate;
    const auto& codes = facts_.words[static_cast<std::size_t>(column)].codes;
    return codes.empty() ? kNoDate : readDay(words_.text(codes[row]), ok);
  }
  for (const auto column : {DateColumn::kDetermined, DateColumn::kOccurred, DateColumn::kEnded}) {
    if (const std::int32_t date = facts_.date(column, row); date != kNoDate) return date;
  }
  return kNoDate;
}

void GradeDays::tabulate(const Aging& aging, std::int32_t day) {
  CompiledLine& line = program_->lines[aging.line];
  const std::size_t last = line.decay.size() - 1;
  const auto* steps = std::get_if<StepDecay>(aging.decay);
  stepFrom_.clear();
  if (steps != nullptr) {
    for (const auto& step : steps->steps) stepFrom_.push_back(firstDayWithin(step.first, day));
  }
  const auto placeOf = [&](std::int32_t date) -> std::size_t {
    if (steps == nullptr) return std::min(static_cast<std::size_t>(wholeMonths(date, day)), last);
    const auto step = std::find_if(stepFrom_.begin(), stepFrom_.end(), [&](std::int32_t from) { return date >= from; });
    return static_cast<std::size_t>(step - stepFrom_.begin());
  };
  const auto place = [&](std::int32_t date) {
    const std::int32_t age = std::min(day - date, kLongestDecay);
    if (age < 0 || static_cast<std::size_t>(age) >= line.decayOfAge.size()) return;
    line.decayOfAge[static_cast<std::size_t>(age)] = static_cast<std::uint32_t>(placeOf(day - age));
  };
  for (const std::int32_t date : aging.dates) place(date);
  if (aging.today) place(day);
}

}  // namespace medcredit::grading
