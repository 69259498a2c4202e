// case list | show | tick | clock
#include <fmt/format.h>

#include "cli/cli.h"
#include "http/case_json.h"
#include "service/case_time.h"
#include "service/case_view.h"

namespace medcredit::cli {

namespace json = boost::json;

namespace {

base::Status list(Session& session, service::Context& context, const store::CaseFilter& filter) {
  MC_ASSIGN(const auto lines, service::listCases(context, filter));
  json::array items;
  for (const auto& line : lines) {
    items.push_back(http::caseLineView(line));
    session.say(fmt::format("{}  {}  {}  {}  {}{}", service::publicId('C', line.head.id), line.head.number,
                            line.procedureTitle, line.subjectName, line.stateTitle,
                            line.head.dueOn.empty() ? "" : "  期限 " + line.head.dueOn));
  }
  session.emit(json::object{{"items", std::move(items)}});
  return {};
}

base::Status show(Session& session, service::Context& context, const std::string& text) {
  const auto id = service::parsePublicId('C', text);
  MC_ASSIGN(const auto view, service::showCase(context, id.value_or(0)));
  session.say(fmt::format("{}  {}  {}  {}", view.head.number, view.procedureTitle, view.subjectName, view.stateTitle));
  for (const auto& event : view.timeline) {
    session.say(fmt::format("{}  {}  {}  {}", event.at.iso(), event.title, event.roleName, event.reason));
  }
  for (const auto& clock : view.clocks) {
    session.say(
        fmt::format("{}  {}{}：{}", clock.title, clock.due.iso(), clock.overdue ? "（逾期）" : "", clock.explanation));
  }
  session.emit(http::caseView(view));
  return {};
}

base::Status tick(Session& session, service::Context& context) {
  MC_ASSIGN(const auto done, service::passCases(context, true));
  session.say(fmt::format("查看 {} 件，变化 {} 件，重新计算 {} 件，未能处理 {} 件；送达 {} 条，推送 {} 份{}",
                          done.looked, done.changed, done.recounted, done.failed, done.notices, done.recalls,
                          done.clockInDoubt ? "；系统时间存疑，到期步骤暂不自动执行" : ""));
  session.emit(json::object{{"looked", done.looked},
                            {"changed", done.changed},
                            {"recounted", done.recounted},
                            {"failed", done.failed},
                            {"notices", done.notices},
                            {"recalls", done.recalls},
                            {"clockInDoubt", done.clockInDoubt}});
  if (done.failed > 0) session.exitCode = kFailure;
  return {};
}

}  // namespace

void addCaseCommands(CLI::App& app, Session& session) {
  auto* group = app.add_subcommand("case", "办件：异议、修复、承诺、名单等");
  group->require_subcommand(1);
  const auto filter = std::make_shared<store::CaseFilter>();
  auto* lists = group->add_subcommand("list", "办件，新的在前");
  lists->add_option("--procedure", filter->procedure, "程序，如 objection");
  lists->add_option("--state", filter->state, "状态");
  lists->add_option("--limit", filter->limit, "最多多少件")->capture_default_str();
  lists->callback([&session, filter] {
    session.withStore([&](service::Context& context) { return list(session, context, *filter); });
  });
  const auto id = std::make_shared<std::string>();
  auto* one = group->add_subcommand("show", "一件的经过与期限");
  one->add_option("id", *id, "C1")->required();
  one->callback(
      [&session, id] { session.withStore([&](service::Context& context) { return show(session, context, *id); }); });
  group->add_subcommand("tick", "处理到期的期限，送达通知和推送（服务运行时自动进行）")->callback([&session] {
    session.withStore([&](service::Context& context) { return tick(session, context); });
  });
  const auto reason = std::make_shared<std::string>();
  auto* clock = group->add_subcommand("clock", "确认系统时间无误：暂缓的到期步骤随后执行");
  clock->add_option("--reason", *reason, "如何核对")->required();
  clock->callback([&session, reason] {
    session.withStore([&](service::Context& context) { return service::confirmClock(context, *reason); });
  });
}

}  // namespace medcredit::cli
