#include "cli/commands/finding_output.h"

#include <algorithm>

#include "service/collect_header.h"

namespace medcredit::cli {

namespace json = boost::json;

json::object findingJson(const store::StoredFinding& finding) {
  json::object out{{"code", finding.code},       {"severity", finding.severity}, {"row", nullptr},
                   {"column", nullptr},          {"field", finding.field},       {"value", finding.value},
                   {"message", finding.message}, {"basis", finding.basis},       {"suggestion", finding.suggestion}};
  if (finding.fileRow > 0) out["row"] = finding.fileRow;
  if (finding.fileColumn >= 0) out["column"] = finding.fileColumn + 1;
  return out;
}

json::array findingsJson(const std::vector<store::StoredFinding>& findings) {
  json::array out;
  out.reserve(findings.size());
  for (const auto& finding : findings) out.push_back(findingJson(finding));
  return out;
}

std::string findingLine(const store::StoredFinding& finding) {
  std::string line;
  if (finding.fileRow > 0) line += "第" + std::to_string(finding.fileRow) + "行";
  if (finding.fileColumn >= 0) line += service::columnLetters(static_cast<int>(finding.fileColumn)) + "列";
  if (!line.empty()) line += " ";
  if (!finding.field.empty()) line += finding.field + " ";
  line += "[" + finding.code + (finding.severity == "warning" ? " 提示] " : " 错误] ") + finding.message;
  if (!finding.suggestion.empty()) line += "。建议：" + finding.suggestion;
  if (!finding.basis.empty()) line += "。依据：" + finding.basis;
  return line;
}

std::string findingLines(const std::vector<store::StoredFinding>& findings, std::int64_t total, std::size_t limit) {
  std::string text;
  const std::size_t shown = std::min(limit, findings.size());
  for (std::size_t i = 0; i < shown; ++i) text += "\n  " + findingLine(findings[i]);
  const auto rest = total - static_cast<std::int64_t>(shown);
  if (rest > 0) text += "\n  …… 另有 " + std::to_string(rest) + " 条，见 --json、batch show 或 --annotated 的退回表";
  return text;
}

json::object countsJson(const std::vector<std::pair<std::string, std::int64_t>>& counts) {
  json::object out;
  for (const auto& [code, count] : counts) out[code] = count;
  return out;
}

}  // namespace medcredit::cli
