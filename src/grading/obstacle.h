// Why a subject is undetermined, in words.
#pragma once

#include <string>

#include "grading/evaluate.h"

namespace medcredit::grading {

/// "记录 r4 的状态“撤案”没有在模型中规定效果"; empty when the outcome is not undetermined. `range` is the subject's.
[[nodiscard]] std::string obstacleText(const Program& program, const Outcome& outcome, const FactColumns& facts,
                                       const Words& words, FactRange range);

}  // namespace medcredit::grading
