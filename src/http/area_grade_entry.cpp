// Facts of grading entered by hand, and what follows from grades: uses, deliveries, surveys.
#include <boost/json.hpp>

#include "base/decimal.h"
#include "http/areas.h"
#include "http/grade_views.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/views.h"
#include "service/classify.h"
#include "service/grade_after.h"
#include "service/risk.h"
#include "service/risk_watch.h"
#include "service/scope.h"
#include "service/search.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

// --- facts entered by hand
// -------------------------------------------------------------------------------------------------

Answer addFact(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::NewFact fact;
  const auto subject = input.text("subject", 24);
  fact.kind = input.text("kind", 40);
  fact.channel = input.optionalText("channel", 40).value_or("");
  fact.occurredOn = input.optionalDate("occurredOn");
  fact.determinedOn = input.optionalDate("determinedOn");
  fact.endedOn = input.optionalDate("endedOn");
  fact.severity = input.optionalText("severity", 40).value_or("");
  fact.outcome = input.optionalText("outcome", 40).value_or("");
  const auto value = input.optionalText("value", 24);
  fact.isPublic = input.optionalBoolean("public").value_or(false);
  fact.ref = input.optionalText("ref", 100).value_or("");
  fact.title = input.optionalText("title", 200).value_or("");
  fact.issuer = input.optionalText("issuer", 200).value_or("");
  fact.source = input.optionalText("source", 500).value_or("");
  fact.items = input.optionalText("items", 1000).value_or("");
  fact.note = input.optionalText("note", 1000).value_or("");
  if (value) {
    fact.value = base::Decimal6::parse(*value);
    if (!fact.value || fact.value->micro < 0)
      input.wrong("value", base::fail("HTTP-0017", {{"expected", "不小于 0 的数字"}}));
  }
  if (auto refused = input.refused()) return std::move(*refused);
  fact.subjectId = service::parsePublicId('S', subject).value_or(0);
  MC_TRY(service::requireSubject(context.service, fact.subjectId));
  MC_ASSIGN(const auto id, service::addFact(context.service, fact));
  MC_ASSIGN(const auto view, service::showFact(context.service, id));
  return jsonResponse(201, factView(view));
}

Answer listFacts(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto kind = query.optionalText("kind", 40);
  const auto subject = query.optionalText("subject", 24);
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  if (!kind || *kind == "reference_info") MC_TRY(service::requireReferencePurpose(context.service));
  std::optional<std::int64_t> wanted, before;
  if (subject) {
    wanted = service::parsePublicId('S', *subject).value_or(0);
    MC_TRY(service::requireSubject(context.service, *wanted));
  }
  if (!page.after.empty()) before = service::parsePublicId('F', page.after.front()).value_or(0);
  std::vector<std::string> kinds;
  if (kind) kinds.push_back(*kind);
  MC_ASSIGN(auto views,
            service::listFacts(context.service, kinds, wanted, before, static_cast<std::int64_t>(page.limit) + 1));
  const bool more = views.size() > page.limit;
  if (more) views.resize(page.limit);
  json::array items;
  for (const auto& view : views) {
    // Natural persons outside the scope answer as if they were not there.
    if (!service::requireSubject(context.service, view.fact.subjectId).ok()) continue;
    items.push_back(factView(view));
  }
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('F', views.back().fact.id)});
  return jsonResponse(200, body);
}

base::Result<std::int64_t> visibleFact(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'F'));
  MC_ASSIGN(const auto view, service::showFact(context.service, id));
  MC_TRY(service::requireSubject(context.service, view.fact.subjectId));
  return id;
}

Answer stepFact(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, visibleFact(request, context));
  JsonInput input(request);
  const auto step = input.word("step", {"verified", "unfounded", "revoked", "promoted"});
  const auto reason = input.text("reason", 500);
  const auto record = input.optionalText("record", 24);
  if (auto refused = input.refused()) return std::move(*refused);
  if (step == "promoted") {
    MC_TRY(service::promoteFact(context.service, id, service::parsePublicId('R', record.value_or("")).value_or(0),
                                reason));
  } else {
    MC_TRY(service::stepFact(context.service, id, step, reason));
  }
  MC_ASSIGN(const auto view, service::showFact(context.service, id));
  return jsonResponse(200, factView(view));
}

Answer addPoints(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::ScoreRequest score;
  const auto subject = input.text("subject", 24);
  const auto points = base::Decimal6::parse(input.text("points", 24));
  score.on = input.date("on");
  score.item = input.text("item", 200);
  score.basis = input.optionalText("basis", 200).value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  if (!points) return base::fail("RECD-0050", {{"points", ""}}, "points");
  score.points = *points;
  score.subjectId = service::parsePublicId('S', subject).value_or(0);
  MC_TRY(service::requireSubject(context.service, score.subjectId));
  MC_ASSIGN(const auto sum, service::addScore(context.service, score));
  return jsonResponse(201, json::object{{"subject", subject},
                                        {"from", sum.from.iso()},
                                        {"to", sum.to.iso()},
                                        {"sum", sum.points.str()},
                                        {"alert", sum.alert}});
}

Answer getPoints(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'S'));
  MC_ASSIGN(const auto subject, service::requireSubject(context.service, id));
  MC_ASSIGN(const auto rows, store::scoresOf(context.service.conn, subject.id));
  MC_ASSIGN(const auto sum, service::scoreSum(context.service, subject.id, context.service.clock.today()));
  MC_TRY(noteGradeRead(context, subject.id, "points"));
  json::array items;
  for (const auto& row : rows) {
    items.push_back(json::object{{"id", service::publicId('P', row.id)},
                                 {"on", row.scoredOn},
                                 {"points", base::Decimal6{row.pointsMicro}.str()},
                                 {"item", row.item},
                                 {"basis", row.basis}});
  }
  return jsonResponse(200, json::object{{"subject", service::publicId('S', subject.id)},
                                        {"from", sum.from.iso()},
                                        {"to", sum.to.iso()},
                                        {"sum", sum.points.str()},
                                        {"alert", sum.alert},
                                        {"items", std::move(items)}});
}

Answer declareFeed(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::FeedDeclaration wanted;
  wanted.feed = input.text("feed", 40);
  wanted.unit = input.text("unit", 64);
  wanted.year = static_cast<int>(input.integer("year", 2000, 2100));
  wanted.nil = input.optionalBoolean("nil").value_or(false);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::declareFeed(context.service, wanted));
  return emptyResponse();
}

Answer subjectRisk(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'S'));
  MC_ASSIGN(const auto subject, service::requireSubject(context.service, id));
  MC_TRY(service::requireReferencePurpose(context.service));
  MC_ASSIGN(const auto chance, service::drawChance(context.service, subject.id));
  MC_TRY(noteGradeRead(context, subject.id, "risk"));
  json::array signals;
  for (const auto& one : chance.risk.signals) {
    signals.push_back(json::object{{"label", one.label}, {"points", one.points}, {"fact", one.fact}});
  }
  return jsonResponse(200, json::object{{"level", chance.risk.level},
                                        {"label", chance.risk.label},
                                        {"points", chance.risk.points},
                                        {"signals", std::move(signals)},
                                        {"grade", textOrNull(chance.grade)},
                                        {"draw_weight", chance.weight},
                                        {"draw_source", textOrNull(chance.source)},
                                        {"raised", json::array(chance.raised.begin(), chance.raised.end())}});
}

// --- what follows
// ------------------------------------------------------------------------------------------------------------

Answer useGrade(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  const auto subject = input.text("subject", 24);
  service::UseRequest use;
  use.use = input.text("use", 40);
  use.matter = input.text("matter", 200);
  if (auto refused = input.refused()) return std::move(*refused);
  use.subjectId = service::parsePublicId('S', subject).value_or(0);
  MC_TRY(service::requireSubject(context.service, use.subjectId));
  MC_ASSIGN(const auto used, service::useGrade(context.service, use));
  return jsonResponse(201, json::object{{"id", std::to_string(used.useId)},
                                        {"decision", service::publicId('D', used.decisionId)},
                                        {"level", textOrNull(used.level)},
                                        {"levelName", textOrNull(used.levelName)},
                                        {"asOf", used.asOf},
                                        {"effect", used.effect},
                                        {"effectText", used.effectText},
                                        {"clause", used.clause}});
}

Answer listUses(const Request&, HandlerContext& context) {
  json::array items;
  if (const auto* list = context.service.law.codeList("grade-uses")) {
    for (const auto& item : list->items) {
      items.push_back(json::object{
          {"code", item.code}, {"label", item.label}, {"source", item.source.empty() ? list->source : item.source}});
    }
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer takeDeliveries(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  const auto target = query.text("target", 40);
  const auto limit = query.optionalInteger("limit", 1, 200).value_or(50);
  if (auto refused = query.refused()) return std::move(*refused);
  MC_ASSIGN(const auto taken, service::takeDeliveries(context.service, target, limit));
  json::array items;
  for (const auto& one : taken) items.push_back(json::parse(one.json));
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

Answer endDelivery(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'V'));
  JsonInput input(request);
  const bool ok = input.boolean("ok");
  const auto text = input.text("text", 200);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_TRY(service::endDelivery(context.service, id, ok, text));
  return emptyResponse();
}

Answer openSurvey(const Request& request, HandlerContext& context) {
  JsonInput input(request);
  service::NewSurvey survey;
  survey.year = input.integer("year", 2000, 2100);
  survey.title = input.text("title", 200);
  survey.questions = input.texts("questions", 30, 200);
  if (auto refused = input.refused()) return std::move(*refused);
  MC_ASSIGN(const auto id, service::openSurvey(context.service, survey));
  return jsonResponse(201, json::object{{"id", std::to_string(id)}});
}

Answer listSurveys(const Request&, HandlerContext& context) {
  MC_ASSIGN(const auto surveys, store::listGradeSurveys(context.service.conn));
  json::array items;
  for (const auto& one : surveys) {
    items.push_back(json::object{{"id", std::to_string(one.id)},
                                 {"year", one.year},
                                 {"title", one.title},
                                 {"questions", json::parse(one.questions)},
                                 {"openedAt", one.openedAt.iso()},
                                 {"open", !one.closedAt.has_value()}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

base::Result<std::int64_t> surveyId(const Request& request) {
  const auto text = pathText(request, "id");
  const auto id = service::parsePublicId('Y', text);
  if (!id) return base::fail("EVAL-0052", {{"survey", text}});
  return *id;
}

Answer getSurvey(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, surveyId(request));
  MC_ASSIGN(const auto report, service::surveyReport(context.service, id));
  json::array means;
  for (const auto& mean : report.means) means.push_back(json::string(mean));
  return jsonResponse(200, json::object{{"id", std::to_string(id)},
                                        {"title", report.survey.title},
                                        {"questions", json::array(report.questions.begin(), report.questions.end())},
                                        {"answers", report.answers},
                                        {"means", std::move(means)},
                                        {"remarks", json::array(report.remarks.begin(), report.remarks.end())}});
}

Answer answerSurvey(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, surveyId(request));
  JsonInput input(request);
  const auto given = input.texts("marks", 30, 1);
  const auto remark = input.optionalText("remark", 1000).value_or("");
  if (auto refused = input.refused()) return std::move(*refused);
  std::vector<std::int64_t> marks;
  for (const auto& text : given) marks.push_back(text.size() == 1 ? text.front() - '0' : 0);
  MC_ASSIGN(const auto subject, ownSubject(context));
  MC_TRY(service::answerSurvey(context.service, id, subject, marks, remark));
  return emptyResponse();
}

}  // namespace

void addGradeEntryRoutes(AreaRoutes& routes) {
  routes.post("addGradeFact", "/api/grading/facts", "grade.fact", addFact);
  routes.get("listGradeFacts", "/api/grading/facts", "grade.fact", listFacts);
  routes.post("stepGradeFact", "/api/grading/facts/{id}/step", "grade.fact", stepFact);
  routes.post("addPracticePoints", "/api/grading/practice-points", "grade.fact", addPoints);
  routes.get("getPracticePoints", "/api/subjects/{id}/practice-points", "grade.read", getPoints);
  routes.post("declareGradeFeed", "/api/grading/feeds", "grade.fact", declareFeed);
  routes.get("subjectRisk", "/api/subjects/{id}/risk", "grade.read", subjectRisk);
  routes.get("listGradeUses", "/api/grading/uses", "grade.use", listUses);
  routes.post("useGrade", "/api/grading/uses", "grade.use", useGrade);
  routes.get("takeGradeDeliveries", "/api/grading/deliveries", "grade.deliver", takeDeliveries);
  routes.post("endGradeDelivery", "/api/grading/deliveries/{id}", "grade.deliver", endDelivery);
  routes.post("openGradeSurvey", "/api/grading/surveys", "grade.run", openSurvey);
  routes.get("listGradeSurveys", "/api/grading/surveys", "signed-in", listSurveys);
  routes.get("getGradeSurvey", "/api/grading/surveys/{id}", "grade.read", getSurvey);
  routes.post("answerGradeSurvey", "/api/me/surveys/{id}", "self", answerSurvey);
}

}  // namespace medcredit::http
