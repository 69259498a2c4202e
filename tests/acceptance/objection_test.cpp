// OBJ: objections end to end in the store, for Hainan, Yangshan and the national default.
#include <gmock/gmock.h>

#include "acceptance/objection_fixture.h"
#include "service/accountability.h"
#include "service/corrections.h"
#include "service/public_site.h"

namespace medcredit::test {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::SizeIs;

namespace {
const std::vector<std::string> kLaws = {"hainan", "guangdong-yangshan", "national"};
}

TEST_P(ObjectionTest, TheSupplyingOfficePassesFiveStepsInOrder) {
  REQ("R-OBJ-01");
  int number = 0;
  for (const auto& law : kLaws) {
    as("person", "2026-03-02", law);
    const auto id = filed(record("CF-ORG", ++number));
    for (const auto* early : {"decide", "submit", "verify", "keep"})
      EXPECT_EQ(refusal(next(id, early)), "WFLW-0005") << law;
    take(id, {"accept", "review-materials", "verify", "decide", "submit"});
    EXPECT_EQ(stateOf(id), "review");
    const auto view = must(service::showCase(ctx(), id));
    std::vector<std::string> taken;
    for (const auto& event : view.timeline) {
      taken.push_back(event.step);
      EXPECT_EQ(event.office, event.step == "file" ? "" : "测试监督所") << event.step;
    }
    EXPECT_THAT(taken, ElementsAre("file", "accept", "review-materials", "verify", "decide", "submit"));
  }
}

TEST_P(ObjectionTest, FiveGroundsAndTheClauseForOtherLaws) {
  REQ("R-OBJ-02");
  int number = 0;
  for (const auto& law : kLaws) {
    as("person", "2026-03-02", law);
    EXPECT_THAT(ctx().procedures->find("objection")->grounds, SizeIs(5));
    const auto id = record("CF-ORG", ++number);
    const auto refused = [&](const service::OpenCase& open) { return codeOf(service::openCase(ctx(), open)); };
    EXPECT_EQ(refused(filing(id, law + "-a", "dislike")), "WFLW-0018");
    EXPECT_EQ(refused(filing(id, law + "-b", "by-law")), "WFLW-0019");
    auto lawful = filing(id, law + "-c", "by-law");
    lawful.input.clause = "《测试条例》第一条";
    const auto done = must(service::openCase(ctx(), lawful));
    EXPECT_EQ(must(service::showCase(ctx(), done.caseId)).clause, "《测试条例》第一条");
  }
}

TEST_P(ObjectionTest, AKnownErrorIsCorrectedInThreeWorkingDaysWithOrWithoutAnObjection) {
  REQ("R-OBJ-03", "R-QUAL-06");
  as("person", "2026-03-02");
  const auto disputed = published(1), found = published(2);
  const auto objection = filed(disputed);
  take(objection, {"accept", "review-materials"});
  as("person", "2026-03-05");  // a Thursday
  take(objection, {"verify-wrong"});
  service::OpenCase open;
  open.procedure = "correction";
  open.records = {found};
  open.key = "found";
  open.input.reason = "自查发现";
  const auto own = must(service::openCase(ctx(), open)).caseId;
  store::CaseFilter filter;
  filter.procedure = "correction";
  filter.recordId = disputed;
  const auto following = must(store::listCases(conn(), filter));
  ASSERT_THAT(following, SizeIs(1));
  EXPECT_EQ(following.front().dueOn, "2026-03-10");
  EXPECT_EQ(dueOf(own), "2026-03-10");

  EXPECT_EQ(refusal(next(own, "correct")), "CASE-0009") << "nothing was corrected yet";
  correct(found, "更正后的内容");
  take(own, {"correct"});
  store::RecallFilter packages;
  packages.caseId = own;
  std::vector<std::string> platforms;
  for (const auto& one : must(store::listRecalls(conn(), packages))) {
    if (one.way == "platform") platforms.push_back(one.receiver);
  }
  EXPECT_THAT(platforms, ElementsAre(service::kHealthPlatform, service::kPublicPlatform));
  EXPECT_EQ(refusal(next(own, "push")), "CASE-0010") << "an unsent package blocks";
  EXPECT_GT(must(service::deliverRecalls(ctx())), 0);
  auto withoutReceipts = next(own, "push");
  withoutReceipts.input.attachments = {"医疗卫生信用信息管理平台回执"};
  EXPECT_EQ(refusal(withoutReceipts), "WFLW-0011");
  take(own, {"push"});
  EXPECT_EQ(stateOf(own), "pushed");
}

TEST_P(ObjectionTest, SevenWorkingDaysAndSevenMoreOnceByTheHead) {
  REQ("R-OBJ-04");
  int number = 0;
  for (const auto& law : kLaws) {
    as("person", "2026-03-02", law);
    const auto id = filed(record("CF-ORG", ++number));
    take(id, {"accept"});
    EXPECT_EQ(dueOf(id), "2026-03-11") << law;
    auto ask = next(id, "");
    ask.kind = Kind::kAskExtension;
    EXPECT_EQ(refusal(ask), "WFLW-0014") << "a reason is needed";
    ask.input.reason = "情况复杂";
    ctx().actor = "handler";
    must(service::stepCase(ctx(), ask));
    auto approve = next(id, "");
    approve.kind = Kind::kApproveExtension;
    EXPECT_EQ(refusal(approve), "WFLW-0031") << "not by the one who asked";
    auto& clerk = as("other-clerk", "2026-03-03", law);
    clerk.principal.kind = service::PrincipalKind::kStaff;
    clerk.principal.unit = "office";
    clerk.principal.scope = service::DataScope::kUnit;
    clerk.principal.permissions = {"case.read", "case.handle"};
    EXPECT_EQ(refusal(approve), "WFLW-0006") << "not without the role of the head";
    clerk.principal.permissions = {"case.read", "case.head"};
    must(service::stepCase(clerk, approve));
    as("handler", "2026-03-04", law);
    EXPECT_EQ(dueOf(id), "2026-03-20") << law;
    auto again = next(id, "");
    again.kind = Kind::kAskExtension;
    again.input.reason = "还要更久";
    EXPECT_EQ(refusal(again), "WFLW-0027");
  }
}

TEST_P(ObjectionTest, TheManagerReviewsInTwoWorkingDaysAndTellsTheReason) {
  REQ("R-OBJ-05");
  int number = 0;
  for (const auto& law : kLaws) {
    as("person", "2026-03-02", law);
    const auto kept = published(++number), changed = published(++number), removed = published(++number);
    const auto keep = reviewed(kept), change = reviewed(changed), remove = reviewed(removed);
    EXPECT_EQ(dueOf(keep), "2026-03-04") << law;
    auto silent = next(keep, "keep");
    silent.input.reason.clear();
    EXPECT_EQ(refusal(silent), "WFLW-0014") << "reasons each time";
    take(keep, {"keep"});
    EXPECT_EQ(publicityOf(kept), "published");
    EXPECT_EQ(refusal(next(change, "change")), "CASE-0009") << "nothing was changed yet";
    correct(changed, "修改后的公示内容");
    take(change, {"change"});
    EXPECT_EQ(publicityOf(changed), "published");
    as("person", "2026-03-09", law);  // two days late
    take(remove, {"remove"});
    EXPECT_EQ(head(removed).state, "withdrawn");
    for (const auto id : {keep, change, remove}) {
      const auto papers = must(store::casePapers(conn(), id));
      EXPECT_EQ(papers.back().paper, "result");
      const auto steps = must(store::caseSteps(conn(), id));
      EXPECT_EQ(steps.back().detail, "写明的理由");
    }
    const auto clocks = must(service::showCase(ctx(), remove)).clocks;
    EXPECT_TRUE(clocks.back().overdue) << "late review is counted";
    EXPECT_FALSE(must(service::showCase(ctx(), keep)).clocks.back().overdue);
  }
}

TEST_P(ObjectionTest, YangshanHasASetTimeThatSaysItIsADefault) {
  REQ("R-OBJ-06");
  as("person", "2026-03-02", "guangdong-yangshan");
  const auto id = filed(record("CF-ORG", 1));
  take(id, {"accept"});
  const auto clock = must(service::showCase(ctx(), id)).clocks.back();
  EXPECT_THAT(clock.source, HasSubstr("默认值（依据未规定）"));
  EXPECT_THAT(clock.explanation, HasSubstr("第7个工作日"));
  EXPECT_EQ(clock.due.iso(), "2026-03-11");
}

TEST_P(ObjectionTest, ADisputedRecordCarriesTheMarkWhereverItIsShownOrSent) {
  REQ("R-OBJ-07");
  as("person", "2026-03-02");
  const auto id = published(1);
  const auto disputed = [&] {
    service::PublicQuery query;
    query.recordId = id;
    const auto seen = must(service::publicRecords(ctx(), query));
    EXPECT_THAT(seen, SizeIs(1)) << "it stays shown";
    return !seen.empty() && seen.front().disputed;
  };
  EXPECT_FALSE(disputed());
  const auto objection = reviewed(id);
  EXPECT_TRUE(disputed());
  EXPECT_TRUE(listing().front().disputed);
  EXPECT_TRUE(head(id).disputed);
  const auto archive = must(service::showRecord(ctx(), {id, {}, {}}));
  ASSERT_TRUE(archive.view.has_value());
  EXPECT_TRUE(archive.view->disputed);
  EXPECT_TRUE(must(store::hasRecordMark(conn(), id, "measures-held"))) << "no new measures on it";
  const auto upload = must(service::exportUpload(ctx(), {"CF-ORG", file("upload.csv"), false}));
  EXPECT_THAT(readFile(upload.manifest), HasSubstr("异议处理中"));
  take(objection, {"keep"});
  EXPECT_FALSE(disputed());
  EXPECT_FALSE(must(store::hasRecordMark(conn(), id, "measures-held")));
}

TEST_P(ObjectionTest, OnlineOrAtTheCounterMakesTheSameCaseAndAnAgentShowsItsPower) {
  REQ("R-OBJ-08");
  as("counter", "2026-03-02");
  const auto online = record("CF-ORG", 1), counter = record("CF-ORG", 2);
  const auto subject = head(online).subjectId;
  run("INSERT INTO app_user (id, login, name, kind, scope, state, must_change, totp_last_step, version, created_at) "
      "VALUES ('U9', 'agent', '测试代理人', 'subject', 'own', 'active', 0, 0, 1, 0)");
  run("INSERT INTO subject_delegate (user_id, subject_id, basis, document, verified_at, verified_by, valid_from) "
      "VALUES "
      "('U9', $1, 'delegate', 'SM3', 1, 'test', '2026-01-01')",
      {subject});
  auto& staff = ctx();
  staff.principal.kind = service::PrincipalKind::kStaff;
  staff.principal.unit = "office";
  staff.principal.scope = service::DataScope::kUnit;
  staff.principal.permissions = {"case.read", "case.handle"};
  const auto atCounter = must(service::openCase(staff, filing(counter, "counter")));

  auto& agent = as("U9", "2026-03-02");
  agent.principal.kind = service::PrincipalKind::kSubject;
  agent.principal.id = "U9";
  agent.principal.subjectId = subject;
  EXPECT_EQ(codeOf(service::openCase(agent, filing(online, "no power"))), "WFLW-0012");
  auto claimed = filing(online, "claimed");
  claimed.input.attachments.emplace_back("授权委托书");
  EXPECT_EQ(codeOf(service::openCase(agent, claimed)), "WFLW-0012") << "a tick is no file";
  const auto power = file("power.pdf");
  writeFile(power, "%PDF-1.4 test");
  claimed.input.files["授权委托书"] =
      service::publicId('F', must(service::addCaseFile(agent, power, "授权委托书.pdf")).id);
  claimed.key = "with power";
  const auto byAgent = must(service::openCase(agent, claimed));
  EXPECT_EQ(codeOf(service::openCase(agent, filing(counter, "stranger"))), "ACCS-0401") << "another subject's record";

  as("test", "2026-03-02");
  const auto one = must(service::keptCase(ctx(), atCounter.caseId)).state;
  const auto two = must(service::keptCase(ctx(), byAgent.caseId)).state;
  EXPECT_EQ(one.state, two.state);
  EXPECT_EQ(one.obligations.front().due, two.obligations.front().due);
  EXPECT_EQ(effectsOf(atCounter.caseId), effectsOf(byAgent.caseId));
  EXPECT_THAT(must(service::showCase(ctx(), byAgent.caseId)).files, SizeIs(1));
}

TEST_P(ObjectionTest, SuccessReachesEverybodyAndEverything) {
  REQ("R-OBJ-09");
  as("person", "2026-03-02");
  const auto id = published(1);
  const auto objection = reviewed(id);
  take(objection, {"remove"});
  EXPECT_EQ(head(id).state, "withdrawn");
  EXPECT_NE(publicityOf(id), "published");
  EXPECT_FALSE(head(id).disputed);
  EXPECT_THAT(effectsOf(objection), IsSupersetOf({"publicity-end", "withdraw-record", "push-platforms", "recall-shared",
                                                  "regrade", "list-exit", "measures-lift", "unmark-disputed"}));
  store::RecallFilter filter;
  filter.recordId = id;
  const auto recalls = must(store::listRecalls(conn(), filter));
  const auto told = must(store::receiversOf(conn(), id, head(id).subjectId));
  EXPECT_THAT(told, Not(IsEmpty()));
  EXPECT_EQ(recalls.size(), told.size() + 2) << "each receiver and the two platforms";
  for (const auto& recall : recalls) {
    EXPECT_EQ(recall.act, "remove");
    EXPECT_THAT(recall.package, HasSubstr(service::publicId('R', id)));
    EXPECT_EQ(recall.followCase.has_value(), recall.way != "platform") << recall.receiver;
  }
  EXPECT_THAT(jobs(id).back().act, "remove") << "the channels take it down";
  for (const auto& recall : recalls) {
    if (!recall.followCase) continue;
    take(*recall.followCase, {"remind", "complete"});
    store::RecallFilter followed;
    followed.followCase = recall.followCase;
    EXPECT_EQ(must(store::listRecalls(conn(), followed)).front().state, "done") << "with the receiver's receipt";
  }
}

TEST_P(ObjectionTest, RefusalToAcceptNeedsReasonsAndIsCounted) {
  REQ("R-OBJ-10");
  as("person", "2026-03-02");
  const auto id = record("CF-ORG", 1);
  const auto objection = filed(id);
  auto silent = next(objection, "refuse");
  silent.input.reason.clear();
  EXPECT_EQ(refusal(silent), "WFLW-0014");
  take(objection, {"refuse"});
  EXPECT_EQ(stateOf(objection), "refused");
  EXPECT_FALSE(head(id).disputed);
  const auto report = must(service::listCases(ctx()));
  ASSERT_THAT(report.cases, SizeIs(1));
  EXPECT_EQ(report.cases.front().act, 1);
  EXPECT_EQ(report.cases.front().unitId, "office");
  ASSERT_THAT(report.counts, SizeIs(1));
  EXPECT_EQ(report.counts.front().open, 1);
}

TEST_P(ObjectionTest, TheManagerTakesOverWhenTheSupplyingOfficeCannotBeReached) {
  as("person", "2026-03-02");
  const auto id = filed(record("CF-ORG", 1));
  auto unproved = next(id, "take-over");
  unproved.input.attachments.clear();
  EXPECT_EQ(refusal(unproved), "WFLW-0011");
  take(id, {"take-over"});
  EXPECT_EQ(stateOf(id), "taken-over");
  EXPECT_EQ(dueOf(id), "2026-03-11") << "seven working days of its own";
  take(id, {"keep"});
  EXPECT_EQ(stateOf(id), "kept");
}

TEST_P(ObjectionTest, AnErrorReportedByAnybodyOpensOneCaseAndLeadsToACorrection) {
  as("anonymous", "2026-03-02");
  const auto id = published(1);
  for (int i = 0; i < 2; ++i) must(service::reportCorrection(ctx(), {id, "", "wrong"}));
  store::CaseFilter filter;
  filter.recordId = id;
  const auto reports = must(store::listCases(conn(), filter));
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_EQ(reports.front().procedure, "error-report");
  EXPECT_EQ(reports.front().dueOn, "2026-03-05") << "three working days to look into it";
  take(reports.front().id, {"confirm"});
  filter.procedure = "correction";
  EXPECT_THAT(must(store::listCases(conn(), filter)), SizeIs(1));
}

MC_ON_BOTH_STORES(ObjectionTest);

}  // namespace medcredit::test
