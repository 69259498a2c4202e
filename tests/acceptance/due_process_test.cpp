// Due process in the papers and lists beside the cases: the repair notice that goes out with a penalty, who waits for
// whom, what an extension says, who has not confirmed a recall, and the papers nobody's step makes.
#include <gmock/gmock.h>

#include "acceptance/objection_fixture.h"
#include "acceptance/repair_fixture.h"
#include "service/case_view.h"
#include "service/paper_reports.h"
#include "service/papers.h"
#include "service/publish.h"
#include "service/recalls.h"
#include "service/repair_notices.h"
#include "store/grade_models.h"
#include "store/grade_runs.h"
#include "store/notices.h"

namespace medcredit::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::string textOf(const papers::Document& document) {
  std::string out = document.title + "\n" + document.number + "\n";
  for (const auto& block : document.blocks) {
    out += block.text + "\n";
    for (const auto& row : block.rows) {
      for (const auto& cell : row) out += cell + "|";
      out += "\n";
    }
  }
  return out;
}

// --- 两书同达
// ---------------------------------------------------------------------------------------------------------

class NoticeWithPenaltyTest : public ObjectionTest {
 protected:
  std::vector<store::PaperRow> notices() {
    store::PaperFilter filter;
    filter.paper = "repair-notice";
    return must(store::listPapers(conn(), filter));
  }
};

TEST_P(NoticeWithPenaltyTest, PublishingAPenaltyIssuesTheRepairNoticeOnceWithItsDates) {
  REQ("R-DOC-01");
  as("person", "2026-03-02");
  const auto penalty = published(1);
  const auto made = notices();
  ASSERT_THAT(made, SizeIs(1));
  EXPECT_EQ(made.front().recordId, penalty);
  EXPECT_EQ(made.front().subjectId, head(penalty).subjectId);
  const auto text = textOf(must(service::keptPaper(ctx(), made.front().id)).document);
  EXPECT_THAT(text, HasSubstr(papers::chineseDate(head(penalty).publishedOn)));
  publishAll();
  must(service::repairDay(ctx(), *base::CivilDate::parseIso("2026-03-03")));
  EXPECT_THAT(notices(), SizeIs(1)) << "neither a second run nor the daily look makes another";
}

TEST_P(NoticeWithPenaltyTest, WhoCannotBeReachedIsServedByTheOffice) {
  as("person", "2026-03-02");
  published(1);
  store::NoticeFilter filter;
  filter.kinds = "case";
  const auto told = must(store::listNotices(conn(), {"clerk", "office"}, filter));
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_THAT(told.front().text, HasSubstr("请书面送达"));
  EXPECT_THAT(told.front().text, HasSubstr("信用修复告知书"));
}

TEST_P(NoticeWithPenaltyTest, WhatIsNoPublishedPenaltyGetsNone) {
  as("person", "2026-03-02");
  const auto waiting = record("CF-ORG", 3);
  auto transaction = must(store::Transaction::start(conn()));
  EXPECT_FALSE(must(service::issueRepairNotice(ctx(), waiting))) << "not published";
  EXPECT_FALSE(must(service::issueRepairNotice(ctx(), 999999)));
  must(transaction.commit());
  EXPECT_THAT(notices(), IsEmpty());
}

class LateNoticeTest : public RepairMaker {};

TEST_P(LateNoticeTest, TheDailyLookIssuesWhatWasLeftButNotForOldStock) {
  given("hainan", "2026-05-06");
  const auto old = penalty("2026-01-05", "general");
  run("UPDATE record SET published_on = '2026-05-06' WHERE id = $1", {record_});
  run("UPDATE record SET published_on = '2026-01-05' WHERE id = $1", {old});
  const auto first = must(service::repairDay(operatorOn("2026-05-08"), on("2026-05-08")));
  EXPECT_EQ(first.notices, 1);
  const auto again = must(service::repairDay(operatorOn("2026-05-09"), on("2026-05-09")));
  EXPECT_EQ(again.notices, 0);
  store::PaperFilter filter;
  filter.paper = "repair-notice";
  const auto made = must(store::listPapers(conn(), filter));
  ASSERT_THAT(made, SizeIs(1));
  EXPECT_EQ(made.front().recordId, record_);
  const auto state = must(service::repairState(subjectOn("2026-05-09"), record_));
  ASSERT_TRUE(state.answer.firstLawfulDay);
  EXPECT_THAT(textOf(must(service::keptPaper(operatorOn("2026-05-09"), made.front().id)).document),
              HasSubstr(papers::chineseDate(state.answer.firstLawfulDay->iso()) + "起可以申请信用修复"))
      << "with the computed day";
}

// --- papers nobody's step makes
// ---------------------------------------------------------------------------------------

TEST_P(LateNoticeTest, SupervisionPapersNameTheFindingTheDayAndWhereToReply) {
  REQ("R-DOC-11");
  given("hainan", "2026-05-06");
  operatorOn("2026-05-08");
  struct Wanted {
    const char* paper;
    const char* reply;
    papers::Values values;
  };
  const std::vector<Wanted> all{{"rectification-notice",
                                 "书面回复",
                                 {{"finding", "4月迟报处罚信息12条"},
                                  {"finding_no", "A3"},
                                  {"reason", "补报并查明原因"},
                                  {"until", "2026-05-22"}}},
                                {"urging-letter",
                                 "书面回复",
                                 {{"finding_no", "C7"}, {"reason", "承诺书第二条尚未履行"}, {"until", "2026-05-22"}}},
                                {"talk-invitation", "参加约谈", {{"reason", "多次违规"}, {"due", "2026-05-22"}}}};
  for (const auto& wanted : all) {
    service::PaperOrder order;
    order.paper = wanted.paper;
    order.subjectId = org_;
    order.recordId = record_;
    order.unitId = "U1";
    order.facts["unit_name"] = "测试监督所";
    order.values = wanted.values;
    const auto issued = service::issuePaperNow(now(), order);
    ASSERT_TRUE(issued.ok()) << wanted.paper << wordsOf(issued);
    EXPECT_FALSE(issued->number.empty()) << wanted.paper;
    const auto kept = must(service::keptPaper(now(), issued->id));
    const auto text = textOf(kept.document);
    EXPECT_THAT(text, HasSubstr("2026年5月22日")) << wanted.paper << " has its due day";
    EXPECT_THAT(text, HasSubstr(wanted.reply)) << wanted.paper << " says how to answer";
    EXPECT_THAT(text, HasSubstr(wanted.values.at("reason").text)) << wanted.paper;
    EXPECT_EQ(kept.row.recordId, record_) << "linked to what was found";
    for (const char* needed : {"reason", wanted.paper == std::string("talk-invitation") ? "reason" : "until"}) {
      auto lacking = order;
      lacking.values.erase(needed);
      EXPECT_EQ(codeOf(service::issuePaperNow(now(), lacking)), "PAPR-0012") << wanted.paper << needed;
    }
  }
}

TEST_P(LateNoticeTest, TheRequestForDataComesFromTheYearlyTaskWithTheFieldsWanted) {
  REQ("R-DOC-12");
  given("guangdong-yangshan", "2026-01-05");
  operatorOn("2026-01-06");
  must(service::draftReports(now(), on("2026-01-06")));
  must(service::draftReports(now(), on("2026-01-07")));
  std::vector<store::PaperDraft> drafts;
  for (auto& draft : must(store::listDrafts(conn()))) {
    if (draft.paper == "data-request") drafts.push_back(std::move(draft));
  }
  ASSERT_THAT(drafts, SizeIs(1)) << "one for a year";
  EXPECT_EQ(drafts.front().period, "2025");
  must(service::editDraft(now(), drafts.front().id, 1, "receiver", "测试县政务数据中心"));
  const auto issued = must(service::issueDraft(now(), drafts.front().id));
  EXPECT_FALSE(issued.number.empty());
  const auto text = textOf(must(service::keptPaper(now(), issued.id)).document);
  EXPECT_THAT(text, HasSubstr("测试县政务数据中心"));
  EXPECT_THAT(text, HasSubstr("2026年1月10日")) << "阳山方案 四（二）";
  const auto* penalty = now().law.entry(penaltyEntry());
  ASSERT_NE(penalty, nullptr);
  EXPECT_THAT(text, HasSubstr(penalty->name));
  EXPECT_THAT(text, HasSubstr(penalty->fieldSet.fields.front().name)) << "the fields wanted";
  EXPECT_TRUE(service::dataRequest(operatorOn("2026-01-06"), must(service::reportPeriod("2025"))).has_value());
  law_ = "hainan";
  EXPECT_FALSE(service::dataRequest(operatorOn("2026-01-06"), must(service::reportPeriod("2025"))).has_value())
      << "no such task there";
}

TEST_P(LateNoticeTest, TheGradeSummaryHoldsTheRowsOfTheRunAndTheirSum) {
  REQ("R-DOC-08");
  given("guangdong-yangshan", "2026-01-05");
  operatorOn("2026-01-20");
  const auto second = addOrg("另一医院", {"usc:914103000000001246"}, "410303");
  const auto third = addOrg("第三医院", {}, "410303");
  auto transaction = must(store::Transaction::start(conn()));
  store::GradeModel model;
  model.model = "yearly";
  model.edition = "1";
  model.title = "测试模型";
  model.digest = std::string(64, 'a');
  model.state = "in_force";
  model.subjectKind = "institution";
  model.createdBy = "test";
  must(store::insertGradeModel(conn(), model));
  store::GradeRun run;
  run.kind = "yearly";
  run.year = 2025;
  run.modelId = model.id;
  run.model = "yearly";
  run.asOf = "2025-12-31";
  run.knownOn = "2026-01-10";
  run.state = "published";
  run.startedBy = "test";
  must(store::insertGradeRun(conn(), run));
  std::vector<store::GradeDecision> decisions;
  for (const auto& [subject, level] : {std::pair{org_, "A"}, std::pair{second, "B"}, std::pair{third, "A"}}) {
    store::GradeDecision one;
    one.runId = run.id;
    one.subjectId = subject;
    one.modelId = model.id;
    one.subjectType = "hospital";
    one.asOf = run.asOf;
    one.knownOn = run.knownOn;
    one.level = level;
    one.facts = "{}";
    one.cause = "run";
    decisions.push_back(one);
  }
  must(store::insertGradeDecisions(conn(), decisions));
  must(transaction.commit());

  const auto order = must(service::gradeSummary(now(), run.id));
  const auto& rows = order.values.at("rows").rows;
  ASSERT_THAT(rows, SizeIs(decisions.size())) << "rows equal the run";
  std::vector<std::string> named;
  for (const auto& row : rows) named.push_back(row.at(1) + row.at(3));
  EXPECT_THAT(named, ::testing::UnorderedElementsAre("测试医院A", "另一医院B", "第三医院A"));
  EXPECT_THAT(order.values.at("sums").rows,
              ElementsAre(ElementsAre("A", "2"), ElementsAre("B", "1"), ElementsAre("合计", "3")));
  const auto text = textOf(must(service::keptPaper(now(), must(service::issuePaperNow(now(), order)).id)).document);
  EXPECT_THAT(text, HasSubstr("合计|3|"));
  EXPECT_EQ(codeOf(service::gradeSummary(now(), run.id + 1)), "PAPR-0010");

  service::PaperOrder notice;
  notice.paper = "grade-notice";
  notice.subjectId = org_;
  notice.values = {{"grade", "A"}, {"model", "测试模型"}, {"evaluated_on", "2025-12-31"}};
  notice.facts["period"] = "2025年度";
  const auto told = textOf(must(service::keptPaper(now(), must(service::issuePaperNow(now(), notice)).id)).document);
  EXPECT_THAT(told, HasSubstr("信用等级为：A"));
  EXPECT_THAT(told, HasSubstr("提出异议"));
  service::PaperOrder praise;
  praise.paper = "grade-commendation";
  praise.facts["period"] = "2025年度";
  praise.values["rows"] = std::vector<std::vector<std::string>>{{"1", "测试医院", "A"}, {"2", "第三医院", "A"}};
  const auto praised = textOf(must(service::keptPaper(now(), must(service::issuePaperNow(now(), praise)).id)).document);
  EXPECT_THAT(praised, HasSubstr("第三医院"));
  EXPECT_THAT(praised, Not(HasSubstr("另一医院")));
}

TEST_P(LateNoticeTest, TheFullCreditReportTellsObjectionsAndRepairs) {
  REQ("R-DOC-13");
  given("hainan", "2026-05-06");
  nights("2026-08-10", "2026-08-10");
  must(apply("2026-08-10"));
  const auto number = must(service::keptCase(now(), case_)).head.number;
  const auto cases = [&](bool full) {
    const auto order = must(service::creditReport(operatorOn("2026-08-11"), org_, full, "自查"));
    const auto found = order.values.find("cases");
    return found == order.values.end() ? std::vector<std::vector<std::string>>() : found->second.rows;
  };
  const auto rows = cases(true);
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows.front().at(0), number);
  EXPECT_EQ(rows.front().at(3), "2026-08-10");
  EXPECT_THAT(cases(false), IsEmpty()) << "not in what everybody may see";
  const auto order = must(service::creditReport(operatorOn("2026-08-11"), org_, true, "自查"));
  const auto text = textOf(must(service::keptPaper(now(), must(service::issuePaperNow(now(), order)).id)).document);
  EXPECT_THAT(text, HasSubstr(number));
}

TEST_P(LateNoticeTest, TheCodeOfAPaperLeadsToThePageOfTheSiteOnceItHasAnAddress) {
  REQ("R-DOC-13");
  given("hainan", "2026-05-06");
  operatorOn("2026-05-08");
  const auto order = must(service::creditReport(now(), org_, false, "自查"));
  const auto id = must(service::issuePaperNow(now(), order)).id;
  const auto bare = must(service::paperFile(now(), must(service::keptPaper(now(), id))));
  const auto withAddress = [&](const std::string& address) {
    auto& context = at("2026-05-08", "hainan",
                       [&](jurisdiction::Jurisdiction& law) { law.profile["paper.verify.address"].value = address; });
    return must(service::paperFile(context, must(service::keptPaper(context, id))));
  };
  const auto leading = withAddress("https://credit.example");
  EXPECT_NE(leading, bare);
  EXPECT_EQ(withAddress("https://credit.example/"), leading) << "however the address ends";
  EXPECT_EQ(withAddress("javascript:alert(1)"), bare) << "nothing but a web address";
  for (const auto& file : {bare, leading}) {
    EXPECT_TRUE(must(service::paperByFile(now(), file)).has_value()) << "older files stay genuine";
  }
}

// --- who waits for whom
// -----------------------------------------------------------------------------------------------

class WaitingTest : public RepairMaker {
 protected:
  std::vector<std::int64_t> waitsFor(service::Context& context) {
    const auto filter = must(service::waitingForActor(context, {}));
    std::vector<std::int64_t> out;
    for (const auto& line : must(service::listCases(context, filter))) out.push_back(line.head.id);
    return out;
  }
};

TEST_P(WaitingTest, ACaseWaitsForTheRoleThatHasAStepToTakeAndForNobodyElse) {
  given("hainan", "2026-05-06");
  nights("2026-08-10", "2026-08-10");
  must(apply("2026-08-10"));
  EXPECT_THAT(waitsFor(officerOn("2026-08-10")), ElementsAre(case_));
  EXPECT_THAT(waitsFor(officerOn("2026-08-10", "经办丙", "U2")), IsEmpty()) << "another office";
  EXPECT_THAT(waitsFor(subjectOn("2026-08-10")), IsEmpty()) << "to withdraw is not waited for";
  publicise("2026-08-10");
  EXPECT_THAT(waitsFor(officerOn("2026-08-11")), IsEmpty()) << "publicity runs: nobody can do anything";
  const auto over = on(dueOn()).plusDays(1).iso();
  nights("2026-08-10", over);
  EXPECT_THAT(waitsFor(officerOn(over)), ElementsAre(case_));
  must(step(officerOn(over, "经办甲"), "implement"));
  EXPECT_THAT(waitsFor(officerOn(over)), Not(Contains(case_)));
}

// --- extension and recalls
// --------------------------------------------------------------------------------------------

class ExtensionTest : public ObjectionTest {};

TEST_P(ExtensionTest, WhyItWasAskedAndWhyItWasApprovedAreKeptAndShown) {
  REQ("R-OBJ-04");
  as("person", "2026-03-02");
  const auto id = filed(published(1));
  take(id, {"accept"});
  ctx().actor = "handler";
  auto ask = next(id, "");
  ask.kind = Kind::kAskExtension;
  ask.key = "ask";
  ask.input.reason = "需要到现场核实";
  must(service::stepCase(ctx(), ask));
  ctx().actor = "head";
  auto approve = next(id, "");
  approve.kind = Kind::kApproveExtension;
  approve.key = "approve";
  approve.input.reason = "同意，抓紧办理";
  must(service::stepCase(ctx(), approve));
  const auto view = must(service::showCase(ctx(), id));
  const auto reasonOf = [&](const char* step) {
    for (const auto& event : view.timeline) {
      if (event.step == step) return event.reason;
    }
    return std::string("(no such event)");
  };
  EXPECT_EQ(reasonOf("extension-ask"), "需要到现场核实");
  EXPECT_EQ(reasonOf("extension-approve"), "同意，抓紧办理");
  store::PaperFilter filter;
  filter.paper = "objection-extension";
  const auto told = must(store::listPapers(conn(), filter));
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_THAT(textOf(must(service::keptPaper(ctx(), told.front().id)).document), HasSubstr("需要到现场核实"));
}

TEST_P(ExtensionTest, NoReceiverOfARecallIsUnaccounted) {
  REQ("R-OBJ-09");
  as("person", "2026-03-02");
  const auto record = published(1);
  const auto id = filed(record);
  take(id, {"accept", "review-materials", "verify", "decide", "submit", "remove"});
  store::RecallFilter open;
  open.open = true;
  open.recordId = record;
  const auto waiting = must(service::findRecalls(ctx(), open));
  ASSERT_THAT(waiting, Not(IsEmpty()));
  auto& stranger = as("stranger", "2026-03-03");
  stranger.principal.kind = service::PrincipalKind::kStaff;
  stranger.principal.unit = "policy";
  stranger.principal.scope = service::DataScope::kUnit;
  stranger.principal.permissions = {"case.read", "case.handle"};
  EXPECT_THAT(must(service::findRecalls(stranger, open)), IsEmpty()) << "records of another office";
  EXPECT_THAT(must(service::myRecalls(stranger, open)), IsEmpty());
  EXPECT_EQ(codeOf(service::confirmRecall(stranger, waiting.front().id, "回执")), "ACCS-0401");
  stranger.principal.unit = "office";
  stranger.principal.permissions = {"case.read"};
  EXPECT_EQ(codeOf(service::confirmRecall(stranger, waiting.front().id, "回执")), "ACCS-0401") << "reads only";
  as("desk", "2026-03-03");
  for (const auto& recall : waiting) EXPECT_TRUE(must(service::confirmRecall(ctx(), recall.id, "回执")));
  EXPECT_FALSE(must(service::confirmRecall(ctx(), waiting.front().id, "再次"))) << "taken in once";
  EXPECT_THAT(must(service::findRecalls(ctx(), open)), IsEmpty());
  EXPECT_EQ(codeOf(service::confirmRecall(ctx(), 999999, "回执")), "ACCS-0401");
}

MC_ON_BOTH_STORES(NoticeWithPenaltyTest);
MC_ON_BOTH_STORES(LateNoticeTest);
MC_ON_BOTH_STORES(WaitingTest);
MC_ON_BOTH_STORES(ExtensionTest);

}  // namespace
}  // namespace medcredit::test
