// Subjects by HTTP: finding them, their archives on any day, what changed between two days, merging, revealing.
#include <boost/json.hpp>

#include "domain/subject.h"
#include "http/archive_view.h"
#include "http/areas.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/views.h"
#include "service/archive.h"
#include "service/scope.h"
#include "service/search.h"
#include "service/subject_merge.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kLongestParameter = 2000;  ///< the service judges the length with words of its own

json::object hitView(const service::SubjectHit& hit) {
  const auto kind = domain::subjectKindFromCode(hit.kind);
  const auto state = domain::subjectStateFromName(hit.state);
  return {{"id", service::publicId('S', hit.id)},
          {"kind", hit.kind},
          {"kindLabel", kind ? domain::subjectKindLabel(*kind) : std::string_view(hit.kind)},
          {"name", hit.name},
          {"state", hit.state},
          {"stateLabel", state ? domain::subjectStateLabel(*state) : std::string_view(hit.state)},
          {"region", textOrNull(hit.region)},
          {"match", hit.match},
          {"explanation", hit.explanation},
          {"former", hit.former},
          {"mergedInto", idOrNull('S', hit.mergedInto)}};
}

Answer searchSubjects(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  service::SubjectQuery wanted;
  wanted.text = query.text("q", kLongestParameter);
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  wanted.limit = page.limit;
  // Hits have a rank, not a key: the page starts after so many hits; the cursor is sealed, so nobody can skip at will.
  if (!page.after.empty()) wanted.skip = static_cast<std::size_t>(std::stoul(page.after.front()));
  MC_ASSIGN(const auto found, service::searchSubjects(context.service, wanted));
  json::array items;
  for (const auto& hit : found.hits) items.push_back(hitView(hit));
  json::object body{{"items", std::move(items)}, {"personsLeftOut", found.personsLeftOut}};
  if (found.more) body["next"] = nextCursor(request, context, {std::to_string(wanted.skip + found.hits.size())});
  return jsonResponse(200, body);
}

Answer getArchive(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  service::ArchiveQuery wanted;
  wanted.asOf = query.optionalDate("as_of");
  wanted.knownOn = query.optionalDate("known_on");
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, pathId(request, 'S'));
  MC_ASSIGN(const auto archive, service::openArchive(context.service, id, wanted));
  return textResponse(200, archiveText(context.service, archive));
}

Answer compareArchive(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto from = query.optionalDate("from");
  const auto to = query.optionalDate("to");
  if (!from) query.wrong("from", base::fail("HTTP-0016"));
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, pathId(request, 'S'));
  MC_ASSIGN(const auto compared,
            service::compareArchive(context.service, id, *from, to.value_or(context.service.clock.today())));
  json::array items;
  for (const auto& difference : compared.differences) items.push_back(differenceView(difference));
  return jsonResponse(200, json::object{{"id", service::publicId('S', compared.after.subject.id)},
                                        {"from", compared.before.moment.asOf.iso()},
                                        {"to", compared.after.moment.asOf.iso()},
                                        {"items", std::move(items)}});
}

/// A subject named in a body; one that may not be opened reads as one that is not there.
base::Result<std::int64_t> bodySubject(HandlerContext& context, const std::string& text) {
  const auto id = service::parsePublicId('S', text);
  if (!id) return service::notFound(text);
  MC_ASSIGN(const auto subject, service::requireSubject(context.service, *id));
  return subject.id;
}

Answer mergeSubjects(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const std::string winnerText = input.text("winner", 24);
  const std::string loserText = input.text("loser", 24);
  const bool preview = input.optionalBoolean("preview").value_or(false);
  const std::string reason = input.text("reason", 500, preview ? Need::kOptional : Need::kRequired);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto winner, bodySubject(context, winnerText));
  MC_ASSIGN(const auto loser, bodySubject(context, loserText));
  MC_ASSIGN(const auto planned, service::previewMerge(context.service, winner, loser));
  std::optional<std::int64_t> merge;
  if (!preview) {
    MC_ASSIGN(merge, service::mergeSubjects(context.service, winner, loser, reason));
  }
  return jsonResponse(200, json::object{{"merge", idOrNull('M', merge)},
                                        {"winner", service::publicId('S', winner)},
                                        {"loser", service::publicId('S', loser)},
                                        {"winnerRecords", planned.winnerRecords},
                                        {"loserRecords", planned.loserRecords},
                                        {"identifiers", planned.identifiers.size()},
                                        {"warnings", json::value_from(planned.warnings)},
                                        {"explanation", planned.explanation}});
}

/// Takes a merge back; both sides must be open to the asker.
Answer undoMerge(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, pathId(request, 'M'));
  const auto merge = service::findMerge(context.service, service::publicId('M', id));
  if (!merge.ok() && merge.error().code == "SUBJ-0064") return notFound(request, pathText(request, "id"));
  MC_TRY(merge);
  for (const auto side : {merge->winner, merge->loser}) {
    MC_ASSIGN(const auto subject, service::requireSubject(context.service, side));
    (void)subject;
  }
  MC_TRY(service::unmergeSubjects(context.service, *merge));
  return emptyResponse();
}

/// What is masked is shown where the declared purpose allows it; the act is evidence and stands in the subject's access
/// log.
Answer revealField(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, pathId(request, 'S'));
  MC_ASSIGN(const auto archive, service::openArchive(context.service, id, {}, true));
  return textResponse(200, archiveText(context.service, archive));
}

}  // namespace

void addSubjectsRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("searchSubjects", "/api/subjects", "subject.read", searchSubjects);
  routes.get("getArchive", "/api/subjects/{id}", "subject.read", getArchive);
  routes.get("compareArchive", "/api/subjects/{id}/differences", "subject.read", compareArchive);
  routes.post("mergeSubjects", "/api/subjects/merge", "subject.merge", mergeSubjects);
  routes.post("undoMerge", "/api/merges/{id}/undo", "subject.merge", undoMerge);
  routes.post("revealField", "/api/subjects/{id}/reveal", "subject.reveal", revealField);
}

}  // namespace medcredit::http
