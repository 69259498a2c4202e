// COMM: commitments from the signed letter to the finding, on both stores (R-COMM-01…15).
#include <algorithm>

#include "acceptance/credit_fixture.h"
#include "service/risk.h"
#include "store/records.h"

namespace medcredit::test {
namespace {

class CommitmentTest : public CreditTest {
 protected:
  std::int64_t person() { return must(service::addSubject(ctx(), {"NP", "王示例", {}, {}, ""})); }
  service::NewCommitment tolerated(std::int64_t subject) {
    auto request = letter(subject, "tolerated");
    request.letter.letter = "missing-papers";
    request.letter.missing = {"从业人员健康合格证明"};
    return request;
  }
  /// A breach decided by the head, after the subject was heard.
  service::CommitmentDone broken(std::int64_t subject, bool untrue = false) {
    const auto done = made(letter(subject));
    heard(done.caseId);
    must(service::noteFinding(ctx(), done.id, {{"conditions"}, "未达到许可条件", "记入信用记录，责令整改", untrue}));
    take(done.caseId, {"breach"});
    return done;
  }
};
MC_ON_BOTH_STORES(CommitmentTest);

TEST_P(CommitmentTest, ALetterIsStoredAndExportedWithItsFourteenFieldsInOrder) {
  REQ("R-COMM-01");
  const std::vector<std::string> names{"承诺人名称",
                                       "承诺人类别",
                                       "承诺人代码",
                                       "承诺类型",
                                       "承诺事由",
                                       "承诺内容",
                                       "违诺责任",
                                       "承诺作出日期",
                                       "承诺有效期",
                                       "承诺受理单位",
                                       "承诺受理单位统一社会信用代码",
                                       "公开类型",
                                       "承诺文件",
                                       "备注"};
  const auto check = [&](std::int64_t subject, const char* letterId, const char* signer) {
    auto request = letter(subject, letterId + std::to_string(subject));
    request.letter = {letterId, "", subject, "office", "依法执业", {}};
    request.signer = signer;
    request.education.clear();
    const auto view = commitment(made(request).id);
    const auto fields = service::commitmentFields(view);
    std::vector<std::string> found;
    for (const auto& [name, value] : fields) found.push_back(name);
    EXPECT_EQ(found, names);
    EXPECT_EQ(fields[3].second, "主动型");
    EXPECT_EQ(fields[4].second, "依法执业");
    EXPECT_EQ(fields[7].second, "2026-03-02");
    EXPECT_EQ(fields[8].second, "2027-03-01");
    return view;
  };
  EXPECT_EQ(check(hotel(), "voluntary", kSigner).subjectName, "测试宾馆");
  EXPECT_EQ(check(person(), "voluntary", "王示例").subjectKind, "NP");
}

TEST_P(CommitmentTest, WhoDoesNotKeepAPromiseIsToldWhichOneAndWhatFollows) {
  REQ("R-COMM-02");
  const auto done = made(letter(hotel()));
  heard(done.caseId);
  ctx().actor = "head";
  EXPECT_EQ(refusal(next(done.caseId, "breach")), "COMM-0012") << "content and accountability come first";
  EXPECT_EQ(service::noteFinding(ctx(), done.id, {{}, "未达到条件", "", false}).error().code, "COMM-0012");
  EXPECT_EQ(service::noteFinding(ctx(), done.id, {{"nothing"}, "甲", "乙", false}).error().code, "COMM-0013");
  EXPECT_TRUE(service::fulfilmentFields(commitment(done.id)).empty());
  must(service::noteFinding(ctx(), done.id, {{"conditions"}, "未达到许可条件", "责令整改", false}));
  take(done.caseId, {"breach"});
  const auto fields = service::fulfilmentFields(commitment(done.id));
  ASSERT_EQ(fields.size(), 14U);
  EXPECT_EQ(fields[6], (std::pair<std::string, std::string>{"承诺履行状态", "部分履行"}));
  EXPECT_EQ(fields[7].second, "未达到许可条件");
  EXPECT_EQ(fields[8].second, "责令整改");
  EXPECT_FALSE(service::showCommitment(ctx(), done.id + 100).ok());
}

TEST_P(CommitmentTest, WithoutAValidSignatureOfTheLegalRepresentativeNothingIsSubmitted) {
  REQ("R-COMM-03");
  as("clerk", "2026-03-02", "guangdong-yangshan");
  const auto subject = hotel();
  auto request = letter(subject);
  EXPECT_EQ(refusedCode(request), "COMM-0008") << "not signed";
  sign(request);
  auto forged = request;
  forged.signature = base::toBase64(std::string(64, 'x'));
  EXPECT_EQ(refusedCode(forged), "COMM-0008");
  auto other = request;
  other.letter.matter = "另一事由";
  EXPECT_EQ(refusedCode(other), "COMM-0008") << "the signature is over another text";
  auto wrongHand = request;
  wrongHand.signer = "李某";
  EXPECT_EQ(refusedCode(wrongHand), "COMM-0009");
  auto paper = request;
  paper.how = "paper";
  EXPECT_EQ(refusedCode(paper), "COMM-0010") << "阳山 takes electronic signatures only";
  const auto done = must(service::makeCommitment(ctx(), request));
  const auto view = commitment(done.id);
  EXPECT_TRUE(view.signatureValid);
  EXPECT_EQ(view.row.digest, must(service::renderLetter(ctx(), request.letter)).digest);
}

TEST_P(CommitmentTest, TheLicenceSystemMaySendALetterTwice) {
  REQ("R-COMM-04");
  auto request = letter(hotel());
  request.externalSystem = "licence";
  request.externalId = "XK-1";
  sign(request);
  const auto first = must(service::makeCommitment(ctx(), request));
  request.key = "another key";
  const auto second = must(service::makeCommitment(ctx(), request));
  EXPECT_EQ(second.id, first.id);
  EXPECT_TRUE(second.known);
  EXPECT_EQ(number("SELECT COUNT(*) FROM commitment"), 1);
  EXPECT_EQ(commitment(first.id).row.externalKey, "licence|XK-1");
  auto other = request;
  other.letter.matter = "另一事由";
  EXPECT_EQ(refusedCode(other), "COMM-0015");
}

TEST_P(CommitmentTest, ATemplateRendersALetterForEachItemAndItsVersionIsKept) {
  REQ("R-COMM-05");
  as("clerk", "2026-03-02", "zhejiang-huzhou");
  const auto subject = hotel();
  const auto done = made(letter(subject));
  const auto view = commitment(done.id);
  const auto* known = ctx().law.commitments.letter("notice-approval");
  EXPECT_EQ(view.row.letterVersion, known->version);
  EXPECT_EQ(view.row.letterDigest, known->digest);
  EXPECT_NE(view.text.find("测试宾馆"), std::string::npos);
  EXPECT_NE(view.text.find("公共场所卫生许可"), std::string::npos);
  EXPECT_EQ(view.text.find('{'), std::string::npos) << "no merge field is left";
  auto wrong = letter(subject, "key 2");
  wrong.letter.item = "water-permit";
  EXPECT_EQ(refusedCode(wrong), "COMM-0004") << "an item for water products";
  wrong.letter.item = "nothing";
  EXPECT_EQ(refusedCode(wrong), "COMM-0002");
}

TEST_P(CommitmentTest, TheItemsForNoticeAndCommitmentAreCountedAndDueInAprilInJilin) {
  REQ("R-COMM-06");
  as("clerk", "2026-03-02", "jilin");
  made(letter(hotel()));
  const auto items = must(service::itemProgress(ctx()));
  ASSERT_EQ(items.size(), 1U);
  EXPECT_TRUE(items.front().notice);
  EXPECT_EQ(items.front().letters, 1);
  const auto* clock = ctx().law.clock("commitment-items");
  ASSERT_NE(clock, nullptr);
  EXPECT_EQ(domain::computeDue(*clock, *base::CivilDate::parseIso("2020-06-01"), ctx().law.calendar).date.iso(),
            "2021-04-30");
}

TEST_P(CommitmentTest, APaperThatIsMissingAndNotSuppliedInTimeIsABrokenPromise) {
  REQ("R-COMM-07");
  as("clerk", "2026-03-02", "zhejiang-huzhou");
  const auto subject = hotel();
  auto wrong = tolerated(subject);
  wrong.letter.missing = {"营业执照"};
  EXPECT_EQ(refusedCode(wrong), "COMM-0005");
  const auto done = made(tolerated(subject));
  EXPECT_EQ(stateOf(done.caseId), "tolerated");
  auto view = commitment(done.id);
  const auto promise =
      std::find_if(view.obligations.begin(), view.obligations.end(), [](const auto& row) { return row.missing; });
  ASSERT_NE(promise, view.obligations.end());
  EXPECT_EQ(promise->dueOn, "2026-03-30") << "20 working days";
  EXPECT_EQ(dueOf(done.caseId), "2026-03-30");
  pass("2026-03-30", "zhejiang-huzhou");
  EXPECT_EQ(stateOf(done.caseId), "tolerated") << "the last day lasts to its end";
  pass("2026-03-31", "zhejiang-huzhou");
  EXPECT_EQ(stateOf(done.caseId), "investigating");
  take(done.caseId, {"notify-breach", "hear"});
  must(service::noteFinding(ctx(), done.id, {{}, "未补交健康合格证明", "记入信用记录", false}));
  take(done.caseId, {"breach"});
  EXPECT_EQ(commitment(done.id).row.state, "未履行");
}

TEST_P(CommitmentTest, ABrokenPromiseBecomesNegativeInformationAnUrgingAndMoreInspection) {
  REQ("R-COMM-08");
  const auto subject = hotel();
  const auto done = broken(subject);
  const auto view = commitment(done.id);
  ASSERT_TRUE(view.row.fulfilmentRecordId.has_value());
  const auto record = head(*view.row.fulfilmentRecordId);
  EXPECT_EQ(record.entry, "LY-ORG");
  EXPECT_EQ(text("SELECT info_class FROM record WHERE id = $1", {record.id}), "negative");
  EXPECT_EQ(text("SELECT kind_code FROM record WHERE id = $1", {record.id}), "N07");
  std::vector<std::string> papers;
  for (const auto& paper : must(store::casePapers(conn(), done.caseId))) papers.push_back(paper.paper);
  EXPECT_NE(std::find(papers.begin(), papers.end(), "urge"), papers.end()) << "督促整改通知书";
  EXPECT_EQ(must(store::inspectionRaises(conn(), subject)).size(), 1U);
  const auto raised = must(service::drawChance(ctx(), subject));
  EXPECT_EQ(raised.raised.size(), 1U) << "the draw tells why";
  take(done.caseId, {"rectified"});
  EXPECT_TRUE(must(store::inspectionRaises(conn(), subject)).empty()) << "until the case is closed";
  const auto usual = must(service::drawChance(ctx(), subject));
  EXPECT_GT(usual.weight, 0);
  EXPECT_EQ(raised.weight, 2 * usual.weight) << "twice as likely to be drawn";
  EXPECT_TRUE(usual.raised.empty());
}

TEST_P(CommitmentTest, ABreachIsDecidedOnlyAfterHearingAndByAnotherPerson) {
  REQ("R-COMM-08");
  const auto done = made(letter(hotel()));
  ctx().actor = "officer-suspect";
  EXPECT_EQ(refusal(next(done.caseId, "breach")), "WFLW-0005");
  take(done.caseId, {"suspect", "notify-breach"});
  EXPECT_EQ(refusal(next(done.caseId, "breach")), "WFLW-0005") << "not heard";
  EXPECT_EQ(refusal(next(done.caseId, "withdraw")), "WFLW-0005") << "no way out of an investigation";
  take(done.caseId, {"hear"});
  must(service::noteFinding(ctx(), done.id, {{}, "未达到许可条件", "责令整改", false}));
  ctx().actor = "officer-suspect";
  EXPECT_EQ(refusal(next(done.caseId, "breach")), "WFLW-0016") << "who suspected does not decide";
  take(done.caseId, {"breach"});
  EXPECT_EQ(stateOf(done.caseId), "rectifying");
}

TEST_P(CommitmentTest, AUnitPublishesItsOwnCommitmentWithDateAndVersion) {
  REQ("R-COMM-09");
  as("clerk", "2026-03-02", "jilin");
  EXPECT_EQ(codeOf(service::makePledge(ctx(), "voluntary", "office", "窗口服务")), "COMM-0018");
  EXPECT_EQ(codeOf(service::makePledge(ctx(), "unit-own", "office", " ")), "COMM-0006");
  must(service::makePledge(ctx(), "unit-own", "office", "窗口服务"));
  must(service::makePledge(ctx(), "unit-own", "office", "限时办结"));
  const auto shown = must(store::pledges(conn(), false));
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown.front().version, 2);
  EXPECT_EQ(shown.front().madeOn, "2026-03-02");
  EXPECT_NE(shown.front().content.find("限时办结"), std::string::npos);
  EXPECT_EQ(must(store::pledges(conn(), true)).size(), 2U) << "every version stays";
}

TEST_P(CommitmentTest, WithoutCreditEducationThereIsNoLetter) {
  REQ("R-COMM-10");
  auto request = letter(hotel());
  request.education.clear();
  sign(request);
  EXPECT_EQ(refusedCode(request), "COMM-0007");
  request.education = "旧版";
  EXPECT_EQ(refusedCode(request), "COMM-0007");
  request.education = kEducation;
  EXPECT_EQ(commitment(must(service::makeCommitment(ctx(), request)).id).row.education, kEducation);
}

TEST_P(CommitmentTest, AMembersCommitmentIsMarketCreditInformation) {
  REQ("R-COMM-11");
  auto request = letter(hotel());
  request.letter = {"association-member", "", request.letter.subjectId, "office", "会员自律", {}};
  request.education.clear();
  const auto view = commitment(made(request).id);
  EXPECT_TRUE(view.row.market);
  EXPECT_EQ(view.row.type, "行业自律型");
  ASSERT_TRUE(view.row.recordId.has_value());
  EXPECT_EQ(text("SELECT scope FROM record WHERE id = $1", {*view.row.recordId}), "market");
}

TEST_P(CommitmentTest, AKeptPromiseIsOneGoodRecord) {
  REQ("R-COMM-12", "R-COMM-14");
  const auto done = made(letter(hotel()));
  EXPECT_EQ(refusal(next(done.caseId, "keep")), "WFLW-0005") << "not before the end";
  as("clerk", "2027-03-01");
  pass("2027-03-01", "hainan");
  EXPECT_EQ(stateOf(done.caseId), "active") << "valid through its last day";
  pass("2027-03-02", "hainan");
  EXPECT_EQ(stateOf(done.caseId), "checking") << "a task of the accepting unit";
  EXPECT_EQ(must(service::keptCase(ctx(), done.caseId)).state.units.at("accepting"), "office");
  take(done.caseId, {"keep"});
  const auto view = commitment(done.id);
  EXPECT_EQ(view.row.state, "已履行");
  ASSERT_TRUE(view.row.fulfilmentRecordId.has_value());
  EXPECT_EQ(text("SELECT info_class FROM record WHERE id = $1", {*view.row.fulfilmentRecordId}), "good");
  EXPECT_EQ(head(*view.row.fulfilmentRecordId).decidedOn, "2027-03-02") << "decays from the finding";
  EXPECT_EQ(number("SELECT COUNT(*) FROM record WHERE entry = 'LY-ORG'"), 1);
  for (const auto& row : view.obligations) EXPECT_EQ(row.state, "kept");
}

TEST_P(CommitmentTest, ThePublicSeesOrganisationsWithTheirStateAndNoPerson) {
  REQ("R-COMM-13");
  const auto done = made(letter(hotel()));
  auto own = letter(person(), "key p");
  own.letter = {"voluntary", "", own.letter.subjectId, "office", "依法执业", {}};
  own.signer = "王示例";
  own.education.clear();
  made(own);
  const auto shown = must(service::publicCommitments(ctx(), std::nullopt, 50));
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown.front().row.id, done.id);
  EXPECT_EQ(shown.front().row.state, "履行中");
}

TEST_P(CommitmentTest, ApprovalByCommitmentIsHandedOverAndAFalsePromiseTakesTheLicenceBack) {
  REQ("R-COMM-15");
  as("clerk", "2026-03-02", "zhejiang-huzhou");
  const auto licence = record("XK-ORG", 7);
  const auto subject = head(licence).subjectId;
  const auto signer = must(service::addSubject(ctx(), {"NP", kSigner, {}, {}, ""}));
  must(service::addRole(ctx(), {signer, subject, "R1", base::CivilDate::parseIso("2020-01-01"), std::nullopt}));
  must(service::addCategory(ctx(), subject, "public-place"));
  auto request = letter(subject);
  request.records = {licence};
  const auto done = made(request);
  const auto children = must(store::childrenOf(conn(), done.caseId));
  ASSERT_EQ(children.size(), 1U);
  const auto check = children.front().caseId;
  EXPECT_EQ(must(service::keptCase(ctx(), check)).state.units.at("supervision"), "inspectors");
  EXPECT_EQ(dueOf(check), "2026-05-01") << "60 days";
  store::CaseFilter late;
  late.procedure = "first-check";
  late.lateOn = "2026-05-02";
  EXPECT_EQ(must(store::listCases(conn(), late)).size(), 1U) << "on the overdue list without the check";
  take(check, {"differ"});
  EXPECT_EQ(stateOf(done.caseId), "investigating") << "the check opens the investigation";
  take(done.caseId, {"notify-breach", "hear"});
  must(service::noteFinding(ctx(), done.id, {{}, "承诺不实", "撤销许可", true}));
  take(done.caseId, {"breach"});
  EXPECT_EQ(head(licence).state, "withdrawn");
  EXPECT_TRUE(commitment(done.id).row.fulfilmentRecordId.has_value());
}

TEST_P(CommitmentTest, MergedAndEndedSubjectsPromiseNothingAndACaseWithoutALetterIsRefused) {
  const auto subject = hotel();
  auto request = letter(subject);
  sign(request);
  must(service::recordEvent(ctx(), subject, "注销", *base::CivilDate::parseIso("2026-03-01"), ""));
  EXPECT_EQ(refusedCode(request), "COMM-0014");
  service::OpenCase bare;
  bare.procedure = "commitment";
  bare.subjectId = institution("另一宾馆", "91440000MA0000023D", "public-place");
  bare.step = "promise";
  bare.units["accepting"] = "office";
  bare.key = "bare";
  bare.input.papers = {"letter"};
  bare.input.attachments = {"电子签名或者签字扫描件"};
  bare.input.until = base::CivilDate::parseIso("2027-01-01");
  EXPECT_EQ(codeOf(service::openCase(ctx(), bare)), "COMM-0020");
  EXPECT_EQ(number("SELECT COUNT(*) FROM case_file"), 0);
}

}  // namespace
}  // namespace medcredit::test
