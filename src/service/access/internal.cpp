#include "service/access/internal.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"
#include "crypto/password.h"
#include "crypto/sm3.h"
#include "service/access/sign_in.h"
#include "service/evidence.h"

namespace medcredit::service::access {

namespace {

bool passwordAged(const Context& context, const store::UserRow& user) {
  const int days = context.law.access.maxAgeDays;
  if (days == 0 || user.passwordHash.empty()) return false;
  return context.clock.now().micros - user.passwordSetAt > days * kMicrosPerDay;
}

}  // namespace

base::Status note(Context& context, std::string_view action, std::string_view account, std::string_view detailJson,
                  std::string_view refusal) {
  Act act;
  act.action = action;
  act.objectType = "account";
  act.objectId = account;
  act.detailJson = detailJson;
  if (!refusal.empty()) {
    act.allowed = false;
    act.outcome = refusal;
  }
  return appendEvidence(context, act);
}

bool hasAdministrator(const jurisdiction::RoleTable& table, const std::vector<std::string>& roles) {
  return std::any_of(roles.begin(), roles.end(), [&](const std::string& id) {
    const auto* role = table.role(id);
    return role != nullptr && role->administrator();
  });
}

bool secondFactorAsked(const Context& context, const store::UserRow& user, const std::vector<std::string>& roles) {
  if (user.kind != "staff") return false;
  switch (context.law.access.secondFactor) {
    case jurisdiction::SecondFactor::kOptional:
      return false;
    case jurisdiction::SecondFactor::kAdministrators:
      return hasAdministrator(context.law.roles, roles);
    case jurisdiction::SecondFactor::kStaff:
      return true;
  }
  return true;
}

std::string pendingStep(const Context& context, const store::UserRow& user, const std::vector<std::string>& roles,
                        bool secondFactor) {
  if (user.kind == "system") return {};
  if (user.mustChange || passwordAged(context, user)) return "ACCS-0204";
  if (user.kind == "subject") return user.verifiedHow.empty() ? "ACCS-0207" : "";
  if (!secondFactor && user.totpSecret.empty() && secondFactorAsked(context, user, roles)) return "ACCS-0206";
  const std::string version = secrecyRules(context.law).version;
  return !version.empty() && user.rulesAccepted != version ? "ACCS-0205" : "";
}

base::Result<Principal> principalOf(Context& context, const store::UserRow& user, bool secondFactor) {
  Principal principal;
  principal.kind = user.kind == "subject"  ? PrincipalKind::kSubject
                   : user.kind == "system" ? PrincipalKind::kSystem
                                           : PrincipalKind::kStaff;
  principal.id = user.id;
  principal.name = user.name;
  MC_ASSIGN(principal.roles, store::rolesOf(context.conn, user.id));
  principal.pending = pendingStep(context, user, principal.roles, secondFactor);
  // A combination that the law has come to forbid after it was granted gives nothing at all.
  if (principal.pending.empty() && !context.law.roles.conflict(principal.roles)) {
    principal.permissions = context.law.roles.permissionsOf(principal.roles);
  }
  principal.scope = scopeFromName(user.scope).value_or(DataScope::kOwn);
  principal.unit = user.unit;
  principal.region = user.region;
  MC_ASSIGN(const auto entries, store::entriesOfUser(context.conn, user.id));
  principal.entries.insert(entries.begin(), entries.end());
  return principal;
}

base::Result<store::UserRow> ownAccount(Context& context) {
  if (context.principal.kind == PrincipalKind::kAnonymous || context.principal.sessionHash.empty()) {
    return base::fail("ACCS-0102");
  }
  MC_ASSIGN(auto user, store::findUser(context.conn, context.principal.id));
  if (!user) return base::fail("ACCS-0102");
  return std::move(*user);
}

const crypto::EnvelopeKey& secretKey(const crypto::Keys& keys) { return keys.derived({"medcredit access secrets", 1}); }

std::string loginKey(const crypto::Keys& keys, std::string_view login) {
  constexpr std::size_t kDigits = 32;
  return crypto::toHex(crypto::hmacSm3(keys.index(), "sign-in|" + cleanLogin(login))).substr(0, kDigits);
}

std::string cleanLogin(std::string_view login) {
  if (!base::isValidUtf8(login)) return {};
  return base::asciiLower(base::cleanCode(login));
}

std::string newCode(base::Random& random) {
  constexpr std::size_t kBytes = 16;
  constexpr std::size_t kGroup = 5;
  const std::string plain = crypto::base32(random.bytes(kBytes));
  std::string out;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (i > 0 && i % kGroup == 0) out += '-';
    out += plain[i];
  }
  return out;
}

std::string codeDigest(std::string_view typed) {
  std::string plain;
  for (const char c : typed) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      plain += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
  }
  return crypto::sm3Hex("medcredit one-time code|" + plain);
}

std::string giveOneTimeCode(Context& context, store::UserRow& user) {
  std::string code = newCode(context.random);
  user.oneTimeHash = codeDigest(code);
  user.oneTimeUntil = context.clock.now().micros + context.law.access.oneTimeHours * kMicrosPerHour;
  user.passwordHash.clear();
  user.mustChange = true;
  return code;
}

base::Result<BegunSession> beginSession(Context& context, const store::UserRow& user, const std::string& address,
                                        const std::string& agent, bool secondFactor) {
  constexpr std::size_t kTokenBytes = 32;
  constexpr std::size_t kAgentLength = 200;
  constexpr std::int64_t kKeepDays = 90;
  BegunSession begun{context.random.urlToken(kTokenBytes), context.random.urlToken(kTokenBytes)};
  store::SessionRow row;
  row.tokenHash = crypto::sm3Hex(begun.token);
  row.userId = user.id;
  row.csrf = begun.csrf;
  row.createdAt = row.lastSeenAt = context.clock.now().micros;
  row.address = harmless(address, kAgentLength);
  row.agent = harmless(agent, kAgentLength);
  row.secondFactor = secondFactor;
  MC_TRY(store::insertSession(context.conn, row));
  MC_TRY(store::forgetSessions(context.conn, row.createdAt - kKeepDays * kMicrosPerDay));
  return begun;
}

std::optional<std::int64_t> matchTotp(const Context& context, const store::UserRow& user, const std::string& envelope,
                                      const std::string& code) {
  const auto secret = secretKey(context.keys).open(envelope, "app_user|totp|" + user.id);
  if (!secret.ok()) return std::nullopt;
  const auto step = crypto::totpMatch(*secret, code, context.clock.now().micros / kMicrosPerSecond);
  return step && *step > user.totpLastStep ? step : std::nullopt;
}

std::optional<DataScope> scopeFromName(std::string_view name) {
  static constexpr auto kNames =
      std::to_array<std::pair<std::string_view, DataScope>>({{"own", DataScope::kOwn},
                                                             {"unit", DataScope::kUnit},
                                                             {"county", DataScope::kCounty},
                                                             {"city", DataScope::kCity},
                                                             {"province", DataScope::kProvince}});
  for (const auto& [known, scope] : kNames) {
    if (known == name) return scope;
  }
  return std::nullopt;
}

std::string harmless(std::string_view text, std::size_t most) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    constexpr unsigned char kDelete = 0x7F;
    if (out.size() < most && byte >= ' ' && byte < kDelete) out += c;
  }
  return out;
}

std::string percentEncoded(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 0xFU];
    }
  }
  return out;
}

}  // namespace medcredit::service::access
