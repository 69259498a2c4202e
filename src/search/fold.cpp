#include "search/fold.h"

#include <unicode/uchar.h>

#include <vector>

#include "base/text.h"
#include "base/utf8.h"

namespace medcredit::search {

namespace {

constexpr char32_t kPrivateFirst = 0xE000;
constexpr char32_t kPrivateCount = 6400;
constexpr char32_t kPlaneEnd = 0x10000;

bool isSearched(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  return u_isalnum(point) != 0 || c == U'〇' || u_charType(point) == U_PRIVATE_USE_CHAR;
}

/// The folded form, 0 for characters that are left out.
char16_t foldOne(char32_t c) {
  std::string text;
  base::appendUtf8(text, c);
  const std::string key = base::nameKey(text);
  if (key.empty()) return 0;
  std::size_t at = 0;
  const char32_t folded = base::nextCodePoint(key, at);
  if (!isSearched(folded)) return 0;
  if (folded < kPlaneEnd) return static_cast<char16_t>(folded);
  return static_cast<char16_t>(kPrivateFirst + folded % kPrivateCount);
}

const std::vector<char16_t>& foldTable() {
  static const std::vector<char16_t> table = [] {
    std::vector<char16_t> out(kPlaneEnd);
    for (char32_t c = 0; c < kPlaneEnd; ++c) {
      if (c < 0xD800 || c > 0xDFFF) out[c] = foldOne(c);
    }
    return out;
  }();
  return table;
}

constexpr bool isInterpunct(char32_t c) {
  return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x30FB || c == 0xFF65 || c == 0x22C5 || c == 0x2219;
}
constexpr bool isFullWidth(char32_t c) { return (c >= 0xFF01 && c <= 0xFF5E) || c == 0x3000; }

struct Traits {
  std::u32string traditional;  ///< characters that have another simplified form
  std::u32string interpuncts, widths, marks, letters;
};

/// What folding takes away from a text, by kind.
Traits traitsOf(std::string_view text) {
  Traits traits;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t from = i;
    const char32_t c = base::nextCodePoint(text, i);
    const std::string_view one = text.substr(from, i - from);
    if (isInterpunct(c)) {
      traits.interpuncts += c;
    } else if (c >= U'a' && c <= U'z') {
      traits.letters += c;
    } else if (isFullWidth(c)) {
      traits.widths += c;
    } else if (foldOne(c) == 0) {
      traits.marks += c;
    } else if (base::toSimplified(one) != one) {
      traits.traditional += c;
    }
  }
  return traits;
}

}  // namespace

std::u16string fold(std::string_view utf8) {
  static const std::vector<char16_t>& table = foldTable();
  std::string cleaned;
  if (base::needsCleaning(utf8)) {
    cleaned = base::cleanText(utf8);
    utf8 = cleaned;
  }
  std::u16string out;
  out.reserve(utf8.size() / 3 + 1);
  for (std::size_t i = 0; i < utf8.size() && out.size() < kLongestText;) {
    const char32_t c = base::nextCodePoint(utf8, i);
    const char16_t folded = c < kPlaneEnd ? table[c] : foldOne(c);
    if (folded != 0) out += folded;
  }
  return out;
}

std::string unfold(std::u16string_view folded) {
  std::string out;
  out.reserve(folded.size() * 3);
  for (const char16_t c : folded) base::appendUtf8(out, c);
  return out;
}

bool isFolded(std::string_view utf8, std::u16string_view folded) {
  std::size_t i = 0;
  for (const char16_t c : folded) {
    if (i >= utf8.size() || base::nextCodePoint(utf8, i) != c) return false;
  }
  return i == utf8.size();
}

std::string_view writtenPart(std::string_view name, std::size_t from, std::size_t count) {
  std::size_t seen = 0;
  std::size_t first = name.size();
  std::size_t last = name.size();
  for (std::size_t i = 0; i < name.size() && count > 0;) {
    const std::size_t at = i;
    if (foldOne(base::nextCodePoint(name, i)) == 0) continue;
    if (seen == from) first = at;
    if (++seen == from + count) {
      last = i;
      break;
    }
  }
  return name.substr(first, last > first ? last - first : 0);
}

std::string writingDifference(std::string_view query, std::string_view name) {
  if (query == name) return {};
  const Traits a = traitsOf(query);
  const Traits b = traitsOf(name);
  std::string out;
  const auto note = [&out](bool differs, std::string_view words) {
    if (!differs) return;
    if (!out.empty()) out += "、";
    out += words;
  };
  note(a.traditional != b.traditional, "繁体写法");
  note(a.interpuncts != b.interpuncts, "间隔号写法不同");
  note(a.widths != b.widths, "全角半角写法不同");
  note(a.letters != b.letters, "大小写不同");
  note(a.marks != b.marks, "括号、空格等符号不同");
  return out;
}

}  // namespace medcredit::search
