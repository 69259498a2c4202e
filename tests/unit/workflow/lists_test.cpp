// Commitments, lists, sealing, recalls, talks and plain duties as specifications.
#include "support/req.h"
#include "unit/workflow/office.h"

namespace medcredit::workflow {
namespace {

using test::day;
using test::morning;
using test::Office;

Command with(Office& office, const std::string& step, const char* until, const std::string& person = {}) {
  auto command = office.command(step, person);
  command.until = day(until);
  return command;
}

TEST(Commitment, IsCheckedWhenItsValidityEndsAndAKeptOneIsGoodInformation) {
  Office office("hainan", "commitment", "2026-03-02");
  auto unsigned_ = with(office, "promise", "2026-12-31");
  unsigned_.attachments.clear();
  EXPECT_EQ(office.refusal(unsigned_), "WFLW-0011");
  EXPECT_EQ(office.refusal(office.command("promise")), "WFLW-0021") << "a commitment has an end";
  EXPECT_EQ(office.refusal(with(office, "promise", "2026-12-31")), "");
  EXPECT_TRUE(office.brought("open-first-check"));
  office.goTo(endOfDay(day("2026-12-31")));
  EXPECT_EQ(office.state.state, "checking");
  office.take({"keep"});
  EXPECT_TRUE(office.brought("good-record"));
}

TEST(Commitment, ABreachIsFoundOnlyAfterHearingWithReasonsByTheHead) {
  Office office("hainan", "commitment", "2026-03-02");
  ASSERT_EQ(office.refusal(with(office, "promise", "2026-12-31")), "");
  office.take({"suspect"});
  EXPECT_EQ(office.refusal("breach"), "WFLW-0005");
  office.take({"notify-breach"});
  EXPECT_EQ(office.state.current()->duty, Duty::kPerson);
  EXPECT_EQ(office.refusal("breach"), "WFLW-0005") << "not before the subject was heard";
  office.take({"hear"});
  EXPECT_EQ(office.refusal(office.command("breach", "accepting-1")), "WFLW-0016");
  auto silent = office.command("breach");
  silent.reason.clear();
  EXPECT_EQ(office.refusal(silent), "WFLW-0014");
  office.take({"breach"});
  EXPECT_TRUE(office.brought("breach-record"));
  EXPECT_TRUE(office.brought("more-inspection"));
  EXPECT_TRUE(office.made("urge"));
}

TEST(Commitment, AMissingPaperNotSuppliedOpensAnInvestigationNotABreach) {
  Office office("zhejiang-huzhou", "commitment", "2026-03-02");
  office.take({"promise-tolerated"});
  EXPECT_EQ(office.due(), "2026-03-30");
  office.goTo(endOfDay(day("2026-03-30")));
  EXPECT_EQ(office.state.state, "investigating");
  EXPECT_FALSE(office.brought("breach-record"));
  EXPECT_TRUE(office.told("person", "overdue"));
}

TEST(Commitment, CannotBeWithdrawnToEscapeAFinding) {
  Office office("hainan", "commitment", "2026-03-02");
  ASSERT_EQ(office.refusal(with(office, "promise", "2026-12-31")), "");
  Office free = office;
  free.take({"withdraw"});
  EXPECT_EQ(free.state.state, "withdrawn");
  const std::vector<std::string> later = {"suspect", "notify-breach", "hear", "breach"};
  for (const auto& step : later) {
    office.take({step});
    EXPECT_EQ(office.refusal("withdraw"), "WFLW-0005") << office.state.state;
  }
}

TEST(Commitment, YangshanWantsTheLegalRepresentativesElectronicSignatureAndTheEducationRecord) {
  Office office("guangdong-yangshan", "commitment", "2026-03-02");
  auto promise = with(office, "promise", "2026-12-31");
  promise.attachments = {"电子签名或者签字扫描件"};
  EXPECT_EQ(office.refusal(promise), "WFLW-0011");
  EXPECT_NE(office.said.find("法定代表人（负责人）电子签名"), std::string::npos) << office.said;
}

TEST(FirstCheck, IsHandedOverAndOverdueAfterSixtyDays) {
  Office office("zhejiang-huzhou", "first-check", "2026-03-02");
  office.take({"hand-over"});
  EXPECT_EQ(office.due(), "2026-05-01") << "calendar days are not moved by the holiday";
  office.goTo(endOfDay(day("2026-05-01")));
  EXPECT_TRUE(office.told("supervision", "overdue"));
  office.take({"differ"});
  EXPECT_TRUE(office.brought("open-breach"));
}

Office proposed() {
  Office office("hainan", "list-entry", "2026-03-02");
  office.take({"propose", "notify"});
  return office;
}

Office listed(const char* until) {
  Office office = proposed();
  office.take({"hear"});
  EXPECT_EQ(office.refusal(with(office, "enter", until)), "");
  return office;
}

TEST(List, NobodyIsListedWithoutNationalBasisStandardAndEvidence) {
  Office office("hainan", "list-entry", "2026-03-02");
  for (const auto* missing : {"国家规定的列入依据", "认定标准", "事实证据"}) {
    auto propose = office.command("propose");
    std::erase(propose.attachments, missing);
    EXPECT_EQ(office.refusal(propose), "WFLW-0011") << missing;
  }
}

TEST(List, NobodyIsListedUnheard) {
  Office office = proposed();
  EXPECT_EQ(office.refusal(with(office, "enter", "2027-03-01")), "WFLW-0005");
  // a state reached otherwise would not help: the decision itself looks for the hearing
  office.state.state = "deciding";
  EXPECT_EQ(office.refusal(with(office, "enter", "2027-03-01")), "WFLW-0015");
  Office silent = proposed();
  silent.goTo(endOfDay(day("2026-03-09")));
  EXPECT_EQ(silent.state.state, "deciding") << "the time to be heard ran out";
  EXPECT_EQ(silent.refusal(with(silent, "enter", "2027-03-01", "recogniser-1")), "WFLW-0016");
  EXPECT_EQ(silent.refusal(with(silent, "enter", "2027-03-01")), "");
  EXPECT_TRUE(silent.made("decision"));
  EXPECT_TRUE(silent.brought("list-enter"));
}

TEST(List, IsLeftByExpiryRepairObjectionOrCorrectionWithTheSameEffects) {
  for (const auto* cause : {"expire", "exit-repair", "exit-objection", "exit-correction"}) {
    Office office = listed("2027-03-01");
    if (std::string(cause) == "expire") {
      office.goTo(base::Instant{endOfDay(day("2027-03-01")).micros - 1});
      EXPECT_EQ(office.state.state, "listed") << "to the end of the last day";
      office.goTo(endOfDay(day("2027-03-01")));
    } else {
      office.take({cause});
    }
    EXPECT_EQ(office.state.state, "removed") << cause;
    for (const auto* effect : {"list-exit", "measures-lift", "publicity-end", "recall-shared"}) {
      EXPECT_TRUE(office.brought(effect)) << cause << " " << effect;
    }
    EXPECT_TRUE(office.made("exit"));
  }
}

TEST(List, ARedListingEndsWithItsValidity) {
  Office office("henan-luoyang", "red-list", "2026-03-02");
  office.take({"propose"});
  EXPECT_EQ(office.refusal(with(office, "enter", "2026-12-31", "recogniser-1")), "WFLW-0016");
  EXPECT_EQ(office.refusal(with(office, "enter", "2026-12-31")), "");
  office.goTo("2027-01-01");
  EXPECT_EQ(office.state.state, "removed");
}

TEST(Sealing, EndsEveryChannelAtOneMidnight) {
  Office office("hainan", "sealing", "2023-03-02");
  EXPECT_EQ(office.refusal(with(office, "keep", "2028-02-29")), "");
  office.goTo(base::Instant{endOfDay(day("2028-02-29")).micros - 1});
  EXPECT_EQ(office.state.state, "in-use");
  office.goTo(endOfDay(day("2028-02-29")));
  EXPECT_EQ(office.state.state, "sealed");
  for (const auto* effect :
       {"publicity-end", "sharing-end", "query-end", "evaluation-end", "list-exit", "measures-lift", "seal"}) {
    EXPECT_TRUE(office.brought(effect)) << effect;
  }
}

TEST(Sealing, RemovalNeedsAReasonAndASecondPersonAndDoesNotStopTheExpiry) {
  Office office("hainan", "sealing", "2023-03-02");
  EXPECT_EQ(office.refusal(with(office, "keep", "2026-03-10")), "");
  auto silent = office.command("ask-removal");
  silent.reason.clear();
  EXPECT_EQ(office.refusal(silent), "WFLW-0014");
  office.take({"ask-removal"});
  EXPECT_EQ(office.due(), "2026-03-10") << "the same clock goes on";
  EXPECT_EQ(office.refusal(office.command("remove", "keeper-1")), "WFLW-0016");
  Office removed = office;
  removed.take({"remove"});
  EXPECT_TRUE(removed.brought("seal"));
  office.goTo("2026-03-11");
  EXPECT_EQ(office.state.state, "sealed");
}

TEST(Sealing, ALastDayThatIsChangedStartsAFreshClock) {
  Office office("hainan", "sealing", "2023-03-02");
  EXPECT_EQ(office.refusal(with(office, "keep", "2028-02-29")), "");
  EXPECT_EQ(office.refusal(with(office, "set-day", "2029-05-05")), "");
  EXPECT_EQ(office.due(), "2029-05-05");
  EXPECT_EQ(office.state.obligations.size(), 2U);
}

TEST(Recall, TwoWorkingDaysToRemindFiveToComplete) {
  Office office("hainan", "recall", "2026-02-12");
  office.take({"withdraw-info"});
  EXPECT_EQ(office.due(), "2026-02-14") << "the make-up Saturday";
  office.take({"remind"});
  EXPECT_EQ(office.due(), "2026-02-26");
  auto bare = office.command("complete");
  bare.attachments.clear();
  EXPECT_EQ(office.refusal(bare), "WFLW-0011");
  office.take({"complete"});
}

TEST(Talk, AnInvitationHasItsDayAndAMissedOneStaysUntilCarriedOut) {
  Office office("hainan", "talk", "2026-03-02");
  EXPECT_EQ(office.refusal(with(office, "invite", "2026-03-10")), "");
  EXPECT_TRUE(office.made("invitation"));
  office.take({"miss"});
  EXPECT_FALSE(nextMoment(office.state));
  office.take({"carry-out"});
  EXPECT_EQ(office.state.state, "done");
}

TEST(Duty, AnyClockOfTheJurisdictionCanBeKept) {
  const std::vector<std::tuple<std::string, std::string, const char*, std::string>> table = {
      {"jilin", "dual-publicity", "2026-02-12", "2026-02-28"},
      {"henan-luoyang", "report-7wd", "2026-02-13", "2026-03-02"},
      {"zhejiang-huzhou", "dual-publicity", "2026-02-12", "2026-02-19"},
      {"guangdong-yangshan", "manual-one-month", "2026-01-31", "2026-02-28"},
      {"guangdong-yangshan", "yearly-departments", "2025-12-31", "2026-01-10"},
      {"guangdong-yangshan", "grading-run", "2025-06-01", "2026-01-20"},
      {"guangdong-yangshan", "grading-publish", "2025-06-01", "2026-01-25"},
      {"henan-luoyang", "stats-weekly", "2026-03-02", "2026-03-09"},
      {"henan-luoyang", "stats-quarterly", "2026-01-01", "2026-03-31"},
      {"jilin", "commitment-items", "2025-03-01", "2026-04-30"}};
  for (const auto& [law, clock, event, due] : table) {
    Office office(law, "duty", event);
    auto open = office.command("open");
    EXPECT_EQ(office.refusal(open), "WFLW-0020") << "the opener names the clock";
    open = office.command("open");
    open.clock = clock;
    EXPECT_EQ(office.refusal(open), "") << law << " " << clock;
    EXPECT_EQ(office.due(), due) << law << " " << clock;
  }
}

TEST(Duty, AnEventOfYesterdayCountsFromYesterdayOneOfTomorrowIsRefused) {
  Office office("jilin", "duty", "2026-03-10");
  auto open = office.command("open");
  open.clock = "dual-publicity";
  open.from = day("2026-03-11");
  EXPECT_EQ(office.refusal(open), "WFLW-0022");
  open.from = day("2026-02-24");
  EXPECT_EQ(office.refusal(open), "");
  EXPECT_EQ(office.state.obligations.back().due.iso(), "2026-03-04");
  EXPECT_TRUE(office.state.current()->overdue) << "late from the first moment, and said so";
  EXPECT_TRUE(office.told("unit", "overdue"));
}

}  // namespace
}  // namespace medcredit::workflow
