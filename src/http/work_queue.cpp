#include "http/work_queue.h"

namespace medcredit::http {

namespace {
constexpr std::size_t kOfficerLane = 0;
constexpr std::size_t kPublicLane = 1;
constexpr std::size_t kUploadLane = 2;

std::size_t laneIndex(WorkClass workClass) {
  switch (workClass) {
    case WorkClass::kUpload:
      return kUploadLane;
    case WorkClass::kOfficer:
      return kOfficerLane;
    default:
      return kPublicLane;
  }
}
}  // namespace

WorkQueue::WorkQueue(QueueLimits limits, WorkerFactory factory) : limits_(limits), factory_(std::move(factory)) {
  lanes_[kOfficerLane].limit = limits_.officerDepth;
  lanes_[kPublicLane].limit = limits_.publicDepth;
  lanes_[kUploadLane].limit = limits_.uploadDepth;
  for (std::size_t i = 0; i < limits_.threads; ++i) threads_.emplace_back([this] { serve(false); });
  for (std::size_t i = 0; i < limits_.uploadThreads; ++i) threads_.emplace_back([this] { serve(true); });
}

WorkQueue::~WorkQueue() { drain(); }

WorkQueue::Lane& WorkQueue::lane(WorkClass workClass) { return lanes_[laneIndex(workClass)]; }

bool WorkQueue::submit(WorkClass workClass, Task task) {
  {
    const std::lock_guard lock(mutex_);
    Lane& target = lane(workClass);
    if (stopping_ || target.tasks.size() >= target.limit) return false;
    target.tasks.push_back(std::move(task));
  }
  (workClass == WorkClass::kUpload ? wakeUpload_ : wake_).notify_one();
  return true;
}

std::size_t WorkQueue::depth(WorkClass workClass) const {
  const std::lock_guard lock(mutex_);
  return lanes_[laneIndex(workClass)].tasks.size();
}

void WorkQueue::serve(bool uploads) {
  const auto worker = factory_();
  const auto next = [this, uploads]() -> Lane* {
    if (uploads) return lanes_[kUploadLane].tasks.empty() ? nullptr : &lanes_[kUploadLane];
    for (const std::size_t i : {kOfficerLane, kPublicLane}) {
      if (!lanes_[i].tasks.empty()) return &lanes_[i];
    }
    return nullptr;
  };
  auto& wake = uploads ? wakeUpload_ : wake_;
  std::unique_lock lock(mutex_);
  while (true) {
    wake.wait(lock, [&] { return stopping_ || next() != nullptr; });
    Lane* source = next();
    if (source == nullptr) return;  // stopping and nothing left
    Task task = std::move(source->tasks.front());
    source->tasks.pop_front();
    lock.unlock();
    task(*worker);
    lock.lock();
  }
}

void WorkQueue::drain() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  wakeUpload_.notify_all();
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

}  // namespace medcredit::http
