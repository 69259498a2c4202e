// Base64 (RFC 4648), canonical only: padding required (none in the form for addresses), no blanks, unused bits zero.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace medcredit::base {

[[nodiscard]] std::string toBase64(std::string_view bytes);
[[nodiscard]] std::optional<std::string> fromBase64(std::string_view text);
/// The form for addresses and tokens (base64url): "-" and "_" instead of "+" and "/", no padding.
[[nodiscard]] std::string toBase64Url(std::string_view bytes);
[[nodiscard]] std::optional<std::string> fromBase64Url(std::string_view text);

}  // namespace medcredit::base
