#include "formats/xlsx_values.h"

#include <gtest/gtest.h>

#include "formats/xlsx_sheet.h"

namespace medcredit::formats {
namespace {

using base::CellKind;

TEST(XlsxValues, NumbersAreTheShortestPlainDecimal) {
  const struct {
    const char* raw;
    const char* text;
    CellKind kind;
  } cases[] = {
      {"0", "0", CellKind::kNumber},
      {"12", "12", CellKind::kNumber},
      {"-0.5", "-0.5", CellKind::kNumber},
      {"1.50", "1.5", CellKind::kNumber},
      {"007", "7", CellKind::kNumber},
      {".5", "0.5", CellKind::kNumber},
      {"-0", "0", CellKind::kNumber},
      {"1E-3", "0.001", CellKind::kNumber},
      {"1.5E+5", "150000", CellKind::kNumber},
      {"0.30000000000000004", "0.3", CellKind::kNumber},
      {"1234567.8900000001", "1234567.89", CellKind::kNumber},
      {"999999999999999", "999999999999999", CellKind::kNumber},
      {"1000000000000000", "1000000000000000", CellKind::kImprecise},
      {"1.10101199003074E+17", "110101199003074000", CellKind::kImprecise},
      {"410305199003074123", "410305199003074123", CellKind::kImprecise},
      {"1E+400", "1E+400", CellKind::kErrorValue},
      {"1E+300", "1E+300", CellKind::kImprecise},
      {"abc", "abc", CellKind::kErrorValue},
      {"nan", "nan", CellKind::kErrorValue},
  };
  for (const auto& c : cases) {
    const CellText cell = numberText(c.raw);
    EXPECT_EQ(cell.kind, c.kind) << c.raw;
    EXPECT_EQ(cell.text, c.text) << c.raw;
  }
}

TEST(XlsxValues, PlainNumbersNeedNoConversion) {
  for (const char* plain : {"0", "1", "-1", "12.5", "0.5", "-0.5", "99999999999999"}) {
    EXPECT_TRUE(isPlainNumber(plain)) << plain;
    EXPECT_EQ(numberText(plain).text, plain);
  }
  for (const char* other : {"", "-", "-0", "00", "01", "1.", ".5", "1.0", "1e5", "1.2.3", "1234567890123456", "0."}) {
    EXPECT_FALSE(isPlainNumber(other)) << other;
  }
}

TEST(XlsxValues, SerialsAreDays) {
  const auto day = [](const char* raw, bool date1904 = false) {
    return dateText(raw, NumberStyle::kDate, date1904).text;
  };
  EXPECT_EQ(day("1"), "1900-01-01");
  EXPECT_EQ(day("59"), "1900-02-28");
  EXPECT_EQ(day("60"), "1900-02-29") << "the day that never was stays visible, for the validator to refuse";
  EXPECT_EQ(day("61"), "1900-03-01");
  EXPECT_EQ(day("46065"), "2026-02-12");
  EXPECT_EQ(day("2958465"), "9999-12-31");
  EXPECT_EQ(day("0", true), "1904-01-01");
  EXPECT_EQ(day("44603", true), "2026-02-12");
  EXPECT_EQ(day("46065.5"), "2026-02-12 12:00:00");
  EXPECT_EQ(day("46064.9999999999"), "2026-02-12") << "rounded to the second";
  for (const char* none : {"0", "-1", "2958466", "1E+9", "x"}) {
    EXPECT_NE(dateText(none, NumberStyle::kDate, false).kind, CellKind::kDateSerial) << none;
  }
  EXPECT_EQ(dateText("0.75", NumberStyle::kTime, false).text, "18:00:00");
  EXPECT_EQ(dateText("46065", NumberStyle::kTime, false).text, "46065");
}

TEST(XlsxValues, FormatsTellDatesFromNumbers) {
  for (const char* code : {"yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\"", "[$-804]yyyy/m/d;@", "m/d/yy h:mm", "mmm-yy",
                           "[Red]dd.mm.yyyy", "e\"年\"m\"月\""}) {
    EXPECT_EQ(numberStyleOf(code), NumberStyle::kDate) << code;
  }
  for (const char* code : {"h:mm:ss", "[h]:mm", "mm:ss.0", "上午/下午h\"时\"mm\"分\""}) {
    EXPECT_EQ(numberStyleOf(code), NumberStyle::kTime) << code;
  }
  for (const char* code :
       {"General", "@", "0.00", "#,##0", "0.00E+00", "[Red]0", "\"day\"0", "0\\d", "_-0", "¥#,##0.00"}) {
    EXPECT_EQ(numberStyleOf(code), NumberStyle::kNumber) << code;
  }
}

TEST(XlsxValues, ColumnNamesGoBothWays) {
  std::string_view digits;
  for (const int column : {0, 25, 26, 51, 701, 702, 16383}) {
    const std::string reference = columnName(column) + "12";  // digits looks into it
    EXPECT_EQ(parseColumn(reference, digits), column);
    EXPECT_EQ(digits, "12");
  }
  EXPECT_EQ(columnName(16383), "XFD");
  EXPECT_EQ(parseColumn("ab7", digits), 27);
  EXPECT_EQ(parseColumn("7", digits), -1);
}

}  // namespace
}  // namespace medcredit::formats
