#include "grading/program_decay.h"

#include <algorithm>
#include <variant>

#include "grading/program.h"

namespace medcredit::grading {

namespace {

/// Builds a table from the factors of ever older records.
class TableMaker {
 public:
  TableMaker(DecayTable& table, Fraction weight) : table_(table), weight_(weight) {}

  /// Records of up to this age in days that have no factor yet get this one.
  void until(std::int32_t age, Fraction factor) {
    const auto product = times(weight_, factor);
    if (!product) {  // a weight near 10^9 with a factor of six decimals: no honest model
      table_.missing = "weight";
      return;
    }
    table_.factors.push_back(*product);
    const auto rows = static_cast<std::size_t>(std::clamp<std::int32_t>(age, -1, kLongestDecay) + 1);
    if (rows > table_.ofAge.size()) table_.ofAge.resize(rows, static_cast<std::uint32_t>(table_.factors.size() - 1));
  }
  /// All older ones.
  void rest(Fraction factor) { until(static_cast<std::int32_t>(table_.ofAge.size()), factor); }

 private:
  DecayTable& table_;
  Fraction weight_;
};

/// Greatest age in days, on `asOf`, of records of at most `months` whole months.
std::int32_t daysOfMonths(int months, std::int32_t asOf) {
  return asOf - firstDayWithin({months + 1, Duration::Unit::kMonths}, asOf);
}

void linear(const LinearDecay& decay, const Duration& length, std::int32_t asOf, TableMaker& table) {
  if (decay.unit == Duration::Unit::kMonths) {
    if (length.unit == Duration::Unit::kMonths) {
      for (int age = 0; age < length.count; ++age) {
        table.until(daysOfMonths(age, asOf), Fraction::of(length.count - age, length.count));
      }
    }
  } else {
    for (std::int32_t age = 0; age <= kLongestDecay; ++age) {
      const std::int32_t whole = length.addedTo(base::CivilDate(asOf - age)).days() - (asOf - age);
      if (age >= whole) break;
      table.until(age, Fraction::of(whole - age, whole));
    }
  }
  table.rest({0, 1});
}

void halfLife(const HalfLifeDecay& decay, const Duration& length, std::int32_t asOf, TableMaker& table) {
  const bool months = decay.unit == Duration::Unit::kMonths;
  for (int age = 0; age <= kLongestDecay; ++age) {
    const std::int64_t micro = halfLifeMicro(age, length.count);
    if (micro == 0) break;
    const std::int32_t days = months ? daysOfMonths(age, asOf) : age;
    table.until(days, Fraction::of(micro, kMicro));
    if (days >= kLongestDecay) break;
  }
  table.rest({0, 1});
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

std::optional<Decimal4> decimalOn(const Model& model, const Reference& reference, std::int32_t asOf,
                                  std::string& missing) {
  const Param* param = model.findParam(reference.name);
  const ParamValue* dated = param == nullptr ? nullptr : param->on(base::CivilDate(asOf));
  const auto* found = dated == nullptr ? nullptr : std::get_if<Decimal4>(&dated->v);
  if (found == nullptr) {
    missing = reference.name;
    return std::nullopt;
  }
  return *found;
}

DecayTable tabulateDecay(const Model& model, const Decay& decay, Decimal4 weight, std::int32_t asOf) {
  DecayTable table;
  TableMaker maker(table, Fraction::of(weight));
  if (const auto* byLine = std::get_if<LinearDecay>(&decay)) {
    const Duration* length = durationOn(model, byLine->length, asOf, table.missing);
    if (length != nullptr) linear(*byLine, *length, asOf, maker);
  } else if (const auto* bySteps = std::get_if<StepDecay>(&decay)) {
    for (const auto& [span, factor] : bySteps->steps)
      maker.until(asOf - firstDayWithin(span, asOf), Fraction::of(factor));
    maker.rest({0, 1});
  } else if (const auto* byHalves = std::get_if<HalfLifeDecay>(&decay)) {
    const Duration* length = durationOn(model, byHalves->length, asOf, table.missing);
    if (length != nullptr) halfLife(*byHalves, *length, asOf, maker);
  } else {
    table.factors.push_back(Fraction::of(weight));
  }
  return table;
}

}  // namespace medcredit::grading
