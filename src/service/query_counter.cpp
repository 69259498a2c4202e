#include "service/query_counter.h"

namespace medcredit::service {

namespace {

constexpr std::int64_t kGoodMicros = 5'000'000;
/// As many requests of one account as may be at work at the same time.
constexpr std::int64_t kClose = 64;
constexpr std::size_t kMostActors = 100'000;

}  // namespace

std::optional<std::int64_t> QueryCounter::find(std::string_view actor, base::CivilDate day, std::int64_t limit,
                                               base::Instant now) const {
  const std::lock_guard lock(mutex_);
  const auto found = byActor_.find(std::string(actor));
  if (found == byActor_.end()) return std::nullopt;
  const Count& count = found->second;
  const std::int64_t age = now.micros - count.at.micros;
  const bool good = count.day == day && age >= 0 && age < kGoodMicros && count.acts + kClose < limit;
  return good ? std::optional(count.acts) : std::nullopt;
}

void QueryCounter::counted(std::string_view actor, base::CivilDate day, std::int64_t count, base::Instant now) {
  const std::lock_guard lock(mutex_);
  if (byActor_.size() >= kMostActors) byActor_.clear();
  byActor_.insert_or_assign(std::string(actor), Count{day, count, now});
}

void QueryCounter::add(std::string_view actor) {
  const std::lock_guard lock(mutex_);
  const auto found = byActor_.find(std::string(actor));
  if (found != byActor_.end()) ++found->second.acts;
}

}  // namespace medcredit::service
