// The way of a record (R-COLL-17, 18): 草稿 → 已审核 → 已报送 → 已录入信用网站, each step with actor and time.
//
// The office reviews lawfulness, truth and accuracy before anything leaves it; who reviews is none of those who entered
// or corrected the record. The central desk enters what was submitted on the credit site. Either may send it back with
// a reason. A correction starts the way anew. What the operator brings in on the machine itself counts as submitted,
// with the operator as the one who answers for it. Errors are COLL-007x.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "store/flow.h"
#include "store/publicity.h"

namespace medcredit::service {

enum class FlowState { kDraft, kReturned, kReviewed, kSubmitted, kEntered };
[[nodiscard]] std::string_view flowStateName(FlowState state);  ///< "draft", "returned" …
[[nodiscard]] std::string_view flowStateLabel(FlowState state);  ///< 草稿, 已退回, 已审核, 已报送, 已录入信用网站
[[nodiscard]] std::optional<FlowState> flowStateFromName(std::string_view name);

/// What the jurisdiction asks for: profile keys flow.review and flow.two.persons.
struct FlowRules {
  bool review = true;      ///< nothing is published or entered before it was reviewed and submitted
  bool twoPersons = true;  ///< the reviewer is another person than those who entered or corrected
};
[[nodiscard]] FlowRules flowRules(const jurisdiction::Jurisdiction& law);

/// The three review points (合法性、真实性、准确性).
struct ReviewPoints {
  bool lawful = false, truthful = false, accurate = false;
};

/// A person's step, or the entry of a version that began the way.
struct FlowEvent {
  std::int64_t version = 0;
  FlowState state = FlowState::kDraft;
  std::string actor;
  base::Instant at;
  std::vector<std::string> points;  ///< lawful, true, accurate
  std::string reason;
};
struct RecordFlow {
  FlowState state = FlowState::kDraft;
  std::vector<FlowEvent> events;  ///< oldest first; versions by users begin with a draft
  std::string heldBy;             ///< code of why it may not be published yet; empty when it may
};
/// COLL-0050 unknown record.
[[nodiscard]] base::Result<RecordFlow> recordFlow(Context& context, std::int64_t recordId);

/// 审核. COLL-0050, COLL-0054 not live, COLL-0070 wrong state, COLL-0071 the reviewer entered or corrected it,
/// COLL-0072 a point is not ticked.
base::Status reviewRecord(Context& context, std::int64_t recordId, const ReviewPoints& points, const std::string& note);
/// 退回, by the reviewer or, once submitted, by the central desk. COLL-0070, COLL-0073 without a reason.
base::Status returnRecord(Context& context, std::int64_t recordId, const std::string& reason);
/// 报送 to the central desk; needs the review where the profile asks for it. COLL-0070.
base::Status submitRecord(Context& context, std::int64_t recordId);
/// 录入: the central desk notes the site (and the receipt) the record now stands on. COLL-0070, COLL-0073 without site.
base::Status enterRecord(Context& context, std::int64_t recordId, const std::string& site, const std::string& receipt);
/// As enterRecord for a record that a channel confirmed; inside the caller's transaction, nothing when it was noted.
base::Status noteEntered(Context& context, std::int64_t recordId, const std::string& note);

/// Why the record must not be published yet (COLL-0074); empty when it may, or when the profile asks for no review.
[[nodiscard]] base::Result<std::optional<base::Error>> publicationHeld(Context& context, std::int64_t recordId);

/// A published record whose correction still waits for its review: the row gets the facts of the last version that went
/// the whole way, so that nobody alone changes what is public. Other rows stay as they are.
base::Status showReleased(Context& context, store::PublicityRow& row);

}  // namespace medcredit::service
