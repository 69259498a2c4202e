// COLL: the way of a record through the offices, electronic evidence, self-check, feeds; CAT: demands for the
// catalogue.
#include "service/flow.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "service/access/users.h"
#include "service/attachment.h"
#include "service/catalogue_demand.h"
#include "service/publish.h"
#include "service/publish_output.h"
#include "service/record.h"
#include "service/scope.h"
#include "service/self_check.h"
#include "service/subject.h"
#include "service/subject_feed.h"
#include "service/units.h"
#include "support/collect_fixture.h"
#include "support/zip_builder.h"

namespace medcredit::test {

using service::FlowState;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

/// An office with a clerk, a second clerk, a reviewer and a central desk.
class FlowTest : public CollectTest {
 protected:
  void SetUp() override {
    CollectTest::SetUp();
    for (const auto* login : {"clerk", "clerk2", "reviewer", "desk"}) {
      service::access::NewUser account;
      account.login = login;
      account.name = "测试" + std::string(login);
      account.unit = "U1";
      users_[login] = must(service::access::createUser(context(), account)).id;
    }
  }
  /// The acting person; "" is the operator of the machine.
  service::Context& as(const std::string& login) {
    auto& acting = context();
    acting.principal = {};
    acting.actor = login.empty() ? "test" : users_.at(login);
    if (login.empty()) return acting;
    acting.principal.kind = service::PrincipalKind::kStaff;
    acting.principal.id = acting.actor;
    acting.principal.unit = "U1";
    acting.principal.scope = service::DataScope::kUnit;
    return acting;
  }
  /// A record entered by the person.
  std::int64_t entered(const std::string& login, int number, const std::string& code = "CF-ORG") {
    service::AddRecordRequest request;
    request.entry = code;
    request.unit = "U1";
    const auto row = sampleRow(entry(code), number);
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!row[i].empty()) request.values.emplace_back(entry(code).fieldSet.fields[i].id(), row[i]);
    }
    return *must(service::addRecord(as(login), request)).id;
  }
  void correct(const std::string& login, std::int64_t id, const std::string& field, const std::string& value) {
    service::ChangeRecordRequest change;
    change.id = id;
    change.values = {{field, value}};
    change.cause = "错报";
    ASSERT_TRUE(service::changeRecord(as(login), change).ok());
  }
  std::string review(const std::string& login, std::int64_t id, service::ReviewPoints points = {true, true, true}) {
    return code(service::reviewRecord(as(login), id, points, ""));
  }
  std::string submit(const std::string& login, std::int64_t id) { return code(service::submitRecord(as(login), id)); }
  /// The whole way up to the central desk.
  void handOver(std::int64_t id) {
    ASSERT_EQ(review("reviewer", id), "");
    ASSERT_EQ(submit("clerk", id), "");
  }
  FlowState state(std::int64_t id) { return must(service::recordFlow(context(), id)).state; }
  service::PublishOutcome publish(std::int64_t id) {
    service::PublishRequest request;
    request.records = {id};
    request.checked = true;
    return must(service::publishRun(as("desk"), request));
  }
  static std::string code(const base::Status& status) {
    if (status.ok()) return "";
    EXPECT_TRUE(isClearChinese(status.error()));
    return status.error().code;
  }
  const std::string& user(const std::string& login) const { return users_.at(login); }

 private:
  std::map<std::string, std::string> users_;
};
MC_ON_BOTH_STORES(FlowTest);

// --- the way (R-COLL-17, R-COLL-18) --------------------------------------------------------------------------------

TEST_P(FlowTest, ARecordGoesFromDraftToTheCreditSiteWithActorAndTimeAtEachStep) {
  REQ("R-COLL-17", "R-COLL-18");
  const auto id = entered("clerk", 1);
  EXPECT_EQ(state(id), FlowState::kDraft);
  EXPECT_EQ(review("reviewer", id), "");
  EXPECT_EQ(state(id), FlowState::kReviewed);
  EXPECT_EQ(submit("clerk", id), "");
  EXPECT_EQ(state(id), FlowState::kSubmitted);
  EXPECT_EQ(code(service::enterRecord(as("desk"), id, "信用洛阳", "XY-1")), "");
  const auto flow = must(service::recordFlow(context(), id));
  EXPECT_EQ(flow.state, FlowState::kEntered);
  ASSERT_THAT(flow.events, SizeIs(4));
  const std::vector<std::pair<FlowState, std::string>> expected{{FlowState::kDraft, user("clerk")},
                                                                {FlowState::kReviewed, user("reviewer")},
                                                                {FlowState::kSubmitted, user("clerk")},
                                                                {FlowState::kEntered, user("desk")}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(flow.events[i].state, expected[i].first);
    EXPECT_EQ(flow.events[i].actor, expected[i].second);
    EXPECT_EQ(flow.events[i].at.shanghaiDate(), context().clock.today());
    if (i > 0) {
      EXPECT_LT(flow.events[i - 1].at.micros, flow.events[i].at.micros);
    }
  }
  EXPECT_THAT(flow.events[1].points, ElementsAre("lawful", "true", "accurate"));
  EXPECT_THAT(flow.events[3].reason, HasSubstr("信用洛阳"));
}

TEST_P(FlowTest, ARecordIsNotSubmittedWithoutAReview) {
  REQ("R-COLL-17");
  const auto id = entered("clerk", 1);
  EXPECT_EQ(submit("clerk", id), "COLL-0070");
  EXPECT_EQ(code(service::enterRecord(as("desk"), id, "信用洛阳", "")), "COLL-0070");
  EXPECT_EQ(state(id), FlowState::kDraft);
}

TEST_P(FlowTest, AReviewNeedsEveryPoint) {
  REQ("R-COLL-17");
  const auto id = entered("clerk", 1);
  const auto refused = service::reviewRecord(as("reviewer"), id, {true, false, false}, "");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "COLL-0072");
  EXPECT_EQ(refused.error().arg("points"), "真实性、准确性");
  EXPECT_EQ(state(id), FlowState::kDraft);
}

TEST_P(FlowTest, NobodyReviewsWhatItEnteredOrCorrected) {
  REQ("R-COLL-17");
  const auto id = entered("clerk", 1);
  EXPECT_EQ(review("clerk", id), "COLL-0071");
  correct("clerk2", id, "CF_NR", "更正后的处罚内容");
  EXPECT_EQ(review("clerk2", id), "COLL-0071") << "the one who corrected";
  EXPECT_EQ(review("clerk", id), "COLL-0071") << "the one who entered, although another version stands now";
  EXPECT_EQ(review("reviewer", id), "");
}

TEST_P(FlowTest, ACorrectionStartsTheWayAnew) {
  REQ("R-COLL-17", "R-COLL-18");
  const auto id = entered("clerk", 1);
  handOver(id);
  correct("clerk", id, "CF_NR", "更正后的处罚内容");
  EXPECT_EQ(state(id), FlowState::kDraft);
  EXPECT_EQ(submit("clerk", id), "COLL-0070");
  handOver(id);
  EXPECT_EQ(state(id), FlowState::kSubmitted);
  EXPECT_THAT(must(service::recordFlow(context(), id)).events, SizeIs(6));
}

TEST_P(FlowTest, ARecordGoesBackWithAReasonAndComesAgain) {
  REQ("R-COLL-18");
  const auto id = entered("clerk", 1);
  EXPECT_EQ(code(service::returnRecord(as("reviewer"), id, "")), "COLL-0073");
  EXPECT_EQ(code(service::returnRecord(as("reviewer"), id, "文书号有误")), "");
  EXPECT_EQ(state(id), FlowState::kReturned);
  EXPECT_EQ(code(service::returnRecord(as("reviewer"), id, "再退")), "COLL-0070");
  EXPECT_EQ(submit("clerk", id), "COLL-0070");
  handOver(id);
  EXPECT_EQ(code(service::returnRecord(as("desk"), id, "缺法人代码")), "") << "the central desk sends it back too";
  EXPECT_EQ(must(service::recordFlow(context(), id)).events.back().reason, "缺法人代码");
}

TEST_P(FlowTest, WhatTheOperatorBringsInCountsAsSubmitted) {
  REQ("R-COLL-18");
  as("");
  ASSERT_TRUE(send({sampleRow(entry(), 1)}).ok());
  const auto flow = must(service::recordFlow(context(), 1));
  EXPECT_EQ(flow.state, FlowState::kSubmitted);
  ASSERT_THAT(flow.events, SizeIs(1));
  EXPECT_EQ(flow.events.front().actor, "test") << "the operator answers for it";
  EXPECT_THAT(publish(1).published, SizeIs(1));
}

TEST_P(FlowTest, NothingUnreviewedIsPublished) {
  REQ("R-COLL-17");
  const auto id = entered("clerk", 1);
  auto outcome = publish(id);
  EXPECT_THAT(outcome.published, IsEmpty());
  ASSERT_THAT(outcome.skipped, SizeIs(1));
  EXPECT_EQ(outcome.skipped.front().code, "COLL-0074");
  ASSERT_EQ(review("reviewer", id), "");
  EXPECT_THAT(publish(id).published, IsEmpty()) << "reviewed, but not yet handed over";
  ASSERT_EQ(submit("clerk", id), "");
  EXPECT_THAT(publish(id).published, SizeIs(1));
  EXPECT_EQ(must(service::publishConfirm(as("desk"), id, "信用洛阳", "XY-7")), true);
  EXPECT_EQ(state(id), FlowState::kEntered) << "the channel's confirmation is the entry on the site";
}

TEST_P(FlowTest, ChannelsHearOfACorrectionOnlyAfterItsReview) {
  REQ("R-COLL-17");
  const auto id = entered("clerk", 1);
  handOver(id);
  ASSERT_THAT(publish(id).published, SizeIs(1));
  const auto corrections = [&] { return number("SELECT count(*) FROM publication_job WHERE act = 'correct'"); };
  correct("clerk", id, "CF_NR", "更正后的处罚内容");
  EXPECT_EQ(corrections(), 0);
  must(service::reconcileNow(as("")));
  EXPECT_EQ(corrections(), 0);
  const auto shown = [&] {
    std::string text;
    must(service::eachPublicItem(as(""), "CF-ORG", [&](const service::PublicItem& item) -> base::Status {
      for (const auto& field : item.fields) text += field.value + "|";
      return {};
    }));
    return text;
  };
  EXPECT_THAT(shown(), Not(HasSubstr("更正后的处罚内容"))) << "nobody alone changes what is public";
  EXPECT_THAT(shown(), HasSubstr("|")) << "what was published stays";
  handOver(id);
  EXPECT_THAT(shown(), HasSubstr("更正后的处罚内容"));
  EXPECT_GT(corrections(), 0);
}

TEST_P(FlowTest, FilesOfAClerkAreDraftsToo) {
  REQ("R-COLL-17");
  as("clerk");
  ASSERT_TRUE(send({sampleRow(entry(), 1), sampleRow(entry(), 2)}).ok());
  EXPECT_EQ(state(1), FlowState::kDraft);
  EXPECT_EQ(review("clerk", 2), "COLL-0071");
  store::RecordFilter filter;
  filter.flow = "draft";
  EXPECT_THAT(must(store::listRecords(conn(), filter)), SizeIs(2));
  handOver(1);
  EXPECT_THAT(must(store::listRecords(conn(), filter)), SizeIs(1));
  filter.flow = "submitted";
  EXPECT_EQ(must(store::listRecords(conn(), filter)).front().id, 1);
}

TEST_P(FlowTest, VoidAndUnknownRecordsGoNowhere) {
  REQ("R-COLL-18");
  const auto id = entered("clerk", 1);
  must(service::retireRecord(as("clerk"), id, true, "重复录入"));
  EXPECT_EQ(review("reviewer", id), "COLL-0054");
  EXPECT_EQ(code(service::returnRecord(as("reviewer"), id, "理由")), "COLL-0054");
  EXPECT_EQ(review("reviewer", 999), "COLL-0050");
  EXPECT_EQ(countOf("record_step"), 0);
}

// --- electronic evidence (R-COLL-22) -------------------------------------------------------------------------------

class EvidenceFileTest : public FlowTest {
 protected:
  void SetUp() override {
    FlowTest::SetUp();
    record_ = entered("clerk", 1);
  }
  base::Result<store::Attachment> attach(const std::string& name, std::string_view bytes,
                                         const std::string& kind = "decision") {
    writeFile(folder() / "upload", bytes);
    return service::addAttachment(as("clerk"), {record_, kind, name, folder() / "upload"});
  }
  std::string refusalOf(const base::Result<store::Attachment>& result) {
    if (result.ok()) return "";
    EXPECT_TRUE(isClearChinese(result.error()));
    return result.error().code;
  }
  static std::string pdf(const std::string& text) { return "%PDF-1.4\n" + text + "\n%%EOF\n"; }
  std::int64_t record_ = 0;
};
MC_ON_BOTH_STORES(EvidenceFileTest);

TEST_P(EvidenceFileTest, WhatIsAttachedComesBackWithTheSameDigest) {
  REQ("R-COLL-22");
  const auto stored = must(attach("处罚决定书.pdf", pdf("一")));
  EXPECT_EQ(stored.number, 1);
  EXPECT_EQ(stored.media, "application/pdf");
  const auto back = must(service::readAttachment(context(), record_, 1));
  EXPECT_EQ(back.bytes, pdf("一"));
  EXPECT_EQ(back.info.digest, stored.digest);
  EXPECT_THAT(stored.digest, SizeIs(64));
}

TEST_P(EvidenceFileTest, AChangedFileMakesANewVersionAndTheOldOneStays) {
  REQ("R-COLL-22");
  must(attach("处罚决定书.pdf", pdf("一")));
  const auto second = must(attach("处罚决定书.pdf", pdf("二")));
  EXPECT_EQ(second.number, 1);
  EXPECT_EQ(second.version, 2);
  EXPECT_EQ(must(service::readAttachment(context(), record_, 1)).bytes, pdf("二"));
  EXPECT_EQ(must(service::readAttachment(context(), record_, 1, 1)).bytes, pdf("一"));
  EXPECT_EQ(must(attach("处罚决定书.pdf", pdf("二"))).version, 2) << "sent twice, kept once";
  EXPECT_EQ(must(attach("另一份.pdf", pdf("二"))).number, 2);
  EXPECT_EQ(countOf("attachment"), 3);
}

TEST_P(EvidenceFileTest, TypesAreJudgedByContent) {
  REQ("R-COLL-22");
  EXPECT_EQ(must(attach("照片.JPG", "\xFF\xD8\xFF\xE0 rest", "photo")).media, "image/jpeg");
  EXPECT_EQ(must(attach("截图.png", "\x89PNG\r\n\x1A\n rest", "photo")).media, "image/png");
  EXPECT_EQ(must(attach("文书.ofd", buildZip(std::vector<RawEntry>{{"OFD.xml", "<ofd/>"}}))).media, "application/ofd");
  EXPECT_EQ(refusalOf(attach("文书.ofd", buildZip(std::vector<RawEntry>{{"word/document.xml", "<w/>"}}))), "COLL-0082");
  EXPECT_EQ(refusalOf(attach("程序.pdf", "MZ\x90 program")), "COLL-0082");
  EXPECT_EQ(refusalOf(attach("图片.png", pdf("改名的文件"))), "COLL-0083");
  EXPECT_EQ(refusalOf(attach("空.pdf", "")), "COLL-0080");
  EXPECT_EQ(refusalOf(attach("../../etc/passwd.pdf", pdf("x"))), "COLL-0084");
  EXPECT_EQ(refusalOf(attach("文书.pdf", pdf("x"), "unknown")), "COLL-0085");
  std::string large = "%PDF-";
  large.resize(service::kMaxAttachmentBytes + 1, ' ');
  EXPECT_EQ(refusalOf(attach("大.pdf", large)), "COLL-0081");
  EXPECT_EQ(countOf("attachment"), 3);
}

TEST_P(EvidenceFileTest, TheContentIsSealedAtRestAndBoundToItsRow) {
  REQ("R-COLL-22", "R-SEC-04");
  must(attach("处罚决定书.pdf", pdf("MARK-OF-THE-FILE")));
  must(attach("另一份.pdf", pdf("other")));
  std::string stored;
  must(conn().query("SELECT content FROM attachment WHERE id = 1", {}, [&](const store::Row& row) {
    stored = std::string(row.blob(0));
    return false;
  }));
  EXPECT_THAT(stored, Not(HasSubstr("MARK-OF-THE-FILE")));
  run("UPDATE attachment SET content = (SELECT content FROM attachment WHERE id = 2) WHERE id = 1");
  EXPECT_EQ(service::readAttachment(context(), record_, 1).error().code, "CRYP-0003");
}

TEST_P(EvidenceFileTest, ARecordSaysWhichEvidenceItLacks) {
  REQ("R-COLL-22");
  const auto missing = must(service::missingEvidence(context(), record_));
  ASSERT_THAT(missing, SizeIs(1));
  EXPECT_EQ(missing.front().kind, "decision");
  must(attach("处罚决定书.pdf", pdf("一")));
  EXPECT_THAT(must(service::missingEvidence(context(), record_)), IsEmpty());
  const auto* commitment = context().law.entry("CN-ORG");
  ASSERT_NE(commitment, nullptr);
  ASSERT_THAT(service::expectedEvidence(*commitment), SizeIs(1));
  EXPECT_EQ(service::expectedEvidence(*commitment).front().label, "承诺文件");
}

TEST_P(EvidenceFileTest, WhatIsNotThereIsNotFound) {
  REQ("R-COLL-22");
  EXPECT_EQ(service::readAttachment(context(), record_, 1).error().code, "ACCS-0401");
  must(attach("处罚决定书.pdf", pdf("一")));
  EXPECT_EQ(service::readAttachment(context(), record_, 1, 2).error().code, "ACCS-0401");
  must(service::retireRecord(as("clerk"), record_, true, "重复录入"));
  EXPECT_EQ(refusalOf(attach("补充.pdf", pdf("二"))), "COLL-0054");
}

// --- named person and self-check (R-COLL-15, R-COLL-16) ------------------------------------------------------------

TEST_P(FlowTest, TheSelfCheckListsWhatAnOfficeMustPutRight) {
  REQ("R-COLL-16", "R-COLL-15");
  const auto id = entered("clerk", 1);
  as("");
  auto bad = sampleRow(entry(), 2, {{"decision-date", "2026-02-30"}});
  ASSERT_TRUE(send({bad}).ok());
  ASSERT_EQ(code(service::returnRecord(as("reviewer"), entered("clerk", 3), "文书号有误")), "");
  const auto check = must(service::selfCheck(as(""), "U1"));
  EXPECT_EQ(check.month, "2026-03");
  EXPECT_EQ(check.dueOn, "2026-03-31");
  EXPECT_THAT(check.dueBasis, HasSubstr("默认值（依据未规定）"));
  const auto has = [&](service::CheckKind kind, const std::string& ref) {
    return std::any_of(check.items.begin(), check.items.end(), [&](const service::CheckItem& item) {
      return item.kind == kind && item.ref == ref && !item.detail.empty() && item.dueOn == "2026-03-31";
    });
  };
  EXPECT_TRUE(has(service::CheckKind::kUnreviewed, service::publicId('R', id)));
  EXPECT_TRUE(has(service::CheckKind::kRejected, "B1:2"));
  EXPECT_TRUE(has(service::CheckKind::kReturned, "R2"));
  EXPECT_TRUE(has(service::CheckKind::kEvidence, service::publicId('R', id)));
}

TEST_P(FlowTest, RemindersGoToTheNamedPersonAndAreRecorded) {
  REQ("R-COLL-15", "R-COLL-16");
  entered("clerk", 1);
  EXPECT_EQ(service::remindOffice(as(""), "U1", "").error().code, "COLL-0097") << "nobody is in charge";
  ASSERT_TRUE(service::setContact(as(""), "U1", "王示例", std::nullopt).ok());
  EXPECT_EQ(must(service::remindOffice(as("desk"), "U1", "请于月底前改正")), "王示例");
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry WHERE action = 'unit.remind' AND object = 'U1'"), 1);
  EXPECT_EQ(service::remindOffice(as("desk"), "NONE", "").error().code, "ACCS-0401");
  addUnit("QUIET", "没有事项的单位");
  ASSERT_TRUE(service::setContact(as(""), "QUIET", "李示例", std::nullopt).ok());
  EXPECT_EQ(service::remindOffice(as(""), "QUIET", "").error().code, "COLL-0098");
}

// --- staff and enterprises brought back (R-COLL-21) ----------------------------------------------------------------

TEST_P(FlowTest, AFeedOfThreeKindsUpdatesSubjectsAndCountsByKind) {
  REQ("R-COLL-21");
  const auto org = sampleCode(1);
  const auto person = sampleCitizenId(1);
  writeFile(folder() / "feed.csv", "事件,主体类型,名称,代码,日期,来源\n新批,ORG,示例诊所,usc:" + org +
                                       ",2026-01-05,省交换平台\n备案,ORG,示例诊所," + org +
                                       ",2026-02-01,省交换平台\n新批,NP,张测试," + person +
                                       ",2026-01-06,省全民健康信息平台\n注销,ORG,示例诊所," + org +
                                       ",2026-03-01,省交换平台\n注销,NP,张测试," + person +
                                       ",2026-03-02,省全民健康信息平台\n搬迁,ORG,示例诊所," + org +
                                       ",2026-03-02,\n备案,ORG,另一诊所," + sampleCode(2) + ",不是日期,\n");
  const auto run = must(service::importSubjectFeed(as(""), folder() / "feed.csv"));
  EXPECT_EQ(run.rows, 7);
  EXPECT_EQ(run.created, 2);
  EXPECT_EQ(run.approved.applied, 2);
  EXPECT_EQ(run.filed.applied, 1);
  EXPECT_EQ(run.filed.failed, 1);
  EXPECT_EQ(run.cancelled.applied, 2);
  EXPECT_EQ(run.unknown, 1);
  ASSERT_THAT(run.problems, SizeIs(2));
  EXPECT_EQ(run.problems[0].error.code, "SUBJ-0013");
  EXPECT_EQ(run.problems[0].row, 7);
  EXPECT_EQ(run.problems[1].error.code, "SUBJ-0015");
  EXPECT_EQ(must(service::findSubject(context(), org)).state, "terminated");
  EXPECT_EQ(must(service::findSubject(context(), person)).state, "active") << "the person does not end";
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry WHERE action = 'feed.run'"), 1);

  const auto again = must(service::importSubjectFeed(as(""), folder() / "feed.csv"));
  EXPECT_EQ(again.created, 0);
  EXPECT_EQ(again.approved.applied + again.filed.applied + again.cancelled.applied, 0);
  EXPECT_EQ(again.approved.known, 2);
}

// --- demands for the catalogue (R-CAT-09) --------------------------------------------------------------------------

TEST_P(FlowTest, ADemandIsDecidedWithReasonAndDay) {
  REQ("R-CAT-09");
  const auto id =
      must(service::demandEntry(as("clerk"), {"U1", "HJ-ORG", "add", "归集医疗机构环境监测信息", "第九条"}));
  const service::DemandDecision open{id, true, "", std::nullopt};
  EXPECT_EQ(code(service::decideDemand(as("desk"), open)), "COLL-0094");
  auto decision = service::DemandDecision{id, true, "纳入省级目录", std::nullopt};
  EXPECT_EQ(code(service::decideDemand(as("desk"), decision)), "COLL-0095");
  decision.effectiveFrom = base::CivilDate::parseIso("2026-03-09");
  EXPECT_EQ(code(service::decideDemand(as("desk"), decision)), "COLL-0095") << "a day that is past";
  decision.effectiveFrom = base::CivilDate::parseIso("2026-04-01");
  EXPECT_EQ(code(service::decideDemand(as("clerk"), decision)), "COLL-0096") << "the one who asked";
  EXPECT_EQ(code(service::decideDemand(as("desk"), decision)), "");
  EXPECT_EQ(code(service::decideDemand(as("desk"), decision)), "COLL-0093");
  const auto demands = must(service::listDemands(as("desk"), {}));
  ASSERT_THAT(demands, SizeIs(1));
  EXPECT_EQ(demands.front().state, "approved");
  EXPECT_EQ(demands.front().effectiveFrom, "2026-04-01");
  EXPECT_EQ(demands.front().reason, "纳入省级目录");
  EXPECT_EQ(demands.front().requestedBy, user("clerk"));
  EXPECT_EQ(demands.front().decidedBy, user("desk"));
  EXPECT_FALSE(demands.front().inOperation) << "the catalogue does not hold it yet";
}

TEST_P(FlowTest, DemandsThatMakeNoSenseAreRefused) {
  REQ("R-CAT-09");
  const auto refusal = [&](service::DemandRequest request) {
    const auto result = service::demandEntry(as("clerk"), std::move(request));
    return result.ok() ? std::string() : result.error().code;
  };
  EXPECT_EQ(refusal({"U1", "CF-ORG", "rename", "文字", ""}), "COLL-0090");
  EXPECT_EQ(refusal({"U1", "CF-ORG", "add", "文字", ""}), "COLL-0091");
  EXPECT_EQ(refusal({"U1", "NONE", "change", "文字", ""}), "COLL-0091");
  EXPECT_EQ(refusal({"U1", "CF-ORG", "change", "", ""}), "COLL-0092");
  EXPECT_EQ(refusal({"OTHER", "CF-ORG", "change", "文字", ""}), "ACCS-0401");
  EXPECT_EQ(countOf("approval"), 0);
}

TEST_P(FlowTest, OtherUnitsDemandsAreNotSeen) {
  REQ("R-CAT-09", "R-SEC-03");
  addUnit("U9", "别的单位");
  const auto id = must(service::demandEntry(as(""), {"U9", "CF-ORG", "change", "增加字段", ""}));
  EXPECT_THAT(must(service::listDemands(as("desk"), {})), IsEmpty());
  const service::DemandDecision decision{id, false, "不同意", std::nullopt};
  EXPECT_EQ(code(service::decideDemand(as("desk"), decision)), "ACCS-0401");
}

TEST_P(FlowTest, RecordsKeepTheVersionOfTheEntryAndTheChangeListTellsTheDifference) {
  REQ("R-CAT-09", "R-CAT-01");
  as("");
  ASSERT_TRUE(send({sampleRow(entry(), 1)}).ok());
  auto changed = context().law;
  for (auto& one : changed.catalogue) {
    if (one.code != "CF-ORG") continue;
    auto extra = one.fieldSet.fields.back();
    extra.code = "CF_XZ";
    extra.name = "新增字段";
    extra.role = domain::FieldRole::kNone;
    one.fieldSet.fields.push_back(extra);
    one.versionDigest = std::string(64, 'f');
  }
  service::Context later{conn(), changed, context().clock, "test", random(), keys()};
  SendOptions second;
  writeRows(folder() / "later.csv", *changed.entry("CF-ORG"), {sampleRow(*changed.entry("CF-ORG"), 2)});
  service::ImportRequest request;
  request.file = folder() / "later.csv";
  request.entry = "CF-ORG";
  request.unit = "U1";
  must(service::importFile(later, request));
  const auto versions = must(service::entryHistory(later, "CF-ORG"));
  ASSERT_THAT(versions, SizeIs(2));
  EXPECT_EQ(versions[0].records, 1) << "the earlier record keeps the earlier version";
  EXPECT_FALSE(versions[0].inForce);
  EXPECT_TRUE(versions[1].inForce);
  ASSERT_THAT(versions[1].changes, SizeIs(1));
  EXPECT_EQ(versions[1].changes.front().field, "CF_XZ");
  EXPECT_EQ(versions[1].changes.front().kind, "added");
  EXPECT_EQ(service::entryHistory(later, "NONE").error().code, "ACCS-0401");
}

}  // namespace medcredit::test
