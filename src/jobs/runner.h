// Runs the queue: claims a job under a lease, does it, notes how it ended. Several runners, also of several processes,
// may work on one store.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "service/context.h"
#include "service/jobs_feed.h"
#include "store/conn.h"
#include "store/jobs.h"

namespace medcredit::jobs {

/// How an attempt ended, for log and metrics. No personal data.
struct JobNote {
  std::int64_t id = 0;
  std::string kind, state;  ///< done, failed, retry, lost (another process took it over)
  std::string code;         ///< of the error; "" when done
  std::int64_t attempt = 0;
};

struct RunnerOptions {
  /// After this without a sign of life a job is anybody's again. The runner gives one three times in that length
  /// (LeaseKeeper), however long the work takes.
  std::int64_t leaseSeconds = 300, importLeaseSeconds = 30;
  std::int64_t retrySeconds = 30;  ///< doubled with every attempt
  std::int64_t maxAttempts = 5;
  store::Location location;            ///< of the store: for the keeper of leases, and what backups copy
  std::filesystem::path backupFolder;  ///< empty: the backup job says that there is none
  std::size_t keepBackups = 7;
  std::filesystem::path spoolFolder;  ///< files of imports (service::jobFolder)
  std::function<void(const JobNote&)> onJob;
  std::chrono::milliseconds poll{500};
};

/// Claims and does the next job of a lane. False when there was none.
[[nodiscard]] base::Result<bool> runNext(service::Context& context, store::JobLane lane, const RunnerOptions& options,
                                         service::LiveJobs& live);

/// What one kind of work does; the text is the job's result (JSON). `progress` (per mille) keeps the lease.
using Progress = std::function<base::Status(int)>;
[[nodiscard]] base::Result<std::string> doJob(service::Context& context, const store::Job& job,
                                              const RunnerOptions& options, const Progress& progress);

/// Removes what finished imports were read from, folders of jobs that were never queued, and annotated returns after 30
/// days. Files of jobs that wait or run are left alone.
base::Status sweepFiles(service::Context& context, const std::filesystem::path& spoolFolder);

/// A context with everything it refers to; made on the thread that uses it.
using ContextFactory = std::function<base::Result<std::shared_ptr<service::Context>>()>;

/// Two threads: imports on one, everything else and the scheduler on the other.
class Runner {
 public:
  Runner(RunnerOptions options, ContextFactory contexts, service::LiveJobs& live);
  ~Runner();
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;
  void start();
  /// Lets the running jobs finish.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace medcredit::jobs
