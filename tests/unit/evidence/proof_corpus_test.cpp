// Adversarial proofs: thousands of small forgeries of valid proof documents. None may be accepted, neither by this
// program nor by the independent verifier in tools/verify, which was written from docs/evidence-format.md.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <random>
#include <set>

#include "base/base64.h"
#include "crypto/sm3.h"
#include "evidence/proof.h"
#include "evidence/range.h"
#include "support/req.h"
#include "support/temp_dir.h"

namespace medcredit::evidence {
namespace {

std::string_view view(const Hash32& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

/// A log in memory.
class Log {
 public:
  Log(std::string site, std::uint32_t epoch) : site_(std::move(site)), epoch_(epoch) {}

  void grow(std::uint64_t size) {
    for (auto i = static_cast<std::uint64_t>(leaves_.size()); i < size; ++i) {
      Entry entry;
      entry.epoch = epoch_;
      entry.sequence = i;
      entry.atMicros = 1'771'000'000'000'000 + static_cast<std::int64_t>(i);
      entry.actor = "U" + std::to_string(i % 7);
      entry.action = i % 3 == 0 ? "record.read" : "record.correct";
      entry.objectType = "record";
      entry.objectId = "R" + std::to_string(i);
      entry.outcome = "ok";
      entry.commitment = std::string(view(crypto::sm3("c" + std::to_string(i))));
      leaves_.push_back(encodeEntry(entry));
    }
  }
  [[nodiscard]] NodeSource nodes() const {
    return [this](int level, std::uint64_t index) { return node(level, index); };
  }
  [[nodiscard]] std::string head(std::uint64_t size) const {
    return signHead({origin(), size, rootOf<Sm3Hasher>(size, nodes()), "2026-11-22T03:04:05Z"}, site_, key_);
  }
  [[nodiscard]] ProofDocument proof(std::uint64_t index, std::uint64_t size, std::uint64_t earlier = 0) const {
    ProofDocument out{
        origin(),   leaves_[index],           index, size, inclusionProof<Sm3Hasher>(index, size, nodes()),
        head(size), key_.publicKey().point(), {}};
    if (earlier != 0) {
      out.earlier = ProofDocument::Earlier{head(earlier), consistencyProof<Sm3Hasher>(earlier, size, nodes())};
    }
    return out;
  }
  [[nodiscard]] std::string origin() const { return site_ + "/audit/" + std::to_string(epoch_); }
  [[nodiscard]] std::string fingerprint() const { return key_.publicKey().fingerprint(); }
  [[nodiscard]] const std::string& leaf(std::size_t index) const { return leaves_[index]; }

 private:
  [[nodiscard]] Hash32 node(int level, std::uint64_t index) const {
    if (level == 0) return leafHash<Sm3Hasher>(leaves_[index]);
    return nodeHash<Sm3Hasher>(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
  }
  std::string site_;
  std::uint32_t epoch_;
  std::vector<std::string> leaves_;
  crypto::Sm2PrivateKey key_ = crypto::Sm2PrivateKey::generate();
};

struct Case {
  std::string name, wanted, trusted, kept, document;
};

std::string flipBit(std::string bytes, std::size_t bit) {
  bytes[bit / 8] = static_cast<char>(static_cast<unsigned char>(bytes[bit / 8]) ^ (1U << (bit % 8)));
  return bytes;
}

/// The big-endian order n of the curve plus a small number, 32 bytes.
std::string orderPlus(int add) {
  std::string n =
      "\xff\xff\xff\xfe\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
      "\x72\x03\xdf\x6b\x21\xc6\x05\x2b\x53\xbb\xf4\x09\x39\xd5\x41";
  return n + static_cast<char>(0x23 + add);
}

/// What this program says.
std::string verdict(const Case& c) {
  const auto proof = parseProof(c.document);
  if (!proof.ok()) return "invalid";
  Trust trust{c.trusted, c.kept.empty() ? std::nullopt : std::optional(c.kept)};
  const auto checked = checkProof(*proof, trust);
  if (checked.ok()) return "valid";
  return checked.error().code == "EVID-0044" ? "diverges" : "invalid";
}

class Corpus {
 public:
  Corpus() {
    log_.grow(70);
    other_.grow(70);
    later_.grow(70);
  }
  std::vector<Case> cases;
  std::size_t valid = 0;

  void validOnes() {
    for (const std::uint64_t size : {1U, 2U, 3U, 7U, 8U, 64U, 70U}) {
      for (const std::uint64_t index : std::set<std::uint64_t>{0, size / 2, size - 1}) {
        add("valid", log_.proof(index, size));
        if (size > 2) add("valid", log_.proof(index, size, size / 3 + 1));
      }
    }
    add("valid", log_.proof(3, 70, 70));
    const auto proof = log_.proof(5, 70, 33);
    cases.push_back({"kept earlier", "valid", log_.fingerprint(), log_.head(33), proofText(proof)});
    cases.push_back({"kept same", "valid", log_.fingerprint(), log_.head(70), proofText(proof)});
    cases.push_back({"kept another", "diverges", log_.fingerprint(), log_.head(34), proofText(proof)});
    cases.push_back({"kept of another log", "invalid", log_.fingerprint(), other_.head(33), proofText(proof)});
    valid = cases.size() - 2;
  }

  void forgeries() {
    for (const auto& base : {log_.proof(0, 1), log_.proof(5, 8, 3), log_.proof(41, 70), log_.proof(69, 70, 64)}) {
      entryBits(base);
      hashes(base);
      numbers(base);
      heads(base);
      keys(base);
      swaps(base);
      texts(base);
    }
  }

 private:
  void add(std::string wanted, const ProofDocument& proof) {
    cases.push_back({"#" + std::to_string(cases.size()), std::move(wanted), "", "", proofText(proof)});
  }
  void forged(const std::string& name, const ProofDocument& proof) {
    cases.push_back({name, "invalid", "", "", proofText(proof)});
  }
  void forgedText(const std::string& name, std::string text) {
    cases.push_back({name, "invalid", "", "", std::move(text)});
  }

  void entryBits(const ProofDocument& base) {
    for (std::size_t bit = 0; bit < base.entry.size() * 8; bit += 2) {
      auto p = base;
      p.entry = flipBit(base.entry, bit);
      forged("entry bit " + std::to_string(bit), p);
    }
    for (const std::size_t cut : {std::size_t{1}, std::size_t{4}, base.entry.size()}) {
      auto p = base;
      p.entry.resize(base.entry.size() - cut);
      forged("entry cut", p);
    }
    auto p = base;
    p.entry += '\0';
    forged("entry longer", p);
  }

  void hashList(const ProofDocument& base, const std::string& name,
                const std::function<std::vector<Hash32>&(ProofDocument&)>& list) {
    auto probe = base;
    const std::size_t count = list(probe).size();
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t bit = 0; bit < 256; bit += 3) {
        auto p = base;
        list(p)[i][bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        forged(name + " hash bit", p);
      }
      auto p = base;
      list(p).erase(list(p).begin() + static_cast<std::ptrdiff_t>(i));
      forged(name + " hash missing", p);
      p = base;
      list(p).insert(list(p).begin() + static_cast<std::ptrdiff_t>(i), Hash32{});
      forged(name + " hash added", p);
      p = base;
      list(p).insert(list(p).begin() + static_cast<std::ptrdiff_t>(i), list(p)[i]);
      forged(name + " hash doubled", p);
      for (std::size_t j = i + 1; j < count; ++j) {
        p = base;
        std::swap(list(p)[i], list(p)[j]);
        forged(name + " hashes swapped", p);
      }
    }
    auto p = base;
    list(p).push_back(rootOf<Sm3Hasher>(base.size, log_.nodes()));
    forged(name + " root behind the path", p);
    if (count > 0) {
      list(p).clear();
      forged(name + " no path", p);
      list(p).assign(65, Hash32{});
      forged(name + " endless path", p);
    }
  }
  void hashes(const ProofDocument& base) {
    hashList(base, "inclusion", [](ProofDocument& p) -> std::vector<Hash32>& { return p.inclusion; });
    if (!base.earlier) return;
    hashList(base, "consistency", [](ProofDocument& p) -> std::vector<Hash32>& { return p.earlier->consistency; });
  }

  void numbers(const ProofDocument& base) {
    for (const std::int64_t by : {-2, -1, 1, 2, 63, 1 << 20}) {
      auto p = base;
      p.index = static_cast<std::uint64_t>(std::max<std::int64_t>(0, static_cast<std::int64_t>(base.index) + by));
      if (p.index != base.index) forged("index off", p);
      p = base;
      p.size = static_cast<std::uint64_t>(std::max<std::int64_t>(0, static_cast<std::int64_t>(base.size) + by));
      if (p.size != base.size) forged("size off", p);
    }
    // Both the document and the entry moved: the leaf no longer stands there.
    for (const std::uint64_t index : {0U, 1U, 2U, 40U, 68U}) {
      if (index == base.index || index >= base.size) continue;
      auto p = base;
      p.index = index;
      forged("index of another", p);
      p.entry = log_.leaf(index);
      forged("entry and index of another", p);
      p.index = base.index;
      forged("entry of another", p);
    }
  }

  void heads(const ProofDocument& base) {
    for (const std::uint64_t size : {1U, 2U, 8U, 33U, 69U, 70U}) {
      if (size == base.size) continue;
      auto p = base;
      p.head = log_.head(size);
      forged("head of another size", p);
      p.size = size;
      forged("head and size of another", p);
      if (base.earlier) {
        p = base;
        p.earlier->head = log_.head(size);
        if (log_.proof(base.index, base.size, size <= base.size ? size : 1).earlier->consistency !=
                base.earlier->consistency ||
            size > base.size) {
          if (base.earlier->head.find("\n" + std::to_string(size) + "\n") == std::string::npos) {
            forged("earlier head of another size", p);
          }
        }
      }
    }
    const std::string signedPart = base.head.substr(0, base.head.find("\n\n") + 1);
    for (std::size_t bit = 0; bit < signedPart.size() * 8; bit += 3) {
      auto p = base;
      p.head = flipBit(base.head, bit);
      forged("head bit", p);
    }
    signatures(base);
    for (const char* extra : {"x", "\n", "— \n", "— y\n", "- hainan AAAAAAA=\n", "\xE2\x80\x94 hainan ====\n"}) {
      auto p = base;
      p.head += extra;
      forged("head with something behind", p);
    }
    auto p = base;
    p.head = base.head.substr(0, base.head.find("\n\n") + 2);
    forged("head without signature", p);
    p.head = signedPart;
    forged("head without blank line", p);
    p = base;
    p.head.insert(p.head.find('\n') + 1, "0");
    forged("size with a leading zero", p);
    p = base;
    p.head.insert(p.head.find('\n') + 1, "+");
    forged("size with a sign", p);
  }

  void signatures(const ProofDocument& base) {
    const auto at = base.head.rfind(' ') + 1;
    const std::string raw = *base::fromBase64(base.head.substr(at, base.head.size() - at - 1));
    const auto with = [&](const std::string& name, const std::string& bytes) {
      auto p = base;
      p.head = base.head.substr(0, at) + base::toBase64(bytes) + "\n";
      forged(name, p);
    };
    for (std::size_t bit = 0; bit < raw.size() * 8; bit += bit < 32 ? 1 : 13) with("signature bit", flipBit(raw, bit));
    const std::string id = raw.substr(0, 4);
    const std::string r = raw.substr(4, 32);
    const std::string s = raw.substr(36, 32);
    const std::string zero(32, '\0');
    std::string one = zero;
    one.back() = 1;
    const std::string all(32, '\xff');
    for (const auto& edge : {zero, one, orderPlus(0), orderPlus(-1), orderPlus(1), all}) {
      with("r at the edge", id + edge + s);
      with("s at the edge", id + r + edge);
      with("both at the edge", id + edge + edge);
    }
    with("r and s swapped", id + s + r);
    with("signature shorter", id + r + s.substr(0, 31));
    with("signature longer", raw + '\0');
    auto p = base;
    p.head.insert(base.head.find(" ", base.head.find("\xE2\x80\x94")) + 1, "x");
    forged("another signer", p);
  }

  void keys(const ProofDocument& base) {
    for (std::size_t bit = 0; bit < base.publicKey.size() * 8; bit += 5) {
      auto p = base;
      p.publicKey = flipBit(base.publicKey, bit);
      forged("key bit", p);
    }
    auto p = base;
    p.publicKey = other_.proof(0, 1).publicKey;
    forged("key of another", p);
    p.head = other_.head(std::min<std::uint64_t>(base.size, 70));
    // Consistent in itself: only the fingerprint that the reader trusts can tell.
    cases.push_back({"head and key of another log", "invalid", log_.fingerprint(), "", proofText(p)});
    p = base;
    p.publicKey.resize(33);
    forged("key cut", p);
    p.publicKey = std::string(1, '\4') + std::string(64, '\0');
    forged("key not on the curve", p);
    cases.push_back({"key not the trusted one", "invalid", other_.fingerprint(), "", proofText(base)});
    cases.push_back({"fingerprint too short", "invalid", log_.fingerprint().substr(0, 8), "", proofText(base)});
  }

  void swaps(const ProofDocument& base) {
    auto p = base;
    p.origin = "sichuan/audit/1";
    forged("origin of another site", p);
    p.origin = later_.origin();
    forged("origin of another epoch", p);
    p = base;
    p.head = later_.head(base.size);
    forged("head of another epoch", p);
    p = base;
    p.entry = later_.leaf(base.index);
    forged("entry of another epoch", p);
    for (const char* origin :
         {"", "/audit/1", "hainan/audit/01", "hainan/audit/1/", "hainan/audit/1\n", "hainan/audit/"}) {
      p = base;
      p.origin = origin;
      forged("origin malformed", p);
    }
    if (!base.earlier) return;
    p = base;
    p.earlier->head = later_.head(base.size > 3 ? 3 : 1);
    forged("earlier head of another epoch", p);
    p.earlier->head = other_.head(base.size > 3 ? 3 : 1);
    forged("earlier head of another log", p);
    p.earlier->head = "";
    forged("no earlier head", p);
  }

  /// The JSON around it.
  void texts(const ProofDocument& base) {
    const std::string text = proofText(base);
    const auto replaced = [&](const std::string& what, const std::string& by) {
      auto out = text;
      const auto at = out.find(what);
      if (at != std::string::npos) out.replace(at, what.size(), by);
      return out;
    };
    const std::string size = "\"size\": " + std::to_string(base.size);
    for (const char* form : {"01", "1.0", "1e0", "-1", "+1", "\"1\"", "null", "true", "9007199254740993", "[]", "{}"}) {
      forgedText("size written otherwise", replaced(size, "\"size\": " + std::string(form)));
    }
    for (const char* key : {"format", "origin", "entry", "index", "size", "inclusion", "head", "publicKey"}) {
      forgedText("key missing", replaced("\"" + std::string(key) + "\"", "\"x" + std::string(key) + "\""));
      forgedText("key twice", replaced("{\n", "{\n  \"" + std::string(key) + "\": 1,\n"));
    }
    forgedText("key twice, equal", replaced(size, size + ",\n  " + size));
    forgedText("unknown key", replaced("{\n", "{\n  \"note\": \"x\",\n"));
    forgedText("prototype key", replaced("{\n", "{\n  \"__proto__\": {},\n"));
    forgedText("other format", replaced("medcredit-proof/1", "medcredit-proof/2"));
    forgedText("text behind", text + "x");
    forgedText("two documents", text + text);
    forgedText("byte order mark", "\xEF\xBB\xBF" + text);
    forgedText("comment", replaced("{\n", "{ // c\n"));
    forgedText("trailing comma", replaced("\n}\n", ",\n}\n"));
    forgedText("list of documents", "[" + text + "]");
    forgedText("empty", "");
    forgedText("not UTF-8", replaced("medcredit-proof", "medcredit\xff-proof"));
    forgedText("surrogates", replaced("medcredit-proof", "\\ud83d\\ude00medcredit-proof"));
    for (const std::size_t cut : {1U, 2U, 3U, 10U, 50U, 200U}) {
      if (cut + 1 < text.size()) forgedText("cut", text.substr(0, text.size() - 1 - cut));
    }
    base64Forms(text, "\"entry\": \"", base.entry);
    base64Forms(text, "\"publicKey\": \"", base.publicKey);
  }
  void base64Forms(const std::string& text, const std::string& before, const std::string& bytes) {
    const std::string canonical = base::toBase64(bytes);
    const auto at = text.find(before) + before.size();
    const auto with = [&](const std::string& form) {
      auto out = text;
      forgedText("base64 not canonical", out.replace(at, canonical.size(), form));
    };
    with(canonical + "====");
    with(canonical + "=");
    with(" " + canonical);
    with(canonical.substr(0, 8) + "\\n" + canonical.substr(8));
    with("-" + canonical.substr(1));
    with("");
    std::string stripped = canonical;
    while (stripped.ends_with("=")) stripped.pop_back();
    if (stripped == canonical) return;
    with(stripped);
    ++stripped.back();  // sets an unused bit
    with(stripped + canonical.substr(stripped.size()));
  }

  Log log_{"hainan", 1};
  Log other_{"hainan", 1};  // same name, another key
  Log later_{"hainan", 2};
};

TEST(ProofCorpus, NoForgeryIsAcceptedByEitherVerifierAndEveryValidProofByBoth) {
  REQ("R-SEC-01", "R-SEC-05");
  Corpus corpus;
  corpus.validOnes();
  ASSERT_GT(corpus.valid, 30U);
  corpus.forgeries();
  ASSERT_GE(corpus.cases.size(), corpus.valid + 5000U);
  std::set<std::string> kinds;
  for (const auto& c : corpus.cases) {
    EXPECT_EQ(verdict(c), c.wanted) << c.name << "\n" << c.document.substr(0, 3000);
    kinds.insert(c.name);
  }
  EXPECT_GT(kinds.size(), 40U);

  const test::TempDir folder("medcredit-proofs");
  const auto file = folder / "corpus.tsv";
  {
    std::ofstream out(file, std::ios::binary);
    for (const auto& c : corpus.cases) {
      out << c.wanted << '\t' << (c.trusted.empty() ? "-" : c.trusted) << '\t'
          << (c.kept.empty() ? "-" : base::toBase64(c.kept)) << '\t' << base::toBase64(c.document) << '\t' << c.name
          << '\n';
    }
  }
  const std::string command = "node " MC_SOURCE_DIR "/tools/verify/verify.mjs --corpus " + file.string();
  EXPECT_EQ(std::system(command.c_str()), 0) << "the JavaScript verifier disagrees; see above";
  std::cout << corpus.cases.size() << " documents, " << corpus.valid << " of them valid, " << kinds.size()
            << " kinds\n";
}

TEST(ProofCorpus, NegativeControlAWrongExpectationTurnsTheVerifierRed) {
  const test::TempDir folder("medcredit-proofs");
  Log log("hainan", 1);
  log.grow(3);
  const auto file = folder / "corpus.tsv";
  std::ofstream(file) << "invalid\t-\t-\t" << base::toBase64(proofText(log.proof(1, 3))) << "\tvalid one\n";
  const std::string command =
      "node " MC_SOURCE_DIR "/tools/verify/verify.mjs --corpus " + file.string() + " >/dev/null";
  EXPECT_NE(std::system(command.c_str()), 0);
}

TEST(ProofDocumentTest, IsReadBackAsWritten) {
  Log log("hainan", 1);
  log.grow(10);
  const auto proof = log.proof(4, 10, 7);
  const auto read = parseProof(proofText(proof));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(proofText(*read), proofText(proof));
  const auto entry = checkProof(*read, {});
  ASSERT_TRUE(entry.ok());
  EXPECT_EQ(entry->objectId, "R4");
}

TEST(CompactRangeTest, KnowsTheRootAtEverySizeAndGoesOnFromNodes) {
  Log log("hainan", 1);
  log.grow(40);
  CompactRange range;
  for (std::uint64_t size = 1; size <= 40; ++size) {
    range.append(leafHash<Sm3Hasher>(log.leaf(size - 1)));
    const Hash32 root = rootOf<Sm3Hasher>(size, log.nodes());
    EXPECT_EQ(range.root(), root) << size;
    EXPECT_EQ(CompactRange(size, log.nodes()).root(), root) << size;
  }
}

}  // namespace
}  // namespace medcredit::evidence
