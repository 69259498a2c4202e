#include "grading/offline.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "grading/evaluate.h"
#include "grading/in_order.h"
#include "grading/obstacle.h"
#include "grading/offline_output.h"

namespace medcredit::grading {

base::Result<std::unique_ptr<Register>> readRegister(const ByteSource& subjects, const ByteSource& facts,
                                                     const FactNeeds& needs, unsigned threads, OfflineReport& report) {
  auto source = std::make_unique<Register>();
  MC_TRY(source->subjects.read(subjects, report));
  report.subjects = source->subjects.size();
  source->facts = std::make_unique<PackedFacts>(source->subjects, needs);
  MC_TRY(source->facts->read(facts, threads, report));
  return source;
}

namespace {

constexpr std::size_t kFirstUndetermined = 10;

/// One thread of a run: its evaluator, the partition at hand and what came of it.
struct Hand {
  explicit Hand(const Program& program, const Words& words) : evaluator(program, words), csv(program) {}

  Evaluator evaluator;
  CsvOutput csv;
  UnpackedFacts facts;
  TextBuffer grades;
  TextBuffer ledger;
  std::string compact;
  OfflineReport part;
};

void countOutcome(const Program& program, const Subject& subject, const Outcome& outcome, const UnpackedFacts& facts,
                  const Words& words, FactRange range, OfflineReport& report) {
  const std::size_t none = program.model->levels.order.size() + 1;
  report.byLevel.resize(none + 1);
  ++report.byLevel[outcome.level < 0 ? none : static_cast<std::size_t>(outcome.level)];
  report.lines += outcome.lines.size();
  for (const auto& line : outcome.lines) report.undated += line.reason == Reason::kUndated ? 1 : 0;
  switch (outcome.standing) {
    case Standing::kGraded:
      ++report.graded;
      break;
    case Standing::kOutOfScope:
      ++report.outOfScope;
      break;
    case Standing::kUndetermined:
      ++report.undetermined;
      if (report.firstUndetermined.size() < kFirstUndetermined) {
        report.firstUndetermined.push_back(
            {std::string(subject.id), obstacleText(program, outcome, facts.columns, words, range)});
      }
      break;
    case Standing::kUnrated:
      break;
  }
}

void addPart(OfflineReport& total, const OfflineReport& part) {
  total.graded += part.graded;
  total.outOfScope += part.outOfScope;
  total.undetermined += part.undetermined;
  total.lines += part.lines;
  total.undated += part.undated;
  total.byLevel.resize(std::max(total.byLevel.size(), part.byLevel.size()));
  for (std::size_t i = 0; i < part.byLevel.size(); ++i) total.byLevel[i] += part.byLevel[i];
  for (const auto& subject : part.firstUndetermined) {
    if (total.firstUndetermined.size() < kFirstUndetermined) total.firstUndetermined.push_back(subject);
  }
}

}  // namespace

base::Status gradeRegister(const Program& program, Register& source, unsigned threads, const OfflineOutput& output,
                           OfflineReport& report) {
  const Words& words = source.facts->words();
  std::vector<std::unique_ptr<Hand>> hands;
  for (unsigned i = 0; i < threads; ++i) hands.push_back(std::make_unique<Hand>(program, words));
  if (output.grades != nullptr) MC_TRY(output.grades->write(CsvOutput::gradeHeader()));
  if (output.ledger != nullptr) MC_TRY(output.ledger->write(CsvOutput::ledgerHeader()));
  const auto make = [&](std::uint32_t partition, unsigned thread) -> base::Status {
    Hand& hand = *hands[thread];
    hand.grades.clear();
    hand.ledger.clear();
    hand.compact.clear();
    hand.part = {};
    source.facts->unpack(partition, hand.facts);
    if (output.release) source.facts->release(partition);
    hand.evaluator.use(hand.facts.columns);
    for (std::uint32_t i = 0; i < hand.facts.ranges.size(); ++i) {
      const Subject subject = source.subjects.subject(hand.facts.firstSubject + i);
      const FactRange range = hand.facts.ranges[i];
      const Outcome& outcome = hand.evaluator.evaluate(subject, range);
      if (output.grades != nullptr) hand.csv.grade(subject, outcome, hand.grades);
      if (output.ledger != nullptr) hand.csv.ledger(subject, outcome, hand.facts.columns, range, hand.ledger);
      if (output.compact != nullptr) encodeLedger(outcome.lines, outcome.rests, hand.compact);
      countOutcome(program, subject, outcome, hand.facts, words, range, hand.part);
    }
    return {};
  };
  const auto take = [&](std::uint32_t /*unused*/, unsigned thread) -> base::Status {
    Hand& hand = *hands[thread];
    if (output.grades != nullptr) MC_TRY(output.grades->write(hand.grades.view()));
    if (output.ledger != nullptr) MC_TRY(output.ledger->write(hand.ledger.view()));
    if (output.compact != nullptr) MC_TRY(output.compact->write(hand.compact));
    addPart(report, hand.part);
    return {};
  };
  report.byLevel.assign(program.model->levels.order.size() + 2, 0);
  return inOrder(source.facts->partitions(), threads, make, take);
}

}  // namespace medcredit::grading
