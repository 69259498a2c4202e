// unit add | list | assign | contact
#include <boost/json.hpp>

#include "base/join.h"
#include "cli/cli.h"
#include "cli/commands/with_context.h"
#include "service/units.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;

json::object unitJson(const store::Unit& unit) {
  json::array contacts;
  for (const auto& contact : unit.contacts) {
    contacts.push_back(json::object{
        {"person", contact.person}, {"from", contact.from}, {"to", contact.to ? json::value(*contact.to) : nullptr}});
  }
  return json::object{{"id", unit.id},
                      {"name", unit.name},
                      {"region", unit.region},
                      {"usc", unit.usc},
                      {"entries", json::array(unit.entries.begin(), unit.entries.end())},
                      {"contacts", std::move(contacts)}};
}

std::string unitLine(const store::Unit& unit) {
  std::string line = unit.id + "\t" + unit.name + "\t" + (unit.entries.empty() ? "全部条目" : base::join(unit.entries));
  if (!unit.contacts.empty() && !unit.contacts.back().to) line += "\t专人：" + unit.contacts.back().person;
  return line;
}

struct AddArguments {
  service::NewUnit unit;
  bool fromProfile = false;
};

base::Status addOffices(Session& session, service::Context& context) {
  MC_ASSIGN(const auto result, service::addProfileUnits(context));
  json::array added;
  for (const auto& unit : result.added) {
    session.say(unitLine(unit));
    added.push_back(unitJson(unit));
  }
  session.say("新增 " + std::to_string(result.added.size()) + " 个单位，已有 " + std::to_string(result.present.size()) +
              " 个");
  if (!result.openEnded.empty()) {
    session.say("注意：" + base::join(result.openEnded) + " 的责任科室未列全（等相关科室），请用 unit assign 补充指定");
  }
  session.emit(json::object{{"added", std::move(added)},
                            {"present", json::array(result.present.begin(), result.present.end())},
                            {"open_ended", json::array(result.openEnded.begin(), result.openEnded.end())}});
  return {};
}

base::Status add(Session& session, service::Context& context, const AddArguments& arguments) {
  if (arguments.fromProfile) return addOffices(session, context);
  MC_ASSIGN(const auto unit, service::addUnit(context, arguments.unit));
  session.say("已新增单位：" + unitLine(unit));
  session.emit(unitJson(unit));
  return {};
}

base::Status list(Session& session, service::Context& context) {
  MC_ASSIGN(const auto units, store::listUnits(context.conn));
  json::array all;
  for (const auto& unit : units) {
    session.say(unitLine(unit));
    all.push_back(unitJson(unit));
  }
  session.emit(json::object{{"units", std::move(all)}});
  return {};
}

/// Tells what became of the unit after a change.
base::Status show(Session& session, service::Context& context, const std::string& id) {
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, id));
  if (!unit) return base::fail("STOR-0021", {{"id", id}});
  session.say(unitLine(*unit));
  session.emit(unitJson(*unit));
  return {};
}

/// Wrong arguments are unusable input; what the machine or the store refuses keeps its own exit code.
int refused(const Session& session, const base::Error& error) {
  const bool input = error.code.starts_with("STOR-") && error.code >= "STOR-0020";
  return input ? session.fail(error, kInputUnusable) : session.fail(error);
}

void addAdd(CLI::App& unit, Session& session) {
  auto arguments = std::make_shared<AddArguments>();
  auto* command = unit.add_subcommand("add", "登记报送单位");
  auto* id = command->add_option("--id", arguments->unit.id, "单位标识（字母、数字、- _ .）");
  auto* name = command->add_option("--name", arguments->unit.name, "单位名称");
  command->add_option("--region", arguments->unit.region, "行政区划代码（六位）");
  command->add_option("--usc", arguments->unit.usc, "统一社会信用代码");
  command->add_option("--entries", arguments->unit.entries, "负责的目录条目，逗号分隔；不填为全部")->delimiter(',');
  auto* profile = command->add_flag("--from-profile", arguments->fromProfile, "按地区配置登记全部责任科室及其条目");
  id->needs(name)->excludes(profile);
  name->needs(id)->excludes(profile);
  command->callback(withContext(session, refused, [&session, arguments](service::Context& context) -> base::Status {
    if (!arguments->fromProfile && arguments->unit.id.empty()) {
      return base::fail("CLI-0001", {{"detail", "unit add 需要 --id 与 --name，或 --from-profile"}});
    }
    return add(session, context, *arguments);
  }));
}

void addAssign(CLI::App& unit, Session& session) {
  auto arguments = std::make_shared<service::NewUnit>();
  auto* command = unit.add_subcommand("assign", "重新指定单位负责的目录条目");
  command->add_option("id", arguments->id, "单位标识")->required();
  command->add_option("--entries", arguments->entries, "目录条目，逗号分隔")->delimiter(',')->required();
  command->callback(withContext(session, refused, [&session, arguments](service::Context& context) -> base::Status {
    MC_TRY(service::assignEntries(context, arguments->id, arguments->entries));
    return show(session, context, arguments->id);
  }));
}

void addContact(CLI::App& unit, Session& session) {
  struct Arguments {
    std::string id, person, from;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* command = unit.add_subcommand("contact", "指定单位的专人，原专人的任期止于前一日");
  command->add_option("id", arguments->id, "单位标识")->required();
  command->add_option("--person", arguments->person, "姓名")->required();
  command->add_option("--from", arguments->from, "起始日，YYYY-MM-DD；默认今天");
  command->callback(withContext(session, refused, [&session, arguments](service::Context& context) -> base::Status {
    std::optional<base::CivilDate> from;
    if (!arguments->from.empty()) {
      from = base::CivilDate::parseIso(arguments->from);
      if (!from) return base::fail("CLI-0001", {{"detail", "--from 应为 YYYY-MM-DD：" + arguments->from}});
    }
    MC_TRY(service::setContact(context, arguments->id, arguments->person, from));
    return show(session, context, arguments->id);
  }));
}

}  // namespace

void addUnitCommands(CLI::App& app, Session& session) {
  auto* unit = app.add_subcommand("unit", "报送单位与专人");
  unit->require_subcommand(1);
  addAdd(*unit, session);
  unit->add_subcommand("list", "列出单位、条目和专人")
      ->callback(
          withContext(session, refused, [&session](service::Context& context) { return list(session, context); }));
  addAssign(*unit, session);
  addContact(*unit, session);
}

}  // namespace medcredit::cli
