// One subject on day after day: what the calendar of its grade asks. The model is compiled once for each stretch of
// days between its dated values; within a stretch the program is moved, and decay looked up for the ages of the
// subject's own records. The result of a day is that of a program compiled for it
// (tests/unit/grading/grade_days_test.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "grading/evaluate.h"

namespace medcredit::grading {

class GradeDays {
 public:
  /// Nothing is copied: all of it must outlive this. `knownOn` empty: everything is known.
  GradeDays(const Model& model, std::optional<base::CivilDate> knownOn, const Subject& subject,
            const FactColumns& facts, const Words& words, FactRange range);

  /// The grade on a day, valid until the next call. Days in any order; ascending ones are fastest.
  [[nodiscard]] const Outcome& on(std::int32_t day);
  /// The program of the last day asked for.
  [[nodiscard]] const Program& program() const { return *program_; }

 private:
  /// A line whose decay by age depends on the day, because months have different lengths.
  struct Aging {
    std::size_t line = 0;
    const Decay* decay = nullptr;
    std::vector<std::int32_t> dates;  ///< that windows and decay of the subject's records look at
    bool today = false;               ///< a continuing record has the age 0
  };

  void compile(std::int32_t day);
  void findAging();
  [[nodiscard]] std::optional<Aging> agingOf(std::size_t line) const;
  [[nodiscard]] std::int32_t clockDate(const ClockRef& clock, std::size_t row) const;
  void tabulate(const Aging& aging, std::int32_t day);

  const Model& model_;
  std::optional<base::CivilDate> knownOn_;
  const Subject& subject_;
  const FactColumns& facts_;
  const Words& words_;
  FactRange range_;
  std::vector<std::int32_t> dated_;  ///< days on which a parameter or a row of the lifecycle changes, ascending
  std::int32_t from_ = 0;            ///< first and last day of the stretch
  std::int32_t to_ = -1;
  std::unique_ptr<Program> program_;
  std::unique_ptr<Evaluator> evaluator_;
  std::vector<Aging> aging_;
  std::vector<std::int32_t> stepFrom_;  ///< first day inside each step
};

}  // namespace medcredit::grading
