// Fields of the entry versions that stored records were checked with. A definition never changes: each is read and
// taken apart once for all threads of a server.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "service/collect_payload.h"
#include "service/context.h"

namespace medcredit::service {

using EntryFields = std::vector<StoredField>;

/// Thread-safe; holds a bounded number of definitions.
class EntryFieldsCache {
 public:
  /// Null when it is not held.
  [[nodiscard]] std::shared_ptr<const EntryFields> find(std::int64_t entryVersion) const;
  void keep(std::int64_t entryVersion, std::shared_ptr<const EntryFields> fields);

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::int64_t, std::shared_ptr<const EntryFields>> byVersion_;
};

/// Fields of an entry version in their order; none when there is no such version. STOR-* from the store.
[[nodiscard]] base::Result<std::shared_ptr<const EntryFields>> entryFieldsOf(Context& context,
                                                                             std::int64_t entryVersion);

}  // namespace medcredit::service
