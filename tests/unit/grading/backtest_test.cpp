// Back-test and sensitivity: what a release file says of an edition beside the movement.
#include "grading/backtest.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "grading/simulate.h"
#include "support/req.h"
#include "unit/grading/engine_support.h"
#include "unit/grading/model_support.h"

namespace medcredit::grading::test {
namespace {

BackTestResult resultOf(const std::vector<std::pair<std::uint64_t, std::uint64_t>>& levels) {
  BackTestResult out;
  for (const auto& [subjects, violated] : levels) out.levels.push_back({"L", subjects, violated});
  out.graded = levels.size();
  return out;
}

TEST(BackTest, SharesMustNotFallFromBetterToWorse) {
  EXPECT_TRUE(resultOf({{100, 1}, {50, 1}, {10, 5}}).monotonic());
  EXPECT_TRUE(resultOf({{100, 1}, {0, 0}, {10, 5}}).monotonic()) << "a level without subjects says nothing";
  EXPECT_TRUE(resultOf({{100, 10}, {10, 1}}).monotonic()) << "equal shares";
  EXPECT_FALSE(resultOf({{100, 10}, {50, 4}, {10, 5}}).monotonic());
}

TEST(BackTest, GiniIsOneWhenTheOrderIsPerfectAndNoughtWhenItSaysNothing) {
  EXPECT_EQ(resultOf({{10, 0}, {5, 5}}).giniMicro(), 1'000'000);
  EXPECT_EQ(resultOf({{10, 10}, {5, 0}}).giniMicro(), -1'000'000);
  EXPECT_EQ(resultOf({{10, 5}, {10, 5}}).giniMicro(), 0);
  EXPECT_EQ(resultOf({{3, 1}, {3, 2}}).giniMicro(), 333'333);  // of 9 pairs 4 in order, 1 against, 4 level
  EXPECT_FALSE(resultOf({{10, 0}, {5, 0}}).giniMicro()) << "nobody violated";
  EXPECT_FALSE(resultOf({{10, 10}}).giniMicro()) << "everybody did";
}

TEST(BackTest, AViolationIsGeneralOrSeriousWithinTheDaysAndNotRevoked) {
  const auto violates = [](const Record& record) {
    const Model model = shipped("hainan");
    EngineCase one(model, "2026-12-31");
    one.record(record);
    (void)one.grade();
    const auto day = [](const char* iso) { return base::CivilDate::parseIso(iso)->days(); };
    return violatesBetween(one.facts->columns(), one.facts->words(), one.facts->all(), day("2025-12-31"),
                           day("2026-12-31"));
  };
  const auto penalty = [](const char* day, const char* severity, const char* status = "") -> Record {
    return {{"id", "p"}, {"of", "penalty"}, {"determined_on", day}, {"severity", severity}, {"status", status}};
  };
  EXPECT_TRUE(violates(penalty("2026-01-01", "general")));
  EXPECT_TRUE(violates(penalty("2026-12-31", "serious", "repaired")));
  EXPECT_FALSE(violates(penalty("2025-12-31", "serious"))) << "known to the grade of that day";
  EXPECT_FALSE(violates(penalty("2027-01-01", "serious")));
  EXPECT_FALSE(violates(penalty("2026-05-01", "minor")));
  EXPECT_FALSE(violates(penalty("2026-05-01", "serious", "revoked")));
  EXPECT_FALSE(violates({{"id", "x"}, {"of", "penalty"}, {"severity", "serious"}})) << "undated";
}

TEST(BackTest, TheValuesOfADayHoldAlways) {
  const Model model = shipped("hainan");
  const auto day = *base::CivilDate::parseIso("2026-12-31");
  const Model always = withValuesOf(model, day);
  const Program before(model, *base::CivilDate::parseIso("2025-12-31"), std::nullopt);
  EXPECT_FALSE(before.missing.empty()) << "the edition has no values in 2025";
  const Program then(always, *base::CivilDate::parseIso("2025-12-31"), std::nullopt);
  EXPECT_TRUE(then.missing.empty());
  const Program now(model, day, std::nullopt);
  EXPECT_EQ(then.base, now.base);
  EXPECT_EQ(then.bands, now.bands);
  ASSERT_EQ(then.statuses.size(), now.statuses.size());
  for (std::size_t i = 0; i < now.statuses.size(); ++i) EXPECT_EQ(then.statuses[i].effect, now.statuses[i].effect);
}

TEST(Sensitivity, EveryNumberMovesByATenthUpAndDown) {
  REQ("R-EVAL-04", "what the levels hang on");
  const Model model = shipped("hainan");
  const auto numbers = changedNumbers(model, *base::CivilDate::parseIso("2026-12-31"));
  const auto find = [&](const std::string& path, int percent) {
    const auto found = std::find_if(numbers.begin(), numbers.end(),
                                    [&](const auto& one) { return one.path == path && one.percent == percent; });
    if (found == numbers.end()) ADD_FAILURE() << path << " " << percent;
    return found == numbers.end() ? nullptr : &found->model;
  };
  const Model* more = find("params.penalty.serious", 10);
  ASSERT_NE(more, nullptr);
  const auto& table = std::get<WordTable>(more->findParam("penalty")->values.back().v);
  EXPECT_EQ(findWord(table, "serious")->value.str(), "-22");
  EXPECT_EQ(findWord(table, "general")->value.str(), "-8") << "one number at a time";
  const Model* shorter = find("params.negative_life", -10);
  ASSERT_NE(shorter, nullptr);
  EXPECT_EQ(std::get<Duration>(shorter->findParam("negative_life")->values.back().v).count, 54);
  for (const char* path : {"params.base", "params.bands.A", "groups.good.cap", "rules.G01.points", "rules.R01.weight",
                           "rules.R01.points.general", "params.good_decay"}) {
    EXPECT_NE(find(path, 10), nullptr);
    EXPECT_NE(find(path, -10), nullptr);
  }
  EXPECT_TRUE(std::none_of(numbers.begin(), numbers.end(), [](const auto& one) {
    return one.path == "params.bands.D";
  })) << "a tenth of nothing is nothing";
}

}  // namespace
}  // namespace medcredit::grading::test
