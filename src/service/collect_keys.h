// A flat hash map from 128-bit hashes, for what an import must remember about every row: natural keys seen in the file,
// subjects already resolved. A million entries of a small value stay under 100 MiB.
#pragma once

#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "store/records.h"

namespace medcredit::service {

/// Open addressing with linear probing; keys are hashes already, so their first bytes are the slot.
template <class V>
class KeyMap {
 public:
  KeyMap() : slots_(1024) {}

  /// Value of `key` and whether it was just inserted (then it is a default value). The pointer is valid until the next
  /// insertion.
  std::pair<V*, bool> insert(const store::NaturalKey& key) {
    if (isFull(size_ + 1, slots_.size())) widen(2 * slots_.size());
    Slot& slot = find(slots_, key);
    if (slot.used) return {&slot.value, false};
    slot.used = true;
    slot.key = key;
    ++size_;
    return {&slot.value, true};
  }

  [[nodiscard]] bool contains(const store::NaturalKey& key) const { return find(slots_, key).used; }

  /// Makes room for `count` keys at once.
  void reserve(std::size_t count) {
    std::size_t slots = slots_.size();
    while (isFull(count, slots)) slots *= 2;
    if (slots > slots_.size()) widen(slots);
  }
  /// Brings the slot of a key near that will be asked for soon: in a large map each lies somewhere else.
  void prefetch(const store::NaturalKey& key) const { __builtin_prefetch(&slots_[startOf(key, slots_.size())]); }

  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  struct Slot {
    store::NaturalKey key{};
    V value{};
    bool used = false;
  };

  static bool isFull(std::size_t count, std::size_t slots) { return count * 5 > slots * 4; }
  static std::size_t startOf(const store::NaturalKey& key, std::size_t slots) {
    std::uint64_t start = 0;
    std::memcpy(&start, key.data(), sizeof start);
    return start & (slots - 1);
  }
  template <class Slots>
  static auto& find(Slots& slots, const store::NaturalKey& key) {
    const std::size_t mask = slots.size() - 1;
    std::size_t at = startOf(key, slots.size());
    while (slots[at].used && slots[at].key != key) at = (at + 1) & mask;
    return slots[at];
  }

  void widen(std::size_t slots) {
    std::vector<Slot> wider(slots);
    for (auto& slot : slots_) {
      if (slot.used) find(wider, slot.key) = std::move(slot);
    }
    slots_ = std::move(wider);
  }

  std::vector<Slot> slots_;  ///< size is a power of two
  std::size_t size_ = 0;
};

}  // namespace medcredit::service
