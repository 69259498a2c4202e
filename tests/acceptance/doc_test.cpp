// DOC: papers from their templates to the receipt, in the store, on both engines.
#include <gmock/gmock.h>

#include <algorithm>
#include <boost/json.hpp>

#include "acceptance/objection_fixture.h"
#include "acceptance/repair_fixture.h"
#include "crypto/sm3.h"
#include "domain/messages.h"
#include "service/evidence_head.h"
#include "service/paper_cases.h"
#include "service/paper_check.h"
#include "service/paper_forms.h"
#include "service/paper_reports.h"
#include "service/papers.h"
#include "support/evidence_support.h"
#include "support/run_binary.h"
#include "workflow/effects.h"

namespace medcredit::test {
namespace {

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

class PaperTest : public RepairMaker {
 protected:
  service::PaperOrder refusal(const std::string& reason = "材料不齐") {
    service::PaperOrder order;
    order.paper = "repair-refused";
    order.subjectId = org_;
    order.recordId = record_;
    order.unitId = "U1";
    order.values = {{"opened_on", "2026-05-01"}, {"case_number", "repair-2026-000001"}, {"reason", reason}};
    return order;
  }
  service::KeptPaper paperOfCase(const std::string& paper) {
    store::PaperFilter filter;
    filter.caseId = service::publicId('C', case_);
    filter.paper = paper;
    const auto rows = must(store::listPapers(conn(), filter));
    EXPECT_THAT(rows, SizeIs(1)) << paper;
    return must(service::keptPaper(now(), rows.at(0).id));
  }
  crypto::Sm2PublicKey publicKey() { return must(service::logPublicKey(keys())); }
  std::string checkOf(const std::string& bytes) {
    const auto checked = service::checkPaper(bytes, publicKey());
    return checked.ok() ? "" : checked.error().code;
  }
};

TEST_P(PaperTest, NumbersHaveNoGapAndNoRepeatInAYear) {
  REQ("R-DOC-01");
  given("hainan", "2026-05-06");
  operatorOn("2026-05-08");
  EXPECT_EQ(must(service::issuePaperNow(now(), refusal())).number, "琼卫信修〔2026〕1号");
  EXPECT_EQ(codeOf(service::issuePaperNow(now(), refusal(""))), "PAPR-0012");
  {
    auto transaction = must(store::Transaction::start(conn()));
    EXPECT_EQ(must(service::issuePaper(now(), refusal())).number, "琼卫信修〔2026〕2号");
  }  // not committed
  EXPECT_EQ(must(service::issuePaperNow(now(), refusal())).number, "琼卫信修〔2026〕2号");
  auto result = refusal();
  result.paper = "repair-result";
  result.values = {{"case_number", "repair-2026-000001"}};
  EXPECT_EQ(must(service::issuePaperNow(now(), result)).number, "琼卫信修〔2026〕3号") << "one series";
  operatorOn("2027-01-04");
  EXPECT_EQ(must(service::issuePaperNow(now(), refusal())).number, "琼卫信修〔2027〕1号");
  auto once = refusal();
  once.key = "case 1 paper 1";
  const auto first = must(service::issuePaperNow(now(), once));
  const auto again = must(service::issuePaperNow(now(), once));
  EXPECT_TRUE(again.replayed);
  EXPECT_EQ(first.number, again.number);
  EXPECT_EQ(journalLines(service::publicId('P', first.id), "paper.issue"), 1);
}

TEST_P(PaperTest, TheSameDataAndTemplateGiveTheSameTextAndTheFileIsTheSame) {
  REQ("R-DOC-01");
  given("hainan", "2026-05-06");
  operatorOn("2026-05-08");
  const auto one = must(service::keptPaper(now(), must(service::issuePaperNow(now(), refusal())).id));
  const auto two = must(service::keptPaper(now(), must(service::issuePaperNow(now(), refusal())).id));
  EXPECT_EQ(one.document.blocks, two.document.blocks);
  EXPECT_EQ(one.document.templateDigest, two.document.templateDigest);
  const auto file = must(service::paperFile(now(), one));
  EXPECT_EQ(file, must(service::paperFile(now(), one)));
  EXPECT_EQ(checkOf(file), "");
  EXPECT_THAT(textOf(one.document), HasSubstr("测试医院"));
  EXPECT_THAT(textOf(one.document), HasSubstr("测卫罚〔2026〕1号"));
  EXPECT_THAT(textOf(one.document), HasSubstr("2026年5月1日"));
}

TEST_P(PaperTest, AnAlteredPaperIsNotTaken) {
  REQ("R-DOC-01", "R-DOC-13");
  given("hainan", "2026-05-06");
  operatorOn("2026-05-08");
  const auto id = must(service::issuePaperNow(now(), refusal())).id;
  const auto kept = must(service::keptPaper(now(), id));
  const auto file = must(service::paperFile(now(), kept));
  ASSERT_TRUE(must(service::paperByFile(now(), file)));
  for (std::size_t at = 0; at < file.size(); at += file.size() / 60) {
    auto altered = file;
    altered[at] = static_cast<char>(altered[at] ^ 1);
    EXPECT_FALSE(must(service::paperByFile(now(), altered))) << at;
  }
  EXPECT_FALSE(must(service::paperByFile(now(), file + "\n")));
  EXPECT_FALSE(must(service::paperByFile(now(), "")));
  const auto envelope = must(service::paperEnvelope(now(), kept));
  EXPECT_EQ(checkOf(envelope), "");
  auto words = envelope;
  words.replace(words.find("材料不齐"), std::string("材料不齐").size(), "材料齐全");
  EXPECT_EQ(checkOf(words), "PAPR-0040");
  const auto other = crypto::Sm2PrivateKey::generate().publicKey();
  EXPECT_EQ(service::checkPaper(file, other).error().code, "PAPR-0041");

  EXPECT_FALSE(conn().exec("UPDATE paper SET number = '1号'").ok()) << "the store itself refuses";
  EXPECT_FALSE(conn().exec("DELETE FROM paper").ok());
  const auto second = must(service::issuePaperNow(now(), refusal("另一理由"))).id;
  removeGuards(conn());
  for (const char* change : {"signature = 'ff' || substr(signature, 3)", "digest = 'ff' || substr(digest, 3)",
                             "number = '琼卫信修〔2026〕99号'", "title = '信用修复结果告知书'", "organ = '别的机关'",
                             "issued_on = '2026-01-01'", "code = '0000-0000-0000-0000'"}) {
    auto transaction = must(store::Transaction::start(conn()));
    run("UPDATE paper SET " + std::string(change) + " WHERE id = $1", {id});
    EXPECT_EQ(codeOf(service::keptPaper(now(), id)), "PAPR-0021") << change;
  }
  run("UPDATE paper SET content = (SELECT content FROM paper p WHERE p.id = $2) WHERE id = $1", {id, second});
  EXPECT_EQ(codeOf(service::keptPaper(now(), id)), "CRYP-0003") << "content of another paper";
}

TEST_P(PaperTest, WhoeverHoldsTheFileNeedsOnlyThePublishedKey) {
  REQ("R-DOC-13");
  given("hainan", "2026-05-06");
  operatorOn("2026-05-08");
  const auto kept = must(service::keptPaper(now(), must(service::issuePaperNow(now(), refusal())).id));
  const TempDir folder;
  const auto path = (folder.path() / "letter.pdf").string();
  writeFile(path, must(service::paperFile(now(), kept)));
  const auto key = crypto::toHex(publicKey().point());
  const auto good = runProgram(MC_BINARY, {"paper", "verify", path, "--key", key}, {});
  EXPECT_EQ(good.exitCode, 0) << good.err;
  EXPECT_THAT(good.out, HasSubstr("页面与签名的内容一致"));
  auto altered = readFile(path);
  altered[altered.size() / 2] = static_cast<char>(altered[altered.size() / 2] ^ 1);
  writeFile(path, altered);
  const auto bad = runProgram(MC_BINARY, {"paper", "verify", path, "--key", key}, {});
  EXPECT_EQ(bad.exitCode, 4);
  EXPECT_THAT(bad.err, HasSubstr("PAPR-0040"));
}

TEST_P(PaperTest, ASupersededPaperSaysSo) {
  REQ("R-DOC-01");
  given("hainan", "2026-05-06");
  operatorOn("2026-05-08");
  const auto old = must(service::issuePaperNow(now(), refusal()));
  EXPECT_EQ(codeOf(service::supersedePaper(now(), old.id, refusal("理由更正"), " ")), "PAPR-0027");
  const auto next = must(service::supersedePaper(now(), old.id, refusal("理由更正"), "理由写错"));
  EXPECT_EQ(next.number, "琼卫信修〔2026〕2号") << "the refused act took no number";
  const auto kept = must(service::keptPaper(now(), old.id));
  EXPECT_EQ(service::paperBanner(kept), "本文书已被" + next.number + "取代，不再有效");
  EXPECT_THAT(service::paperPage(kept), HasSubstr(next.number));
  const auto standing = must(service::paperByCode(now(), old.code));
  ASSERT_TRUE(standing);
  EXPECT_EQ(standing->state, "superseded");
  EXPECT_EQ(standing->successor, next.number);
  EXPECT_EQ(checkOf(must(service::paperFile(now(), kept))), "");
  EXPECT_EQ(codeOf(service::supersedePaper(now(), old.id, refusal(), "再来")), "PAPR-0022");
  must(service::revokePaper(now(), next.id, "错发"));
  EXPECT_EQ(must(service::paperByCode(now(), next.code))->state, "revoked");
  EXPECT_EQ(codeOf(service::revokePaper(now(), next.id, "错发")), "PAPR-0022");
}

TEST_P(PaperTest, ACommitmentLetterHoldsContentLiabilityValidityAndSigner) {
  REQ("R-DOC-02");
  given("hainan", "2026-05-06");
  operatorOn("2026-05-08");
  service::PaperOrder order;
  order.paper = "commitment-letter";
  order.subjectId = org_;
  order.values = {{"item", "设置审批"},         {"content", "依法执业"},    {"liability", "撤销许可"},
                  {"valid_from", "2026-05-08"}, {"valid_to", "2027-05-07"}, {"signer", "张测试"},
                  {"signature", "a1b2c3"}};
  const auto text = textOf(must(service::keptPaper(now(), must(service::issuePaperNow(now(), order)).id)).document);
  for (const char* part : {"设置审批", "依法执业", "撤销许可", "2026年5月8日", "2027年5月7日", "张测试", "a1b2c3",
                           "承诺人（签名或者盖章）"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  order.values["liability"] = "";
  EXPECT_EQ(codeOf(service::issuePaperNow(now(), order)), "PAPR-0012");
}

TEST_P(PaperTest, FormsComePrefilledToTheSubjectAndNobodyElsesRecord) {
  REQ("R-DOC-03");
  given("hainan", "2026-05-06");
  for (const char* form : {"repair-application", "repair-commitment"}) {
    const auto blank = must(service::blankForm(subjectOn("2026-05-08"), {form, record_}));
    EXPECT_THAT(textOf(blank.document), HasSubstr("测试医院"));
    EXPECT_THAT(textOf(blank.document), HasSubstr("测卫罚〔2026〕1号"));
    EXPECT_TRUE(must(service::formFile(now(), blank)).starts_with("%PDF-"));
  }
  operatorOn("2026-05-08");
  const auto stranger = penalty("2026-05-06", "general", addOrg("另一医院"));
  EXPECT_EQ(codeOf(service::blankForm(subjectOn("2026-05-08"), {"repair-application", stranger})), "ACCS-0401");
  EXPECT_EQ(codeOf(service::blankForm(subjectOn("2026-05-08"), {"repair-refused", record_})), "PAPR-0010")
      << "decisions are not forms";
}

TEST_P(PaperTest, ARefusalMakesTheNoticeAndItsDeliveryIsRecorded) {
  REQ("R-DOC-04");
  given("hainan", "2026-05-06");
  must(apply("2026-08-10"));
  must(step(officerOn("2026-08-11"), "refuse", {}, "整改尚未完成"));
  const auto kept = paperOfCase("repair-refused");
  EXPECT_THAT(textOf(kept.document), HasSubstr("整改尚未完成"));
  EXPECT_EQ(kept.row.number, "琼卫信修〔2026〕1号");
  EXPECT_EQ(kept.row.organ, "测试监督所");
  const auto ordered = must(store::casePapers(conn(), case_));
  ASSERT_THAT(ordered, SizeIs(1));
  EXPECT_EQ(ordered.front().number, kept.row.number) << "the case knows the number";

  officerOn("2026-08-12");
  service::DeliverPaper deliver{kept.row.id, "电子送达", "测试医院", on("2026-08-12")};
  auto wrong = deliver;
  wrong.way = "口头";
  EXPECT_EQ(codeOf(service::deliverPaper(now(), wrong)), "PAPR-0024");
  wrong = deliver;
  wrong.on = on("2026-08-10");
  EXPECT_EQ(codeOf(service::deliverPaper(now(), wrong)), "PAPR-0026") << "before the paper";
  wrong.on = on("2026-08-13");
  EXPECT_EQ(codeOf(service::deliverPaper(now(), wrong)), "PAPR-0026") << "tomorrow";
  const auto sent = must(service::deliverPaper(now(), deliver));
  must(service::confirmDelivery(now(), kept.row.id, sent.id, true, on("2026-08-12"), "回证1"));
  EXPECT_EQ(codeOf(service::confirmDelivery(now(), kept.row.id, sent.id, true, on("2026-08-12"), "回证2")),
            "PAPR-0025");
  const auto served = must(store::deliveriesOf(conn(), kept.row.id));
  ASSERT_THAT(served, SizeIs(1));
  EXPECT_EQ(served.front().state, "confirmed");
  EXPECT_EQ(served.front().receiver, "测试医院");
  EXPECT_EQ(journalLines(service::publicId('P', kept.row.id), "paper.receipt"), 1);
}

TEST_P(PaperTest, ARepairEndsWithItsResultAndInGuangdongWithTheConfirmation) {
  REQ("R-DOC-05", "R-DOC-06");
  given("guangdong-yangshan", "2026-05-06");
  nights("2026-08-10", "2026-08-10");
  must(apply("2026-08-10"));
  publicise("2026-08-10");
  const auto until = dueOn();
  const auto notice = textOf(paperOfCase("repair-publicity").document);
  EXPECT_EQ(until, "2026-08-17") << "five working days";
  EXPECT_THAT(notice, HasSubstr("2026年8月10日的次日"));
  EXPECT_THAT(notice, HasSubstr("2026年8月17日止"));
  const auto over = on(until).plusDays(1).iso();
  nights("2026-08-10", over);
  must(step(officerOn(over, "经办甲"), "implement"));
  const auto confirmation = paperOfCase("repair-confirmation");
  EXPECT_EQ(confirmation.row.title, "广东省医疗卫生信用修复确认通知书");
  EXPECT_EQ(confirmation.row.number, "阳卫信修确〔2026〕1号");
  EXPECT_THAT(textOf(paperOfCase("repair-result").document), HasSubstr("决定予以修复"));
}

TEST_P(PaperTest, ThePenaltyGoesOutWithTheNoticeOnItsRepair) {
  given("hainan", "2026-05-06");
  run("UPDATE record SET published_on = '2026-05-06', publicity_until = '2029-05-05' WHERE id = $1", {record_});
  operatorOn("2026-05-08");
  service::PaperOrder order;
  order.paper = "repair-notice";
  order.recordId = record_;
  order.subjectId = org_;
  const auto text = textOf(must(service::keptPaper(now(), must(service::issuePaperNow(now(), order)).id)).document);
  const auto state = must(service::repairState(subjectOn("2026-05-08"), record_));
  ASSERT_TRUE(state.answer.firstLawfulDay);
  EXPECT_THAT(text, HasSubstr(papers::chineseDate(state.answer.firstLawfulDay->iso()) + "起可以申请信用修复"));
  EXPECT_THAT(text, HasSubstr("不收取任何费用"));
}

TEST_P(PaperTest, TheLedgerHoldsTheMonthAndTheReportItsCoverage) {
  REQ("R-DOC-09");
  given("hainan", "2026-05-06");
  for (const char* day : {"2026-05-07", "2026-05-31", "2026-06-01"}) penalty(day, "general");
  operatorOn("2026-06-02");
  run("UPDATE record SET published_on = '2026-05-10' WHERE id = $1", {record_});
  const auto may = must(service::reportPeriod("2026-05"));
  const auto ledger = must(service::dualLedger(now(), may));
  EXPECT_EQ(ledger.values.at("rows").rows.size(), 3U);
  const auto made = must(service::issuePaperNow(now(), ledger));
  const auto text = textOf(must(service::keptPaper(now(), made.id)).document);
  for (const char* part : {"2026年5月", "海南省卫生健康委员会", "2026年6月2日", "测卫罚〔2026〕1号", "2026-05-31"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_THAT(text, Not(HasSubstr("2026-06-01")));
  const auto report = must(service::dualAssessment(now(), may));
  EXPECT_EQ(report.values.at("decided").text, "3");
  EXPECT_EQ(report.values.at("published").text, "1");
  EXPECT_EQ(report.values.at("coverage").text, "33.3%");
  const auto words = textOf(must(service::keptPaper(now(), must(service::issuePaperNow(now(), report)).id)).document);
  for (const char* part : {"2026年5月", "海南省卫生健康委员会", "2026年6月2日", "33.3%"}) {
    EXPECT_THAT(words, HasSubstr(part));
  }
  EXPECT_EQ(must(service::dualLedger(now(), must(service::reportPeriod("2025-01")))).values.at("rows").rows.size(), 0U);
  for (const char* bad : {"", "20x6", "2026-13", "2026-Q5", "2026-5", "abcd-ef"}) {
    EXPECT_EQ(codeOf(service::reportPeriod(bad)), "PAPR-0015") << bad;
  }
}

TEST_P(PaperTest, AReportIsADraftUntilItIsIssuedAndStaysAsIssued) {
  given("hainan", "2026-05-06");
  operatorOn("2026-06-01");
  const auto order = must(service::collectionReport(now(), "monthly-bulletin", must(service::reportPeriod("2026-05"))));
  const auto draft = must(service::draftReport(now(), order, "2026-05"));
  EXPECT_EQ(must(service::draftReport(now(), order, "2026-05")).id, draft.id) << "one for a month";
  must(service::editDraft(now(), draft.id, 1, "opinion", "请抓紧报送。"));
  EXPECT_EQ(codeOf(service::editDraft(now(), draft.id, 1, "opinion", "旧版本")), "PAPR-0025");
  EXPECT_EQ(codeOf(service::editDraft(now(), draft.id, 2, "rows", "表格")), "PAPR-0016") << "counts are not edited";
  const auto issued = must(service::issueDraft(now(), draft.id));
  EXPECT_EQ(issued.number, "琼卫信通〔2026〕1号");
  EXPECT_THAT(textOf(must(service::keptPaper(now(), issued.id)).document), HasSubstr("请抓紧报送。"));
  EXPECT_EQ(codeOf(service::editDraft(now(), draft.id, 3, "opinion", "晚了")), "PAPR-0022");
  EXPECT_EQ(codeOf(service::issueDraft(now(), draft.id)), "PAPR-0022");
}

TEST_P(PaperTest, ACreditReportFollowsTheViewersRightAndItsCodeIsVerified) {
  REQ("R-DOC-13");
  given("hainan", "2026-05-06");
  RecordPlan inside;
  inside.entry = penaltyEntry();
  inside.documentNo = "内部〔2026〕1号";
  operatorOn("2026-05-06");
  addRecord(org_, inside);
  const auto full = must(service::creditReport(operatorOn("2026-05-08"), org_, true, "自查"));
  const auto open = must(service::creditReport(operatorOn("2026-05-08"), org_, false, "自查"));
  EXPECT_EQ(full.values.at("negative").rows.size(), 2U);
  EXPECT_EQ(open.values.at("negative").rows.size(), 1U) << "only what is published";
  const auto issued = must(service::issuePaperNow(now(), open));
  const auto kept = must(service::keptPaper(now(), issued.id));
  EXPECT_THAT(textOf(kept.document), Not(HasSubstr("内部〔2026〕1号")));
  const auto standing = must(service::paperByCode(now(), issued.code));
  ASSERT_TRUE(standing);
  EXPECT_EQ(standing->digest, kept.row.digest);
  std::string typed = issued.code;
  std::transform(typed.begin(), typed.end(), typed.begin(),
                 [](unsigned char c) { return static_cast<char>(tolower(c)); });
  std::erase(typed, '-');
  EXPECT_TRUE(must(service::paperByCode(now(), typed))) << "as people type it";
  EXPECT_FALSE(must(service::paperByCode(now(), "0000-0000-0000-0000")));
}

TEST_P(PaperTest, EachSeesItsOwnPapersOnly) {
  given("hainan", "2026-05-06");
  operatorOn("2026-05-08");
  const auto own = must(service::issuePaperNow(now(), refusal())).id;
  const auto stranger = addOrg("另一医院");
  auto order = refusal();
  order.subjectId = stranger;
  order.recordId = penalty("2026-05-06", "general", stranger);
  operatorOn("2026-05-08");
  const auto other = must(service::issuePaperNow(now(), order)).id;
  EXPECT_EQ(codeOf(service::requirePaper(subjectOn("2026-05-08"), own)), "");
  EXPECT_EQ(codeOf(service::requirePaper(subjectOn("2026-05-08"), other)), "ACCS-0401");
  EXPECT_THAT(must(store::listPapers(conn(), must(service::visiblePapers(now(), {})))), SizeIs(1));
  auto& officer = officerOn("2026-05-08", "经办甲", "U2");
  EXPECT_EQ(codeOf(service::requirePaper(officer, own)), "ACCS-0201") << "without the right";
  officer.principal.permissions.insert("paper.read");
  EXPECT_EQ(codeOf(service::requirePaper(officer, own)), "ACCS-0401") << "of another office";
}

TEST_P(PaperTest, APapersContentIsNotReadableInTheStore) {
  REQ("R-SEC-04");
  given("hainan", "2026-05-06");
  operatorOn("2026-05-08");
  const auto person = addPerson("张测试");
  auto order = refusal("涉及个人的情形");
  order.subjectId = person;
  order.recordId = std::nullopt;
  const auto issued = must(service::issuePaperNow(now(), order));
  EXPECT_THAT(textOf(must(service::keptPaper(now(), issued.id)).document), HasSubstr("张测试"));
  std::string stored;
  must(conn().query("SELECT content, digest, title, number FROM paper", {}, [&](const store::Row& row) {
    stored += std::string(row.blob(0)) + row.str(1) + row.str(2) + row.str(3);
    return true;
  }));
  EXPECT_THAT(stored, Not(HasSubstr("张测试")));
  EXPECT_THAT(stored, Not(HasSubstr("涉及个人")));
}

TEST_P(PaperTest, EveryPaperAStepMakesHasItsTemplateAndWhatItNeeds) {
  REQ("R-DOC-14");
  for (const char* id :
       {"national", "hainan", "guangdong", "guangdong-yangshan", "henan-luoyang", "zhejiang-huzhou", "jilin"}) {
    const auto& papers = law(id).papers;
    for (const auto& procedure : proceduresOf(id)->procedures) {
      for (const auto& step : procedure.steps) {
        for (const auto& paper : step.issues) {
          const auto* found = papers.find(service::casePaperTemplate(procedure.id, paper));
          ASSERT_NE(found, nullptr) << id << " " << procedure.id << " " << paper;
          EXPECT_TRUE(step.reasons || !found->required("reason")) << id << " " << procedure.id << " " << step.id;
        }
        const bool lists = std::find(step.effects.begin(), step.effects.end(), "list-enter") != step.effects.end();
        if (lists && procedure.id == "list-entry") {
          EXPECT_THAT(step.issues, ::testing::Contains("decision")) << id << " no listing without its decision";
          EXPECT_THAT(step.after, Not(IsEmpty())) << id << " and none without being heard";
        }
      }
    }
  }
}

class ObjectionPaperTest : public ObjectionTest {};

TEST_P(ObjectionPaperTest, AWholeCaseMakesItsFourPapers) {
  REQ("R-DOC-07");
  as("person", "2026-03-02");
  const auto id = filed(published(1));
  take(id, {"accept"});
  ctx().actor = "officer-asks";
  auto ask = next(id, "");
  ask.kind = Kind::kAskExtension;
  ask.key = "ask";
  ask.input.reason = "情况复杂";
  must(service::stepCase(ctx(), ask));
  ctx().actor = "head-approves";
  auto approve = next(id, "");
  approve.kind = Kind::kApproveExtension;
  approve.key = "approve";
  approve.input.reason = "同意延长";
  must(service::stepCase(ctx(), approve));
  take(id, {"review-materials", "verify", "decide", "submit", "keep"});
  store::PaperFilter filter;
  filter.caseId = service::publicId('C', id);
  std::string made;
  for (const auto& row : must(store::listPapers(conn(), filter))) made = row.paper + " " + made;
  EXPECT_EQ(made, "objection-accepted objection-extension objection-decision objection-result ");
  for (const auto& row : must(store::listPapers(conn(), filter))) {
    if (row.paper != "objection-decision") continue;
    EXPECT_THAT(textOf(must(service::keptPaper(ctx(), row.id)).document), HasSubstr("写明的理由"));
  }
}

}  // namespace

MC_ON_BOTH_STORES(PaperTest);
MC_ON_BOTH_STORES(ObjectionPaperTest);

}  // namespace medcredit::test
