// Keeps a running job from being taken for dead: its lease is renewed from beside while the work goes on, however
// seldom the work itself has anything to tell.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "store/conn.h"
#include "store/jobs.h"

namespace medcredit::jobs {

/// Renews the lease of one attempt three times in its length, on a thread and a connection of its own, until destroyed
/// or until another process has taken the job over. Nothing is renewed while the work itself holds the writer: then
/// nobody can claim the job either.
class LeaseKeeper {
 public:
  LeaseKeeper(const store::Location& location, const store::Job& job, std::int64_t leaseSeconds,
              const base::Clock& clock);
  ~LeaseKeeper();
  LeaseKeeper(const LeaseKeeper&) = delete;
  LeaseKeeper& operator=(const LeaseKeeper&) = delete;

 private:
  void run();
  /// False when the job is somebody else's now.
  [[nodiscard]] bool renew();

  store::Location location_;
  const store::Job& job_;
  std::int64_t leaseSeconds_;
  const base::Clock& clock_;
  std::unique_ptr<store::Conn> conn_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool over_ = false;
  std::thread thread_;
};

}  // namespace medcredit::jobs
