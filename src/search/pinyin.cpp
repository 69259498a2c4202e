#include "search/pinyin.h"

#include <algorithm>
#include <array>

#include "search/pinyin_data.h"

namespace medcredit::search {

namespace {

struct OtherReading {
  char16_t character;
  std::string_view syllable;
};

/// Further readings of characters that are common in names of people, places and bodies.
constexpr std::array kOtherReadings{
    OtherReading{u'重', "zhong"}, OtherReading{u'重', "chong"}, OtherReading{u'长', "chang"},
    OtherReading{u'长', "zhang"}, OtherReading{u'行', "xing"},  OtherReading{u'行', "hang"},
    OtherReading{u'曾', "ceng"},  OtherReading{u'曾', "zeng"},  OtherReading{u'单', "dan"},
    OtherReading{u'单', "shan"},  OtherReading{u'仇', "chou"},  OtherReading{u'仇', "qiu"},
    OtherReading{u'解', "jie"},   OtherReading{u'解', "xie"},   OtherReading{u'查', "cha"},
    OtherReading{u'查', "zha"},   OtherReading{u'区', "qu"},    OtherReading{u'区', "ou"},
    OtherReading{u'覃', "qin"},   OtherReading{u'覃', "tan"},   OtherReading{u'沈', "shen"},
    OtherReading{u'沈', "chen"},  OtherReading{u'厦', "sha"},   OtherReading{u'厦', "xia"},
    OtherReading{u'乐', "le"},    OtherReading{u'乐', "yue"},   OtherReading{u'会', "hui"},
    OtherReading{u'会', "kuai"},  OtherReading{u'传', "chuan"}, OtherReading{u'传', "zhuan"},
    OtherReading{u'朝', "chao"},  OtherReading{u'朝', "zhao"},  OtherReading{u'调', "diao"},
    OtherReading{u'调', "tiao"},  OtherReading{u'盛', "sheng"}, OtherReading{u'盛', "cheng"},
    OtherReading{u'藏', "cang"},  OtherReading{u'藏', "zang"},  OtherReading{u'参', "can"},
    OtherReading{u'参', "shen"},  OtherReading{u'卜', "bo"},    OtherReading{u'卜', "bu"},
    OtherReading{u'种', "zhong"}, OtherReading{u'种', "chong"}, OtherReading{u'翟', "zhai"},
    OtherReading{u'翟', "di"},    OtherReading{u'朴', "pu"},    OtherReading{u'朴', "piao"},
    OtherReading{u'尉', "wei"},   OtherReading{u'尉', "yu"},    OtherReading{u'蔚', "wei"},
    OtherReading{u'蔚', "yu"},    OtherReading{u'都', "du"},    OtherReading{u'都', "dou"},
    OtherReading{u'石', "shi"},   OtherReading{u'石', "dan"},   OtherReading{u'降', "jiang"},
    OtherReading{u'降', "xiang"}, OtherReading{u'弹', "dan"},   OtherReading{u'弹', "tan"},
    OtherReading{u'什', "shen"},  OtherReading{u'什', "shi"},   OtherReading{u'六', "liu"},
    OtherReading{u'六', "lu"},    OtherReading{u'大', "da"},    OtherReading{u'大', "dai"},
    OtherReading{u'茄', "qie"},   OtherReading{u'茄', "jia"},   OtherReading{u'召', "zhao"},
    OtherReading{u'召', "shao"},  OtherReading{u'员', "yuan"},  OtherReading{u'员', "yun"},
    OtherReading{u'万', "wan"},   OtherReading{u'万', "mo"},    OtherReading{u'折', "zhe"},
    OtherReading{u'折', "she"},   OtherReading{u'贾', "jia"},   OtherReading{u'贾', "gu"},
    OtherReading{u'谷', "gu"},    OtherReading{u'谷', "yu"},    OtherReading{u'南', "nan"},
    OtherReading{u'南', "na"},    OtherReading{u'省', "sheng"}, OtherReading{u'省', "xing"}};

Syllable numberOf(std::string_view text) {
  const auto texts = syllableTexts();
  const auto it = std::lower_bound(texts.begin(), texts.end(), text);
  return it != texts.end() && *it == text ? static_cast<Syllable>(it - texts.begin()) : Syllable{0};
}

struct Alternative {
  char16_t character;
  Syllable syllable;
};

/// kOtherReadings with numbers, sorted by character.
const std::vector<Alternative>& alternatives() {
  static const std::vector<Alternative> all = [] {
    std::vector<Alternative> out;
    for (const auto& one : kOtherReadings) {
      const Syllable number = numberOf(one.syllable);
      if (number != 0 && number != readingOf(one.character)) out.push_back({one.character, number});
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.character < b.character; });
    return out;
  }();
  return all;
}

std::span<const Alternative> alternativesOf(char16_t c) {
  const auto& all = alternatives();
  const auto [first, last] =
      std::equal_range(all.begin(), all.end(), Alternative{c, 0},
                       [](const Alternative& a, const Alternative& b) { return a.character < b.character; });
  return {first, last};
}

std::uint32_t letterBit(char letter) { return 1U << static_cast<unsigned>(letter - 'a'); }

/// Initials of U+3400..U+9FFF.
const std::vector<std::uint32_t>& initialTable() {
  static const std::vector<std::uint32_t> table = [] {
    const auto numbers = syllableNumbers();
    const auto texts = syllableTexts();
    std::vector<std::uint32_t> out(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i] != 0) out[i] = letterBit(texts[numbers[i]].front());
    }
    for (const auto& one : alternatives()) out[one.character - kFirstReading] |= letterBit(texts[one.syllable].front());
    return out;
  }();
  return table;
}

struct ByReading {
  std::vector<char16_t> characters;  ///< sorted by reading, then by character
  std::vector<std::uint32_t> starts;
};

const ByReading& byReading() {
  static const ByReading index = [] {
    const auto numbers = syllableNumbers();
    ByReading out;
    out.starts.assign(syllableTexts().size() + 1, 0);
    for (const auto number : numbers) ++out.starts[number + 1U];
    for (std::size_t i = 1; i < out.starts.size(); ++i) out.starts[i] += out.starts[i - 1];
    out.characters.resize(numbers.size());
    auto next = out.starts;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      out.characters[next[numbers[i]]++] = static_cast<char16_t>(kFirstReading + i);
    }
    return out;
  }();
  return index;
}

/// Longest syllable of pinyin: zhuang, chuang, shuang.
constexpr std::size_t kLongestSyllable = 6;

/// For each place whether the rest from there can be read as syllables.
std::vector<bool> readableFrom(std::string_view letters) {
  std::vector<bool> readable(letters.size() + 1, false);
  readable[letters.size()] = true;
  for (std::size_t i = letters.size(); i-- > 0;) {
    for (std::size_t length = 1; length <= std::min(kLongestSyllable, letters.size() - i); ++length) {
      if (readable[i + length] && numberOf(letters.substr(i, length)) != 0) readable[i] = true;
    }
  }
  return readable;
}

void collectInitials(std::string_view letters, const std::vector<bool>& readable, std::size_t at,
                     std::array<unsigned, 3> initials, std::size_t count, std::vector<std::array<unsigned, 3>>& out) {
  if (count == initials.size() || at == letters.size()) {
    out.push_back(initials);
    return;
  }
  initials[count] = static_cast<unsigned>(letters[at] - 'a') + 1;
  for (std::size_t length = 1; length <= std::min(kLongestSyllable, letters.size() - at); ++length) {
    if (!readable[at + length] || numberOf(letters.substr(at, length)) == 0) continue;
    collectInitials(letters, readable, at + length, initials, count + 1, out);
  }
}

}  // namespace

Syllable readingOf(char16_t c) {
  const auto numbers = syllableNumbers();
  const std::size_t index = static_cast<std::size_t>(c) - kFirstReading;
  return c >= kFirstReading && index < numbers.size() ? numbers[index] : Syllable{0};
}

bool isReadAs(char16_t c, Syllable syllable) {
  if (syllable == 0) return false;
  if (readingOf(c) == syllable) return true;
  const auto others = alternativesOf(c);
  return std::any_of(others.begin(), others.end(), [syllable](const auto& one) { return one.syllable == syllable; });
}

bool soundAlike(char16_t a, char16_t b) {
  if (isReadAs(a, readingOf(b))) return true;
  const auto others = alternativesOf(b);
  return std::any_of(others.begin(), others.end(), [a](const auto& one) { return isReadAs(a, one.syllable); });
}

std::span<const char16_t> charactersRead(Syllable syllable) {
  if (syllable == 0) return {};
  const auto& index = byReading();
  return std::span(index.characters)
      .subspan(index.starts[syllable], index.starts[syllable + 1U] - index.starts[syllable]);
}

std::string_view syllableText(Syllable syllable) { return syllableTexts()[syllable]; }

std::uint32_t initialsOf(char16_t c) {
  if (c >= u'A' && c <= u'Z') return 1U << static_cast<unsigned>(c - u'A');
  const auto& table = initialTable();
  const std::size_t index = static_cast<std::size_t>(c) - kFirstReading;
  return c >= kFirstReading && index < table.size() ? table[index] : 0U;
}

std::string readablePinyin(std::string_view letters) {
  std::string lower;
  for (const char c : letters) {
    if (c < 'A' || c > 'Z') return {};
    lower += static_cast<char>(c == 'V' ? 'u' : c + ('a' - 'A'));
  }
  return readableFrom(lower).front() ? lower : std::string();
}

std::vector<std::array<unsigned, 3>> firstInitials(std::string_view pinyin) {
  std::vector<std::array<unsigned, 3>> out;
  collectInitials(pinyin, readableFrom(pinyin), 0, {}, 0, out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::size_t matchPinyin(std::string_view pinyin, std::u16string_view name) {
  if (name.empty() || pinyin.empty()) return 0;
  const auto follow = [&](Syllable syllable) -> std::size_t {
    const auto text = syllableText(syllable);
    if (text.empty() || !pinyin.starts_with(text)) return 0;
    if (text.size() == pinyin.size()) return 1;
    const std::size_t rest = matchPinyin(pinyin.substr(text.size()), name.substr(1));
    return rest == 0 ? 0 : rest + 1;
  };
  if (const std::size_t length = follow(readingOf(name[0])); length != 0) return length;
  for (const auto& other : alternativesOf(name[0])) {
    if (const std::size_t length = follow(other.syllable); length != 0) return length;
  }
  return 0;
}

}  // namespace medcredit::search
