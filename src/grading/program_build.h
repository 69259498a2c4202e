// Translates the parts of a model into those of a Program.
#pragma once

#include <string>
#include <string_view>

#include "grading/program.h"

namespace medcredit::grading {

class ProgramBuild {
 public:
  explicit ProgramBuild(Program& program) : program_(program) {}

  /// Rules, then sheets, then indicator leaves.
  void lines();
  [[nodiscard]] CompiledCondition condition(const Condition& condition);

 private:
  void rule(const Rule& rule);
  void sheet(const ScoreSheet& sheet);
  void leaf(const IndicatorLeaf& leaf, Fraction factor);
  void window(const Window& window, CompiledLine& line);
  void points(const PointsValue& value, CompiledPoints& out);
  [[nodiscard]] CompiledAggregate aggregate(const Aggregate& aggregate);
  [[nodiscard]] CompiledExpression expression(const Expression& expression);
  [[nodiscard]] int type(std::string_view name);
  [[nodiscard]] int field(std::string_view name);
  [[nodiscard]] FieldRef fieldRef(std::string_view name);
  [[nodiscard]] ClockRef clock(std::string_view name);
  [[nodiscard]] int group(std::string_view id) const;
  /// 10^-4 units of a decimal parameter; 0 when it has no value on the day (the program is then `missing` it).
  [[nodiscard]] std::int64_t units(const Reference& reference);
  [[nodiscard]] int onceKey(std::string_view field);

  Program& program_;
  std::vector<std::string> onceFields_;
};

}  // namespace medcredit::grading
