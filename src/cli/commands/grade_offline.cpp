// grade offline: grades a whole register from files, without a store (docs/grading/language.md section 12).
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <thread>

#include "cli/commands/grade_output.h"
#include "cli/commands/model_source.h"
#include "formats/file_io.h"
#include "grading/offline.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;
using grading::OfflineReport;

struct Options {
  std::string subjects, facts, model, asOf, knownOn, out, ledger;
  unsigned threads = 0;
};

class FileSource final : public grading::ByteSource {
 public:
  explicit FileSource(std::shared_ptr<const formats::FileBytes> file) : file_(std::move(file)) {}
  [[nodiscard]] std::uint64_t size() const override { return file_->size(); }
  [[nodiscard]] base::Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override {
    return file_->readAt(offset, into.data(), into.size());
  }

 private:
  std::shared_ptr<const formats::FileBytes> file_;
};

class FileSink final : public grading::TextSink {
 public:
  explicit FileSink(formats::AtomicFile& file) : file_(file) {}
  [[nodiscard]] base::Status write(std::string_view text) override { return file_.write(text); }

 private:
  formats::AtomicFile& file_;
};

base::Result<std::optional<base::CivilDate>> readOption(const std::string& text, const char* option) {
  if (text.empty()) return std::optional<base::CivilDate>();
  const auto day = base::CivilDate::parseIso(text);
  if (!day) return base::fail("CLI-0001", {{"detail", fmt::format("{} 应为 YYYY-MM-DD：{}", option, text)}});
  return std::optional<base::CivilDate>(*day);
}

json::object reportJson(const grading::Program& program, const OfflineReport& report) {
  json::object levels;
  for (std::size_t i = 0; i < report.byLevel.size(); ++i) {
    if (i > program.model->levels.order.size()) {
      levels["none"] = report.byLevel[i];
    } else if (!program.levelName(static_cast<int>(i)).empty()) {
      levels[program.levelName(static_cast<int>(i))] = report.byLevel[i];
    }
  }
  json::object troubles;
  for (std::size_t kind = 0; kind < grading::kTroubles; ++kind) {
    const auto& trouble = report.troubles[kind];
    if (trouble.count == 0) continue;
    json::array first;
    for (const auto& spot : trouble.first) first.push_back(json::object{{"row", spot.row}, {"value", spot.text}});
    troubles[grading::troubleWord(static_cast<grading::Trouble>(kind))] =
        json::object{{"count", trouble.count}, {"first", std::move(first)}};
  }
  json::array undetermined;
  for (const auto& subject : report.firstUndetermined) {
    undetermined.push_back(json::object{{"subject_id", subject.subject}, {"reason", subject.why}});
  }
  return {{"model", program.model->model},
          {"edition", program.model->edition},
          {"identity", program.model->identity},
          {"as_of", base::CivilDate(program.asOf).iso()},
          {"subjects", report.subjects},
          {"facts", report.facts},
          {"used", report.kept},
          {"graded", report.graded},
          {"out_of_scope", report.outOfScope},
          {"undetermined", json::object{{"count", report.undetermined}, {"first", std::move(undetermined)}}},
          {"lines", report.lines},
          {"no_date", report.undated},
          {"levels", std::move(levels)},
          {"troubles", std::move(troubles)}};
}

void sayReport(const Session& session, const grading::Program& program, const OfflineReport& report) {
  std::string levels;
  for (std::size_t i = 0; i < report.byLevel.size() && i <= program.model->levels.order.size(); ++i) {
    const auto name = program.levelName(static_cast<int>(i));
    if (!name.empty()) levels += fmt::format("  {} {}", name, report.byLevel[i]);
  }
  session.say(fmt::format("主体 {}，事实 {}（使用 {}），计分明细 {} 行", report.subjects, report.facts, report.kept,
                          report.lines));
  session.say("等级：" + levels);
  for (std::size_t kind = 0; kind < grading::kTroubles; ++kind) {
    const auto& trouble = report.troubles[kind];
    if (trouble.count == 0) continue;
    std::string places;
    for (const auto& spot : trouble.first) {
      places += fmt::format("{}第 {} 行{}", places.empty() ? "" : "，", spot.row,
                            spot.text.empty() ? "" : "“" + spot.text + "”");
    }
    std::cerr << fmt::format("{}：{} 行（{}{}）\n", grading::troubleText(static_cast<grading::Trouble>(kind)),
                             trouble.count, places, trouble.count > trouble.first.size() ? " 等" : "");
  }
  if (report.undated > 0) std::cerr << fmt::format("缺少计分所需日期的记录：{} 条，计零分\n", report.undated);
  if (report.outOfScope > 0) std::cerr << fmt::format("不在模型适用范围的主体：{} 个\n", report.outOfScope);
  if (report.undetermined > 0) std::cerr << fmt::format("不能如实评级的主体：{} 个\n", report.undetermined);
  for (const auto& subject : report.firstUndetermined)
    std::cerr << "  " << subject.subject << "：" << subject.why << "\n";
}

base::Result<int> gradeOffline(Session& session, const Options& options) {
  MC_ASSIGN(const auto asOf, readOption(options.asOf, "--as-of"));
  MC_ASSIGN(const auto knownOn, readOption(options.knownOn, "--known-on"));
  MC_ASSIGN(const grading::Model model, loadModel(session, options.model));
  MC_ASSIGN(auto subjectFile, formats::FileBytes::open(options.subjects));
  MC_ASSIGN(auto factFile, formats::FileBytes::open(options.facts));
  const grading::Program program(model, *asOf, knownOn);
  const unsigned threads = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  OfflineReport report;
  MC_ASSIGN(auto source, grading::readRegister(FileSource(subjectFile), FileSource(factFile),
                                               grading::FactNeeds::of(program), threads, report));
  MC_ASSIGN(auto gradeFile, formats::AtomicFile::create(options.out));
  std::unique_ptr<formats::AtomicFile> ledgerFile;
  FileSink grades(*gradeFile);
  std::optional<FileSink> ledger;
  if (!options.ledger.empty()) {
    MC_ASSIGN(ledgerFile, formats::AtomicFile::create(options.ledger));
    ledger.emplace(*ledgerFile);
  }
  grading::OfflineOutput output;
  output.grades = &grades;
  output.ledger = ledger ? &*ledger : nullptr;
  MC_TRY(grading::gradeRegister(program, *source, threads, output, report));
  if (ledgerFile) MC_TRY(ledgerFile->commit());
  MC_TRY(gradeFile->commit());
  sayReport(session, program, report);
  session.emit(reportJson(program, report));
  return report.hasRejections() ? kDoneWithRejects : kDone;
}

int exitOf(const Session& session, const base::Error& error) {
  if (error.code.starts_with("CLI-")) return session.fail(error, kUsage);
  return session.fail(error, error.code == "FILE-0006" ? kFailure : kInputUnusable);
}

}  // namespace

void addGradeOfflineCommand(CLI::App& app, Session& session) {
  auto* group = groupOf(app, "grade", "信用评价：生成、复核、发布、解释、重算");
  auto options = std::make_shared<Options>();
  auto* command = group->add_subcommand("offline", "不用数据库，由文件为全部主体评级并写出计分明细");
  command->add_option("--subjects", options->subjects, "主体名单 CSV")->required();
  command->add_option("--facts", options->facts, "事实 CSV")->required();
  command->add_option("--model", options->model, "模型文件，或 模型名[@版本]")->required();
  command->add_option("--as-of", options->asOf, "评价日，YYYY-MM-DD")->required();
  command->add_option("--known-on", options->knownOn, "只用该日已知的事实，YYYY-MM-DD");
  command->add_option("--out", options->out, "等级 CSV")->required();
  command->add_option("--ledger", options->ledger, "计分明细 CSV");
  constexpr int kMostThreads = 256;
  command->add_option("--threads", options->threads, "线程数（默认：处理器数）")->check(CLI::Range(1, kMostThreads));
  command->callback([&session, options] {
    const auto code = gradeOffline(session, *options);
    session.exitCode = code ? *code : exitOf(session, code.error());
  });
}

}  // namespace medcredit::cli
