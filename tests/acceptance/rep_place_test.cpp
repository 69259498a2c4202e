// 信用修复 place by place: Yangshan's four ways, Jilin's filing, batches and volunteer work, Huzhou's training, the
// national rules of the day; the guidance, what is still shown elsewhere, and the simulator.
#include "acceptance/grading_fixture.h"
#include "acceptance/repair_fixture.h"
#include "service/repair_batch.h"
#include "store/cases.h"
#include "store/repair.h"

namespace medcredit::test {
namespace {

class RepairPlaceTest : public RepairMaker {};

TEST_P(RepairPlaceTest, GuangdongConfirmsByItsOwnNotice) {
  REQ("R-REP-10", "R-REP-11");
  given("guangdong-yangshan", "2026-05-06");
  const auto papers = shown("2026-08-10").papers;
  EXPECT_NE(std::find(papers.begin(), papers.end(), "整改报告"), papers.end());
  EXPECT_EQ(std::find(papers.begin(), papers.end(), "信用报告"), papers.end()) << "asked of serious ones only";
  repair("2026-08-10");
  const auto made = must(store::casePapers(conn(), case_));
  EXPECT_TRUE(std::any_of(made.begin(), made.end(), [](const auto& one) { return one.paper == "confirmation"; }));
}

TEST_P(RepairPlaceTest, YangshanAsksTheFourWaysOfASeriousRecord) {
  REQ("R-REP-10");
  given("guangdong-yangshan", "2025-05-06", "serious");
  const auto papers = shown("2026-08-10").papers;
  for (const char* way : {"整改报告", "专题培训证明", "信用报告", "信用修复承诺书"}) {
    EXPECT_NE(std::find(papers.begin(), papers.end(), way), papers.end()) << way;
  }
}

TEST_P(RepairPlaceTest, JilinReportsToTheProvinceAndWaitsForItsAnswer) {
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

TEST_P(RepairPlaceTest, JilinGathersGeneralPenaltiesAndDecidesEachForItself) {
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

TEST_P(RepairPlaceTest, WhereOnlyTheSubjectAppliesNoOfficeGathers) {
  REQ("R-REP-14");
  given("hainan", "2026-05-06");
  EXPECT_EQ(codeOf(service::makeRepairBatch(officerOn("2026-08-10"), "U1", "集中修复", {record_})), "REPR-0021");
}

TEST_P(RepairPlaceTest, PersonsInJilinShowVolunteerWork) {
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

TEST_P(RepairPlaceTest, HuzhouAsksForCorrectionRemovalOfTheEffectAndTraining) {
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

TEST_P(RepairPlaceTest, LuoyangGoesByTheNationalRulesOfTheDayOfTheApplication) {
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

TEST_P(RepairPlaceTest, ASeriousRecordNeedsAYearUnderTheNewRules) {
  REQ("R-REP-20");
  given("henan-luoyang", "2026-04-20", "serious");
  const auto state = shown("2026-08-10");
  EXPECT_EQ(state.answer.regime, "r2026");
  EXPECT_EQ(state.answer.firstLawfulDay, on("2027-04-20"));
  EXPECT_EQ(codeOf(apply("2026-08-10")), "WFLW-0024");
}

TEST_P(RepairPlaceTest, OnTheFirstDayGuidanceGoesOutOnce) {
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

TEST_P(RepairPlaceTest, ARepairedRecordStillShownElsewhereRaisesATask) {
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

MC_ON_BOTH_STORES(RepairPlaceTest);

}  // namespace
}  // namespace medcredit::test
