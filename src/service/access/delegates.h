// Accounts of regulated parties: a verified natural person who sees its own archive and those of organisations it is
// authorised for, with a term (R-SUBJ-13).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"

namespace medcredit::service::access {

/// How an identity was verified: at the counter with the document, or by a real-name service.
struct IdentityCheck {
  std::string user;      ///< account of kind subject
  std::string idNumber;  ///< citizen id number; kept only as keyed digest
  std::string how;       ///< counter, real-name-service
};
/// delegate.manage. Binds the account to the verified identity; one identity has one account. ACCS-0401 account,
/// ACCS-0510 id number, ACCS-0908 identity has another account.
base::Status verifyIdentity(Context& context, const IdentityCheck& check);

struct NewDelegation {
  std::string user;
  std::int64_t subjectId = 0;
  std::string basis;  ///< self, delegate
  std::optional<base::CivilDate> from;
  std::optional<base::CivilDate> to;  ///< last day; a delegate needs one, at most three years
  std::string document;               ///< letter of authorisation: number or title; required for a delegate
};
struct DelegationView {
  std::string user, userName;
  std::int64_t subjectId = 0;
  std::string subjectName, basis, from, to, document, verifiedBy;
  bool inForce = false;
  bool revoked = false;
};
/// delegate.manage. ACCS-0207 identity not verified, ACCS-0401 subject, ACCS-0507 term or document missing or wrong,
/// ACCS-0909 in force already.
[[nodiscard]] base::Result<DelegationView> authorise(Context& context, const NewDelegation& request);
/// delegate.manage, or the account itself. Takes effect at the next request; the row stays. ACCS-0401 nothing in force.
base::Status revoke(Context& context, const std::string& user, std::int64_t subjectId);
/// All delegations of an account, or with delegate.manage of a subject; history included, oldest first.
[[nodiscard]] base::Result<std::vector<DelegationView>> delegationsOf(Context& context, const std::string& user);
[[nodiscard]] base::Result<std::vector<DelegationView>> delegatesFor(Context& context, std::int64_t subjectId);

/// self: who may act for the subject this session speaks for, history included. ACCS-0401 it speaks for none.
[[nodiscard]] base::Result<std::vector<DelegationView>> ownDelegates(Context& context);

}  // namespace medcredit::service::access
