// Duties in the store: what should have arrived (decision register), nil reports, the power and responsibility list,
// and the counts that quality supervision rests on. Functions that write must run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// One decision that must arrive (决定台账). `documentKey` = base::headerKey(documentNo).
struct RegisterRow {
  std::string entry, unitId, documentKey, documentNo, decidedOn, dueOn;
  bool dueProvisional = false;
};
/// Restricts by unit, entry and decision date (inclusive); empty members do not restrict.
struct DutyFilter {
  std::string unitId, entry, from, to;
};

[[nodiscard]] base::Result<std::optional<RegisterRow>> findRegisterRow(Conn& conn, std::string_view entry,
                                                                       std::string_view unitId,
                                                                       std::string_view documentKey);
base::Status insertRegisterRows(Conn& conn, const std::vector<RegisterRow>& rows, base::Instant now);
/// Register rows in order of entry, unit and document key.
base::Status eachRegisterRow(Conn& conn, const DutyFilter& filter,
                             const std::function<bool(const RegisterRow&)>& onRow);
/// A received decision: a live record or an open rejected row.
struct ReceivedRow {
  std::string unitId, entry;
  std::int64_t recordId = 0;  ///< 0 for a rejected row
  std::int64_t batchId = 0, fileRow = 0;
  std::string documentNo, decidedOn, receivedOn, dueOn;
  std::string channel;       ///< manual, file, feed
  base::Instant receivedAt;  ///< of a rejected row: when its batch came in
};
/// Live records, in order of their id.
base::Status eachReceivedRecord(Conn& conn, const DutyFilter& filter,
                                const std::function<bool(const ReceivedRow&)>& onRow);
/// Moment of the newest version of a record.
[[nodiscard]] base::Result<base::Instant> lastKnownAt(Conn& conn, std::int64_t recordId);
/// Rejected rows not yet resolved by a later round; a decision rejected several times counts once (its first arrival).
base::Status eachOpenRejection(Conn& conn, const DutyFilter& filter,
                               const std::function<bool(const ReceivedRow&)>& onRow);

/// Received decisions counted by unit, entry and channel; late = received after the due day.
struct ReceivedCount {
  std::string unitId, entry, channel;
  std::int64_t records = 0, late = 0;
};
[[nodiscard]] base::Result<std::vector<ReceivedCount>> countReceived(Conn& conn, const DutyFilter& filter);

/// A wrong report (错报): a version that corrects what the supplier had sent wrongly.
struct WrongReport {
  std::string unitId, entry, documentNo;
  std::int64_t recordId = 0, version = 0;
  base::Instant knownAt;
};
/// Corrections whose cause begins with `cause`, in order of record and version; dates of the filter are compared with
/// the day the correction became known by the caller.
base::Status eachWrongReport(Conn& conn, const DutyFilter& filter, std::string_view cause,
                             const std::function<bool(const WrongReport&)>& onRow);

/// Findings of stored batches with one of the codes; a row is told once per code. Dates are those of arrival.
base::Status eachFindingRow(Conn& conn, const DutyFilter& filter, std::string_view code,
                            const std::function<bool(const ReceivedRow&)>& onRow);

struct NilReport {
  std::string entry, unitId, period, reportedOn, actor;
};
/// False when the same report was there already; then nothing changes.
base::Result<bool> insertNilReport(Conn& conn, const NilReport& report, base::Instant now);
[[nodiscard]] base::Result<std::vector<NilReport>> listNilReports(Conn& conn, std::string_view unitId,
                                                                  std::string_view entry);
/// Live records of a unit and entry whose decision (or, without one, arrival) falls into "YYYY-MM".
[[nodiscard]] base::Result<std::int64_t> countRecordsOfPeriod(Conn& conn, std::string_view entry,
                                                              std::string_view unitId, std::string_view period);
/// Months ("YYYY-MM") for which a unit has reported live records of an entry.
[[nodiscard]] base::Result<std::vector<std::string>> periodsWithRecords(Conn& conn, std::string_view entry,
                                                                        std::string_view unitId);
[[nodiscard]] base::Result<std::int64_t> countRegisterOfPeriod(Conn& conn, std::string_view entry,
                                                               std::string_view unitId, std::string_view period);

/// One item of the power and responsibility list (权责清单, R-CAT-06).
struct PowerItem {
  std::string code, name, kind, office, entry;
};
/// Inserts or replaces by code; returns how many were new.
base::Result<std::int64_t> upsertPowerItems(Conn& conn, const std::vector<PowerItem>& items);
/// Items in order of their code.
[[nodiscard]] base::Result<std::vector<PowerItem>> listPowerItems(Conn& conn);

/// A unit with what supervision needs to know: entries and the person in charge on a day.
struct DutyUnit {
  std::string id, name, region;
  std::string person;  ///< empty: none named
  base::Instant createdAt;
  std::vector<std::string> entries;
};
[[nodiscard]] base::Result<std::vector<DutyUnit>> dutyUnits(Conn& conn, base::CivilDate day);

}  // namespace medcredit::store
