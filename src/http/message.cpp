#include "http/message.h"

#include <algorithm>

#include "base/ascii.h"

namespace medcredit::http {

bool equalNoCase(std::string_view a, std::string_view b) { return base::equalNoCase(a, b); }

bool tagMatches(std::string_view headerValue, std::string_view etag) {
  const auto strong = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  while (!headerValue.empty()) {
    const auto end = std::min(headerValue.find(','), headerValue.size());
    auto item = headerValue.substr(0, end);
    headerValue.remove_prefix(std::min(end + 1, headerValue.size()));
    item.remove_prefix(std::min(item.find_first_not_of(" \t"), item.size()));
    item = item.substr(0, item.find_last_not_of(" \t") + 1);
    if (item == "*" || (!etag.empty() && strong(item) == strong(etag))) return true;
  }
  return false;
}

namespace {

std::optional<std::string_view> findHeader(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (equalNoCase(key, name)) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view methodName(Method m) {
  switch (m) {
    case Method::kGet:
      return "GET";
    case Method::kHead:
      return "HEAD";
    case Method::kPost:
      return "POST";
    case Method::kPut:
      return "PUT";
    case Method::kPatch:
      return "PATCH";
    case Method::kDelete:
      return "DELETE";
    case Method::kOptions:
      return "OPTIONS";
  }
  return "";
}

std::optional<std::string_view> Request::header(std::string_view name) const { return findHeader(headers, name); }

std::optional<std::string_view> Response::header(std::string_view name) const { return findHeader(headers, name); }

std::optional<std::string_view> Request::queryValue(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

}  // namespace medcredit::http
