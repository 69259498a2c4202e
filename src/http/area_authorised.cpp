// Queries by third parties and partner departments, and bulk exports under two persons.
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/subject_answer.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

Answer authorisedQuery(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto purpose = query.text("purpose", 64);
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(const auto answer, service::authorisedQuery(context.service, pathText(request, "code"), purpose));
  return textResponse(200, subjectAnswerText(context.service, answer));
}

Answer sharedSubject(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto purpose = query.text("purpose", 64);
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(const auto answer, service::sharedQuery(context.service, pathText(request, "code"), purpose));
  return textResponse(200, subjectAnswerText(context.service, answer));
}

/// The lawful purposes of queries and who may declare them (R-DISC-08).
Answer listPurposes(const Request&, HandlerContext& context) {
  json::array items;
  for (const auto& purpose : context.service.law.disclosure.purposes) {
    json::array audiences;
    for (const auto audience : purpose.audiences) audiences.push_back(json::value(domain::audienceName(audience)));
    items.push_back(json::object{{"id", purpose.id},
                                 {"label", purpose.label},
                                 {"audiences", std::move(audiences)},
                                 {"logDelayDays", purpose.logDelayDays},
                                 {"source", purpose.source}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer listGrantees(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto found, service::grantees(context.service));
  json::array items;
  for (const auto& one : found) {
    items.push_back(
        json::object{{"id", one.id}, {"name", one.name}, {"roleLabel", one.roleLabel}, {"agency", one.agency}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer requestExport(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::ExportDemand demand;
  demand.entry = input.text("entry", 64);
  demand.unit = input.optionalText("unit", 64).value_or("");
  demand.purpose = input.text("purpose", 64);
  demand.reason = input.text("reason", 500);
  demand.format = input.word("format", {"csv", "xlsx"});
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto made, service::requestExport(context.service, demand));
  return jsonResponse(201, bulkExportView(made));
}

Answer approveExport(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const bool approve = input.boolean("approve");
  const auto reason = input.text("reason", 500);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, pathId(request, 'E'));
  MC_ASSIGN(const auto decided, service::decideExport(context.service, id, approve, reason));
  return jsonResponse(200, bulkExportView(decided));
}

Answer listExports(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  std::optional<std::int64_t> before;
  if (!page.after.empty()) before = service::parsePublicId('E', page.after.front());
  MC_ASSIGN(auto exports, service::listBulkExports(context.service, before, static_cast<std::int64_t>(page.limit) + 1));
  const bool more = exports.size() > page.limit;
  if (more) exports.resize(page.limit);
  json::array items;
  for (const auto& one : exports) items.push_back(bulkExportView(one));
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('E', exports.back().id)});
  return jsonResponse(200, body);
}

Answer downloadExport(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'E'));
  MC_ASSIGN(const auto file, service::writeExport(context.service, id, context.shared.spoolFolder));
  const bool csv = file.path.extension() == ".csv";
  return fileResponse(
      file.path, file.name,
      csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", true);
}

Answer queryAnomalies(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto day = query.optionalDate("day").value_or(context.service.clock.today());
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(const auto found, service::queryAnomalies(context.service, day));
  json::array items;
  for (const auto& one : found) {
    items.push_back(json::object{{"actor", one.actor}, {"name", one.name}, {"count", one.count}});
  }
  return jsonResponse(200, json::object{{"day", day.iso()}, {"items", std::move(items)}});
}

}  // namespace

void addAuthorisedRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("authorisedQuery", "/api/authorised/subjects/{code}", "query.authorised", authorisedQuery);
  routes.get("sharedSubject", "/api/shared/subjects/{code}", "share.query", sharedSubject);
  routes.get("listPurposes", "/api/purposes", "signed-in", listPurposes);
  routes.get("listGrantees", "/api/grantees", "self", listGrantees);
  routes.post("requestExport", "/api/exports", "export.request", requestExport);
  routes.get("listExports", "/api/exports", "export.request", listExports);
  routes.get("listExportApprovals", "/api/export-approvals", "export.approve", listExports);
  routes.post("approveExport", "/api/exports/{id}/approve", "export.approve", approveExport);
  routes.get("downloadExport", "/api/exports/{id}/file", "export.request", downloadExport);
  routes.get("queryAnomalies", "/api/audit/anomalies", "audit.read", queryAnomalies);
}

}  // namespace medcredit::http
