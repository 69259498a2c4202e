// Decisions: looking at them, explaining, replaying, grading again, marks, overrides, the public table.
#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>

#include "base/text.h"
#include "service/grade_models.h"
#include "service/grade_runs.h"
#include "service/model_cache.h"
#include "service/subject.h"
#include "store/cases.h"
#include "store/evidence.h"
#include "store/grade_after.h"
#include "store/grade_facts.h"
#include "store/meta.h"
#include "store/record_marks.h"
#include "store/records.h"

namespace medcredit::service {

using base::CivilDate;
namespace json = boost::json;

namespace {

constexpr std::string_view kRepair = "repair";
constexpr std::int64_t kMostRepairs = 200;

base::Error unknownDecision(std::int64_t id) { return base::fail("EVAL-0027", {{"decision", publicId('D', id)}}); }

/// Records of the subject an open repair is about.
base::Status openRepairs(Context& context, std::int64_t subjectId, std::vector<std::string>& open) {
  store::CaseFilter filter;
  filter.subjectId = subjectId;
  filter.procedure = kRepair;
  filter.final = false;
  filter.limit = kMostRepairs;
  MC_ASSIGN(const auto cases, store::listCases(context.conn, filter));
  for (const auto& one : cases) {
    MC_ASSIGN(const auto records, store::caseRecords(context.conn, one.id));
    for (const auto id : records) {
      const std::string mark = publicId('R', id) + " 信用修复办理中";
      if (std::find(open.begin(), open.end(), mark) == open.end()) open.push_back(mark);
    }
  }
  return {};
}

/// Facts of the subject that are disputed or under repair now.
base::Result<std::vector<std::string>> openMarks(Context& context, const store::GradeDecision& decision) {
  MC_ASSIGN(const auto marks, store::gradeMarksOf(context.conn, decision.subjectId));
  std::map<std::string, std::string> latest;
  for (const auto& mark : marks) latest[mark.fact] = mark.status == "disputed" ? mark.cause : "";
  std::vector<std::string> open;
  for (const auto& [fact, cause] : latest) {
    if (cause.empty()) continue;
    open.push_back(fact + (cause == "repair" ? " 信用修复办理中" : " 异议处理中"));
  }
  MC_TRY(openRepairs(context, decision.subjectId, open));
  return open;
}

base::Result<DecisionView> viewOf(Context& context, store::GradeDecision decision) {
  DecisionView view;
  MC_ASSIGN(view.run, requireRun(context, decision.runId));
  MC_ASSIGN(const auto overrides, store::gradeOverrides(context.conn, decision.id));
  for (const auto& one : overrides) {
    if (one.state == "approved") view.override_ = one;
  }
  MC_ASSIGN(view.marks, openMarks(context, decision));
  view.dynamic = view.run.kind == "dynamic" && !dynamicIsOfficial(context.law);
  view.decision = std::move(decision);
  return view;
}

CivilDate dayOf(const std::string& text) { return CivilDate::parseIso(text).value_or(CivilDate()); }

bool sameGrade(const Grade& a, const Grade& b) {
  return a.level == b.level && a.score == b.score && a.publicScore == b.publicScore && a.limitedBy == b.limitedBy &&
         a.unratedBy == b.unratedBy && a.ledger == b.ledger;
}

Grade keptGrade(const store::GradeDecision& decision) {
  Grade kept;
  kept.level = decision.level;
  kept.score = decision.score;
  kept.publicScore = decision.publicScore;
  kept.limitedBy = decision.limitedBy;
  kept.unratedBy = decision.unratedBy;
  kept.ledger = decision.ledger;
  return kept;
}

}  // namespace

bool dynamicIsOfficial(const jurisdiction::Jurisdiction& law) {
  return law.value("grade.run").find("动态更新") != std::string_view::npos;
}

base::Result<DecisionView> showDecision(Context& context, std::int64_t decisionId) {
  MC_ASSIGN(auto decision, store::gradeDecision(context.conn, decisionId));
  if (!decision) return unknownDecision(decisionId);
  return viewOf(context, std::move(*decision));
}

base::Result<std::vector<DecisionView>> decisionsOf(Context& context, std::int64_t subjectId, bool visibleToSubject) {
  std::vector<store::GradeDecision> rows;
  store::GradeDecisionFilter filter;
  filter.subjectId = subjectId;
  filter.newestFirst = true;
  MC_TRY(store::eachGradeDecision(context.conn, filter, [&](const store::GradeDecision& row) {
    rows.push_back(row);
    return true;
  }));
  std::vector<DecisionView> views;
  for (auto& row : rows) {
    MC_ASSIGN(auto view, viewOf(context, std::move(row)));
    const bool open = view.run.state == "preview" || view.run.state == "published";
    if (visibleToSubject && !open) continue;
    views.push_back(std::move(view));
  }
  return views;
}

base::Result<std::optional<DecisionView>> currentGrade(Context& context, std::int64_t subjectId) {
  MC_ASSIGN(auto views, decisionsOf(context, subjectId, true));
  for (auto& view : views) {
    if (view.run.state != "published" || view.dynamic) continue;
    return std::optional(std::move(view));
  }
  return std::optional<DecisionView>();
}

base::Result<Explanation> explainDecision(Context& context, std::int64_t decisionId) {
  Explanation out;
  MC_ASSIGN(out.view, showDecision(context, decisionId));
  const auto& decision = out.view.decision;
  MC_ASSIGN(out.model, requireModel(context, decision.modelId));
  MC_ASSIGN(out.facts, SubjectFacts::parse(decision.facts));
  MC_ASSIGN(const auto engine, engineOf(context, out.model, dayOf(decision.asOf), dayOf(decision.knownOn)));
  out.told = engine->tell(out.facts);
  if (out.told.grade.ledger != decision.ledger || out.told.grade.level != decision.level) {
    return base::fail("EVAL-0030", {{"decision", publicId('D', decisionId)}});
  }
  return out;
}

base::Result<Replay> replayDecision(Context& context, std::int64_t decisionId) {
  MC_ASSIGN(const auto view, showDecision(context, decisionId));
  const auto& decision = view.decision;
  MC_ASSIGN(const auto row, requireModel(context, decision.modelId));
  const auto asOf = dayOf(decision.asOf);
  const auto knownOn = dayOf(decision.knownOn);
  Replay replay;
  replay.kept = keptGrade(decision);
  MC_ASSIGN(const auto engine, engineOf(context, row, asOf, knownOn));
  MC_ASSIGN(const auto kept, SubjectFacts::parse(decision.facts));
  replay.again = engine->grade(kept);
  MC_ASSIGN(const auto moment, gradeMoment(context, asOf, knownOn));
  MC_ASSIGN(const auto subject, subjectById(context, decision.subjectId));
  MC_ASSIGN(const auto facts, readSubjectFacts(context, subject, moment));
  replay.sameFacts = facts && facts->text() == decision.facts;
  replay.sameGrade = sameGrade(replay.kept, replay.again);
  return replay;
}

base::Result<std::pair<SubjectFacts, Told>> gradeOn(Context& context, std::int64_t subjectId, const std::string& model,
                                                    CivilDate asOf, CivilDate knownOn) {
  MC_ASSIGN(const auto row, findModel(context, model));
  MC_ASSIGN(const auto engine, engineOf(context, row, asOf, knownOn));
  MC_ASSIGN(const auto moment, gradeMoment(context, asOf, knownOn));
  MC_ASSIGN(const auto subject, subjectById(context, subjectId));
  MC_ASSIGN(auto facts, readSubjectFacts(context, subject, moment));
  if (!facts) return base::fail("EVAL-0037", {{"subject", publicId('S', subjectId)}});
  auto told = engine->tell(*facts);
  return std::pair(std::move(*facts), std::move(told));
}

base::Result<std::int64_t> proposeOverride(Context& context, std::int64_t decisionId, std::string_view level,
                                           std::string_view reason, std::string_view clause) {
  MC_ASSIGN(const auto view, showDecision(context, decisionId));
  MC_ASSIGN(const auto edition, requireModel(context, view.decision.modelId));
  MC_ASSIGN(const auto model, sharedModel(context, edition));
  const bool known = model->levels.index(level) >= 0 || model->levels.unrated == level;
  if (!known || level == view.level()) {
    return base::fail("EVAL-0033", {{"level", std::string(level)}, {"scheme", model->levels.scheme}}, "level");
  }
  store::GradeOverride row;
  row.decisionId = decisionId;
  row.level = level;
  row.reason = base::cleanText(reason);
  row.clause = base::cleanText(clause);
  if (row.reason.empty() || row.clause.empty()) {
    return base::fail("EVAL-0009", {}, row.reason.empty() ? "reason" : "clause");
  }
  row.state = "proposed";
  row.proposedBy = context.actor;
  row.proposedAt = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertGradeOverride(context.conn, row));
  MC_TRY(journal(context, "grade-override.propose", publicId('D', decisionId),
                 json::serialize(json::object{
                     {"override", row.id}, {"level", row.level}, {"reason", row.reason}, {"clause", row.clause}})));
  MC_TRY(transaction.commit());
  return row.id;
}

base::Status decideOverride(Context& context, std::int64_t overrideId, bool approve) {
  MC_ASSIGN(auto row, store::gradeOverride(context.conn, overrideId));
  if (!row) return base::fail("EVAL-0034", {{"override", publicId('O', overrideId)}});
  if (row->state != "proposed") return base::fail("EVAL-0035", {{"override", publicId('O', overrideId)}});
  if (row->proposedBy == context.actor) return base::fail("EVAL-0036", {{"override", publicId('O', overrideId)}});
  row->state = approve ? "approved" : "refused";
  row->decidedBy = context.actor;
  row->decidedAt = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::decideGradeOverride(context.conn, *row));
  MC_TRY(journal(context, "grade-override.decide", publicId('D', row->decisionId),
                 json::serialize(json::object{{"override", row->id}, {"state", row->state}})));
  return transaction.commit();
}

base::Result<std::vector<PublicGrade>> publicGrades(Context& context, const PublicGradeQuery& query) {
  std::vector<PublicGrade> out;
  std::map<std::int64_t, store::GradeRun> runs;
  std::map<std::int64_t, store::GradeModel> models;
  std::vector<store::GradeDecision> rows;
  store::GradeDecisionFilter filter;
  filter.publishedOnly = true;
  filter.latestOnly = true;
  filter.region = query.region;
  filter.subjectType = query.type;
  filter.after = query.after;
  filter.limit = -1;
  MC_ASSIGN(const auto all, store::listGradeRuns(context.conn, query.year, std::nullopt, 1000));
  std::map<std::string, std::int64_t> newest;  // model → run that counts
  for (const auto& run : all) {
    const bool yearly = run.kind != "dynamic";
    if (run.state == "published" && !run.unpublished && yearly && newest.count(run.model) == 0) {
      newest[run.model] = run.id;
    }
    runs.emplace(run.id, run);
  }
  for (const auto& [model, runId] : newest) {
    filter.runId = runId;
    MC_TRY(store::eachGradeDecision(context.conn, filter, [&](const store::GradeDecision& row) {
      rows.push_back(row);
      return true;
    }));
  }
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  for (auto& row : rows) {
    if (static_cast<std::int64_t>(out.size()) >= query.limit) break;
    auto shown = row;
    if (dynamicIsOfficial(context.law) && query.year == 0) {
      MC_ASSIGN(const auto current, currentGrade(context, row.subjectId));
      if (current) shown = current->decision;
    }
    MC_ASSIGN(const auto overrides, store::gradeOverrides(context.conn, shown.id));
    PublicGrade grade;
    grade.level = shown.level;
    for (const auto& one : overrides) {
      if (one.state != "approved") continue;
      grade.level = one.level;
      grade.overridden = true;
    }
    if (!query.level.empty() && grade.level != query.level) continue;
    MC_ASSIGN(const auto subject, subjectById(context, row.subjectId));
    if (subject.kind != domain::subjectKindCode(domain::SubjectKind::kOrganisation)) continue;
    MC_ASSIGN(const auto identifiers, store::subjectIdentifiers(context.conn, subject.id));
    for (const auto& one : identifiers) {
      if (one.kind == "usc" && one.to.empty()) grade.unifiedCode = one.text;
    }
    auto model = models.find(shown.modelId);
    if (model == models.end()) {
      MC_ASSIGN(auto one, requireModel(context, shown.modelId));
      model = models.emplace(shown.modelId, std::move(one)).first;
    }
    const auto& run = runs.at(row.runId);
    grade.decisionId = row.id;
    grade.subjectId = row.subjectId;
    grade.name = subject.name;
    grade.region = row.region;
    grade.type = row.subjectType;
    for (const auto& level : context.law.grades) {
      if (level.id == grade.level) grade.levelName = level.label;
    }
    grade.asOf = shown.asOf;
    grade.publishedOn = run.publishedAt ? run.publishedAt->shanghaiDate().iso() : "";
    grade.label = run.label;
    grade.modelTitle = model->second.title;
    grade.modelId = shown.modelId;
    out.push_back(std::move(grade));
  }
  return out;
}

}  // namespace medcredit::service
