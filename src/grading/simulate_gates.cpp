// Gates of a reform, from what a simulation counted.
#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "grading/simulate.h"

namespace medcredit::grading {

namespace {

/// An exact share or sum; den > 0.
struct Ratio {
  Int128 num = 0;
  Int128 den = 1;
};

std::string ratioText(Ratio ratio) {
  const Int128 micro = divideRounded(ratio.num * kMicro, ratio.den, Arithmetic::Round::kHalfUp);
  const bool negative = micro < 0;
  std::string digits = std::to_string(static_cast<std::int64_t>(negative ? -micro : micro));
  constexpr std::size_t kDecimals = 6;
  if (digits.size() <= kDecimals) digits.insert(0, kDecimals + 1 - digits.size(), '0');
  digits.insert(digits.size() - kDecimals, ".");
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return (negative ? "-" : "") + digits;
}

bool less(Ratio a, Ratio b) { return a.num * b.den < b.num * a.den; }

/// What a share counts, of all subjects or of one part of them.
std::uint64_t counted(const GateMetric& metric, const std::vector<std::string>& levels,
                      const std::vector<std::uint64_t>& atLevel, std::uint64_t down, std::uint64_t up) {
  if (metric.of == GateMetric::Of::kMovedDown) return down;
  if (metric.of == GateMetric::Of::kMovedUp) return up;
  const auto found = std::find(levels.begin(), levels.end(), metric.level);
  return found == levels.end() ? 0 : atLevel[static_cast<std::size_t>(found - levels.begin())];
}

Ratio shareOf(std::uint64_t count, std::uint64_t subjects) {
  return {static_cast<Int128>(count), static_cast<Int128>(std::max<std::uint64_t>(subjects, 1))};
}

Ratio measureGate(const GateMetric& metric, const ReformEffect& effect, bool after) {
  std::vector<std::uint64_t> atLevel(effect.levels.size());
  for (std::size_t from = 0; from < effect.matrix.size(); ++from) {
    for (std::size_t to = 0; to < effect.matrix.size(); ++to) atLevel[after ? to : from] += effect.matrix[from][to];
  }
  // Nothing has moved before the reform.
  const std::uint64_t down = after ? effect.movedDown : 0;
  const std::uint64_t up = after ? effect.movedUp : 0;
  switch (metric.kind) {
    case GateMetric::Kind::kShare:
      return shareOf(counted(metric, effect.levels, atLevel, down, up), effect.subjects);
    case GateMetric::Kind::kMaxBy: {
      Ratio most;
      for (const auto& [name, part] : metric.by == "type" ? effect.byType : effect.byRegion) {
        const Ratio own = shareOf(counted(metric, effect.levels, after ? part.after : part.before,
                                          after ? part.movedDown : 0, after ? part.movedUp : 0),
                                  part.subjects);
        if (less(most, own)) most = own;
      }
      return most;
    }
    case GateMetric::Kind::kExpectedInspections:
      return {after ? effect.inspectionsAfter : effect.inspectionsBefore, Decimal4::kOne};
    case GateMetric::Kind::kDecidedByUnpublished:
      return {static_cast<Int128>(after ? effect.decidedByUnpublished : effect.decidedByUnpublishedBefore), 1};
    case GateMetric::Kind::kMeanScore:
      break;
  }
  const std::uint64_t graded = after ? effect.gradedAfter : effect.gradedBefore;
  return {after ? effect.scoreSumAfter : effect.scoreSumBefore,
          static_cast<Int128>(std::max<std::uint64_t>(graded, 1)) * Decimal4::kOne};
}

bool passes(Gate::Op op, Ratio value, Ratio bound) {
  switch (op) {
    case Gate::Op::kLess:
      return less(value, bound);
    case Gate::Op::kLessEqual:
      return !less(bound, value);
    case Gate::Op::kGreater:
      return less(bound, value);
    case Gate::Op::kGreaterEqual:
      return !less(value, bound);
    case Gate::Op::kEqual:
      break;
  }
  return !less(value, bound) && !less(bound, value);
}

}  // namespace

std::vector<GateResult> evaluateGates(const std::vector<Gate>& gates, const ReformEffect& effect) {
  std::vector<GateResult> results;
  for (const auto& gate : gates) {
    const Ratio value = measureGate(gate.metric, effect, true);
    Ratio bound{gate.bound.units, Decimal4::kOne};
    if (gate.timesBaseline) {
      const Ratio baseline = measureGate(gate.metric, effect, false);
      bound = {bound.num * baseline.num, bound.den * baseline.den};
    }
    results.push_back({gate.text, passes(gate.op, value, bound), ratioText(value), ratioText(bound)});
  }
  return results;
}

}  // namespace medcredit::grading
