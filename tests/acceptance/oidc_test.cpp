// Sign-in through an identity provider on both stores: what only a moved clock and a scripted provider can show, and
// the rules about a second factor (R-SEC-11).
#include <boost/json.hpp>
#include <deque>

#include "access_fixture.h"
#include "service/access/oidc.h"
#include "support/token_signer.h"

namespace medcredit::service::access {
namespace {

namespace json = boost::json;
using test::kHour;
using test::must;

constexpr const char* kIssuer = "https://idp.example.test/realms/health";

/// What the provider is asked and what it says, without a network.
struct Script {
  std::deque<std::pair<std::string, std::string>> replies;  ///< end of the address → body
  std::vector<WebRequest> asked;
};

class ScriptedClient final : public WebClient {
 public:
  explicit ScriptedClient(Script& script) : script_(script) {}
  [[nodiscard]] base::Result<WebReply> send(const WebRequest& request) const override {
    script_.asked.push_back(request);
    if (script_.replies.empty()) return base::fail("ACCS-0304", {{"reason", "超时"}});
    const auto [end, body] = script_.replies.front();
    EXPECT_TRUE(request.url.ends_with(end)) << request.url;
    script_.replies.pop_front();
    return WebReply{200, body};
  }

 private:
  Script& script_;
};

std::string between(const std::string& text, const std::string& before) {
  const auto at = text.find(before);
  if (at == std::string::npos) return {};
  const auto from = at + before.size();
  return text.substr(from, text.find('&', from) - from);
}

class OidcTest : public test::AccessTest {
 protected:
  void SetUp() override {
    AccessTest::SetUp();
    OidcConfig config;
    config.issuer = kIssuer;
    config.clientId = "medcredit";
    config.redirectUri = "https://credit.example.test/api/session/oidc/return";
    provider_.emplace(config, std::make_unique<ScriptedClient>(script_), 1);
  }
  static const test::TokenSigner& signer() {
    static const auto made = test::TokenSigner::p256("k1");
    return made;
  }
  static std::string discovery(const json::object& other = {}) {
    json::object document{{"issuer", kIssuer},
                          {"authorization_endpoint", "https://idp.example.test/authorize"},
                          {"token_endpoint", "https://idp.example.test/token"},
                          {"jwks_uri", "https://idp.example.test/keys"}};
    for (const auto& member : other) document[member.key()] = member.value();
    return json::serialize(document);
  }
  void say(const std::string& end, const std::string& body) { script_.replies.emplace_back(end, body); }

  struct Begun {
    std::string ticket, state, nonce;
  };
  Begun begin() {
    auto context = strangerContext();
    const auto start = must(startOidc(context, *provider_));
    return {start.ticket, between(start.location, "state="), between(start.location, "nonce=")};
  }
  json::object claims(const Begun& begun, const std::string& subject) const {
    const std::int64_t now = clock.now().micros / 1'000'000;
    return {{"iss", kIssuer},       {"aud", "medcredit"}, {"sub", subject},
            {"nonce", begun.nonce}, {"iat", now},         {"exp", now + 60}};
  }
  void sayToken(const json::object& claimed) {
    say("/token", json::serialize(json::object{{"id_token", signer().token(claimed)}}));
  }
  base::Result<SignedIn> finish(const Begun& begun) {
    auto context = strangerContext();
    return finishOidc(context, *provider_, {begun.state, "code", "", "", begun.ticket, "192.0.2.7", "Firefox"});
  }
  static std::string code(const base::Result<SignedIn>& result) { return result.ok() ? "ok" : result.error().code; }
  /// The whole way with the given claims added.
  std::string signIn(const std::string& subject, const json::object& more = {}) {
    if (script_.asked.empty()) say("/openid-configuration", discovery());
    const auto begun = begin();
    auto claimed = claims(begun, subject);
    for (const auto& member : more) claimed[member.key()] = member.value();
    sayToken(claimed);
    if (!keysKnown_) say("/keys", test::keySet({&signer()}));
    keysKnown_ = true;
    return code(finish(begun));
  }
  void link(const std::string& id, const std::string& subject) {
    auto context = operatorContext();
    UserChange change;
    change.oidcSubject = std::string(kIssuer) + " " + subject;
    must(updateUser(context, id, change));
  }

  Script script_;
  std::optional<IdentityProvider> provider_;
  bool keysKnown_ = false;
};
MC_ON_BOTH_STORES(OidcTest);

TEST_P(OidcTest, ANewAccountNeedsNoPasswordWhenTheProviderVouches) {
  REQ("R-SEC-03", "R-SEC-11");
  const auto created = newUser("zhang", "staff", {"clerk"});
  link(created.id, "zhang-7");
  EXPECT_EQ(signIn("zhang-7"), "ok");
  EXPECT_EQ(entries("session.begin"), 1);
  EXPECT_EQ(signInCode("zhang", created.oneTimeCode), "ACCS-0110") << "the code handed out before is void";
  EXPECT_EQ(signIn("zhang-8"), "ACCS-0138");
  EXPECT_EQ(entries("session.refused"), 2);
}

TEST_P(OidcTest, ASignInTakesTenMinutesAtMost) {
  REQ("R-SEC-11");
  link(readyUser("zhang", {"clerk"}), "zhang-7");
  say("/openid-configuration", discovery());
  const auto late = begin();
  clock.forward(kOidcSeconds + 1);
  EXPECT_EQ(code(finish(late)), "ACCS-0130");
  EXPECT_EQ(script_.asked.size(), 1U) << "the provider is not asked";
  const auto begun = begin();
  clock.forward(kOidcSeconds - 5);
  sayToken(claims(begun, "zhang-7"));
  say("/keys", test::keySet({&signer()}));
  EXPECT_EQ(code(finish(begun)), "ok");
  EXPECT_EQ(code(finish(begun)), "ACCS-0131") << "on this store too a state counts once";
}

TEST_P(OidcTest, AddressesAndKeysAreFetchedAnewAfterAnHour) {
  link(readyUser("zhang", {"clerk"}), "zhang-7");
  EXPECT_EQ(signIn("zhang-7"), "ok");
  EXPECT_EQ(script_.asked.size(), 3U);
  EXPECT_EQ(signIn("zhang-7"), "ok");
  EXPECT_EQ(script_.asked.size(), 4U) << "the token only";
  clock.forward(kHour);
  say("/openid-configuration", discovery());
  keysKnown_ = false;
  EXPECT_EQ(signIn("zhang-7"), "ok");
  EXPECT_TRUE(script_.replies.empty());
}

TEST_P(OidcTest, AProviderThatNamesItselfOtherwiseIsNotTrusted) {
  REQ("R-SEC-11");
  auto context = strangerContext();
  for (const json::object& wrong :
       {json::object{{"issuer", "https://evil.example.test"}}, json::object{{"issuer", nullptr}},
        json::object{{"token_endpoint", "http://idp.example.test/token"}}, json::object{{"jwks_uri", ""}},
        json::object{{"authorization_endpoint", "javascript:alert(1)"}}}) {
    say("/openid-configuration", discovery(wrong));
    EXPECT_EQ(startOidc(context, *provider_).error().code, "ACCS-0306") << json::serialize(wrong);
  }
  say("/openid-configuration", "not JSON");
  EXPECT_EQ(startOidc(context, *provider_).error().code, "ACCS-0306");
  EXPECT_EQ(startOidc(context, *provider_).error().code, "ACCS-0304") << "no answer";
}

TEST_P(OidcTest, AnAccountWithASecondFactorOpensOnlyWhenTheProviderAskedForOne) {
  REQ("R-SEC-11");
  const std::string id = readyUser("zhang", {"clerk"});
  link(id, "zhang-7");
  run("UPDATE app_user SET totp_secret = $2 WHERE id = $1", {std::string_view(id), store::BlobView{"sealed"}});
  EXPECT_EQ(signIn("zhang-7"), "ACCS-0140");
  EXPECT_EQ(signIn("zhang-7", {{"amr", json::array{"pwd"}}}), "ACCS-0140");
  EXPECT_EQ(signIn("zhang-7", {{"amr", json::array{"pwd", "mfa"}}}), "ok");
  EXPECT_EQ(signIn("zhang-7", {{"acr", "mfa"}}), "ok");
  EXPECT_EQ(entries("session.refused"), 2);
}

TEST_P(OidcTest, RulesThatAskForASecondFactorAreKeptAndMetByTheProvider) {
  REQ("R-SEC-11");
  auto strict = test::law("henan-luoyang");
  strict.access.secondFactor = jurisdiction::SecondFactor::kStaff;
  service::Context context{conn(), strict, clock, "cli", random(), keys()};
  context.principal = anonymousPrincipal();
  const std::string id = readyUser("zhang", {"clerk"});

  const auto without = beginVouchedSession(context, {id, "192.0.2.7", "Firefox", false});
  ASSERT_FALSE(without.ok());
  EXPECT_EQ(without.error().code, "ACCS-0140");
  const auto with = must(beginVouchedSession(context, {id, "192.0.2.7", "Firefox", true}));
  EXPECT_EQ(with.pending, "") << "no second one of our own is asked for";
  Credentials credentials;
  credentials.sessionToken = with.token;
  EXPECT_FALSE(must(authenticate(context, credentials)).permissions.empty());
  const auto password = must(access::signIn(context, {"zhang", kPassword, "", "192.0.2.7", "Firefox"}));
  EXPECT_EQ(password.pending, "ACCS-0206") << "with the password alone it is still to be set up";
}

TEST_P(OidcTest, SystemsAndSubjectsKeepTheirRules) {
  REQ("R-SEC-03", "R-SUBJ-13");
  const auto machine = newUser("machine", "system");
  auto context = operatorContext();
  UserChange change;
  change.oidcSubject = std::string(kIssuer) + " machine";
  EXPECT_EQ(updateUser(context, machine.id, change).error().code, "ACCS-0504");
  auto stranger = strangerContext();
  EXPECT_EQ(beginVouchedSession(stranger, {machine.id, "192.0.2.7", "Firefox", true}).error().code, "ACCS-0139");
  EXPECT_EQ(beginVouchedSession(stranger, {"U999", "192.0.2.7", "Firefox", true}).error().code, "ACCS-0139");
  const auto subject = newUser("party", "subject");
  const auto begun = must(beginVouchedSession(stranger, {subject.id, "192.0.2.7", "Firefox", true}));
  EXPECT_EQ(begun.pending, "ACCS-0207") << "the provider does not verify who a regulated party is";
}

}  // namespace
}  // namespace medcredit::service::access
