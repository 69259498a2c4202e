// What lies ahead of a grade: the result if pending objections succeed, the distance to better levels, the days on
// which time alone changes it, and the ways a subject has (language.md steps 16 and 17). All of it is computed by
// grading again under a supposition; nothing is estimated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grading/evaluate.h"

namespace medcredit::grading {

/// Score and level of a run under a supposition.
struct Supposed {
  std::optional<std::int64_t> score;  ///< empty: that run gives no score (unrated)
  int level = -1;
};

/// The result if every record with a pending status has its alternative; empty when none is pending or that run gives
/// no grade.
[[nodiscard]] std::optional<Supposed> ifUpheld(const Program& program, const Subject& subject, const FactColumns& facts,
                                               const Words& words, FactRange range);

struct Distance {
  int level = 0;            ///< a better level with a band
  std::int64_t points = 0;  ///< 10^-4, not below 0
  bool barred = false;      ///< a met limit keeps the subject from the level whatever its score
};

/// Distance of a graded subject to each better level, best first.
[[nodiscard]] std::vector<Distance> distances(const Program& program, const Outcome& outcome);

/// A day on which score or level changes although no fact does.
struct CalendarEntry {
  std::int32_t day = 0;
  Standing standing = Standing::kGraded;
  std::int64_t score = 0;
  int level = -1;
  std::vector<std::string> lines;  ///< ids of the rules whose points change that day
};

/// Changes by time alone in the `months` after the program's day. `known` facts stay as they are. Every day on which
/// anything can change is graded (grade_days.h).
[[nodiscard]] std::vector<CalendarEntry> gradeCalendar(const Program& program, const Subject& subject,
                                                       const FactColumns& facts, const Words& words, FactRange range,
                                                       int months = 24);

/// A way to a better grade.
struct Route {
  enum class Kind : std::uint8_t {
    kRepair,     ///< the record is repaired
    kObjection,  ///< the pending objection against the record succeeds
    kTime,       ///< time alone
    kGood,       ///< one more piece of good information of a kind the model rewards, dated today
  };
  Kind kind = Kind::kRepair;
  std::uint32_t record = kNoRecord;  ///< row relative to the subject; of kRepair, kObjection
  int line = -1;                     ///< index in Program::lines; of kGood
  std::int32_t day = kNoDate;        ///< of kTime
  std::int64_t score = 0;
  int level = -1;
};

/// Routes that raise score or level, the greatest gain first; equal gains in the order of Route::Kind, then records.
[[nodiscard]] std::vector<Route> routes(const Program& program, const Subject& subject, const FactColumns& facts,
                                        const Words& words, FactRange range,
                                        const std::vector<CalendarEntry>& calendar);

}  // namespace medcredit::grading
