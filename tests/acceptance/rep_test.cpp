// 信用修复, from the application to its effects, for five places on both stores (R-REP-01 … 20).
#include <filesystem>

#include "acceptance/grading_fixture.h"
#include "acceptance/repair_fixture.h"
#include "domain/messages.h"
#include "service/repair_batch.h"
#include "store/cases.h"
#include "store/repair.h"

namespace medcredit::test {
namespace {

class RepairTest : public RepairMaker {
 protected:
  service::RepairState shown(const std::string& day) { return must(service::repairState(subjectOn(day), record_)); }
  /// Clauses of what bars although everything the subject can bring were brought.
  std::string barsOn(const std::string& day) {
    std::string out;
    for (const auto& bar : shown(day).answer.bars) out += bar.clause;
    return out;
  }
};

TEST_P(RepairTest, TheOfficeThatRecognisedRepairsAndNobodyElse) {
  REQ("R-REP-01");
  given("hainan", "2026-05-06");
  must(apply("2026-08-10"));
  const auto kept = must(service::keptCase(now(), case_));
  EXPECT_EQ(kept.state.units.at("recogniser"), "U1");
  EXPECT_EQ(codeOf(step(officerOn("2026-08-10", "外单位", "U2"), "accept")), "ACCS-0401")
      << "another office does not even see it";
  EXPECT_EQ(state(), "applied");
  EXPECT_EQ(codeOf(step(officerOn("2026-08-10"), "accept")), "");
}

TEST_P(RepairTest, NothingCostsAnything) {
  REQ("R-REP-02");
  const std::filesystem::path root(MC_SOURCE_DIR);
  std::size_t documents = 0;
  for (const auto& file : std::filesystem::directory_iterator(root / "src/http/openapi")) {
    const auto whole = readFile(file.path());
    ++documents;
    for (const char* word : {"payment", "\"fee\"", "\"amountDue\"", "缴费", "费用标准", "金额支付"}) {
      EXPECT_EQ(whole.find(word), std::string::npos) << file.path() << " " << word;
    }
  }
  EXPECT_GT(documents, 10U);
  given("hainan", "2026-05-06");
  EXPECT_NE(shown("2026-08-10").text.find("不收取任何费用"), std::string::npos);
  for (const auto& procedure : now().procedures->procedures) {
    for (const auto& step : procedure.steps) EXPECT_EQ(step.title.find("缴费"), std::string::npos) << procedure.id;
  }
}

TEST_P(RepairTest, FiveStepsInOrderAndNoneIsSkipped) {
  REQ("R-REP-03", "R-REP-05");
  given("hainan", "2026-05-06");
  nights("2026-08-10", "2026-08-10");
  must(apply("2026-08-10"));
  EXPECT_EQ(state(), "applied");
  EXPECT_EQ(dueOn(), "2026-08-13") << "accepted within three working days";
  for (const char* early : {"pass", "implement", "publicity-over"}) {
    EXPECT_NE(codeOf(step(officerOn("2026-08-10"), early, {"整改核查记录"})), "") << early;
  }
  must(step(officerOn("2026-08-10"), "accept"));
  EXPECT_EQ(dueOn(), "2026-08-24") << "verified within ten working days";
  EXPECT_EQ(codeOf(step(officerOn("2026-08-10"), "implement")), "WFLW-0005");
  EXPECT_EQ(codeOf(step(officerOn("2026-08-10"), "pass", {"整改核查记录"})), "WFLW-0016") << "four eyes";
  must(step(officerOn("2026-08-10", "经办乙"), "pass", {"整改核查记录"}));
  EXPECT_EQ(state(), "publicity");
  nights("2026-08-10", "2026-08-18");
  EXPECT_EQ(state(), "implementing");
  must(step(officerOn("2026-08-18"), "implement"));
  EXPECT_EQ(state(), "repaired");
}

TEST_P(RepairTest, ARefusalIsWrittenWithItsReason) {
  REQ("R-REP-05");
  given("hainan", "2026-05-06");
  must(apply("2026-08-10"));
  EXPECT_EQ(codeOf(step(officerOn("2026-08-10"), "refuse", {}, "")), "WFLW-0014");
  must(step(officerOn("2026-08-10"), "refuse", {}, "材料不真实"));
  EXPECT_EQ(state(), "refused");
  const auto papers = must(store::casePapers(conn(), case_));
  EXPECT_TRUE(std::any_of(papers.begin(), papers.end(), [](const auto& one) { return one.paper == "refused"; }));
}

TEST_P(RepairTest, OneDayBeforeTheShortestPublicityIsRefusedWithTheDay) {
  REQ("R-REP-04");
  given("hainan", "2026-05-06");
  const auto state = shown("2026-08-05");
  EXPECT_FALSE(state.mayApply());
  EXPECT_EQ(state.answer.firstLawfulDay, on("2026-08-06"));
  EXPECT_NE(state.text.find("2026-08-06"), std::string::npos) << state.text;
  const auto early = apply("2026-08-05");
  EXPECT_EQ(codeOf(early), "WFLW-0024");
  EXPECT_NE(wordsOf(early).find("2026-08-06"), std::string::npos) << wordsOf(early);
  EXPECT_EQ(number("SELECT COUNT(*) FROM case_file"), 0) << "nothing half stored";
  EXPECT_TRUE(shown("2026-08-06").mayApply());
  EXPECT_EQ(codeOf(apply("2026-08-06")), "");
}

TEST_P(RepairTest, OfTheTwoPapersNoneMayBeMissing) {
  REQ("R-REP-04");
  given("hainan", "2026-05-06");
  EXPECT_EQ(codeOf(apply("2026-08-10", {}, {"application"})), "WFLW-0010");
  EXPECT_EQ(codeOf(apply("2026-08-10", {}, {"commitment"})), "WFLW-0010");
  const auto papers = shown("2026-08-10").papers;
  EXPECT_EQ(papers.at(0), "信用修复申请书");
  EXPECT_EQ(papers.at(1), "信用修复承诺书");
}

TEST_P(RepairTest, TheFirstDayStandsAcross29FebruaryAndSpringFestival) {
  REQ("R-REP-04");
  given("hainan", "2025-11-29");
  EXPECT_EQ(shown("2025-12-01").answer.firstLawfulDay, on("2026-02-28")) << "no 29 February in 2026";
  EXPECT_EQ(codeOf(apply("2026-02-27")), "WFLW-0024");
  EXPECT_EQ(codeOf(apply("2026-02-28")), "") << "a Saturday: months are not moved by days off";
}

TEST_P(RepairTest, PublicityOverSpringFestivalHasFiveWorkingDays) {
  REQ("R-REP-06");
  given("hainan", "2025-10-20");
  nights("2026-02-12", "2026-02-12");
  must(apply("2026-02-12"));
  publicise("2026-02-12");
  // 2026-02-13, 14 (worked Saturday), then the festival until 23, 24, 25, 26
  EXPECT_EQ(dueOn(), "2026-02-26");
  const auto early = step(officerOn("2026-02-26"), "publicity-over");
  EXPECT_NE(codeOf(early), "");
  EXPECT_NE(codeOf(step(officerOn("2026-02-26"), "implement")), "") << "not before the end";
  nights("2026-02-12", "2026-02-26");
  EXPECT_EQ(state(), "publicity");
  nights("2026-02-27", "2026-02-27");
  EXPECT_EQ(state(), "implementing");
}

TEST_P(RepairTest, PublicityIsSeenByEverybodyAndAnObjectionSendsItBack) {
  REQ("R-REP-06");
  given("hainan", "2026-05-06");
  must(apply("2026-08-10"));
  EXPECT_TRUE(must(store::listRepairPublicity(conn(), true, 0, 10)).empty());
  publicise("2026-08-10");
  auto running = must(store::listRepairPublicity(conn(), true, 0, 10));
  ASSERT_EQ(running.size(), 1U);
  EXPECT_EQ(running.front().recordId, record_);
  EXPECT_EQ(running.front().startedOn, "2026-08-10");
  EXPECT_EQ(running.front().endsOn, "2026-08-17");
  must(step(officerOn("2026-08-11"), "objected", {}, "有人反映没有整改"));
  EXPECT_EQ(state(), "verifying");
  EXPECT_TRUE(must(store::listRepairPublicity(conn(), true, 0, 10)).empty());
}

TEST_P(RepairTest, EverythingFollowsInOneTransaction) {
  REQ("R-REP-07");
  given("hainan", "2026-05-06");
  ASSERT_EQ(publicity(record_), "published");
  const auto day = repair("2026-08-10");
  EXPECT_EQ(day, "2026-08-18");
  EXPECT_EQ(publicity(record_), "ended");
  const auto repaired = must(store::repairOfRecord(conn(), record_));
  ASSERT_TRUE(repaired);
  EXPECT_EQ(repaired->repairedOn, day);
  EXPECT_EQ(repaired->publicityBefore, "published");
  EXPECT_TRUE(must(store::hasRecordMark(conn(), record_, "repaired")));
  EXPECT_EQ(text("SELECT status FROM grade_mark ORDER BY id DESC LIMIT 1"), "repaired");
  EXPECT_EQ(number("SELECT COUNT(*) FROM publication_job WHERE record_id = $1 AND act = 'remove'", {record_}), 1);
  const auto papers = must(store::casePapers(conn(), case_));
  EXPECT_TRUE(std::any_of(papers.begin(), papers.end(), [](const auto& one) { return one.paper == "result"; }));
  EXPECT_EQ(number("SELECT COUNT(*) FROM record WHERE id = $1 AND state = 'live'", {record_}), 1) << "kept";
  EXPECT_EQ(codeOf(apply("2026-09-10")), "REPR-0031") << "once is enough";
  const auto view = shown("2026-09-10");
  EXPECT_TRUE(view.repaired);
  EXPECT_TRUE(view.record.view.repaired);
  EXPECT_FALSE(view.record.view.uses[0].applies);
}

TEST_P(RepairTest, BarOneIsTwoBarsOfTheirOwn) {
  REQ("R-REP-08");
  given("hainan", "2025-12-01");
  ASSERT_EQ(repair("2026-04-20"), "2026-04-28");
  record_ = penalty("2026-05-06", "general");
  EXPECT_EQ(barsOn("2026-08-05"), "第四十四条（一）第四十五条（一）第四十五条（一）") << "too young and too soon";
  EXPECT_EQ(barsOn("2026-08-06"), "第四十五条（一）") << "less than a year since the last repair";
  EXPECT_EQ(shown("2026-08-06").answer.firstLawfulDay, on("2027-04-28"));
  EXPECT_NE(wordsOf(apply("2026-08-06")).find("第四十五条（一）"), std::string::npos);
  // the other reading: both must be met
  auto rules = *must(service::repairRules(now()));
  for (auto& rule : rules.rules) rule.joint = rule.test == workflow::RepairTest::kInterval;
  service::RepairAsk ask;
  ask.recordId = record_;
  ask.allBrought = true;
  const auto record = must(service::repairRecord(subjectOn("2026-08-06"), rules, ask));
  EXPECT_TRUE(workflow::repairEligibility(record->facts, rules, on("2026-08-06")).eligible);
}

TEST_P(RepairTest, BarTwoIsIncompleteRectificationOrOtherDishonesty) {
  REQ("R-REP-08");
  given("hainan", "2026-05-06");
  EXPECT_EQ(barsOn("2026-08-10"), "");
  must(service::stateRepairFact(officerOn("2026-08-10"), {record_, "rectified", "", 0, "", "复查仍不合格"}));
  EXPECT_EQ(barsOn("2026-08-10"), "第四十五条（二）");
  EXPECT_EQ(codeOf(apply("2026-08-10")), "WFLW-0024") << "the subject's own paper does not help against the office";
  must(service::stateRepairFact(officerOn("2026-08-12"), {record_, "rectified", "", 1, "", "复查合格"}));
  EXPECT_EQ(barsOn("2026-08-12"), "");
  const auto second = penalty("2026-07-01", "general");
  EXPECT_EQ(barsOn("2026-08-12"), "第四十五条（二）") << "other dishonesty meanwhile";
  EXPECT_EQ(codeOf(apply("2026-10-12", {record_, second})), "") << "both in one application do not bar one another";
}

TEST_P(RepairTest, BarThreeIsAMissedTalkUntilItsPointsAreCarriedOut) {
  REQ("R-REP-08", "R-REP-09");
  given("hainan", "2026-05-06");
  service::OpenCase talk;
  talk.procedure = "talk";
  talk.subjectId = org_;
  talk.records = {record_};
  talk.key = "talk";
  talk.input.reason = "就处罚事项约谈";
  talk.input.until = on("2026-06-10");
  case_ = must(service::openCase(officerOn("2026-06-01"), talk)).caseId;
  EXPECT_EQ(barsOn("2026-08-10"), "") << "an invitation alone bars nothing";
  must(step(officerOn("2026-06-11"), "miss", {}, "没有到场也没有说明理由"));
  EXPECT_EQ(barsOn("2026-08-10"), "第四十五条（三）");
  EXPECT_NE(wordsOf(apply("2026-08-10")).find("无故未参加"), std::string::npos);
  must(step(officerOn("2026-08-10"), "carry-out", {"落实情况证明"}));
  EXPECT_EQ(barsOn("2026-08-10"), "");
}

TEST_P(RepairTest, BarFourIsFraud) {
  REQ("R-REP-08");
  given("hainan", "2026-05-06");
  must(apply("2026-08-10"));
  publicise("2026-08-10");
  must(step(headOn("2026-08-11"), "fraud", {"弄虚作假的证据"}, "提交的整改报告系伪造"));
  EXPECT_EQ(state(), "not-repaired");
  EXPECT_EQ(barsOn("2026-09-10"), "第四十五条（四）");
  EXPECT_FALSE(shown("2026-09-10").answer.firstLawfulDay) << "no lapse of time helps";
  EXPECT_EQ(codeOf(apply("2026-09-10")), "WFLW-0024");
}

TEST_P(RepairTest, BarFiveShowsTheClauseThatForbidsRepair) {
  REQ("R-REP-08", "R-REP-19");
  given("hainan", "2026-05-06");
  EXPECT_EQ(codeOf(service::stateRepairFact(officerOn("2026-08-10"), {record_, "irreparable", "", 1, "", "核定"})),
            "REPR-0003");
  must(service::stateRepairFact(officerOn("2026-08-10"), {record_, "irreparable", "", 1, "示例法 第九十九条", "核定"}));
  const auto state = shown("2026-08-10");
  EXPECT_FALSE(state.mayApply());
  EXPECT_NE(state.text.find("示例法 第九十九条"), std::string::npos) << state.text;
  EXPECT_EQ(barsOn("2026-08-10"), "第四十五条（五）");
  EXPECT_EQ(codeOf(apply("2026-08-10")), "WFLW-0024");
}

TEST_P(RepairTest, FraudFoundLaterTakesTheRepairBackAfterAHearing) {
  REQ("R-REP-07", "R-REP-08");
  given("hainan", "2026-05-06");
  repair("2026-08-10");
  service::OpenCase revoke;
  revoke.procedure = "repair-revocation";
  revoke.records = {record_};
  revoke.key = "revoke";
  revoke.input.reason = "整改报告系伪造";
  revoke.input.attachments = {"弄虚作假的证据"};
  case_ = must(service::openCase(officerOn("2026-09-10", "经办甲"), revoke)).caseId;
  EXPECT_NE(codeOf(step(headOn("2026-09-10"), "revoke")), "") << "nobody is judged unheard";
  must(step(officerOn("2026-09-11", "经办乙"), "hear", {"陈述申辩笔录"}));
  EXPECT_EQ(publicity(record_), "ended") << "nothing happens before the decision";
  must(step(headOn("2026-09-14"), "revoke", {}, "弄虚作假属实"));
  EXPECT_FALSE(must(store::repairOfRecord(conn(), record_)));
  EXPECT_EQ(publicity(record_), "pending") << "shown again after the secrecy check";
  EXPECT_EQ(text("SELECT status FROM grade_mark ORDER BY id DESC LIMIT 1"), "active");
  EXPECT_EQ(barsOn("2026-09-20"), "第四十五条（四）");
}

TEST_P(RepairTest, WithdrawalIsPossibleInEveryOpenState) {
  given("hainan", "2026-05-06");
  must(apply("2026-08-10"));
  must(step(subjectOn("2026-08-10"), "withdraw"));
  EXPECT_EQ(state(), "withdrawn");
  must(apply("2026-08-10"));
  must(step(officerOn("2026-08-10"), "ask-supplement", {}, "缺少附件"));
  must(step(subjectOn("2026-08-10"), "withdraw"));
  must(apply("2026-08-10"));
  must(step(officerOn("2026-08-10"), "accept"));
  must(step(subjectOn("2026-08-10"), "withdraw"));
  must(apply("2026-08-10"));
  publicise("2026-08-10");
  must(step(subjectOn("2026-08-10"), "withdraw"));
  EXPECT_EQ(state(), "withdrawn");
  EXPECT_TRUE(must(store::listRepairPublicity(conn(), true, 0, 10)).empty());
  EXPECT_EQ(publicity(record_), "published");
}

TEST_P(RepairTest, ASubjectThatEndsEndsTheCaseAndARepeatedStepCountsOnce) {
  given("hainan", "2026-05-06");
  must(apply("2026-08-10"));
  {
    auto& context = operatorOn("2026-08-11");
    auto transaction = must(store::Transaction::startEnclosing(conn()));
    must(service::subjectEndedInCases(context, org_, "注销"));
    must(transaction.commit());
  }
  EXPECT_EQ(state(), "ended");
  EXPECT_EQ(publicity(record_), "published");
}

TEST_P(RepairTest, ADoubledImplementationHasOneEffect) {
  given("hainan", "2026-05-06");
  repair("2026-08-10");
  service::StepCase again;
  again.caseId = case_;
  again.version = must(service::keptCase(now(), case_)).head.version;
  again.key = "another";
  again.step = "implement";
  EXPECT_NE(codeOf(service::stepCase(officerOn("2026-08-18"), again)), "");
  EXPECT_EQ(number("SELECT COUNT(*) FROM record_repair"), 1);
  EXPECT_EQ(number("SELECT COUNT(*) FROM grade_mark"), 1);
}

TEST_P(RepairTest, GuangdongConfirmsByItsOwnNotice) {
  REQ("R-REP-10", "R-REP-11");
  given("guangdong-yangshan", "2026-05-06");
  const auto papers = shown("2026-08-10").papers;
  EXPECT_NE(std::find(papers.begin(), papers.end(), "整改报告"), papers.end());
  EXPECT_EQ(std::find(papers.begin(), papers.end(), "信用报告"), papers.end()) << "asked of serious ones only";
  repair("2026-08-10");
  const auto made = must(store::casePapers(conn(), case_));
  EXPECT_TRUE(std::any_of(made.begin(), made.end(), [](const auto& one) { return one.paper == "confirmation"; }));
}

TEST_P(RepairTest, YangshanAsksTheFourWaysOfASeriousRecord) {
  REQ("R-REP-10");
  given("guangdong-yangshan", "2025-05-06", "serious");
  const auto papers = shown("2026-08-10").papers;
  for (const char* way : {"整改报告", "专题培训证明", "信用报告", "信用修复承诺书"}) {
    EXPECT_NE(std::find(papers.begin(), papers.end(), way), papers.end()) << way;
  }
}

TEST_P(RepairTest, JilinReportsToTheProvinceAndWaitsForItsAnswer) {
  REQ("R-REP-16");
  given("jilin", "2026-05-06");
  const auto day = repair("2026-08-10");
  EXPECT_EQ(state(), "to-file");
  EXPECT_TRUE(must(store::repairOfRecord(conn(), record_))) << "repaired before it is filed";
  EXPECT_EQ(codeOf(step(officerOn(day), "answer", {"省政务服务和数字化局审查结果"})), "WFLW-0005");
  must(step(officerOn(day), "file"));
  EXPECT_EQ(state(), "filed");
  ASSERT_EQ(must(store::repairFilings(conn(), case_)).size(), 1U);
  EXPECT_EQ(codeOf(step(officerOn(day), "answer")), "WFLW-0011") << "not without their answer";
  const auto late = on(dueOn()).plusDays(1).iso();
  nights(day, late);
  EXPECT_EQ(number("SELECT COUNT(*) FROM case_obligation WHERE case_id = $1 AND overdue_at IS NOT NULL", {case_}), 1);
  must(step(officerOn(late), "answer", {"省政务服务和数字化局审查结果"}));
  EXPECT_EQ(state(), "in-province");
}

TEST_P(RepairTest, JilinGathersGeneralPenaltiesAndDecidesEachForItself) {
  REQ("R-REP-14");
  given("jilin", "2026-05-06");
  const auto second = penalty("2026-05-07", "general", addOrg("测试诊所", {}, "410302"));
  const auto serious = penalty("2026-05-08", "serious", addOrg("测试药店", {}, "410302"));
  const auto undone = penalty("2026-05-09", "general", addOrg("测试门诊", {}, "410302"));
  for (const auto id : {record_, second, serious}) {
    must(service::stateRepairFact(officerOn("2026-08-10"), {id, "rectified", "", 1, "", "复查合格"}));
    must(service::stateRepairFact(officerOn("2026-08-10"), {id, "duties", "", 1, "", "罚款已缴清"}));
  }
  ASSERT_EQ(must(service::batchCandidates(operatorOn("2026-08-10"), "U1")).size(), 2U) << undone << " has duties left";
  const auto batch = must(service::makeRepairBatch(officerOn("2026-08-10"), "U1", "八月集中修复", {}));
  const auto list = must(service::repairBatchList(now(), batch));
  ASSERT_EQ(list.lines.size(), 2U);
  EXPECT_EQ(number("SELECT COUNT(*) FROM case_file"), 2) << "a case each";
  case_ = *list.lines[0].item.caseId;
  must(step(officerOn("2026-08-10"), "refuse", {}, "材料不真实"));
  case_ = *list.lines[1].item.caseId;
  must(step(officerOn("2026-08-10"), "accept"));
  const auto csv = service::repairBatchCsv(must(service::repairBatchList(operatorOn("2026-08-11"), batch)));
  EXPECT_NE(csv.find("不予受理"), std::string::npos) << csv;
  EXPECT_NE(csv.find("核查中"), std::string::npos) << csv;
}

TEST_P(RepairTest, WhereOnlyTheSubjectAppliesNoOfficeGathers) {
  REQ("R-REP-14");
  given("hainan", "2026-05-06");
  EXPECT_EQ(codeOf(service::makeRepairBatch(officerOn("2026-08-10"), "U1", "集中修复", {record_})), "REPR-0021");
}

TEST_P(RepairTest, PersonsInJilinShowVolunteerWork) {
  REQ("R-REP-13");
  given("jilin", "2026-05-06");
  must(service::stateRepairFact(officerOn("2026-08-10"),
                                {record_, "evidence", "志愿服务小时数", 12, "", "核实志愿服务记录"}));
  service::RepairAsk ask;
  ask.recordId = record_;
  auto rules = *must(service::repairRules(now()));
  const auto record = must(service::repairRecord(subjectOn("2026-08-10"), rules, ask));
  ASSERT_EQ(record->facts.evidence.count("志愿服务小时数"), 1U);
  EXPECT_EQ(record->facts.evidence.at("志愿服务小时数"), 12);
  auto person = record->facts;
  person.subject = domain::SubjectKind::kNaturalPerson;
  const auto volunteers = [&](int minimum) {
    for (auto& rule : rules.rules) {
      if (rule.evidence != "志愿服务小时数") continue;
      rule.optional = false;
      rule.minimum = minimum;
    }
    const auto answer = workflow::repairEligibility(person, rules, on("2026-08-10"));
    return std::any_of(answer.bars.begin(), answer.bars.end(), [](const auto& bar) { return bar.rule == "volunteer"; });
  };
  EXPECT_FALSE(volunteers(12));
  EXPECT_TRUE(volunteers(20)) << "the profile's minimum decides";
}

TEST_P(RepairTest, HuzhouAsksForCorrectionRemovalOfTheEffectAndTraining) {
  REQ("R-REP-12", "R-REP-15");
  given("zhejiang-huzhou", "2026-05-06");
  const auto papers = shown("2026-08-10").papers;
  for (const char* paper : {"整改情况证明", "消除影响证明", "信用修复培训证明"}) {
    EXPECT_NE(std::find(papers.begin(), papers.end(), paper), papers.end()) << paper;
  }
  const auto training =
      must(service::addTraining(officerOn("2026-07-01"), "U1", {"信用修复培训", "线上", on("2026-07-10"), 4, {org_}}));
  EXPECT_EQ(codeOf(service::noteTraining(now(), {training, org_, true, ""})), "REPR-0013");
  EXPECT_EQ(codeOf(service::noteTraining(now(), {training, org_ + 99, true, "T-1"})), "REPR-0012");
  must(service::noteTraining(officerOn("2026-07-10"), {training, org_, true, "培训-001"}));
  const auto after = shown("2026-08-10").papers;
  EXPECT_EQ(std::find(after.begin(), after.end(), "信用修复培训证明"), after.end()) << "the certificate satisfies it";
}

TEST_P(RepairTest, LuoyangGoesByTheNationalRulesOfTheDayOfTheApplication) {
  REQ("R-REP-20");
  given("henan-luoyang", "2025-12-20", "serious");
  nights("2026-03-30", "2026-03-30");
  must(apply("2026-03-30"));
  publicise("2026-03-30");
  const auto over = on(dueOn()).plusDays(1).iso();
  nights("2026-03-30", over);
  EXPECT_GE(over, "2026-04-01") << "the one-year rule is in force by then";
  must(step(officerOn(over, "经办甲"), "implement"));
  EXPECT_EQ(state(), "repaired") << "three months under the rules of the day of the application";
}

TEST_P(RepairTest, ASeriousRecordNeedsAYearUnderTheNewRules) {
  REQ("R-REP-20");
  given("henan-luoyang", "2026-04-20", "serious");
  const auto state = shown("2026-08-10");
  EXPECT_EQ(state.answer.regime, "r2026");
  EXPECT_EQ(state.answer.firstLawfulDay, on("2027-04-20"));
  EXPECT_EQ(codeOf(apply("2026-08-10")), "WFLW-0024");
}

TEST_P(RepairTest, OnTheFirstDayGuidanceGoesOutOnce) {
  REQ("R-REP-17", "R-REP-02");
  given("hainan", "2026-05-06");
  EXPECT_EQ(must(service::repairDay(operatorOn("2026-08-05"), on("2026-08-05"))).told, 0);
  EXPECT_EQ(must(service::repairDay(operatorOn("2026-08-06"), on("2026-08-06"))).told, 1);
  EXPECT_EQ(must(service::repairDay(operatorOn("2026-08-06"), on("2026-08-06"))).told, 0);
  EXPECT_EQ(must(service::repairDay(operatorOn("2026-08-07"), on("2026-08-07"))).told, 0);
  const auto notice = text("SELECT text FROM notice WHERE kind = 'repair'");
  EXPECT_NE(notice.find("不收取任何费用"), std::string::npos) << notice;
  EXPECT_NE(notice.find("信用修复申请书"), std::string::npos) << "it says how";
}

TEST_P(RepairTest, ARepairedRecordStillShownElsewhereRaisesATask) {
  REQ("R-REP-18");
  given("hainan", "2026-05-06");
  repair("2026-08-10");  // the channel was told to remove it on 2026-08-18
  EXPECT_TRUE(must(service::overdueLeftovers(operatorOn("2026-08-25"), on("2026-08-25"))).empty());
  const auto leftovers = must(service::overdueLeftovers(operatorOn("2026-08-26"), on("2026-08-26")));
  ASSERT_EQ(leftovers.size(), 1U);
  EXPECT_EQ(leftovers.front().recordId, record_);
  EXPECT_EQ(must(service::repairDay(operatorOn("2026-08-26"), on("2026-08-26"))).leftovers, 1);
  EXPECT_EQ(must(service::repairDay(operatorOn("2026-08-27"), on("2026-08-27"))).leftovers, 0) << "told once";
  run("UPDATE publication_job SET state = 'confirmed' WHERE act = 'remove'");
  EXPECT_TRUE(must(service::overdueLeftovers(operatorOn("2026-08-28"), on("2026-08-28"))).empty());
}

class RepairGradeTest : public GradingMaker {};

TEST_P(RepairGradeTest, TheSimulatorSaysWhatTheGradeBecomesAndSoItIs) {
  const auto record = addRecord(org_, penalty("2026-05-08", "general", "洛卫测罚〔2026〕1号"));
  model();
  publish(2026);
  auto& context = as("officer", "2027-02-10");
  const auto none = must(service::repairOutlook(context, other_, {}));
  EXPECT_TRUE(none) << "a graded subject without adverse records";
  const auto outlook = must(service::repairOutlook(context, org_, {record}));
  ASSERT_TRUE(outlook);
  EXPECT_NE(outlook->score, outlook->ifScore);
  EXPECT_FALSE(outlook->ifLevelName.empty());
  must(service::markFact(context, {service::publicId('R', record), "repaired", {}, "repair", "C1"}));
  const auto after = must(service::currentGrade(context, org_));
  ASSERT_TRUE(after);
  const auto again = must(service::repairOutlook(context, org_, {record}));
  EXPECT_EQ(again->score, outlook->ifScore) << "what was foretold";
  EXPECT_EQ(again->level, outlook->ifLevel);
}

MC_ON_BOTH_STORES(RepairGradeTest);

MC_ON_BOTH_STORES(RepairTest);

}  // namespace
}  // namespace medcredit::test
