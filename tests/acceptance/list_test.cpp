// LIST: lists with their basis, entry after a hearing, every way out, registers beside them, on both stores
// (R-LIST-01…13, R-RET-13).
#include <algorithm>

#include "acceptance/credit_fixture.h"
#include "service/classify.h"
#include "store/grade_models.h"
#include "store/grade_runs.h"

namespace medcredit::test {
namespace {

base::CivilDate day(const char* iso) { return *base::CivilDate::parseIso(iso); }

class ListTest : public CreditTest {
 protected:
  void SetUp() override {
    CreditTest::SetUp();
    standard("serious", "dishonesty-constraint");
    hospital_ = institution("测试医院", "91440000MA0000015J", "medical");
  }
  std::vector<std::string> namesOf(const service::ListEntryView& view) {
    std::vector<std::string> out;
    for (const auto& [name, value] : service::listFields(view)) out.push_back(name);
    return out;
  }
  /// Published grades of the year 2025.
  void grade(const std::vector<std::pair<std::int64_t, std::string>>& grades) {
    auto transaction = must(store::Transaction::start(conn()));
    store::GradeModel model;
    model.model = "board";
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
    run.model = "board";
    run.asOf = "2025-12-31";
    run.knownOn = "2026-01-10";
    run.state = "published";
    run.startedBy = "test";
    must(store::insertGradeRun(conn(), run));
    std::vector<store::GradeDecision> decisions;
    for (const auto& [subject, level] : grades) {
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
  }
  std::int64_t hospital_ = 0;
};
MC_ON_BOTH_STORES(ListTest);

TEST_P(ListTest, EntriesCarryTheFieldsOfTheAnnexInOrder) {
  REQ("R-LIST-01", "R-LIST-02", "R-LIST-13");
  as("clerk", "2026-03-02", "henan-luoyang");
  standard("red", "luoyang-2021-8");
  const auto person = must(service::addSubject(ctx(), {"NP", "王示例", {}, {}, ""}));
  std::vector<service::ListEntryView> all;
  for (const auto subject : {hospital_, person}) {
    all.push_back(entry(proposed(subject, "red").id));
    auto history = proposal(subject, "black");
    history.validTo = day("2027-12-31");
    all.push_back(entry(must(service::addHistory(ctx(), history, day("2021-05-06")))));
  }
  for (const auto& view : all) {
    const auto* list = ctx().law.lists.list(view.row.list);
    const bool np = view.subjectKind == "NP";
    const auto* known = ctx().law.entry(np ? list->entryPerson : list->entryOrg);
    std::vector<std::string> fields;
    for (const auto& field : known->fieldSet.fields) fields.push_back(field.name);
    EXPECT_EQ(namesOf(view), fields) << view.row.list;
    EXPECT_EQ(fields.size(), np ? 11U : 10U);
    for (const auto& [name, value] : service::listFields(view)) {
      const bool code = name.find("代码") != std::string::npos || name == "证件号码";
      if (!code) {
        EXPECT_FALSE(value.empty()) << name;
      }
    }
  }
  EXPECT_EQ(must(service::publicListEntries(ctx(), "black", std::nullopt, 50)).size(), 1U)
      << "the organisation; no person of the black list";
  EXPECT_FALSE(all[1].punishes) << "a local black list is history";
}

TEST_P(ListTest, AListingNeedsStandardEvidenceUnitBasisAndFacts) {
  REQ("R-LIST-03");
  const auto code = [&](auto change) {
    auto wrong = proposal(hospital_);
    change(wrong);
    const auto done = service::proposeListing(ctx(), wrong);
    EXPECT_EQ(number("SELECT COUNT(*) FROM list_entry") + number("SELECT COUNT(*) FROM case_file"), 0);
    return codeOf(done);
  };
  EXPECT_EQ(code([](auto& p) { p.standard = "none"; }), "LIST-0006");
  EXPECT_EQ(code([](auto& p) { p.facts = " "; }), "LIST-0007");
  EXPECT_EQ(code([](auto& p) { p.evidence.clear(); }), "LIST-0007");
  EXPECT_EQ(code([](auto& p) { p.basis.clear(); }), "LIST-0007");
  EXPECT_EQ(code([](auto& p) { p.unit = "nowhere"; }), "LIST-0007");
  EXPECT_EQ(code([](auto& p) { p.list = "invented"; }), "LIST-0001");
  EXPECT_EQ(code([](auto& p) { p.validTo = day("2031-01-01"); }), "LIST-0009") << "longer than three years";
  EXPECT_EQ(code([](auto& p) { p.validTo = day("2026-03-01"); }), "LIST-0009");
  EXPECT_EQ(service::addStandard(ctx(), {"s2", "serious", "标准", "hainan-measures", {}, {}}).error().code, "LIST-0004")
      << "standards of the serious list are national";
  EXPECT_EQ(service::addStandard(ctx(), {"s2", "serious", "标准", "none", {}, {}}).error().code, "LIST-0003");
  const auto done = proposed(hospital_);
  auto second = proposal(hospital_);
  second.key = "second";
  EXPECT_EQ(codeOf(service::proposeListing(ctx(), second)), "LIST-0008");
  EXPECT_EQ(entry(done.id).row.state, "proposed");
}

TEST_P(ListTest, EntryAndExitAreToldToThePlatformsInTheSameRun) {
  REQ("R-LIST-04");
  as("clerk", "2026-03-02", "jilin");
  const auto done = listed(hospital_, "2027-03-01");
  auto packages = must(store::listPushes(conn(), "pending", done.id));
  ASSERT_EQ(packages.size(), 1U);
  EXPECT_EQ(packages.front().act, "add");
  EXPECT_EQ(packages.front().dueOn, "2026-03-04") << "two working days";
  must(service::confirmPush(ctx(), packages.front().id, "receipt 1"));
  EXPECT_EQ(service::confirmPush(ctx(), packages.front().id, "again").error().code, "LIST-0012");
  take(done.caseId, {"exit-repair"});
  packages = must(store::listPushes(conn(), "pending", done.id));
  ASSERT_EQ(packages.size(), 1U);
  EXPECT_EQ(packages.front().act, "delete");
}

TEST_P(ListTest, HainanHasTheSeriousListOnlyAndLuoyangBothWithoutDoublePunishment) {
  REQ("R-LIST-06");
  std::vector<std::string> names;
  for (const auto& list : must(service::creditLists(ctx()))) names.push_back(list.name);
  EXPECT_EQ(std::find(names.begin(), names.end(), "黑名单"), names.end());
  EXPECT_NE(std::find(names.begin(), names.end(), "严重失信主体名单"), names.end());
  as("clerk", "2026-03-02", "henan-luoyang");
  auto history = proposal(hospital_, "black");
  history.validTo = day("2028-12-31");
  const auto black = must(service::addHistory(ctx(), history, day("2021-05-06")));
  const auto serious = listed(hospital_, "2027-03-01");
  EXPECT_TRUE(entry(black).measures.empty());
  EXPECT_FALSE(entry(serious.id).measures.empty()) << "measures once, from the national list";
  auto direct = proposal(hospital_, "black");
  direct.key = "direct";
  EXPECT_EQ(codeOf(service::proposeListing(ctx(), direct)), "LIST-0005");
  EXPECT_EQ(codeOf(service::addHistory(ctx(), proposal(hospital_), day("2021-05-06"))), "LIST-0011");
}

TEST_P(ListTest, AListTypeMadeOnANationalBasisGoesTheSameWay) {
  REQ("R-CLASS-08");
  EXPECT_EQ(service::createListType(ctx(), "drug-fraud", "骗取药品名单", "hainan-measures").error().code, "RECD-0042");
  EXPECT_EQ(service::createListType(ctx(), "drug-fraud", "骗取药品名单", "").error().code, "RECD-0040");
  EXPECT_EQ(codeOf(service::proposeListing(ctx(), proposal(hospital_, "drug-fraud"))), "LIST-0001");
  must(service::createListType(ctx(), "drug-fraud", "骗取药品名单", "dishonesty-constraint"));
  standard("drug-fraud", "dishonesty-constraint");
  auto own = proposal(hospital_, "drug-fraud");
  own.validTo = day("2027-03-01");
  EXPECT_GT(must(service::proposeListing(ctx(), own)).caseId, 0);
}

TEST_P(ListTest, NobodyIsListedUnheardOrByTheOneWhoProposed) {
  REQ("R-LIST-03");
  const auto done = proposed(hospital_);
  ctx().actor = "clerk";
  EXPECT_EQ(refusal(next(done.caseId, "enter")), "WFLW-0005");
  take(done.caseId, {"notify"});
  EXPECT_EQ(refusal(next(done.caseId, "enter")), "WFLW-0005") << "not heard";
  take(done.caseId, {"hear"});
  auto step = next(done.caseId, "enter");
  ctx().actor = "head";
  EXPECT_EQ(refusal(step), "WFLW-0021") << "no last day";
  step.input.until = day("2027-03-01");
  ctx().actor = "clerk";
  EXPECT_EQ(refusal(step), "WFLW-0016") << "four eyes";
  step.input.until = day("2035-03-01");
  ctx().actor = "head";
  EXPECT_EQ(refusal(step), "LIST-0009");
  EXPECT_EQ(entry(done.id).row.state, "proposed");
  enter(done.caseId, "2027-03-01");
  EXPECT_EQ(entry(done.id).row.state, "listed");
  service::OpenCase bare;
  bare.procedure = "red-list";
  bare.subjectId = hospital_;
  bare.step = "propose";
  bare.units["recogniser"] = "office";
  bare.key = "bare";
  bare.input.reason = "理由";
  bare.input.attachments = {"认定标准", "事实证据"};
  const auto open = must(service::openCase(ctx(), bare));
  auto entering = next(open.caseId, "enter");
  entering.input.until = day("2027-03-01");
  ctx().actor = "another head";
  EXPECT_EQ(refusal(entering), "LIST-0013") << "a case that names no list";
}

TEST_P(ListTest, PersonsWhoDisturbTheOrderOfCareStandInARegisterOfTheirOwn) {
  REQ("R-LIST-07");
  as("clerk", "2026-03-02", "jilin");
  service::DisorderPerson person{"disorder", "赵示例", "220102199001011234", "",          "",
                                 "测试事由", "office", day("2026-02-01"),    std::nullopt};
  EXPECT_EQ(codeOf(service::registerDisorder(ctx(), person)), "LIST-0016") << "needs the document";
  person.documentKind = "行政拘留决定书";
  person.document = "测公（治）行罚〔2026〕1号";
  auto wrong = person;
  wrong.list = "serious";
  EXPECT_EQ(codeOf(service::registerDisorder(ctx(), wrong)), "LIST-0014");
  const auto id = must(service::registerDisorder(ctx(), person));
  EXPECT_EQ(number("SELECT COUNT(*) FROM subject WHERE name = '赵示例'"), 0) << "no health subject";
  const auto found = must(service::findDisorder(ctx(), "220102199001011234"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().name, "赵示例");
  EXPECT_FALSE(found.front().measures.empty()) << "measures of the memorandum";
  EXPECT_TRUE(must(service::findDisorder(ctx(), "220102199001019999")).empty());
  EXPECT_EQ(number("SELECT COUNT(*) FROM disorder_person WHERE blind LIKE '%220102%'"), 0)
      << "the number shows nowhere";
  auto other = ctx();
  other.principal.kind = service::PrincipalKind::kStaff;
  other.principal.permissions = {"case.read", "case.handle"};
  EXPECT_EQ(codeOf(service::findDisorder(other, "")), "ACCS-0201") << "strict access";
  EXPECT_EQ(codeOf(service::publicListEntries(ctx(), "disorder", std::nullopt, 10)), "LIST-0010");
  must(service::removeDisorderPerson(ctx(), id, "更正"));
  EXPECT_TRUE(must(service::findDisorder(ctx(), "")).empty());
}

TEST_P(ListTest, AnOutsideListIsMatchedAndAPersonConfirmsOrRejects) {
  REQ("R-LIST-08");
  const auto second = institution("示例诊所", "91440000MA0000023D", "medical");
  const auto matches = must(service::importOutside(ctx(), "outside", "国务院部门名单 2026-1",
                                                   {{"测试医院", "91440000MA0000015J", "拖欠", day("2028-01-01")},
                                                    {"示例诊所", "", "同名", day("2028-01-01")},
                                                    {"无关公司", "", "无关", day("2028-01-01")}}));
  ASSERT_EQ(matches.size(), 2U);
  EXPECT_EQ(number("SELECT COUNT(*) FROM list_entry"), 0) << "nothing before a person confirms";
  const auto listedId = must(service::decideOutside(ctx(), matches[0].id, true, "office", ""));
  ASSERT_TRUE(listedId.has_value());
  EXPECT_EQ(entry(*listedId).row.source, "国务院部门名单 2026-1");
  EXPECT_FALSE(entry(*listedId).measures.empty());
  EXPECT_EQ(codeOf(service::decideOutside(ctx(), matches[1].id, false, "", "")), "LIST-0019");
  EXPECT_FALSE(must(service::decideOutside(ctx(), matches[1].id, false, "", "同名不同主体")).has_value());
  store::ListFilter filter;
  filter.subjectId = second;
  EXPECT_TRUE(must(service::findListEntries(ctx(), filter)).empty());
  EXPECT_EQ(codeOf(service::decideOutside(ctx(), matches[1].id, true, "office", "")), "LIST-0018");
}

TEST_P(ListTest, EveryWayOutEndsTheListingAndTellsThePlatforms) {
  REQ("R-LIST-09");
  const std::vector<std::pair<std::string, std::string>> ways{{"exit-repair", "信用修复"},
                                                              {"exit-objection", "异议成立"},
                                                              {"expire", "有效期满"},
                                                              {"exit-correction", "信息更正"}};
  const std::vector<std::string> codes{"91440000MA0000023D", "91440000MA00000318", "91440000MA000004X0",
                                       "91440000MA0000051A"};
  for (std::size_t i = 0; i < ways.size(); ++i) {
    as("clerk", "2026-03-02");
    const auto subject = institution("测试医院" + std::to_string(i), codes[i], "medical");
    const auto done = listed(subject, "2026-04-10");
    if (ways[i].first == "expire") {
      pass("2026-04-11", "hainan");
    } else {
      take(done.caseId, {ways[i].first});
    }
    const auto view = entry(done.id);
    EXPECT_EQ(view.row.state, "removed") << ways[i].first;
    EXPECT_EQ(view.row.cause, ways[i].second);
    EXPECT_FALSE(view.punishes);
    EXPECT_EQ(must(store::listPushes(conn(), "pending", done.id)).size(), 2U) << "add and delete";
    EXPECT_TRUE(must(service::publicListEntries(ctx(), "serious", std::nullopt, 50)).empty());
    std::vector<std::string> papers;
    for (const auto& paper : must(store::casePapers(conn(), done.caseId))) papers.push_back(paper.paper);
    EXPECT_NE(std::find(papers.begin(), papers.end(), "exit"), papers.end()) << "移出告知书";
    const auto told = must(store::caseNotices(conn(), done.caseId));
    EXPECT_TRUE(std::any_of(told.begin(), told.end(), [](const auto& one) { return one.recipient == "person"; }));
  }
}

TEST_P(ListTest, TheExitRatioIsThoseWhoLeftOfThoseWhoStoodThere) {
  REQ("R-LIST-10");
  const auto first = listed(hospital_, "2027-03-01");
  const auto second = institution("示例诊所", "91440000MA0000023D", "medical");
  listed(second, "2027-03-01");
  as("clerk", "2026-05-06");
  take(first.caseId, {"exit-repair"});
  const auto quarters = must(service::exitRatios(ctx(), 2026));
  ASSERT_EQ(quarters.size(), 4U);
  EXPECT_EQ(quarters[0].counts.added, 2);
  EXPECT_EQ(quarters[0].ratioMicro, 0);
  EXPECT_EQ(quarters[1].counts.atStart, 2);
  EXPECT_EQ(quarters[1].counts.left, 1);
  EXPECT_EQ(quarters[1].ratioMicro, 500000);
  EXPECT_EQ(quarters[2].counts.atStart, 1);
  EXPECT_FALSE(must(service::exitRatio(ctx(), day("2020-01-01"), day("2020-03-31"))).ratioMicro.has_value());
}

TEST_P(ListTest, ACampaignCountsItsCasesByType) {
  REQ("R-LIST-11");
  as("clerk", "2026-03-02", "jilin");
  const auto one = record("CF-ORG", 1);
  const auto two = record("CF-ORG", 2);
  service::NewCampaign request{
      "打击医疗欺诈专项治理", "民营医疗机构",   "office", {"medical-fraud", "unlicensed-practice"},
      day("2026-03-01"),      day("2026-06-30")};
  auto wrong = request;
  wrong.kinds = {"invented"};
  EXPECT_EQ(codeOf(service::startCampaign(ctx(), wrong)), "LIST-0023");
  wrong = request;
  wrong.until = day("2026-02-01");
  EXPECT_EQ(codeOf(service::startCampaign(ctx(), wrong)), "LIST-0024");
  const auto id = must(service::startCampaign(ctx(), request));
  must(service::addCampaignCase(ctx(), id, one, "medical-fraud"));
  must(service::addCampaignCase(ctx(), id, two, "medical-fraud"));
  must(service::addCampaignCase(ctx(), id, two, "medical-fraud"));
  EXPECT_EQ(service::addCampaignCase(ctx(), id, one, "false-publicity").error().code, "LIST-0023");
  const auto report = must(service::closeCampaign(ctx(), id));
  ASSERT_EQ(report.size(), 2U);
  EXPECT_EQ(report[0].cases, 2) << "each record once";
  EXPECT_EQ(report[1].cases, 0);
  EXPECT_EQ(codeOf(service::closeCampaign(ctx(), id)), "LIST-0022");
}

TEST_P(ListTest, AnEntryIsGoneOnTheDayAfterItsLastAndItsHistoryStays) {
  REQ("R-RET-13");
  as("clerk", "2026-03-02", "henan-luoyang");
  auto history = proposal(hospital_, "black");
  history.validTo = day("2026-03-10");
  const auto black = must(service::addHistory(ctx(), history, day("2021-05-06")));
  standard("red", "luoyang-2021-8");
  const auto red = proposed(hospital_, "red");
  enter(red.caseId, "2026-03-10");
  as("clerk", "2026-03-10", "henan-luoyang");
  for (const auto* list : {"red", "black"}) {
    EXPECT_EQ(must(service::publicListEntries(ctx(), list, std::nullopt, 10)).size(), 1U) << list;
  }
  as("clerk", "2026-03-11", "henan-luoyang");
  for (const auto* list : {"red", "black"}) {
    EXPECT_TRUE(must(service::publicListEntries(ctx(), list, std::nullopt, 10)).empty()) << "before any job: " << list;
  }
  EXPECT_EQ(must(service::expireEntries(ctx())), std::vector<std::int64_t>{black});
  as("clerk", "2026-03-02", "henan-luoyang");
  pass("2026-03-11", "henan-luoyang");
  for (const auto id : {black, red.id}) {
    EXPECT_EQ(entry(id).row.state, "removed");
    EXPECT_EQ(entry(id).row.cause, "有效期满");
  }
}

TEST_P(ListTest, AWrongListingIsObjectedToAndRolledBack) {
  REQ("R-LIST-12", "R-LIST-09");
  const auto penalty = published(1);
  const auto subject = head(penalty).subjectId;
  auto wanted = proposal(subject);
  wanted.records = {penalty};
  ctx().actor = "clerk";
  const auto done = must(service::proposeListing(ctx(), wanted));
  take(done.caseId, {"notify", "hear"});
  enter(done.caseId, "2027-03-01");
  ASSERT_EQ(must(service::publicListEntries(ctx(), "serious", std::nullopt, 10)).size(), 1U);
  const auto* objection = ctx().procedures->find("objection");
  ASSERT_NE(objection->ground("listed"), nullptr) << "the form offers the ground";
  const auto filed = must(service::openCase(ctx(), filing(penalty, "objection", "listed"))).caseId;
  take(filed, {"accept", "review-materials", "verify", "decide", "submit", "remove"});
  const auto view = entry(done.id);
  EXPECT_EQ(view.row.state, "removed");
  EXPECT_EQ(view.row.cause, "异议成立");
  EXPECT_TRUE(view.measures.empty());
  EXPECT_EQ(stateOf(done.caseId), "removed") << "the case of the listing is closed with it";
  EXPECT_TRUE(must(service::publicListEntries(ctx(), "serious", std::nullopt, 10)).empty());
  EXPECT_EQ(publicityOf(penalty) == "published", false);
  const auto packages = must(store::listPushes(conn(), "pending", done.id));
  ASSERT_EQ(packages.size(), 2U);
  EXPECT_EQ(packages.back().act, "delete");
}

TEST_P(ListTest, ThePrivateHospitalBoardComesFromGradesAndHumanApproval) {
  REQ("R-LIST-05");
  as("clerk", "2026-03-02", "zhejiang-huzhou");
  const auto good = institution("示例医院", "91440000MA0000023D", "private-hospital");
  const auto bad = institution("测试专科医院", "91440000MA00000318", "private-hospital");
  const auto middle = institution("中等医院", "91440000MA000004X0", "private-hospital");
  grade({{good, "A"}, {bad, "D"}, {middle, "B"}, {hospital_, "A"}});
  const auto rows = must(service::proposeBoard(ctx(), "private-hospitals", 2025));
  ASSERT_EQ(rows.size(), 2U) << "only private hospitals, only the first and the last grade";
  EXPECT_TRUE(must(service::publicBoard(ctx(), "private-hospitals", 2025)).empty()) << "nobody unapproved";
  EXPECT_EQ(service::decideBoard(ctx(), "private-hospitals", 2025, good, true, "").error().code, "LIST-0021");
  ctx().actor = "head";
  must(service::decideBoard(ctx(), "private-hospitals", 2025, good, true, ""));
  must(service::decideBoard(ctx(), "private-hospitals", 2025, bad, false, "已整改"));
  const auto shown = must(service::publicBoard(ctx(), "private-hospitals", 2025));
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown.front().subjectName, "示例医院");
  EXPECT_EQ(shown.front().side, "red");
  EXPECT_EQ(codeOf(service::proposeBoard(ctx(), "none", 2025)), "LIST-0020");
}

TEST_P(ListTest, TheBoardOfThePeriodIsPrintedWithItsTwoLists) {
  REQ("R-LIST-05");
  as("clerk", "2026-03-02", "zhejiang-huzhou");
  const auto good = institution("示例医院", "91440000MA0000023D", "private-hospital");
  const auto bad = institution("测试专科医院", "91440000MA00000318", "private-hospital");
  const auto unapproved = institution("待定医院", "91440000MA000004X0", "private-hospital");
  grade({{good, "A"}, {bad, "D"}, {unapproved, "D"}});
  must(service::proposeBoard(ctx(), "private-hospitals", 2025));
  EXPECT_EQ(codeOf(service::issueBoard(ctx(), "private-hospitals", 2025)), "LIST-0025") << "nothing is approved";
  EXPECT_EQ(codeOf(service::issueBoard(ctx(), "none", 2025)), "LIST-0020");
  ctx().actor = "head";
  must(service::decideBoard(ctx(), "private-hospitals", 2025, good, true, ""));
  must(service::decideBoard(ctx(), "private-hospitals", 2025, bad, true, ""));
  const auto paper = must(service::keptPaper(ctx(), must(service::issueBoard(ctx(), "private-hospitals", 2025)).id));
  EXPECT_FALSE(paper.row.number.empty());
  std::vector<std::string> tables;
  std::string words;
  for (const auto& block : paper.document.blocks) {
    words += block.text;
    for (const auto& row : block.rows) tables.push_back(row.at(1));
  }
  EXPECT_NE(words.find("2025年度"), std::string::npos) << words;
  const auto place = [&](const char* name) { return std::find(tables.begin(), tables.end(), name) - tables.begin(); };
  const auto count = static_cast<std::ptrdiff_t>(tables.size());
  EXPECT_LT(place("示例医院"), place("测试专科医院")) << "red before black";
  EXPECT_LT(place("测试专科医院"), count);
  EXPECT_EQ(place("待定医院"), count) << "nobody unapproved";
}

TEST_P(ListTest, MergedAndEndedSubjectsAreNotListed) {
  must(service::recordEvent(ctx(), hospital_, "注销", day("2026-03-01"), ""));
  EXPECT_EQ(codeOf(service::proposeListing(ctx(), proposal(hospital_))), "LIST-0015");
}

}  // namespace
}  // namespace medcredit::test
