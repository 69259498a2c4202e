// Amounts, enumerations, identifiers and the rules across fields.
#include <gtest/gtest.h>

#include "row_fixture.h"

namespace medcredit::test {
namespace {

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
      ruleDef("DP01", domain::RuleKind::kOneIdentityKey, "SHXYM", "", {"SHXYM", "GSZC", "ZZJG"}));
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
      fieldDef("GKLX", "公开类型", domain::FieldRole::kPublicityType, domain::FieldType::kText, 20));
  entry_.fieldSet.rules.push_back(ruleDef("CAT10", domain::RuleKind::kPublicityNotWider, "GKLX"));
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
  entry_.fieldSet.fields = {fieldDef("", "姓名", FieldRole::kSubjectName, FieldType::kText, 50, "rrr"),
                            fieldDef("", "身份证号", FieldRole::kCitizenId, FieldType::kCode, 18, "rrr"),
                            fieldDef("", "证书编码", FieldRole::kPracticeCode, FieldType::kCode, 32, "rrr"),
                            fieldDef("", "资格编码", FieldRole::kQualificationCode, FieldType::kCode, 32),
                            fieldDef("", "登记证号", FieldRole::kMedicalLicenceNo, FieldType::kCode, 32),
                            fieldDef("", "信用代码", FieldRole::kUnifiedCode, FieldType::kCode, 18)};
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
  entry_.fieldSet.fields = {fieldDef("", "承诺人代码", FieldRole::kSubjectCode, domain::FieldType::kCode, 18, "rrr")};
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
}  // namespace medcredit::test
