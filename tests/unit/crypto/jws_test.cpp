#include "crypto/jws.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "base/base64.h"
#include "crypto/sm3.h"
#include "support/req.h"
#include "support/token_signer.h"

namespace medcredit::crypto {
namespace {

using test::TokenSigner;

std::string part(const boost::json::object& jwk, const char* name) {
  return base::fromBase64Url(std::string(jwk.at(name).as_string())).value();
}
JwsPublicKey rsaKey(const TokenSigner& signer) {
  return JwsPublicKey::rsa(part(signer.jwk(), "n"), part(signer.jwk(), "e")).value();
}
JwsPublicKey curveKey(const TokenSigner& signer) {
  return JwsPublicKey::p256(part(signer.jwk(), "x"), part(signer.jwk(), "y")).value();
}

TEST(Jws, DigestsAsTheStandardSays) {
  EXPECT_EQ(toHex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Jws, TakesASignatureOfTheKeyAndNoOther) {
  REQ("R-SEC-11");
  const auto rsa = TokenSigner::rsa("a");
  const auto curve = TokenSigner::p256("b");
  const auto otherCurve = TokenSigner::p256("c");
  EXPECT_TRUE(rsaKey(rsa).verify("message", rsa.signature("message")));
  EXPECT_TRUE(curveKey(curve).verify("message", curve.signature("message")));
  EXPECT_FALSE(rsaKey(rsa).verify("messagf", rsa.signature("message")));
  EXPECT_FALSE(curveKey(curve).verify("messagf", curve.signature("message")));
  EXPECT_FALSE(curveKey(otherCurve).verify("message", curve.signature("message")));
  EXPECT_FALSE(rsaKey(rsa).verify("message", curve.signature("message")));
  EXPECT_FALSE(curveKey(curve).verify("message", rsa.signature("message")));
}

TEST(Jws, RefusesEverySignatureWithOneBitChangedOrOfAnotherLength) {
  const auto curve = TokenSigner::p256("b");
  const auto key = curveKey(curve);
  const std::string right = curve.signature("message");
  for (std::size_t i = 0; i < right.size(); ++i) {
    std::string changed = right;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(key.verify("message", changed)) << i;
    EXPECT_FALSE(key.verify("message", right.substr(0, i))) << i;
  }
  EXPECT_FALSE(key.verify("message", right + '\0'));
  EXPECT_FALSE(key.verify("message", std::string(64, '\0'))) << "r = s = 0";
}

TEST(Jws, RefusesKeysThatAreNone) {
  const auto curve = TokenSigner::p256("b").jwk();
  EXPECT_FALSE(JwsPublicKey::p256(part(curve, "y"), part(curve, "x"))) << "not on the curve";
  EXPECT_FALSE(JwsPublicKey::p256("", ""));
  EXPECT_FALSE(JwsPublicKey::p256(std::string(32, '\0'), std::string(32, '\0')));
  const auto rsa = TokenSigner::rsa("a").jwk();
  EXPECT_FALSE(JwsPublicKey::rsa(part(rsa, "n"), std::string(1, '\x01'))) << "exponent 1 accepts anything";
  EXPECT_FALSE(JwsPublicKey::rsa(part(rsa, "n"), std::string(1, '\x04')));
  EXPECT_FALSE(JwsPublicKey::rsa("", part(rsa, "e")));
  EXPECT_FALSE(JwsPublicKey::rsa(std::string(5000, '\xff'), part(rsa, "e"))) << "too long";
  const auto small = TokenSigner::rsa("s", 1024).jwk();
  EXPECT_FALSE(JwsPublicKey::rsa(part(small, "n"), part(small, "e"))) << "1024 bits";
}

}  // namespace
}  // namespace medcredit::crypto
