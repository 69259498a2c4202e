#include "store/record_keys.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

#include "store/values.h"

namespace medcredit::store {

namespace {

/// The first eight bytes as a number that compares as they do.
std::uint64_t leading(const RecordKey& key) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8U | static_cast<std::uint8_t>(key.key[i]);
  return number;
}

bool isBefore(const RecordKey& a, const RecordKey& b) {
  const auto x = leading(a), y = leading(b);
  return x != y ? x < y : std::memcmp(a.key.data(), b.key.data(), a.key.size()) < 0;
}

/// Keys are hashes, so their leading bits spread them evenly over buckets; each bucket is sorted by itself.
void sortKeys(std::vector<RecordKey>& keys) {
  constexpr std::size_t kPerBucket = 8;
  constexpr unsigned kBitsOfLeading = 64;
  if (keys.size() < 2 * kPerBucket) {
    std::sort(keys.begin(), keys.end(), isBefore);
    return;
  }
  const auto bits = static_cast<unsigned>(std::bit_width(keys.size() / kPerBucket));
  const auto bucketOf = [&](const RecordKey& key) {
    return static_cast<std::size_t>(leading(key) >> (kBitsOfLeading - bits));
  };
  std::vector<std::size_t> ends((std::size_t{1} << bits) + 1);
  for (const auto& key : keys) ++ends[bucketOf(key) + 1];
  for (std::size_t i = 1; i < ends.size(); ++i) ends[i] += ends[i - 1];
  std::vector<RecordKey> sorted(keys.size());
  for (const auto& key : keys) sorted[ends[bucketOf(key)]++] = key;  // begin of the bucket becomes its end
  auto begin = sorted.begin();
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
    const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(ends[i]);
    std::sort(begin, end, isBefore);
    begin = end;
  }
  keys = std::move(sorted);
}

}  // namespace

base::Result<bool> eachRecordKey(Conn& conn, std::size_t most, const std::function<void(const NaturalKey&)>& onKey) {
  std::size_t visited = 0;
  const Value params[] = {static_cast<std::int64_t>(most) + 1};
  NaturalKey key{};
  MC_TRY(conn.query("SELECT natural_key FROM record_key LIMIT $1", params, [&](const Row& row) {
    const auto bytes = row.blob(0);
    std::copy_n(bytes.data(), std::min(bytes.size(), key.size()), key.data());
    if (++visited <= most) onKey(key);
    return visited <= most;
  }));
  return visited <= most;
}

base::Status insertRecordKeys(Conn& conn, std::vector<RecordKey>& keys) {
  sortKeys(keys);
  static constexpr std::string_view kColumns[] = {"natural_key", "record_id"};
  return conn.insertRows("record_key", kColumns, keys.size(), [&](std::size_t index, std::span<Value> row) {
    row[0] = BlobView{bytesOf(keys[index].key)};
    row[1] = keys[index].recordId;
  });
}

}  // namespace medcredit::store
