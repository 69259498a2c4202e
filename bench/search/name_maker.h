// Deterministic synthetic names of organisations and persons, and queries made from them by one noise operation each.
// README.md describes the test set; the same seed gives the same set on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace medcredit::bench {

/// splitmix64: the whole test set depends on this stream alone.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// 0 … count-1
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
  bool chance(unsigned percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

struct MadeName {
  std::int64_t subject = 0;
  bool person = false;
  std::u32string name;
  std::u32string former;  ///< empty: none
};

/// `count` subjects: 60 % organisations, 38 % persons, 2 % persons with names of two parts and an interpunct.
[[nodiscard]] std::vector<MadeName> makeNames(std::size_t count, std::uint64_t seed);

enum class Noise {
  kExact,
  kPart1,      ///< one character out of the name
  kPart2,      ///< two characters out of the name
  kPart4,      ///< three or four
  kWrong,      ///< one character replaced by any other
  kSameSound,  ///< one character replaced by a homophone
  kSwapped,
  kMissing,
  kAdded,
  kPartWrong,  ///< seven to nine characters from near the front with one replaced
  kFormer,
  kTraditional,
  kInterpunct,
  kWidth,
  kLegalForm,  ///< another legal form at the end
  kInitials,
  kPinyin
};
inline constexpr int kNoiseCount = 17;
[[nodiscard]] const char* noiseName(Noise noise);

struct MadeQuery {
  Noise noise = Noise::kExact;
  std::string text;
  std::size_t source = 0;  ///< index of the name it was made from
};

/// `count` queries of one noise. Sources are drawn until one fits the operation (README.md).
[[nodiscard]] std::vector<MadeQuery> makeQueries(const std::vector<MadeName>& names, Noise noise, std::size_t count,
                                                 std::uint64_t seed);

[[nodiscard]] std::string utf8(const std::u32string& text);

}  // namespace medcredit::bench
