#include "http/once.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fstream>

#include "base/base64.h"
#include "crypto/envelope.h"
#include "crypto/sm3.h"
#include "store/idempotency.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kLongestKey = 200;
constexpr std::size_t kLargestKeptBody = 256 * 1024;
constexpr std::uint32_t kKeyId = 0x49444D31;  // "IDM1"

std::optional<std::string> keyOf(const Request& request) {
  const auto key = request.header("Idempotency-Key");
  if (!key || key->empty() || key->size() > kLongestKey) return std::nullopt;
  if (!std::all_of(key->begin(), key->end(), [](char c) { return c > 0x20 && c < 0x7F; })) return std::nullopt;
  return std::string(*key);
}

/// What was submitted: another method, address, version or content under the same key is another submission.
std::string digestOf(const Request& request) {
  crypto::Sm3Stream digest;
  for (const std::string_view part : {methodName(request.method), std::string_view(request.target),
                                      request.header("If-Match").value_or(""), std::string_view(request.body)}) {
    digest.update(std::to_string(part.size()) + ":");
    digest.update(part);
  }
  if (request.bodyFile) {
    std::ifstream file(*request.bodyFile, std::ios::binary);
    std::array<char, 65536> chunk{};
    while (file.read(chunk.data(), chunk.size()) || file.gcount() > 0) {
      digest.update({chunk.data(), static_cast<std::size_t>(file.gcount())});
    }
  }
  return digest.finishHex();
}

/// Kept answers may hold personal data: they are sealed like every other such value at rest.
const crypto::EnvelopeKey& sealingKey(const crypto::Keys& keys) { return keys.derived({"kept answers", kKeyId}); }

std::string place(std::string_view principal, std::string_view key) {
  return "idempotency|body|" + std::string(principal) + "|" + std::string(key);
}

store::KeptAnswer keep(const Response& response, std::string digest, std::string_view principal, std::string_view key,
                       const ApiShared& shared) {
  json::object out{{"type", response.contentType}};
  json::array headers;
  for (const auto& [name, value] : response.headers) headers.push_back(json::array{name, value});
  out["headers"] = std::move(headers);
  const bool whole = !response.bodyFile && !response.events && response.body.size() <= kLargestKeptBody;
  if (whole) out["body"] = response.body;
  const std::string sealed = sealingKey(shared.keys).seal(json::serialize(out), place(principal, key), shared.random);
  return {std::move(digest), response.status, base::toBase64(sealed)};
}

Response replay(const Request& request, const store::KeptAnswer& kept, std::string_view principal, std::string_view key,
                const ApiShared& shared) {
  const auto sealed = base::fromBase64(kept.body);
  const auto plain = sealingKey(shared.keys).open(sealed.value_or(std::string()), place(principal, key));
  if (!plain.ok()) return refuse(request, plain.error());
  const json::object stored = json::parse(*plain).as_object();
  const auto* body = stored.if_contains("body");
  if (body == nullptr) return refuse(request, base::fail("HTTP-0033"));
  Response response;
  response.status = kept.status;
  response.contentType = stored.at("type").as_string();
  response.body = body->as_string();
  for (const auto& header : stored.at("headers").as_array()) {
    response.headers.emplace_back(header.at(0).as_string(), header.at(1).as_string());
  }
  response.headers.emplace_back("Idempotency-Replayed", "true");
  return response;
}

}  // namespace

Response answerOnce(const Request& request, HandlerContext& context, const Handler& handler) {
  const auto key = keyOf(request);
  if (!key) return refuse(request, base::fail("HTTP-0021"));
  const std::string principal = context.service.principal.id;
  std::string digest = digestOf(request);
  auto& conn = context.service.conn;
  auto transaction = store::Transaction::startEnclosing(conn);
  if (!transaction.ok()) return refuse(request, transaction.error());
  const auto kept = store::findAnswer(conn, principal, *key);
  if (!kept.ok()) return refuse(request, kept.error());
  if (kept->has_value()) {
    if ((*kept)->requestDigest != digest) return refuse(request, base::fail("HTTP-0027"));
    return replay(request, **kept, principal, *key, context.shared);
  }
  Response response = handler(request, context);
  if (response.status >= 400) return response;
  base::Status stored =
      store::keepAnswer(conn, principal, *key, keep(response, std::move(digest), principal, *key, context.shared),
                        context.service.clock.now());
  if (stored.ok()) stored = transaction->commit();
  if (!stored.ok()) {
    if (response.bodyFile && response.temporaryFile) {
      std::error_code ignored;
      std::filesystem::remove(*response.bodyFile, ignored);
    }
    return refuse(request, stored.error());
  }
  return response;
}

}  // namespace medcredit::http
