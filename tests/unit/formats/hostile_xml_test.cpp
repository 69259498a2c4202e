#include "support/req.h"
#include "support/zip_builder.h"
#include "unit/formats/hostile_support.h"

namespace medcredit {
namespace {

using test::HostileFile;
using test::sheetXml;
using test::stringsXml;
using test::stylesXml;
using test::workbookXml;
using test::XlsxParts;

const std::string kSheetRef = "<sheet name=\"数据\" sheetId=\"1\" r:id=\"rId1\"/>";

std::string rows(std::string_view xml) { return XlsxParts{sheetXml(xml)}.zip(); }
std::string rawSheet(std::string xml) { return XlsxParts{std::move(xml)}.zip(); }
std::string text(std::string_view inside) {
  return rows("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>" + std::string(inside) + "</t></is></c></row>");
}
std::string withDoctype(std::string_view doctype, std::string_view inside = "x") {
  std::string xml = sheetXml("<row><c t=\"inlineStr\"><is><t>" + std::string(inside) + "</t></is></c></row>");
  xml.insert(xml.find("<worksheet"), doctype);
  return rawSheet(std::move(xml));
}

TEST(HostileXml, DocumentTypesAreRefusedUnread) {
  REQ("R-COLL-02");
  std::string laughs = "<!DOCTYPE l [<!ENTITY a0 \"哈\">";
  for (int i = 1; i < 20; ++i) {
    laughs += "<!ENTITY a" + std::to_string(i) + " \"";
    for (int k = 0; k < 10; ++k) laughs += "&a" + std::to_string(i - 1) + ";";
    laughs += "\">";
  }
  auto inStrings = XlsxParts{sheetXml("<row><c t=\"s\"><v>0</v></c></row>")};
  inStrings.sharedStrings = "<!DOCTYPE s SYSTEM \"http://127.0.0.1/x\">" + stringsXml("<si><t>x</t></si>").substr(56);
  auto inStyles = XlsxParts{sheetXml("<row/>")};
  inStyles.styles = "<!DOCTYPE s []>" + stylesXml({0}).substr(56);
  auto inWorkbook = XlsxParts{sheetXml("<row/>")};
  inWorkbook.workbook = "<!DOCTYPE s []>" + workbookXml(kSheetRef).substr(56);
  test::judgeAll({
      {"external file", withDoctype("<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", "&x;"), "FILE-0030"},
      {"external http", withDoctype("<!DOCTYPE w [<!ENTITY x SYSTEM \"http://127.0.0.1/\">]>", "&x;"), "FILE-0030"},
      {"parameter entity", withDoctype("<!DOCTYPE w [<!ENTITY % p SYSTEM \"file:///dev/zero\"> %p;]>"), "FILE-0030"},
      {"external subset", withDoctype("<!DOCTYPE w SYSTEM \"file:///dev/random\">"), "FILE-0030"},
      {"billion laughs", withDoctype(laughs + "]>", "&a19;"), "FILE-0030"},
      {"quadratic blow-up", withDoctype("<!DOCTYPE w [<!ENTITY a \"" + std::string(100000, 'x') + "\">]>", "&a;&a;"),
       "FILE-0030"},
      {"harmless one", withDoctype("<!DOCTYPE worksheet>"), "FILE-0030"},
      {"in the shared strings", inStrings.zip(), "FILE-0030"},
      {"in the styles", inStyles.zip(), "FILE-0030"},
      {"in the workbook", inWorkbook.zip(), "FILE-0030"},
      {"undefined entity", text("&nbsp;"), "FILE-0031"},
  });
}

TEST(HostileXml, BrokenOrMonstrousMarkupIsRefused) {
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  std::string attributes;
  for (int i = 0; i < 1000; ++i) attributes += " a" + std::to_string(i) + "=\"1\"";
  const std::string utf32 = std::string("\xFF\xFE\0\0<\0\0\0", 8);
  test::judgeAll({
      {"not XML", rawSheet("行政处罚,文号"), "FILE-0031"},
      {"empty part", rawSheet(""), "FILE-0031"},
      {"unclosed", rawSheet("<worksheet><sheetData><row>"), "FILE-0031"},
      {"crossed tags", rows("<row><c></row></c>"), "FILE-0031"},
      {"two roots", rawSheet(sheetXml("") + "<x/>"), "FILE-0031"},
      {"text behind the root", rawSheet(sheetXml("") + "x"), "FILE-0031"},
      {"same attribute twice", rows("<row r=\"1\" r=\"2\"/>"), "FILE-0031"},
      {"unquoted attribute", rows("<row r=1/>"), "FILE-0031"},
      {"NUL", rawSheet(sheetXml("<row/>").insert(100, 1, '\0')), "FILE-0031"},
      {"control character", text("\x01"), "FILE-0031"},
      {"control character by number", text("&#1;"), "FILE-0031"},
      {"NUL by number", text("&#0;"), "FILE-0031"},
      {"surrogate by number", text("&#xD800;"), "FILE-0031"},
      {"beyond Unicode", text("&#x110000;"), "FILE-0031"},
      {"broken UTF-8", text("\xC3\x28"), "FILE-0031"},
      {"overlong UTF-8", text("\xC0\xAF"), "FILE-0031"},
      {"UTF-8 surrogate", text("\xED\xA0\x80"), "FILE-0031"},
      {"GBK inside UTF-8", text("\xC2\xE5\xD1\xF4"), "FILE-0031"},
      {"GBK announced", rawSheet("<?xml version=\"1.0\" encoding=\"GBK\"?><worksheet/>"), "FILE-0031"},
      {"UTF-7 announced", rawSheet("<?xml version=\"1.0\" encoding=\"UTF-7\"?><worksheet/>"), "FILE-0031"},
      {"UTF-16 announced but not so", rawSheet("<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet/>"), "FILE-0031"},
      {"UTF-32", rawSheet(utf32), "FILE-0031"},
      {"half a byte-order mark", rawSheet("\xEF\xBB<worksheet/>"), "FILE-0031"},
      {"two byte-order marks", rawSheet("\xEF\xBB\xBF\xEF\xBB\xBF<worksheet/>"), "FILE-0031"},
      {"byte-order mark", rawSheet("\xEF\xBB\xBF" + sheetXml("<row><c><v>1</v></c></row>")), "1:1"},
      {"XML 1.1", rawSheet("<?xml version=\"1.1\"?><worksheet/>"), "FILE-0007"},
      {"deep nesting", rawSheet("<worksheet>" + deep), "FILE-0032"},
      {"a thousand attributes", rows("<row" + attributes + "/>"), "FILE-0032"},
      {"huge attribute", rows("<row x=\"" + std::string(9U << 20U, 'x') + "\"/>"), "FILE-0032"},
      {"huge tag name", rawSheet("<" + std::string(9U << 20U, 'x')), "FILE-0032"},
      {"huge comment", rawSheet("<worksheet><!--" + std::string(9U << 20U, 'x') + "--></worksheet>"), "FILE-0032"},
      {"processing instruction", rawSheet(sheetXml("<?x y?><row><c><v>1</v></c></row>")), "1:1"},
      {"CDATA", text("<![CDATA[<a>]]>"), "1:<a>"},
  });
}

TEST(HostileXlsx, PackagesWithMissingOrWrongPartsAreRefused) {
  const auto without = [](std::string_view name) {
    auto entries = XlsxParts{sheetXml("<row><c><v>1</v></c></row>")}.entries();
    std::erase_if(entries, [&](const auto& e) { return e.name == name; });
    return test::buildZip(entries);
  };
  const auto workbook = [](std::string xml) {
    auto parts = XlsxParts{sheetXml("<row><c><v>1</v></c></row>")};
    parts.workbook = std::move(xml);
    return parts.zip();
  };
  const auto relations = [](const std::string& inside) {
    auto parts = XlsxParts{sheetXml("<row><c><v>1</v></c></row>")};
    parts.workbookRels = "<Relationships>" + inside + "</Relationships>";
    return parts.zip();
  };
  const std::string type = "Type=\"x/worksheet\"";
  test::judgeAll({
      {"no workbook", without("xl/workbook.xml"), "FILE-0008"},
      {"no sheet", without("xl/worksheets/sheet1.xml"), "FILE-0008"},
      {"no relationships of the workbook", without("xl/_rels/workbook.xml.rels"), "FILE-0008"},
      {"no relationships at all", without("_rels/.rels"), "FILE-0003"},
      {"no content types", without("[Content_Types].xml"), "FILE-0003"},
      {"no sheets", workbook(workbookXml("")), "FILE-0007"},
      {"all hidden", workbook(workbookXml("<sheet name=\"a\" sheetId=\"1\" state=\"veryHidden\" r:id=\"rId1\"/>")),
       "FILE-0007"},
      {"sheet without relationship", workbook(workbookXml("<sheet name=\"a\" sheetId=\"1\"/>")), "FILE-0008"},
      {"dangling relationship", workbook(workbookXml("<sheet name=\"a\" sheetId=\"1\" r:id=\"rId77\"/>")), "FILE-0008"},
      {"external sheet",
       relations("<Relationship Id=\"rId1\" " + type + " TargetMode=\"External\" Target=\"http://127.0.0.1/\"/>"),
       "FILE-0008"},
      {"sheet outside the package",
       relations("<Relationship Id=\"rId1\" " + type + " Target=\"../../../etc/passwd\"/>"), "FILE-0008"},
      {"sheet that is the workbook", relations("<Relationship Id=\"rId1\" " + type + " Target=\"workbook.xml\"/>"),
       "FILE-0007"},
      {"styles announced but absent",
       relations("<Relationship Id=\"rId1\" " + type +
                 " Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
                 "Type=\"x/styles\" Target=\"styles.xml\"/>"),
       "FILE-0008"},
      {"strings announced but absent",
       relations("<Relationship Id=\"rId1\" " + type +
                 " Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
                 "Type=\"x/sharedStrings\" Target=\"s.xml\"/>"),
       "FILE-0008"},
      {"chart sheet only", relations("<Relationship Id=\"rId1\" Type=\"x/chartsheet\" Target=\"c.xml\"/>"),
       "FILE-0007"},
      {"external link beside",
       relations("<Relationship Id=\"rId1\" " + type +
                 " Target=\"worksheets/sheet1.xml\"/>"
                 "<Relationship Id=\"rId5\" Type=\"x/externalLink\" Target=\"links/1.xml\"/>"),
       "1:1"},
      {"empty sheet", rows(""), "FILE-0007"},
      {"rows without cells", rows("<row r=\"1\"/><row r=\"9\"/>"), "FILE-0007"},
  });
}

TEST(HostileXlsx, CellsInImpossiblePlacesAreRefused) {
  test::judgeAll({
      {"row 0", rows("<row r=\"0\"><c r=\"A0\"><v>1</v></c></row>"), "FILE-0033"},
      {"negative row", rows("<row r=\"-1\"/>"), "FILE-0033"},
      {"row as text", rows("<row r=\"x\"/>"), "FILE-0033"},
      {"row with a tail", rows("<row r=\"1x\"/>"), "FILE-0033"},
      {"row too large for any number", rows("<row r=\"99999999999999999999\"/>"), "FILE-0033"},
      {"row beyond the last", rows("<row r=\"1048577\"/>"), "FILE-0020"},
      {"rows backwards", rows("<row r=\"2\"/><row r=\"1\"/>"), "FILE-0033"},
      {"row twice", rows("<row r=\"2\"/><row r=\"2\"/>"), "FILE-0033"},
      {"column beyond the last", rows("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"), "FILE-0021"},
      {"column of six letters", rows("<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>"), "FILE-0021"},
      {"column of seven letters", rows("<row r=\"1\"><c r=\"AAAAAAA1\"><v>1</v></c></row>"), "FILE-0033"},
      {"no column", rows("<row r=\"1\"><c r=\"1\"><v>1</v></c></row>"), "FILE-0033"},
      {"no row", rows("<row r=\"1\"><c r=\"A\"><v>1</v></c></row>"), "FILE-0033"},
      {"empty reference", rows("<row r=\"1\"><c r=\"\"><v>1</v></c></row>"), "FILE-0033"},
      {"cell of another row", rows("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>"), "FILE-0033"},
      {"cells backwards", rows("<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>"), "FILE-0033"},
      {"cell twice", rows("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>"), "FILE-0033"},
      {"XFE1048577", rows("<row r=\"1048577\"><c r=\"XFE1048577\"/></row>"), "FILE-0020"},
      {"row in a row", rows("<row r=\"1\"><row r=\"2\"><c r=\"A2\"><v>1</v></c></row></row>"), "FILE-0007"},
      {"cell in a cell", rows("<row><c><c><v>1</v></c><v>2</v></c></row>"), "1:12"},
      {"cells outside rows", rows("<c r=\"A1\"><v>1</v></c>"), "FILE-0007"},
  });
}

TEST(HostileXlsx, StrangeValuesComeThroughAsWhatTheyAre) {
  const auto number = [](std::string_view value) {
    return rows("<row><c><v>" + std::string(value) + "</v></c></row>");
  };
  const auto dated = [](std::string_view value) {
    auto parts = XlsxParts{sheetXml("<row><c s=\"0\"><v>" + std::string(value) + "</v></c></row>")};
    parts.styles = stylesXml({14});
    return parts.zip();
  };
  const auto index = [](std::string_view value) {
    auto parts = XlsxParts{sheetXml("<row><c t=\"s\"><v>" + std::string(value) + "</v></c></row>")};
    parts.sharedStrings = stringsXml("<si><t>甲</t></si><si/>");
    return parts.zip();
  };
  test::judgeAll({
      {"lost digits", number("1.10101199003074E+17"), "1:110101199003074000"},
      {"no number", number("abc"), "1:abc"},
      {"infinity", number("INF"), "1:INF"},
      {"hexadecimal", number("0x1F"), "1:0x1F"},
      {"enormous", number("1E+308"), "1:1E+308"},
      {"many digits", number(std::string(5000, '9')), "1:" + std::string(5000, '9')},
      {"fake leap day", dated("60"), "1:1900-02-29"},
      {"negative day", dated("-5"), "1:-5"},
      {"day beyond the calendar", dated("2958466"), "1:2958466"},
      {"day as text", dated("2026-02-30"), "1:2026-02-30"},
      {"shared string", index("0"), "1:甲"},
      {"empty shared string only", index("1"), "FILE-0007"},
      {"shared string that is none", index("2"), "FILE-0034"},
      {"negative shared string", index("-1"), "FILE-0034"},
      {"shared string 2^64", index("18446744073709551616"), "FILE-0034"},
      {"shared string as text", index("甲"), "FILE-0034"},
      {"no table of strings", rows("<row><c t=\"s\"><v>0</v></c></row>"), "FILE-0034"},
      {"unknown type", rows("<row><c t=\"zz\"><v>7</v></c></row>"), "1:7"},
      {"unknown style", rows("<row><c s=\"4000000000\"><v>7</v></c></row>"), "1:7"},
      {"style as text", rows("<row><c s=\"x\"><v>7</v></c></row>"), "1:7"},
      {"two values", rows("<row><c><v>1</v><v>2</v></c></row>"), "1:12"},
      {"formula as a name", rows("<row><c t=\"inlineStr\"><is><t>=cmd|' /C calc'!A0</t></is></c></row>"),
       "1:=cmd|' /C calc'!A0"},
      {"error value", rows("<row><c t=\"e\"><v>#REF!</v></c></row>"), "1:#REF!"},
      {"bidi and zero width", text("甲\xE2\x80\xAE院\xE2\x80\x8B"), "1:甲\xE2\x80\xAE院\xE2\x80\x8B"},
      {"rare characters", text("㐀𠀀𪚥"), "1:㐀𠀀𪚥"},
      {"value nobody shows", rows("<row><c t=\"inlineStr\"><is><rPh><t>x</t></rPh></is></c></row>"), "FILE-0007"},
  });
}

}  // namespace
}  // namespace medcredit
