// Who asks: turns what a request presents — a session cookie or a partner system's signature — into a Principal.
// Nothing else in the program decides who somebody is (R-SEC-03, R-SEC-11).
//
// Rights are read from the store at every request: a role taken away, an account disabled or a delegate's term that ran
// out is felt by the very next request.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "service/context.h"
#include "service/principal.h"

namespace medcredit::service::access {

/// What a request presents, as text from the wire. Empty texts were not sent.
struct Credentials {
  std::string sessionToken;   ///< value of the session cookie
  std::string csrfToken;      ///< X-CSRF-Token
  bool unsafeMethod = false;  ///< POST, PUT, PATCH, DELETE: a session must prove that its own page sent the request
  std::string address;        ///< who is at the other end of the connection
  std::string agent;          ///< User-Agent
  std::string speakFor;       ///< X-Speak-For: the subject ("S7") an account with several of them means now

  // Partner systems, see docs/api/signing.md. X-MC-Key, -Timestamp, -Nonce, -Signature:
  std::string keyId, timestamp, nonce, signature;
  std::string method;               ///< "POST"
  std::string target;               ///< request target exactly as sent: "/api/shared/subjects/91…?purpose=…"
  std::string bodySm3;              ///< SM3 of the body, hex; needed only when signedRequest()
  std::string purpose, caseNumber;  ///< X-Purpose and X-Case-Number exactly as sent: they are signed too

  [[nodiscard]] bool signedRequest() const { return !keyId.empty() || !signature.empty(); }
};

/// Name of the session cookie. With TLS the __Host- prefix ties it to this host and to HTTPS.
[[nodiscard]] std::string_view cookieName(bool secure);
/// Set-Cookie value that hands the token over, and the one that takes it away.
[[nodiscard]] std::string sessionCookie(std::string_view token, bool secure);
[[nodiscard]] std::string endedCookie(bool secure);

/// The principal behind the credentials; anonymous when nothing is presented. Outside a transaction: it may write (last
/// seen, nonce). Set `context.principal` and `context.actor` (= principal.id) from the answer.
///
/// Sessions: ACCS-0101 expired (idle or absolute), ACCS-0103 ended by somebody or account disabled, ACCS-0104 no such
/// session (forged), ACCS-0203 CSRF token missing or of another session, ACCS-0208 spoken-for subject not authorised.
/// Signatures: ACCS-0120 headers incomplete or malformed, ACCS-0121 time stamp outside ±300 s, ACCS-0122 unknown or
/// revoked key, disabled system or wrong signature (not told apart), ACCS-0123 nonce used before; ACCS-0124 both a
/// session and a signature.
///
/// `principal.pending` holds the code of what must be done before any permission counts (ACCS-0204 change the password,
/// ACCS-0205 accept the secrecy rules, ACCS-0206 set up the second factor, ACCS-0207 identity not verified);
/// `permissions` is empty until then and routes for any session ("signed-in") stay usable.
[[nodiscard]] base::Result<Principal> authenticate(Context& context, const Credentials& credentials);

/// Why a principal without `permission` is refused: ACCS-0102 not signed in, the pending code, or ACCS-0201. Success
/// when it has the permission.
[[nodiscard]] base::Status checkPermission(const Principal& principal, std::string_view permission);

/// The system itself, for work that stands behind no person (sign-in of a person not yet known, jobs).
[[nodiscard]] Principal anonymousPrincipal();

}  // namespace medcredit::service::access
