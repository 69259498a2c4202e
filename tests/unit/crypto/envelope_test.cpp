// Values at rest, passwords, one-time codes and signatures.
#include "crypto/envelope.h"
#include "crypto/key_folder.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <sys/stat.h>

#include <filesystem>

#include "crypto/keyed_sm3.h"
#include "crypto/password.h"
#include "crypto/sm2.h"
#include "crypto/sm3.h"
#include "support/req.h"

namespace medcredit::crypto {
namespace {

class Envelope : public testing::TestWithParam<EnvelopeAlgorithm> {};

TEST_P(Envelope, OpensOnlyInTheRowItWasSealedForAndUnaltered) {
  REQ("R-SEC-04");
  base::SeededRandom random(1);
  const EnvelopeKey key(random.bytes(32), 7, GetParam());
  const EnvelopeKey otherKey(random.bytes(32), 8, GetParam());
  for (const std::string& plain : {std::string("410302190001010012"), std::string(), std::string("张测试")}) {
    const std::string sealed = key.seal(plain, "subject_identifier|value|15", random);
    EXPECT_EQ(key.open(sealed, "subject_identifier|value|15").value(), plain);
    EXPECT_EQ(key.open(sealed, "subject_identifier|value|16").error().code, "CRYP-0003");
    EXPECT_EQ(otherKey.open(sealed, "subject_identifier|value|15").error().code, "CRYP-0002");
    if (!plain.empty()) {
      EXPECT_EQ(sealed.find(plain), std::string::npos);
    }
    EXPECT_NE(key.seal(plain, "a", random), key.seal(plain, "a", random));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
      std::string changed = sealed;
      changed[i] = static_cast<char>(changed[i] ^ 1);
      EXPECT_FALSE(key.open(changed, "subject_identifier|value|15").ok()) << i;
    }
    EXPECT_FALSE(key.open(sealed.substr(0, sealed.size() - 1), "subject_identifier|value|15").ok());
  }
}

TEST_P(Envelope, ManyAtOnceAreEachLikeOneAlone) {
  REQ("R-SEC-04");
  base::SeededRandom random(2);
  const EnvelopeKey key(random.bytes(32), 7, GetParam());
  const std::string longText(1000, 'x');
  const EnvelopeKey::Plain values[] = {{"410302190001010012", "t|c|1"}, {"", "t|c|2"}, {longText, "t|c|3"}};
  const auto sealed = key.sealAll(values, random);
  ASSERT_EQ(sealed.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(key.open(sealed[i], values[i].aad).value(), values[i].text);
    EXPECT_FALSE(key.open(sealed[i], values[(i + 1) % 3].aad).ok());
  }
  EXPECT_NE(sealed[0].substr(6, 16), sealed[1].substr(6, 16)) << "every value has an IV of its own";
  EXPECT_TRUE(key.sealAll({}, random).empty());
}
INSTANTIATE_TEST_SUITE_P(Providers, Envelope,
                         testing::Values(EnvelopeAlgorithm::kSm4CtrHmacSm3, EnvelopeAlgorithm::kAes256Gcm));

TEST(EnvelopeForm, IsSm4InCounterModeUnderHmacSm3AsAnotherLibraryMakesThem) {
  REQ("R-SEC-04");
  base::SeededRandom random(3);
  const std::string root = random.bytes(32);
  const EnvelopeKey key(root, 7, EnvelopeAlgorithm::kSm4CtrHmacSm3);
  const std::string cipherKey = hkdfSm3(root, "", "medcredit sm4-ctr", 16);
  const std::string macKey = hkdfSm3(root, "", "medcredit hmac-sm3", 32);
  for (const std::size_t size : {1U, 15U, 16U, 17U, 1000U, 70000U}) {
    const std::string plain = random.bytes(size);
    const std::string sealed = key.seal(plain, "t|c|1", random);
    // Given what OpenSSL makes of the same text under the same key and IV
    std::string cipher(size, '\0');
    int written = 0;
    EVP_CIPHER_CTX* const context = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex(context, EVP_sm4_ctr(), nullptr, reinterpret_cast<const unsigned char*>(cipherKey.data()),
                       reinterpret_cast<const unsigned char*>(sealed.data() + 6));
    EVP_EncryptUpdate(context, reinterpret_cast<unsigned char*>(cipher.data()), &written,
                      reinterpret_cast<const unsigned char*>(plain.data()), static_cast<int>(size));
    EVP_CIPHER_CTX_free(context);
    // Then header, IV, text and tag stand as documented
    const std::string head = sealed.substr(0, 22);
    ASSERT_EQ(sealed, head + cipher + hmacSm3(macKey, head + "5:t|c|1" + cipher)) << size;
  }
}

TEST(HmacSm3, GivesTheKnownAnswers) {
  const std::string text = "The quick brown fox jumps over the lazy dog";
  const auto known = "bd4a34077888162b210645b8ebf74b9af357303789357a27c7fc457244ebd398";
  EXPECT_EQ(toHex(hmacSm3("key", text)), known);
  EXPECT_EQ(toHex(hmacSm3(std::string(100, '\x0b'), "")),
            "6b8ef38d27f7e46203bf88ad541a90d8bddacbf0bef6ad42727cd86c01638b87")
      << "a key longer than a block";
  // And one set up once gives them again and again, whatever the pieces
  const SharedKeyedSm3 shared("key");
  KeyedSm3 own("key");
  for (int round = 0; round < 3; ++round) {
    const auto one = shared.of(text), other = own.of({text.substr(0, 9), "", text.substr(9)});
    EXPECT_EQ(toHex(std::string(one.begin(), one.end())), known);
    EXPECT_EQ(one, other);
    EXPECT_NE(shared.of("other"), one);
  }
}

TEST(BlindIndex, IsEqualForEqualValuesUnderOneKeyOnly) {
  REQ("R-SEC-04");
  EXPECT_EQ(blindIndex("key", "410302190001010012"), blindIndex("key", "410302190001010012"));
  EXPECT_NE(blindIndex("key", "410302190001010012"), blindIndex("yek", "410302190001010012"));
}

TEST(Keys, KeepsKeysOutsideWithTightPermissionsAndRefusesOpenOnes) {
  REQ("R-SEC-04");
  base::SeededRandom random(2);
  const auto folder = std::filesystem::path(testing::TempDir()) / "mc-keys";
  std::filesystem::remove_all(folder);
  EXPECT_EQ(Keys::open(folder.string(), false, random).error().code, "CRYP-0012");
  const auto made = Keys::open(folder.string(), true, random);
  ASSERT_TRUE(made.ok());
  const auto again = Keys::open(folder.string(), false, random);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.value().master(), made.value().master());
  struct stat info {};
  ASSERT_EQ(::stat((folder / "master.key").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
  ::chmod((folder / "master.key").c_str(), 0644);
  EXPECT_EQ(Keys::open(folder.string(), false, random).error().code, "CRYP-0011");
}

TEST(Password, VerifiesOnlyItself) {
  REQ("R-SEC-11");
  base::SeededRandom random(3);
  const std::string encoded = hashPassword("Luoyang-2026-demo", random);
  EXPECT_TRUE(encoded.starts_with("$argon2id$"));
  EXPECT_TRUE(verifyPassword("Luoyang-2026-demo", encoded));
  EXPECT_FALSE(verifyPassword("luoyang-2026-demo", encoded));
  EXPECT_FALSE(verifyPassword("", encoded));
  EXPECT_FALSE(verifyPassword("x", "not a hash"));
}

TEST(OneTimeCode, EqualsTheRfc6238VectorsAndAllowsOneStepOfDrift) {
  REQ("R-SEC-11");
  EXPECT_EQ(totpCode("12345678901234567890", 59), "287082");
  EXPECT_EQ(totpCode("12345678901234567890", 1111111109), "081804");
  EXPECT_EQ(totpCode("12345678901234567890", 2000000000), "279037");
  EXPECT_EQ(totpMatch("12345678901234567890", "287082", 89), 1);
  EXPECT_FALSE(totpMatch("12345678901234567890", "287082", 120).has_value());
  EXPECT_EQ(base32("12345678901234567890"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

TEST(Sm2, SignsVerifiesAndSurvivesPem) {
  const auto key = Sm2PrivateKey::generate();
  const std::string signature = key.sign("abc");
  ASSERT_EQ(signature.size(), 64U);
  EXPECT_TRUE(key.publicKey().verify("abc", signature));
  EXPECT_FALSE(key.publicKey().verify("abd", signature));
  EXPECT_FALSE(key.publicKey().verify("abc", std::string(64, '\0')));
  const auto again = Sm2PrivateKey::fromPem(key.toPem());
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.value().publicKey().point(), key.publicKey().point());
  std::string off = key.publicKey().point();
  off[40] = static_cast<char>(off[40] ^ 1);
  EXPECT_EQ(Sm2PublicKey::fromPoint(off).error().code, "CRYP-0020");
  EXPECT_EQ(Sm2PrivateKey::fromPem("nonsense").error().code, "CRYP-0021");
}

}  // namespace
}  // namespace medcredit::crypto
