// model test: runs the tests that stand in a model file. model mutate: how strong they are. Both need no store.
#include <fmt/format.h>

#include "cli/commands/grade_output.h"
#include "cli/commands/model_source.h"
#include "grading/model_tests.h"
#include "grading/mutate.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;

json::object resultJson(const grading::Model& model, const grading::TestResult& result) {
  json::array mismatches;
  for (const auto& mismatch : result.mismatches) {
    mismatches.push_back(
        json::object{{"key", mismatch.key}, {"expected", mismatch.expected}, {"actual", mismatch.actual}});
  }
  const std::string& file = model.sources.at(static_cast<std::size_t>(result.place.source));
  return {{"name", result.name},
          {"place", fmt::format("{}:{}:{}", file, result.place.line, result.place.column)},
          {"passed", result.passed()},
          {"mismatches", std::move(mismatches)}};
}

base::Result<int> test(Session& session, const std::string& fileOrId) {
  MC_ASSIGN(const grading::Model model, loadModel(session, fileOrId));
  const auto results = grading::runModelTests(model);
  std::size_t passed = 0;
  json::array out;
  for (const auto& result : results) {
    passed += result.passed() ? 1 : 0;
    session.say((result.passed() ? "通过  " : "不符  ") + result.name);
    for (const auto& mismatch : result.mismatches) {
      session.say(fmt::format("      {}：应为 {}，实为 {}", mismatch.key, mismatch.expected, mismatch.actual));
    }
    out.push_back(resultJson(model, result));
  }
  session.say(results.empty() ? std::string("模型没有测试")
                              : fmt::format("{} 项测试，{} 项通过", results.size(), passed));
  session.emit(json::object{{"model", model.model},
                            {"edition", model.edition},
                            {"identity", model.identity},
                            {"total", results.size()},
                            {"passed", passed},
                            {"tests", std::move(out)}});
  return passed == results.size() && !results.empty() ? kDone : kFailure;
}

/// Share of mutants that tests must catch before a model is used, per mille.
constexpr int kWanted = 900;

base::Result<int> mutate(Session& session, const std::string& fileOrId, bool ownOnly) {
  MC_ASSIGN(const grading::Model model, loadModel(session, fileOrId));
  const auto own = grading::mutateModel(model, false);
  const auto report = ownOnly ? own : grading::mutateModel(model, true);
  json::array survivors;
  for (const auto& mutant : report.mutants) {
    if (mutant.caught) continue;
    const std::string place = fmt::format("{}:{}:{}", model.sources.at(static_cast<std::size_t>(mutant.place.source)),
                                          mutant.place.line, mutant.place.column);
    session.say(fmt::format("未被发现  {} {}：{}", place, mutant.path, mutant.change));
    survivors.push_back(json::object{{"path", mutant.path}, {"change", mutant.change}, {"place", place}});
  }
  session.say(
      fmt::format("变异 {} 处，发现 {} 处，得分 {:.1f}%（要求 {}%）；只用文件自带的 {} 项测试为 {:.1f}%，另生成 {} 项",
                  report.mutants.size(), report.caught, report.permille() / 10.0, kWanted / 10, own.tests,
                  own.permille() / 10.0, report.generated));
  session.emit(json::object{{"model", model.model},
                            {"edition", model.edition},
                            {"identity", model.identity},
                            {"mutants", report.mutants.size()},
                            {"caught", report.caught},
                            {"permille", report.permille()},
                            {"own_permille", own.permille()},
                            {"tests", report.tests},
                            {"generated", report.generated},
                            {"survivors", std::move(survivors)}});
  return report.permille() >= kWanted ? kDone : kFailure;
}

/// Prints cases that would make the tests of the file strong enough; they prove nothing until somebody confirms them.
base::Result<int> propose(Session& session, const std::string& fileOrId) {
  MC_ASSIGN(const grading::Model model, loadModel(session, fileOrId));
  const auto cases = grading::proposeTests(model, kWanted);
  json::array out;
  for (const auto& one : cases) {
    session.say(grading::testText(one));
    out.push_back(json::string(grading::testText(one)));
  }
  session.say(
      fmt::format("# 建议 {} 个测试。预期值取自模型自身，须由人或第二评价器复核后才能写入模型文件", cases.size()));
  session.emit(json::object{{"model", model.model}, {"proposed", cases.size()}, {"tests", std::move(out)}});
  return kDone;
}

}  // namespace

void addModelTestCommands(CLI::App& app, Session& session) {
  auto* group = groupOf(app, "model", "评价模型");
  auto file = std::make_shared<std::string>();
  auto* command = group->add_subcommand("test", "运行模型文件自带的测试");
  command->add_option("MODEL", *file, "模型文件，或 模型名[@版本]")->required();
  command->callback([&session, file] {
    const auto code = test(session, *file);
    session.exitCode = code ? *code : session.fail(code.error(), kInputUnusable);
  });
  auto own = std::make_shared<bool>(false);
  auto* strength = group->add_subcommand("mutate", "变异测试：测试能发现多少处对模型的错误改动");
  strength->add_option("MODEL", *file, "模型文件，或 模型名[@版本]")->required();
  strength->add_flag("--own", *own, "只用文件自带的测试，不用生成的边界测试");
  auto suggest = std::make_shared<bool>(false);
  strength->add_flag("--propose", *suggest, "列出可补充的测试，供人或第二评价器复核后写入模型文件");
  strength->callback([&session, file, own, suggest] {
    const auto code = *suggest ? propose(session, *file) : mutate(session, *file, *own);
    session.exitCode = code ? *code : session.fail(code.error(), kInputUnusable);
  });
}

}  // namespace medcredit::cli
