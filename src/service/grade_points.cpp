#include "service/grade_points.h"

#include <map>
#include <vector>

#include "base/text.h"
#include "formats/table_writer.h"
#include "service/grade_models.h"
#include "service/register_table.h"

namespace medcredit::service {

namespace {

using Row = std::vector<std::string>;

std::string citesOf(const grading::Citations& cites) {
  std::string out;
  for (const auto& cite : cites) out += (out.empty() ? "" : ", ") + cite.str();
  return out;
}

/// The rows of a parameter in file order.
std::vector<Row> rowsOf(const grading::Param& param) {
  std::vector<Row> rows;
  for (const auto& value : param.values) {
    const auto row = [&](const std::string& word, const std::string& number) {
      rows.push_back({param.name, param.unit, param.by, value.from.iso(), word, number, citesOf(value.cite)});
    };
    if (const auto* number = std::get_if<grading::Decimal4>(&value.v)) row("", number->str());
    if (const auto* length = std::get_if<grading::Duration>(&value.v)) row("", length->str());
    if (const auto* table = std::get_if<grading::WordTable>(&value.v)) {
      for (const auto& one : *table) row(one.word, one.value.str());
    }
  }
  return rows;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

/// `params` entry as YAML, from rows of one parameter.
std::string yamlOf(const grading::Param& param, const std::vector<Row>& rows) {
  std::string out = "    " + param.name + ":\n";
  if (!param.unit.empty()) out += "      unit: " + quoted(param.unit) + "\n";
  if (!param.by.empty()) out += "      by: " + param.by + "\n";
  out += "      values:\n";
  for (std::size_t i = 0; i < rows.size();) {
    const auto& first = rows[i];
    std::string value;
    if (first[4].empty()) {
      value = first[5];
      ++i;
    } else {
      for (; i < rows.size() && rows[i][3] == first[3]; ++i) {
        value += (value.empty() ? "" : ", ") + rows[i][4] + ": " + rows[i][5];
      }
      value = "{" + value + "}";
    }
    out += "        " + first[3] + ": {v: " + value + ", cite: [" + first[6] + "]}\n";
  }
  return out;
}

base::Status checkRow(const grading::Model& model, const Row& row, const std::string& place) {
  if (model.findParam(row[0]) == nullptr) return base::fail("EVAL-0071", {{"param", row[0]}}, place);
  if (!grading::Decimal4::parse(row[5]) && !grading::Duration::parse(row[5])) {
    return base::fail("EVAL-0072", {{"value", row[5]}}, place);
  }
  if (!base::CivilDate::parseIso(row[3]) || row[6].empty()) return base::fail("EVAL-0073", {}, place);
  const auto plain = [](const std::string& text, std::string_view more) {
    return text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-" +
                                  std::string(more)) == std::string::npos;
  };
  if (!plain(row[4], "") || !plain(row[6], "#, ")) return base::fail("EVAL-0073", {}, place);
  return {};
}

}  // namespace

base::Status writePointsTable(Context& context, std::int64_t modelId, const std::filesystem::path& target) {
  MC_ASSIGN(const auto row, requireModel(context, modelId));
  MC_ASSIGN(const auto model, openModel(context, row));
  const Row header{"参数", "单位", "字段", "生效日期", "取值项", "数值", "依据"};
  MC_ASSIGN(const auto writer, formats::makeTableWriter(target, "分值表", header));
  for (const auto& param : model.params) {
    for (const auto& cells : rowsOf(param)) MC_TRY(writer->row(cells));
  }
  return writer->finish();
}

base::Result<std::string> readPointsTable(Context& context, std::int64_t modelId, const std::filesystem::path& file,
                                          const std::string& edition) {
  MC_ASSIGN(const auto row, requireModel(context, modelId));
  MC_ASSIGN(const auto model, openModel(context, row));
  const std::vector<NamedColumn> columns{{"参数", {"参数"}, true},
                                         {"生效日期", {"生效日期"}, true},
                                         {"取值项", {"取值项"}, false},
                                         {"数值", {"数值"}, true},
                                         {"依据", {"依据"}, true}};
  MC_ASSIGN(const auto given, readNamedTable(file, columns));
  std::map<std::string, std::vector<Row>> byParam;
  for (const auto& one : given) {
    const auto& cells = one.cells;
    // A spreadsheet guards "-8" against being run as a formula.
    Row parts{cells[0].text, "", "", cells[1].text, cells[2].text, formats::unprotectFormula(cells[3].text),
              cells[4].text};
    MC_TRY(checkRow(model, parts, "第 " + std::to_string(one.row) + " 行"));
    byParam[parts[0]].push_back(std::move(parts));
  }
  std::string replaced;
  for (const auto& param : model.params) {
    const auto found = byParam.find(param.name);
    if (found == byParam.end()) continue;
    auto before = rowsOf(param);
    for (auto& cells : before) cells[1] = cells[2] = "";
    if (before != found->second) replaced += yamlOf(param, found->second);
  }
  if (replaced.empty()) return base::fail("EVAL-0070");
  std::string text = "cgm: 1\nmodel: " + row.model + "\ntitle: " + quoted(row.title) + "\nedition: " + quoted(edition) +
                     "\nstatus: draft\nextends: " + row.model + "@" + row.edition + "\nreplace:\n  params:\n" +
                     replaced;
  // Tests are not inherited: those of the edition come along, so that the author sees what the numbers change.
  if (const auto tests = row.source.find("\ntests:"); tests != std::string::npos) text += row.source.substr(tests + 1);
  return text;
}

}  // namespace medcredit::service
