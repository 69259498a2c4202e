// Dual publicity (双公示): R-DUAL-01 … 13 on both stores.
#include "acceptance/publish_fixture.h"
#include "service/ledger.h"

namespace medcredit {
namespace {

using test::codeOf;
using test::must;
using test::sampleRow;

class DualTest : public test::PublishTest {
 protected:
  void SetUp() override {
    test::PublishTest::SetUp();
    on("2026-03-10");
    addUnit("office", "综合监督科");
    addUnit("permit", "行政审批科");
  }
  /// A jurisdiction in a folder of the test that lies over a shipped one.
  std::shared_ptr<const jurisdiction::Jurisdiction> overlay(const std::string& base, const std::string& name,
                                                            const std::string& content) {
    const auto root = file("law-" + std::to_string(++laws_));
    test::writeFile(root / "test-city" / "profile.yaml",
                    "id: test-city\ntitle: 测试市\nregion: 410300\nlevel: 市\nextends: " + base + "\nvalues: {}\n");
    test::writeFile(root / "test-city" / name, content);
    return must(jurisdiction::Loader(MC_SOURCE_DIR "/jurisdictions", {root}).load("test-city"));
  }

 private:
  int laws_ = 0;
};

TEST_P(DualTest, APenaltyIsDueOnTheSeventhWorkingDayAndInTimeOnThatDay) {
  REQ("R-DUAL-01");
  // Given a penalty decided on Friday 2026-03-06
  const auto id = record("CF-ORG", 1, {{"decision-date", "2026-03-06"}});
  // When asked what must be published
  const auto due = must(service::publishDue(ctx(), {}));
  // Then it is the second following Tuesday, with the arithmetic in words
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].due.iso(), "2026-03-17");
  EXPECT_EQ(due[0].due.weekday(), 2);
  EXPECT_NE(due[0].explanation.find("2026-03-06"), std::string::npos);
  EXPECT_NE(due[0].explanation.find("2026-03-17"), std::string::npos);
  // And publishing on the due day is in time
  on("2026-03-17");
  const auto outcome = publish({id});
  ASSERT_EQ(outcome.published.size(), 1U);
  EXPECT_FALSE(outcome.published[0].late);
}

TEST_P(DualTest, TheDayAfterTheDueDayIsLate) {
  REQ("R-DUAL-01");
  const auto id = record("CF-ORG", 1, {{"decision-date", "2026-03-06"}});
  on("2026-03-18");
  EXPECT_TRUE(publish({id}).published.at(0).late);
}

TEST_P(DualTest, HuzhouCountsSevenCalendarDaysUntilItsProfileSaysWorkingDays) {
  REQ("R-DUAL-02");
  // Given Huzhou, where the seed says 七日
  on("2026-03-02", "zhejiang-huzhou");
  record("CF-ORG", 1, {{"decision-date", "2026-03-01"}});
  EXPECT_EQ(must(service::publishDue(ctx(), {})).at(0).due.iso(), "2026-03-08");
  // When a profile lays working days over it, without a rebuild
  const auto city =
      overlay("zhejiang-huzhou", "clocks.yaml",
              "items:\n  - {id: dual-publicity, title: 双公示, amount: 7, unit: workday, start: 作出行政决定之日, "
              "default: 默认值（依据未规定）}\n");
  under(*city, "2026-03-02");
  record("CF-ORG", 2, {{"decision-date", "2026-03-01"}});
  // Then a new decision of the same day is due later
  const auto due = must(service::publishDue(ctx(), {}));
  ASSERT_EQ(due.size(), 2U);
  EXPECT_EQ(due[1].due.iso(), "2026-03-10");
}

TEST_P(DualTest, TwoOfAHundredDecisionsAreMissingAndNamed) {
  REQ("R-DUAL-03", "R-COLL-02");
  // Given a register of 100 decisions, of which 99 arrived and 98 are published
  std::vector<std::pair<std::string, std::string>> decisions;
  for (int i = 1; i <= 100; ++i) decisions.emplace_back(numberOf(i), "2026-03-02");
  must(service::importRegister(ctx(), {registerFile(decisions), "CF-ORG", "office"}));
  records("CF-ORG", 1, 98);
  publishAll();
  record("CF-ORG", 99);
  // When the quarter is evaluated
  const auto evaluation = must(service::evaluatePublicity(ctx(), "2026-01-01", "2026-03-31"));
  // Then the coverage is 98 % and exactly two numbers stand in the list
  EXPECT_EQ(evaluation.total.decisions, 100);
  EXPECT_EQ(evaluation.total.published, 98);
  EXPECT_EQ(evaluation.total.coverage, "0.9800");
  auto missing = evaluation.total.unpublished;
  std::sort(missing.begin(), missing.end());
  EXPECT_EQ(missing, (std::vector<std::string>{numberOf(100), numberOf(99)}));
}

TEST_P(DualTest, CompulsionIsPublishedOnlyWhileItsSwitchIsOn) {
  REQ("R-DUAL-04");
  // Given the annex: no publicity for compulsion, confirmation and award
  const auto qz = record("QZ-ORG", 1);
  const auto qr = record("QR-ORG", 2);
  const auto person = record("QZ-NP", 3);
  publishAll();
  EXPECT_TRUE(listing().empty());
  EXPECT_TRUE(must(service::publishDue(ctx(), {})).empty());
  // When the profile turns compulsion on
  const auto city = overlay("henan-luoyang", "disclosure.yaml",
                            "items:\n  - {id: QZ-ORG, public: 是, clock: publicity-monthly, reason: 正文要求公示, "
                            "default: 默认值（依据未规定）}\n");
  under(*city, "2026-03-10");
  EXPECT_EQ(must(service::publishDue(ctx(), {})).size(), 1U);
  publishAll();
  // Then organisations' compulsion is public, other entries and persons are not
  ASSERT_EQ(listing().size(), 1U);
  EXPECT_EQ(listing()[0].recordId, qz);
  EXPECT_EQ(publicityOf(qr), "not_public");
  EXPECT_EQ(publicityOf(person), "not_public");
  // And off again, it leaves the site at once and the channels are told to remove it
  on("2026-03-11");
  EXPECT_TRUE(listing().empty());
  must(service::reconcileNow(ctx()));
  EXPECT_EQ(publicityOf(qz), "withdrawn");
  EXPECT_EQ(jobs(qz).back().act, "remove");
}

TEST_P(DualTest, TheMonthlyLedgerHasOneRowPerDecisionAndTotalsThatAgree) {
  REQ("R-DUAL-05", "R-DUAL-13");
  // Given five penalties: in time, late, waiting past its day, withheld, and one only the register knows
  const auto inTime = record("CF-ORG", 1, {{"decision-date", "2026-03-09"}});
  publish({inTime});
  const auto late = record("CF-ORG", 2, {{"decision-date", "2026-03-02"}});
  const auto waiting = record("CF-ORG", 3, {{"decision-date", "2026-03-02"}});
  const auto secret = record("CF-ORG", 4, {{"decision-date", "2026-03-09"}});
  must(service::publishWithhold(ctx(), secret, "business-secret"));
  must(service::importRegister(ctx(), {registerFile({{numberOf(5), "2026-03-09"}}), "CF-ORG", "office"}));
  on("2026-03-16");
  publish({late});
  // When the ledger of March is made
  const auto ledger = must(service::publicityLedger(ctx(), "2026-03-01", "2026-03-31"));
  // Then each decision has its row
  ASSERT_EQ(ledger.rows.size(), 5U);
  std::map<std::string, service::LedgerRow> rows;
  for (const auto& row : ledger.rows) rows[row.documentNo] = row;
  EXPECT_EQ(rows[numberOf(1)].workdays, 1);
  EXPECT_EQ(rows[numberOf(1)].publishedOn, "2026-03-10");
  EXPECT_EQ(rows[numberOf(1)].channels, "信用洛阳");
  EXPECT_FALSE(rows[numberOf(1)].late);
  EXPECT_EQ(rows[numberOf(2)].workdays, 10);
  EXPECT_TRUE(rows[numberOf(2)].late);
  EXPECT_EQ(rows[numberOf(3)].recordId, waiting);
  EXPECT_TRUE(rows[numberOf(3)].late);
  EXPECT_EQ(rows[numberOf(4)].state, "withheld");
  EXPECT_EQ(rows[numberOf(4)].note, "business-secret 商业秘密");
  EXPECT_EQ(rows[numberOf(5)].state, "missing");
  // And the totals add up
  const auto& totals = ledger.totals;
  EXPECT_EQ(totals.decisions, 5);
  EXPECT_EQ(totals.published, 2);
  EXPECT_EQ(totals.onTime, 1);
  EXPECT_EQ(totals.withheld, 1);
  EXPECT_EQ(totals.published + totals.withheld + totals.waiting + totals.missing + totals.notPublic, totals.decisions);
  // And the workbook holds header, rows and totals
  const auto written = must(service::writeLedger(ctx(), ledger, "2026-03 双公示台账", file("ledger.xlsx")));
  const auto cells = table(written.path);
  ASSERT_EQ(cells.size(), 7U);
  EXPECT_EQ(cells[0][5], "决定日期");
  EXPECT_EQ(cells[6][1], "决定5件");
  EXPECT_NE(test::readFile(written.manifest).find(written.digest), std::string::npos);
}

TEST_P(DualTest, ADecisionOutsideTheItemListIsFlagged) {
  REQ("R-DUAL-06");
  // Given an item list with one licence item
  test::writeFile(file("items.csv"),
                  "事项编码,事项名称,类型,科室,目录条目\r\nA01,医疗机构设置审批,行政许可,行政审批科,XK-ORG\r\n");
  EXPECT_EQ(must(service::importItems(ctx(), file("items.csv"))).added, 1);
  record("XK-ORG", 1, {{"document-name", "医疗机构设置审批决定书"}});
  record("XK-ORG", 2, {{"document-name", "放射诊疗许可决定书"}});
  record("CF-ORG", 3);
  // Then the decision on the item passes, the two others are flagged with their reason
  const auto due = must(service::publishDue(ctx(), {}));
  ASSERT_EQ(due.size(), 3U);
  EXPECT_FALSE(due[0].warning.has_value());
  ASSERT_TRUE(due[1].warning.has_value());
  EXPECT_EQ(due[1].warning->code, "PUBL-0016");
  EXPECT_EQ(due[1].warning->arg("matter"), "放射诊疗许可决定书");
  ASSERT_TRUE(due[2].warning.has_value());
  EXPECT_EQ(due[2].warning->code, "PUBL-0017");
}

TEST_P(DualTest, JilinSendsALicenceStraightToCreditJilinAndKeepsItsReceipt) {
  REQ("R-DUAL-07");
  on("2026-03-10", "jilin");
  const auto id = record("XK-ORG", 1);
  publish({id});
  const auto queued = jobs(id);
  ASSERT_EQ(queued.size(), 2U);
  EXPECT_EQ(queued[0].channel, "portal");
  EXPECT_EQ(queued[1].channel, "credit-jilin");
  EXPECT_EQ(queued[1].act, "add");
  EXPECT_TRUE(must(service::publishConfirm(ctx(), id, "信用吉林", "JL-2026-001")));
  EXPECT_EQ(jobs(id)[1].state, "confirmed");
  EXPECT_EQ(jobs(id)[1].receipt, "JL-2026-001");
}

TEST_P(DualTest, JilinSendsAPenaltyThroughSupervisionAndOnlyTracksCreditJilin) {
  REQ("R-DUAL-08");
  on("2026-03-10", "jilin");
  const auto id = record("CF-ORG", 1);
  publish({id});
  std::map<std::string, std::string> acts;
  for (const auto& job : jobs(id)) acts[job.channel] = job.act;
  EXPECT_EQ(acts, (std::map<std::string, std::string>{
                      {"portal", "add"}, {"internet-supervision", "add"}, {"credit-jilin-shared", "track"}}));
  // No package goes to 信用吉林: neither by its direct channel nor by the shared one
  EXPECT_EQ(must(service::writePackage(ctx(), {"credit-jilin", file("direct"), false})).messages, 0);
  EXPECT_EQ(codeOf(service::writePackage(ctx(), {"credit-jilin-shared", file("shared"), false})), "PUBL-0025");
  EXPECT_EQ(must(service::writePackage(ctx(), {"internet-supervision", file("via"), false})).messages, 1);
  // And its appearance there is noted when it is seen
  EXPECT_TRUE(must(service::publishConfirm(ctx(), id, "credit-jilin-shared", "")));
  EXPECT_EQ(jobs(id)[2].state, "confirmed");
}

TEST_P(DualTest, LuoyangPublishesThroughCreditLuoyangAndWaitsForTheOperatorsWord) {
  REQ("R-DUAL-09");
  const auto id = record("CF-ORG", 1);
  publish({id});
  ASSERT_EQ(jobs(id).size(), 1U);
  EXPECT_EQ(jobs(id)[0].channel, "credit-luoyang");
  EXPECT_EQ(jobs(id)[0].state, "pending");
  EXPECT_TRUE(must(service::publishConfirm(ctx(), id, "信用洛阳", "LY-1")));
  EXPECT_EQ(jobs(id)[0].state, "confirmed");
  EXPECT_EQ(jobs(id)[0].doneOn, "2026-03-10");
  // Saying so twice changes nothing; another channel is refused by name
  EXPECT_FALSE(must(service::publishConfirm(ctx(), id, "信用洛阳", "LY-1")));
  EXPECT_EQ(codeOf(service::publishConfirm(ctx(), id, "信用吉林", "X")), "PUBL-0010");
}

TEST_P(DualTest, NoDecisionOnAPersonEverLeavesTheHouse) {
  REQ("R-DUAL-10", "R-CAT-03");
  // Given ten decisions on persons and one on an organisation
  records("XK-NP", 1, 5);
  records("CF-NP", 11, 5);
  record("CF-ORG", 21);
  // When everything is published, listed, exported and packed
  EXPECT_EQ(must(service::publishDue(ctx(), {})).size(), 1U);
  EXPECT_EQ(publishAll().published.size(), 1U);
  const auto listFile = must(service::writeListing(ctx(), "", file("list.csv")));
  const auto upload = must(service::exportUpload(ctx(), {"CF-ORG", file("cf.csv"), false}));
  const auto package = must(service::writePackage(ctx(), {"credit-luoyang", file("out"), false}));
  // Then no person stands anywhere
  EXPECT_EQ(listing().size(), 1U);
  EXPECT_EQ(package.messages, 1);
  ASSERT_EQ(package.files.size(), 1U);
  for (const auto& path : {listFile.path, upload.path, package.files[0].path}) {
    const auto bytes = test::readFile(path);
    EXPECT_EQ(bytes.find("张测试"), std::string::npos) << path;
    EXPECT_EQ(bytes.find("4103001980"), std::string::npos) << path;
    EXPECT_NE(bytes.find("洛阳测试医院021"), std::string::npos) << path;
  }
  // And the way out is closed by name, too
  EXPECT_EQ(codeOf(service::exportUpload(ctx(), {"CF-NP", file("np.csv"), false})), "PUBL-0006");
  EXPECT_FALSE(std::filesystem::exists(file("np.csv")));
  const auto person = number("SELECT MIN(id) FROM record WHERE entry = 'CF-NP'");
  const auto refused = publish({person});
  ASSERT_EQ(refused.skipped.size(), 1U);
  EXPECT_EQ(refused.skipped[0].code, "PUBL-0004");
  EXPECT_EQ(publicityOf(person), "not_public");
}

TEST_P(DualTest, UnitsAreRankedByCoverageTimelinessAndQuality) {
  REQ("R-DUAL-11");
  // Given one unit that published all in time, one that was late with one and forgot another
  records("CF-ORG", 1, 4, {{"decision-date", "2026-03-09"}}, "permit");
  records("CF-ORG", 11, 2, {{"decision-date", "2026-03-09"}}, "office");
  publishAll();
  const auto late = record("CF-ORG", 21, {{"decision-date", "2026-02-02"}}, "office");
  publish({late});
  record("CF-ORG", 22, {{"decision-date", "2026-03-09"}}, "office");
  const auto evaluation = must(service::evaluatePublicity(ctx(), "2026-01-01", "2026-03-31"));
  ASSERT_EQ(evaluation.units.size(), 2U);
  EXPECT_EQ(evaluation.units[0].unitId, "permit");
  EXPECT_EQ(evaluation.units[0].rank, 1);
  EXPECT_EQ(evaluation.units[0].coverage, "1.0000");
  EXPECT_EQ(evaluation.units[0].timeliness, "1.0000");
  EXPECT_EQ(evaluation.units[0].compliance, "1.0000");
  EXPECT_EQ(evaluation.units[1].rank, 2);
  EXPECT_EQ(evaluation.units[1].coverage, "0.7500");
  EXPECT_EQ(evaluation.units[1].timeliness, "0.5000");
  // And another period is another answer
  EXPECT_EQ(must(service::evaluatePublicity(ctx(), "2026-02-01", "2026-02-28")).total.decisions, 1);
}

TEST_P(DualTest, PublicityEndsOnItsDayAndTheChannelsAreTold) {
  REQ("R-DUAL-12");
  // Given a published penalty whose 公示截止期 is 2026-03-20
  const auto id = record("CF-ORG", 1, {{"publicity-end", "2026-03-20"}});
  publish({id});
  EXPECT_EQ(text("SELECT publicity_until FROM record WHERE id = $1", {id}), "2026-03-20");
  on("2026-03-19");
  EXPECT_TRUE(must(service::publishExpire(ctx(), ctx().clock.today())).empty());
  EXPECT_EQ(listing().size(), 1U);
  // When the last run of that day comes
  on("2026-03-20");
  const auto ended = must(service::publishExpire(ctx(), ctx().clock.today()));
  // Then it is gone, with a delete message, once
  EXPECT_EQ(ended, std::vector<std::int64_t>{id});
  EXPECT_TRUE(listing().empty());
  EXPECT_EQ(publicityOf(id), "ended");
  ASSERT_EQ(jobs(id).size(), 2U);
  EXPECT_EQ(jobs(id)[1].act, "remove");
  EXPECT_TRUE(must(service::publishExpire(ctx(), ctx().clock.today())).empty());
  EXPECT_EQ(jobs(id).size(), 2U);
}

TEST_P(DualTest, TheLongestTermOfTheSeverityCapsPublicity) {
  REQ("R-DUAL-12");
  on("2026-04-10");
  const auto add = [&](int number, const std::string& severity, const std::string& decided, const std::string& end) {
    service::AddRecordRequest request;
    request.entry = "CF-ORG";
    request.unit = "office";
    request.severity = severity;
    const auto& entry = *ctx().law.entry("CF-ORG");
    const auto values = sampleRow(entry, number, {{"decision-date", decided}, {"publicity-end", end}});
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!values[i].empty()) request.values.emplace_back(entry.fieldSet.fields[i].id(), values[i]);
    }
    return must(service::addRecord(ctx(), request)).id.value();
  };
  const auto general = add(1, "general", "2026-04-02", "2030-01-01");
  const auto serious = add(2, "serious", "2026-04-02", "");
  const auto former = add(3, "general", "2026-03-31", "");
  const auto minor = add(4, "minor", "2026-04-02", "");
  const auto minorBefore = add(5, "minor", "2026-03-31", "");
  publishAll();
  const auto until = [&](std::int64_t id) { return text("SELECT publicity_until FROM record WHERE id = $1", {id}); };
  EXPECT_EQ(until(general), "2027-04-01");
  EXPECT_EQ(until(serious), "2029-04-01");
  EXPECT_EQ(until(former), "2029-03-30");
  // Minor matters are hidden in principle, but only from the day the new rules came into force
  EXPECT_EQ(publicityOf(minor), "not_public");
  EXPECT_NE(text("SELECT publicity_reason FROM record WHERE id = $1", {minor}).find("轻微"), std::string::npos);
  EXPECT_EQ(publicityOf(minorBefore), "published");
}

TEST_P(DualTest, WhereNoSeverityIsStatedTheClassOfThePenaltySuggestsTheTerm) {
  REQ("R-DUAL-12", "R-RET-04");
  on("2026-04-10");
  int next = 0;
  std::string suggestion;
  const auto add = [&](const std::string& classes, const std::string& fine, const std::string& severity = "",
                       const std::string& decided = "2026-04-02") {
    service::AddRecordRequest request;
    request.entry = "CF-ORG";
    request.unit = "office";
    request.severity = severity;
    const auto& entry = *ctx().law.entry("CF-ORG");
    const auto values = sampleRow(entry, ++next,
                                  {{"decision-date", decided},
                                   {"publicity-end", ""},
                                   {"penalty-class", classes},
                                   {"fine-amount", fine},
                                   {"penalty-content", "按决定书"}});
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!values[i].empty()) request.values.emplace_back(entry.fieldSet.fields[i].id(), values[i]);
    }
    const auto outcome = must(service::addRecord(ctx(), request));
    EXPECT_TRUE(outcome.id.has_value()) << (outcome.findings.empty() ? "" : outcome.findings[0].message);
    suggestion.clear();
    for (const auto& finding : outcome.findings) {
      if (finding.code == "RECD-0057") suggestion = finding.suggestion + "/" + finding.basis;
    }
    return outcome.id.value_or(0);
  };
  // Given penalties of several classes without a stated severity
  const auto warning = add("警告", "");
  EXPECT_NE(suggestion.find("轻微/处罚类别“警告”"), std::string::npos) << suggestion;
  const auto fined = add("警告；罚款", "5");
  EXPECT_NE(suggestion.find("一般/"), std::string::npos) << suggestion;
  EXPECT_NE(suggestion.find("默认值（依据未规定）"), std::string::npos) << suggestion;
  const auto closed = add("责令停产停业", "");
  const auto unknown = add("警告；其他-训诫", "");
  EXPECT_EQ(suggestion, "");
  const auto former = add("警告", "", "", "2026-03-31");
  EXPECT_EQ(suggestion, "");
  const auto stated = add("警告", "", "serious");
  EXPECT_EQ(suggestion, "") << "what is stated is not suggested anew";
  // When they wait, then the suggestion stands beside those it concerns
  std::map<std::int64_t, std::string> suggested;
  for (const auto& duty : must(service::publishDue(ctx(), {}))) {
    suggested[duty.recordId] = duty.proposal ? duty.proposal->severity : "none";
  }
  EXPECT_EQ(suggested, (std::map<std::int64_t, std::string>{{warning, "minor"},
                                                            {fined, "general"},
                                                            {closed, "serious"},
                                                            {unknown, "none"},
                                                            {former, "none"},
                                                            {stated, "none"}}));
  // And published for the suggested term, else for the longest; a suggestion alone hides nothing
  publishAll();
  const auto until = [&](std::int64_t id) { return text("SELECT publicity_until FROM record WHERE id = $1", {id}); };
  EXPECT_EQ(until(warning), "2026-07-01");
  EXPECT_EQ(until(fined), "2027-04-01");
  EXPECT_EQ(until(closed), "2029-04-01");
  EXPECT_EQ(until(unknown), "2029-04-01");
  EXPECT_EQ(until(former), "2029-03-30");
  EXPECT_EQ(until(stated), "2029-04-01");
  // And the record itself shows it, with nothing written into the stated severity
  const auto shown = must(service::showRecord(ctx(), {fined, {}, {}}));
  ASSERT_TRUE(shown.view && shown.view->proposal);
  EXPECT_EQ(shown.view->proposal->severity, "general");
  EXPECT_EQ(shown.head.severity, "");
  EXPECT_EQ(shown.view->terms.publicity.end->iso(), "2027-04-02");
  EXPECT_EQ(shown.view->terms.use.end->iso(), "2029-04-02") << "the use term follows the stated severity only";
  EXPECT_EQ(number("SELECT COUNT(*) FROM record WHERE severity IS NOT NULL"), 1);
}

TEST_P(DualTest, WithholdingNeedsAKnownReasonAndAWaitingRecord) {
  REQ("R-DUAL-13");
  const auto id = record("CF-ORG", 1);
  const auto unknown = service::publishWithhold(ctx(), id, "because");
  EXPECT_EQ(codeOf(unknown), "PUBL-0008");
  EXPECT_NE(unknown.error().arg("known").find("privacy"), std::string::npos);
  must(service::publishWithhold(ctx(), id, "privacy"));
  EXPECT_EQ(publicityOf(id), "withheld");
  EXPECT_TRUE(publishAll().published.empty());
  EXPECT_EQ(codeOf(service::publishWithhold(ctx(), id, "privacy")), "PUBL-0009");
  // A correction of the facts does not bring it back
  must(service::changeRecord(ctx(), {id, true, {{"CF_SY", "更正后的事实"}}, "错报", {}}));
  EXPECT_EQ(publicityOf(id), "withheld");
}

TEST_P(DualTest, PublishingTwiceChangesNothing) {
  REQ("R-DUAL-01");
  const auto id = record("CF-ORG", 1);
  publish({id});
  const auto again = publish({id});
  EXPECT_TRUE(again.published.empty());
  ASSERT_EQ(again.skipped.size(), 1U);
  EXPECT_EQ(again.skipped[0].code, "PUBL-0003");
  EXPECT_EQ(jobs(id).size(), 1U);
}

TEST_P(DualTest, AnUnknownRecordRefusesTheWholeRun) {
  REQ("R-DUAL-01");
  const auto id = record("CF-ORG", 1);
  EXPECT_EQ(codeOf(service::publishRun(ctx(), {{id, 9999}, "", false, true})), "PUBL-0002");
  EXPECT_EQ(publicityOf(id), "pending");
  EXPECT_TRUE(jobs(id).empty());
}

MC_ON_BOTH_STORES(DualTest);

}  // namespace
}  // namespace medcredit
