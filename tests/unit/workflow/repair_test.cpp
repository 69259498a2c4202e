// 信用修复 as a specification: regimes by date, severities, Hainan's five bars, the first lawful day, and the
// procedure.
#include "support/req.h"
#include "unit/workflow/office.h"

namespace medcredit::workflow {
namespace {

using domain::SubjectKind;
using test::day;
using test::morning;
using test::Office;

/// A general penalty with everything done.
RepairFacts done(const char* publicFrom, const std::string& severity = "general") {
  RepairFacts facts;
  facts.severity = severity;
  facts.publicFrom = day(publicFrom);
  facts.rectified = facts.dutiesDone = facts.effectRemoved = facts.commitmentGiven = true;
  facts.evidence = {{"整改报告", 1}, {"专题培训证明", 1}, {"信用报告", 1}, {"信用修复培训证明", 1}};
  return facts;
}

RepairEligibility ask(const RepairFacts& facts, const char* on, const std::string& law = "hainan") {
  return repairEligibility(facts, test::proceduresOf(law)->repair, day(on));
}

std::string first(const RepairEligibility& answer) {
  return answer.firstLawfulDay ? answer.firstLawfulDay->iso() : "never";
}

TEST(RepairRegime, TheOneInForceOnTheDayOfTheApplicationDecides) {
  REQ("R-REP-20");
  // a serious record of January 2026: three months under order 58, one year under the rules from 2026-04-01
  const auto facts = done("2025-12-20", "serious");
  const auto before = ask(facts, "2026-03-31", "national");
  EXPECT_EQ(before.regime, "r2023");
  EXPECT_TRUE(before.eligible);
  const auto after = ask(facts, "2026-04-01", "national");
  EXPECT_EQ(after.regime, "r2026");
  EXPECT_FALSE(after.eligible);
  EXPECT_EQ(first(after), "2026-12-20");
  EXPECT_EQ(ask(done("2023-01-10"), "2023-04-11", "national").regime, "r2016");
}

TEST(RepairRegime, AFirstDayBehindAChangeOfRegimeIsCountedUnderTheLaterOne) {
  // on 2026-03-01 the three months of order 58 would end on 2026-04-10, but by then a serious record needs a year
  const auto answer = ask(done("2026-01-10", "serious"), "2026-03-01", "national");
  EXPECT_EQ(first(answer), "2027-01-10");
}

TEST(RepairRegime, SeveritiesHaveTheirShortestAndLongestPublicity) {
  EXPECT_EQ(first(ask(done("2026-05-06"), "2026-05-06", "national")), "2026-08-06");
  EXPECT_EQ(first(ask(done("2026-05-06", "serious"), "2026-05-06", "national")), "2027-05-06");
  const auto minor = ask(done("2026-05-06", "minor"), "2026-05-06", "national");
  EXPECT_FALSE(minor.eligible) << "not shown as a rule: nothing to repair";
  EXPECT_EQ(first(minor), "never");
  EXPECT_EQ(ask(done("2026-05-06"), "2026-05-06", "national").publicityEnds, day("2027-05-06"));
  EXPECT_EQ(ask(done("2026-05-06", "serious"), "2026-05-06", "national").publicityEnds, day("2029-05-06"));
  const auto unstated = ask(done("2026-05-06", ""), "2027-05-06", "national");
  EXPECT_FALSE(unstated.eligible) << "somebody must state the severity first";
}

TEST(RepairRegime, HainanHasTwoLevelsSoAMinorOneCountsAsGeneral) {
  EXPECT_EQ(first(ask(done("2026-05-06", "minor"), "2026-05-06")), "2026-08-06");
}

TEST(RepairRegime, SpecialKindsOfTheEarlierRegimes) {
  auto safety = done("2025-06-01");
  safety.kinds = {"涉及特定安全领域的行政处罚"};
  EXPECT_FALSE(ask(safety, "2025-10-01", "national").eligible);
  EXPECT_TRUE(ask(safety, "2026-05-01", "national").eligible) << "the special rule ended with order 58";
  auto gravest = done("2022-06-01", "serious");
  gravest.kinds = {"特定严重失信行为"};
  EXPECT_EQ(first(ask(gravest, "2023-01-01", "national")), "2023-05-01") << "the old practice ended that day";
}

TEST(FirstDay, IsTheSameDayOfTheMonthClippedAcrossTheEndOfFebruary) {
  REQ("R-REP-04");
  EXPECT_EQ(first(ask(done("2027-11-29"), "2027-12-01")), "2028-02-29") << "leap year";
  EXPECT_EQ(first(ask(done("2027-11-30"), "2027-12-01")), "2028-02-29") << "clipped";
  EXPECT_EQ(first(ask(done("2026-11-29"), "2026-12-01")), "2027-02-28") << "common year";
  EXPECT_EQ(first(ask(done("2028-02-29", "serious"), "2028-03-01")), "2029-02-28") << "a year after 29 February";
  // one day before it is refused with the date
  const auto early = ask(done("2027-11-29"), "2028-02-28");
  EXPECT_FALSE(early.eligible);
  EXPECT_NE(explainEligibility(early).find("2028-02-29"), std::string::npos) << explainEligibility(early);
  EXPECT_TRUE(ask(done("2027-11-29"), "2028-02-29").eligible);
  Office office("hainan", "repair", "2028-02-28");
  office.facts = done("2027-11-29");
  EXPECT_EQ(office.refusal("apply"), "WFLW-0024");
  EXPECT_NE(office.said.find("2028-02-29"), std::string::npos) << office.said;
  for (const auto* paper : {"application", "commitment"}) {
    Office papers("hainan", "repair", "2028-02-29");
    papers.facts = done("2027-11-29");
    auto apply = papers.command("apply");
    std::erase(apply.papers, paper);
    EXPECT_EQ(papers.refusal(apply), "WFLW-0010") << paper;
  }
  office.now = morning("2028-02-29");
  office.take({"apply"});
}

TEST(FirstDay, InTheSpringFestivalItIsNotMovedButTheClocksOfTheOfficeAre) {
  // given a record public since 2025-11-17: three months end in the festival of 2026
  const auto facts = done("2025-11-17");
  EXPECT_FALSE(ask(facts, "2026-02-16").eligible);
  EXPECT_EQ(first(ask(facts, "2026-02-16")), "2026-02-17");
  Office office("hainan", "repair", "2026-02-16");
  office.facts = facts;
  EXPECT_EQ(office.refusal("apply"), "WFLW-0024");
  office.now = morning("2026-02-17");
  office.take({"apply"});
  EXPECT_EQ(office.due(), "2026-02-26") << "three working days after the festival";
}

TEST(HainanBars, EachIsRefusedWithItsClause) {
  REQ("R-REP-08");
  const auto barred = [](const RepairFacts& facts, const char* on) {
    std::set<std::string> clauses;
    for (const auto& bar : ask(facts, on).bars) clauses.insert(bar.clause);
    return clauses;
  };
  const std::string clause = "第四十五条";
  auto young = done("2026-05-06");
  EXPECT_TRUE(barred(young, "2026-06-01").contains(clause + "（一）"));
  auto again = done("2026-01-06");
  again.lastRepair = day("2025-09-01");
  EXPECT_EQ(barred(again, "2026-08-31"), std::set<std::string>{clause + "（一）"});
  EXPECT_EQ(first(ask(again, "2026-05-01")), "2026-09-01");
  EXPECT_TRUE(barred(again, "2026-09-01").empty());
  auto half = done("2026-01-06");
  half.rectified = false;
  EXPECT_EQ(barred(half, "2026-09-01"), std::set<std::string>{clause + "（二）"});
  auto other = done("2026-01-06");
  other.otherDishonesty = {day("2026-03-03")};
  EXPECT_EQ(barred(other, "2026-09-01"), std::set<std::string>{clause + "（二）"});
  auto talk = done("2026-01-06");
  talk.talks = {{day("2026-02-03"), false, false, false}};
  EXPECT_EQ(barred(talk, "2026-09-01"), std::set<std::string>{clause + "（三）"});
  auto fraud = done("2026-01-06");
  fraud.fraud = true;
  EXPECT_EQ(barred(fraud, "2026-09-01"), std::set<std::string>{clause + "（四）"});
  auto never = done("2026-01-06");
  never.irreparableBy = "某法第十条";
  EXPECT_EQ(barred(never, "2026-09-01"), std::set<std::string>{clause + "（五）"});
  EXPECT_EQ(first(ask(never, "2026-09-01")), "never");
}

TEST(HainanBars, TheFirstIsReadAsTwoBarsUnlessTheSettingSaysJoint) {
  RepairRules joint = test::proceduresOf("hainan")->repair;
  for (auto& rule : joint.rules) rule.joint = rule.test == RepairTest::kInterval;
  auto facts = done("2026-01-06");
  facts.lastRepair = day("2025-09-01");
  // past the three months, but repaired less than a year ago
  EXPECT_FALSE(ask(facts, "2026-05-01").eligible) << "separate: the interval bars by itself";
  EXPECT_TRUE(repairEligibility(facts, joint, day("2026-05-01")).eligible) << "joint: both must hold";
  facts.publicFrom = day("2026-04-01");
  EXPECT_FALSE(repairEligibility(facts, joint, day("2026-05-01")).eligible);
  const auto rules = test::proceduresOf("hainan")->repair.rules;
  const auto bar = std::find_if(rules.begin(), rules.end(), [](const RepairRule& r) { return r.id == "bar-1"; });
  ASSERT_NE(bar, rules.end());
  EXPECT_TRUE(bar->isDefault) << "the reading is labelled as ours";
}

TEST(HainanBars, AMissedTalkBarsUntilItsPointsAreCarriedOut) {
  auto facts = done("2026-01-06");
  facts.talks = {{day("2026-02-03"), false, false, false}};
  EXPECT_FALSE(ask(facts, "2026-09-01").eligible);
  facts.talks[0].excused = true;
  EXPECT_TRUE(ask(facts, "2026-09-01").eligible);
  facts.talks[0] = {day("2026-02-03"), true, false, false};
  EXPECT_FALSE(ask(facts, "2026-09-01").eligible) << "attended, points open";
  facts.talks[0].pointsDone = true;
  EXPECT_TRUE(ask(facts, "2026-09-01").eligible);
}

TEST(Ways, GuangdongNamesFourHuzhouTrainsJilinRecordsVolunteerHours) {
  auto facts = done("2026-01-06", "serious");
  EXPECT_TRUE(ask(facts, "2027-02-01", "guangdong-yangshan").eligible);
  facts.evidence.clear();
  const auto bars = ask(facts, "2027-02-01", "guangdong-yangshan").bars;
  EXPECT_EQ(bars.size(), 3U) << "整改报告、专题培训证明、信用报告";
  for (const auto& bar : bars) EXPECT_NE(bar.source.find("002_f546f4ea885fcb98.txt 四（六）"), std::string::npos);
  const auto huzhou = ask(facts, "2027-02-01", "zhejiang-huzhou").bars;
  ASSERT_EQ(huzhou.size(), 1U);
  EXPECT_EQ(huzhou[0].text, "缺少信用修复培训证明");
  facts.subject = SubjectKind::kNaturalPerson;
  EXPECT_TRUE(ask(facts, "2027-02-01", "jilin").eligible) << "hours are recorded until a minimum is set";
  RepairRules strict = test::proceduresOf("jilin")->repair;
  for (auto& rule : strict.rules) {
    if (rule.id == "volunteer") rule.optional = false, rule.minimum = 20;
  }
  facts.evidence["志愿服务小时数"] = 19;
  EXPECT_FALSE(repairEligibility(facts, strict, day("2027-02-01")).eligible);
  facts.evidence["志愿服务小时数"] = 20;
  EXPECT_TRUE(repairEligibility(facts, strict, day("2027-02-01")).eligible);
}

Office verifying(const std::string& law = "hainan") {
  Office office(law, "repair", "2026-09-01");
  office.facts = done("2026-01-06");
  office.take({"apply", "accept"});
  return office;
}

Office pass(Office office) {
  EXPECT_EQ(office.refusal(office.command("pass", "recogniser-2")), "");
  return office;
}

TEST(RepairCase, FollowsFiveStepsNoneSkipped) {
  REQ("R-REP-03");
  Office office("hainan", "repair", "2026-09-01");
  office.facts = done("2026-01-06");
  for (const auto& other : {"accept", "pass", "implement"}) EXPECT_EQ(office.refusal(other), "WFLW-0005");
  office.take({"apply"});
  for (const auto& other : {"apply", "pass", "implement"}) EXPECT_EQ(office.refusal(other), "WFLW-0005");
  office.take({"accept"});
  for (const auto& other : {"apply", "accept", "implement"}) EXPECT_EQ(office.refusal(other), "WFLW-0005");
  office = pass(office);
  for (const auto& other : {"apply", "accept", "pass", "implement"}) EXPECT_EQ(office.refusal(other), "WFLW-0005");
  office.goTo("2026-09-09");
  office.take({"implement"});
  EXPECT_EQ(office.state.state, "repaired");
}

TEST(RepairCase, OnlyTheRecognisingUnitDecides) {
  Office office("hainan", "repair", "2026-09-01");
  office.facts = done("2026-01-06");
  office.take({"apply"});
  auto other = office.command("accept");
  other.actor.unit = "another-unit";
  EXPECT_EQ(office.refusal(other), "WFLW-0007");
}

TEST(RepairCase, AcceptanceAndVerificationHaveLimitsAndRefusalIsInWriting) {
  REQ("R-REP-05");
  Office office("hainan", "repair", "2026-09-01");
  office.facts = done("2026-01-06");
  office.take({"apply"});
  EXPECT_EQ(office.due(), "2026-09-04");
  auto silent = office.command("refuse");
  silent.reason.clear();
  EXPECT_EQ(office.refusal(silent), "WFLW-0014");
  Office refused = office;
  refused.take({"refuse"});
  EXPECT_TRUE(refused.made("refused"));
  office.take({"accept"});
  EXPECT_EQ(office.due(), "2026-09-15");
  for (const auto* id : {"repair-accept", "repair-verify"}) {
    EXPECT_NE(office.law->clock(id)->source.find("默认值（依据未规定）"), std::string::npos);
  }
}

TEST(RepairCase, PublicityLastsFiveWholeWorkingDaysAndAnObjectionSendsItBack) {
  REQ("R-REP-06");
  Office office = pass(verifying());
  EXPECT_EQ(office.due(), "2026-09-08");
  office.goTo(base::Instant{endOfDay(day("2026-09-08")).micros - 1});
  EXPECT_EQ(office.state.state, "publicity");
  EXPECT_EQ(office.refusal("implement"), "WFLW-0005");
  Office disputed = office;
  disputed.take({"objected"});
  EXPECT_EQ(disputed.state.state, "verifying");
  office.goTo(endOfDay(day("2026-09-08")));
  EXPECT_EQ(office.state.state, "implementing");
}

TEST(RepairCase, EffectsComeInOneStep) {
  Office office = pass(verifying());
  office.goTo("2026-09-09");
  office.take({"implement"});
  for (const auto* effect :
       {"record-repaired", "publicity-end", "sharing-end", "list-exit", "measures-lift", "regrade", "recall-shared"}) {
    EXPECT_TRUE(office.brought(effect)) << effect;
  }
  EXPECT_TRUE(office.made("result"));
  EXPECT_TRUE(office.told("person", "step"));
}

TEST(RepairCase, ConditionsMustStillHoldWhenItTakesEffect) {
  Office office = pass(verifying());
  office.goTo("2026-09-09");
  office.facts.otherDishonesty = {day("2026-09-05")};
  EXPECT_EQ(office.refusal("implement"), "WFLW-0024");
  auto blind = office.command("implement");
  blind.repair.reset();
  EXPECT_EQ(office.refusal(blind), "WFLW-0023");
  office.take({"reverify"});
}

TEST(RepairCase, WhoAcceptedDoesNotVerify) {
  Office office = verifying();
  EXPECT_EQ(office.refusal("pass"), "WFLW-0016");
}

TEST(RepairCase, IsWithdrawnInEveryOpenStateAndClosedWhenTheSubjectEnds) {
  for (const bool ended : {false, true}) {
    std::set<std::string> seen;
    for (int stage = 0; stage < 5; ++stage) {
      Office office("hainan", "repair", "2026-09-01");
      office.facts = done("2026-01-06");
      office.take({"apply"});
      if (stage == 1) office.take({"ask-supplement"});
      if (stage >= 2) office.take({"accept"});
      if (stage >= 3) office = pass(office);
      if (stage == 4) office.goTo("2026-09-09");
      seen.insert(office.state.state);
      auto end = office.by("register");
      end.kind = Command::Kind::kSubjectEnded;
      EXPECT_EQ(ended ? office.refusal(end) : office.refusal("withdraw"), "");
      EXPECT_EQ(office.state.state, ended ? "ended" : "withdrawn");
      EXPECT_FALSE(nextMoment(office.state));
    }
    EXPECT_EQ(seen.size(), 5U);
  }
}

TEST(RepairCase, GuangdongIssuesItsConfirmationNoticeAndOnlyGuangdong) {
  Office yangshan = pass(verifying("guangdong-yangshan"));
  yangshan.goTo("2026-09-09");
  yangshan.take({"implement"});
  EXPECT_TRUE(yangshan.made("confirmation"));
  EXPECT_EQ(yangshan.law->find("repair")->paper("confirmation")->label, "广东省医疗卫生信用修复确认通知书");
  for (const auto* law : {"national", "hainan", "jilin", "zhejiang-huzhou", "henan-luoyang"}) {
    EXPECT_EQ(test::proceduresOf(law)->find("repair")->paper("confirmation"), nullptr) << law;
  }
}

TEST(RepairCase, JilinFilesWithTheProvinceAndWaitsForItsAnswer) {
  REQ("R-REP-16");
  Office office = pass(verifying("jilin"));
  office.goTo("2026-09-09");
  office.take({"implement"});
  EXPECT_EQ(office.state.state, "to-file");
  office.take({"file"});
  EXPECT_TRUE(office.brought("file-province"));
  auto bare = office.command("answer");
  bare.attachments.clear();
  EXPECT_EQ(office.refusal(bare), "WFLW-0011") << "the last state needs their answer";
  office.goTo("2026-10-20");
  EXPECT_TRUE(office.state.current()->overdue) << "overdue shown";
  office.take({"answer"});
  EXPECT_EQ(office.state.state, "in-province");
}

TEST(RepairRevocation, FraudIsRevokedOnlyAfterHearingByAnotherPerson) {
  Office office("hainan", "repair-revocation", "2026-09-01");
  office.take({"notify"});
  EXPECT_EQ(office.refusal("revoke"), "WFLW-0005");
  office.goTo(endOfDay(day("2026-09-08")));
  EXPECT_EQ(office.state.state, "deciding");
  EXPECT_EQ(office.refusal(office.command("revoke", "recogniser-1")), "WFLW-0016");
  office.take({"revoke"});
  EXPECT_TRUE(office.brought("repair-revoked"));
}

}  // namespace
}  // namespace medcredit::workflow
