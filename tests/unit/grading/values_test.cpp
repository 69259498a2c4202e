// Values of the language: what is a number, a span, a day of the year, an expression.
#include "grading/values.h"

#include <gtest/gtest.h>

#include "grading/condition.h"

namespace medcredit::grading {
namespace {

TEST(Decimal, OnlyPlainDecimalsWithFourPlaces) {
  for (const auto* good : {"0", "85", "-0.5", "0.0001", "999999999", "-999999999.9999"}) {
    ASSERT_TRUE(Decimal4::parse(good).has_value()) << good;
    EXPECT_EQ(Decimal4::parse(good)->str(), good);
  }
  EXPECT_EQ(Decimal4::parse("1.50")->str(), "1.5");
  EXPECT_EQ(Decimal4::parse("-0.0")->str(), "0") << "a zero has no sign";
  for (const auto* bad :
       {"", "-", "+1", "01", "1.", ".5", "1e3", "1,000", "1000000000", "0.00001", "1 ", "--1", "1.2.3"}) {
    EXPECT_FALSE(Decimal4::parse(bad).has_value()) << bad;
  }
}

TEST(DurationValue, MonthsOrDaysNeverBoth) {
  EXPECT_EQ(Duration::parse("P5Y")->str(), "P60M");
  EXPECT_EQ(Duration::parse("P365D")->unit, Duration::Unit::kDays);
  const auto end = *base::CivilDate::parseIso("2026-01-31");
  EXPECT_EQ(Duration::parse("P1M")->addedTo(end).iso(), "2026-02-28");
  EXPECT_EQ(Duration::parse("P30D")->addedTo(end).iso(), "2026-03-02");
  for (const auto* bad :
       {"", "P", "PM", "P0M", "P01M", "P1W", "P1Y2M", "5Y", "P-1M", "P101Y", "P1201M", "P36501D", "PT1H"}) {
    EXPECT_FALSE(Duration::parse(bad).has_value()) << bad;
  }
}

TEST(DayOfYear, IsInEveryYear) {
  EXPECT_EQ(MonthDay::parse("01-20")->str(), "01-20");
  for (const auto* bad : {"02-29", "13-01", "00-10", "1-20", "01-32", "01/20"}) {
    EXPECT_FALSE(MonthDay::parse(bad).has_value()) << bad;
  }
}

TEST(ExpressionText, BindsNotBeforeAndBeforeOr) {
  const auto parsed = parseExpression("not a and b or c", {});
  const auto& top = std::get<Expression>(parsed);
  ASSERT_EQ(top.kind, Expression::Kind::kOr);
  ASSERT_EQ(top.parts[0].kind, Expression::Kind::kAnd);
  EXPECT_EQ(top.parts[0].parts[0].kind, Expression::Kind::kNot);
  EXPECT_EQ(top.parts[1].field, "c");
}

TEST(ExpressionText, KnowsDecimalsDatesWordsAndTexts) {
  const auto parsed = parseExpression("value in [1.50, 2026-01-01, minor, '一般 违法']", {});
  const auto& in = std::get<Expression>(parsed);
  ASSERT_EQ(in.literals.size(), 4U);
  EXPECT_EQ(in.literals[0].decimal.str(), "1.5");
  EXPECT_EQ(in.literals[1].date.iso(), "2026-01-01");
  EXPECT_EQ(in.literals[2].kind, Literal::Kind::kWord);
  EXPECT_EQ(in.literals[3].text, "一般 违法");
  const auto between = parseExpression("value between -1 and 2 and subject.type != clinic", {});
  EXPECT_EQ(std::get<Expression>(between).parts.size(), 2U) << "the `and` of between is its own";
}

TEST(ExpressionText, CountsCharactersNotBytes) {
  const auto parsed = parseExpression("issuer = '卫健委' ? x", {});
  EXPECT_EQ(std::get<ExpressionError>(parsed).offset, 15);
}

}  // namespace
}  // namespace medcredit::grading
