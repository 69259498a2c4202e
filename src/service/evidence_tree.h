// Entries on their way into the log: everything that can be made ready before the sequence number is known, and the
// append that gives numbers, writes the leaves and completes the nodes of the tree.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/envelope.h"
#include "evidence/entry.h"
#include "evidence/merkle.h"
#include "service/evidence.h"
#include "store/evidence.h"

namespace medcredit::service {

/// An entry without its number. Independent of any connection: made by the acting thread, appended by another.
struct PreparedEntry {
  evidence::Entry entry;
  std::string salt, sealed;            ///< side record of the detail; empty when there is none
  std::vector<std::int64_t> subjects;  ///< whose access log tells of it
  std::int64_t visibleFrom = 0;
};

[[nodiscard]] PreparedEntry prepareEntry(Context& context, const Act& act);

/// Appends to the newest epoch inside the current transaction; fills in epoch and sequence.
base::Status appendPrepared(store::Conn& conn, std::span<PreparedEntry> entries);
/// Same at a given place (first entry of a new epoch).
base::Status appendPreparedAt(store::Conn& conn, store::LogPosition position, std::span<PreparedEntry> entries);

/// Complete subtree roots of one epoch as stored; a missing one reads as zeros, which no proof survives.
[[nodiscard]] evidence::NodeSource storedNodes(store::Conn& conn, std::int64_t epoch);

/// What stands in the side record: the detail, the lawful delay, and the further subjects of a list view.
struct EntryDetail {
  std::string json;
  std::int64_t visibleFrom = 0;
  std::vector<std::int64_t> subjects;
};
/// Opens a side record and checks it against the commitment of its entry. EVID-0004 when they disagree, CRYP-* when it
/// cannot be opened.
[[nodiscard]] base::Result<EntryDetail> openDetail(const crypto::Keys& keys, const evidence::Entry& entry,
                                                   std::string_view salt, std::string_view sealed);

[[nodiscard]] std::string_view bytesOf(const evidence::Hash32& hash);

}  // namespace medcredit::service
