// Decay and weight of a rule, tabulated by the age of a record in days.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grading/exact.h"
#include "grading/model.h"

namespace medcredit::grading {

/// 300 years in days: older records keep the last factor.
inline constexpr std::int32_t kLongestDecay = 110'000;

struct DecayTable {
  std::vector<std::uint32_t> ofAge;  ///< empty: no decay, `factors[0]` for every age
  std::vector<Fraction> factors;     ///< weight × decay
  std::string missing;               ///< parameter without value on the day
};

[[nodiscard]] DecayTable tabulateDecay(const Model& model, const Decay& decay, Decimal4 weight, std::int32_t asOf);

/// The decimal of a parameter on the day; empty when there is none, `missing` then names it.
[[nodiscard]] std::optional<Decimal4> decimalOn(const Model& model, const Reference& reference, std::int32_t asOf,
                                                std::string& missing);

/// The duration itself or that of its parameter on the day; nullptr when there is none, `missing` then names it.
[[nodiscard]] const Duration* durationOn(const Model& model, const DurationValue& value, std::int32_t asOf,
                                         std::string& missing);

}  // namespace medcredit::grading
