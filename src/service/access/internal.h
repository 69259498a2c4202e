// Shared by the files of this folder only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/envelope.h"
#include "service/access/users.h"
#include "service/context.h"
#include "service/principal.h"
#include "store/access_sessions.h"
#include "store/access_users.h"

namespace medcredit::service::access {

inline constexpr std::int64_t kMicrosPerSecond = 1'000'000;
inline constexpr std::int64_t kMicrosPerMinute = 60 * kMicrosPerSecond;
inline constexpr std::int64_t kMicrosPerHour = 60 * kMicrosPerMinute;
inline constexpr std::int64_t kMicrosPerDay = 24 * kMicrosPerHour;
inline constexpr std::size_t kSessionIdLength = 16;  ///< hex digits of the digest that name a session to people

/// Acts on behalf of an account until it goes out of scope: the evidence log names who signed in.
class ActingAs {
 public:
  ActingAs(Context& context, std::string actor) : context_(context), former_(context.actor) {
    context_.actor = std::move(actor);
  }
  ActingAs(const ActingAs&) = delete;
  ActingAs& operator=(const ActingAs&) = delete;
  ~ActingAs() { context_.actor = former_; }

 private:
  Context& context_;
  std::string former_;
};

/// One entry of the evidence log inside the running transaction; `detailJson` must not hold a secret.
base::Status note(Context& context, std::string_view action, std::string_view account, std::string_view detailJson = {},
                  std::string_view refusal = {});

/// Reads the principal of an account: roles, permissions, entries, pending step. No session yet.
/// `secondFactor`: this session was opened with one, the account's own or the identity provider's.
[[nodiscard]] base::Result<Principal> principalOf(Context& context, const store::UserRow& user,
                                                  bool secondFactor = false);
/// Code of what the account must do first; empty: nothing.
[[nodiscard]] std::string pendingStep(const Context& context, const store::UserRow& user,
                                      const std::vector<std::string>& roles, bool secondFactor);
/// True when the rules ask for a second factor of an account with these roles.
[[nodiscard]] bool secondFactorAsked(const Context& context, const store::UserRow& user,
                                     const std::vector<std::string>& roles);
/// True when one of the roles administers.
[[nodiscard]] bool hasAdministrator(const jurisdiction::RoleTable& table, const std::vector<std::string>& roles);

/// The account of the acting principal; ACCS-0102 when it is none.
[[nodiscard]] base::Result<store::UserRow> ownAccount(Context& context);

/// Key for small secrets kept in the database (second factor, shared keys of systems).
[[nodiscard]] const crypto::EnvelopeKey& secretKey(const crypto::Keys& keys);

/// Digest under which wrong attempts on a login are counted.
[[nodiscard]] std::string loginKey(const crypto::Keys& keys, std::string_view login);
/// Login as stored: trimmed, half-width, lower case.
[[nodiscard]] std::string cleanLogin(std::string_view login);

/// ACCS-0506 with the rule that the password breaks.
base::Status checkPassword(const jurisdiction::AccessPolicy& policy, std::string_view password,
                           const store::UserRow& user);

/// Random code handed to people, 26 characters of base32 (128 bits) in groups; its digest is what is stored.
[[nodiscard]] std::string newCode(base::Random& random);
[[nodiscard]] std::string codeDigest(std::string_view typed);

/// Gives the account a fresh one-time code and takes its password away; returns the code. The caller stores the row.
[[nodiscard]] std::string giveOneTimeCode(Context& context, store::UserRow& user);

/// createUser inside the running transaction, without asking for a permission.
[[nodiscard]] base::Result<CreatedUser> insertAccount(Context& context, const NewUser& request);

/// Verifies a password with a slot taken; counts a wrong one against the login. ACCS-0111, ACCS-0301, ACCS-0110.
base::Status confirmPassword(Context& context, const store::UserRow& user, const std::string& password);

/// Inserts a session for the account inside the running transaction.
struct BegunSession {
  std::string token, csrf;
};
[[nodiscard]] base::Result<BegunSession> beginSession(Context& context, const store::UserRow& user,
                                                      const std::string& address, const std::string& agent,
                                                      bool secondFactor);

/// Spends the step of a code of the second factor; empty when the code is wrong or its step was used.
[[nodiscard]] std::optional<std::int64_t> matchTotp(const Context& context, const store::UserRow& user,
                                                    const std::string& envelope, const std::string& code);

[[nodiscard]] std::optional<DataScope> scopeFromName(std::string_view name);

/// Text cut to at most `most` bytes at a character boundary, control characters removed: what clients say of
/// themselves.
[[nodiscard]] std::string harmless(std::string_view text, std::size_t most);
/// For addresses and forms: everything but letters and digits as %XX.
[[nodiscard]] std::string percentEncoded(std::string_view text);

}  // namespace medcredit::service::access
