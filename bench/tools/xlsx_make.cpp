// Writes the workbook of the XLSX comparison: ROWS x 30 cells as offices fill them (names, codes, dates, amounts,
// enumerated values), shared strings as Excel saves them. Usage: xlsx_make FILE [ROWS]. Deterministic.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <unordered_map>
#include <vector>

#include "formats/xlsx_sheet.h"
#include "formats/zip_output.h"

namespace {

using namespace medcredit;

constexpr int kColumns = 30;
constexpr const char* kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* kMain = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

/// A fixed sequence of numbers that look random.
class Sequence {
 public:
  std::uint64_t next() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return state_ >> 33U;
  }

 private:
  std::uint64_t state_ = 42;
};

/// Shared strings in order of first use.
class Strings {
 public:
  std::size_t of(const std::string& text) {
    const auto [it, fresh] = index_.emplace(text, all_.size());
    if (fresh) all_.push_back(text);
    return it->second;
  }
  [[nodiscard]] const std::vector<std::string>& all() const { return all_; }

 private:
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<std::string> all_;
};

std::string shared(const std::string& reference, std::size_t index) {
  return "<c r=\"" + reference + "\" t=\"s\"><v>" + std::to_string(index) + "</v></c>";
}
std::string number(const std::string& reference, const std::string& value) {
  return "<c r=\"" + reference + "\" s=\"1\"><v>" + value + "</v></c>";
}

std::string cellXml(int row, int column, Sequence& chance, Strings& strings) {
  const std::string reference = formats::columnName(column) + std::to_string(row);
  const std::uint64_t draw = chance.next();
  if (row == 1) return shared(reference, strings.of("字段" + std::to_string(column + 1)));
  if (column < 3) return shared(reference, strings.of("洛阳测试医疗机构" + std::to_string(draw % 900000) + "号"));
  if (column < 6) return shared(reference, strings.of("91410300MA" + std::to_string(100000000 + draw % 90000000)));
  if (column < 12) return shared(reference, strings.of("类别 & 第" + std::to_string(draw % 40) + "项"));
  if (column < 20) return number(reference, std::to_string(draw % 100000));
  if (column < 24) return number(reference, std::to_string(draw % 1000) + "." + std::to_string(1 + draw % 9));
  if (column < 28)
    return shared(reference,
                  strings.of("2026-" + std::to_string(10 + draw % 3) + "-" + std::to_string(10 + draw % 19)));
  return column == 28 ? std::string() : shared(reference, strings.of("无"));
}

bool write(const char* path, int rows) {
  auto opened = formats::ZipOutput::create(path);
  if (!opened.ok()) return false;
  auto& zip = **opened;
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const std::string relations =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  const auto relation = [&](const char* id, const char* type, const char* target) {
    return "<Relationship Id=\"" + std::string(id) + "\" Type=\"" + office + "/" + type + "\" Target=\"" + target +
           "\"/>";
  };
  const std::string type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  bool ok = zip.add("[Content_Types].xml",
                    std::string(kHead) +
                        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
                        "Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" +
                        type +
                        "sheet.main+xml\"/>"
                        "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" +
                        type +
                        "worksheet+xml\"/>"
                        "<Override PartName=\"/xl/styles.xml\" ContentType=\"" +
                        type +
                        "styles+xml\"/>"
                        "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"" +
                        type + "sharedStrings+xml\"/></Types>")
                .ok();
  ok = ok && zip.add("_rels/.rels",
                     kHead + relations + relation("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>")
                 .ok();
  ok = ok && zip.add("xl/workbook.xml",
                     std::string(kHead) + "<workbook " + kMain + " xmlns:r=\"" + office +
                         "\"><sheets><sheet name=\"数据\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")
                 .ok();
  ok = ok && zip.add("xl/_rels/workbook.xml.rels",
                     kHead + relations + relation("rId1", "worksheet", "worksheets/sheet1.xml") +
                         relation("rId2", "styles", "styles.xml") +
                         relation("rId3", "sharedStrings", "sharedStrings.xml") + "</Relationships>")
                 .ok();
  ok = ok &&
       zip.add("xl/styles.xml", std::string(kHead) + "<styleSheet " + kMain +
                                    "><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders "
                                    "count=\"1\"><border/></borders><cellXfs count=\"2\"><xf/><xf numFmtId=\"0\"/>"
                                    "</cellXfs></styleSheet>")
           .ok();
  Sequence chance;
  Strings strings;
  ok = ok && zip.begin("xl/worksheets/sheet1.xml").ok();
  ok = ok && zip.write(std::string(kHead) + "<worksheet " + kMain + "><sheetData>").ok();
  for (int row = 1; ok && row <= rows + 1; ++row) {
    std::string xml = "<row r=\"" + std::to_string(row) + "\">";
    for (int column = 0; column < kColumns; ++column) xml += cellXml(row, column, chance, strings);
    ok = zip.write(xml + "</row>").ok();
  }
  ok = ok && zip.write("</sheetData></worksheet>").ok() && zip.end().ok();
  ok = ok && zip.begin("xl/sharedStrings.xml").ok();
  ok = ok && zip.write(std::string(kHead) + "<sst " + kMain + ">").ok();
  for (const auto& text : strings.all()) {
    std::string escaped = text;
    if (const auto at = escaped.find('&'); at != std::string::npos) escaped.replace(at, 1, "&amp;");
    ok = ok && zip.write("<si><t>" + escaped + "</t></si>").ok();
  }
  return ok && zip.write("</sst>").ok() && zip.end().ok() && zip.finish().ok();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || !write(argv[1], argc > 2 ? std::atoi(argv[2]) : 100000)) {
    std::fputs("usage: xlsx_make FILE [ROWS]\n", stderr);
    return 1;
  }
  return 0;
}
