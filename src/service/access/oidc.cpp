#include "service/access/oidc.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/base64.h"
#include "crypto/sm3.h"
#include "service/access/internal.h"
#include "store/idempotency.h"

namespace medcredit::service::access {

namespace {

namespace json = boost::json;

constexpr std::size_t kTokenBytes = 32;
constexpr std::string_view kTicketPlace = "oidc|ticket";

/// What the browser carries, sealed, from the beginning of a sign-in to its end.
struct Ticket {
  std::string state, nonce, verifier;
  std::int64_t startedAt = 0;  ///< seconds since 1970
};

std::int64_t secondsOf(const Context& context) { return context.clock.now().micros / kMicrosPerSecond; }

std::string sealed(Context& context, const Ticket& ticket) {
  const json::array parts{ticket.state, ticket.nonce, ticket.verifier, ticket.startedAt};
  return base::toBase64Url(secretKey(context.keys).seal(json::serialize(parts), kTicketPlace, context.random));
}

/// Empty when nothing of ours is in it.
std::optional<Ticket> opened(const Context& context, std::string_view cookie) {
  const auto envelope = base::fromBase64Url(cookie);
  if (!envelope) return std::nullopt;
  const auto plain = secretKey(context.keys).open(*envelope, kTicketPlace);
  if (!plain.ok()) return std::nullopt;
  const auto parts = json::parse(*plain).as_array();  // sealed by us: it is what we wrote
  return Ticket{std::string(parts.at(0).as_string()), std::string(parts.at(1).as_string()),
                std::string(parts.at(2).as_string()), parts.at(3).as_int64()};
}

/// A state counts once, also when the same cookie comes back with it. Kept as long as answers of repeated requests.
base::Status spendState(Context& context, const std::string& state) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  const base::Status kept =
      store::keepAnswer(context.conn, "oidc", crypto::sm3Hex(state), {"state", 0, ""}, context.clock.now());
  if (!kept.ok()) return kept.error().code == "STOR-0006" ? base::fail("ACCS-0131") : kept.error();
  return transaction.commit();
}

struct Proven {
  std::string identity;  ///< "ISSUER SUBJECT"
  bool secondFactor = false;
};

base::Result<Proven> prove(Context& context, IdentityProvider& provider, const OidcReturn& request) {
  const auto ticket = opened(context, request.ticket);
  const std::int64_t now = secondsOf(context);
  if (!ticket || !crypto::constantTimeEqual(ticket->state, request.state) || now - ticket->startedAt > kOidcSeconds) {
    return base::fail("ACCS-0130");
  }
  MC_TRY(spendState(context, ticket->state));
  const auto& config = provider.config();
  // Another provider's answer handed to us (RFC 9207).
  if (!request.issuer.empty() && request.issuer != config.issuer) return base::fail("ACCS-0136", {{"claim", "iss"}});
  if (!request.error.empty() || request.code.empty()) {
    constexpr std::size_t kLongestReason = 64;
    return base::fail("ACCS-0132", {{"reason", harmless(request.error, kLongestReason)}});
  }
  IdentityProvider::Redemption redemption;
  redemption.code = request.code;
  redemption.verifier = ticket->verifier;
  redemption.expected = {config.issuer, config.clientId, ticket->nonce, ticket->startedAt, now};
  MC_ASSIGN(const auto identity, provider.redeem(redemption, now));
  return Proven{config.issuer + " " + identity.subject, provider.secondFactor(identity)};
}

/// Writes the refusal down; `account` is what is known of who tried.
base::Error refuse(Context& context, const std::string& account, base::Error error) {
  const auto write = [&]() -> base::Status {
    MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
    MC_TRY(note(context, "session.refused", account, R"({"by":"oidc"})", error.code));
    return transaction.commit();
  };
  const base::Status written = write();
  return written.ok() ? error : written.error();
}

}  // namespace

base::Result<OidcStart> startOidc(Context& context, IdentityProvider& provider) {
  Ticket ticket{context.random.urlToken(kTokenBytes), context.random.urlToken(kTokenBytes),
                context.random.urlToken(kTokenBytes), secondsOf(context)};
  MC_ASSIGN(std::string url, provider.authorizationEndpoint(ticket.startedAt));
  const auto& config = provider.config();
  url += url.find('?') == std::string::npos ? '?' : '&';
  url += "response_type=code&client_id=" + percentEncoded(config.clientId) +
         "&redirect_uri=" + percentEncoded(config.redirectUri) + "&scope=" + percentEncoded(config.scope) +
         "&state=" + ticket.state + "&nonce=" + ticket.nonce +
         "&code_challenge=" + base::toBase64Url(crypto::sha256(ticket.verifier)) + "&code_challenge_method=S256";
  return OidcStart{std::move(url), sealed(context, ticket)};
}

base::Result<SignedIn> finishOidc(Context& context, IdentityProvider& provider, const OidcReturn& request) {
  if (context.law.access.id.empty()) return base::fail("ACCS-0302");
  const auto proven = prove(context, provider, request);
  if (!proven.ok()) return refuse(context, "oidc", proven.error());
  MC_ASSIGN(const auto user, store::findUserByOidc(context.conn, proven->identity));
  // The log knows a stranger by the same digest each time, not by name.
  if (!user) return refuse(context, "oidc:" + loginKey(context.keys, proven->identity), base::fail("ACCS-0138"));
  return beginVouchedSession(context, {user->id, request.address, request.agent, proven->secondFactor});
}

std::string_view oidcCookieName(bool secure) { return secure ? "__Host-medcredit-oidc" : "medcredit-oidc"; }

std::string oidcCookie(std::string_view ticket, bool secure) {
  // Lax: the provider sends the browser back from its own site.
  return std::string(oidcCookieName(secure)) + "=" + std::string(ticket) + "; Path=/; HttpOnly; SameSite=Lax" +
         (secure ? "; Secure" : "") + "; Max-Age=" + std::to_string(ticket.empty() ? 0 : kOidcSeconds);
}

base::Status checkOidcSubject(std::string_view text) {
  constexpr std::size_t kLongest = 400;
  const auto blank = text.find(' ');
  const bool wellFormed = blank != std::string_view::npos && blank + 1 < text.size() && text.size() <= kLongest &&
                          trustworthyAddress(text.substr(0, blank)) &&
                          std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (!wellFormed) return base::fail("ACCS-0512", {}, "oidcSubject");
  return {};
}

}  // namespace medcredit::service::access
