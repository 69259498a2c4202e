// register import | items import | items gaps, nil-report, status
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/cli.h"
#include "cli/commands/refusal.h"
#include "domain/messages.h"
#include "service/register.h"
#include "service/status.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;

/// Bad rows of an all-or-nothing file; nothing was stored.
json::array reportProblems(const Session& session, const std::vector<base::Error>& problems) {
  json::array out;
  for (const auto& problem : problems) {
    out.push_back(errorJson(problem));
    session.say("不可用：" + domain::render(problem));
  }
  return out;
}

void addRegisterImport(CLI::App& group, Session& session) {
  struct Options {
    std::string file, entry, unit;
  };
  auto options = std::make_shared<Options>();
  auto* command = group.add_subcommand("import", "导入决定台账（文书号、决定日期）");
  command->add_option("file", options->file, "台账文件")->required();
  command->add_option("--entry", options->entry, "目录条目")->required();
  command->add_option("--unit", options->unit, "单位")->required();
  command->callback(withContext(session, [&session, options](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto outcome, service::importRegister(context, {options->file, options->entry, options->unit}));
    auto problems = reportProblems(session, outcome.problems);
    const bool stored = problems.empty();
    session.say(stored
                    ? fmt::format("台账 {} 行：新增 {} 件，已有 {} 件", outcome.rows, outcome.added, outcome.duplicates)
                    : fmt::format("台账 {} 行中有 {} 行不可用，全部未入库", outcome.rows, problems.size()));
    json::array duplicates;
    for (const auto& number : outcome.duplicateNumbers) duplicates.push_back(json::string(number));
    session.emit(json::object{{"rows", outcome.rows},
                              {"added", outcome.added},
                              {"duplicates", outcome.duplicates},
                              {"duplicate_numbers", std::move(duplicates)},
                              {"problems", std::move(problems)}});
    return stored ? kDone : kInputUnusable;
  }));
}

json::object itemJson(const store::PowerItem& item) {
  return {
      {"code", item.code}, {"name", item.name}, {"kind", item.kind}, {"office", item.office}, {"entry", item.entry}};
}

void addItems(CLI::App& group, Session& session) {
  auto* items = group.add_subcommand("items", "权责清单（事项目录）");
  items->require_subcommand(1);
  auto file = std::make_shared<std::string>();
  auto* import = items->add_subcommand("import", "导入权责清单：事项编码、事项名称、类型、科室、目录条目");
  import->add_option("file", *file, "清单文件")->required();
  import->callback(withContext(session, [&session, file](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto outcome, service::importItems(context, *file));
  auto problems = reportProblems(session, outcome.problems);
  const bool stored = problems.empty();
  session.say(stored ? fmt::format("事项 {} 项：新增 {}，更新 {}", outcome.rows, outcome.added, outcome.updated)
                     : fmt::format("事项 {} 项中有 {} 项不可用，全部未入库", outcome.rows, problems.size()));
  session.emit(json::object{{"rows", outcome.rows},
                            {"added", outcome.added},
                            {"updated", outcome.updated},
                            {"problems", std::move(problems)}});
  return stored ? kDone : kInputUnusable;
}));
auto* gaps = items->add_subcommand("gaps", "没有对应目录条目的权责事项");
gaps->callback(withContext(session, [&session](service::Context& context) -> base::Result<int> {
  MC_ASSIGN(const auto missing, service::itemGaps(context));
  json::array out;
  for (const auto& item : missing) {
    out.push_back(itemJson(item));
    session.say(fmt::format("{} {} {} {}", item.code, item.name, item.kind, item.office));
  }
  session.say(fmt::format("没有目录条目的事项 {} 项", missing.size()));
  session.emit(json::object{{"count", missing.size()}, {"gaps", std::move(out)}});
  return kDone;
}));
}  // namespace

void addNilReport(CLI::App& app, Session& session) {
  auto request = std::make_shared<service::NilReportRequest>();
  auto* command = app.add_subcommand("nil-report", "零报告：该月没有应报信息");
  command->add_option("--entry", request->entry, "目录条目")->required();
  command->add_option("--unit", request->unit, "单位")->required();
  command->add_option("--period", request->period, "月份 YYYY-MM")->required();
  command->callback(withContext(session, [&session, request](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const bool added, service::fileNilReport(context, *request));
    session.say(fmt::format("{} {} {} 零报告{}", request->unit, request->entry, request->period,
                            added ? "已登记" : "此前已登记，未作改动"));
    session.emit(json::object{
        {"unit", request->unit}, {"entry", request->entry}, {"period", request->period}, {"added", added}});
    return kDone;
  }));
}

// --- status --------------------------------------------------------------------------------------------------------

constexpr std::array<service::DutyGroup, 5> kGroups{service::DutyGroup::kOverdue, service::DutyGroup::kToday,
                                                    service::DutyGroup::kWeek, service::DutyGroup::kNearDue,
                                                    service::DutyGroup::kLater};

json::object dutyJson(const service::StatusDuty& duty) {
  return {{"kind", service::dutyKindName(duty.kind)},
          {"group", service::dutyGroupName(duty.group)},
          {"state", domain::dutyStateName(duty.state)},
          {"entry", duty.entry},
          {"entry_name", duty.entryName},
          {"unit", duty.unitId},
          {"unit_name", duty.unitName},
          {"person", duty.person},
          {"ref", duty.ref},
          {"event", duty.event.iso()},
          {"due", duty.due.iso()},
          {"provisional", duty.provisional},
          {"overdue_workdays", duty.overdueWorkdays},
          {"explanation", duty.explanation}};
}

json::object countsJson(const std::vector<service::StatusDuty>& duties, const std::string* unit) {
  json::object counts;
  for (const auto group : kGroups) {
    const auto count = std::count_if(duties.begin(), duties.end(), [&](const service::StatusDuty& duty) {
      return duty.group == group && (unit == nullptr || duty.unitId == *unit);
    });
    counts[service::dutyGroupName(group)] = count;
  }
  return counts;
}

json::array unitsJson(const std::vector<service::StatusDuty>& duties) {
  json::array units;
  std::vector<std::string> seen;
  for (const auto& duty : duties) {
    if (std::find(seen.begin(), seen.end(), duty.unitId) != seen.end()) continue;
    seen.push_back(duty.unitId);
    auto row = countsJson(duties, &duty.unitId);
    row["unit"] = duty.unitId;
    row["unit_name"] = duty.unitName;
    row["person"] = duty.person;
    units.push_back(std::move(row));
  }
  return units;
}

void sayStatus(const Session& session, const service::StatusReport& report) {
  session.say(fmt::format("今天 {}，本周至 {}", report.today.iso(), report.weekEnd.iso()));
  for (const auto group : kGroups) {
    const auto count = std::count_if(report.duties.begin(), report.duties.end(),
                                     [&](const service::StatusDuty& duty) { return duty.group == group; });
    session.say(fmt::format("【{}】{} 项", service::dutyGroupLabel(group), count));
    for (const auto& duty : report.duties) {
      if (duty.group != group) continue;
      session.say(
          fmt::format("  {} {}（{}）{} {} {} 期限 {}{}{}", duty.unitName,
                      duty.person.empty() ? "未指定专人" : duty.person, service::dutyKindLabel(duty.kind), duty.entry,
                      duty.entryName, duty.ref, duty.due.iso(), duty.provisional ? "（暂定）" : "",
                      duty.overdueWorkdays > 0 ? fmt::format("，已逾期 {} 个工作日", duty.overdueWorkdays) : ""));
      if (!duty.explanation.empty()) session.say("      " + duty.explanation);
    }
  }
  for (const auto& warning : report.warnings) session.say("注意：" + domain::render(warning));
}

void addStatus(CLI::App& app, Session& session) {
  auto query = std::make_shared<service::StatusQuery>();
  auto* command = app.add_subcommand("status", "今日、本周到期和已逾期的任务，按单位和专人");
  command->add_option("--unit", query->unit, "只看该单位");
  command->add_option("--person", query->person, "只看该负责人");
  command->callback(withContext(session, [&session, query](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto report, service::statusReport(context, *query));
    if (!session.json) {
      sayStatus(session, report);
      return kDone;
    }
    json::array duties;
    for (const auto& duty : report.duties) duties.push_back(dutyJson(duty));
    json::array warnings;
    for (const auto& warning : report.warnings) warnings.push_back(errorJson(warning));
    session.emit(json::object{{"today", report.today.iso()},
                              {"week_end", report.weekEnd.iso()},
                              {"counts", countsJson(report.duties, nullptr)},
                              {"units", unitsJson(report.duties)},
                              {"duties", std::move(duties)},
                              {"warnings", std::move(warnings)}});
    return kDone;
  }));
}

}  // namespace medcredit::cli

void addSupervisionCommands(CLI::App& app, Session& session) {
  auto* group = app.add_subcommand("register", "决定台账和权责清单");
  group->require_subcommand(1);
  addRegisterImport(*group, session);
  addItems(*group, session);
  addNilReport(app, session);
  addStatus(app, session);
  addRateCommands(app, session);
}

}  // namespace medcredit::cli
