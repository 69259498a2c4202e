// Analysis, tests and explanation of the grading room in the service's words.
#include <algorithm>

#include "domain/penalty_severity.h"
#include "grading/analysis.h"
#include "grading/explain.h"
#include "grading/model_tests.h"
#include "grading/mutate.h"
#include "service/grade_engine.h"
#include "service/grade_engine_impl.h"

namespace medcredit::service {

using base::CivilDate;

namespace {

constexpr std::size_t kMostRoutes = 12;
constexpr std::size_t kMostSurvivors = 100;

/// A value as people read it.
std::string spoken(std::string_view name, std::string_view value) {
  if (name == "severity") {
    if (const auto label = domain::severityLabel(value); !label.empty()) return std::string(label);
  }
  if (name == "outcome") {
    if (value == "pass") return "合格";
    if (value == "fixed") return "整改合格";
    if (value == "fail") return "不合格";
  }
  return std::string(value);
}

std::string basisOf(const grading::Model& model, const std::vector<std::string>& cites) {
  std::string out;
  for (const auto& cite : cites) {
    const auto mark = cite.find('#');
    const auto* law = model.findLaw(cite.substr(0, mark));
    if (!out.empty()) out += "；";
    out += law != nullptr ? law->title : cite;
    if (mark != std::string::npos && law != nullptr) out += " 第" + cite.substr(mark + 1) + "条";
  }
  return out;
}

}  // namespace

std::vector<grading::ModelFinding> analyseModel(const grading::Model& model, CivilDate today) {
  return grading::analyse(model, {today, {}}).all();
}

ModelTests testModel(const grading::Model& model, bool mutation) {
  ModelTests out;
  for (const auto& result : grading::runModelTests(model)) {
    ++out.total;
    if (result.passed()) ++out.passed;
    for (const auto& mismatch : result.mismatches) {
      out.failures.push_back({result.name, mismatch.key + " 应为 " + mismatch.expected + "，实为 " + mismatch.actual});
    }
  }
  if (!mutation || out.passed < out.total) return out;
  const auto report = grading::mutateModel(model);
  out.mutationPermille = report.permille();
  out.mutants = static_cast<int>(report.mutants.size());
  out.survivors = static_cast<int>(report.mutants.size() - report.caught);
  for (const auto& mutant : report.mutants) {
    if (mutant.caught || out.survivorNotes.size() >= kMostSurvivors) continue;
    out.survivorNotes.push_back("第 " + std::to_string(mutant.place.line) + " 行 " + mutant.path + "：" +
                                mutant.change);
  }
  return out;
}

Told GradeEngine::tell(const SubjectFacts& facts) const {
  LoadedFacts loaded(facts, impl_->program.fields);
  const auto outcome = impl_->evaluate(loaded);
  Told told;
  told.grade = impl_->gradeOf(outcome, facts);
  const auto fields = [&facts](std::uint32_t row, std::string_view name) {
    return row < facts.facts.size() ? spoken(name, facts.facts[row].field(name)) : std::string();
  };
  const auto whole = grading::explain(impl_->program, loaded.subject, loaded.table.columns(), loaded.table.words(),
                                      loaded.table.all(), outcome, fields);
  told.base = whole.base;
  told.levelName = whole.levelName;
  told.unratedText = whole.unratedText;
  told.inspectionRate = whole.inspectionRate;
  told.summary = whole.summaryInspector;
  told.subjectSummary = whole.summarySubject;
  for (std::size_t i = 0; i < whole.lines.size() && i < told.grade.lines.size(); ++i) {
    const auto& line = whole.lines[i];
    told.lines.push_back({told.grade.lines[i], line.inspectorText, line.subjectText, line.factorText,
                          basisOf(*impl_->model, line.cites), line.isPublic});
  }
  for (const auto& limit : whole.limits) {
    if (limit.binding) told.limitText = limit.text + "（" + basisOf(*impl_->model, limit.cites) + "）";
  }
  if (whole.ifUpheld) told.ifUpheld = std::pair(whole.ifUpheld->score, whole.ifUpheld->level);
  for (const auto& one : whole.toNext) {
    if (!one.barred) told.toNext.push_back({one.level, one.points});
  }
  for (const auto& one : whole.calendar) told.calendar.push_back({one.date, one.score, one.level, one.text});
  for (const auto& one : whole.routes) {
    if (told.routes.size() < kMostRoutes) told.routes.push_back({one.text, one.score, one.level});
  }
  return told;
}

std::optional<CivilDate> GradeEngine::nextChange(const SubjectFacts& facts) const {
  LoadedFacts loaded(facts, impl_->program.fields);
  auto next = facts.changesOn;
  const auto calendar = grading::gradeCalendar(impl_->program, loaded.subject, loaded.table.columns(),
                                               loaded.table.words(), loaded.table.all());
  if (!calendar.empty() && (!next || CivilDate(calendar.front().day) < *next)) next = CivilDate(calendar.front().day);
  return next;
}

}  // namespace medcredit::service
