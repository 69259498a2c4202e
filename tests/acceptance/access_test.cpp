// Sign-in and sessions (R-SEC-11, R-SEC-09, R-SEC-03): what opens, what locks, what ends.
#include <algorithm>

#include "access_fixture.h"
#include "domain/messages.h"

namespace medcredit::service::access {
namespace {

using test::kDay;
using test::kHour;
using test::kMinute;
using test::must;

/// The authenticator app's side of base32.
std::string unbase32(const std::string& text) {
  std::string out;
  unsigned bits = 0;
  int held = 0;
  for (const char c : text) {
    bits = (bits << 5U) | static_cast<unsigned>(c >= 'A' ? c - 'A' : c - '2' + 26);
    held += 5;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>((bits >> static_cast<unsigned>(held)) & 0xFFU);
  }
  return out;
}

class SignInTest : public test::AccessTest {};
MC_ON_BOTH_STORES(SignInTest);

TEST_P(SignInTest, ANewAccountOpensWithItsOneTimeCodeOnceAndMustSetAPasswordAndAcceptTheRules) {
  REQ("R-SEC-11", "R-SEC-09");
  const auto created = newUser("clerk1", "staff", {"clerk"});

  const auto first = signIn("clerk1", created.oneTimeCode);
  auto context = contextOf(first.token);

  EXPECT_EQ(first.pending, "ACCS-0204");
  EXPECT_TRUE(context.principal.permissions.empty());
  EXPECT_EQ(checkPermission(context.principal, "collect.enter").error().code, "ACCS-0204");
  EXPECT_EQ(signInCode("clerk1", created.oneTimeCode), "ACCS-0110") << "the code is spent";

  must(changePassword(context, "", kPassword));
  const auto changed = contextOf(first.token);
  EXPECT_EQ(changed.principal.pending, "ACCS-0205");
  EXPECT_EQ(acceptRules(context, "0").error().code, "ACCS-0907");
  must(acceptRules(context, secrecyRules(context.law).version));

  const auto principal = contextOf(first.token).principal;
  EXPECT_EQ(principal.pending, "");
  EXPECT_TRUE(checkPermission(principal, "collect.enter").ok());
  EXPECT_EQ(checkPermission(principal, "collect.review").error().code, "ACCS-0201");
  EXPECT_EQ(principal.unit, "approval");
  EXPECT_EQ(principal.region, "410300");
  EXPECT_EQ(text("SELECT rules_accepted FROM app_user"), secrecyRules(context.law).version);
  EXPECT_EQ(entries("account.rules"), 1);
}

TEST_P(SignInTest, AOneTimeCodeRunsOut) {
  REQ("R-SEC-11");
  const auto created = newUser("clerk1");
  clock.forward(25 * kHour);
  EXPECT_EQ(signInCode("clerk1", created.oneTimeCode), "ACCS-0110");
}

TEST_P(SignInTest, FiveWrongPasswordsLockAKnownAndAnUnknownLoginAlike) {
  REQ("R-SEC-11");
  const std::string id = readyUser("clerk1", {"clerk"});
  for (const char* login : {"clerk1", "nobody"}) {
    for (int i = 0; i < 5; ++i) EXPECT_EQ(signInCode(login, "Wrong-Horse-7"), "ACCS-0110") << login << i;
    EXPECT_EQ(signInCode(login, kPassword), "ACCS-0111") << login;
  }

  clock.forward(15 * kMinute + 1);

  const auto opened = signIn("clerk1");
  EXPECT_EQ(opened.failuresSince, 5);
  EXPECT_EQ(entries("session.refused"), 12);
  EXPECT_EQ(entries("session.begin"), 1);
}

TEST_P(SignInTest, EveryFurtherLockLastsLonger) {
  REQ("R-SEC-11");
  readyUser("clerk1", {"clerk"});
  EXPECT_EQ(signInCode("clerk1", "Wrong-Horse-7"), "ACCS-0110");
  run("UPDATE sign_in_guard SET failed_count = 9");

  EXPECT_EQ(signInCode("clerk1", "Wrong-Horse-7"), "ACCS-0110");
  clock.forward(29 * kMinute);
  EXPECT_EQ(signInCode("clerk1", kPassword), "ACCS-0111") << "the second lock lasts twice as long";
  clock.forward(2 * kMinute);
  EXPECT_EQ(signInCode("clerk1", kPassword), "ok");
}

TEST_P(SignInTest, TheNextSignInTellsOfTheOneBefore) {
  REQ("R-SEC-11");
  readyUser("clerk1", {"clerk"});
  EXPECT_FALSE(signIn("clerk1").lastSignInAt.has_value());

  const auto second = signIn(" CLERK1 ");

  ASSERT_TRUE(second.lastSignInAt.has_value());
  EXPECT_EQ(second.lastSignInAddress, "192.0.2.7");
}

TEST_P(SignInTest, ADisabledAccountIsRefusedLikeAWrongPasswordAndItsSessionsEndAtOnce) {
  REQ("R-SEC-11", "R-SEC-03");
  const std::string id = readyUser("clerk1", {"clerk"});
  const auto open = session(id);
  ASSERT_EQ(verdict(open.token), "ok");

  auto context = operatorContext();
  UserChange change;
  change.state = "disabled";
  (void)must(updateUser(context, id, change));

  EXPECT_EQ(verdict(open.token), "ACCS-0103");
  EXPECT_EQ(signInCode("clerk1", kPassword), "ACCS-0110");
}

TEST_P(SignInTest, SessionsEndWhenIdleAndAtTheLatestAfterTwelveHours) {
  REQ("R-SEC-03", "R-SEC-11");
  const std::string id = readyUser("clerk1", {"clerk"});
  const auto idle = session(id);
  const auto busy = session(id);

  for (int i = 0; i < 3; ++i) {
    clock.forward(20 * kMinute);
    EXPECT_EQ(verdict(busy.token), "ok");
  }
  EXPECT_EQ(verdict(idle.token), "ACCS-0101");

  for (int i = 0; i < 45; ++i) {
    clock.forward(15 * kMinute);
    (void)verdict(busy.token);
  }
  EXPECT_EQ(verdict(busy.token), "ACCS-0101");
}

TEST_P(SignInTest, ForgedEmptyAndEndedTokensOpenNothing) {
  REQ("R-SEC-03", "R-SEC-11");
  const std::string id = readyUser("clerk1", {"clerk"});
  const auto open = session(id);
  auto context = contextOf(open.token);

  EXPECT_EQ(verdict(open.token + "A"), "ACCS-0104");
  EXPECT_EQ(verdict(text("SELECT token_hash FROM session")), "ACCS-0104") << "the digest is not the token";
  EXPECT_EQ(number("SELECT count(*) FROM session WHERE token_hash = $1", {std::string_view(open.token)}), 0);
  must(signOut(context));
  EXPECT_EQ(verdict(open.token), "ACCS-0103");
  EXPECT_EQ(verdict(""), "ok");  // nothing presented: anonymous, without any permission
  auto stranger = strangerContext();
  const auto nobody = must(authenticate(stranger, {}));
  EXPECT_EQ(nobody.kind, PrincipalKind::kAnonymous);
  EXPECT_EQ(checkPermission(nobody, "collect.read").error().code, "ACCS-0102");
}

TEST_P(SignInTest, AChangeNeedsTheTokenOfItsOwnSession) {
  REQ("R-SEC-03");
  const std::string id = readyUser("clerk1", {"clerk"});
  const auto mine = session(id);
  const auto other = session(id);

  EXPECT_EQ(verdict(mine.token, "", true), "ACCS-0203");
  EXPECT_EQ(verdict(mine.token, other.csrf, true), "ACCS-0203");
  EXPECT_EQ(verdict(mine.token, mine.csrf, true), "ok");
}

TEST_P(SignInTest, ANewPasswordEndsTheOtherSessionsAndKeepsTheRules) {
  REQ("R-SEC-11");
  const std::string id = readyUser("clerk1", {"clerk"});
  const auto mine = session(id);
  const auto other = session(id);
  auto context = contextOf(mine.token);

  for (const auto& [password, rule] :
       std::vector<std::pair<std::string, std::string>>{{"Ab1-", "不少于"},
                                                        {"alllowercaseletters", "至少有"},
                                                        {"My-Clerk1-Pass", "登录名"},
                                                        {"Password-2026", "常见口令"},
                                                        {"王示例-Secret-7", "姓名"},
                                                        {std::string("Ab1-xxxxxx\x01", 11), "控制字符"}}) {
    const auto refused = changePassword(context, kPassword, password);
    ASSERT_FALSE(refused.ok()) << password;
    EXPECT_NE(domain::renderText(refused.error()).find(rule), std::string::npos) << domain::renderText(refused.error());
  }
  EXPECT_EQ(changePassword(context, "Wrong-Horse-7", "Another-Horse-8").error().code, "ACCS-0110");
  must(changePassword(context, kPassword, "Another-Horse-8"));

  EXPECT_EQ(verdict(mine.token), "ok");
  EXPECT_EQ(verdict(other.token), "ACCS-0103");
  EXPECT_EQ(signInCode("clerk1", kPassword), "ACCS-0110");
}

TEST_P(SignInTest, APasswordOlderThanNinetyDaysMustBeChanged) {
  REQ("R-SEC-11");
  readyUser("clerk1", {"clerk"});
  clock.forward(91 * kDay);
  EXPECT_EQ(signIn("clerk1").pending, "ACCS-0204");
}

TEST_P(SignInTest, TheSecondFactorIsAskedForAndEachCodeCountsOnce) {
  REQ("R-SEC-11");
  const std::string id = readyUser("clerk1", {"clerk"});
  const auto mine = session(id);
  auto context = contextOf(mine.token);
  EXPECT_EQ(confirmTotp(context, "000000").error().code, "ACCS-0906");
  const auto offer = must(offerTotp(context, kPassword));
  const std::string secret = unbase32(offer.secret);
  const auto code = [&](std::int64_t shift = 0) {
    return crypto::totpCode(secret, clock.now().micros / 1'000'000 + shift);
  };

  EXPECT_EQ(signInCode("clerk1", kPassword), "ok") << "offered, not yet confirmed";
  must(confirmTotp(context, code()));

  EXPECT_EQ(signInCode("clerk1", kPassword), "ACCS-0112");
  EXPECT_EQ(signInCode("clerk1", kPassword, code()), "ACCS-0113") << "the code of the enrolment is spent";
  clock.forward(60);
  const std::string next = code();
  EXPECT_EQ(signInCode("clerk1", kPassword, next), "ok");
  EXPECT_EQ(signInCode("clerk1", kPassword, next), "ACCS-0113");
  EXPECT_EQ(number("SELECT count(*) FROM app_user WHERE totp_secret IS NOT NULL"), 1);
}

TEST_P(SignInTest, PeopleSeeTheirSessionsAndEndThem) {
  REQ("R-SEC-11");
  const std::string id = readyUser("clerk1", {"clerk"});
  const std::string stranger = readyUser("clerk2", {"clerk"});
  const auto mine = session(id);
  const auto other = session(id);
  const auto foreign = session(stranger);
  auto context = contextOf(mine.token);
  auto strange = contextOf(foreign.token);

  const auto sessions = must(mySessions(context));
  ASSERT_EQ(sessions.size(), 2U);
  const auto theOther = std::find_if(sessions.begin(), sessions.end(), [](const auto& s) { return !s.current; });
  ASSERT_NE(theOther, sessions.end());

  EXPECT_EQ(endSession(strange, theOther->id).error().code, "ACCS-0401");
  EXPECT_EQ(endSession(context, "' OR 1=1 --").error().code, "ACCS-0401");
  must(endSession(context, theOther->id));
  EXPECT_EQ(verdict(other.token), "ACCS-0103");
  EXPECT_EQ(verdict(mine.token), "ok");
}

TEST_P(SignInTest, TheSetUpCodeMakesThreeAdministratorsOnce) {
  REQ("R-SEC-03", "R-SEC-11");
  auto machine = operatorContext();
  auto stranger = strangerContext();
  const std::vector<FirstAdministrator> three{
      {"system-admin", "sys", "张测试"}, {"security-admin", "sec", "王示例"}, {"audit-admin", "aud", "李样本"}};
  EXPECT_EQ(setUp(stranger, "AAAAA", three).error().code, "ACCS-0115") << "no code was given out";
  const auto old = must(issueSetupCode(machine));
  const auto code = must(issueSetupCode(machine));
  ASSERT_TRUE(old && code);

  EXPECT_EQ(setUp(stranger, *old, three).error().code, "ACCS-0115") << "replaced by the newer code";
  EXPECT_EQ(setUp(stranger, *code, {three[0], three[0], three[1]}).error().code, "ACCS-0903");
  EXPECT_EQ(setUp(stranger, *code, {three[0], three[1], {"clerk", "c", "赵例"}}).error().code, "ACCS-0903");
  EXPECT_EQ(number("SELECT count(*) FROM app_user"), 0);
  const auto issued = must(setUp(stranger, *code, three));

  ASSERT_EQ(issued.size(), 3U);
  EXPECT_EQ(setUp(stranger, *code, three).error().code, "ACCS-0904");
  EXPECT_FALSE(must(issueSetupCode(machine)).has_value());
  EXPECT_EQ(signIn("sec", issued[1].oneTimeCode).pending, "ACCS-0204");
  EXPECT_EQ(text("SELECT role FROM user_role WHERE user_id = $1", {std::string_view(issued[2].userId)}), "audit-admin");
}

TEST_P(SignInTest, AnExpiredSetUpCodeMakesNobody) {
  REQ("R-SEC-11");
  auto machine = operatorContext();
  const auto code = must(issueSetupCode(machine));
  clock.forward(25 * kHour);
  auto stranger = strangerContext();
  EXPECT_EQ(setUp(stranger, *code, {}).error().code, "ACCS-0115");
}

}  // namespace
}  // namespace medcredit::service::access
