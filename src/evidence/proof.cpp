#include "evidence/proof.h"

#include <algorithm>
#include <cstring>

#include "base/base64.h"
#include "crypto/sm3.h"
#include "evidence/strict_json.h"

namespace medcredit::evidence {

namespace {

constexpr std::string_view kFormat = "medcredit-proof/1";
constexpr std::size_t kMaxHashes = 64;

std::string_view view(const Hash32& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

std::string hashList(const std::vector<Hash32>& hashes) {
  std::string out;
  for (const auto& hash : hashes) out += (out.empty() ? "\"" : ",\n    \"") + base::toBase64(view(hash)) + '"';
  return "[" + out + "]";
}

/// Takes typed members out of an object; what is missing, of another type or left over makes the document unreadable.
class Members {
 public:
  explicit Members(JsonObject object) : object_(std::move(object)) {}
  template <class T>
  T take(std::string_view key) {
    const auto found = object_.find(key);
    if (found == object_.end() || !std::holds_alternative<T>(found->second.value)) {
      good_ = false;
      return {};
    }
    T out = std::get<T>(std::move(found->second.value));
    object_.erase(found);
    return out;
  }
  std::string bytes(std::string_view key) {
    auto out = base::fromBase64(take<std::string>(key));
    if (!out) good_ = false;
    return std::move(out).value_or("");
  }
  std::vector<Hash32> hashes(std::string_view key) {
    std::vector<Hash32> out;
    const auto texts = take<std::vector<std::string>>(key);
    if (texts.size() > kMaxHashes) good_ = false;
    for (const auto& text : texts) {
      const auto raw = base::fromBase64(text);
      if (!raw || raw->size() != sizeof(Hash32)) {
        good_ = false;
        break;
      }
      std::memcpy(out.emplace_back().data(), raw->data(), raw->size());
    }
    return out;
  }
  [[nodiscard]] bool has(std::string_view key) const { return object_.contains(key); }
  [[nodiscard]] bool complete() const { return good_ && object_.empty(); }

 private:
  JsonObject object_;
  bool good_ = true;
};

/// "<site>/audit/<epoch>" without leading zeros.
bool originNames(std::string_view origin, std::uint32_t epoch) {
  const std::string ending = "/audit/" + std::to_string(epoch);
  return origin.size() > ending.size() && origin.ends_with(ending);
}

base::Status checkContinued(const Head& older, const Head& newer, const std::vector<Hash32>& consistency) {
  if (older.origin != newer.origin ||
      !verifyConsistency<Sm3Hasher>(older.size, newer.size, older.root, newer.root, consistency)) {
    return base::fail("EVID-0043");
  }
  return {};
}

/// A head the reader kept must be the head of the proof, or the earlier one it is proven to continue.
base::Status checkKept(const ProofDocument& proof, const Head& head, const std::optional<Head>& earlier,
                       const Head& kept) {
  const auto same = [&kept](const Head& other) {
    return kept.origin == other.origin && kept.size == other.size && kept.root == other.root;
  };
  if (same(head) || (earlier && same(*earlier))) return {};
  return base::fail("EVID-0044", {{"size", std::to_string(kept.size)}, {"proof", std::to_string(proof.size)}});
}

}  // namespace

std::string proofText(const ProofDocument& proof) {
  std::string out =
      "{\n  \"format\": " + jsonQuoted(kFormat) + ",\n  \"origin\": " + jsonQuoted(proof.origin) +
      ",\n  \"entry\": \"" + base::toBase64(proof.entry) + "\",\n  \"index\": " + std::to_string(proof.index) +
      ",\n  \"size\": " + std::to_string(proof.size) + ",\n  \"inclusion\": " + hashList(proof.inclusion) +
      ",\n  \"head\": " + jsonQuoted(proof.head) + ",\n  \"publicKey\": \"" + base::toBase64(proof.publicKey) + '"';
  if (proof.earlier) {
    out += ",\n  \"earlier\": {\n    \"head\": " + jsonQuoted(proof.earlier->head) +
           ",\n    \"consistency\": " + hashList(proof.earlier->consistency) + "\n  }";
  }
  return out + "\n}\n";
}

base::Result<ProofDocument> parseProof(std::string_view text) {
  constexpr std::size_t kMaxBytes = std::size_t{1} << 20U;
  if (text.size() > kMaxBytes) return base::fail("EVID-0040");
  auto object = readStrictJson(text);
  if (!object) return base::fail("EVID-0040");
  Members members(*std::move(object));
  ProofDocument proof;
  const bool known = members.take<std::string>("format") == kFormat;
  proof.origin = members.take<std::string>("origin");
  proof.entry = members.bytes("entry");
  proof.index = members.take<std::uint64_t>("index");
  proof.size = members.take<std::uint64_t>("size");
  proof.inclusion = members.hashes("inclusion");
  proof.head = members.take<std::string>("head");
  proof.publicKey = members.bytes("publicKey");
  bool earlierComplete = true;
  if (members.has("earlier")) {
    Members inner(members.take<JsonObject>("earlier"));
    proof.earlier = ProofDocument::Earlier{inner.take<std::string>("head"), inner.hashes("consistency")};
    earlierComplete = inner.complete();
  }
  if (!known || !members.complete() || !earlierComplete) return base::fail("EVID-0040");
  return proof;
}

base::Result<Entry> checkProof(const ProofDocument& proof, const Trust& trust) {
  MC_ASSIGN(Entry entry, decodeEntry(proof.entry));
  if (!originNames(proof.origin, entry.epoch) || entry.sequence != proof.index) return base::fail("EVID-0042");
  const std::string fingerprint = crypto::sm3Hex(proof.publicKey);
  if (!trust.fingerprint.empty() && (trust.fingerprint.size() < 16 || !fingerprint.starts_with(trust.fingerprint))) {
    return base::fail("EVID-0041", {{"fingerprint", fingerprint.substr(0, 16)}});
  }
  const auto key = crypto::Sm2PublicKey::fromPoint(proof.publicKey);
  if (!key.ok()) return base::fail("EVID-0003");
  const Hash32 leaf = leafHash<Sm3Hasher>(proof.entry);
  MC_ASSIGN(const Head head, openHead(proof.head, *key));
  if (head.origin != proof.origin || head.size != proof.size ||
      !verifyInclusion<Sm3Hasher>(leaf, proof.index, proof.size, proof.inclusion, head.root)) {
    return base::fail("EVID-0042");
  }
  std::optional<Head> earlier;
  if (proof.earlier) {
    MC_ASSIGN(earlier, openHead(proof.earlier->head, *key));
    MC_TRY(checkContinued(*earlier, head, proof.earlier->consistency));
  }
  if (trust.kept) {
    MC_ASSIGN(const Head kept, openHead(*trust.kept, *key));
    MC_TRY(checkKept(proof, head, earlier, kept));
  }
  return entry;
}

}  // namespace medcredit::evidence
