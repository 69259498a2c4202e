#include "grading/evaluate.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "grading/line_book.h"
#include "grading/sight.h"

namespace medcredit::grading {

namespace {

/// Scores of an indicator leaf run from 0 to 100.
constexpr std::int64_t kFullScore = 100;

bool startsWith(std::string_view text, std::string_view part) { return text.substr(0, part.size()) == part; }

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

std::string_view unratedWord(const Program& program, const Outcome& outcome) {
  switch (outcome.standing) {
    case Standing::kGraded:
      return {};
    case Standing::kOutOfScope:
      return "out_of_scope";
    case Standing::kUndetermined:
      return "undetermined";
    case Standing::kUnrated:
      break;
  }
  return program.unrated[static_cast<std::size_t>(outcome.unratedRule)].rule->id;
}

class Evaluator::Work {
 public:
  Work(const Program& program, const Words& words) : program_(program), sight_(program, words), book_(program) {
    for (const auto& status : program.statuses) statusFactors_.push_back(status.factor);
    for (const auto& line : program.lines) {
      std::vector<WordCode> codes;
      for (const auto& [word, points] : line.points.words) codes.push_back(words.find(word));
      pointCodes_.push_back(std::move(codes));
    }
  }

  void use(const FactColumns& facts) { sight_.use(facts); }
  const Outcome& evaluate(const Subject& subject, FactRange range, const Supposition& supposition);

 private:
  [[nodiscard]] bool inScope(const Subject& subject) const;
  void addRecordLine(const SeenRecord& record, int lineAt);
  void addAggregateLine(int lineAt);
  void addLeafLine(int lineAt);
  [[nodiscard]] std::optional<Fraction> leafScore(const CompiledLeaf& leaf) const;
  /// Points × per; empty with `obstacle` set when a word or amount is missing.
  [[nodiscard]] std::optional<Fraction> rawPoints(const CompiledLine& line, std::size_t lineAt,
                                                  const SeenRecord& record, Obstacle& obstacle) const;
  [[nodiscard]] std::optional<std::int64_t> amount(const CompiledLine& line, const SeenRecord& record) const;
  [[nodiscard]] std::optional<std::int32_t> useFactor(const CompiledLine& line, std::uint32_t row);
  [[nodiscard]] bool unlessHolds(int lineAt);
  void undetermined(Obstacle obstacle, std::uint32_t row, int lineAt);
  void unrated(Standing standing);
  [[nodiscard]] bool settle();
  void writeLedger();
  void assertSum() const;
  void bandLevel();
  void applyLimits();

  const Program& program_;
  Sight sight_;
  LineBook book_;
  std::vector<std::vector<WordCode>> pointCodes_;
  std::vector<Fraction> statusFactors_;
  std::vector<std::int8_t> unless_;  // per line: -1 not asked yet
  std::vector<bool> met_;
  std::vector<std::pair<std::int32_t, std::uint32_t>> restsOf_;
  std::vector<std::pair<Decimal4, std::vector<std::int32_t>>> usePowers_;
  FactRange range_;
  Outcome out_;
};

bool Evaluator::Work::inScope(const Subject& subject) const {
  const SubjectScope& scope = program_.model->subject;
  if (subject.kind != scope.kind) return false;
  if (std::find(scope.types.begin(), scope.types.end(), subject.type) == scope.types.end()) return false;
  return scope.regions.empty() || std::any_of(scope.regions.begin(), scope.regions.end(),
                                              [&](const auto& region) { return startsWith(subject.region, region); });
}

void Evaluator::Work::undetermined(Obstacle obstacle, std::uint32_t row, int lineAt) {
  if (out_.obstacle != Obstacle::kNone) return;
  out_.obstacle = obstacle;
  out_.obstacleRecord = row == kNoRecord ? kNoRecord : row - static_cast<std::uint32_t>(range_.begin);
  out_.obstacleLine = lineAt;
}

void Evaluator::Work::unrated(Standing standing) {
  out_.standing = standing;
  out_.level = standing == Standing::kOutOfScope ? -1 : program_.unratedLevel();
}

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

bool Evaluator::Work::settle() {
  if (!book_.settle(Pass::kAll, statusFactors_)) {
    const Candidate& candidate = book_.candidates()[book_.failed()];
    undetermined(book_.obstacle(), candidate.row, candidate.line);
    return false;
  }
  out_.score = program_.base + book_.sum(Pass::kAll);
  const auto without = [&](Pass pass) -> std::optional<std::int64_t> {
    if (!book_.leavesOut(pass)) return out_.score;
    if (book_.onlyWholeGroups(pass)) {
      std::int64_t sum = out_.score;
      for (std::size_t i = 0; i < program_.groups.size(); ++i) {
        const bool kept = pass == Pass::kPublic ? program_.groups[i].isPublic : program_.groups[i].decisive;
        if (!kept) sum -= book_.groupSums()[i];
      }
      return sum;
    }
    if (!book_.settle(pass, statusFactors_)) return std::nullopt;
    return program_.base + book_.sum(pass);
  };
  out_.publicScore = without(Pass::kPublic);
  out_.decisiveScore = program_.hasNonDecisive ? without(Pass::kDecisive).value_or(out_.score) : out_.score;
  return true;
}

void Evaluator::Work::writeLedger() {
  const auto& candidates = book_.candidates();
  const auto& settled = book_.settled(Pass::kAll);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& candidate = candidates[i];
    LedgerLine line;
    line.line = candidate.line;
    line.group = candidate.group;
    line.reason = settled[i].reason;
    line.isPublic = candidate.isPublic && program_.groups[candidate.group].isPublic;
    line.record = candidate.row == kNoRecord ? kNoRecord : candidate.row - static_cast<std::uint32_t>(range_.begin);
    line.date = candidate.date;
    line.raw = LineBook::rawMicro(candidate);
    line.factor = book_.factorMicro(i, statusFactors_);
    line.points = settled[i].points;
    line.restsBegin = candidate.restsBegin;
    line.restsEnd = candidate.restsEnd;
    out_.lines.push_back(line);
  }
}

void Evaluator::Work::assertSum() const {
  Int128 sum = program_.base;
  for (const auto& line : out_.lines) sum += line.points;
  if (sum != Int128{out_.score}) throw std::logic_error("grading: the ledger does not sum to the score");
}

void Evaluator::Work::bandLevel() {
  const int all = program_.levelOf(out_.score);
  const int decisive = program_.hasNonDecisive ? program_.levelOf(out_.decisiveScore) : all;
  out_.bandLevel = std::min(all, decisive);
  if (decisive >= all) return;
  for (std::size_t i = 0; i < program_.groups.size(); ++i) {
    if (!program_.groups[i].decisive && book_.groupSums()[i] < 0) out_.guardedBy.push_back(static_cast<int>(i));
  }
}

void Evaluator::Work::applyLimits() {
  met_.assign(program_.limits.size(), false);
  for (const int at : program_.limitOrder) {
    const CompiledLimit& limit = program_.limits[static_cast<std::size_t>(at)];
    const bool overridden = std::any_of(limit.overriddenBy.begin(), limit.overriddenBy.end(),
                                        [&](int other) { return met_[static_cast<std::size_t>(other)]; });
    met_[static_cast<std::size_t>(at)] =
        !overridden && sight_.holds(limit.when) && !(limit.unless && sight_.holds(*limit.unless));
  }
  int level = out_.bandLevel;
  int forced = -1;
  int best = -1;
  int worst = -1;
  for (std::size_t i = 0; i < program_.limits.size(); ++i) {
    if (!met_[i]) continue;
    out_.metLimits.push_back(static_cast<int>(i));
    const CompiledLimit& limit = program_.limits[i];
    if (limit.limit->kind == Limit::Kind::kForce && forced < 0) forced = limit.level;
    if (limit.limit->kind == Limit::Kind::kBest) best = std::max(best, limit.level);
    if (limit.limit->kind == Limit::Kind::kWorst) worst = worst < 0 ? limit.level : std::min(worst, limit.level);
  }
  Limit::Kind decided = Limit::Kind::kForce;
  if (forced >= 0) {
    level = forced;
  } else {
    decided = Limit::Kind::kBest;
    level = std::max(level, best);
    if (worst >= 0 && worst < level) {
      level = worst;
      decided = Limit::Kind::kWorst;
    }
  }
  out_.level = level;
  if (level == out_.bandLevel) return;
  for (const int at : out_.metLimits) {
    const CompiledLimit& limit = program_.limits[static_cast<std::size_t>(at)];
    if (limit.limit->kind != decided || limit.level != level) continue;
    out_.limitedBy = at;
    return;
  }
}

const Outcome& Evaluator::Work::evaluate(const Subject& subject, FactRange range, const Supposition& supposition) {
  out_.standing = Standing::kGraded;
  out_.unratedRule = -1;
  out_.obstacle = Obstacle::kNone;
  out_.obstacleRecord = kNoRecord;
  out_.obstacleLine = -1;
  out_.level = out_.bandLevel = out_.limitedBy = -1;
  out_.score = out_.decisiveScore = 0;
  out_.publicScore.reset();
  out_.pending = false;
  out_.guardedBy.clear();
  out_.metLimits.clear();
  out_.lines.clear();
  out_.rests.clear();
  range_ = range;
  if (!inScope(subject)) {
    unrated(Standing::kOutOfScope);
    return out_;
  }
  if (!program_.missing.empty()) {
    undetermined(Obstacle::kParameter, kNoRecord, -1);
    unrated(Standing::kUndetermined);
    return out_;
  }
  const Obstacle seen = sight_.look(subject, range, supposition);
  out_.pending = sight_.pending();
  if (seen != Obstacle::kNone) {
    undetermined(seen, sight_.obstacleRow(), -1);
    unrated(Standing::kUndetermined);
    return out_;
  }
  for (std::size_t i = 0; i < program_.unrated.size(); ++i) {
    if (!sight_.holds(program_.unrated[i].when)) continue;
    out_.unratedRule = static_cast<int>(i);
    unrated(Standing::kUnrated);
    return out_;
  }
  book_.clear();
  unless_.assign(program_.lines.size(), -1);
  for (const auto& record : sight_.records()) {
    for (const int line : program_.linesOfType[static_cast<std::size_t>(record.type)]) addRecordLine(record, line);
  }
  for (std::size_t i = 0; i < program_.lines.size(); ++i) {
    if (program_.lines[i].kind == CompiledLine::Kind::kAggregate) addAggregateLine(static_cast<int>(i));
    if (program_.lines[i].kind == CompiledLine::Kind::kLeaf) addLeafLine(static_cast<int>(i));
  }
  book_.sort(sight_.facts());
  if (out_.obstacle != Obstacle::kNone || !settle()) {
    unrated(Standing::kUndetermined);
    out_.rests.clear();
    out_.score = 0;
    return out_;
  }
  writeLedger();
  assertSum();
  bandLevel();
  applyLimits();
  return out_;
}

Evaluator::Evaluator(const Program& program, const Words& words) : work_(std::make_unique<Work>(program, words)) {}
Evaluator::~Evaluator() = default;

void Evaluator::use(const FactColumns& facts) { work_->use(facts); }

const Outcome& Evaluator::evaluate(const Subject& subject, FactRange range, const Supposition& supposition) {
  return work_->evaluate(subject, range, supposition);
}

Outcome evaluateSubject(const Program& program, const Subject& subject, const FactColumns& facts, const Words& words,
                        FactRange range, const Supposition& supposition) {
  Evaluator evaluator(program, words);
  evaluator.use(facts);
  return evaluator.evaluate(subject, range, supposition);
}

}  // namespace medcredit::grading
