#include "service/entry_fields.h"

#include <utility>

#include "service/read_caches.h"
#include "store/records.h"

namespace medcredit::service {

namespace {

/// A catalogue has some dozens of entries and changes a few times a year.
constexpr std::size_t kMostVersions = 1024;

}  // namespace

std::shared_ptr<const EntryFields> EntryFieldsCache::find(std::int64_t entryVersion) const {
  const std::lock_guard lock(mutex_);
  const auto found = byVersion_.find(entryVersion);
  return found == byVersion_.end() ? nullptr : found->second;
}

void EntryFieldsCache::keep(std::int64_t entryVersion, std::shared_ptr<const EntryFields> fields) {
  const std::lock_guard lock(mutex_);
  if (byVersion_.size() >= kMostVersions) byVersion_.clear();
  byVersion_.insert_or_assign(entryVersion, std::move(fields));
}

base::Result<std::shared_ptr<const EntryFields>> entryFieldsOf(Context& context, std::int64_t entryVersion) {
  EntryFieldsCache* const cache = context.caches != nullptr ? &context.caches->entryFields : nullptr;
  if (cache != nullptr) {
    if (auto held = cache->find(entryVersion)) return held;
  }
  MC_ASSIGN(const auto definition, store::entryVersionDefinition(context.conn, entryVersion));
  auto fields = std::make_shared<const EntryFields>(definitionFields(definition));
  // A version made by the running transaction may yet be undone, and its number given to another.
  if (cache != nullptr && !context.conn.inTransaction()) cache->keep(entryVersion, fields);
  return fields;
}

}  // namespace medcredit::service
