#include "domain/row_validator.h"

#include <gtest/gtest.h>

#include <memory>

#include "base/text.h"
#include "domain/messages.h"
#include "row_entry.h"
#include "support/req.h"

namespace medcredit {
namespace {

using base::CellKind;
using domain::CatalogueEntry;
using domain::JudgedRow;
using domain::RowValidator;
using domain::SubjectClass;
using test::Cells;
using test::goodPerson;
using test::goodRow;

class OnlyLuoyang final : public domain::RegionLookup {
 public:
  [[nodiscard]] bool known(std::string_view sixDigits) const override { return sixDigits.starts_with("4103"); }
};

class RowValidatorTest : public ::testing::Test {
 protected:
  /// Judges a row given by field code; `kinds` tells what the reader knows of a cell.
  JudgedRow& judge(const Cells& row, const std::map<std::string, CellKind>& kinds = {}) {
    std::vector<base::CellView> cells;
    held_ = row;
    for (const auto& field : entry_.fieldSet.fields) {
      const auto it = held_.find(field.id());
      const auto kind = kinds.find(field.id());
      cells.push_back({it == held_.end() ? std::string_view() : std::string_view(it->second),
                       kind == kinds.end() ? CellKind::kText : kind->second});
    }
    validator_ = std::make_unique<RowValidator>(entry_, enumerations_, context_);
    validator_->judge(cells, judged_);
    for (const auto& finding : judged_.findings) {
      EXPECT_NE(domain::findMessage(finding.code), nullptr) << finding.code;
      const std::string text = domain::findingMessage(finding);
      EXPECT_EQ(text.find('{'), std::string::npos) << text;
      EXPECT_EQ(text.find("“”"), std::string::npos) << "a name is missing: " << text;
      EXPECT_FALSE(domain::findingBasis(finding).empty()) << finding.code;
      EXPECT_EQ(entry_.indexOfField(finding.field), finding.column);
    }
    return judged_;
  }
  /// Good row with one cell changed.
  JudgedRow& with(const std::string& field, const std::string& text, CellKind kind = CellKind::kText) {
    Cells row = goodRow();
    row[field] = text;
    return judge(row, {{field, kind}});
  }
  [[nodiscard]] std::string value(std::string_view field) const {
    return std::string(judged_.values[static_cast<std::size_t>(entry_.indexOfField(field))]);
  }
  /// Findings as "CODE field[?][ suggestion]", in order; "?" marks a warning.
  [[nodiscard]] std::string found() const {
    std::string out;
    for (const auto& f : judged_.findings) {
      if (!out.empty()) out += ", ";
      out += f.code + " " + f.field;
      if (f.severity == domain::Severity::kWarning) out += "?";
      if (!f.suggestion.empty()) out += " " + f.suggestion;
    }
    return out;
  }
  [[nodiscard]] unsigned normalised(std::string_view field) const {
    unsigned flags = 0;
    for (const auto& n : judged_.normalised) {
      if (n.field == entry_.indexOfField(field)) flags |= n.flags;
    }
    return flags;
  }

  CatalogueEntry entry_ = test::penaltyEntry();
  std::vector<domain::Enumeration> enumerations_ = test::enumerations();
  domain::RowContext context_{*base::CivilDate::parseIso("2026-02-12"), nullptr, "", ""};
  Cells held_;
  std::unique_ptr<RowValidator> validator_;  ///< values may point into it
  JudgedRow judged_;
};

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

// ---- numbers -------------------------------------------------------------------------------------------------------

TEST_F(RowValidatorTest, givenAmountsWhenJudgedThenWanYuanWithSixDecimals) {
  REQ("R-COLL-19");
  Cells row = goodRow();
  row["NR"] = "罚款";
  for (const auto& [text, canonical] : std::map<std::string, std::string>{{"0.2", "0.2"},
                                                                          {"0.200000", "0.2"},
                                                                          {"00.2", "0.2"},
                                                                          {"２．５", "2.5"},
                                                                          {"12", "12"},
                                                                          {"0.000001", "0.000001"}}) {
    row["FK"] = text;
    judge(row);
    EXPECT_EQ(found(), "") << text;
    EXPECT_EQ(value("FK"), canonical) << text;
  }
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"2,000", "COLL-0131 FK 2000"}, {"2000元", "COLL-0131 FK 0.2"},    {"0.2万元", "COLL-0131 FK 0.2"},
      {"￥2000", "COLL-0131 FK 0.2"}, {"2000元整", "COLL-0131 FK 0.2"},  {"-0.2", "COLL-0132 FK"},
      {"0.1234567", "COLL-0133 FK"},  {"1234567890123", "COLL-0133 FK"}, {"99999999999999999999", "COLL-0133 FK"},
      {"约0.2", "COLL-0130 FK"},      {"0.2.1", "COLL-0130 FK"},         {"1e3", "COLL-0130 FK"}};
  for (const auto& [text, expected] : cases) {
    row["FK"] = text;
    judge(row);
    EXPECT_EQ(found(), expected) << text;
  }
}

TEST_F(RowValidatorTest, givenFinesWhenComparedWithClassesThenRequiredAndBlankHold) {
  REQ("R-COLL-19");
  with("FK", "");
  EXPECT_EQ(found(), "COLL-0143 FK");
  EXPECT_EQ(domain::findingMessage(judged_.findings[0]), "处罚类别为“警告；罚款”时，“罚款金额(万元)”不能为空");
  with("FK", "0");
  EXPECT_EQ(found(), "COLL-0144 FK");
  with("CFLB", "警告");
  EXPECT_EQ(found(), "COLL-0145 FK");
  with("CFLB", "罚款；暂扣许可证件");
  EXPECT_EQ(found(), "COLL-0143 ZKDX");
  with("CFLB", "罚金");
  EXPECT_EQ(found(), "COLL-0111 CFLB 罚款") << "an unknown class judges no amount";
}

TEST_F(RowValidatorTest, givenAnAmountInYuanWhenJudgedThenOneWarningWithTheRightAmount) {
  REQ("R-COLL-19");
  with("FK", "2000");
  EXPECT_EQ(found(), "COLL-0151 FK? 0.2") << "the text names 2000 yuan";
  EXPECT_FALSE(judged_.hasError);
  Cells row = goodRow();
  row["NR"] = "警告并罚款";
  row["FK"] = "20000";
  judge(row);
  EXPECT_EQ(found(), "COLL-0150 FK? 2");
  row["NR"] = "罚款人民币贰万元整（￥20,000.00）";
  judge(row);
  EXPECT_EQ(found(), "COLL-0151 FK? 2") << "named twice, in words and in figures";
}

TEST_F(RowValidatorTest, givenIntegersWhenJudgedThenPlainDigits) {
  with("RS", "12");
  EXPECT_EQ(found(), "");
  with("RS", "12.0", CellKind::kNumber);
  EXPECT_EQ(value("RS"), "12");
  with("RS", "12.5");
  EXPECT_EQ(found(), "COLL-0134 RS");
  with("RS", "12345");
  EXPECT_EQ(found(), "COLL-0104 RS");
  with("RS", "十二");
  EXPECT_EQ(found(), "COLL-0134 RS");
}

// ---- enumerations --------------------------------------------------------------------------------------------------

TEST_F(RowValidatorTest, givenOtherSpellingsWhenJudgedThenCanonicalWithAWarning) {
  REQ("R-COLL-19");
  with("LB", "法人");
  EXPECT_EQ(value("LB"), "法人及非法人组织");
  EXPECT_EQ(found(), "COLL-0112 LB? 法人及非法人组织");
  EXPECT_EQ(judged_.subjectClass, SubjectClass::kOrganisation);
  with("LB", "法人及非法人組織");
  EXPECT_EQ(found(), "COLL-0112 LB? 法人及非法人组织") << "traditional characters";
  with("ZT", "有效");
  EXPECT_EQ(value("ZT"), "1");
  with("ZT", "1");
  EXPECT_EQ(found(), "");
  with("CFLB", "罚款；暂扣许可证");
  EXPECT_EQ(value("CFLB"), "罚款；暂扣许可证件");
}

TEST_F(RowValidatorTest, givenUnknownValuesWhenJudgedThenTheNearestIsSuggested) {
  REQ("R-COLL-19");
  with("LB", "自然入");
  EXPECT_EQ(found(), "COLL-0111 LB 自然人");
  with("LB", "某类");
  EXPECT_EQ(found(), "COLL-0111 LB");
  EXPECT_NE(domain::findingMessage(judged_.findings[0]).find("法人及非法人组织、个体工商户、自然人"),
            std::string::npos);
  EXPECT_EQ(judged_.findings[0].basis, "测试代码表");
  with("CFLB", "警告；罚金；扣留");
  EXPECT_EQ(found(), "COLL-0111 CFLB") << "no suggestion when a part cannot be told";
}

TEST_F(RowValidatorTest, givenOpenListsAndOthersWhenJudgedThenKept) {
  Cells person = goodPerson();
  person["ZJLX"] = "某国身份证明";
  person["ZJHM"] = "X1";
  judge(person);
  EXPECT_EQ(found(), "COLL-0113 ZJLX?");
  EXPECT_EQ(value("ZJLX"), "某国身份证明");
  with("CFLB", "罚款；其他-责令改正");
  EXPECT_EQ(found(), "");
  EXPECT_EQ(value("CFLB"), "罚款；其他-责令改正");
  with("CFLB", "罚款；其他");
  EXPECT_EQ(found(), "COLL-0114 CFLB");
  entry_.fieldSet.fields[static_cast<std::size_t>(entry_.indexOfField("CFLB"))].multiValue = false;
  Cells row = goodRow();
  row["FK"] = "";
  row["CFLB"] = "其他－责令改正";
  judge(row);
  EXPECT_EQ(found(), "");
  EXPECT_EQ(value("CFLB"), "其他-责令改正");
  row["CFLB"] = "其他-";
  judge(row);
  EXPECT_EQ(found(), "COLL-0114 CFLB");
}

// ---- identifiers ---------------------------------------------------------------------------------------------------

TEST_F(RowValidatorTest, givenThePlaceholderWhenJudgedThenForSoleTradersOnly) {
  REQ("R-SUBJ-06", "R-COLL-19");
  Cells row = goodRow();
  row["LB"] = "个体工商户";
  row["SHXYM"] = "00000000000000000X";
  judge(row);
  EXPECT_EQ(found(), "");
  row["SHXYM"] = "00000000000000000x";
  judge(row);
  EXPECT_EQ(found(), "");
  EXPECT_EQ(value("SHXYM"), "00000000000000000X");
  with("SHXYM", "00000000000000000X");
  EXPECT_EQ(found(), "IDEN-0107 SHXYM");
  with("JGDM", "00000000000000000X");
  EXPECT_EQ(found(), "IDEN-0107 JGDM") << "an authority has a code";
}

TEST_F(RowValidatorTest, givenPersonsDocumentsWhenJudgedThenByTheirType) {
  REQ("R-SUBJ-06", "R-COLL-19");
  Cells row = goodPerson();
  row["ZJHM"] = "410302190001010013";
  judge(row);
  EXPECT_EQ(found(), "IDEN-0406 ZJHM 410302190001010012");
  EXPECT_EQ(judged_.findings[0].rule, "DP04");
  row["ZJHM"] = "410302000101001";
  judge(row);
  EXPECT_EQ(found(), "IDEN-0402 ZJHM 410302190001010012");
  row["ZJLX"] = "港澳居民来往内地通行证";
  row["ZJHM"] = "h12345678";
  judge(row);
  EXPECT_EQ(found(), "");
  EXPECT_EQ(value("ZJHM"), "H12345678");
  row["ZJLX"] = "护照";
  row["ZJHM"] = "E1";
  judge(row);
  EXPECT_EQ(found(), "COLL-0112 ZJLX? 护照号, IDEN-0901 ZJHM?");
  row.erase("ZJLX");
  judge(row);
  EXPECT_EQ(found(), "COLL-0101 ZJLX");
}

TEST_F(RowValidatorTest, givenUnknownRegionsWhenJudgedThenAWarningForEachCode) {
  REQ("R-SUBJ-06");
  const OnlyLuoyang regions;
  context_.regions = &regions;
  judge(goodRow());
  EXPECT_EQ(found(), "");
  with("SHXYM", "91110000101743874P");
  EXPECT_EQ(found(), "IDEN-0106 SHXYM?");
  EXPECT_EQ(value("SHXYM"), "91110000101743874P") << "stored all the same";
  with("JGDM", "12100000400009127B");
  EXPECT_EQ(found(), "") << "central registrations";
  with("GSZC", "330500000000022");
  EXPECT_EQ(found(), "IDEN-0303 GSZC?");
}

TEST_F(RowValidatorTest, givenCodesOfOneSubjectWhenTheyDisagreeThenAWarning) {
  REQ("R-COLL-19");
  with("ZZJG", "000000078");
  EXPECT_EQ(found(), "");
  with("ZZJG", "470051734");
  EXPECT_EQ(found(), "COLL-0148 ZZJG?");
  Cells row = goodRow();
  row["LB"] = "个体工商户";
  judge(row);
  EXPECT_EQ(found(), "COLL-0149 SHXYM?");
  row["SHXYM"] = "92410302000000190T";
  judge(row);
  EXPECT_EQ(found(), "");
  row["LB"] = "法人及非法人组织";
  judge(row);
  EXPECT_EQ(found(), "COLL-0149 SHXYM?");
  with("GSZC", "4103002001234");
  EXPECT_EQ(found(), "IDEN-0301 GSZC?");
}

TEST_F(RowValidatorTest, givenOneOfTwoPartsWhenJudgedThenTheOtherIsAskedFor) {
  for (auto& field : entry_.fieldSet.fields) {
    if (field.code == "ZJLX" || field.code == "ZJHM") field.presence[0] = domain::Presence::kOptional;
  }
  with("ZJLX", "身份证");
  EXPECT_EQ(found(), "COLL-0146 ZJHM");
  with("ZJHM", "410302190001010012");
  EXPECT_EQ(found(), "COLL-0146 ZJLX");
}

// ---- other rules ---------------------------------------------------------------------------------------------------

TEST_F(RowValidatorTest, givenNoIdentityAtAllWhenJudgedThenOneFinding) {
  REQ("R-SUBJ-06");
  for (auto& field : entry_.fieldSet.fields) {
    if (field.code == "SHXYM") field.presence[0] = domain::Presence::kOptional;
  }
  entry_.fieldSet.rules.push_back(
      test::ruleDef("DP01", domain::RuleKind::kOneIdentityKey, "SHXYM", "", {"SHXYM", "GSZC", "ZZJG"}));
  with("SHXYM", "");
  EXPECT_EQ(found(), "COLL-0152 SHXYM");
  Cells row = goodRow();
  row["SHXYM"] = "";
  row["GSZC"] = "410300000000018";
  judge(row);
  EXPECT_EQ(found(), "");
  with("SHXYM", "坏码");
  EXPECT_EQ(found(), "IDEN-0101 SHXYM") << "a wrong key is one finding";
  judge(goodPerson());
  EXPECT_EQ(found(), "") << "persons are told by their documents";
  entry_.fieldSet.rules.back().values.clear();
  with("SHXYM", "");
  EXPECT_EQ(found(), "COLL-0152 SHXYM");
}

TEST_F(RowValidatorTest, givenAPublicityTypeWhenWiderThanTheEntryThenRefused) {
  REQ("R-CAT-10");
  entry_.fieldSet.fields.push_back(
      test::fieldDef("GKLX", "公开类型", domain::FieldRole::kPublicityType, domain::FieldType::kText, 20));
  entry_.fieldSet.rules.push_back(test::ruleDef("CAT10", domain::RuleKind::kPublicityNotWider, "GKLX"));
  with("GKLX", "社会公开");
  EXPECT_EQ(found(), "") << "the entry is public";
  with("GKLX", "授权查询");
  EXPECT_EQ(found(), "") << "narrower is allowed";
  entry_.isPublic = false;
  with("GKLX", "社会公开");
  EXPECT_EQ(found(), "COLL-0153 GKLX");
  entry_.isPublic = true;
  Cells person = goodPerson();
  person["GKLX"] = "社会公开";
  judge(person);
  EXPECT_EQ(found(), "COLL-0153 GKLX") << "a natural person never becomes public";
}

TEST_F(RowValidatorTest, givenACertificateEntryWhenCodesContradictThenWarnings) {
  REQ("R-SUBJ-06");
  using domain::FieldRole;
  using domain::FieldType;
  entry_ = {};
  entry_.code = "PHYS-NP";
  entry_.subject = domain::SubjectKind::kNaturalPerson;
  entry_.fieldSet.fields = {test::fieldDef("", "姓名", FieldRole::kSubjectName, FieldType::kText, 50, "rrr"),
                            test::fieldDef("", "身份证号", FieldRole::kCitizenId, FieldType::kCode, 18, "rrr"),
                            test::fieldDef("", "证书编码", FieldRole::kPracticeCode, FieldType::kCode, 32, "rrr"),
                            test::fieldDef("", "资格编码", FieldRole::kQualificationCode, FieldType::kCode, 32),
                            test::fieldDef("", "登记证号", FieldRole::kMedicalLicenceNo, FieldType::kCode, 32),
                            test::fieldDef("", "信用代码", FieldRole::kUnifiedCode, FieldType::kCode, 18)};
  const char* kinds[] = {"", "citizen-id", "phys-practice", "phys-qual", "med-licence", "usc"};
  for (std::size_t i = 0; i < 6; ++i) entry_.fieldSet.fields[i].identifier = kinds[i];
  Cells row = {{"姓名", "张测试"},
               {"身份证号", "410302190001010012"},
               {"证书编码", "110410300000123"},
               {"资格编码", "199941110410302190001010012"},
               {"登记证号", "47005173433010011A1001"},
               {"信用代码", "12330000470051734A"}};
  judge(row);
  EXPECT_EQ(found(), "");
  row["证书编码"] = "120410300000123";
  row["身份证号"] = "410302190002280022";
  row["信用代码"] = "914103000000000782";
  judge(row);
  EXPECT_EQ(found(), "COLL-0154 登记证号?, COLL-0155 证书编码?, COLL-0156 资格编码?");
}

TEST_F(RowValidatorTest, givenASubjectCodeWhenJudgedThenByTheEntrysSubjectKind) {
  using domain::FieldRole;
  entry_ = {};
  entry_.fieldSet.fields = {
      test::fieldDef("", "承诺人代码", FieldRole::kSubjectCode, domain::FieldType::kCode, 18, "rrr")};
  judge({{"承诺人代码", "914103000000000782"}});
  EXPECT_EQ(found(), "");
  judge({{"承诺人代码", "410302190001010012"}});
  EXPECT_NE(found(), "");
  entry_.subject = domain::SubjectKind::kNaturalPerson;
  judge({{"承诺人代码", "410302190001010012"}});
  EXPECT_EQ(found(), "");
}

TEST_F(RowValidatorTest, givenAVeryLongValueWhenReportedThenTheFindingShowsTheFirstTwoHundredCharacters) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "长";
  with("BZ", text);
  ASSERT_EQ(found(), "COLL-0104 BZ");
  EXPECT_EQ(base::codePoints(judged_.findings[0].value), 200U);
}

TEST_F(RowValidatorTest, givenALargeArenaWhenReusedThenViewsStayWhole) {
  domain::ValueArena arena;
  for (int round = 0; round < 3; ++round) {
    arena.clear();
    std::vector<std::pair<std::string, std::string_view>> kept;
    for (std::size_t i = 1; i < 200; ++i) {
      std::string text(i * 37, static_cast<char>('a' + i % 26));
      kept.emplace_back(text, arena.keep(text));
    }
    for (const auto& [text, view] : kept) ASSERT_EQ(text, view);
  }
  EXPECT_EQ(arena.keep(""), "");
}

}  // namespace
}  // namespace medcredit
