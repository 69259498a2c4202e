#include "support/server_fixture.h"

#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "base/base64.h"
#include "crypto/envelope.h"
#include "crypto/sm3.h"
#include "service/access/systems.h"
#include "service/access/users.h"
#include "service/units.h"
#include "store/field_cipher.h"
#include "support/pg_cluster.h"

namespace medcredit::test {

namespace json = boost::json;
namespace access = service::access;

namespace {

bool changes(std::string_view method) { return method != "GET" && method != "HEAD" && method != "OPTIONS"; }

bool hasHeader(const HeaderList& headers, std::string_view name) {
  return std::any_of(headers.begin(), headers.end(), [&](const auto& header) { return header.first == name; });
}

std::string fresh(std::string_view prefix) {
  static std::uint64_t serial = 0;
  return std::string(prefix) + std::to_string(::getpid()) + "-" + std::to_string(++serial);
}

/// "clerk@U2#3" → role clerk, office U2.
struct Who {
  std::string role, unit = "U1";
  explicit Who(const std::string& text) {
    role = text.substr(0, text.find_first_of("@#"));
    if (const auto at = text.find('@'); at != std::string::npos)
      unit = text.substr(at + 1, text.find('#', at) - at - 1);
  }
  [[nodiscard]] bool isSystem() const {
    return role == "partner-system" || role == "credit-agency" || role == "third-party";
  }
  [[nodiscard]] std::string kind() const { return isSystem() ? "system" : role == "subject" ? "subject" : "staff"; }
};

void expectStatus(const HttpReply& reply, int status, const std::string& what) {
  if (reply.status != status) {
    throw std::runtime_error(what + ": " + std::to_string(reply.status) + " " + reply.body);
  }
}

}  // namespace

std::string exchangeRecord() {
  static const TempDir folder("medcredit-answers");
  const char* wanted = std::getenv("MEDCREDIT_RECORD");
  return wanted != nullptr ? std::string(wanted) : (folder / "answers.jsonl").string();
}

void recordExchange(const HttpCall& call, const HttpReply& reply) {
  if (reply.status == 0 || reply.header("Content-Encoding") == "gzip") return;
  const bool text = reply.header("Content-Type").find("json") != std::string::npos;
  static std::ofstream file(exchangeRecord(), std::ios::app);
  file << json::serialize(json::object{{"method", call.method},
                                       {"target", call.target},
                                       {"status", reply.status},
                                       {"type", reply.header("Content-Type")},
                                       {"body", text ? reply.body : std::string(reply.body.empty() ? "" : "…")}})
       << '\n';
  file.flush();
}

HttpReply Caller::send(HttpCall call) {
  if (!cookie.empty()) call.headers.emplace_back("Cookie", cookie);
  if (changes(call.method)) {
    if (!csrf.empty() && !hasHeader(call.headers, "X-CSRF-Token")) call.headers.emplace_back("X-CSRF-Token", csrf);
    if (!hasHeader(call.headers, "Idempotency-Key")) call.headers.emplace_back("Idempotency-Key", fresh("t"));
  }
  std::erase_if(call.headers, [](const auto& header) { return header.second.empty(); });
  if (!keyId.empty()) sign(call);
  HttpReply reply = client_.send(call);
  recordExchange(call, reply);
  return reply;
}

void Caller::sign(HttpCall& call) const {
  const auto value = [&](std::string_view name) {
    for (const auto& [key, text] : call.headers) {
      if (key == name) return text;
    }
    return std::string();
  };
  access::SignedRequest request;
  request.method = call.method;
  request.target = call.target;
  request.bodySm3 = crypto::sm3Hex(call.body);
  request.timestamp = std::to_string(base::SystemClock().now().micros / 1'000'000 + shiftSeconds);
  request.nonce = fresh("nonce-of-the-tests-");
  request.keyId = keyId;
  request.purpose = value("X-Purpose");
  request.caseNumber = value("X-Case-Number");
  const auto signature = crypto::hmacSm3(secret, access::canonicalRequest(request));
  call.headers.emplace_back("X-MC-Key", keyId);
  call.headers.emplace_back("X-MC-Timestamp", request.timestamp);
  call.headers.emplace_back("X-MC-Nonce", request.nonce);
  call.headers.emplace_back("X-MC-Signature", base::toBase64(signature));
}

HttpReply Caller::get(std::string_view target, HeaderList headers) {
  return send({"GET", std::string(target), std::move(headers)});
}

namespace {
HttpCall withJson(const char* method, std::string_view target, std::string body, HeaderList headers) {
  if (!hasHeader(headers, "Content-Type")) headers.emplace_back("Content-Type", "application/json");
  return {method, std::string(target), std::move(headers), std::move(body)};
}
}  // namespace

HttpReply Caller::post(std::string_view target, std::string body, HeaderList headers) {
  return send(withJson("POST", target, std::move(body), std::move(headers)));
}
HttpReply Caller::put(std::string_view target, std::string body, HeaderList headers) {
  return send(withJson("PUT", target, std::move(body), std::move(headers)));
}
HttpReply Caller::patch(std::string_view target, std::string body, HeaderList headers) {
  return send(withJson("PATCH", target, std::move(body), std::move(headers)));
}
HttpReply Caller::del(std::string_view target, HeaderList headers) {
  return send({"DELETE", std::string(target), std::move(headers)});
}
HttpReply Caller::upload(std::string_view target, std::string bytes, HeaderList headers) {
  headers.emplace_back("Content-Type", "application/octet-stream");
  return send({"POST", std::string(target), std::move(headers), std::move(bytes)});
}

TestServer::TestServer(std::string binary, TestServerOptions options)
    : binary_(std::move(binary)), options_(std::move(options)) {
  if (options_.engine == store::Engine::kPostgres) {
    database_ = fresh("server_");
    std::replace(database_.begin(), database_.end(), '-', '_');
    runOnServer(sharedServerUrl("postgres"), "CREATE DATABASE " + database_ + " TEMPLATE template0 ENCODING 'UTF8'");
    location_.databaseUrl = sharedServerUrl(database_);
  } else {
    location_.dataDir = (folder_ / "store").string();
  }
  const auto day = base::CivilDate::parseIso(options_.today);
  if (day) {
    clock_ = std::make_unique<base::FixedClock>(*day);
  } else {
    clock_ = std::make_unique<base::SystemClock>();
  }
  const auto made = cli({"init", "--jurisdiction", options_.jurisdiction});
  if (made.exitCode != 0) throw std::runtime_error("init: " + made.err);
  keys_ = must(crypto::Keys::open((folder_ / "keys").string(), true, random_));
  cipher_ = std::make_unique<store::FieldCipher>(*keys_, random_);
  location_.cipher = cipher_.get();
  makeOffices();
  restart();
}

TestServer::~TestServer() {
  callers_.clear();
  process_.reset();
  if (!database_.empty()) runOnServer(sharedServerUrl("postgres"), "DROP DATABASE " + database_ + " WITH (FORCE)");
}

std::vector<std::string> TestServer::storeOptions() const {
  std::vector<std::string> out{"--keys", (folder_ / "keys").string()};
  if (location_.databaseUrl.empty()) {
    out.insert(out.end(), {"--data", location_.dataDir});
  } else {
    out.insert(out.end(), {"--database", location_.databaseUrl});
  }
  if (!options_.today.empty()) out.insert(out.end(), {"--today", options_.today});
  return out;
}

RunResult TestServer::cli(std::vector<std::string> arguments, RunOptions options) const {
  const auto common = storeOptions();
  arguments.insert(arguments.begin(), common.begin(), common.end());
  options.environment.try_emplace("MEDCREDIT_JURISDICTIONS", jurisdictions());
  return runProgram(binary_, arguments, options);
}

std::unique_ptr<store::Conn> TestServer::conn() const { return must(store::open(location_)); }

void TestServer::restart() {
  if (process_) process_->stop();
  callers_.clear();
  process_ =
      std::make_unique<ServerProcess>(binary_, storeOptions(), options_.serve,
                                      std::map<std::string, std::string>{{"MEDCREDIT_JURISDICTIONS", jurisdictions()}});
}

std::string TestServer::jurisdictions() const {
  return options_.jurisdictions.empty() ? MC_SOURCE_DIR "/jurisdictions" : options_.jurisdictions;
}

void TestServer::makeOffices() {
  operate([](service::Context& context) {
    for (const auto& [id, name] : {std::pair{"U1", "综合监督科"}, std::pair{"U2", "医政医管科"}}) {
      service::NewUnit unit;
      unit.id = id;
      unit.name = name;
      unit.region = "410300";
      must(service::addUnit(context, unit));
    }
  });
}

TestServer::Account TestServer::makeAccount(const std::string& text) {
  const Who who(text);
  Account made;
  made.login = text;
  for (char& c : made.login) {
    if (c == '@' || c == '#') c = '-';
  }
  operate([&](service::Context& context) {
    access::NewUser user;
    user.login = made.login;
    user.name = "测试" + who.role;
    user.kind = who.kind();
    if (user.kind != "subject") user.unit = who.unit;
    if (who.role == "central-desk" || who.role == "unit-head") user.scope = "city";
    auto created = must(access::createUser(context, user));
    made.id = created.id;
    made.password = created.oneTimeCode;
    must(access::setRoles(context, made.id, {who.role}, std::nullopt));
    if (!who.isSystem()) return;
    const auto key = must(access::createSystemKey(context, made.id, {"hmac-sm3", ""}));
    made.keyId = key.id;
    made.secret = base::fromBase64(key.secret).value_or("");
  });
  if (!who.isSystem()) firstSignIn(made);
  return made;
}

/// A new account must choose a password and accept the secrecy rules before anything else.
void TestServer::firstSignIn(Account& account) {
  Caller caller(port());
  const auto signIn = [&] {
    const auto reply = caller.post(
        "/api/session", json::serialize(json::object{{"login", account.login}, {"password", account.password}}));
    expectStatus(reply, 201, "first sign-in of " + account.login);
    const auto cookie = reply.header("Set-Cookie");
    caller.cookie = cookie.substr(0, cookie.find(';'));
    caller.csrf = reply.json().at("csrfToken").as_string();
  };
  signIn();
  const std::string next = "Lv-cha " + account.id + " #2026";
  expectStatus(caller.post("/api/session/password", json::serialize(json::object{{"next", next}})), 204,
               "first password of " + account.login);
  account.password = next;
  const auto who = caller.get("/api/session");
  expectStatus(who, 200, "who am I");
  const auto rules = who.json().at_pointer("/session/rules/version").as_string();
  expectStatus(caller.post("/api/session/rules", json::serialize(json::object{{"version", rules}})), 204,
               "secrecy rules for " + account.login);
}

std::int64_t TestServer::shiftSeconds() const {
  constexpr std::int64_t kSecondsPerDay = 86400;
  const auto day = base::CivilDate::parseIso(options_.today);
  return day ? (day->days() - base::SystemClock().today().days()) * kSecondsPerDay : 0;
}

TestServer::Account& TestServer::account(const std::string& who) {
  const auto found = accounts_.find(who);
  if (found != accounts_.end()) return found->second;
  return accounts_.emplace(who, makeAccount(who)).first->second;
}

Caller TestServer::signIn(const std::string& who) {
  const Account& person = account(who);
  Caller caller(port());
  caller.userId = person.id;
  caller.keyId = person.keyId;
  caller.secret = person.secret;
  caller.shiftSeconds = shiftSeconds();
  if (!person.keyId.empty()) return caller;
  const auto reply = caller.post("/api/session",
                                 json::serialize(json::object{{"login", person.login}, {"password", person.password}}));
  expectStatus(reply, 201, "sign-in of " + who);
  const auto cookie = reply.header("Set-Cookie");
  caller.cookie = cookie.substr(0, cookie.find(';'));
  caller.csrf = reply.json().at("csrfToken").as_string();
  return caller;
}

Caller& TestServer::as(const std::string& who) {
  auto& slot = callers_[who];
  if (!slot) slot = std::make_unique<Caller>(signIn(who));
  return *slot;
}

}  // namespace medcredit::test
