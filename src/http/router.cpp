#include "http/router.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace medcredit::http {

namespace {

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> out;
  std::size_t at = 1;
  while (at <= path.size()) {
    const auto end = std::min(path.find('/', at), path.size());
    out.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

using Params = std::map<std::string, std::string, std::less<>>;

/// Template "/api/x/{id}" against a concrete path; literal segments win because routes are tried literals first.
std::optional<Params> matchPath(std::string_view pattern, const std::vector<std::string_view>& path) {
  const auto parts = segments(pattern);
  if (parts.size() != path.size()) return std::nullopt;
  Params params;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].starts_with('{')) {
      if (path[i].empty()) return std::nullopt;
      params.emplace(parts[i].substr(1, parts[i].size() - 2), path[i]);
    } else if (parts[i] != path[i]) {
      return std::nullopt;
    }
  }
  return params;
}

}  // namespace

void Router::add(Route route) {
  if (route.operationId.empty() || route.permission.empty() || !route.handler || !route.path.starts_with('/')) {
    throw std::logic_error("route without operation id, permission or handler: " + route.path);
  }
  routes_.push_back(std::move(route));
  // Literal templates stand before those with parameters, so that /api/sessions/current never reads as an id.
  std::stable_sort(routes_.begin(), routes_.end(), [](const Route& a, const Route& b) {
    return std::count(a.path.begin(), a.path.end(), '{') < std::count(b.path.begin(), b.path.end(), '{');
  });
}

Router::Match Router::find(Method method, std::string_view path) const {
  Match match;
  const auto parts = segments(path);
  const Method wanted = method == Method::kHead ? Method::kGet : method;
  for (const auto& route : routes_) {
    auto params = matchPath(route.path, parts);
    if (!params) continue;
    if (route.method == wanted) {
      match.route = &route;
      match.params = std::move(*params);
      return match;
    }
    match.allowed.push_back(route.method);
  }
  return match;
}

}  // namespace medcredit::http
