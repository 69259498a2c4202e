#include "service/context.h"

#include <charconv>

namespace medcredit::service {

std::string publicId(char letter, std::int64_t id) { return letter + std::to_string(id); }

std::optional<std::int64_t> parsePublicId(char letter, std::string_view text) {
  if (!text.empty() && (text.front() == letter || text.front() == letter + ('a' - 'A'))) text.remove_prefix(1);
  std::int64_t id = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (ec != std::errc() || end != text.data() + text.size() || id <= 0) return std::nullopt;
  return id;
}

}  // namespace medcredit::service
