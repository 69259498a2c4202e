// CAT: the catalogue as data (信用信息目录). What needs a store is in coll_test, dual_test and disc_test.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "crypto/sm3.h"
#include "domain/deadline.h"
#include "service/catalogue_template.h"
#include "support/law.h"
#include "support/req.h"

namespace medcredit {
namespace {

using domain::CatalogueEntry;
using domain::Nature;
using domain::Sharing;
using domain::SubjectKind;
using test::shippedLaw;

const std::vector<std::string> kSeedProfiles = {"henan-luoyang", "zhejiang-huzhou", "guangdong-yangshan", "hainan",
                                                "jilin"};

template <class Test>
long countEntries(const jurisdiction::Jurisdiction& law, Test test) {
  return std::count_if(law.catalogue.begin(), law.catalogue.end(), test);
}

/// Blanks of every kind away: the annex is compared "but for blanks".
std::string withoutBlanks(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ideographic = text.compare(i, 3, "\u3000") == 0;
    if (ideographic) i += 2;
    if (ideographic || std::string_view(" \t\r\n").find(text[i]) != std::string_view::npos) continue;
    out += text[i];
  }
  return out;
}

TEST(Catalogue, ANewFolderIsANewCityWithItsOwnFieldsAndClock) {
  REQ("R-CAT-01", "R-PROF-01");
  // given a folder that rests on Luoyang, with one more field and another clock, and nothing rebuilt
  const test::TempDir extra;
  test::writeFile(extra / "testville/profile.yaml",
                  "id: testville\ntitle: 测试市\nlevel: 市\nextends: henan-luoyang\nregion: \"410300\"\n");
  test::writeFile(extra / "testville/clocks.yaml",
                  "items:\n  - {id: report-7wd, title: 三日内报送, amount: 3, unit: calendar-day, start: 决定之日, "
                  "source: 测试市规定}\n");
  const std::string file = test::readFile(MC_SOURCE_DIR "/jurisdictions/henan-luoyang/field_sets.yaml");
  const auto from = file.find("  - id: luoyang-red-org");
  std::string set = file.substr(from, file.find("  - id: luoyang-red-np") - from);
  set.replace(set.find("      - {name: 列入名单事由"), 0,
              "      - {name: 星级, type: integer, max: 1, presence: rrr}\n");
  test::writeFile(extra / "testville/field_sets.yaml", "items:\n" + set);

  // when it is loaded
  const jurisdiction::Loader loader(MC_SOURCE_DIR "/jurisdictions", {extra.path()});
  const auto law = loader.load("testville");
  ASSERT_TRUE(law.ok()) << domain::render(law.error());

  // then the form, the template and the clock follow the folder
  const auto* mine = (*law)->entry("RED-ORG");
  const auto* theirs = shippedLaw("henan-luoyang").entry("RED-ORG");
  EXPECT_EQ(mine->fieldSet.fields.size(), theirs->fieldSet.fields.size() + 1);
  EXPECT_GE(mine->indexOfField("星级"), 0);
  EXPECT_NE(mine->versionDigest, theirs->versionDigest) << "old records stay bound to the old version";
  const auto spec = service::templateFor(**law, *mine);
  ASSERT_TRUE(spec.ok());
  EXPECT_EQ(spec->columns[static_cast<std::size_t>(mine->indexOfField("星级"))].header, "星级");
  const auto due =
      domain::computeDue(*(*law)->clock("report-7wd"), *base::CivilDate::fromYmd(2026, 2, 12), (*law)->calendar);
  EXPECT_EQ(due.date.iso(), "2026-02-15");
  // and what was not changed is Luoyang's
  EXPECT_EQ((*law)->entry("CF-ORG")->versionDigest, shippedLaw("henan-luoyang").entry("CF-ORG")->versionDigest);
  EXPECT_EQ((*law)->catalogue.size(), 21U);
}

TEST(Catalogue, LuoyangIsCompleteByCount) {
  REQ("R-CAT-02");
  const auto& law = shippedLaw("henan-luoyang");
  ASSERT_EQ(law.catalogue.size(), 21U);
  std::set<std::string> names, fields;
  std::size_t inlineFields = 0;
  long external = 0;
  for (const auto& entry : law.catalogue) {
    names.insert(entry.name);
    if (!entry.fieldsText.empty()) {
      ++external;
      continue;
    }
    inlineFields += entry.fieldSet.fields.size();
    for (const auto& field : entry.fieldSet.fields) fields.insert(field.name);
  }
  EXPECT_EQ(names.size(), 12U);
  EXPECT_EQ(external, 4);
  EXPECT_EQ(inlineFields, 316U);
  EXPECT_EQ(fields.size(), 100U);
  EXPECT_EQ(countEntries(law, [](const auto& e) { return e.subject == SubjectKind::kOrganisation; }), 11);
  EXPECT_EQ(countEntries(law, [](const auto& e) { return e.subject == SubjectKind::kNaturalPerson; }), 10);
  EXPECT_EQ(countEntries(law, [](const auto& e) { return e.updateCycle == "每月"; }), 17);
  EXPECT_EQ(countEntries(law, [](const auto& e) { return e.updateCycle == "7个工作日内"; }), 4);
  EXPECT_EQ(countEntries(law, [](const auto& e) { return e.nature == Nature::kNeutral; }), 11);
  EXPECT_EQ(countEntries(law, [](const auto& e) { return e.nature == Nature::kNegative; }), 6);
  EXPECT_EQ(countEntries(law, [](const auto& e) { return e.nature == Nature::kPositive; }), 4);
  EXPECT_EQ(countEntries(law, [](const auto& e) { return e.sharing == Sharing::kAuthorisedQuery; }), 11);
  EXPECT_EQ(countEntries(law, [](const auto& e) { return e.sharing == Sharing::kPublicByLaw; }), 6);
  EXPECT_EQ(countEntries(law, [](const auto& e) { return e.sharing == Sharing::kGovernmentSharing; }), 4);
  EXPECT_EQ(countEntries(law, [](const auto& e) { return e.isPublic; }), 6);
  EXPECT_EQ(countEntries(law, [](const auto& e) { return e.coverage == "市本级"; }), 21);
}

TEST(Catalogue, TheRegeneratedAnnexEqualsTheDocumentButForBlanks) {
  REQ("R-CAT-02");
  // SM3 of lines 27-658 of the Luoyang notice with all blanks removed (4832 characters).
  constexpr std::string_view kAnnexDigest = "40b9ac477a4a30ef3b9dc03c26f2006e31bb305836b0cce0e658cb380073d910";
  const std::string annex = jurisdiction::renderAnnex(shippedLaw("henan-luoyang"));
  EXPECT_EQ(crypto::sm3Hex(withoutBlanks(annex)), kAnnexDigest);
  EXPECT_NE(annex.find("行政相对人代码_2 (工商注册号)"), std::string::npos) << "written with a blank in the document";
}

TEST(Catalogue, NameAndSubjectTypeAreTheKey) {
  REQ("R-CAT-03");
  const auto& law = shippedLaw("henan-luoyang");
  std::map<std::string, std::set<SubjectKind>> kinds;
  for (const auto& entry : law.catalogue) EXPECT_TRUE(kinds[entry.name].insert(entry.subject).second);
  EXPECT_EQ(std::count_if(kinds.begin(), kinds.end(), [](const auto& k) { return k.second.size() == 2; }), 9);
  for (const char* single : {"医疗机构、血站登记信息", "执业医师证信息", "践诺履约信息"})
    EXPECT_EQ(kinds[single].size(), 1U);
  const auto* company = law.entry("XK-ORG");
  const auto* person = law.entry("XK-NP");
  EXPECT_EQ(company->name, person->name);
  EXPECT_TRUE(company->isPublic);
  EXPECT_FALSE(person->isPublic);
  EXPECT_EQ(person->sharing, Sharing::kAuthorisedQuery);
}

TEST(Catalogue, PersonsAndOrganisationsCannotMeetInOneEntry) {
  REQ("R-CAT-03");
  for (const auto& id : kSeedProfiles) {
    const auto& law = shippedLaw(id);
    for (const auto& entry : law.catalogue) {
      const auto* field = entry.byRole(domain::FieldRole::kSubjectClass);
      if (field == nullptr) continue;
      const auto* classes = law.enumeration(field->enumeration);
      ASSERT_NE(classes, nullptr) << id << " " << entry.code;
      for (const auto& value : classes->values) {
        EXPECT_EQ(value.value == "自然人", entry.subject == SubjectKind::kNaturalPerson) << id << " " << entry.code;
      }
    }
  }
}

TEST(Catalogue, LuoyangDemandsItsNineLabels) {
  REQ("R-CAT-04");
  const auto& law = shippedLaw("henan-luoyang");
  EXPECT_EQ(law.requiredLabels,
            (std::vector<std::string>{"资源目录名称", "信息主体类型", "信息覆盖范围", "更新周期", "信息性质类型",
                                      "共享属性", "是否社会公开", "字段项", "责任科室"}));
  // given the catalogue with one label taken from one entry
  const test::TempDir copy;
  std::filesystem::copy(MC_SOURCE_DIR "/jurisdictions", copy.path(), std::filesystem::copy_options::recursive);
  const std::string text = test::readFile(copy / "henan-luoyang/catalogue.yaml");
  for (const auto& [line, label] : std::map<std::string, std::string>{{"    coverage: 市本级\n", "信息覆盖范围"},
                                                                      {"    update_cycle: 每月\n", "更新周期"},
                                                                      {"    sharing: 授权查询\n", "共享属性"},
                                                                      {"    offices: [行政审批科]\n", "责任科室"}}) {
    std::string cut = text;
    cut.erase(cut.find(line), line.size());
    test::writeFile(copy / "henan-luoyang/catalogue.yaml", cut);
    const auto loaded = jurisdiction::Loader(copy.path()).load("henan-luoyang");
    ASSERT_FALSE(loaded.ok()) << label;
    EXPECT_EQ(loaded.error().code, "PROF-0058");
    EXPECT_EQ(loaded.error().arg("label"), label);
    EXPECT_EQ(loaded.error().arg("entry"), "MED-REG-ORG");
    EXPECT_TRUE(loaded.error().place.ends_with("catalogue.yaml:4:5")) << loaded.error().place;
  }
}

TEST(Catalogue, HainanDemandsItsSevenAttributesAndFillsThem) {
  REQ("R-CAT-04");
  const auto& law = shippedLaw("hainan");
  const std::set<std::string> demanded(law.requiredLabels.begin(), law.requiredLabels.end());
  EXPECT_EQ(demanded, (std::set<std::string>{"信息记录的内容", "使用范围", "格式规范", "使用期限", "保存期限",
                                             "更新周期", "数据来源"}));
  for (const auto& entry : law.catalogue) {
    for (const auto& value : {entry.content, entry.useScope, entry.usePeriod, entry.retention, entry.updateCycle,
                              entry.dataSource, entry.fieldSetId}) {
      EXPECT_FALSE(value.empty()) << entry.code;
    }
  }
}

TEST(Catalogue, PeriodsLuoyangDoesNotGiveAreInheritedDefaultsWithTheirLabel) {
  REQ("R-CAT-04");
  const auto& law = shippedLaw("henan-luoyang");
  for (const auto& entry : law.catalogue) {
    const auto rule =
        std::find_if(law.terms.begin(), law.terms.end(), [&](const auto& term) { return term.id == entry.retention; });
    ASSERT_NE(rule, law.terms.end()) << entry.code;
    EXPECT_TRUE(rule->isDefault) << entry.code;
    EXPECT_NE(entry.usePeriod.find("默认值（依据未规定）"), std::string::npos) << entry.code;
    EXPECT_EQ(rule->retention, entry.nature == Nature::kNegative   ? "P5Y"
                               : entry.nature == Nature::kPositive ? "unlimited"
                                                                   : "until-end");
  }
}

TEST(Catalogue, EveryEntryTracesToItsLayerAndBasis) {
  REQ("R-CAT-05");
  for (const auto& id : kSeedProfiles) {
    const auto gaps = jurisdiction::findGaps(shippedLaw(id));
    EXPECT_TRUE(std::none_of(gaps.begin(), gaps.end(), [](const auto& gap) { return gap.kind == "basis"; })) << id;
    for (const auto& entry : shippedLaw(id).catalogue) EXPECT_FALSE(entry.basis.empty()) << id << " " << entry.code;
  }
  EXPECT_EQ(shippedLaw("henan-luoyang").entry("QZ-ORG")->layer, domain::CatalogueLayer::kLocal);
  EXPECT_EQ(shippedLaw("jilin").entry("QZ-ORG")->layer, domain::CatalogueLayer::kNational);
  EXPECT_EQ(shippedLaw("hainan").entry("QZ-ORG")->layer, domain::CatalogueLayer::kProvincialHealthBase);
}

TEST(Catalogue, EachOfficeHasExactlyItsDuties) {
  REQ("R-CAT-07");
  std::map<std::string, std::set<std::string>> duties;
  for (const auto& entry : shippedLaw("henan-luoyang").catalogue) {
    for (const auto& office : entry.offices) duties[office].insert(entry.code);
  }
  const std::map<std::string, std::set<std::string>> expected{
      {"行政审批科",
       {"MED-REG-ORG", "PHYS-CERT-NP", "XK-ORG", "XK-NP", "QR-ORG", "QR-NP", "CN-ORG", "CN-NP", "LY-ORG"}},
      {"综合监督科", {"CF-ORG", "CF-NP", "QZ-ORG", "QZ-NP", "RED-ORG", "RED-NP", "BLACK-ORG", "BLACK-NP"}},
      {"医政医管科", {"QR-ORG", "QR-NP", "JL-ORG", "JL-NP"}},
      {"中医科", {"QR-ORG", "QR-NP"}},
      {"妇幼健康科", {"QR-ORG", "QR-NP", "JL-ORG", "JL-NP"}},
      {"法规科", {"CJ-ORG", "CJ-NP"}},
      {"人事科", {"JL-ORG", "JL-NP"}},
      {"疾控科", {"JL-ORG", "JL-NP"}},
      {"应急办", {"JL-ORG", "JL-NP"}},
      {"职业健康科", {"JL-ORG", "JL-NP"}},
      {"家庭发展科", {"JL-ORG", "JL-NP"}},
      {"监督科", {"LY-ORG"}}};
  EXPECT_EQ(duties, expected);
}

TEST(Catalogue, OpenEndedOwnersWarnUntilTheyAreNamed) {
  REQ("R-CAT-07");
  std::set<std::string> open;
  for (const auto& problem : jurisdiction::Loader(MC_SOURCE_DIR "/jurisdictions").check("henan-luoyang")) {
    EXPECT_TRUE(problem.warning);
    EXPECT_EQ(problem.code, "PROF-0056");
    open.insert(problem.args.front().value);
  }
  EXPECT_EQ(open, (std::set<std::string>{"RED-ORG", "RED-NP", "BLACK-ORG", "BLACK-NP"}));
  const auto gaps = jurisdiction::findGaps(shippedLaw("henan-luoyang"));
  EXPECT_EQ(std::count_if(gaps.begin(), gaps.end(), [](const auto& gap) { return gap.kind == "offices"; }), 4);
}

TEST(Catalogue, LicenceAndPenaltyTakeTheirFieldsFromTheLoadedStandardInOrder) {
  REQ("R-CAT-08");
  const auto& law = shippedLaw("henan-luoyang");
  const std::map<std::string, std::size_t> sizes{{"XK-ORG", 28}, {"XK-NP", 19}, {"CF-ORG", 30}, {"CF-NP", 21}};
  for (const auto& [code, size] : sizes) {
    const auto* entry = law.entry(code);
    EXPECT_EQ(entry->fieldSet.fields.size(), size) << code;
    EXPECT_EQ(entry->fieldSet.status, "外部资料，待核实") << code;
    EXPECT_FALSE(entry->fieldSet.edition.empty());
    EXPECT_TRUE(jurisdiction::readyForCollection(*entry).ok());
    EXPECT_EQ(entry->fieldSet.fields.front().name, "行政相对人名称");
    EXPECT_EQ(entry->fieldSet.fields.back().code, "BZ");
  }
  const auto& penalty = law.entry("CF-NP")->fieldSet.fields;
  EXPECT_EQ(penalty[2].code, "CF_XDR_ZJLX");
  EXPECT_EQ(penalty[3].code, "CF_XDR_ZJHM");
  EXPECT_EQ(penalty[4].code, "CF_WSH");
}

TEST(Catalogue, WithoutTheStandardCollectionOnTheFourEntriesIsBlockedClearly) {
  REQ("R-CAT-08");
  const test::TempDir copy;
  std::filesystem::copy(MC_SOURCE_DIR "/jurisdictions", copy.path(), std::filesystem::copy_options::recursive);
  const std::string file = test::readFile(copy / "national/field_sets.yaml");
  test::writeFile(copy / "national/field_sets.yaml", "items:\n" + file.substr(file.find("  - id: generic-")));
  const auto law = jurisdiction::Loader(copy.path()).load("henan-luoyang");
  ASSERT_TRUE(law.ok()) << domain::render(law.error());
  std::set<std::string> blocked;
  for (const auto& entry : (*law)->catalogue) {
    const auto status = jurisdiction::readyForCollection(entry);
    if (status.ok()) continue;
    blocked.insert(entry.code);
    EXPECT_EQ(status.error().code, "PROF-0055");
    EXPECT_NE(domain::render(status.error()).find("数据归集公示标准字段详细说明"), std::string::npos);
    EXPECT_FALSE(service::templateFor(**law, entry).ok());
  }
  EXPECT_EQ(blocked, (std::set<std::string>{"XK-ORG", "XK-NP", "CF-ORG", "CF-NP"}));
}

TEST(Catalogue, CommitmentRecordsCarryAPublicityTypeThatMayOnlyNarrow) {
  REQ("R-CAT-10");
  const auto& law = shippedLaw("henan-luoyang");
  for (const char* code : {"CN-ORG", "CN-NP", "LY-ORG"}) {
    const auto* entry = law.entry(code);
    const auto* field = entry->byRole(domain::FieldRole::kPublicityType);
    ASSERT_NE(field, nullptr) << code;
    std::vector<std::string> values;
    for (const auto& value : law.enumeration(field->enumeration)->values) values.push_back(value.value);
    EXPECT_EQ(values, (std::vector<std::string>{"社会公开", "政务共享", "授权查询"}));
    const auto& rules = entry->fieldSet.rules;
    EXPECT_TRUE(std::any_of(rules.begin(), rules.end(), [&](const auto& rule) {
      return rule.kind == domain::RuleKind::kPublicityNotWider && rule.fieldA == field->id();
    })) << code;
  }
}

TEST(Catalogue, TheFourMomentsOfCollectionAreACodeList) {
  REQ("R-CAT-11");
  std::vector<std::string> moments;
  for (const auto& item : shippedLaw("jilin").codeList("collection-moments")->items) moments.push_back(item.label);
  EXPECT_EQ(moments, (std::vector<std::string>{"注册登记", "资质审核", "日常监管", "公共服务"}));
}

TEST(Catalogue, NoNaturalPersonEntryIsPublicInAnyProfile) {
  REQ("R-CAT-03", "R-DUAL-10");
  for (const auto& id : kSeedProfiles) {
    for (const auto& entry : shippedLaw(id).catalogue) {
      EXPECT_FALSE(entry.isPublic && entry.subject == SubjectKind::kNaturalPerson) << id << " " << entry.code;
    }
  }
}

TEST(Catalogue, EveryProfileCanCollectLicencesAndPenalties) {
  REQ("R-CAT-01");
  for (const auto& id : kSeedProfiles) {
    for (const char* code : {"XK-ORG", "XK-NP", "CF-ORG", "CF-NP"}) {
      const auto* entry = shippedLaw(id).entry(code);
      ASSERT_NE(entry, nullptr) << id << " " << code;
      EXPECT_TRUE(jurisdiction::readyForCollection(*entry).ok()) << id << " " << code;
    }
  }
}

}  // namespace
}  // namespace medcredit
