// The draw of 双随机抽查.
#include "sampling/draw.h"

#include <gtest/gtest.h>

#include <numeric>
#include <set>

namespace medcredit::sampling {
namespace {

std::vector<std::size_t> drawn(const std::vector<std::uint64_t>& weights, std::size_t count, std::string_view seed) {
  return draw(weights, count, seed).value();
}

TEST(Draw, EverybodyWhoKnowsTheSeedDrawsTheSame) {
  const std::vector<std::uint64_t> weights(100, 5);
  EXPECT_EQ(drawn(weights, 20, "2026-11/a"), drawn(weights, 20, "2026-11/a"));
  EXPECT_NE(drawn(weights, 20, "2026-11/a"), drawn(weights, 20, "2026-11/b"));
  // The first numbers of the definition, worked out beside: SM3("x/1") mod 10 and on.
  const auto one = drawn(std::vector<std::uint64_t>(10, 1), 10, "x");
  EXPECT_EQ(std::set<std::size_t>(one.begin(), one.end()).size(), 10U) << "without replacement, nobody left out";
}

TEST(Draw, WeightZeroIsNeverDrawn) {
  for (int round = 0; round < 200; ++round) {
    const auto out = drawn({0, 3, 0, 1}, 2, "s" + std::to_string(round));
    EXPECT_EQ(std::set<std::size_t>(out.begin(), out.end()), (std::set<std::size_t>{1, 3}));
  }
}

TEST(Draw, FirstPlaceFollowsTheWeights) {
  std::vector<int> first(3, 0);
  constexpr int kRounds = 8000;
  for (int round = 0; round < kRounds; ++round) ++first[drawn({10, 20, 50}, 1, "r" + std::to_string(round))[0]];
  // Four standard deviations of a binomial of 8,000 draws are about 180.
  EXPECT_NEAR(first[0], kRounds * 10 / 80, 180);
  EXPECT_NEAR(first[1], kRounds * 20 / 80, 180);
  EXPECT_NEAR(first[2], kRounds * 50 / 80, 180);
}

TEST(Draw, RefusesWhatCannotBeDrawn) {
  EXPECT_EQ(draw(std::vector<std::uint64_t>{1, 0}, 2, "s").error().code, "SAMP-0001");
  EXPECT_EQ(draw(std::vector<std::uint64_t>{kMaxWeight + 1}, 1, "s").error().code, "SAMP-0002");
  EXPECT_EQ(draw(std::vector<std::uint64_t>{1}, 1, "").error().code, "SAMP-0003");
  EXPECT_TRUE(drawn({}, 0, "s").empty());
}

TEST(Draw, AProvinceIsDrawnInOneGo) {
  std::vector<std::uint64_t> weights(100'000);
  std::iota(weights.begin(), weights.end(), 1U);
  const auto out = drawn(weights, 5'000, "province");
  EXPECT_EQ(std::set<std::size_t>(out.begin(), out.end()).size(), 5'000U);
}

}  // namespace
}  // namespace medcredit::sampling
