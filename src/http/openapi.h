// The OpenAPI document of the API: fragments of the areas (src/http/openapi/*.json, built into the program) merged with
// what all operations share.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace medcredit::http {

/// (area, JSON text) of every fragment, sorted by area; generated at build.
[[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> embeddedOpenApi();

/// The whole document, printed readably; throws std::logic_error when fragments contradict each other (a bug).
[[nodiscard]] std::string openApiDocument();

}  // namespace medcredit::http
