#include "formats/xlsx_reader.h"

#include <gtest/gtest.h>

#include "formats/xlsx_strings.h"
#include "formats/zip_output.h"
#include "support/req.h"
#include "support/zip_builder.h"
#include "unit/formats/hostile_support.h"
#include "unit/formats/table_support.h"

namespace medcredit {
namespace {

using base::CellKind;
using test::readBytes;
using test::sheetXml;
using test::stringsXml;
using test::stylesXml;
using test::workbookXml;
using test::XlsxParts;

std::string rowsOnly(std::string_view rows) { return XlsxParts{sheetXml(rows)}.zip(); }

TEST(XlsxReader, ReadsSharedAndInlineStrings) {
  REQ("R-COLL-02");
  XlsxParts parts{
      sheetXml("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>0</v></c></row>"
               "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>内联 &amp; 文本</t></is></c></row>")};
  parts.sharedStrings = stringsXml("<si><t>文号</t></si><si><t>名称</t></si>");
  const auto table = readBytes(parts.zip());
  EXPECT_EQ(table.text(), "1:名称|文号;2:内联 & 文本");
  EXPECT_EQ(table.info.format, "xlsx");
  EXPECT_EQ(table.info.sheet, "数据");
}

TEST(XlsxReader, JoinsRichTextAndIgnoresPhoneticGuides) {
  XlsxParts parts{sheetXml(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><r><t>内</t></r><rPh sb=\"0\" "
      "eb=\"1\"><t>nei</t></rPh><r><t xml:space=\"preserve\"> 联</t></r></is></c></row>")};
  parts.sharedStrings = stringsXml(
      "<si><r><rPr><b/></rPr><t>行政</t></r><r><t xml:space=\"preserve\"> 许可</t></r><rPh sb=\"0\" eb=\"1\">"
      "<t>xing</t></rPh><phoneticPr fontId=\"1\"/></si>");
  EXPECT_EQ(readBytes(parts.zip()).text(), "1:行政 许可|内 联");
}

TEST(XlsxReader, UndoesTheEscapesOfTheFormat) {
  XlsxParts parts{sheetXml("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>")};
  parts.sharedStrings = stringsXml("<si><t>a_x000A_b_x005F_x0041_</t></si><si><t>_x0000_ _xZZ_ _x</t></si>");
  EXPECT_EQ(readBytes(parts.zip()).text(), "1:a\nb_x0041_|_x0000_ _xZZ_ _x");
}

TEST(XlsxReader, FillsGapsAndCountsRowsAndColumnsWithoutReferences) {
  EXPECT_EQ(readBytes(rowsOnly("<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"D2\"><v>2</v></c></row>"
                               "<row r=\"5\"><c r=\"A5\"><v>3</v></c></row>"))
                .text(),
            "2:|1||2;5:3");
  EXPECT_EQ(readBytes(rowsOnly("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c/><c><v>3</v></c></row>")).text(),
            "1:1|2;2:;3:|3");
}

TEST(XlsxReader, LeavesOutFormattedEmptyCellsAtTheEndOfARow) {
  const auto table =
      readBytes(rowsOnly("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\" s=\"3\"/><c r=\"XFD1\" s=\"3\"/></row>"
                         "<row r=\"2\"><c r=\"A2\" s=\"1\"/></row><row r=\"3\"><c r=\"A3\"><v>2</v></c></row>"));
  EXPECT_EQ(table.text(), "1:1;2:;3:2");
}

TEST(XlsxReader, TellsTheKindsOfCells) {
  XlsxParts parts{sheetXml(
      "<row r=\"1\"><c r=\"A1\"><v>1.10101199003074E+17</v></c><c r=\"B1\" t=\"b\"><v>1</v></c>"
      "<c r=\"C1\" t=\"e\"><v>#REF!</v></c><c r=\"D1\" s=\"1\"><v>46065</v></c>"
      "<c r=\"E1\"><f>1+1</f><v>2</v></c><c r=\"F1\" t=\"str\"><f>A1&amp;\"x\"</f><v>文本</v></c>"
      "<c r=\"G1\" t=\"d\"><v>2026-02-12T00:00:00</v></c><c r=\"H1\"><f>NOW()</f></c>"
      "<c r=\"I1\" s=\"1\"><f>TODAY()</f><v>46065</v></c><c r=\"J1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>")};
  parts.styles = stylesXml({0, 14});
  const auto table = readBytes(parts.zip());
  ASSERT_EQ(table.text(), "1:110101199003074000|TRUE|#REF!|2026-02-12|2|文本|2026-02-12||2026-02-12|#DIV/0!");
  EXPECT_EQ(table.rows[0].kinds,
            (std::vector{CellKind::kImprecise, CellKind::kBoolean, CellKind::kErrorValue, CellKind::kDateSerial,
                         CellKind::kFormula, CellKind::kFormula, CellKind::kDateSerial, CellKind::kFormula,
                         CellKind::kFormula, CellKind::kErrorValue}));
}

TEST(XlsxReader, KnowsDatesOfBothSystems) {
  XlsxParts parts{sheetXml("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>44603</v></c></row>")};
  parts.styles =
      stylesXml({0, 176}, "<numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>");
  parts.workbook = workbookXml("<sheet name=\"数据\" sheetId=\"1\" r:id=\"rId1\"/>", "<workbookPr date1904=\"1\"/>");
  EXPECT_EQ(readBytes(parts.zip()).text(), "1:1904-01-01|2026-02-12");
}

TEST(XlsxReader, TakesTheFirstVisibleSheetThatHoldsText) {
  XlsxParts parts{sheetXml("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")};
  const auto relation = [](int id) {
    return "<Relationship Id=\"rId" + std::to_string(id) +
           "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" "
           "Target=\"/xl/worksheets/sheet" +
           std::to_string(id) + ".xml\"/>";
  };
  parts.workbookRels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
                       relation(1) + relation(2) + relation(3) + "</Relationships>";
  parts.workbook = workbookXml(
      "<sheet name=\"隐藏\" sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/>"
      "<sheet name=\"空白\" sheetId=\"2\" r:id=\"rId2\"/>"
      "<sheet name=\"填报\" sheetId=\"3\" r:id=\"rId3\"/>");
  parts.more = {{"xl/worksheets/sheet2.xml", sheetXml("<row r=\"1\"><c r=\"A1\" s=\"1\"/></row>")},
                {"xl/worksheets/sheet3.xml", sheetXml("<row r=\"4\" hidden=\"1\"><c r=\"A4\"><v>7</v></c></row>")}};
  const auto table = readBytes(parts.zip());
  EXPECT_EQ(table.info.sheet, "填报");
  EXPECT_EQ(table.text(), "4:7") << "hidden rows are data like others";
  parts.more.pop_back();
  EXPECT_EQ(readBytes(parts.zip()).code, "FILE-0008");
}

TEST(XlsxReader, ReadsOtherWritersDialects) {
  // Prefixed elements as .NET libraries write them, backslashes in part names, upper case part names.
  const std::string sheet =
      "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData><x:row r=\"1\">"
      "<x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t>前缀</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>";
  auto entries = XlsxParts{sheet}.entries();
  for (auto& entry : entries) {
    if (entry.name == "xl/worksheets/sheet1.xml") entry.name = "XL\\Worksheets\\Sheet1.xml";
    if (entry.name == "xl/workbook.xml") entry.dataDescriptor = true;
  }
  EXPECT_EQ(readBytes(test::buildZip(entries)).text(), "1:前缀");
  for (auto& entry : entries) entry.zip64 = true;
  EXPECT_EQ(readBytes(test::buildZip(entries)).text(), "1:前缀");
  test::RawArchive wide{entries};
  wide.zip64End = true;
  EXPECT_EQ(readBytes(test::buildZip(wide)).text(), "1:前缀");
  for (auto& entry : entries) entry.method = 0;
  test::RawArchive stored{entries};
  stored.comment = "附注";
  EXPECT_EQ(readBytes(test::buildZip(stored)).text(), "1:前缀");
}

TEST(XlsxReader, PiecesMakeNoDifference) {
  XlsxParts parts{
      sheetXml("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>10</v></c><c r=\"B1\"><v>-12.5</v></c></row>\n"
               "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>洛阳&#x6D4B;试</t></is></c></row>")};
  std::string items;
  for (int i = 0; i < 11; ++i) items += "<si><t>共享" + std::to_string(i) + "</t></si>";
  parts.sharedStrings = stringsXml(items);
  const test::TempDir folder;
  test::writeFile(folder / "a.xlsx", parts.zip());
  auto file = formats::FileBytes::open(folder / "a.xlsx");
  ASSERT_TRUE(file.ok());
  auto archive = formats::ZipArchive::open(*file, {});
  ASSERT_TRUE(archive.ok());
  const auto whole = test::drain(formats::openXlsx(*archive, {}));
  EXPECT_EQ(whole.text(), "1:共享10|-12.5;3:洛阳测试");
  for (const std::size_t piece : {1U, 2U, 3U, 7U}) {
    EXPECT_EQ(test::drain(formats::openXlsx(*archive, {}, piece)).rows, whole.rows) << piece;
  }
}

TEST(XlsxReader, AcceptsUtf16Parts) {
  std::string utf8 = sheetXml("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>十六位</t></is></c></row>");
  utf8.replace(utf8.find("UTF-8"), 5, "UTF-16");
  std::string wide = "\xFF\xFE";
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    unsigned unit = lead;
    std::size_t length = 1;
    if (lead >= 0xE0) {
      unit = ((lead & 0x0FU) << 12U) | ((static_cast<unsigned char>(utf8[i + 1]) & 0x3FU) << 6U) |
             (static_cast<unsigned char>(utf8[i + 2]) & 0x3FU);
      length = 3;
    }
    wide += static_cast<char>(unit & 0xFFU);
    wide += static_cast<char>(unit >> 8U);
    i += length;
  }
  EXPECT_EQ(readBytes(XlsxParts{wide}.zip()).text(), "1:十六位");
}

TEST(XlsxReader, EnforcesTheLimitsOfASpreadsheet) {
  EXPECT_EQ(readBytes(rowsOnly("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>")).rows.at(0).cells.size(),
            16384U);
  EXPECT_EQ(readBytes(rowsOnly("<row r=\"1048577\"><c r=\"A1048577\"><v>1</v></c></row>")).code, "FILE-0020");
  EXPECT_EQ(readBytes(rowsOnly("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>")).code, "FILE-0021");
  std::string cells;
  for (int i = 0; i < 16385; ++i) cells += "<c><v>1</v></c>";
  EXPECT_EQ(readBytes(rowsOnly("<row>" + cells + "</row>")).code, "FILE-0021");
  const std::string megabyte(1U << 20U, 'x');
  EXPECT_EQ(readBytes(rowsOnly("<row><c t=\"inlineStr\"><is><t>" + megabyte + "</t></is></c></row>")).code,
            "FILE-0022");
  XlsxParts parts{sheetXml("<row><c t=\"s\"><v>0</v></c></row>")};
  parts.sharedStrings = stringsXml("<si><t>" + megabyte + "</t></si>");
  EXPECT_EQ(readBytes(parts.zip()).code, "FILE-0027");
}

TEST(XlsxReader, ReadsAsManyRowsAsASpreadsheetHasInBoundedMemory) {
  const test::TempDir folder;
  std::string rows;
  rows.reserve(40U << 20U);
  for (int i = 0; i < 1048576; ++i) rows += "<row><c><v>1</v></c></row>";
  test::writeFile(folder / "full.xlsx", rowsOnly(rows));
  test::writeFile(folder / "over.xlsx", rowsOnly(rows + "<row><c><v>1</v></c></row>"));
  rows = std::string();
  formats::ReadLimits limits;
  limits.maxRatio = 2000;  // a million equal rows pack better than any real sheet
  std::string code;
  test::resetPeakMemory();
  const std::size_t before = test::peakMemoryKib();
  EXPECT_EQ(test::countRows(folder / "full.xlsx", code, limits), 1048576);
  EXPECT_LT(test::peakMemoryKib() - before, test::kMemoryLimitKib / 8);
  EXPECT_EQ(test::countRows(folder / "over.xlsx", code, limits), -1);
  EXPECT_EQ(code, "FILE-0020");
}

TEST(XlsxReader, AGiantTableOfStringsIsRefusedWithinTheMemoryOfTheProcess) {
  // Given a workbook with more shared text than is held in memory
  const test::TempDir folder;
  auto parts = XlsxParts{sheetXml("<row><c t=\"s\"><v>0</v></c></row>")};
  parts.sharedStrings = "later";
  auto zip = formats::ZipOutput::create(folder / "a.xlsx");
  ASSERT_TRUE(zip.ok());
  for (const auto& entry : parts.entries()) {
    ASSERT_TRUE((*zip)->begin(entry.name).ok());
    if (entry.name != "xl/sharedStrings.xml") {
      ASSERT_TRUE((*zip)->write(entry.data).ok());
    } else {
      std::string filler;
      for (int i = 0; i < 200; ++i) filler += "名称很长";
      ASSERT_TRUE((*zip)->write("<sst>").ok());
      for (std::size_t i = 0; i < formats::SharedStrings::kMaxBytes / filler.size() + 1; ++i) {
        ASSERT_TRUE((*zip)->write("<si><t>" + std::to_string(i * 7919) + filler + "</t></si>").ok());
      }
      ASSERT_TRUE((*zip)->write("</sst>").ok());
    }
    ASSERT_TRUE((*zip)->end().ok());
  }
  ASSERT_TRUE((*zip)->finish().ok());
  // When it is read, then it is refused before it fills the memory
  std::string code;
  test::resetPeakMemory();
  const std::size_t before = test::peakMemoryKib();
  EXPECT_EQ(test::countRows(folder / "a.xlsx", code), -1);
  EXPECT_EQ(code, "FILE-0026");
  EXPECT_LT(test::peakMemoryKib() - before, test::kMemoryLimitKib);
}

}  // namespace
}  // namespace medcredit
