#include "service/grade_entry.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"
#include "service/grade_facts.h"
#include "service/scope.h"
#include "service/subject.h"
#include "store/record_marks.h"

namespace medcredit::service {

namespace json = boost::json;

namespace {

constexpr std::string_view kReference = "reference_info";

bool inList(const Context& context, std::string_view list, std::string_view code) {
  const auto* found = context.law.codeList(list);
  return found != nullptr &&
         std::any_of(found->items.begin(), found->items.end(), [code](const auto& item) { return item.code == code; });
}

std::string iso(const std::optional<base::CivilDate>& day) { return day ? day->iso() : std::string(); }

std::string detailOf(const NewFact& request) {
  json::object detail;
  const std::pair<const char*, const std::string&> parts[] = {{"ref", request.ref},       {"title", request.title},
                                                              {"issuer", request.issuer}, {"source", request.source},
                                                              {"items", request.items},   {"note", request.note}};
  for (const auto& [name, text] : parts) {
    if (auto clean = base::cleanText(text); !clean.empty()) detail[name] = clean;
  }
  return json::serialize(detail);
}

base::Status checkFact(const Context& context, const NewFact& request) {
  if (!inList(context, "grade-fact-kinds", request.kind)) {
    return base::fail("EVAL-0060", {{"kind", request.kind}}, "kind");
  }
  const bool reference = request.kind == kReference;
  if (reference && !inList(context, "reference-channels", request.channel)) {
    return base::fail("EVAL-0061", {{"channel", request.channel}}, "channel");
  }
  if (reference && !request.severity.empty()) return base::fail("EVAL-0062", {}, "severity");
  if (reference && base::cleanText(request.source).empty()) return base::fail("EVAL-0063", {}, "source");
  const auto today = context.clock.today();
  const auto day = request.occurredOn ? request.occurredOn : request.determinedOn;
  if (!day || *day > today || (request.determinedOn && *request.determinedOn > today)) {
    return base::fail("EVAL-0068", {}, "occurredOn");
  }
  return {};
}

base::Result<FactView> viewOf(Context& context, store::GradeFact fact) {
  FactView view;
  MC_ASSIGN(view.steps, store::gradeFactSteps(context.conn, fact.id));
  view.state = view.steps.empty() ? "entered" : view.steps.back().step;
  boost::system::error_code ec;
  const auto detail = json::parse(fact.detail, ec);
  if (!ec && detail.is_object()) {
    for (const auto& [name, value] : detail.get_object()) {
      if (value.is_string()) view.detail.emplace_back(name, value.get_string());
    }
  }
  view.fact = std::move(fact);
  return view;
}

base::Status keepStep(Context& context, const FactView& view, std::string_view step, std::string_view reason,
                      std::optional<std::int64_t> record) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(
      store::insertGradeFactStep(context.conn, {0, view.fact.id, std::string(step), context.clock.today().iso(),
                                                base::cleanText(reason), record, context.actor, context.clock.now()}));
  json::object detail{{"fact", publicId('F', view.fact.id)}, {"step", step}, {"reason", reason}};
  if (record) detail["record"] = publicId('R', *record);
  MC_TRY(journal(context, "grade-fact.step", publicId('S', view.fact.subjectId), json::serialize(detail)));
  return transaction.commit();
}

/// What anybody may see of a sector evaluation; empty where nobody outside may.
base::Result<std::optional<PublicEvaluation>> shownEvaluation(Context& context, const FactView& view) {
  using Nothing = std::optional<PublicEvaluation>;
  if (!view.fact.isPublic || !view.stands()) return Nothing();
  MC_ASSIGN(const auto subject, subjectById(context, view.fact.subjectId));
  if (subject.kind != domain::subjectKindCode(domain::SubjectKind::kOrganisation)) return Nothing();
  PublicEvaluation one;
  one.factId = view.fact.id;
  one.subjectName = subject.name;
  one.outcome = view.fact.outcome;
  one.on = view.day();
  for (const auto& [name, text] : view.detail) {
    if (name == "title") one.kind = text;
    if (name == "issuer") one.issuer = text;
  }
  one.kindLabel = labelFor(context, "sector-evaluations", one.kind);
  return Nothing(std::move(one));
}

}  // namespace

base::Result<std::int64_t> addFact(Context& context, const NewFact& request) {
  MC_TRY(subjectById(context, request.subjectId));
  MC_TRY(checkFact(context, request));
  store::GradeFact fact;
  fact.subjectId = request.subjectId;
  fact.kind = request.kind;
  fact.channel = request.kind == kReference ? request.channel : "manual";
  fact.occurredOn = iso(request.occurredOn);
  fact.determinedOn = iso(request.determinedOn);
  fact.endedOn = iso(request.endedOn);
  fact.severity = request.severity;
  fact.outcome = request.outcome;
  if (request.value) fact.valueMicro = request.value->micro;
  fact.isPublic = request.isPublic && request.kind != kReference;  // R-REF-03
  fact.detail = detailOf(request);
  fact.actor = context.actor;
  fact.recordedAt = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertGradeFact(context.conn, fact));
  MC_TRY(journal(
      context, "grade-fact.add", publicId('S', fact.subjectId),
      json::serialize(json::object{{"fact", publicId('F', fact.id)}, {"kind", fact.kind}, {"channel", fact.channel}})));
  MC_TRY(transaction.commit());
  return fact.id;
}

base::Result<FactView> showFact(Context& context, std::int64_t id) {
  MC_ASSIGN(auto fact, store::gradeFact(context.conn, id));
  if (!fact) return base::fail("EVAL-0064", {{"fact", publicId('F', id)}});
  return viewOf(context, std::move(*fact));
}

base::Result<std::vector<FactView>> listFacts(Context& context, const std::vector<std::string>& kinds,
                                              std::optional<std::int64_t> subjectId, std::optional<std::int64_t> before,
                                              std::int64_t limit) {
  std::vector<store::GradeFact> facts;
  if (subjectId) {
    MC_ASSIGN(facts, store::gradeFactsOf(context.conn, *subjectId));
    std::reverse(facts.begin(), facts.end());
    std::erase_if(facts, [&](const auto& fact) {
      const bool wanted = kinds.empty() || std::find(kinds.begin(), kinds.end(), fact.kind) != kinds.end();
      return !wanted || fact.id >= before.value_or(INT64_MAX);
    });
    if (static_cast<std::int64_t>(facts.size()) > limit) facts.resize(static_cast<std::size_t>(limit));
  } else {
    MC_ASSIGN(facts, store::listGradeFacts(context.conn, kinds, before, limit));
  }
  std::vector<FactView> views;
  for (auto& fact : facts) {
    MC_ASSIGN(auto view, viewOf(context, std::move(fact)));
    views.push_back(std::move(view));
  }
  return views;
}

base::Status stepFact(Context& context, std::int64_t id, std::string_view step, std::string_view reason) {
  MC_ASSIGN(const auto view, showFact(context, id));
  const bool judged = step == "verified" || step == "unfounded";
  const bool possible =
      judged ? view.state == "entered" : step == "revoked" && (view.state == "entered" || view.state == "verified");
  if (!possible) return base::fail("EVAL-0065", {{"fact", publicId('F', id)}, {"state", view.state}}, "step");
  if (base::cleanText(reason).empty()) return base::fail("EVAL-0009", {}, "reason");
  return keepStep(context, view, step, reason, std::nullopt);
}

base::Status promoteFact(Context& context, std::int64_t id, std::int64_t recordId, std::string_view reason) {
  MC_ASSIGN(const auto view, showFact(context, id));
  if (view.fact.kind != kReference || view.state == "promoted" || view.state == "revoked") {
    return base::fail("EVAL-0065", {{"fact", publicId('F', id)}, {"state", view.state}});
  }
  if (base::cleanText(reason).empty()) return base::fail("EVAL-0009", {}, "reason");
  MC_ASSIGN(const auto head, store::getRecord(context.conn, recordId));
  if (!head || head->subjectId != view.fact.subjectId || head->state != "live" || head->infoClass != "negative") {
    return base::fail("EVAL-0066", {{"record", publicId('R', recordId)}}, "record");
  }
  return keepStep(context, view, "promoted", reason, recordId);
}

base::Result<std::vector<PublicEvaluation>> publicEvaluations(Context& context, std::optional<std::int64_t> before,
                                                              std::int64_t limit) {
  std::vector<PublicEvaluation> out;
  const auto wanted = static_cast<std::size_t>(limit);
  // What is not shown is passed over, so that a page is full as long as there is more.
  for (bool more = true; more && out.size() < wanted;) {
    MC_ASSIGN(const auto views, listFacts(context, {"sector_evaluation"}, std::nullopt, before, limit));
    more = views.size() == wanted;
    for (const auto& view : views) {
      before = view.fact.id;
      if (out.size() == wanted) return out;
      MC_ASSIGN(auto one, shownEvaluation(context, view));
      if (one) out.push_back(std::move(*one));
    }
  }
  return out;
}

base::Status declareFeed(Context& context, const FeedDeclaration& request) {
  const auto* feed = context.law.grading.feed(request.feed);
  if (feed == nullptr || !feed->declared()) return base::fail("EVAL-0067", {{"feed", request.feed}}, "feed");
  MC_TRY(requireUnit(context, request.unit));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::putGradeFeed(context.conn, {request.feed, request.unit, std::to_string(request.year),
                                            request.nil ? "nil" : "delivered", context.actor, context.clock.now()}));
  MC_TRY(journal(context, "grade-feed.declare", request.feed,
                 json::serialize(json::object{{"unit", request.unit}, {"year", request.year}, {"nil", request.nil}})));
  return transaction.commit();
}

}  // namespace medcredit::service
