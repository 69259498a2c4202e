// First start: the one-time code that makes the three administrators. Nothing is shipped with a password.
#include <boost/json.hpp>
#include <charconv>
#include <map>

#include "service/access/internal.h"
#include "service/access/sign_in.h"
#include "service/access/users.h"
#include "store/meta.h"

namespace medcredit::service::access {

namespace {

namespace json = boost::json;

constexpr std::string_view kCodeKey = "setup.code";
constexpr std::string_view kUntilKey = "setup.until";
constexpr std::size_t kAdministrators = 3;

base::Result<bool> anyAdministrator(Context& context) {
  for (const auto& role : context.law.roles.roles) {
    if (!role.administrator()) continue;
    MC_ASSIGN(const auto holders, store::countHolders(context.conn, role.id));
    if (holders > 0) return true;
  }
  return false;
}

base::Result<std::string> metaOrEmpty(Context& context, std::string_view key) {
  auto value = store::getMeta(context.conn, key);
  if (!value.ok() && value.error().code == "STOR-0010") return std::string();
  return value;
}

base::Status checkCode(Context& context, const std::string& code) {
  MC_ASSIGN(const auto digest, metaOrEmpty(context, kCodeKey));
  MC_ASSIGN(const auto until, metaOrEmpty(context, kUntilKey));
  std::int64_t end = 0;
  std::from_chars(until.data(), until.data() + until.size(), end);
  const bool valid =
      !digest.empty() && context.clock.now().micros <= end && crypto::constantTimeEqual(codeDigest(code), digest);
  if (!valid) return base::fail("ACCS-0115");
  return {};
}

/// One system, one security and one audit administrator.
base::Status checkThree(const Context& context, const std::vector<FirstAdministrator>& administrators) {
  std::map<jurisdiction::Duty, int> duties;
  for (const auto& one : administrators) {
    const auto* role = context.law.roles.role(one.role);
    if (role == nullptr || !role->administrator()) return base::fail("ACCS-0903");
    ++duties[role->duty];
  }
  if (administrators.size() != kAdministrators || duties.size() != kAdministrators) return base::fail("ACCS-0903");
  return {};
}

}  // namespace

base::Result<std::optional<std::string>> issueSetupCode(Context& context) {
  MC_ASSIGN(const bool present, anyAdministrator(context));
  if (present) return std::optional<std::string>();
  const std::string code = newCode(context.random);
  const std::int64_t until = context.clock.now().micros + context.law.access.oneTimeHours * kMicrosPerHour;
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::setMeta(context.conn, kCodeKey, codeDigest(code)));
  MC_TRY(store::setMeta(context.conn, kUntilKey, std::to_string(until)));
  MC_TRY(note(context, "setup.code", "setup"));
  MC_TRY(transaction.commit());
  return std::optional<std::string>(code);
}

base::Result<std::vector<IssuedAccount>> setUp(Context& context, const std::string& code,
                                               const std::vector<FirstAdministrator>& administrators) {
  MC_ASSIGN(const bool present, anyAdministrator(context));
  if (present) return base::fail("ACCS-0904");
  MC_TRY(checkCode(context, code));
  MC_TRY(checkThree(context, administrators));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(checkCode(context, code));  // two requests at once: the second finds it spent
  MC_TRY(store::setMeta(context.conn, kCodeKey, ""));
  std::vector<IssuedAccount> issued;
  for (const auto& one : administrators) {
    MC_ASSIGN(auto account, insertAccount(context, {one.login, one.name, "staff", "", "unit", {}}));
    MC_TRY(store::replaceRoles(context.conn, account.id, {one.role}, "setup", context.clock.now().micros));
    MC_TRY(note(context, "account.roles", account.id, json::serialize(json::object{{"roles", json::array{one.role}}})));
    issued.push_back({account.id, cleanLogin(one.login), account.oneTimeCode});
  }
  MC_TRY(note(context, "setup.done", "setup"));
  MC_TRY(transaction.commit());
  return issued;
}

}  // namespace medcredit::service::access
