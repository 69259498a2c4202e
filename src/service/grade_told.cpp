// Analysis, tests and explanation of the grading room in the service's words.
#include <algorithm>

#include "grading/analysis.h"
#include "grading/explain.h"
#include "grading/method_page.h"
#include "grading/model_tests.h"
#include "grading/mutate.h"
#include "service/grade_engine.h"
#include "service/grade_engine_impl.h"

namespace medcredit::service {

using base::CivilDate;

namespace {

constexpr std::size_t kMostRoutes = 12;
constexpr std::size_t kMostSurvivors = 100;

/// A value as people read it: words of closed lists by their name, everything else as it was written.
std::string spoken(std::string_view name, std::string_view value) {
  return std::string(name == "severity" || name == "outcome" ? grading::wordName(value) : value);
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
                          grading::citeText(*impl_->model, line.cites), line.isPublic});
  }
  for (const auto& limit : whole.limits) {
    if (limit.binding) told.limitText = limit.text + "（" + grading::citeText(*impl_->model, limit.cites) + "）";
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
