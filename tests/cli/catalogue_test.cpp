// medcredit catalogue list | show | template | annex | gaps, as users run it.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "support/req.h"
#include "support/run_binary.h"
#include "support/temp_dir.h"

namespace medcredit {
namespace {

using test::runMedcredit;

TEST(CatalogueList, LuoyangIsTheDefaultAndNeedsNoStore) {
  REQ("R-CAT-02");
  const auto document = runMedcredit({"--json", "catalogue", "list"}).json().as_object();
  EXPECT_EQ(document.at("jurisdiction").as_string(), "henan-luoyang");
  EXPECT_EQ(document.at("entries").as_array().size(), 21U);
  const auto& first = document.at("entries").as_array().at(0).as_object();
  EXPECT_EQ(first.at("code").as_string(), "MED-REG-ORG");
  EXPECT_EQ(first.at("field_count").to_number<int>(), 12);
  const auto text = runMedcredit({"catalogue", "list", "--jurisdiction", "jilin"});
  EXPECT_EQ(text.exitCode, 0);
  EXPECT_EQ(text.out.find("BLACK-ORG"), std::string::npos);
  EXPECT_NE(text.out.find("CF-ORG\t行政处罚信息"), std::string::npos);
}

TEST(CatalogueList, FollowsTheJurisdictionOfTheStore) {
  const test::TempDir dir;
  const std::string data = (dir / "data").string();
  ASSERT_EQ(runMedcredit({"--data", data, "init", "--jurisdiction", "jilin"}).exitCode, 0);
  const auto document = runMedcredit({"--data", data, "--json", "catalogue", "list"}).json().as_object();
  EXPECT_EQ(document.at("jurisdiction").as_string(), "jilin");
  EXPECT_EQ(runMedcredit({"--data", (dir / "none").string(), "catalogue", "list"}).exitCode, 1);
}

TEST(CatalogueShow, GivesFieldsInOrderWithTheirRules) {
  REQ("R-CAT-04", "R-CAT-08");
  const auto document = runMedcredit({"--json", "catalogue", "show", "CF-ORG"}).json().as_object();
  EXPECT_EQ(document.at("fields").as_array().size(), 30U);
  const auto& field = document.at("fields").as_array().at(13).as_object();
  EXPECT_EQ(field.at("id").as_string(), "CF_WSH");
  EXPECT_EQ(field.at("presence").as_string(), "必必必");
  EXPECT_EQ(document.at("retention_period").as_string(), "5年");
  EXPECT_NE(document.at("retention_source").as_string().find("默认值（依据未规定）"), std::string::npos);
  const auto text = runMedcredit({"catalogue", "show", "QZ-ORG"});
  EXPECT_NE(text.out.find("4\t行政相对人代码_2 (工商注册号)\t选选空"), std::string::npos) << text.out;
}

TEST(CatalogueShow, AnUnknownEntryIsUnusableInput) {
  const auto run = runMedcredit({"--json", "catalogue", "show", "XX-ORG"});
  EXPECT_EQ(run.exitCode, 4);
  EXPECT_EQ(run.json().as_object().at("error").as_object().at("code").as_string(), "PROF-0080");
  EXPECT_NE(run.err.find("XX-ORG"), std::string::npos);
  EXPECT_EQ(runMedcredit({"catalogue", "show"}).exitCode, 2);
  EXPECT_EQ(runMedcredit({"catalogue"}).exitCode, 2);
}

TEST(CatalogueAnnex, PrintsTheAnnex) {
  REQ("R-CAT-02");
  const auto run = runMedcredit({"catalogue", "annex"});
  EXPECT_EQ(run.exitCode, 0);
  EXPECT_NE(run.out.find("市卫生健康委员会信用信息目录及责任分工"), std::string::npos);
  EXPECT_NE(run.out.find("综合监督科等相关科室"), std::string::npos);
}

TEST(CatalogueGaps, NamesOpenOwnersAndMissingTextsAndNoEntryWithoutBasis) {
  REQ("R-CAT-05", "R-CAT-07", "R-PROF-09");
  const auto document = runMedcredit({"--json", "catalogue", "gaps"}).json().as_object();
  int offices = 0, basis = 0, documents = 0;
  for (const auto& gap : document.at("gaps").as_array()) {
    const auto kind = gap.as_object().at("kind").as_string();
    offices += kind == "offices" ? 1 : 0;
    basis += kind == "basis" ? 1 : 0;
    documents += kind == "document" ? 1 : 0;
  }
  EXPECT_EQ(offices, 4);
  EXPECT_EQ(basis, 0);
  EXPECT_GT(documents, 0);
}

TEST(CatalogueTemplate, IsWrittenForEachOfTheTwentyOneEntries) {
  REQ("R-COLL-04");
  const test::TempDir dir;
  const auto entries = runMedcredit({"--json", "catalogue", "list"}).json().as_object().at("entries").as_array();
  for (const auto& entry : entries) {
    const std::string code(entry.as_object().at("code").as_string());
    const auto out = dir / (code + ".xlsx");
    const auto run = runMedcredit({"--json", "catalogue", "template", code, "--out", out.string()});
    ASSERT_EQ(run.exitCode, 0) << code << run.err;
    EXPECT_EQ(run.json().as_object().at("columns"), entry.as_object().at("field_count")) << code;
    EXPECT_EQ(test::readFile(out).substr(0, 2), "PK") << code;
  }
}

TEST(CatalogueTemplate, AnImpossibleTargetIsRefusedAndLeavesNothing) {
  const test::TempDir dir;
  const auto run = runMedcredit({"catalogue", "template", "CF-ORG", "--out", (dir / "no/such/folder/a.xlsx").string()});
  EXPECT_NE(run.exitCode, 0);
  EXPECT_FALSE(run.err.empty());
  EXPECT_TRUE(std::filesystem::is_empty(dir.path()));
}

}  // namespace
}  // namespace medcredit
