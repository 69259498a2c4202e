// An index that follows the store: a large immutable part and the names changed since, swapped as one.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "search/name_index.h"

namespace medcredit::search {

/// All names of one subject as they stand now.
struct ChangedSubject {
  struct Name {
    std::string text;
    bool former = false;
  };
  std::int64_t subject = 0;
  std::uint8_t group = 0;
  std::vector<Name> names;  ///< empty: the subject is no longer found
};

/// Safe to use from several threads: a search works on the state it found at its start.
class LiveIndex {
 public:
  LiveIndex();

  /// A fresh index of everything; what was changed before is forgotten.
  void replace(std::shared_ptr<const NameIndex> base);
  /// The subjects are found by these names from now on, and by no other.
  void change(const std::vector<ChangedSubject>& changes);
  /// Names outside the large part; when they are many (kRebuildAt), a fresh index searches faster.
  [[nodiscard]] std::size_t pendingNames() const;

  /// As NameIndex::search. `options.without` is used by this class and must not be set.
  [[nodiscard]] std::vector<Hit> search(std::string_view query, SearchOptions options) const;

  /// Changed names from which on a rebuild pays.
  static constexpr std::size_t kRebuildAt = 5000;

 private:
  struct State;
  [[nodiscard]] std::shared_ptr<const State> state() const;
  void put(std::shared_ptr<const State> state);

  mutable std::mutex mutex_;
  std::shared_ptr<const State> state_;
};

}  // namespace medcredit::search
