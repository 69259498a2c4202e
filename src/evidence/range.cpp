#include "evidence/range.h"

#include <bit>

namespace medcredit::evidence {

CompactRange::CompactRange(std::uint64_t size, const NodeSource& nodes) : size_(size) {
  std::uint64_t done = 0;
  for (int level = 63; level >= 0; --level) {
    const std::uint64_t count = std::uint64_t{1} << static_cast<unsigned>(level);
    if ((size & count) == 0) continue;
    peaks_.push_back(nodes(level, done >> static_cast<unsigned>(level)));
    done += count;
  }
}

void CompactRange::append(const Hash32& leaf) {
  peaks_.push_back(leaf);
  for (std::uint64_t n = size_; (n & 1U) != 0; n >>= 1U) {
    const Hash32 right = peaks_.back();
    peaks_.pop_back();
    peaks_.back() = nodeHash<Sm3Hasher>(peaks_.back(), right);
  }
  ++size_;
}

Hash32 CompactRange::root() const {
  if (peaks_.empty()) return Sm3Hasher::hash({});
  Hash32 root = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i-- > 0;) root = nodeHash<Sm3Hasher>(peaks_[i], root);
  return root;
}

}  // namespace medcredit::evidence
