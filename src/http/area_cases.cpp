// Procedures and cases by HTTP: objection, repair, commitment, lists … go the same way. Who may see or do what is
// decided by service/cases (scope, permission, role of the procedure), not by the route.
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/case_json.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/views.h"
#include "service/attachment.h"
#include "service/scope.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxReason = 2000;
constexpr std::size_t kMaxItems = 20;
constexpr std::size_t kMaxRecords = 50;
constexpr std::size_t kMaxUpload = std::size_t{21} * 1024 * 1024;

Answer listProcedures(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto* set, service::procedures(context.service));
  json::array items;
  for (const auto& procedure : set->procedures) items.push_back(procedureLineView(procedure));
  return jsonResponse(200, json::object{{"jurisdiction", set->jurisdiction}, {"items", std::move(items)}});
}

Answer getProcedure(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto* set, service::procedures(context.service));
  const auto* procedure = set->find(pathText(request, "id"));
  if (procedure == nullptr) return service::notFound(pathText(request, "id"));
  return jsonResponse(200, procedureView(*procedure, *set));
}

Answer viewOf(HandlerContext& context, std::int64_t id, int status) {
  MC_ASSIGN(const auto view, service::showCase(context.service, id));
  Response response = jsonResponse(status, caseView(view));
  setVersion(response, view.head.version);
  if (status == 201) response.headers.emplace_back("Location", "/api/cases/" + service::publicId('C', id));
  return response;
}

/// Members that every step may carry.
service::CaseInput readInput(JsonInput& input) {
  service::CaseInput out;
  out.reason = input.optionalText("reason", kMaxReason).value_or("");
  out.ground = input.optionalText("ground", 64).value_or("");
  out.clause = input.optionalText("clause", 500).value_or("");
  out.papers = input.texts("papers", kMaxItems, 64, Need::kOptional);
  out.attachments = input.texts("attachments", kMaxItems, 100, Need::kOptional);
  for (auto& [label, file] : input.textMap("files", kMaxItems, 24, Need::kOptional)) out.files[label] = file;
  out.from = input.optionalDate("from");
  out.until = input.optionalDate("until");
  return out;
}

std::string keyOf(const Request& request) { return std::string(request.header("Idempotency-Key").value_or("")); }

Answer createCase(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::OpenCase open;
  open.procedure = input.text("procedure", 64);
  open.step = input.optionalText("step", 64).value_or("");
  const auto subject = input.optionalText("subject", 24).value_or("");
  const auto records = input.texts("records", kMaxRecords, 24, Need::kOptional);
  open.input = readInput(input);
  open.input.clock = input.optionalText("clock", 64).value_or("");
  for (auto& [slot, unit] : input.textMap("units", kMaxItems, 64, Need::kOptional)) open.units[slot] = unit;
  if (!subject.empty()) {
    open.subjectId = service::parsePublicId('S', subject).value_or(0);
    if (open.subjectId == 0) input.wrong("subject", base::fail("HTTP-0017", {{"expected", "主体编号，如 S7"}}));
  }
  for (const auto& record : records) {
    const auto id = service::parsePublicId('R', record);
    if (!id) input.wrong("records", base::fail("HTTP-0017", {{"expected", "记录编号，如 R5"}}));
    open.records.push_back(id.value_or(0));
  }
  if (auto refused = input.refused()) return std::move(*refused);
  open.key = keyOf(request);
  MC_ASSIGN(const auto done, service::openCase(context.service, open));
  return viewOf(context, done.caseId, 201);
}

Answer listCases(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  store::CaseFilter filter;
  filter.procedure = query.optionalText("procedure", 64).value_or("");
  filter.state = query.optionalText("state", 64).value_or("");
  if (const auto subject = query.optionalText("subject", 24)) {
    filter.subjectId = service::parsePublicId('S', *subject).value_or(0);
  }
  if (const auto record = query.optionalText("record", 24)) {
    filter.recordId = service::parsePublicId('R', *record).value_or(0);
  }
  if (query.optionalBoolean("mine").value_or(false)) filter.openedBy = context.service.actor;
  if (query.optionalBoolean("late").value_or(false)) filter.lateOn = context.service.clock.today().iso();
  if (const auto open = query.optionalBoolean("open")) filter.final = !*open;
  filter.byUrgency = query.optionalWord("order", {"newest", "urgency"}).value_or("newest") == "urgency";
  const bool waiting = query.optionalWord("waiting", {"me"}).has_value();
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  if (waiting) {
    MC_ASSIGN(filter, service::waitingForActor(context.service, std::move(filter)));
  }
  if (!page.after.empty()) filter.before = service::parsePublicId('C', page.after.front());
  filter.limit = static_cast<std::int64_t>(page.limit) + 1;
  MC_ASSIGN(auto lines, service::listCases(context.service, filter));
  const bool more = lines.size() > page.limit;
  if (more) lines.resize(page.limit);
  json::array items;
  for (const auto& line : lines) items.push_back(caseLineView(line));
  json::object body{{"items", std::move(items)}};
  if (more && !filter.byUrgency) {
    body["next"] = nextCursor(request, context, {service::publicId('C', lines.back().head.id)});
  }
  return jsonResponse(200, body);
}

Answer caseCounts(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto counts, service::countCases(context.service));
  return jsonResponse(
      200,
      json::object{{"open", counts.open}, {"overdue", counts.overdue}, {"today", counts.today}, {"soon", counts.soon}});
}

Answer getCase(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'C'));
  return viewOf(context, id, 200);
}

/// Checks the version the actor has read, then sends the command.
Answer send(const Request& request, HandlerContext& context, service::StepCase step) {
  MC_ASSIGN(step.caseId, pathId(request, 'C'));
  MC_ASSIGN(const auto kept, service::requireCase(context.service, step.caseId));
  MC_TRY(checkVersion(request, kept.head.version));
  step.version = kept.head.version;
  step.key = keyOf(request);
  MC_ASSIGN(const auto done, service::stepCase(context.service, step));
  return viewOf(context, done.caseId, 200);
}

Answer takeCaseStep(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::StepCase step;
  step.step = input.text("step", 64);
  step.input = readInput(input);
  if (auto refused = input.refused()) return std::move(*refused);
  return send(request, context, std::move(step));
}

Answer caseExtension(const Request& request, HandlerContext& context) {
  using Kind = workflow::Command::Kind;
  JsonInput input(request);
  service::StepCase step;
  const auto act = input.word("act", {"ask", "approve", "refuse"});
  step.input.reason = input.optionalText("reason", kMaxReason).value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  step.kind = act == "ask" ? Kind::kAskExtension : act == "approve" ? Kind::kApproveExtension : Kind::kRefuseExtension;
  return send(request, context, std::move(step));
}

Answer caseRecusal(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::StepCase step;
  step.kind = workflow::Command::Kind::kRecuse;
  step.input.reason = input.text("reason", kMaxReason);
  if (auto refused = input.refused()) return std::move(*refused);
  return send(request, context, std::move(step));
}

Answer uploadCaseFile(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto name = query.text("name", 200);
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(const auto file, uploadedFile(request));
  MC_ASSIGN(const auto stored, service::addCaseFile(context.service, file, name));
  return jsonResponse(201, caseFileView(stored));
}

Answer getCaseFile(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'C'));
  MC_ASSIGN(const auto file, pathId(request, 'F', "file"));
  MC_ASSIGN(auto content, service::readCaseFile(context.service, id, file));
  Response response;
  response.contentType = content.info.media;
  response.headers.emplace_back("Content-Disposition", attachmentHeader(content.info.name));
  response.headers.emplace_back("X-Content-SM3", content.info.digest);
  response.body = std::move(content.bytes);
  return response;
}

}  // namespace

void addCasesRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("listProcedures", "/api/procedures", "signed-in", listProcedures);
  routes.get("getProcedure", "/api/procedures/{id}", "signed-in", getProcedure);
  routes.post("createCase", "/api/cases", "signed-in", createCase);
  routes.get("listCases", "/api/cases", "signed-in", listCases);
  routes.get("caseCounts", "/api/cases/counts", "signed-in", caseCounts);
  routes.get("getCase", "/api/cases/{id}", "signed-in", getCase);
  routes.post("takeCaseStep", "/api/cases/{id}/steps", "signed-in", takeCaseStep);
  routes.post("caseExtension", "/api/cases/{id}/extension", "signed-in", caseExtension);
  routes.post("caseRecusal", "/api/cases/{id}/recusal", "signed-in", caseRecusal);
  routes.upload("uploadCaseFile", "/api/case-files", "signed-in", kMaxUpload, uploadCaseFile);
  routes.get("getCaseFile", "/api/cases/{id}/files/{file}", "signed-in", getCaseFile);
}

}  // namespace medcredit::http
