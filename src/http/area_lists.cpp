// Credit lists by HTTP: lists with their basis and standards, proposals, entries, exit ratio, and what everybody may
// see. The steps of a listing go through /api/cases.
#include <boost/json.hpp>

#include "base/decimal.h"
#include "http/areas.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/public_route.h"
#include "http/views.h"
#include "service/evidence.h"
#include "service/list_entries.h"
#include "service/scope.h"
#include "service/sealing.h"
#include "service/search.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxText = 2000;
constexpr std::size_t kMaxItems = 20;
constexpr std::int64_t kFirstYear = 2000;
constexpr std::int64_t kLastYear = 2999;

json::array textsView(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

json::object listView(const jurisdiction::CreditList& list) {
  return {{"id", list.id},
          {"name", list.name},
          {"kind", jurisdiction::listKindName(list.kind)},
          {"basis", textOrNull(list.basis)},
          {"historyOnly", list.procedure.empty()},
          {"term", textOrNull(list.term)},
          {"public", list.organisationsPublic || list.personsPublic},
          {"measures", textsView(list.measures)},
          {"source", list.source}};
}

Answer creditLists(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto lists, service::creditLists(context.service));
  json::array items;
  for (const auto& list : lists) {
    auto view = listView(list);
    MC_ASSIGN(const auto known, service::standards(context.service, list.id));
    json::array standards;
    for (const auto& one : known) {
      standards.push_back(json::object{{"id", one.id}, {"text", one.text}, {"basis", one.basisDocument}});
    }
    view["standards"] = std::move(standards);
    items.push_back(std::move(view));
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer addListStandard(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  store::StandardRow row;
  row.id = input.text("id", 64);
  row.list = input.text("list", 64);
  row.text = input.text("text", kMaxText);
  row.basisDocument = input.text("basis", 100);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::addStandard(context.service, row));
  return jsonResponse(
      201, json::object{{"id", row.id}, {"list", row.list}, {"text", row.text}, {"basis", row.basisDocument}});
}

json::object entryLine(const service::ListEntryView& view) {
  const auto& row = view.row;
  return {{"id", service::publicId('L', row.id)},
          {"case", idOrNull('C', row.caseId)},
          {"caseNumber", view.caseNumber},
          {"list", row.list},
          {"listName", row.listName},
          {"kind", row.kind},
          {"subject", service::publicId('S', row.subjectId)},
          {"subjectName", view.subjectName},
          {"unitName", view.unitName},
          {"recognisedOn", row.recognisedOn},
          {"validFrom", row.validFrom},
          {"validTo", row.validTo},
          {"state", row.state},
          {"removedOn", textOrNull(row.removedOn)},
          {"cause", textOrNull(row.cause)}};
}

json::object entryView(const service::ListEntryView& view) {
  auto out = entryLine(view);
  out["standard"] = view.row.standard;
  out["basis"] = view.row.basis;
  out["facts"] = view.facts;
  out["evidence"] = textsView(view.evidence);
  out["measures"] = textsView(view.measures);
  out["source"] = textOrNull(view.row.source);
  json::array fields;
  for (const auto& [name, value] : service::listFields(view)) {
    fields.push_back(json::object{{"name", name}, {"value", value}});
  }
  out["fields"] = std::move(fields);
  return out;
}

Answer proposeListing(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::ListProposal proposal;
  proposal.list = input.text("list", 64);
  proposal.subjectId = service::parsePublicId('S', input.text("subject", 24)).value_or(0);
  proposal.standard = input.text("standard", 64);
  proposal.facts = input.text("facts", kMaxText);
  proposal.evidence = input.texts("evidence", kMaxItems, 200);
  proposal.basis = input.text("basis", kMaxText);
  proposal.unit = input.text("unit", 64);
  proposal.reason = input.text("reason", kMaxText);
  proposal.validTo = input.optionalDate("validTo");
  for (const auto& name : input.texts("records", kMaxItems, 24, Need::kOptional)) {
    const auto id = service::parsePublicId('R', name);
    if (!id) input.wrong("records", base::fail("HTTP-0017", {{"expected", "记录编号，如 R5"}}));
    proposal.records.push_back(id.value_or(0));
  }
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::requireSubject(context.service, proposal.subjectId));
  MC_TRY(service::requireUnit(context.service, proposal.unit));
  proposal.key = std::string(request.header("Idempotency-Key").value_or(""));
  MC_ASSIGN(const auto done, service::proposeListing(context.service, proposal));
  MC_ASSIGN(const auto view, service::showListEntry(context.service, done.id));
  return jsonResponse(201, entryView(view));
}

Answer listListEntries(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  store::ListFilter filter;
  filter.list = query.optionalText("list", 64).value_or("");
  filter.state = query.optionalText("state", 20).value_or("");
  if (const auto subject = query.optionalText("subject", 24)) {
    filter.subjectId = service::parsePublicId('S', *subject).value_or(0);
  }
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  if (!page.after.empty()) filter.before = service::parsePublicId('L', page.after.front()).value_or(0);
  filter.limit = static_cast<std::int64_t>(page.limit) + 1;
  MC_ASSIGN(auto views, service::findListEntries(context.service, filter));
  const bool more = views.size() > page.limit;
  if (more) views.resize(page.limit);
  json::array items;
  for (const auto& view : views) items.push_back(entryLine(view));
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('L', views.back().row.id)});
  return jsonResponse(200, body);
}

Answer getListEntry(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'L'));
  MC_ASSIGN(const auto view, service::showListEntry(context.service, id));
  service::Act act;
  act.action = "list.read";
  act.objectType = "list-entry";
  act.objectId = service::publicId('L', id);
  act.subjectId = view.row.subjectId;
  act.fields = "facts";
  MC_TRY(noteRead(context, std::move(act)));
  return jsonResponse(200, entryView(view));
}

Answer listExitRatio(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto year = query.optionalInteger("year", kFirstYear, kLastYear);
  if (auto refused = query.refused()) return std::move(*refused);
  const auto wanted = year.value_or(context.service.clock.today().year());
  MC_ASSIGN(const auto quarters, service::exitRatios(context.service, static_cast<int>(wanted)));
  json::array items;
  for (const auto& one : quarters) {
    items.push_back(json::object{
        {"from", one.from},
        {"to", one.to},
        {"atStart", one.counts.atStart},
        {"added", one.counts.added},
        {"left", one.counts.left},
        {"ratio", one.ratioMicro ? json::value(base::Decimal6{*one.ratioMicro}.str()) : json::value(nullptr)}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer publicLists(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto lists, service::creditLists(context.service));
  json::array items;
  for (const auto& list : lists) {
    if (list.organisationsPublic || list.personsPublic) items.push_back(listView(list));
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer publicListPage(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  std::optional<std::int64_t> before;
  if (!page.after.empty()) before = service::parsePublicId('L', page.after.front()).value_or(0);
  MC_ASSIGN(auto views, service::publicListEntries(context.service, pathText(request, "id"), before,
                                                   static_cast<std::int64_t>(page.limit) + 1));
  const bool more = views.size() > page.limit;
  if (more) views.resize(page.limit);
  json::array items;
  for (const auto& view : views) {
    items.push_back(json::object{{"id", service::publicId('L', view.row.id)},
                                 {"listName", view.row.listName},
                                 {"subjectName", view.subjectName},
                                 {"subjectCode", view.subjectCode},
                                 {"unitName", view.unitName},
                                 {"basis", view.row.basis},
                                 {"facts", view.facts},
                                 {"recognisedOn", view.row.recognisedOn},
                                 {"validFrom", view.row.validFrom},
                                 {"validTo", view.row.validTo},
                                 {"historyOnly", view.row.state == "history"}});
  }
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('L', views.back().row.id)});
  return jsonResponse(200, body);
}

/// The closed archive: one record, with the reason of the reading in the log.
Answer readSealedRecord(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'R'));
  MC_TRY(service::requireInScope(context.service, id));
  JsonInput input(request);
  const auto reason = input.text("reason", kMaxText);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto details, service::readSealed(context.service, id, reason));
  MC_ASSIGN(const auto seal, store::sealOf(context.service.conn, id));
  json::array fields;
  if (!details.versions.empty()) {
    for (const auto& [name, value] : details.versions.back().values) {
      fields.push_back(json::object{{"name", name}, {"value", value}});
    }
  }
  return jsonResponse(200, json::object{{"record", service::publicId('R', id)},
                                        {"entryName", details.entryName},
                                        {"sealedOn", seal ? seal->sealedOn : ""},
                                        {"kind", seal ? seal->kind : ""},
                                        {"reason", seal ? seal->reason : ""},
                                        {"fields", std::move(fields)}});
}

}  // namespace

void addListsRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("creditLists", "/api/lists", "case.read", creditLists);
  routes.post("addListStandard", "/api/lists/standards", "case.head", addListStandard);
  routes.post("proposeListing", "/api/lists/entries", "case.handle", proposeListing);
  routes.get("listListEntries", "/api/lists/entries", "signed-in", listListEntries);
  routes.get("getListEntry", "/api/lists/entries/{id}", "signed-in", getListEntry);
  routes.get("listExitRatio", "/api/lists/exit-ratio", "case.read", listExitRatio);
  router.add(publicRoute(Method::kGet, "publicLists", "/api/public/lists", publicLists));
  router.add(publicRoute(Method::kGet, "publicListPage", "/api/public/lists/{id}", publicListPage));
  routes.compute("readSealedRecord", "/api/records/{id}/sealed", "archive.sealed", readSealedRecord);
}

}  // namespace medcredit::http
