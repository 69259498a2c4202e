#include "store/payload_texts.h"

#include <cstddef>
#include <mutex>

namespace medcredit::store {

namespace {
/// A law has some dozens of entries, and few of their versions are read often.
constexpr std::size_t kMostVersions = 64;
}  // namespace

void PayloadTexts::give(std::int64_t entryVersion, std::vector<std::int64_t>& wanted, const OnText& onText) const {
  const std::shared_lock lock(mutex_);
  const auto version = byVersion_.find(entryVersion);
  if (version == byVersion_.end()) return;
  std::erase_if(wanted, [&](std::int64_t number) {
    const auto text = version->second.find(number);
    if (text == version->second.end()) return false;
    onText(number, text->second);
    return true;
  });
}

void PayloadTexts::keep(std::int64_t entryVersion, std::int64_t number, std::string_view text) {
  const std::unique_lock lock(mutex_);
  if (byVersion_.size() >= kMostVersions && !byVersion_.contains(entryVersion)) return;
  byVersion_[entryVersion].try_emplace(number, text);
}

}  // namespace medcredit::store
