// Bounded queues by class of work, served by a fixed set of threads. A full queue refuses at once: the caller answers
// 503 with Retry-After before any work was done (overload never collapses the server).
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "http/router.h"

namespace medcredit::http {

/// What a worker thread owns (connections, caches). Created on the thread that uses it.
class Worker {
 public:
  virtual ~Worker() = default;
  /// Answers one request; must not throw for expected failures.
  virtual Response handle(const Request& request, const Route& route) = 0;
};
using WorkerFactory = std::function<std::unique_ptr<Worker>()>;

struct QueueLimits {
  std::size_t publicDepth = 256;
  std::size_t officerDepth = 128;
  std::size_t uploadDepth = 4;
  std::size_t threads = 4;  ///< shared by public and officer work, officers first
  std::size_t uploadThreads = 1;
};

class WorkQueue {
 public:
  using Task = std::function<void(Worker&)>;
  WorkQueue(QueueLimits limits, WorkerFactory factory);
  ~WorkQueue();
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  /// False when the class's queue is full or the server is stopping.
  [[nodiscard]] bool submit(WorkClass workClass, Task task);
  /// Finishes what was accepted, then joins.
  void drain();
  [[nodiscard]] std::size_t depth(WorkClass workClass) const;

 private:
  struct Lane {
    std::deque<Task> tasks;
    std::size_t limit = 0;
  };
  void serve(bool uploads);
  [[nodiscard]] Lane& lane(WorkClass workClass);

  QueueLimits limits_;
  WorkerFactory factory_;
  mutable std::mutex mutex_;
  std::condition_variable wake_, wakeUpload_;  ///< one more task: one more thread at work
  std::array<Lane, 3> lanes_;                  ///< officer, public, upload
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace medcredit::http
