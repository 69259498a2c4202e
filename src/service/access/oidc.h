// Sign-in through an existing identity provider: OpenID Connect, authorization code flow with PKCE (RFC 7636, S256).
// What must come back unchanged — state, nonce, verifier — travels sealed in a cookie of the browser that began; a
// state counts once. docs/operations/oidc.md, docs/adr/0021.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/access/oidc_config.h"
#include "service/access/oidc_token.h"
#include "service/access/sign_in.h"
#include "service/access/web_client.h"
#include "service/context.h"

namespace medcredit::service::access {

/// The provider as the server knows it: its addresses and keys are fetched when first needed and kept for an hour.
/// Shared by all worker threads; at most `calls` of them talk to the provider at a time, others are turned away.
class IdentityProvider {
 public:
  static constexpr int kMostCalls = 8;

  IdentityProvider(OidcConfig config, std::unique_ptr<WebClient> web, int calls);

  [[nodiscard]] const OidcConfig& config() const { return config_; }

  struct Redemption {
    std::string code, verifier;
    TokenExpectation expected;
  };
  /// Where the browser goes to sign in. ACCS-0303 too many at a time, ACCS-0304 … ACCS-0306 provider not usable.
  [[nodiscard]] base::Result<std::string> authorizationEndpoint(std::int64_t now);
  /// Exchanges the code and judges the token; a key not known yet makes the keys be fetched once more. ACCS-0133 the
  /// provider does not take the code, and the refusals of authorizationEndpoint and checkIdToken.
  [[nodiscard]] base::Result<TokenIdentity> redeem(const Redemption& redemption, std::int64_t now);
  /// True when what the provider says of the way of signing in stands for a second factor.
  [[nodiscard]] bool secondFactor(const TokenIdentity& identity) const;

 private:
  struct Addresses {
    std::string authorization, token, keys;
    bool secretInForm = false;  ///< the provider wants the secret in the body, not in the header
    std::int64_t fetchedAt = 0;
  };
  struct Keys {
    std::vector<TokenKey> list;
    std::int64_t fetchedAt = 0;
  };
  base::Result<std::shared_ptr<const Addresses>> addresses(std::int64_t now);
  base::Result<std::shared_ptr<const Keys>> keys(const Addresses& where, std::int64_t now, bool afresh);
  base::Result<std::string> exchange(const Addresses& where, const Redemption& redemption) const;

  OidcConfig config_;
  std::unique_ptr<WebClient> web_;
  std::counting_semaphore<kMostCalls> free_;
  std::mutex mutex_;  ///< of the two below
  std::shared_ptr<const Addresses> addresses_;
  std::shared_ptr<const Keys> keys_;
};

struct OidcStart {
  std::string location;  ///< the provider's sign-in page
  std::string ticket;    ///< value of the cookie that must come back
};
/// ACCS-0303 … ACCS-0306.
[[nodiscard]] base::Result<OidcStart> startOidc(Context& context, IdentityProvider& provider);

struct OidcReturn {
  std::string state, code, error, issuer;  ///< parameters of the return; `issuer` (RFC 9207) may be empty
  std::string ticket;                      ///< the cookie
  std::string address, agent;
};
/// Every attempt is in the evidence log. ACCS-0130 not begun in this browser or longer than ten minutes ago, ACCS-0131
/// state used before, ACCS-0132 the provider refuses, ACCS-0138 nobody has this identity, and the refusals of redeem
/// and beginVouchedSession.
[[nodiscard]] base::Result<SignedIn> finishOidc(Context& context, IdentityProvider& provider,
                                                const OidcReturn& request);

/// How long a begun sign-in may take, in seconds.
inline constexpr std::int64_t kOidcSeconds = 600;
/// Cookie of the ticket: set, and taken away with an empty ticket.
[[nodiscard]] std::string_view oidcCookieName(bool secure);
[[nodiscard]] std::string oidcCookie(std::string_view ticket, bool secure);

/// An identity as accounts hold it: "ISSUER SUBJECT". ACCS-0512 when it is not of that form.
base::Status checkOidcSubject(std::string_view text);

}  // namespace medcredit::service::access
