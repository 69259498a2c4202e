// Inside of Evaluator, shared by its files: evaluate.cpp holds the order of a grade, evaluate_lines.cpp what single
// lines are worth.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "grading/evaluate.h"
#include "grading/line_book.h"
#include "grading/sight.h"

namespace medcredit::grading {

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

}  // namespace medcredit::grading
