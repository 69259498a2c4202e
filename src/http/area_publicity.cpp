// Publicity by HTTP as the central desk works it: what is due, publishing after the secrecy check, taking down, files.
#include <algorithm>
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/handlers.h"
#include "http/views.h"
#include "service/disclosure.h"
#include "service/evidence.h"
#include "service/flow.h"
#include "service/public_site.h"
#include "service/publish.h"
#include "service/publish_output.h"
#include "service/scope.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::size_t kMostDue = 500;
constexpr std::size_t kMostRecords = 1000;

/// Duties within the actor's scope and entries.
base::Result<std::vector<service::PublishDuty>> dueInScope(HandlerContext& context, const std::string& entry,
                                                           const std::string& unit) {
  service::PublishDueQuery due;
  due.entry = entry;
  due.unitId = unit;
  MC_ASSIGN(auto scope, service::visibleUnits(context.service));
  if (!scope.all) due.scope = std::move(scope.units);
  MC_ASSIGN(auto duties, service::publishDue(context.service, due));
  const auto& entries = context.service.principal.entries;
  if (!entries.empty()) {
    std::erase_if(duties, [&](const service::PublishDuty& duty) { return entries.count(duty.entry) == 0; });
  }
  return duties;
}

/// Waiting records are of organisations only (R-DUAL-10), whose names stand in public registers; the policy has the
/// last word all the same.
base::Result<json::object> dutyView(HandlerContext& context, service::Discloser& discloser,
                                    const service::PublishDuty& duty, std::vector<std::int64_t>& subjects) {
  MC_ASSIGN(const auto head, store::getRecord(context.service.conn, duty.recordId));
  const auto subject = head ? head->subjectId : 0;
  subjects.push_back(subject);
  MC_ASSIGN(const auto name, discloser.value(service::SubjectPart::kName, domain::SubjectKind::kOrganisation, subject,
                                             {}, duty.subjectName));
  MC_ASSIGN(const auto held, service::publicationHeld(context.service, duty.recordId));
  return json::object{{"record", service::publicId('R', duty.recordId)},
                      {"entry", duty.entry},
                      {"entryName", duty.entryName},
                      {"unit", duty.unitId},
                      {"unitName", duty.unitName},
                      {"subjectName", textOrNull(name)},
                      {"documentNo", textOrNull(duty.documentNo)},
                      {"decidedOn", duty.decidedOn.iso()},
                      {"due", duty.due.iso()},
                      {"provisional", duty.provisional},
                      {"state", domain::dutyStateName(duty.state)},
                      {"explanation", duty.explanation},
                      {"reason", duty.reason},
                      {"severityProposed", severityView(duty.proposal)},
                      {"channels", json::array(duty.channels.begin(), duty.channels.end())},
                      {"warning", duty.warning ? json::value(issueView(*duty.warning)) : json::value(nullptr)},
                      {"held", held ? json::value(issueView(*held)) : json::value(nullptr)}};
}

Answer publicityDue(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto entry = query.optionalText("entry", 64).value_or("");
  const auto unit = query.optionalText("unit", 64).value_or("");
  if (auto refused = query.refused()) return std::move(*refused);
  if (!entry.empty()) MC_TRY(service::requireEntry(context.service, entry));
  if (!unit.empty()) MC_TRY(service::requireUnit(context.service, unit));
  MC_ASSIGN(auto duties, dueInScope(context, entry, unit));
  const auto total = duties.size();
  if (duties.size() > kMostDue) duties.resize(kMostDue);
  service::Discloser discloser(context.service);
  service::Act act;
  act.action = "publicity.due";
  act.objectType = "operation";
  act.objectId = context.route.operationId;
  act.rule = context.route.permission;
  act.fields = "subjectName,documentNo";
  json::array items;
  for (const auto& duty : duties) {
    MC_ASSIGN(auto view, dutyView(context, discloser, duty, act.subjects));
    items.push_back(std::move(view));
  }
  MC_TRY(service::recordRead(context.service, act));
  return jsonResponse(200, json::object{{"total", total}, {"items", std::move(items)}});
}

/// The page of the public before there is one.
Answer previewPublicity(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'R'));
  MC_ASSIGN(const auto head, service::requireRecord(context.service, id));
  MC_ASSIGN(const auto seen, service::publicPreview(context.service, id));
  if (!seen) return service::notFound(service::publicId('R', id));
  service::Act act;
  act.action = "publicity.preview";
  act.objectType = "record";
  act.objectId = service::publicId('R', id);
  act.objectVersion = head.version;
  act.subjectId = head.subjectId;
  for (const auto& field : seen->fields) act.fields += (act.fields.empty() ? "" : ",") + field.id;
  MC_TRY(noteRead(context, std::move(act)));
  return jsonResponse(200, publicRecordView(*seen));
}

/// Numbers of the records asked for, each within the scope.
base::Result<std::vector<std::int64_t>> recordsOf(HandlerContext& context, const std::vector<std::string>& names) {
  std::vector<std::int64_t> ids;
  for (const auto& name : names) {
    const auto id = service::parsePublicId('R', name);
    if (!id) return service::notFound(name);
    MC_TRY(service::requireRecord(context.service, *id));
    ids.push_back(*id);
  }
  return ids;
}

json::object publishedView(const service::PublishedItem& item) {
  return {{"record", service::publicId('R', item.recordId)},
          {"entry", item.entry},
          {"documentNo", textOrNull(item.documentNo)},
          {"publicityUntil", textOrNull(item.publicityUntil)},
          {"late", item.late},
          {"channels", json::array(item.channels.begin(), item.channels.end())},
          {"tracked", json::array(item.tracked.begin(), item.tracked.end())},
          {"warning", item.warning ? json::value(issueView(*item.warning)) : json::value(nullptr)}};
}

Answer publishRecords(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto names = input.texts("records", kMostRecords, 24, Need::kOptional);
  const auto entry = input.optionalText("entry", 64).value_or("");
  const bool all = input.optionalBoolean("all").value_or(false);
  service::PublishRequest publish;
  publish.checked = input.boolean("secrecyChecked");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(publish.records, recordsOf(context, names));
  const bool waiting = publish.records.empty() && (all || !entry.empty());
  if (waiting) {
    if (!entry.empty()) MC_TRY(service::requireEntry(context.service, entry));
    MC_ASSIGN(const auto duties, dueInScope(context, entry, ""));
    for (const auto& duty : duties) publish.records.push_back(duty.recordId);
    if (publish.checked && publish.records.empty()) {
      return jsonResponse(200, json::object{{"published", json::array()}, {"skipped", json::array()}, {"messages", 0}});
    }
  }
  MC_ASSIGN(const auto outcome, service::publishRun(context.service, publish));
  json::array published;
  for (const auto& item : outcome.published) published.push_back(publishedView(item));
  json::array skipped;
  for (const auto& error : outcome.skipped) skipped.push_back(issueView(error));
  return jsonResponse(
      200,
      json::object{{"published", std::move(published)}, {"skipped", std::move(skipped)}, {"messages", outcome.jobs}});
}

Answer withdrawPublicity(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto reason = input.text("reason", 500);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, pathId(request, 'R'));
  MC_ASSIGN(const auto head, service::requireRecord(context.service, id));
  MC_TRY(checkVersion(request, head.version));
  MC_TRY(service::publishWithdraw(context.service, id, reason));
  Response response =
      jsonResponse(200, json::object{{"record", service::publicId('R', id)}, {"publicity", "withdrawn"}});
  setVersion(response, head.version);
  return response;
}

/// The exchange file in clear names persons beside the organisation: it needs the right to see them and a purpose.
base::Status mayExportInClear(const HandlerContext& context) {
  MC_TRY(service::requirePermission(context.service, "subject.reveal"));
  if (context.service.principal.purpose.empty()) return base::fail("HTTP-0016", {}, "X-Purpose");
  return {};
}

Answer exportPublicity(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::ExportRequest wanted;
  wanted.entry = input.text("entry", 64);
  const auto format = input.word("format", {"csv", "xlsx"});
  wanted.masked = input.optionalBoolean("masked").value_or(true);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::requireEntry(context.service, wanted.entry));
  if (!wanted.masked) MC_TRY(mayExportInClear(context));
  MC_ASSIGN(auto scope, service::visibleUnits(context.service));
  if (!scope.all) wanted.scope = std::move(scope.units);
  MC_ASSIGN(wanted.target, answerPath(context, "." + format));
  const auto written = service::exportUpload(context.service, wanted);
  std::error_code ignored;
  if (!written.ok()) {
    std::filesystem::remove(wanted.target, ignored);
    return written.error();
  }
  std::filesystem::remove(written->manifest, ignored);
  service::Act act;
  act.action = "publicity.export";
  act.objectType = "entry";
  act.objectId = wanted.entry;
  act.rule = context.route.permission;
  act.fields = wanted.masked ? "masked" : "all";
  act.detailJson = json::serialize(json::object{{"count", written->count}, {"digest", written->digest}});
  if (const auto noted = service::recordRead(context.service, act); !noted.ok()) {
    std::filesystem::remove(wanted.target, ignored);
    return noted.error();
  }
  Response response = fileResponse(wanted.target, wanted.entry + "-公示." + format,
                                   format == "xlsx" ? kXlsx : std::string_view("text/csv; charset=utf-8"), true);
  response.headers.emplace_back("X-Content-SM3", written->digest);
  response.headers.emplace_back("X-Record-Count", std::to_string(written->count));
  return response;
}

}  // namespace

void addPublicityRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("publicityDue", "/api/publicity/due", "publish.read", publicityDue);
  routes.get("previewPublicity", "/api/records/{id}/publicity/preview", "publish.read", previewPublicity);
  routes.post("publishRecords", "/api/publicity", "publish.act", publishRecords);
  routes.post("withdrawPublicity", "/api/records/{id}/publicity/withdraw", "publish.act", withdrawPublicity);
  routes.post("exportPublicity", "/api/publicity/export", "publish.act", exportPublicity);
}

}  // namespace medcredit::http
