// model list|add|load|step|sign: editions kept in the store. Files are looked at by `model
// check|show|diff|test|mutate`.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>
#include <iterator>

#include "cli/cli.h"
#include "cli/commands/grade_output.h"
#include "cli/commands/with_context.h"
#include "service/grade_models.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;

json::object modelJson(const store::GradeModel& row) {
  return {{"id", service::publicId('G', row.id)},
          {"model", row.model},
          {"edition", row.edition},
          {"title", row.title},
          {"digest", row.digest},
          {"state", row.state},
          {"label", row.label},
          {"in_force_from", row.inForceFrom},
          {"withdrawn_on", row.withdrawnOn}};
}

void sayModel(const Session& session, const store::GradeModel& row) {
  session.say(fmt::format("{}  {}@{}  {}  {}…  {}{}", service::publicId('G', row.id), row.model, row.edition,
                          service::modelStateLabel(row.state), row.digest.substr(0, 12), row.title,
                          row.label.empty() ? "" : "  " + row.label));
}

void addListing(CLI::App& group, Session& session) {
  auto* list = group.add_subcommand("list", "库中的模型版本");
  list->callback(withContext(session, gradeRefused, [&session](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto rows, store::listGradeModels(context.conn));
    json::array out;
    for (const auto& row : rows) {
      sayModel(session, row);
      out.push_back(modelJson(row));
    }
    session.emit(json::object{{"models", std::move(out)}});
    return kDone;
  }));
  auto* load = group.add_subcommand("load", "把本地区的示范模型载入为草案");
  load->callback(withContext(session, gradeRefused, [&session](service::Context& context) -> base::Result<int> {
    MC_ASSIGN(const auto added, service::loadDemonstrations(context));
    json::array out;
    for (const auto id : added) {
      MC_ASSIGN(const auto row, service::requireModel(context, id));
      sayModel(session, row);
      out.push_back(modelJson(row));
    }
    session.emit(json::object{{"added", std::move(out)}});
    return kDone;
  }));
}

void addAdding(CLI::App& group, Session& session) {
  struct Options {
    std::string file;
    bool demonstration = false;
  };
  auto options = std::make_shared<Options>();
  auto* add = group.add_subcommand("add", "把一个模型文件存为草案");
  add->add_option("FILE", options->file, "模型文件")->required();
  add->add_flag("--demonstration", options->demonstration, "标为“示范，非正式标准”");
  add->callback(withContext(session, gradeRefused, [&session, options](service::Context& context) -> base::Result<int> {
    std::ifstream in(options->file, std::ios::binary);
    if (!in) return base::fail("FILE-0001", {{"path", options->file}, {"reason", "文件不存在或无权读取"}});
    service::NewModel request{std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>()),
                              options->file, options->demonstration};
    MC_ASSIGN(const auto id, service::addModel(context, request));
    MC_ASSIGN(const auto row, service::requireModel(context, id));
    sayModel(session, row);
    session.emit(modelJson(row));
    return kDone;
  }));
}

void addLife(CLI::App& group, Session& session) {
  struct Options {
    std::string model, to, from, reason, role;
  };
  auto options = std::make_shared<Options>();
  auto* step = group.add_subcommand("step", "模型的下一步：analysed、tested、trial、in_force、withdrawn");
  step->add_option("MODEL", options->model, "编号、摘要或 模型@版本")->required();
  step->add_option("--to", options->to, "下一步")->required();
  step->add_option("--from", options->from, "生效或撤回日期");
  step->add_option("--reason", options->reason, "撤回理由");
  step->callback(
      withContext(session, gradeRefused, [&session, options](service::Context& context) -> base::Result<int> {
        MC_ASSIGN(auto row, service::findModel(context, options->model));
        service::ModelStep wanted{options->to, base::CivilDate::parseIso(options->from), options->reason};
        MC_TRY(service::advanceModel(context, row.id, wanted));
        MC_ASSIGN(row, service::requireModel(context, row.id));
        sayModel(session, row);
        session.emit(modelJson(row));
        return kDone;
      }));
  auto* sign =
      group.add_subcommand("sign", "签名：legal 法制、business 业务、statistics 统计（操作人用 --actor 指明）");
  sign->add_option("MODEL", options->model, "编号、摘要或 模型@版本")->required();
  sign->add_option("--role", options->role, "签名角色")->required();
  sign->callback(
      withContext(session, gradeRefused, [&session, options](service::Context& context) -> base::Result<int> {
        MC_ASSIGN(const auto row, service::findModel(context, options->model));
        MC_TRY(service::signModel(context, {row.id, options->role, row.digest, "", ""}));
        session.say(fmt::format("{} 已由 {} 以{}签名", service::publicId('G', row.id), context.actor,
                                service::signatureRoleLabel(options->role)));
        session.emit(
            json::object{{"id", service::publicId('G', row.id)}, {"role", options->role}, {"digest", row.digest}});
        return kDone;
      }));
}

}  // namespace

void addStoredModelCommands(CLI::App& app, Session& session) {
  auto* group = groupOf(app, "model", "评价模型");
  group->require_subcommand(1);
  addListing(*group, session);
  addAdding(*group, session);
  addLife(*group, session);
}

}  // namespace medcredit::cli
