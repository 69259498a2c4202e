#include "service/audit.h"

#include <boost/json.hpp>
#include <charconv>

#include "service/evidence_head.h"
#include "service/evidence_tree.h"

namespace medcredit::service {

namespace {

using Tree = evidence::Sm3Hasher;

std::string nameOf(const EntryName& name) {
  return (name.epoch ? std::to_string(*name.epoch) + "/" : "") + std::to_string(name.seq);
}

bool readNumber(std::string_view text, std::int64_t& number) {
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
  return !text.empty() && ec == std::errc() && end == text.data() + text.size() && number >= 0;
}

base::Result<std::string> leafOf(store::Conn& conn, std::int64_t epoch, const EntryName& name) {
  store::EvidenceFilter filter;
  filter.epoch = epoch;
  filter.from = name.seq;
  filter.until = name.seq + 1;
  std::optional<std::string> leaf;
  MC_TRY(store::eachEvidence(conn, filter, [&](const store::EvidenceRow& row) {
    leaf = std::string(row.leaf);
    return false;
  }));
  if (!leaf) return base::fail("EVID-0050", {{"entry", nameOf(name)}});
  return *std::move(leaf);
}

/// The newest head of the epoch; for the running epoch a new one when it does not reach the entry yet.
base::Result<SignedHead> headOver(Context& context, std::int64_t epoch, bool running, std::int64_t seq) {
  MC_ASSIGN(const auto stored, store::lastHead(context.conn, epoch));
  if (running && (!stored || stored->size <= seq)) return signHead(context);
  if (!stored || stored->size <= seq) {
    return base::fail("EVID-0050", {{"entry", std::to_string(epoch) + "/" + std::to_string(seq)}});
  }
  MC_ASSIGN(const auto key, logPublicKey(context.keys));
  return readHead(stored->text, key);
}

base::Status addEarlier(Context& context, evidence::ProofDocument& proof, const SignedHead& newer,
                        const std::string& text) {
  MC_ASSIGN(const auto key, logPublicKey(context.keys));
  MC_ASSIGN(const SignedHead older, readHead(text, key));
  const auto nodes = storedNodes(context.conn, newer.epoch);
  evidence::ProofDocument::Earlier earlier{text,
                                           evidence::consistencyProof<Tree>(older.head.size, newer.head.size, nodes)};
  if (older.epoch != newer.epoch ||
      !evidence::verifyConsistency<Tree>(older.head.size, newer.head.size, older.head.root, newer.head.root,
                                         earlier.consistency)) {
    return base::fail("EVID-0043");
  }
  proof.earlier = std::move(earlier);
  return {};
}

}  // namespace

base::Result<EntryName> parseEntryName(std::string_view text) {
  EntryName name;
  std::int64_t epoch = 0;
  const auto slash = text.find('/');
  bool good = readNumber(slash == std::string_view::npos ? text : text.substr(slash + 1), name.seq);
  if (slash != std::string_view::npos) {
    good = good && readNumber(text.substr(0, slash), epoch);
    name.epoch = epoch;
  }
  if (!good) return base::fail("EVID-0051", {{"value", std::string(text)}});
  return name;
}

base::Result<std::vector<AuditLine>> auditEntries(Context& context, const store::EvidenceFilter& filter,
                                                  bool withDetails) {
  std::vector<AuditLine> lines;
  base::Status status;
  MC_TRY(store::eachEvidence(context.conn, filter, [&](const store::EvidenceRow& row) {
    auto entry = evidence::decodeEntry(row.leaf);
    if (!entry.ok()) {
      status = base::fail("EVID-0021", {}, std::to_string(row.epoch) + "/" + std::to_string(row.seq));
      return false;
    }
    AuditLine line{std::move(entry).value(), {}};
    if (withDetails && !row.content.empty()) {
      auto detail = openDetail(context.keys, line.entry, row.salt, row.content);
      if (!detail.ok()) {
        status = detail.error();
        return false;
      }
      line.detail = std::move(detail)->json;
    }
    lines.push_back(std::move(line));
    return true;
  }));
  MC_TRY(status);
  if (withDetails && !lines.empty()) {
    Act act;
    act.action = "audit.detail";
    act.objectType = "evidence";
    act.objectId = std::to_string(lines.front().entry.epoch) + "/" + std::to_string(lines.front().entry.sequence);
    act.detailJson = boost::json::serialize(boost::json::object{
        {"entries", lines.size()},
        {"last", std::to_string(lines.back().entry.epoch) + "/" + std::to_string(lines.back().entry.sequence)}});
    MC_TRY(recordRead(context, act));
  }
  return lines;
}

base::Result<std::vector<AuditLine>> newestEntries(Context& context, store::EvidenceFilter filter,
                                                   const EntryFilter& inside) {
  // The store cannot look into an entry: pages are read until enough of them match.
  constexpr std::int64_t kPage = 2000;
  const auto wanted = static_cast<std::size_t>(filter.limit);
  const bool all = inside.purpose.empty() && !inside.allowed;
  filter.newestFirst = true;
  filter.limit = all ? filter.limit : kPage;
  std::vector<AuditLine> found;
  for (;;) {
    MC_ASSIGN(auto page, auditEntries(context, filter, false));
    const bool last = page.size() < static_cast<std::size_t>(filter.limit);
    if (!page.empty()) {
      const auto& oldest = page.back().entry;
      filter.before = store::LogPosition{oldest.epoch, static_cast<std::int64_t>(oldest.sequence)};
    }
    for (auto& line : page) {
      const bool fits = (inside.purpose.empty() || line.entry.purpose == inside.purpose) &&
                        (!inside.allowed || line.entry.allowed == *inside.allowed);
      if (fits && found.size() < wanted) found.push_back(std::move(line));
    }
    if (last || found.size() >= wanted) return found;
  }
}

base::Result<evidence::ProofDocument> proveEntry(Context& context, const EntryName& name,
                                                 const std::optional<std::string>& earlier) {
  MC_ASSIGN(const store::LogPosition position, store::logPosition(context.conn));
  const std::int64_t epoch = name.epoch.value_or(position.epoch);
  evidence::ProofDocument proof;
  MC_ASSIGN(proof.entry, leafOf(context.conn, epoch, name));
  MC_ASSIGN(const SignedHead head, headOver(context, epoch, epoch == position.epoch, name.seq));
  MC_ASSIGN(const auto key, logPublicKey(context.keys));
  proof.origin = head.head.origin;
  proof.index = static_cast<std::uint64_t>(name.seq);
  proof.size = head.head.size;
  proof.head = head.text;
  proof.publicKey = key.point();
  proof.inclusion = evidence::inclusionProof<Tree>(proof.index, proof.size, storedNodes(context.conn, epoch));
  if (earlier) MC_TRY(addEarlier(context, proof, head, *earlier));
  MC_TRY(evidence::checkProof(proof, {}));  // nothing is handed out that a reader would refuse
  return proof;
}

}  // namespace medcredit::service
