// What the areas send of batches, records and duties, one builder per kind of object; their schemas stand in openapi/.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "domain/penalty_severity.h"
#include "service/attachment.h"
#include "service/collect.h"
#include "service/flow.h"
#include "service/record.h"
#include "store/batches.h"
#include "store/flow.h"

namespace medcredit::service {
struct PublicRecord;
}

namespace medcredit::http {

/// Public id or null.
[[nodiscard]] boost::json::value idOrNull(char letter, const std::optional<std::int64_t>& id);
/// Text or null when empty.
[[nodiscard]] boost::json::value textOrNull(const std::string& text);
/// Moment or null.
[[nodiscard]] boost::json::value momentOrNull(const std::optional<base::Instant>& at);
/// Counts by code with the text of each code.
[[nodiscard]] boost::json::array countsView(const std::vector<std::pair<std::string, std::int64_t>>& counts);
[[nodiscard]] boost::json::object batchView(const store::Batch& batch);
/// `row` null for findings about the whole file, `column` null without one.
[[nodiscard]] boost::json::object findingView(const store::StoredFinding& finding);
[[nodiscard]] boost::json::object reportView(const service::ImportReport& report);
[[nodiscard]] boost::json::object flowView(const service::RecordFlow& flow);
[[nodiscard]] boost::json::object attachmentView(const store::Attachment& attachment);
/// A record as the public sees it.
[[nodiscard]] boost::json::object publicRecordView(const service::PublicRecord& record);
/// A refusal as part of an answer: code, text and place.
[[nodiscard]] boost::json::object issueView(const base::Error& error);
/// Outcome of an act on a record (version, due day, findings).
[[nodiscard]] boost::json::object outcomeView(const service::RecordOutcome& outcome);
/// Severity suggested for a penalty, or null.
[[nodiscard]] boost::json::value severityView(const std::optional<domain::SeverityProposal>& proposal);

}  // namespace medcredit::http
