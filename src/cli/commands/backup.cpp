// backup create | verify, restore
#include <boost/json.hpp>

#include "cli/cli.h"
#include "cli/commands/refusal.h"
#include "service/backup.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;

struct CreateArguments {
  std::string out, folder;
  std::size_t keep = 96;
};

json::object manifestJson(const std::string& file, const service::BackupManifest& manifest) {
  return json::object{{"file", file},
                      {"engine", manifest.engine},
                      {"jurisdiction", manifest.jurisdiction},
                      {"created_at", manifest.createdAt},
                      {"bytes", manifest.bytes},
                      {"digest", manifest.digest},
                      {"head", manifest.head},
                      {"fingerprint", manifest.fingerprint}};
}

base::Result<int> createInterval(Session& session, service::Context& context, const CreateArguments& arguments) {
  MC_ASSIGN(const auto kept, service::createInterval(context, session.location(), arguments.folder, arguments.keep));
  json::array removed;
  for (const auto& file : kept.removed) removed.push_back(json::value(file.string()));
  session.say("已备份到 " + kept.file.string() + "，清理旧备份 " + std::to_string(kept.removed.size()) + " 份");
  session.emit(json::object{{"file", kept.file.string()}, {"removed", std::move(removed)}});
  return kDone;
}

base::Result<int> create(Session& session, service::Context& context, const CreateArguments& arguments) {
  if (arguments.out.empty() == arguments.folder.empty()) {
    return base::fail("CLI-0001", {{"detail", "--out 与 --folder 必须且只能写一个"}});
  }
  if (!arguments.folder.empty()) return createInterval(session, context, arguments);
  MC_ASSIGN(const auto manifest, service::createBackup(context, session.location(), arguments.out));
  session.say("已备份到 " + arguments.out + "，SM3 " + manifest.digest + "；密钥不在其中，请另行备份");
  session.emit(manifestJson(arguments.out, manifest));
  return kDone;
}

void verify(Session& session, const std::string& file) {
  const auto manifest = service::verifyBackup(file);
  if (!manifest.ok()) {
    session.exitCode = session.fail(manifest.error());
    return;
  }
  session.say("备份完好：" + manifest->engine + "，" + manifest->createdAt + "，" + manifest->jurisdiction);
  session.emit(manifestJson(file, *manifest));
}

struct RestoreArguments {
  std::string file, reason = "restore";
};

base::Result<int> restore(Session& session, const RestoreArguments& arguments) {
  {
    // The keys must be there already: new ones could open nothing.
    MC_ASSIGN(const auto keys, crypto::Keys::open(session.keyFolder(), false, session.random()));
    MC_TRY(service::restoreBackup(arguments.file, session.location(), keys));
  }
  MC_ASSIGN(service::Context * context, session.context());
  MC_ASSIGN(const auto opened, service::reopenRestored(*context, arguments.reason));
  session.say("已恢复，留痕进入纪元 " + std::to_string(opened.epoch) + "；请核对业务数据，并将新的树头送交保存");
  session.emit(json::object{{"epoch", opened.epoch}, {"head", opened.text}});
  return kDone;
}

}  // namespace

void addBackupCommands(CLI::App& app, Session& session) {
  auto* backup = app.add_subcommand("backup", "备份数据库");
  backup->require_subcommand(1);
  auto wanted = std::make_shared<CreateArguments>();
  auto* creating = backup->add_subcommand("create", "备份整个数据库（不含密钥），使用中也可以执行");
  creating->add_option("--out", wanted->out, "备份文件");
  creating->add_option("--folder", wanted->folder, "定时备份的目录，文件以时间命名");
  creating->add_option("--keep", wanted->keep, "目录中保留的份数（默认 96）")->check(CLI::Range(1, 100000));
  creating->callback(withContext(
      session, [&session, wanted](service::Context& context) { return create(session, context, *wanted); }));
  auto file = std::make_shared<std::string>();
  auto* verifying = backup->add_subcommand("verify", "核查备份文件");
  verifying->add_option("file", *file, "备份文件")->required();
  verifying->callback([&session, file] { verify(session, *file); });

  auto from = std::make_shared<RestoreArguments>();
  auto* restoring = app.add_subcommand("restore", "把备份恢复到空的位置，留痕开启新的纪元");
  restoring->add_option("file", from->file, "备份文件")->required();
  restoring->add_option("--reason", from->reason, "恢复的原因");
  restoring->callback([&session, from] {
    const auto code = restore(session, *from);
    session.exitCode = code.ok() ? *code : session.fail(code.error());
  });
}

}  // namespace medcredit::cli
