// user …: the operator makes accounts, sets roles, resets, makes keys; nothing is half done.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "support/req.h"
#include "support/run_binary.h"
#include "support/temp_dir.h"

namespace medcredit::test {
namespace {

class UserCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(run({"init", "--jurisdiction", "henan-luoyang"}).exitCode, 0);
    ASSERT_EQ(run({"unit", "add", "--id", "approval", "--name", "行政审批科"}).exitCode, 0);
  }
  RunResult run(std::vector<std::string> arguments, const std::string& input = "") {
    arguments.insert(arguments.begin(), {"--data", (folder_ / "data").string(), "--json"});
    RunOptions options;
    options.input = input;
    return runMedcredit(arguments, options);
  }
  static std::string code(const RunResult& result) {
    return std::string(result.json().at_pointer("/error/code").as_string());
  }

 private:
  TempDir folder_;
};

TEST_F(UserCommand, MakesAnAccountWithItsRolesAndAOneTimeCode) {
  REQ("R-SEC-03", "R-SEC-11");
  const auto made =
      run({"user", "add", "--login", "clerk1", "--name", "王示例", "--unit", "approval", "--roles", "clerk"});

  ASSERT_EQ(made.exitCode, 0) << made.err;
  EXPECT_GE(made.json().at("one_time_code").as_string().size(), 26U);
  const auto users = run({"user", "list"}).json().at("users").as_array();
  ASSERT_EQ(users.size(), 1U);
  EXPECT_EQ(users[0].at("roles").as_array().at(0).as_string(), "clerk");
  EXPECT_TRUE(users[0].at("must_change").as_bool());
}

TEST_F(UserCommand, ARefusedRoleLeavesNoAccountBehind) {
  REQ("R-DISC-11", "R-COLL-17");
  const auto both =
      run({"user", "add", "--login", "x1x", "--name", "王示例", "--unit", "approval", "--roles", "clerk,reviewer"});

  EXPECT_EQ(both.exitCode, 1);
  EXPECT_EQ(code(both), "ACCS-0902");
  EXPECT_NE(both.err.find("不得由同一人持有"), std::string::npos) << both.err;
  const auto unknown = run({"user", "add", "--login", "x1x", "--name", "王示例", "--roles", "emperor"});
  EXPECT_EQ(unknown.exitCode, 4);
  EXPECT_EQ(code(unknown), "ACCS-0503");
  EXPECT_TRUE(run({"user", "list"}).json().at("users").as_array().empty());
}

TEST_F(UserCommand, DisablesEnablesResetsAndSetsRoles) {
  REQ("R-SEC-03");
  ASSERT_EQ(run({"user", "add", "--login", "clerk1", "--name", "王示例", "--unit", "approval"}).exitCode, 0);
  EXPECT_EQ(run({"user", "disable", "clerk1"}).json().at("state").as_string(), "disabled");
  EXPECT_EQ(run({"user", "enable", "clerk1"}).json().at("state").as_string(), "active");
  EXPECT_EQ(run({"user", "role", "clerk1", "--roles", "reviewer"}).json().at("roles").as_array().size(), 1U);
  EXPECT_FALSE(run({"user", "reset", "clerk1", "--second-factor"}).json().at("one_time_code").as_string().empty());
  const auto missing = run({"user", "reset", "nobody"});
  EXPECT_EQ(missing.exitCode, 1);
  EXPECT_EQ(code(missing), "ACCS-0401");
}

TEST_F(UserCommand, KeysOfSystemsAreMadeAndRevoked) {
  REQ("R-SEC-03");
  ASSERT_EQ(
      run({"user", "add", "--login", "partner", "--name", "示例系统", "--kind", "system", "--roles", "partner-system"})
          .exitCode,
      0);
  const auto key = run({"user", "key", "partner"});
  ASSERT_EQ(key.exitCode, 0) << key.err;
  EXPECT_EQ(key.json().at("secret").as_string().size(), 44U);
  EXPECT_EQ(run({"user", "key", "partner", "--sm2", "AAAA"}).exitCode, 4);
  EXPECT_EQ(run({"user", "key", "partner", "--revoke", "K1"}).exitCode, 0);
  EXPECT_EQ(code(run({"user", "key", "partner", "--revoke", "K1"})), "ACCS-0401");
}

TEST_F(UserCommand, AnAccountIsLinkedToItsIdentityAtTheProviderAndUnlinked) {
  REQ("R-SEC-03", "R-SEC-11");
  for (const char* login : {"sysadmin", "clerk1"}) {
    ASSERT_EQ(run({"user", "add", "--login", login, "--name", "王示例", "--unit", "approval"}).exitCode, 0);
  }
  ASSERT_EQ(run({"user", "role", "sysadmin", "--roles", "system-admin"}).exitCode, 0);
  const auto link = [&](const char* login, const char* subject) {
    return run({"user", "link", login, "--issuer", "https://idp.example.test/r", "--subject", subject});
  };

  const auto linked = link("sysadmin", "f3a1");
  ASSERT_EQ(linked.exitCode, 0) << linked.err;
  EXPECT_EQ(linked.json().at("oidc_subject").as_string(), "https://idp.example.test/r f3a1");
  EXPECT_EQ(code(link("clerk1", "f3a1")), "ACCS-0901");
  EXPECT_EQ(run({"user", "link", "sysadmin", "--remove"}).json().at("oidc_subject").as_string(), "");
  EXPECT_EQ(link("clerk1", "f3a1").exitCode, 0);
  const auto malformed = run({"user", "link", "clerk1", "--issuer", "idp.example.test", "--subject", "f3a1"});
  EXPECT_EQ(malformed.exitCode, 4);
  EXPECT_EQ(code(malformed), "ACCS-0512");
  EXPECT_EQ(code(run({"user", "link", "clerk1"})), "ACCS-0512");
  EXPECT_EQ(run({"user", "link", "clerk1", "--issuer", "https://idp.example.test/r"}).exitCode, 2);
  EXPECT_EQ(code(link("nobody", "f3a1")), "ACCS-0401");
}

TEST_F(UserCommand, ADelegateIsVerifiedThenAuthorisedThenRevoked) {
  REQ("R-SUBJ-13");
  ASSERT_EQ(run({"user", "add", "--login", "zhang", "--name", "张测试", "--kind", "subject"}).exitCode, 0);
  ASSERT_EQ(run({"subject", "add", "--kind", "ORG", "--name", "示例诊所"}).exitCode, 0);
  const std::vector<std::string> give{"user",       "delegate",   "zhang",       "--subject", "S1",        "--to",
                                      "2027-01-31", "--document", "授权书 1 号", "--from",    "2026-02-01"};

  EXPECT_EQ(code(run(give)), "ACCS-0207");
  EXPECT_EQ(code(run({"user", "verify", "zhang"}, "110105194912310021\n")), "ACCS-0510");
  EXPECT_TRUE(run({"user", "verify", "zhang"}, "11010519491231002X\n").json().at("verified").as_bool());
  EXPECT_EQ(run(give).json().at("subject").as_string(), "S1");
  EXPECT_EQ(run({"user", "delegate", "zhang", "--subject", "S1", "--revoke"}).exitCode, 0);
  EXPECT_EQ(run({"user", "delegate", "zhang", "--subject", "S1", "--to", "soon"}).exitCode, 2);
}

}  // namespace
}  // namespace medcredit::test
