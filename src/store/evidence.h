// The evidence log (留痕) in the store: leaves, side records, subject rows, nodes of the tree, signed heads. Rows are
// only ever added; the schema refuses to change or remove them. What they mean is known to service/evidence_tree.h.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// End of the log: the newest epoch and the number of its entries.
struct LogPosition {
  std::int64_t epoch = 1;
  std::int64_t size = 0;
};
[[nodiscard]] base::Result<LogPosition> logPosition(Conn& conn);

/// One entry with what belongs to it; the views must live until the call returns. `action`, `actor`, `object` and `at`
/// repeat what the leaf holds, to be searched by.
struct EvidenceRow {
  std::int64_t epoch = 1, seq = 0, at = 0;
  std::string_view action, actor, object, leaf;
  std::string_view salt, content;          ///< side record; both empty when there is none
  std::span<const std::int64_t> subjects;  ///< subjects whose access log tells of it
  std::int64_t visibleFrom = 0;
};
/// A complete subtree root.
struct EvidenceNode {
  std::int64_t level = 0, index = 0;
  std::string_view hash;
};
/// Writes entries and nodes of one epoch; must run inside a transaction. Few rows go one by one, many in bulk.
base::Status insertEvidence(Conn& conn, std::span<const EvidenceRow> rows, std::int64_t epoch,
                            std::span<const EvidenceNode> nodes);

/// Hash of a node; empty when it is not there.
[[nodiscard]] base::Result<std::string> evidenceNode(Conn& conn, std::int64_t epoch, std::int64_t level,
                                                     std::int64_t index);
/// All nodes of an epoch by level and index.
base::Status eachEvidenceNode(Conn& conn, std::int64_t epoch, const std::function<bool(const EvidenceNode&)>& onNode);

/// Which entries to read; empty members do not restrict.
struct EvidenceFilter {
  std::optional<std::int64_t> epoch, from, until;  ///< sequence numbers, `until` excluded
  std::optional<LogPosition> before;               ///< entries older than this one (epoch, sequence)
  std::string action, actor, object;
  std::optional<std::int64_t> atFrom, atUntil;  ///< moments in microseconds, `atUntil` excluded
  std::optional<std::int64_t> subjectId;        ///< entries that stand in the access log of this subject
  std::int64_t limit = -1;                      ///< number of rows, -1 = all
  bool newestFirst = false;
};
/// Entries with their side records, by epoch and sequence.
base::Status eachEvidence(Conn& conn, const EvidenceFilter& filter,
                          const std::function<bool(const EvidenceRow&)>& onRow);
/// Numbers of all epochs that have entries, ascending, with their sizes (number of rows).
[[nodiscard]] base::Result<std::vector<LogPosition>> evidenceEpochs(Conn& conn);

struct SubjectSight {
  std::int64_t subjectId = 0, epoch = 0, seq = 0, visibleFrom = 0;
};
/// All subject rows by epoch, sequence and subject.
base::Status eachSubjectSight(Conn& conn, const std::function<bool(const SubjectSight&)>& onRow);
/// Side records that belong to no entry: "epoch/seq".
[[nodiscard]] base::Result<std::vector<std::string>> strayDetails(Conn& conn);

struct StoredHead {
  std::int64_t epoch = 0, size = 0, at = 0;
  std::string text;  ///< signed text
};
base::Status insertHead(Conn& conn, const StoredHead& head);
/// Heads by epoch and size; of one epoch when given.
[[nodiscard]] base::Result<std::vector<StoredHead>> listHeads(Conn& conn, std::optional<std::int64_t> epoch = {});
/// The newest head of an epoch.
[[nodiscard]] base::Result<std::optional<StoredHead>> lastHead(Conn& conn, std::int64_t epoch);

}  // namespace medcredit::store
