// init, store check | migrate
#include <boost/json.hpp>

#include "cli/cli.h"
#include "service/store_care.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;

base::Status initialise(Session& session, const std::string& id) {
  MC_ASSIGN(const jurisdiction::Loader* loader, session.loader());
  MC_ASSIGN(const auto law, loader->load(id));
  MC_TRY(service::foundStore(session.location(), *law, session.clock(), session.actor));
  session.say("已初始化：" + law->title + "（" + law->id + "）");
  session.emit(json::object{{"jurisdiction", law->id}, {"title", law->title}, {"law_digest", law->digest}});
  return {};
}

/// A jurisdiction that cannot be loaded is unusable input: nothing was created.
int initFailed(const Session& session, const base::Error& error) {
  return error.code.starts_with("PROF-") ? session.fail(error, kInputUnusable) : session.fail(error);
}

json::object reportJson(const service::StoreReport& report) {
  json::array migrations;
  for (const auto& migration : report.migrations) {
    migrations.push_back(json::object{{"version", migration.version},
                                      {"name", migration.name},
                                      {"checksum", migration.checksum},
                                      {"applied_at", migration.appliedAt.iso()}});
  }
  json::array disagreements;
  for (const auto& finding : report.disagreements) {
    disagreements.push_back(
        json::object{{"rule", finding.rule}, {"count", finding.count}, {"example", finding.example}});
  }
  return json::object{{"ok", report.clean()},
                      {"engine", report.engine},
                      {"jurisdiction", report.jurisdiction},
                      {"migrations", std::move(migrations)},
                      {"integrity", json::array(report.damages.begin(), report.damages.end())},
                      {"consistency", std::move(disagreements)}};
}

void check(Session& session) {
  auto conn = store::open(session.location());
  if (!conn.ok()) {
    session.exitCode = session.fail(conn.error());
    return;
  }
  const auto report = service::checkStore(**conn);
  if (!report.ok()) {
    session.exitCode = session.fail(report.error());
    return;
  }
  for (const auto& damage : report->damages) session.say("损坏：" + damage);
  for (const auto& finding : report->disagreements) {
    session.say("不一致：" + finding.rule + "，" + std::to_string(finding.count) + " 处，例如 " + finding.example);
  }
  session.say(report->clean() ? "数据库完好：结构版本 " + std::to_string(report->migrations.back().version) + "，" +
                                    report->engine + "，" + report->jurisdiction
                              : std::string("数据库存在问题"));
  session.emit(reportJson(*report));
  session.exitCode = report->clean() ? kDone : kFailure;
}

void migrate(Session& session) {
  const auto versions = store::migrate(session.location(), session.clock().now());
  if (!versions.ok()) {
    session.exitCode = session.fail(versions.error());
    return;
  }
  session.say(versions->empty() ? "结构已是最新，未作改动" : "已升级到版本 " + std::to_string(versions->back()));
  session.emit(json::object{{"applied", json::array(versions->begin(), versions->end())}});
}

}  // namespace

void addStoreCommands(CLI::App& app, Session& session) {
  auto id = std::make_shared<std::string>();
  auto* init = app.add_subcommand("init", "建立数据库并选定地区");
  init->add_option("--jurisdiction", *id, "地区标识，如 henan-luoyang")->required();
  init->callback([&session, id] {
    const base::Status status = initialise(session, *id);
    if (!status.ok()) session.exitCode = initFailed(session, status.error());
  });
  auto* store = app.add_subcommand("store", "数据库维护");
  store->require_subcommand(1);
  store->add_subcommand("check", "核查完整性、结构版本和数据一致性")->callback([&session] { check(session); });
  store->add_subcommand("migrate", "升级数据库结构")->callback([&session] { migrate(session); });
}

}  // namespace medcredit::cli
