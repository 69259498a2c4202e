// What the engine promises of every procedure: once and only once, timers that live in the case, marks that come at the
// right midnight and never go away by themselves.
#include "support/req.h"
#include "unit/workflow/office.h"
#include "workflow/clock_watch.h"
#include "workflow/outbox.h"

namespace medcredit::workflow {
namespace {

using test::day;
using test::morning;
using test::Office;

constexpr std::int64_t kHour = 3600LL * 1'000'000;

TEST(Engine, TheSameCommandTwiceIsDoneOnce) {
  Office office("hainan", "objection", "2026-03-02");
  const auto file = office.command("file");
  ASSERT_EQ(office.refusal(file), "");
  const auto after = office.state;
  const auto again = office.send(file);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->replayed);
  EXPECT_TRUE(again->effects.empty() && again->notices.empty() && again->papers.empty() && again->audit.empty());
  EXPECT_EQ(office.state, after);
}

TEST(Engine, AKeyCannotCarryAnotherContent) {
  Office office("hainan", "objection", "2026-03-02");
  auto file = office.command("file");
  ASSERT_EQ(office.refusal(file), "");
  file.clause = "别的内容";
  EXPECT_EQ(office.refusal(file), "WFLW-0034");
}

TEST(Engine, AnOldPageIsRefusedWithBothVersions) {
  Office office("hainan", "objection", "2026-03-02");
  office.take({"file"});
  auto accept = office.command("accept");
  accept.expectedVersion = 0;
  EXPECT_EQ(office.refusal(accept), "WFLW-0035");
  EXPECT_NE(office.said.find("第0版"), std::string::npos) << office.said;
}

TEST(Engine, ACommandWithoutKeyOrActorIsRefused) {
  Office office("hainan", "objection", "2026-03-02");
  auto file = office.command("file");
  file.key.clear();
  EXPECT_EQ(office.refusal(file), "WFLW-0033");
}

TEST(Engine, UnknownStepsProceduresAndEditionsAreRefused) {
  Office office("hainan", "objection", "2026-03-02");
  office.take({"file"});
  auto odd = office.command("accept");
  odd.step = "forgive";
  EXPECT_EQ(office.refusal(odd), "WFLW-0003");
  office.state.edition = "an older one";
  EXPECT_EQ(office.refusal("accept"), "WFLW-0002") << "a case keeps the rules it started with";
  EXPECT_EQ(passTime(office.state, office.env()).error().code, "WFLW-0002") << "and its timers never pass silently";
  office.state.procedure = "ordeal";
  EXPECT_EQ(recount(office.state, office.env()).error().code, "WFLW-0001");
}

TEST(Engine, NobodyPlaysTheSystem) {
  Office office("hainan", "objection", "2026-03-02");
  office.take({"file", "ask-supplement"});
  auto lapse = office.by("system");
  lapse.step = "lapse";
  EXPECT_EQ(office.refusal(lapse), "WFLW-0006");
}

TEST(Engine, RemindsThenMarksAtTheMidnightAfterTheLastDay) {
  Office office("hainan", "objection", "2026-03-02");
  office.take({"file", "accept"});
  EXPECT_EQ(office.due(), "2026-03-11");
  EXPECT_EQ(nextMoment(office.state), startOfDay(day("2026-03-09"))) << "two working days ahead";
  office.goTo("2026-03-09");
  EXPECT_TRUE(office.told("provider", "soon"));
  office.goTo(base::Instant{endOfDay(day("2026-03-11")).micros - 1});
  EXPECT_FALSE(office.state.current()->overdue);
  office.goTo(endOfDay(day("2026-03-11")));
  ASSERT_TRUE(office.state.current()->overdue);
  EXPECT_TRUE(office.told("provider", "overdue"));
  EXPECT_TRUE(office.told("provider-head", "overdue"));
  EXPECT_FALSE(nextMoment(office.state));
  const auto nothing = office.goTo("2026-03-20");
  EXPECT_FALSE(nothing.changed()) << "said once";
}

TEST(Engine, AnOutageLosesNoMark) {
  Office office("hainan", "objection", "2026-03-02");
  office.take({"file", "accept"});
  office.goTo("2026-04-20");
  EXPECT_TRUE(office.state.current()->overdue);
  EXPECT_TRUE(office.told("provider", "overdue"));
}

TEST(Engine, AClockThatGoesBackUndoesAndRepeatsNothing) {
  Office office("hainan", "objection", "2026-03-02");
  office.take({"file", "accept"});
  office.goTo("2026-03-12");
  ASSERT_TRUE(office.state.current()->overdue);
  const auto marked = office.state;
  for (const auto* back : {"2026-03-11", "2026-03-02", "2026-03-12", "2026-03-13"}) {
    EXPECT_FALSE(office.goTo(back).changed()) << back;
    EXPECT_EQ(office.state, marked);
  }
}

TEST(Engine, NothingEndsByItselfWhileTheClockIsInDoubt) {
  Office office("hainan", "objection", "2026-03-02");
  office.take({"file", "ask-supplement"});
  office.inDoubt = true;
  office.goTo("2027-04-06");
  EXPECT_EQ(office.state.state, "supplement") << "the application does not lapse";
  EXPECT_TRUE(office.state.current()->held);
  EXPECT_TRUE(office.told("operator", "held"));
  // the clock had been wrong: the operator puts it right and the mark is taken back
  office.now = morning("2026-03-03");
  office.inDoubt = false;
  office.goTo(office.now);
  auto correct = office.by("operator");
  correct.kind = Command::Kind::kCorrectClock;
  EXPECT_EQ(office.refusal(correct), "WFLW-0014");
  correct.reason = "时钟被误设";
  EXPECT_EQ(office.refusal(correct), "");
  EXPECT_FALSE(office.state.current()->overdue);
  EXPECT_EQ(nextMoment(office.state), endOfDay(day("2026-03-09"))) << "the reminder was sent and is not repeated";
}

TEST(Engine, AConfirmedClockLetsHeldStepsGoAhead) {
  Office office("hainan", "objection", "2026-03-02");
  office.take({"file", "ask-supplement"});
  office.inDoubt = true;
  office.goTo("2026-04-20");
  office.inDoubt = false;
  office.goTo("2026-04-20");
  EXPECT_EQ(office.state.state, "lapsed");
}

TEST(ClockWatch, AJumpOfMoreThanADayIsDoubtedUntilConfirmed) {
  ClockWatch watch;
  const auto start = morning("2026-03-02");
  EXPECT_EQ(watch.observe(start, 0), ClockWatch::Seen::kSteady);
  EXPECT_EQ(watch.observe({start.micros + kHour}, kHour), ClockWatch::Seen::kSteady);
  EXPECT_EQ(watch.observe({start.micros + 40 * 24 * kHour}, 40 * 24 * kHour), ClockWatch::Seen::kSteady)
      << "weeks that really passed";
  EXPECT_EQ(watch.observe({start.micros + 39 * 24 * kHour}, 40 * 24 * kHour), ClockWatch::Seen::kBack);
  EXPECT_FALSE(watch.inDoubt());
  EXPECT_EQ(watch.observe({start.micros + 400 * 24 * kHour}, 40 * 24 * kHour), ClockWatch::Seen::kJump);
  EXPECT_TRUE(watch.inDoubt());
  EXPECT_EQ(watch.observe(start, 41 * 24 * kHour), ClockWatch::Seen::kBack);
  EXPECT_TRUE(watch.inDoubt()) << "going back settles nothing";
  watch.confirm(start, 41 * 24 * kHour);
  EXPECT_FALSE(watch.inDoubt());
}

TEST(ClockWatch, ALongOutageIsDoubtedAShortOneNot) {
  for (const auto& [hours, doubt] : {std::pair{5, false}, {24, false}, {25, true}, {960, true}}) {
    ClockWatch before;
    before.observe(morning("2026-03-02"), 5 * kHour);
    ClockWatch after = ClockWatch::from(before.kept());
    after.restarted();
    after.observe({morning("2026-03-02").micros + hours * kHour}, 0);
    EXPECT_EQ(after.inDoubt(), doubt) << hours;
    EXPECT_EQ(ClockWatch::from(after.kept()).inDoubt(), doubt) << "doubt survives another restart";
  }
}

workday::YearTable plainYear(int year) {
  workday::YearTable table;
  table.year = year;
  return table;
}

TEST(HolidayTable, ALateTableConfirmsOrMovesAProvisionalDay) {
  // given an objection accepted at the end of 2026 and no table for 2027
  Office office("hainan", "objection", "2026-12-29");
  office.take({"file", "accept"});
  EXPECT_TRUE(office.state.current()->provisional);
  EXPECT_EQ(office.due(), "2027-01-07");
  // when the table comes with 1 January as a holiday
  auto table = plainYear(2027);
  table.weekdaysOff = {day("2027-01-01")};
  office.table(table);
  // then the day moves, with a word to both sides
  EXPECT_EQ(office.due(), "2027-01-08");
  EXPECT_FALSE(office.state.current()->provisional);
  EXPECT_TRUE(office.told("provider", "due-changed"));
  EXPECT_TRUE(office.told("person", "due-changed"));
  EXPECT_FALSE(recount(office.state, office.env())->changed()) << "the same table changes nothing";
}

TEST(HolidayTable, AnEarlierDayBindsTheAuthorityButNotThePerson) {
  auto off = plainYear(2027);
  off.weekdaysOff = {day("2027-03-03"), day("2027-03-04")};
  for (const bool person : {false, true}) {
    Office office("hainan", "objection", "2027-03-01");
    office.table(off);
    office.take(person ? std::vector<std::string>{"file", "ask-supplement"}
                       : std::vector<std::string>{"file", "accept"});
    const auto promised = office.due();
    EXPECT_EQ(promised, person ? "2027-03-10" : "2027-03-12");
    office.table(plainYear(2027));
    EXPECT_EQ(office.due(), person ? "2027-03-10" : "2027-03-10") << person;
    if (person) {
      EXPECT_EQ(office.due(), promised) << "what was promised to a person stands";
    }
  }
}

TEST(HolidayTable, ALaterDayTakesTheMarkBackWithAReason) {
  Office office("hainan", "objection", "2026-12-29");
  office.take({"file", "accept"});
  office.goTo("2027-01-08");
  ASSERT_TRUE(office.state.current()->overdue);
  auto table = plainYear(2027);
  table.weekdaysOff = {day("2027-01-01"), day("2027-01-04")};
  office.table(table);
  EXPECT_FALSE(office.state.current()->overdue);
  EXPECT_EQ(office.due(), "2027-01-11");
  EXPECT_TRUE(office.told("provider", "due-changed"));
  EXPECT_TRUE(nextMoment(office.state));
}

TEST(HolidayTable, WhatHarmsAPersonWaitsForTheTable) {
  Office office("hainan", "objection", "2026-12-29");
  office.take({"file", "ask-supplement"});
  office.goTo("2027-01-20");
  EXPECT_EQ(office.state.state, "supplement");
  EXPECT_TRUE(office.state.current()->held);
  auto table = plainYear(2027);
  table.weekdaysOff = {day("2027-01-01")};
  office.table(table);
  EXPECT_EQ(office.state.state, "lapsed");
}

TEST(Subject, AMergedSubjectGoesOnWithTheCaseAndInterestsInEitherCount) {
  Office office("hainan", "objection", "2026-03-02");
  office.take({"file"});
  auto merge = office.by("register");
  merge.kind = Command::Kind::kSubjectMerged;
  EXPECT_EQ(office.refusal(merge), "WFLW-0032");
  merge.target = "S9";
  EXPECT_EQ(office.refusal(merge), "");
  EXPECT_EQ(office.state.subject, "S9");
  EXPECT_EQ(office.due(), "2026-03-04") << "no clock starts afresh";
  auto cousin = office.command("accept");
  cousin.actor.interests = {"S1"};
  EXPECT_EQ(office.refusal(cousin), "WFLW-0008") << "an interest in the absorbed subject";
  auto gone = office.command("withdraw");
  gone.actor.subject = "S1";
  EXPECT_EQ(office.refusal(gone), "WFLW-0013");
  office.take({"withdraw"});
}

TEST(Subject, WhenItEndsAnObjectionGoesOnAndARepairIsClosed) {
  const auto end = [](Office& office) {
    auto command = office.by("register");
    command.kind = Command::Kind::kSubjectEnded;
    command.reason = "注销";
    return office.refusal(command);
  };
  Office objection("hainan", "objection", "2026-03-02");
  objection.take({"file", "accept"});
  EXPECT_EQ(end(objection), "");
  EXPECT_EQ(objection.state.state, "accepted") << "wrong information must still be put right";
  for (const auto& law : test::kJurisdictions) {
    for (const auto& procedure : test::proceduresOf(law)->procedures) {
      if (procedure.subjectEnd.empty()) continue;
      const Step* step = procedure.step(procedure.subjectEnd);
      ASSERT_NE(step, nullptr);
      EXPECT_TRUE(procedure.state(step->to)->final);
    }
  }
}

TEST(OutboxSpec, DeliversAtLeastOnceAndIsTakenInOnce) {
  Outbox outbox;
  Inbox inbox;
  const auto now = morning("2026-03-02");
  outbox.put({{"A/1/1", "person", "step", "已受理"}}, now);
  outbox.put({{"A/1/1", "person", "step", "已受理"}}, now);
  EXPECT_EQ(outbox.waiting(), 1U);
  ASSERT_EQ(outbox.take(now).size(), 1U);
  EXPECT_TRUE(outbox.take(now).empty()) << "not again within the minute";
  EXPECT_EQ(outbox.take({now.micros + 60'000'000}).size(), 1U) << "no receipt: tried again";
  EXPECT_EQ(outbox.take({now.micros - 24 * kHour}).size(), 1U) << "a clock gone back silences nothing";
  EXPECT_TRUE(inbox.take("A/1/1"));
  EXPECT_FALSE(inbox.take("A/1/1"));
  EXPECT_EQ(outbox.stuck({now.micros + 2 * kHour}, kHour).size(), 1U);
  EXPECT_TRUE(outbox.acknowledge("A/1/1"));
  EXPECT_FALSE(outbox.acknowledge("A/1/1"));
  outbox.put({{"A/1/1", "person", "step", "已受理"}}, now);
  EXPECT_EQ(outbox.waiting(), 0U) << "a delivered key never comes back";
}

}  // namespace
}  // namespace medcredit::workflow
