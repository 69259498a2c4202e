// import, batch and record through the real binary: what is printed, exit codes, what stands in the store.
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "support/collect_fixture.h"
#include "support/run_binary.h"

namespace medcredit::test {

namespace json = boost::json;
using ::testing::HasSubstr;

class ImportCliTest : public CollectTest {
 protected:
  RunResult program(std::vector<std::string> arguments) const {
    const auto where = storeOptions();
    arguments.insert(arguments.end(), where.begin(), where.end());
    arguments.insert(arguments.end(), {"--today", "2026-03-10"});
    return runMedcredit(arguments);
  }
  RunResult import(std::vector<std::string> more = {}, const std::string& file = "sent.csv") const {
    std::vector<std::string> arguments = {"import", folder() / file, "--entry", "CF-ORG", "--unit", "U1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return program(arguments);
  }
  void write(const std::vector<std::vector<std::string>>& rows) { writeRows(folder() / "sent.csv", entry(), rows); }
};
MC_ON_BOTH_STORES(ImportCliTest);

TEST_P(ImportCliTest, PrintsOneJsonDocumentWithTheKeysOfTheContract) {
  REQ("R-COLL-19");
  write({sampleRow(entry(), 1), sampleRow(entry(), 2, {{"document-no", ""}})});
  const auto result = import({"--json"});
  EXPECT_EQ(result.exitCode, 3) << result.err;
  const auto report = result.json().as_object();
  EXPECT_EQ(report.at("batch_id").as_string(), "B1");
  EXPECT_EQ(report.at("format").as_string(), "csv");
  EXPECT_EQ(report.at("encoding").as_string(), "UTF-8");
  EXPECT_EQ(report.at("rows").as_int64(), 2);
  EXPECT_EQ(report.at("accepted").as_int64(), 1);
  EXPECT_EQ(report.at("rejected").as_int64(), 1);
  EXPECT_EQ(report.at("duplicates").as_int64(), 0);
  EXPECT_EQ(report.at("warnings").as_int64(), 0);
  ASSERT_EQ(report.at("findings").as_array().size(), 1U);
  const auto& finding = report.at("findings").at(0).as_object();
  EXPECT_EQ(finding.at("code").as_string(), "COLL-0101");
  EXPECT_EQ(finding.at("severity").as_string(), "error");
  EXPECT_EQ(finding.at("row").as_int64(), 3);
  EXPECT_EQ(finding.at("column").as_int64(), 14);
  EXPECT_EQ(finding.at("field").as_string(), "CF_WSH");
  EXPECT_EQ(finding.at("value").as_string(), "");
  for (const auto* key : {"message", "basis", "suggestion"}) EXPECT_TRUE(finding.contains(key)) << key;
}

TEST_P(ImportCliTest, ExitCodesTellWhatHappened) {
  REQ("R-COLL-19");
  write({sampleRow(entry(), 1)});
  EXPECT_EQ(import({"--dry-run"}).exitCode, 0);
  EXPECT_EQ(countOf("batch"), 0);
  EXPECT_EQ(import().exitCode, 0);
  const auto again = import();
  EXPECT_EQ(again.exitCode, 0);
  EXPECT_THAT(again.out, HasSubstr("已作为批次 B1 导入"));
  EXPECT_EQ(import({"--received", "2026-99-01"}).exitCode, 2);
  EXPECT_EQ(import({"--no-such-option"}).exitCode, 2);
  EXPECT_EQ(import({}, "missing.csv").exitCode, 4);
  write({sampleRow(entry(), 2, {{"document-no", ""}})});
  EXPECT_EQ(import({"--all-or-nothing"}).exitCode, 4);
  EXPECT_EQ(countOf("batch"), 1);
}

TEST_P(ImportCliTest, TellsPeopleWhatToMendAndWhere) {
  write({sampleRow(entry(), 1, {{"document-no", ""}})});
  const auto result = import({"--annotated", folder() / "return.csv"});
  EXPECT_EQ(result.exitCode, 3);
  EXPECT_THAT(result.out, HasSubstr("批次 B1"));
  EXPECT_THAT(result.out, HasSubstr("退回 1"));
  EXPECT_THAT(result.out, HasSubstr("第2行N列 CF_WSH [COLL-0101 错误]"));
  EXPECT_THAT(readFile(folder() / "return.csv"), HasSubstr("医信校验结果【B1】"));
}

TEST_P(ImportCliTest, AReturnThatCannotBeWrittenLeavesTheStoreAlone) {
  write({sampleRow(entry(), 1)});
  const auto result = import({"--annotated", folder() / "no/such/folder/return.csv"});
  EXPECT_EQ(result.exitCode, 4);
  EXPECT_THAT(result.err, HasSubstr("FILE-"));
  expectNothingStored();
}

TEST_P(ImportCliTest, BatchesAreListedShownAndWithdrawn) {
  REQ("R-COLL-20");
  write({sampleRow(entry(), 1), sampleRow(entry(), 2, {{"document-no", ""}})});
  import();
  const auto list = program({"batch", "list", "--json"}).json();
  ASSERT_EQ(list.at("batches").as_array().size(), 1U);
  EXPECT_EQ(list.at("batches").at(0).at("batch_id").as_string(), "B1");
  const auto shown = program({"batch", "show", "B1", "--json"}).json();
  EXPECT_EQ(shown.at("rejected").as_int64(), 1);
  EXPECT_EQ(shown.at("open_rejections").as_int64(), 1);
  EXPECT_EQ(shown.at("finding_counts").at("COLL-0101").as_int64(), 1);
  EXPECT_EQ(shown.at("file").as_string(), "sent.csv");
  EXPECT_EQ(shown.at("digest").as_string().size(), 64U);
  EXPECT_THAT(program({"batch", "show", "1"}).out, HasSubstr("尚未改正 1 行"));
  EXPECT_EQ(program({"batch", "withdraw", "B1", "--reason", "报错"}).exitCode, 0);
  EXPECT_EQ(text("SELECT state FROM record"), "withdrawn");
  const auto twice = program({"batch", "withdraw", "B1"});
  EXPECT_EQ(twice.exitCode, 4);
  EXPECT_THAT(twice.err, HasSubstr("COLL-0041"));
  EXPECT_EQ(program({"batch", "show", "B9"}).exitCode, 4);
  EXPECT_EQ(program({"batch", "show", "xyz"}).exitCode, 4);
}

TEST_P(ImportCliTest, ARecordIsAddedShownCorrectedAndVoided) {
  REQ("R-COLL-03", "R-COLL-01");
  json::object fields;
  const auto row = sampleRow(entry(), 1);
  for (std::size_t i = 0; i < row.size(); ++i) fields[entry().fieldSet.fields[i].name] = row[i];
  writeFile(folder() / "record.json", json::serialize(fields));
  const auto added = program({"record", "add", "--entry", "CF-ORG", "--unit", "U1", "--file", folder() / "record.json",
                              "--set", "备注=手工录入", "--moment", "日常监管", "--json"});
  ASSERT_EQ(added.exitCode, 0) << added.err;
  EXPECT_EQ(added.json().at("record_id").as_string(), "R1");
  EXPECT_EQ(added.json().at("due_on").as_string(), "2026-03-11");
  const auto corrected = program({"record", "correct", "R1", "--set", "CF_NR=罚款2000元", "--cause", "错报"});
  EXPECT_EQ(corrected.exitCode, 0) << corrected.err;
  const auto shown = program({"record", "show", "R1", "--json"}).json();
  EXPECT_EQ(shown.at("versions").as_array().size(), 2U);
  EXPECT_EQ(shown.at("current_version").as_int64(), 2);
  const auto& version = shown.at("versions").at(1);
  EXPECT_EQ(version.at("values").at("处罚内容").as_string(), "罚款2000元");
  EXPECT_EQ(version.at("values").at("备注").as_string(), "手工录入");
  EXPECT_EQ(version.at("producing_unit").as_string(), "洛阳市卫生健康委员会");
  EXPECT_EQ(version.at("supplying_unit").as_string(), "综合监督科");
  EXPECT_EQ(version.at("person").as_string(), "cli");
  for (const auto* term : {"publicity", "use", "retention"})
    EXPECT_TRUE(shown.at("terms").at(term).is_object()) << term;
  EXPECT_THAT(program({"record", "show", "R1"}).out, HasSubstr("第 1 版 初次报送"));
  EXPECT_EQ(program({"record", "void", "R1", "--reason", "录入错误"}).exitCode, 0);
  EXPECT_EQ(program({"record", "withdraw", "R1", "--reason", "x"}).exitCode, 4);
}

TEST_P(ImportCliTest, AWrongRecordIsNotStoredAndSaysWhy) {
  const auto result =
      program({"record", "add", "--entry", "CF-ORG", "--unit", "U1", "--set", "CF_JDRQ=2023-02-30", "--json"});
  EXPECT_EQ(result.exitCode, 4);
  EXPECT_TRUE(result.json().at("record_id").is_null());
  EXPECT_GT(result.json().at("findings").as_array().size(), 1U);
  EXPECT_THAT(result.err, HasSubstr("COLL-0060"));
  EXPECT_EQ(program({"record", "add", "--entry", "CF-ORG", "--unit", "U1", "--set", "nonsense"}).exitCode, 2);
  EXPECT_EQ(program({"record", "add", "--entry", "CF-ORG", "--unit", "U1", "--file", folder() / "none"}).exitCode, 4);
  EXPECT_EQ(program({"record", "show", "R1", "--as-of", "yesterday"}).exitCode, 2);
  EXPECT_EQ(program({"record", "show", "R1"}).exitCode, 4);
  EXPECT_EQ(program({"record", "void", "R1"}).exitCode, 2);
  expectNothingStored();
}

}  // namespace medcredit::test
