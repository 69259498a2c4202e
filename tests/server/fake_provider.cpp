#include "server/fake_provider.h"

#include <boost/json.hpp>
#include <stdexcept>
#include <thread>

#include "base/base64.h"
#include "base/clock.h"
#include "base/random.h"
#include "crypto/jws.h"
#include "http/server.h"
#include "support/store_fixture.h"

namespace medcredit::test {

namespace {

constexpr std::int64_t kMicros = 1'000'000;

int digit(char c) { return c >= 'a' ? c - 'a' + 10 : c >= 'A' ? c - 'A' + 10 : c - '0'; }

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

std::map<std::string, std::string> parametersOf(const std::string& text) {
  std::map<std::string, std::string> out;
  const auto mark = text.find('?');
  std::string rest = mark == std::string::npos ? text : text.substr(mark + 1);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const auto pair = rest.substr(0, end);
    rest.erase(0, std::min(end + 1, rest.size()));
    const auto equals = pair.find('=');
    if (equals != std::string::npos) out[decoded(pair.substr(0, equals))] = decoded(pair.substr(equals + 1));
  }
  return out;
}

struct FakeProvider::Impl {
  struct Desk final : http::Worker {
    explicit Desk(FakeProvider& provider) : owner(provider) {}
    http::Response handle(const http::Request& request, const http::Route&) override { return owner.answer(request); }
    FakeProvider& owner;
  };
  http::Router router;
  std::unique_ptr<http::Server> server;
};

FakeProvider::FakeProvider()
    : rsa_(TokenSigner::rsa("rsa-1")), curve_(TokenSigner::p256("ec-1")), impl_(std::make_unique<Impl>()) {
  for (const auto& [method, path] :
       {std::pair{http::Method::kGet, "/.well-known/openid-configuration"}, std::pair{http::Method::kGet, "/keys"},
        std::pair{http::Method::kPost, "/token"}}) {
    http::Route route;
    route.method = method;
    route.path = path;
    route.operationId = path;
    route.permission = "public";
    route.handler = [](const http::Request&, http::HandlerContext&) { return http::Response(); };  // the desk answers
    impl_->router.add(std::move(route));
  }
  http::ServerOptions options;
  options.port = 0;
  impl_->server = std::make_unique<http::Server>(
      options, impl_->router, [this] { return std::make_unique<Impl::Desk>(*this); }, [](const http::RequestLog&) {});
  must(impl_->server->start());
}

FakeProvider::~FakeProvider() { impl_->server->stop(std::chrono::seconds(1)); }

std::string FakeProvider::issuer() const { return "http://127.0.0.1:" + std::to_string(impl_->server->port()); }

http::Response FakeProvider::json(int status, std::string body) {
  http::Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

void FakeProvider::play(Tricks tricks) {
  const std::lock_guard lock(mutex_);
  tricks_ = std::move(tricks);
}

int FakeProvider::asked(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto found = asked_.find(path);
  return found == asked_.end() ? 0 : found->second;
}

std::vector<std::string> FakeProvider::complaints() const {
  const std::lock_guard lock(mutex_);
  return complaints_;
}

std::string FakeProvider::signIn(const std::string& location, const std::string& subject) {
  auto given = parametersOf(location);
  const auto need = [&](bool fine, const char* what) {
    if (!fine) throw std::runtime_error(std::string(what) + ": " + location);
  };
  need(location.starts_with(issuer() + "/authorize?"), "not the address of the document");
  need(given["response_type"] == "code" && given["scope"] == "openid", "not the code flow of OpenID Connect");
  need(given["client_id"] == kClient && given["redirect_uri"] == kRedirect, "not our client");
  need(given["code_challenge_method"] == "S256" && given["code_challenge"].size() == 43, "no PKCE");
  need(given["state"].size() >= 32 && given["nonce"].size() >= 32 && given["state"] != given["nonce"], "guessable");
  base::SystemRandom random;
  const std::string code = random.urlToken(16) + "/+=%";
  const std::lock_guard lock(mutex_);
  grants_[code] = {given["nonce"], given["code_challenge"], subject};
  return "?code=" + code.substr(0, code.size() - 4) + "%2F%2B%3D%25&state=" + given["state"];
}

http::Response FakeProvider::answer(const http::Request& request) {
  std::function<http::Response()> other;
  {
    const std::lock_guard lock(mutex_);
    ++asked_[request.path];
    if (const auto found = tricks_.answers.find(request.path); found != tricks_.answers.end()) other = found->second;
  }
  if (other) return other();
  if (request.path == "/token") return redeem(request);
  const std::lock_guard lock(mutex_);
  if (request.path == "/keys") {
    const bool more = tricks_.signer && tricks_.publishes;
    return json(200, more ? keySet({&rsa_, &curve_, &*tricks_.signer}) : keySet({&rsa_, &curve_}));
  }
  return json(200, boost::json::serialize(boost::json::object{{"issuer", issuer()},
                                                              {"authorization_endpoint", issuer() + "/authorize"},
                                                              {"token_endpoint", issuer() + "/token"},
                                                              {"jwks_uri", issuer() + "/keys"}}));
}

http::Response FakeProvider::redeem(const http::Request& request) {
  auto form = parametersOf(request.body);
  // RFC 6749 §2.3.1: both are form-encoded before they are joined.
  const auto basic = std::string(request.header("Authorization").value_or(""));
  const auto pair = basic.starts_with("Basic ") ? base::fromBase64(basic.substr(6)).value_or("") : std::string();
  const std::lock_guard lock(mutex_);
  const auto refuse = [&](const std::string& why) {
    complaints_.push_back(why);
    return json(400, R"({"error":"invalid_grant"})");
  };
  if (decoded(pair) != std::string(kClient) + ":" + kSecret) return refuse("client: " + pair);
  if (form["grant_type"] != "authorization_code" || form["redirect_uri"] != kRedirect) return refuse("form");
  const auto found = grants_.find(form["code"]);
  if (found == grants_.end()) return refuse("code");
  const Grant grant = found->second;
  grants_.erase(found);
  if (base::toBase64Url(crypto::sha256(form["code_verifier"])) != grant.challenge) return refuse("verifier");
  return json(200, boost::json::serialize(boost::json::object{
                       {"access_token", "unused"}, {"token_type", "Bearer"}, {"id_token", idToken(grant)}}));
}

/// With the lock held.
std::string FakeProvider::idToken(const Grant& grant) const {
  const std::int64_t now = base::SystemClock().now().micros / kMicros;
  boost::json::object claims{{"iss", issuer()},      {"aud", kClient}, {"sub", grant.subject},
                             {"nonce", grant.nonce}, {"iat", now},     {"exp", now + 300}};
  if (tricks_.claims) tricks_.claims(claims);
  if (tricks_.token) return tricks_.token(claims);
  return tricks_.signer ? tricks_.signer->token(claims) : rsa_.token(claims);
}

}  // namespace medcredit::test
