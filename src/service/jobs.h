// Background work as use cases see it: put work into the queue, look at it, follow its events. Who runs it is the room
// `jobs`.
//
// A job runs at least once and its effect counts once: kinds are written so that doing them again changes nothing
// (an import that is in already says so, publicity that ended is not ended again). The moments of schedules are
// claimed by a unique key, so no due moment is run twice and none is left out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "store/jobs.h"

namespace medcredit::service {

/// Kinds of work.
inline constexpr std::string_view kJobImport = "import";
inline constexpr std::string_view kJobExpire = "publicity.expire";
inline constexpr std::string_view kJobStatus = "status.snapshot";
inline constexpr std::string_view kJobStatistics = "statistics";
inline constexpr std::string_view kJobReminders = "reminders";
inline constexpr std::string_view kJobHead = "evidence.head";
inline constexpr std::string_view kJobBackup = "backup";
inline constexpr std::string_view kJobGradeDay = "grade.day";
inline constexpr std::string_view kJobGradeRun = "grade.run";
inline constexpr std::string_view kJobReform = "grade.reform";

inline constexpr std::string_view kJobCases = "case.time";  ///< {"all": true} at midnight

/// Who acts when a schedule is due.
inline constexpr std::string_view kScheduler = "scheduler";

/// Puts a job into the queue, inside the caller's transaction when one is open, else in its own; returns its number.
/// `argsJson` is one JSON object. JOBS-0002 for a kind nobody can run. The job acts in the name of `context.actor`,
/// whose rights the caller has checked.
[[nodiscard]] base::Result<std::int64_t> enqueue(Context& context, std::string_view kind, std::string_view argsJson);

/// A file that was uploaded and is to be imported.
struct ImportJob {
  std::filesystem::path file;         ///< the spooled upload (Request::bodyFile); it is moved away from there
  std::filesystem::path spoolFolder;  ///< where waiting files are kept (ApiShared::spoolFolder)
  std::string name;                   ///< file name as its sender gave it; folders and control characters are dropped
  std::string entry, unit;
  std::string received;  ///< YYYY-MM-DD; empty: today
  bool allOrNothing = false;
};
/// Moves the file to SPOOL/jobs/J<number>/<name> and queues its import in a transaction of its own. JOBS-0004 when the
/// file cannot be moved: nothing is queued. The finished job's result names the batch and, when rows were marked, the
/// annotated return (a path below SPOOL/jobs).
[[nodiscard]] base::Result<std::int64_t> enqueueImport(Context& context, const ImportJob& job);

/// Folder of a job's files.
[[nodiscard]] std::filesystem::path jobFolder(const std::filesystem::path& spoolFolder, std::int64_t jobId);

/// What the sealed annotated return of a job is called when it is opened (service/sealed_file.h).
[[nodiscard]] std::string returnPlace(std::int64_t jobId);

/// A job the actor may see: its own, with the permission job.read those of the scheduler, the operator of the machine
/// all; ACCS-0401 otherwise, as for one that does not exist.
[[nodiscard]] base::Result<store::Job> showJob(Context& context, std::int64_t id);
/// Newest first; the actor's own, or those of the scheduler when the filter asks for them and the actor may see them.
[[nodiscard]] base::Result<std::vector<store::Job>> listJobs(Context& context, store::JobFilter filter);
/// Run log after `seq`, oldest first; ACCS-0401 as above.
[[nodiscard]] base::Result<std::vector<store::JobEvent>> jobEvents(Context& context, std::int64_t id, std::int64_t seq,
                                                                   std::int64_t limit = 500);

/// True for done and failed.
[[nodiscard]] bool jobIsOver(const store::Job& job);

}  // namespace medcredit::service
