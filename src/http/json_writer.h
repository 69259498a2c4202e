// JSON written straight into a text, for answers too large to be built as a tree first.
#pragma once

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
    separate();
    out_ += '"';
    out_ += name;  // names are ours: nothing to escape
    out_ += "\":";
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
  void separate() {
    if (out_.empty()) return;
    const char last = out_.back();
    if (last != '{' && last != '[' && last != ':') out_ += ',';
  }

  std::string& out_;
};

}  // namespace medcredit::http
