// Outgoing notices until somebody says they arrived: delivered at least once, recognised by key, so taken in once.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "workflow/case.h"

namespace medcredit::workflow {

struct OutboxItem {
  Notice notice;
  base::Instant created;
  base::Instant next;  ///< not tried before
  int attempts = 0;
};

/// Value; the store keeps the same rows.
class Outbox {
 public:
  /// Adds what is not there yet; a key is taken once for ever.
  void put(const std::vector<Notice>& notices, base::Instant now);
  /// Items to be delivered now, oldest first; each is tried again after one minute, then twice as long up to one hour.
  [[nodiscard]] std::vector<OutboxItem> take(base::Instant now);
  /// The receiver has it. False: unknown or already acknowledged, which is no mistake.
  bool acknowledge(std::string_view key);
  /// Has the notice been taken in? (also true once delivered)
  [[nodiscard]] bool knows(std::string_view key) const { return items_.contains(key) || done_.contains(key); }
  [[nodiscard]] std::size_t waiting() const { return items_.size(); }
  /// Nothing arrived for that long: to be looked after by a person.
  [[nodiscard]] std::vector<OutboxItem> stuck(base::Instant now, std::int64_t micros) const;

 private:
  std::map<std::string, OutboxItem, std::less<>> items_;
  std::set<std::string, std::less<>> done_;
};

/// The receiving side: true the first time a key is seen.
class Inbox {
 public:
  bool take(std::string_view key);
  [[nodiscard]] std::size_t size() const { return seen_.size(); }

 private:
  std::set<std::string, std::less<>> seen_;
};

}  // namespace medcredit::workflow
