#include <algorithm>

#include "support/req.h"
#include "support/zip_builder.h"
#include "unit/formats/hostile_support.h"

namespace medcredit {
namespace {

using test::buildZip;
using test::HostileFile;
using test::RawArchive;
using test::RawEntry;
using test::sheetXml;
using test::XlsxParts;

const std::string kRow = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>名称</t></is></c></row>";
const std::string kGood = "1:名称";

XlsxParts good() { return XlsxParts{sheetXml(kRow)}; }

/// The good workbook with one entry changed.
template <class Change>
std::string changed(const std::string& name, Change change) {
  auto entries = good().entries();
  for (auto& entry : entries) {
    if (entry.name == name) change(entry);
  }
  return buildZip(entries);
}

TEST(HostileZip, StructuresThatLieAreRefused) {
  const std::string sheet = "xl/worksheets/sheet1.xml";
  auto twice = good().entries();
  twice.push_back(twice.back());
  auto twiceInOtherCase = good().entries();
  twiceInOtherCase.push_back({"XL/WORKBOOK.XML", "<workbook/>"});
  auto many = good().entries();
  for (int i = 0; i < 2000; ++i) many.push_back({"x" + std::to_string(i), "", 0});
  RawArchive prefixed{good().entries()};
  prefixed.prefix = "PK\x03\x04 something that looks like an archive ";
  RawArchive shifted{good().entries()};
  shifted.directoryOffset = 7;
  RawArchive fewer{good().entries()};
  fewer.count = 3;
  RawArchive more{good().entries()};
  more.count = 300;
  RawArchive twoEnds{good().entries()};
  twoEnds.comment = good().zip().substr(good().zip().size() - 22);
  auto overlapping = good().entries();
  overlapping.back().headerOffset = 0;
  auto beyond = good().entries();
  beyond.back().headerOffset = 0x7FFFFFFF;
  test::judgeAll({
      {"the good one", good().zip(), kGood},
      {"duplicate name", buildZip(twice), "FILE-0025"},
      {"duplicate name in other case", buildZip(twiceInOtherCase), "FILE-0025"},
      {"too many entries", buildZip(many), "FILE-0025"},
      {"bytes before the archive", buildZip(prefixed), "FILE-0025"},
      {"two archives behind each other", good().zip() + good().zip(), "FILE-0025"},
      {"bytes behind the archive", good().zip() + "x", "FILE-0004"},
      {"directory offset lies", buildZip(shifted), "FILE-0025"},
      {"fewer entries promised", buildZip(fewer), "FILE-0025"},
      {"more entries promised", buildZip(more), "FILE-0004"},
      {"second directory in the comment", buildZip(twoEnds), "FILE-0025"},
      {"two entries at one place", buildZip(overlapping), "FILE-0025"},
      {"entry beyond the file", buildZip(beyond), "FILE-0004"},
      {"empty archive", buildZip(std::vector<RawEntry>{}), "FILE-0003"},
      {"other name in the local header", changed(sheet, [](RawEntry& e) { e.localName = "xl/other.xml"; }),
       "FILE-0025"},
      {"encrypted entry", changed(sheet, [](RawEntry& e) { e.flags = 1; }), "FILE-0005"},
      {"strongly encrypted entry", changed(sheet, [](RawEntry& e) { e.flags = 0x41; }), "FILE-0005"},
      {"unknown method", changed(sheet, [](RawEntry& e) { e.method = 12; }), "FILE-0025"},
      {"wrong checksum", changed(sheet, [](RawEntry& e) { e.crc = 1; }), "FILE-0004"},
      {"size too small", changed(sheet, [](RawEntry& e) { e.unpackedSize = 10; }), "FILE-0004"},
      {"size too large", changed(sheet, [](RawEntry& e) { e.unpackedSize = 0x7FFFFFFF; }), "FILE-0004"},
      {"packed size too small", changed(sheet, [](RawEntry& e) { e.packedSize = 20; }), "FILE-0004"},
      {"packed size too large", changed(sheet, [](RawEntry& e) { e.packedSize = 0x7FFFFFFF; }), "FILE-0004"},
      {"stored entry with two sizes",
       changed(sheet,
               [](RawEntry& e) {
                 e.method = 0;
                 e.unpackedSize = 5;
               }),
       "FILE-0004"},
      {"no deflate data at all",
       changed(sheet,
               [](RawEntry& e) {
                 e.data = "this is not a deflate stream";
                 e.method = 0;
               }),
       "FILE-0031"},
  });
}

TEST(HostileZip, NamesThatWouldEscapeAFolderAreJustNames) {
  // Nothing is extracted to disk, so that such names can do no harm; they are no reason to refuse a sender's file.
  std::vector<HostileFile> files;
  for (const char* name : {"../../etc/passwd", "/etc/passwd", "..\\..\\x", "xl/../../x", "CON", "a\xC3\x28", ""}) {
    auto parts = good();
    parts.more = {{name, "x"}};
    files.push_back({std::string("entry named ") + name, parts.zip(), kGood});
  }
  test::judgeAll(files);
}

TEST(HostileZip, TruncatedAtEachPercentIsRefused) {
  const std::string whole = good().zip();
  for (int percent = 0; percent < 100; ++percent) {
    const auto bytes = whole.substr(0, whole.size() * static_cast<std::size_t>(percent) / 100);
    const auto code = test::readBytes(bytes).code;
    EXPECT_TRUE(code == "FILE-0004" || (percent == 0 && code == "FILE-0002")) << percent << ": " << code;
  }
}

TEST(HostileZip, EveryFlippedByteIsReadOrRefusedNeverMisread) {
  // A damaged byte may sit in a field nobody reads; if the file is accepted, its cells are the true ones.
  const std::string whole = good().zip();
  for (std::size_t i = 0; i < whole.size(); i += 3) {
    std::string bytes = whole;
    bytes[i] = static_cast<char>(bytes[i] ^ 0x55);
    const auto table = test::readBytes(bytes);
    if (table.code.empty() && table.info.format == "xlsx") {
      EXPECT_EQ(table.text(), kGood) << "byte " << i;
    }
  }
}

TEST(HostileZip, BombsAreDefusedByWhatTheyProduce) {
  REQ("R-COLL-02");
  const std::string blanks(40U << 20U, ' ');
  formats::ReadLimits small;
  small.maxUnpackedBytes = 8U << 20U;
  const std::string inSheet = XlsxParts{sheetXml(kRow, "", blanks)}.zip();
  test::judge({"ratio", inSheet, "FILE-0024"});
  test::judge({"total", inSheet, "FILE-0023"}, small);
  auto inStrings = good();
  inStrings.sharedStrings = test::stringsXml(blanks);
  test::judge({"ratio in the strings", inStrings.zip(), "FILE-0024"});
  auto inStyles = good();
  inStyles.styles = test::stylesXml({0}) + blanks;
  test::judge({"ratio in the styles", inStyles.zip(), "FILE-0024"});
  auto nested = good();
  nested.more = {{"xl/embeddings/nested.xlsx", inSheet, 0}};
  test::judge({"a bomb nobody opens", nested.zip(), kGood});
  auto lying = good().entries();
  for (auto& entry : lying) {
    if (entry.name.ends_with("sheet1.xml")) {
      entry.data = sheetXml(kRow, "", blanks);
      entry.unpackedSize = 100;
    }
  }
  test::judge({"a bomb that claims to be small", buildZip(lying), "FILE-0024"});
}

TEST(HostileZip, OtherPackagesAreNamed) {
  const struct {
    const char* part;
    const char* kind;
  } packages[] = {{"word/document.xml", "Word"},
                  {"ppt/presentation.xml", "PowerPoint"},
                  {"xl/workbook.bin", "xlsb"},
                  {"xl/vbaProject.bin", "宏"},
                  {"OFD.xml", "OFD"},
                  {"readme.txt", "压缩包"},
                  {"META-INF/MANIFEST.MF", "压缩包"}};
  for (const auto& package : packages) {
    const auto table = test::readBytes(buildZip(std::vector<RawEntry>{{package.part, "x"}}));
    EXPECT_EQ(table.code, "FILE-0003") << package.part;
    EXPECT_NE(table.error.arg("kind").find(package.kind), std::string_view::npos) << table.error.arg("kind");
  }
  const auto ods = test::readBytes(buildZip(std::vector<RawEntry>{{"mimetype", "x", 0}, {"content.xml", "<x/>"}}));
  EXPECT_NE(ods.error.arg("kind").find("OpenDocument"), std::string_view::npos);
  auto macros = good();
  macros.more = {{"xl/vbaProject.bin", "x"}};
  EXPECT_EQ(test::readBytes(macros.zip()).code, "FILE-0003") << "macros under an innocent name";
}

}  // namespace
}  // namespace medcredit
