// A growing tree held as the roots of its complete subtrees: leaves are appended, the root is known at every size.
#pragma once

#include <cstdint>
#include <vector>

#include "evidence/merkle.h"

namespace medcredit::evidence {

class CompactRange {
 public:
  CompactRange() = default;
  /// Goes on from the first `size` leaves of a tree whose nodes are known.
  CompactRange(std::uint64_t size, const NodeSource& nodes);

  void append(const Hash32& leaf);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Hash32 root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash32> peaks_;  ///< roots of the complete subtrees, the largest first
};

}  // namespace medcredit::evidence
