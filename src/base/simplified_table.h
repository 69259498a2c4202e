// Simplified forms of ideographs, generated at build time by cmake/simplified_table.cpp.
#pragma once

#include <array>

namespace medcredit::base {

inline constexpr char32_t kFirstIdeograph = 0x3400;
inline constexpr char32_t kLastIdeograph = 0x9FFF;

/// By code point from kFirstIdeograph on; the character itself where it has no other form.
extern const std::array<char16_t, kLastIdeograph - kFirstIdeograph + 1> kSimplifiedForms;

}  // namespace medcredit::base
