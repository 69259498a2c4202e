#include "jobs/lease.h"

#include <chrono>
#include <utility>

namespace medcredit::jobs {

namespace {
constexpr int kPatienceMillis = 1000;  ///< at the writer; the end of the job waits no longer than this for the keeper
}

LeaseKeeper::LeaseKeeper(const store::Location& location, const store::Job& job, std::int64_t leaseSeconds,
                         const base::Clock& clock)
    : location_(location), job_(job), leaseSeconds_(leaseSeconds), clock_(clock), thread_([this] { run(); }) {}

LeaseKeeper::~LeaseKeeper() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  ended_.notify_all();
  thread_.join();
}

void LeaseKeeper::run() {
  location_.busyMillis = kPatienceMillis;
  const auto pause = std::chrono::milliseconds(leaseSeconds_ * 1000 / 3);
  std::unique_lock lock(mutex_);
  while (!ended_.wait_for(lock, pause, [this] { return over_; })) {
    lock.unlock();
    const bool mine = renew();
    lock.lock();
    if (!mine) return;
  }
}

bool LeaseKeeper::renew() {
  if (!conn_) {
    auto opened = store::open(location_);
    if (!opened.ok()) return true;  // tried again after the next pause
    conn_ = std::move(*opened);
  }
  auto transaction = store::Transaction::start(*conn_);
  if (!transaction.ok()) return true;
  const base::Instant until{clock_.now().micros + leaseSeconds_ * 1'000'000};
  const auto kept = store::keepLease(*conn_, job_, until);
  if (kept.ok() && !*kept) return false;
  if (!kept.ok() || !transaction->commit().ok()) conn_.reset();
  return true;
}

}  // namespace medcredit::jobs
