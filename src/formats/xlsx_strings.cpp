#include "formats/xlsx_strings.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "formats/xml_stream.h"

namespace medcredit::formats {

namespace {

int hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Code point of an escape "_xHHHH_" at the start of `s`, or -1.
int escapedUnit(std::string_view s) {
  if (s.size() < 7 || !s.starts_with("_x") || s[6] != '_') return -1;
  int value = 0;
  for (std::size_t i = 2; i < 6; ++i) {
    const int digit = hexValue(s[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  const bool surrogate = value >= 0xD800 && value < 0xE000;
  return value == 0 || surrogate || value >= 0xFFFE ? -1 : value;
}

struct StringsHandler {
  const ReadLimits& limits;
  std::string& arena;
  std::vector<std::uint32_t>& ends;
  XmlPump* pump = nullptr;
  TextCollector collector = {};

  void attach(XmlPump& p) { pump = &p; }
  void start(const char* name, const char**) { collector.start(name); }
  void end(const char* name) {
    collector.end(name);
    if (std::strcmp(name, "si") != 0) return;
    const std::size_t from = ends.empty() ? 0 : ends.back();
    unescapeText(arena, from);
    if (arena.size() - from > limits.maxCellBytes) {
      pump->refuse(base::fail(
          "FILE-0027", {{"index", std::to_string(ends.size() + 1)}, {"limit", std::to_string(limits.maxCellBytes)}}));
    }
    if (ends.size() >= SharedStrings::kMaxCount) refuseSize();
    ends.push_back(static_cast<std::uint32_t>(arena.size()));
  }
  void text(std::string_view piece) {
    if (!collector.collecting()) return;
    if (arena.size() + piece.size() > SharedStrings::kMaxBytes) return refuseSize();
    arena += piece;
  }
  void refuseSize() {
    pump->refuse(base::fail("FILE-0026", {{"limit", std::to_string(SharedStrings::kMaxBytes >> 20U)}}));
  }
};

}  // namespace

void unescapeText(std::string& text, std::size_t from) {
  auto read = text.find("_x", from);
  if (read == std::string::npos) return;
  std::size_t write = read;
  std::string decoded;
  while (read < text.size()) {
    const int unit = escapedUnit(std::string_view(text).substr(read));
    if (unit < 0) {
      text[write++] = text[read++];
      continue;
    }
    decoded.clear();
    base::appendUtf8(decoded, static_cast<char32_t>(unit));
    decoded.copy(text.data() + write, decoded.size());
    write += decoded.size();
    read += 7;
  }
  text.resize(write);
}

std::string escapeText(std::string_view text) {
  std::string out(text);
  for (auto at = out.find("_x"); at != std::string::npos; at = out.find("_x", at)) {
    const bool escape = escapedUnit(std::string_view(out).substr(at)) >= 0;
    if (escape) out.insert(at, "_x005F");
    at += escape ? 8 : 2;
  }
  return out;
}

base::Result<SharedStrings> SharedStrings::load(const ZipArchive& archive, std::string_view part,
                                                const ReadLimits& limits) {
  SharedStrings strings;
  if (part.empty()) return strings;
  const auto* entry = archive.find(part);
  if (entry == nullptr) return base::fail("FILE-0008", {{"part", std::string(part)}});
  // Reserved once: growing by doubling would for a moment hold the table twice. Untouched pages cost no memory.
  strings.arena_.reserve(std::min<std::uint64_t>(entry->unpacked, kMaxBytes));
  StringsHandler handler{limits, strings.arena_, strings.ends_};
  MC_TRY(parseXml(archive, *entry, handler));
  return strings;
}

}  // namespace medcredit::formats
