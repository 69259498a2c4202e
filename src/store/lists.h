// Credit lists in the store: who is on which, the register of persons who disturbed the order of medical care, matches
// with outside lists, boards, campaigns, and records in the closed archive. Facts lie sealed. Writing functions run
// inside the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

struct StandardRow {
  std::string id, list, text, basisDocument, actor;
  base::Instant recordedAt;
};
base::Status insertStandard(Conn& conn, const StandardRow& row);
[[nodiscard]] base::Result<std::vector<StandardRow>> listStandards(Conn& conn);

struct ListEntryRow {
  std::int64_t id = 0;
  std::string list, listName, kind;
  std::int64_t subjectId = 0;
  std::optional<std::int64_t> caseId;
  std::string standard, basis, unitId, recognisedOn, validFrom, validTo;
  std::string state;  ///< proposed, listed, removed, dropped, history
  std::string enteredOn, removedOn, cause, source;
  std::optional<std::int64_t> recordId;
  std::string detail;  ///< JSON: facts, evidence; in clear: sealed here
  std::string actor;
  base::Instant recordedAt;
};
base::Status insertListEntry(Conn& conn, ListEntryRow& row);
[[nodiscard]] base::Result<std::optional<ListEntryRow>> listEntry(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::optional<ListEntryRow>> listEntryOfCase(Conn& conn, std::int64_t caseId);
base::Status setListEntryCase(Conn& conn, std::int64_t id, std::int64_t caseId);
/// New state with its days and cause.
base::Status setListEntry(Conn& conn, const ListEntryRow& row);

struct ListFilter {
  std::string list, state, kind;
  std::optional<std::int64_t> subjectId, before, recordId;
  std::optional<std::vector<std::string>> units;  ///< an empty list shows nothing
  std::string validOn;                            ///< listed or history, valid on that day
  bool organisationsOnly = false;
  std::int64_t limit = 200;
};
/// Newest first.
[[nodiscard]] base::Result<std::vector<ListEntryRow>> listEntries(Conn& conn, const ListFilter& filter);

/// Entries of a kind that were listed on `from`, were added and were removed up to `to` (R-LIST-10).
struct ListMovement {
  std::int64_t atStart = 0, added = 0, left = 0;
};
[[nodiscard]] base::Result<ListMovement> listMovement(Conn& conn, std::string_view kind, std::string_view from,
                                                      std::string_view to);

struct ListPush {
  std::int64_t id = 0, entryId = 0;
  std::string channel, act, createdOn, dueOn, state, doneOn, receipt;
};
/// Once for each entry, channel and act.
base::Status insertListPush(Conn& conn, const ListPush& push);
[[nodiscard]] base::Result<std::vector<ListPush>> listPushes(Conn& conn, std::string_view state,
                                                             std::optional<std::int64_t> entryId);
base::Status confirmListPush(Conn& conn, std::int64_t id, std::string_view on, std::string_view receipt);

struct MatchRow {
  std::int64_t id = 0;
  std::string list, source, name, code, facts, validTo;
  std::int64_t subjectId = 0;
  std::string state, reason;
  std::optional<std::int64_t> entryId;
  std::string actor;
  base::Instant recordedAt;
};
base::Status insertMatch(Conn& conn, MatchRow& row);
[[nodiscard]] base::Result<std::optional<MatchRow>> listMatch(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::vector<MatchRow>> listMatches(Conn& conn, std::string_view state);
base::Status decideMatch(Conn& conn, const MatchRow& row);

struct DisorderRow {
  std::int64_t id = 0;
  std::string list, number;  ///< of the person's document; only its blind index is searched
  std::string documentKind, unitId, recognisedOn, validTo, state, removedOn, cause;
  std::string detail;  ///< JSON: name, document, decision, facts; in clear: sealed here under the key of the site
  std::string actor;
  base::Instant recordedAt;
};
base::Status insertDisorder(Conn& conn, DisorderRow& row);
[[nodiscard]] base::Result<std::vector<DisorderRow>> disorderPersons(Conn& conn, std::string_view validOn,
                                                                     std::string_view number);
[[nodiscard]] base::Result<std::optional<DisorderRow>> disorderPerson(Conn& conn, std::int64_t id);
base::Status removeDisorder(Conn& conn, std::int64_t id, std::string_view on, std::string_view cause);

struct BoardRow {
  std::int64_t id = 0;
  std::string board, period;
  std::int64_t subjectId = 0;
  std::string side, grade, state, proposedBy, decidedBy, decidedOn, reason;
};
base::Status insertBoardRow(Conn& conn, const BoardRow& row);
[[nodiscard]] base::Result<std::vector<BoardRow>> boardRows(Conn& conn, std::string_view board,
                                                            std::string_view period);
base::Status decideBoardRow(Conn& conn, const BoardRow& row);

struct CampaignRow {
  std::int64_t id = 0;
  std::string title, kinds, target, unitId, fromOn, untilOn, closedOn, report, actor;
  base::Instant recordedAt;
};
base::Status insertCampaign(Conn& conn, CampaignRow& row);
[[nodiscard]] base::Result<std::optional<CampaignRow>> campaign(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::vector<CampaignRow>> campaigns(Conn& conn);
base::Status closeCampaign(Conn& conn, std::int64_t id, std::string_view on, std::string_view report);
/// A record counts once for a campaign.
base::Status insertCampaignCase(Conn& conn, std::int64_t campaignId, std::int64_t recordId, std::string_view kind);
struct CampaignCount {
  std::string kind;
  std::int64_t cases = 0;
};
[[nodiscard]] base::Result<std::vector<CampaignCount>> campaignCounts(Conn& conn, std::int64_t campaignId);

}  // namespace medcredit::store
