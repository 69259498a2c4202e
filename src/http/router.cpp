#include "http/router.h"

#include <algorithm>
#include <stdexcept>

namespace medcredit::http {

namespace {

using Params = std::map<std::string, std::string, std::less<>>;

/// Calls onPart(place, segment) for the segments of a path until it says false. True when it never did.
template <class OnPart>
bool eachSegment(std::string_view path, OnPart&& onPart) {
  std::size_t place = 0;
  for (std::size_t at = 1; at <= path.size(); ++place) {
    const auto end = std::min(path.find('/', at), path.size());
    if (!onPart(place, path.substr(at, end - at))) return false;
    at = end + 1;
  }
  return true;
}

/// Template "/api/x/{id}" against a concrete path; literal segments win because routes are tried literals first. Asked
/// for every route, most of which differ in their second segment: nothing is put together before all is known to match.
bool matches(std::string_view pattern, const std::vector<std::string_view>& path) {
  std::size_t seen = 0;
  const bool fits = eachSegment(pattern, [&](std::size_t place, std::string_view part) {
    ++seen;
    if (place >= path.size()) return false;
    return part.starts_with('{') ? !path[place].empty() : part == path[place];
  });
  return fits && seen == path.size();
}

Params paramsOf(std::string_view pattern, const std::vector<std::string_view>& path) {
  Params params;
  eachSegment(pattern, [&](std::size_t place, std::string_view part) {
    if (part.starts_with('{')) params.emplace(part.substr(1, part.size() - 2), path[place]);
    return true;
  });
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
  std::vector<std::string_view> parts;
  eachSegment(path, [&](std::size_t, std::string_view part) {
    parts.push_back(part);
    return true;
  });
  const Method wanted = method == Method::kHead ? Method::kGet : method;
  for (const auto& route : routes_) {
    if (!matches(route.path, parts)) continue;
    if (route.method == wanted) {
      match.route = &route;
      match.params = paramsOf(route.path, parts);
      return match;
    }
    match.allowed.push_back(route.method);
  }
  return match;
}

}  // namespace medcredit::http
