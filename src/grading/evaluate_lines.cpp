// What single lines are worth: raw points of records, aggregate rules and indicator leaves (steps 4 to 8).
#include <algorithm>
#include <utility>

#include "grading/evaluate_work.h"

namespace medcredit::grading {

namespace {

/// Scores of an indicator leaf run from 0 to 100.
constexpr std::int64_t kFullScore = 100;

/// A fraction clipped to 0…100.
Fraction clipped(Int128 num, Int128 den) {
  if (den < 0) {
    num = -num;
    den = -den;
  }
  if (num <= 0) return {0, 1};
  if (num >= den * kFullScore) return {kFullScore, 1};
  Int128 a = num;
  Int128 b = den;
  while (b != 0) a = std::exchange(b, a % b);
  num /= a;
  den /= a;
  while (den > INT64_MAX / kFullScore) {  // beyond 17 digits: nothing a model can write exactly
    num /= 2;
    den /= 2;
  }
  return {static_cast<std::int64_t>(num), static_cast<std::int64_t>(den)};
}

struct LeafScore {
  const CompiledLeaf& leaf;
  Int128 value;  // 10^-4

  Fraction operator()(const IntervalScoring& scoring) const {
    for (const auto& row : scoring.rows) {
      if ((!row.from || value >= row.from->units) && (!row.to || value < row.to->units))
        return Fraction::of(row.points);
    }
    return {0, 1};
  }
  Fraction operator()(const ThresholdScoring& scoring) const {
    return Fraction::of(value >= scoring.atLeast.units ? scoring.points : scoring.otherwise);
  }
  Fraction operator()(const LinearScoring& scoring) const {
    return clipped((value - scoring.from.units) * kFullScore, Int128{scoring.to.units} - scoring.from.units);
  }
  Fraction operator()(const RatioScoring& /*unused*/) const { return {0, 1}; }  // needs the subject: see leafScore
  Fraction operator()(const CumulativeScoring& scoring) const {
    return clipped(Int128{scoring.start.units} * Decimal4::kOne + Int128{scoring.each.units} * value,
                   Int128{Decimal4::kOne} * Decimal4::kOne);
  }
  Fraction operator()(const BooleanScoring& scoring) const {
    return Fraction::of(value > 0 ? scoring.ifTrue : scoring.ifFalse);
  }
};

}  // namespace

std::optional<std::int64_t> Evaluator::Work::amount(const CompiledLine& line, const SeenRecord& record) const {
  const FactColumns& facts = sight_.facts();
  switch (line.per) {
    case Per::kOnce:
      return Decimal4::kOne;
    case Per::kValue: {
      const std::int64_t value = facts.valueOf(record.row);
      return value == kNoValue ? std::nullopt : std::optional<std::int64_t>(value);
    }
    case Per::kDay: {
      const std::int32_t from = facts.date(DateColumn::kOccurred, record.row);
      const std::int32_t ended = facts.date(DateColumn::kEnded, record.row);
      const std::int32_t to = ended == kNoDate ? program_.asOf : std::min(ended, program_.asOf);
      if (from == kNoDate || to < from) return std::nullopt;
      return (std::int64_t{to} - from + 1) * Decimal4::kOne;
    }
    case Per::kItem:
      break;
  }
  std::string_view left = sight_.text(line.items, record);
  if (left.empty()) return std::nullopt;
  std::int64_t items = 0;
  while (!left.empty()) {
    const std::size_t end = left.find(';');
    if (end != 0) ++items;
    left = end == std::string_view::npos ? std::string_view() : left.substr(end + 1);
  }
  return items * Decimal4::kOne;
}

std::optional<Fraction> Evaluator::Work::rawPoints(const CompiledLine& line, std::size_t lineAt,
                                                   const SeenRecord& record, Obstacle& obstacle) const {
  std::int64_t points = 0;
  if (line.points.fixed) {
    points = *line.points.fixed;
  } else {
    const auto& words = line.points.words;
    std::size_t at = 0;
    if (line.points.by.kind == FieldRef::Kind::kWord) {
      const WordCode code = sight_.wordCode(line.points.by.index, record.row);
      const auto& codes = pointCodes_[lineAt];
      while (at < codes.size() && (codes[at] != code || code == kNoWord)) ++at;
    } else {
      const std::string_view word = sight_.text(line.points.by, record);
      while (at < words.size() && words[at].first != word) ++at;
    }
    if (at == words.size()) {
      obstacle = Obstacle::kWord;
      return std::nullopt;
    }
    points = words[at].second;
  }
  if (line.per == Per::kOnce) return Fraction{points, Decimal4::kOne};
  const auto times = amount(line, record);
  if (!times) {
    obstacle = Obstacle::kAmount;
    return std::nullopt;
  }
  std::int64_t product = 0;
  if (__builtin_mul_overflow(points, *times, &product)) {
    obstacle = Obstacle::kTooLarge;
    return std::nullopt;
  }
  return Fraction{product, Decimal4::kOne * Decimal4::kOne};
}

std::optional<std::int32_t> Evaluator::Work::useFactor(const CompiledLine& line, std::uint32_t row) {
  const std::string_view uses = sight_.words().text(sight_.wordCode(line.uses.index, row));
  constexpr std::size_t kMostDigits = 9;
  if (uses.size() > kMostDigits ||
      !std::all_of(uses.begin(), uses.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  int n = 0;
  for (const char c : uses) n = n * 10 + (c - '0');
  auto table =
      std::find_if(usePowers_.begin(), usePowers_.end(), [&](const auto& t) { return t.first == *line.useFactor; });
  if (table == usePowers_.end()) table = usePowers_.insert(usePowers_.end(), {*line.useFactor, {}});
  // Powers fall; once one is 0 (or the factor is 1) all further ones are the same.
  auto& powers = table->second;
  constexpr std::size_t kMostPowers = 200'000;
  while (powers.size() <= static_cast<std::size_t>(n) && powers.size() < kMostPowers &&
         (powers.empty() || (powers.back() != 0 && line.useFactor->units != Decimal4::kOne))) {
    powers.push_back(static_cast<std::int32_t>(powerMicro(*line.useFactor, static_cast<int>(powers.size()))));
  }
  if (powers.empty()) powers.push_back(static_cast<std::int32_t>(kMicro));
  return powers[std::min(static_cast<std::size_t>(n), powers.size() - 1)];
}

bool Evaluator::Work::unlessHolds(int lineAt) {
  const auto& unless = program_.lines[static_cast<std::size_t>(lineAt)].unless;
  if (!unless) return false;
  auto& answer = unless_[static_cast<std::size_t>(lineAt)];
  if (answer < 0) answer = sight_.holds(*unless) ? 1 : 0;
  return answer == 1;
}

void Evaluator::Work::addRecordLine(const SeenRecord& record, int lineAt) {
  const auto at = static_cast<std::size_t>(lineAt);
  const CompiledLine& line = program_.lines[at];
  if (line.where && !sight_.holds(*line.where, &record)) return;
  Candidate candidate;
  candidate.row = record.row;
  candidate.line = static_cast<std::uint16_t>(lineAt);
  candidate.group = static_cast<std::uint16_t>(line.group);
  candidate.isPublic = (sight_.facts().flagsOf(record.row) & kFactNotPublic) == 0;
  candidate.date = sight_.dateOf(record, line.clock);
  std::int32_t day = candidate.date;
  if (candidate.date == kNoDate) {
    candidate.reason = Reason::kUndated;
  } else {
    if (candidate.date > program_.asOf) return;
    bool everywhere = false;
    day = sight_.windowDate(line, record.row, candidate.date, everywhere);
    if (!everywhere && line.from != kNoDate && day < line.from) return;
    const Effect effect = sight_.effectOf(record);
    if (effect == Effect::kExclude) candidate.reason = Reason::kStatus;
    if (effect == Effect::kFactor) candidate.status = static_cast<std::int16_t>(record.status);
  }
  if (line.kind == CompiledLine::Kind::kSheet) {
    const SheetMarks marks = sight_.marks(line, record.row);
    candidate.broken = marks.broken;
    candidate.raw = {marks.points, Decimal4::kOne};
    if (marks.points < 0) candidate.group = static_cast<std::uint16_t>(line.negativeGroup);
    book_.candidates().push_back(candidate);
    return;
  }
  Obstacle obstacle = Obstacle::kNone;
  const auto raw = rawPoints(line, at, record, obstacle);
  if (raw) candidate.raw = *raw;
  if (candidate.reason == Reason::kNone) {
    if (!raw) return undetermined(obstacle, record.row, lineAt);
    candidate.decay = line.decayIndex(program_.asOf - day);
    if (line.useFactor) {
      const auto use = useFactor(line, record.row);
      if (!use) return undetermined(Obstacle::kAmount, record.row, lineAt);
      candidate.use = *use;
    }
    if (unlessHolds(lineAt)) candidate.reason = Reason::kUnless;
    if (line.onceKey >= 0) {
      candidate.once =
          line.onceField.kind == FieldRef::Kind::kWord ? sight_.wordCode(line.onceField.index, record.row) : kNoWord;
    }
  }
  book_.candidates().push_back(candidate);
}

void Evaluator::Work::addAggregateLine(int lineAt) {
  const CompiledLine& line = program_.lines[static_cast<std::size_t>(lineAt)];
  restsOf_.clear();
  if (!sight_.holds(*line.when, &restsOf_)) return;
  std::sort(restsOf_.begin(), restsOf_.end(), [&](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first > b.first;
    return sight_.facts().recordId(a.second) < sight_.facts().recordId(b.second);
  });
  Candidate candidate;
  candidate.line = static_cast<std::uint16_t>(lineAt);
  candidate.group = static_cast<std::uint16_t>(line.group);
  candidate.raw = {line.points.fixed.value_or(0), Decimal4::kOne};
  candidate.date = restsOf_.empty() || restsOf_.front().first == kNoDate ? program_.asOf : restsOf_.front().first;
  candidate.restsBegin = static_cast<std::uint32_t>(out_.rests.size());
  for (const auto& [date, row] : restsOf_) {
    const auto relative = row - static_cast<std::uint32_t>(range_.begin);
    const auto own = out_.rests.begin() + candidate.restsBegin;
    if (std::find(own, out_.rests.end(), relative) == out_.rests.end()) out_.rests.push_back(relative);
  }
  candidate.restsEnd = static_cast<std::uint32_t>(out_.rests.size());
  if (unlessHolds(lineAt)) candidate.reason = Reason::kUnless;
  book_.candidates().push_back(candidate);
}

std::optional<Fraction> Evaluator::Work::leafScore(const CompiledLeaf& leaf) const {
  Int128 value = 0;
  if (leaf.aggregate) {
    value = sight_.measure(*leaf.aggregate, nullptr).value_or(0);
  } else {
    const SeenRecord* record = sight_.latest(leaf.latestType);
    const auto number = record == nullptr ? std::nullopt : sight_.number(leaf.latestField, record->row);
    if (!number) return std::nullopt;
    value = *number;
  }
  if (leaf.ratioTo) {
    const Int128 to = sight_.measure(*leaf.ratioTo, nullptr).value_or(0);
    return to == 0 ? Fraction{0, 1} : clipped(value * kFullScore, to);
  }
  return std::visit(LeafScore{leaf, value}, leaf.leaf->scoring);
}

void Evaluator::Work::addLeafLine(int lineAt) {
  const CompiledLine& line = program_.lines[static_cast<std::size_t>(lineAt)];
  const auto score = leafScore(line.leaf);
  if (!score) return undetermined(Obstacle::kLatest, kNoRecord, lineAt);
  Candidate candidate;
  candidate.line = static_cast<std::uint16_t>(lineAt);
  candidate.group = static_cast<std::uint16_t>(line.group);
  candidate.raw = *score;
  candidate.date = program_.asOf;
  book_.candidates().push_back(candidate);
}

}  // namespace medcredit::grading
