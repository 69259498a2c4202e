// The tree against the golden vectors of the specification, and its proofs against a naive tree.
#include "evidence/merkle.h"

#include <gtest/gtest.h>

#include <bit>

#include "crypto/sm3.h"
#include "evidence/entry.h"
#include "evidence/head.h"
#include "support/req.h"

namespace medcredit::evidence {
namespace {

/// Definition of RFC 9162 §2.1.1, straight from the text.
template <class H>
Hash32 naiveRoot(const std::vector<Hash32>& leaves, std::size_t from, std::size_t to) {
  if (from == to) return H::hash({});
  if (to - from == 1) return leaves[from];
  const std::size_t k = std::bit_floor(to - from - 1);
  return nodeHash<H>(naiveRoot<H>(leaves, from, from + k), naiveRoot<H>(leaves, from + k, to));
}

template <class H>
NodeSource sourceOver(const std::vector<Hash32>& leaves) {
  return [&leaves](int level, std::uint64_t index) {
    const std::size_t width = std::size_t{1} << static_cast<unsigned>(level);
    return naiveRoot<H>(leaves, index * width, (index + 1) * width);
  };
}

std::string hex(const Hash32& hash) { return crypto::toHex({reinterpret_cast<const char*>(hash.data()), hash.size()}); }

std::vector<std::string> classicInputs() {
  using namespace std::string_literals;
  return {""s,
          "\x00"s,
          "\x10"s,
          "\x20\x21"s,
          "\x30\x31"s,
          "\x40\x41\x42\x43"s,
          "\x50\x51\x52\x53\x54\x55\x56\x57"s,
          "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"s};
}

TEST(MerkleTree, GivenTheClassicInputsTheRootsEqualTheGoldenVectors) {
  REQ("R-SEC-01");
  const std::vector<std::string> golden{"1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b",
                                        "2daef60e7a0b8f5e024c81cd2ab3109f2b4f155cf83adeb2ae5532f74a157fdf",
                                        "0b990fe0c7ad70f1bf1a1262f2c7908ea48146b14253a6db99f2917ab1f5cc4d",
                                        "209ec96a210d662a964772680e8544d18cab7b88ffec3e00962220349b56ea56",
                                        "28e4e307ef6d2d0c62d84b11ef96e835efe490f35b93c8f024ecfe38c8dd4377",
                                        "bb10c996aeebbcdc69be3715fc847344de77442d37a5ab8213da9f41785b103b",
                                        "8723c1ab1f82ddfba4a3733ac0c80d936d9f4c208c7dbc8cc81ca9fff8584f66",
                                        "bd36c22a1ac6ff4308e0c3cc1a85bf0ffa30538ec60a55c70413ab15d45db4d2",
                                        "bc48ba7a709184b5f2a631e1adeb8dc2a0d4c018c1d6cc89b5664fe154c93b38"};
  std::vector<Hash32> leaves;
  EXPECT_EQ(hex(rootOf<Sm3Hasher>(0, sourceOver<Sm3Hasher>(leaves))), golden[0]);
  std::size_t size = 0;
  for (const auto& input : classicInputs()) {
    leaves.push_back(leafHash<Sm3Hasher>(input));
    ++size;
    EXPECT_EQ(hex(rootOf<Sm3Hasher>(size, sourceOver<Sm3Hasher>(leaves))), golden[size]);
  }
}

TEST(MerkleTree, GivenAThousandLeavesTheRootEqualsTheGoldenVector) {
  REQ("R-SEC-01");
  std::vector<Hash32> leaves;
  for (int i = 0; i < 1000; ++i) leaves.push_back(leafHash<Sm3Hasher>(std::to_string(i)));
  EXPECT_EQ(hex(rootOf<Sm3Hasher>(1000, sourceOver<Sm3Hasher>(leaves))),
            "d26d7a94060775a6953596d70d4fb7294d2203a4694244858cda18a5c974b815");
}

TEST(MerkleTree, WithSha256TheClassicRootEqualsThePublicRfcVector) {
  std::vector<Hash32> leaves;
  for (const auto& input : classicInputs()) leaves.push_back(leafHash<Sha256Hasher>(input));
  EXPECT_EQ(hex(rootOf<Sha256Hasher>(8, sourceOver<Sha256Hasher>(leaves))),
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

TEST(MerkleTree, EveryProofOfEverySizeVerifiesAndEveryFlippedProofFails) {
  REQ("R-SEC-01", "R-SEC-06");
  std::vector<Hash32> leaves;
  int rejected = 0;
  for (std::uint64_t size = 1; size <= 33; ++size) {
    leaves.push_back(leafHash<Sm3Hasher>("entry " + std::to_string(size)));
    const auto nodes = sourceOver<Sm3Hasher>(leaves);
    const Hash32 root = rootOf<Sm3Hasher>(size, nodes);
    for (std::uint64_t i = 0; i < size; ++i) {
      auto proof = inclusionProof<Sm3Hasher>(i, size, nodes);
      EXPECT_TRUE(verifyInclusion<Sm3Hasher>(leaves[i], i, size, proof, root)) << i << "/" << size;
      EXPECT_FALSE(verifyInclusion<Sm3Hasher>(leaves[i], i + 1, size, proof, root));
      auto longer = proof;
      longer.push_back(root);
      EXPECT_FALSE(verifyInclusion<Sm3Hasher>(leaves[i], i, size, longer, root));
      for (auto& hash : proof) {
        hash[7] ^= 1U;
        EXPECT_FALSE(verifyInclusion<Sm3Hasher>(leaves[i], i, size, proof, root));
        hash[7] ^= 1U;
        ++rejected;
      }
    }
    for (std::uint64_t old = 1; old <= size; ++old) {
      const Hash32 oldRoot = rootOf<Sm3Hasher>(old, nodes);
      auto proof = consistencyProof<Sm3Hasher>(old, size, nodes);
      EXPECT_TRUE(verifyConsistency<Sm3Hasher>(old, size, oldRoot, root, proof)) << old << "→" << size;
      if (old < size) {
        EXPECT_FALSE(verifyConsistency<Sm3Hasher>(old, size, root, root, proof));
        for (auto& hash : proof) {
          hash[0] ^= 0x80U;
          EXPECT_FALSE(verifyConsistency<Sm3Hasher>(old, size, oldRoot, root, proof));
          hash[0] ^= 0x80U;
          ++rejected;
        }
      }
    }
  }
  EXPECT_GT(rejected, 3000);
}

TEST(LogEntry, ComesBackEqualAndAnyCutOrExtraByteIsRefused) {
  REQ("R-SEC-01");
  Entry entry;
  entry.sequence = 42;
  entry.atMicros = 1'790'000'000'000'000;
  entry.actor = "U3";
  entry.action = "record.read";
  entry.objectType = "record";
  entry.objectId = "R7";
  entry.subjectPseudonym = std::string(32, '\x7f');
  entry.allowed = false;
  const std::string bytes = encodeEntry(entry);
  const auto back = decodeEntry(bytes);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(encodeEntry(back.value()), bytes);
  EXPECT_EQ(back.value().objectId, "R7");
  EXPECT_FALSE(back.value().allowed);
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) EXPECT_FALSE(decodeEntry(bytes.substr(0, cut)).ok());
  EXPECT_FALSE(decodeEntry(bytes + "x").ok());
}

TEST(SignedHead, OpensWithItsKeyAndWithNoOther) {
  REQ("R-SEC-01");
  const auto key = crypto::Sm2PrivateKey::generate();
  const auto other = crypto::Sm2PrivateKey::generate();
  Head head;
  head.origin = "demo/audit/1";
  head.size = 7;
  head.root = Sm3Hasher::hash("root");
  head.time = "2026-11-22T03:04:05Z";
  const std::string text = signHead(head, "demo", key);
  const auto opened = openHead(text, key.publicKey());
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened.value().size, 7U);
  EXPECT_EQ(openHead(text, other.publicKey()).error().code, "EVID-0003");
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    // The signer's name is a label outside the signed bytes; everything else must not change unseen.
    const bool inName = i >= text.find("demo ", text.find("\n\n")) && i < text.find("demo ", text.find("\n\n")) + 4;
    if (!inName) {
      EXPECT_FALSE(openHead(changed, key.publicKey()).ok()) << i;
    }
  }
}

}  // namespace
}  // namespace medcredit::evidence
