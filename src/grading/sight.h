// What a run sees of one subject: the records known on its day, their standing status, and the answers to conditions.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "grading/evaluate.h"
#include "grading/facts.h"
#include "grading/program.h"

namespace medcredit::grading {

/// A known record of a type the model names.
struct SeenRecord {
  std::uint32_t row = 0;        ///< row of the columns
  std::int32_t date = kNoDate;  ///< determined_on, else occurred_on, else ended_on
  int type = 0;                 ///< index in Program::types
  int status = -1;              ///< index in Program::statuses; -1 active
  bool upheld = false;          ///< takes the alternative of its status
};

/// Score sheet as counted: the newest visible, not excluded one inside the window.
struct CountedSheet {
  const SeenRecord* record = nullptr;
  std::int32_t date = kNoDate;
};

/// Marks of a sheet record.
struct SheetMarks {
  bool broken = false;
  bool criticalFailed = false;
  std::int64_t points = 0;  ///< 10^-4
};

class Sight {
 public:
  Sight(const Program& program, const Words& words);

  void use(const FactColumns& facts);
  /// Collects the records of a subject (step 2). Not kNone when that alone leaves the subject undetermined;
  /// `obstacleRow` then names the row.
  [[nodiscard]] Obstacle look(const Subject& subject, FactRange range, const Supposition& supposition);

  [[nodiscard]] const std::vector<SeenRecord>& records() const { return seen_; }
  [[nodiscard]] bool pending() const { return pending_; }
  [[nodiscard]] std::uint32_t obstacleRow() const { return obstacleRow_; }
  [[nodiscard]] const FactColumns& facts() const { return *facts_; }
  [[nodiscard]] const Words& words() const { return words_; }

  [[nodiscard]] Effect effectOf(const SeenRecord& record) const;
  [[nodiscard]] std::int32_t dateOf(const SeenRecord& record, const ClockRef& clock) const;
  /// Date of a record whose default date is not at hand.
  [[nodiscard]] std::int32_t defaultDate(std::uint32_t row) const;
  /// Day that window and decay of a line use, given the clock date: see `continuing` (language.md section 4).
  [[nodiscard]] std::int32_t windowDate(const CompiledLine& line, std::uint32_t row, std::int32_t date,
                                        bool& everywhere) const;
  [[nodiscard]] bool holds(const CompiledExpression& expression, const SeenRecord* record) const;
  /// `rests` (optional) receives the records of the aggregate tests with their dates.
  [[nodiscard]] bool holds(const CompiledCondition& condition,
                           std::vector<std::pair<std::int32_t, std::uint32_t>>* rests = nullptr) const;
  /// Number, sum or greatest; empty: max of nothing. 10^-4.
  [[nodiscard]] std::optional<Int128> measure(const CompiledAggregate& aggregate,
                                              std::vector<std::pair<std::int32_t, std::uint32_t>>* rests) const;
  [[nodiscard]] std::optional<std::int64_t> number(const FieldRef& field, std::uint32_t row) const;
  /// Text of a word, status or type field; empty for dates and numbers.
  [[nodiscard]] std::string_view text(const FieldRef& field, const SeenRecord& record) const;
  [[nodiscard]] WordCode wordCode(int field, std::uint32_t row) const;
  [[nodiscard]] CountedSheet countedSheet(const CompiledLine& line) const;
  [[nodiscard]] SheetMarks marks(const CompiledLine& line, std::uint32_t row) const;
  /// Newest record of a type that a condition without clock sees; nullptr when there is none.
  [[nodiscard]] const SeenRecord* latest(int type) const;

 private:
  void keepNewestVersions(FactRange range);
  [[nodiscard]] int typeOf(WordCode code) const;
  [[nodiscard]] int statusOf(std::uint32_t row, std::int32_t date, Obstacle& obstacle);
  [[nodiscard]] bool isTrue(std::string_view word) const;
  [[nodiscard]] bool compares(const CompiledExpression& expression, const Literal& literal, Expression::Op op,
                              const SeenRecord* record) const;

  const Program& program_;
  const Words& words_;
  const FactColumns* facts_ = nullptr;
  std::vector<int> columns_;              ///< program field → word column of the facts, -1 none
  std::vector<std::int16_t> typeOfCode_;  ///< word code → index in Program::types, -1
  std::vector<WordCode> statusCodes_;     ///< by index in Program::statuses
  WordCode activeCode_ = kForeignWord;
  int continuingField_ = -1;
  Subject subject_;
  std::vector<SeenRecord> seen_;
  std::vector<std::uint32_t> rows_;  // kept versions
  std::uint64_t mask_ = 0;
  bool pending_ = false;
  std::uint32_t obstacleRow_ = 0;
};

}  // namespace medcredit::grading
