#include "workflow/outbox.h"

#include <algorithm>

namespace medcredit::workflow {

namespace {

constexpr std::int64_t kMinute = 60LL * 1'000'000;

std::int64_t pauseAfter(int attempts) {
  std::int64_t minutes = 1;
  for (int i = 1; i < attempts && minutes < 60; ++i) minutes *= 2;
  return std::min<std::int64_t>(minutes, 60) * kMinute;
}

}  // namespace

void Outbox::put(const std::vector<Notice>& notices, base::Instant now) {
  for (const auto& notice : notices) {
    if (!knows(notice.key)) items_[notice.key] = {notice, now, now, 0};
  }
}

std::vector<OutboxItem> Outbox::take(base::Instant now) {
  std::vector<OutboxItem> due;
  for (auto& [key, item] : items_) {
    // A clock that went back must not silence a notice: waiting longer than the longest pause means just that.
    const bool lost = item.next.micros - now.micros > 60 * kMinute;
    if (item.next > now && !lost) continue;
    ++item.attempts;
    item.next = {now.micros + pauseAfter(item.attempts)};
    due.push_back(item);
  }
  std::stable_sort(due.begin(), due.end(),
                   [](const OutboxItem& a, const OutboxItem& b) { return a.created < b.created; });
  return due;
}

bool Outbox::acknowledge(std::string_view key) {
  const auto found = items_.find(key);
  if (found == items_.end()) return false;
  done_.insert(found->first);
  items_.erase(found);
  return true;
}

std::vector<OutboxItem> Outbox::stuck(base::Instant now, std::int64_t micros) const {
  std::vector<OutboxItem> out;
  for (const auto& [key, item] : items_) {
    if (now.micros - item.created.micros > micros) out.push_back(item);
  }
  return out;
}

bool Inbox::take(std::string_view key) { return seen_.emplace(key).second; }

}  // namespace medcredit::workflow
