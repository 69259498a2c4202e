// Quality supervision and duties: R-QUAL-01 … 05, 07, R-COLL-02, 05, 23, R-CAT-06 on both stores.
#include "acceptance/publish_fixture.h"
#include "service/quality.h"
#include "service/status.h"
#include "service/units.h"

namespace medcredit {
namespace {

using test::codeOf;
using test::must;
using test::sampleRow;

class QualTest : public test::PublishTest {
 protected:
  void SetUp() override {
    test::PublishTest::SetUp();
    on("2026-03-12");
    addUnit("office", "综合监督科", {"CF-ORG", "CF-NP"});
    addUnit("permit", "行政审批科", {"XK-ORG", "CN-ORG"});
  }
  service::QualityReport quality(const service::QualityQuery& query = {}) {
    return must(service::qualityReport(ctx(), query));
  }
  /// Documents behind a number.
  static std::vector<std::string> behind(const service::QualityReport& report, const std::string& list) {
    std::vector<std::string> numbers;
    for (const auto& record : report.records) {
      if (record.list == list) numbers.push_back(record.documentNo);
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
  }
  static std::vector<service::StatusDuty> only(const service::StatusReport& report, service::DutyKind kind) {
    std::vector<service::StatusDuty> duties;
    for (const auto& duty : report.duties) {
      if (duty.kind == kind) duties.push_back(duty);
    }
    return duties;
  }
  service::StatusReport status(const service::StatusQuery& query = {}) {
    return must(service::statusReport(ctx(), query));
  }
};

TEST_P(QualTest, TheThreeRatesOfTheFixture) {
  REQ("R-QUAL-01", "R-COLL-02");
  // Given 21 decisions of 2026-03-02, due on 2026-03-11: 18 arrive in time, one of them with a wrong credit code,
  // 2 arrive a day late, and one never
  std::vector<std::pair<std::string, std::string>> decisions;
  for (int i = 1; i <= 21; ++i) decisions.emplace_back(numberOf(i), "2026-03-02");
  must(service::importRegister(ctx(), {registerFile(decisions), "CF-ORG", "office"}));
  const auto& entry = *ctx().law.entry("CF-ORG");
  std::vector<std::vector<std::string>> inTime;
  for (int i = 1; i <= 18; ++i) {
    inTime.push_back(
        sampleRow(entry, i, i == 7 ? test::RowChanges{{"unified-code", "91410300MA0000000X"}} : test::RowChanges{}));
  }
  const auto first = import("CF-ORG", inTime, "office", "2026-03-10");
  ASSERT_EQ(first.counts.accepted, 17);
  ASSERT_EQ(first.counts.rejected, 1);
  records("CF-ORG", 19, 2, {}, "office", "2026-03-12");
  // When the month is judged
  const auto report = quality({"2026-03-01", "2026-03-31", "", "", true});
  // Then 合格率 95 %, 迟报率 10 %, 瞒报率 1/21
  EXPECT_EQ(report.total.received, 20);
  EXPECT_EQ(report.total.expected(), 21);
  EXPECT_EQ(report.total.compliant, 19);
  EXPECT_EQ(report.total.late, 2);
  EXPECT_EQ(report.total.concealed, 1);
  EXPECT_EQ(report.total.complianceRate(), "0.9500");
  EXPECT_EQ(report.total.lateRate(), "0.1000");
  EXPECT_EQ(report.total.concealmentRate(), "0.0476");
  // And no target is met
  ASSERT_EQ(report.targets.size(), 3U);
  for (const auto& target : report.targets) EXPECT_FALSE(target.met) << target.name;
  // And every number lists its records
  EXPECT_EQ(behind(report, "unqualified"), std::vector<std::string>{numberOf(7)});
  EXPECT_EQ(behind(report, "late"), (std::vector<std::string>{numberOf(19), numberOf(20)}));
  EXPECT_EQ(behind(report, "concealed"), std::vector<std::string>{numberOf(21)});
  EXPECT_EQ(behind(report, "compliant").size(), 19U);
  // And when the wrong row is put right in a later round, it counts once, as compliant
  records("CF-ORG", 7, 1, {}, "office", "2026-03-11");
  const auto fixed = quality({"2026-03-01", "2026-03-31", "", "", false});
  EXPECT_EQ(fixed.total.received, 20);
  EXPECT_EQ(fixed.total.compliant, 20);
  EXPECT_TRUE(fixed.targets[0].met);
}

TEST_P(QualTest, RatesAreGroupedByUnitEntryAndPeriod) {
  REQ("R-QUAL-01");
  records("CF-ORG", 1, 3, {{"decision-date", "2026-02-27"}});
  records("XK-ORG", 4, 2, {}, "permit");
  EXPECT_EQ(quality().groups.size(), 2U);
  EXPECT_EQ(quality({"2026-02-01", "2026-02-28", "", "", false}).total.received, 3);
  EXPECT_EQ(quality({"", "", "permit", "", false}).total.received, 2);
  EXPECT_EQ(quality({"", "", "", "CF-ORG", false}).total.received, 3);
  EXPECT_FALSE(quality({"2025-01-01", "2025-01-31", "", "", false}).total.complianceRate().has_value());
  EXPECT_EQ(codeOf(service::qualityReport(ctx(), {"", "", "nobody", "", false})), "QUAL-0002");
  EXPECT_EQ(codeOf(service::qualityReport(ctx(), {"", "", "", "NOPE", false})), "QUAL-0001");
}

TEST_P(QualTest, ADecisionStillInTimeIsNotConcealed) {
  REQ("R-QUAL-01");
  must(service::importRegister(ctx(), {registerFile({{numberOf(1), "2026-03-03"}}), "CF-ORG", "office"}));
  EXPECT_EQ(quality().total.concealed, 0);  // due on 2026-03-12, today
  on("2026-03-13");
  EXPECT_EQ(quality().total.concealed, 1);
}

TEST_P(QualTest, NumbersWrittenWithOtherBracketsAreTheSameDecision) {
  REQ("R-COLL-02");
  must(service::importRegister(
      ctx(),
      {registerFile({{"洛卫测[2026]1号", "2026-03-02"}, {"洛卫测（2026）2号", "2026-03-02"}}), "CF-ORG", "office"}));
  records("CF-ORG", 1, 1);
  const auto missing = must(service::missingDecisions(ctx(), {}));
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_EQ(missing[0].documentNo, "洛卫测（2026）2号");
}

TEST_P(QualTest, ACorrectionOfAWrongReportCountsAgainstItsSupplier) {
  REQ("R-QUAL-02");
  const auto id = record("CF-ORG", 1);
  EXPECT_EQ(quality().total.wrong, 0);
  must(service::changeRecord(ctx(), {id, true, {{"CF_SY", "更正后的事实"}}, "错报", {}}));
  const auto report = quality({"2026-03-01", "2026-03-31", "", "", true});
  ASSERT_EQ(report.groups.size(), 1U);
  EXPECT_EQ(report.groups[0].unitId, "office");
  EXPECT_EQ(report.groups[0].wrong, 1);
  EXPECT_EQ(behind(report, "wrong"), std::vector<std::string>{numberOf(1)});
  EXPECT_EQ(quality({"2026-02-01", "2026-02-28", "", "", false}).total.wrong, 0);
  // A change of the facts is no fault
  must(service::changeRecord(ctx(), {id, false, {{"BZ", "已履行"}}, "", {}}));
  EXPECT_EQ(quality().total.wrong, 1);
}

TEST_P(QualTest, EveryDutyShowsItsArithmetic) {
  REQ("R-QUAL-03");
  // Given a decision before the National Day break, with a make-up Saturday behind it
  on("2025-10-15");
  must(service::importRegister(ctx(), {registerFile({{numberOf(1), "2025-09-26"}}), "CF-ORG", "office"}));
  const auto duties = only(status(), service::DutyKind::kReport);
  ASSERT_EQ(duties.size(), 1U);
  // 28 September is worked; 1 to 8 October are off; 11 October is worked
  EXPECT_EQ(duties[0].due.iso(), "2025-10-13");
  EXPECT_NE(duties[0].explanation.find("调休上班日"), std::string::npos) << duties[0].explanation;
  EXPECT_NE(duties[0].explanation.find("国庆"), std::string::npos) << duties[0].explanation;
  EXPECT_FALSE(duties[0].provisional);
}

TEST_P(QualTest, ADutyInAYearWithoutATableIsProvisional) {
  REQ("R-QUAL-03");
  on("2027-03-01");
  must(service::importRegister(ctx(), {registerFile({{numberOf(1), "2027-02-25"}}), "CF-ORG", "office"}));
  const auto duties = only(status(), service::DutyKind::kReport);
  ASSERT_EQ(duties.size(), 1U);
  EXPECT_TRUE(duties[0].provisional);
}

TEST_P(QualTest, LatenessRunsFromTheDecisionNotFromTheEntry) {
  REQ("R-QUAL-04");
  // Given a penalty of 2026-03-02 entered on working day 8, and published at once
  const auto id = record("CF-ORG", 1);
  publish({id});
  const auto report = quality({"", "", "", "", true});
  ASSERT_EQ(behind(report, "late"), std::vector<std::string>{numberOf(1)});
  const auto late = std::find_if(report.records.begin(), report.records.end(),
                                 [](const service::QualityRecord& r) { return r.list == "late"; });
  EXPECT_EQ(late->dueOn, "2026-03-11");
  EXPECT_EQ(late->receivedOn, "2026-03-12");
  EXPECT_EQ(late->lateWorkdays, 1);
}

TEST_P(QualTest, ADutyPassesFromNotDueOverNearDueToMissing) {
  REQ("R-QUAL-04");
  // Given a decision of 2026-03-02 that never arrives; working day 5 is 2026-03-09, the due day 2026-03-11
  must(service::importRegister(ctx(), {registerFile({{numberOf(1), "2026-03-02"}}), "CF-ORG", "office"}));
  const std::vector<std::tuple<std::string, domain::DutyState, service::DutyGroup>> days{
      {"2026-03-03", domain::DutyState::kNotDue, service::DutyGroup::kLater},
      {"2026-03-06", domain::DutyState::kNotDue, service::DutyGroup::kLater},
      {"2026-03-09", domain::DutyState::kNearDue, service::DutyGroup::kWeek},
      {"2026-03-11", domain::DutyState::kNearDue, service::DutyGroup::kToday},
      {"2026-03-12", domain::DutyState::kMissing, service::DutyGroup::kOverdue}};
  for (const auto& [day, state, group] : days) {
    on(day);
    const auto duties = only(status(), service::DutyKind::kReport);
    ASSERT_EQ(duties.size(), 1U) << day;
    EXPECT_EQ(duties[0].state, state) << day;
    EXPECT_EQ(duties[0].group, group) << day;
  }
  on("2026-03-16");
  EXPECT_EQ(only(status(), service::DutyKind::kReport)[0].overdueWorkdays, 3);
}

TEST_P(QualTest, SupervisionReportsCoverageCycleAndItems) {
  REQ("R-QUAL-05");
  // Given an office of a district, outside 市本级
  addUnit("district", "涧西区卫生健康委", {}, "410305");
  records("CF-ORG", 1, 1, {}, "district", "2026-03-12");
  // And a row without a required item
  const auto report =
      import("CF-ORG", {sampleRow(*ctx().law.entry("CF-ORG"), 2, {{"CF_YJ", ""}})}, "office", "2026-03-10");
  ASSERT_EQ(report.counts.rejected, 1);
  const auto result = quality({"", "", "", "", true});
  EXPECT_EQ(result.supervision.coverage, 1);
  EXPECT_EQ(result.supervision.cycle, 1);
  EXPECT_EQ(result.supervision.items, 1);
  EXPECT_EQ(behind(result, "coverage"), std::vector<std::string>{numberOf(1)});
}

TEST_P(QualTest, AWithdrawnItemLeavesThePublicAndTheNextFeedCarriesADelete) {
  REQ("R-QUAL-07");
  const auto id = record("CF-ORG", 1);
  publish({id});
  EXPECT_EQ(must(service::writePackage(ctx(), {"credit-luoyang", file("one"), false})).messages, 1);
  // When it is corrected: the channel is told, the old value stays in the history
  must(service::changeRecord(ctx(), {id, true, {{"CF_SY", "更正后的事实"}}, "错报", {}}));
  must(service::reconcileNow(ctx()));
  EXPECT_EQ(jobs(id).back().act, "correct");
  // When the supplier takes it back
  must(service::retireRecord(ctx(), id, false, "处罚决定被撤销"));
  EXPECT_TRUE(listing().empty());
  const auto package = must(service::writePackage(ctx(), {"credit-luoyang", file("two"), false}));
  ASSERT_EQ(package.files.size(), 1U);
  const auto cells = table(package.files[0].path);
  ASSERT_EQ(cells.size(), 3U);
  EXPECT_EQ(cells[1][1], "correct");
  EXPECT_EQ(cells[2][1], "remove");
  const auto story = must(service::showRecord(ctx(), {id, {}, {}}));
  ASSERT_EQ(story.versions.size(), 3U);
  EXPECT_EQ(story.versions[0].version.payload.find("更正后的事实"), std::string::npos);
  EXPECT_NE(story.versions[1].version.payload.find("更正后的事实"), std::string::npos);
  EXPECT_EQ(number("SELECT COUNT(*) FROM evidence_entry WHERE action = 'publish.remove'"), 1);
}

TEST_P(QualTest, HandEntryAndFilesAreCountedApart) {
  REQ("R-COLL-05");
  records("CF-ORG", 1, 3);
  service::AddRecordRequest request;
  request.entry = "CF-ORG";
  request.unit = "office";
  const auto& entry = *ctx().law.entry("CF-ORG");
  const auto values = sampleRow(entry, 9);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i].empty()) request.values.emplace_back(entry.fieldSet.fields[i].id(), values[i]);
  }
  ASSERT_TRUE(must(service::addRecord(ctx(), request)).id.has_value());
  const auto total = quality().total;
  EXPECT_EQ(total.manual, 1);
  EXPECT_EQ(total.file, 3);
  EXPECT_EQ(total.feed, 0);
  EXPECT_EQ(total.manual + total.file + total.feed, number("SELECT COUNT(*) FROM record"));
}

TEST_P(QualTest, AMonthlyEntryNeedsDataOrANilReportAndElseBecomesLate) {
  REQ("R-COLL-23");
  // Given the unit 行政审批科 with the monthly entry CN-ORG since March
  run("UPDATE unit SET created_at = $1", {std::int64_t{1772323200000000}});  // 2026-03-01
  const auto open = [&] {
    std::vector<std::string> months;
    for (const auto& duty : only(status({"permit", ""}), service::DutyKind::kMonthly)) months.push_back(duty.ref);
    return months;
  };
  EXPECT_EQ(open(), std::vector<std::string>{"2026-03"});
  EXPECT_EQ(only(status({"permit", ""}), service::DutyKind::kMonthly)[0].due.iso(), "2026-03-31");
  // When March passes with nothing, it is late
  on("2026-04-02");
  const auto duties = only(status({"permit", ""}), service::DutyKind::kMonthly);
  ASSERT_EQ(duties.size(), 2U);
  EXPECT_EQ(duties[0].state, domain::DutyState::kMissing);
  EXPECT_EQ(duties[0].group, service::DutyGroup::kOverdue);
  // A nil report closes March, a record closes April
  EXPECT_TRUE(must(service::fileNilReport(ctx(), {"CN-ORG", "permit", "2026-03"})));
  EXPECT_EQ(open(), std::vector<std::string>{"2026-04"});
  records("CN-ORG", 1, 1, {{"decision-date", "2026-04-01"}}, "permit");
  EXPECT_TRUE(open().empty());
  // The same report again changes nothing
  EXPECT_FALSE(must(service::fileNilReport(ctx(), {"CN-ORG", "permit", "2026-03"})));
  EXPECT_EQ(number("SELECT COUNT(*) FROM nil_report"), 1);
}

TEST_P(QualTest, ANilReportIsRefusedWhereTheFactsContradictIt) {
  REQ("R-COLL-23");
  records("CF-ORG", 1, 1);
  EXPECT_EQ(codeOf(service::fileNilReport(ctx(), {"CF-ORG", "office", "2026-03"})), "QUAL-0012");
  must(service::importRegister(ctx(), {registerFile({{numberOf(2), "2026-02-03"}}), "CF-ORG", "office"}));
  EXPECT_EQ(codeOf(service::fileNilReport(ctx(), {"CF-ORG", "office", "2026-02"})), "QUAL-0013");
  EXPECT_EQ(codeOf(service::fileNilReport(ctx(), {"CF-ORG", "office", "2026-04"})), "QUAL-0011");
  EXPECT_EQ(codeOf(service::fileNilReport(ctx(), {"CF-ORG", "office", "2026-13"})), "QUAL-0010");
  EXPECT_EQ(codeOf(service::fileNilReport(ctx(), {"CF-ORG", "nobody", "2026-01"})), "QUAL-0002");
  EXPECT_EQ(number("SELECT COUNT(*) FROM nil_report"), 0);
  // And one that is contradicted later is challenged
  EXPECT_TRUE(must(service::fileNilReport(ctx(), {"CF-ORG", "office", "2026-01"})));
  must(service::importRegister(ctx(), {registerFile({{numberOf(3), "2026-01-05"}}), "CF-ORG", "office"}));
  const auto warnings = status({"office", ""}).warnings;
  EXPECT_TRUE(
      std::any_of(warnings.begin(), warnings.end(), [](const base::Error& w) { return w.code == "QUAL-0013"; }));
}

TEST_P(QualTest, DutiesAreShownByUnitAndPersonAndGapsInResponsibilityAreWarned) {
  REQ("R-QUAL-04", "R-COLL-23", "R-CAT-07");
  must(service::setContact(ctx(), "office", "赵示范", base::CivilDate::parseIso("2026-01-01")));
  records("CF-ORG", 1, 1);
  const auto mine = status({"", "赵示范"});
  ASSERT_EQ(only(mine, service::DutyKind::kPublish).size(), 1U);
  EXPECT_EQ(mine.duties[0].person, "赵示范");
  for (const auto& duty : mine.duties) EXPECT_EQ(duty.unitId, "office");
  EXPECT_EQ(codeOf(service::statusReport(ctx(), {"", "无此人"})), "QUAL-0020");
  EXPECT_EQ(codeOf(service::statusReport(ctx(), {"nobody", ""})), "QUAL-0002");
  // The unit without a person and the open-ended owners of the lists are told
  std::map<std::string, std::vector<std::string>> places;
  for (const auto& warning : status().warnings) places[warning.code].push_back(warning.place);
  EXPECT_EQ(places["QUAL-0017"], std::vector<std::string>{"permit"});
  EXPECT_EQ(places["QUAL-0019"], (std::vector<std::string>{"RED-ORG", "RED-NP", "BLACK-ORG", "BLACK-NP"}));
}

TEST_P(QualTest, ARegisterIsLoadedWholeOrNotAtAll) {
  REQ("R-COLL-02");
  const auto load = [&](const std::string& content) {
    test::writeFile(file("r.csv"), content);
    return service::importRegister(ctx(), {file("r.csv"), "CF-ORG", "office"});
  };
  // Title row above the header, the entry's own field names, dates as offices write them
  const auto good =
      must(load("2026年处罚台账,,\r\n序号,行政处罚决定书文号,处罚决定日期\r\n1,洛卫测〔2026〕1号,2026年3月2日\r\n"));
  EXPECT_EQ(good.added, 1);
  // The same file again: duplicates only
  const auto again = must(load("文书号,决定日期\r\n洛卫测[2026]1号,2026/3/2\r\n"));
  EXPECT_EQ(again.added, 0);
  EXPECT_EQ(again.duplicateNumbers, std::vector<std::string>{"洛卫测[2026]1号"});
  // Bad rows are all told and keep the good ones out
  const auto bad =
      must(load("文书号,决定日期\r\nA1,2026-03-02\r\n,2026-03-02\r\nA2,2026-02-30\r\nA3,2027-01-01\r\n"
                "洛卫测〔2026〕1号,2026-03-03\r\n"));
  std::vector<std::string> codes;
  for (const auto& problem : bad.problems) codes.push_back(problem.code + "@" + problem.place);
  EXPECT_EQ(codes,
            (std::vector<std::string>{"QUAL-0006@第3行", "QUAL-0007@第4行", "QUAL-0008@第5行", "QUAL-0009@第6行"}));
  EXPECT_EQ(number("SELECT COUNT(*) FROM decision_register"), 1);
  // Files without the columns, with two of them, or without rows
  EXPECT_EQ(codeOf(load("名称,决定日期\r\n甲,2026-03-02\r\n")), "QUAL-0003");
  EXPECT_EQ(codeOf(load("文书号,文号,决定日期\r\nA,B,2026-03-02\r\n")), "QUAL-0004");
  EXPECT_EQ(codeOf(load("文书号,决定日期\r\n")), "QUAL-0005");
  EXPECT_EQ(codeOf(service::importRegister(ctx(), {file("r.csv"), "NOPE", "office"})), "QUAL-0001");
  EXPECT_EQ(codeOf(service::importRegister(ctx(), {file("none.csv"), "CF-ORG", "office"})).substr(0, 5), "FILE-");
}

TEST_P(QualTest, TheGapReportListsExactlyTheUnmappedItems) {
  REQ("R-CAT-06");
  test::writeFile(file("items.csv"),
                  "权责清单,,,,\r\n事项编码,事项名称,权力类型,责任科室,目录条目\r\n"
                  "A01,医疗机构设置审批,行政许可,行政审批科,XK-ORG\r\n"
                  "B01,医疗机构处罚,行政处罚,综合监督科,CF-ORG\r\n"
                  "C01,卫生监督检查,行政检查,综合监督科,\r\n"
                  "C02,职业病诊断机构备案,其他,职业健康科,\r\n");
  const auto outcome = must(service::importItems(ctx(), file("items.csv")));
  EXPECT_EQ(outcome.added, 4);
  std::vector<std::string> gaps;
  for (const auto& item : must(service::itemGaps(ctx()))) gaps.push_back(item.code);
  EXPECT_EQ(gaps, (std::vector<std::string>{"C01", "C02"}));
  // Loading a corrected list closes the gap
  test::writeFile(file("items.csv"), "事项编码,事项名称,目录条目\r\nC01,卫生监督检查,CF-ORG\r\n");
  EXPECT_EQ(must(service::importItems(ctx(), file("items.csv"))).updated, 1);
  EXPECT_EQ(must(service::itemGaps(ctx())).size(), 1U);
  // Bad lists change nothing
  test::writeFile(file("items.csv"), "事项编码,事项名称,目录条目\r\nD01,,\r\nD02,甲,NOPE\r\nD03,乙,\r\nD03,丙,\r\n");
  const auto bad = must(service::importItems(ctx(), file("items.csv")));
  std::vector<std::string> codes;
  for (const auto& problem : bad.problems) codes.push_back(problem.code);
  EXPECT_EQ(codes, (std::vector<std::string>{"QUAL-0014", "QUAL-0016", "QUAL-0015"}));
  EXPECT_EQ(number("SELECT COUNT(*) FROM power_item"), 4);
}

MC_ON_BOTH_STORES(QualTest);

}  // namespace
}  // namespace medcredit
