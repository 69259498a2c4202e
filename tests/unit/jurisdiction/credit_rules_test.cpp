// Letters of commitment and credit lists as data: complete in the shipped jurisdictions, refused with file and line
// when they are not.
#include <gtest/gtest.h>

#include <stdexcept>

#include "support/law.h"
#include "support/req.h"

namespace medcredit::jurisdiction {
namespace {

using test::findProblem;
using test::LawTree;
using test::shippedLaw;

constexpr const char* kCity = "id: city\ntitle: 市\nlevel: 市\nextends: national\n";
constexpr const char* kLetter =
    "id: permit\ntitle: 承诺书\ntype: 红\nversion: \"1\"\nsubjects: [ORG]\ntext: \"{承诺人}承诺{履约事项}\"\n"
    "liability: 追究\nterm: P1Y\nsigner: 负责人\npublicity: 社会公开\nsource: 测试依据\nobligations:\n"
    "  - {id: keep, text: 守约, due: throughout, source: 测试依据}\n";

std::string listItem(const std::string& rest) {
  return "items:\n  - {id: one, kind: list, name: 名单, " + rest + ", source: 测试依据}\n";
}

TEST(CommitmentData, EveryShippedLetterHasCheckableObligationsAndAVersion) {
  REQ("R-COMM-05");
  for (const char* id : {"national", "hainan", "guangdong-yangshan", "zhejiang-huzhou", "jilin", "henan-luoyang"}) {
    const auto& rules = shippedLaw(id).commitments;
    EXPECT_GE(rules.letters.size(), 6U) << id;
    for (const auto& letter : rules.letters) {
      EXPECT_FALSE(letter.obligations.empty()) << id << letter.id;
      EXPECT_EQ(letter.digest.size(), 64U);
      EXPECT_FALSE(letter.version.empty());
    }
  }
  EXPECT_TRUE(shippedLaw("guangdong-yangshan").commitments.letter("notice-approval")->electronic) << "阳山 四（一）";
  EXPECT_FALSE(shippedLaw("hainan").commitments.letter("notice-approval")->electronic);
  EXPECT_EQ(shippedLaw("zhejiang-huzhou").commitments.items.size(), 4U) << "湖州四类";
  EXPECT_NE(shippedLaw("jilin").commitments.letter("unit-own"), nullptr);
}

TEST(CommitmentData, ACityReplacesALetterAndKeepsTheRest) {
  const LawTree tree;
  tree.write("city/profile.yaml", kCity);
  tree.write("national/commitments/permit.yaml", kLetter);
  std::string own = kLetter;
  own.replace(own.find("P1Y"), 3, "P2Y");
  tree.write(
      "national/enumerations.yaml",
      "items:\n  - {id: commitment_type, values: [红], source: 测}\n  - {id: publicity_type, values: [社会公开], "
      "source: 测}\n  - {id: colour, values: [红], source: 测}\n  - {id: penalty_class, values: [警告], source: 测}\n");
  const auto inherited = tree.loader().load("city");
  ASSERT_TRUE(inherited.ok()) << domain::render(inherited.error());
  EXPECT_EQ((*inherited)->commitments.letter("permit")->term, "P1Y");
  tree.write("city/commitments/permit.yaml", own);
  const auto replaced = tree.loader().load("city");
  ASSERT_TRUE(replaced.ok());
  EXPECT_EQ((*replaced)->commitments.letter("permit")->term, "P2Y");
  EXPECT_NE((*replaced)->commitments.letter("permit")->digest, (*inherited)->commitments.letter("permit")->digest);
}

TEST(CommitmentData, AnUnknownMergeFieldClockOrDoubleObligationIsRefusedWithItsPlace) {
  const LawTree tree;
  std::string bad = kLetter;
  bad.replace(bad.find("{履约事项}"), std::string("{履约事项}").size(), "{姓名}");
  tree.write("national/commitments/permit.yaml", bad);
  const auto merge = findProblem(tree, "national", "PROF-0023");
  ASSERT_TRUE(merge.has_value());
  EXPECT_EQ(merge->file, "national/commitments/permit.yaml");
  EXPECT_EQ(merge->lineColumn.substr(0, 2), "6:");
  bad = kLetter;
  bad.replace(bad.find("throughout"), 10, "someday");
  tree.write("national/commitments/permit.yaml", bad);
  EXPECT_NE(findProblem(tree, "national", "PROF-0023")->text.find("someday"), std::string::npos);
  tree.write("national/commitments/permit.yaml",
             std::string(kLetter) + "  - {id: keep, text: 再守约, due: end, source: 测试依据}\n");
  EXPECT_TRUE(findProblem(tree, "national", "PROF-0024").has_value());
  tree.write("national/commitments/other.yaml", kLetter);
  EXPECT_TRUE(findProblem(tree, "national", "PROF-0023").has_value()) << "the id is the name of the file";
}

TEST(ListData, AListThatPunishesNeedsANationalBasis) {
  REQ("R-LIST-06");
  const LawTree tree;
  tree.write("city/profile.yaml", kCity);
  tree.write("city/basis.yaml", "items:\n  - {id: local, title: 市文件, level: 市, state: 正文在册}\n");
  for (const char* kind : {"serious", "disorder", "outside"}) {
    for (const std::string basis : {"", ", basis: nowhere", ", basis: local"}) {
      tree.write("city/lists.yaml", listItem("of: " + std::string(kind) + basis));
      const auto problem = findProblem(tree, "city", "PROF-0023");
      ASSERT_TRUE(problem.has_value()) << kind << basis;
      EXPECT_EQ(problem->file, "city/lists.yaml");
      EXPECT_NE(problem->text.find("依据文件"), std::string::npos);
    }
    tree.write("city/lists.yaml", listItem("of: " + std::string(kind) + ", basis: doc"));
    EXPECT_FALSE(findProblem(tree, "city", "PROF-0023").has_value()) << kind;
  }
  tree.write("city/lists.yaml", listItem("of: black, measures: [限制评优]"));
  EXPECT_TRUE(findProblem(tree, "city", "PROF-0023").has_value()) << "a local black list punishes nobody";
}

TEST(ListData, HainanHasNoBlackListAndTheOthersKeepBothNamesApart) {
  REQ("R-LIST-06");
  EXPECT_EQ(shippedLaw("hainan").lists.list("black"), nullptr);
  EXPECT_EQ(shippedLaw("hainan").lists.list("serious")->name, "严重失信主体名单");
  for (const char* id : {"henan-luoyang", "zhejiang-huzhou", "jilin"}) {
    const auto& lists = shippedLaw(id).lists;
    ASSERT_NE(lists.list("black"), nullptr) << id;
    EXPECT_TRUE(lists.list("black")->measures.empty());
    EXPECT_TRUE(lists.list("black")->procedure.empty()) << "history only";
    EXPECT_FALSE(lists.list("black")->personsPublic);
    ASSERT_NE(lists.list("serious"), nullptr);
    EXPECT_FALSE(lists.list("serious")->measures.empty());
  }
  EXPECT_EQ(shippedLaw("jilin").lists.campaigns.size(), 4U);
  EXPECT_EQ(shippedLaw("zhejiang-huzhou").lists.boards.size(), 1U);
}

}  // namespace
}  // namespace medcredit::jurisdiction
