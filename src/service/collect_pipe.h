// Two threads share an import: one reads, judges and derives rows, the other stores them. Chunks travel in file order
// through this pipe and come back empty, so memory stays that of a few chunks whatever the file, and findings, ids and
// counts are those of a single thread.
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>

#include "service/collect_chunk.h"

namespace medcredit::service {

class ChunkPipe {
 public:
  ChunkPipe() {
    for (auto& chunk : chunks_) empty_.push_back(&chunk);
  }

  /// Reader: an empty chunk to fill; null when the storing side has given up.
  [[nodiscard]] Chunk* takeEmpty() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return closed_ || !empty_.empty(); });
    if (closed_) return nullptr;
    Chunk* chunk = empty_.front();
    empty_.pop_front();
    return chunk;
  }
  /// Reader: hands a chunk on.
  void pass(Chunk* chunk) {
    const std::lock_guard lock(mutex_);
    filled_.push_back(chunk);
    changed_.notify_all();
  }
  /// Reader: nothing more will come, at the end of the file or after an error.
  void end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }

  /// Storing side: the next chunk in file order; null after the last one.
  [[nodiscard]] Chunk* takeFilled() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ended_ || !filled_.empty(); });
    if (filled_.empty()) return nullptr;
    Chunk* chunk = filled_.front();
    filled_.pop_front();
    return chunk;
  }
  /// Storing side: a stored chunk goes back for reuse.
  void giveBack(Chunk* chunk) {
    chunk->clear();
    const std::lock_guard lock(mutex_);
    empty_.push_back(chunk);
    changed_.notify_all();
  }
  /// Storing side: gives up; the reader stops at its next chunk.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

 private:
  /// One being filled, one being stored, one in between so that neither side waits for the other's uneven pace.
  std::array<Chunk, 3> chunks_;
  std::deque<Chunk*> empty_, filled_;
  bool ended_ = false, closed_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
};

}  // namespace medcredit::service
