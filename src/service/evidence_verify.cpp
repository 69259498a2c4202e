#include "service/evidence_verify.h"

#include <algorithm>
#include <map>

#include "base/base64.h"
#include "evidence/range.h"
#include "service/evidence_tree.h"

namespace medcredit::service {

namespace {

using evidence::Hash32;
using Tree = evidence::Sm3Hasher;

constexpr std::size_t kMaxFindings = 100;

std::string place(std::int64_t epoch, std::int64_t seq) { return std::to_string(epoch) + "/" + std::to_string(seq); }

/// One pass over one store.
class Verifier {
 public:
  Verifier(Context& context, crypto::Sm2PublicKey key) : context_(context), key_(std::move(key)) {
    report_.fingerprint = key_.fingerprint();
  }

  base::Result<LogReport> run(const std::optional<std::string>& kept) {
    MC_TRY(gatherHeads(kept));
    MC_TRY(store::eachSubjectSight(context_.conn, [&](const store::SubjectSight& sight) {
      sights_.push_back(sight);
      return true;
    }));
    MC_ASSIGN(const auto epochs, store::evidenceEpochs(context_.conn));
    for (const auto& epoch : epochs) MC_TRY(checkEpoch(epoch.epoch));
    if (nextSight_ < sights_.size()) {
      find("EVID-0029", place(sights_[nextSight_].epoch, sights_[nextSight_].seq));
    }
    MC_ASSIGN(const auto stray, store::strayDetails(context_.conn));
    for (const auto& at : stray) find("EVID-0025", at);
    for (const auto& [epoch, heads] : heads_) {
      if (roots_.contains(epoch)) continue;
      find("EVID-0028", "head " + place(epoch, static_cast<std::int64_t>(heads.back().size)));
    }
    return std::move(report_);
  }

 private:
  struct KnownHead {
    std::uint64_t size = 0;
    Hash32 root{};
    bool kept = false;  ///< held outside the database
  };

  void find(std::string code, std::string at, std::vector<base::ErrorArg> args = {}) {
    if (report_.findings.size() < kMaxFindings) {
      report_.findings.push_back(base::fail(std::move(code), std::move(args), std::move(at)));
    } else {
      ++report_.suppressed;
    }
  }

  base::Status gatherHeads(const std::optional<std::string>& kept) {
    MC_ASSIGN(const auto stored, store::listHeads(context_.conn));
    for (const auto& row : stored) {
      const std::string at = "head " + place(row.epoch, row.size);
      const auto head = readHead(row.text, key_);
      ++headCounts_[row.epoch];
      if (!head.ok()) {
        find("EVID-0026", at);
      } else if (head->epoch != row.epoch || static_cast<std::int64_t>(head->head.size) != row.size ||
                 head->head.origin != logOrigin(context_.law, row.epoch)) {
        find("EVID-0027", at);
      } else {
        heads_[row.epoch].push_back({head->head.size, head->head.root, false});
      }
    }
    const auto noted = notedHead(context_.keys);
    if (!noted.ok()) find("EVID-0026", "log-head.txt");
    if (noted.ok() && *noted) keep(**noted);
    if (kept) {
      MC_ASSIGN(const SignedHead head, readHead(*kept, key_));
      keep(head);
    }
    for (auto& [epoch, heads] : heads_) {
      std::stable_sort(heads.begin(), heads.end(), [](const auto& a, const auto& b) { return a.size < b.size; });
    }
    return {};
  }
  void keep(const SignedHead& head) { heads_[head.epoch].push_back({head.head.size, head.head.root, true}); }

  base::Status checkEpoch(std::int64_t epoch) {
    evidence::CompactRange range;
    leaves_.clear();
    const auto& heads = heads_[epoch];
    std::size_t nextHead = 0;
    store::EvidenceFilter filter;
    filter.epoch = epoch;
    MC_TRY(store::eachEvidence(context_.conn, filter, [&](const store::EvidenceRow& row) {
      checkEntry(row, static_cast<std::int64_t>(range.size()));
      leaves_.push_back(evidence::leafHash<Tree>(row.leaf));
      range.append(leaves_.back());
      for (; nextHead < heads.size() && heads[nextHead].size <= range.size(); ++nextHead) {
        if (heads[nextHead].root != range.root()) divergent(epoch, heads[nextHead]);
      }
      return true;
    }));
    for (; nextHead < heads.size(); ++nextHead) {
      find("EVID-0028", "head " + place(epoch, static_cast<std::int64_t>(heads[nextHead].size)),
           {{"size", std::to_string(range.size())}});
    }
    roots_[epoch] = static_cast<std::int64_t>(range.size());
    MC_TRY(checkNodes(epoch));
    report_.epochs.push_back(
        {epoch, static_cast<std::int64_t>(range.size()), headCounts_[epoch], base::toBase64(bytesOf(range.root()))});
    return {};
  }

  void divergent(std::int64_t epoch, const KnownHead& head) {
    find(head.kept ? "EVID-0031" : "EVID-0027", "head " + place(epoch, static_cast<std::int64_t>(head.size)));
  }

  void checkEntry(const store::EvidenceRow& row, std::int64_t expected) {
    const std::string at = place(row.epoch, row.seq);
    if (row.seq != expected) find("EVID-0020", at, {{"expected", std::to_string(expected)}});
    const auto decoded = evidence::decodeEntry(row.leaf);
    if (!decoded.ok()) return find("EVID-0021", at);
    const evidence::Entry& entry = *decoded;
    const bool columns = entry.epoch == static_cast<std::uint64_t>(row.epoch) &&
                         entry.sequence == static_cast<std::uint64_t>(row.seq) && entry.atMicros == row.at &&
                         entry.action == row.action && entry.actor == row.actor && entry.objectId == row.object;
    if (!columns) find("EVID-0022", at);
    if (row.seq == 0 && row.epoch > 1) checkOpening(entry, at);
    const EntryDetail detail = checkDetail(row, entry, at);
    checkSights(row, entry, detail, at);
  }

  EntryDetail checkDetail(const store::EvidenceRow& row, const evidence::Entry& entry, const std::string& at) {
    if (entry.commitment.empty() && row.content.empty()) return {};
    if (entry.commitment.empty() || row.content.empty()) {
      find("EVID-0025", at);
      return {};
    }
    auto detail = openDetail(context_.keys, entry, row.salt, row.content);
    if (detail.ok()) return std::move(detail).value();
    find("EVID-0025", at);
    return {};
  }

  /// An entry that names subjects has exactly their rows.
  void checkSights(const store::EvidenceRow& row, const evidence::Entry& entry, const EntryDetail& detail,
                   const std::string& at) {
    std::size_t others = 0;
    bool own = entry.subjectPseudonym.empty();
    bool agree = true;
    for (; nextSight_ < sights_.size(); ++nextSight_) {
      const store::SubjectSight& sight = sights_[nextSight_];
      if (std::pair(sight.epoch, sight.seq) > std::pair(row.epoch, row.seq)) break;
      const bool here = sight.epoch == row.epoch && sight.seq == row.seq;
      const bool listed =
          std::find(detail.subjects.begin(), detail.subjects.end(), sight.subjectId) != detail.subjects.end();
      const bool named =
          !entry.subjectPseudonym.empty() && subjectPseudonym(context_.keys, sight.subjectId) == entry.subjectPseudonym;
      agree = agree && here && (listed || named) && sight.visibleFrom == detail.visibleFrom;
      own = own || named;
      if (listed) ++others;
    }
    auto listed = detail.subjects;
    std::sort(listed.begin(), listed.end());
    listed.erase(std::unique(listed.begin(), listed.end()), listed.end());
    if (!agree || !own || others != listed.size()) find("EVID-0029", at);
  }

  /// The first entry of an epoch names a head of the one before, and what was left of it after the restore.
  void checkOpening(const evidence::Entry& entry, const std::string& at) {
    const auto colon = entry.objectId.find(':');
    if (entry.action != "epoch.open" || colon == std::string::npos) return find("EVID-0030", at);
    const auto before = roots_.empty() ? roots_.end() : std::prev(roots_.end());
    if (before == roots_.end() || before->second != entry.objectVersion) return find("EVID-0030", at);
    if (before->first + 1 != static_cast<std::int64_t>(entry.epoch)) return;  // the head named was lost with its epoch
    for (const auto& head : heads_[before->first]) {
      if (std::to_string(head.size) != entry.objectId.substr(0, colon)) continue;
      if (base::toBase64(bytesOf(head.root)) != entry.objectId.substr(colon + 1)) find("EVID-0030", at);
    }
  }

  /// Stored nodes against the leaves: none missing, none too many, none wrong.
  base::Status checkNodes(std::int64_t epoch) {
    std::int64_t level = 0;
    std::size_t index = 0;
    std::vector<Hash32>& row = leaves_;
    const auto nodePlace = [&](std::int64_t l, std::int64_t i) {
      return "node " + std::to_string(epoch) + "/" + std::to_string(l) + "/" + std::to_string(i);
    };
    const auto climb = [&] {
      for (std::size_t i = 0; 2 * i + 1 < row.size(); ++i)
        row[i] = evidence::nodeHash<Tree>(row[2 * i], row[2 * i + 1]);
      row.resize(row.size() / 2);
      ++level;
      index = 0;
    };
    MC_TRY(store::eachEvidenceNode(context_.conn, epoch, [&](const store::EvidenceNode& node) {
      while (!row.empty() && (node.level > level || index == row.size())) {
        if (index < row.size()) find("EVID-0024", nodePlace(level, static_cast<std::int64_t>(index)));
        climb();
      }
      if (row.empty() || node.level < level || node.index >= static_cast<std::int64_t>(row.size()) ||
          node.index < static_cast<std::int64_t>(index)) {
        find("EVID-0024", nodePlace(node.level, node.index));
        return true;
      }
      if (node.index > static_cast<std::int64_t>(index))
        find("EVID-0024", nodePlace(level, static_cast<std::int64_t>(index)));
      index = static_cast<std::size_t>(node.index);
      if (node.hash != bytesOf(row[index])) find("EVID-0023", nodePlace(level, node.index));
      ++index;
      return true;
    }));
    for (; !row.empty(); climb()) {
      if (index < row.size()) find("EVID-0024", nodePlace(level, static_cast<std::int64_t>(index)));
    }
    return {};
  }

  Context& context_;
  crypto::Sm2PublicKey key_;
  LogReport report_;
  std::map<std::int64_t, std::vector<KnownHead>> heads_;
  std::map<std::int64_t, std::int64_t> headCounts_;
  std::map<std::int64_t, std::int64_t> roots_;  ///< epochs checked so far and their sizes
  std::vector<store::SubjectSight> sights_;
  std::size_t nextSight_ = 0;
  std::vector<Hash32> leaves_;
};

}  // namespace

base::Result<LogReport> verifyLog(Context& context, const std::optional<std::string>& kept) {
  MC_ASSIGN(auto key, logPublicKey(context.keys));
  return Verifier(context, std::move(key)).run(kept);
}

}  // namespace medcredit::service
