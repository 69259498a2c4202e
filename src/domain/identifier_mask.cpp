// Masked forms of identifier.h for people without the right to see a value.
#include "base/text.h"
#include "base/utf8.h"
#include "domain/identifier.h"

namespace medcredit::domain {

namespace {

/// Keeps the first `head` and last `tail` characters and puts a star for each other one.
std::string keepEnds(std::string_view text, std::size_t head, std::size_t tail) {
  const std::size_t length = base::codePoints(text);
  std::string out;
  std::size_t index = 0;
  for (std::size_t i = 0; i < text.size(); ++index) {
    const char32_t c = base::nextCodePoint(text, i);
    base::appendUtf8(out, index < head || index + tail >= length ? c : U'*');
  }
  return out;
}

}  // namespace

std::string maskIdentifier(std::string_view value) {
  constexpr std::size_t kHead = 3;
  constexpr std::size_t kTail = 2;
  return base::codePoints(value) > kHead + kTail ? keepEnds(value, kHead, kTail) : keepEnds(value, 1, 0);
}

std::string maskName(std::string_view name) { return keepEnds(name, 1, 0); }

}  // namespace medcredit::domain
