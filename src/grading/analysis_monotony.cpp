// Monotony: one more adverse fact must never raise a score or a level, nor take a subject out of grading.
#include <algorithm>

#include "grading/analysis_parts.h"

namespace medcredit::grading {

namespace {

class Monotony {
 public:
  explicit Monotony(const Analysis& analysis) : a_(analysis), adverse_(adverseTypes(analysis.model)) {}

  void run() {
    for (const auto& rule : a_.model.rules) checkRule(rule);
    for (const auto& limit : a_.model.limits) checkLimit(limit);
    for (const auto& gate : a_.model.unratedIf) {
      if (growsWith(gate.when)) tell(gate.place, gate.id, "不良信息增多时不予评价，等于不再评级");
    }
    for (const auto& sheet : a_.model.scores) checkSheet(sheet);
  }

 private:
  void tell(const Place& place, const std::string& id, const char* reason) const {
    a_.byStatus("GRAD-0240", place, {{"rule", id}, {"reason", reason}});
  }

  [[nodiscard]] bool isAdverse(const AggregateTest& test) const {
    return std::any_of(test.aggregate.of.begin(), test.aggregate.of.end(),
                       [&](const std::string& type) { return adverse_.contains(type); });
  }
  /// True when one more adverse record can make the condition true.
  [[nodiscard]] bool growsWith(const Condition& condition) const { return moves(condition, true); }
  /// True when one more adverse record can make the condition false.
  [[nodiscard]] bool fallsWith(const Condition& condition) const { return moves(condition, false); }

  [[nodiscard]] bool moves(const Condition& condition, bool upward) const {
    bool out = false;
    forEachTest(condition, true, [&](const AggregateTest& test, bool positive) {
      if (!isAdverse(test)) return;
      const bool low = test.hasLow() || test.aggregate.kind == Aggregate::Kind::kExists;
      const bool high = test.hasHigh();
      if (positive == upward ? low : high) out = true;
    });
    return out;
  }

  void checkRule(const Rule& rule) {
    const auto range = pointsEver(a_.model, rule);
    if (!range) return;
    const Decimal4 zero;
    if (range->low < zero && range->high > zero) {
      tell(rule.points.place, rule.id, "同一规则既加分又减分");
    }
    const int sign = signOf(*range);
    if (rule.isAggregate()) {
      if (sign > 0 && growsWith(*rule.when)) tell(rule.place, rule.id, "不良信息达到条数反而加分");
      if (sign < 0 && fallsWith(*rule.when)) tell(rule.place, rule.id, "不良信息增多后不再减分");
      return;
    }
    if (sign < 0) checkAdverseRule(rule, *range);
    if (sign > 0 && rule.unless && fallsWith(*rule.unless)) {
      tell(rule.unless->place, rule.id, "不良信息增多后加分的例外不再成立");
    }
  }

  void checkAdverseRule(const Rule& rule, const Range& range) {
    const bool uneven = range.low != range.high || rule.per != Per::kOnce ||
                        !std::holds_alternative<std::monostate>(rule.decay) || hasFactor();
    bool falls = false;
    for (std::size_t i = 1; i < rule.repeat.size(); ++i) falls = falls || rule.repeat[i] < rule.repeat[i - 1];
    if (falls && uneven) tell(rule.place, rule.id, "较新的轻微记录会使较早的严重记录按重复折减，总分反而提高");
    if (rule.maxTimes && uneven) tell(rule.place, rule.id, "较新的轻微记录会挤掉较早的严重记录，总分反而提高");
    if (rule.useFactor && *rule.useFactor < Decimal4::whole(1)) tell(rule.place, rule.id, "减分随使用次数减弱");
    if (rule.unless && growsWith(*rule.unless)) tell(rule.unless->place, rule.id, "不良信息增多时触发了减分的例外");
  }

  [[nodiscard]] bool hasFactor() const {
    return std::any_of(a_.model.lifecycle.begin(), a_.model.lifecycle.end(), [](const LifecycleRow& row) {
      return row.now.effect == Effect::kFactor || (row.before && row.before->effect == Effect::kFactor);
    });
  }

  void checkLimit(const Limit& limit) {
    const auto& levels = a_.model.levels;
    const bool raises =
        limit.kind == Limit::Kind::kWorst || (limit.kind == Limit::Kind::kForce && levels.index(limit.level) == 0);
    if (raises && growsWith(limit.when)) tell(limit.place, limit.id, "不良信息达到条数反而保住等级");
    if (!raises && fallsWith(limit.when)) tell(limit.place, limit.id, "不良信息增多后限制不再成立");
    if (!raises && limit.unless && growsWith(*limit.unless)) {
      tell(limit.unless->place, limit.id, "不良信息增多时触发了限制的例外");
    }
  }

  void checkSheet(const ScoreSheet& sheet) {
    for (std::size_t i = 1; i < sheet.toPoints.size(); ++i) {
      if (sheet.toPoints[i].second <= sheet.toPoints[i - 1].second) continue;
      return tell(sheet.place, sheet.id, "得分较低的一行计分反而较高");
    }
  }

  const Analysis& a_;
  std::set<std::string> adverse_;
};

}  // namespace

void analyseMonotony(const Analysis& a) { Monotony(a).run(); }

}  // namespace medcredit::grading
