// Every number of an edition moved by a tenth: which of them the levels hang on.
#include <algorithm>
#include <utility>
#include <variant>

#include "grading/simulate.h"

namespace medcredit::grading {

namespace {

/// A number of a model that can be moved. Pointers into the model; one of them is set.
struct Dial {
  std::string path;
  Decimal4* value = nullptr;
  Duration* span = nullptr;
};

void addTable(std::vector<Dial>& dials, const std::string& path, WordTable& words) {
  for (auto& row : words) dials.push_back({path + "." + row.word, &row.value, nullptr});
}

void addParams(std::vector<Dial>& dials, Model& model, base::CivilDate asOf) {
  for (auto& param : model.params) {
    const std::string path = "params." + param.name;
    const ParamValue* inForce = param.on(asOf);
    for (auto& value : param.values) {
      if (&value != inForce) continue;
      if (auto* decimal = std::get_if<Decimal4>(&value.v)) dials.push_back({path, decimal, nullptr});
      if (auto* span = std::get_if<Duration>(&value.v)) dials.push_back({path, nullptr, span});
      if (auto* words = std::get_if<WordTable>(&value.v)) addTable(dials, path, *words);
    }
  }
}

/// The numbers in force on the day.
std::vector<Dial> dialsOf(Model& model, base::CivilDate asOf) {
  std::vector<Dial> dials;
  addParams(dials, model, asOf);
  if (auto* bands = std::get_if<WordTable>(&model.levels.bands.is)) addTable(dials, "levels.bands", *bands);
  for (auto& group : model.groups) {
    if (group.cap) dials.push_back({"groups." + group.id + ".cap", &*group.cap, nullptr});
  }
  for (auto& rule : model.rules) {
    const std::string path = "rules." + rule.id;
    if (auto* fixed = std::get_if<Decimal4>(&rule.points.is)) dials.push_back({path + ".points", fixed, nullptr});
    if (auto* words = std::get_if<PointsByWord>(&rule.points.is)) addTable(dials, path + ".points", words->words);
    if (!rule.weightParam && rule.weight != Decimal4::whole(1)) {
      dials.push_back({path + ".weight", &rule.weight, nullptr});
    }
  }
  return dials;
}

/// n by a tenth up or down, to a multiple of `unit`.
std::int64_t moved(std::int64_t n, int percent, std::int64_t unit) {
  constexpr int kWhole = 100;
  return static_cast<std::int64_t>(
             divideRounded(Int128{n} * (kWhole + percent), Int128{kWhole} * unit, Arithmetic::Round::kHalfUp)) *
         unit;
}

}  // namespace

std::vector<ChangedNumber> changedNumbers(const Model& model, base::CivilDate asOf) {
  std::vector<ChangedNumber> out;
  Model listed = model;
  const std::size_t count = dialsOf(listed, asOf).size();
  const std::int64_t unit = powerOfTen(4 - model.arith.decimals);
  constexpr int kTenth = 10;
  for (std::size_t i = 0; i < count; ++i) {
    for (const int percent : {kTenth, -kTenth}) {
      ChangedNumber one{"", percent, model};
      const Dial dial = dialsOf(one.model, asOf)[i];
      one.path = dial.path;
      if (dial.value != nullptr) {
        const std::int64_t to = moved(dial.value->units, percent, unit);
        if (to == dial.value->units) continue;
        dial.value->units = to;
      } else {
        const auto to = std::max(1, static_cast<int>(moved(dial.span->count, percent, 1)));
        if (to == dial.span->count) continue;
        dial.span->count = to;
      }
      out.push_back(std::move(one));
    }
  }
  return out;
}

Sensitivity sensitivityOf(const ChangedNumber& number, const ReformEffect& effect) {
  Sensitivity out{number.path, number.percent, 0, std::vector<std::uint64_t>(effect.levels.size())};
  for (std::size_t from = 0; from < effect.matrix.size(); ++from) {
    for (std::size_t to = 0; to < effect.matrix.size(); ++to) {
      out.levels[to] += effect.matrix[from][to];
      if (from != to) out.moved += effect.matrix[from][to];
    }
  }
  return out;
}

base::Result<std::vector<Sensitivity>> sensitivity(const Model& model, base::CivilDate asOf,
                                                   std::optional<base::CivilDate> knownOn, Register& source,
                                                   unsigned threads) {
  std::vector<Sensitivity> results;
  for (const auto& number : changedNumbers(model, asOf)) {
    MC_ASSIGN(const ReformEffect effect, simulateReform(model, number.model, asOf, knownOn, source, threads));
    results.push_back(sensitivityOf(number, effect));
  }
  return results;
}

}  // namespace medcredit::grading
