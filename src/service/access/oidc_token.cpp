#include "service/access/oidc_token.h"

#include <algorithm>
#include <boost/json.hpp>
#include <optional>

#include "base/base64.h"
#include "crypto/envelope.h"

namespace medcredit::service::access {

namespace {

namespace json = boost::json;

constexpr std::size_t kLongestToken = 16 * 1024;
constexpr std::size_t kLongestSubject = 255;
constexpr std::size_t kMostKeys = 64;

std::optional<json::object> parseObject(std::string_view text) {
  json::error_code ec;
  json::value value = json::parse(json::string_view(text.data(), text.size()), ec);
  if (ec || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

/// Text member; empty when it is missing or no text.
std::string textOf(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::optional<std::string> bytesOf(const json::object& object, std::string_view name) {
  return base::fromBase64Url(textOf(object, name));
}

/// Seconds since 1970; some providers write fractions.
std::optional<std::int64_t> timeOf(const json::object& claims, std::string_view name) {
  constexpr std::int64_t kFarthest = std::int64_t{1} << 40U;
  const auto* value = claims.if_contains(name);
  if (value == nullptr) return std::nullopt;
  std::optional<std::int64_t> seconds;
  if (const auto* whole = value->if_int64()) seconds = *whole;
  if (const auto* fraction = value->if_double(); fraction != nullptr && *fraction > 0 && *fraction < kFarthest) {
    seconds = static_cast<std::int64_t>(*fraction);
  }
  return seconds && *seconds > 0 && *seconds < kFarthest ? seconds : std::nullopt;
}

/// Text members of a claim that may be one text or a list of texts; empty when anything else is in it.
std::vector<std::string> textsOf(const json::object& claims, std::string_view name) {
  const auto* value = claims.if_contains(name);
  if (value == nullptr) return {};
  if (const auto* one = value->if_string()) return {std::string(*one)};
  const auto* list = value->if_array();
  if (list == nullptr) return {};
  std::vector<std::string> out;
  for (const auto& item : *list) {
    if (!item.is_string()) return {};
    out.emplace_back(item.get_string());
  }
  return out;
}

std::optional<crypto::JwsPublicKey> keyOf(const json::object& jwk) {
  const std::string use = textOf(jwk, "use");
  if (!use.empty() && use != "sig") return std::nullopt;
  const std::string algorithm = textOf(jwk, "alg");
  const std::string type = textOf(jwk, "kty");
  const auto allows = [&](std::string_view wanted) { return algorithm.empty() || algorithm == wanted; };
  if (type == "RSA" && allows("RS256")) {
    const auto n = bytesOf(jwk, "n");
    const auto e = bytesOf(jwk, "e");
    return n && e ? crypto::JwsPublicKey::rsa(*n, *e) : std::nullopt;
  }
  if (type == "EC" && textOf(jwk, "crv") == "P-256" && allows("ES256")) {
    const auto x = bytesOf(jwk, "x");
    const auto y = bytesOf(jwk, "y");
    return x && y ? crypto::JwsPublicKey::p256(*x, *y) : std::nullopt;
  }
  return std::nullopt;
}

/// The parts of a compact token, decoded; `covered` is what the signature stands under.
struct Parts {
  json::object header, claims;
  std::string_view covered;
  std::string signature;
};

std::optional<Parts> split(std::string_view token) {
  const auto first = token.find('.');
  const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.size() > kLongestToken) return std::nullopt;
  const auto header = base::fromBase64Url(token.substr(0, first));
  const auto claims = base::fromBase64Url(token.substr(first + 1, second - first - 1));
  auto signature = base::fromBase64Url(token.substr(second + 1));  // a dot more is no base64 either
  if (!header || !claims || !signature) return std::nullopt;
  auto readHeader = parseObject(*header);
  auto readClaims = parseObject(*claims);
  if (!readHeader || !readClaims) return std::nullopt;
  return Parts{std::move(*readHeader), std::move(*readClaims), token.substr(0, second), std::move(*signature)};
}

base::Error wrongAlgorithm() { return base::fail("ACCS-0134"); }

/// The algorithm comes from our own short list; the token only chooses in it, and the key must be of that kind.
base::Status checkSignature(const Parts& parts, const std::vector<TokenKey>& keys) {
  const std::string name = textOf(parts.header, "alg");
  if (name != "RS256" && name != "ES256") return wrongAlgorithm();
  if (parts.header.contains("crit")) return wrongAlgorithm();  // asks for rules we do not know
  const auto algorithm = name == "RS256" ? crypto::JwsAlgorithm::kRs256 : crypto::JwsAlgorithm::kEs256;
  const std::string wanted = textOf(parts.header, "kid");
  bool known = false;
  for (const auto& one : keys) {
    if (one.key.algorithm() != algorithm || (!wanted.empty() && one.id != wanted)) continue;
    known = true;
    if (one.key.verify(parts.covered, parts.signature)) return {};
  }
  return base::fail(known ? "ACCS-0135" : "ACCS-0141");
}

base::Error wrongClaim(const char* claim) { return base::fail("ACCS-0136", {{"claim", claim}}); }

base::Status checkAudience(const json::object& claims, const std::string& audience) {
  const auto audiences = textsOf(claims, "aud");
  if (std::find(audiences.begin(), audiences.end(), audience) == audiences.end()) return wrongClaim("aud");
  // A token for several parties must name us as the one it was made for.
  const bool names = claims.contains("azp");
  if ((names || audiences.size() > 1) && textOf(claims, "azp") != audience) return wrongClaim("azp");
  return {};
}

base::Status checkTimes(const json::object& claims, const TokenExpectation& expected) {
  const auto late = [](const char* claim) { return base::fail("ACCS-0137", {{"claim", claim}}); };
  const auto expires = timeOf(claims, "exp");
  if (!expires || *expires + kTokenLeeway <= expected.receivedAt) return late("exp");
  const auto issued = timeOf(claims, "iat");
  // Made for this sign-in: after it began and not in the future.
  if (!issued || *issued > expected.receivedAt + kTokenLeeway || *issued + kTokenLeeway < expected.askedAt) {
    return late("iat");
  }
  const auto from = timeOf(claims, "nbf");
  if (claims.contains("nbf") && (!from || *from > expected.receivedAt + kTokenLeeway)) return late("nbf");
  return {};
}

bool wellFormedSubject(std::string_view subject) {
  return !subject.empty() && subject.size() <= kLongestSubject &&
         std::all_of(subject.begin(), subject.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

base::Result<std::vector<TokenKey>> readTokenKeys(std::string_view text) {
  const auto document = parseObject(text);
  const auto* list = document ? document->if_contains("keys") : nullptr;
  if (list == nullptr || !list->is_array()) return base::fail("ACCS-0306", {{"what", "公钥（jwks_uri）"}});
  std::vector<TokenKey> keys;
  for (const auto& item : list->get_array()) {
    const auto* jwk = item.if_object();
    if (jwk == nullptr || keys.size() == kMostKeys) continue;
    if (auto key = keyOf(*jwk)) keys.push_back({textOf(*jwk, "kid"), std::move(*key)});
  }
  return keys;
}

base::Result<TokenIdentity> checkIdToken(std::string_view token, const std::vector<TokenKey>& keys,
                                         const TokenExpectation& expected) {
  const auto parts = split(token);
  if (!parts) return wrongAlgorithm();
  MC_TRY(checkSignature(*parts, keys));
  const auto& claims = parts->claims;
  if (textOf(claims, "iss") != expected.issuer) return wrongClaim("iss");
  MC_TRY(checkAudience(claims, expected.audience));
  MC_TRY(checkTimes(claims, expected));
  const std::string nonce = textOf(claims, "nonce");
  if (nonce.empty() || !crypto::constantTimeEqual(nonce, expected.nonce)) return wrongClaim("nonce");
  TokenIdentity identity;
  identity.subject = textOf(claims, "sub");
  if (!wellFormedSubject(identity.subject)) return wrongClaim("sub");
  identity.methods = textsOf(claims, "amr");
  if (auto level = textOf(claims, "acr"); !level.empty()) identity.methods.push_back(std::move(level));
  return identity;
}

}  // namespace medcredit::service::access
