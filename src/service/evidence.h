// Evidence (留痕): every act leaves one entry in the append-only Merkle log (R-SEC-01). A change and its entry commit
// in one transaction; an entry about a read is durable before the data leaves.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"

namespace medcredit::service {

/// One act. Who acted, in which role and from where is taken from the context; names, identity numbers and free text
/// belong into `detailJson`, which is kept encrypted beside the log and bound to the entry by a salted commitment.
struct Act {
  std::string action;      ///< "record.read", "import", "session.denied" …
  std::string objectType;  ///< "record", "batch", "subject" …
  std::string objectId;    ///< public id: "R5"
  std::int64_t objectVersion = 0;
  std::optional<std::int64_t> subjectId;  ///< whose data; enters the log as a pseudonym, and its access log
  std::vector<std::int64_t> subjects;     ///< further subjects of a list view, each in its own access log
  std::string purpose, basis;             ///< empty purpose: the one declared with the request
  std::string fields;                     ///< fields released (bitmap or comma-separated names of fields, no values)
  bool allowed = true;
  std::string rule;            ///< row of the disclosure policy, or permission
  std::string outcome = "ok";  ///< "ok" or an error code
  std::string detailJson;      ///< one JSON document on one line, or empty
  base::Instant visibleFrom;   ///< lawful delay until the subject may see it; zero = at once
};

/// Appends entries inside the current write transaction. STOR-0005 outside one, other STOR-* from the store.
base::Status appendEvidence(Context& context, const Act& act);
base::Status appendEvidence(Context& context, std::span<const Act> acts);

/// Makes the entry about a read durable before it returns: through the group commit of `context.readLog` when set, in a
/// transaction of its own otherwise (or in the running one). When it fails, the caller returns the error and no
/// personal data leaves.
base::Status recordRead(Context& context, const Act& act);

/// A subject as the log names it: HMAC-SM3 under the pseudonym key, 32 bytes.
[[nodiscard]] std::string subjectPseudonym(const crypto::Keys& keys, std::int64_t subjectId);

}  // namespace medcredit::service
