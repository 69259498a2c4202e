// The little of JSON that proof documents need, without leniency: no duplicate keys, no numbers but plain non-negative
// integers, nothing after the document.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace medcredit::evidence {

struct JsonValue;
using JsonObject = std::map<std::string, JsonValue, std::less<>>;

/// A text, a whole number below 2^53, a list of texts or an object.
struct JsonValue {
  std::variant<std::string, std::uint64_t, std::vector<std::string>, JsonObject> value;
};

/// Empty when the text is not one object of such values.
[[nodiscard]] std::optional<JsonObject> readStrictJson(std::string_view text);
/// The text in quotes with what must be escaped.
[[nodiscard]] std::string jsonQuoted(std::string_view text);

}  // namespace medcredit::evidence
