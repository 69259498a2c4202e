#include "domain/publicity.h"

#include <gtest/gtest.h>

#include "support/req.h"

namespace medcredit::domain {
namespace {

CatalogueEntry entryOf(SubjectKind kind, bool isPublic) {
  CatalogueEntry entry;
  entry.code = "XX";
  entry.subject = kind;
  entry.isPublic = isPublic;
  return entry;
}

base::CivilDate day(std::string_view text) { return *base::CivilDate::parseIso(text); }

FieldDef field(std::string name, FieldRole role = FieldRole::kNone, Sensitivity sensitivity = Sensitivity::kPublic) {
  FieldDef out;
  out.name = std::move(name);
  out.role = role;
  out.sensitivity = sensitivity;
  return out;
}

PublicityState decide(const CatalogueEntry& entry, std::string_view type = "", bool internalOnly = false,
                      CreditScope scope = CreditScope::kPublic, std::optional<SubjectClass> cls = std::nullopt) {
  const auto decision = decidePublicity(entry, cls, type, internalOnly, scope);
  EXPECT_FALSE(decision.reason.empty());
  return decision.state;
}

TEST(PublicityRules, EntryAndRecordNarrowEachOtherAndNeverWiden) {
  REQ("R-CAT-10");
  const auto open = entryOf(SubjectKind::kOrganisation, true);
  const auto closed = entryOf(SubjectKind::kOrganisation, false);
  for (const auto* type : {"", "社会公开", " 公开 ", "依法公开"}) {
    EXPECT_EQ(decide(open, type), PublicityState::kPending) << type;
    EXPECT_EQ(decide(closed, type), PublicityState::kNotPublic) << type;
  }
  for (const auto* type : {"授权查询", "政务共享", "不公开", "某种新写法"}) {
    EXPECT_EQ(decide(open, type), PublicityState::kNotPublic) << type;
  }
}

TEST(PublicityRules, PersonsInternalMarketAndReferenceInformationStayInside) {
  REQ("R-DUAL-10", "R-CAT-12");
  const auto open = entryOf(SubjectKind::kOrganisation, true);
  EXPECT_EQ(decide(entryOf(SubjectKind::kNaturalPerson, true)), PublicityState::kNotPublic);
  EXPECT_EQ(decide(open, "社会公开", false, CreditScope::kPublic, SubjectClass::kNaturalPerson),
            PublicityState::kNotPublic);
  EXPECT_EQ(decide(open, "", false, CreditScope::kPublic, SubjectClass::kSoleTrader), PublicityState::kPending);
  EXPECT_EQ(decide(open, "社会公开", true), PublicityState::kNotPublic);
  EXPECT_EQ(decide(open, "社会公开", false, CreditScope::kMarket), PublicityState::kNotPublic);
  PublicityFacts reference;
  reference.infoClass = InfoClass::kReference;
  EXPECT_EQ(decidePublicity(open, reference, {}).state, PublicityState::kNotPublic);
}

TEST(PublicityRules, ASwitchOpensAnEntryButNeverAPerson) {
  REQ("R-DUAL-04");
  PublicityRules on;
  on.entrySwitch = true;
  on.switchReason = "正文要求公示";
  const auto opened = decidePublicity(entryOf(SubjectKind::kOrganisation, false), PublicityFacts{}, on);
  EXPECT_EQ(opened.state, PublicityState::kPending);
  EXPECT_NE(opened.reason.find("正文要求公示"), std::string::npos);
  EXPECT_EQ(decidePublicity(entryOf(SubjectKind::kNaturalPerson, false), PublicityFacts{}, on).state,
            PublicityState::kNotPublic);
  PublicityRules off;
  off.entrySwitch = false;
  EXPECT_EQ(decidePublicity(entryOf(SubjectKind::kOrganisation, true), PublicityFacts{}, off).state,
            PublicityState::kNotPublic);
}

TEST(PublicityRules, MinorMattersAreHiddenOnlyUnderTheRegimeThatHidesThem) {
  REQ("R-DUAL-12");
  PublicityRules rules;
  rules.minorHiddenFrom = day("2026-04-01");
  rules.minorSource = "《信用修复管理办法》";
  const auto entry = entryOf(SubjectKind::kOrganisation, true);
  const auto state = [&](std::string_view severity, std::string_view decided) {
    PublicityFacts facts;
    facts.severity = severity;
    facts.decidedOn = day(decided);
    return decidePublicity(entry, facts, rules).state;
  };
  EXPECT_EQ(state("minor", "2026-04-01"), PublicityState::kNotPublic);
  EXPECT_EQ(state("minor", "2026-03-31"), PublicityState::kPending);
  EXPECT_EQ(state("general", "2026-04-01"), PublicityState::kPending);
  EXPECT_EQ(state("", "2026-04-01"), PublicityState::kPending);
}

TEST(PublicityEnd, TheEarlierOfOwnDayAndLongestTerm) {
  REQ("R-DUAL-12");
  const auto start = day("2026-04-02");
  EXPECT_EQ(publicityEnd(std::nullopt, start, "P1Y"), day("2027-04-01"));
  EXPECT_EQ(publicityEnd(day("2026-10-01"), start, "P1Y"), day("2026-10-01"));
  EXPECT_EQ(publicityEnd(day("2030-01-01"), start, "P3M"), day("2026-07-01"));
  EXPECT_EQ(publicityEnd(day("2030-01-01"), start, "unlimited"), day("2030-01-01"));
  EXPECT_EQ(publicityEnd(std::nullopt, start, "until-end"), std::nullopt);
  EXPECT_EQ(publicityEnd(std::nullopt, start, ""), std::nullopt);
  EXPECT_EQ(publicityEnd(std::nullopt, std::nullopt, "P1Y"), std::nullopt);
}

TEST(PublicView, MasksIdentityAddressAndTelephoneWhateverTheDataFileSays) {
  REQ("R-DISC-10");
  CatalogueEntry entry = entryOf(SubjectKind::kOrganisation, true);
  entry.fieldSet.fields = {field("名称", FieldRole::kSubjectName),
                           field("法定代表人证件号码", FieldRole::kLegalRepDocNo),
                           field("注册地址"),
                           field("联系电话"),
                           field("内部意见", FieldRole::kNone, Sensitivity::kInternal),
                           field("签发人", FieldRole::kNone, Sensitivity::kMasked),
                           field("备注", FieldRole::kRemark)};
  const std::vector<std::string> values{
      "洛阳测试医院", "410300198001010019", "河南省洛阳市涧西区测试路1号", "13800001234", "不公开", "王示例"};
  const auto view = publicView(entry, values);
  ASSERT_EQ(view.size(), 6U);  // the internal field is not even named
  EXPECT_EQ(view[0].value, "洛阳测试医院");
  EXPECT_EQ(view[1].value, "410*************19");
  EXPECT_EQ(view[2].value, "河南省洛阳市****");
  EXPECT_EQ(view[3].value.find("0000"), std::string::npos);
  EXPECT_EQ(view[4].value, "王****");
  EXPECT_EQ(view[5].value, "");  // missing trailing values are empty
}

TEST(PublicView, FreeTextLosesPersonalNumbersAndNothingElse) {
  REQ("R-DISC-10");
  EXPECT_EQ(maskPersonalNumbers("李某（410300198001010019）"), "李某（410*************19）");
  EXPECT_EQ(maskPersonalNumbers("41030019800101001X。"), "410*************1X。");
  EXPECT_EQ(maskPersonalNumbers("410300800101001"), "410**********01");
  EXPECT_EQ(maskPersonalNumbers("电话13800001234；0379-60001234"), "电话138******34；037********34");
  for (const auto* kept : {"洛卫医罚〔2026〕13号", "罚款2000元", "2026年3月2日", "91410300MA0000017X",
                           "123456789012345678", "", "电话：无", "10:30", "0379-1", "20260302123456"}) {
    EXPECT_EQ(maskPersonalNumbers(kept), kept);
  }
}

}  // namespace
}  // namespace medcredit::domain
