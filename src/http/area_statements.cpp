// 陈述申辩 by HTTP: a subject states, takes back and reads its own; the office of the record lets it stand beside the
// record or declines. What stands beside a record comes with the record itself (archive, record, publicity).
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/views.h"
#include "service/evidence.h"
#include "service/statements.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kLongestInput = 2 * service::kLongestStatement;

json::object statementView(const service::StatementView& view) {
  const auto& row = view.row;
  return {{"id", service::publicId('X', row.id)},
          {"record", service::publicId('R', row.recordId)},
          {"subject", service::publicId('S', row.subjectId)},
          {"entryName", view.entryName},
          {"documentNo", textOrNull(view.documentNo)},
          {"unit", row.unitId},
          {"unitName", view.unitName},
          {"state", row.state},
          {"text", row.text},
          {"filedAt", row.filedAt.iso()},
          {"decidedAt", momentOrNull(row.decidedAt)},
          {"reason", textOrNull(row.reason)},
          {"withdrawnAt", momentOrNull(row.withdrawnAt)}};
}

base::Status noteStatements(HandlerContext& context, const std::vector<service::StatementView>& views) {
  service::Act act;
  act.action = "statement.read";
  act.objectType = "operation";
  act.objectId = context.route.operationId;
  act.fields = "text";
  for (const auto& view : views) act.subjects.push_back(view.row.subjectId);
  return noteRead(context, std::move(act));
}

Answer myStatements(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto views, service::myStatements(context.service));
  MC_TRY(noteStatements(context, views));
  json::array items;
  for (const auto& view : views) items.push_back(statementView(view));
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer fileStatement(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto record = input.text("record", 24);
  const auto text = input.text("text", kLongestInput);
  if (auto refused = input.refused()) return std::move(*refused);
  const auto id = service::parsePublicId('R', record).value_or(0);
  MC_ASSIGN(const auto view, service::fileStatement(context.service, id, text));
  return jsonResponse(201, statementView(view));
}

Answer withdrawStatement(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'X'));
  MC_ASSIGN(const auto view, service::withdrawStatement(context.service, id));
  return jsonResponse(200, statementView(view));
}

Answer listStatements(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  store::StatementFilter filter;
  filter.state = query.optionalWord("state", {"filed", "accepted", "declined", "withdrawn"}).value_or("");
  const auto record = query.optionalText("record", 24);
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  if (record) filter.recordId = service::parsePublicId('R', *record).value_or(0);
  if (!page.after.empty()) filter.before = service::parsePublicId('X', page.after.front()).value_or(0);
  filter.limit = static_cast<std::int64_t>(page.limit) + 1;
  MC_ASSIGN(auto views, service::findStatements(context.service, filter));
  const bool more = views.size() > page.limit;
  if (more) views.resize(page.limit);
  MC_TRY(noteStatements(context, views));
  json::array items;
  for (const auto& view : views) items.push_back(statementView(view));
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('X', views.back().row.id)});
  return jsonResponse(200, body);
}

Answer decideStatement(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'X'));
  JsonInput input(request);
  const bool accepted = input.boolean("accepted");
  const auto reason = input.optionalText("reason", 500).value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto view, service::decideStatement(context.service, id, accepted, reason));
  return jsonResponse(200, statementView(view));
}

}  // namespace

void addStatementsRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("myStatements", "/api/me/statements", "self", myStatements);
  routes.post("fileStatement", "/api/me/statements", "self", fileStatement);
  routes.post("withdrawStatement", "/api/me/statements/{id}/withdraw", "self", withdrawStatement);
  routes.get("listStatements", "/api/statements", "case.read", listStatements);
  routes.post("decideStatement", "/api/statements/{id}/decision", "case.handle", decideStatement);
}

}  // namespace medcredit::http
