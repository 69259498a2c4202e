// Looking into the evidence log and proving its entries to others.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "evidence/entry.h"
#include "evidence/proof.h"
#include "service/context.h"
#include "store/evidence.h"

namespace medcredit::service {

/// An entry as shown to the audit administrator.
struct AuditLine {
  evidence::Entry entry;
  std::string detail;  ///< JSON; only when asked for
};
/// Which entry: "41" (newest epoch) or "1/41".
struct EntryName {
  std::optional<std::int64_t> epoch;
  std::int64_t seq = 0;
};
/// EVID-0051.
[[nodiscard]] base::Result<EntryName> parseEntryName(std::string_view text);

/// Entries that match; opening their details is itself recorded as a read.
[[nodiscard]] base::Result<std::vector<AuditLine>> auditEntries(Context& context, const store::EvidenceFilter& filter,
                                                                bool withDetails);

/// What only the entry itself tells; empty members do not restrict.
struct EntryFilter {
  std::string purpose;
  std::optional<bool> allowed;
};
/// The newest `limit` entries that match both, newest first, without details.
[[nodiscard]] base::Result<std::vector<AuditLine>> newestEntries(Context& context, store::EvidenceFilter filter,
                                                                 const EntryFilter& inside);

/// Proof of one entry under the newest head of its epoch (signing one when none covers it); with `earlier`, a head the
/// reader kept, also the proof that this head continues it. EVID-0050 no such entry, EVID-0002/0003 not a head of this
/// site, EVID-0043 a head this log does not continue.
[[nodiscard]] base::Result<evidence::ProofDocument> proveEntry(Context& context, const EntryName& name,
                                                               const std::optional<std::string>& earlier = {});

}  // namespace medcredit::service
