// identifier check through the real program, with the shipped region table. No store is needed.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <sstream>

#include "support/req.h"
#include "support/run_binary.h"

namespace medcredit::test {
namespace {

boost::json::value check(const std::string& kind, const std::string& value) {
  return runMedcredit({"identifier", "check", kind, value, "--json", "--today", "2026-02-12"}).json();
}

TEST(IdentifierCommand, givenAGoodCodeWhenCheckedThenValidAndNormalised) {
  REQ("R-SUBJ-06");
  const auto run = runMedcredit({"identifier", "check", "usc", " 1233000０470051734a ", "--json"});
  EXPECT_EQ(run.exitCode, 0) << run.err;
  const auto document = run.json();
  EXPECT_TRUE(document.at("valid").as_bool());
  EXPECT_FALSE(document.at("warning").as_bool()) << run.out;
  EXPECT_EQ(document.at("normalized").as_string(), "12330000470051734A");
  EXPECT_EQ(document.at("code").as_string(), "");
  EXPECT_EQ(document.at("message").as_string(), "");
}

TEST(IdentifierCommand, givenAWrongCheckWhenCheckedThenTheRightOneIsExpected) {
  REQ("R-SUBJ-06");
  const auto run = runMedcredit({"identifier", "check", "usc", "12330000470533493L", "--json"});
  EXPECT_EQ(run.exitCode, 3);
  const auto document = run.json();
  EXPECT_FALSE(document.at("valid").as_bool());
  EXPECT_EQ(document.at("code").as_string(), "IDEN-0104");
  EXPECT_EQ(document.at("expected").as_string(), "8");
  EXPECT_EQ(document.at("suggestion").as_string(), "123300004705334938");
  EXPECT_NE(document.at("message").as_string().find("应为8"), std::string_view::npos);
}

TEST(IdentifierCommand, givenEveryKindWhenCheckedThenItsOwnRules) {
  REQ("R-SUBJ-06");
  EXPECT_TRUE(check("org-code", "47005173-4").at("valid").as_bool());
  EXPECT_TRUE(check("reg-no", "410300000000018").at("valid").as_bool());
  EXPECT_TRUE(check("citizen-id", "41030219000108007x").at("valid").as_bool());
  EXPECT_TRUE(check("citizen-id", "810000190001010018").at("valid").as_bool());
  EXPECT_TRUE(check("phys-qual", "199941110410302190001010012").at("valid").as_bool());
  EXPECT_TRUE(check("med-licence", "PDY00001X44182317D2122").at("valid").as_bool());
  EXPECT_TRUE(check("passport", "?").at("warning").as_bool());
  EXPECT_EQ(check("citizen-id", "410302000101001").at("suggestion").as_string(), "410302190001010012");
  EXPECT_EQ(check("usc", "00000000000000000X").at("code").as_string(), "IDEN-0107");
  const auto region = std::string("91") + "419999" + "000000078";
  EXPECT_FALSE(check("usc", region + "0").at("code").as_string().empty());
}

TEST(IdentifierCommand, givenManyOnStandardInputWhenCheckedThenOneLineEachInOrder) {
  REQ("R-SUBJ-06");
  RunOptions options;
  options.input = "12330000470051734A\r\n12330000470533493L\n\n914103000000000782";
  const auto run = runMedcredit({"identifier", "check", "usc", "--batch", "--json"}, options);
  EXPECT_EQ(run.exitCode, 3) << run.err;
  std::istringstream lines(run.out);
  std::vector<std::string> codes;
  for (std::string line; std::getline(lines, line);) {
    codes.emplace_back(boost::json::parse(line).at("code").as_string());
  }
  EXPECT_EQ(codes, (std::vector<std::string>{"", "IDEN-0104", "IDEN-0001", ""}));
  const auto plain = runMedcredit({"identifier", "check", "usc", "--batch"}, options);
  EXPECT_NE(plain.out.find("12330000470051734A\t有效"), std::string::npos) << plain.out;
  EXPECT_NE(plain.out.find("无效"), std::string::npos);
  options.input = "";
  EXPECT_EQ(runMedcredit({"identifier", "check", "usc", "--batch"}, options).exitCode, 0);
}

TEST(IdentifierCommand, givenDamagedBytesOnStandardInputWhenCheckedThenStillOneJsonDocument) {
  RunOptions options;
  options.input = "\xB4\xA6\xFF\n";
  const auto run = runMedcredit({"identifier", "check", "usc", "--batch", "--json"}, options);
  EXPECT_EQ(run.exitCode, 3);
  EXPECT_FALSE(run.json().at("valid").as_bool());
}

TEST(IdentifierCommand, givenWrongUseWhenRunThenACodeAndExitTwo) {
  const auto unknown = runMedcredit({"identifier", "check", "ssn", "1"});
  EXPECT_EQ(unknown.exitCode, 2);
  EXPECT_NE(unknown.err.find("IDEN-0002"), std::string::npos) << unknown.err;
  EXPECT_NE(unknown.err.find("citizen-id"), std::string::npos) << "the kinds are named";
  for (const auto& arguments : {std::vector<std::string>{"identifier", "check", "usc"},
                                std::vector<std::string>{"identifier", "check", "usc", "1", "--batch"},
                                std::vector<std::string>{"identifier"}}) {
    const auto run = runMedcredit(arguments);
    EXPECT_EQ(run.exitCode, 2);
    EXPECT_NE(run.err.find("CLI-0001"), std::string::npos) << run.err;
  }
}

}  // namespace
}  // namespace medcredit::test
