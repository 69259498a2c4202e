// reform simulate FILE
#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>
#include <iterator>

#include "cli/cli.h"
#include "cli/commands/grade_output.h"
#include "cli/commands/with_context.h"
#include "formats/file_io.h"
#include "service/evidence_head.h"
#include "service/grade_reform.h"

namespace medcredit::cli {

namespace {

base::Result<std::string> readFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return base::fail("FILE-0001", {{"path", path}, {"reason", "文件不存在或无权读取"}});
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

base::Status writeFile(const std::string& path, const std::string& text) {
  MC_ASSIGN(const auto out, formats::AtomicFile::create(path));
  MC_TRY(out->write(text));
  return out->commit();
}

}  // namespace

void addReformCommands(CLI::App& app, Session& session) {
  struct Options {
    std::string file, asOf, out;
  };
  auto options = std::make_shared<Options>();
  auto* group = app.add_subcommand("reform", "评价模型的改革方案");
  group->require_subcommand(1);
  auto* simulate =
      group->add_subcommand("simulate", "在全部主体上试算：变动矩阵、分布、抽查工作量、门槛、敏感度、回溯，签名");
  simulate->add_option("FILE", options->file, "改革方案文件（reform: …）")->required();
  simulate->add_option("--as-of", options->asOf, "以该日为准，默认今天");
  simulate->add_option("--out", options->out, "发布文件（.json 或 .txt）");
  simulate->callback(
      withContext(session, gradeRefused, [&session, options](service::Context& context) -> base::Result<int> {
        MC_ASSIGN(const std::string text, readFile(options->file));
        const auto asOf = base::CivilDate::parseIso(options->asOf);
        if (!options->asOf.empty() && !asOf) {
          return base::fail("CLI-0001", {{"detail", "--as-of 应为 YYYY-MM-DD：" + options->asOf}});
        }
        service::ReformRequest request{text, options->file, asOf, session.snapshotFile()};
        MC_ASSIGN(const auto release, service::simulateReform(context, request));
        if (!options->out.empty()) {
          MC_TRY(writeFile(options->out, options->out.ends_with(".json") ? release.json + "\n" : release.text));
        }
        session.say(release.text);
        session.emit(boost::json::parse(release.json));
        return release.accepted() ? kDone : kInputUnusable;
      }));
  auto* verify = group->add_subcommand("verify", "核对试算发布文件（.json）的签名");
  verify->add_option("FILE", options->file, "发布文件")->required();
  verify->callback(
      withContext(session, gradeRefused, [&session, options](service::Context& context) -> base::Result<int> {
        MC_ASSIGN(const std::string text, readFile(options->file));
        MC_ASSIGN(const auto key, service::logPublicKey(context.keys));
        MC_TRY(service::checkRelease(text, key));
        session.say("签名有效，文件未被改动\n");
        session.emit(boost::json::object{{"valid", true}});
        return kDone;
      }));
}

}  // namespace medcredit::cli
