// Sign-in through an identity provider, from the link on the sign-in page to the session, with the real server and a
// provider on a real socket that can be told to cheat.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <thread>

#include "base/base64.h"
#include "server/fake_provider.h"
#include "service/access/users.h"
#include "service/audit.h"
#include "support/server_fixture.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;
using Tricks = FakeProvider::Tricks;

std::string codeOf(const HttpReply& reply) {
  if (reply.body.empty()) return std::to_string(reply.status);
  const auto body = reply.json().as_object();
  // A refusal of any kind has a Chinese text and nothing of the inside.
  EXPECT_GE(static_cast<unsigned char>(body.at("title").as_string().front()), 0x80U) << reply.body;
  for (const char* inside : {"secret of", "127.0.0.1", "/work", "/tmp", "libcurl", "eyJ"}) {
    EXPECT_EQ(reply.body.find(inside), std::string::npos) << reply.body;
  }
  return std::string(body.at("code").as_string());
}

/// All cookies an answer sets: name → value with attributes.
std::map<std::string, std::string> cookiesOf(const HttpReply& reply) {
  std::map<std::string, std::string> out;
  for (const auto& [name, value] : reply.headers) {
    if (name != "Set-Cookie" && name != "set-cookie") continue;
    const auto equals = value.find('=');
    out[value.substr(0, equals)] = value.substr(equals + 1);
  }
  return out;
}

void writeConfig(const std::filesystem::path& folder, const std::string& issuer) {
  writeFile(folder / "secret", std::string(FakeProvider::kSecret) + "\n");
  writeFile(folder / "oidc.yaml", "issuer: " + issuer + "\nclient_id: " + FakeProvider::kClient +
                                      "\nclient_secret_file: secret\nredirect_uri: " + FakeProvider::kRedirect + "\n");
}

class OidcSignIn : public ServerTestOf<OidcSignIn> {
 public:
  static TestServerOptions options() {
    writeConfig(folder().path(), provider().issuer());
    TestServerOptions wanted;
    wanted.serve = {"--oidc", (folder() / "oidc.yaml").string()};
    return wanted;
  }

 protected:
  void TearDown() override { provider().play({}); }

  static const TempDir& folder() {
    static const TempDir made("medcredit-oidc");
    return made;
  }
  static FakeProvider& provider() {
    static FakeProvider made;
    return made;
  }
  /// A browser on its way: the cookie it was given and where it was sent.
  struct Browser {
    std::string ticket, location;
  };
  static Browser begin() {
    const auto reply = anybody().get("/api/session/oidc");
    EXPECT_EQ(reply.status, 302) << reply.body;
    const auto cookie = cookiesOf(reply)["medcredit-oidc"];
    return {"medcredit-oidc=" + cookie.substr(0, cookie.find(';')), reply.header("Location")};
  }
  static HttpReply comeBack(const std::string& parameters, const std::string& cookie) {
    HeaderList headers{{"User-Agent", "Firefox"}};
    if (!cookie.empty()) headers.emplace_back("Cookie", cookie);
    return anybody().get("/api/session/oidc/return" + parameters, headers);
  }
  /// The whole way of one person.
  static HttpReply signIn(const std::string& subject) {
    const auto browser = begin();
    return comeBack(provider().signIn(browser.location, subject), browser.ticket);
  }
  static std::string code(const std::string& subject) { return codeOf(signIn(subject)); }

  /// The account of this person, linked to the subject of its name at the provider.
  static std::string linked(const std::string& who, const std::string& subject) {
    const std::string id = server().userId(who);
    server().operate([&](service::Context& context) {
      service::access::UserChange change;
      change.oidcSubject = provider().issuer() + " " + subject;
      must(service::access::updateUser(context, id, change));
    });
    return id;
  }
  static std::int64_t count(const std::string& rows) {
    std::int64_t found = 0;
    const auto conn = server().conn();
    must(conn->query("SELECT count(*) FROM " + rows, {}, [&](const store::Row& row) {
      found = row.integer(0);
      return true;
    }));
    return found;
  }
  /// Entries of the evidence log with this action and outcome, about an account ("" = any).
  static std::int64_t entries(const std::string& action, const std::string& outcome, const std::string& about = "") {
    store::EvidenceFilter filter;
    filter.action = action;
    return server().operate([&](service::Context& context) {
      const auto lines = must(service::auditEntries(context, filter, false));
      return std::count_if(lines.begin(), lines.end(), [&](const service::AuditLine& line) {
        return line.entry.outcome == outcome && line.entry.allowed == (outcome == "ok") &&
               (about.empty() || line.entry.objectId == about);
      });
    });
  }
  static std::int64_t refusals(const std::string& refused) { return entries("session.refused", refused); }
};

TEST_F(OidcSignIn, APersonOfTheProviderIsSignedInWithoutAPasswordHere) {
  REQ("R-SEC-03", "R-SEC-11");
  const std::string id = linked("clerk", "zhang-7");
  const auto began = entries("session.begin", "ok", id);
  const auto complaints = provider().complaints().size();
  const auto start = anybody().get("/api/session/oidc");
  ASSERT_EQ(start.status, 302) << start.body;
  EXPECT_EQ(start.header("Cache-Control"), "no-store");
  const auto ticket = cookiesOf(start)["medcredit-oidc"];
  for (const char* attribute : {"; HttpOnly", "; SameSite=Lax", "; Max-Age=600", "; Path=/"}) {
    EXPECT_NE(ticket.find(attribute), std::string::npos) << ticket;
  }
  const auto back = provider().signIn(start.header("Location"), "zhang-7");
  // Providers add parameters of their own.
  const auto done = comeBack(back + "&session_state=x&iss=http%3A%2F%2F127.0.0.1%3A" +
                                 provider().issuer().substr(provider().issuer().rfind(':') + 1),
                             "a=b; medcredit-oidc=" + ticket.substr(0, ticket.find(';')));
  ASSERT_EQ(done.status, 303) << done.body;
  EXPECT_EQ(done.header("Location"), "/console/");
  auto cookies = cookiesOf(done);
  EXPECT_NE(cookies["medcredit"].find("; HttpOnly; SameSite=Strict"), std::string::npos) << cookies["medcredit"];
  EXPECT_NE(cookies["medcredit-oidc"].find("Max-Age=0"), std::string::npos) << "the ticket is taken away";

  auto caller = anybody();
  caller.cookie = "medcredit=" + cookies["medcredit"].substr(0, cookies["medcredit"].find(';'));
  const auto who = caller.get("/api/session");
  ASSERT_EQ(who.status, 200) << who.body;
  EXPECT_EQ(who.json().at("id").as_string(), id);
  EXPECT_TRUE(who.json().at("pending").is_null()) << who.body;
  EXPECT_EQ(caller.get("/api/catalogue").status, 200);
  EXPECT_EQ(entries("session.begin", "ok", id), began + 1);
  EXPECT_EQ(provider().complaints().size(), complaints) << provider().complaints().back();
}

TEST_F(OidcSignIn, AnEs256SignatureIsAsGood) {
  linked("clerk", "zhang-7");
  const auto curve = TokenSigner::p256("ec-2");
  Tricks tricks;
  tricks.signer = curve;
  provider().play(tricks);
  EXPECT_EQ(code("zhang-7"), "303");
}

TEST_F(OidcSignIn, WhoIsNobodyHereStaysOutside) {
  REQ("R-SEC-03", "R-SEC-11");
  const auto sessions = count("session");
  const auto before = refusals("ACCS-0138");
  const auto reply = signIn("stranger");
  EXPECT_EQ(reply.status, 401);
  EXPECT_EQ(codeOf(reply), "ACCS-0138");
  EXPECT_EQ(cookiesOf(reply).count("medcredit"), 0U);
  EXPECT_EQ(count("session"), sessions);
  EXPECT_EQ(refusals("ACCS-0138"), before + 1);
  EXPECT_EQ(count("evidence_entry WHERE object LIKE '%stranger%'"), 0) << "known by a digest only";
  // A subject of another issuer with the same name is another person.
  server().operate([&](service::Context& context) {
    service::access::UserChange change;
    change.oidcSubject = "https://other.example.test stranger";
    must(service::access::updateUser(context, server().userId("reviewer"), change));
  });
  EXPECT_EQ(code("stranger"), "ACCS-0138");
}

TEST_F(OidcSignIn, ADisabledOrLockedAccountStaysClosed) {
  REQ("R-SEC-03", "R-SEC-11");
  const std::string id = linked("clerk#2", "li-2");
  const auto state = [&](const char* wanted) {
    server().operate([&](service::Context& context) {
      service::access::UserChange change;
      change.state = wanted;
      must(service::access::updateUser(context, id, change));
    });
  };
  state("disabled");
  const auto before = refusals("ACCS-0139");
  EXPECT_EQ(code("li-2"), "ACCS-0139");
  EXPECT_EQ(refusals("ACCS-0139"), before + 1);
  state("active");
  EXPECT_EQ(code("li-2"), "303");
  const std::string wrong =
      json::serialize(json::object{{"login", server().login("clerk#2")}, {"password", "wrong one"}});
  for (int i = 0; i < 5; ++i) anybody().post("/api/session", wrong);
  EXPECT_EQ(code("li-2"), "ACCS-0111") << "guessing the password here locks the account, not one door of it";
}

TEST_F(OidcSignIn, AStateCountsOnce) {
  REQ("R-SEC-11");
  linked("clerk", "zhang-7");
  const auto browser = begin();
  const auto back = provider().signIn(browser.location, "zhang-7");
  EXPECT_EQ(comeBack(back, browser.ticket).status, 303);
  const auto asked = provider().asked("/token");
  const auto again = comeBack(back, browser.ticket);
  EXPECT_EQ(again.status, 401);
  EXPECT_EQ(codeOf(again), "ACCS-0131");
  // A fresh code does not help.
  const auto fresh = provider().signIn(browser.location, "zhang-7");
  EXPECT_EQ(codeOf(comeBack(fresh, browser.ticket)), "ACCS-0131");
  EXPECT_EQ(provider().asked("/token"), asked) << "refused before anybody is asked";
}

TEST_F(OidcSignIn, OnlyTheBrowserThatBeganMayFinish) {
  REQ("R-SEC-11");
  linked("clerk", "zhang-7");
  const auto mine = begin();
  const auto other = begin();
  const auto back = provider().signIn(mine.location, "zhang-7");
  const auto asked = provider().asked("/token");
  EXPECT_EQ(codeOf(comeBack(back, "")), "ACCS-0130") << "a link sent by somebody else";
  EXPECT_EQ(codeOf(comeBack(back, other.ticket)), "ACCS-0130");
  EXPECT_EQ(codeOf(comeBack("?code=x", mine.ticket)), "ACCS-0130");
  EXPECT_EQ(codeOf(comeBack("?code=x&state=", mine.ticket)), "ACCS-0130");
  EXPECT_EQ(codeOf(comeBack("", "")), "ACCS-0130");
  for (std::size_t at : {std::size_t{20}, mine.ticket.size() / 2, mine.ticket.size() - 2}) {
    std::string forged = mine.ticket;
    forged[at] = forged[at] == 'A' ? 'B' : 'A';
    EXPECT_EQ(codeOf(comeBack(back, forged)), "ACCS-0130") << at;
  }
  EXPECT_EQ(codeOf(comeBack(back, "medcredit-oidc=" + base::toBase64Url("{}"))), "ACCS-0130");
  EXPECT_EQ(provider().asked("/token"), asked);
  EXPECT_EQ(comeBack(back, mine.ticket).status, 303) << "the forgeries did not spend it";
}

TEST_F(OidcSignIn, APersonWhoIsRefusedIsBackOnTheSignInPage) {
  const HeaderList page{{"Accept", "text/html,application/xhtml+xml"}};
  const auto refused = anybody().get("/api/session/oidc/return?code=x&state=y", page);
  EXPECT_EQ(refused.status, 303);
  EXPECT_EQ(refused.header("Location"), "/console/sign-in?refused=ACCS-0130");
  EXPECT_EQ(refused.header("Cache-Control"), "no-store");
  EXPECT_TRUE(anybody().get("/api/session/ways").json().at("identityProvider").as_bool());
}

TEST_F(OidcSignIn, WhatTheProviderRefusesIsRefusedHere) {
  linked("clerk", "zhang-7");
  const auto browser = begin();
  const auto state = parametersOf(browser.location)["state"];
  const auto denied = comeBack("?error=access_denied&error_description=no&state=" + state, browser.ticket);
  EXPECT_EQ(denied.status, 401);
  EXPECT_EQ(codeOf(denied), "ACCS-0132");
  EXPECT_NE(denied.json().at("title").as_string().find("access_denied"), std::string::npos);
  const auto second = begin();
  EXPECT_EQ(codeOf(comeBack("?code=made-up&state=" + parametersOf(second.location)["state"], second.ticket)),
            "ACCS-0133");
  const auto third = begin();
  const auto back = provider().signIn(third.location, "zhang-7");
  EXPECT_EQ(codeOf(comeBack(back + "&iss=https%3A%2F%2Fevil.example.test", third.ticket)), "ACCS-0136")
      << "answer of another provider";
}

TEST_F(OidcSignIn, ATokenThatIsNotForThisSignInOpensNothing) {
  REQ("R-SEC-11");
  linked("clerk", "zhang-7");
  const auto sessions = count("session");
  const std::int64_t now = base::SystemClock().now().micros / 1'000'000;
  const std::vector<std::tuple<const char*, json::value, const char*>> cases{
      {"nonce", "another", "ACCS-0136"}, {"aud", "another", "ACCS-0136"},  {"iss", "https://x.test", "ACCS-0136"},
      {"azp", "another", "ACCS-0136"},   {"sub", "", "ACCS-0136"},         {"exp", now - 300, "ACCS-0137"},
      {"iat", now + 3600, "ACCS-0137"},  {"iat", now - 3600, "ACCS-0137"}, {"exp", nullptr, "ACCS-0137"},
  };
  for (const auto& [claim, value, refused] : cases) {
    SCOPED_TRACE(claim);
    const auto before = refusals(refused);
    Tricks tricks;
    tricks.claims = [claim = claim, value = value](json::object& claims) { claims[claim] = value; };
    provider().play(tricks);
    EXPECT_EQ(code("zhang-7"), refused);
    EXPECT_EQ(refusals(refused), before + 1);
  }
  EXPECT_EQ(count("session"), sessions);
}

TEST_F(OidcSignIn, ATokenWithoutAnHonestSignatureOpensNothing) {
  REQ("R-SEC-11");
  linked("clerk", "zhang-7");
  const auto sessions = count("session");
  const auto play = [&](std::function<std::string(const json::object&)> token) {
    Tricks tricks;
    tricks.token = std::move(token);
    provider().play(tricks);
    return code("zhang-7");
  };
  EXPECT_EQ(play([](const auto& claims) { return unsignedToken({{"alg", "none"}}, claims) + "."; }), "ACCS-0134");
  EXPECT_EQ(play([](const auto& claims) {
              const auto covered = unsignedToken({{"alg", "HS256"}, {"kid", "rsa-1"}}, claims);
              return covered + "." + base::toBase64Url(hmacSha256(provider().rsa().publicPem(), covered));
            }),
            "ACCS-0134");
  const auto stranger = TokenSigner::rsa("rsa-1");
  EXPECT_EQ(play([&](const auto& claims) { return stranger.token(claims); }), "ACCS-0135");
  EXPECT_EQ(play([](const auto&) { return std::string("no token"); }), "ACCS-0134");
  EXPECT_EQ(count("session"), sessions);
}

TEST_F(OidcSignIn, KeysAreFetchedAgainOnceWhenTheTokenNamesANewOne) {
  REQ("R-SEC-11");
  linked("clerk", "zhang-7");
  EXPECT_EQ(code("zhang-7"), "303");
  const auto before = provider().asked("/keys");
  EXPECT_EQ(code("zhang-7"), "303");
  EXPECT_EQ(provider().asked("/keys"), before) << "known keys are not fetched for every sign-in";
  const auto renewed = TokenSigner::rsa("rsa-3");
  Tricks tricks;
  tricks.signer = renewed;
  provider().play(tricks);
  EXPECT_EQ(code("zhang-7"), "303") << "the provider changed its key";
  EXPECT_EQ(provider().asked("/keys"), before + 1);
  tricks.signer = TokenSigner::rsa("rsa-4");
  tricks.publishes = false;
  provider().play(tricks);
  EXPECT_EQ(code("zhang-7"), "ACCS-0141");
  EXPECT_EQ(provider().asked("/keys"), before + 2) << "once and no more";
}

TEST_F(OidcSignIn, AProviderThatAnswersNonsenseOpensNothing) {
  linked("clerk", "zhang-7");
  const auto play = [&](int status, const std::string& body) {
    Tricks tricks;
    tricks.answers["/token"] = [=] { return FakeProvider::json(status, body); };
    provider().play(tricks);
    const auto reply = signIn("zhang-7");
    EXPECT_EQ(reply.status, 503) << reply.body;
    EXPECT_FALSE(reply.header("Retry-After").empty());
    return codeOf(reply);
  };
  EXPECT_EQ(play(200, std::string(300 * 1024, ' ') + "{}"), "ACCS-0305") << "oversized";
  EXPECT_EQ(play(200, "<html>"), "ACCS-0306");
  EXPECT_EQ(play(200, "{}"), "ACCS-0306");
  EXPECT_EQ(play(200, R"({"id_token":7})"), "ACCS-0306");
  EXPECT_EQ(play(500, "{}"), "ACCS-0306");
  EXPECT_EQ(play(302, "{}"), "ACCS-0306") << "redirects are not followed";
}

TEST_F(OidcSignIn, ASlowProviderIsGivenUpAndHoldsNobodyElse) {
  linked("clerk", "zhang-7");
  as("clerk");
  Tricks tricks;
  tricks.answers["/token"] = [] {
    std::this_thread::sleep_for(std::chrono::seconds(7));
    return FakeProvider::json(200, "{}");
  };
  provider().play(tricks);
  // More people than may wait for the provider at a time: two of four threads wait, the third is told at once.
  std::vector<Browser> browsers{begin(), begin(), begin()};
  std::vector<std::string> codes(browsers.size());
  std::vector<std::thread> people;
  for (std::size_t i = 0; i < browsers.size(); ++i) {
    const auto back = provider().signIn(browsers[i].location, "zhang-7");
    people.emplace_back([&, i, back] {
      std::this_thread::sleep_for(std::chrono::milliseconds(300 * i));
      HttpClient client(server().port());
      const auto reply = client.get("/api/session/oidc/return" + back, {{"Cookie", browsers[i].ticket}});
      codes[i] = reply.status == 503 ? std::string(reply.json().at("code").as_string()) : "?";
    });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(1200));
  const auto asked = std::chrono::steady_clock::now();
  EXPECT_EQ(as("clerk").get("/api/catalogue").status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(2)) << "others are served meanwhile";
  for (auto& person : people) person.join();
  EXPECT_EQ(codes, (std::vector<std::string>{"ACCS-0304", "ACCS-0304", "ACCS-0303"}));
  EXPECT_GE(refusals("ACCS-0304"), 2);
}

TEST_F(OidcSignIn, TheAdministratorLinksAccountsButNotOtherAdministrators) {
  REQ("R-SEC-03", "R-SEC-11");
  const auto patch = [&](const std::string& who, const std::string& subject) {
    auto& admin = as("system-admin");
    const std::string path = "/api/users/" + server().userId(who);
    const auto tag = admin.get(path).header("ETag");
    return admin.patch(path, json::serialize(json::object{{"oidcSubject", subject}}), {{"If-Match", tag}});
  };
  as("grader");
  const auto changed = patch("grader", provider().issuer() + " wang-9");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.json().at("oidcSubject").as_string(), provider().issuer() + " wang-9");
  EXPECT_EQ(as("grader").get("/api/session").status, 401) << "sessions opened under the former link end";
  EXPECT_EQ(code("wang-9"), "303");
  EXPECT_EQ(patch("objection-handler", provider().issuer() + " wang-9").json().at("code").as_string(), "ACCS-0901");
  EXPECT_EQ(codeOf(patch("objection-handler", "wang-9")), "ACCS-0512");
  const auto refused = patch("security-admin", provider().issuer() + " me-too");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(codeOf(refused), "ACCS-0212");
  EXPECT_EQ(patch("grader", "").status, 200);
  EXPECT_EQ(code("wang-9"), "ACCS-0138");
}

/// Nothing listens where the provider should be.
class OidcAbsent : public ServerTestOf<OidcAbsent> {
 public:
  static TestServerOptions options() {
    static const TempDir folder("medcredit-oidc");
    writeConfig(folder.path(), "http://127.0.0.1:1");
    TestServerOptions wanted;
    wanted.serve = {"--oidc", (folder / "oidc.yaml").string()};
    return wanted;
  }
};

TEST_F(OidcAbsent, AProviderThatIsDownIsSaidToBeDown) {
  const auto reply = anybody().get("/api/session/oidc");
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(codeOf(reply), "ACCS-0304");
  EXPECT_FALSE(reply.header("Retry-After").empty());
  EXPECT_EQ(as("clerk").get("/api/catalogue").status, 200) << "passwords work on";
}

class OidcUnconfigured : public ServerTestOf<OidcUnconfigured> {};

TEST_F(OidcUnconfigured, WithoutAProviderThereIsNoSuchDoor) {
  for (const char* path : {"/api/session/oidc", "/api/session/oidc/return?code=a&state=b"}) {
    const auto reply = anybody().get(path);
    EXPECT_EQ(reply.status, 404);
    EXPECT_EQ(codeOf(reply), "ACCS-0402");
  }
  EXPECT_FALSE(anybody().get("/api/session/ways").json().at("identityProvider").as_bool());
}

TEST_F(OidcUnconfigured, AConfigurationThatCannotBeUsedIsRefusedAtTheStart) {
  const TempDir folder;
  writeFile(folder / "oidc.yaml", "issuer: https://idp.example.test\nclient_id: m\nclient_secret: in the open\n");
  const auto run =
      server().cli({"--json", "serve", "--listen", "127.0.0.1:0", "--oidc", (folder / "oidc.yaml").string()});
  EXPECT_EQ(run.exitCode, 4);
  EXPECT_EQ(run.json().at_pointer("/error/code").as_string(), "ACCS-0513");
  EXPECT_NE(run.err.find("client_secret_file"), std::string::npos) << run.err;
  EXPECT_EQ(run.err.find("in the open"), std::string::npos) << "the secret is not repeated";
}

}  // namespace
}  // namespace medcredit::test
