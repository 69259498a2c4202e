// Grades of subjects: staff, the subject itself, the public; overrides and marks.
#include <algorithm>
#include <boost/json.hpp>

#include "grading/method_page.h"
#include "http/areas.h"
#include "http/grade_views.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/views.h"
#include "service/evidence.h"
#include "service/grade_after.h"
#include "service/record_view.h"
#include "service/scope.h"
#include "service/search.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

json::array decisionsView(const std::vector<service::DecisionView>& views, GradeAudience audience) {
  json::array items;
  for (const auto& view : views) items.push_back(decisionView(view, audience));
  return items;
}

Answer subjectGrades(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'S'));
  MC_ASSIGN(const auto subject, service::requireSubject(context.service, id));
  MC_ASSIGN(const auto views, service::decisionsOf(context.service, subject.id, false));
  MC_ASSIGN(const auto current, service::currentGrade(context.service, subject.id));
  MC_TRY(noteGradeRead(context, subject.id, "read"));
  json::object body{{"subject", service::publicId('S', subject.id)},
                    {"current", nullptr},
                    {"items", decisionsView(views, GradeAudience::kStaff)}};
  if (current) body["current"] = decisionView(*current, GradeAudience::kStaff);
  return jsonResponse(200, body);
}

Answer explainGrade(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'D'));
  MC_ASSIGN(const auto view, service::showDecision(context.service, id));
  MC_TRY(service::requireSubject(context.service, view.decision.subjectId));
  MC_ASSIGN(const auto explanation, service::explainDecision(context.service, id));
  MC_TRY(noteGradeRead(context, view.decision.subjectId, "explain"));
  return jsonResponse(200, explanationView(explanation, GradeAudience::kStaff));
}

Answer replayGrade(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'D'));
  MC_ASSIGN(const auto view, service::showDecision(context.service, id));
  MC_TRY(service::requireSubject(context.service, view.decision.subjectId));
  MC_ASSIGN(const auto replay, service::replayDecision(context.service, id));
  return jsonResponse(200, json::object{{"decision", service::publicId('D', id)},
                                        {"sameGrade", replay.sameGrade},
                                        {"sameFacts", replay.sameFacts},
                                        {"level", textOrNull(replay.again.level)},
                                        {"score", textOrNull(replay.again.score)}});
}

// --- the subject's own -----------------------------------------------------------------------------------------------

Answer myGrades(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto subject, ownSubject(context));
  MC_ASSIGN(const auto views, service::decisionsOf(context.service, subject, true));
  MC_TRY(noteGradeRead(context, subject, "read"));
  return jsonResponse(200, json::object{{"items", decisionsView(views, GradeAudience::kSubject)}});
}

base::Result<service::DecisionView> ownDecision(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto subject, ownSubject(context));
  MC_ASSIGN(const auto id, pathId(request, 'D'));
  MC_ASSIGN(auto view, service::showDecision(context.service, id));
  const bool open = view.run.state == "preview" || view.run.state == "published";
  if (view.decision.subjectId != subject || !open) {
    return base::fail("EVAL-0027", {{"decision", service::publicId('D', id)}});
  }
  return view;
}

Answer explainMyGrade(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto view, ownDecision(request, context));
  MC_ASSIGN(const auto explanation, service::explainDecision(context.service, view.decision.id));
  MC_TRY(noteGradeRead(context, view.decision.subjectId, "explain"));
  return jsonResponse(200, explanationView(explanation, GradeAudience::kSubject));
}

Answer answerMyGrade(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto view, ownDecision(request, context));
  JsonInput input(request);
  const auto text = input.text("text", 2000);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, service::answerGrade(context.service, view.decision.id, text));
  return jsonResponse(201, json::object{{"id", std::to_string(id)}});
}

Answer listAnswers(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'D'));
  MC_ASSIGN(const auto view, service::showDecision(context.service, id));
  MC_TRY(service::requireSubject(context.service, view.decision.subjectId));
  MC_ASSIGN(const auto answers, store::gradeAnswersOf(context.service.conn, id));
  json::array items;
  for (const auto& one : answers) {
    items.push_back(json::object{{"id", std::to_string(one.id)},
                                 {"text", one.text},
                                 {"at", one.at.iso()},
                                 {"reply", textOrNull(one.reply)},
                                 {"repliedBy", textOrNull(one.repliedBy)}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer replyAnswer(const Request& request, HandlerContext& context) {
  const auto id = service::parsePublicId('A', pathText(request, "id"));
  JsonInput input(request);
  const auto text = input.text("text", 2000);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::replyAnswer(context.service, id.value_or(0), text));
  return emptyResponse();
}

// --- public
// ------------------------------------------------------------------------------------------------------------

/// Division of the subject; where the archive names none, that of the registration in its code (GB 32100, 3 to 8).
std::string divisionOf(const service::PublicGrade& grade) {
  if (!grade.region.empty() || grade.unifiedCode.size() != 18) return grade.region;
  return grade.unifiedCode.substr(2, 6);
}

/// Grades of the division and all below it, a few more than asked for so that the next page is known.
base::Result<std::vector<service::PublicGrade>> gradesWithin(service::Context& context,
                                                             service::PublicGradeQuery wanted,
                                                             std::string_view division, std::size_t enough) {
  std::vector<service::PublicGrade> out;
  for (;;) {
    MC_ASSIGN(auto some, service::publicGrades(context, wanted));
    for (auto& one : some) {
      one.region = divisionOf(one);
      if (one.region.starts_with(division)) out.push_back(one);
    }
    if (static_cast<std::int64_t>(some.size()) < wanted.limit || out.size() >= enough) return out;
    wanted.after = some.back().decisionId;
  }
}

/// "偃师区"; empty when nobody knows the code.
std::string divisionName(const jurisdiction::Jurisdiction& law, std::string_view code) {
  const auto* region = law.regions == nullptr ? nullptr : law.regions->find(code);
  return region == nullptr ? "" : region->name;
}

/// Types that are graded for everybody to see, by their names.
json::array gradedTypes(const jurisdiction::Jurisdiction& law) {
  json::array out;
  std::vector<std::string> seen;
  for (const auto& scope : law.grading.scopes) {
    if (scope.unpublished || std::find(seen.begin(), seen.end(), scope.type) != seen.end()) continue;
    seen.push_back(scope.type);
    out.push_back(json::object{{"type", scope.type}, {"name", grading::wordName(scope.type)}});
  }
  return out;
}

/// The division the law is for and those right below it; of the whole country the provinces.
json::array divisionsToChoose(const jurisdiction::Jurisdiction& law) {
  json::array out;
  if (law.regions == nullptr) return out;
  for (const auto& region : law.regions->all()) {
    if (region.retired) continue;
    const bool own = region.code == law.regionCode;
    if (own || region.parent == law.regionCode) {
      // "410300" stands for all of "4103…".
      auto code = region.code;
      while (code.size() > 2 && code.ends_with("00")) code.resize(code.size() - 2);
      out.push_back(json::object{{"code", code}, {"name", region.name}});
    }
  }
  return out;
}

Answer publicGradeTable(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  service::PublicGradeQuery wanted;
  const auto division = query.optionalText("region", 12).value_or("");
  wanted.type = query.optionalText("type", 64).value_or("");
  wanted.level = query.optionalText("level", 24).value_or("");
  wanted.year = static_cast<int>(query.optionalInteger("year", 2000, 2100).value_or(0));
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  if (!page.after.empty()) wanted.after = service::parsePublicId('D', page.after.front()).value_or(0);
  wanted.limit = static_cast<std::int64_t>(page.limit) + 1;
  const auto& law = context.service.law;
  MC_ASSIGN(auto grades, gradesWithin(context.service, wanted, division, page.limit + 1));
  const bool more = grades.size() > page.limit;
  if (more) grades.resize(page.limit);
  json::array items;
  for (const auto& one : grades) {
    items.push_back(json::object{{"name", one.name},
                                 {"code", textOrNull(one.unifiedCode)},
                                 {"region", one.region},
                                 {"regionName", textOrNull(divisionName(law, one.region))},
                                 {"type", one.type},
                                 {"typeName", grading::wordName(one.type)},
                                 {"level", textOrNull(one.level)},
                                 {"levelName", textOrNull(one.levelName)},
                                 {"asOf", one.asOf},
                                 {"publishedOn", one.publishedOn},
                                 {"adjusted", one.overridden},
                                 {"method", service::publicId('G', one.modelId)},
                                 {"methodTitle", one.modelTitle},
                                 {"label", textOrNull(one.label)}});
  }
  json::array levels;
  for (const auto& level : law.grades) {
    levels.push_back(json::object{{"level", level.id},
                                  {"name", level.label},
                                  {"colour", textOrNull(level.colour)},
                                  {"unevaluated", level.unevaluated}});
  }
  json::object body{{"items", std::move(items)},
                    {"levels", std::move(levels)},
                    {"types", gradedTypes(law)},
                    {"regions", divisionsToChoose(law)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('D', grades.back().decisionId)});
  auto response = jsonResponse(200, body);
  response.headers.emplace_back("Cache-Control", "public, no-cache");
  response.cacheable = true;
  return response;
}

Answer publicEvaluations(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  std::optional<std::int64_t> before;
  if (!page.after.empty()) before = service::parsePublicId('F', page.after.front()).value_or(0);
  MC_ASSIGN(const auto list,
            service::publicEvaluations(context.service, before, static_cast<std::int64_t>(page.limit)));
  json::array items;
  for (const auto& one : list) {
    items.push_back(
        json::object{{"name", one.subjectName},
                     {"kind", one.kind},
                     {"kindLabel", one.kindLabel},
                     {"outcome", one.outcome},
                     {"outcomeLabel", service::labelFor(context.service, "evaluation-outcomes", one.outcome)},
                     {"on", one.on},
                     {"issuer", textOrNull(one.issuer)}});
  }
  json::object body{{"items", std::move(items)}};
  if (list.size() == page.limit)
    body["next"] = nextCursor(request, context, {service::publicId('F', list.back().factId)});
  return jsonResponse(200, body);
}

// --- marks and overrides
// -------------------------------------------------------------------------------------------------

Answer markFact(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::MarkRequest mark;
  mark.fact = input.text("fact", 24);
  mark.status = input.word("status", {"active", "disputed", "repaired", "revoked"});
  mark.on = input.optionalDate("on");
  mark.cause = input.text("cause", 40);
  mark.causeRef = input.optionalText("ref", 100).value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto made, service::markFact(context.service, mark));
  return jsonResponse(201, json::object{{"decision", idOrNull('D', made)}});
}

Answer proposeOverride(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'D'));
  JsonInput input(request);
  const auto level = input.text("level", 24);
  const auto reason = input.text("reason", 1000);
  const auto clause = input.text("clause", 200);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto made, service::proposeOverride(context.service, id, level, reason, clause));
  return jsonResponse(201, json::object{{"id", service::publicId('O', made)}});
}

Answer decideOverride(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'O'));
  JsonInput input(request);
  const bool approve = input.boolean("approve");
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::decideOverride(context.service, id, approve));
  return emptyResponse();
}

Answer listOverrides(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto rows, store::gradeOverrides(context.service.conn, 0));
  json::array items;
  for (const auto& one : rows) {
    MC_ASSIGN(const auto view, service::showDecision(context.service, one.decisionId));
    items.push_back(json::object{{"id", service::publicId('O', one.id)},
                                 {"decision", service::publicId('D', one.decisionId)},
                                 {"computedLevel", textOrNull(view.decision.level)},
                                 {"level", one.level},
                                 {"reason", one.reason},
                                 {"clause", one.clause},
                                 {"state", one.state},
                                 {"proposedBy", one.proposedBy},
                                 {"decidedBy", textOrNull(one.decidedBy)}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

}  // namespace

base::Result<std::int64_t> ownSubject(const HandlerContext& context) {
  const auto& subject = context.service.principal.subjectId;
  if (!subject) return base::fail("ACCS-0401", {{"object", "本人的等级"}});
  return *subject;
}

base::Status noteGradeRead(HandlerContext& context, std::int64_t subject, const char* what) {
  service::Act act;
  act.action = std::string("grade.") + what;
  act.objectType = "subject";
  act.objectId = service::publicId('S', subject);
  act.subjectId = subject;
  act.fields = "grade";
  return noteRead(context, std::move(act));
}

void addGradesRoutes(Router& router) {
  AreaRoutes routes(router);
  routes.get("subjectGrades", "/api/subjects/{id}/grades", "grade.read", subjectGrades);
  routes.get("explainGrade", "/api/grading/decisions/{id}", "grade.read", explainGrade);
  routes.get("replayGrade", "/api/grading/decisions/{id}/replay", "grade.read", replayGrade);
  routes.get("listGradeAnswers", "/api/grading/decisions/{id}/answers", "grade.read", listAnswers);
  routes.post("replyGradeAnswer", "/api/grading/answers/{id}/reply", "grade.run", replyAnswer);
  routes.get("myGrades", "/api/me/grades", "self", myGrades);
  routes.get("explainMyGrade", "/api/me/grades/{id}", "self", explainMyGrade);
  routes.post("answerMyGrade", "/api/me/grades/{id}/answers", "self", answerMyGrade);
  routes.get("publicGrades", "/api/public/grades", "public", publicGradeTable);
  routes.get("publicEvaluations", "/api/public/evaluations", "public", publicEvaluations);
  routes.post("markGradeFact", "/api/grading/marks", "grade.run", markFact);
  routes.get("listGradeOverrides", "/api/grading/overrides", "grade.read", listOverrides);
  routes.post("proposeGradeOverride", "/api/grading/decisions/{id}/overrides", "grade.override", proposeOverride);
  routes.post("decideGradeOverride", "/api/grading/overrides/{id}/decision", "grade.override", decideOverride);
  addGradeEntryRoutes(routes);
}

}  // namespace medcredit::http
