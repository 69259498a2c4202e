// Registers beside the lists by HTTP: persons who disturbed the order of medical care (another register, another
// permission), lists of other bodies, boards of hospitals, campaigns. No number of a person ever stands in an address.
#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "http/areas.h"
#include "http/handlers.h"
#include "http/public_route.h"
#include "http/views.h"
#include "service/evidence.h"
#include "service/list_registers.h"
#include "service/scope.h"
#include "service/search.h"
#include "service/subject.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxText = 2000;
constexpr std::size_t kMaxRows = 500;
constexpr std::size_t kMaxKinds = 20;
constexpr int kFirstYear = 2000;
constexpr int kLastYear = 2999;

json::array textsView(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

// --- 严重危害正常医疗秩序责任人另册 ---------------------------------------------------------------------------------

json::object disorderView(const service::DisorderView& view) {
  return {{"id", service::publicId('D', view.row.id)},
          {"list", view.row.list},
          {"name", view.name},
          {"number", view.number},
          {"documentKind", view.row.documentKind},
          {"document", view.document},
          {"facts", view.facts},
          {"unit", view.row.unitId},
          {"recognisedOn", view.row.recognisedOn},
          {"validTo", view.row.validTo},
          {"measures", textsView(view.measures)}};
}

Answer disorderAnswer(HandlerContext& context, const std::string& number) {
  MC_ASSIGN(const auto views, service::findDisorder(context.service, number));
  json::array items;
  for (const auto& view : views) items.push_back(disorderView(view));
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer listDisorder(const Request&, HandlerContext& context) { return disorderAnswer(context, {}); }

Answer searchDisorder(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto number = input.text("number", 32);
  if (auto refused = input.refused()) return std::move(*refused);
  return disorderAnswer(context, number);
}

Answer registerDisorder(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::DisorderPerson person;
  person.list = input.text("list", 64);
  person.name = input.text("name", 64);
  person.number = input.text("number", 32);
  person.documentKind = input.text("documentKind", 64);
  person.document = input.text("document", 100);
  person.facts = input.text("facts", kMaxText);
  person.unit = input.text("unit", 64);
  person.recognisedOn = input.date("recognisedOn");
  person.validTo = input.optionalDate("validTo");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, service::registerDisorder(context.service, person));
  return jsonResponse(201, json::object{{"id", service::publicId('D', id)}});
}

Answer removeDisorder(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'D'));
  JsonInput input(request);
  const auto cause = input.text("cause", 200);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::removeDisorderPerson(context.service, id, cause));
  return emptyResponse();
}

// --- 外部名单
// ---------------------------------------------------------------------------------------------------------

json::object matchView(const store::MatchRow& row) {
  return {{"id", service::publicId('Q', row.id)},
          {"list", row.list},
          {"source", row.source},
          {"name", row.name},
          {"code", textOrNull(row.code)},
          {"facts", row.facts},
          {"validTo", row.validTo},
          {"subject", service::publicId('S', row.subjectId)},
          {"state", row.state},
          {"reason", textOrNull(row.reason)},
          {"entry", idOrNull('L', row.entryId)}};
}

/// Natural persons outside the scope are left out.
Answer matchesAnswer(HandlerContext& context, const std::vector<store::MatchRow>& rows, int status) {
  json::array items;
  service::Act act;
  act.action = "list.matches";
  act.objectType = "operation";
  act.objectId = context.route.operationId;
  act.fields = "name,code,facts";
  for (const auto& row : rows) {
    if (!service::requireSubject(context.service, row.subjectId).ok()) continue;
    items.push_back(matchView(row));
    act.subjects.push_back(row.subjectId);
  }
  MC_TRY(noteRead(context, std::move(act)));
  return jsonResponse(status, json::object{{"items", std::move(items)}});
}

Answer listMatches(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto state = query.optionalWord("state", {"proposed", "confirmed", "rejected"}).value_or("proposed");
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(const auto rows, store::listMatches(context.service.conn, state));
  return matchesAnswer(context, rows, 200);
}

Answer importOutsideList(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto list = input.text("list", 64);
  const auto source = input.text("source", 200);
  std::vector<service::OutsideRow> rows;
  for (auto& one : input.objects("rows", kMaxRows)) {
    service::OutsideRow row;
    row.name = one.text("name", 200);
    row.code = one.optionalText("code", 32).value_or("");
    row.facts = one.optionalText("facts", kMaxText).value_or("");
    row.validTo = one.date("validTo");
    rows.push_back(std::move(row));
  }
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto made, service::importOutside(context.service, list, source, rows));
  return matchesAnswer(context, made, 201);
}

Answer decideMatch(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'Q'));
  JsonInput input(request);
  const bool confirmed = input.boolean("confirmed");
  const auto reason = input.optionalText("reason", 500).value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto entry,
            service::decideOutside(context.service, id, confirmed, context.service.principal.unit, reason));
  return jsonResponse(200, json::object{{"entry", idOrNull('L', entry)}});
}

// --- 红黑榜
// -----------------------------------------------------------------------------------------------------------

Answer boardsAnswer(HandlerContext& context) {
  json::array items;
  for (const auto& board : context.service.law.lists.boards) {
    items.push_back(json::object{{"id", board.id},
                                 {"title", board.title},
                                 {"red", textsView(board.red)},
                                 {"black", textsView(board.black)},
                                 {"source", board.source}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer listBoards(const Request&, HandlerContext& context) { return boardsAnswer(context); }

/// The year of the path; ACCS-0401 for what is none.
base::Result<int> boardYear(const Request& request) {
  const auto text = pathText(request, "year");
  int year = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), year);
  if (ec != std::errc() || end != text.data() + text.size() || year < kFirstYear || year > kLastYear) {
    return service::notFound(text);
  }
  return year;
}

Answer boardAnswer(HandlerContext& context, const std::vector<store::BoardRow>& rows, int status) {
  json::array items;
  for (const auto& row : rows) {
    MC_ASSIGN(const auto subject, service::subjectById(context.service, row.subjectId));
    items.push_back(json::object{{"subject", service::publicId('S', row.subjectId)},
                                 {"subjectName", subject.name},
                                 {"side", row.side},
                                 {"grade", row.grade},
                                 {"state", row.state},
                                 {"decidedOn", textOrNull(row.decidedOn)},
                                 {"reason", textOrNull(row.reason)}});
  }
  return jsonResponse(status, json::object{{"items", std::move(items)}});
}

Answer getBoard(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const int year, boardYear(request));
  const auto board = pathText(request, "board");
  const auto& known = context.service.law.lists.boards;
  const bool there = std::any_of(known.begin(), known.end(), [&](const auto& one) { return one.id == board; });
  if (!there) return service::notFound(board);
  MC_ASSIGN(const auto rows, store::boardRows(context.service.conn, board, std::to_string(year)));
  return boardAnswer(context, rows, 200);
}

Answer proposeBoard(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const int year, boardYear(request));
  MC_ASSIGN(const auto rows, service::proposeBoard(context.service, pathText(request, "board"), year));
  return boardAnswer(context, rows, 201);
}

Answer decideBoard(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const int year, boardYear(request));
  JsonInput input(request);
  const auto subject = service::parsePublicId('S', input.text("subject", 24)).value_or(0);
  const bool approved = input.boolean("approved");
  const auto reason = input.optionalText("reason", 500).value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  const auto board = pathText(request, "board");
  MC_TRY(service::decideBoard(context.service, board, year, subject, approved, reason));
  MC_ASSIGN(const auto rows, store::boardRows(context.service.conn, board, std::to_string(year)));
  return boardAnswer(context, rows, 200);
}

Answer issueBoard(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const int year, boardYear(request));
  MC_ASSIGN(const auto paper, service::issueBoard(context.service, pathText(request, "board"), year));
  return jsonResponse(201, json::object{{"paper", service::publicId('P', paper.id)},
                                        {"title", paper.title},
                                        {"number", textOrNull(paper.number)},
                                        {"code", paper.code}});
}

Answer publicBoard(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const int year, boardYear(request));
  MC_ASSIGN(const auto lines, service::publicBoard(context.service, pathText(request, "board"), year));
  json::array items;
  for (const auto& line : lines) {
    items.push_back(json::object{{"side", line.side}, {"subjectName", line.subjectName}, {"grade", line.grade}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

// --- 专项治理
// ---------------------------------------------------------------------------------------------------------

json::object campaignView(const store::CampaignRow& row, const std::vector<store::CampaignCount>& counts) {
  json::array cases;
  for (const auto& one : counts) cases.push_back(json::object{{"kind", one.kind}, {"cases", one.cases}});
  return {{"id", service::publicId('W', row.id)},
          {"title", row.title},
          {"kinds", row.kinds},
          {"target", row.target},
          {"unit", row.unitId},
          {"from", row.fromOn},
          {"until", row.untilOn},
          {"closedOn", textOrNull(row.closedOn)},
          {"counts", std::move(cases)}};
}

/// A campaign of a unit in the actor's scope.
base::Result<store::CampaignRow> requireCampaign(HandlerContext& context, std::int64_t id) {
  const auto name = service::publicId('W', id);
  MC_ASSIGN(auto row, store::campaign(context.service.conn, id));
  if (!row || !service::requireUnit(context.service, row->unitId).ok()) return service::notFound(name);
  return std::move(*row);
}

Answer campaignAnswer(HandlerContext& context, std::int64_t id, int status) {
  MC_ASSIGN(const auto row, requireCampaign(context, id));
  MC_ASSIGN(const auto counts, store::campaignCounts(context.service.conn, id));
  return jsonResponse(status, campaignView(row, counts));
}

Answer listCampaigns(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto scope, service::visibleUnits(context.service));
  MC_ASSIGN(const auto rows, store::campaigns(context.service.conn));
  json::array items;
  for (const auto& row : rows) {
    if (!scope.contains(row.unitId)) continue;
    MC_ASSIGN(const auto counts, store::campaignCounts(context.service.conn, row.id));
    items.push_back(campaignView(row, counts));
  }
  json::array kinds;
  for (const auto& kind : context.service.law.lists.campaigns) {
    kinds.push_back(json::object{{"id", kind.id}, {"label", kind.label}, {"source", kind.source}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}, {"kinds", std::move(kinds)}});
}

Answer startCampaign(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::NewCampaign wanted;
  wanted.title = input.text("title", 100);
  wanted.target = input.text("target", 500);
  wanted.kinds = input.texts("kinds", kMaxKinds, 64);
  wanted.from = input.date("from");
  wanted.until = input.date("until");
  if (auto refused = input.refused()) return std::move(*refused);
  wanted.unit = context.service.principal.unit;
  MC_ASSIGN(const auto id, service::startCampaign(context.service, wanted));
  return campaignAnswer(context, id, 201);
}

Answer addCampaignCase(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'W'));
  JsonInput input(request);
  const auto record = input.text("record", 24);
  const auto kind = input.text("kind", 64);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(requireCampaign(context, id));
  MC_TRY(service::addCampaignCase(context.service, id, service::parsePublicId('R', record).value_or(0), kind));
  return campaignAnswer(context, id, 200);
}

Answer closeCampaign(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'W'));
  MC_TRY(requireCampaign(context, id));
  MC_ASSIGN(const auto counts, service::closeCampaign(context.service, id));
  MC_ASSIGN(const auto row, requireCampaign(context, id));
  return jsonResponse(200, campaignView(row, counts));
}

}  // namespace

void addRegistersRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("listDisorder", "/api/registers/disorder", "list.disorder", listDisorder);
  routes.compute("searchDisorder", "/api/registers/disorder/search", "list.disorder", searchDisorder);
  routes.post("registerDisorder", "/api/registers/disorder", "list.disorder", registerDisorder);
  routes.post("removeDisorder", "/api/registers/disorder/{id}/removal", "list.disorder", removeDisorder);
  routes.get("listOutsideMatches", "/api/registers/outside", "case.read", listMatches);
  routes.post("importOutsideList", "/api/registers/outside", "case.handle", importOutsideList);
  routes.post("decideOutsideMatch", "/api/registers/outside/{id}/decision", "case.head", decideMatch);
  routes.get("listBoards", "/api/boards", "case.read", listBoards);
  routes.get("getBoard", "/api/boards/{board}/{year}", "case.read", getBoard);
  routes.post("proposeBoard", "/api/boards/{board}/{year}", "case.handle", proposeBoard);
  routes.post("decideBoard", "/api/boards/{board}/{year}/decisions", "case.head", decideBoard);
  routes.post("issueBoard", "/api/boards/{board}/{year}/notice", "paper.issue", issueBoard);
  router.add(publicRoute(Method::kGet, "publicBoards", "/api/public/boards", listBoards));
  router.add(publicRoute(Method::kGet, "publicBoard", "/api/public/boards/{board}/{year}", publicBoard));
  routes.get("listCampaigns", "/api/campaigns", "case.read", listCampaigns);
  routes.post("startCampaign", "/api/campaigns", "case.head", startCampaign);
  routes.post("addCampaignCase", "/api/campaigns/{id}/cases", "case.handle", addCampaignCase);
  routes.post("closeCampaign", "/api/campaigns/{id}/close", "case.head", closeCampaign);
}

}  // namespace medcredit::http
