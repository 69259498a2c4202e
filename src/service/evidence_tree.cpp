#include "service/evidence_tree.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <deque>
#include <map>
#include <optional>
#include <utility>

#include "base/join.h"
#include "crypto/sm3.h"

namespace medcredit::service {

namespace {

using Tree = evidence::Sm3Hasher;

constexpr std::string_view kVisibleLine = "\nvisible-from ";
constexpr std::string_view kSubjectsLine = "\nsubjects ";

/// Reads a number from the front of the text; empty when there is none.
std::optional<std::int64_t> takeNumber(std::string_view& text) {
  std::int64_t value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

/// Key of the side records.
const crypto::EnvelopeKey& detailKey(const crypto::Keys& keys) {
  return keys.derived({"evidence-detail", std::nullopt, "medcredit"});
}

/// The commitment stands in the leaf, so that binding to it is binding to the place in the log.
std::string detailPlace(std::string_view commitment) { return "evidence_detail|content|" + std::string(commitment); }

std::string commitmentOf(std::string_view salt, std::string_view content) {
  std::string input(salt);
  input += content;
  return std::string(bytesOf(crypto::sm3(input)));
}

/// One line of JSON, then what the log must be able to prove about the subject rows.
std::string contentOf(const Act& act) {
  std::string content = act.detailJson;
  if (act.visibleFrom.micros != 0) content += std::string(kVisibleLine) + std::to_string(act.visibleFrom.micros);
  if (act.subjects.empty()) return content;
  content += kSubjectsLine;
  for (std::size_t i = 0; i < act.subjects.size(); ++i) {
    content += (i == 0 ? "" : ",") + std::to_string(act.subjects[i]);
  }
  return content;
}

/// Completes the tree over new leaves: nodes by level and index, those of the store read when needed.
class TreeGrowth {
 public:
  TreeGrowth(store::Conn& conn, std::int64_t epoch) : conn_(conn), epoch_(epoch) {}

  base::Status add(std::uint64_t seq, std::string_view leaf) {
    evidence::Hash32 hash = evidence::leafHash<Tree>(leaf);
    std::uint64_t index = seq;
    int level = 0;
    for (;; ++level, index >>= 1U) {
      if ((index & 1U) == 0) {
        keep(level, index, hash);
        return {};
      }
      // The left neighbour is asked for before this node takes its place as the newest of the level.
      MC_ASSIGN(const evidence::Hash32 left, leftOf(level, index - 1));
      keep(level, index, hash);
      hash = evidence::nodeHash<Tree>(left, hash);
    }
  }
  [[nodiscard]] const std::vector<store::EvidenceNode>& nodes() const { return nodes_; }

 private:
  void keep(int level, std::uint64_t index, const evidence::Hash32& hash) {
    hashes_.push_back(hash);
    nodes_.push_back({level, static_cast<std::int64_t>(index), bytesOf(hashes_.back())});
    last_[level] = {index, hash};
  }
  base::Result<evidence::Hash32> leftOf(int level, std::uint64_t index) {
    if (const auto found = last_.find(level); found != last_.end() && found->second.first == index) {
      return found->second.second;
    }
    // Within one call only the newest node of a level can be a left neighbour; an older one comes from the store.
    MC_ASSIGN(const std::string stored, store::evidenceNode(conn_, epoch_, level, static_cast<std::int64_t>(index)));
    evidence::Hash32 hash{};
    if (stored.size() != hash.size()) return base::fail("EVID-0005", {{"place", placeOf(level, index)}});
    std::memcpy(hash.data(), stored.data(), hash.size());
    return hash;
  }
  [[nodiscard]] std::string placeOf(int level, std::uint64_t index) const {
    return "node " + std::to_string(epoch_) + "/" + std::to_string(level) + "/" + std::to_string(index);
  }

  store::Conn& conn_;
  std::int64_t epoch_;
  std::deque<evidence::Hash32> hashes_;  ///< nodes_ looks into it
  std::vector<store::EvidenceNode> nodes_;
  std::map<int, std::pair<std::uint64_t, evidence::Hash32>> last_;
};

}  // namespace

std::string_view bytesOf(const evidence::Hash32& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::string subjectPseudonym(const crypto::Keys& keys, std::int64_t subjectId) {
  return crypto::hmacSm3(keys.pseudonym(), "subject|" + std::to_string(subjectId));
}

PreparedEntry prepareEntry(Context& context, const Act& act) {
  PreparedEntry out;
  evidence::Entry& entry = out.entry;
  const Principal& who = context.principal;
  entry.atMicros = context.clock.now().micros;
  entry.actor = context.actor;
  entry.role = base::join(who.roles, ",");
  entry.unit = who.unit;
  entry.region = who.region;
  entry.sessionHash = who.sessionHash;
  entry.address = context.trace.address;
  entry.requestId = context.trace.requestId;
  entry.action = act.action;
  entry.purpose = act.purpose.empty() ? who.purpose : act.purpose;
  entry.basis = act.basis;
  entry.objectType = act.objectType;
  entry.objectId = act.objectId;
  entry.objectVersion = act.objectVersion;
  entry.fieldBitmap = act.fields;
  entry.allowed = act.allowed;
  entry.rule = act.rule;
  entry.outcome = act.outcome;
  entry.policyVersion = context.law.digest;
  const auto years = context.law.calendar.years();
  entry.calendarVersion = years.empty() ? "" : std::to_string(years.back());
  if (act.subjectId) entry.subjectPseudonym = subjectPseudonym(context.keys, *act.subjectId);
  out.subjects = act.subjects;
  if (act.subjectId) out.subjects.push_back(*act.subjectId);
  std::sort(out.subjects.begin(), out.subjects.end());
  out.subjects.erase(std::unique(out.subjects.begin(), out.subjects.end()), out.subjects.end());
  out.visibleFrom = act.visibleFrom.micros;
  if (const std::string content = contentOf(act); !content.empty()) {
    out.salt = context.random.bytes(32);
    entry.commitment = commitmentOf(out.salt, content);
    out.sealed = detailKey(context.keys).seal(content, detailPlace(entry.commitment), context.random);
  }
  return out;
}

base::Status appendPrepared(store::Conn& conn, std::span<PreparedEntry> entries) {
  MC_ASSIGN(const store::LogPosition position, store::logPosition(conn));
  return appendPreparedAt(conn, position, entries);
}

base::Status appendPreparedAt(store::Conn& conn, store::LogPosition position, std::span<PreparedEntry> entries) {
  if (!conn.inTransaction())
    return base::fail("STOR-0005", {{"detail", "evidence outside a transaction"}, {"sql", ""}});
  std::vector<std::string> leaves;
  std::vector<store::EvidenceRow> rows;
  leaves.reserve(entries.size());
  rows.reserve(entries.size());
  TreeGrowth tree(conn, position.epoch);
  for (PreparedEntry& prepared : entries) {
    evidence::Entry& entry = prepared.entry;
    entry.epoch = static_cast<std::uint32_t>(position.epoch);
    entry.sequence = static_cast<std::uint64_t>(position.size) + rows.size();
    leaves.push_back(evidence::encodeEntry(entry));
    MC_TRY(tree.add(entry.sequence, leaves.back()));
    rows.push_back({position.epoch, static_cast<std::int64_t>(entry.sequence), entry.atMicros, entry.action,
                    entry.actor, entry.objectId, leaves.back(), prepared.salt, prepared.sealed, prepared.subjects,
                    prepared.visibleFrom});
  }
  return store::insertEvidence(conn, rows, position.epoch, tree.nodes());
}

evidence::NodeSource storedNodes(store::Conn& conn, std::int64_t epoch) {
  return [&conn, epoch](int level, std::uint64_t index) {
    evidence::Hash32 hash{};
    const auto stored = store::evidenceNode(conn, epoch, level, static_cast<std::int64_t>(index));
    if (stored.ok() && stored->size() == hash.size()) std::memcpy(hash.data(), stored->data(), hash.size());
    return hash;
  };
}

base::Result<EntryDetail> openDetail(const crypto::Keys& keys, const evidence::Entry& entry, std::string_view salt,
                                     std::string_view sealed) {
  MC_ASSIGN(const std::string content, detailKey(keys).open(sealed, detailPlace(entry.commitment)));
  if (commitmentOf(salt, content) != entry.commitment) return base::fail("EVID-0004");
  EntryDetail detail;
  std::string_view rest = content;
  detail.json = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(detail.json.size());
  if (rest.starts_with(kVisibleLine)) {
    rest.remove_prefix(kVisibleLine.size());
    detail.visibleFrom = takeNumber(rest).value_or(0);
  }
  if (rest.starts_with(kSubjectsLine)) rest.remove_prefix(kSubjectsLine.size());
  while (const auto subject = takeNumber(rest)) {
    detail.subjects.push_back(*subject);
    if (rest.starts_with(',')) rest.remove_prefix(1);
  }
  if (!rest.empty()) return base::fail("EVID-0004");
  return detail;
}

}  // namespace medcredit::service
