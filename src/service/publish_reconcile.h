// Publicity in line with the law and with what became of records, one record at a time or all of them; what the
// publishing use cases share about a row. Functions that write run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.h"
#include "domain/deadline.h"
#include "service/publish.h"
#include "service/publish_rules.h"
#include "store/publicity.h"

namespace medcredit::service {

/// The record as the publishing desk sees it; PUBL-0002 when there is none.
[[nodiscard]] base::Result<store::PublicityRow> publicityRow(Context& context, std::int64_t recordId);

/// Due day of a record: as stored at intake, else from its publicity clock.
[[nodiscard]] std::optional<domain::DueDate> storedDue(const PublicityDesk& desk, const store::PublicityRow& row,
                                                       const EntryPublicity& publicity);

/// Tells the channels that hold a record of its new version or of its end.
base::Status notifyChannels(Context& context, std::int64_t recordId, Reconciled& done);

/// What reconcilePublicity does, for one record: after an act on it everything else is as it was. PUBL-0002.
base::Status reconcileRecord(Context& context, std::int64_t recordId);

}  // namespace medcredit::service
