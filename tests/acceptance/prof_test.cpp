// PROF: local differences in validated profiles (地区配置).
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "domain/deadline.h"
#include "support/law.h"
#include "support/req.h"

namespace medcredit {
namespace {

using jurisdiction::BasisDocument;
using test::shippedLaw;

const std::vector<std::string> kSeedProfiles = {"henan-luoyang", "zhejiang-huzhou", "guangdong-yangshan", "hainan",
                                                "jilin"};
constexpr std::string_view kDefault = "默认值（依据未规定）";

const BasisDocument* document(const jurisdiction::Jurisdiction& law, std::string_view id) {
  const auto found = std::find_if(law.basis.begin(), law.basis.end(), [&](const auto& doc) { return doc.id == id; });
  return found == law.basis.end() ? nullptr : &*found;
}

/// One test set under each of the five profiles.
class FiveProfiles : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Seeds, FiveProfiles, ::testing::ValuesIn(kSeedProfiles), [](const auto& given) {
  std::string name = given.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST_P(FiveProfiles, LoadsWithoutAnError) {
  REQ("R-PROF-01");
  for (const auto& problem : jurisdiction::Loader(MC_SOURCE_DIR "/jurisdictions").check(GetParam())) {
    EXPECT_TRUE(problem.warning) << problem.code << " " << problem.place;
  }
  const auto& law = shippedLaw(GetParam());
  EXPECT_EQ(law.id, GetParam());
  EXPECT_EQ(law.chain.back(), "national");
  EXPECT_FALSE(law.seed.empty());
  EXPECT_EQ(law.digest.size(), 64U);
}

TEST_P(FiveProfiles, HoldsEveryKeyOfTheDifferencesTableWithItsSourceOrTheDefaultLabel) {
  REQ("R-PROF-01");
  const auto& law = shippedLaw(GetParam());
  for (const char* key : {"profile.id",
                          "authority.level",
                          "grade.scheme",
                          "grade.labels",
                          "grade.unevaluated",
                          "grade.scope",
                          "grade.run",
                          "grade.publish",
                          "grade.inputs",
                          "inspection.ratio",
                          "info.classes",
                          "dishonesty.levels",
                          "enforcement.classes",
                          "dual.deadline",
                          "dual.channels",
                          "collect.manual.deadline",
                          "collect.yearly.deadline",
                          "collect.principle",
                          "quality.targets",
                          "stats.rhythm",
                          "retention.negative",
                          "good.decay",
                          "disclosure.modes",
                          "persons.public",
                          "objection.clock",
                          "repair.rules",
                          "repair.document",
                          "list.names",
                          "measures",
                          "commitment",
                          "check",
                          "mutual.recognition",
                          "scenarios",
                          "government.integrity",
                          "organisation",
                          "mailbox.template",
                          "rule.validity"}) {
    const auto found = law.profile.find(key);
    ASSERT_NE(found, law.profile.end()) << key;
    EXPECT_FALSE(found->second.value.empty()) << key;
    const auto& source = found->second.source;
    EXPECT_TRUE(source.starts_with(law.seed) || source.starts_with("002_") ||
                source.find(kDefault) != std::string::npos)
        << key << ": " << source;
    EXPECT_EQ(found->second.isDefault, source.find(kDefault) != std::string::npos) << key;
  }
}

TEST_P(FiveProfiles, NothingPublicIsAboutPersonsAndEveryDutyHasAClock) {
  REQ("R-PROF-01");
  const auto& law = shippedLaw(GetParam());
  EXPECT_EQ(law.value("persons.public"), "否");
  for (const auto& entry : law.catalogue) {
    EXPECT_NE(law.clock(entry.reportClock), nullptr) << entry.code;
    EXPECT_FALSE(entry.isPublic && law.clock(entry.publicityClock) == nullptr) << entry.code;
  }
  EXPECT_TRUE(law.calendar.hasYear(2026));
  EXPECT_FALSE(law.calendar.hasYear(2027));
  EXPECT_NE(law.regions->find(law.regionCode), nullptr);
}

TEST_P(FiveProfiles, TheConflictsX01ToX21AreHeldByProfileValues) {
  REQ("R-PROF-01");
  const auto& law = shippedLaw(GetParam());
  ASSERT_EQ(law.conflicts.size(), 21U);
  for (std::size_t i = 0; i < law.conflicts.size(); ++i) {
    const auto& rule = law.conflicts[i];
    const std::string number = std::to_string(i + 1);
    EXPECT_EQ(rule.id, "X-" + std::string(number.size() == 1 ? "0" : "") + number);
    EXPECT_FALSE(rule.held.empty());
    ASSERT_FALSE(rule.keys.empty()) << rule.id;
    for (const auto& key : rule.keys) EXPECT_FALSE(law.value(key).empty()) << rule.id << " " << key;
  }
}

TEST_P(FiveProfiles, EveryProfileCitesRegisteredBasisDocumentsOneOfThemItsOwnSeed) {
  REQ("R-PROF-09");
  const auto& law = shippedLaw(GetParam());
  ASSERT_FALSE(law.basisIds.empty());
  bool own = false;
  for (const auto& id : law.basisIds) {
    const auto* doc = document(law, id);
    ASSERT_NE(doc, nullptr) << id;
    own = own || (doc->seed == law.seed && doc->state == "正文在册");
  }
  EXPECT_TRUE(own);
}

TEST_P(FiveProfiles, TheRuleInForceNamesWhoInterpretsIt) {
  REQ("R-PROF-07");
  const auto& law = shippedLaw(GetParam());
  const bool named = std::any_of(law.basisIds.begin(), law.basisIds.end(), [&](const auto& id) {
    return !document(law, id)->interpreter.empty() && document(law, id)->seed == law.seed;
  });
  EXPECT_TRUE(named);
}

TEST(Profiles, AnswersToTheConflictsDiffer) {
  REQ("R-PROF-01");
  // X-01 grade schemes
  const auto letters = [](const std::string& id) {
    std::string out;
    for (const auto& level : shippedLaw(id).grades) out += level.id + (level.unevaluated ? "*" : "") + " ";
    return out;
  };
  EXPECT_EQ(letters("hainan"), "A B C D M* ");
  EXPECT_EQ(letters("guangdong-yangshan"), "A B C D E 未评价* ");
  EXPECT_EQ(letters("henan-luoyang"), "A B C D M* ");
  for (const auto& level : shippedLaw("henan-luoyang").grades) {
    EXPECT_NE(level.source.find("默认值（依据未规定）"), std::string::npos) << level.id << ": Luoyang gives no levels";
  }
  const auto label = [](const std::string& id, const std::string& level) {
    for (const auto& grade : shippedLaw(id).grades) {
      if (grade.id == level) return grade.label;
    }
    return std::string();
  };
  EXPECT_EQ(label("hainan", "D"), "严重失信");
  EXPECT_EQ(label("guangdong-yangshan", "D"), "失信") << "one letter, two meanings";
  // X-02 working days and calendar days
  EXPECT_EQ(shippedLaw("jilin").clock("dual-publicity")->unit, domain::DeadlineUnit::kWorkday);
  EXPECT_EQ(shippedLaw("zhejiang-huzhou").clock("dual-publicity")->unit, domain::DeadlineUnit::kCalendarDay);
  // X-09 enforcement classes out of the union of eleven
  EXPECT_EQ(shippedLaw("national").codeList("enforcement-classes")->items.size(), 11U);
  EXPECT_EQ(shippedLaw("hainan").profile.at("enforcement.classes").list().size(), 10U);
  EXPECT_EQ(shippedLaw("guangdong-yangshan").profile.at("enforcement.classes").list().size(), 6U);
  EXPECT_EQ(shippedLaw("henan-luoyang").profile.at("enforcement.classes").list().size(), 6U);
  EXPECT_EQ(shippedLaw("guangdong-yangshan").entry("QR-ORG"), nullptr);
  EXPECT_NE(shippedLaw("guangdong-yangshan").entry("ZY-ORG"), nullptr);
  //
  EXPECT_EQ(shippedLaw("jilin").value("offender.names.public"), "否");
  EXPECT_EQ(shippedLaw("zhejiang-huzhou").value("third.party.evaluation"), "是");
  EXPECT_EQ(shippedLaw("hainan").value("third.party.evaluation").substr(0, 3), "否");
  const auto spellings = shippedLaw("zhejiang-huzhou").profile.at("scenario.aliases").list();
  EXPECT_NE(std::find(spellings.begin(), spellings.end(), "易信+"), spellings.end());
}

TEST(Profiles, SeverityScalesOfTwoAndThreeLevelsBothLoad) {
  REQ("R-PROF-01", "R-CLASS-07");
  EXPECT_EQ(shippedLaw("hainan").profile.at("severity.scale").list(), (std::vector<std::string>{"一般", "严重"}));
  EXPECT_EQ(shippedLaw("jilin").profile.at("severity.scale").list(),
            (std::vector<std::string>{"轻微", "一般", "严重"}));
}

TEST(Profiles, PublicityTermsOfTheNationalRegimesAreDatedData) {
  REQ("R-PROF-01", "R-RET-04");
  const auto& law = shippedLaw("henan-luoyang");
  const auto max = [&](const char* severity, int year, int month, int day) {
    const auto* rule = domain::findTermRule(law.terms, domain::InfoClass::kNegative, severity,
                                            *base::CivilDate::fromYmd(year, month, day));
    return rule == nullptr ? std::string("none") : rule->publicityMax + " min " + rule->publicityMin;
  };
  EXPECT_EQ(max("general", 2023, 4, 30), "P1Y min P3M");
  EXPECT_EQ(max("serious", 2023, 4, 30), "P3Y min P6M");
  EXPECT_EQ(max("general", 2023, 5, 1), "P3Y min P3M");
  EXPECT_EQ(max("general", 2026, 3, 31), "P3Y min P3M");
  EXPECT_EQ(max("general", 2026, 4, 1), "P1Y min P3M");
  EXPECT_EQ(max("serious", 2026, 4, 1), "P3Y min P1Y");
  EXPECT_EQ(max("minor", 2026, 4, 1), "P3M min ");
  for (const auto& rule : law.terms) {
    const bool labelled = rule.source.find("外部资料，待核实") != std::string::npos;
    EXPECT_EQ(labelled, !rule.severity.empty()) << rule.id;
  }
}

TEST(Profiles, EveryPenaltyClassButOtherSuggestsASeverityOfTheProfilesOwnScale) {
  REQ("R-PROF-01", "R-DUAL-12");
  for (const char* id : {"henan-luoyang", "jilin", "hainan", "guangdong-yangshan", "zhejiang-huzhou"}) {
    const auto& law = shippedLaw(id);
    const auto levels = law.profile.at("severity.scale").list();
    for (const auto& value : law.enumeration("penalty_class")->values) {
      for (const auto subject : {domain::SubjectKind::kOrganisation, domain::SubjectKind::kNaturalPerson}) {
        for (const char* amount : {"0.01", "0.02", "0.03", "0.3", "0.31", "100", "100.01", "99999"}) {
          const auto proposal = domain::proposeSeverity(
              law.severityRules, {subject, value.value, amount, amount, base::CivilDate::fromYmd(2026, 4, 1)});
          EXPECT_EQ(proposal.has_value(), value.value != "其他") << id << value.value << amount;
          if (!proposal) continue;
          const std::string label(domain::severityLabel(proposal->severity));
          EXPECT_NE(std::find(levels.begin(), levels.end(), label), levels.end()) << id << value.value << label;
        }
      }
    }
    const domain::PenaltyFacts earlier{domain::SubjectKind::kOrganisation, "警告", "", "",
                                       base::CivilDate::fromYmd(2026, 3, 31)};
    EXPECT_FALSE(domain::proposeSeverity(law.severityRules, earlier).has_value()) << id;
  }
  const domain::PenaltyFacts warning{domain::SubjectKind::kOrganisation, "警告", "", "",
                                     base::CivilDate::fromYmd(2026, 4, 1)};
  EXPECT_EQ(domain::proposeSeverity(shippedLaw("jilin").severityRules, warning)->severity, "minor");
  EXPECT_EQ(domain::proposeSeverity(shippedLaw("hainan").severityRules, warning)->severity, "general");
}

TEST(RuleLife, HainanTakesEffectThirtyDaysAfterIssueForTwoYearsAndThenWarns) {
  REQ("R-PROF-02");
  const auto* doc = document(shippedLaw("hainan"), "hainan-measures");
  ASSERT_NE(doc, nullptr);
  EXPECT_EQ(doc->issued->iso(), "2024-04-09");
  EXPECT_EQ(doc->effective->iso(), "2024-05-09");
  EXPECT_EQ(doc->expires->iso(), "2026-05-08");
  const jurisdiction::Loader loader(MC_SOURCE_DIR "/jurisdictions");
  EXPECT_TRUE(loader.check("hainan", base::CivilDate::parseIso("2026-05-08")).empty());
  const auto after = loader.check("hainan", base::CivilDate::parseIso("2026-05-09"));
  ASSERT_EQ(after.size(), 1U);
  EXPECT_EQ(after[0].code, "PROF-0062");
  EXPECT_TRUE(after[0].warning);
  EXPECT_NE(domain::renderText(base::Error(after[0].code, after[0].args)).find("试行期满"), std::string::npos);
  EXPECT_TRUE(loader.load("hainan").ok()) << "keeps working until changed";
}

TEST(RuleLife, ASupersededDocumentPointsToItsSuccessorAndOpenCasesKeepTheirRule) {
  REQ("R-PROF-03");
  for (const auto& id : kSeedProfiles) {
    const auto* old = document(shippedLaw(id), "ndrc-order-58");
    ASSERT_NE(old, nullptr);
    EXPECT_EQ(old->supersededBy, "repair-2026");
    EXPECT_NE(document(shippedLaw(id), old->supersededBy), nullptr);
    EXPECT_EQ(shippedLaw(id).value("rule.transition"), "立案时的规则");
  }
}

TEST(Extension, AssociationsAndPublicHealthFollowByReference) {
  REQ("R-PROF-04");
  const auto& law = shippedLaw("hainan");
  const auto source = [&](const char* id) {
    for (const auto& category : law.categories) {
      if (category.id == id) return category.source;
    }
    return std::string();
  };
  EXPECT_NE(source("association").find("第五十五条"), std::string::npos);
  EXPECT_NE(source("public-health").find("第五十六条"), std::string::npos);
}

TEST(Principles, EachIsTiedToAtLeastOneRequirement) {
  REQ("R-PROF-05");
  const auto labels = [](const std::string& id) {
    std::vector<std::string> out;
    for (const auto& principle : shippedLaw(id).principles) {
      EXPECT_FALSE(principle.requirements.empty()) << principle.label;
      for (const auto& requirement : principle.requirements) EXPECT_TRUE(requirement.starts_with("R-")) << requirement;
      out.push_back(principle.label);
    }
    return out;
  };
  EXPECT_EQ(labels("hainan"),
            (std::vector<std::string>{"分类推进", "分级管理", "安全合法", "客观准确", "及时有效", "科学审慎"}));
  EXPECT_EQ(labels("guangdong-yangshan").size(), 4U);
}

TEST(Readiness, ThePhasePlanOfYangshanNamesCategoriesByYear) {
  REQ("R-PROF-06");
  const auto phases = shippedLaw("guangdong-yangshan").profile.at("grade.scope").list();
  ASSERT_EQ(phases.size(), 4U);
  EXPECT_TRUE(phases[0].starts_with("2022"));
  EXPECT_NE(phases[3].find("公共场所"), std::string::npos);
}

TEST(BasisRegister, HoldsTheChainsOfTheSeeds) {
  REQ("R-PROF-09");
  const auto& yangshan = shippedLaw("guangdong-yangshan");
  EXPECT_EQ(document(yangshan, "yangshan-plan")->parent, "qingyuan-plan");
  EXPECT_EQ(document(yangshan, "qingyuan-plan")->parent, "guangdong-2022-4");
  EXPECT_EQ(document(yangshan, "guangdong-2022-4")->number, "粤卫规〔2022〕4号");
  EXPECT_EQ(document(shippedLaw("henan-luoyang"), "luoyang-2021-8")->parent, "luoyang-xinzu-2021-10");
  for (const char* id : {"credit-development", "new-supervision", "dishonesty-constraint", "health-credit-interim",
                         "hainan-credit-regulation"}) {
    EXPECT_NE(document(shippedLaw("hainan"), id), nullptr) << id;
  }
  EXPECT_EQ(document(shippedLaw("jilin"), "zqfl-2018-35")->number, "国发〔2018〕35号");
}

TEST(BasisRegister, HoldsEveryDocumentTheSeedsRestOnButDoNotContain) {
  REQ("R-PROF-09");
  std::string titles;
  for (const auto& id : kSeedProfiles) {
    for (const auto& doc : shippedLaw(id).basis) titles += doc.title + doc.number + "\n";
  }
  for (const char* title : {"印发洛阳市公共信用信息目录（2021版）",
                            "洛信组办〔2021〕10号",
                            "洛阳市卫生健康委权责清单目录（2021年）",
                            "行政许可和行政处罚等信用信息数据归集公示标准字段详细说明",
                            "信用数据模板",
                            "浙江省公共信用修复管理暂行办法",
                            "信用红黑名单认定标准",
                            "行政权力清单、责任清单",
                            "广东省卫生健康委医疗卫生信用信息管理办法（试行）",
                            "清远市医疗卫生信用信息管理实施方案",
                            "全国失信惩戒措施基础清单",
                            "广东省守信激励措施清单",
                            "信用承诺书",
                            "广东省医疗卫生信用修复确认通知书",
                            "推进社会信用体系建设高质量发展",
                            "构建以信用为基础的新型监管机制的指导意见",
                            "完善失信约束制度",
                            "医疗卫生信用信息管理暂行办法",
                            "海南自由贸易港社会信用条例",
                            "国家公共信用信息目录",
                            "海南省自由贸易港公共信用信息补充目录",
                            "省医疗卫生信用信息基础目录",
                            "海南自由贸易港失信惩戒措施清单",
                            "医疗卫生失信认定规范",
                            "信用评价办法、指标和程序",
                            "参考权重规范",
                            "可应用期规则",
                            "医疗卫生信用修复规定",
                            "使用信用记录事项清单",
                            "互认清单、联动职责清单、互认标准化规范",
                            "医疗机构工作人员廉洁从业九项准则",
                            "信用修复申请书",
                            "信用修复承诺书",
                            "吉林省社会信用体系建设2021年重点工作安排",
                            "任务分解表",
                            "国发〔2018〕35号",
                            "政府信息公示条例",
                            "政府信息公开条例",
                            "发改办财金〔2018〕424号",
                            "双公示事项目录和数据标准",
                            "国家的行业综合评价标准",
                            "严重危害正常医疗秩序的失信行为责任人",
                            "吉林省一般行政处罚信用信息批量修复工作方案",
                            "四张清单"}) {
    EXPECT_NE(titles.find(title), std::string::npos) << title;
  }
}

TEST(BasisRegister, DocumentsWithoutTextAreGaps) {
  REQ("R-PROF-09");
  for (const auto& id : kSeedProfiles) {
    const auto& law = shippedLaw(id);
    std::set<std::string> gaps, withoutText;
    for (const auto& gap : jurisdiction::findGaps(law)) {
      if (gap.kind == "document") gaps.insert(gap.object);
    }
    for (const auto& doc : law.basis) {
      if (doc.state == "正文未提供") withoutText.insert(doc.id);
    }
    EXPECT_EQ(gaps, withoutText);
    EXPECT_TRUE(gaps.contains("field-standard"));
  }
}

}  // namespace
}  // namespace medcredit
