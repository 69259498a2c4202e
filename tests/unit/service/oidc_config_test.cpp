// The file that tells of the identity provider: read strictly, secrets from elsewhere.
#include "service/access/oidc_config.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "service/access/oidc.h"
#include "support/req.h"
#include "support/temp_dir.h"

namespace medcredit::service::access {
namespace {

class OidcConfigFile : public ::testing::Test {
 protected:
  base::Result<OidcConfig> read(const std::string& text) {
    test::writeFile(folder_ / "oidc.yaml", text);
    return readOidcConfig(folder_ / "oidc.yaml");
  }
  /// What is said of a file that is refused.
  std::string refusal(const std::string& text) {
    const auto config = read(text);
    if (config.ok()) return "accepted";
    EXPECT_EQ(config.error().code, "ACCS-0513");
    EXPECT_NE(config.error().place.find("oidc.yaml"), std::string::npos) << config.error().place;
    return std::string(config.error().arg("detail"));
  }
  static constexpr const char* kLeast =
      "issuer: https://idp.example.test/realms/health\n"
      "client_id: medcredit\n"
      "redirect_uri: https://credit.example.test/api/session/oidc/return\n";
  test::TempDir folder_;
};

TEST_F(OidcConfigFile, NeedsThreeThingsOnly) {
  const auto config = read(kLeast);
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config->issuer, "https://idp.example.test/realms/health");
  EXPECT_EQ(config->clientId, "medcredit");
  EXPECT_EQ(config->clientSecret, "") << "a public client proves itself by PKCE";
  EXPECT_EQ(config->scope, "openid");
  EXPECT_EQ(config->secondFactor, std::vector<std::string>{"mfa"});
}

TEST_F(OidcConfigFile, MayBeJson) {
  const auto config = read(R"({"issuer": "http://127.0.0.1:9000", "client_id": "m", "scope": "openid profile",
    "redirect_uri": "https://credit.example.test/r", "second_factor": ["otp", "level-3"]})");
  ASSERT_TRUE(config.ok()) << config.error().arg("detail") << config.error().place;
  EXPECT_EQ(config->secondFactor, (std::vector<std::string>{"otp", "level-3"}));
  EXPECT_EQ(config->scope, "openid profile");
}

TEST_F(OidcConfigFile, TakesTheSecretFromAFileOrAVariableNeverFromItself) {
  REQ("R-SEC-11");
  test::writeFile(folder_ / "secret", "s3cret of the test\r\n");
  const auto fromFile = read(std::string(kLeast) + "client_secret_file: secret\n");
  ASSERT_TRUE(fromFile.ok());
  EXPECT_EQ(fromFile->clientSecret, "s3cret of the test");
  ::setenv("MEDCREDIT_TEST_SECRET", "other", 1);
  EXPECT_EQ(read(std::string(kLeast) + "client_secret_env: MEDCREDIT_TEST_SECRET\n")->clientSecret, "other");
  ::unsetenv("MEDCREDIT_TEST_SECRET");
  EXPECT_EQ(refusal(std::string(kLeast) + "client_secret_env: MEDCREDIT_TEST_SECRET\n"),
            "没有环境变量 MEDCREDIT_TEST_SECRET");
  EXPECT_EQ(refusal(std::string(kLeast) + "client_secret_file: secret\nclient_secret_env: X\n"),
            "client_secret_file 与 client_secret_env 只能用一个");
  EXPECT_NE(refusal(std::string(kLeast) + "client_secret_file: nowhere\n").find("读不到密钥文件"), std::string::npos);
  EXPECT_EQ(refusal(std::string(kLeast) + "client_secret: s3cret\n"),
            "密钥不写在配置文件里，改用 client_secret_file 或 client_secret_env");
}

TEST_F(OidcConfigFile, IsRefusedWithThePlaceOfTheFirstMistake) {
  EXPECT_EQ(refusal("client_id: m\nredirect_uri: https://a.test/r\n"), "缺少 issuer");
  EXPECT_EQ(refusal("issuer: https://a.test\nredirect_uri: https://a.test/r\n"), "缺少 client_id");
  EXPECT_EQ(refusal(std::string(kLeast) + "issure: x\n"), "不认识的项 issure");
  EXPECT_EQ(refusal(std::string(kLeast) + "scope: profile\n"), "scope 须含 openid");
  EXPECT_EQ(refusal(std::string(kLeast) + "second_factor: mfa\n"), "second_factor 应为列表");
  EXPECT_NE(refusal(std::string(kLeast) + "ca_file: nowhere.pem\n").find("读不到"), std::string::npos);
  EXPECT_EQ(refusal("- a\n"), "应为键值对");
  EXPECT_EQ(refusal("issuer: [\n"), "读不了配置文件");
  EXPECT_EQ(readOidcConfig(folder_ / "none.yaml").error().code, "ACCS-0513");
}

TEST_F(OidcConfigFile, AddressesAreHttpsExceptOnTheMachineItself) {
  REQ("R-SEC-11");
  for (const char* bad :
       {"http://idp.example.test", "http://127.0.0.1.evil.test", "http://localhost.evil.test", "https://", "https:///a",
        "ftp://a.test", "idp.example.test", "http://127.0.0.1@evil.test", ""}) {
    EXPECT_FALSE(trustworthyAddress(bad)) << bad;
  }
  for (const char* good : {"https://idp.example.test", "http://127.0.0.1:8443/x", "http://localhost/",
                           "http://[::1]:9/", "http://localhost"}) {
    EXPECT_TRUE(trustworthyAddress(good)) << good;
  }
  EXPECT_EQ(refusal("issuer: http://idp.example.test\nclient_id: m\nredirect_uri: https://a.test/r\n"),
            "issuer 应为 https:// 地址，不带参数");
  EXPECT_EQ(refusal("issuer: https://idp.example.test\nclient_id: m\nredirect_uri: https://a.test/r?x=1\n"),
            "redirect_uri 应为 https:// 地址，不带参数");
}

TEST(OidcSubject, IsIssuerAndSubjectAsTheProviderWritesThem) {
  EXPECT_TRUE(checkOidcSubject("https://idp.example.test/r f3a1 b").ok());
  for (const char* bad : {"", "zhang", "https://idp.example.test", "https://idp.example.test ",
                          "http://idp.example.test a", " a", "https://idp.example.test 张"}) {
    EXPECT_EQ(checkOidcSubject(bad).error().code, "ACCS-0512") << bad;
  }
}

}  // namespace
}  // namespace medcredit::service::access
