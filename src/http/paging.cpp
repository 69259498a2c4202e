#include "http/paging.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/base64.h"
#include "crypto/envelope.h"
#include "crypto/sm3.h"

namespace medcredit::http {

namespace {

constexpr std::size_t kSealBytes = 16;

/// Base64 that may stand in a query without escapes.
std::string urlSafe(std::string text) {
  for (char& c : text) {
    if (c == '+') c = '-';
    if (c == '/') c = '_';
  }
  while (text.ends_with('=')) text.pop_back();
  return text;
}

std::optional<std::string> fromUrlSafe(std::string text) {
  for (char& c : text) {
    if (c == '-') c = '+';
    if (c == '_') c = '/';
  }
  while (text.size() % 4 != 0) text += '=';
  return base::fromBase64(text);
}

/// Everything the cursor is bound to: the operation, its path and all filters except the page itself.
std::string boundTo(const Request& request, const HandlerContext& context) {
  auto filters = request.query;
  std::erase_if(filters, [](const auto& p) { return p.first == "cursor" || p.first == "limit"; });
  std::sort(filters.begin(), filters.end());
  std::string out = context.route.operationId + '\n' + request.path;
  for (const auto& [name, value] : filters) out += '\n' + name + '=' + value;
  return out;
}

std::string seal(std::string_view payload, const Request& request, const HandlerContext& context) {
  const std::string key = crypto::hkdfSm3(context.shared.keys.pseudonym(), "", "page cursor", 32);
  return crypto::hmacSm3(key, std::string(payload) + '\0' + boundTo(request, context)).substr(0, kSealBytes);
}

std::optional<std::vector<std::string>> openCursor(const std::string& text, const Request& request,
                                                   const HandlerContext& context) {
  const auto bytes = fromUrlSafe(text);
  if (!bytes || bytes->size() <= kSealBytes) return std::nullopt;
  const std::string_view payload = std::string_view(*bytes).substr(kSealBytes);
  if (!crypto::constantTimeEqual(bytes->substr(0, kSealBytes), seal(payload, request, context))) return std::nullopt;
  boost::json::error_code ec;
  const auto value = boost::json::parse(payload, ec);
  if (ec || !value.is_array()) return std::nullopt;
  std::vector<std::string> key;
  for (const auto& part : value.get_array()) {
    if (!part.is_string()) return std::nullopt;
    key.emplace_back(part.get_string());
  }
  return key;
}

}  // namespace

Page readPage(QueryInput& query, const Request& request, const HandlerContext& context) {
  Page page;
  page.limit = static_cast<std::size_t>(
      query.optionalInteger("limit", 1, static_cast<std::int64_t>(kLargestPage)).value_or(kDefaultPage));
  const auto cursor = query.optionalText("cursor", 2000);
  if (!cursor) return page;
  auto key = openCursor(*cursor, request, context);
  if (!key) {
    query.wrong("cursor", base::fail("HTTP-0022"));
    return page;
  }
  page.after = std::move(*key);
  return page;
}

std::string nextCursor(const Request& request, const HandlerContext& context, const std::vector<std::string>& key) {
  const std::string payload = boost::json::serialize(boost::json::array(key.begin(), key.end()));
  return urlSafe(base::toBase64(seal(payload, request, context) + payload));
}

}  // namespace medcredit::http
