// UTF-8 is checked 64 bytes at a time: no place in a block may change the answer.
#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace medcredit::test {
namespace {

struct Sample {
  std::string bytes;
  std::size_t good;  ///< bytes of it that are valid
};

const std::vector<Sample>& samples() {
  static const std::vector<Sample> kSamples = {{"医", 3},
                                               {"é", 2},
                                               {"😀", 4},
                                               {"\xE0\xA0\x80", 3},
                                               {"\xED\x9F\xBF", 3},
                                               {"\xF4\x8F\xBF\xBF", 4},
                                               {"\x80", 0},
                                               {"\xBF", 0},
                                               {"\xC0\x80", 0},
                                               {"\xC1\xBF", 0},
                                               {"\xE0\x9F\xBF", 0},
                                               {"\xED\xA0\x80", 0},
                                               {"\xF0\x8F\xBF\xBF", 0},
                                               {"\xF4\x90\x80\x80", 0},
                                               {"\xF5\x80\x80\x80", 0},
                                               {"\xFF", 0},
                                               {"\xE5\x8C", 0},
                                               {"\xE5", 0},
                                               {"\xC3", 0},
                                               {"\xF0\x9F\x98", 0},
                                               {"医\x80", 3},
                                               {"é\x80", 2},
                                               {"😀\x80", 4},
                                               {"\xE5\xE5\x8C\xBB", 0}};
  return kSamples;
}

TEST(Utf8Test, TheAnswerDoesNotDependOnThePlace) {
  for (const std::string& filler : {std::string("a"), std::string("医"), std::string("é"), std::string("a医é")}) {
    for (const Sample& sample : samples()) {
      for (std::size_t before = 0; before < 70; ++before) {
        for (const std::size_t after : {0U, 1U, 5U, 70U}) {
          std::string text;
          for (std::size_t i = 0; i < before; ++i) text += filler;
          const std::size_t start = text.size();
          text += sample.bytes;
          for (std::size_t i = 0; i < after; ++i) text += "b";
          const bool whole = sample.good == sample.bytes.size();
          EXPECT_EQ(base::validUtf8Prefix(text), whole ? text.size() : start + sample.good)
              << filler << ' ' << before << ' ' << after << ' ' << &sample - samples().data();
        }
      }
    }
  }
}

TEST(Utf8Test, ALongTextOfWholeCharactersIsValid) {
  std::string text;
  for (int i = 0; i < 4000; ++i) text += i % 7 == 0 ? "x" : i % 31 == 0 ? "😀" : "医";
  EXPECT_EQ(base::validUtf8Prefix(text), text.size());
  text[text.size() / 2] = '\xFF';
  EXPECT_LE(base::validUtf8Prefix(text), text.size() / 2);
}

}  // namespace
}  // namespace medcredit::test
