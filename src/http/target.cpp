#include "http/target.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace medcredit::http {

namespace {

std::optional<unsigned> hexValue(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  return std::nullopt;
}

std::optional<std::string> decode(std::string_view text, bool plusIsBlank) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const auto high = hexValue(text[i + 1]);
      const auto low = hexValue(text[i + 2]);
      if (!high || !low) return std::nullopt;
      c = static_cast<char>(*high * 16 + *low);
      i += 2;
    } else if (c == '+' && plusIsBlank) {
      c = ' ';
    }
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) return std::nullopt;
    out += c;
  }
  if (!base::isValidUtf8(out)) return std::nullopt;
  return out;
}

bool segmentsAreClean(std::string_view rawPath) {
  std::size_t at = 0;
  while (at < rawPath.size()) {
    const auto next = std::min(rawPath.find('/', at + 1), rawPath.size());
    const auto segment = decode(rawPath.substr(at + 1, next - at - 1), false);
    if (!segment || *segment == "." || *segment == ".." || segment->find('/') != std::string::npos ||
        segment->find('\\') != std::string::npos) {
      return false;
    }
    at = next;
  }
  return true;
}

}  // namespace

base::Result<Target> parseTarget(std::string_view rawTarget) {
  if (!rawTarget.starts_with('/') || rawTarget.find('#') != std::string_view::npos) return base::fail("HTTP-0001");
  const auto mark = rawTarget.find('?');
  const auto rawPath = rawTarget.substr(0, mark);
  if (!segmentsAreClean(rawPath)) return base::fail("HTTP-0001");
  Target target;
  const auto path = decode(rawPath, false);
  if (!path) return base::fail("HTTP-0001");
  target.path = *path;
  if (mark == std::string_view::npos) return target;
  std::string_view rest = rawTarget.substr(mark + 1);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const auto pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    const auto key = decode(pair.substr(0, equals), true);
    const auto value =
        equals == std::string_view::npos ? std::optional<std::string>("") : decode(pair.substr(equals + 1), true);
    if (!key || !value) return base::fail("HTTP-0001");
    const bool doubled =
        std::any_of(target.query.begin(), target.query.end(), [&](const auto& p) { return p.first == *key; });
    if (doubled) return base::fail("HTTP-0002", {{"name", *key}});
    target.query.emplace_back(*key, *value);
  }
  return target;
}

}  // namespace medcredit::http
