// Points tables of a model as a spreadsheet, out and in: every dated value with its clause. What comes back becomes a
// draft that extends the edition it was taken from, so that nothing but the numbers can have changed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "service/context.h"

namespace medcredit::service {

/// One row per value: 参数, 单位, 字段, 生效日期, 取值项, 数值, 依据. By the target's extension.
base::Status writePointsTable(Context& context, std::int64_t modelId, const std::filesystem::path& target);

/// The text of a draft with the numbers of the table; `edition` names it. EVAL-0070 nothing differs, EVAL-0071 a row of
/// a parameter the model does not have, EVAL-0072 a value that is no number or duration, EVAL-0073 no date or clause.
[[nodiscard]] base::Result<std::string> readPointsTable(Context& context, std::int64_t modelId,
                                                        const std::filesystem::path& file, const std::string& edition);

}  // namespace medcredit::service
