// What severity a penalty's class data suggest: the most severe class decides, an unknown one forbids any suggestion.
#include "domain/penalty_severity.h"

#include <gtest/gtest.h>

#include "support/req.h"

namespace medcredit::domain {
namespace {

base::CivilDate day(std::string_view text) { return *base::CivilDate::parseIso(text); }

SeverityRule rule(std::vector<std::string> classes, std::string severity, std::string source = "测试依据 第一条") {
  SeverityRule out;
  out.classes = std::move(classes);
  out.severity = std::move(severity);
  out.source = std::move(source);
  return out;
}

SeverityRule fine(std::string severity, std::string_view over, std::string_view atMost) {
  auto out = rule({"罚款"}, std::move(severity));
  out.amount = SeverityRule::Amount::kFine;
  out.over = base::Decimal6::parse(over);
  out.atMost = base::Decimal6::parse(atMost);
  return out;
}

PenaltyFacts facts(std::string_view classes, std::string_view fineAmount = "") {
  PenaltyFacts out;
  out.classes = classes;
  out.fine = fineAmount;
  out.decidedOn = day("2026-05-01");
  return out;
}

std::string proposed(std::span<const SeverityRule> rules, const PenaltyFacts& given) {
  const auto proposal = proposeSeverity(rules, given);
  return proposal ? proposal->severity : "none";
}

const std::vector<SeverityRule> kRules{rule({"警告", "通报批评"}, "minor"), fine("minor", "", "0.3"),
                                       fine("general", "0.3", "100"), fine("serious", "100", ""),
                                       rule({"吊销许可证件"}, "serious", "default: 默认值（依据未规定）")};

TEST(PenaltySeverity, TheMostSevereClassDecidesWhateverTheirOrder) {
  REQ("R-DUAL-12");
  EXPECT_EQ(proposed(kRules, facts("警告")), "minor");
  EXPECT_EQ(proposed(kRules, facts("警告；罚款", "5")), "general");
  EXPECT_EQ(proposed(kRules, facts("吊销许可证件；警告")), "serious");
  EXPECT_EQ(proposed(kRules, facts("警告；吊销许可证件")), "serious");
}

TEST(PenaltySeverity, BoundsAreExclusiveBelowAndInclusiveAbove) {
  EXPECT_EQ(proposed(kRules, facts("罚款", "0.3")), "minor");
  EXPECT_EQ(proposed(kRules, facts("罚款", "0.300001")), "general");
  EXPECT_EQ(proposed(kRules, facts("罚款", "100")), "general");
  EXPECT_EQ(proposed(kRules, facts("罚款", "100.01")), "serious");
}

TEST(PenaltySeverity, WithoutAClassAnAmountOrARuleNothingIsSuggested) {
  REQ("R-DUAL-12");
  EXPECT_EQ(proposed(kRules, facts("")), "none");
  EXPECT_EQ(proposed(kRules, facts("罚款")), "none") << "no amount";
  EXPECT_EQ(proposed(kRules, facts("罚款", "很多")), "none");
  EXPECT_EQ(proposed(kRules, facts("其他-训诫")), "none");
  EXPECT_EQ(proposed(kRules, facts("吊销许可证件；其他-训诫")), "none") << "one unknown class forbids the whole";
  auto undated = facts("警告");
  undated.decidedOn.reset();
  EXPECT_EQ(proposed(kRules, undated), "none");
  EXPECT_EQ(proposed({}, facts("警告")), "none");
}

TEST(PenaltySeverity, ConfiscationIsMeasuredByItsOwnAmount) {
  auto confiscation = rule({"没收违法所得"}, "serious");
  confiscation.amount = SeverityRule::Amount::kConfiscated;
  confiscation.over = base::Decimal6::parse("10");
  auto given = facts("没收违法所得", "50");
  EXPECT_EQ(proposed(std::vector{confiscation}, given), "none");
  given.confiscated = "10.5";
  EXPECT_EQ(proposed(std::vector{confiscation}, given), "serious");
}

TEST(PenaltySeverity, ARuleHoldsForItsSubjectAndItsDays) {
  auto dated = rule({"警告"}, "minor");
  dated.subject = SubjectKind::kOrganisation;
  dated.validFrom = day("2026-04-01");
  dated.validTo = day("2026-12-31");
  const std::vector rules{dated};
  auto given = facts("警告");
  EXPECT_EQ(proposed(rules, given), "minor");
  for (const char* outside : {"2026-03-31", "2027-01-01"}) {
    given.decidedOn = day(outside);
    EXPECT_EQ(proposed(rules, given), "none") << outside;
  }
  given = facts("警告");
  given.subject = SubjectKind::kNaturalPerson;
  EXPECT_EQ(proposed(rules, given), "none");
}

TEST(PenaltySeverity, TheReasonNamesTheDecidingClassesTheirBoundsAndTheirBasis) {
  const auto serious = proposeSeverity(kRules, facts("警告；吊销许可证件；罚款", "250"));
  ASSERT_TRUE(serious.has_value());
  EXPECT_EQ(serious->why,
            "处罚类别“吊销许可证件”属严重：默认值（依据未规定）；处罚类别“罚款”（超过100万元）属严重：测试依据 第一条");
  EXPECT_EQ(serious->why.find("250"), std::string::npos) << "the amount itself may be hidden from the reader";
  const auto general = proposeSeverity(kRules, facts("罚款", "5"));
  ASSERT_TRUE(general.has_value());
  EXPECT_EQ(general->why, "处罚类别“罚款”（超过0.3万元、不超过100万元）属一般：测试依据 第一条");
}

}  // namespace
}  // namespace medcredit::domain
