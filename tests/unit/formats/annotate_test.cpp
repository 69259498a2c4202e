#include "formats/annotate.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "formats/xlsx_package.h"
#include "formats/zip_archive.h"
#include "support/req.h"
#include "support/zip_builder.h"
#include "unit/formats/table_support.h"

namespace medcredit {
namespace {

using formats::AnnotateRequest;
using test::readPath;
using test::sheetXml;
using test::stylesXml;
using test::XlsxParts;

std::string partOf(const std::filesystem::path& path, std::string_view name) {
  auto file = formats::FileBytes::open(path);
  auto archive = formats::ZipArchive::open(*file, {});
  EXPECT_TRUE(archive.ok());
  const auto* entry = (*archive)->find(name);
  if (entry == nullptr) return "";
  auto text = (*archive)->readAll(*entry, 64U << 20U);
  EXPECT_TRUE(text.ok());
  return text.ok() ? *text : "";
}

bool holds(const std::string& text, std::string_view piece) { return text.find(piece) != std::string::npos; }

/// A workbook as an office sends it: title row, header in row 2, widths, styles, merged cells, a picture's worth of
/// parts.
XlsxParts officeWorkbook() {
  XlsxParts parts{
      sheetXml("<row r=\"1\" spans=\"1:3\" ht=\"30\" customHeight=\"1\"><c r=\"A1\" s=\"1\" "
               "t=\"inlineStr\"><is><t>处罚情况表</t>"
               "</is></c><c r=\"B1\" s=\"1\"/></row>"
               "<row r=\"2\"><c r=\"A2\" s=\"2\" t=\"inlineStr\"><is><t>名称</t></is></c><c r=\"B2\" s=\"2\" "
               "t=\"inlineStr\"><is>"
               "<t>文号</t></is></c><c r=\"C2\" s=\"2\" t=\"inlineStr\"><is><t>金额</t></is></c></row>"
               "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>甲院</t></is></c><c r=\"B3\" "
               "s=\"3\"><f>1+1</f><v>2</v></c></row>"
               "<row r=\"4\"><c r=\"A4\" s=\"3\" t=\"inlineStr\"><is><t>乙院 &amp; 丙</t></is></c><c r=\"C4\" "
               "s=\"3\"><v>5</v></c></row>",
               "<dimension ref=\"A1:C4\"/><cols><col min=\"1\" max=\"1\" width=\"33.5\" customWidth=\"1\"/>"
               "<col min=\"2\" max=\"3\" width=\"12\" style=\"3\"/></cols>",
               "<mergeCells count=\"1\"><mergeCell ref=\"A1:B1\"/></mergeCells><pageMargins left=\"0.7\" right=\"0.7\" "
               "top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/><tableParts count=\"0\"/>")};
  parts.styles = stylesXml({0, 0, 49, 2});
  parts.more = {{"docProps/app.xml", "<Properties/>"}, {"xl/media/image1.png", std::string("\x89PNG\r\n\0x", 8), 0}};
  return parts;
}

AnnotateRequest requestFor(const test::TempDir& folder, std::string_view target = "out.xlsx") {
  AnnotateRequest request;
  request.source = folder / "in";
  request.target = folder / target;
  request.headerRow = 2;
  request.errorHeader = "医信校验结果【B1】";
  request.errorHeaderPrefix = "医信校验结果";
  request.marks = {{3, -1, false, "整行重复"},
                   {3, 1, false, "文号不规范"},
                   {4, 1, true, "文号为空"},
                   {4, 2, false, "金额 <0>"},
                   {4, 2, true, "疑似按元填写"}};
  return request;
}

TEST(Annotate, ReturnsTheSendersOwnWorkbookWithMarks) {
  REQ("R-COLL-13");
  const test::TempDir folder;
  test::writeFile(folder / "in", officeWorkbook().zip());
  const auto status = formats::writeAnnotated(requestFor(folder));
  ASSERT_TRUE(status.ok()) << domain::render(status.error());
  // Then the rows are the sender's, with one column of errors
  EXPECT_EQ(readPath(folder / "out.xlsx").text(),
            "1:处罚情况表;2:名称|文号|金额|医信校验结果【B1】;3:甲院|2||整行重复；文号不规范;"
            "4:乙院 & 丙||5|文号为空；金额 <0>；疑似按元填写");
  // And everything else is as it was
  const std::string sheet = partOf(folder / "out.xlsx", "xl/worksheets/sheet1.xml");
  EXPECT_TRUE(holds(sheet, "<row r=\"1\" ht=\"30\" customHeight=\"1\">"));
  EXPECT_TRUE(holds(sheet, "<col min=\"1\" max=\"1\" width=\"33.5\" customWidth=\"1\"/><col min=\"2\" max=\"3\""));
  EXPECT_TRUE(holds(sheet, "<mergeCell ref=\"A1:B1\"/>"));
  EXPECT_TRUE(holds(sheet, "<c r=\"A4\" s=\"3\" t=\"inlineStr\"><is><t>乙院 &amp; 丙</t></is></c>"))
      << "untouched cell";
  EXPECT_TRUE(holds(sheet, "<f>1+1</f><v>2</v>"));
  EXPECT_TRUE(holds(sheet, "<c r=\"D2\" s=\"2\"")) << "the error column's header looks like its neighbours";
  EXPECT_LT(sheet.find("<legacyDrawing "), sheet.find("<tableParts")) << "elements in the order of the standard";
  EXPECT_GT(sheet.find("<legacyDrawing "), sheet.find("<pageMargins"));
  EXPECT_EQ(partOf(folder / "out.xlsx", "xl/media/image1.png"), std::string("\x89PNG\r\n\0x", 8));
  EXPECT_EQ(partOf(folder / "out.xlsx", "docProps/app.xml"), "<Properties/>");
  EXPECT_EQ(partOf(folder / "out.xlsx", "xl/workbook.xml"), partOf(folder / "in", "xl/workbook.xml"));
}

TEST(Annotate, MarksAreTheCellsOwnStyleWithAFillOnTop) {
  REQ("R-COLL-13");
  const test::TempDir folder;
  test::writeFile(folder / "in", officeWorkbook().zip());
  ASSERT_TRUE(formats::writeAnnotated(requestFor(folder)).ok());
  const std::string sheet = partOf(folder / "out.xlsx", "xl/worksheets/sheet1.xml");
  const std::string styles = partOf(folder / "out.xlsx", "xl/styles.xml");
  // Four styles were there; B3 and C4 (number format, red) share one clone, the absent B4 takes its column's style,
  // yellow.
  EXPECT_TRUE(holds(sheet, "<c r=\"B3\" s=\"4\"><f>"));
  EXPECT_TRUE(holds(sheet, "<c r=\"B4\" s=\"5\"/><c r=\"C4\" s=\"4\">"));
  EXPECT_TRUE(holds(styles, "<cellXfs count=\"6\">"));
  EXPECT_TRUE(holds(styles, "<fills count=\"5\">"));
  EXPECT_TRUE(holds(styles, "<xf numFmtId=\"2\" fontId=\"0\" fillId=\"3\" borderId=\"0\" xfId=\"0\" applyFill=\"1\">"));
  EXPECT_TRUE(holds(styles, "<fgColor rgb=\"FFFFC7CF\"/>"));
  EXPECT_TRUE(holds(styles, "<fgColor rgb=\"FFFFEB9D\"/>"));
}

TEST(Annotate, CommentsCarryTheTextsAndTheirShapes) {
  const test::TempDir folder;
  test::writeFile(folder / "in", officeWorkbook().zip());
  ASSERT_TRUE(formats::writeAnnotated(requestFor(folder)).ok());
  const std::string comments = partOf(folder / "out.xlsx", "xl/comments1.xml");
  EXPECT_TRUE(holds(comments, "<comment ref=\"C4\" authorId=\"0\">"));
  EXPECT_TRUE(holds(comments, "金额 &lt;0&gt;&#10;疑似按元填写"));
  EXPECT_FALSE(holds(comments, "整行重复")) << "a finding of the row stands in the error column only";
  EXPECT_TRUE(
      holds(partOf(folder / "out.xlsx", "xl/drawings/vmlDrawing1.vml"), "<x:Row>3</x:Row><x:Column>2</x:Column>"));
  EXPECT_TRUE(holds(partOf(folder / "out.xlsx", "[Content_Types].xml"), "PartName=\"/xl/comments1.xml\""));
  EXPECT_TRUE(holds(partOf(folder / "out.xlsx", "[Content_Types].xml"), "Extension=\"vml\""));
}

TEST(Annotate, TheNextRoundReplacesTheLast) {
  REQ("R-COLL-13");
  // Given a returned workbook in which the sender repaired row 4 only
  const test::TempDir folder;
  auto parts = officeWorkbook();
  parts.styles = stylesXml({0, 0, 49, 2});
  // C4 has a green background of the sender's own
  parts.styles.replace(parts.styles.rfind("fillId=\"0\""), 10, "fillId=\"2\"");
  test::writeFile(folder / "in", parts.zip());
  ASSERT_TRUE(formats::writeAnnotated(requestFor(folder, "round1.xlsx")).ok());
  // When the second round marks row 3 only
  auto second = requestFor(folder, "round2.xlsx");
  second.source = folder / "round1.xlsx";
  second.errorHeader = "医信校验结果【B2】";
  second.marks = {{3, 1, false, "仍不规范"}};
  ASSERT_TRUE(formats::writeAnnotated(second).ok());
  // Then the column is reused, old texts are gone, and C4 has its own colour again
  EXPECT_EQ(readPath(folder / "round2.xlsx").text(),
            "1:处罚情况表;2:名称|文号|金额|医信校验结果【B2】;3:甲院|2||仍不规范;4:乙院 & 丙||5");
  const std::string comments = partOf(folder / "round2.xlsx", "xl/comments1.xml");
  EXPECT_TRUE(holds(comments, "仍不规范"));
  EXPECT_FALSE(holds(comments, "金额"));
  const std::string drawing = partOf(folder / "round2.xlsx", "xl/drawings/vmlDrawing1.vml");
  EXPECT_TRUE(holds(drawing, "<x:Row>2</x:Row>"));
  EXPECT_FALSE(holds(drawing, "<x:Row>3</x:Row>"));
  const std::string sheet = partOf(folder / "round2.xlsx", "xl/worksheets/sheet1.xml");
  const auto at = sheet.find("<c r=\"C4\" s=\"") + 13;
  const auto style = static_cast<std::size_t>(std::stoi(sheet.substr(at, 3)));
  const std::string styles = partOf(folder / "round2.xlsx", "xl/styles.xml");
  std::size_t xf = styles.find("<cellXfs");
  for (std::size_t i = 0; i <= style; ++i) xf = styles.find("<xf ", xf + 1);
  const auto fillAt = styles.find("fillId=\"", xf) + 8;
  std::size_t fill = styles.find("<fills");
  for (int i = std::stoi(styles.substr(fillAt, 3)); i >= 0; --i) fill = styles.find("<fill>", fill + 1);
  EXPECT_TRUE(holds(styles.substr(fill, styles.find("</fill>", fill) - fill), "fgColor rgb=\"FF00B050\""));
}

TEST(Annotate, TheSendersCommentsStay) {
  const test::TempDir folder;
  auto parts = officeWorkbook();
  parts.sheet.replace(parts.sheet.find("<tableParts"), 0, "<legacyDrawing r:id=\"rId2\"/>");
  const std::string rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  parts.more.push_back({"xl/worksheets/_rels/sheet1.xml.rels",
                        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                        "<Relationship Id=\"rId1\" Type=\"" +
                            rel +
                            "comments\" Target=\"../comments7.xml\"/>"
                            "<Relationship Id=\"rId2\" Type=\"" +
                            rel +
                            "vmlDrawing\" Target=\"../drawings/v.vml\"/>"
                            "</Relationships>"});
  parts.more.push_back(
      {"xl/comments7.xml",
       "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors>"
       "<author>王示例</author></authors><commentList><comment ref=\"A3\" authorId=\"0\"><text><t>自己看"
       "</t></text></comment><comment ref=\"B3\" authorId=\"0\"><text><r><t>原批注</t></r></text>"
       "</comment></commentList></comments>"});
  parts.more.push_back(
      {"xl/drawings/v.vml",
       "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:shape id=\"_x0000_s1030\"><br><x:Row>2</x:Row>"
       "<x:Column>1</x:Column></v:shape></xml>"});
  test::writeFile(folder / "in", parts.zip());
  const auto status = formats::writeAnnotated(requestFor(folder));
  ASSERT_TRUE(status.ok()) << domain::render(status.error());
  const std::string comments = partOf(folder / "out.xlsx", "xl/comments7.xml");
  EXPECT_TRUE(holds(comments, "<author>王示例</author><author>医信</author>"));
  EXPECT_TRUE(holds(comments, "自己看"));
  EXPECT_TRUE(holds(comments, "原批注</t></r><r><t xml:space=\"preserve\">&#10;文号不规范")) << "one box, both texts";
  const std::string drawing = partOf(folder / "out.xlsx", "xl/drawings/v.vml");
  EXPECT_TRUE(holds(drawing, "_x0000_s1030")) << "the sender's shape";
  EXPECT_TRUE(holds(drawing, "_x0000_s1031")) << "ours behind it";
  const std::string sheet = partOf(folder / "out.xlsx", "xl/worksheets/sheet1.xml");
  EXPECT_EQ(sheet.find("<legacyDrawing"), sheet.rfind("<legacyDrawing")) << "one drawing only";
}

TEST(Annotate, WorksOnWorkbooksWithoutStylesWidthsOrReferences) {
  const test::TempDir folder;
  test::writeFile(
      folder / "in",
      XlsxParts{sheetXml("<row/><row><c t=\"inlineStr\"><is><t>名称</t></is></c></row><row><c><v>1</v></c></row>"
                         "<row r=\"4\"/>")}
          .zip());
  auto request = requestFor(folder);
  request.marks = {{3, 0, false, "错"}, {4, 0, true, "空行"}};
  const auto status = formats::writeAnnotated(request);
  ASSERT_TRUE(status.ok()) << domain::render(status.error());
  EXPECT_EQ(readPath(folder / "out.xlsx").text(), "2:名称|医信校验结果【B1】;3:1|错;4:|空行");
  EXPECT_TRUE(holds(partOf(folder / "out.xlsx", "xl/styles1.xml"), "FFFFC7CF"));
  EXPECT_TRUE(holds(partOf(folder / "out.xlsx", "xl/worksheets/sheet1.xml"), "<cols><col min=\"2\" max=\"2\""));
}

TEST(Annotate, ACsvComesBackAsAWorkbookOfTextOrAsCsv) {
  REQ("R-COLL-13");
  const test::TempDir folder;
  test::writeFile(folder / "in", "\xEF\xBB\xBF报送表\r\n名称,文号\r\n\r\n甲院,0012,多一列\r\n");
  auto request = requestFor(folder);
  request.marks = {{4, 1, false, "文号错"}, {4, 5, true, "缺列"}};
  ASSERT_TRUE(formats::writeAnnotated(request).ok());
  const auto book = readPath(folder / "out.xlsx");
  EXPECT_EQ(book.text(), "1:报送表;2:名称|文号|医信校验结果【B1】;4:甲院|0012|文号错；缺列");
  request.target = folder / "out.csv";
  ASSERT_TRUE(formats::writeAnnotated(request).ok());
  EXPECT_EQ(test::readFile(folder / "out.csv"),
            "\xEF\xBB\xBF报送表\r\n名称,文号,医信校验结果【B1】\r\n\r\n甲院,0012,文号错；缺列\r\n");
}

TEST(Annotate, NeverOverwritesTheSourceNorLeavesHalfAFile) {
  const test::TempDir folder;
  const std::string bytes = officeWorkbook().zip();
  test::writeFile(folder / "in", bytes);
  const auto code = [&](const std::string& target) {
    auto request = requestFor(folder);
    request.target = folder / target;
    const auto status = formats::writeAnnotated(request);
    if (!status.ok()) test::expectSpeakable(status.error());
    return status.ok() ? std::string() : status.error().code;
  };
  EXPECT_EQ(code("in"), "FILE-0051");
  EXPECT_EQ(code("out.csv"), "FILE-0050") << "a workbook does not become a CSV";
  EXPECT_EQ(code("none/out.xlsx"), "FILE-0006");
  EXPECT_EQ(test::readFile(folder / "in"), bytes);
  // A sheet that turns out broken behind its header
  auto parts = officeWorkbook();
  parts.sheet.replace(parts.sheet.find("</sheetData>"), 12, "<row></sheetData>");
  test::writeFile(folder / "in", parts.zip());
  EXPECT_EQ(code("broken.xlsx"), "FILE-0031");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1) << "only the source is there";
}

TEST(Annotate, ThousandsOfMarksStayWithinTheCommentLimit) {
  const test::TempDir folder;
  std::string csv = "a,b\n";
  for (int i = 0; i < 12000; ++i) csv += "x,y\n";
  test::writeFile(folder / "in", csv);
  AnnotateRequest request = requestFor(folder);
  request.headerRow = 1;
  request.marks.clear();
  for (int i = 0; i < 12000; ++i) request.marks.push_back({i + 2, 1, false, "错" + std::to_string(i)});
  ASSERT_TRUE(formats::writeAnnotated(request).ok());
  const auto first = readPath(folder / "out.xlsx");
  ASSERT_EQ(first.rows.size(), 12001U);
  EXPECT_EQ(first.rows.back().cells.back(), "错11999");
  // And the workbook made from it can be annotated in turn
  request.source = folder / "out.xlsx";
  request.target = folder / "again.xlsx";
  request.marks.resize(11000);
  ASSERT_TRUE(formats::writeAnnotated(request).ok());
  const auto second = readPath(folder / "again.xlsx");
  EXPECT_EQ(second.rows.at(11000).cells.back(), "错10999");
  EXPECT_EQ(second.rows.back().cells.size(), 2U);
}

}  // namespace
}  // namespace medcredit
