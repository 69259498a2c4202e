// model check | show | diff | sisters: a grading model read, analysed, told in plain language, compared. Needs no
// store.
#include <fmt/format.h>

#include <algorithm>

#include "cli/commands/grade_output.h"
#include "cli/commands/model_source.h"
#include "grading/analysis.h"
#include "grading/diff.h"
#include "grading/method_page.h"
#include "grading/overlay.h"

namespace medcredit::cli {

namespace {

namespace json = boost::json;
using grading::ModelFinding;

/// A model or a reform, with its findings and the tree it was read from.
struct Looked {
  grading::ReadResult result;
  std::optional<grading::TreeNode> tree;
  std::optional<grading::TreeNode> baseTree;  ///< of a reform: what it changes
};

base::Result<Looked> look(Session& session, const std::string& fileOrId) {
  MC_ASSIGN(const ModelSource source, findModelSource(session, fileOrId));
  const grading::AnalysisOptions options{session.clock().today(), {}};
  Looked out;
  if (grading::isReformText(source.text)) {
    auto reform = grading::readReform(source.text, source.name, source.loader);
    out.result.findings = std::move(reform.findings);
    if (reform.model) {
      const auto found = grading::analyse(*reform.model, options);
      for (const auto& finding : found.all()) {
        // A reform has no tests of its own: they stand in the model that will follow it.
        if (finding.code != "GRAD-0265") out.result.findings.add(finding);
      }
      out.result.findings.sort();
    }
    out.result.model = std::move(reform.model);
    out.tree = std::move(reform.tree);
    out.baseTree = std::move(reform.baseTree);
    return out;
  }
  out.result = grading::checkModel(source.text, source.name, source.loader, options);
  grading::Reporter unused;  // the findings are those of checkModel
  out.tree = grading::effectiveTree(source.text, source.name, source.loader, unused);
  return out;
}

json::object findingJson(const ModelFinding& finding) {
  return {{"code", finding.code},     {"severity", grading::severityWord(finding.severity)},
          {"file", finding.file},     {"line", finding.line},
          {"column", finding.column}, {"message", finding.message},
          {"basis", finding.basis},   {"remedy", finding.remedy}};
}

std::string findingText(const ModelFinding& finding) {
  constexpr std::string_view kWords[] = {"说明", "提示", "错误"};
  std::string out = fmt::format("{} {} {}：{}", kWords[static_cast<int>(finding.severity)], finding.place(),
                                finding.code, finding.message);
  if (!finding.basis.empty()) out += "。依据：" + finding.basis;
  if (!finding.remedy.empty()) out += "。处理：" + finding.remedy;
  return out + "。";
}

void sayFindings(const Session& session, const grading::ModelFindings& findings) {
  for (const auto& finding : findings.all()) session.say(findingText(finding));
}

base::Result<int> check(Session& session, const std::string& fileOrId) {
  MC_ASSIGN(const Looked looked, look(session, fileOrId));
  const auto& findings = looked.result.findings;
  const auto errors = findings.count(ModelFinding::Severity::kError);
  const auto warnings = findings.count(ModelFinding::Severity::kWarning);
  const auto notes = findings.count(ModelFinding::Severity::kNote);
  json::array list;
  for (const auto& finding : findings.all()) list.push_back(findingJson(finding));
  const auto* model = looked.result.model ? &*looked.result.model : nullptr;
  json::object out{{"clean", errors == 0}, {"errors", errors}, {"warnings", warnings}, {"notes", notes}};
  out["model"] = model != nullptr ? json::value(model->model) : json::value(nullptr);
  out["edition"] = model != nullptr ? json::value(model->edition) : json::value(nullptr);
  out["status"] = model != nullptr ? json::value(grading::statusWord(model->status)) : json::value(nullptr);
  out["identity"] = model != nullptr ? json::value(model->identity) : json::value(nullptr);
  out["findings"] = std::move(list);
  session.emit(out);
  sayFindings(session, findings);
  session.say(fmt::format("{} 个错误，{} 个提示，{} 个说明", errors, warnings, notes));
  if (model != nullptr) session.say("身份 " + model->identity);
  return errors == 0 ? kDone : kInputUnusable;
}

json::object pageJson(const grading::MethodPage& page) {
  json::array sections;
  for (const auto& section : page.sections) {
    json::array lines;
    for (const auto& line : section.lines) {
      lines.push_back(json::object{{"text", line.text}, {"id", line.id}, {"cite", json::value_from(line.cite)}});
    }
    sections.push_back(json::object{{"key", section.key}, {"heading", section.heading}, {"lines", std::move(lines)}});
  }
  return {{"type", page.type},
          {"type_name", page.typeName},
          {"day", page.day},
          {"notice", page.notice},
          {"sections", std::move(sections)}};
}

base::Result<int> show(Session& session, const std::string& fileOrId, const std::string& type) {
  MC_ASSIGN(const Looked looked, look(session, fileOrId));
  if (!looked.result.model) {
    sayFindings(session, looked.result.findings);
    const auto* first = looked.result.findings.firstError();
    return base::Error(first->code, first->args, first->place());
  }
  const auto& model = *looked.result.model;
  const auto today = session.clock().today();
  const bool known = type.empty() || std::find(model.subject.types.begin(), model.subject.types.end(), type) !=
                                         model.subject.types.end();
  if (!known) return base::fail("CLI-0001", {{"detail", "模型不评价类型 " + type}});
  json::array pages;
  for (const auto& one : model.subject.types) {
    if (!type.empty() && one != type) continue;
    const auto page = grading::methodPage(model, one, today);
    pages.push_back(pageJson(page));
    session.say(grading::methodText(page));
  }
  session.emit(json::object{{"model", model.model},
                            {"title", model.title},
                            {"edition", model.edition},
                            {"status", grading::statusWord(model.status)},
                            {"identity", model.identity},
                            {"canonical", model.canonical},
                            {"pages", std::move(pages)}});
  return kDone;
}

json::object changeJson(const grading::ModelChange& change) {
  return {{"layer", grading::layerWord(change.layer)},
          {"kind", grading::changeWord(change.kind)},
          {"path", change.path},
          {"before", change.before},
          {"after", change.after},
          {"cite", json::value_from(change.cite)}};
}

/// The difference between two models, or between a reform and what it changes.
base::Result<int> diff(Session& session, const std::string& older, const std::string& newer) {
  MC_ASSIGN(Looked first, look(session, older));
  const auto refuse = [&](const Looked& looked) {
    sayFindings(session, looked.result.findings);
    const auto* error = looked.result.findings.firstError();
    return error != nullptr ? base::Error(error->code, error->args, error->place()) : base::fail("GRAD-0048");
  };
  if (!first.result.model) return refuse(first);
  std::vector<grading::ModelChange> changes;
  if (newer.empty()) {
    if (!first.baseTree) return base::fail("CLI-0001", {{"detail", "model diff 需要两个模型，或者一个改革方案"}});
    changes = grading::diffModels(*first.baseTree, *first.tree);
  } else {
    MC_ASSIGN(Looked second, look(session, newer));
    if (!second.result.model) return refuse(second);
    changes = grading::diffModels(*first.tree, *second.tree);
  }
  json::array list;
  for (const auto layer : {grading::ModelChange::Layer::kAbout, grading::ModelChange::Layer::kLaw,
                           grading::ModelChange::Layer::kParams, grading::ModelChange::Layer::kStructure}) {
    bool heading = true;
    for (const auto& change : changes) {
      if (change.layer != layer) continue;
      if (heading) session.say("【" + std::string(grading::layerName(layer)) + "】");
      heading = false;
      session.say("  " + grading::amendmentText(change));
      list.push_back(changeJson(change));
    }
  }
  session.say(changes.empty() ? "没有差异" : fmt::format("共 {} 处差异", changes.size()));
  session.emit(json::object{{"same", changes.empty()}, {"changes", std::move(list)}});
  return kDone;
}

/// What can only be said of several models together: scopes that overlap, types nobody grades.
base::Result<int> sisters(Session& session, const std::vector<std::string>& filesOrIds,
                          const std::vector<std::string>& types) {
  std::vector<grading::Model> models;
  for (const auto& one : filesOrIds) {
    MC_ASSIGN(auto model, loadModel(session, one));
    models.push_back(std::move(model));
  }
  const auto findings = grading::analyseSisters(models, {session.clock().today(), types});
  json::array list;
  for (const auto& finding : findings.all()) list.push_back(findingJson(finding));
  const auto errors = findings.count(ModelFinding::Severity::kError);
  const auto warnings = findings.count(ModelFinding::Severity::kWarning);
  session.emit(json::object{{"clean", errors == 0},
                            {"models", models.size()},
                            {"errors", errors},
                            {"warnings", warnings},
                            {"findings", std::move(list)}});
  sayFindings(session, findings);
  session.say(fmt::format("{} 个模型，{} 个错误，{} 个提示", models.size(), errors, warnings));
  return errors == 0 ? kDone : kInputUnusable;
}

}  // namespace

void addModelCommands(CLI::App& app, Session& session) {
  auto* group = groupOf(app, "model", "评价模型");
  const auto finish = [&session](const base::Result<int>& code) {
    session.exitCode =
        code ? *code : session.fail(code.error(), code.error().code == "CLI-0001" ? kUsage : kInputUnusable);
  };
  auto file = std::make_shared<std::string>();
  auto* checking = group->add_subcommand("check", "读取并分析模型，列出全部问题");
  checking->add_option("MODEL", *file, "模型或改革方案的文件，或 模型名[@版次]")->required();
  checking->callback([&session, file, finish] { finish(check(session, *file)); });

  auto type = std::make_shared<std::string>();
  auto* showing = group->add_subcommand("show", "用通俗文字说明评价方法，并给出规范身份");
  showing->add_option("MODEL", *file, "模型或改革方案的文件，或 模型名[@版次]")->required();
  showing->add_option("--type", *type, "只说明这一类主体");
  showing->callback([&session, file, type, finish] { finish(show(session, *file, *type)); });

  auto other = std::make_shared<std::string>();
  auto* comparing = group->add_subcommand("diff", "像修正案一样列出两个模型的差异，或改革方案所作的改变");
  comparing->add_option("OLDER", *file, "较早的模型，或改革方案")->required();
  comparing->add_option("NEWER", *other, "较新的模型；只给改革方案时可省略");
  comparing->callback([&session, file, other, finish] { finish(diff(session, *file, *other)); });

  auto models = std::make_shared<std::vector<std::string>>();
  auto types = std::make_shared<std::vector<std::string>>();
  auto* beside = group->add_subcommand("sisters", "几个模型放在一起看：范围是否重叠，是否有主体类型无人评价");
  beside->add_option("MODEL", *models, "模型文件，或 模型名[@版次]")->required();
  beside->add_option("--types", *types, "应当都有模型评价的主体类型")->delimiter(',');
  beside->callback([&session, models, types, finish] { finish(sisters(session, *models, *types)); });
}

}  // namespace medcredit::cli
