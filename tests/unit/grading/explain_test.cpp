// The explanation of the first Hainan case (grading-model design, table of worked output), pinned.
#include <gtest/gtest.h>

#include <algorithm>

#include "support/req.h"
#include "unit/grading/engine_support.h"
#include "unit/grading/model_support.h"

namespace medcredit::grading::test {
namespace {

class FirstHainanCase : public ::testing::Test {
 protected:
  FirstHainanCase() : model_(shipped("hainan")), case_(model_, "2026-12-31") {
    case_.subject("hospital", "2012-05-01", "penalty;license;practice_points;commitment");
    for (const auto& record : model_.tests.front().records) {
      Record fields = record.fields;
      fields.emplace_back("id", record.id);
      fields.emplace_back("of", record.of);
      case_.record(fields);
    }
    said_ = case_.explained();
  }
  const ExplainedLine& line(const std::string& record) const {
    for (const auto& one : said_.lines) {
      if (!one.records.empty() && one.records.front() == record) return one;
    }
    throw std::out_of_range(record);
  }

  Model model_;
  EngineCase case_;
  Explanation said_;
};

TEST_F(FirstHainanCase, LedgerAddsUpAsInTheDesign) {
  REQ("R-EVAL-05", "a hospital sees every point and its clause");
  EXPECT_EQ(said_.base, "85.00");
  EXPECT_EQ(said_.score, "74.55");
  EXPECT_EQ(said_.publicScore, "75.55");
  EXPECT_EQ(said_.level, "B");
  EXPECT_EQ(said_.levelName, "守信");
  EXPECT_EQ(said_.guardedBy, std::vector<std::string>{"reference"});
  EXPECT_EQ(line("r1").points, "1.88");
  EXPECT_EQ(line("r1").factor, "0.625");
  EXPECT_EQ(line("r3").factorText, "满 18 个月，衰减 6/24 × 同类第 2 项 × 0.5");
  EXPECT_EQ(line("r5").reason, "status");
  EXPECT_EQ(line("r7").points, "-3.00");
  EXPECT_FALSE(line("r8").isPublic);
}

TEST_F(FirstHainanCase, TwoWordings) {
  EXPECT_EQ(line("r4").subjectText, "行政处罚 琼卫罚〔2026〕12号（general）认定于 2026-05-08，计 -8.00 分");
  EXPECT_EQ(line("r4").inspectorText, "[N03] r4（2026-05-08）：原分 -8（衰减 1） = -8.00；依据 HN#16.3、HN#26");
  EXPECT_EQ(line("r5").subjectText,
            "行政处罚 琼卫罚〔2024〕77号（general）认定于 2024-11-02，计 0.00 分（按记录状态不再计分）");
}

TEST_F(FirstHainanCase, WhatLiesAhead) {
  REQ("R-EVAL-20", "grade under dispute and repair");
  ASSERT_TRUE(said_.ifUpheld);
  EXPECT_EQ(said_.ifUpheld->score, "82.55");
  EXPECT_EQ(said_.ifUpheld->level, "B");
  ASSERT_EQ(said_.toNext.size(), 1U);
  EXPECT_EQ(said_.toNext[0].level, "A");
  EXPECT_EQ(said_.toNext[0].points, "14.45");
  EXPECT_TRUE(said_.toNext[0].barred) << "a general penalty of the last twelve months: at best B";
  ASSERT_FALSE(said_.routes.empty());
  EXPECT_EQ(said_.routes[0].text, "修复琼卫罚〔2026〕12号后 82.55 分");
  EXPECT_EQ(said_.routes[0].record, "r4");
  EXPECT_TRUE(
      std::any_of(said_.routes.begin(), said_.routes.end(), [](const auto& r) { return r.kind == "objection"; }));
  EXPECT_TRUE(std::any_of(said_.routes.begin(), said_.routes.end(), [](const auto& r) { return r.kind == "good"; }));
}

TEST_F(FirstHainanCase, CalendarHoldsTheTurnOfTheYearAndTheFirstDecay) {
  ASSERT_FALSE(said_.calendar.empty());
  EXPECT_EQ(said_.calendar.front().date, "2027-01-01") << "practice points and reference information are over";
  EXPECT_EQ(said_.calendar.front().rules, (std::vector<std::string>{"N09", "X01"}));
  EXPECT_EQ(said_.calendar.front().score, "77.55");
  bool penaltyHalves = false;
  for (const auto& change : said_.calendar) {
    if (change.date == "2027-05-08") penaltyHalves = change.rules == std::vector<std::string>{"N03"};
  }
  EXPECT_TRUE(penaltyHalves);
  for (std::size_t i = 1; i < said_.calendar.size(); ++i) EXPECT_LT(said_.calendar[i - 1].date, said_.calendar[i].date);
}

TEST_F(FirstHainanCase, ClausesAndSources) {
  EXPECT_EQ(said_.coverage, "0.9");
  EXPECT_EQ(said_.feeds.size(), 5U);
  EXPECT_FALSE(said_.feeds.back().present);
  bool clause = false;
  for (const auto& one : said_.clauses) {
    if (one.cite == "HN#16.3") clause = one.law.find("海南省") != std::string::npos && one.validity == "有效期待确认";
  }
  EXPECT_TRUE(clause);
  EXPECT_NE(ledgerTable(said_, false).find("| 合计 | | | | | 74.55 |"), std::string::npos);
}

}  // namespace
}  // namespace medcredit::grading::test
