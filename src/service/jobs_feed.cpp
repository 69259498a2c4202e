#include "service/jobs_feed.h"

#include <algorithm>

#include "service/jobs.h"

namespace medcredit::service {

void LiveJobs::add(std::int64_t jobId, const store::JobEvent& event) {
  const std::lock_guard lock(mutex_);
  events_[jobId].push_back(event);
}

std::vector<store::JobEvent> LiveJobs::after(std::int64_t jobId, std::int64_t seq) const {
  const std::lock_guard lock(mutex_);
  std::vector<store::JobEvent> out;
  if (const auto found = events_.find(jobId); found != events_.end()) {
    for (const auto& event : found->second) {
      if (event.seq > seq) out.push_back(event);
    }
  }
  return out;
}

std::vector<store::JobEvent> LiveJobs::take(std::int64_t jobId) {
  const std::lock_guard lock(mutex_);
  const auto found = events_.find(jobId);
  if (found == events_.end()) return {};
  auto out = std::move(found->second);
  events_.erase(found);
  return out;
}

base::Result<JobFeed::Part> JobFeed::read(std::int64_t jobId, std::int64_t seq) {
  if (!conn_) {
    MC_ASSIGN(conn_, store::open(location_));
  }
  constexpr std::int64_t kMost = 500;
  Part part;
  // First what is live, then the log: an event that moves from one to the other in between is seen twice, never missed.
  auto live = live_.after(jobId, seq);
  MC_ASSIGN(const auto job, store::getJob(*conn_, jobId));
  MC_ASSIGN(part.events, store::jobEventsAfter(*conn_, jobId, seq, kMost));
  const bool complete = static_cast<std::int64_t>(part.events.size()) < kMost;
  for (auto& event : live) {
    const bool known = std::any_of(part.events.begin(), part.events.end(),
                                   [&](const store::JobEvent& one) { return one.seq == event.seq; });
    if (!known && complete) part.events.push_back(std::move(event));
  }
  std::sort(part.events.begin(), part.events.end(),
            [](const store::JobEvent& a, const store::JobEvent& b) { return a.seq < b.seq; });
  part.over = complete && (!job || jobIsOver(*job));
  return part;
}

base::Result<JobFeed::Part> JobFeed::after(std::int64_t jobId, std::int64_t seq) {
  const std::lock_guard lock(mutex_);
  auto part = read(jobId, seq);
  if (!part.ok()) conn_.reset();  // opened again next time
  return part;
}

}  // namespace medcredit::service
