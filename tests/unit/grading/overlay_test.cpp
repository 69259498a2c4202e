// extends, reforms, the canonical form and the difference of two models.
#include "grading/overlay.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "grading/diff.h"
#include "support/req.h"
#include "unit/grading/model_support.h"

namespace medcredit::grading {
namespace {

/// Bases by name@edition.
BaseLoader loaderOf(std::vector<std::pair<std::string, std::string>> files) {
  return [files = std::move(files)](std::string_view wanted) -> base::Result<BaseText> {
    for (const auto& [name, text] : files) {
      if (name == wanted) return BaseText{text, name + ".yaml"};
    }
    return base::fail("GRAD-0102");
  };
}

std::string derived(const std::string& more) {
  return "cgm: 1\nmodel: test.derived\ntitle: 继承的模型\nedition: 2027.1\nstatus: draft\nextends: "
         "test.small@2026.1\n" +
         more + "tests: []\n";
}

ReadResult readDerived(const std::string& more) {
  return readModel(derived(more), "derived.yaml", loaderOf({{"test.small@2026.1", test::smallModel()}}));
}

std::string codes(const ModelFindings& findings) {
  std::string out;
  for (const auto& f : findings.all()) out += f.code + ":" + std::to_string(f.line) + " ";
  return out;
}

TEST(Extends, EntriesAreReplacedAddedAndRemovedByName) {
  const auto result = readDerived(
      "replace:\n"
      "  rules: {G1: {of: award, group: good, points: 2, decay: {linear: P12M, unit: month}, cite: [L1#7]}}\n"
      "  arith: {decimals: 1, round: down}\n"
      "add:\n"
      "  rules: {G2: {of: rescue, group: good, points: 1, decay: {linear: P12M, unit: month}, cite: [L1#7]}}\n"
      "  feeds: {rescue: 1}\n"
      "remove: [rules.X1, groups.ref, feeds.reference, use.publish]\n");
  ASSERT_TRUE(result.model.has_value()) << test::listed(result.findings);
  const auto& model = *result.model;
  ASSERT_EQ(model.rules.size(), 3U);
  EXPECT_EQ(model.rules[0].id, "G1") << "what is replaced keeps its place";
  EXPECT_EQ(std::get<Decimal4>(model.rules[0].points.is).str(), "2");
  EXPECT_EQ(model.rules[2].id, "G2") << "what is added comes last";
  EXPECT_EQ(model.arith.decimals, 1);
  EXPECT_EQ(model.findGroup("ref"), nullptr);
  EXPECT_EQ(model.model, "test.derived");
  EXPECT_EQ(model.extends, "test.small@2026.1");
  EXPECT_EQ(model.sources, (std::vector<std::string>{"derived.yaml", "test.small@2026.1.yaml"}));
  EXPECT_EQ(model.rules[0].place.source, 0);
  EXPECT_EQ(model.rules[1].place.source, 1) << "findings lead to the file that holds the rule";
  EXPECT_TRUE(model.tests.empty()) << "tests are not inherited";
}

TEST(Extends, ElementsMayStandAsInAModel) {
  const auto result = readDerived(
      "replace:\n  rules:\n  - {id: N1, of: penalty, group: bad, points: -9, cite: [L1#8]}\n"
      "add:\n  limits:\n  - {id: F2, best: B, if: {exists: {of: fraud}}, cite: [L1]}\n");
  ASSERT_TRUE(result.model.has_value()) << test::listed(result.findings);
  EXPECT_EQ(result.model->rules[1].id, "N1");
  EXPECT_EQ(std::get<Decimal4>(result.model->rules[1].points.is).str(), "-9");
  EXPECT_EQ(result.model->limits.back().id, "F2");
  EXPECT_EQ(codes(readDerived("add: {rules: [{of: x}]}\n").findings), "GRAD-0004:7 ");
}

TEST(Extends, NothingIsShadowedSilently) {
  EXPECT_EQ(codes(readDerived("transition: {pending: old}\n").findings), "GRAD-0108:7 ");
  EXPECT_EQ(codes(readDerived("replace: {rules: {G9: {points: 1}}}\n").findings).substr(0, 12), "GRAD-0105:7 ");
  EXPECT_EQ(codes(readDerived("replace: {indicators: {full: 1}}\n").findings).substr(0, 12), "GRAD-0105:7 ");
  EXPECT_EQ(codes(readDerived("add: {groups: {good: {cap: 9, cite: [L1]}}}\n").findings), "GRAD-0106:7 ");
  EXPECT_EQ(codes(readDerived("add: {transition: {pending: old}}\n").findings), "GRAD-0106:7 ");
  EXPECT_EQ(codes(readDerived("remove: [rules.G9]\n").findings), "GRAD-0107:7 ");
  EXPECT_EQ(codes(readDerived("remove: [rules.G1.decay.month.x.y]\n").findings), "GRAD-0105:7 ");
  EXPECT_EQ(codes(readDerived("remove: [rules..G1]\n").findings), "GRAD-0109:7 ");
  EXPECT_EQ(codes(readDerived("remove: rules.G1\n").findings), "GRAD-0002:7 ");
  EXPECT_EQ(codes(readDerived("replace: {title: 别的}\n").findings), "GRAD-0110:7 ");
  EXPECT_EQ(codes(readDerived("remove: [tests]\n").findings), "GRAD-0110:7 ");
}

TEST(Extends, CyclesMissingAndWrongBasesAreRefused) {
  const auto cyclic = test::changed(test::smallModel(), "status: draft", "status: draft\nextends: test.derived@2027.1");
  const auto loader = loaderOf({{"test.small@2026.1", cyclic}, {"test.derived@2027.1", derived("")}});
  EXPECT_NE(codes(readModel(derived(""), "derived.yaml", loader).findings).find("GRAD-0103"), std::string::npos);
  EXPECT_EQ(codes(readModel(derived(""), "derived.yaml").findings), "GRAD-0102:6 ");
  const auto wrong =
      loaderOf({{"test.small@2026.1", test::changed(test::smallModel(), "edition: 2026.1", "edition: 2025.1")}});
  EXPECT_EQ(codes(readModel(derived(""), "derived.yaml", wrong).findings), "GRAD-0112:6 ");
  const BaseLoader endless = [](std::string_view wanted) -> base::Result<BaseText> {
    const auto number = std::stoi(std::string(wanted.substr(wanted.find('@') + 1)));
    return BaseText{
        "cgm: 1\nmodel: m\nedition: " + std::to_string(number) + "\nextends: m@" + std::to_string(number + 1) + "\n",
        "m.yaml"};
  };
  const auto chain = readModel("cgm: 1\nmodel: m\nedition: 1\nextends: m@2\n", "m.yaml", endless);
  EXPECT_EQ(codes(chain.findings), "GRAD-0104:4 ");
}

TEST(Canonical, OrderNumbersAndCommentsDoNotChangeTheIdentity) {
  REQ("R-EVAL-04");
  const auto identity = [](const std::string& text) { return readModel(text, "m.yaml").model->identity; };
  const auto own = identity(test::smallModel());
  EXPECT_EQ(own.size(), 64U);
  EXPECT_EQ(identity(test::changed(test::smallModel(), "cgm: 1\n", "# 说明\ncgm: 1   # 第一版\n")), own);
  EXPECT_EQ(identity(test::changed(test::smallModel(), "{kind: institution, types: [hospital]}",
                                   "\n  types:\n  - hospital\n  kind: \"institution\"")),
            own);
  EXPECT_EQ(identity(test::changed(test::smallModel(), "{v: 80, cite", "{cite: [L1#1], v: 80.00}}}\n# cite")), own);
  EXPECT_EQ(identity(test::changed(test::smallModel(), "C: 1, M: 0.3", "M: 0.30, C: 1.0")), own);
  EXPECT_EQ(identity(test::changed(test::smallModel(), "status: draft", "status: trial")), own) << "status is no part";
  EXPECT_EQ(identity(test::changed(test::smallModel(), "- name: 无记录", "- name: 没有记录")), own) << "nor are tests";
  EXPECT_NE(identity(test::changed(test::smallModel(), "{v: 80, cite", "{v: 80.01, cite")), own);
  EXPECT_NE(identity(test::changed(test::smallModel(), "edition: 2026.1", "edition: 2026.10")), own) << "a text";
}

TEST(Canonical, TheFormIsTheOneWrittenDown) {
  const auto model = *readModel(test::smallModel(), "m.yaml").model;
  EXPECT_TRUE(model.canonical.starts_with(
      "{\"arith\":{\"decimals\":2,\"round\":\"half_up\"},\"cgm\":1,\"clock\":{\"workdays\":\"cn\",\"zone\":\"Asia/"
      "Shanghai\"},"
      "\"edition\":\"2026.1\",\"feeds\":{\"award\":1,\"penalty\":2,\"reference\":1},\"groups\":{\"bad\":{\"cap\":-40,"))
      << model.canonical.substr(0, 300);
  EXPECT_EQ(model.canonical.find("tests"), std::string::npos);
  EXPECT_EQ(model.canonical.find("draft"), std::string::npos);
  EXPECT_NE(model.canonical.find("\"bands\":\"$bands\""), std::string::npos) << "references are kept";
}

TEST(Canonical, AModelBuiltByExtendsIsTheOneWrittenOut) {
  const auto result = readDerived("replace: {transition: {pending: old}}\n");
  ASSERT_TRUE(result.model.has_value()) << test::listed(result.findings);
  auto plain = test::changed(test::smallModel(), "pending: more_favourable", "pending: old");
  plain = test::changed(std::move(plain), "model: test.small", "model: test.derived");
  plain = test::changed(std::move(plain), "title: 测试模型", "title: 继承的模型");
  plain = test::changed(std::move(plain), "edition: 2026.1", "edition: 2027.1");
  EXPECT_EQ(result.model->identity, readModel(plain, "m.yaml").model->identity);
}

BaseLoader hainan() { return loaderOf({{"hainan.medical-credit.institution@2026.1", test::shippedText("hainan")}}); }

TEST(Reform, TheShippedOneChangesTheDatedValueAndTheDecay) {
  const auto text = test::projectFile("jurisdictions/hainan/models/reform-2027.yaml");
  ASSERT_TRUE(isReformText(text));
  EXPECT_FALSE(isReformText(test::smallModel()));
  const auto result = readReform(text, "reform-2027.yaml", hainan());
  ASSERT_TRUE(result.model.has_value()) << test::listed(result.findings);
  EXPECT_EQ(result.changes, (std::vector<std::string>{"params.penalty.values.2027-01-01", "rules.N03.decay"}));
  const auto* penalty = result.model->findParam("penalty");
  ASSERT_EQ(penalty->values.size(), 3U);
  EXPECT_EQ(findWord(std::get<WordTable>(penalty->values[2].v), "general")->value.str(), "-12");
  EXPECT_EQ(result.model->edition, "2027-draft-1");
  ASSERT_EQ(result.reform->accept.size(), 5U);
  const auto& worst = result.reform->accept[2];
  EXPECT_EQ(worst.metric.kind, GateMetric::Kind::kMaxBy);
  EXPECT_EQ(worst.metric.by, "region");
  EXPECT_EQ(worst.metric.of, GateMetric::Of::kMovedDown);
  EXPECT_TRUE(result.reform->accept[3].timesBaseline);
  EXPECT_EQ(result.reform->accept[3].bound.str(), "1.2");
  EXPECT_EQ(result.reform->accept[4].op, Gate::Op::kEqual);
  EXPECT_NE(result.baseModel->identity, result.model->identity);
}

TEST(Reform, BadPathsAndGatesAreTold) {
  const auto reform = [](const std::string& more) {
    const auto result = readReform("reform: r1\nbase: hainan.medical-credit.institution@2026.1\nreason: 试\n" + more,
                                   "r.yaml", hainan());
    EXPECT_FALSE(result.model.has_value()) << more;
    return codes(result.findings);
  };
  EXPECT_EQ(reform("set: {rules.N99.points: 1}\n"), "GRAD-0105:4 ");
  EXPECT_EQ(reform("set: {rules.N99: {points: 1}}\n"), "GRAD-0105:4 ") << "a new rule is added, not set";
  EXPECT_EQ(reform("add: {rules.N03.decay: {steps: [[P1Y, 1]]}}\n"), "GRAD-0106:4 ");
  EXPECT_EQ(reform("remove: [limits.L9]\n"), "GRAD-0107:4 ");
  EXPECT_EQ(reform("set: {title: 别的}\n"), "GRAD-0110:4 ");
  EXPECT_EQ(reform("set: {rules.N03.decay: {steps: [[P12M, 2]]}}\n"), "GRAD-0022:4 ") << "typed after the change";
  EXPECT_EQ(reform("accept: [share(level = E) <= 0.1]\n"), "GRAD-0018:4 ");
  for (const auto* gate : {"share(level) <= 1", "mean <= 1", "share(moved_down)", "max_by(name, share(moved_up)) < 1",
                           "mean_score >= 1e2", "mean_score >= 1 * base", "mean_score >= 1 2"}) {
    EXPECT_EQ(reform("accept: [\"" + std::string(gate) + "\"]\n"), "GRAD-0111:4 ") << gate;
  }
  EXPECT_EQ(codes(readReform("reform: r1\nbase: x@1\nreason: 试\n", "r.yaml", hainan()).findings), "GRAD-0102:2 ");
  EXPECT_EQ(codes(readReform("reform: r1\nbase: x\nreason: 试\n", "r.yaml", hainan()).findings), "GRAD-0101:2 ");
}

TEST(Reform, RulesCanBeAddedAndRemoved) {
  const auto result = readReform(
      "reform: r1\nbase: hainan.medical-credit.institution@2026.1\nreason: 试\n"
      "add: {rules.N10: {of: fraud, group: penalty, points: -5, window: {last: P5Y}, cite: [HN#16]}}\nremove: "
      "[rules.X01]\n",
      "r.yaml", hainan());
  ASSERT_TRUE(result.model.has_value()) << test::listed(result.findings);
  EXPECT_EQ(result.model->rules.back().id, "N10");
  EXPECT_TRUE(std::none_of(result.model->rules.begin(), result.model->rules.end(),
                           [](const Rule& rule) { return rule.id == "X01"; }));
}

TEST(Diff, ReadsLikeAnAmendment) {
  const auto result =
      readReform(test::projectFile("jurisdictions/hainan/models/reform-2027.yaml"), "reform-2027.yaml", hainan());
  ASSERT_TRUE(result.tree && result.baseTree);
  std::vector<std::string> told;
  for (const auto& change : diffModels(*result.baseTree, *result.tree)) {
    told.push_back(std::string(layerWord(change.layer)) + " " + amendmentText(change));
  }
  const std::vector<std::string> expected = {
      "about edition：由 2026.1 改为 \"2027-draft-1\"",
      "params params.penalty.values.2027-01-01：增加 "
      "{\"cite\":[\"HN#16.3\"],\"v\":{\"general\":-12,\"minor\":-1,\"serious\":-30}}（依据 HN#16.3）",
      "structure rules.N03.decay.steps：由 [[\"P12M\",1],[\"P36M\",0.5],[\"P60M\",0.25]] 改为 "
      "[[\"P24M\",1],[\"P36M\",0.6],[\"P60M\",0.3]]（依据 HN#16.3、HN#26）"};
  EXPECT_EQ(told.size(), 3U);
  for (const auto& line : expected) EXPECT_NE(std::find(told.begin(), told.end(), line), told.end()) << told.back();
}

TEST(Diff, TellsOfOrderAdditionsAndRemovals) {
  Reporter report;
  const auto tree = [&](const std::string& text) { return *effectiveTree(text, "m.yaml", {}, report); };
  const auto base = tree(test::smallModel());
  EXPECT_TRUE(diffModels(base, base).empty());
  const auto gone = tree(test::changed(test::smallModel(), "feeds: {penalty: 2, ", "feeds: {"));
  const auto changes = diffModels(base, gone);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].kind, ModelChange::Kind::kRemoved);
  EXPECT_EQ(amendmentText(changes[0]), "feeds.penalty：删去 2");
  auto turned = base;
  std::swap(turned.get("rules")->items[0], turned.get("rules")->items[1]);
  const auto moved = diffModels(base, turned);
  ASSERT_EQ(moved.size(), 1U);
  EXPECT_EQ(amendmentText(moved[0]), "rules：次序由 G1、N1、X1 改为 N1、G1、X1");
}

}  // namespace
}  // namespace medcredit::grading
