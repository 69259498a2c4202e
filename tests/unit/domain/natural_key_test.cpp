#include <gtest/gtest.h>

#include "domain/amount_text.h"
#include "domain/row_validator.h"
#include "row_entry.h"
#include "support/req.h"

namespace medcredit {
namespace {

using test::Cells;
using test::goodPerson;
using test::goodRow;

std::string keyOf(const domain::CatalogueEntry& entry, const Cells& row) {
  std::vector<base::CellView> cells;
  for (const auto& field : entry.fieldSet.fields) {
    const auto it = row.find(field.id());
    cells.push_back({it == row.end() ? std::string_view() : std::string_view(it->second), base::CellKind::kText});
  }
  const auto enumerations = test::enumerations();
  const domain::RowValidator validator(entry, enumerations,
                                       {*base::CivilDate::parseIso("2026-02-12"), nullptr, "", ""});
  domain::JudgedRow judged;
  validator.judge(cells, judged);
  std::string key;
  domain::appendNaturalKey(entry, judged, key);
  return key;
}

Cells changed(Cells row, const std::string& field, const std::string& text) {
  row[field] = text;
  return row;
}

TEST(NaturalKey, givenTheSameDecisionTypedAnotherWayWhenKeyedThenOneKey) {
  REQ("R-COLL-20");
  const auto entry = test::penaltyEntry();
  const std::string key = keyOf(entry, goodRow());
  EXPECT_NE(key, "");
  EXPECT_EQ(keyOf(entry, changed(goodRow(), "WSH", "洛卫医罚[2026]1号")), key);
  EXPECT_EQ(keyOf(entry, changed(goodRow(), "WSH", "洛卫医罚（２０２６）1号 ")), key);
  EXPECT_EQ(keyOf(entry, changed(goodRow(), "FK", "0.3")), key) << "a changed amount is an update of the same decision";
  EXPECT_EQ(keyOf(entry, changed(goodRow(), "MC", "另一名称有限公司")), key) << "the code tells the subject";
}

TEST(NaturalKey, givenAnotherDecisionSubjectOrAuthorityWhenKeyedThenAnotherKey) {
  REQ("R-COLL-20");
  const auto entry = test::penaltyEntry();
  const std::string key = keyOf(entry, goodRow());
  EXPECT_NE(keyOf(entry, changed(goodRow(), "WSH", "洛卫医罚〔2026〕2号")), key);
  EXPECT_NE(keyOf(entry, changed(goodRow(), "SHXYM", "92410302000000190T")), key);
  EXPECT_NE(keyOf(entry, changed(goodRow(), "JGDM", "12330000470051734A")), key);
  auto other = entry;
  other.code = "XK-ORG";
  EXPECT_NE(keyOf(other, goodRow()), key);
}

TEST(NaturalKey, givenTheKeysOfASubjectWhenSomeAreMissingThenTheNextOneServes) {
  REQ("R-COLL-20", "R-SUBJ-06");
  const auto entry = test::penaltyEntry();
  EXPECT_NE(keyOf(entry, goodPerson()).find("doc:身份证:410302190001010012"), std::string::npos);
  Cells trader = changed(goodRow(), "LB", "个体工商户");
  trader["SHXYM"] = "00000000000000000X";
  EXPECT_NE(keyOf(entry, trader).find("name:"), std::string::npos) << "the placeholder is never a key";
  trader["GSZC"] = "410300000000018";
  EXPECT_NE(keyOf(entry, trader).find("reg-no:410300000000018"), std::string::npos);
}

TEST(NaturalKey, givenNothingThatTellsTheSubjectWhenKeyedThenEmpty) {
  Cells row = goodRow();
  row.erase("SHXYM");
  row.erase("MC");
  EXPECT_EQ(keyOf(test::penaltyEntry(), row), "");
}

TEST(NaturalKey, givenAnEntryWithoutDocumentNumbersWhenKeyedThenMatterAndDayStandIn) {
  REQ("R-COLL-20");
  auto entry = test::penaltyEntry();
  for (auto& field : entry.fieldSet.fields) {
    if (field.code == "WSH") field.role = domain::FieldRole::kNone;
    if (field.code == "BZ") field.role = domain::FieldRole::kMatter;
  }
  const Cells row = changed(goodRow(), "BZ", "诊所备案承诺");
  const std::string key = keyOf(entry, row);
  EXPECT_EQ(keyOf(entry, row), key);
  EXPECT_NE(keyOf(entry, changed(row, "BZ", "公共场所承诺")), key);
  EXPECT_NE(keyOf(entry, changed(row, "JDRQ", "2026-02-06")), key);
  EXPECT_EQ(keyOf(entry, changed(row, "FK", "0.3")), key);
}

// ---- amounts in prose ----------------------------------------------------------------------------------------------

std::string amounts(std::string_view text) {
  std::string out;
  for (const auto& amount : domain::amountsInText(text)) out += (out.empty() ? "" : " ") + amount.str();
  return out;
}

TEST(AmountText, givenProseWhenReadThenEveryAmountInWanYuan) {
  EXPECT_EQ(amounts("罚款人民币2000元"), "0.2");
  EXPECT_EQ(amounts("罚款2,000.50元，没收违法所得1.5万元"), "0.20005 1.5");
  EXPECT_EQ(amounts("处以贰仟元罚款"), "0.2");
  EXPECT_EQ(amounts("罚款叁万伍仟元整（￥35000.00）"), "3.5 3.5");
  EXPECT_EQ(amounts("罚款￥35,000元"), "3.5") << "sign and unit name one amount";
  EXPECT_EQ(amounts("罚款一百二十万元"), "120");
  EXPECT_EQ(amounts("罚款十元"), "0.001");
  EXPECT_EQ(amounts("罚款1亿元"), "10000");
  EXPECT_EQ(amounts("元旦期间第3次检查，2026年1月1日，开元路5号"), "");
  EXPECT_EQ(amounts(""), "");
  EXPECT_EQ(amounts("99999999999999999999元"), "");
  EXPECT_EQ(amounts("九亿亿亿亿元"), "");
}

TEST(AmountText, givenCellsWhenReadThenUnitsAndSeparatorsAreUnderstood) {
  const auto read = [](std::string_view cell) {
    const auto amount = domain::readAmount(cell);
    return amount ? amount->str() : std::string("-");
  };
  EXPECT_EQ(read("2,000"), "2000");
  EXPECT_EQ(read("2000元"), "0.2");
  EXPECT_EQ(read("人民币 2000 元整"), "0.2");
  EXPECT_EQ(read("0.2 万元"), "0.2");
  EXPECT_EQ(read("¥2000"), "0.2");
  EXPECT_EQ(read("1亿元"), "10000");
  EXPECT_EQ(read("0.001元"), "-") << "finer than six decimals of 万元";
  EXPECT_EQ(read("约2000元"), "-");
  EXPECT_EQ(read("2000美元"), "-");
  EXPECT_EQ(read(""), "-");
}

}  // namespace
}  // namespace medcredit
