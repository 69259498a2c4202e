// The draw of 双随机抽查: by weight, without replacement, repeatable by anybody who knows the seed. Whole numbers only.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace medcredit::sampling {

/// Largest weight of one candidate and largest sum of all.
inline constexpr std::uint64_t kMaxWeight = 1'000'000;
inline constexpr std::uint64_t kMaxTotal = std::uint64_t{1} << 48U;

/// Positions of `count` candidates in the order drawn; a candidate of weight 0 is never drawn. The n-th number comes
/// from SM3(seed ‖ "/" ‖ n), so two people with the same list and seed draw the same. SAMP-0001 more are asked for than
/// can be drawn; SAMP-0002 a weight or the sum out of range; SAMP-0003 no seed.
[[nodiscard]] base::Result<std::vector<std::size_t>> draw(std::span<const std::uint64_t> weights, std::size_t count,
                                                          std::string_view seed);

}  // namespace medcredit::sampling
