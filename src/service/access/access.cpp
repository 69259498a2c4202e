#include "service/access/access.h"

#include <algorithm>

#include "crypto/envelope.h"
#include "crypto/sm3.h"
#include "service/access/internal.h"
#include "service/access/signature.h"
#include "store/access_delegates.h"
#include "store/read_span.h"

namespace medcredit::service::access {

namespace {

constexpr std::int64_t kTouchEvery = kMicrosPerMinute;

/// How long a session lives is data; a store without sign-in rules has no valid session.
bool expired(const Context& context, const store::SessionRow& session) {
  const auto& policy = context.law.access;
  const std::int64_t now = context.clock.now().micros;
  return now - session.lastSeenAt > policy.idleMinutes * kMicrosPerMinute ||
         now - session.createdAt > policy.absoluteHours * kMicrosPerHour;
}

base::Status checkCsrf(const Credentials& credentials, const store::SessionRow& session) {
  if (!credentials.unsafeMethod) return {};
  if (crypto::constantTimeEqual(credentials.csrfToken, session.csrf)) return {};
  return base::fail("ACCS-0203");
}

/// Which archive the account speaks for now: the one named with the request, the session's choice, or the only one.
base::Status chooseSubject(Context& context, const Credentials& credentials, const store::SessionRow& session,
                           Principal& principal) {
  MC_ASSIGN(const auto subjects, store::subjectsSpokenFor(context.conn, principal.id, context.clock.today().iso()));
  const auto authorised = [&](std::int64_t id) {
    return std::find(subjects.begin(), subjects.end(), id) != subjects.end();
  };
  if (!credentials.speakFor.empty()) {
    const auto wanted = parsePublicId('S', credentials.speakFor);
    if (!wanted || !authorised(*wanted)) return base::fail("ACCS-0208");
    principal.subjectId = wanted;
  } else if (session.speaksFor && authorised(*session.speaksFor)) {
    principal.subjectId = session.speaksFor;
  } else if (subjects.size() == 1) {
    principal.subjectId = subjects.front();
  }
  return {};
}

/// Notes that the session is in use. A store too busy for it does not stop the request.
void touch(Context& context, const store::SessionRow& session) {
  const std::int64_t now = context.clock.now().micros;
  if (now - session.lastSeenAt < kTouchEvery || context.conn.inTransaction()) return;
  auto transaction = store::Transaction::start(context.conn);
  if (!transaction.ok()) return;
  if (store::touchSession(context.conn, session.tokenHash, now).ok()) static_cast<void>(transaction->commit().ok());
}

base::Result<Principal> authenticateSession(Context& context, const Credentials& credentials) {
  const std::string digest = crypto::sm3Hex(credentials.sessionToken);
  store::ReadSpan reads(context.conn);
  MC_ASSIGN(const auto session, store::findSession(context.conn, digest));
  if (!session) return base::fail("ACCS-0104");
  MC_ASSIGN(const auto user, store::findUser(context.conn, session->userId));
  if (session->revokedAt || !user || user->state != "active") return base::fail("ACCS-0103");
  if (expired(context, *session)) return base::fail("ACCS-0101");
  MC_TRY(checkCsrf(credentials, *session));
  MC_ASSIGN(Principal principal, principalOf(context, *user, session->secondFactor));
  principal.sessionHash = session->tokenHash;
  if (principal.kind == PrincipalKind::kSubject) {
    MC_TRY(chooseSubject(context, credentials, *session, principal));
  } else if (!credentials.speakFor.empty()) {
    return base::fail("ACCS-0208");
  }
  reads.end();
  touch(context, *session);
  return principal;
}

}  // namespace

std::string_view cookieName(bool secure) { return secure ? "__Host-medcredit" : "medcredit"; }

std::string sessionCookie(std::string_view token, bool secure) {
  return std::string(cookieName(secure)) + "=" + std::string(token) + "; Path=/; HttpOnly; SameSite=Strict" +
         (secure ? "; Secure" : "");
}

std::string endedCookie(bool secure) { return sessionCookie("", secure) + "; Max-Age=0"; }

Principal anonymousPrincipal() {
  Principal principal;
  principal.kind = PrincipalKind::kAnonymous;
  principal.id = "anonymous";
  return principal;
}

base::Result<Principal> authenticate(Context& context, const Credentials& credentials) {
  if (credentials.signedRequest() && !credentials.sessionToken.empty()) return base::fail("ACCS-0124");
  if (credentials.signedRequest()) return authenticateSignature(context, credentials);
  if (!credentials.sessionToken.empty()) return authenticateSession(context, credentials);
  return anonymousPrincipal();
}

base::Status checkPermission(const Principal& principal, std::string_view permission) {
  if (principal.kind == PrincipalKind::kOperator || principal.may(permission)) return {};
  if (principal.kind == PrincipalKind::kAnonymous) return base::fail("ACCS-0102");
  if (!principal.pending.empty()) return base::fail(principal.pending);
  return base::fail("ACCS-0201", {{"permission", std::string(permission)}});
}

}  // namespace medcredit::service::access
