// Templates of the seven jurisdictions, and filling them: what is wrong is refused, what is odd is harmless.
#include "papers/fill.h"

#include <gtest/gtest.h>

#include "papers/document.h"
#include "support/law.h"
#include "support/req.h"

namespace medcredit::papers {
namespace {

using jurisdiction::PaperTemplate;
using test::shippedLaw;

const Head kHead{"hainan",
                 "海南省卫生健康委员会",
                 "琼卫信修〔2026〕1号",
                 "7KQ2-M9XA-34TD-RW8Z",
                 "",
                 *base::CivilDate::fromYmd(2026, 3, 1)};

const PaperTemplate& refusal() { return *shippedLaw("hainan").papers.find("repair-refused"); }

Values plain() {
  return {{"subject_name", "海口示例门诊部"},
          {"opened_on", "2026-02-26"},
          {"case_number", "repair-2026-000001"},
          {"reason", "公示未满三个月"}};
}

std::string refused(const Values& values) {
  const auto filled = fill(refusal(), values, kHead);
  return filled.ok() ? "" : filled.error().code;
}

std::string allText(const Document& document) {
  std::string out;
  for (const auto& block : document.blocks) {
    out += block.text + "\n";
    for (const auto& row : block.rows) {
      for (const auto& cell : row) out += cell + "|";
    }
  }
  return out;
}

TEST(PaperTemplates, EveryPaperOfTheListIsThereInEveryJurisdiction) {
  REQ("R-DOC-01");
  for (const char* id :
       {"national", "hainan", "guangdong", "guangdong-yangshan", "henan-luoyang", "zhejiang-huzhou", "jilin"}) {
    const auto& law = shippedLaw(id).papers;
    for (const char* paper :
         {"repair-application", "repair-commitment",    "repair-refused",      "repair-result",
          "repair-publicity",   "objection-accepted",   "objection-extension", "objection-decision",
          "objection-result",   "publicity-notice",     "commitment-letter",   "commitment-government",
          "credit-report",      "credit-report-full",   "grade-notice",        "grade-summary",
          "grade-commendation", "list-entry-notice",    "list-entry-decision", "list-entry-exit",
          "list-board",         "rectification-notice", "urging-letter",       "talk-invitation",
          "data-request",       "partner-duty",         "query-authorisation", "personal-consent",
          "delivery-receipt",   "dual-ledger",          "dual-assessment",     "weekly-statistics",
          "monthly-bulletin",   "quarterly-assessment", "collection-report",   "repair-notice"}) {
      const auto* found = law.find(paper);
      ASSERT_NE(found, nullptr) << id << " " << paper;
      EXPECT_FALSE(found->source.empty()) << paper;
      EXPECT_EQ(found->digest.size(), 64U);
    }
  }
  EXPECT_EQ(shippedLaw("hainan").papers.find("repair-confirmation"), nullptr);
}

TEST(PaperTemplates, TheGuangdongNoticeHasItsExactName) {
  REQ("R-DOC-05");
  const auto* notice = shippedLaw("guangdong-yangshan").papers.find("repair-confirmation");
  ASSERT_NE(notice, nullptr);
  EXPECT_EQ(notice->title, "广东省医疗卫生信用修复确认通知书");
  EXPECT_EQ(numberText(*notice, "阳卫", 2026, 3), "阳卫信修确〔2026〕3号");
}

TEST(PaperTemplates, ThreeLettersHoldTheListedItems) {
  REQ("R-DOC-15");
  const auto& law = shippedLaw("hainan").papers;
  const auto names = [&](const char* paper) {
    std::string out;
    for (const auto& field : law.find(paper)->fields) out += field.id + " ";
    return out;
  };
  EXPECT_EQ(names("partner-duty"), "scope unit_name ");
  EXPECT_NE(names("query-authorisation").find("authorised scope purpose valid_to"), std::string::npos);
  EXPECT_NE(names("personal-consent").find("items purpose keep"), std::string::npos);
}

TEST(PaperTemplates, AnUnknownPlaceholderIsRefusedWithItsPlace) {
  REQ("R-DOC-01");
  const test::LawTree tree;
  tree.write("national/papers.yaml", "word: {v: 卫, default: 默认值（依据未规定）}\n");
  const std::string head = "id: one\ntitle: 甲\nvalid_from: 2026-01-01\ndefault: 默认值（依据未规定）\n";
  tree.write("national/papers/one.yaml", head + "blocks:\n  - {p: \"你好{nobody}\"}\n");
  const auto unknown = test::findProblem(tree, "national", "PAPR-0001");
  ASSERT_TRUE(unknown);
  EXPECT_EQ(unknown->file, "national/papers/one.yaml");
  EXPECT_EQ(unknown->lineColumn, "6:9");
  tree.write("national/papers/one.yaml", head + "series: 甲\nnumber: \"甲{n}号\"\nblocks:\n  - {p: \"你好\"}\n");
  EXPECT_TRUE(test::findProblem(tree, "national", "PAPR-0003"));
  tree.write("national/papers/one.yaml", head + "blocks:\n  - {p: \"你好\", h: \"一\"}\n");
  EXPECT_TRUE(test::findProblem(tree, "national", "PAPR-0002"));
  tree.write("national/papers/one.yaml", head + "amends: true\nblocks:\n  - {p: \"你好\"}\n");
  EXPECT_TRUE(test::findProblem(tree, "national", "PAPR-0006"));
}

TEST(PaperFilling, WhatIsMissingTooLongOrMalformedIsRefused) {
  REQ("R-DOC-04");
  EXPECT_EQ(refused(plain()), "");
  auto values = plain();
  values.erase("reason");
  EXPECT_EQ(refused(values), "PAPR-0012") << "the reasons are never empty";
  values["reason"] = "  \n ";
  EXPECT_EQ(refused(values), "PAPR-0012");
  values["reason"] = std::string(4001 * 3, 'x');
  EXPECT_EQ(refused(values), "PAPR-0013");
  values["reason"] = std::string("甲\x01乙");
  EXPECT_EQ(refused(values), "PAPR-0014");
  values["reason"] = std::string("\xff\xfe");
  EXPECT_EQ(refused(values), "PAPR-0014");
  values = plain();
  values["opened_on"] = "2026年2月";
  EXPECT_EQ(refused(values), "PAPR-0015");
  values = plain();
  values["subject_name"] = "甲\n乙";
  EXPECT_EQ(refused(values), "PAPR-0014") << "a name is one line";
  values = plain();
  values["nothing"] = "x";
  EXPECT_EQ(refused(values), "PAPR-0016");
  auto early = kHead;
  early.date = *base::CivilDate::fromYmd(2020, 1, 1);
  EXPECT_EQ(fill(refusal(), plain(), early).error().code, "PAPR-0011");
}

TEST(PaperFilling, NothingInAValueIsReadAsAnythingElse) {
  REQ("R-DOC-01");
  auto values = plain();
  values["reason"] = "见{case_number}与{n}；\xE2\x80\xAE改动\xE2\x80\xAC；=HYPERLINK(1)";
  const auto text = allText(*fill(refusal(), values, kHead));
  EXPECT_NE(text.find("见{case_number}与{n}；改动；=HYPERLINK(1)"), std::string::npos)
      << "braces stay letters, direction marks are gone: " << text;
}

TEST(PaperFilling, TheSameValuesGiveTheSameContent) {
  REQ("R-DOC-01");
  const auto one = contentOf(*fill(refusal(), plain(), kHead));
  EXPECT_EQ(one, contentOf(*fill(refusal(), plain(), kHead)));
  const auto again = readContent(one);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(contentOf(*again), one);
  EXPECT_NE(allText(*again).find("2026年2月26日"), std::string::npos) << "days are printed in the Chinese way";
}

TEST(PaperContent, AnythingElseThanOurOwnTextIsRefused) {
  const auto content = contentOf(*fill(refusal(), plain(), kHead));
  for (const std::string& bad :
       {std::string("{}"), std::string("[]"), content + " ", content.substr(1),
        std::string(content).replace(content.find("medcredit-paper-1"), 17, "medcredit-paper-2"),
        std::string(content).insert(1, "\"extra\":1,")}) {
    EXPECT_EQ(readContent(bad).error().code, "PAPR-0040");
  }
}

}  // namespace
}  // namespace medcredit::papers
