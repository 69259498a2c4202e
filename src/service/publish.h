// Publishing (双公示 and every other public entry): what is due, publishing with the secrecy check, taking down.
// Every act is one transaction with its journal line. Errors are PUBL-*.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "domain/deadline.h"
#include "domain/penalty_severity.h"
#include "service/context.h"

namespace medcredit::service {

/// One record that must be published.
struct PublishDuty {
  std::int64_t recordId = 0;
  std::string entry, entryName, unitId, unitName, subjectName, documentNo;
  base::CivilDate decidedOn, due;
  bool provisional = false;
  domain::DutyState state = domain::DutyState::kNotDue;
  std::string explanation;  ///< worked arithmetic in Chinese
  std::string reason;       ///< why it is public
  std::vector<std::string> channels;
  std::optional<base::Error> warning;                ///< outside the item list (R-DUAL-06)
  std::optional<domain::SeverityProposal> proposal;  ///< suggested severity where none is stated
};
struct PublishDueQuery {
  std::optional<base::CivilDate> on;                             ///< judge as of this day; empty: today
  std::string entry, unitId;                                     ///< empty = all
  std::optional<std::vector<std::string>> scope = std::nullopt;  ///< only these units (sorted); empty optional = all
};
/// Everything that waits to be published, most urgent first. Natural persons never appear (R-DUAL-10).
[[nodiscard]] base::Result<std::vector<PublishDuty>> publishDue(Context& context, const PublishDueQuery& query);

struct PublishRequest {
  std::vector<std::int64_t> records;
  std::string entry;     ///< all pending records of an entry
  bool all = false;      ///< all pending records
  bool checked = false;  ///< the secrecy check was made (R-DISC-10); PUBL-0001 without it
};
struct PublishedItem {
  std::int64_t recordId = 0;
  std::string entry, documentNo, publicityUntil;
  bool late = false;
  std::vector<std::string> channels;
  std::vector<std::string> tracked;  ///< appear there through another channel
  std::optional<base::Error> warning;
};
struct PublishOutcome {
  std::vector<PublishedItem> published;
  std::vector<base::Error> skipped;  ///< records asked for by number that may not be published, each with its reason
  std::int64_t jobs = 0;
};
/// Publishes. Unknown records (PUBL-0002) and an unknown entry (PUBL-0005) refuse the whole act; records that are not
/// pending or must not be public are skipped with PUBL-0003 and PUBL-0004, ones that were not reviewed and submitted
/// with COLL-0074 where the profile asks for it.
[[nodiscard]] base::Result<PublishOutcome> publishRun(Context& context, const PublishRequest& request);

/// What reconcilePublicity changed.
struct Reconciled {
  std::int64_t opened = 0;     ///< newly to be published
  std::int64_t closed = 0;     ///< no longer to be published
  std::int64_t taken = 0;      ///< taken down
  std::int64_t corrected = 0;  ///< channels told of a newer version
  std::int64_t removed = 0;    ///< channels told to remove
};
/// Brings publicity in line with the law in force and with corrections, voids and withdrawals of records (R-QUAL-07):
/// a newer version of a published record makes a `correct` job per channel, one that is gone a `remove` job. Runs
/// inside the caller's transaction; doing it twice changes nothing.
base::Result<Reconciled> reconcilePublicity(Context& context);
/// As above in its own transaction.
base::Result<Reconciled> reconcileNow(Context& context);

/// Takes a published record down before its term: PUBL-0007 when it is not published, PUBL-0020 without a reason.
base::Status publishWithdraw(Context& context, std::int64_t recordId, std::string_view reason);
/// Ends the publicity of a record, shown or waiting, inside the caller's transaction, and tells the channels to remove
/// it. Returns the state before; nothing happens to a record that is neither shown nor waiting.
[[nodiscard]] base::Result<domain::PublicityState> endPublicity(Context& context, std::int64_t recordId,
                                                                std::string_view reason);
/// A record whose publicity was ended waits again, inside the caller's transaction: shown after the secrecy check.
base::Status reopenPublicity(Context& context, std::int64_t recordId, std::string_view reason);
/// Keeps a pending record back with a recorded reason code (R-DUAL-13): PUBL-0008 unknown code, PUBL-0009 wrong state.
base::Status publishWithhold(Context& context, std::int64_t recordId, std::string_view reasonCode);
/// Reason codes for withholding: the jurisdiction's code list "withhold-reasons", else the three exceptions of the law.
struct WithholdReason {
  std::string code, label;
};
[[nodiscard]] std::vector<WithholdReason> withholdReasons(const jurisdiction::Jurisdiction& law);

/// Ends the publicity of every record whose term is over on `on` (inclusive: the day's last run removes it) and tells
/// the channels to remove it (R-DUAL-12). Returns the records.
[[nodiscard]] base::Result<std::vector<std::int64_t>> publishExpire(Context& context, base::CivilDate on);

/// An operator's word, or a receipt number, that a channel shows the record (R-DUAL-09: 已录入). PUBL-0010 unknown
/// channel, PUBL-0011 nothing open there. False when it was confirmed before with the same receipt.
base::Result<bool> publishConfirm(Context& context, std::int64_t recordId, std::string_view channel,
                                  std::string_view receipt);

/// Channel of the jurisdiction by id or name; PUBL-0010 names those there are.
[[nodiscard]] base::Result<const jurisdiction::Channel*> findChannel(const jurisdiction::Jurisdiction& law,
                                                                     std::string_view idOrName);

}  // namespace medcredit::service
