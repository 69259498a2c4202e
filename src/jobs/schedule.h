// What is due by the calendar: statutory acts of the day, in the legal day of Asia/Shanghai.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"

namespace medcredit::jobs {

/// What happens to due moments that passed while nobody was there.
enum class Missed {
  kEach,   ///< every one is made up for, in order (statutory acts)
  kLatest  ///< the newest stands for all (copies, statistics)
};

/// One act a day at a time of the day.
struct Schedule {
  std::string_view id, kind, label;
  int minuteOfDay = 0;  ///< minutes after midnight in Shanghai
  Missed missed = Missed::kEach;
};
[[nodiscard]] const std::vector<Schedule>& schedules();

/// Days that are due now, oldest first, after the day claimed last ("" = never: only the newest counts).
[[nodiscard]] std::vector<base::CivilDate> dueDays(const Schedule& schedule, std::string_view lastDue,
                                                   base::Instant now);

/// The moment of a due day.
[[nodiscard]] base::Instant dueMoment(const Schedule& schedule, base::CivilDate day);

/// Queues a job for every due day nobody has claimed yet; returns how many jobs. Each day is claimed by the unique key
/// (schedule, due), so two processes never queue the same one. What is more than an hour late is marked and reported in
/// the job's run log.
[[nodiscard]] base::Result<int> planSchedules(service::Context& context);

/// Looks at the machine's clock, and queues a pass over the cases when a clock of one is over, a holiday table came or
/// a notice waits; nothing while one is queued or running. True when it queued one. Everything it goes by is stored, so
/// nothing is forgotten by a restart.
[[nodiscard]] base::Result<bool> planCases(service::Context& context);

}  // namespace medcredit::jobs
