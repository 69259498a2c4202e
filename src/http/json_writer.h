// JSON written straight into a text, for answers too large to be built as a tree first.
#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "service/collect_payload.h"

namespace medcredit::http {

/// Appends to a text. Members and items are separated by themselves; objects and arrays are opened and closed by the
/// caller. Texts must be UTF-8.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void openObject() { open('{'); }
  void closeObject() { out_ += '}'; }
  void openArray() { open('['); }
  void closeArray() { out_ += ']'; }
  /// Name of the next member.
  void name(std::string_view name) {
    // Put together first: an answer has thousands of names, and each piece appended costs a look at the room left.
    std::array<char, 64> piece{};
    constexpr std::size_t kSigns = 4;
    if (name.size() > piece.size() - kSigns) {
      separate();
      out_.append(1, '"').append(name).append("\":");
      return;
    }
    std::size_t size = 0;
    if (needsComma()) piece[size++] = ',';
    piece[size++] = '"';
    name.copy(piece.data() + size, name.size());  // names are ours: nothing to escape
    size += name.size();
    piece[size++] = '"';
    piece[size++] = ':';
    out_.append(piece.data(), size);
  }

  void value(std::string_view text) {
    separate();
    service::appendJsonString(out_, text);
  }
  void value(const char* text) { value(std::string_view(text)); }
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(std::same_as<bool> auto truth) { raw(truth ? "true" : "false"); }
  void value(std::integral auto number) requires(!std::same_as<decltype(number), bool>) {
    char digits[24];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    raw({digits, static_cast<std::size_t>(end - digits)});
  }
  void null() { raw("null"); }
  /// Text or null when empty.
  void orNull(std::string_view text) { text.empty() ? null() : value(text); }
  /// Public id.
  void id(char letter, std::int64_t number) {
    separate();
    out_ += '"';
    out_ += letter;
    out_ += std::to_string(number);
    out_ += '"';
  }
  /// A piece of JSON as it is.
  void raw(std::string_view json) {
    separate();
    out_ += json;
  }

  /// Members with their names.
  template <class Value>
  void member(std::string_view memberName, const Value& memberValue) {
    name(memberName);
    value(memberValue);
  }
  void memberOrNull(std::string_view memberName, std::string_view text) {
    name(memberName);
    orNull(text);
  }

 private:
  void open(char bracket) {
    separate();
    out_ += bracket;
  }
  /// A value never ends in a bracket that opens, nor in a colon: inside texts they stand before the closing quote.
  [[nodiscard]] bool needsComma() const {
    if (out_.empty()) return false;
    const char last = out_.back();
    return last != '{' && last != '[' && last != ':';
  }
  void separate() {
    if (needsComma()) out_ += ',';
  }

  std::string& out_;
};

}  // namespace medcredit::http
