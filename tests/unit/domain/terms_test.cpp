// Terms of records: durations, rules by severity and regime, spans, the four uses.
#include "domain/terms.h"

#include <algorithm>

#include "support/req.h"

namespace medcredit::domain {
namespace {

constexpr std::span<const TermRule> kNoRules;

base::CivilDate on(const char* iso) { return *base::CivilDate::parseIso(iso); }

TermFacts facts(InfoClass info, const char* recognised) {
  TermFacts out;
  out.info = info;
  out.recognisedOn = on(recognised);
  return out;
}

TermRule rule(InfoClass info, const char* severity, const char* retention, const char* use, const char* longest) {
  TermRule out;
  out.info = info;
  out.severity = severity;
  out.retention = retention;
  out.use = use;
  out.publicityMax = longest;
  out.source = "测试依据 第一条";
  return out;
}

TEST(Duration, ReadsIso8601AndTheTwoWords) {
  EXPECT_EQ(parseDuration("P5Y").value().months, 60);
  EXPECT_EQ(parseDuration("P1Y6M").value().months, 18);
  EXPECT_EQ(parseDuration("P2W").value().days, 14);
  EXPECT_EQ(parseDuration("P90D").value().days, 90);
  EXPECT_EQ(parseDuration("unlimited").value().kind, Duration::Kind::kUnlimited);
  EXPECT_EQ(parseDuration("until-end").value().kind, Duration::Kind::kUntilEnd);
}

TEST(Duration, RefusesEverythingElse) {
  for (const char* text :
       {"", "P", "5Y", "P5", "PY", "P-1Y", "P1M1Y", "P1Y1Y", "PT5H", "P0D", "p5y", "P5Y ", "P99999Y", "五年"}) {
    const auto result = parseDuration(text);
    ASSERT_FALSE(result.ok()) << text;
    EXPECT_EQ(result.error().code, "RECD-0001");
    EXPECT_EQ(result.error().arg("value"), text);
  }
}

TEST(Duration, WritesItselfBackAndInChinese) {
  for (const char* text : {"P5Y", "P1Y6M", "P3M", "P30D", "unlimited", "until-end"}) {
    EXPECT_EQ(parseDuration(text).value().str(), text);
  }
  EXPECT_EQ(parseDuration("P1Y6M").value().label(), "1年6个月");
  EXPECT_EQ(parseDuration("P30D").value().label(), "30日");
}

TEST(Duration, MonthsAreClippedToTheEndOfTheMonth) {
  EXPECT_EQ(parseDuration("P1M").value().after(on("2024-01-31")), on("2024-02-29"));
  EXPECT_EQ(parseDuration("P1Y").value().after(on("2024-02-29")), on("2025-02-28"));
}

TEST(TermRules, TheSeverityAndTheRegimeInForceDecide) {
  REQ("R-RET-04");
  std::vector<TermRule> rules{rule(InfoClass::kNegative, "", "P5Y", "", "P3Y"),
                              rule(InfoClass::kNegative, "general", "P5Y", "", "P3Y"),
                              rule(InfoClass::kNegative, "general", "P5Y", "", "P1Y")};
  rules[1].validTo = on("2026-03-31");
  rules[2].validFrom = on("2026-04-01");
  EXPECT_EQ(findTermRule(rules, InfoClass::kNegative, "general", on("2026-03-31")), &rules[1]);
  EXPECT_EQ(findTermRule(rules, InfoClass::kNegative, "general", on("2026-04-01")), &rules[2]);
  EXPECT_EQ(findTermRule(rules, InfoClass::kNegative, "serious", on("2026-04-01")), &rules[0]);
  EXPECT_EQ(findTermRule(rules, InfoClass::kGood, "", on("2026-04-01")), nullptr);
}

TEST(Retention, NegativeInformationIsKeptFiveYearsFromRecognition) {
  REQ("R-RET-03");
  const auto terms = termsOf(facts(InfoClass::kNegative, "2020-03-01"), {});
  EXPECT_TRUE(terms.retention.contains(on("2025-02-28")));
  EXPECT_FALSE(terms.retention.contains(on("2025-03-01")));
  EXPECT_EQ(terms.retention.why, "自认定之日2020-03-01起5年（海南办法 第二十五条）");
}

TEST(Retention, AStatuteOverridesTheFiveYears) {
  REQ("R-RET-03");
  auto known = facts(InfoClass::kNegative, "2020-03-01");
  known.retentionOverride = "P10Y";
  known.overrideStatute = "law-1";
  const auto terms = termsOf(known, {});
  EXPECT_EQ(terms.retention.end, on("2030-03-01"));
  EXPECT_NE(terms.retention.why.find("law-1"), std::string::npos);
}

TEST(Retention, ContinuingConductNeverExpiresUntilItEnds) {
  REQ("R-CLASS-09", "R-RET-03");
  auto known = facts(InfoClass::kNegative, "2010-01-01");
  known.continuing = true;
  EXPECT_FALSE(termsOf(known, {}).retention.end.has_value());
  EXPECT_TRUE(applies(known, kNoRules, Use::kEvaluation, on("2026-01-01")).applies);
  known.continuing = false;
  known.endedOn = on("2025-06-30");
  EXPECT_EQ(termsOf(known, {}).retention.end, on("2030-06-30"));
}

TEST(Retention, GoodInformationStaysUntilRevoked) {
  REQ("R-RET-02");
  auto known = facts(InfoClass::kGood, "2006-05-01");
  for (const Use use : kUses) EXPECT_TRUE(applies(known, kNoRules, use, on("2026-05-01")).applies) << useName(use);
  known.revokedOn = on("2026-05-02");
  for (const Use use : kUses) {
    EXPECT_TRUE(applies(known, kNoRules, use, on("2026-05-01")).applies) << useName(use);
    const auto after = applies(known, kNoRules, use, on("2026-05-02"));
    EXPECT_FALSE(after.applies) << useName(use);
    EXPECT_EQ(after.reason, "已于2026-05-02撤销或者取消");
  }
}

TEST(Retention, BasicInformationEndsWithItsSubject) {
  REQ("R-RET-01");
  auto known = facts(InfoClass::kBasic, "2006-05-01");
  EXPECT_FALSE(termsOf(known, {}).retention.end.has_value());
  known.subjectEndedOn = on("2026-01-10");
  EXPECT_TRUE(applies(known, kNoRules, Use::kSharing, on("2026-01-09")).applies);
  EXPECT_FALSE(applies(known, kNoRules, Use::kSharing, on("2026-01-10")).applies);
}

TEST(UseTerm, DefaultsToTheLongestPublicityOfItsSeverityAndNeverExceedsFiveYears) {
  REQ("R-RET-04");
  const auto known = [] {
    auto out = facts(InfoClass::kNegative, "2024-01-10");
    out.severity = "general";
    return out;
  }();
  const std::vector<TermRule> oneYear{rule(InfoClass::kNegative, "general", "P5Y", "", "P1Y")};
  const auto terms = termsOf(known, oneYear);
  EXPECT_EQ(terms.use.end, on("2025-01-10"));
  EXPECT_TRUE(terms.use.isDefault);
  EXPECT_NE(terms.use.why.find(kDefaultLabel), std::string::npos);
  const std::vector<TermRule> tenYears{rule(InfoClass::kNegative, "general", "P20Y", "P10Y", "P10Y")};
  EXPECT_EQ(termsOf(known, tenYears).use.end, on("2029-01-10"));
  EXPECT_EQ(termsOf(known, {}).use.end, on("2029-01-10"));
}

TEST(UseTerm, NeverOutlivesTheRecordPeriod) {
  REQ("R-RET-04");
  const std::vector<TermRule> rules{rule(InfoClass::kNegative, "", "P2Y", "P3Y", "P3Y")};
  const auto terms = termsOf(facts(InfoClass::kNegative, "2024-01-10"), rules);
  EXPECT_EQ(terms.retention.end, on("2026-01-10"));
  EXPECT_EQ(terms.use.end, on("2026-01-10"));
}

TEST(UseTerm, OutsideItTheRecordServesNoneOfTheFourUses) {
  REQ("R-RET-04");
  auto known = facts(InfoClass::kNegative, "2024-01-10");
  known.severity = "general";
  const std::vector<TermRule> rules{rule(InfoClass::kNegative, "general", "P5Y", "", "P1Y")};
  for (const Use use : kUses) {
    EXPECT_TRUE(applies(known, rules, use, on("2025-01-09")).applies) << useName(use);
    const auto after = applies(known, rules, use, on("2025-01-10"));
    EXPECT_FALSE(after.applies) << useName(use);
    EXPECT_EQ(after.reason, "可应用期已于2025-01-10届满");
    EXPECT_FALSE(applies(known, rules, use, on("2024-01-09")).applies) << "before recognition";
  }
}

TEST(UseTerm, FollowsTheValidityPeriodOfOtherInformation) {
  REQ("R-RET-05");
  auto licence = facts(InfoClass::kBasic, "2020-01-01");
  licence.validFrom = on("2020-01-01");
  licence.validTo = on("2024-12-31");
  EXPECT_TRUE(applies(licence, kNoRules, Use::kEvaluation, on("2024-12-31")).applies);
  EXPECT_FALSE(applies(licence, kNoRules, Use::kEvaluation, on("2025-01-01")).applies);
  auto openEnded = facts(InfoClass::kOther, "2001-01-01");
  EXPECT_TRUE(applies(openEnded, kNoRules, Use::kEvaluation, on("2026-01-01")).applies);
  openEnded.revokedOn = on("2026-01-01");
  EXPECT_FALSE(applies(openEnded, kNoRules, Use::kEvaluation, on("2026-01-01")).applies);
}

TEST(Publicity, HasItsOwnClockWithinTheUseTerm) {
  auto known = facts(InfoClass::kNegative, "2024-01-10");
  known.severity = "serious";
  std::vector<TermRule> rules{rule(InfoClass::kNegative, "serious", "P5Y", "P4Y", "P3Y")};
  rules[0].publicityMin = "P6M";
  const auto terms = termsOf(known, rules);
  EXPECT_EQ(terms.publicity.end, on("2027-01-10"));
  EXPECT_EQ(terms.use.end, on("2028-01-10"));
  EXPECT_EQ(terms.publicityNotBefore, on("2024-07-10"));
  EXPECT_FALSE(applies(known, rules, Use::kDisclosure, on("2027-06-01")).applies);
  EXPECT_TRUE(applies(known, rules, Use::kEvaluation, on("2027-06-01")).applies);
}

TEST(Uses, InternalAndReferenceInformationStayInside) {
  REQ("R-CAT-12");
  auto internal = facts(InfoClass::kBasic, "2024-01-10");
  internal.internalOnly = true;
  EXPECT_FALSE(applies(internal, kNoRules, Use::kDisclosure, on("2024-02-01")).applies);
  EXPECT_FALSE(applies(internal, kNoRules, Use::kSharing, on("2024-02-01")).applies);
  EXPECT_TRUE(applies(internal, kNoRules, Use::kEvaluation, on("2024-02-01")).applies);
  const auto reference = facts(InfoClass::kReference, "2024-01-10");
  EXPECT_FALSE(applies(reference, kNoRules, Use::kDisclosure, on("2024-02-01")).applies);
  EXPECT_TRUE(applies(reference, kNoRules, Use::kSharing, on("2024-02-01")).applies);
}

TEST(Uses, WhatIsNotYetVerifiedEntersNoEvaluation) {
  REQ("R-CLASS-06", "R-CLASS-11");
  auto known = facts(InfoClass::kOther, "2024-01-10");
  known.counts = false;
  EXPECT_FALSE(applies(known, kNoRules, Use::kEvaluation, on("2024-02-01")).applies);
  EXPECT_FALSE(applies(known, kNoRules, Use::kResultUse, on("2024-02-01")).applies);
  EXPECT_TRUE(applies(known, kNoRules, Use::kSharing, on("2024-02-01")).applies);
}

TEST(Terms, AProposedSeverityDecidesThePublicityOfAnUnstatedOneAndNothingElse) {
  REQ("R-DUAL-12", "R-RET-04");
  // Given the longest term for any severity, and a shorter one for general matters
  auto general = rule(InfoClass::kNegative, "general", "P5Y", "P1Y", "P1Y");
  general.publicityMin = "P3M";
  const std::vector rules{rule(InfoClass::kNegative, "", "P5Y", "P3Y", "P3Y"), general};
  auto given = facts(InfoClass::kNegative, "2026-05-01");
  EXPECT_EQ(termsOf(given, rules).publicity.end, on("2029-05-01"));
  // When general is suggested
  given.proposedSeverity = "general";
  const auto suggested = termsOf(given, rules);
  // Then it is public for one year, at least three months, and says why; use and record period stay
  EXPECT_EQ(suggested.publicity.end, on("2027-05-01"));
  EXPECT_EQ(suggested.publicityNotBefore, on("2026-08-01"));
  EXPECT_NE(suggested.publicity.why.find("按建议的“一般”"), std::string::npos) << suggested.publicity.why;
  EXPECT_TRUE(suggested.publicity.isDefault);
  EXPECT_EQ(suggested.use.end, on("2029-05-01"));
  EXPECT_EQ(suggested.retention.end, on("2031-05-01"));
  // And a stated severity is never overruled
  given.severity = "serious";
  EXPECT_EQ(termsOf(given, rules).publicity.end, on("2029-05-01"));
  // And a suggestion without terms of its own leaves the longest, without a word
  given.severity = {};
  given.proposedSeverity = "minor";
  EXPECT_EQ(termsOf(given, rules).publicity.end, on("2029-05-01"));
  EXPECT_EQ(termsOf(given, rules).publicity.why.find("建议"), std::string::npos);
}

TEST(Terms, TheStartsWhoseUseIsOverAreThoseWhoseClockSaysSo) {
  // Given terms that change with the regime, and a day of months of unequal length
  auto before = rule(InfoClass::kNegative, "general", "P5Y", "P1Y", "P1Y");
  before.validTo = on("2023-04-30");
  auto between = rule(InfoClass::kNegative, "general", "P5Y", "P3Y", "P3Y");
  between.validFrom = on("2023-05-01");
  between.validTo = on("2026-03-31");
  auto after = rule(InfoClass::kNegative, "general", "P5Y", "P6M", "P6M");
  after.validFrom = on("2026-04-01");
  auto minor = rule(InfoClass::kNegative, "minor", "P2M", "P3M", "P3M");
  minor.validFrom = on("2026-04-01");
  const std::vector rules{rule(InfoClass::kNegative, "", "P5Y", "P3Y", "P3Y"),     before, between, after, minor,
                          rule(InfoClass::kGood, "", "unlimited", "unlimited", "")};
  for (const char* today : {"2023-05-30", "2026-08-31", "2028-02-29"}) {
    for (const char* severity : {"minor", "general", "unknown"}) {
      const auto ranges = spentStarts(rules, severity, on(today));
      for (auto start = on("2019-01-01"); start <= on(today).plusDays(3); start = start.plusDays(1)) {
        auto given = facts(InfoClass::kNegative, start.iso().c_str());
        given.severity = severity;
        const auto end = termsOf(given, rules).use.end;
        const bool inside = std::any_of(ranges.begin(), ranges.end(), [&](const DayRange& range) {
          return range.from <= start && start <= range.to;
        });
        // Then a start lies in one of the ranges exactly when its clock has run out
        ASSERT_EQ(inside, end && *end <= on(today)) << today << " " << severity << " " << start.iso();
      }
    }
  }
  // And without any rule five years hold
  const auto plain = spentStarts(kNoRules, "", on("2026-02-28"));
  ASSERT_EQ(plain.size(), 1U);
  EXPECT_EQ(plain.front().to, on("2021-02-28"));
}

}  // namespace
}  // namespace medcredit::domain
