// Evaluation tasks by HTTP: the authority's side (agreements, tasks, confirmation) and the evaluator's, who sees its
// own tasks and the chosen data only (R-EVAL-14).
#include <boost/json.hpp>
#include <string_view>

#include "base/decimal.h"
#include "http/areas.h"
#include "http/grade_views.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/views.h"
#include "service/evaluation_tasks.h"
#include "service/record_view.h"
#include "service/risk_watch.h"
#include "service/search.h"
#include "service/supervision_class.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

json::object evaluatorView(const HandlerContext& context, const store::EvaluatorRow& row) {
  const auto today = context.service.clock.today().iso();
  return {{"id", service::publicId('Z', row.id)},
          {"kind", row.kind},
          {"kindLabel", service::labelFor(context.service, "evaluator-kinds", row.kind)},
          {"name", row.name},
          {"account", row.account},
          {"unit", row.unitId},
          {"agreement", row.agreement},
          {"from", row.validFrom},
          {"to", row.validTo},
          {"endedOn", textOrNull(row.endedOn)},
          {"endReason", textOrNull(row.endReason)},
          {"inForce", row.endedOn.empty() && row.validFrom <= today && today <= row.validTo}};
}

json::object taskHead(const service::TaskView& view) {
  return {{"id", service::publicId('Q', view.row.id)},
          {"title", view.row.title},
          {"kind", view.row.kind},
          {"kindLabel", view.kindLabel},
          {"basis", view.row.basis},
          {"evaluator", view.evaluator.name},
          {"unit", view.row.unitId},
          {"data", json::array(view.data.begin(), view.data.end())},
          {"dueOn", view.row.dueOn},
          {"state", view.row.state},
          {"late", view.late},
          {"reason", textOrNull(view.row.reason)},
          {"givenAt", view.row.givenAt.iso()}};
}

json::object subjectView(const HandlerContext& context, const service::TaskSubject& one) {
  json::array data;
  for (const auto& [label, value] : one.data) data.push_back(json::object{{"label", label}, {"value", value}});
  const auto& row = one.row;
  json::object out{{"subject", service::publicId('S', row.subjectId)},
                   {"name", one.name},
                   {"data", std::move(data)},
                   {"state", row.state},
                   {"outcome", textOrNull(row.outcome)},
                   {"outcomeLabel", nullptr},
                   {"value", nullptr},
                   {"report", textOrNull(one.report)},
                   {"reportNo", textOrNull(one.reportNo)},
                   {"submittedAt", momentOrNull(row.submittedAt)},
                   {"decidedAt", momentOrNull(row.decidedAt)},
                   {"reason", textOrNull(row.reason)},
                   {"fact", nullptr}};
  if (!row.outcome.empty()) {
    out["outcomeLabel"] = service::labelFor(context.service, "evaluation-outcomes", row.outcome);
  }
  if (row.valueMicro) out["value"] = base::Decimal6{*row.valueMicro}.str();
  if (row.factId) out["fact"] = service::publicId('F', *row.factId);
  return out;
}

json::object taskView(const HandlerContext& context, const service::TaskView& view) {
  auto out = taskHead(view);
  json::array subjects;
  for (const auto& one : view.subjects) subjects.push_back(subjectView(context, one));
  out["subjects"] = std::move(subjects);
  return out;
}

json::array wordsOf(const HandlerContext& context, std::string_view id) {
  json::array out;
  if (const auto* list = context.service.law.codeList(id)) {
    for (const auto& item : list->items) out.push_back(json::object{{"code", item.code}, {"label", item.label}});
  }
  return out;
}

/// What forms of both sides choose from.
Answer evaluationWords(const Request&, HandlerContext& context) {
  return jsonResponse(200, json::object{{"evaluators", wordsOf(context, "evaluator-kinds")},
                                        {"kinds", wordsOf(context, "sector-evaluations")},
                                        {"data", wordsOf(context, "evaluation-task-data")},
                                        {"outcomes", wordsOf(context, "evaluation-outcomes")}});
}

// --- the authority
// ------------------------------------------------------------------------------------------------------------

Answer addEvaluator(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::NewEvaluator wanted;
  wanted.kind = input.text("kind", 40);
  wanted.name = input.text("name", 200);
  wanted.account = input.text("account", 24);
  wanted.unit = input.text("unit", 64);
  wanted.agreement = input.text("agreement", 200);
  wanted.from = input.date("from");
  wanted.to = input.date("to");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, service::addEvaluator(context.service, wanted));
  return jsonResponse(201, json::object{{"id", service::publicId('Z', id)}});
}

Answer listEvaluators(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto rows, service::evaluators(context.service));
  json::array items;
  for (const auto& row : rows) items.push_back(evaluatorView(context, row));
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer endEvaluator(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'Z'));
  JsonInput input(request);
  const auto reason = input.text("reason", 500);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::stopEvaluator(context.service, id, reason));
  return emptyResponse();
}

Answer giveTask(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::NewTask wanted;
  wanted.evaluatorId = service::parsePublicId('Z', input.text("evaluator", 24)).value_or(0);
  wanted.title = input.text("title", 200);
  wanted.kind = input.text("kind", 40);
  wanted.basis = input.text("basis", 500);
  wanted.data = input.texts("data", 10, 40, Need::kOptional);
  const auto subjects = input.texts("subjects", service::kMostTaskSubjects, 24);
  wanted.dueOn = input.date("dueOn");
  if (auto refused = input.refused()) return std::move(*refused);
  for (const auto& text : subjects) wanted.subjects.push_back(service::parsePublicId('S', text).value_or(0));
  MC_ASSIGN(const auto id, service::giveTask(context.service, wanted));
  MC_ASSIGN(const auto view, service::showTask(context.service, id));
  return jsonResponse(201, taskView(context, view));
}

Answer listTasks(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  std::optional<std::int64_t> before;
  if (!page.after.empty()) before = service::parsePublicId('Q', page.after.front()).value_or(0);
  MC_ASSIGN(auto views, service::listTasks(context.service, before, static_cast<std::int64_t>(page.limit) + 1));
  const bool more = views.size() > page.limit;
  if (more) views.resize(page.limit);
  json::array items;
  for (const auto& view : views) items.push_back(taskHead(view));
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('Q', views.back().row.id)});
  return jsonResponse(200, body);
}

Answer getTask(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'Q'));
  MC_ASSIGN(const auto view, service::showTask(context.service, id));
  return jsonResponse(200, taskView(context, view));
}

Answer withdrawTask(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'Q'));
  JsonInput input(request);
  const auto reason = input.text("reason", 500);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::withdrawTask(context.service, id, reason));
  return emptyResponse();
}

Answer judgeResult(const Request& request, HandlerContext& context) {
  service::Judgement judgement;
  MC_ASSIGN(judgement.taskId, pathId(request, 'Q'));
  JsonInput input(request);
  const auto subject = input.text("subject", 24);
  const auto verdict = input.word("verdict", {"confirm", "return", "refuse"});
  judgement.makePublic = input.optionalBoolean("public").value_or(false);
  judgement.reason = input.optionalText("reason", 500).value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  judgement.subjectId = service::parsePublicId('S', subject).value_or(0);
  judgement.confirm = verdict == "confirm";
  judgement.refuse = verdict == "refuse";
  MC_TRY(service::judgeResult(context.service, judgement));
  MC_ASSIGN(const auto view, service::showTask(context.service, judgement.taskId));
  return jsonResponse(200, taskView(context, view));
}

// --- the evaluator
// ------------------------------------------------------------------------------------------------------------

Answer myTasks(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto views, service::myTasks(context.service));
  json::array items;
  for (const auto& view : views) items.push_back(taskHead(view));
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer myTask(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'Q'));
  MC_ASSIGN(const auto view, service::myTask(context.service, id));
  return jsonResponse(200, taskView(context, view));
}

Answer handIn(const Request& request, HandlerContext& context) {
  service::NewResult result;
  MC_ASSIGN(result.taskId, pathId(request, 'Q'));
  JsonInput input(request);
  const auto subject = input.text("subject", 24);
  result.outcome = input.text("outcome", 40);
  const auto value = input.optionalText("value", 24);
  result.report = input.text("report", 2000);
  result.reportNo = input.optionalText("reportNo", 100).value_or("");
  if (value) {
    result.value = base::Decimal6::parse(*value);
    if (!result.value) input.wrong("value", base::fail("EVAL-0112", {{"value", *value}}));
  }
  if (auto refused = input.refused()) return std::move(*refused);
  result.subjectId = service::parsePublicId('S', subject).value_or(0);
  MC_TRY(service::handInResult(context.service, result));
  MC_ASSIGN(const auto view, service::myTask(context.service, result.taskId));
  return jsonResponse(200, taskView(context, view));
}

// --- risk and supervision
// ------------------------------------------------------------------------------------------------------------

Answer listRisks(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto level = query.optionalText("level", 24);
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  std::int64_t skip = 0;
  if (!page.after.empty()) skip = service::parsePublicId('N', page.after.front()).value_or(0);
  const auto limit = static_cast<std::int64_t>(page.limit);
  MC_ASSIGN(const auto risks, service::watchedRisks(context.service, level.value_or(""), skip, limit));
  json::array items;
  for (const auto& one : risks) {
    json::array signals;
    for (const auto& signal : one.signals) {
      signals.push_back(json::object{{"label", signal.label}, {"points", signal.points}, {"fact", signal.fact}});
    }
    items.push_back(json::object{{"subject", service::publicId('S', one.subjectId)},
                                 {"name", one.name},
                                 {"level", one.level},
                                 {"label", one.label},
                                 {"points", one.points},
                                 {"signals", std::move(signals)},
                                 {"lookedOn", one.lookedOn},
                                 {"sinceOn", one.sinceOn},
                                 {"before", textOrNull(one.before)}});
  }
  json::object body{{"items", std::move(items)}};
  if (risks.size() == page.limit) body["next"] = nextCursor(request, context, {service::publicId('N', skip + limit)});
  return jsonResponse(200, body);
}

Answer subjectSupervision(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'S'));
  MC_ASSIGN(const auto subject, service::requireSubject(context.service, id));
  MC_ASSIGN(const auto found, service::supervisionOf(context.service, subject.id));
  MC_TRY(noteGradeRead(context, subject.id, "supervision"));
  json::array sectors;
  for (const auto& one : found.sectors) {
    sectors.push_back(json::object{{"fact", one.fact},
                                   {"kind", one.kind},
                                   {"kindLabel", one.kindLabel},
                                   {"outcome", one.outcome},
                                   {"on", one.on}});
  }
  return jsonResponse(200, json::object{{"subject", service::publicId('S', subject.id)},
                                        {"label", textOrNull(found.label)},
                                        {"grade", textOrNull(found.grade)},
                                        {"outcome", textOrNull(found.outcome)},
                                        {"rule", textOrNull(found.rule)},
                                        {"source", textOrNull(found.source)},
                                        {"sectors", std::move(sectors)}});
}

}  // namespace

void addEvaluationRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("evaluationWords", "/api/evaluation/words", "signed-in", evaluationWords);
  routes.get("listEvaluators", "/api/evaluation/evaluators", "grade.task", listEvaluators);
  routes.post("addEvaluator", "/api/evaluation/evaluators", "grade.task", addEvaluator);
  routes.post("endEvaluator", "/api/evaluation/evaluators/{id}/end", "grade.task", endEvaluator);
  routes.get("listEvaluationTasks", "/api/evaluation/tasks", "grade.task", listTasks);
  routes.post("giveEvaluationTask", "/api/evaluation/tasks", "grade.task", giveTask);
  routes.get("getEvaluationTask", "/api/evaluation/tasks/{id}", "grade.task", getTask);
  routes.post("withdrawEvaluationTask", "/api/evaluation/tasks/{id}/withdraw", "grade.task", withdrawTask);
  routes.post("judgeEvaluationResult", "/api/evaluation/tasks/{id}/judgement", "grade.task", judgeResult);
  routes.get("listRisks", "/api/risks", "grade.read", listRisks);
  routes.get("subjectSupervision", "/api/subjects/{id}/supervision", "grade.read", subjectSupervision);
  routes.get("myEvaluationTasks", "/api/evaluator/tasks", "evaluate.task", myTasks);
  routes.get("myEvaluationTask", "/api/evaluator/tasks/{id}", "evaluate.task", myTask);
  routes.post("handInEvaluation", "/api/evaluator/tasks/{id}/results", "evaluate.task", handIn);
}

}  // namespace medcredit::http
