// EVAL, RET, REF: schemes of the provinces, who is graded from when, which facts count how, and what stays inside.
#include <algorithm>
#include <set>

#include "acceptance/grading_fixture.h"
#include "service/classify.h"
#include "service/risk.h"

namespace medcredit::test {
namespace {

using base::Decimal6;

class GradingSchemeTest : public GradingMaker {
 protected:
  std::int64_t addCategorised(const std::string& name, const std::vector<std::string>& categories,
                              const std::string& kind = "ORG") {
    return must(service::addSubject(now(), {kind, name, {}, categories, ""}));
  }
  /// The model of the jurisdiction with that name on trial.
  std::int64_t trial(const std::string& name) {
    must(service::loadDemonstrations(now()));
    const auto row = must(service::findModel(now(), name));
    for (const char* step : {"analysed", "tested", "trial"}) must(service::advanceModel(now(), row.id, {step, {}, ""}));
    return row.id;
  }
  /// Keeps a text as a demonstration on trial.
  std::int64_t tryText(const std::string& text) {
    const auto id = must(service::addModel(now(), {text, "test.yaml", true}));
    for (const char* step : {"analysed", "tested", "trial"}) must(service::advanceModel(now(), id, {step, {}, ""}));
    return id;
  }
  /// The national demonstration model with its tests taken away and some texts replaced.
  static std::string changed(const std::vector<std::pair<std::string, std::string>>& changes,
                             const std::string& edition) {
    std::string text;
    for (const auto& file : law().grading.models) {
      if (file.name == "national/models/demonstration.yaml") text = file.text;
    }
    const auto tests = text.find("\ntests:");
    text = text.substr(0, tests) +
           "\ntests:\n- name: 空\n  as_of: 2026-12-31\n  subject: {type: hospital, feeds: [penalty, license]}\n  "
           "records: []\n"
           "  expect: {score: 85}\n";
    auto all = changes;
    all.emplace_back("edition: 2026.1 ", "edition: " + edition + " ");
    for (const auto& [from, to] : all) {
      const auto at = text.find(from);
      if (at == std::string::npos) throw std::runtime_error("not in the model: " + from);
      text.replace(at, from.size(), to);
    }
    return text;
  }
  std::string scoreOn(std::int64_t subject, const std::string& model, const char* day) {
    return must(service::gradeOn(now(), subject, model, on(day), on(day))).second.grade.score;
  }
  static constexpr const char* kModel = "national.demonstration.institution";
};
MC_ON_BOTH_STORES(GradingSchemeTest);

TEST_P(GradingSchemeTest, HainanGradesAtoDAndKeepsTheUnevaluatedApart) {
  REQ("R-EVAL-01");
  at("2026-12-01", "hainan");
  const auto hospital = addCategorised("测试中心医院", {"medical-3"});
  trial("hainan.medical-credit.institution");
  as("grader", "2027-01-20", "hainan");
  const auto run = must(service::runGrading(now(), {"", 2026, {}}));
  EXPECT_EQ(decisionOf(run, hospital).level, "M");
  const auto& grades = now().law.grades;
  EXPECT_EQ(grades.size(), 5U);
  EXPECT_TRUE(grades.back().unevaluated);
  EXPECT_EQ(codeOf(service::proposeOverride(now(), decisionOf(run, hospital).id, "E", "试", "第五条")), "EVAL-0033");
}

TEST_P(GradingSchemeTest, GuangdongGradesAtoEAndKnowsNoM) {
  REQ("R-EVAL-02");
  at("2026-12-20", "guangdong-yangshan");
  addUnit("Y1", "阳山县测试监督所", {"CF-ORG"}, "441823");
  std::vector<std::int64_t> makers;
  for (const char* name : {"甲测试厂", "乙测试厂", "丙测试厂", "丁测试厂", "戊测试厂"}) {
    makers.push_back(addCategorised(name, {"disinfection"}));
  }
  const auto fact = [&](std::int64_t subject, const char* kind, const char* day, const char* items = "") {
    service::NewFact wanted;
    wanted.subjectId = subject;
    wanted.kind = kind;
    wanted.occurredOn = on(day);
    wanted.items = items;
    wanted.isPublic = true;
    must(service::addFact(now(), wanted));
  };
  fact(makers[0], "kept_commitment", "2026-02-01");
  fact(makers[0], "training", "2026-03-12");
  fact(makers[0], "training", "2026-04-12");
  fact(makers[0], "score_sheet", "2026-07-01", "S1=20;S2=30;S3=;S4=17");
  const auto punish = [&](std::int64_t subject, const char* severity, int times) {
    for (int i = 0; i < times; ++i) {
      addRecord(subject, {.unit = "Y1",
                          .documentNo = "阳卫罚" + std::to_string(subject) + "-" + std::to_string(i),
                          .decidedOn = "2026-05-08",
                          .severity = severity});
    }
  };
  punish(makers[2], "general", 1);
  punish(makers[3], "serious", 1);
  trial("guangdong.medical-credit.disinfectant-maker");
  addRecord(
      makers[4],
      {.unit = "Y1", .documentNo = "拒不履行", .decidedOn = "2026-08-08", .severity = "serious", .kindCode = "N05"});
  punish(makers[4], "serious", 1);
  as("grader", "2027-01-20", "guangdong-yangshan");
  const auto run = must(service::runGrading(now(), {"", 2026, {}}));
  std::string levels;
  for (const auto maker : makers) levels += decisionOf(run, maker).level;
  EXPECT_EQ(levels, "ABCDE");
  EXPECT_EQ(codeOf(service::proposeOverride(now(), decisionOf(run, makers[1]).id, "M", "试", "二（四）")), "EVAL-0033");
}

TEST_P(GradingSchemeTest, AnotherSchemeIsAFile) {
  REQ("R-EVAL-03");
  tryText(changed(
      {{"scheme: A-D+M", "scheme: three"},
       {"order: [A, B, C, D]", "order: [good, fair, poor]"},
       {"names: {A: 诚信, B: 守信, C: 一般失信, D: 严重失信, M: 未评价}",
        "names: {good: 较好, fair: 一般, poor: 较差, none: 未评价}"},
       {"v: {A: 90, B: 75, C: 60, D: 0}", "v: {good: 85, fair: 60, poor: 0}"},
       {"unrated: M", "unrated: none"},
       {"force: D", "force: poor"},
       {"best: B", "best: fair"},
       {"v: {A: 0.05, B: 0.20, C: 0.50, D: 1.0, M: 0.30}", "v: {good: 0.05, fair: 0.20, poor: 1.0, none: 0.30}"}},
      "three.1"));
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  as("grader", "2027-01-20");
  const auto run = must(service::runGrading(now(), {"", 2026, {}}));
  EXPECT_EQ(decisionOf(run, org_).level, "fair");
  EXPECT_EQ(decisionOf(run, other_).level, "good");
  const auto told = must(service::explainDecision(now(), decisionOf(run, other_).id)).told;
  EXPECT_EQ(told.levelName, "较好");
  EXPECT_EQ(told.inspectionRate, "0.05");
}

TEST_P(GradingSchemeTest, EachInputMovesTheScore) {
  REQ("R-EVAL-06", "R-CLASS-11");
  const std::string rules =
      "rules:\n"
      "- {id: S1, of: self_check, group: breach, points: -1, clock: occurred_on, cite: [SF], say: 自查}\n"
      "- {id: V1, of: sector_evaluation, group: breach, points: {by: outcome, v: {good: 0, poor: -3}}, clock: "
      "occurred_on, cite: [SF], say: 行业评价}\n"
      "- {id: C1, of: complaint, group: breach, points: -2, clock: occurred_on, cite: [SF], say: 投诉}\n"
      "- {id: E1, of: public_evaluation, group: good, points: 2, clock: occurred_on, decay: {linear: P24M, unit: "
      "month}, cite: [SF], say: 公共评价}\n";
  tryText(changed({{"rules:\n", rules}}, "inputs.1"));
  at("2026-12-15");
  addRecord(other_, penalty("2026-01-08", "minor", "洛卫罚〔2026〕0号"));  // the source has delivered
  const auto score = [&] { return scoreOn(org_, kModel, "2026-12-31"); };
  EXPECT_EQ(score(), "85.00");
  const auto fact = [&](const char* kind, const char* outcome) {
    service::NewFact wanted;
    wanted.subjectId = org_;
    wanted.kind = kind;
    wanted.outcome = outcome;
    wanted.occurredOn = on("2026-12-10");
    wanted.source = "政务数据部门 2026-12-10";
    return must(service::addFact(now(), wanted));
  };
  fact("self_check", "");
  EXPECT_EQ(score(), "84.00");
  fact("sector_evaluation", "poor");
  EXPECT_EQ(score(), "81.00");
  const auto complaint = must(service::addComplaint(now(), {org_, on("2026-12-01"), "热线", "收费", {}}));
  EXPECT_EQ(score(), "81.00") << "not verified: never lowers a grade";
  (void)must(service::decideComplaint(now(), complaint, "verified", true));
  EXPECT_EQ(score(), "79.00");
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  EXPECT_EQ(score(), "71.00");
  (void)must(service::addScore(now(), {org_, *Decimal6::parse("4"), on("2026-11-01"), "处方不规范", ""}));
  EXPECT_EQ(score(), "69.00");
  const auto outside = fact("public_evaluation", "");
  EXPECT_EQ(score(), "71.00");
  const auto kept = must(service::showFact(now(), outside));
  EXPECT_EQ(kept.fact.occurredOn, "2026-12-10");
  EXPECT_EQ(kept.detail.front().second, "政务数据部门 2026-12-10") << "stored with source and date";
}

TEST_P(GradingSchemeTest, ThePhasePlanSaysWhoIsGraded) {
  REQ("R-EVAL-11");
  const auto& rules = law("guangdong-yangshan");
  const auto types = [&](int year) {
    std::set<std::string> out;
    for (const auto& category : rules.categories) {
      const auto kind = std::string(domain::subjectKindCode(category.kind));
      if (service::gradeScopeOf(rules, kind, {category.id}, year) != nullptr) out.insert(category.id);
    }
    return out;
  };
  EXPECT_TRUE(types(2021).empty());
  EXPECT_EQ(types(2022), (std::set<std::string>{"disinfection", "water", "medical-2", "medical-3"}));
  auto plan = types(2022);
  plan.insert("medical-1");
  EXPECT_EQ(types(2023), plan);
  plan.insert({"blood", "tableware"});
  EXPECT_EQ(types(2024), plan);
  plan.insert({"health-staff", "medical-0", "public-place", "public-place-swim", "public-place-lodging",
               "public-place-bath", "public-place-beauty"});
  EXPECT_EQ(types(2025), plan);
}

TEST_P(GradingSchemeTest, HuzhouGradesPrivateHospitalsOnly) {
  REQ("R-EVAL-12");
  at("2026-06-01", "zhejiang-huzhou");
  const auto hidden = addCategorised("测试民营医院", {"private-hospital"});
  const auto open = addCategorised("测试公立医院", {"medical-3"});
  const auto moment = must(service::gradeMoment(now(), on("2026-06-01"), on("2026-06-01")));
  EXPECT_TRUE(must(service::readSubjectFacts(now(), *must(store::getSubject(conn(), hidden)), moment)).has_value());
  EXPECT_FALSE(must(service::readSubjectFacts(now(), *must(store::getSubject(conn(), open)), moment)).has_value());
}

TEST_P(GradingSchemeTest, StaffAreGradedByTheirOwnRulesAndKeptInside) {
  REQ("R-EVAL-21");
  at("2026-06-01", "hainan");
  const auto doctor = addCategorised("张测试", {"health-staff"}, "NP");
  const auto hospital = addCategorised("测试医院一", {"medical-3"});
  trial("hainan.medical-credit.institution");
  const auto staff =
      must(service::addModel(now(), {changed({{"model: national.demonstration.institution", "model: test.staff"},
                                              {"subject: {kind: institution, types: [hospital, clinic]}",
                                               "subject: {kind: staff, types: [health_staff]}"},
                                              {"subject: {type: hospital, feeds: [penalty, license]}",
                                               "subject: {type: health_staff, feeds: [penalty, license]}"}},
                                             "staff.1"),
                                     "staff.yaml", true}));
  for (const char* step : {"analysed", "tested", "trial"}) must(service::advanceModel(now(), staff, {step, {}, ""}));
  as("grader", "2027-01-20", "hainan");
  const auto institutions = must(service::runGrading(now(), {"hainan.medical-credit.institution", 2026, {}}));
  EXPECT_EQ(must(store::subjectsOfRun(conn(), institutions)), std::vector<std::int64_t>{hospital});
  const auto run = must(service::runGrading(now(), {"test.staff", 2026, {}}));
  EXPECT_EQ(must(store::subjectsOfRun(conn(), run)), std::vector<std::int64_t>{doctor});
  as("reviewer", "2027-01-21", "hainan");
  must(service::openPreview(now(), run));
  as("head", "2027-01-22", "hainan");
  must(service::publishGrades(now(), run));
  EXPECT_TRUE(must(service::publicGrades(now(), {})).empty());
  EXPECT_TRUE(must(store::countGradeDeliveries(conn(), run)).empty());
  const TempDir folder;
  EXPECT_EQ(codeOf(service::writeSummaryTable(now(), run, folder / "t.csv")), "EVAL-0023");
}

TEST_P(GradingSchemeTest, GoodInformationFadesWithTimeAndUse) {
  REQ("R-RET-06", "R-RET-07");
  model();
  at("2026-12-31");
  addRecord(other_, penalty("2026-01-08", "minor", "洛卫罚〔2026〕0号"));
  addRecord(
      org_,
      {.entry = "JL-ORG", .documentNo = "表彰", .decidedOn = "2026-12-31", .infoClass = "good", .nature = "positive"});
  EXPECT_EQ(scoreOn(org_, kModel, "2026-12-31"), "89.00") << "weight 1 on the day";
  std::string last = "89.00";
  int serial = 0;
  for (const char* day : {"2027-03-31", "2027-12-31", "2028-06-30", "2028-12-31"}) {
    at(day);
    addRecord(other_, penalty(day, "minor", "洛卫罚测" + std::to_string(++serial)));
    const auto score = scoreOn(org_, kModel, day);
    EXPECT_LE(score, last) << day << ": the weight never rises";
    last = score;
  }
  EXPECT_EQ(scoreOn(org_, kModel, "2028-12-31"), "85.00") << "nothing after two years";
}

TEST_P(GradingSchemeTest, ACountedUseWeakensGoodInformation) {
  REQ("R-RET-07");
  model();
  addRecord(other_, penalty("2026-01-08", "minor", "洛卫罚〔2026〕0号"));
  at("2026-12-31");
  addRecord(
      org_,
      {.entry = "JL-ORG", .documentNo = "表彰", .decidedOn = "2026-12-31", .infoClass = "good", .nature = "positive"});
  const auto run = publish(2026);
  EXPECT_EQ(decisionOf(run, org_).score, "89.00");
  at("2027-12-31");
  addRecord(other_, penalty("2027-01-08", "minor", "洛卫罚〔2027〕0号"));
  const auto told = must(service::gradeOn(now(), org_, kModel, on("2027-12-31"), on("2027-12-31")));
  EXPECT_EQ(told.first.facts.front().field("uses"), "1");
  ASSERT_EQ(told.second.lines.size(), 1U);
  EXPECT_EQ(told.second.lines.front().line.points, "1.80") << "4 × 12/24 × 0.9";
  EXPECT_EQ(told.second.lines.front().line.factor, "0.450000") << "both factors stand in the explanation";
}

TEST_P(GradingSchemeTest, AConstantReasonToPraiseIsRefused) {
  REQ("R-RET-08");
  const auto text =
      changed({{"decay: {linear: P24M, unit: month}, use_factor: 0.9, cite: [SF],", "cite: [SF],"}}, "constant.1");
  const auto check = must(service::checkModelText(now(), text, "constant.yaml", false, true));
  EXPECT_FALSE(check.clean());
}

TEST_P(GradingSchemeTest, ReferenceInformationHasOneChannelAndNoSeverity) {
  REQ("R-REF-01", "R-REF-05");
  service::NewFact item;
  item.subjectId = org_;
  item.kind = "reference_info";
  item.occurredOn = on("2026-05-01");
  item.source = "https://news.example/1";
  EXPECT_EQ(codeOf(service::addFact(now(), item)), "EVAL-0061");
  item.channel = "media";
  item.severity = "serious";
  EXPECT_EQ(codeOf(service::addFact(now(), item)), "EVAL-0062");
  item.severity.clear();
  item.source = " ";
  EXPECT_EQ(codeOf(service::addFact(now(), item)), "EVAL-0063");
  item.source = "https://news.example/1";
  item.occurredOn = on("2026-07-01");
  EXPECT_EQ(codeOf(service::addFact(now(), item)), "EVAL-0068") << "a day that lies ahead";
  item.occurredOn = on("2026-05-01");
  item.isPublic = true;
  const auto id = must(service::addFact(now(), item));
  EXPECT_FALSE(must(service::showFact(now(), id)).fact.isPublic) << "never public, whatever was asked for";
  model();
  addRecord(other_, penalty("2026-01-08", "minor", "洛卫罚〔2026〕0号"));
  EXPECT_EQ(scoreOn(org_, kModel, "2026-06-01"), "85.00") << "unverified: used by the risk model only";
  EXPECT_EQ(must(service::drawChance(now(), org_)).risk.points, 1);
  must(service::stepFact(now(), id, "verified", "已核实"));
  EXPECT_EQ(scoreOn(org_, kModel, "2026-06-01"), "84.50");
  EXPECT_EQ(codeOf(service::stepFact(now(), id, "unfounded", "再看")), "EVAL-0065");
}

TEST_P(GradingSchemeTest, ReferenceInformationIsCappedAndNeverDecides) {
  REQ("R-REF-02", "R-REF-03", "R-REF-07");
  model();
  addRecord(other_, penalty("2026-01-08", "minor", "洛卫罚〔2026〕0号"));
  for (int i = 0; i < 6; ++i) {
    service::NewFact item;
    item.subjectId = org_;
    item.kind = "reference_info";
    item.channel = "complaint";
    item.occurredOn = on("2026-05-01");
    item.source = "密语来源" + std::to_string(i);
    must(service::stepFact(now(), must(service::addFact(now(), item)), "verified", "已核实"));
  }
  addRecord(org_, {.entry = "LY-ORG", .documentNo = "违约", .decidedOn = "2026-03-01"});
  EXPECT_EQ(scoreOn(org_, kModel, "2026-06-01"), "73.50") << "75 less at most 1.5: one tenth between two grades";
  const auto run = publish(2026);
  EXPECT_EQ(decisionOf(run, org_).level, "B") << "alone it never changes a grade";
  EXPECT_EQ(decisionOf(run, org_).publicScore, "75.00");
  const TempDir folder;
  must(service::writeSummaryTable(now(), run, folder / "t.csv"));
  EXPECT_EQ(readFile(folder / "t.csv").find("密语"), std::string::npos);
  for (const auto& row : must(service::takeDeliveries(now(), "YZ", 10)))
    EXPECT_EQ(row.json.find("密语"), std::string::npos);
}

TEST_P(GradingSchemeTest, RiskStandsBesideTheGrade) {
  REQ("R-REF-04");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  const auto score = scoreOn(org_, kModel, "2026-06-01");
  EXPECT_EQ(must(service::drawChance(now(), org_)).risk.level, "middle");
  for (int i = 0; i < 3; ++i) (void)must(service::addComplaint(now(), {org_, on("2026-05-20"), "热线", "收费", {}}));
  const auto risk = must(service::drawChance(now(), org_)).risk;
  EXPECT_EQ(risk.level, "high");
  EXPECT_EQ(risk.signals.size(), 4U) << "every point has its signal";
  EXPECT_EQ(scoreOn(org_, kModel, "2026-06-01"), score) << "the grade does not move";
}

TEST_P(GradingSchemeTest, OfTwoWithTheSameGradeTheRiskierIsDrawnMoreOften) {
  REQ("R-REF-06");
  model();
  addRecord(other_, penalty("2026-01-08", "minor", "洛卫罚〔2026〕0号"));
  addRecord(org_, penalty("2026-01-09", "minor", "洛卫罚〔2026〕1号"));
  (void)publish(2026);
  at("2027-02-01");
  for (int i = 0; i < 6; ++i) (void)must(service::addComplaint(now(), {org_, on("2027-01-20"), "热线", "收费", {}}));
  const auto risky = must(service::drawChance(now(), org_));
  const auto calm = must(service::drawChance(now(), other_));
  ASSERT_EQ(risky.grade, calm.grade);
  EXPECT_EQ(risky.risk.level, "high");
  EXPECT_NE(calm.risk.level, "high");
  EXPECT_GT(risky.weight, calm.weight);
  EXPECT_NE(risky.source.find("第三十三条"), std::string::npos);
  int first = 0;
  for (int round = 0; round < 1000; ++round) {
    const auto drawn = must(service::drawForInspection(now(), {org_, other_}, 1, "抽查" + std::to_string(round)));
    if (drawn.at(0).subjectId == org_) ++first;
  }
  const double expected = 1000.0 * risky.weight / (risky.weight + calm.weight);
  EXPECT_NEAR(first, expected, 65) << "four standard deviations";
  EXPECT_EQ(codeOf(service::drawForInspection(now(), {org_, other_}, 3, "x")), "SAMP-0001");
  EXPECT_EQ(codeOf(service::drawForInspection(now(), {org_}, 1, "")), "SAMP-0003");
  EXPECT_EQ(codeOf(service::drawForInspection(now(), {999}, 1, "x")), "SUBJ-0030");
}

TEST_P(GradingSchemeTest, ARecognisedReferenceItemStopsCountingTwice) {
  REQ("R-REF-08");
  model();
  service::NewFact item;
  item.subjectId = org_;
  item.kind = "reference_info";
  item.channel = "media";
  item.occurredOn = on("2026-05-01");
  item.source = "报道";
  const auto id = must(service::addFact(now(), item));
  must(service::stepFact(now(), id, "verified", "已核实"));
  const auto record = addRecord(org_, penalty("2026-05-20", "general", "洛卫罚〔2026〕1号"));
  EXPECT_EQ(scoreOn(org_, kModel, "2026-06-01"), "76.50");
  EXPECT_EQ(codeOf(service::promoteFact(now(), id, 99, "认定")), "EVAL-0066");
  EXPECT_EQ(codeOf(service::promoteFact(now(), id, record, " ")), "EVAL-0009");
  must(service::promoteFact(now(), id, record, "依法认定"));
  EXPECT_EQ(scoreOn(org_, kModel, "2026-06-01"), "77.00");
  EXPECT_EQ(must(service::showFact(now(), id)).steps.back().recordId, record);
  EXPECT_EQ(codeOf(service::promoteFact(now(), id, record, "再次")), "EVAL-0065");
}

TEST_P(GradingSchemeTest, PracticePointsSumOverTheCycleAndAlert) {
  REQ("R-CLASS-10");
  model();
  addRecord(other_, penalty("2026-01-08", "minor", "洛卫罚〔2026〕0号"));
  (void)must(service::addScore(now(), {org_, *Decimal6::parse("6"), on("2026-02-01"), "处方不规范", ""}));
  const auto sum = must(service::addScore(now(), {org_, *Decimal6::parse("6"), on("2026-03-01"), "超范围执业", ""}));
  EXPECT_EQ(sum.points.str(), "12");
  EXPECT_TRUE(sum.alert);
  EXPECT_EQ(scoreOn(org_, kModel, "2026-06-01"), "79.00") << "12 × 0.5";
}

TEST_P(GradingSchemeTest, ClinicsAreGradedAsClinicsByCategoryAndElseByName) {
  REQ("R-EVAL-11");
  const auto typeOf = [&](std::int64_t subject) {
    const auto moment = must(service::gradeMoment(now(), on("2026-06-01"), on("2026-06-01")));
    return must(service::readSubjectFacts(now(), *must(store::getSubject(conn(), subject)), moment))->type;
  };
  EXPECT_EQ(typeOf(org_), "hospital") << "测试医院";
  EXPECT_EQ(typeOf(other_), "clinic") << "测试诊所: no category, the name tells";
  EXPECT_EQ(typeOf(addCategorised("测试门诊", {"medical-0"})), "clinic") << "the category tells";
  at("2026-06-01", "hainan");
  EXPECT_EQ(typeOf(addCategorised("测试诊所乙", {"medical-2"})), "hospital") << "a category goes before the name";
}

TEST_P(GradingSchemeTest, SectorEvaluationsAreEnteredNotComputed) {
  REQ("R-EVAL-13");
  at("2026-06-01", "jilin");
  for (const char* kind : {"public-place", "school", "infection"}) {
    service::NewFact fact;
    fact.subjectId = org_;
    fact.kind = "sector_evaluation";
    fact.title = kind;
    fact.outcome = "good";
    fact.occurredOn = on("2026-05-01");
    fact.isPublic = true;
    (void)must(service::addFact(now(), fact));
  }
  EXPECT_EQ(must(service::listFacts(now(), {"sector_evaluation"}, org_, {}, 10)).size(), 3U);
  const auto shown = must(service::publicEvaluations(now(), {}, 10));
  ASSERT_EQ(shown.size(), 3U);
  EXPECT_EQ(shown.back().kindLabel, "公共场所卫生综合评价");
  EXPECT_EQ(shown.back().subjectName, "测试医院");
}

TEST_P(GradingSchemeTest, AModelHasItsLifeAndThreeSignatures) {
  REQ("R-EVAL-04");
  const auto text = changed({}, "life.1");
  const auto id = must(service::addModel(now(), {text, "life.yaml", false}));
  EXPECT_EQ(codeOf(service::advanceModel(now(), id, {"trial", {}, ""})), "EVAL-0003") << "no step is left out";
  EXPECT_EQ(codeOf(service::advanceModel(now(), id, {"tested", {}, ""})), "EVAL-0003");
  EXPECT_EQ(codeOf(service::addModel(now(), {"cgm: 1\n", "broken.yaml", false})).substr(0, 5), "GRAD-");
  must(service::advanceModel(now(), id, {"analysed", {}, ""}));
  EXPECT_EQ(codeOf(service::addModel(now(), {text, "life.yaml", false})), "EVAL-0002") << "no longer a draft";
  EXPECT_EQ(codeOf(service::advanceModel(now(), id, {"tested", {}, ""})), "EVAL-0006")
      << "one test catches few mutants";
  run("UPDATE grade_model SET state = 'tested' WHERE id = $1", {id});
  EXPECT_EQ(codeOf(service::advanceModel(now(), id, {"trial", {}, ""})), "EVAL-0007");
  const auto digest = must(service::requireModel(now(), id)).digest;
  EXPECT_EQ(codeOf(service::signModel(now(), {id, "legal", std::string(64, '0'), "", ""})), "EVAL-0012");
  EXPECT_EQ(codeOf(service::signModel(now(), {id, "friend", digest, "", ""})), "EVAL-0011");
  as("legal-person", "2026-06-02");
  must(service::signModel(now(), {id, "legal", digest, "", ""}));
  EXPECT_EQ(codeOf(service::signModel(now(), {id, "business", digest, "", ""})), "EVAL-0013") << "one person, one role";
  as("business-person", "2026-06-02");
  EXPECT_EQ(codeOf(service::signModel(now(), {id, "business", digest, "04aa", "bb"})), "EVAL-0014");
  must(service::signModel(now(), {id, "business", digest, "", ""}));
  as("statistician", "2026-06-02");
  must(service::signModel(now(), {id, "statistics", digest, "", ""}));
  must(service::advanceModel(now(), id, {"trial", {}, ""}));
  EXPECT_EQ(codeOf(service::advanceModel(now(), id, {"in_force", on("2026-01-01"), ""})), "EVAL-0010");
  must(service::advanceModel(now(), id, {"in_force", on("2026-07-01"), ""}));
  EXPECT_EQ(codeOf(service::advanceModel(now(), id, {"withdrawn", {}, ""})), "EVAL-0009");
  must(service::advanceModel(now(), id, {"withdrawn", {}, "换用新版"}));
  EXPECT_EQ(must(store::gradeModelSteps(conn(), id)).size(), 5U);
}

TEST_P(GradingSchemeTest, ADemonstrationNeverComesInForce) {
  REQ("R-EVAL-04");
  const auto id = model();
  EXPECT_EQ(must(service::requireModel(now(), id)).label, "示范，非正式标准");
  EXPECT_EQ(codeOf(service::advanceModel(now(), id, {"in_force", {}, ""})), "EVAL-0008");
}

}  // namespace
}  // namespace medcredit::test
