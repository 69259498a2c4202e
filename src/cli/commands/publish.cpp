// publish due | run | withdraw | withhold | expire | confirm
#include "service/publish.h"

#include <fmt/format.h>

#include "base/join.h"
#include "cli/cli.h"
#include "cli/commands/refusal.h"
#include "cli/commands/severity_output.h"
#include "domain/messages.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;

json::array names(const std::vector<std::string>& list) { return json::array(list.begin(), list.end()); }

json::object dutyJson(const service::PublishDuty& duty) {
  json::object out{{"record", service::publicId('R', duty.recordId)},
                   {"entry", duty.entry},
                   {"entry_name", duty.entryName},
                   {"unit", duty.unitId},
                   {"unit_name", duty.unitName},
                   {"subject", duty.subjectName},
                   {"document_no", duty.documentNo},
                   {"decided_on", duty.decidedOn.iso()},
                   {"due", duty.due.iso()},
                   {"provisional", duty.provisional},
                   {"state", domain::dutyStateName(duty.state)},
                   {"explanation", duty.explanation},
                   {"reason", duty.reason},
                   {"channels", names(duty.channels)}};
  out["severity_proposed"] = severityJson(duty.proposal);
  if (duty.warning) out["warning"] = errorJson(*duty.warning);
  return out;
}

void addDue(CLI::App& publish, Session& session) {
  struct Options {
    std::string on, entry, unit;
  };
  auto options = std::make_shared<Options>();
  auto* command = publish.add_subcommand("due", "列出应公示的记录、期限和计算说明");
  command->add_option("--on", options->on, "以该日判断，YYYY-MM-DD");
  command->add_option("--entry", options->entry, "目录条目");
  command->add_option("--unit", options->unit, "报送单位");
  command->callback(withContext(session, [&session, options](service::Context& context) -> base::Result<int> {
    service::PublishDueQuery query;
    query.entry = options->entry;
    query.unitId = options->unit;
    if (!options->on.empty()) {
      MC_ASSIGN(query.on, parseDay(options->on));
    }
    MC_ASSIGN(const auto duties, service::publishDue(context, query));
    json::array items;
    for (const auto& duty : duties) {
      items.push_back(dutyJson(duty));
      session.say(fmt::format("{} {} {} {} {}  {}前公示（{}）\n    {}", service::publicId('R', duty.recordId),
                              duty.entry, duty.unitName, duty.subjectName, duty.documentNo, duty.due.iso(),
                              domain::dutyStateLabel(duty.state), duty.explanation));
      if (duty.proposal) session.say("    " + severityText(*duty.proposal));
      if (duty.warning) session.say("    注意：" + domain::render(*duty.warning));
    }
    session.say(fmt::format("待公示 {} 条", duties.size()));
    session.emit(json::object{{"count", duties.size()}, {"due", std::move(items)}});
    return kDone;
  }));
}

int reportRun(Session& session, const service::PublishOutcome& outcome) {
  json::array published;
  for (const auto& item : outcome.published) {
    json::object entry{{"record", service::publicId('R', item.recordId)},
                       {"entry", item.entry},
                       {"document_no", item.documentNo},
                       {"until", item.publicityUntil},
                       {"late", item.late},
                       {"channels", names(item.channels)},
                       {"tracked", names(item.tracked)}};
    if (item.warning) entry["warning"] = errorJson(*item.warning);
    published.push_back(std::move(entry));
    session.say(fmt::format("{} {} {} 已公示{}{}{}{}", service::publicId('R', item.recordId), item.entry,
                            item.documentNo, item.publicityUntil.empty() ? "" : "，至" + item.publicityUntil,
                            item.late ? "（迟延）" : "",
                            item.channels.empty() ? "" : "；渠道：" + base::join(item.channels),
                            item.tracked.empty() ? "" : "；待共享至：" + base::join(item.tracked)));
    if (item.warning) session.say("    注意：" + domain::render(*item.warning));
  }
  json::array skipped;
  for (const auto& error : outcome.skipped) {
    skipped.push_back(errorJson(error));
    session.say("未公示：" + domain::render(error));
  }
  session.say(fmt::format("公示 {} 条，未公示 {} 条，生成渠道任务 {} 项", outcome.published.size(),
                          outcome.skipped.size(), outcome.jobs));
  session.emit(
      json::object{{"published", std::move(published)}, {"skipped", std::move(skipped)}, {"jobs", outcome.jobs}});
  if (outcome.skipped.empty()) return kDone;
  return outcome.published.empty() ? kInputUnusable : kDoneWithRejects;
}

void addRun(CLI::App& publish, Session& session) {
  struct Options {
    std::vector<std::string> records;
    service::PublishRequest request;
  };
  auto options = std::make_shared<Options>();
  auto* command = publish.add_subcommand("run", "公示待公示的记录，并为每个渠道生成任务");
  command->add_option("records", options->records, "记录编号 R1 R2 …");
  command->add_option("--entry", options->request.entry, "该条目的全部待公示记录");
  command->add_flag("--all", options->request.all, "全部待公示记录");
  command->add_flag("--checked", options->request.checked, "已完成保密和隐私审查");
  command->callback(withContext(session, [&session, options](service::Context& context) -> base::Result<int> {
    for (const auto& text : options->records) {
      MC_ASSIGN(const auto id, parseRecord(text));
      options->request.records.push_back(id);
    }
    MC_ASSIGN(const auto outcome, service::publishRun(context, options->request));
    return reportRun(session, outcome);
  }));
}

/// withdraw and withhold share their form: one record and a reason.
void addStop(CLI::App& publish, Session& session, const char* name, const char* help, const char* reasonHelp,
             base::Status (*act)(service::Context&, std::int64_t, std::string_view), const char* done) {
  struct Options {
    std::string record, reason;
  };
  auto options = std::make_shared<Options>();
  auto* command = publish.add_subcommand(name, help);
  command->add_option("record", options->record, "记录编号")->required();
  command->add_option("--reason", options->reason, reasonHelp)->required();
  command->callback(withContext(session, [=, &session](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto id, parseRecord(options->record));
    MC_TRY(act(context, id, options->reason));
    session.say(fmt::format("{} {}", service::publicId('R', id), done));
    session.emit(json::object{{"record", service::publicId('R', id)}, {"reason", options->reason}});
    return kDone;
  }));
}

void addExpire(CLI::App& publish, Session& session) {
  auto on = std::make_shared<std::string>();
  auto* command = publish.add_subcommand("expire", "撤下公示期届满的记录，并通知各渠道删除");
  command->add_option("--on", *on, "截止日，YYYY-MM-DD（默认今天）");
  command->callback(withContext(session, [&session, on](service::Context& context) -> base::Result<int> {
    auto day = context.clock.today();
    if (!on->empty()) {
      MC_ASSIGN(day, parseDay(*on));
    }
    MC_ASSIGN(const auto ended, service::publishExpire(context, day));
    json::array records;
    for (const auto id : ended) {
      records.push_back(json::string(service::publicId('R', id)));
      session.say(service::publicId('R', id) + " 公示期届满，已撤下");
    }
    session.say(fmt::format("撤下 {} 条", ended.size()));
    session.emit(json::object{{"ended", std::move(records)}});
    return kDone;
  }));
}

void addConfirm(CLI::App& publish, Session& session) {
  struct Options {
    std::string record, channel, receipt;
  };
  auto options = std::make_shared<Options>();
  auto* command = publish.add_subcommand("confirm", "确认记录已在渠道录入");
  command->add_option("record", options->record, "记录编号")->required();
  command->add_option("--channel", options->channel, "渠道代码或名称")->required();
  command->add_option("--receipt", options->receipt, "回执号");
  command->callback(withContext(session, [&session, options](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto id, parseRecord(options->record));
    MC_ASSIGN(const bool changed, service::publishConfirm(context, id, options->channel, options->receipt));
    session.say(fmt::format("{} {} {}", service::publicId('R', id), options->channel,
                            changed ? "已录入" : "此前已确认，未作改动"));
    session.emit(
        json::object{{"record", service::publicId('R', id)}, {"channel", options->channel}, {"changed", changed}});
    return kDone;
  }));
}

}  // namespace

base::Result<std::int64_t> parseRecord(std::string_view text) {
  const auto id = service::parsePublicId('R', text);
  if (!id) return base::fail("PUBL-0022", {{"value", std::string(text)}});
  return *id;
}

base::Result<base::CivilDate> parseDay(std::string_view text) {
  const auto day = base::CivilDate::parseIso(text);
  if (!day) return base::fail("PUBL-0023", {{"value", std::string(text)}});
  return *day;
}

boost::json::object errorJson(const base::Error& error) {
  return {{"code", error.code},
          {"message", domain::renderText(error)},
          {"place", error.place},
          {"basis", domain::renderBasis(error)}};
}

void addPublishCommands(CLI::App& app, Session& session) {
  auto* publish = app.add_subcommand("publish", "公示：应公示、公示、撤下、导出、报送");
  publish->require_subcommand(1);
  publish->fallthrough();
  addDue(*publish, session);
  addRun(*publish, session);
  addStop(*publish, session, "withdraw", "撤下正在公示的记录", "撤下的理由", service::publishWithdraw, "已撤下");
  addStop(*publish, session, "withhold", "不予公开（说明理由代码）", "理由代码，如 business-secret",
          service::publishWithhold, "不予公开");
  addExpire(*publish, session);
  addConfirm(*publish, session);
  addPublishOutputCommands(*publish, session);
}

}  // namespace medcredit::cli
