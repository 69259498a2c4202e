// People and systems for the tests of identity: a clock that can be moved, accounts made as in life.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "crypto/password.h"
#include "service/access/access.h"
#include "service/access/sign_in.h"
#include "service/access/users.h"
#include "support/store_fixture.h"

namespace medcredit::test {

/// Stands still until it is moved.
class MovableClock final : public base::Clock {
 public:
  explicit MovableClock(base::CivilDate day) : micros_((day.days() * 86400LL + 4 * 3600) * 1'000'000) {}
  [[nodiscard]] base::Instant now() const override { return {++micros_}; }
  void forward(std::int64_t seconds) { micros_ += seconds * 1'000'000; }

 private:
  mutable std::int64_t micros_;
};

inline constexpr std::int64_t kMinute = 60;
inline constexpr std::int64_t kHour = 3600;
inline constexpr std::int64_t kDay = 86400;

class AccessTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    (void)serviceContext();  // marks the store as initialised
    addUnit("approval", "行政审批科", {}, "410300");
  }

  /// A use-case context of the operator of the machine.
  service::Context operatorContext() {
    service::Context context{conn(), law("henan-luoyang"), clock, "cli", random(), keys()};
    context.trace = {"test", "192.0.2.1"};
    return context;
  }
  /// … of nobody yet, as the server makes it.
  service::Context strangerContext() {
    auto context = operatorContext();
    context.principal = service::access::anonymousPrincipal();
    context.actor = context.principal.id;
    return context;
  }
  /// … of whoever holds the session token.
  service::Context contextOf(const std::string& token) {
    auto context = strangerContext();
    service::access::Credentials credentials;
    credentials.sessionToken = token;
    context.principal = must(service::access::authenticate(context, credentials));
    context.actor = context.principal.id;
    return context;
  }
  /// Code of the refusal of a session, or "ok".
  std::string verdict(const std::string& token, const std::string& csrf = "", bool unsafe = false) {
    auto context = strangerContext();
    service::access::Credentials credentials;
    credentials.sessionToken = token;
    credentials.csrfToken = csrf;
    credentials.unsafeMethod = unsafe;
    const auto principal = service::access::authenticate(context, credentials);
    return principal.ok() ? "ok" : principal.error().code;
  }

  service::access::CreatedUser newUser(const std::string& login, const std::string& kind = "staff",
                                       const std::vector<std::string>& roles = {}) {
    auto context = operatorContext();
    auto created = must(
        service::access::createUser(context, {login, "王示例", kind, kind == "staff" ? "approval" : "", "unit", {}}));
    if (!roles.empty()) (void)must(service::access::setRoles(context, created.id, roles, std::nullopt));
    return created;
  }
  /// An account whose password is kPassword and who has done everything asked for; hashed once for all tests.
  std::string readyUser(const std::string& login, const std::vector<std::string>& roles) {
    const auto created = newUser(login, "staff", roles);
    makeReady(created.id);
    return created.id;
  }
  void makeReady(const std::string& id) {
    static const std::string hash = crypto::hashPassword(kPassword, random());
    const std::string version = service::access::secrecyRules(law("henan-luoyang")).version;
    run("UPDATE app_user SET password_hash = $2, password_set_at = $3, one_time_hash = NULL, must_change = 0, "
        "rules_accepted = $4 WHERE id = $1",
        {std::string_view(id), std::string_view(hash), clock.now().micros, std::string_view(version)});
  }

  base::Result<service::access::SignedIn> trySignIn(const std::string& login, const std::string& password,
                                                    const std::string& code = "") {
    auto context = strangerContext();
    return service::access::signIn(context, {login, password, code, "192.0.2.7", "Firefox"});
  }
  service::access::SignedIn signIn(const std::string& login, const std::string& password = kPassword) {
    return must(trySignIn(login, password));
  }
  std::string signInCode(const std::string& login, const std::string& password, const std::string& code = "") {
    const auto result = trySignIn(login, password, code);
    return result.ok() ? "ok" : result.error().code;
  }
  /// A session without the cost of a password check.
  service::access::SignedIn session(const std::string& userId) {
    auto context = strangerContext();
    return must(service::access::beginVouchedSession(context, {userId, "192.0.2.7", "Firefox", true}));
  }
  std::int64_t entries(const std::string& action) {
    return number("SELECT count(*) FROM evidence_entry WHERE action = $1", {std::string_view(action)});
  }

  static constexpr const char* kPassword = "Correct-Horse-7";
  MovableClock clock{*base::CivilDate::fromYmd(2026, 2, 12)};
};

}  // namespace medcredit::test
