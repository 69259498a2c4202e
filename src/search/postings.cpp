#include "search/postings.h"

namespace medcredit::search {

void Postings::build(std::uint32_t bucketCount, std::uint32_t count, const Features& features) {
  starts_.assign(bucketCount + std::size_t{2}, 0);
  std::vector<std::uint32_t> buckets;
  for (std::uint32_t id = 0; id < count; ++id) {
    buckets.clear();
    features(id, buckets);
    for (const auto bucket : buckets) ++starts_[bucket + std::size_t{2}];
  }
  for (std::size_t i = 2; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  // starts_[b + 1] is the place where the next name of bucket b goes; when all are in, it is the end of b's list.
  ids_.resize(starts_.back());
  for (std::uint32_t id = 0; id < count; ++id) {
    buckets.clear();
    features(id, buckets);
    for (const auto bucket : buckets) ids_[starts_[bucket + std::size_t{1}]++] = id;
  }
}

}  // namespace medcredit::search
