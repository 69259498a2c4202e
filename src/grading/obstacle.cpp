#include "grading/obstacle.h"

namespace medcredit::grading {

std::string obstacleText(const Program& program, const Outcome& outcome, const FactColumns& facts, const Words& words,
                         FactRange range) {
  if (outcome.standing != Standing::kUndetermined) return {};
  std::string record;
  std::size_t row = 0;
  if (outcome.obstacleRecord != kNoRecord) {
    row = range.begin + outcome.obstacleRecord;
    record = "记录 " + std::string(facts.recordId(row));
  }
  const auto rule = [&] {
    return outcome.obstacleLine < 0 ? std::string() : program.lines[static_cast<std::size_t>(outcome.obstacleLine)].id;
  };
  switch (outcome.obstacle) {
    case Obstacle::kNone:
      break;
    case Obstacle::kParameter:
      return "参数 " + program.missing + " 在评价日没有取值";
    case Obstacle::kUnreadable:
      return record + " 的日期或数值无法识别，或数值为负";
    case Obstacle::kStatus:
      return record + " 的状态“" + std::string(words.text(facts.statusOf(row))) + "”没有在模型中规定效果";
    case Obstacle::kWord:
      return record + " 缺少规则 " + rule() + " 需要的程度或类别，或该词没有规定分值";
    case Obstacle::kAmount:
      return record + " 缺少规则 " + rule() + " 计分需要的数量、起止日期或使用次数";
    case Obstacle::kSheet:
      return record + " 的评分表不完整或有未知项目（" + rule() + "）";
    case Obstacle::kLatest:
      return "指标 " + rule() + " 没有取值";
    case Obstacle::kTooLarge:
      return (record.empty() ? std::string("指标") : record) + " 的数值过大，无法精确计算";
  }
  return {};
}

}  // namespace medcredit::grading
