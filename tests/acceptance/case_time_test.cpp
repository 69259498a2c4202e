// Time over the cases of the store: nothing passes silently, nothing is done twice, everything survives a restart. And
// what must be refused, refused without a trace.
#include "service/case_time.h"

#include <gmock/gmock.h>

#include "acceptance/objection_fixture.h"
#include "service/notices.h"
#include "service/subject.h"
#include "service/subject_merge.h"
#include "support/procedures.h"

namespace medcredit::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class CaseTimeTest : public ObjectionTest {
 protected:
  /// Messages a unit was told about cases.
  std::vector<std::string> toldUnit(const std::string& unit) {
    store::NoticeFilter filter;
    filter.kinds = service::kNoticeCase;
    filter.limit = 1000;
    std::vector<std::string> out;
    for (const auto& row : must(store::listNotices(conn(), {"", unit}, filter))) out.push_back(row.text);
    return out;
  }
  service::CasePass pass(const std::string& day, bool all = true) {
    as("scheduler", day);
    const auto done = must(service::passCases(ctx(), all));
    return done;
  }
  /// The machine is watched every few minutes; a test that jumps says that the day is right.
  void itIs(const std::string& day) {
    as("operator", day);
    if (must(service::watchClock(ctx()))) must(service::confirmClock(ctx(), "核对无误"));
  }
};
MC_ON_BOTH_STORES(CaseTimeTest);

TEST_P(CaseTimeTest, AnOverdueClockIsMarkedOnceAndTheOfficeIsTold) {
  as("person", "2026-03-02");
  const auto id = filed(record("CF-ORG", 1));  // to be accepted by 2026-03-04
  must(service::passCases(ctx(), true));
  EXPECT_THAT(toldUnit("office"), SizeIs(1)) << "the handler and the head read one message";
  itIs("2026-03-05");
  const auto late = pass("2026-03-05");
  EXPECT_EQ(late.failed, 0);
  EXPECT_EQ(late.changed, 1);
  const auto kept = must(service::keptCase(ctx(), id));
  EXPECT_TRUE(kept.state.obligations.front().overdue.has_value());
  EXPECT_FALSE(kept.head.nextMoment.has_value());
  EXPECT_THAT(toldUnit("office"), Contains(HasSubstr("已届满，尚未办结")));
  const auto told = toldUnit("office").size();
  disconnect();  // a restart
  const auto again = pass("2026-03-05");
  EXPECT_EQ(again.changed, 0) << "nothing twice";
  EXPECT_EQ(toldUnit("office").size(), told);
  const auto counts = must(service::countCases(ctx()));
  EXPECT_EQ(counts.open, 1);
  EXPECT_EQ(counts.overdue, 1);
}

TEST_P(CaseTimeTest, AStepAtTheEndOfAClockWaitsWhileTheMachinesClockIsInDoubt) {
  as("person", "2026-03-02");
  const auto id = filed(record("CF-ORG", 1));
  take(id, {"ask-supplement"});
  must(service::passCases(ctx(), true));
  const auto jumped = pass("2026-06-01");
  EXPECT_TRUE(jumped.clockInDoubt);
  EXPECT_EQ(stateOf(id), "supplement") << "nothing ends by itself";
  EXPECT_TRUE(must(service::keptCase(ctx(), id)).head.held);
  must(service::confirmClock(ctx(), "已与国家授时中心核对"));
  EXPECT_EQ(service::confirmClock(ctx(), "再次").error().code, "CASE-0011");
  pass("2026-06-01");
  EXPECT_EQ(stateOf(id), "lapsed");
  EXPECT_FALSE(head(must(store::caseRecords(conn(), id)).front()).disputed) << "the mark goes with the case";
}

TEST_P(CaseTimeTest, ANewHolidayTableCountsOpenCasesAnewWithAWord) {
  as("person", "2026-03-02");
  const auto id = filed(record("CF-ORG", 1));
  take(id, {"accept"});
  EXPECT_EQ(dueOf(id), "2026-03-11");
  jurisdiction::Jurisdiction changed = law("hainan");
  std::vector<workday::YearTable> tables;
  for (const auto& [year, known] : changed.calendar.tables()) {
    auto table = known;
    if (year == 2026) table.weekdaysOff.push_back(*base::CivilDate::parseIso("2026-03-06"));
    tables.push_back(std::move(table));
  }
  changed.calendar = must(workday::Calendar::build(std::move(tables)));
  auto& context = under(changed, "2026-03-03");
  context.procedures = proceduresOf("hainan");
  context.actor = "scheduler";
  EXPECT_TRUE(must(service::casesWaiting(context)));
  const auto done = must(service::passCases(context, false));
  EXPECT_EQ(done.recounted, 1);
  EXPECT_EQ(dueOf(id), "2026-03-12");
  EXPECT_THAT(toldUnit("office"), Contains(HasSubstr("节假日安排变化")));
  EXPECT_EQ(must(service::passCases(context, true)).recounted, 0);
}

TEST_P(CaseTimeTest, WhatCannotBePassedIsShownNotPassedOver) {
  as("person", "2026-03-02");
  const auto id = filed(record("CF-ORG", 1));
  workflow::ProcedureSet other = *ctx().procedures;
  for (auto& procedure : other.procedures) procedure.edition = "another";
  itIs("2026-03-09");
  ctx().procedures = &other;
  const auto done = must(service::passCases(ctx(), true));
  EXPECT_EQ(done.failed, 1);
  const auto failed = must(store::failedCases(conn(), 10));
  ASSERT_THAT(failed, SizeIs(1));
  EXPECT_EQ(failed.front().failed, "WFLW-0002");
  as("scheduler", "2026-03-09");
  EXPECT_EQ(must(service::passCases(ctx(), true)).changed, 1) << "with its edition back it goes on";
  EXPECT_THAT(must(store::failedCases(conn(), 10)), IsEmpty());
  EXPECT_EQ(must(service::keptCase(ctx(), id)).head.failed, "");
}

TEST_P(CaseTimeTest, ASubjectWithAnAccountIsServedThereOneWithoutOnPaper) {
  as("person", "2026-03-02");
  const auto served = record("CF-ORG", 1), other = record("CF-ORG", 2);
  run("INSERT INTO app_user (id, login, name, kind, scope, state, must_change, totp_last_step, version, created_at) "
      "VALUES ('U9', 'person', '测试代表', 'subject', 'own', 'active', 0, 0, 1, 0)");
  run("INSERT INTO subject_delegate (user_id, subject_id, basis, document, verified_at, verified_by, valid_from) "
      "VALUES "
      "('U9', $1, 'self', 'SM3', 1, 'test', '2026-01-01')",
      {head(served).subjectId});
  for (const auto id : {served, other}) {
    const auto objection = filed(id);
    take(objection, {"accept"});
  }
  must(service::passCases(ctx(), true));
  store::NoticeFilter legal;
  legal.kinds = service::kNoticeLegal;
  const auto told = must(store::listNotices(conn(), {"U9", ""}, legal));
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_THAT(told.front().text, HasSubstr("已受理"));
  EXPECT_THAT(toldUnit("office"), Contains(HasSubstr("请书面送达")));
}

// --- what must be refused --------------------------------------------------------------------------------------------

TEST_P(CaseTimeTest, WrongStepsAreRefusedAndLeaveNothing) {
  as("person", "2026-03-02");
  const auto rec = record("CF-ORG", 1);
  const auto refused = [&](const service::OpenCase& open) {
    const auto before = number("SELECT COUNT(*) FROM case_file");
    const auto code = codeOf(service::openCase(ctx(), open));
    EXPECT_EQ(number("SELECT COUNT(*) FROM case_file"), before) << code;
    return code;
  };
  auto open = filing(rec, "a");
  open.procedure = "nothing";
  EXPECT_EQ(refused(open), "CASE-0002");
  open = filing(rec, "b");
  open.records.clear();
  EXPECT_EQ(refused(open), "CASE-0003");
  open = filing(99999, "c");
  EXPECT_EQ(refused(open), "ACCS-0401");
  open = filing(rec, "d");
  open.input.attachments.clear();
  EXPECT_EQ(refused(open), "WFLW-0011");
  open = filing(rec, "e");
  open.input.papers.clear();
  EXPECT_EQ(refused(open), "WFLW-0010");
  open = filing(rec, "f");
  open.step = "accept";
  EXPECT_EQ(refused(open), "WFLW-0005");
  open = filing(rec, "g");
  open.input.files["异议证据"] = "F404";
  EXPECT_EQ(refused(open), "CASE-0008");
  const auto id = filed(rec);
  EXPECT_EQ(refused(filing(rec, "another")), "CASE-0006");
  auto stale = next(id, "accept");
  stale.key = "stale";
  take(id, {"accept"});
  EXPECT_EQ(refusal(stale), "WFLW-0035") << "somebody else was faster";
  auto reused = next(id, "review-materials");
  must(service::stepCase(ctx(), reused));
  reused.input.reason = "另一项内容";
  EXPECT_EQ(refusal(reused), "WFLW-0034");
}

TEST_P(CaseTimeTest, AnExtensionAfterTheDueMomentAndAnInterestedOfficerAreRefused) {
  as("person", "2026-03-02");
  const auto rec = record("CF-ORG", 1);
  const auto id = filed(rec);
  take(id, {"accept"});
  run("INSERT INTO app_user (id, login, name, kind, scope, state, must_change, totp_last_step, version, created_at) "
      "VALUES ('U7', 'officer', '测试经办', 'staff', 'unit', 'active', 0, 0, 1, 0)");
  run("INSERT INTO subject_delegate (user_id, subject_id, basis, document, verified_at, verified_by, valid_from) "
      "VALUES "
      "('U7', $1, 'delegate', 'SM3', 1, 'test', '2026-01-01')",
      {head(rec).subjectId});
  ctx().actor = "U7";
  EXPECT_EQ(refusal(next(id, "review-materials")), "WFLW-0008");
  ctx().actor = "U8";
  auto recuse = next(id, "");
  recuse.kind = Kind::kRecuse;
  recuse.input.reason = "当事人是同学";
  must(service::stepCase(ctx(), recuse));
  EXPECT_EQ(refusal(next(id, "review-materials")), "WFLW-0009");
  as("handler", "2026-03-12");
  auto ask = next(id, "");
  ask.kind = Kind::kAskExtension;
  ask.input.reason = "太迟了";
  EXPECT_EQ(refusal(ask), "WFLW-0028");
}

TEST_P(CaseTimeTest, WithdrawalClosesTheCaseInEveryOpenState) {
  as("person", "2026-03-02");
  const std::vector<std::string> way{"accept", "review-materials", "verify", "decide", "submit"};
  for (std::size_t steps = 0; steps <= way.size(); ++steps) {
    const auto rec = record("CF-ORG", static_cast<int>(steps) + 1);
    const auto id = filed(rec);
    take(id, {way.begin(), way.begin() + static_cast<std::ptrdiff_t>(steps)});
    EXPECT_TRUE(head(rec).disputed);
    take(id, {"withdraw"});
    EXPECT_EQ(stateOf(id), "withdrawn");
    EXPECT_FALSE(head(rec).disputed);
    EXPECT_EQ(refusal(next(id, "withdraw")), "WFLW-0004");
  }
}

TEST_P(CaseTimeTest, ACaseGoesOnWhenItsSubjectIsMergedOrEnds) {
  as("person", "2026-03-02");
  const auto rec = record("CF-ORG", 1), survivor = record("CF-ORG", 2);
  const auto id = filed(rec);
  const auto loser = head(rec).subjectId, winner = head(survivor).subjectId;
  must(service::mergeSubjects(ctx(), winner, loser, "同一机构"));
  const auto merged = must(service::keptCase(ctx(), id));
  EXPECT_EQ(merged.head.subjectId, winner);
  EXPECT_EQ(merged.state.formerSubjects, std::vector<std::string>{service::publicId('S', loser)});
  must(service::recordEvent(ctx(), winner, "cancelled", *base::CivilDate::parseIso("2026-03-02"), "登记机关"));
  EXPECT_EQ(must(service::keptCase(ctx(), id)).state.history.back().step, "subject-ended");
  take(id, {"accept"});
  EXPECT_EQ(stateOf(id), "accepted") << "what is wrong must still be put right";
}

TEST_P(CaseTimeTest, FilesOfTheWrongKindOrNamedByAnIdentityNumberAreRefused) {
  as("person", "2026-03-02");
  const auto bad = file("evidence.exe");
  writeFile(bad, "MZ not a document");
  EXPECT_EQ(codeOf(service::addCaseFile(ctx(), bad, "证据.pdf")), "COLL-0082");
  const auto good = file("evidence.pdf");
  writeFile(good, "%PDF-1.4 test");
  EXPECT_EQ(codeOf(service::addCaseFile(ctx(), good, "证据.png")), "COLL-0083");
  EXPECT_EQ(codeOf(service::addCaseFile(ctx(), good, "110101199003070011.pdf")), "CASE-0012");
  const auto kept = must(service::addCaseFile(ctx(), good, "证据.pdf"));
  auto open = filing(record("CF-ORG", 1), "with file");
  open.input.files["异议证据"] = service::publicId('F', kept.id);
  const auto id = must(service::openCase(ctx(), open)).caseId;
  EXPECT_EQ(must(service::readCaseFile(ctx(), id, kept.id)).bytes, "%PDF-1.4 test");
  auto second = filing(record("CF-ORG", 2), "same file");
  second.input.files["异议证据"] = service::publicId('F', kept.id);
  EXPECT_EQ(codeOf(service::openCase(ctx(), second)), "CASE-0008") << "one file, one case";
}

}  // namespace
}  // namespace medcredit::test
