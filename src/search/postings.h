// Inverted lists: which names hold a feature (two characters beside each other, three initials …).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace medcredit::search {

/// Features are numbers 0 … buckets-1; different features may share a bucket (hashing), so a list may hold names that
/// do not have the feature: whoever uses it verifies. Lists ascend; a name may stand twice in a list.
class Postings {
 public:
  /// Calls `emit(bucket)` for each feature of name `id`. Must give the same on each call and be free of side effects.
  using Features = std::function<void(std::uint32_t id, std::vector<std::uint32_t>& buckets)>;

  /// Builds the lists of names 0 … count-1 in two passes: counting, filling.
  void build(std::uint32_t bucketCount, std::uint32_t count, const Features& features);

  [[nodiscard]] std::span<const std::uint32_t> list(std::uint32_t bucket) const {
    if (starts_.empty()) return {};
    return std::span(ids_).subspan(starts_[bucket], starts_[bucket + 1] - starts_[bucket]);
  }
  [[nodiscard]] std::size_t bytes() const {
    return starts_.capacity() * sizeof(std::uint32_t) + ids_.capacity() * sizeof(std::uint32_t);
  }

 private:
  std::vector<std::uint32_t> starts_;
  std::vector<std::uint32_t> ids_;
};

}  // namespace medcredit::search
