// Bad input through the real binary. Always: a clear Chinese message with code and place, the right exit code, nothing
// half stored.
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "formats/table_writer.h"
#include "store/payloads.h"
#include "support/collect_fixture.h"
#include "support/run_binary.h"
#include "support/zip_builder.h"

namespace medcredit::test {

using ::testing::HasSubstr;

class BadInputTest : public CollectTest {
 protected:
  RunResult import(const std::string& file, const std::string& entryCode = "CF-ORG",
                   const std::string& unit = "U1") const {
    std::vector<std::string> arguments = {"import", folder() / file, "--entry", entryCode, "--unit", unit, "--json"};
    const auto where = storeOptions();
    arguments.insert(arguments.end(), where.begin(), where.end());
    arguments.insert(arguments.end(), {"--today", "2026-03-10"});
    return runMedcredit(arguments);
  }
  /// The file is refused with this code, in Chinese, and nothing of it is stored.
  void expectRefused(const std::string& file, const std::string& code) {
    const auto result = import(file);
    EXPECT_EQ(result.exitCode, 4) << result.out << result.err;
    EXPECT_THAT(result.err, HasSubstr(code));
    const auto error = result.json().at("error").as_object();
    EXPECT_EQ(error.at("code").as_string(), code);
    const std::string message(error.at("message").as_string());
    EXPECT_EQ(message.find('{'), std::string::npos) << message;
    EXPECT_TRUE(std::any_of(message.begin(), message.end(), [](char c) {
      return static_cast<unsigned char>(c) > 0xe0;
    })) << message;
    EXPECT_FALSE(error.at("remedy").as_string().empty());
    expectNothingStored();
  }
  void expectRefusedBytes(std::string_view bytes, const std::string& code, const std::string& file = "sent.xlsx") {
    writeFile(folder() / file, bytes);
    expectRefused(file, code);
  }
  /// One row with these changes is sent back with exactly this finding on this field; the rest of the file goes in.
  void expectFinding(const RowChanges& changes, const std::string& code, const std::string& field) {
    writeRows(folder() / "sent.csv", entry(), {sampleRow(entry(), ++row_, changes), sampleRow(entry(), ++row_)});
    const auto result = import("sent.csv");
    EXPECT_EQ(result.exitCode, 3) << result.out << result.err;
    const auto report = result.json();
    EXPECT_EQ(report.at("accepted").as_int64(), 1);
    ASSERT_EQ(report.at("findings").as_array().size(), 1U) << result.out;
    const auto& finding = report.at("findings").at(0);
    EXPECT_EQ(finding.at("code").as_string(), code);
    EXPECT_EQ(finding.at("field").as_string(), field);
    EXPECT_EQ(finding.at("row").as_int64(), 2);
    EXPECT_FALSE(finding.at("message").as_string().empty());
  }
  /// One row with these changes is taken; gives the stored value of the field.
  std::string accepted(const RowChanges& changes, const std::string& field) {
    writeRows(folder() / "sent.csv", entry(), {sampleRow(entry(), ++row_, changes)});
    const auto result = import("sent.csv");
    EXPECT_EQ(result.exitCode, 0) << result.out << result.err;
    const auto id = number("SELECT max(record_id) FROM record_version");
    const std::string latest = " FROM record_version WHERE record_id = $1 ORDER BY version DESC LIMIT 1";
    const auto payload = must(store::PayloadReader(conn()).read(id, number("SELECT entry_version" + latest, {id}),
                                                                text("SELECT payload" + latest, {id}), ""))
                             .payload;
    return std::string(
        boost::json::parse(payload).at(static_cast<std::size_t>(entry().indexOfField(field))).as_string());
  }
  std::string csvLine(const std::vector<std::string>& cells) {
    std::string line;
    for (const auto& cell : cells) line += (line.empty() ? "" : ",") + cell;
    return line + "\r\n";
  }
  std::vector<std::string> header() {
    std::vector<std::string> out;
    for (const auto& field : entry().fieldSet.fields) out.push_back(field.id());
    return out;
  }
  std::string goodWorkbook() {
    auto writer = must(formats::makeTableWriter(folder() / "good.xlsx", "数据", header()));
    must(writer->row(sampleRow(entry(), 1)));
    must(writer->finish());
    return readFile(folder() / "good.xlsx");
  }

 private:
  int row_ = 0;
};
MC_ON_BOTH_STORES(BadInputTest);

TEST_P(BadInputTest, AFileOfAnotherTypeUnderATableName) {
  expectRefusedBytes("%PDF-1.7\n1 0 obj\n", "FILE-0003");
  expectRefusedBytes("\x89PNG\r\n\x1a\n....", "FILE-0003", "sent.csv");
  expectRefusedBytes("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old binary", "FILE-0003", "sent.xls");
  expectRefusedBytes(buildZip({RawEntry{"readme.txt", "hello"}}), "FILE-0003");
  expectRefusedBytes("", "FILE-0002", "sent.csv");
}

TEST_P(BadInputTest, ATruncatedZip) {
  const std::string whole = goodWorkbook();
  expectRefusedBytes(std::string_view(whole).substr(0, whole.size() / 2), "FILE-0004");
}

TEST_P(BadInputTest, AZipBomb) {
  // 64 MiB of blanks in a sheet pack to some 64 KiB.
  const std::string row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>CF_XDR_MC</t></is></c></row>";
  const XlsxParts parts{sheetXml(row, std::string(64U << 20U, ' '))};
  expectRefusedBytes(parts.zip(), "FILE-0024");
}

TEST_P(BadInputTest, ExternalEntitiesInXml) {
  const std::string sheet =
      "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
      "<worksheet><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>&e;</t></is></c></row></sheetData></worksheet>";
  expectRefusedBytes(XlsxParts{sheet}.zip(), "FILE-0030");
}

TEST_P(BadInputTest, MoreRowsThanASheetHolds) {
  std::string csv = csvLine(header()) + csvLine(sampleRow(entry(), 1));
  for (int i = 0; i < 1048575; ++i) csv += "\r\n";
  expectRefusedBytes(csv, "FILE-0020", "sent.csv");
  std::string rows = "<row r=\"1\">";
  for (const auto& name : header()) rows += "<c t=\"inlineStr\"><is><t>" + name + "</t></is></c>";
  rows += "</row><row r=\"1048577\"><c t=\"inlineStr\"><is><t>x</t></is></c></row>";
  expectRefusedBytes(XlsxParts{sheetXml(rows)}.zip(), "FILE-0020");
}

TEST_P(BadInputTest, MoreColumnsThanASheetHolds) {
  std::string csv = "CF_XDR_MC";
  for (int i = 1; i < 16385; ++i) csv += ",c" + std::to_string(i);
  expectRefusedBytes(csv + "\r\n", "FILE-0021", "sent.csv");
}

TEST_P(BadInputTest, ACellOfOneMegabyte) {
  auto row = sampleRow(entry(), 1, {{"remark", std::string(1U << 20U, 'x')}});
  expectRefusedBytes(csvLine(header()) + csvLine(sampleRow(entry(), 2)) + csvLine(row), "FILE-0022", "sent.csv");
}

TEST_P(BadInputTest, NulBytes) {
  const std::string text = csvLine(header()) + csvLine(sampleRow(entry(), 1));
  std::string bytes = text;
  bytes[text.size() - 4] = '\0';
  expectRefusedBytes(bytes, "FILE-0011", "sent.csv");
}

TEST_P(BadInputTest, TwoEncodingsInOneFile) {
  // UTF-8 header, then a name in GBK.
  expectRefusedBytes(csvLine(header()) + "行政,\xb2\xe2\xca\xd4\xd2\xbd\xd4\xba\r\n", "FILE-0012", "sent.csv");
}

TEST_P(BadInputTest, DuplicateAndMergedHeaders) {
  auto twice = header();
  twice.push_back("行政处罚决定书文号");
  expectRefusedBytes(csvLine(twice), "COLL-0006", "sent.csv");
  auto merged = header();
  merged.insert(merged.begin() + 1, "");
  auto row = sampleRow(entry(), 1);
  row.insert(row.begin() + 1, "别名");
  expectRefusedBytes(csvLine(merged) + csvLine(row), "COLL-0007", "sent.csv");
}

TEST_P(BadInputTest, NoHeaderNoRowsOrTheWrongTemplate) {
  REQ("R-COLL-04");
  expectRefusedBytes("甲,乙\r\n1,2\r\n", "COLL-0004", "sent.csv");
  expectRefusedBytes(csvLine(header()), "COLL-0011", "sent.csv");
  writeRows(folder() / "sent.csv", entry("XK-ORG"), {sampleRow(entry("XK-ORG"), 1)});
  expectRefused("sent.csv", "COLL-0008");
}

TEST_P(BadInputTest, CodesOfEighteenDigitsSavedAsNumbers) {
  // Excel keeps 15 digits of 914103001234567890: the code is lost and says so.
  std::string rows = "<row r=\"1\">";
  const auto names = header();
  for (const auto& name : names) rows += "<c t=\"inlineStr\"><is><t>" + name + "</t></is></c>";
  rows += "</row><row r=\"2\">";
  const auto values = sampleRow(entry(), 1);
  for (std::size_t i = 0; i < values.size(); ++i) {
    rows += names[i] == "CF_XDR_SHXYM" ? "<c><v>9.14103001234567E+17</v></c>"
                                       : "<c t=\"inlineStr\"><is><t>" + values[i] + "</t></is></c>";
  }
  writeFile(folder() / "sent.xlsx", XlsxParts{sheetXml(rows + "</row>")}.zip());
  const auto result = import("sent.xlsx");
  EXPECT_EQ(result.exitCode, 3) << result.err;
  const auto report = result.json();
  EXPECT_EQ(report.at("rejected").as_int64(), 1);
  EXPECT_EQ(report.at("findings").at(0).at("field").as_string(), "CF_XDR_SHXYM");
  EXPECT_EQ(countOf("record"), 0);
}

TEST_P(BadInputTest, DatesThatAreNoDays) { expectFinding({{"decision-date", "2023-02-30"}}, "COLL-0121", "CF_JDRQ"); }

TEST_P(BadInputTest, ImpossibleAmounts) {
  for (const auto* amount : {"-1", "两千", "1e9", "99999999999999999999"}) {
    writeRows(folder() / "sent.csv", entry(), {sampleRow(entry(), 1, {{"fine-amount", amount}})});
    const auto result = import("sent.csv");
    EXPECT_EQ(result.exitCode, 3) << amount << result.out;
    EXPECT_EQ(result.json().at("findings").at(0).at("field").as_string(), "CF_NR_FK") << amount;
  }
  EXPECT_EQ(countOf("record"), 0);
}

TEST_P(BadInputTest, FullWidthDigitsLowerCaseAndInvisibleBlanksAreMended) {
  REQ("R-COLL-19");
  EXPECT_EQ(accepted({{"decision-date", "２０２６－０３－０２"}}, "CF_JDRQ"), "2026-03-02");
  EXPECT_EQ(accepted({{"fine-amount", "０．２"}}, "CF_NR_FK"), "0.2");
  EXPECT_EQ(accepted({{"subject-name", "\u200b洛阳测试医院\u200b003\ufeff"}}, "CF_XDR_MC"), "洛阳测试医院003");
  std::string lower = sampleCode(4);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  EXPECT_EQ(accepted({{"unified-code", lower}}, "CF_XDR_SHXYM"), sampleCode(4));
}

TEST_P(BadInputTest, ALowerCaseXInAnIdentityNumber) {
  std::string id;
  int number = 0;
  while (!id.ends_with('X')) id = sampleCitizenId(++number);
  id.back() = 'x';
  writeRows(folder() / "sent.csv", entry("CF-NP"), {sampleRow(entry("CF-NP"), 1, {{"doc-no", id}})});
  const auto result = import("sent.csv", "CF-NP");
  EXPECT_EQ(result.exitCode, 0) << result.out;
  id.back() = 'X';
  std::vector<std::string> show = {"record", "show", "R1"};
  const auto where = storeOptions();
  show.insert(show.end(), where.begin(), where.end());
  EXPECT_THAT(runMedcredit(show).out, HasSubstr(id)) << "the stored value is sealed; the program reads it";
}

TEST_P(BadInputTest, AFormulaAsANameIsTextAndNothingElse) {
  const std::string formula = "=HYPERLINK(\"http://x\")";
  writeRows(folder() / "sent.csv", entry(), {sampleRow(entry(), 1, {{"subject-name", formula}})});
  const auto result = import("sent.csv");
  // Either sent back or kept as the text it is; never run, never changed.
  if (result.exitCode == 3) {
    EXPECT_EQ(result.json().at("findings").at(0).at("field").as_string(), "CF_XDR_MC");
    EXPECT_EQ(countOf("record"), 0);
  } else {
    EXPECT_EQ(result.exitCode, 0) << result.err;
    EXPECT_EQ(text("SELECT name FROM subject"), formula);
  }
}

TEST_P(BadInputTest, AnUnknownEntryAnUnknownUnit) {
  writeRows(folder() / "sent.csv", entry(), {sampleRow(entry(), 1)});
  const auto noEntry = import("sent.csv", "ZZ-ORG");
  EXPECT_EQ(noEntry.exitCode, 4);
  EXPECT_THAT(noEntry.err, HasSubstr("COLL-0001"));
  EXPECT_THAT(noEntry.err, HasSubstr("CF-ORG"));
  const auto noUnit = import("sent.csv", "CF-ORG", "NOBODY");
  EXPECT_EQ(noUnit.exitCode, 4);
  EXPECT_THAT(noUnit.err, HasSubstr("COLL-0002"));
  expectNothingStored();
}

TEST_P(BadInputTest, ARowWhoseCellsHaveSlipped) {
  auto row = sampleRow(entry(), 1);
  row[0] = "洛阳,测试医院";  // an unquoted comma
  row.push_back("多出的内容");
  writeFile(folder() / "sent.csv", csvLine(header()) + csvLine(row));
  const auto result = import("sent.csv");
  EXPECT_EQ(result.exitCode, 3);
  EXPECT_THAT(result.out, HasSubstr("COLL-0036"));
  EXPECT_EQ(countOf("record"), 0);
}

}  // namespace medcredit::test
