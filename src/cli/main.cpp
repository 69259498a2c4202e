// Entry point of the one program: parses global options, hands over to the command groups.
#include <iostream>

#include "cli/cli.h"
#include "domain/messages.h"

int main(int argc, char** argv) {
  using namespace medcredit;
  CLI::App app{"医信 MedCredit：医疗卫生信用信息管理平台"};
  cli::Session session;
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--data", session.dataDir, "数据目录（内嵌 SQLite）");
  app.add_option("--database", session.databaseUrl, "postgresql:// 连接地址");
  app.add_option("--keys", session.keysDir, "密钥目录（默认：数据目录下的 keys）");
  app.add_option("--today", session.today, "以该日为“今天”，YYYY-MM-DD")->check([](const std::string& text) {
    return base::CivilDate::parseIso(text) ? std::string() : std::string("--today 应为 YYYY-MM-DD：" + text);
  });
  app.add_option("--jurisdictions", session.jurisdictionsDir, "地区配置目录");
  app.add_option("--with-jurisdictions", session.extraJurisdictions, "附加的地区配置目录（优先查找）");
  app.add_option("--actor", session.actor, "操作人");
  app.add_option("--busy-seconds", session.busySeconds, "数据库被占用时最多等待的秒数")->check(CLI::Range(0, 3600));
  app.add_flag("--json", session.json, "标准输出只打印一个 JSON 文档");

  for (const cli::RegisterCommands add :
       {cli::addStoreCommands,       cli::addUnitCommands,        cli::addUserCommands,    cli::addProfileCommands,
        cli::addCatalogueCommands,   cli::addImportCommands,      cli::addRecordCommands,  cli::addSubjectCommands,
        cli::addPublishCommands,     cli::addSupervisionCommands, cli::addWorkdayCommands, cli::addIdentifierCommands,
        cli::addGradeCommands,       cli::addGradeOfflineCommand, cli::addModelCommands,   cli::addModelTestCommands,
        cli::addStoredModelCommands, cli::addReformCommands,      cli::addAuditCommands,   cli::addBackupCommands,
        cli::addCaseCommands,        cli::addRepairCommands,      cli::addPaperCommands,   cli::addCreditCommands,
        cli::addServeCommand}) {
    add(app, session);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    return session.fail(base::fail("CLI-0001", {{"detail", error.what()}}));
  }
  return session.exitCode;
}
