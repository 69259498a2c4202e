// Recalls by HTTP: who once received a record that was corrected or withdrawn, who has confirmed, and who has not.
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/views.h"
#include "service/evidence.h"
#include "service/recalls.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

json::object recallView(const store::Recall& recall) {
  return {{"id", service::publicId('L', recall.id)},
          {"record", service::publicId('R', recall.recordId)},
          {"case", service::publicId('C', recall.caseId)},
          {"followedBy", idOrNull('C', recall.followCase)},
          {"receiver", recall.receiver},
          {"way", recall.way},
          {"act", recall.act},
          {"state", recall.state},
          {"createdAt", recall.createdAt.iso()},
          {"toldAt", momentOrNull(recall.toldAt)},
          {"doneAt", momentOrNull(recall.doneAt)},
          {"receipt", textOrNull(recall.receipt)},
          {"attempts", recall.attempts}};
}

/// Filter of both lists; the page goes by id, oldest first: what waits longest stands first.
struct RecallPage {
  store::RecallFilter filter;
  std::size_t limit = 0;
};

RecallPage readRecallPage(QueryInput& query, const Request& request, HandlerContext& context) {
  RecallPage out;
  out.filter.open = query.optionalBoolean("open").value_or(false);
  out.filter.state = query.optionalWord("state", {"open", "told", "done"}).value_or("");
  const Page page = readPage(query, request, context);
  if (!page.after.empty()) out.filter.after = service::parsePublicId('L', page.after.front()).value_or(0);
  out.limit = page.limit;
  out.filter.limit = static_cast<std::int64_t>(page.limit) + 1;
  return out;
}

Answer recallsAnswer(const Request& request, HandlerContext& context, std::vector<store::Recall> rows,
                     std::size_t limit) {
  service::Act act;
  act.action = "recall.list";
  act.objectType = "operation";
  act.objectId = context.route.operationId;
  MC_TRY(noteRead(context, std::move(act)));
  const bool more = rows.size() > limit;
  if (more) rows.resize(limit);
  json::array items;
  for (const auto& row : rows) items.push_back(recallView(row));
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('L', rows.back().id)});
  return jsonResponse(200, body);
}

Answer listRecalls(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  auto page = readRecallPage(query, request, context);
  const auto record = query.optionalText("record", 24);
  const auto ofCase = query.optionalText("case", 24);
  page.filter.receiver = query.optionalText("receiver", 100).value_or("");
  if (auto refused = query.refused()) return std::move(*refused);
  if (record) page.filter.recordId = service::parsePublicId('R', *record).value_or(0);
  if (ofCase) page.filter.caseId = service::parsePublicId('C', *ofCase).value_or(0);
  MC_ASSIGN(auto rows, service::findRecalls(context.service, page.filter));
  return recallsAnswer(request, context, std::move(rows), page.limit);
}

Answer myRecalls(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  auto page = readRecallPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(auto rows, service::myRecalls(context.service, page.filter));
  return recallsAnswer(request, context, std::move(rows), page.limit);
}

Answer confirmRecall(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'L'));
  JsonInput input(request);
  const auto receipt = input.text("receipt", 200);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const bool fresh, service::confirmRecall(context.service, id, receipt));
  return jsonResponse(200, json::object{{"id", service::publicId('L', id)}, {"state", "done"}, {"first", fresh}});
}

}  // namespace

void addRecallsRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("listRecalls", "/api/recalls", "case.read", listRecalls);
  routes.get("myRecalls", "/api/me/recalls", "signed-in", myRecalls);
  routes.post("confirmRecall", "/api/recalls/{id}/receipt", "signed-in", confirmRecall);
}

}  // namespace medcredit::http
