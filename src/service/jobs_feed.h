// Events of jobs as they happen, for streams: the run log in the store joined with the progress of work that is still
// inside its transaction (an import shows its rows only when all are in, but tells how far it is).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "base/result.h"
#include "store/conn.h"
#include "store/jobs.h"

namespace medcredit::service {

/// Progress of jobs of this process. Thread-safe.
class LiveJobs {
 public:
  void add(std::int64_t jobId, const store::JobEvent& event);
  [[nodiscard]] std::vector<store::JobEvent> after(std::int64_t jobId, std::int64_t seq) const;
  /// Takes the events away: they go into the run log with the end of the attempt.
  [[nodiscard]] std::vector<store::JobEvent> take(std::int64_t jobId);

 private:
  mutable std::mutex mutex_;
  std::map<std::int64_t, std::vector<store::JobEvent>> events_;
};

/// One connection for all streams. Thread-safe.
class JobFeed {
 public:
  JobFeed(store::Location location, const LiveJobs& live) : location_(std::move(location)), live_(live) {}
  struct Part {
    std::vector<store::JobEvent> events;  ///< after the given one, oldest first
    bool over = false;                    ///< the job is done or failed and these are its last events
  };
  [[nodiscard]] base::Result<Part> after(std::int64_t jobId, std::int64_t seq);

 private:
  base::Result<Part> read(std::int64_t jobId, std::int64_t seq);

  store::Location location_;
  const LiveJobs& live_;
  std::mutex mutex_;
  std::unique_ptr<store::Conn> conn_;
};

}  // namespace medcredit::service
