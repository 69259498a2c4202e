// ID tokens: what the provider's signature, names and times must be, one thing wrong at a time.
#include "service/access/oidc_token.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <functional>

#include "base/base64.h"
#include "support/req.h"
#include "support/token_signer.h"

namespace medcredit::service::access {
namespace {

namespace json = boost::json;
using test::TokenSigner;
using test::unsignedToken;

constexpr std::int64_t kNow = 1'780'000'000;

class OidcToken : public ::testing::Test {
 protected:
  static const TokenSigner& rsa() {
    static const TokenSigner signer = TokenSigner::rsa("rsa-1");
    return signer;
  }
  static const TokenSigner& curve() {
    static const TokenSigner signer = TokenSigner::p256("ec-1");
    return signer;
  }
  static std::vector<TokenKey> keys() { return readTokenKeys(test::keySet({&rsa(), &curve()})).value(); }
  static TokenExpectation expected() { return {"https://idp.example.test", "medcredit", "n-1", kNow - 30, kNow}; }
  static json::object claims() {
    return {{"iss", "https://idp.example.test"},
            {"aud", "medcredit"},
            {"sub", "zhang-7"},
            {"nonce", "n-1"},
            {"iat", kNow - 5},
            {"exp", kNow + 300}};
  }
  /// Code of the refusal and the claim it names, or the subject.
  static std::string verdict(const std::string& token) {
    const auto identity = checkIdToken(token, keys(), expected());
    if (identity.ok()) return identity->subject;
    const std::string claim(identity.error().arg("claim"));
    return identity.error().code + (claim.empty() ? "" : " " + claim);
  }
  static std::string with(const std::function<void(json::object&)>& change) {
    auto changed = claims();
    change(changed);
    return verdict(rsa().token(changed));
  }
};

TEST_F(OidcToken, SignedWithAPublishedKeyItNamesThePerson) {
  REQ("R-SEC-11");
  EXPECT_EQ(verdict(rsa().token(claims())), "zhang-7");
  EXPECT_EQ(verdict(curve().token(claims())), "zhang-7");
  EXPECT_EQ(verdict(rsa().token(claims(), {{"kid", ""}})), "zhang-7") << "a provider with one key may leave its id out";
}

TEST_F(OidcToken, TellsHowThePersonWasAuthenticated) {
  auto said = claims();
  said["amr"] = json::array{"pwd", "mfa"};
  said["acr"] = "level-3";
  const auto identity = checkIdToken(rsa().token(said), keys(), expected());
  ASSERT_TRUE(identity.ok());
  EXPECT_EQ(identity->methods, (std::vector<std::string>{"pwd", "mfa", "level-3"}));
}

TEST_F(OidcToken, WithoutAnAcceptedSignatureItIsNothing) {
  REQ("R-SEC-11");
  const json::object none{{"alg", "none"}};
  EXPECT_EQ(verdict(unsignedToken(none, claims()) + "."), "ACCS-0134");
  EXPECT_EQ(verdict(rsa().token(claims(), none)), "ACCS-0134");
  // The public key as shared secret: the classical confusion.
  const std::string covered = unsignedToken({{"alg", "HS256"}, {"kid", "rsa-1"}}, claims());
  EXPECT_EQ(verdict(covered + "." + base::toBase64Url(test::hmacSha256(rsa().publicPem(), covered))), "ACCS-0134");
  for (const char* algorithm : {"RS512", "ES384", "PS256", "rs256", ""}) {
    EXPECT_EQ(verdict(rsa().token(claims(), {{"alg", algorithm}})), "ACCS-0134") << algorithm;
  }
  EXPECT_EQ(verdict(rsa().token(claims(), {{"crit", json::array{"exp"}}})), "ACCS-0134");
  for (const char* text :
       {"", ".", "..", "a.b.c", "e30.e30", "e30.e30.", "eyJhbGciOiJSUzI1NiJ9.W10.AAAA", "\xff.\xff.\xff"}) {
    EXPECT_EQ(verdict(text), "ACCS-0134") << text;
  }
  EXPECT_EQ(verdict(std::string(20000, 'A') + "." + std::string(20000, 'A') + ".AAAA"), "ACCS-0134") << "too long";
}

TEST_F(OidcToken, ASignatureOfSomebodyElseIsRefused) {
  REQ("R-SEC-11");
  const auto stranger = TokenSigner::rsa("rsa-1");  // the same id, another key
  EXPECT_EQ(verdict(stranger.token(claims())), "ACCS-0135");
  const std::string right = rsa().token(claims());
  const std::string other = rsa().token({{"sub", "admin"}});
  const auto head = right.find('.') + 1;
  EXPECT_EQ(verdict(right.substr(0, head) + other.substr(other.find('.') + 1, other.rfind('.') - other.find('.') - 1) +
                    right.substr(right.rfind('.'))),
            "ACCS-0135")
      << "claims exchanged";
  EXPECT_EQ(verdict(right.substr(0, right.rfind('.') + 1)), "ACCS-0135") << "signature taken off";
  EXPECT_EQ(verdict(TokenSigner::rsa("rsa-2").token(claims())), "ACCS-0141") << "not published";
  EXPECT_EQ(verdict(rsa().token(claims(), {{"kid", "ec-1"}})), "ACCS-0141") << "that key has another algorithm";
  EXPECT_EQ(checkIdToken(right, {}, expected()).error().code, "ACCS-0141");
}

TEST_F(OidcToken, MadeForSomebodyElseIsRefused) {
  REQ("R-SEC-11");
  EXPECT_EQ(with([](auto& c) { c["iss"] = "https://idp.example.test/"; }), "ACCS-0136 iss");
  EXPECT_EQ(with([](auto& c) { c.erase("iss"); }), "ACCS-0136 iss");
  EXPECT_EQ(with([](auto& c) { c["aud"] = "other"; }), "ACCS-0136 aud");
  EXPECT_EQ(with([](auto& c) { c["aud"] = json::array{}; }), "ACCS-0136 aud");
  EXPECT_EQ(with([](auto& c) { c["aud"] = json::array{"medcredit", 7}; }), "ACCS-0136 aud");
  EXPECT_EQ(with([](auto& c) { c["aud"] = json::array{"medcredit"}; }), "zhang-7");
  EXPECT_EQ(with([](auto& c) { c["aud"] = json::array{"medcredit", "other"}; }), "ACCS-0136 azp");
  EXPECT_EQ(with([](auto& c) { c["azp"] = "other"; }), "ACCS-0136 azp");
  EXPECT_EQ(with([](auto& c) { c["aud"] = json::array{"other", "medcredit"}, c["azp"] = "medcredit"; }), "zhang-7");
  EXPECT_EQ(with([](auto& c) { c["nonce"] = "n-2"; }), "ACCS-0136 nonce");
  EXPECT_EQ(with([](auto& c) { c.erase("nonce"); }), "ACCS-0136 nonce");
  EXPECT_EQ(with([](auto& c) { c["sub"] = ""; }), "ACCS-0136 sub");
  EXPECT_EQ(with([](auto& c) { c["sub"] = 7; }), "ACCS-0136 sub");
  EXPECT_EQ(with([](auto& c) { c["sub"] = std::string(256, 'a'); }), "ACCS-0136 sub");
  EXPECT_EQ(with([](auto& c) { c["sub"] = "a\nb"; }), "ACCS-0136 sub");
}

TEST_F(OidcToken, OutOfTimeIsRefused) {
  REQ("R-SEC-11");
  EXPECT_EQ(with([](auto& c) { c["exp"] = kNow - kTokenLeeway; }), "ACCS-0137 exp");
  EXPECT_EQ(with([](auto& c) { c["exp"] = kNow - kTokenLeeway + 1; }), "zhang-7") << "clocks differ a little";
  EXPECT_EQ(with([](auto& c) { c.erase("exp"); }), "ACCS-0137 exp");
  EXPECT_EQ(with([](auto& c) { c["exp"] = "tomorrow"; }), "ACCS-0137 exp");
  EXPECT_EQ(with([](auto& c) { c["exp"] = -1; }), "ACCS-0137 exp");
  EXPECT_EQ(with([](auto& c) { c["exp"] = 1e300; }), "ACCS-0137 exp");
  EXPECT_EQ(with([](auto& c) { c["exp"] = static_cast<double>(kNow) + 299.5; }), "zhang-7");
  EXPECT_EQ(with([](auto& c) { c["iat"] = kNow + kTokenLeeway + 1; }), "ACCS-0137 iat");
  EXPECT_EQ(with([](auto& c) { c["iat"] = kNow - 30 - kTokenLeeway - 1; }), "ACCS-0137 iat") << "before we asked";
  EXPECT_EQ(with([](auto& c) { c.erase("iat"); }), "ACCS-0137 iat");
  EXPECT_EQ(with([](auto& c) { c["nbf"] = kNow + kTokenLeeway + 1; }), "ACCS-0137 nbf");
  EXPECT_EQ(with([](auto& c) { c["nbf"] = kNow; }), "zhang-7");
}

TEST_F(OidcToken, OnlySigningKeysOfTheTwoAlgorithmsAreRead) {
  auto encryption = rsa().jwk();
  encryption["use"] = "enc";
  auto other = rsa().jwk();
  other["alg"] = "RS512";
  auto broken = curve().jwk();
  broken["x"] = "AAAA";
  const json::object shared{{"kty", "oct"}, {"k", "c2VjcmV0"}, {"alg", "HS256"}};
  const json::object document{{"keys", json::array{encryption, other, broken, shared, 7, curve().jwk()}}};
  const auto read = readTokenKeys(json::serialize(document));
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(read->front().id, "ec-1");
  for (const char* text : {"", "[]", "{}", R"({"keys":7})", "<html>"}) {
    EXPECT_EQ(readTokenKeys(text).error().code, "ACCS-0306") << text;
  }
}

}  // namespace
}  // namespace medcredit::service::access
