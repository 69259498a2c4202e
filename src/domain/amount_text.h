// Amounts of money as people write them in cells and prose: "2,000元", "0.2万元", "￥2000.00", "贰仟元整".
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/decimal.h"

namespace medcredit::domain {

/// A whole cell that is an amount with separators, a currency sign or a unit, as 万元: "2,000" keeps its unit (2000
/// 万元), "2000元" becomes 0.2, "0.2万元" becomes 0.2. Empty for anything else.
[[nodiscard]] std::optional<base::Decimal6> readAmount(std::string_view cell);

/// All amounts named in a text (digits or Chinese numerals before 元/万元/亿元, digits after ￥), as 万元.
[[nodiscard]] std::vector<base::Decimal6> amountsInText(std::string_view text);

/// True when `text` names no amount at all, names `amount` (万元), or its amounts add up to it. Allocation-free.
[[nodiscard]] bool textAgreesWithAmount(std::string_view text, base::Decimal6 amount);

}  // namespace medcredit::domain
