// Models and runs of credit evaluation.
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/grade_views.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/views.h"
#include "service/grade_after.h"
#include "service/grade_daily.h"
#include "service/grade_points.h"
#include "service/jobs.h"
#include "service/model_cache.h"
#include "service/scope.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kLongestModel = 200'000;  // characters; a request body holds 256 KiB
constexpr std::size_t kLargestTable = std::size_t{2} << 20U;
constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Refusals of objects that are not there are 404 everywhere.
Answer listModels(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto rows, store::listGradeModels(context.service.conn));
  json::array items;
  for (const auto& row : rows) items.push_back(gradeModelView(row));
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer getModel(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'G'));
  MC_ASSIGN(const auto row, service::requireModel(context.service, id));
  MC_ASSIGN(const auto steps, store::gradeModelSteps(context.service.conn, id));
  MC_ASSIGN(const auto signatures, store::gradeSignatures(context.service.conn, id));
  auto body = gradeModelView(row);
  body["source"] = row.source;
  json::array told;
  for (const auto& step : steps) {
    told.push_back(json::object{{"step", step.step}, {"at", step.at.iso()}, {"actor", step.actor}});
  }
  body["steps"] = std::move(told);
  json::array signedBy;
  for (const auto& one : signatures) {
    signedBy.push_back(json::object{{"role", one.role},
                                    {"roleLabel", service::signatureRoleLabel(one.role)},
                                    {"actor", one.actor},
                                    {"at", one.at.iso()},
                                    {"statement", one.statement},
                                    {"publicKey", one.publicKey},
                                    {"signature", one.signature}});
  }
  body["signatures"] = std::move(signedBy);
  return jsonResponse(200, body);
}

Answer checkModel(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto text = input.text("text", kLongestModel);
  const bool mutation = input.optionalBoolean("mutation").value_or(false);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto check, service::checkModelText(context.service, text, "model.yaml", mutation));
  return jsonResponse(200, modelCheckView(check));
}

Answer addModel(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::NewModel wanted;
  wanted.text = input.text("text", kLongestModel);
  wanted.sourceName = "model.yaml";
  wanted.demonstration = input.optionalBoolean("demonstration").value_or(false);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, service::addModel(context.service, wanted));
  MC_ASSIGN(const auto row, service::requireModel(context.service, id));
  return jsonResponse(201, gradeModelView(row));
}

Answer loadModels(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto added, service::loadDemonstrations(context.service));
  json::array items;
  for (const auto id : added) {
    MC_ASSIGN(const auto row, service::requireModel(context.service, id));
    items.push_back(gradeModelView(row));
  }
  return jsonResponse(201, json::object{{"items", std::move(items)}});
}

Answer stepModel(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'G'));
  JsonInput input(request);
  service::ModelStep step;
  step.to = input.word("to", {"analysed", "tested", "trial", "in_force", "withdrawn"});
  step.from = input.optionalDate("from");
  step.reason = input.optionalText("reason", 500).value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::advanceModel(context.service, id, step));
  MC_ASSIGN(const auto row, service::requireModel(context.service, id));
  return jsonResponse(200, gradeModelView(row));
}

Answer signModel(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'G'));
  JsonInput input(request);
  service::SignatureRequest wanted;
  wanted.modelId = id;
  wanted.role = input.word("role", {"legal", "business", "statistics"});
  wanted.digest = input.text("digest", 64);
  wanted.publicKey = input.optionalText("publicKey", 130).value_or("");
  wanted.signature = input.optionalText("signature", 128).value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::signModel(context.service, wanted));
  MC_ASSIGN(const auto row, service::requireModel(context.service, id));
  return jsonResponse(201, gradeModelView(row));
}

Answer getPoints(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'G'));
  MC_TRY(service::requireModel(context.service, id));
  MC_ASSIGN(const auto path, answerPath(context, ".xlsx"));
  MC_TRY(service::writePointsTable(context.service, id, path));
  return fileResponse(path, "分值表.xlsx", kXlsx, true);
}

Answer putPoints(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'G'));
  QueryInput query(request);
  const auto edition = query.text("edition", 40);
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(const auto row, service::requireModel(context.service, id));
  MC_ASSIGN(const auto file, uploadedFile(request));
  MC_ASSIGN(const auto text, service::readPointsTable(context.service, id, file, edition));
  MC_ASSIGN(const auto made, service::addModel(context.service, {text, "points.yaml", !row.label.empty()}));
  MC_ASSIGN(const auto draft, service::requireModel(context.service, made));
  return jsonResponse(201, gradeModelView(draft));
}

Answer getMethod(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'G'));
  MC_ASSIGN(const auto row, service::requireModel(context.service, id));
  // Drafts are nobody's business yet.
  if (row.state != "trial" && row.state != "in_force" && row.state != "withdrawn") {
    return service::notFound(service::publicId('G', id));
  }
  MC_ASSIGN(const auto model, service::sharedModel(context.service, row));
  return jsonResponse(200, methodView(*model, row, context.service.clock.today()));
}

Answer checkCut(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto year = query.optionalInteger("year", 2000, 2100);
  if (auto refused = query.refused()) return std::move(*refused);
  const int wanted = static_cast<int>(year.value_or(context.service.clock.today().year() - 1));
  MC_ASSIGN(const auto models, service::modelsInUse(context.service, context.service.clock.today()));
  json::array items;
  for (const auto& one : models) {
    MC_ASSIGN(const auto row, service::requireModel(context.service, one.id));
    MC_ASSIGN(const auto check, service::checkCut(context.service, row, wanted));
    json::array gaps;
    for (const auto& gap : check.gaps) gaps.push_back(gapView(gap));
    items.push_back(json::object{{"model", service::publicId('G', row.id)},
                                 {"title", row.title},
                                 {"year", check.year},
                                 {"feedsBy", check.days.feedsBy.iso()},
                                 {"cut", check.days.cut.iso()},
                                 {"generateOn", check.days.generateOn.iso()},
                                 {"publishBy", check.days.publishBy.iso()},
                                 {"delivered", json::array(check.delivered.begin(), check.delivered.end())},
                                 {"gaps", std::move(gaps)}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

// --- runs ----------------------------------------------------------------------------------------------------------

Answer listRuns(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto year = query.optionalInteger("year", 2000, 2100).value_or(0);
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  std::optional<std::int64_t> before;
  if (!page.after.empty()) before = service::parsePublicId('E', page.after.front()).value_or(0);
  MC_ASSIGN(auto runs,
            store::listGradeRuns(context.service.conn, year, before, static_cast<std::int64_t>(page.limit) + 1));
  const bool more = runs.size() > page.limit;
  if (more) runs.resize(page.limit);
  json::array items;
  for (const auto& run : runs) items.push_back(gradeRunView(run));
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('E', runs.back().id)});
  return jsonResponse(200, body);
}

Answer startRun(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto year = input.integer("year", 2000, 2100);
  const auto model = input.optionalText("model", 100).value_or("");
  const auto asOf = input.optionalDate("asOf");
  if (auto refused = input.refused()) return std::move(*refused);
  if (!model.empty()) MC_TRY(service::findModel(context.service, model));
  json::object args{{"year", year}, {"model", model}};
  if (asOf) args["asOf"] = asOf->iso();
  MC_ASSIGN(const auto job, service::enqueue(context.service, service::kJobGradeRun, json::serialize(args)));
  return jsonResponse(202, json::object{{"job", service::publicId('J', job)}});
}

Answer getRun(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'E'));
  MC_ASSIGN(const auto review, service::reviewRun(context.service, id));
  return jsonResponse(200, gradeReviewView(review));
}

Answer runDecisions(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'E'));
  MC_TRY(service::requireRun(context.service, id));
  QueryInput query(request);
  store::GradeDecisionFilter filter;
  filter.runId = id;
  filter.level = query.optionalText("level", 24).value_or("");
  filter.region = query.optionalText("region", 12).value_or("");
  filter.subjectType = query.optionalText("type", 64).value_or("");
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  if (!page.after.empty()) filter.after = service::parsePublicId('D', page.after.front()).value_or(0);
  filter.limit = static_cast<std::int64_t>(page.limit) + 1;
  std::vector<std::int64_t> ids;
  MC_TRY(store::eachGradeDecision(context.service.conn, filter, [&](const store::GradeDecision& row) {
    ids.push_back(row.id);
    return true;
  }));
  const bool more = ids.size() > page.limit;
  if (more) ids.resize(page.limit);
  json::array items;
  for (const auto decision : ids) {
    MC_ASSIGN(const auto view, service::showDecision(context.service, decision));
    items.push_back(decisionView(view, GradeAudience::kStaff));
  }
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('D', ids.back())});
  return jsonResponse(200, body);
}

Answer afterStep(HandlerContext& context, std::int64_t id) {
  MC_ASSIGN(const auto run, service::requireRun(context.service, id));
  return jsonResponse(200, gradeRunView(run));
}

Answer previewRun(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'E'));
  MC_TRY(service::openPreview(context.service, id));
  return afterStep(context, id);
}

Answer publishRun(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'E'));
  MC_TRY(service::publishGrades(context.service, id));
  return afterStep(context, id);
}

Answer dropRun(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'E'));
  JsonInput input(request);
  const auto reason = input.text("reason", 500);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::dropRun(context.service, id, reason));
  return afterStep(context, id);
}

Answer runTable(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'E'));
  QueryInput query(request);
  const auto format = query.optionalWord("format", {"csv", "xlsx"}).value_or("xlsx");
  if (auto refused = query.refused()) return std::move(*refused);
  MC_TRY(service::requireRun(context.service, id));
  MC_ASSIGN(const auto path, answerPath(context, "." + format));
  MC_TRY(service::writeSummaryTable(context.service, id, path));
  return fileResponse(path, "分级评价结果汇总表." + format, format == "csv" ? "text/csv; charset=utf-8" : kXlsx, true);
}

Answer runDeliveries(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'E'));
  MC_TRY(service::requireRun(context.service, id));
  MC_ASSIGN(const auto counts, store::countGradeDeliveries(context.service.conn, id));
  store::DeliveryFilter filter;
  filter.runId = id;
  filter.state = "failed";
  MC_ASSIGN(const auto failed, store::listGradeDeliveries(context.service.conn, filter));
  json::array items, list;
  for (const auto& one : counts) {
    items.push_back(json::object{{"target", one.target}, {"state", one.state}, {"count", one.count}});
  }
  for (const auto& one : failed) {
    list.push_back(json::object{{"id", service::publicId('V', one.id)},
                                {"target", one.target},
                                {"attempts", one.attempts},
                                {"error", one.error}});
  }
  return jsonResponse(200, json::object{{"counts", std::move(items)}, {"failed", std::move(list)}});
}

Answer retryDeliveries(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'E'));
  MC_ASSIGN(const auto count, service::retryDeliveries(context.service, id));
  return jsonResponse(200, json::object{{"count", count}});
}

json::object commendationView(const store::GradeCommendation& row) {
  boost::system::error_code ec;
  const auto ids = json::parse(row.subjects, ec);
  json::array subjects;
  if (!ec && ids.is_array()) {
    for (const auto& one : ids.get_array()) subjects.push_back(json::string(service::publicId('S', one.as_int64())));
  }
  return {{"run", service::publicId('E', row.runId)},
          {"state", row.state},
          {"text", row.text},
          {"subjects", std::move(subjects)},
          {"draftedBy", row.draftedBy},
          {"approvedBy", textOrNull(row.approvedBy)}};
}

base::Result<store::GradeCommendation> commendationOf(HandlerContext& context, std::int64_t run) {
  MC_ASSIGN(auto row, store::gradeCommendationOf(context.service.conn, run));
  if (!row) return base::fail("EVAL-0043", {{"run", service::publicId('E', run)}});
  return std::move(*row);
}

Answer getCommendation(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'E'));
  MC_ASSIGN(const auto row, commendationOf(context, id));
  return jsonResponse(200, commendationView(row));
}

Answer approveCommendation(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'E'));
  MC_TRY(service::approveCommendation(context.service, id));
  MC_ASSIGN(const auto row, commendationOf(context, id));
  return jsonResponse(200, commendationView(row));
}

Answer startReform(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto text = input.text("text", kLongestModel);
  const auto asOf = input.optionalDate("asOf");
  if (auto refused = input.refused()) return std::move(*refused);
  json::object args{{"text", text}, {"name", "reform.yaml"}};
  if (asOf) args["asOf"] = asOf->iso();
  MC_ASSIGN(const auto job, service::enqueue(context.service, service::kJobReform, json::serialize(args)));
  return jsonResponse(202, json::object{{"job", service::publicId('J', job)}});
}

}  // namespace

void addGradingRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("listGradeModels", "/api/grading/models", "grade.read", listModels);
  routes.post("addGradeModel", "/api/grading/models", "grade.model", addModel);
  routes.compute("checkGradeModel", "/api/grading/models/check", "grade.model", checkModel);
  routes.post("loadGradeModels", "/api/grading/models/load", "grade.model", loadModels);
  routes.get("getGradeModel", "/api/grading/models/{id}", "grade.read", getModel);
  routes.post("stepGradeModel", "/api/grading/models/{id}/step", "grade.model", stepModel);
  routes.post("signGradeModel", "/api/grading/models/{id}/signatures", "grade.sign", signModel);
  routes.get("getPointsTable", "/api/grading/models/{id}/points", "grade.read", getPoints);
  routes.upload("importPointsTable", "/api/grading/models/{id}/points", "grade.model", kLargestTable, putPoints);
  routes.get("getGradeMethod", "/api/public/grading/models/{id}", "public", getMethod);
  routes.get("checkGradeCut", "/api/grading/cut", "grade.read", checkCut);
  routes.get("listGradeRuns", "/api/grading/runs", "grade.read", listRuns);
  routes.post("startGradeRun", "/api/grading/runs", "grade.run", startRun);
  routes.get("getGradeRun", "/api/grading/runs/{id}", "grade.read", getRun);
  routes.get("gradeRunDecisions", "/api/grading/runs/{id}/decisions", "grade.read", runDecisions);
  routes.post("previewGradeRun", "/api/grading/runs/{id}/preview", "grade.run", previewRun);
  routes.post("publishGradeRun", "/api/grading/runs/{id}/publish", "grade.publish", publishRun);
  routes.post("dropGradeRun", "/api/grading/runs/{id}/drop", "grade.run", dropRun);
  routes.get("gradeRunTable", "/api/grading/runs/{id}/table", "grade.read", runTable);
  routes.get("gradeRunDeliveries", "/api/grading/runs/{id}/deliveries", "grade.read", runDeliveries);
  routes.post("retryGradeDeliveries", "/api/grading/runs/{id}/deliveries/retry", "grade.run", retryDeliveries);
  routes.get("getCommendation", "/api/grading/runs/{id}/commendation", "grade.read", getCommendation);
  routes.post("approveCommendation", "/api/grading/runs/{id}/commendation/approve", "grade.publish",
              approveCommendation);
  routes.post("startReform", "/api/grading/reforms", "grade.model", startReform);
}

}  // namespace medcredit::http
