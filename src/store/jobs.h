// Background work: the queue with leases, its run log, and the due moments of schedules that were claimed.
// Functions that write must run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// A piece of background work. States: queued → running → done | failed; a retry goes back to queued.
struct Job {
  std::int64_t id = 0;
  std::string kind;  ///< "import", "publicity.expire" …
  std::string args;  ///< one JSON document
  std::string state;
  base::Instant runAfter;
  std::int64_t attempts = 0;  ///< claims so far; the number of the running attempt fences its writes
  base::Instant leaseUntil;
  std::int64_t progress = 0;          ///< per mille
  std::optional<std::string> result;  ///< JSON: what it did, or {"error": …}
  std::string createdBy;
  base::Instant createdAt;
  std::optional<base::Instant> finishedAt;
};

base::Status insertJob(Conn& conn, const Job& job);
[[nodiscard]] base::Result<std::optional<Job>> getJob(Conn& conn, std::int64_t id);

struct JobFilter {
  std::string kind, state, createdBy;  ///< empty = all
  std::int64_t before = 0;             ///< ids below this one; 0 = from the newest
  std::int64_t limit = 100;
};
/// Newest first.
[[nodiscard]] base::Result<std::vector<Job>> listJobs(Conn& conn, const JobFilter& filter);

/// Long imports and everything else wait in different lanes, so that a statutory act never waits for a file.
enum class JobLane { kAny, kImports, kOthers };

/// Claims the next job: queued and due, or running under a lease that is over (its process died). The earlier due
/// moments of a schedule come first: a later one waits until they are done or failed.
[[nodiscard]] base::Result<std::optional<Job>> claimJob(Conn& conn, JobLane lane, base::Instant now,
                                                        base::Instant leaseUntil);
/// True when there is something to claim; a cheap read outside any transaction.
[[nodiscard]] base::Result<bool> hasClaimableJob(Conn& conn, JobLane lane, base::Instant now);
/// Prolongs the lease of a running attempt; false when another process has taken the job over.
base::Result<bool> renewJob(Conn& conn, const Job& job, base::Instant leaseUntil, std::int64_t progress);
/// The same without telling of progress.
base::Result<bool> keepLease(Conn& conn, const Job& job, base::Instant leaseUntil);
/// Ends the running attempt: done, failed, or queued again for `runAfter`. False when the job was taken over.
base::Result<bool> endAttempt(Conn& conn, const Job& job, std::string_view state, base::Instant now,
                              base::Instant runAfter, std::string_view result);

/// One line of a job's run log. `seq` grows over attempts: attempt × kSeqPerAttempt + number.
struct JobEvent {
  std::int64_t seq = 0;
  base::Instant at;
  std::string event;  ///< queued, started, progress, retry, done, failed, late
  std::string data;   ///< one JSON document
};
inline constexpr std::int64_t kSeqPerAttempt = 1000000;
base::Status addJobEvent(Conn& conn, std::int64_t jobId, const JobEvent& event);
/// Events after `seq`, oldest first.
[[nodiscard]] base::Result<std::vector<JobEvent>> jobEventsAfter(Conn& conn, std::int64_t jobId, std::int64_t seq,
                                                                 std::int64_t limit);

/// Claims a due moment of a schedule for a job; false when it was claimed before (by anybody).
base::Result<bool> claimScheduleRun(Conn& conn, std::string_view schedule, std::string_view due, std::int64_t jobId);
/// The newest claimed due moment of a schedule; "" when it never ran.
[[nodiscard]] base::Result<std::string> lastScheduleRun(Conn& conn, std::string_view schedule);

/// A due moment with what became of it.
struct ScheduleRun {
  std::string schedule, due;
  std::int64_t jobId = 0;
  std::string state;
  std::optional<base::Instant> finishedAt;
};
/// Newest first.
[[nodiscard]] base::Result<std::vector<ScheduleRun>> scheduleRuns(Conn& conn, std::string_view schedule,
                                                                  std::int64_t limit);

}  // namespace medcredit::store
