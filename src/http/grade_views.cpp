#include "http/grade_views.h"

#include <boost/json.hpp>

#include "base/decimal.h"
#include "grading/method_page.h"
#include "http/views.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

json::object countsOf(const std::map<std::string, std::int64_t>& counts) {
  json::object out;
  for (const auto& [name, count] : counts) out[name] = count;
  return out;
}

json::object tableOf(const std::map<std::string, std::map<std::string, std::int64_t>>& table) {
  json::object out;
  for (const auto& [name, counts] : table) out[name.empty() ? "-" : name] = countsOf(counts);
  return out;
}

json::array texts(const std::vector<std::string>& list) { return json::array(list.begin(), list.end()); }

}  // namespace

json::object gradeModelView(const store::GradeModel& row) {
  boost::system::error_code ec;
  auto checks = json::parse(row.checks.empty() ? "{}" : row.checks, ec);
  return {{"id", service::publicId('G', row.id)},
          {"model", row.model},
          {"edition", row.edition},
          {"title", row.title},
          {"digest", row.digest},
          {"state", row.state},
          {"stateLabel", service::modelStateLabel(row.state)},
          {"label", textOrNull(row.label)},
          {"kind", row.subjectKind},
          {"inForceFrom", textOrNull(row.inForceFrom)},
          {"withdrawnOn", textOrNull(row.withdrawnOn)},
          {"checks", ec ? json::value(json::object()) : checks},
          {"createdBy", row.createdBy},
          {"createdAt", row.createdAt.iso()}};
}

json::object modelFindingView(const grading::ModelFinding& finding) {
  return {{"code", finding.code},     {"severity", grading::severityWord(finding.severity)},
          {"file", finding.file},     {"line", finding.line},
          {"column", finding.column}, {"message", finding.message},
          {"basis", finding.basis},   {"remedy", finding.remedy}};
}

json::object modelCheckView(const service::ModelCheck& check) {
  json::array findings, failures, survivors;
  for (const auto& finding : check.findings) findings.push_back(modelFindingView(finding));
  for (const auto& failure : check.tests.failures) {
    failures.push_back(json::object{{"test", failure.test}, {"what", failure.what}});
  }
  for (const auto& note : check.tests.survivorNotes) survivors.push_back(json::string(note));
  json::object tests{{"total", check.tests.total},
                     {"passed", check.tests.passed},
                     {"failures", std::move(failures)},
                     {"mutants", check.tests.mutants},
                     {"survivors", std::move(survivors)}};
  tests["mutationPermille"] = service::mutationScore(check.tests);
  return {{"clean", check.clean()},
          {"model", textOrNull(check.model)},
          {"title", textOrNull(check.title)},
          {"edition", textOrNull(check.edition)},
          {"digest", textOrNull(check.digest)},
          {"findings", std::move(findings)},
          {"tests", std::move(tests)}};
}

json::object gradeRunView(const store::GradeRun& run) {
  return {{"id", service::publicId('E', run.id)},
          {"kind", run.kind},
          {"year", run.year},
          {"model", service::publicId('G', run.modelId)},
          {"modelName", run.model},
          {"asOf", run.asOf},
          {"knownOn", run.knownOn},
          {"state", run.state},
          {"stateLabel", service::runStateLabel(run.state)},
          {"unpublished", run.unpublished},
          {"label", textOrNull(run.label)},
          {"factsDigest", textOrNull(run.factsDigest)},
          {"startedBy", run.startedBy},
          {"startedAt", run.startedAt.iso()},
          {"finishedAt", momentOrNull(run.finishedAt)},
          {"reviewedBy", textOrNull(run.reviewedBy)},
          {"publishedBy", textOrNull(run.publishedBy)},
          {"publishedAt", momentOrNull(run.publishedAt)}};
}

json::object gapView(const service::FeedGap& gap) {
  return {{"feed", gap.feed}, {"label", gap.label}, {"entries", texts(gap.entries)}};
}

json::object gradeReviewView(const service::RunReview& review) {
  auto out = gradeRunView(review.run);
  json::array movement, outliers, undetermined, gaps;
  for (const auto& one : review.movement) {
    movement.push_back(json::object{{"from", textOrNull(one.from)}, {"to", one.to}, {"subjects", one.subjects}});
  }
  for (const auto& one : review.outliers) {
    outliers.push_back(json::object{{"decision", service::publicId('D', one.decisionId)},
                                    {"subject", service::publicId('S', one.subjectId)},
                                    {"from", one.from},
                                    {"to", one.to},
                                    {"scoreFrom", textOrNull(one.scoreFrom)},
                                    {"scoreTo", textOrNull(one.scoreTo)}});
  }
  for (const auto id : review.undetermined) undetermined.push_back(json::string(service::publicId('D', id)));
  for (const auto& gap : review.gaps) gaps.push_back(gapView(gap));
  out["review"] = json::object{{"subjects", review.subjects},
                               {"levels", countsOf(review.levels)},
                               {"byRegion", tableOf(review.byRegion)},
                               {"byType", tableOf(review.byType)},
                               {"movement", std::move(movement)},
                               {"outliers", std::move(outliers)},
                               {"undeterminedTotal", review.undeterminedTotal},
                               {"undetermined", std::move(undetermined)},
                               {"openOverrides", review.openOverrides},
                               {"openAnswers", review.openAnswers},
                               {"gaps", std::move(gaps)},
                               {"late", review.late}};
  return out;
}

json::object decisionView(const service::DecisionView& view, GradeAudience audience) {
  const auto& one = view.decision;
  const bool staff = audience == GradeAudience::kStaff;
  json::object out{{"id", service::publicId('D', one.id)},
                   {"run", service::publicId('E', one.runId)},
                   {"runState", view.run.state},
                   {"subject", service::publicId('S', one.subjectId)},
                   {"model", service::publicId('G', one.modelId)},
                   {"year", view.run.year},
                   {"asOf", one.asOf},
                   {"knownOn", one.knownOn},
                   {"level", textOrNull(view.level())},
                   {"computedLevel", textOrNull(one.level)},
                   // What is not public may be part of the whole score: the subject gets the public one.
                   {"score", textOrNull(staff ? one.score : one.publicScore)},
                   {"publicScore", textOrNull(one.publicScore)},
                   {"limitedBy", textOrNull(one.limitedBy)},
                   {"unratedBy", textOrNull(one.unratedBy)},
                   {"dynamic", view.dynamic},
                   {"cause", one.cause},
                   {"causeRef", one.causeRef},
                   {"decidedAt", one.decidedAt.iso()},
                   {"label", textOrNull(view.run.label)},
                   {"marks", texts(view.marks)},
                   {"previous", idOrNull('D', one.previous)},
                   {"override", nullptr}};
  if (view.override_) {
    out["override"] = json::object{{"level", view.override_->level},
                                   {"reason", view.override_->reason},
                                   {"clause", view.override_->clause},
                                   {"proposedBy", view.override_->proposedBy},
                                   {"decidedBy", view.override_->decidedBy}};
  }
  return out;
}

json::object explanationView(const service::Explanation& explanation, GradeAudience audience) {
  const bool staff = audience == GradeAudience::kStaff;
  const auto& told = explanation.told;
  auto out = decisionView(explanation.view, audience);
  json::array lines, next, calendar, routes;
  for (const auto& one : told.lines) {
    if (!staff && !one.isPublic) continue;
    lines.push_back(json::object{{"rule", one.line.rule},
                                 {"group", one.line.group},
                                 {"fact", textOrNull(one.line.record)},
                                 {"raw", one.line.raw},
                                 {"factor", one.line.factor},
                                 {"points", one.line.points},
                                 {"reason", textOrNull(one.line.reason)},
                                 {"text", staff ? one.text : one.subjectText},
                                 {"how", one.factorText},
                                 {"basis", one.basis},
                                 {"public", one.isPublic}});
  }
  for (const auto& one : told.toNext) next.push_back(json::object{{"level", one.level}, {"points", one.points}});
  for (const auto& one : told.calendar) {
    calendar.push_back(json::object{{"on", one.on}, {"score", one.score}, {"level", one.level}, {"why", one.why}});
  }
  for (const auto& one : told.routes) {
    routes.push_back(json::object{{"what", one.what}, {"score", one.score}, {"level", one.level}});
  }
  json::object body{{"model", explanation.model.title},
                    {"edition", explanation.model.edition},
                    {"digest", explanation.model.digest},
                    {"factsDigest", explanation.view.decision.factsDigest},
                    {"levelName", told.levelName},
                    {"base", told.base},
                    {"lines", std::move(lines)},
                    {"limit", textOrNull(told.limitText)},
                    {"unrated", textOrNull(told.unratedText)},
                    {"problems", texts(told.grade.problems)},
                    {"guardedBy", texts(staff ? told.grade.guardedBy : std::vector<std::string>())},
                    {"ifUpheld", nullptr},
                    {"toNext", std::move(next)},
                    {"calendar", std::move(calendar)},
                    {"routes", std::move(routes)},
                    {"inspectionRate", textOrNull(told.inspectionRate)},
                    {"summary", staff ? told.summary : told.subjectSummary}};
  if (told.ifUpheld) {
    body["ifUpheld"] = json::object{{"score", told.ifUpheld->first}, {"level", told.ifUpheld->second}};
  }
  out["explanation"] = std::move(body);
  return out;
}

json::object factView(const service::FactView& view) {
  const auto& fact = view.fact;
  json::object detail;
  for (const auto& [name, text] : view.detail) detail[name] = text;
  json::array steps;
  for (const auto& step : view.steps) {
    steps.push_back(json::object{{"step", step.step},
                                 {"effectiveOn", step.effectiveOn},
                                 {"reason", step.reason},
                                 {"record", idOrNull('R', step.recordId)},
                                 {"actor", step.actor},
                                 {"at", step.at.iso()}});
  }
  return {{"id", service::publicId('F', fact.id)},
          {"subject", service::publicId('S', fact.subjectId)},
          {"kind", fact.kind},
          {"channel", fact.channel},
          {"occurredOn", textOrNull(fact.occurredOn)},
          {"determinedOn", textOrNull(fact.determinedOn)},
          {"endedOn", textOrNull(fact.endedOn)},
          {"severity", textOrNull(fact.severity)},
          {"outcome", textOrNull(fact.outcome)},
          {"value", fact.valueMicro ? json::value(base::Decimal6{*fact.valueMicro}.str()) : json::value(nullptr)},
          {"public", fact.isPublic},
          {"state", view.state},
          {"detail", std::move(detail)},
          {"steps", std::move(steps)},
          {"actor", fact.actor},
          {"recordedAt", fact.recordedAt.iso()}};
}

json::object methodView(const grading::Model& model, const store::GradeModel& row, base::CivilDate day) {
  json::array levels, pages;
  for (const auto& level : model.levels.order) {
    levels.push_back(json::object{{"level", level}, {"name", model.levels.nameOf(level)}});
  }
  if (model.levels.unrated) {
    levels.push_back(
        json::object{{"level", *model.levels.unrated}, {"name", model.levels.nameOf(*model.levels.unrated)}});
  }
  for (const auto& type : model.subject.types) {
    const auto page = grading::methodPage(model, type, day);
    json::array sections;
    for (const auto& section : page.sections) {
      json::array lines;
      for (const auto& line : section.lines) {
        lines.push_back(json::object{{"text", line.text}, {"id", line.id}, {"cite", texts(line.cite)}});
      }
      sections.push_back(json::object{{"key", section.key}, {"heading", section.heading}, {"lines", std::move(lines)}});
    }
    pages.push_back(json::object{{"type", type},
                                 {"typeName", page.typeName},
                                 {"notice", textOrNull(page.notice)},
                                 {"sections", std::move(sections)}});
  }
  return {{"id", service::publicId('G', row.id)},
          {"title", row.title},
          {"edition", row.edition},
          {"digest", row.digest},
          {"label", textOrNull(row.label)},
          {"scheme", model.levels.scheme},
          {"day", day.iso()},
          {"levels", std::move(levels)},
          {"pages", std::move(pages)}};
}

}  // namespace medcredit::http
