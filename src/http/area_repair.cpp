// Credit repair by HTTP: what stands in the way of each adverse record and from when it may be asked for, what offices
// state, training, repairs that are being publicised. Applications themselves are cases (area_cases.cpp). No operation
// takes a fee (海南办法 第四十三条).
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/grade_views.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/repair_views.h"
#include "http/views.h"
#include "service/disclosure.h"
#include "service/evidence.h"
#include "service/public_site.h"
#include "service/repair_batch.h"
#include "service/scope.h"
#include "service/search.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kMostRecords = 50;
constexpr std::size_t kMostInvited = 500;
constexpr std::int64_t kMostHours = 1000;

base::Status noteRepairRead(HandlerContext& context, std::int64_t subject, const std::string& object) {
  service::Act act;
  act.action = "repair.read";
  act.objectType = object.starts_with('R') ? "record" : "subject";
  act.objectId = object;
  act.subjectId = subject;
  act.fields = "repair";
  return noteRead(context, std::move(act));
}

json::array statesView(const std::vector<service::RepairState>& states) {
  json::array items;
  for (const auto& state : states) items.push_back(repairStateView(state));
  return items;
}

Answer myRepair(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto subject, ownSubject(context));
  MC_ASSIGN(const auto states, service::repairStates(context.service, subject));
  MC_TRY(noteRepairRead(context, subject, service::publicId('S', subject)));
  return jsonResponse(200, json::object{{"items", statesView(states)}});
}

/// As the acting office may know of the records.
Answer subjectRepair(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'S'));
  MC_ASSIGN(const auto subject, service::requireSubject(context.service, id));
  MC_ASSIGN(auto states, service::repairStates(context.service, subject.id));
  service::Discloser discloser(context.service);
  std::vector<service::RepairState> seen;
  for (auto& state : states) {
    MC_ASSIGN(const bool sees,
              discloser.sees(service::factsOf(context.service, state.record.view, state.record.subjectKind)));
    if (sees) seen.push_back(std::move(state));
  }
  MC_TRY(noteRepairRead(context, subject.id, service::publicId('S', subject.id)));
  return jsonResponse(200, json::object{{"items", statesView(seen)}});
}

Answer recordRepair(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'R'));
  MC_ASSIGN(const auto head, service::requireRecord(context.service, id));
  MC_ASSIGN(const auto state, service::repairState(context.service, id));
  MC_TRY(noteRepairRead(context, head.subjectId, service::publicId('R', id)));
  return jsonResponse(200, repairStateView(state));
}

/// Numbers of the records asked for; ACCS-0401 for words that are none.
base::Result<std::vector<std::int64_t>> recordIds(const std::vector<std::string>& names) {
  std::vector<std::int64_t> ids;
  for (const auto& name : names) {
    const auto id = service::parsePublicId('R', name);
    if (!id) return service::notFound(name);
    ids.push_back(*id);
  }
  return ids;
}

Answer outlookOf(const Request& request, HandlerContext& context, std::int64_t subject) {
  JsonInput input(request);
  const auto names = input.texts("records", kMostRecords, 24);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto ids, recordIds(names));
  MC_ASSIGN(const auto outlook, service::repairOutlook(context.service, subject, ids));
  MC_TRY(noteGradeRead(context, subject, "outlook"));
  return jsonResponse(200, json::object{{"outlook", repairOutlookView(outlook)}});
}

Answer myRepairOutlook(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto subject, ownSubject(context));
  return outlookOf(request, context, subject);
}

Answer repairOutlook(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'S'));
  MC_ASSIGN(const auto subject, service::requireSubject(context.service, id));
  return outlookOf(request, context, subject.id);
}

Answer stateFact(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'R'));
  MC_TRY(service::requireRecord(context.service, id));
  JsonInput input(request);
  service::RepairStatement statement;
  statement.recordId = id;
  statement.fact = input.word("fact", {"rectified", "duties", "effect", "fraud", "irreparable", "kind", "evidence"});
  statement.name = input.optionalText("name", 100).value_or("");
  statement.amount = input.optionalInteger("amount", 0, kMostHours).value_or(1);
  statement.clause = input.optionalText("clause", 200).value_or("");
  statement.reason = input.text("reason", 500);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::stateRepairFact(context.service, statement));
  MC_ASSIGN(const auto state, service::repairState(context.service, id));
  return jsonResponse(201, repairStateView(state));
}

base::Result<json::object> trainingView(HandlerContext& context, const store::RepairTraining& training) {
  MC_ASSIGN(const auto people, store::traineesOf(context.service.conn, training.id));
  return repairTrainingView(training, people);
}

Answer listTrainings(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto scope, service::visibleUnits(context.service));
  MC_ASSIGN(const auto rows, store::listRepairTrainings(context.service.conn, ""));
  json::array items;
  for (const auto& row : rows) {
    if (!scope.contains(row.unitId)) continue;
    MC_ASSIGN(auto view, trainingView(context, row));
    items.push_back(std::move(view));
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

base::Result<std::vector<std::int64_t>> subjectIds(const std::vector<std::string>& names) {
  std::vector<std::int64_t> ids;
  for (const auto& name : names) {
    const auto id = service::parsePublicId('S', name);
    if (!id) return service::notFound(name);
    ids.push_back(*id);
  }
  return ids;
}

base::Result<store::RepairTraining> requireTraining(HandlerContext& context, std::int64_t id) {
  MC_ASSIGN(auto training, store::repairTraining(context.service.conn, id));
  if (!training) return service::notFound(service::publicId('T', id));
  MC_TRY(service::requireUnit(context.service, training->unitId));
  return std::move(*training);
}

Answer createTraining(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::NewTraining wanted;
  wanted.title = input.text("title", 100);
  wanted.form = input.text("form", 40);
  wanted.heldOn = input.date("heldOn");
  wanted.hours = input.integer("hours", 0, kMostHours);
  const auto invited = input.texts("invited", kMostInvited, 24);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(wanted.invited, subjectIds(invited));
  MC_ASSIGN(const auto id, service::addTraining(context.service, context.service.principal.unit, wanted));
  MC_ASSIGN(const auto training, requireTraining(context, id));
  MC_ASSIGN(const auto view, trainingView(context, training));
  return jsonResponse(201, view);
}

Answer noteAttendance(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'T'));
  MC_ASSIGN(const auto training, requireTraining(context, id));
  JsonInput input(request);
  store::RepairTrainee trainee;
  trainee.trainingId = id;
  trainee.subjectId = service::parsePublicId('S', input.text("subject", 24)).value_or(0);
  trainee.attended = input.boolean("attended");
  trainee.certificate = input.optionalText("certificate", 64).value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::noteTraining(context.service, trainee));
  MC_ASSIGN(const auto view, trainingView(context, training));
  return jsonResponse(200, view);
}

Answer listLeftovers(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto scope, service::visibleUnits(context.service));
  MC_ASSIGN(const auto rows, service::overdueLeftovers(context.service, context.service.clock.today()));
  json::array items;
  for (const auto& row : rows) {
    if (!scope.contains(row.unitId)) continue;
    items.push_back(json::object{{"record", service::publicId('R', row.recordId)},
                                 {"unit", row.unitId},
                                 {"channel", row.channel},
                                 {"toldOn", row.createdOn},
                                 {"repairedOn", row.repairedOn}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

json::object batchView(const service::BatchList& list) {
  json::array items;
  for (const auto& line : list.lines) {
    items.push_back(json::object{{"record", service::publicId('R', line.item.recordId)},
                                 {"subjectName", line.subjectName},
                                 {"documentNo", textOrNull(line.documentNo)},
                                 {"decidedOn", textOrNull(line.decidedOn)},
                                 {"case", idOrNull('C', line.item.caseId)},
                                 {"number", textOrNull(line.caseNumber)},
                                 {"state", textOrNull(line.stateTitle)},
                                 {"refusal", textOrNull(line.item.refusal)}});
  }
  return {{"id", service::publicId('B', list.batch.id)},
          {"unit", list.batch.unitId},
          {"title", list.batch.title},
          {"madeOn", list.batch.madeOn},
          {"items", std::move(items)}};
}

Answer batchCandidates(const Request&, HandlerContext& context) {
  const auto& unit = context.service.principal.unit;
  MC_ASSIGN(const auto rows, service::batchCandidates(context.service, unit));
  service::Act act;
  act.action = "repair.candidates";
  act.objectType = "operation";
  act.objectId = context.route.operationId;
  act.rule = context.route.permission;
  act.fields = "documentNo";
  json::array items;
  for (const auto& row : rows) {
    act.subjects.push_back(row.subjectId);
    items.push_back(json::object{{"record", service::publicId('R', row.recordId)},
                                 {"subject", service::publicId('S', row.subjectId)},
                                 {"entryName", row.entryName},
                                 {"documentNo", textOrNull(row.documentNo)},
                                 {"decidedOn", textOrNull(row.decidedOn)}});
  }
  MC_TRY(service::recordRead(context.service, act));
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer createBatch(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto title = input.text("title", 100);
  const auto names = input.texts("records", kMostInvited, 24, Need::kOptional);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto ids, recordIds(names));
  for (const auto id : ids) MC_TRY(service::requireRecord(context.service, id));
  MC_ASSIGN(const auto made, service::makeRepairBatch(context.service, context.service.principal.unit, title, ids));
  MC_ASSIGN(const auto list, service::repairBatchList(context.service, made));
  return jsonResponse(201, batchView(list));
}

base::Result<service::BatchList> requireBatchList(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'B'));
  auto list = service::repairBatchList(context.service, id);
  if (!list.ok()) return service::notFound(service::publicId('B', id));
  MC_TRY(service::requireUnit(context.service, list->batch.unitId));
  return list;
}

Answer getBatch(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto list, requireBatchList(request, context));
  return jsonResponse(200, batchView(list));
}

/// 结果清单.
Answer batchTable(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto list, requireBatchList(request, context));
  Response response;
  response.status = 200;
  response.body = service::repairBatchCsv(list);
  response.headers.emplace_back("Content-Type", "text/csv; charset=utf-8");
  response.headers.emplace_back("Content-Disposition", attachmentHeader("批量修复结果清单.csv"));
  return response;
}

/// A repair that is being publicised, as far as the record itself may be shown; natural persons never.
base::Result<json::value> publicRepairView(HandlerContext& context, const store::RepairPublicityRow& row) {
  MC_ASSIGN(const auto seen, service::publicPreview(context.service, row.recordId));
  if (!seen) return json::value(nullptr);
  return json::value(json::object{{"subjectName", seen->subjectName},
                                  {"unifiedCode", seen->unifiedCode},
                                  {"entryName", seen->entryName},
                                  {"documentNo", seen->documentNo},
                                  {"decidedOn", seen->decidedOn},
                                  {"unitName", seen->unitName},
                                  {"startedOn", row.startedOn},
                                  {"endsOn", row.endsOn}});
}

Answer publicRepairs(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  std::int64_t before = 0;
  if (!page.after.empty()) before = service::parsePublicId('P', page.after.front()).value_or(0);
  MC_ASSIGN(auto rows,
            store::listRepairPublicity(context.service.conn, true, before, static_cast<std::int64_t>(page.limit) + 1));
  const bool more = rows.size() > page.limit;
  if (more) rows.resize(page.limit);
  json::array items;
  for (const auto& row : rows) {
    MC_ASSIGN(auto view, publicRepairView(context, row));
    if (!view.is_null()) items.push_back(std::move(view));
  }
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('P', rows.back().id)});
  Response response = jsonResponse(200, body);
  response.headers.emplace_back("Cache-Control", "public, no-cache");
  return response;
}

}  // namespace

void addRepairRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("myRepair", "/api/me/repair", "self", myRepair);
  routes.compute("myRepairOutlook", "/api/me/repair/outlook", "self", myRepairOutlook);
  routes.get("subjectRepair", "/api/subjects/{id}/repair", "subject.read", subjectRepair);
  routes.compute("repairOutlook", "/api/subjects/{id}/repair/outlook", "grade.read", repairOutlook);
  routes.get("recordRepair", "/api/records/{id}/repair", "collect.read", recordRepair);
  routes.post("stateRepairFact", "/api/records/{id}/repair/statements", "repair.handle", stateFact);
  routes.get("listRepairTrainings", "/api/repair/trainings", "repair.handle", listTrainings);
  routes.post("createRepairTraining", "/api/repair/trainings", "repair.handle", createTraining);
  routes.post("noteRepairTraining", "/api/repair/trainings/{id}/attendance", "repair.handle", noteAttendance);
  routes.get("listRepairCandidates", "/api/repair/candidates", "repair.handle", batchCandidates);
  routes.post("createRepairBatch", "/api/repair/batches", "repair.handle", createBatch);
  routes.get("getRepairBatch", "/api/repair/batches/{id}", "repair.handle", getBatch);
  routes.get("getRepairBatchTable", "/api/repair/batches/{id}/table", "repair.handle", batchTable);
  routes.get("listRepairLeftovers", "/api/repair/leftovers", "repair.handle", listLeftovers);
  routes.get("publicRepairs", "/api/public/repairs", "public", publicRepairs);
}

}  // namespace medcredit::http
