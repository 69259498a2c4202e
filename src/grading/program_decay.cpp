#include "grading/program_decay.h"

#include <variant>

#include "grading/program.h"

namespace medcredit::grading {

namespace {

constexpr std::int32_t kLongest = 110'000;  // 300 years: older records keep the last factor

/// Factor at an age; `last` is set when no older record can have another one.
using FactorAt = Fraction (*)(const Decay&, const Duration&, std::int32_t date, std::int32_t asOf, bool& last);

Fraction linearAt(const Decay& decay, const Duration& length, std::int32_t date, std::int32_t asOf, bool& last) {
  const auto& linear = std::get<LinearDecay>(decay);
  std::int64_t whole = length.count;
  std::int64_t age = asOf - date;
  if (linear.unit == Duration::Unit::kMonths) {
    age = wholeMonths(date, asOf);
    if (length.unit == Duration::Unit::kDays) whole = 0;
  } else {
    whole = length.addedTo(base::CivilDate(date)).days() - date;
  }
  last = age >= whole;
  return last ? Fraction{0, 1} : Fraction::of(whole - age, whole);
}

Fraction stepAt(const Decay& decay, const Duration& /*unused*/, std::int32_t date, std::int32_t asOf, bool& last) {
  for (const auto& [span, factor] : std::get<StepDecay>(decay).steps) {
    if (asOf < span.addedTo(base::CivilDate(date)).days()) return Fraction::of(factor);
  }
  last = true;
  return {0, 1};
}

Fraction halfLifeAt(const Decay& decay, const Duration& length, std::int32_t date, std::int32_t asOf, bool& last) {
  const bool months = std::get<HalfLifeDecay>(decay).unit == Duration::Unit::kMonths;
  const int age = months ? wholeMonths(date, asOf) : asOf - date;
  const std::int64_t micro = halfLifeMicro(age, length.count);
  last = micro == 0;
  return Fraction::of(micro, kMicro);
}

}  // namespace

const Duration* durationOn(const Model& model, const DurationValue& value, std::int32_t asOf, std::string& missing) {
  if (const auto* written = std::get_if<Duration>(&value.is)) return written;
  const auto& name = std::get<Reference>(value.is).name;
  const Param* param = model.findParam(name);
  const ParamValue* dated = param == nullptr ? nullptr : param->on(base::CivilDate(asOf));
  const auto* found = dated == nullptr ? nullptr : std::get_if<Duration>(&dated->v);
  if (found == nullptr) missing = name;
  return found;
}

DecayTable tabulateDecay(const Model& model, const Decay& decay, Decimal4 weight, std::int32_t asOf) {
  DecayTable table;
  const Fraction weighted = Fraction::of(weight);
  FactorAt factorAt = nullptr;
  Duration length;
  const DurationValue* span = nullptr;
  if (const auto* linear = std::get_if<LinearDecay>(&decay)) {
    factorAt = linearAt;
    span = &linear->length;
  } else if (std::holds_alternative<StepDecay>(decay)) {
    factorAt = stepAt;
  } else if (const auto* half = std::get_if<HalfLifeDecay>(&decay)) {
    factorAt = halfLifeAt;
    span = &half->length;
  }
  if (factorAt == nullptr) {
    table.factors.push_back(weighted);
    return table;
  }
  if (span != nullptr) {
    const Duration* found = durationOn(model, *span, asOf, table.missing);
    if (found == nullptr) return table;
    length = *found;
  }
  bool last = false;
  for (std::int32_t age = 0; !last && age <= kLongest; ++age) {
    const Fraction factor = factorAt(decay, length, asOf - age, asOf, last);
    const auto product = times(weighted, factor);
    if (!product) {  // a weight near 10^9 with a factor of six decimals: no honest model
      table.missing = "weight";
      return table;
    }
    const Fraction entry = *product;
    if (table.factors.empty() || !(table.factors.back() == entry)) table.factors.push_back(entry);
    table.ofAge.push_back(static_cast<std::uint32_t>(table.factors.size() - 1));
  }
  return table;
}

}  // namespace medcredit::grading
