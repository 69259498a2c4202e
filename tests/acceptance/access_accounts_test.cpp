// Accounts, roles, partner systems and delegates: who may change whom, what a signature opens, when a delegate's right
// ends (R-SEC-03, R-DISC-11, R-SUBJ-13).
#include "access_fixture.h"
#include "base/base64.h"
#include "crypto/envelope.h"
#include "crypto/sm2.h"
#include "crypto/sm3.h"
#include "domain/messages.h"
#include "service/access/delegates.h"
#include "service/access/drafts.h"
#include "service/access/systems.h"

namespace medcredit::service::access {
namespace {

using test::kDay;
using test::must;

class AccountTest : public test::AccessTest {
 protected:
  service::Context as(const std::string& login, const std::string& role) {
    return contextOf(session(readyUser(login, {role})).token);
  }
};
MC_ON_BOTH_STORES(AccountTest);

TEST_P(AccountTest, TheTwoAdministratorsDoOnlyTheirOwnPart) {
  REQ("R-SEC-03", "R-DISC-11");
  auto system = as("sys", "system-admin");
  auto security = as("sec", "security-admin");
  const std::string clerk = readyUser("clerk1", {});

  EXPECT_EQ(setRoles(system, clerk, {"clerk"}, std::nullopt).error().code, "ACCS-0201");
  EXPECT_EQ(createUser(security, {"eve", "李样本"}).error().code, "ACCS-0201");
  EXPECT_EQ(resetUser(security, clerk, false).error().code, "ACCS-0201");
  EXPECT_EQ(must(setRoles(security, clerk, {"clerk"}, std::nullopt)).roles, std::vector<std::string>{"clerk"});
  EXPECT_EQ(setRoles(security, security.principal.id, {"clerk"}, std::nullopt).error().code, "ACCS-0210");
  UserChange change;
  change.scope = "province";
  EXPECT_EQ(updateUser(system, system.principal.id, change).error().code, "ACCS-0211");
  EXPECT_EQ(resetUser(system, security.principal.id, false).error().code, "ACCS-0209")
      << "who hands out the code could use it";
}

TEST_P(AccountTest, RolesThatMustNotMeetAreRefusedWithTheReasonAndNothingChanges) {
  REQ("R-DISC-11", "R-COLL-17");
  auto security = as("sec", "security-admin");
  const std::string clerk = readyUser("clerk1", {"clerk"});

  const auto refused = setRoles(security, clerk, {"clerk", "reviewer"}, std::nullopt);

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "ACCS-0902");
  EXPECT_NE(domain::renderText(refused.error()).find("不得由同一人持有"), std::string::npos);
  EXPECT_EQ(setRoles(security, clerk, {"clerk", "audit-admin"}, std::nullopt).error().code, "ACCS-0902");
  EXPECT_EQ(setRoles(security, clerk, {"emperor"}, std::nullopt).error().code, "ACCS-0503");
  EXPECT_EQ(setRoles(security, clerk, {"subject"}, std::nullopt).error().code, "ACCS-0508");
  EXPECT_EQ(text("SELECT role FROM user_role WHERE user_id = $1", {std::string_view(clerk)}), "clerk");
}

TEST_P(AccountTest, ARightTakenAwayIsGoneAtTheNextRequest) {
  REQ("R-SEC-03", "R-DISC-11");
  const std::string clerk = readyUser("clerk1", {"clerk"});
  const auto open = session(clerk);
  ASSERT_TRUE(contextOf(open.token).principal.may("collect.enter"));

  run("DELETE FROM user_role WHERE user_id = $1", {std::string_view(clerk)});
  EXPECT_FALSE(contextOf(open.token).principal.may("collect.enter"));

  auto machine = operatorContext();
  (void)must(setRoles(machine, clerk, {"reviewer"}, std::nullopt));
  EXPECT_EQ(verdict(open.token), "ACCS-0103") << "a change of role ends the sessions";
  EXPECT_EQ(entries("account.roles"), 2);
}

TEST_P(AccountTest, ACombinationForbiddenAfterItWasGrantedGivesNothing) {
  REQ("R-DISC-11");
  const std::string clerk = readyUser("clerk1", {"clerk"});
  run("INSERT INTO user_role (user_id, role, granted_by, granted_at) VALUES ($1, 'reviewer', 'x', 0)",
      {std::string_view(clerk)});
  EXPECT_TRUE(contextOf(session(clerk).token).principal.permissions.empty());
}

TEST_P(AccountTest, MalformedAccountsAreRefused) {
  REQ("R-SEC-11");
  auto machine = operatorContext();
  const auto code = [&](const NewUser& user) { return createUser(machine, user).error().code; };
  (void)newUser("taken");

  EXPECT_EQ(code({"ab", "王示例"}), "ACCS-0501");
  EXPECT_EQ(code({"a b; DROP", "王示例"}), "ACCS-0501");
  EXPECT_EQ(code({"TAKEN", "王示例"}), "ACCS-0901");
  EXPECT_EQ(code({"anna", " "}), "ACCS-0502");
  EXPECT_EQ(code({"anna", "王示例", "god"}), "ACCS-0504");
  EXPECT_EQ(code({"anna", "王示例", "staff", "", "galaxy"}), "ACCS-0504");
  EXPECT_EQ(code({"anna", "王示例", "staff", "no-such-unit"}), "STOR-0021");
  EXPECT_EQ(code({"anna", "王示例", "staff", "approval", "unit", {"NO-ENTRY"}}), "STOR-0023");
  EXPECT_EQ(number("SELECT count(*) FROM app_user"), 1);
}

TEST_P(AccountTest, AChangeBasedOnAnOldVersionIsRefused) {
  REQ("R-SEC-03");
  auto system = as("sys", "system-admin");
  const std::string clerk = readyUser("clerk1", {"clerk"});
  const auto before = must(getUser(system, clerk));
  UserChange change;
  change.name = "张测试";
  change.expectedVersion = before.version;
  const auto after = must(updateUser(system, clerk, change));

  EXPECT_EQ(after.version, before.version + 1);
  EXPECT_EQ(updateUser(system, clerk, change).error().code, "ACCS-0905");
}

TEST_P(AccountTest, TheLastAdministratorStays) {
  REQ("R-SEC-03");
  auto system = as("sys", "system-admin");
  auto security = as("sec", "security-admin");
  const std::string audit = readyUser("aud", {"audit-admin"});
  UserChange off;
  off.state = "disabled";

  EXPECT_EQ(updateUser(system, audit, off).error().code, "ACCS-0910");
  EXPECT_EQ(setRoles(security, audit, {}, std::nullopt).error().code, "ACCS-0910");
  (void)readyUser("aud2", {"audit-admin"});
  EXPECT_TRUE(updateUser(system, audit, off).ok());
}

TEST_P(AccountTest, AResetEndsTheSessionsAndNobodyEverSeesAPassword) {
  REQ("R-SEC-11");
  auto system = as("sys", "system-admin");
  const std::string clerk = readyUser("clerk1", {"clerk"});
  const auto open = session(clerk);

  const std::string code = must(resetUser(system, clerk, false));

  EXPECT_EQ(verdict(open.token), "ACCS-0103");
  EXPECT_EQ(signInCode("clerk1", kPassword), "ACCS-0110");
  EXPECT_EQ(signIn("clerk1", code).pending, "ACCS-0204");
  EXPECT_EQ(number("SELECT count(*) FROM app_user WHERE one_time_hash = $1", {std::string_view(code)}), 0);
}

TEST_P(AccountTest, UsersAreListedInPagesForThoseWhoMaySeeThem) {
  REQ("R-SEC-03");
  auto system = as("sys", "system-admin");
  auto clerk = as("clerk1", "clerk");
  for (int i = 0; i < 10; ++i) (void)newUser("user" + std::to_string(i));

  const auto first = must(listUsers(system, "", 7));
  const auto second = must(listUsers(system, first.back().id, 7));

  EXPECT_EQ(first.size() + second.size(), 12U);
  EXPECT_EQ(first.front().id, "U1");
  EXPECT_EQ(second.back().id, "U12") << "by number, not by letters";
  EXPECT_EQ(listUsers(clerk, "", 7).error().code, "ACCS-0201");
  EXPECT_EQ(getUser(clerk, "U1").error().code, "ACCS-0201");
}

TEST_P(AccountTest, ADraftOutlivesItsSessionAndIsItsAuthorsAlone) {
  REQ("R-SEC-11");
  const std::string clerk = readyUser("clerk1", {"clerk"});
  auto mine = contextOf(session(clerk).token);
  auto other = as("clerk2", "clerk");
  must(saveDraft(mine, "record-new", R"({"CF_XDR":"示例医院"})"));
  clock.forward(3 * test::kHour);

  auto again = contextOf(session(clerk).token);

  EXPECT_EQ(must(getDraft(again, "record-new")).content, R"({"CF_XDR":"示例医院"})");
  EXPECT_EQ(getDraft(other, "record-new").error().code, "ACCS-0401");
  EXPECT_EQ(saveDraft(again, "../../etc", "{}").error().code, "ACCS-0511");
  must(removeDraft(again, "record-new"));
  EXPECT_EQ(getDraft(again, "record-new").error().code, "ACCS-0401");
}

class SignatureTest : public test::AccessTest {
 protected:
  void SetUp() override {
    AccessTest::SetUp();
    system = newUser("partner", "system", {"partner-system"}).id;
    auto machine = operatorContext();
    const auto made = must(createSystemKey(machine, system, {"hmac-sm3", ""}));
    key = made.id;
    secret = *base::fromBase64(made.secret);
  }
  /// A request as the partner would send it now.
  Credentials request() {
    Credentials credentials;
    credentials.keyId = key;
    credentials.timestamp = std::to_string(clock.now().micros / 1'000'000);
    credentials.nonce = "nonce-0123456789-" + std::to_string(++count_);
    credentials.method = "GET";
    credentials.target = "/api/shared/subjects/91410300MA00000000?purpose=supervision";
    credentials.bodySm3 = crypto::sm3Hex("");
    credentials.purpose = "supervision";
    return credentials;
  }
  static std::string signedText(const Credentials& c) {
    return canonicalRequest({c.method, c.target, c.bodySm3, c.timestamp, c.nonce, c.keyId, c.purpose, c.caseNumber});
  }
  Credentials sign(Credentials credentials) {
    credentials.signature = base::toBase64(crypto::hmacSm3(secret, signedText(credentials)));
    return credentials;
  }
  std::string answer(const Credentials& credentials) {
    auto context = strangerContext();
    const auto principal = authenticate(context, credentials);
    return principal.ok() ? "ok" : principal.error().code;
  }

  std::string system, key, secret;

 private:
  int count_ = 0;
};
MC_ON_BOTH_STORES(SignatureTest);

TEST_P(SignatureTest, TheDocumentedVectorHolds) {
  REQ("R-SEC-03");
  std::string bytes;
  for (char c = 0; c < 32; ++c) bytes += c;
  const SignedRequest vector{"GET",
                             "/api/shared/subjects/91410300MA00000000?purpose=supervision",
                             "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b",
                             "1770868800",
                             "0123456789abcdef",
                             "K1",
                             "supervision",
                             ""};
  EXPECT_EQ(crypto::toHex(crypto::hmacSm3(bytes, canonicalRequest(vector))),
            "21fad9cffa100d602492f038e0814a028b9ec4de358ed8245033c0599fa4f741");
}

TEST_P(SignatureTest, ASignedRequestIsThePartnersWithItsPermissionsAlone) {
  REQ("R-SEC-03", "R-DISC-11");
  auto context = strangerContext();
  const auto principal = must(authenticate(context, sign(request())));
  EXPECT_EQ(principal.kind, PrincipalKind::kSystem);
  EXPECT_EQ(principal.id, system);
  EXPECT_TRUE(principal.may("share.query"));
  EXPECT_TRUE(principal.may("grade.deliver"));
  EXPECT_EQ(principal.permissions.size(), 2U);
}

TEST_P(SignatureTest, AReplayAndEveryAlteredPartAreRefused) {
  REQ("R-SEC-03", "R-SEC-05");
  const auto good = sign(request());
  auto altered = [&](auto change) {
    Credentials copy = good;
    change(copy);
    return answer(copy);
  };
  EXPECT_EQ(altered([](Credentials& c) { c.method = "POST"; }), "ACCS-0122");
  EXPECT_EQ(altered([](Credentials& c) { c.target += "&x=1"; }), "ACCS-0122");
  EXPECT_EQ(altered([](Credentials& c) { c.bodySm3 = crypto::sm3Hex("x"); }), "ACCS-0122");
  EXPECT_EQ(altered([](Credentials& c) { c.purpose = "credit"; }), "ACCS-0122");
  EXPECT_EQ(altered([](Credentials& c) { c.caseNumber = "7"; }), "ACCS-0122");
  EXPECT_EQ(altered([](Credentials& c) { c.nonce += "x"; }), "ACCS-0122");
  EXPECT_EQ(altered([](Credentials& c) { c.keyId = "K99"; }), "ACCS-0122");
  EXPECT_EQ(altered([](Credentials& c) { c.signature = base::toBase64("forged"); }), "ACCS-0122");
  EXPECT_EQ(altered([](Credentials& c) { c.signature = "%%%"; }), "ACCS-0120");
  EXPECT_EQ(altered([](Credentials& c) { c.signature.clear(); }), "ACCS-0122");
  EXPECT_EQ(altered([](Credentials& c) { c.timestamp = "yesterday"; }), "ACCS-0120");
  EXPECT_EQ(altered([](Credentials& c) { c.nonce = "short"; }), "ACCS-0120");
  EXPECT_EQ(altered([](Credentials& c) { c.keyId.clear(); }), "ACCS-0120");
  EXPECT_EQ(altered([](Credentials& c) { c.sessionToken = "x"; }), "ACCS-0124");

  EXPECT_EQ(answer(good), "ok") << "forgeries did not spend the nonce";
  EXPECT_EQ(answer(good), "ACCS-0123");
}

TEST_P(SignatureTest, StampsOutsideFiveMinutesAreRefused) {
  REQ("R-SEC-03");
  const auto early = sign(request());
  clock.forward(299);
  EXPECT_EQ(answer(early), "ok");
  const auto late = sign(request());
  clock.forward(302);
  EXPECT_EQ(answer(late), "ACCS-0121");
  auto ahead = request();
  ahead.timestamp = std::to_string(clock.now().micros / 1'000'000 + 302);
  EXPECT_EQ(answer(sign(ahead)), "ACCS-0121");
}

TEST_P(SignatureTest, ARevokedKeyAndADisabledSystemAreRefusedAtOnce) {
  REQ("R-SEC-03");
  auto machine = operatorContext();
  UserChange off;
  off.state = "disabled";
  (void)must(updateUser(machine, system, off));
  EXPECT_EQ(answer(sign(request())), "ACCS-0122");
  off.state = "active";
  (void)must(updateUser(machine, system, off));
  EXPECT_EQ(answer(sign(request())), "ok");

  must(revokeSystemKey(machine, system, key));

  EXPECT_EQ(answer(sign(request())), "ACCS-0122");
  EXPECT_EQ(revokeSystemKey(machine, system, key).error().code, "ACCS-0401");
}

TEST_P(SignatureTest, Sm2KeysVerifyWithThePublicPartAlone) {
  REQ("R-SEC-03");
  auto machine = operatorContext();
  const auto pair = crypto::Sm2PrivateKey::generate();
  const auto made = must(createSystemKey(machine, system, {"sm2", base::toBase64(pair.publicKey().point())}));
  auto credentials = request();
  credentials.keyId = made.id;
  credentials.signature = base::toBase64(pair.sign(signedText(credentials)));
  auto foreign = request();
  foreign.keyId = made.id;
  foreign.signature = base::toBase64(crypto::Sm2PrivateKey::generate().sign(signedText(foreign)));

  EXPECT_TRUE(made.secret.empty());
  EXPECT_EQ(answer(credentials), "ok");
  EXPECT_EQ(answer(foreign), "ACCS-0122");
  EXPECT_EQ(createSystemKey(machine, system, {"sm2", base::toBase64("no point")}).error().code, "ACCS-0509");
  EXPECT_EQ(createSystemKey(machine, system, {"rsa", ""}).error().code, "ACCS-0509");
  EXPECT_EQ(createSystemKey(machine, "U77", {"hmac-sm3", ""}).error().code, "ACCS-0401");
  EXPECT_EQ(number("SELECT count(*) FROM system_key"), 2);
}

TEST_P(SignatureTest, ASystemCannotSignInWithAPassword) {
  REQ("R-SEC-11");
  EXPECT_EQ(signInCode("partner", ""), "ACCS-0110");
}

class DelegateTest : public test::AccessTest {
 protected:
  void SetUp() override {
    AccessTest::SetUp();
    run("INSERT INTO subject (id, kind, name, name_key, state, created_at) VALUES (1, 'ORG', '示例诊所', 'x', "
        "'active', 0), (2, 'ORG', '示例医院', 'y', 'active', 0), (3, 'NP', '张测试', 'z', 'active', 0)");
    user = newUser("zhang", "subject").id;
    makeReady(user);
  }
  void verify() {
    auto machine = operatorContext();
    must(verifyIdentity(machine, {user, kIdNumber, "counter"}));
  }
  base::Result<DelegationView> give(std::int64_t subject, const std::string& until,
                                    const std::string& basis = "delegate") {
    auto machine = operatorContext();
    NewDelegation wanted;
    wanted.user = user;
    wanted.subjectId = subject;
    wanted.basis = basis;
    wanted.to = base::CivilDate::parseIso(until);
    wanted.document = basis == "delegate" ? "授权委托书 1 号" : "";
    return authorise(machine, wanted);
  }
  /// Which archive a request speaks for; "" none, or the code of the refusal.
  std::string speaksFor(const std::string& token, const std::string& wish = "") {
    auto context = strangerContext();
    Credentials credentials;
    credentials.sessionToken = token;
    credentials.speakFor = wish;
    const auto principal = authenticate(context, credentials);
    if (!principal.ok()) return principal.error().code;
    return principal->subjectId ? publicId('S', *principal->subjectId) : "";
  }
  std::string user;
  static constexpr const char* kIdNumber = "11010519491231002X";
};
MC_ON_BOTH_STORES(DelegateTest);

TEST_P(DelegateTest, WithoutAVerifiedIdentityAnAccountSeesNothing) {
  REQ("R-SUBJ-13", "R-SEC-11");
  const auto open = session(user);
  EXPECT_EQ(contextOf(open.token).principal.pending, "ACCS-0207");
  EXPECT_TRUE(contextOf(open.token).principal.permissions.empty());
  EXPECT_EQ(give(1, "2026-12-31").error().code, "ACCS-0207");

  auto machine = operatorContext();
  EXPECT_EQ(verifyIdentity(machine, {user, "110105194912310021", "counter"}).error().code, "ACCS-0510");
  EXPECT_EQ(verifyIdentity(machine, {user, kIdNumber, "hearsay"}).error().code, "ACCS-0504");
  verify();

  EXPECT_TRUE(contextOf(open.token).principal.may("self"));
  EXPECT_EQ(number("SELECT count(*) FROM app_user WHERE verified_by = 'cli' AND verified_how = 'counter'"), 1);
}

TEST_P(DelegateTest, OneIdentityHasOneAccount) {
  REQ("R-SUBJ-13");
  verify();
  const auto second = newUser("zhang2", "subject");
  auto machine = operatorContext();
  EXPECT_EQ(verifyIdentity(machine, {second.id, kIdNumber, "counter"}).error().code, "ACCS-0908");
}

TEST_P(DelegateTest, ADelegateSpeaksWithinItsTermAndLosesItAtOnceWhenRevoked) {
  REQ("R-SUBJ-13");
  verify();
  const auto given = must(give(1, "2026-02-14"));
  EXPECT_TRUE(given.inForce);
  EXPECT_EQ(speaksFor(session(user).token), "S1");

  clock.forward(2 * kDay);
  EXPECT_EQ(speaksFor(session(user).token), "S1") << "the last day counts";
  clock.forward(kDay);
  EXPECT_EQ(speaksFor(session(user).token), "") << "run out";

  (void)must(give(1, "2026-12-31"));
  const auto open = session(user);
  EXPECT_EQ(speaksFor(open.token), "S1");
  auto machine = operatorContext();
  must(revoke(machine, user, 1));
  EXPECT_EQ(speaksFor(open.token), "");
  EXPECT_EQ(speaksFor(open.token, "S1"), "ACCS-0208");
  EXPECT_EQ(revoke(machine, user, 1).error().code, "ACCS-0401");
  (void)must(give(1, "2026-12-31"));
  EXPECT_EQ(must(delegationsOf(machine, user)).size(), 3U) << "the history stays";
}

TEST_P(DelegateTest, OneAccountMaySpeakForSeveralAndChooses) {
  REQ("R-SUBJ-13");
  verify();
  (void)must(give(1, "2026-12-31"));
  (void)must(give(3, "2026-12-31", "self"));
  const auto open = session(user);

  EXPECT_EQ(speaksFor(open.token), "") << "nothing is guessed";
  EXPECT_EQ(speaksFor(open.token, "S3"), "S3");
  EXPECT_EQ(speaksFor(open.token, "S2"), "ACCS-0208") << "somebody else's archive";
  EXPECT_EQ(speaksFor(open.token, "everything"), "ACCS-0208");
  auto context = contextOf(open.token);
  must(speakFor(context, "S1"));
  EXPECT_EQ(speaksFor(open.token), "S1");
  EXPECT_EQ(speakFor(context, "S2").error().code, "ACCS-0208");
}

TEST_P(DelegateTest, ADelegateNeedsALetterAndATerm) {
  REQ("R-SUBJ-13");
  verify();
  auto machine = operatorContext();
  NewDelegation wanted;
  wanted.user = user;
  wanted.subjectId = 1;
  wanted.basis = "delegate";
  wanted.document = "授权委托书";
  EXPECT_EQ(authorise(machine, wanted).error().code, "ACCS-0507") << "no last day";
  wanted.to = base::CivilDate::parseIso("2026-02-11");
  EXPECT_EQ(authorise(machine, wanted).error().code, "ACCS-0507") << "over before it began";
  wanted.to = base::CivilDate::parseIso("2029-03-01");
  EXPECT_EQ(authorise(machine, wanted).error().code, "ACCS-0507") << "longer than three years";
  wanted.to = base::CivilDate::parseIso("2026-12-31");
  wanted.document = "";
  EXPECT_EQ(authorise(machine, wanted).error().code, "ACCS-0507") << "no letter";
  EXPECT_EQ(give(99, "2026-12-31").error().code, "ACCS-0401");
  (void)must(give(1, "2026-12-31"));
  EXPECT_EQ(give(1, "2026-12-31").error().code, "ACCS-0909");
}

TEST_P(DelegateTest, AStaffMemberCannotSpeakForASubject) {
  REQ("R-SUBJ-13");
  const auto open = session(readyUser("clerk1", {"clerk"}));
  EXPECT_EQ(speaksFor(open.token, "S1"), "ACCS-0208");
}

}  // namespace
}  // namespace medcredit::service::access
