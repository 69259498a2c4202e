#include "grading/evaluate.h"

#include <algorithm>
#include <stdexcept>

#include "grading/evaluate_work.h"

namespace medcredit::grading {

namespace {

bool startsWith(std::string_view text, std::string_view part) { return text.substr(0, part.size()) == part; }

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
