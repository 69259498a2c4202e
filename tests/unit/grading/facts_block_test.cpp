// Blocks of facts that are mapped into memory: what goes in comes out, what is damaged does not open.
#include "grading/facts_block.h"

#include <gtest/gtest.h>

#include "support/req.h"

namespace medcredit::grading {
namespace {

BlockWriter threeSubjects() {
  BlockWriter writer({"severity", "title"});
  Subject subject;
  subject.kind = "institution";
  subject.type = "clinic";
  subject.region = "4602";
  subject.registeredOn = 100;
  writer.subject(3, subject, 200, 0, {77, "sealed-3"});
  writer.table().begin("R1", "penalty");
  (void)writer.table().set("severity", "general");
  (void)writer.table().set("determined_on", "2026-05-08");
  writer.table().begin("R2", "award");
  (void)writer.table().set("value", "2.5");
  (void)writer.table().set("public", "no");
  writer.subject(5, {}, kNoDate, kBlockGone, {});
  subject.type = "hospital";
  writer.subject(9, subject, kNoDate, kBlockUnpublished, {78, "sealed-9"});
  writer.table().begin("R7", "penalty");
  (void)writer.table().set("title", "某文书");
  return writer;
}

TEST(FactsBlock, WhatGoesInComesOut) {
  REQ("R-EVAL-10");
  auto writer = threeSubjects();
  const std::string bytes = writer.columns(writer.words());
  const auto block = FactsBlock::open(bytes);
  ASSERT_TRUE(block);
  const auto words = readBlockWords(block->sealedWords());
  ASSERT_TRUE(words);
  ASSERT_EQ(block->subjects().size(), 3U);
  const auto& first = block->subjects()[0];
  EXPECT_EQ(first.number, 3);
  EXPECT_EQ(first.stamp, 77U);
  EXPECT_EQ(words->text(first.type), "clinic");
  EXPECT_EQ(words->text(first.region), "4602");
  EXPECT_EQ(first.changesOn, 200);
  EXPECT_EQ(std::string_view(writer.texts()).substr(first.textAt, first.textSize), "sealed-3");
  EXPECT_EQ(block->find(5), 1);
  EXPECT_EQ(block->subjects()[1].flags, kBlockGone);
  EXPECT_EQ(block->find(9), 2);
  EXPECT_EQ(block->find(4), -1);
  const auto& columns = block->columns();
  ASSERT_EQ(columns.rows, 3U);
  EXPECT_EQ(columns.recordId(1), "R2");
  EXPECT_EQ(words->text(columns.type[0]), "penalty");
  EXPECT_EQ(columns.date(DateColumn::kDetermined, 0), base::CivilDate::parseIso("2026-05-08")->days());
  EXPECT_EQ(columns.value[1], 25'000);
  EXPECT_EQ(columns.flags[1], kFactNotPublic);
  const int severity = columns.wordColumn("severity");
  ASSERT_GE(severity, 0);
  EXPECT_EQ(words->text(columns.words[static_cast<std::size_t>(severity)].codes[0]), "general");
  EXPECT_EQ(first.endRow, 2U);
  EXPECT_EQ(block->subjects()[2].firstRow, 2U);
}

TEST(FactsBlock, RowsCanBeTakenFromAnotherBlock) {
  auto writer = threeSubjects();
  const std::string bytes = writer.columns(writer.words());
  const auto block = FactsBlock::open(bytes);
  ASSERT_TRUE(block);
  const auto words = readBlockWords(block->sealedWords());
  FactTable table({"severity"});
  table.append(block->columns(), *words, 0);
  table.append(block->columns(), *words, 1);
  const auto& columns = table.columns();
  EXPECT_EQ(columns.recordId(0), "R1");
  EXPECT_EQ(table.words().text(columns.type[0]), "penalty");
  EXPECT_EQ(table.words().text(columns.words[0].codes[0]), "general");
  EXPECT_EQ(columns.dates[1][0], block->columns().dates[1][0]);
  EXPECT_EQ(columns.value[1], 25'000);
  EXPECT_EQ(columns.flags[1], kFactNotPublic);
}

TEST(FactsBlock, WhatIsCutOrOfAnotherFormDoesNotOpen) {
  auto writer = threeSubjects();
  const std::string bytes = writer.columns(writer.words());
  for (std::size_t size = 0; size + 8 < bytes.size(); size += 8) {
    EXPECT_FALSE(FactsBlock::open(std::string_view(bytes).substr(0, size))) << size;
  }
  std::string other = bytes;
  other[7] = '1';  // the version
  EXPECT_FALSE(FactsBlock::open(other));
  // Whatever number of the head is wrong, nothing outside the bytes is read.
  for (std::size_t at = 8; at < 32; ++at) {
    std::string wrong = bytes;
    wrong[at] = static_cast<char>(wrong[at] ^ 0x55);
    EXPECT_FALSE(FactsBlock::open(wrong)) << at;
  }
  EXPECT_EQ(readBlockWords("\x05"), nullptr);
  EXPECT_EQ(readBlockWords(std::string("\x09\x00\x00\x00one", 7)), nullptr);
}

TEST(FactsBlock, AnEmptyBlockIsOne) {
  BlockWriter writer({});
  const std::string bytes = writer.columns(writer.words());
  const auto block = FactsBlock::open(bytes);
  ASSERT_TRUE(block);
  EXPECT_TRUE(block->subjects().empty());
  EXPECT_EQ(block->find(1), -1);
}

}  // namespace
}  // namespace medcredit::grading
