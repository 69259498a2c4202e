#include "http/response_cache.h"

namespace medcredit::http {

void ResponseCache::clear() {
  answers_.clear();
  used_ = 0;
}

std::shared_ptr<const ReadyAnswer> ResponseCache::find(std::string_view target) {
  const std::int64_t now = state_();
  if (now != current_) clear();
  current_ = now;
  const auto found = answers_.find(target);
  return found == answers_.end() ? nullptr : found->second;
}

void ResponseCache::put(std::string_view target, std::int64_t stateBefore, std::shared_ptr<const ReadyAnswer> answer) {
  if (stateBefore < 0 || stateBefore != current_) return;
  constexpr std::size_t kOverhead = 512;
  const std::size_t size = target.size() + answer->plainHead.size() + answer->plainBody.size() +
                           answer->packedHead.size() + answer->packedBody.size() + kOverhead;
  if (size > room_ / 8) return;
  if (used_ + size > room_) clear();  // rare and cheap: what is asked for comes back at once
  if (answers_.try_emplace(std::string(target), std::move(answer)).second) used_ += size;
}

}  // namespace medcredit::http
