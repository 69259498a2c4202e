// The OpenAPI document of the API: fragments of the areas (src/http/openapi/*.json, built into the program) merged with
// what all operations share.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace medcredit::http {

/// (area, JSON text) of every fragment, sorted by area; generated at build.
[[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> embeddedOpenApi();

/// Names of the query parameters of every operation of the document, by operationId.
[[nodiscard]] std::map<std::string, std::set<std::string, std::less<>>, std::less<>> queryParameters(
    std::string_view document);

/// The whole document, printed readably; throws std::logic_error when fragments contradict each other (a bug).
[[nodiscard]] std::string openApiDocument();

}  // namespace medcredit::http
