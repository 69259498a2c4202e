#include "service/evidence_head.h"

#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/base64.h"
#include "evidence/range.h"
#include "formats/file_io.h"
#include "service/evidence_tree.h"

namespace medcredit::service {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kNote = "log-head.txt";

/// Seconds are enough for people and keep the text short.
std::string headTime(base::Instant now) {
  const std::string iso = now.iso();
  return iso.substr(0, iso.find('.')) + "Z";
}

/// Nothing may be signed that contradicts a head which somebody may hold.
base::Status checkAgainst(const SignedHead& known, store::LogPosition position, const evidence::NodeSource& nodes) {
  const auto size = static_cast<std::int64_t>(known.head.size);
  if (known.epoch > position.epoch || (known.epoch == position.epoch && size > position.size)) {
    return base::fail("EVID-0010", {{"signed", std::to_string(known.epoch) + "/" + std::to_string(size)},
                                    {"stored", std::to_string(position.epoch) + "/" + std::to_string(position.size)}});
  }
  if (known.epoch < position.epoch) return {};
  if (evidence::rootOf<evidence::Sm3Hasher>(known.head.size, nodes) != known.head.root) {
    return base::fail("EVID-0011", {{"size", std::to_string(size)}});
  }
  return {};
}

/// Root over all entries: what the last head covers is taken from its own subtree roots, everything younger is hashed
/// again from the leaves, so that a node changed since cannot enter a signature.
base::Result<evidence::Hash32> currentRoot(store::Conn& conn, store::LogPosition position, std::uint64_t covered,
                                           const evidence::NodeSource& nodes) {
  evidence::CompactRange range(covered, nodes);
  store::EvidenceFilter filter;
  filter.epoch = position.epoch;
  filter.from = static_cast<std::int64_t>(covered);
  bool inOrder = true;
  MC_TRY(store::eachEvidence(conn, filter, [&](const store::EvidenceRow& row) {
    inOrder = inOrder && static_cast<std::uint64_t>(row.seq) == range.size();
    range.append(evidence::leafHash<evidence::Sm3Hasher>(row.leaf));
    return inOrder;
  }));
  const auto size = static_cast<std::uint64_t>(position.size);
  if (!inOrder || range.size() != size || range.root() != evidence::rootOf<evidence::Sm3Hasher>(size, nodes)) {
    return base::fail("EVID-0011", {{"size", std::to_string(position.size)}});
  }
  return range.root();
}

base::Result<std::optional<SignedHead>> storedHead(Context& context, std::int64_t epoch) {
  MC_ASSIGN(const auto stored, store::lastHead(context.conn, epoch));
  if (!stored) return std::optional<SignedHead>();
  MC_ASSIGN(const auto key, logPublicKey(context.keys));
  MC_ASSIGN(auto head, readHead(stored->text, key));
  if (head.epoch != epoch || static_cast<std::int64_t>(head.head.size) != stored->size) {
    return base::fail("EVID-0011", {{"size", std::to_string(stored->size)}});
  }
  return std::optional<SignedHead>(std::move(head));
}

base::Result<SignedHead> makeHead(Context& context) {
  MC_ASSIGN(const store::LogPosition position, store::logPosition(context.conn));
  if (position.size == 0) return base::fail("EVID-0007");
  const auto nodes = storedNodes(context.conn, position.epoch);
  MC_ASSIGN(const auto noted, notedHead(context.keys));
  if (noted) MC_TRY(checkAgainst(*noted, position, nodes));
  MC_ASSIGN(auto last, storedHead(context, position.epoch));
  if (last) MC_TRY(checkAgainst(*last, position, nodes));
  const std::uint64_t covered = last ? last->head.size : 0;
  MC_ASSIGN(const evidence::Hash32 root, currentRoot(context.conn, position, covered, nodes));
  if (last && covered == static_cast<std::uint64_t>(position.size)) return *std::move(last);
  SignedHead out;
  const base::Instant now = context.clock.now();
  out.epoch = position.epoch;
  out.head = {logOrigin(context.law, position.epoch), static_cast<std::uint64_t>(position.size), root, headTime(now)};
  MC_ASSIGN(const auto key, crypto::Sm2PrivateKey::fromPem(context.keys.signingPem()));
  out.text = evidence::signHead(out.head, context.law.id, key);
  MC_TRY(store::insertHead(context.conn, {position.epoch, position.size, now.micros, out.text}));
  return out;
}

/// Size and root as an epoch names the head before it: "<size>:<base64 root>".
std::string headName(const std::optional<SignedHead>& head) {
  return head ? std::to_string(head->head.size) + ":" + base::toBase64(bytesOf(head->head.root)) : "0:";
}

/// The newest of what the database and the note beside the keys know.
base::Result<std::optional<SignedHead>> lastKnownHead(Context& context, std::int64_t epoch) {
  MC_ASSIGN(auto stored, storedHead(context, epoch));
  MC_ASSIGN(auto noted, notedHead(context.keys));
  const auto rank = [](const std::optional<SignedHead>& head) {
    return head ? std::pair(head->epoch, head->head.size) : std::pair(std::int64_t{0}, std::uint64_t{0});
  };
  return rank(noted) > rank(stored) ? std::move(noted) : std::move(stored);
}

base::Result<SignedHead> appendOpening(Context& context, std::string_view reason) {
  MC_ASSIGN(const store::LogPosition position, store::logPosition(context.conn));
  if (position.size == 0) return base::fail("EVID-0012");
  MC_ASSIGN(const auto known, lastKnownHead(context, position.epoch));
  const std::int64_t before = known ? std::max(known->epoch, position.epoch) : position.epoch;
  Act act;
  act.action = "epoch.open";
  act.objectType = "evidence";
  act.objectId = headName(known);
  act.objectVersion = position.size;
  act.detailJson = boost::json::serialize(boost::json::object{{"reason", reason},
                                                              {"restored_epoch", position.epoch},
                                                              {"restored_size", position.size},
                                                              {"known_epoch", known ? known->epoch : 0},
                                                              {"known_size", known ? known->head.size : 0}});
  std::array<PreparedEntry, 1> first{prepareEntry(context, act)};
  MC_TRY(appendPreparedAt(context.conn, {before + 1, 0}, first));
  SignedHead out;
  const base::Instant now = context.clock.now();
  out.epoch = before + 1;
  const auto nodes = storedNodes(context.conn, out.epoch);
  out.head = {logOrigin(context.law, out.epoch), 1, evidence::rootOf<evidence::Sm3Hasher>(1, nodes), headTime(now)};
  MC_ASSIGN(const auto key, crypto::Sm2PrivateKey::fromPem(context.keys.signingPem()));
  out.text = evidence::signHead(out.head, context.law.id, key);
  MC_TRY(store::insertHead(context.conn, {out.epoch, 1, now.micros, out.text}));
  return out;
}

/// Runs in the current transaction, or in one of its own after which the note beside the keys is renewed.
template <class Make>
base::Result<SignedHead> inTransaction(Context& context, Make make) {
  if (context.conn.inTransaction()) return make();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(SignedHead head, make());
  MC_TRY(transaction.commit());
  MC_TRY(noteHead(context.keys, head));
  return head;
}

}  // namespace

std::string logOrigin(const jurisdiction::Jurisdiction& law, std::int64_t epoch) {
  return law.id + "/audit/" + std::to_string(epoch);
}

base::Result<crypto::Sm2PublicKey> logPublicKey(const crypto::Keys& keys) {
  MC_ASSIGN(const auto key, crypto::Sm2PrivateKey::fromPem(keys.signingPem()));
  return key.publicKey();
}

base::Result<SignedHead> readHead(const std::string& text, const crypto::Sm2PublicKey& key) {
  SignedHead out;
  MC_ASSIGN(out.head, evidence::openHead(text, key));
  out.text = text;
  const std::string& origin = out.head.origin;
  const char* end = origin.data() + origin.size();
  const auto parsed = std::from_chars(origin.data() + origin.rfind('/') + 1, end, out.epoch);
  if (parsed.ec != std::errc() || parsed.ptr != end || out.epoch < 1) return base::fail("EVID-0002");
  return out;
}

base::Result<SignedHead> signHead(Context& context) {
  return inTransaction(context, [&context] { return makeHead(context); });
}

base::Result<std::optional<SignedHead>> signHeadIfDue(Context& context, std::int64_t everySeconds) {
  MC_ASSIGN(const store::LogPosition position, store::logPosition(context.conn));
  if (position.size == 0) return std::optional<SignedHead>();
  MC_ASSIGN(const auto last, store::lastHead(context.conn, position.epoch));
  const bool covers = last && last->size == position.size;
  constexpr std::int64_t kMicros = 1'000'000;
  if (covers || (last && context.clock.now().micros - last->at < everySeconds * kMicros)) {
    return std::optional<SignedHead>();
  }
  MC_ASSIGN(auto head, signHead(context));
  return std::optional<SignedHead>(std::move(head));
}

base::Result<std::optional<SignedHead>> newestHead(Context& context) {
  MC_ASSIGN(const store::LogPosition position, store::logPosition(context.conn));
  return storedHead(context, position.epoch);
}

base::Result<std::optional<SignedHead>> notedHead(const crypto::Keys& keys) {
  if (keys.folder().empty()) return std::optional<SignedHead>();
  std::ifstream in(fs::path(keys.folder()) / kNote, std::ios::binary);
  if (!in) return std::optional<SignedHead>();
  const std::string text(std::istreambuf_iterator<char>(in), {});
  MC_ASSIGN(const auto key, logPublicKey(keys));
  MC_ASSIGN(auto head, readHead(text, key));
  return std::optional<SignedHead>(std::move(head));
}

base::Status noteHead(const crypto::Keys& keys, const SignedHead& head) {
  if (keys.folder().empty()) return {};
  MC_ASSIGN(const auto file, formats::AtomicFile::create(fs::path(keys.folder()) / kNote));
  MC_TRY(file->write(head.text));
  return file->commit();
}

base::Result<SignedHead> openEpoch(Context& context, std::string_view reason) {
  return inTransaction(context, [&] { return appendOpening(context, reason); });
}

}  // namespace medcredit::service
