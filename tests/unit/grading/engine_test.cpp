// The fixed order of evaluation, step by step, and the boundary cases of each.
#include <gtest/gtest.h>

#include <algorithm>

#include "grading/model_tests.h"
#include "support/req.h"
#include "unit/grading/engine_support.h"
#include "unit/grading/model_support.h"

namespace medcredit::grading::test {
namespace {

std::string gradeOf(const Model& model, const std::string& asOf, const std::vector<Record>& records) {
  EngineCase one(model, asOf);
  for (const auto& record : records) one.record(record);
  return one.ledger();
}

TEST(Engine, BothWorkedModelsPassTheirOwnTestsUnchanged) {
  REQ("R-EVAL-01", "Hainan scheme A-D with M");
  REQ("R-EVAL-02", "Guangdong scheme A-E");
  for (const char* id : {"hainan", "guangdong"}) {
    const Model model = shipped(id);
    const auto results = runModelTests(model);
    EXPECT_GE(results.size(), 4U);
    for (const auto& result : results) {
      EXPECT_TRUE(result.passed()) << result.name << ": "
                                   << (result.passed() ? ""
                                                       : result.mismatches[0].key + " " + result.mismatches[0].actual);
    }
  }
}

TEST(Engine, AFailingExpectationIsNamed) {
  Model model = shipped("hainan");
  ModelTest test = model.tests.front();
  test.expect.level = std::optional<std::string>("A");
  const TestResult result = runModelTest(model, test);
  ASSERT_EQ(result.mismatches.size(), 1U);
  EXPECT_EQ(result.mismatches[0], (TestMismatch{"level", "A", "B"}));
}

struct Boundary {
  std::string name, rule;
  std::string asOf;
  std::vector<Record> records;
  std::string ledger;
};

class Boundaries : public ::testing::TestWithParam<Boundary> {};

TEST_P(Boundaries, GiveExactlyThisLedger) {
  REQ("R-EVAL-05", "every point with its record, rule and reason");
  const Boundary& one = GetParam();
  EXPECT_EQ(gradeOf(modelWith(one.rule), one.asOf, one.records), one.ledger) << one.name;
}

Record dated(const std::string& id, const std::string& day) { return {{"id", id}, {"of", "x"}, {"occurred_on", day}}; }

const std::string kYear = "- {id: R, of: x, group: g, points: -4, clock: occurred_on, window: {in: period}, cite: [T]}";
const std::string kLast = "- {id: R, of: x, group: g, points: -4, clock: occurred_on, window: {last: P12M}, cite: [T]}";
const std::string kMonth = "- {id: R, of: x, group: g, points: -4, clock: occurred_on, window: {last: P1M}, cite: [T]}";
const std::string kLinear =
    "- {id: R, of: x, group: g, points: -4, clock: occurred_on, decay: {linear: P4M, unit: month}, cite: [T]}";
const std::string kDaily =
    "- {id: R, of: x, group: g, points: -4, clock: occurred_on, decay: {linear: P4D, unit: day}, cite: [T]}";
const std::string kHalf =
    "- {id: R, of: x, group: g, points: -100, clock: occurred_on, decay: {half_life: P12M, unit: month}, cite: [T]}";
const std::string kSteps =
    "- {id: R, of: x, group: g, points: -4, clock: occurred_on, decay: {steps: [[P12M, 1], [P24M, 0.5]]}, cite: [T]}";
const std::string kRepeat = "- {id: R, of: x, group: g, points: -4, clock: occurred_on, repeat: [1, 0.5], cite: [T]}";
const std::string kTwice = "- {id: R, of: x, group: g, points: -4, clock: occurred_on, max_times: 2, cite: [T]}";
const std::string kPer = "- {id: R, of: x, group: g, points: -0.5, per: value, clock: occurred_on, cite: [T]}";

INSTANTIATE_TEST_SUITE_P(
    Windows, Boundaries,
    ::testing::Values(Boundary{"first day of the year", kYear, "2026-06-30", {dated("a", "2026-01-01")}, "a=-4"},
                      Boundary{"day before the year", kYear, "2026-06-30", {dated("a", "2025-12-31")}, ""},
                      Boundary{"the day itself", kYear, "2026-06-30", {dated("a", "2026-06-30")}, "a=-4"},
                      Boundary{"tomorrow is invisible", kYear, "2026-06-30", {dated("a", "2026-07-01")}, ""},
                      Boundary{"last day of twelve months", kLast, "2026-06-30", {dated("a", "2025-07-01")}, "a=-4"},
                      Boundary{"twelve months are over", kLast, "2026-06-30", {dated("a", "2025-06-30")}, ""},
                      Boundary{
                          "29 February runs to 28 February", kLast, "2025-02-27", {dated("a", "2024-02-29")}, "a=-4"},
                      Boundary{"and is over on it", kLast, "2025-02-28", {dated("a", "2024-02-29")}, ""},
                      Boundary{"31 January and one month", kMonth, "2026-02-27", {dated("a", "2026-01-31")}, "a=-4"},
                      Boundary{"ends with February", kMonth, "2026-02-28", {dated("a", "2026-01-31")}, ""},
                      Boundary{"leap February is longer", kMonth, "2024-02-28", {dated("a", "2024-01-31")}, "a=-4"}));

INSTANTIATE_TEST_SUITE_P(
    Decay, Boundaries,
    ::testing::Values(
        Boundary{"new", kLinear, "2026-06-30", {dated("a", "2026-06-30")}, "a=-4"},
        Boundary{"one day short of a month", kLinear, "2026-06-30", {dated("a", "2026-05-31")}, "a=-3"},
        Boundary{"end of month counts as the month", kLinear, "2026-06-29", {dated("a", "2026-05-31")}, "a=-4"},
        Boundary{"last month", kLinear, "2026-06-30", {dated("a", "2026-03-01")}, "a=-1"},
        Boundary{"over: the line stays with zero", kLinear, "2026-06-30", {dated("a", "2026-02-28")}, "a=0"},
        Boundary{"days", kDaily, "2026-06-30", {dated("a", "2026-06-27")}, "a=-1"},
        Boundary{"days over", kDaily, "2026-06-30", {dated("a", "2026-06-26")}, "a=0"},
        Boundary{"half life at its end", kHalf, "2026-06-30", {dated("a", "2025-06-30")}, "a=-50"},
        Boundary{"half life half way", kHalf, "2026-06-30", {dated("a", "2025-12-30")}, "a=-70.71"},
        Boundary{"first step", kSteps, "2026-06-30", {dated("a", "2025-07-01")}, "a=-4"},
        Boundary{"second step", kSteps, "2026-06-30", {dated("a", "2025-06-30")}, "a=-2"},
        Boundary{"after the steps", kSteps, "2026-06-30", {dated("a", "2024-06-30")}, "a=0"}));

INSTANTIATE_TEST_SUITE_P(
    Choosing, Boundaries,
    ::testing::Values(Boundary{"newest first",
                               kRepeat,
                               "2026-06-30",
                               {dated("a", "2026-01-01"), dated("b", "2026-02-01"), dated("c", "2026-02-01")},
                               "b=-4 c=-2 a=-2"},
                      Boundary{"excluded ones take no place",
                               kRepeat,
                               "2026-06-30",
                               {dated("a", "2026-01-01"),
                                {{"id", "b"}, {"of", "x"}, {"occurred_on", "2026-02-01"}, {"status", "revoked"}}},
                               "b=0:status a=-4"},
                      Boundary{"status begins later",
                               kRepeat,
                               "2026-06-30",
                               {{{"id", "b"},
                                 {"of", "x"},
                                 {"occurred_on", "2026-02-01"},
                                 {"status", "revoked"},
                                 {"status_on", "2026-07-01"}}},
                               "b=-4"},
                      Boundary{"only the newest two",
                               kTwice,
                               "2026-06-30",
                               {dated("a", "2026-01-01"), dated("b", "2026-02-01"), dated("c", "2026-03-01")},
                               "c=-4 b=-4 a=0:max_times"},
                      Boundary{"no date",
                               kTwice,
                               "2026-06-30",
                               {{{"id", "a"}, {"of", "x"}}, dated("b", "2026-01-01")},
                               "b=-4 a=0:no_date"},
                      Boundary{"factor of a status",
                               kTwice,
                               "2026-06-30",
                               {{{"id", "a"}, {"of", "x"}, {"occurred_on", "2026-01-01"}, {"status", "halved"}}},
                               "a=-2"},
                      Boundary{"per value, rounded once, half away from zero",
                               kPer,
                               "2026-06-30",
                               {{{"id", "a"}, {"of", "x"}, {"occurred_on", "2026-01-01"}, {"value", "0.0300"}}},
                               "a=-0.02"}));

TEST(Engine, CapsFillNewestFirstAndShowTheCut) {
  const Model model = modelWith(kYear, "g: {cap: -10, cite: [T]}");
  EXPECT_EQ(
      gradeOf(model, "2026-06-30",
              {dated("a", "2026-01-01"), dated("b", "2026-02-01"), dated("c", "2026-03-01"), dated("d", "2026-04-01")}),
      "d=-4 c=-4 b=-2:cap a=0:cap");
  EXPECT_EQ(gradeOf(modelWith(kYear, "g: {cap: -8, cite: [T]}"), "2026-06-30",
                    {dated("a", "2026-01-01"), dated("b", "2026-02-01")}),
            "b=-4 a=-4")
      << "a cap that is just met cuts nothing";
}

TEST(Engine, WhatIsNotKnownIsNotSeenAndVersionsReplaceEachOther) {
  REQ("R-EVAL-22", "the same facts give the same grade");
  const Model model = modelWith(kYear);
  EngineCase known(model, "2026-06-30", "2026-03-01");
  known.record({{"id", "a"}, {"of", "x"}, {"occurred_on", "2026-01-01"}, {"known_on", "2026-02-01"}});
  known.record({{"id", "b"}, {"of", "x"}, {"occurred_on", "2026-01-01"}, {"known_on", "2026-03-02"}});
  known.record({{"id", "a"}, {"of", "x"}, {"occurred_on", "2025-01-01"}, {"known_on", "2026-05-01"}});
  EXPECT_EQ(known.ledger(), "a=-4");
  EngineCase later(model, "2026-06-30", "2026-05-01");
  later.record({{"id", "a"}, {"of", "x"}, {"occurred_on", "2026-01-01"}, {"known_on", "2026-02-01"}});
  later.record({{"id", "a"}, {"of", "x"}, {"occurred_on", "2025-01-01"}, {"known_on", "2026-05-01"}});
  EXPECT_EQ(later.ledger(), "") << "the later version lies outside the window";
}

TEST(Engine, WhatCannotBeGradedHonestlyGetsNoLetter) {
  REQ("R-EVAL-01", "missing data gives M, never A");
  const Model model =
      modelWith("- {id: R, of: x, group: g, points: {by: severity, v: {minor: -1}}, clock: occurred_on, cite: [T]}");
  const auto standing = [&](const Record& record) {
    EngineCase one(model, "2026-06-30");
    one.record(record);
    const Outcome& outcome = one.grade();
    return std::pair(one.level(), outcome.obstacle);
  };
  EXPECT_EQ(standing({{"id", "a"}, {"of", "x"}, {"occurred_on", "2026-01-01"}, {"severity", "odd"}}),
            std::pair(std::string("M"), Obstacle::kWord));
  EXPECT_EQ(standing({{"id", "a"}, {"of", "x"}, {"occurred_on", "2026-01-01"}}),
            std::pair(std::string("M"), Obstacle::kWord));
  EXPECT_EQ(standing({{"id", "a"}, {"of", "x"}, {"occurred_on", "2026-02-30"}}),
            std::pair(std::string("M"), Obstacle::kUnreadable));
  EXPECT_EQ(standing({{"id", "a"}, {"of", "x"}, {"occurred_on", "2026-01-01"}, {"value", "-1"}}),
            std::pair(std::string("M"), Obstacle::kUnreadable));
  EXPECT_EQ(
      standing({{"id", "a"}, {"of", "x"}, {"occurred_on", "2026-01-01"}, {"severity", "minor"}, {"status", "lost"}}),
      std::pair(std::string("M"), Obstacle::kStatus));
  EXPECT_EQ(standing({{"id", "a"}, {"of", "x"}, {"occurred_on", "2026-01-01"}, {"severity", "minor"}}),
            std::pair(std::string("A"), Obstacle::kNone));
}

TEST(Engine, ThreeRoundingsOfAHalf) {
  const std::string rule = "- {id: R, of: x, group: g, points: -0.5, per: value, clock: occurred_on, cite: [T]}";
  const Record record = {{"id", "a"}, {"of", "x"}, {"occurred_on", "2026-01-01"}, {"value", "1"}};
  EXPECT_EQ(gradeOf(modelWith(rule, "g: {cite: [T]}", "{decimals: 0, round: half_up}"), "2026-06-30", {record}),
            "a=-1");
  EXPECT_EQ(gradeOf(modelWith(rule, "g: {cite: [T]}", "{decimals: 0, round: half_even}"), "2026-06-30", {record}),
            "a=0");
  EXPECT_EQ(gradeOf(modelWith(rule, "g: {cite: [T]}", "{decimals: 0, round: down}"), "2026-06-30", {record}), "a=0");
}

TEST(Engine, LedgersSurviveTheirCompactForm) {
  const Model model = shipped("hainan");
  EngineCase one(model, "2026-12-31");
  one.record({{"id", "r1"}, {"of", "commendation"}, {"occurred_on", "2026-03-10"}});
  one.record({{"id", "r5"},
              {"of", "penalty"},
              {"severity", "general"},
              {"determined_on", "2024-11-02"},
              {"status", "repaired"}});
  one.record({{"id", "r8"}, {"of", "reference_info"}, {"occurred_on", "2026-09-02"}});
  const Outcome& outcome = one.grade();
  ASSERT_EQ(outcome.lines.size(), 3U);
  std::string bytes;
  encodeLedger(outcome.lines, outcome.rests, bytes);
  EXPECT_LT(bytes.size(), 60U);
  std::string_view left = bytes;
  DecodedLedger decoded;
  ASSERT_TRUE(decodeLedger(left, decoded));
  EXPECT_TRUE(left.empty());
  EXPECT_EQ(decoded.lines, outcome.lines);
  std::string_view cut = std::string_view(bytes).substr(0, bytes.size() - 1);
  EXPECT_FALSE(decodeLedger(cut, decoded));
}

}  // namespace
}  // namespace medcredit::grading::test
