#include "http/record_acts.h"

#include <boost/json.hpp>

#include "http/views.h"
#include "service/attachment.h"
#include "service/evidence.h"
#include "service/flow.h"
#include "service/record.h"
#include "service/scope.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxFields = 200;
constexpr std::size_t kMaxReason = 500;

/// With errors among the findings nothing was stored: 422 with one field error each.
Response rejected(const Request& request, const service::RecordOutcome& done) {
  Response response = refuse(request, base::fail("COLL-0060", {{"errors", std::to_string(done.errors)}}));
  auto problem = json::parse(response.body).as_object();
  json::array list;
  for (const auto& finding : done.findings) {
    if (finding.severity != "error") continue;
    json::object error{{"field", "values." + finding.field}, {"code", finding.code}, {"message", finding.message}};
    if (!finding.basis.empty()) error["basis"] = finding.basis;
    list.push_back(std::move(error));
  }
  problem["errors"] = std::move(list);
  response.body = json::serialize(problem);
  return response;
}

Answer outcome(const Request& request, const service::RecordOutcome& done, int status) {
  if (done.errors > 0) return rejected(request, done);
  Response response = jsonResponse(status, outcomeView(done));
  setVersion(response, done.version);
  if (status == 201 && done.id) {
    response.headers.emplace_back("Location", "/api/records/" + service::publicId('R', *done.id));
  }
  return response;
}

Answer createRecord(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::AddRecordRequest add;
  add.entry = input.text("entry", 64);
  add.unit = input.text("unit", 64);
  add.values = input.textMap("values", kMaxFields);
  add.received = input.optionalDate("received");
  add.market = input.optionalBoolean("market").value_or(false);
  add.consent = input.optionalText("consent", kMaxReason).value_or("");
  add.association = input.optionalText("association").value_or("");
  add.internalOnly = input.optionalBoolean("internalOnly").value_or(false);
  add.moment = input.optionalText("moment").value_or("");
  add.kindCode = input.optionalText("kindCode").value_or("");
  add.severity = input.optionalText("severity").value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::requireEntry(context.service, add.entry));
  MC_TRY(service::requireUnit(context.service, add.unit));
  MC_ASSIGN(const auto done, service::addRecord(context.service, add));
  return outcome(request, done, 201);
}

/// The record as the actor may change it: in scope, at the version it has read.
base::Result<store::RecordHead> forChange(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'R'));
  MC_ASSIGN(auto head, service::requireRecord(context.service, id));
  MC_TRY(checkVersion(request, head.version));
  return head;
}

Answer correctRecord(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::ChangeRecordRequest change;
  change.values = input.textMap("values", kMaxFields);
  change.correction = input.word("kind", {"correction", "revision"}) == "correction";
  change.cause = input.optionalText("cause", kMaxReason).value_or("");
  change.from = input.optionalDate("from");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto head, forChange(request, context));
  change.id = head.id;
  MC_ASSIGN(const auto done, service::changeRecord(context.service, change));
  return outcome(request, done, 200);
}

Answer voidRecord(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const bool isVoid = input.word("kind", {"void", "withdrawal"}) == "void";
  const auto reason = input.text("reason", kMaxReason);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto head, forChange(request, context));
  MC_ASSIGN(const auto version, service::retireRecord(context.service, head.id, isVoid, reason));
  Response response = jsonResponse(200, json::object{{"id", service::publicId('R', head.id)}, {"version", version}});
  setVersion(response, version);
  return response;
}

// --- the way through the offices -----------------------------------------------------------------------------------

Answer flowOf(HandlerContext& context, const store::RecordHead& head) {
  MC_ASSIGN(const auto flow, service::recordFlow(context.service, head.id));
  Response response = jsonResponse(200, flowView(flow));
  setVersion(response, head.version);
  return response;
}

Answer submitRecord(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto head, forChange(request, context));
  MC_TRY(service::submitRecord(context.service, head.id));
  return flowOf(context, head);
}

Answer reviewRecord(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::ReviewPoints points;
  points.lawful = input.boolean("lawful");
  points.truthful = input.boolean("true");
  points.accurate = input.boolean("accurate");
  const auto note = input.optionalText("note", kMaxReason).value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto head, forChange(request, context));
  MC_TRY(service::reviewRecord(context.service, head.id, points, note));
  return flowOf(context, head);
}

/// By the reviewer (returnRecord) or the central desk (sendBackRecord): the route says who may.
Answer returnRecord(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto reason = input.text("reason", kMaxReason);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto head, forChange(request, context));
  MC_TRY(service::returnRecord(context.service, head.id, reason));
  return flowOf(context, head);
}

Answer enterRecord(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto site = input.text("site");
  const auto receipt = input.optionalText("receipt").value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto head, forChange(request, context));
  MC_TRY(service::enterRecord(context.service, head.id, site, receipt));
  return flowOf(context, head);
}

// --- electronic evidence -------------------------------------------------------------------------------------------

Answer addAttachment(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  service::AttachmentRequest attach;
  attach.kind = query.text("kind", 20);
  attach.name = query.text("name", 200);
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(attach.recordId, pathId(request, 'R'));
  MC_TRY(service::requireRecord(context.service, attach.recordId));
  MC_ASSIGN(attach.file, uploadedFile(request));
  MC_ASSIGN(const auto stored, service::addAttachment(context.service, attach));
  Response response = jsonResponse(201, attachmentView(stored));
  response.headers.emplace_back("Location", "/api/records/" + service::publicId('R', attach.recordId) +
                                                "/attachments/" + std::to_string(stored.number));
  return response;
}

Answer getAttachment(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto version = query.optionalInteger("version", 1, 1000000);
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, pathId(request, 'R'));
  MC_ASSIGN(const auto head, service::requireRecord(context.service, id));
  const auto number = service::parsePublicId('A', pathText(request, "number"));
  if (!number) return service::notFound(pathText(request, "number"));
  MC_ASSIGN(auto content, service::readAttachment(context.service, id, *number, version));
  service::Act act;
  act.action = "record.attachment";
  act.objectType = "record";
  act.objectId = service::publicId('R', id);
  act.objectVersion = head.version;
  act.subjectId = head.subjectId;
  act.fields = "attachment " + std::to_string(content.info.number) + "/" + std::to_string(content.info.version);
  MC_TRY(noteRead(context, std::move(act)));
  Response response;
  response.contentType = content.info.media;
  response.headers.emplace_back("Content-Disposition", attachmentHeader(content.info.name));
  response.headers.emplace_back("X-Content-SM3", content.info.digest);
  response.body = std::move(content.bytes);
  return response;
}

}  // namespace

void addRecordActs(AreaRoutes& routes) {
  routes.post("createRecord", "/api/records", "collect.enter", createRecord);
  routes.post("correctRecord", "/api/records/{id}/correct", "collect.enter", correctRecord);
  routes.post("voidRecord", "/api/records/{id}/void", "collect.enter", voidRecord);
  routes.post("submitRecord", "/api/records/{id}/submit", "collect.enter", submitRecord);
  routes.post("reviewRecord", "/api/records/{id}/review", "collect.review", reviewRecord);
  routes.post("returnRecord", "/api/records/{id}/return", "collect.review", returnRecord);
  routes.post("sendBackRecord", "/api/records/{id}/send-back", "publish.act", returnRecord);
  routes.post("enterRecord", "/api/records/{id}/enter", "publish.act", enterRecord);
  routes.upload("addAttachment", "/api/records/{id}/attachments", "collect.enter",
                static_cast<std::size_t>(service::kMaxAttachmentBytes) + 1, addAttachment);
  routes.get("getAttachment", "/api/records/{id}/attachments/{number}", "collect.read", getAttachment);
}

}  // namespace medcredit::http
