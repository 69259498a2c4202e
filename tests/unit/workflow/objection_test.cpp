// 异议处理 as a specification: five grounds, five steps, the clocks of Hainan, and what is refused.
#include "support/req.h"
#include "unit/workflow/office.h"

namespace medcredit::workflow {
namespace {

using test::day;
using test::morning;
using test::Office;

Office filed(const char* today = "2026-02-12") {
  Office office("hainan", "objection", today);
  office.take({"file"});
  return office;
}

Office deciding(const char* today = "2026-02-12") {
  Office office = filed(today);
  office.take({"accept", "review-materials", "verify"});
  return office;
}

Office reviewed() {
  Office office = deciding();
  office.take({"decide", "submit"});
  return office;
}

TEST(Objection, RunsThroughTheFiveStepsOfTheProvidingUnitInOrder) {
  REQ("R-OBJ-01");
  Office office = filed();
  const std::vector<std::string> steps = {"accept", "review-materials", "verify", "decide", "submit"};
  for (std::size_t next = 0; next < steps.size(); ++next) {
    for (std::size_t other = 0; other < steps.size(); ++other) {
      if (other == next) continue;
      EXPECT_EQ(office.refusal(steps[other]), "WFLW-0005") << steps[other] << " instead of " << steps[next];
    }
    auto foreign = office.command(steps[next]);
    foreign.actor.unit = "another-unit";
    EXPECT_EQ(office.refusal(foreign), "WFLW-0007");
    office.take({steps[next]});
    EXPECT_EQ(office.state.history.back().role.substr(0, 8), "provider");
  }
  EXPECT_EQ(office.state.state, "review");
}

TEST(Objection, OffersTheFiveGroundsAndTheLastNeedsItsClause) {
  Office office("hainan", "objection", "2026-02-12");
  EXPECT_EQ(office.law->find("objection")->grounds.size(), 5U);
  auto command = office.command("file");
  command.ground = "because";
  EXPECT_EQ(office.refusal(command), "WFLW-0018");
  command.ground = "by-law";
  EXPECT_EQ(office.refusal(command), "WFLW-0019");
  command.clause = "某条例第九条";
  EXPECT_EQ(office.refusal(command), "");
  EXPECT_EQ(office.state.clause, "某条例第九条");
}

TEST(Objection, FilingMarksTheRecordAndHoldsNewMeasures) {
  Office office = filed();
  EXPECT_TRUE(office.brought("mark-disputed"));
  EXPECT_TRUE(office.brought("hold-measures"));
  EXPECT_TRUE(office.told("provider", "step"));
}

TEST(Objection, TheDecisionIsDueSevenWorkingDaysAfterAcceptance) {
  // given an objection accepted on Thursday 2026-02-12, before the Spring Festival
  Office office = filed();
  office.take({"accept"});
  // then the make-up Saturday 2026-02-14 counts, the festival does not
  EXPECT_EQ(office.due(), "2026-02-28");
  // and review, verification and decision run under the same clock
  office.take({"review-materials", "verify"});
  EXPECT_EQ(office.due(), "2026-02-28");
  const auto text = explainObligation(*office.state.current(), *office.law, office.calendar);
  EXPECT_NE(text.find("春节"), std::string::npos) << text;
  EXPECT_NE(text.find("第四十二条"), std::string::npos) << text;
}

TEST(Objection, IsExtendedOnceBySevenWorkingDaysByTheHeadWithAReason) {
  REQ("R-OBJ-04");
  Office office = deciding();
  auto ask = office.by("provider");
  ask.kind = Command::Kind::kAskExtension;
  EXPECT_EQ(office.refusal(ask), "WFLW-0014") << "no reason";
  ask.reason = "情况复杂";
  EXPECT_EQ(office.refusal(ask), "");

  auto approve = office.by("provider");
  approve.kind = Command::Kind::kApproveExtension;
  EXPECT_EQ(office.refusal(approve), "WFLW-0006") << "only the unit head approves";
  approve = office.by("provider-head", "provider-1");
  approve.kind = Command::Kind::kApproveExtension;
  EXPECT_EQ(office.refusal(approve), "WFLW-0031") << "four eyes";
  approve = office.by("provider-head");
  approve.kind = Command::Kind::kApproveExtension;
  EXPECT_EQ(office.refusal(approve), "");
  EXPECT_EQ(office.due(), "2026-03-10");
  EXPECT_TRUE(office.made("extension"));
  EXPECT_TRUE(office.told("person", "extension"));

  ask = office.by("provider");
  ask.kind = Command::Kind::kAskExtension;
  ask.reason = "仍然复杂";
  EXPECT_EQ(office.refusal(ask), "WFLW-0027") << "a second extension";
}

TEST(Objection, NoExtensionIsApprovedAfterTheDueMoment) {
  for (const bool timerFired : {false, true}) {
    Office office = deciding();
    auto ask = office.by("provider");
    ask.kind = Command::Kind::kAskExtension;
    ask.reason = "情况复杂";
    ASSERT_EQ(office.refusal(ask), "");
    office.now = endOfDay(day("2026-02-28"));
    if (timerFired) office.goTo(office.now);
    auto approve = office.by("provider-head");
    approve.kind = Command::Kind::kApproveExtension;
    EXPECT_EQ(office.refusal(approve), "WFLW-0028");
    // one microsecond earlier it would have been lawful
    if (timerFired) continue;
    office.now.micros -= 1;
    EXPECT_EQ(office.refusal(approve), "");
  }
}

TEST(Objection, AnExtensionNobodyAskedForCannotBeApprovedAndARefusedOneMayBeAskedAgain) {
  Office office = deciding();
  auto approve = office.by("provider-head");
  approve.kind = Command::Kind::kApproveExtension;
  EXPECT_EQ(office.refusal(approve), "WFLW-0030");
  auto ask = office.by("provider");
  ask.kind = Command::Kind::kAskExtension;
  ask.reason = "情况复杂";
  EXPECT_EQ(office.refusal(ask), "");
  ask = office.by("provider");
  ask.kind = Command::Kind::kAskExtension;
  ask.reason = "情况复杂";
  EXPECT_EQ(office.refusal(ask), "WFLW-0029");
  auto refuse = office.by("provider-head");
  refuse.kind = Command::Kind::kRefuseExtension;
  refuse.reason = "可以按期办结";
  EXPECT_EQ(office.refusal(refuse), "");
  EXPECT_EQ(office.due(), "2026-02-28");
  ask = office.by("provider");
  ask.kind = Command::Kind::kAskExtension;
  ask.reason = "新情况";
  EXPECT_EQ(office.refusal(ask), "");
}

TEST(Objection, TheManagerReviewsWithinTwoWorkingDaysWithOneOfThreeOutcomes) {
  const std::vector<std::tuple<std::string, std::string, std::string>> outcomes = {
      {"keep", "kept", "publicity-keep"},
      {"change", "changed", "publicity-change"},
      {"remove", "removed", "publicity-end"}};
  for (const auto& [step, state, effect] : outcomes) {
    Office office = reviewed();
    EXPECT_EQ(office.due(), "2026-02-14") << "the make-up Saturday";
    auto silent = office.command(step);
    silent.reason.clear();
    EXPECT_EQ(office.refusal(silent), "WFLW-0014") << "the applicant is told why";
    office.take({step});
    EXPECT_EQ(office.state.state, state);
    EXPECT_TRUE(office.brought(effect));
    EXPECT_TRUE(office.brought("unmark-disputed"));
    EXPECT_TRUE(office.made("result"));
    EXPECT_TRUE(office.told("person", "step"));
  }
}

TEST(Objection, SuccessReachesRecordPublicitySharedCopiesGradeListsAndMeasures) {
  Office office = reviewed();
  office.take({"remove"});
  for (const auto* effect : {"withdraw-record", "publicity-end", "recall-shared", "regrade", "list-exit",
                             "measures-lift", "push-platforms"}) {
    EXPECT_TRUE(office.brought(effect)) << effect;
  }
}

TEST(Objection, ALateReviewIsMarkedAndCounted) {
  Office office = reviewed();
  office.goTo(endOfDay(day("2026-02-14")));
  EXPECT_TRUE(office.told("manager", "overdue"));
  EXPECT_TRUE(office.told("manager-head", "overdue"));
  office.take({"keep"});
  EXPECT_TRUE(office.state.obligations.back().late());
}

TEST(Objection, RefusingToAcceptNeedsTheHeadAndReasonsAndIsALiability) {
  Office office = filed();
  auto refuse = office.command("refuse");
  refuse.reason.clear();
  EXPECT_EQ(office.refusal(refuse), "WFLW-0014");
  auto clerk = office.command("refuse");
  clerk.actor = office.by("provider").actor;
  EXPECT_EQ(office.refusal(clerk), "WFLW-0006");
  office.take({"refuse"});
  EXPECT_TRUE(office.brought("liability-register"));
  EXPECT_TRUE(office.made("refused"));
}

TEST(Objection, AFinishedCaseTakesNoMoreSteps) {
  Office office = filed();
  office.take({"withdraw"});
  EXPECT_EQ(office.refusal("accept"), "WFLW-0004");
  EXPECT_FALSE(nextMoment(office.state)) << "no timer lives on";
}

TEST(Objection, IsWithdrawnInEveryOpenState) {
  const std::vector<std::vector<std::string>> ways = {
      {"file"},
      {"file", "ask-supplement"},
      {"file", "accept"},
      {"file", "accept", "review-materials"},
      {"file", "accept", "review-materials", "verify-wrong"},
      {"file", "accept", "review-materials", "verify", "decide"},
      {"file", "accept", "review-materials", "verify", "decide", "submit"},
      {"file", "accept", "take-over"}};
  std::set<std::string> seen;
  for (const auto& way : ways) {
    Office office("hainan", "objection", "2026-02-12");
    office.take(way);
    seen.insert(office.state.state);
    auto stranger = office.command("withdraw");
    stranger.actor.subject = "S2";
    EXPECT_EQ(office.refusal(stranger), "WFLW-0013");
    office.take({"withdraw"});
    EXPECT_EQ(office.state.state, "withdrawn");
    EXPECT_TRUE(office.brought("unmark-disputed"));
    for (const auto& obligation : office.state.obligations) EXPECT_FALSE(obligation.open());
  }
  const auto& states = test::proceduresOf("hainan")->find("objection")->states;
  const auto open = std::count_if(states.begin(), states.end(), [](const State& s) { return !s.final; });
  EXPECT_EQ(static_cast<std::ptrdiff_t>(seen.size()), open) << "every open state was tried";
}

TEST(Objection, AskingForSupplementStopsTheClockOfTheOfficeAndStartsThePersons) {
  Office office = filed("2026-03-02");
  EXPECT_EQ(office.due(), "2026-03-04");
  office.now = morning("2026-03-03");
  office.take({"ask-supplement"});
  EXPECT_EQ(office.due(), "2026-03-10");
  EXPECT_EQ(office.state.current()->duty, Duty::kPerson);
  office.now = morning("2026-03-09");
  office.take({"supplement"});
  // one of two days was used before the pause, the day of resumption does not count
  EXPECT_EQ(office.due(), "2026-03-10");
  EXPECT_FALSE(office.state.current()->paused());
}

TEST(Objection, WhatIsNotSupplementedLapsesAtTheMidnightAfterTheLastDay) {
  Office office = filed("2026-03-02");
  office.take({"ask-supplement"});
  const auto midnight = endOfDay(day("2026-03-09"));
  office.goTo(base::Instant{midnight.micros - 1});
  EXPECT_EQ(office.state.state, "supplement");
  office.goTo(midnight);
  EXPECT_EQ(office.state.state, "lapsed");
  EXPECT_TRUE(office.told("person", "step"));
}

TEST(Objection, AStepThatWouldStopAnOverdueClockIsRefused) {
  Office office = filed("2026-03-02");
  office.goTo("2026-03-06");
  ASSERT_TRUE(office.state.current()->overdue);
  EXPECT_EQ(office.refusal("ask-supplement"), "WFLW-0025");
}

TEST(Objection, ASourceUnitOutOfReachIsReplacedByTheManager) {
  Office office = deciding();
  auto empty = office.command("take-over");
  empty.attachments.clear();
  EXPECT_EQ(office.refusal(empty), "WFLW-0011");
  office.take({"take-over"});
  EXPECT_EQ(office.due(), "2026-02-28");
  office.take({"remove"});
  EXPECT_EQ(office.state.state, "removed");
}

TEST(Objection, AnOfficerWithAnInterestIsOut) {
  Office office = filed();
  auto cousin = office.command("accept");
  cousin.actor.interests = {"S1"};
  EXPECT_EQ(office.refusal(cousin), "WFLW-0008");
  auto honest = office.by("provider", "provider-9");
  honest.kind = Command::Kind::kRecuse;
  EXPECT_EQ(office.refusal(honest), "");
  EXPECT_EQ(office.refusal(office.command("accept", "provider-9")), "WFLW-0009");
  office.take({"accept"});
}

TEST(Objection, WhoVerifiedDoesNotDecide) {
  Office office = deciding();
  EXPECT_EQ(office.refusal(office.command("decide", "provider-1")), "WFLW-0016");
  office.take({"decide"});
}

TEST(Objection, AnAgentNeedsAPowerOfAttorneyAndTheCounterMakesTheSameCase) {
  Office office("hainan", "objection", "2026-02-12");
  auto agent = office.command("file", "agent-1");
  agent.actor.agent = true;
  EXPECT_EQ(office.refusal(agent), "WFLW-0012");
  agent.attachments.emplace_back(kPowerOfAttorney);
  EXPECT_EQ(office.refusal(agent), "");

  Office counter("hainan", "objection", "2026-02-12");
  auto clerk = counter.command("file");
  clerk.actor = counter.by("provider").actor;
  EXPECT_EQ(counter.refusal(clerk), "");
  EXPECT_EQ(counter.state.state, office.state.state);
  EXPECT_EQ(counter.due(), office.due());
}

TEST(Objection, PapersAndEvidenceMustBeThere) {
  Office office("hainan", "objection", "2026-02-12");
  auto bare = office.command("file");
  bare.papers.clear();
  EXPECT_EQ(office.refusal(bare), "WFLW-0010");
  EXPECT_NE(office.said.find("信用信息异议申请书"), std::string::npos) << office.said;
}

TEST(Objection, YangshanHasNumbersAndSaysTheyAreDefaults) {
  REQ("R-OBJ-06");
  const auto law = test::proceduresOf("guangdong-yangshan");
  for (const auto& [id, days] : {std::pair{"objection-decide", 7}, {"objection-extend", 7}, {"objection-review", 2}}) {
    const auto* clock = law->clock(id);
    ASSERT_NE(clock, nullptr) << id;
    EXPECT_EQ(clock->amount, days);
    EXPECT_NE(clock->source.find("默认值（依据未规定）"), std::string::npos) << clock->source;
  }
  EXPECT_NE(law->find("objection")->source.find("002_f546f4ea885fcb98.txt 四（七）"), std::string::npos);
}

TEST(Correction, EndsOnTheThirdWorkingDayWithOrWithoutAnObjectionAndOnlyWhenBothPlatformsHaveIt) {
  Office alone("hainan", "correction", "2026-02-13");
  alone.take({"find"});
  EXPECT_EQ(alone.due(), "2026-02-25");
  Office withCase("hainan", "objection", "2026-02-13");
  withCase.take({"file", "accept", "review-materials", "verify-wrong"});
  EXPECT_TRUE(withCase.brought("open-correction"));
  alone.take({"correct"});
  EXPECT_EQ(alone.due(), "2026-02-25") << "correcting and pushing are under one clock";
  auto one = alone.command("push");
  one.attachments.pop_back();
  EXPECT_EQ(alone.refusal(one), "WFLW-0011");
  alone.take({"push"});
  EXPECT_EQ(alone.state.state, "pushed");
}

TEST(ErrorReport, AnybodyMayReportAndTheUnitMustLookWithinThreeWorkingDays) {
  Office office("jilin", "error-report", "2026-04-30");
  office.take({"report"});
  EXPECT_EQ(office.due(), "2026-05-08");
  office.take({"confirm"});
  EXPECT_TRUE(office.brought("open-correction"));
  EXPECT_TRUE(office.told("reporter", "step"));
}

}  // namespace
}  // namespace medcredit::workflow
