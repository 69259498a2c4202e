#include "evidence/strict_json.h"

#include "base/utf8.h"

namespace medcredit::evidence {

namespace {

constexpr int kMaxDepth = 4;
constexpr std::uint64_t kMaxInteger = (std::uint64_t{1} << 53U) - 1;

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::optional<JsonObject> document() {
    auto out = object(0);
    blanks();
    if (!out || at_ != text_.size()) return std::nullopt;
    return out;
  }

 private:
  void blanks() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }
  bool take(char wanted) {
    blanks();
    if (at_ >= text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  [[nodiscard]] char peek() {
    blanks();
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  std::optional<JsonObject> object(int depth) {
    JsonObject out;
    if (depth > kMaxDepth || !take('{')) return std::nullopt;
    if (take('}')) return out;
    do {
      auto key = string();
      if (!key || !take(':')) return std::nullopt;
      auto member = value(depth);
      if (!member || !out.emplace(*std::move(key), *std::move(member)).second) return std::nullopt;
    } while (take(','));
    if (!take('}')) return std::nullopt;
    return out;
  }

  std::optional<JsonValue> value(int depth) {
    switch (peek()) {
      case '"':
        if (auto text = string()) return JsonValue{*std::move(text)};
        return std::nullopt;
      case '[':
        if (auto list = texts()) return JsonValue{*std::move(list)};
        return std::nullopt;
      case '{':
        if (auto inner = object(depth + 1)) return JsonValue{*std::move(inner)};
        return std::nullopt;
      default:
        if (const auto number = integer()) return JsonValue{*number};
        return std::nullopt;
    }
  }

  std::optional<std::vector<std::string>> texts() {
    std::vector<std::string> out;
    if (!take('[')) return std::nullopt;
    if (take(']')) return out;
    do {
      auto text = string();
      if (!text) return std::nullopt;
      out.push_back(*std::move(text));
    } while (take(','));
    if (!take(']')) return std::nullopt;
    return out;
  }

  std::optional<std::uint64_t> integer() {
    const std::size_t from = at_;
    std::uint64_t number = 0;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') {
      number = number * 10 + static_cast<std::uint64_t>(text_[at_] - '0');
      if (number > kMaxInteger) return std::nullopt;
      ++at_;
    }
    if (at_ == from || (text_[from] == '0' && at_ - from > 1)) return std::nullopt;
    return number;
  }

  std::optional<std::string> string() {
    if (!take('"')) return std::nullopt;
    std::string out;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return base::validUtf8Prefix(out) == out.size() ? std::optional(std::move(out)) : std::nullopt;
      if (static_cast<unsigned char>(c) < 0x20) return std::nullopt;
      if (c != '\\') {
        out += c;
      } else if (!escape(out)) {
        return std::nullopt;
      }
    }
    return std::nullopt;
  }

  bool escape(std::string& out) {
    if (at_ >= text_.size()) return false;
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char name = text_[at_++];
    if (const auto found = kNames.find(name); found != std::string_view::npos) {
      out += kMeanings[found];
      return true;
    }
    if (name != 'u' || text_.size() - at_ < 4) return false;
    char32_t code = 0;
    for (int i = 0; i < 4; ++i) {
      const char digit = text_[at_++];
      const auto place = std::string_view("0123456789abcdef").find(digit >= 'A' && digit <= 'F' ? digit + 32 : digit);
      if (place == std::string_view::npos) return false;
      code = code * 16 + static_cast<char32_t>(place);
    }
    if (code >= 0xD800 && code <= 0xDFFF) return false;  // no text of a proof needs a second plane
    base::appendUtf8(out, code);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<JsonObject> readStrictJson(std::string_view text) { return Parser(text).document(); }

std::string jsonQuoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + '"';
}

}  // namespace medcredit::evidence
