// Reports by HTTP: credit reports of a subject, and the drafts of periodic reports that wait for a person's look.
#include <boost/json.hpp>

#include "http/areas.h"
#include "http/grade_views.h"
#include "http/handlers.h"
#include "http/views.h"
#include "service/evidence.h"
#include "service/paper_reports.h"
#include "service/scope.h"
#include "service/search.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kLongestValue = 4000;
constexpr std::int64_t kMostVersions = 100000;

json::object issuedView(const service::IssuedPaper& paper) {
  return {{"paper", service::publicId('P', paper.id)},
          {"title", paper.title},
          {"number", textOrNull(paper.number)},
          {"code", paper.code}};
}

/// Makes the report and issues it; who reads it afterwards reads a paper (area_papers.cpp).
Answer issueReport(const Request& request, HandlerContext& context, std::int64_t subject, bool own) {
  JsonInput input(request);
  const auto purpose = input.text("purpose", 100);
  const bool full = input.word("form", {"public", "full"}) == "full";
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(auto order, service::creditReport(context.service, subject, full, purpose));
  if (!own) order.unitId = context.service.principal.unit;
  service::Act act;
  act.action = "report.credit";
  act.objectType = "subject";
  act.objectId = service::publicId('S', subject);
  act.subjectId = subject;
  act.fields = full ? "full" : "public";
  MC_TRY(noteRead(context, std::move(act)));
  MC_ASSIGN(const auto issued, service::issuePaperNow(context.service, order));
  return jsonResponse(201, issuedView(issued));
}

Answer myCreditReport(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto subject, ownSubject(context));
  return issueReport(request, context, subject, true);
}

Answer issueCreditReport(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'S'));
  MC_ASSIGN(const auto subject, service::requireSubject(context.service, id));
  return issueReport(request, context, subject.id, false);
}

json::object draftView(HandlerContext& context, const store::PaperDraft& draft, bool whole) {
  const auto* paper = context.service.law.papers.find(draft.paper);
  json::object out{{"id", service::publicId('Y', draft.id)},
                   {"paper", draft.paper},
                   {"title", paper != nullptr ? paper->title : draft.paper},
                   {"unit", textOrNull(draft.unitId)},
                   {"period", draft.period},
                   {"state", draft.state},
                   {"version", draft.version},
                   {"issued", idOrNull('P', draft.paperId)}};
  if (whole) out["values"] = json::parse(draft.values);
  return out;
}

/// Drafts of the authority itself are for everybody who reads papers; those of a unit for its scope.
base::Result<store::PaperDraft> requireDraft(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'Y'));
  MC_ASSIGN(auto draft, store::getDraft(context.service.conn, id));
  const bool hidden = draft && !draft->unitId.empty() && !service::requireUnit(context.service, draft->unitId).ok();
  if (!draft || hidden) return service::notFound(service::publicId('Y', id));
  return std::move(*draft);
}

Answer draftAnswer(HandlerContext& context, const store::PaperDraft& draft) {
  Response response = jsonResponse(200, draftView(context, draft, true));
  setVersion(response, draft.version);
  return response;
}

Answer listDrafts(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto scope, service::visibleUnits(context.service));
  MC_ASSIGN(const auto drafts, store::listDrafts(context.service.conn));
  json::array items;
  for (const auto& draft : drafts) {
    if (draft.unitId.empty() || scope.contains(draft.unitId)) items.push_back(draftView(context, draft, false));
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer getDraft(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto draft, requireDraft(request, context));
  return draftAnswer(context, draft);
}

Answer editDraft(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto field = input.text("field", 64);
  const auto text = input.text("text", kLongestValue);
  const auto version = input.integer("version", 1, kMostVersions);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto before, requireDraft(request, context));
  MC_TRY(service::editDraft(context.service, before.id, static_cast<int>(version), field, text));
  MC_ASSIGN(const auto draft, requireDraft(request, context));
  return draftAnswer(context, draft);
}

Answer issueDraft(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto draft, requireDraft(request, context));
  MC_ASSIGN(const auto issued, service::issueDraft(context.service, draft.id));
  return jsonResponse(201, issuedView(issued));
}

}  // namespace

void addReportsRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.post("myCreditReport", "/api/me/credit-report", "self", myCreditReport);
  routes.post("issueCreditReport", "/api/subjects/{id}/credit-report", "paper.issue", issueCreditReport);
  routes.get("listPaperDrafts", "/api/paper-drafts", "paper.read", listDrafts);
  routes.get("getPaperDraft", "/api/paper-drafts/{id}", "paper.read", getDraft);
  routes.post("editPaperDraft", "/api/paper-drafts/{id}/text", "paper.issue", editDraft);
  routes.post("issuePaperDraft", "/api/paper-drafts/{id}/issue", "paper.issue", issueDraft);
}

}  // namespace medcredit::http
