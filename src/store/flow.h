// The way of a record through the offices (草稿 → 已审核 → 已报送 → 已录入信用网站, R-COLL-17, 18) and the list of
// records that people work through.
//
// A version entered by a person of the house is a draft by itself: no step is written for it. A version brought in by
// the operator of the machine (an actor that is no user) counts as submitted. Steps speak of one version; a correction
// therefore starts the way anew. Functions that write must run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/batches.h"
#include "store/conn.h"

namespace medcredit::store {

struct FlowStep {
  std::int64_t recordId = 0, seq = 0, version = 0;
  std::string step;  ///< reviewed, submitted, entered, returned
  std::string actor;
  base::Instant at;
  std::string points;  ///< review points, joined by blanks; empty for other steps
  std::string reason;
};
/// Appends a step; `seq` is given here.
base::Status appendFlowStep(Conn& conn, const FlowStep& step);
/// All steps of a record, oldest first.
[[nodiscard]] base::Result<std::vector<FlowStep>> flowSteps(Conn& conn, std::int64_t recordId);
/// draft, returned, reviewed, submitted or entered; empty text when there is no such record.
[[nodiscard]] base::Result<std::string> flowState(Conn& conn, std::int64_t recordId);

/// The newest version that was submitted, or brought in by the operator; empty when none was.
[[nodiscard]] base::Result<std::optional<std::int64_t>> releasedVersion(Conn& conn, std::int64_t recordId);

/// What to list; empty members do not restrict.
struct RecordFilter {
  std::optional<std::vector<std::string>> units;  ///< data scope; an empty list shows nothing
  std::vector<std::string> entries;               ///< entries the person handles
  std::string actor;                              ///< only records this person wrote a version of
  std::string entry, unitId, state, publicity, flow;
  std::string dueUntil;                 ///< report clock ends on or before this day
  std::optional<std::int64_t> batchId;  ///< records that a batch brought in or changed
  std::optional<std::int64_t> before;   ///< only ids below this one: the next page
  std::int64_t limit = 50;
};
/// One line of the list. The name of the subject is raw: whoever shows it asks the disclosure policy first.
struct RecordLine {
  std::int64_t id = 0, subjectId = 0, version = 0;
  std::string subjectName, subjectKind, entry, unitId, state, infoClass, documentNo, decidedOn, receivedOn, dueOn,
      publicity, publishDue, publishedOn, publicityUntil, flow;
  bool internalOnly = false, disputed = false;
};
/// Newest first.
[[nodiscard]] base::Result<std::vector<RecordLine>> listRecords(Conn& conn, const RecordFilter& filter);

/// One page of batches, newest first; members as in RecordFilter.
struct BatchPage {
  std::optional<std::vector<std::string>> units;
  std::vector<std::string> entries;
  std::string actor, entry, unitId, state;
  std::optional<std::int64_t> before;
  std::int64_t limit = 50;
};
[[nodiscard]] base::Result<std::vector<Batch>> pageBatches(Conn& conn, const BatchPage& page);

}  // namespace medcredit::store
