// 信用修复, from the application to its effects, for five places on both stores (R-REP-01 … 20).
#include <filesystem>

#include "acceptance/repair_fixture.h"
#include "domain/messages.h"
#include "store/cases.h"
#include "store/lists.h"
#include "store/repair.h"

namespace medcredit::test {
namespace {

class RepairTest : public RepairMaker {};

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
  record_ = penalty("2027-11-29", "general");
  EXPECT_EQ(shown("2028-02-28").answer.firstLawfulDay, on("2028-02-29")) << "a leap year";
  EXPECT_EQ(codeOf(apply("2028-02-28")), "WFLW-0024");
  EXPECT_EQ(codeOf(apply("2028-02-29")), "");
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

TEST_P(RepairTest, ListsMeasuresAndReceiversFollow) {
  REQ("R-REP-07");
  given("hainan", "2026-05-06");
  must(apply("2026-08-10"));
  store::ListEntryRow entry;
  entry.list = entry.kind = "serious";
  entry.listName = "严重失信主体名单";
  entry.subjectId = org_;
  entry.unitId = "U1";
  entry.recognisedOn = entry.validFrom = entry.enteredOn = "2026-05-06";
  entry.validTo = "2029-05-05";
  entry.state = "listed";
  entry.recordId = record_;
  entry.detail = "{}";
  entry.actor = "test";
  {
    auto transaction = must(store::Transaction::start(conn()));
    must(store::insertListEntry(conn(), entry));
    must(store::setRecordMark(conn(), record_, "measures-apply", case_, now().clock.now()));
    must(transaction.commit());
  }
  nights("2026-08-10", "2026-08-10");
  publicise("2026-08-10");
  nights("2026-08-10", "2026-08-18");
  must(step(officerOn("2026-08-18"), "implement"));
  const auto after = must(store::listEntry(conn(), entry.id));
  EXPECT_EQ(after->state, "removed");
  EXPECT_EQ(after->cause, "信用修复");
  EXPECT_FALSE(must(store::hasRecordMark(conn(), record_, "measures-apply")));
  EXPECT_GE(number("SELECT COUNT(*) FROM record_recall WHERE record_id = $1", {record_}), 2) << "both platforms";
  EXPECT_EQ(number("SELECT COUNT(*) FROM record_recall WHERE record_id = $1 AND act <> 'remove'", {record_}), 0);
}

TEST_P(RepairTest, OneApplicationForSeveralRecordsRepairsThemTogether) {
  given("hainan", "2026-04-20");
  const auto second = penalty("2026-05-06", "general");
  nights("2026-08-10", "2026-08-10");
  must(apply("2026-08-10", {record_, second}));
  publicise("2026-08-10");
  EXPECT_EQ(must(store::listRepairPublicity(conn(), true, 0, 10)).size(), 2U);
  nights("2026-08-10", "2026-08-18");
  must(step(officerOn("2026-08-18"), "implement"));
  for (const auto id : {record_, second}) {
    EXPECT_EQ(publicity(id), "ended");
    EXPECT_TRUE(must(store::repairOfRecord(conn(), id)));
  }
  // what stands in the way of one stands in the way of all
  const auto third = penalty("2026-08-15", "general");
  EXPECT_EQ(codeOf(apply("2026-09-15", {third})), "WFLW-0024");
}

TEST_P(RepairTest, AMergedSubjectGoesOnUnderItsNewNumberAndAnObjectionDoesNotStopIt) {
  given("hainan", "2026-05-06");
  nights("2026-08-10", "2026-08-10");
  must(apply("2026-08-10"));
  const auto winner = addOrg("测试医院（新）");
  {
    auto& context = operatorOn("2026-08-10");
    auto transaction = must(store::Transaction::startEnclosing(conn()));
    must(service::subjectMergedInCases(context, org_, winner));
    must(store::setRecordMark(conn(), record_, "disputed", case_, context.clock.now()));
    must(transaction.commit());
  }
  EXPECT_EQ(must(service::keptCase(now(), case_)).state.subject, service::publicId('S', winner));
  publicise("2026-08-10");
  nights("2026-08-10", "2026-08-18");
  must(step(officerOn("2026-08-18"), "implement"));
  EXPECT_TRUE(must(store::repairOfRecord(conn(), record_)));
  EXPECT_TRUE(must(store::hasRecordMark(conn(), record_, "disputed"))) << "the objection is decided for itself";
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

MC_ON_BOTH_STORES(RepairTest);

}  // namespace
}  // namespace medcredit::test
