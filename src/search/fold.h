// The form in which names are compared: one 16-bit unit per character, so that a place in the text is a character.
#pragma once

#include <string>
#include <string_view>

namespace medcredit::search {

/// Longest name and query in characters; what lies behind is not searched.
inline constexpr std::size_t kLongestText = 200;

/// Half-width, simplified, upper case; blanks, interpuncts, brackets and all other punctuation are left out. Characters
/// beyond the first plane share the 6,400 places of the private use area: two of them may stand for each other, which
/// adds a hit but never loses one.
[[nodiscard]] std::u16string fold(std::string_view utf8);

/// UTF-8 of folded text (characters beyond the first plane cannot be brought back).
[[nodiscard]] std::string unfold(std::u16string_view folded);
/// True when unfold(folded) is `utf8` itself, so that the name needs no copy.
[[nodiscard]] bool isFolded(std::string_view utf8, std::u16string_view folded);

/// The part of the name that folds to the characters `from`, …, `from + count - 1` of its folded form.
[[nodiscard]] std::string_view writtenPart(std::string_view name, std::size_t from, std::size_t count);

/// In words how the writing of two names that fold to the same differs: "繁体写法", "间隔号写法不同",
/// "全角半角写法不同", "大小写不同", "括号、空格等符号不同"; empty when it does not. Several are joined by "、".
[[nodiscard]] std::string writingDifference(std::string_view query, std::string_view name);

}  // namespace medcredit::search
