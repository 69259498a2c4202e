// Work on many parts by several threads whose results are taken in the order of the parts.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "base/result.h"

namespace medcredit::grading {

/// Calls make(part, thread) on any thread and take(part, thread) for each part in order, one at a time. The first
/// failure of either ends the run. A thread makes its next part only after its last was taken, so that one result per
/// thread is alive.
template <class Make, class Take>
[[nodiscard]] base::Status inOrder(std::uint32_t parts, unsigned threads, const Make& make, const Take& take) {
  std::atomic<std::uint32_t> next{0};
  std::mutex mutex;
  std::condition_variable turned;
  std::uint32_t turn = 0;
  base::Status failure;
  const auto work = [&](unsigned thread) {
    for (;;) {
      const std::uint32_t part = next.fetch_add(1);
      if (part >= parts) return;
      base::Status made = make(part, thread);
      std::unique_lock lock(mutex);
      turned.wait(lock, [&] { return turn == part; });
      if (failure.ok() && !made.ok()) failure = std::move(made);
      if (failure.ok()) {
        base::Status taken = take(part, thread);
        if (!taken.ok()) failure = std::move(taken);
      }
      ++turn;
      turned.notify_all();
      if (!failure.ok()) next.store(parts);
    }
  };
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back(work, i);
    work(0);
  }
  return failure;
}

}  // namespace medcredit::grading
