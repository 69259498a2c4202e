// One record by hand: entry, correction, change, void, withdrawal, and the whole story of it (R-COLL-01, 03, 08, 09).
// Manual entry obeys the same row checks as files. Every act is one transaction with its journal line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "domain/record.h"
#include "service/context.h"
#include "service/record_view.h"
#include "store/batches.h"
#include "store/records.h"

namespace medcredit::service {

/// Field (national code or Chinese name) and value as typed.
using FieldValues = std::vector<std::pair<std::string, std::string>>;

/// Reads {"字段": "值", …}; numbers are taken as written. COLL-0052.
[[nodiscard]] base::Result<FieldValues> fieldValuesFromJson(std::string_view text, const std::string& fileName);

/// The head of a live record. COLL-0050 unknown record, COLL-0054 void or withdrawn.
[[nodiscard]] base::Result<store::RecordHead> requireLive(Context& context, std::int64_t id);

struct AddRecordRequest {
  std::string entry, unit;
  FieldValues values;
  std::optional<base::CivilDate> received;
  bool market = false;        ///< 市场信用信息 (R-COLL-09)
  std::string consent;        ///< evidence of the person's consent
  std::string association;    ///< association or industry body it was obtained from (R-COLL-08); implies market
  bool internalOnly = false;  ///< R-CAT-12
  std::string moment;         ///< R-CAT-11: code or label
  std::string kindCode;       ///< good, negative or other kind: code or label
  std::string severity;       ///< minor, general, serious or label
};

/// What an act on a record did. With an error among the findings nothing was stored.
struct RecordOutcome {
  std::optional<std::int64_t> id;
  std::int64_t version = 0;
  std::string dueOn;
  bool late = false;
  std::vector<store::StoredFinding> findings;  ///< row 0; column -1
  std::int64_t errors = 0;
};
/// COLL-0001 … 0003, 0012, 0013 as an import; COLL-0051 unknown field, COLL-0053 no consent, COLL-0058 known already,
/// COLL-0059 unknown code, COLL-0061 nothing given.
[[nodiscard]] base::Result<RecordOutcome> addRecord(Context& context, const AddRecordRequest& request);

struct ChangeRecordRequest {
  std::int64_t id = 0;
  bool correction = true;               ///< the earlier facts were wrong; false: the facts changed
  FieldValues values;                   ///< only what differs; an empty value clears a field
  std::string cause;                    ///< 错报 …; COLL-0056 without it for a correction
  std::optional<base::CivilDate> from;  ///< first day of the new facts (change only); today when empty
};
/// COLL-0050 unknown record, COLL-0054 not live, COLL-0055 nothing differs, COLL-0057 collides with another record.
[[nodiscard]] base::Result<RecordOutcome> changeRecord(Context& context, const ChangeRecordRequest& request);

/// Void (作废): it should never have existed. Withdrawal (撤回): the supplier takes it back from today. Returns the new
/// version. COLL-0050, COLL-0054, COLL-0056.
[[nodiscard]] base::Result<std::int64_t> retireRecord(Context& context, std::int64_t id, bool isVoid,
                                                      const std::string& reason);

/// A version with its values by field.
struct VersionDetails {
  store::RecordVersion version;
  std::vector<std::pair<std::string, std::string>> values;  ///< field name and value, empty ones left out
  std::string producing, issuing;                           ///< 产生单位 (deciding authority) and 发证单位
};
struct RecordDetails {
  store::RecordHead head;
  std::string subjectName, unitName, entryName;
  std::vector<VersionDetails> versions;  ///< known at the moment asked for, oldest first
  std::optional<std::size_t> current;    ///< index of the version that holds on the day asked for; empty: none
  std::optional<RecordView> view;        ///< class, terms and uses on that day
};
struct RecordQuery {
  std::int64_t id = 0;
  std::optional<base::CivilDate> asOf;     ///< true on this day; today when empty
  std::optional<base::CivilDate> knownOn;  ///< as known at the end of this day; today when empty
};
[[nodiscard]] base::Result<RecordDetails> showRecord(Context& context, const RecordQuery& query);

}  // namespace medcredit::service
