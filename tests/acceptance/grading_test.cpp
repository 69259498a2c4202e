// EVAL: the yearly run, its review and publication, dynamic grades, explanation, replay (R-EVAL-01…22).
#include <algorithm>
#include <set>

#include "acceptance/grading_fixture.h"
#include "service/classify.h"

namespace medcredit::test {
namespace {

class GradingTest : public GradingMaker {};
MC_ON_BOTH_STORES(GradingTest);

TEST_P(GradingTest, AYearIsGradedOnceByTheModelInUse) {
  REQ("R-EVAL-07");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  as("grader", "2027-01-19");
  EXPECT_EQ(codeOf(service::runGrading(now(), {"", 2026, {}})), "EVAL-0021") << "not before 20 January";
  as("grader", "2027-01-20");
  const auto run = must(service::runGrading(now(), {"", 2026, {}}));
  EXPECT_EQ(must(service::requireRun(now(), run)).state, "review");
  EXPECT_EQ(must(store::subjectsOfRun(conn(), run)).size(), 2U) << "all subjects in scope";
  EXPECT_EQ(decisionOf(run, org_).level, "B");
  EXPECT_EQ(decisionOf(run, org_).score, "77.00");
  EXPECT_EQ(decisionOf(run, other_).score, "85.00");
  EXPECT_EQ(codeOf(service::runGrading(now(), {"", 2026, {}})), "EVAL-0020");
  EXPECT_EQ(number("SELECT COUNT(*) FROM grade_run"), 1);
}

TEST_P(GradingTest, ABrokenRunGoesOnWithTheSameResult) {
  REQ("R-EVAL-07");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  as("grader", "2027-01-20");
  const auto stopped = service::runGrading(now(), {"", 2026, {}}, [](int) { return base::fail("STOR-0002"); });
  ASSERT_EQ(codeOf(stopped), "STOR-0002");
  EXPECT_EQ(text("SELECT state FROM grade_run"), "running");
  const auto run = must(service::runGrading(now(), {"", 2026, {}}));
  EXPECT_EQ(number("SELECT COUNT(*) FROM grade_run"), 1);
  EXPECT_EQ(number("SELECT COUNT(*) FROM grade_decision"), 2) << "nobody twice";
  const auto digest = must(service::requireRun(now(), run)).factsDigest;
  must(service::dropRun(now(), run, "重做"));
  const auto again = must(service::runGrading(now(), {"", 2026, {}}));
  EXPECT_EQ(must(service::requireRun(now(), again)).factsDigest, digest);
}

TEST_P(GradingTest, OnlyWhatWasKnownAtTheCutCounts) {
  REQ("R-EVAL-08");
  model();
  at("2027-01-09");
  addRecord(org_, penalty("2026-12-20", "general", "洛卫罚〔2026〕9号"));
  addRecord(org_, penalty("2027-01-05", "serious", "洛卫罚〔2027〕1号"));
  as("grader", "2027-01-20");
  const auto run = must(service::runGrading(now(), {"", 2026, {}}));
  EXPECT_EQ(decisionOf(run, org_).score, "77.00") << "entered on 9 January: counts; of the next year: does not";
  must(service::refreshGrades(now(), on("2027-01-20")));
  at("2027-01-21");
  addRecord(other_, penalty("2026-11-01", "general", "洛卫罚〔2026〕10号"));
  touch("R3");
  const auto before = decisionOf(run, other_);
  const auto done = must(service::refreshGrades(now(), on("2027-01-21")));
  EXPECT_EQ(done.touched, 1);
  EXPECT_EQ(decisionOf(run, other_).ledger, before.ledger) << "the result of the year stays";
  EXPECT_EQ(number("SELECT COUNT(*) FROM grade_again WHERE subject_id = $1", {other_}), 1)
      << "but it is looked at again";
}

TEST_P(GradingTest, TheCutTellsWhatIsMissing) {
  REQ("R-EVAL-08");
  const auto id = model();
  at("2027-01-10");
  const auto check = must(service::checkCut(now(), must(service::requireModel(now(), id)), 2026));
  EXPECT_EQ(check.days.feedsBy, on("2027-01-10"));
  EXPECT_EQ(check.days.generateOn, on("2027-01-20"));
  ASSERT_EQ(check.gaps.size(), 2U) << "neither penalties nor licences have come";
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  EXPECT_EQ(must(service::checkCut(now(), must(service::requireModel(now(), id)), 2026)).gaps.size(), 1U);
}

TEST_P(GradingTest, NobodyWithoutDataIsTrusted) {
  REQ("R-EVAL-01");
  model();
  as("grader", "2027-01-20");
  const auto run = must(service::runGrading(now(), {"", 2026, {}}));
  EXPECT_EQ(decisionOf(run, org_).level, "M");
  EXPECT_EQ(decisionOf(run, org_).unratedBy, "M1");
  EXPECT_EQ(decisionOf(run, org_).score, "");
  EXPECT_EQ(must(service::reviewRun(now(), run)).levels.at("M"), 2) << "a column of its own";
  const auto refused = service::proposeOverride(now(), decisionOf(run, org_).id, "E", "试", "第五条");
  EXPECT_EQ(codeOf(refused), "EVAL-0033") << "E is no level of A-D with M";
}

TEST_P(GradingTest, AnOldYearGivesTheSameByteForByte) {
  REQ("R-EVAL-04");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  const auto run = publish(2026);
  const auto kept = decisionOf(run, org_);
  at("2028-03-01");
  addRecord(org_, penalty("2026-06-08", "serious", "洛卫罚〔2026〕2号"));
  const auto replay = must(service::replayDecision(now(), kept.id));
  EXPECT_TRUE(replay.sameGrade);
  EXPECT_TRUE(replay.sameFacts) << "what became known later is not seen";
  EXPECT_EQ(replay.again.ledger, kept.ledger);
  const auto then =
      must(service::gradeOn(now(), org_, "national.demonstration.institution", on("2026-12-31"), on("2027-01-19")));
  EXPECT_EQ(then.second.grade.score, kept.score);
  const auto today =
      must(service::gradeOn(now(), org_, "national.demonstration.institution", on("2026-12-31"), on("2028-03-01")));
  EXPECT_EQ(today.second.grade.score, "57.00");
}

TEST_P(GradingTest, EveryPointHasItsRecordAndTakingOneAwayChangesTheScoreByIt) {
  REQ("R-EVAL-05");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  addRecord(org_, penalty("2024-05-08", "serious", "洛卫罚〔2024〕2号"));
  const auto run = publish(2026);
  const auto told = must(service::explainDecision(now(), decisionOf(run, org_).id));
  ASSERT_EQ(told.told.lines.size(), 2U);
  EXPECT_EQ(told.told.base, "85.00");
  for (const auto& line : told.told.lines) {
    EXPECT_FALSE(line.line.record.empty());
    EXPECT_FALSE(line.text.empty());
    EXPECT_FALSE(line.basis.empty());
  }
  at("2027-02-01");
  ASSERT_TRUE(must(service::markFact(now(), {"R2", "revoked", {}, "correction", "A1"})).has_value());
  const auto now2 =
      must(service::gradeOn(now(), org_, "national.demonstration.institution", on("2027-02-01"), on("2027-02-01")));
  EXPECT_EQ(now2.second.grade.score, "77.00");
}

TEST_P(GradingTest, ARepairGradesAgainAndTheHistoryNamesItsCause) {
  REQ("R-EVAL-10", "R-EVAL-20");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  const auto run = publish(2026);
  const auto first = decisionOf(run, org_);
  as("desk", "2027-02-01");
  must(service::markFact(now(), {"R1", "disputed", {}, "objection", "YY1"}));
  auto view = must(service::showDecision(now(), first.id));
  ASSERT_EQ(view.marks.size(), 1U) << "an open objection shows";
  EXPECT_NE(view.marks.front().find("异议"), std::string::npos);
  at("2027-02-10");
  const auto made = must(service::markFact(now(), {"R1", "repaired", {}, "repair", "XF1"}));
  ASSERT_TRUE(made.has_value());
  const auto next = must(service::showDecision(now(), *made));
  EXPECT_EQ(next.decision.score, "85.00");
  EXPECT_EQ(next.decision.previous, first.id);
  EXPECT_EQ(next.decision.cause, "repair");
  EXPECT_EQ(next.decision.causeRef, "XF1");
  EXPECT_TRUE(must(service::showDecision(now(), first.id)).marks.empty());
  EXPECT_TRUE(next.dynamic) << "the yearly grade stays the official one where the profile says no more";
  EXPECT_EQ(must(service::currentGrade(now(), org_))->decision.id, first.id);
}

TEST_P(GradingTest, TheGradeIsNotTypedInAndAnOverrideNeedsTwo) {
  REQ("R-EVAL-22");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  as("grader", "2027-01-20");
  const auto run = must(service::runGrading(now(), {"", 2026, {}}));
  const auto decision = decisionOf(run, org_).id;
  EXPECT_EQ(codeOf(service::proposeOverride(now(), decision, "C", "", "第三十二条")), "EVAL-0009");
  EXPECT_EQ(codeOf(service::proposeOverride(now(), decision, "C", "另有情况", " ")), "EVAL-0009");
  const auto id = must(service::proposeOverride(now(), decision, "C", "另有情况", "第三十二条"));
  EXPECT_EQ(codeOf(service::decideOverride(now(), id, true)), "EVAL-0036") << "not by the same person";
  as("second", "2027-01-21");
  must(service::openPreview(now(), run));
  as("head", "2027-01-22");
  EXPECT_EQ(codeOf(service::publishGrades(now(), run)), "EVAL-0026");
  must(service::decideOverride(now(), id, true));
  EXPECT_EQ(codeOf(service::decideOverride(now(), id, true)), "EVAL-0035");
  const auto view = must(service::showDecision(now(), decision));
  EXPECT_EQ(view.level(), "C");
  EXPECT_EQ(view.decision.level, "B") << "the computed grade stays";
  must(service::publishGrades(now(), run));
  const auto shown = must(service::publicGrades(now(), {}));
  const auto row = std::find_if(shown.begin(), shown.end(), [&](const auto& one) { return one.subjectId == org_; });
  ASSERT_NE(row, shown.end());
  EXPECT_EQ(row->level, "C");
  EXPECT_TRUE(row->overridden);
}

TEST_P(GradingTest, ASecondPersonPublishesAndTheTableHoldsExactlyTheSubjects) {
  REQ("R-EVAL-09");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  as("grader", "2027-01-20");
  const auto run = must(service::runGrading(now(), {"", 2026, {}}));
  EXPECT_EQ(codeOf(service::publishGrades(now(), run)), "EVAL-0023") << "review first";
  EXPECT_TRUE(must(service::publicGrades(now(), {})).empty()) << "nothing is public before";
  as("reviewer", "2027-01-21");
  must(service::openPreview(now(), run));
  EXPECT_EQ(codeOf(service::publishGrades(now(), run)), "EVAL-0024");
  as("grader", "2027-01-22");
  EXPECT_EQ(codeOf(service::publishGrades(now(), run)), "EVAL-0024");
  as("head", "2027-01-26");
  const auto alerts = must(service::gradeDay(now(), on("2027-01-26"))).alerts;
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_NE(alerts.front().find("逾期"), std::string::npos);
  must(service::publishGrades(now(), run));
  EXPECT_TRUE(must(service::reviewRun(now(), run)).late);
  const TempDir folder;
  must(service::writeSummaryTable(now(), run, folder / "table.csv"));
  const auto table = readFile(folder / "table.csv");
  EXPECT_NE(table.find("测试医院"), std::string::npos);
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 3) << "header and two subjects";
  const auto shown = must(service::publicGrades(now(), {}));
  ASSERT_EQ(shown.size(), 2U);
  EXPECT_EQ(shown.front().label, "示范，非正式标准");
  service::PublicGradeQuery there;
  there.region = "410303";
  EXPECT_EQ(must(service::publicGrades(now(), there)).size(), 1U);
}

TEST_P(GradingTest, TheSchedulerGradesOnTheDayAndTellsGaps) {
  REQ("R-EVAL-07", "R-EVAL-08");
  model();
  as("scheduler", "2027-01-10");
  EXPECT_EQ(must(service::gradeDay(now(), on("2027-01-10"))).alerts.size(), 1U);
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  as("scheduler", "2027-01-20");
  EXPECT_EQ(must(service::gradeDay(now(), on("2027-01-20"))).runs.size(), 1U);
  EXPECT_TRUE(must(service::gradeDay(now(), on("2027-01-20"))).runs.empty()) << "once";
  EXPECT_EQ(number("SELECT COUNT(*) FROM grade_run"), 1);
}

TEST_P(GradingTest, DeliversToNineSystemsAndReportsUpward) {
  REQ("R-EVAL-15", "R-EVAL-16");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  const auto run = publish(2026);
  const auto counts = must(store::countGradeDeliveries(conn(), run));
  EXPECT_EQ(counts.size(), 11U) << "nine systems, two platforms";
  auto taken = must(service::takeDeliveries(now(), "YZ", 10));
  ASSERT_EQ(taken.size(), 2U) << "one per subject";
  EXPECT_NE(taken.front().json.find("\"publicity\":\"公开\""), std::string::npos);
  must(service::endDelivery(now(), taken.at(0).delivery.id, true, "H-1"));
  EXPECT_EQ(codeOf(service::endDelivery(now(), taken.at(0).delivery.id, true, "H-1")), "EVAL-0042");
  for (int i = 0; i < 6; ++i) must(service::endDelivery(now(), taken.at(1).delivery.id, false, "对方不可用"));
  EXPECT_TRUE(must(service::takeDeliveries(now(), "YZ", 10)).empty());
  EXPECT_EQ(must(service::retryDeliveries(now(), run)), 1);
  EXPECT_EQ(must(service::takeDeliveries(now(), "YZ", 10)).size(), 1U);
  const auto upward = must(service::takeDeliveries(now(), "provincial", 10));
  ASSERT_EQ(upward.size(), 1U);
  EXPECT_NE(upward.front().json.find("\"grades\""), std::string::npos);
  EXPECT_EQ(codeOf(service::takeDeliveries(now(), "nobody", 10)), "EVAL-0040");
}

TEST_P(GradingTest, EachOfTheNineSystemsGetsEverySubjectAndAFailureIsTriedAgainAndListed) {
  REQ("R-EVAL-16");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  const auto run = publish(2026);
  const auto* systems = now().law.codeList("grade-systems");
  ASSERT_NE(systems, nullptr);
  ASSERT_EQ(systems->items.size(), 9U);
  for (const auto& system : systems->items) {
    std::set<std::int64_t> told;
    for (const auto& one : must(service::takeDeliveries(now(), system.code, 10))) {
      told.insert(must(store::gradeDecision(conn(), *one.delivery.decisionId))->subjectId);
      EXPECT_NE(one.json.find("\"column\":\"基本信息\""), std::string::npos) << "where the system shows it";
    }
    EXPECT_EQ(told, (std::set<std::int64_t>{org_, other_})) << system.label;
  }
  // A failure waits longer each time; the sixth is the last.
  const auto id = must(service::takeDeliveries(now(), "YZ", 1)).at(0).delivery.id;
  for (std::int64_t attempt = 1; attempt <= 6; ++attempt) {
    must(service::endDelivery(now(), id, false, "对方不可用"));
    const auto kept = *must(store::gradeDelivery(conn(), id));
    EXPECT_EQ(kept.attempts, attempt);
    EXPECT_EQ(kept.state, attempt < 6 ? "pending" : "failed");
    // The clock of the tests goes on by a microsecond with each look at it.
    const auto pause = kept.nextAt.micros - now().clock.now().micros;
    EXPECT_NEAR(static_cast<double>(pause) / 1e6, static_cast<double>(60LL << (attempt - 1)), 1);
  }
  store::DeliveryFilter failed;
  failed.runId = run;
  failed.state = "failed";
  auto listed = must(store::listGradeDeliveries(conn(), failed));
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed.front().id, id);
  EXPECT_EQ(listed.front().target, "YZ");
  EXPECT_EQ(listed.front().error, "对方不可用");
  // After the pause of a first failure it is offered again by itself.
  const auto second = must(service::takeDeliveries(now(), "YZ", 10)).at(0).delivery.id;
  must(service::endDelivery(now(), second, false, "对方不可用"));
  EXPECT_TRUE(must(service::takeDeliveries(now(), "YZ", 10)).empty()) << "not at once";
  at("2027-01-25");
  const auto again = must(service::takeDeliveries(now(), "YZ", 10));
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again.front().delivery.id, second);
}

TEST_P(GradingTest, AUseNamesTheGradeAndItsEffect) {
  REQ("R-EVAL-17", "R-EVAL-18");
  model();
  addRecord(org_, penalty("2026-05-08", "serious", "洛卫罚〔2026〕1号"));
  addRecord(org_, penalty("2026-06-08", "serious", "洛卫罚〔2026〕2号"));
  addRecord(
      other_,
      {.entry = "JL-ORG", .documentNo = "表彰", .decidedOn = "2026-12-20", .infoClass = "good", .nature = "positive"});
  addRecord(
      other_,
      {.entry = "LY-ORG", .documentNo = "履约", .decidedOn = "2026-12-20", .infoClass = "good", .nature = "positive"});
  EXPECT_EQ(codeOf(service::useGrade(now(), {org_, "review", "等级评审"})), "EVAL-0047");
  const auto run = publish(2026);
  const auto limited = must(service::useGrade(now(), {org_, "review", "2027 年等级评审"}));
  EXPECT_EQ(limited.level, "D");
  EXPECT_EQ(limited.effect, "limited");
  EXPECT_FALSE(limited.clause.empty());
  EXPECT_EQ(limited.decisionId, decisionOf(run, org_).id);
  const auto good = must(service::useGrade(now(), {other_, "merit", "评先评优"}));
  EXPECT_EQ(good.level, "A");
  EXPECT_EQ(good.effect, "incentive");
  EXPECT_EQ(codeOf(service::useGrade(now(), {org_, "weather", "x"})), "EVAL-0045");
  EXPECT_EQ(codeOf(service::useGrade(now(), {org_, "review", " "})), "EVAL-0046");
  EXPECT_EQ(must(store::gradeUsesOf(conn(), org_)).size(), 1U);
}

TEST_P(GradingTest, CommendsExactlyTheBest) {
  REQ("R-EVAL-19");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  addRecord(
      other_,
      {.entry = "JL-ORG", .documentNo = "表彰", .decidedOn = "2026-12-20", .infoClass = "good", .nature = "positive"});
  addRecord(
      other_,
      {.entry = "LY-ORG", .documentNo = "履约", .decidedOn = "2026-12-20", .infoClass = "good", .nature = "positive"});
  const auto run = publish(2026);
  const auto draft = must(store::gradeCommendationOf(conn(), run));
  ASSERT_TRUE(draft.has_value());
  EXPECT_EQ(draft->subjects, "[" + std::to_string(other_) + "]");
  EXPECT_EQ(codeOf(service::approveCommendation(now(), run)), "EVAL-0044") << "not by the drafter";
  as("second", "2027-02-01");
  must(service::approveCommendation(now(), run));
  const auto facts = must(store::gradeFactsOf(conn(), other_));
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(facts.front().kind, "grade_commendation");
}

TEST_P(GradingTest, TheSurveyIsAnsweredAndSummedUp) {
  REQ("R-EVAL-23");
  const auto id = must(service::openSurvey(now(), {2026, "评价工作调研", {"评价是否客观", "结果是否及时"}}));
  EXPECT_EQ(codeOf(service::openSurvey(now(), {2026, "空", {}})), "EVAL-0051");
  must(service::answerSurvey(now(), id, org_, {5, 4}, "建议提前告知"));
  EXPECT_EQ(codeOf(service::answerSurvey(now(), id, org_, {5, 4}, "")), "EVAL-0054");
  EXPECT_EQ(codeOf(service::answerSurvey(now(), id, other_, {6, 4}, "")), "EVAL-0053");
  must(service::answerSurvey(now(), id, other_, {4, 4}, ""));
  const auto report = must(service::surveyReport(now(), id));
  EXPECT_EQ(report.answers, 2);
  EXPECT_EQ(report.means, (std::vector<std::string>{"4.50", "4.00"}));
  must(service::closeSurvey(now(), id));
  EXPECT_EQ(codeOf(service::answerSurvey(now(), id, other_, {4, 4}, "")), "EVAL-0052");
}

TEST_P(GradingTest, TheSubjectMayAnswerInThePreview) {
  REQ("R-EVAL-09");
  model();
  addRecord(org_, penalty("2026-05-08", "general", "洛卫罚〔2026〕1号"));
  as("grader", "2027-01-20");
  const auto run = must(service::runGrading(now(), {"", 2026, {}}));
  const auto decision = decisionOf(run, org_).id;
  EXPECT_EQ(codeOf(service::answerGrade(now(), decision, "处罚已撤销")), "EVAL-0048");
  EXPECT_TRUE(must(service::decisionsOf(now(), org_, true)).empty()) << "the subject sees nothing before the review";
  must(service::openPreview(now(), run));
  EXPECT_EQ(must(service::decisionsOf(now(), org_, true)).size(), 1U);
  const auto answer = must(service::answerGrade(now(), decision, "处罚已撤销"));
  EXPECT_EQ(must(service::reviewRun(now(), run)).openAnswers, 1);
  must(service::replyAnswer(now(), answer, "已核对"));
  EXPECT_EQ(must(service::reviewRun(now(), run)).openAnswers, 0);
  EXPECT_EQ(codeOf(service::replyAnswer(now(), answer, "再答")), "EVAL-0050");
}

}  // namespace
}  // namespace medcredit::test
