// COLL and CAT: the catalogue as data drives collection; templates of every entry; other encodings and orders.
#include <gmock/gmock.h>

#include <algorithm>

#include "base/encoding.h"
#include "domain/messages.h"
#include "formats/table_reader.h"
#include "formats/table_writer.h"
#include "service/catalogue_template.h"
#include "service/record.h"
#include "support/collect_fixture.h"

namespace medcredit::test {

using ::testing::HasSubstr;

using Rows = std::vector<std::vector<std::string>>;

class CatalogueCollectTest : public CollectTest {
 protected:
  /// Loads a jurisdiction that lies in the test's own folder, and works under it from now on.
  service::Context& underNewLaw(const std::string& id) {
    const jurisdiction::Loader loader(MC_SOURCE_DIR "/jurisdictions", {folder().path()});
    law_ = must(loader.load(id));
    clock_ = std::make_unique<base::FixedClock>(*base::CivilDate::parseIso("2026-03-10"));
    newContext_ =
        std::make_unique<service::Context>(service::Context{conn(), *law_, *clock_, "test", random(), keys()});
    return *newContext_;
  }
  base::Result<service::ImportReport> sendUnder(service::Context& law, const std::string& code, const Rows& rows) {
    writeRows(folder() / "sent.csv", *law.law.entry(code), rows);
    service::ImportRequest request;
    request.file = folder() / "sent.csv";
    request.entry = code;
    request.unit = "U1";
    return service::importFile(law, request);
  }
  /// The Luoyang field set of MED-REG-ORG with one more required field.
  static std::string widerFieldSet(const std::string& presence) {
    const std::string all = readFile(MC_SOURCE_DIR "/jurisdictions/henan-luoyang/field_sets.yaml");
    const auto from = all.find("  - id: luoyang-med-reg-org");
    std::string item = all.substr(from, all.find("\n  - id:", from + 1) + 1 - from);
    const std::string rules = "    rules:\n";
    item.insert(item.find(rules), "      - {name: 床位数, type: integer, max: 6, presence: " + presence + "}\n");
    return "items:\n" + item;
  }
  void writeLaw(const std::string& id, const std::string& file, const std::string& text) {
    writeFile(folder() / (id + "/" + file), text);
  }
  void writeTown(const std::string& presence) {
    writeLaw("town", "profile.yaml",
             "id: town\ntitle: 河南省洛阳市测试县\nregion: 410300\nlevel: 县\nextends: henan-luoyang\n");
    writeLaw("town", "field_sets.yaml", widerFieldSet(presence));
    writeLaw("town", "clocks.yaml",
             "items:\n  - {id: report-monthly, title: 三日报送, amount: 3, unit: workday, start: 信息产生之日, "
             "default: 默认值（依据未规定）}\n");
  }

 private:
  std::shared_ptr<const jurisdiction::Jurisdiction> law_;
  std::unique_ptr<base::FixedClock> clock_;
  std::unique_ptr<service::Context> newContext_;
};
MC_ON_BOTH_STORES(CatalogueCollectTest);

TEST_P(CatalogueCollectTest, ANewCityIsAFolderWithItsOwnFieldsAndClocks) {
  REQ("R-CAT-01");
  writeTown("rrr");
  auto& town = underNewLaw("town");
  const auto& fields = town.law.entry("MED-REG-ORG")->fieldSet.fields;
  ASSERT_EQ(fields.back().name, "床位数");
  auto row = sampleRow(*town.law.entry("MED-REG-ORG"), 1, {{"床位数", "20"}, {"decision-date", "2026-03-02"}});
  auto without = sampleRow(*town.law.entry("MED-REG-ORG"), 2, {{"床位数", ""}});
  const auto report = must(sendUnder(town, "MED-REG-ORG", {row, without}));
  EXPECT_EQ(report.counts.accepted, 1);
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings.front().field, "床位数");          // the validator knows the new field
  EXPECT_EQ(text("SELECT due_on FROM record"), "2026-03-05");  // and the new clock
  const auto spec = must(service::templateFor(town.law, *town.law.entry("MED-REG-ORG")));
  EXPECT_THAT(spec.columns.back().header, HasSubstr("床位数"));  // and so does the template
  // A file that lacks the new required column is stopped at its header.
  writeRows(folder() / "old.csv", *law().entry("MED-REG-ORG"), {sampleRow(*law().entry("MED-REG-ORG"), 3)});
  service::ImportRequest old;
  old.file = folder() / "old.csv";
  old.entry = "MED-REG-ORG";
  old.unit = "U1";
  EXPECT_EQ(refusal(service::importFile(town, old)), "COLL-0005");
}

TEST_P(CatalogueCollectTest, OldRecordsStayBoundToTheVersionTheyWereCheckedWith) {
  REQ("R-CAT-01");
  must(send({sampleRow(entry("MED-REG-ORG"), 1)}, {.entry = "MED-REG-ORG"}));
  writeTown("ooo");
  auto& town = underNewLaw("town");
  // The same facts under the wider field list are the same facts.
  const auto same = must(sendUnder(town, "MED-REG-ORG", {sampleRow(*town.law.entry("MED-REG-ORG"), 1)}));
  EXPECT_EQ(same.counts.duplicates, 1);
  const auto more =
      must(sendUnder(town, "MED-REG-ORG", {sampleRow(*town.law.entry("MED-REG-ORG"), 1, {{"床位数", "20"}})}));
  EXPECT_EQ(more.counts.updated, 1);
  EXPECT_EQ(countOf("entry_version"), 2);
  service::RecordQuery query;
  query.id = 1;
  const auto record = must(service::showRecord(town, query));
  ASSERT_EQ(record.versions.size(), 2U);
  EXPECT_NE(record.versions[0].version.entryVersion, record.versions[1].version.entryVersion);
  EXPECT_EQ(record.versions[0].values.back().first, "数据来源单位");
  EXPECT_EQ(record.versions[1].values.back(), (std::pair<std::string, std::string>("床位数", "20")));
}

TEST_P(CatalogueCollectTest, WithoutTheOutsideStandardCollectionIsBlocked) {
  REQ("R-CAT-08");
  writeLaw("bare", "profile.yaml", "id: bare\ntitle: 测试市\nregion: 410300\nlevel: 市\nextends: henan-luoyang\n");
  const std::string all = readFile(MC_SOURCE_DIR "/jurisdictions/henan-luoyang/catalogue.yaml");
  const auto from = all.find("  - id: XK-ORG");
  std::string item = all.substr(from, all.find("\n  - id:", from + 1) + 1 - from);
  item.replace(item.find("national-xk-org"), 15, "not-loaded-yet!");
  item.replace(item.find("not-loaded-yet!"), 15, "not-loaded-yet");
  writeLaw("bare", "catalogue.yaml", "items:\n" + item);
  auto& bare = underNewLaw("bare");
  writeRows(folder() / "sent.csv", entry("XK-ORG"), {sampleRow(entry("XK-ORG"), 1)});
  service::ImportRequest request;
  request.file = folder() / "sent.csv";
  request.entry = "XK-ORG";
  request.unit = "U1";
  const auto blocked = service::importFile(bare, request);
  EXPECT_EQ(refusal(blocked), "COLL-0003");
  EXPECT_THAT(domain::render(blocked.error()), HasSubstr("字段集尚未装载"));
  expectNothingStored();
  // With the set loaded, collection runs.
  const auto open = must(send({sampleRow(entry("XK-ORG"), 1)}, {.entry = "XK-ORG"}));
  EXPECT_EQ(open.counts.accepted, 1);
}

TEST_P(CatalogueCollectTest, TheFilledTemplateOfEachEntryIsAccepted) {
  REQ("R-COLL-04", "R-COLL-03", "R-CAT-08");
  for (const auto& one : context().law.catalogue) {
    must(formats::writeTemplate(must(service::templateFor(context().law, one)), folder() / "template.xlsx"));
    EXPECT_EQ(refusal(sendFile({.entry = one.code, .file = "template.xlsx"})), "COLL-0011") << one.code;
    // Given the template with its header and example row as an office gets it, filled with three rows
    auto reader = must(formats::openTable(folder() / "template.xlsx"));
    std::vector<base::CellView> cells;
    std::int64_t number = 0;
    Rows table;
    while (must(reader->next(cells, number))) {
      if (std::all_of(cells.begin(), cells.end(), [](const base::CellView& cell) { return cell.text.empty(); }))
        continue;
      auto& line = table.emplace_back();
      for (const auto& cell : cells) line.emplace_back(cell.text);
    }
    ASSERT_GE(table.size(), 2U) << one.code;
    for (int i = 1; i <= 3; ++i) table.push_back(sampleRow(one, i));
    auto writer = must(formats::makeTableWriter(folder() / "filled.xlsx", "数据", table.front()));
    for (std::size_t i = 1; i < table.size(); ++i) must(writer->row(table[i]));
    must(writer->finish());
    const auto report = must(sendFile({.entry = one.code, .file = "filled.xlsx"}));
    EXPECT_EQ(report.counts.rows, 3) << one.code;
    EXPECT_EQ(report.counts.accepted, 3) << one.code << " " << ::testing::PrintToString(codes(report));
    EXPECT_EQ(report.format, "xlsx");
  }
  EXPECT_EQ(countOf("record"), 21 * 3);
}

TEST_P(CatalogueCollectTest, OrderLabelsAndEncodingOfTheSenderDoNotMatter) {
  REQ("R-COLL-04");
  // Given one decision per file: canonical, reversed with old labels below a title row, GBK, UTF-16, JSON
  const auto& cf = entry();
  const auto csv = [&](int number, bool old) {
    auto row = sampleRow(cf, number);
    std::vector<std::string> header;
    for (const auto& field : cf.fieldSet.fields) header.push_back(field.name);
    if (old) {
      *std::find(header.begin(), header.end(), "行政相对人代码_2(工商注册号)") = "行政相对人代码_3（工商登记码）";
      *std::find(header.begin(), header.end(), "行政相对人代码_3(组织机构代码)") = "行政相对人代码_2 (组织机构代码)";
      *std::find(header.begin(), header.end(), "违法事实") = "处罚事由";
      std::reverse(header.begin(), header.end());
      std::reverse(row.begin(), row.end());
    }
    std::string out = old ? "洛阳市2026年3月行政处罚信息\r\n\r\n" : "";
    for (const auto* line : {&header, &row}) {
      for (std::size_t i = 0; i < line->size(); ++i) out += (i == 0 ? "\"" : ",\"") + (*line)[i] + "\"";
      out += "\r\n";
    }
    return out;
  };
  const auto old = must(sendBytes(csv(1, true)));
  EXPECT_EQ(old.counts.accepted, 1) << ::testing::PrintToString(codes(old));
  EXPECT_EQ(old.headerRow, 3);
  const auto gbk = must(sendBytes(must(base::fromUtf8(csv(2, false), base::Encoding::kGb18030)), {.file = "gbk.csv"}));
  EXPECT_EQ(gbk.encoding, "GBK");
  EXPECT_EQ(gbk.counts.accepted, 1);
  const auto utf16 = must(
      sendBytes("\xff\xfe" + must(base::fromUtf8(csv(3, false), base::Encoding::kUtf16Le)), {.file = "utf16.csv"}));
  EXPECT_EQ(utf16.encoding, "UTF-16LE");
  EXPECT_EQ(utf16.counts.accepted, 1);
  const auto bom = must(sendBytes("\xef\xbb\xbf" + csv(4, true), {.file = "bom.csv"}));
  EXPECT_EQ(bom.counts.accepted, 1);
  // The same decision in another dress is the same record.
  const auto again = must(sendBytes(csv(1, false), {.file = "again.csv"}));
  EXPECT_EQ(again.counts.duplicates, 1);
  EXPECT_EQ(countOf("record"), 4);
}

TEST_P(CatalogueCollectTest, JsonRowsAreTakenByFieldName) {
  REQ("R-COLL-04", "R-INTG-01");
  std::string json = "[{";
  const auto row = sampleRow(entry(), 1);
  for (std::size_t i = 0; i < row.size(); ++i) {
    json += (i == 0 ? "\"" : ",\"") + entry().fieldSet.fields[i].id() + "\":\"" + row[i] + "\"";
  }
  const auto report = must(sendBytes(json + "}]", {.file = "rows.json"}));
  EXPECT_EQ(report.format, "json");
  EXPECT_EQ(report.counts.accepted, 1) << ::testing::PrintToString(codes(report));
}

TEST_P(CatalogueCollectTest, ForbiddenPersonalColumnsNeverReachTheStore) {
  REQ("R-COLL-11");
  std::string csv;
  for (const auto& field : entry("JL-NP").fieldSet.fields) csv += field.name + ",";
  csv += "宗教信仰\r\n";
  for (const auto& value : sampleRow(entry("JL-NP"), 1)) csv += value + ",";
  const auto report = must(sendBytes(csv + "测试教\r\n", {.entry = "JL-NP"}));
  EXPECT_EQ(report.counts.accepted, 1) << ::testing::PrintToString(codes(report));
  EXPECT_THAT(codes(report), ::testing::ElementsAre("COLL-0021@1"));
  EXPECT_EQ(number("SELECT count(*) FROM record_version WHERE payload LIKE '%测试教%'"), 0);
}

}  // namespace medcredit::test
