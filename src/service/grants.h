// Authorised queries (授权查询) and government sharing (政务共享): what a subject authorises, and what those who ask
// get (R-DISC-05, 06, 08). An answer is given only for a purpose of the list; every one is on record before it leaves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "domain/disclosure.h"
#include "service/archive.h"
#include "service/context.h"
#include "service/disclosure.h"

namespace medcredit::service {

/// Scope item for the evaluation result; the others are names of information classes.
inline constexpr std::string_view kScopeGrade = "grade";

struct NewGrant {
  std::int64_t subjectId = 0;
  std::string grantee;  ///< id or login of a third party or its system
  std::string purpose;
  std::vector<std::string> scope;  ///< information classes, "grade"
  base::CivilDate from, to;        ///< both inside the term
  /// SM3 (hex) of a written authorisation filed at the counter; empty: the subject itself, signed in by real name.
  std::string document;
};
enum class GrantState { kInForce, kNotYet, kOver, kWithdrawn };
[[nodiscard]] std::string_view grantStateName(GrantState s);   ///< "in-force", "not-yet", "over", "withdrawn"
[[nodiscard]] std::string_view grantStateLabel(GrantState s);  ///< 有效, 未到期起始日, 已到期, 已撤回
struct Grant {
  std::int64_t id = 0, subjectId = 0;
  std::string grantee, granteeName, purpose, purposeLabel, from, to, evidence;
  std::vector<std::string> scope;
  GrantState state = GrantState::kInForce;
  base::Instant grantedAt;
  std::optional<base::Instant> withdrawnAt;
};

/// The subject itself (or its delegate) authorises; with `document` also staff with delegate.manage who were handed a
/// written authorisation. ACCS-0401 the subject is not the caller's own, DISC-0301 purpose, DISC-0302 grantee unknown,
/// disabled or no third party, DISC-0303 scope, DISC-0304 term, DISC-0305 more than the result for a credit service
/// agency, DISC-0306 digest of the document.
[[nodiscard]] base::Result<Grant> createGrant(Context& context, const NewGrant& request);
/// Takes effect at the next query. ACCS-0401 not the caller's own, DISC-0901 withdrawn before.
base::Status withdrawGrant(Context& context, std::int64_t grantId);
/// Somebody an authorisation can be given to.
struct Grantee {
  std::string id, name, roleLabel;
  bool agency = false;  ///< credit service agency: gets the result only
};
/// self: third parties that may query with an authorisation.
[[nodiscard]] base::Result<std::vector<Grantee>> grantees(Context& context);
/// Everything the signed-in subject ever authorised, newest first.
[[nodiscard]] base::Result<std::vector<Grant>> myGrants(Context& context);

/// What one asker gets about one subject.
struct SubjectAnswer {
  Archive archive;                  ///< narrowed, records with their fields
  domain::ResultDisclosure result;  ///< publicity of the evaluation result
  bool resultAllowed = false;       ///< the asker may have the evaluation result
  std::int64_t grantId = 0;         ///< authorisation it rests on; 0 for government sharing and the subject itself
  std::string purpose, purposeLabel;
};

/// Query by a third party with the subject's authorisation for this purpose, today. A credit service agency gets the
/// result only. DISC-0201 purpose missing or outside the list, DISC-0202 no authorisation (the same whether or not
/// there is such a subject), DISC-0203 more queries today than allowed.
[[nodiscard]] base::Result<SubjectAnswer> authorisedQuery(Context& context, std::string_view code,
                                                          std::string_view purpose);
/// Query by a partner department. DISC-0201, DISC-0203; ACCS-0401 when there is nothing it may see (the same whether or
/// not there is such a subject).
[[nodiscard]] base::Result<SubjectAnswer> sharedQuery(Context& context, std::string_view code,
                                                      std::string_view purpose);
/// The signed-in subject's own archive: everything about it but reference and internal information (R-DISC-04).
/// ACCS-0401 when the account speaks for no subject.
[[nodiscard]] base::Result<SubjectAnswer> ownArchive(Context& context);

/// Before sensitive values are shown in clear: DISC-0201 without a lawful declared purpose, DISC-0307 case number
/// missing for an investigation.
base::Status checkReveal(const Context& context);

/// Subject by one of its codes or its public id among those the caller's scope may name at all; empty when there is
/// none or several.
[[nodiscard]] base::Result<std::optional<std::int64_t>> subjectByCode(Context& context, std::string_view code);

/// Reads that count towards the daily limit of R-SEC-08 and that the anomaly report looks at.
[[nodiscard]] const std::vector<std::string_view>& queryActions();
/// DISC-0203 when the actor has reached its daily number of queries (profile key query.per.day; 0: no limit).
base::Status checkQueryLimit(Context& context);

}  // namespace medcredit::service
