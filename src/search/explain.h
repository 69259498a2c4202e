// Why a name was found, in words.
#pragma once

#include <string>
#include <string_view>

#include "search/match.h"
#include "search/query.h"

namespace medcredit::search {

/// The name is `text` (the query, or the query without its legal form).
[[nodiscard]] std::string explainExact(const Query& query, const std::string& name, std::u16string_view text);
/// The name holds `text` from character `at` on.
[[nodiscard]] std::string explainPart(const Query& query, const std::string& name, std::u16string_view text,
                                      std::size_t at);
[[nodiscard]] std::string explainWords(const Query& query);
[[nodiscard]] std::string explainSlip(std::u16string_view query, std::u16string_view name, const SlipMatch& match);

}  // namespace medcredit::search
