// 洛卫监督〔2021〕8号 (seed 000), clause by clause, as far as it concerns collection, checks, publicity and clocks.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "domain/deadline.h"
#include "support/law.h"
#include "support/req.h"

namespace medcredit {
namespace {

using domain::FieldRole;
using domain::Presence;
using domain::SubjectClass;
using test::shippedLaw;

const jurisdiction::Jurisdiction& luoyang() { return shippedLaw("henan-luoyang"); }

std::vector<std::string> fieldNames(const char* code) {
  std::vector<std::string> out;
  for (const auto& field : luoyang().entry(code)->fieldSet.fields) out.push_back(field.name);
  return out;
}

Presence presence(const char* code, FieldRole role, SubjectClass cls) {
  return luoyang().entry(code)->byRole(role)->presence[static_cast<std::size_t>(cls)];
}

TEST(SeedLuoyang, L15TargetsOfTheThreeRates) {
  REQ("R-QUAL-01");
  EXPECT_EQ(luoyang().value("quality.target.compliance"), "1");
  EXPECT_EQ(luoyang().value("quality.target.late"), "0");
  EXPECT_EQ(luoyang().value("quality.target.concealment"), "0");
  EXPECT_FALSE(luoyang().profile.at("quality.target.late").isDefault);
  EXPECT_NE(luoyang().value("collect.principle").find("应归尽归"), std::string_view::npos);
}

TEST(SeedLuoyang, L19PublicityThroughTheOneCreditSiteByTheCentralDesk) {
  REQ("R-DUAL-09", "R-DISC-03");
  ASSERT_EQ(luoyang().channels.size(), 1U);
  EXPECT_EQ(luoyang().channels[0].name, "信用洛阳");
  EXPECT_TRUE(luoyang().channels[0].enforcementClasses.empty()) << "takes everything that is public";
  const auto desk = std::find_if(luoyang().offices.begin(), luoyang().offices.end(),
                                 [](const auto& office) { return office.centralDesk; });
  ASSERT_NE(desk, luoyang().offices.end());
  EXPECT_EQ(desk->name, "综合监督科");
  EXPECT_EQ(desk->aliases, std::vector<std::string>{"监督科"}) << "L538 writes 监督科";
}

TEST(SeedLuoyang, L19TheBodyWantsThreeClassesPublishedButTheAnnexWins) {
  REQ("R-DUAL-04");
  for (const char* code : {"QZ-ORG", "QR-ORG", "JL-ORG"}) {
    EXPECT_FALSE(luoyang().entry(code)->isPublic) << code;
    EXPECT_EQ(luoyang().value("publicity.entry." + std::string(code)), "否");
    EXPECT_NE(luoyang().texts.at("disclosure." + std::string(code)).find("以附表为准"), std::string::npos);
  }
}

TEST(SeedLuoyang, L22WhoSuppliesAnswers) {
  REQ("R-COLL-01");
  EXPECT_NE(luoyang().value("collect.principle").find("谁提供、谁负责"), std::string_view::npos);
  EXPECT_EQ(luoyang().profile.at("duty.units").list().size(), 4U);
}

TEST(SeedLuoyang, L25Rhythm) {
  REQ("R-CAT-02");
  EXPECT_EQ(luoyang().profile.at("stats.rhythm").list(), (std::vector<std::string>{"周统计", "月通报", "季评估"}));
}

TEST(SeedLuoyang, L31To88BasicRegisters) {
  REQ("R-CAT-02");
  EXPECT_EQ(fieldNames("MED-REG-ORG"),
            (std::vector<std::string>{"登记证号", "机构名称", "法定代表人", "地址", "业务项目", "有效期自", "有效期至",
                                      "发证机关", "发证日期", "数据来源单位", "数据来源单位统一社会信用代码", "备注"}));
  EXPECT_EQ(fieldNames("PHYS-CERT-NP"),
            (std::vector<std::string>{"姓名", "性别", "身份证号", "证书编码", "签发日期", "医师资格证书编码",
                                      "执业类别", "执业范围", "执业地点", "发证机关", "签发人", "备注"}));
  EXPECT_EQ(luoyang().entry("MED-REG-ORG")->byRole(FieldRole::kMedicalLicenceNo)->name, "登记证号");
  EXPECT_EQ(luoyang().entry("PHYS-CERT-NP")->byRole(FieldRole::kCitizenId)->name, "身份证号");
}

TEST(SeedLuoyang, L91To208LicencesAndPenaltiesInSevenWorkingDays) {
  REQ("R-DUAL-01", "R-CAT-03");
  for (const char* code : {"XK-ORG", "XK-NP", "CF-ORG", "CF-NP"}) {
    const auto* entry = luoyang().entry(code);
    EXPECT_EQ(entry->updateCycle, "7个工作日内");
    EXPECT_EQ(entry->fieldsText, "按照《行政许可和行政处罚等信用信息数据归集公示标准字段详细说明》填报");
    const auto* clock = luoyang().clock(entry->reportClock);
    EXPECT_EQ(clock->amount, 7);
    EXPECT_EQ(clock->unit, domain::DeadlineUnit::kWorkday);
  }
  // decision on a Friday without holidays: the second Tuesday after
  const auto due = domain::computeDue(*luoyang().clock("dual-publicity"), *base::CivilDate::parseIso("2026-03-06"),
                                      luoyang().calendar);
  EXPECT_EQ(due.date.iso(), "2026-03-17");
  EXPECT_FALSE(due.provisional);
}

TEST(SeedLuoyang, L42MonthlyEntriesAreDueOnTheLastDayOfTheMonth) {
  REQ("R-COLL-23");
  const auto* clock = luoyang().clock(luoyang().entry("QZ-ORG")->reportClock);
  EXPECT_EQ(domain::computeDue(*clock, *base::CivilDate::parseIso("2026-02-03"), luoyang().calendar).date.iso(),
            "2026-02-28");
  EXPECT_NE(clock->source.find("默认值（依据未规定）"), std::string::npos) << "the day of the month is our default";
}

TEST(SeedLuoyang, L235ABlankBeforeOneBracketIsKeptAndThreeNamesOfOneNumberAreAliases) {
  REQ("R-CAT-02", "R-COLL-04");
  const auto names = fieldNames("QZ-ORG");
  EXPECT_EQ(names.size(), 25U);
  EXPECT_EQ(names[3], "行政相对人代码_2 (工商注册号)");
  EXPECT_EQ(names[4], "行政相对人代码_3(组织机构代码)");
  const std::map<std::string, std::string> written{{"QZ-ORG", "法定代表身份证号"},
                                                   {"QR-ORG", "法定代表证件号码"},
                                                   {"CJ-ORG", "法定代表人身份证号"},
                                                   {"JL-NP", "法定代表人身份证号"}};
  for (const auto& [code, name] : written) {
    const auto* field = luoyang().entry(code)->byRole(FieldRole::kLegalRepDocNo);
    EXPECT_EQ(field->name, name);
    for (const auto& [other, variant] : written) {
      if (variant == name) continue;
      EXPECT_NE(std::find(field->aliases.begin(), field->aliases.end(), variant), field->aliases.end());
    }
  }
}

TEST(SeedLuoyang, FieldCountsOfEveryInlineList) {
  REQ("R-CAT-02");
  const std::map<std::string, std::size_t> counts{
      {"MED-REG-ORG", 12}, {"PHYS-CERT-NP", 12}, {"QZ-ORG", 25}, {"QZ-NP", 25},     {"QR-ORG", 29},  {"QR-NP", 29},
      {"CJ-ORG", 24},      {"CJ-NP", 24},        {"JL-ORG", 26}, {"JL-NP", 26},     {"CN-ORG", 14},  {"CN-NP", 14},
      {"LY-ORG", 14},      {"RED-ORG", 10},      {"RED-NP", 11}, {"BLACK-ORG", 10}, {"BLACK-NP", 11}};
  for (const auto& [code, count] : counts) EXPECT_EQ(luoyang().entry(code)->fieldSet.fields.size(), count) << code;
}

TEST(SeedLuoyang, PersonEntriesIdentifyByDocumentAndKeepOrganisationCodesEmpty) {
  REQ("R-SUBJ-06");
  for (const char* code : {"QZ-NP", "QR-NP", "CJ-NP", "JL-NP"}) {
    EXPECT_EQ(presence(code, FieldRole::kDocType, SubjectClass::kNaturalPerson), Presence::kRequired) << code;
    EXPECT_EQ(presence(code, FieldRole::kDocNo, SubjectClass::kNaturalPerson), Presence::kRequired) << code;
    EXPECT_EQ(presence(code, FieldRole::kUnifiedCode, SubjectClass::kNaturalPerson), Presence::kBlank) << code;
    EXPECT_EQ(presence(code, FieldRole::kUnifiedCode, SubjectClass::kOrganisation), Presence::kOptional) << code;
  }
}

TEST(SeedLuoyang, RequiredFieldsAreTheFiveDefaultsAndSaySo) {
  REQ("R-COLL-19");
  for (const char* code : {"QZ-ORG", "QR-ORG", "CJ-ORG", "JL-ORG"}) {
    std::set<FieldRole> required;
    for (const auto& field : luoyang().entry(code)->fieldSet.fields) {
      if (field.presence[0] == Presence::kRequired) required.insert(field.role);
      EXPECT_NE(field.source.find("默认值（依据未规定）"), std::string::npos) << field.name;
    }
    EXPECT_EQ(required, (std::set<FieldRole>{FieldRole::kSubjectName, FieldRole::kDocumentNo, FieldRole::kDecisionDate,
                                             FieldRole::kAuthorityName, FieldRole::kSourceName}))
        << code;
    const auto& rules = luoyang().entry(code)->fieldSet.rules;
    const auto identity = std::find_if(rules.begin(), rules.end(),
                                       [](const auto& rule) { return rule.kind == domain::RuleKind::kOneIdentityKey; });
    ASSERT_NE(identity, rules.end()) << code;
    EXPECT_EQ(identity->values.size(), 6U) << "any of the six codes identifies";
  }
}

TEST(SeedLuoyang, EveryEntryKnowsWhenItsClockStartsAndWhoDecided) {
  REQ("R-QUAL-04");
  for (const auto& entry : luoyang().catalogue) {
    EXPECT_NE(entry.byRole(FieldRole::kSubjectName), nullptr) << entry.code;
    EXPECT_NE(entry.byRole(FieldRole::kDecisionDate), nullptr) << entry.code;
    EXPECT_NE(entry.byRole(FieldRole::kAuthorityName), nullptr) << entry.code;
  }
}

TEST(SeedLuoyang, L475To538CommitmentsAndTheirFulfilment) {
  REQ("R-CAT-10", "R-CLASS-02");
  EXPECT_EQ(fieldNames("CN-ORG"), fieldNames("CN-NP"));
  EXPECT_EQ(fieldNames("CN-ORG")[11], "公开类型");
  const auto* state = luoyang().entry("LY-ORG")->byRole(FieldRole::kFulfilmentState);
  std::vector<std::string> values;
  for (const auto& value : luoyang().enumeration(state->enumeration)->values) values.push_back(value.value);
  EXPECT_EQ(values, (std::vector<std::string>{"履行中", "已履行", "部分履行", "未履行"}));
  EXPECT_EQ(luoyang().entry("LY-ORG")->byRole(FieldRole::kDecisionDate)->name, "履约践诺情况认定日期");
  const auto& rules = luoyang().entry("LY-ORG")->fieldSet.rules;
  EXPECT_EQ(std::count_if(rules.begin(), rules.end(),
                          [](const auto& rule) { return rule.kind == domain::RuleKind::kRequiredIf; }),
            2)
      << "not fulfilled: content and accountability";
}

TEST(SeedLuoyang, L541To658ListsAreOpenEndedAndDated) {
  REQ("R-CAT-07", "R-RET-05");
  for (const char* code : {"RED-ORG", "RED-NP", "BLACK-ORG", "BLACK-NP"}) {
    const auto* entry = luoyang().entry(code);
    EXPECT_TRUE(entry->officesOpenEnded) << code;
    EXPECT_EQ(entry->officesText, "综合监督科等相关科室");
    EXPECT_EQ(entry->byRole(FieldRole::kValidFrom)->name, "有效期始");
    EXPECT_EQ(entry->byRole(FieldRole::kValidTo)->name, "有效期至");
  }
}

TEST(SeedLuoyang, PublicExactlyWhenOpenByLawAndNeverAPerson) {
  REQ("R-DISC-02", "R-DUAL-10");
  std::set<std::string> open;
  for (const auto& entry : luoyang().catalogue) {
    EXPECT_EQ(entry.isPublic, entry.sharing == domain::Sharing::kPublicByLaw) << entry.code;
    if (entry.isPublic) open.insert(entry.code);
    if (entry.subject == domain::SubjectKind::kNaturalPerson) {
      EXPECT_EQ(entry.sharing, domain::Sharing::kAuthorisedQuery) << entry.code;
    }
  }
  EXPECT_EQ(open, (std::set<std::string>{"XK-ORG", "CF-ORG", "CN-ORG", "LY-ORG", "RED-ORG", "BLACK-ORG"}));
}

TEST(SeedLuoyang, NaturesMapToTheSixClasses) {
  REQ("R-CLASS-02");
  std::map<std::string, domain::InfoClass> mapping;
  for (const auto& row : luoyang().classMappings) mapping[row.local] = row.info;
  EXPECT_EQ(mapping, (std::map<std::string, domain::InfoClass>{{"正面", domain::InfoClass::kGood},
                                                               {"负面", domain::InfoClass::kNegative},
                                                               {"中性", domain::InfoClass::kBasic}}));
}

}  // namespace
}  // namespace medcredit
