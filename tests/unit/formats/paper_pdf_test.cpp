// Papers as files and pages: the same bytes for the same paper, text that can be read back, nothing smuggled in.
#include "formats/paper_pdf.h"

#include <gtest/gtest.h>

#include "formats/paper_attach.h"
#include "formats/qr.h"
#include "support/req.h"
#include "support/run_binary.h"
#include "support/temp_dir.h"

namespace medcredit::formats {
namespace {

using papers::Block;
using papers::Document;

Document letter() {
  Document out;
  out.paper = "repair-refused";
  out.title = "信用修复不予受理告知书";
  out.number = "琼卫信修〔2026〕12号";
  out.organ = "海南省卫生健康委员会";
  out.date = "2026-03-01";
  out.code = "7KQ2-M9XA-34TD-RW8Z";
  out.blocks = {{Block::Kind::kTo, "海口示例门诊部", {}, {}, {}},
                {Block::Kind::kParagraph, "决定不予受理。", {}, {}, {}},
                {Block::Kind::kHeading, "一、理由", {}, {}, {}},
                {Block::Kind::kPairs, "", {}, {1, 3}, {{"决定文书号", "琼卫医罚〔2025〕88号"}}},
                {Block::Kind::kNote, "不收取费用。", {}, {}, {}},
                {Block::Kind::kSignature, "签收人", {}, {}, {}}};
  return out;
}

const PaperFoot kFoot{std::string(64, 'a'), ""};

std::string file(const Document& document, const PaperFoot& foot = kFoot) {
  auto made = paperPdf(document, {}, foot);
  EXPECT_TRUE(made.ok()) << made.error().code;
  return made.ok() ? *made : std::string();
}

/// The text layer, read by another program.
std::string textOf(const std::string& pdf) {
  const test::TempDir folder;
  test::writeFile(folder.path() / "a.pdf", pdf);
  const auto run = test::runProgram("/usr/bin/pdftotext", {"-raw", (folder.path() / "a.pdf").string(), "-"}, {});
  EXPECT_EQ(run.exitCode, 0) << run.err;
  return run.out;
}

TEST(PaperPdf, TheSamePaperIsTheSameFileWithTheDayOfThePaper) {
  REQ("R-DOC-01", "R-DOC-16");
  const auto one = file(letter());
  EXPECT_EQ(one, file(letter()));
  EXPECT_NE(one.find("20260301"), std::string::npos);
  auto other = letter();
  other.number = "琼卫信修〔2026〕13号";
  EXPECT_NE(one, file(other));
}

TEST(PaperPdf, ItsTextCanBeSearchedAndItsFontsAreInside) {
  REQ("R-DOC-16");
  const auto pdf = file(letter());
  const auto text = textOf(pdf);
  for (const char* part : {"海南省卫生健康委员会", "琼卫信修〔2026〕12号", "信用修复不予受理告知书", "海口示例门诊部：",
                           "琼卫医罚〔2025〕88号", "2026年3月1日", "7KQ2-M9XA-34TD-RW8Z", "— 1 —"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  EXPECT_NE(pdf.find("/FontFile3"), std::string::npos);
}

TEST(PaperPdf, HeadsOfATableStandOnEveryPageAndLongCellsGoOn) {
  auto document = letter();
  Block table{Block::Kind::kTable, "明细", {"序号", "名称"}, {1, 1}, {}};
  for (int i = 0; i < 120; ++i) table.rows.push_back({std::to_string(i), "第" + std::to_string(i) + "项"});
  std::string tall;
  for (int i = 0; i < 2000; ++i) tall += "长";
  table.rows.push_back({"末", tall});
  document.blocks.push_back(table);
  const auto text = textOf(file(document));
  std::size_t heads = 0, letters = 0;
  for (auto at = text.find("序号"); at != std::string::npos; at = text.find("序号", at + 1)) ++heads;
  for (auto at = text.find("长"); at != std::string::npos; at = text.find("长", at + 1)) ++letters;
  EXPECT_GE(heads, 3U);
  EXPECT_EQ(letters, 2000U);
  EXPECT_NE(text.find("第119项"), std::string::npos);
}

TEST(PaperPdf, MarkupInValuesIsText) {
  auto document = letter();
  document.blocks[1].text = "<b>&amp; <span size='99'>x</span> 50% \\n";
  EXPECT_NE(textOf(file(document)).find("<b>&amp; <span size='99'>x</span> 50% \\n"), std::string::npos);
}

TEST(PaperPdf, RareCharactersArePrintedOrNamed) {
  REQ("R-DOC-16");
  auto document = letter();
  document.blocks[1].text = "张䶮、王𠮷、李㛃";
  EXPECT_NE(textOf(file(document)).find("𠮷"), std::string::npos);
  document.blocks[1].text = "字\xF3\xB0\x80\x81";  // private use: no font has it
  const auto made = paperPdf(document, {}, kFoot);
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, "PAPR-0031");
  EXPECT_EQ(made.error().arg("characters"), "\xF3\xB0\x80\x81");
}

TEST(PaperPdf, AMissingFontIsNamed) {
  jurisdiction::PaperLayout layout;
  layout.serif = "没有这种字体";
  const auto made = paperPdf(letter(), layout, kFoot);
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, "PAPR-0030");
  EXPECT_EQ(made.error().arg("font"), "没有这种字体");
}

TEST(PaperPdf, WhatCountsNoMoreSaysSoOnEveryPage) {
  const auto text = textOf(file(letter(), {kFoot.digest, "本文书已被撤销，不再有效"}));
  EXPECT_NE(text.find("本文书已被撤销，不再有效"), std::string::npos);
}

TEST(PaperHtml, EverythingIsEscapedAndNothingComesFromElsewhere) {
  auto document = letter();
  document.blocks[1].text = "<script>alert(1)</script>\" onload='x'";
  document.title = "甲<乙";
  const auto html = paperHtml(document, kFoot);
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_NE(html.find("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39;"), std::string::npos);
  EXPECT_NE(html.find("<h1>甲&lt;乙</h1>"), std::string::npos);
  EXPECT_EQ(html.find("http"), std::string::npos);
  for (const char* part : {"海口示例门诊部：", "琼卫医罚〔2025〕88号", "2026年3月1日", "7KQ2-M9XA-34TD-RW8Z"}) {
    EXPECT_NE(html.find(part), std::string::npos) << part;
  }
}

TEST(PaperAttachment, TheSignedContentTravelsInsideAndNothingMayBeChanged) {
  REQ("R-DOC-13");
  const auto pages = file(letter());
  const auto whole = attachText(pages, "paper.json", "{\"a\":1}");
  ASSERT_TRUE(whole.ok());
  const auto taken = detachText(*whole, "paper.json");
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->pages, pages);
  EXPECT_EQ(taken->text, "{\"a\":1}");
  EXPECT_FALSE(detachText(pages, "paper.json"));
  EXPECT_FALSE(detachText(*whole + "\n", "paper.json"));
  EXPECT_FALSE(detachText(whole->substr(0, whole->size() - 1), "paper.json"));
  for (std::size_t at = pages.size() + 10; at < whole->size(); at += 37) {
    auto altered = *whole;
    altered[at] = static_cast<char>(altered[at] ^ 1);
    const auto found = detachText(altered, "paper.json");
    EXPECT_TRUE(!found || found->text != taken->text || found->pages != pages) << at;
  }
  EXPECT_NE(textOf(*whole).find("海口示例门诊部"), std::string::npos) << "readers still open it";
  EXPECT_EQ(attachText("not a file", "paper.json", "x").error().code, "PAPR-0032");
}

TEST(Qr, HoldsTheCodeAndTheDigest) {
  EXPECT_EQ(codeText(letter(), kFoot), "medcredit-paper:7KQ2-M9XA-34TD-RW8Z?sm3=" + kFoot.digest);
  EXPECT_GE(qrCode(codeText(letter(), kFoot)).side, 33U);
  PaperFoot known = kFoot;
  known.address = "https://credit.example";
  EXPECT_EQ(codeText(letter(), known), "https://credit.example/verify/7KQ2-M9XA-34TD-RW8Z");
  EXPECT_EQ(qrCode(std::string(5000, 'x')).side, 0U);
}

}  // namespace
}  // namespace medcredit::formats
