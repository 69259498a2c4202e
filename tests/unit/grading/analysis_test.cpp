// The static analysis: each row changes a model that has none of these faults and expects the finding.
#include "grading/analysis.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "support/req.h"
#include "unit/grading/model_support.h"

namespace medcredit::grading {
namespace {

using Severity = ModelFinding::Severity;
using Changes = std::vector<std::pair<std::string, std::string>>;

const base::CivilDate kToday = *base::CivilDate::parseIso("2026-11-22");

struct Case {
  Changes changes;
  std::string code;
  Severity severity = Severity::kWarning;
};

const std::string kRuleG =
    "- {id: G1, of: award, group: good, points: 3, clock: occurred_on, decay: {linear: P24M, unit: month}, cite: "
    "[L1#7],";
const std::string kRuleN =
    "- {id: N1, of: penalty, group: bad, points: $fine, clock: determined_on, window: {last: $life}, cite: [L1#8],";
const std::string kLimit =
    "- {id: F1, force: C, if: {exists: {of: serious_list, where: active}}, cite: [L1#10], say: 严重失信名单}";
const std::string kFine = "values: {2026-01-01: {v: {minor: -2, serious: -15}, cite: [L1#3]}}";
const std::string kLaw =
    "  L1: {title: 示例办法, rank: provincial_normative, valid: {from: 2025-01-01}, confirmed_on: 2026-10-01}";

std::string build(const Changes& changes) {
  auto text = test::smallModel();
  for (const auto& [from, to] : changes) text = test::changed(std::move(text), from, to);
  return text;
}

ReadResult checked(const std::string& text) { return checkModel(text, "m.yaml", {}, {kToday, {}}); }

bool has(const ModelFindings& findings, const std::string& code, Severity severity) {
  const auto& all = findings.all();
  return std::any_of(all.begin(), all.end(),
                     [&](const ModelFinding& f) { return f.code == code && f.severity == severity; });
}

void expectFound(const std::vector<Case>& cases) {
  const auto base = checked(test::smallModel());
  for (const auto& one : cases) {
    const auto result = checked(build(one.changes));
    ASSERT_TRUE(result.model.has_value()) << one.code << "\n" << test::listed(result.findings);
    EXPECT_TRUE(has(result.findings, one.code, one.severity))
        << one.code << " for " << one.changes.front().second << "\n"
        << test::listed(result.findings);
    EXPECT_FALSE(has(base.findings, one.code, one.severity)) << one.code << " stands without the fault too";
    for (const auto& finding : result.findings.all()) {
      EXPECT_GT(finding.line, 0) << finding.code;
      EXPECT_FALSE(finding.remedy.empty()) << finding.code;
      EXPECT_EQ(finding.message.find('{'), std::string::npos) << finding.message;
    }
  }
}

/// A rule in place of N1, its say kept.
Changes rule(const std::string& text) { return {{kRuleN, text}}; }
Changes adverse(const std::string& more) {
  return rule("- {id: N1, of: penalty, group: bad, points: $fine, window: {last: $life}, cite: [L1#8], " + more + ",");
}
Changes limit(const std::string& text) { return {{kLimit, text}}; }
Changes extra(const std::string& text) { return {{kLimit, kLimit + "\n" + text}}; }

TEST(Analysis, TheModelThatIsChangedHasOnlyWhatIsMeant) {
  const auto result = checked(test::smallModel());
  ASSERT_TRUE(result.model.has_value());
  ASSERT_EQ(result.findings.all().size(), 2U) << test::listed(result.findings);
  EXPECT_EQ(result.findings.all()[0].code, "GRAD-0228") << "a list of serious dishonesty without a source";
  EXPECT_EQ(result.findings.all()[1].code, "GRAD-0257") << "rates without a clause";
}

TEST(Analysis, BasisOfEveryValue) {
  const auto law = [](const std::string& valid, const std::string& confirmed, const std::string& more = "") {
    return Changes{{kLaw, "  L1: {title: 示例办法, rank: provincial_normative, valid: " + valid +
                              ", confirmed_on: " + confirmed + "}" + more}};
  };
  const auto replaced =
      "\n  L2: {title: 新办法, rank: county_plan, valid: {from: 2026-01-01}, confirmed_on: 2026-10-01}";
  expectFound({
      {law("{from: 2025-01-01, to: 2026-06-30}", "2026-10-01"), "GRAD-0201"},
      {law("{from: 2024-01-01, term: P2Y}", "2026-10-01"), "GRAD-0201"},
      {law("{from: ~}", "2026-10-01"), "GRAD-0203"},
      {law("{from: 2027-01-01}", "2026-10-01"), "GRAD-0209"},
      {law("{from: 2025-01-01}", "2025-11-21"), "GRAD-0204"},
      {law("{from: 2025-01-01}", "~"), "GRAD-0204"},
      {law("{from: 2026-02-01}", "2026-10-01"), "GRAD-0207"},
      {law("{from: 2025-01-01}", "2026-10-01, superseded_by: L2", replaced), "GRAD-0202"},
      {law("{from: 2025-01-01}", "2026-10-01, superseded_by: L2", replaced), "GRAD-0205"},
      {law("{from: 2025-01-01}", "2026-10-01", replaced), "GRAD-0208", Severity::kNote},
      {law("{from: 2025-01-01}", "2026-10-01, articles: {\"1\": 第一条}"), "GRAD-0206"},
      {{{kLaw, kLaw + replaced},
        {kFine,
         "values: {2026-01-01: {v: {minor: -2, serious: -15}, cite: [L1#3]}, 2026-07-01: {v: {minor: -3, serious: "
         "-15}, cite: [L2#3]}}"}},
       "GRAD-0210"},
  });
}

TEST(Analysis, WhatADraftMayStillHaveIsAnErrorInForce) {
  const Changes changes = {{kLaw,
                            "  L1: {title: 示例办法, rank: provincial_normative, valid: {from: ~}, confirmed_on: "
                            "2026-10-01}"},
                           {"status: draft", "status: trial"}};
  expectFound({{changes, "GRAD-0203", Severity::kError}});
}

TEST(Analysis, ConfirmationIsFreshForTwelveMonthsToTheDay) {
  const auto text = build({{kLaw,
                            "  L1: {title: 示例办法, rank: provincial_normative, valid: {from: 2025-01-01}, "
                            "confirmed_on: 2025-11-22}"}});
  EXPECT_FALSE(has(checked(text).findings, "GRAD-0204", Severity::kWarning));
}

TEST(Analysis, DaysWithoutAValue) {
  expectFound({
      {{{kFine, "values: {2026-03-01: {v: {minor: -2, serious: -15}, cite: [L1#3]}}"}}, "GRAD-0211"},
      {{{"  life: {", "  spare: {values: {2026-01-01: {v: 1, cite: [L1]}}}\n  life: {"}}, "GRAD-0213"},
      {{{"as_of: 2026-12-31", "as_of: 2025-12-31"}}, "GRAD-0212"},
  });
}

TEST(Analysis, LevelsOutOfReach) {
  REQ("R-EVAL-03");
  const auto bands = [](const std::string& table) { return Changes{{"v: {A: 84, B: 70, C: 0}", "v: " + table}}; };
  expectFound({
      {bands("{A: 86.01, B: 70, C: 0}"), "GRAD-0220"},
      {{{"v: {A: 84, B: 70, C: 0}", "v: {A: 84, B: 70, C: 0}"}, {"unrated: M", "unrated: M, reserved: [C]"}},
       "GRAD-0222"},
      {bands("{A: 85, B: 70, C: 0}"), "GRAD-0221"},
      {rule("- {id: N1, of: penalty, group: bad, points: {by: severity, v: {minor: -41, serious: -50}}, window: {last: "
            "$life}, cite: [L1#8],"),
       "GRAD-0231"},
      {{{"bad: {cap: -40", "bad: {cap: 40"}}, "GRAD-0223"},
      {{{"bad: {cap: -40, cite: [L1#6]}", "bad: {cite: [L1#6]}"}}, "GRAD-0226", Severity::kNote},
      {{{"  ref: {cap", "  idle: {cap: -5, cite: [L1#6]}\n  ref: {cap"}}, "GRAD-0225"},
      {{{kRuleG,
         "- {id: G1, of: award, group: good, points: 3, clock: occurred_on, max_times: 1, decay: {linear: P24M, "
         "unit: month}, cite: [L1#7],"},
        {"v: {A: 84, B: 70, C: 0}", "v: {A: 82, B: 70, C: 0}"}},
       "GRAD-0224",
       Severity::kNote},
  });
}

TEST(Analysis, TheSpanOfTheHainanModelIsTheOneComputedByHand) {
  const auto model = test::shipped("hainan");
  const auto span = scoreSpan(model, kToday);
  EXPECT_EQ(span.low->str(), "26");
  EXPECT_EQ(span.high->str(), "91");
  const auto findings = analyse(model, {kToday, {}});
  const auto& all = findings.all();
  const auto it = std::find_if(all.begin(), all.end(), [](const ModelFinding& f) { return f.code == "GRAD-0221"; });
  ASSERT_NE(it, all.end()) << "A needs 5 of 6 good points";
  EXPECT_NE(it->message.find("需要加到 5 分"), std::string::npos) << it->message;
}

TEST(Analysis, RulesThatNeverCount) {
  const auto where = [](const std::string& text) {
    return rule("- {id: N1, of: penalty, group: bad, points: $fine, window: {last: $life}, where: \"" + text +
                "\", cite: [L1#8],");
  };
  expectFound({
      {where("severity = minor and severity = serious"), "GRAD-0230"},
      {where("value > 5 and value < 3"), "GRAD-0230"},
      {where("severity in [minor] and (severity = serious or severity = general)"), "GRAD-0230"},
      {where("subject.type = clinic"), "GRAD-0230"},
      {where("subject.kind = staff"), "GRAD-0230"},
      {rule("- {id: N1, of: penalty, group: bad, points: 0, window: {last: $life}, cite: [L1#8],"), "GRAD-0230"},
      {adverse("weight: 0"), "GRAD-0230"},
      {adverse("repeat: [0]"), "GRAD-0230"},
      {adverse("decay: {steps: [[P12M, 0]]}"), "GRAD-0230"},
      {where("severity in [minor, grave]"), "GRAD-0227"},
      {adverse("decay: {steps: [[P12M, 1], [P48M, 0.5], [P60M, 0.2]]}"), "GRAD-0246", Severity::kNote},
  });
}

TEST(Analysis, GoodInformationMustFade) {
  REQ("R-RET-08");
  const auto good = [](const std::string& more) {
    return Changes{
        {kRuleG, "- {id: G1, of: award, group: good, points: 3, clock: occurred_on, " + more + "cite: [L1#7],"}};
  };
  expectFound({
      {good(""), "GRAD-0241", Severity::kError},
      {good("window: {after: 2020-01-01}, "), "GRAD-0241", Severity::kError},
      {good("window: {in: period}, "), "GRAD-0242"},
      {good("decay: {steps: [[P12M, 0.5], [P24M, 1]]}, "), "GRAD-0243"},
      {{{kRuleG, "- {id: G1, if: {count: {of: award}, at_least: 3}, group: good, points: 3, cite: [L1#7],"}},
       "GRAD-0241",
       Severity::kError},
      {rule("- {id: N1, of: penalty, group: bad, points: $fine, cite: [L1#8],"), "GRAD-0248"},
  });
}

TEST(Analysis, OneActCountedTwiceAndSourcesWithoutRules) {
  REQ("R-REF-08");
  const std::string second =
      "- {id: N2, of: penalty, group: bad, points: -1, window: {last: $life}, cite: [L1], say: 又一次}\n";
  expectFound({
      {{{"limits:\n", second + "limits:\n"}}, "GRAD-0235"},
      {{{"limits:\n",
         "- {id: N2, if: {count: {of: penalty, last: P12M}, at_least: 3}, group: bad, points: -1, cite: "
         "[L1], say: 多次}\nlimits:\n"}},
       "GRAD-0236",
       Severity::kNote},
      {{{"feeds: {penalty: 2, ", "feeds: {license: 2, "}}, "GRAD-0229", Severity::kNote},
      {{{"award: 1, ", ""}}, "GRAD-0228", Severity::kNote},
  });
  const auto guarded =
      build({{"limits:\n",
              "- {id: N2, of: penalty, group: bad, points: -1, window: {last: $life}, "
              "once_per: act, cite: [L1], say: 又一次}\nlimits:\n"},
             {"window: {last: $life}, cite: [L1#8],", "window: {last: $life}, once_per: act, cite: [L1#8],"}});
  EXPECT_FALSE(has(checked(guarded).findings, "GRAD-0235", Severity::kWarning)) << "once_per keeps them apart";
  const auto apart = build({{"limits:\n",
                             "- {id: N2, of: penalty, group: bad, points: -1, window: {last: $life}, where: "
                             "severity = grave, cite: [L1], say: 又一次}\nlimits:\n"},
                            {"window: {last: $life}, cite: [L1#8],",
                             "window: {last: $life}, where: \"severity in [minor, serious]\", cite: [L1#8],"}});
  EXPECT_FALSE(has(checked(apart).findings, "GRAD-0235", Severity::kWarning)) << "no record satisfies both";
}

TEST(Analysis, MoreAdverseFactsMustNotHelp) {
  expectFound({
      {adverse("repeat: [1, 0.5]"), "GRAD-0240"},
      {adverse("max_times: 2"), "GRAD-0240"},
      {adverse("use_factor: 0.9"), "GRAD-0240"},
      {adverse("unless: {count: {of: penalty}, at_least: 3}"), "GRAD-0240"},
      {rule("- {id: N1, of: penalty, group: bad, points: {by: severity, v: {minor: 1, serious: -9}}, window: {last: "
            "$life}, "
            "cite: [L1#8],"),
       "GRAD-0240"},
      {extra("- {id: F2, worst: B, if: {count: {of: penalty, last: P12M}, at_least: 3}, over: [F1], cite: [L1], say: "
             "保}"),
       "GRAD-0240"},
      {extra(
           "- {id: F2, best: B, if: {count: {of: penalty, last: P12M}, at_least: 1, at_most: 2}, cite: [L1], say: 限}"),
       "GRAD-0240"},
      {extra("- {id: F2, best: B, if: {exists: {of: fraud}}, unless: {count: {of: penalty}, at_least: 2}, cite: [L1], "
             "say: "
             "限}"),
       "GRAD-0240"},
      {{{"- {id: M1, if: {feeds_below: 0.5}", "- {id: M1, if: {count: {of: penalty}, at_least: 9}"}}, "GRAD-0240"},
      {{{"limits:\n",
         "- {id: N2, if: {count: {of: penalty, last: P12M}, at_most: 2}, group: bad, points: -1, cite: [L1], "
         "say: 少}\nlimits:\n"}},
       "GRAD-0240"},
      {{{"limits:\n",
         "- {id: G2, if: {count: {of: penalty, last: P12M}, at_least: 2}, group: good, points: 1, cite: "
         "[L1], say: 多}\nlimits:\n"}},
       "GRAD-0240"},
      {{{"rules:\n",
         "scores:\n  sheet: {of: score_sheet, items: {S1: 100}, normalise: none, to_points: [[60, 0], [0, 1]], "
         "group: good, cite: [L1]}\nrules:\n"}},
       "GRAD-0240"},
  });
  const auto even =
      build(rule("- {id: N1, of: penalty, group: bad, points: -5, window: {last: $life}, max_times: 2, cite: "
                 "[L1#8],"));
  EXPECT_FALSE(has(checked(even).findings, "GRAD-0240", Severity::kWarning))
      << "equal lines cannot displace heavier ones";
}

TEST(Analysis, LimitsThatContradictOrDoNothing) {
  expectFound({
      {extra("- {id: F2, force: B, if: {exists: {of: fraud}}, cite: [L1], say: 定}"), "GRAD-0233", Severity::kError},
      {extra("- {id: F2, worst: B, if: {exists: {of: fraud}}, cite: [L1], say: 保}"), "GRAD-0233", Severity::kError},
      {limit("- {id: F1, best: C, if: {exists: {of: x}}, cite: [L1], say: 限}\n- {id: F2, worst: A, if: {exists: {of: "
             "fraud}}, cite: [L1], say: 保}"),
       "GRAD-0233", Severity::kError},
      {limit("- {id: F1, force: C, if: {exists: {of: x}}, over: [F2], cite: [L1], say: 限}\n- {id: F2, best: B, if: "
             "{exists: "
             "{of: fraud}}, cite: [L1], say: 定}"),
       "GRAD-0237", Severity::kNote},
      {extra("- {id: F2, best: A, if: {exists: {of: fraud}}, cite: [L1], say: 限}"), "GRAD-0232"},
      {extra("- {id: F2, worst: C, if: {exists: {of: fraud}}, cite: [L1], say: 保}"), "GRAD-0232"},
      {extra("- {id: F2, best: B, if: {count: {of: penalty, where: severity = serious, last: P12M}}, cite: [L1], say: "
             "限}"),
       "GRAD-0232"},
      {extra("- {id: F2, best: B, if: {exists: {of: fraud, where: \"value > 2 and value < 1\"}}, cite: [L1], say: 限}"),
       "GRAD-0239"},
      {extra("- {id: F2, best: B, if: {exists: {of: fraud}}, unless: {where: subject.type = clinic}, cite: [L1], say: "
             "限}"),
       "GRAD-0234"},
      {extra("- {id: F2, best: B, if: {exists: {of: fraud}}, unless: {all_repaired: fraud}, cite: [L1], say: 限}"),
       "GRAD-0234"},
  });
  const auto binding = build(extra(
      "- {id: F2, best: B, if: {count: {of: penalty, where: severity = minor, last: P12M}}, cite: [L1], say: 限}"));
  EXPECT_FALSE(has(checked(binding).findings, "GRAD-0232", Severity::kWarning)) << "86 - 2 = 84 is still an A";
  const auto settled = build(extra("- {id: F2, force: B, if: {exists: {of: fraud}}, over: [F1], cite: [L1], say: 定}"));
  EXPECT_FALSE(has(checked(settled).findings, "GRAD-0233", Severity::kError)) << "`over` settles it";
}

TEST(Analysis, UnpublishedFactsDecideNothing) {
  REQ("R-REF-02", "R-REF-03");
  expectFound({
      {{{"public: false, decisive: false", "public: false"}}, "GRAD-0250", Severity::kError},
      {extra("- {id: F2, best: B, if: {count: {of: reference}, at_least: 3}, cite: [L1], say: 限}"), "GRAD-0251",
       Severity::kError},
      {{{"groups_hidden: [ref]", "groups_hidden: [ref, bad]"}}, "GRAD-0252"},
      {{{"ref: {cap: -1, ", "ref: {"}}, "GRAD-0253"},
      {{{"ref: {cap: -1, ", "ref: {cap: -2, "}}, "GRAD-0254", Severity::kNote},
  });
}

TEST(Analysis, InspectionRatesAndMeasuresFollowTheLevels) {
  expectFound({
      {{{"A: 0.05, B: 0.2", "A: 0.3, B: 0.2"}}, "GRAD-0255", Severity::kError},
      {{{"{A: 0.05, B: 0.2, C: 1, M: 0.3}", "{A: 0.05, B: 0.2, C: 1}"}}, "GRAD-0256"},
      {{{"{A: 0.05, B: 0.2, C: 1, M: 0.3}", "{A: 0.2, B: 0.2, C: 0.2, M: 0.3}"}}, "GRAD-0258"},
      {{{"use:\n", "use:\n  incentives: {B: [送锦旗]}\n"}}, "GRAD-0259"},
      {{{"use:\n", "use:\n  incentives: {A: [限制申评资质]}\n"}}, "GRAD-0260"},
      {{{"use:\n", "use:\n  incentives: {C: [通报表扬]}\n"}}, "GRAD-0261"},
  });
}

TEST(Analysis, TextsStatesGatesAndTests) {
  REQ("R-EVAL-01");
  expectFound({
      {{{"say: \"处罚 {ref} 计 {pts} 分\"", "say: \"处罚 {ref 计 {pts} 分\""}}, "GRAD-0262", Severity::kError},
      {{{"say: \"处罚 {ref} 计 {pts} 分\"", "say: \"处罚 ref} 计 分\""}}, "GRAD-0262", Severity::kError},
      {{{"say: \"处罚 {ref} 计 {pts} 分\"", "say: \"处罚 {number} 计 {pts} 分\""}}, "GRAD-0263", Severity::kError},
      {{{"say: 严重失信名单", "say: \"名单 {ref}\""}}, "GRAD-0263", Severity::kError},
      {{{", say: 严重失信名单", ""}}, "GRAD-0266", Severity::kNote},
      {{{"  disputed: {effect: count, alternative: exclude, cite: [L1#5]}\n", ""}}, "GRAD-0247"},
      {{{"unrated_if:\n- {id: M1, if: {feeds_below: 0.5}, say: 来源不足, cite: [L1#2]}", "unrated_if: []"}},
       "GRAD-0264"},
      {{{"tests:\n- name: 无记录\n  as_of: 2026-12-31\n  subject: {registered_on: 2020-01-01, type: hospital, feeds: "
         "[penalty, award, reference]}\n  records: []\n  expect: {score: 80, level: B}",
         "tests: []"}},
       "GRAD-0265"},
  });
}

TEST(Analysis, SisterModelsNeitherOverlapNorLeaveAGap) {
  REQ("R-EVAL-21");
  const auto one = *readModel(test::smallModel(), "one.yaml").model;
  auto other = one;
  other.model = "test.other";
  const std::vector<Model> both = {one, other};
  auto findings = analyseSisters(both, {kToday, {"hospital", "clinic"}});
  ASSERT_EQ(findings.all().size(), 2U) << test::listed(findings);
  EXPECT_TRUE(has(findings, "GRAD-0270", Severity::kError));
  EXPECT_TRUE(has(findings, "GRAD-0271", Severity::kWarning));
  other.subject.kind = "staff";
  EXPECT_FALSE(analyseSisters(std::vector<Model>{one, other}, {kToday, {}}).hasErrors()) << "staff is no institution";
  other.subject.kind = one.subject.kind;
  other.subject.regions = {"4602"};
  auto first = one;
  first.subject.regions = {"4601"};
  EXPECT_FALSE(analyseSisters(std::vector<Model>{first, other}, {kToday, {}}).hasErrors()) << "other counties";
  first.subject.regions = {"46"};
  EXPECT_TRUE(analyseSisters(std::vector<Model>{first, other}, {kToday, {}}).hasErrors()) << "4602 lies in 46";
  EXPECT_TRUE(has(analyseSisters(std::vector<Model>{one, one}, {kToday, {}}), "GRAD-0272", Severity::kError));
}

TEST(Analysis, TheWorkedModelsAreFreeOfErrors) {
  for (const auto* id : {"hainan", "guangdong"}) {
    const auto findings = analyse(test::shipped(id), {kToday, {}});
    EXPECT_FALSE(findings.hasErrors()) << test::listed(findings);
    EXPECT_TRUE(has(findings, "GRAD-0203", Severity::kWarning)) << id << ": validity unconfirmed keeps it a draft";
  }
  const auto hainan = analyse(test::shipped("hainan"), {kToday, {}});
  EXPECT_TRUE(has(hainan, "GRAD-0232", Severity::kWarning)) << "L2 is met but never binding";
  EXPECT_TRUE(has(hainan, "GRAD-0234", Severity::kWarning)) << "repaired is excluded since 2026-04-01";
}

}  // namespace
}  // namespace medcredit::grading
