// Cells, presence and dates: what one cell can have wrong. Amounts, lists, codes and rules: row_rules_test.cpp.
#include <gtest/gtest.h>

#include "row_fixture.h"

namespace medcredit::test {
namespace {

// ---- the good row --------------------------------------------------------------------------------------------------

TEST_F(RowValidatorTest, givenAGoodRowWhenJudgedThenNoFindingAndCanonicalValues) {
  REQ("R-COLL-19", "R-COLL-12");
  judge(goodRow());
  EXPECT_EQ(found(), "");
  EXPECT_FALSE(judged_.hasError);
  EXPECT_EQ(judged_.subjectClass, SubjectClass::kOrganisation);
  EXPECT_EQ(judged_.decidedOn->iso(), "2026-02-05");
  EXPECT_EQ(value("JDRQ"), "2026-02-05");
  EXPECT_EQ(value("CFLB"), "警告；罚款");
  EXPECT_EQ(value("SHXYM"), "914103000000000782");
  EXPECT_TRUE(judged_.normalised.empty());
}

TEST_F(RowValidatorTest, givenOneGoodRowAndEightSeededDefectsWhenJudgedThenExactlyEightFindings) {
  REQ("R-COLL-19", "R-COLL-11");
  std::vector<std::string> findings;
  const auto collect = [&] { findings.push_back(found()); };
  judge(goodRow());
  EXPECT_EQ(found(), "");
  with("SHXYM", "914103000000000783"), collect();
  with("LB", "法人及非法人组只"), collect();
  with("JDRQ", "2026-02-30"), collect();
  with("YXQ", "2020-01-01"), collect();
  with("MC", ""), collect();
  with("FK", "2,000"), collect();
  with("CFLB", "警告；罚金"), collect();
  with("WSH", "洛卫医罚〔2026〕一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十号"), collect();
  EXPECT_EQ(findings, (std::vector<std::string>{"IDEN-0104 SHXYM 914103000000000782", "COLL-0111 LB 法人及非法人组织",
                                                "COLL-0121 JDRQ", "COLL-0141 YXQ", "COLL-0101 MC", "COLL-0131 FK 2000",
                                                "COLL-0111 CFLB 警告；罚款", "COLL-0104 WSH"}));
}

TEST_F(RowValidatorTest, givenManyDefectsInOneRowWhenJudgedThenOneFindingEach) {
  REQ("R-COLL-19");
  Cells row = goodRow();
  row["SHXYM"] = "91410300000000078";
  row["JDRQ"] = "昨天";
  row["JGDM"] = "";
  row["FK"] = "-1";
  judge(row);
  EXPECT_EQ(found(), "IDEN-0101 SHXYM, COLL-0132 FK, COLL-0120 JDRQ, COLL-0101 JGDM");
  EXPECT_TRUE(judged_.hasError);
  EXPECT_FALSE(judged_.decidedOn);
}

TEST_F(RowValidatorTest, givenTheSameObjectWhenUsedAgainThenNothingOfTheRowBeforeStays) {
  judge(with("SHXYM", "坏").findings.empty() ? Cells() : goodPerson());
  EXPECT_EQ(found(), "");
  EXPECT_EQ(judged_.subjectClass, SubjectClass::kNaturalPerson);
  EXPECT_EQ(value("SHXYM"), "");
}

TEST_F(RowValidatorTest, givenFewerCellsThanFieldsWhenJudgedThenTheRestIsEmpty) {
  const RowValidator validator(entry_, enumerations_, context_);
  validator.judge({}, judged_);
  EXPECT_EQ(judged_.values.size(), entry_.fieldSet.fields.size());
  EXPECT_TRUE(judged_.hasError);
  // No class column filled: what every class must fill is asked for, nothing else.
  EXPECT_EQ(found(),
            "COLL-0101 MC, COLL-0101 LB, COLL-0101 SHXYM, COLL-0101 FRDB, COLL-0101 WSH, COLL-0101 CFLB, COLL-0101 NR, "
            "COLL-0101 JDRQ, COLL-0101 JG, COLL-0101 JGDM, COLL-0101 LYDW");
}

// ---- presence by class ---------------------------------------------------------------------------------------------

TEST_F(RowValidatorTest, givenEachClassWhenJudgedThenItsOwnPresenceRulesHold) {
  REQ("R-COLL-19", "R-CAT-03");
  judge(goodPerson());
  EXPECT_EQ(found(), "");
  Cells row = goodPerson();
  row["SHXYM"] = "914103000000000782";
  judge(row);
  EXPECT_EQ(found(), "COLL-0102 SHXYM") << "a person carries no credit code";
  row = goodPerson();
  row.erase("ZJHM");
  judge(row);
  EXPECT_EQ(found(), "COLL-0101 ZJHM") << "missing once, not twice by rule DP04";
  row = goodRow();
  row["ZJLX"] = "身份证";
  row["ZJHM"] = "410302190001010012";
  judge(row);
  EXPECT_EQ(found(), "COLL-0102 ZJLX, COLL-0102 ZJHM");
  EXPECT_NE(domain::findingMessage(judged_.findings[0]).find("法人及非法人组织"), std::string::npos);
}

TEST_F(RowValidatorTest, givenAnUnknownClassWhenJudgedThenNoRuleOfAClassIsGuessed) {
  Cells row = goodPerson();
  row["LB"] = "单位";
  judge(row);
  EXPECT_EQ(found(), "COLL-0111 LB");
  EXPECT_FALSE(judged_.subjectClass);
}

TEST_F(RowValidatorTest, givenNoClassColumnWhenJudgedThenTheCodeTellsTheClass) {
  REQ("R-CAT-03");
  auto& fields = entry_.fieldSet.fields;
  fields.erase(fields.begin() + entry_.indexOfField("LB"));
  Cells row = goodRow();
  row.erase("LB");
  judge(row);
  EXPECT_EQ(judged_.subjectClass, SubjectClass::kOrganisation);
  row["SHXYM"] = "92410302000000190T";
  judge(row);
  EXPECT_EQ(judged_.subjectClass, SubjectClass::kSoleTrader);
  row["SHXYM"] = "00000000000000000X";
  judge(row);
  EXPECT_EQ(judged_.subjectClass, SubjectClass::kSoleTrader);
  EXPECT_EQ(found(), "");
  entry_.subject = domain::SubjectKind::kNaturalPerson;
  judge(goodPerson());
  EXPECT_EQ(judged_.subjectClass, SubjectClass::kNaturalPerson);
}

TEST_F(RowValidatorTest, givenNoSourceUnitWhenJudgedThenTheSupplyingUnitStandsIn) {
  REQ("R-COLL-19");
  Cells row = goodRow();
  row.erase("LYDW");
  judge(row);
  EXPECT_EQ(found(), "COLL-0101 LYDW");
  context_.supplyingUnitName = "洛阳市疾病预防控制中心";
  judge(row);
  EXPECT_EQ(found(), "");
  EXPECT_EQ(value("LYDW"), "洛阳市疾病预防控制中心");
  row["LYDW"] = "　";
  judge(row);
  EXPECT_EQ(value("LYDW"), "洛阳市疾病预防控制中心");
}

// ---- characters, length, reader's remarks --------------------------------------------------------------------------

TEST_F(RowValidatorTest, givenDirtTypedByPeopleWhenJudgedThenNormalisedAndRecordedWithoutAFinding) {
  REQ("R-COLL-19", "R-PROF-08");
  with("SHXYM", "９１４１０３０００００００００７８２");
  EXPECT_EQ(value("SHXYM"), "914103000000000782");
  EXPECT_EQ(found(), "");
  EXPECT_TRUE(normalised("SHXYM") & base::kCleanWidth);
  Cells person = goodPerson();
  person["ZJHM"] = " 41030219000108007x";
  judge(person);
  EXPECT_EQ(value("ZJHM"), "41030219000108007X");
  EXPECT_EQ(found(), "");
  EXPECT_TRUE(normalised("ZJHM") & domain::kNormalisedCase);
  with("MC", "洛阳\xE2\x80\x8B示例医疗有限公司　");
  EXPECT_EQ(value("MC"), "洛阳示例医疗有限公司");
  EXPECT_EQ(found(), "");
  EXPECT_EQ(normalised("MC"), base::kCleanInvisible | base::kCleanTrimmed);
  with("ZZJG", "00000007-8");
  EXPECT_EQ(value("ZZJG"), "000000078");
  EXPECT_EQ(found(), "");
  EXPECT_EQ(normalised("ZZJG"), domain::kNormalisedSeparators);
  with("CFLB", "警告;罚款");
  EXPECT_EQ(value("CFLB"), "警告；罚款");
  EXPECT_EQ(found(), "");
  EXPECT_EQ(normalised("CFLB"), domain::kNormalisedSeparators);
}

TEST_F(RowValidatorTest, givenControlCharactersWhenJudgedThenRefused) {
  REQ("R-COLL-19");
  with("MC", std::string("洛阳\x01示例"));
  EXPECT_EQ(found(), "COLL-0103 MC");
  with("NR", "第一行\n第二行\t罚款2000元");
  EXPECT_EQ(found(), "") << "line breaks and tabs are text";
}

TEST_F(RowValidatorTest, givenLengthsWhenCountedThenInCharacters) {
  REQ("R-COLL-19");
  with("MC", "一二三四五六七八九十一二三四五六七八九十");
  EXPECT_EQ(found(), "") << "20 characters of 60 bytes";
  with("MC", "一二三四五六七八九十一二三四五六七八九十一");
  EXPECT_EQ(found(), "COLL-0104 MC");
  EXPECT_EQ(domain::findingMessage(judged_.findings[0]), "“行政相对人名称”有21个字符，超过上限20个");
  with("ZZJG", "1234567890");
  EXPECT_EQ(found(), "IDEN-0201 ZZJG");
}

TEST_F(RowValidatorTest, givenNumbersThatLostDigitsWhenJudgedThenRefused) {
  REQ("R-COLL-19");
  with("SHXYM", "914103000000000000", CellKind::kImprecise);
  EXPECT_EQ(found(), "COLL-0105 SHXYM");
  with("SHXYM", "9.141030000000E+17");
  EXPECT_EQ(found(), "COLL-0105 SHXYM") << "the same, written out by the spreadsheet";
  with("WSH", "20260000000000000", CellKind::kImprecise);
  EXPECT_EQ(found(), "COLL-0105 WSH");
  Cells person = goodPerson();
  person["ZJHM"] = "4.10302E+17";
  judge(person);
  EXPECT_EQ(found(), "COLL-0105 ZJHM");
}

TEST_F(RowValidatorTest, givenErrorsAndFormulasWhenJudgedThenTold) {
  REQ("R-COLL-19");
  with("MC", "#REF!", CellKind::kErrorValue);
  EXPECT_EQ(found(), "COLL-0106 MC");
  with("MC", "洛阳示例医疗有限公司", CellKind::kFormula);
  EXPECT_EQ(found(), "COLL-0107 MC?");
  EXPECT_EQ(value("MC"), "洛阳示例医疗有限公司");
  with("SHXYM", "914103000000000782", CellKind::kFormula);
  EXPECT_EQ(found(), "") << "a code is checked, whatever computed it";
  with("MC", "=HYPERLINK(\"x\")");
  EXPECT_EQ(found(), "COLL-0108 MC?");
  EXPECT_EQ(value("MC"), "=HYPERLINK(\"x\")") << "kept as it is";
  with("MC", "-示例医院");
  EXPECT_EQ(found(), "COLL-0108 MC?");
  with("BZ", "-5℃保存");
  EXPECT_EQ(found(), "") << "a remark may begin with a sign";
  with("BZ", "＝1+1");
  EXPECT_EQ(found(), "COLL-0108 BZ?");
  with("WSH", "2026-01-02", CellKind::kDateSerial);
  EXPECT_EQ(found(), "COLL-0109 WSH?");
  with("SHXYM", "2026-01-02", CellKind::kDateSerial);
  EXPECT_EQ(found(), "COLL-0109 SHXYM");
}

TEST_F(RowValidatorTest, givenWordsForNothingWhenJudgedThenTheCellShouldBeEmpty) {
  for (const char* text : {"无", "/", "—"}) {
    with("YXQ", text);
    EXPECT_EQ(found(), "COLL-0110 YXQ") << text;
    with("GSZC", text);
    EXPECT_EQ(found(), "COLL-0110 GSZC") << text;
    with("BZ", text);
    EXPECT_EQ(found(), "") << text;
  }
}

// ---- dates ---------------------------------------------------------------------------------------------------------

TEST_F(RowValidatorTest, givenDatesAsTypedWhenJudgedThenOneCanonicalForm) {
  REQ("R-COLL-19");
  for (const char* text : {"2026-02-05", "2026/02/05", "2026/2/5", "2026.2.5", "20260205", "2026年2月5日",
                           "２０２６年２月５日", "2026-02-05 00:00:00"}) {
    with("JDRQ", text);
    EXPECT_EQ(found(), "") << text;
    EXPECT_EQ(value("JDRQ"), "2026-02-05") << text;
    EXPECT_EQ(judged_.decidedOn->iso(), "2026-02-05");
  }
  with("JDRQ", "20260205", CellKind::kNumber);
  EXPECT_EQ(value("JDRQ"), "2026-02-05");
  with("JDRQ", "2026-02-05", CellKind::kDateSerial);
  EXPECT_EQ(found(), "");
}

TEST_F(RowValidatorTest, givenWhatIsNoDateWhenJudgedThenTheReason) {
  REQ("R-COLL-19");
  const std::vector<std::pair<std::string, std::string>> cases = {{"2023-02-30", "COLL-0121 JDRQ"},
                                                                  {"2023/13/01", "COLL-0121 JDRQ"},
                                                                  {"20230230", "COLL-0121 JDRQ"},
                                                                  {"2023年2月30日", "COLL-0121 JDRQ"},
                                                                  {"2026-02-05 14:30", "COLL-0122 JDRQ 2026-02-05"},
                                                                  {"45000", "COLL-0123 JDRQ 2023-03-15"},
                                                                  {"7", "COLL-0123 JDRQ"},
                                                                  {"去年二月", "COLL-0120 JDRQ"}};
  for (const auto& [text, expected] : cases) {
    with("JDRQ", text);
    EXPECT_EQ(found(), expected) << text;
  }
  with("JDRQ", "20230230", CellKind::kNumber);
  EXPECT_EQ(found(), "COLL-0121 JDRQ");
}

TEST_F(RowValidatorTest, givenDatesOutOfOrderWhenJudgedThenOneFindingOnTheLaterField) {
  REQ("R-COLL-19");
  with("JDRQ", "2026-02-13");
  EXPECT_EQ(found(), "COLL-0140 JDRQ") << "after today";
  EXPECT_EQ(judged_.findings[0].rule, "DP05");
  EXPECT_EQ(judged_.findings[0].basis, "测试规则依据");
  with("JDRQ", "2026-02-12");
  EXPECT_EQ(found(), "");
  with("JDRQ", "1949-09-30");
  EXPECT_EQ(found(), "COLL-0142 JDRQ");
  with("YXQ", "2026-02-04");
  EXPECT_EQ(found(), "COLL-0141 YXQ");
  Cells row = goodRow();
  row["JDRQ"] = "2027-01-01";
  row["YXQ"] = "2026-03-01";
  judge(row);
  EXPECT_EQ(found(), "COLL-0140 JDRQ") << "the wrong decision date does not make the end wrong as well";
}

}  // namespace
}  // namespace medcredit::test
