// Conversation with the identity provider: discovery, keys, exchange of the code.
#include <algorithm>
#include <boost/json.hpp>

#include "base/base64.h"
#include "service/access/internal.h"
#include "service/access/oidc.h"

namespace medcredit::service::access {

namespace {

namespace json = boost::json;

constexpr std::int64_t kKeepSeconds = 3600;

base::Error unusable(const char* what) { return base::fail("ACCS-0306", {{"what", what}}); }

std::string textOf(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

/// The JSON object of an answer with status 200.
base::Result<json::object> objectOf(const WebReply& reply, const char* what) {
  constexpr int kFine = 200;
  json::error_code ec;
  json::value value = json::parse(reply.body, ec);
  if (reply.status != kFine || ec || !value.is_object()) return unusable(what);
  return std::move(value.get_object());
}

bool lists(const json::object& object, std::string_view name, std::string_view wanted) {
  const auto* list = object.if_contains(name);
  if (list == nullptr || !list->is_array()) return false;
  const auto& items = list->get_array();
  return std::any_of(items.begin(), items.end(), [&](const json::value& item) {
    return item.is_string() && std::string_view(item.get_string()) == wanted;
  });
}

/// Gives the slot back when it goes.
template <class Semaphore>
class Held {
 public:
  explicit Held(Semaphore& semaphore) : semaphore_(semaphore), taken_(semaphore.try_acquire()) {}
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() {
    if (taken_) semaphore_.release();
  }
  [[nodiscard]] bool taken() const { return taken_; }

 private:
  Semaphore& semaphore_;
  bool taken_;
};

}  // namespace

IdentityProvider::IdentityProvider(OidcConfig config, std::unique_ptr<WebClient> web, int calls)
    : config_(std::move(config)), web_(std::move(web)), free_(std::clamp(calls, 1, kMostCalls)) {}

base::Result<std::shared_ptr<const IdentityProvider::Addresses>> IdentityProvider::addresses(std::int64_t now) {
  {
    const std::lock_guard lock(mutex_);
    if (addresses_ && now - addresses_->fetchedAt < kKeepSeconds) return addresses_;
  }
  std::string url = config_.issuer;
  while (url.ends_with('/')) url.pop_back();
  MC_ASSIGN(const auto reply, web_->send({url + "/.well-known/openid-configuration", {}, {}}));
  MC_ASSIGN(const auto document, objectOf(reply, "配置（.well-known/openid-configuration）"));
  // Whoever answers for another issuer could hand us over to it.
  if (textOf(document, "issuer") != config_.issuer) return unusable("配置中的 issuer");
  auto found = std::make_shared<Addresses>();
  found->authorization = textOf(document, "authorization_endpoint");
  found->token = textOf(document, "token_endpoint");
  found->keys = textOf(document, "jwks_uri");
  for (const auto& address : {found->authorization, found->token, found->keys}) {
    if (!trustworthyAddress(address)) return unusable("配置中的地址");
  }
  constexpr std::string_view kMethods = "token_endpoint_auth_methods_supported";
  found->secretInForm =
      lists(document, kMethods, "client_secret_post") && !lists(document, kMethods, "client_secret_basic");
  found->fetchedAt = now;
  const std::lock_guard lock(mutex_);
  addresses_ = found;
  return addresses_;
}

base::Result<std::shared_ptr<const IdentityProvider::Keys>> IdentityProvider::keys(const Addresses& where,
                                                                                   std::int64_t now, bool afresh) {
  {
    const std::lock_guard lock(mutex_);
    if (!afresh && keys_ && now - keys_->fetchedAt < kKeepSeconds) return keys_;
  }
  MC_ASSIGN(const auto reply, web_->send({where.keys, {}, {}}));
  constexpr int kFine = 200;
  if (reply.status != kFine) return unusable("公钥（jwks_uri）");
  auto found = std::make_shared<Keys>();
  MC_ASSIGN(found->list, readTokenKeys(reply.body));
  found->fetchedAt = now;
  const std::lock_guard lock(mutex_);
  keys_ = found;
  return keys_;
}

base::Result<std::string> IdentityProvider::exchange(const Addresses& where, const Redemption& redemption) const {
  constexpr int kRefusedFrom = 400;
  constexpr int kRefusedTo = 499;
  WebRequest request;
  request.url = where.token;
  request.form = "grant_type=authorization_code&code=" + percentEncoded(redemption.code) +
                 "&redirect_uri=" + percentEncoded(config_.redirectUri) +
                 "&code_verifier=" + percentEncoded(redemption.verifier);
  const std::string id = percentEncoded(config_.clientId);
  const std::string secret = percentEncoded(config_.clientSecret);
  if (config_.clientSecret.empty()) {
    request.form += "&client_id=" + id;
  } else if (where.secretInForm) {
    request.form += "&client_id=" + id + "&client_secret=" + secret;
  } else {
    request.authorization = "Basic " + base::toBase64(id + ":" + secret);
  }
  MC_ASSIGN(const auto reply, web_->send(request));
  if (reply.status >= kRefusedFrom && reply.status <= kRefusedTo) return base::fail("ACCS-0133");
  MC_ASSIGN(const auto answer, objectOf(reply, "换取令牌的应答"));
  auto token = textOf(answer, "id_token");
  if (token.empty()) return unusable("换取令牌的应答");
  return token;
}

base::Result<std::string> IdentityProvider::authorizationEndpoint(std::int64_t now) {
  const Held slot(free_);
  if (!slot.taken()) return base::fail("ACCS-0303");
  MC_ASSIGN(const auto where, addresses(now));
  return where->authorization;
}

base::Result<TokenIdentity> IdentityProvider::redeem(const Redemption& redemption, std::int64_t now) {
  const Held slot(free_);
  if (!slot.taken()) return base::fail("ACCS-0303");
  MC_ASSIGN(const auto where, addresses(now));
  MC_ASSIGN(const auto token, exchange(*where, redemption));
  MC_ASSIGN(const auto known, keys(*where, now, false));
  auto identity = checkIdToken(token, known->list, redemption.expected);
  if (identity.ok() || identity.error().code != "ACCS-0141") return identity;
  MC_ASSIGN(const auto renewed, keys(*where, now, true));  // the provider may have changed its keys
  return checkIdToken(token, renewed->list, redemption.expected);
}

bool IdentityProvider::secondFactor(const TokenIdentity& identity) const {
  return std::any_of(identity.methods.begin(), identity.methods.end(), [&](const std::string& method) {
    return std::find(config_.secondFactor.begin(), config_.secondFactor.end(), method) != config_.secondFactor.end();
  });
}

}  // namespace medcredit::service::access
