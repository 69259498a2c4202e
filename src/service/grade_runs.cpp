#include "service/grade_runs.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"
#include "crypto/sm3.h"
#include "service/grade_after.h"
#include "service/grade_execute.h"
#include "service/grade_models.h"
#include "service/model_cache.h"
#include "store/grade_after.h"

namespace medcredit::service {

using base::CivilDate;
namespace json = boost::json;

namespace {

constexpr std::size_t kMostShown = 200;
/// A change of score that a reviewer should look at, in whole points (默认值（依据未规定）).
constexpr double kLargeChange = 20;

base::Error wrongState(const store::GradeRun& run) {
  return base::fail("EVAL-0023", {{"run", publicId('E', run.id)}, {"state", std::string(runStateLabel(run.state))}});
}

/// The edition a run is to be made with.
base::Result<store::GradeModel> modelFor(Context& context, const std::string& wanted) {
  if (!wanted.empty()) {
    MC_ASSIGN(auto row, findModel(context, wanted));
    if (row.state != "trial" && row.state != "in_force") {
      return base::fail("EVAL-0022",
                        {{"model", row.model + "@" + row.edition}, {"state", std::string(modelStateLabel(row.state))}});
    }
    return row;
  }
  MC_ASSIGN(const auto used, modelsInUse(context, context.clock.today()));
  if (used.size() != 1) return base::fail("EVAL-0029", {{"count", std::to_string(used.size())}});
  return requireModel(context, used.front().id);
}

bool keptInside(const jurisdiction::Jurisdiction& law, const grading::Model& model) {
  return std::any_of(law.grading.scopes.begin(), law.grading.scopes.end(),
                     [&](const auto& scope) { return scope.kind == model.subject.kind && scope.unpublished; });
}

/// Level by subject of the newest published yearly run of the model before the year.
base::Result<std::map<std::int64_t, store::GradeDecision>> lastYear(Context& context, const store::GradeRun& run) {
  std::map<std::int64_t, store::GradeDecision> out;
  MC_ASSIGN(const auto runs, store::listGradeRuns(context.conn, 0, std::nullopt, 1000));
  for (const auto& other : runs) {
    const bool before = other.kind == "yearly" && other.year < run.year;
    if (other.model != run.model || other.state != "published" || other.id == run.id || !before) continue;
    store::GradeDecisionFilter filter;
    filter.runId = other.id;
    filter.limit = -1;
    MC_TRY(store::eachGradeDecision(context.conn, filter, [&](const store::GradeDecision& row) {
      out[row.subjectId] = row;
      return true;
    }));
    return out;
  }
  return out;
}

/// Digest over what was graded: subject and digest of its facts, by decision.
base::Result<std::string> factsOfRun(Context& context, std::int64_t runId) {
  std::string all;
  store::GradeDecisionFilter filter;
  filter.runId = runId;
  filter.limit = -1;
  MC_TRY(store::eachGradeDecision(context.conn, filter, [&](const store::GradeDecision& row) {
    all += publicId('S', row.subjectId) + " " + row.factsDigest + "\n";
    return true;
  }));
  return crypto::sm3Hex(all);
}

base::Status finish(Context& context, store::GradeRun& run) {
  MC_ASSIGN(run.factsDigest, factsOfRun(context, run.id));
  run.state = "review";
  run.finishedAt = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::updateGradeRun(context.conn, run));
  MC_TRY(journal(context, "grade-run.finish", publicId('E', run.id),
                 json::serialize(json::object{{"model", run.model}, {"year", run.year}, {"facts", run.factsDigest}})));
  return transaction.commit();
}

}  // namespace

std::string_view runStateLabel(std::string_view state) {
  return state == "running"     ? "生成中"
         : state == "review"    ? "待复核"
         : state == "preview"   ? "主体预览"
         : state == "published" ? "已发布"
         : state == "dropped"   ? "已作废"
                                : state;
}

GradeCalendar gradeCalendar(const grading::Model& model, int year) {
  const auto& period = model.period;
  GradeCalendar days;
  days.generateOn = period.generateOn.value_or(grading::MonthDay{1, 20}).in(year + 1);
  days.publishBy = period.publishBy.value_or(grading::MonthDay{1, 25}).in(year + 1);
  days.feedsBy = period.externalFeedsBy.value_or(grading::MonthDay{1, 10}).in(year + 1);
  days.cut = days.generateOn.plusDays(-1);
  return days;
}

base::Result<CutCheck> checkCut(Context& context, const store::GradeModel& row, int year) {
  MC_ASSIGN(const auto model, sharedModel(context, row));
  CutCheck check;
  check.year = year;
  check.days = gradeCalendar(*model, year);
  const auto asOf = *CivilDate::fromYmd(year, 12, 31);
  const auto known = std::min(context.clock.today(), check.days.cut);
  MC_ASSIGN(const auto moment, gradeMoment(context, asOf, known));
  check.delivered = moment.delivered;
  std::vector<std::string> needed;
  for (const auto& feed : model->feeds) needed.push_back(feed.source);
  check.gaps = feedGaps(context, moment, needed);
  return check;
}

base::Result<store::GradeRun> requireRun(Context& context, std::int64_t runId) {
  MC_ASSIGN(auto run, store::gradeRun(context.conn, runId));
  if (!run) return base::fail("EVAL-0028", {{"run", publicId('E', runId)}});
  return std::move(*run);
}

base::Result<std::int64_t> runGrading(Context& context, const RunRequest& request, const RunProgress& progress) {
  MC_ASSIGN(const auto row, modelFor(context, request.model));
  MC_ASSIGN(const auto model, sharedModel(context, row));
  const auto days = gradeCalendar(*model, request.year);
  const auto today = context.clock.today();
  const bool trial = request.asOf.has_value();
  const auto lastDay = CivilDate::fromYmd(request.year, 12, 31);
  if (!lastDay || (!trial && today < days.generateOn) || (trial && *request.asOf > today)) {
    return base::fail("EVAL-0021", {{"year", std::to_string(request.year)}, {"from", days.generateOn.iso()}}, "year");
  }
  store::GradeRun run;
  if (!trial) {
    MC_ASSIGN(auto known, store::yearlyRun(context.conn, row.model, request.year));
    if (known && known->state != "running") {
      return base::fail("EVAL-0020", {{"run", publicId('E', known->id)}, {"year", std::to_string(request.year)}},
                        "year");
    }
    if (known) run = std::move(*known);
  }
  if (run.id == 0) {
    run.kind = trial ? "trial" : "yearly";
    run.year = request.year;
    run.modelId = row.id;
    run.model = row.model;
    run.asOf = request.asOf.value_or(*lastDay).iso();
    run.knownOn = trial ? request.asOf->iso() : days.cut.iso();
    run.state = "running";
    run.unpublished = keptInside(context.law, *model);
    run.label = row.label;
    run.lawDigest = context.law.digest;
    run.summary = "{}";
    run.startedBy = context.actor;
    run.startedAt = context.clock.now();
    MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
    MC_TRY(store::insertGradeRun(context.conn, run));
    MC_TRY(journal(context, "grade-run.start", publicId('E', run.id),
                   json::serialize(json::object{{"model", row.model},
                                                {"edition", row.edition},
                                                {"digest", row.digest},
                                                {"year", run.year},
                                                {"asOf", run.asOf},
                                                {"knownOn", run.knownOn}})));
    MC_TRY(transaction.commit());
  } else if (run.modelId != row.id) {
    return base::fail("EVAL-0020", {{"run", publicId('E', run.id)}, {"year", std::to_string(request.year)}}, "model");
  }
  MC_ASSIGN(auto moment, gradeMoment(context, *CivilDate::parseIso(run.asOf), *CivilDate::parseIso(run.knownOn)));
  MC_ASSIGN(auto before, lastYear(context, run));
  MC_TRY(executeRun(context, run,
                    {.edition = row,
                     .model = model,
                     .moment = std::move(moment),
                     .before = std::move(before),
                     .snapshot = request.snapshot,
                     .threads = request.threads},
                    progress));
  MC_TRY(finish(context, run));
  return run.id;
}

base::Result<RunReview> reviewRun(Context& context, std::int64_t runId) {
  RunReview review;
  MC_ASSIGN(review.run, requireRun(context, runId));
  MC_ASSIGN(const auto row, requireModel(context, review.run.modelId));
  MC_ASSIGN(const auto model, sharedModel(context, row));
  MC_ASSIGN(const auto before, lastYear(context, review.run));
  std::map<std::pair<std::string, std::string>, std::int64_t> moved;
  store::GradeDecisionFilter filter;
  filter.runId = runId;
  filter.limit = -1;
  const auto number = [](const std::string& text) { return text.empty() ? 0.0 : std::stod(text); };
  MC_TRY(store::eachGradeDecision(context.conn, filter, [&](const store::GradeDecision& one) {
    ++review.subjects;
    const std::string level = one.level.empty() ? "-" : one.level;
    ++review.levels[level];
    ++review.byRegion[one.region][level];
    ++review.byType[one.subjectType][level];
    if (one.unratedBy == "undetermined") {
      ++review.undeterminedTotal;
      if (review.undetermined.size() < kMostShown) review.undetermined.push_back(one.id);
    }
    const auto old = before.find(one.subjectId);
    const std::string from = old == before.end() ? "" : old->second.level.empty() ? "-" : old->second.level;
    ++moved[{from, level}];
    if (old == before.end()) return true;
    const int steps = model->levels.index(level) - model->levels.index(from);
    const bool rated = model->levels.index(level) >= 0 && model->levels.index(from) >= 0;
    const double change = number(one.score) - number(old->second.score);
    const bool large =
        !one.score.empty() && !old->second.score.empty() && (change >= kLargeChange || change <= -kLargeChange);
    if (((rated && (steps > 1 || steps < -1)) || large) && review.outliers.size() < kMostShown) {
      review.outliers.push_back({one.id, one.subjectId, from, level, old->second.score, one.score});
    }
    return true;
  }));
  for (const auto& [pair, count] : moved) review.movement.push_back({pair.first, pair.second, count});
  MC_ASSIGN(const auto overrides, store::gradeOverrides(context.conn, 0));
  for (const auto& one : overrides) {
    if (one.state != "proposed") continue;
    MC_ASSIGN(const auto decision, store::gradeDecision(context.conn, one.decisionId));
    if (decision && decision->runId == runId) ++review.openOverrides;
  }
  MC_ASSIGN(review.openAnswers, store::openGradeAnswers(context.conn, runId));
  MC_ASSIGN(const auto moment,
            gradeMoment(context, *CivilDate::parseIso(review.run.asOf), *CivilDate::parseIso(review.run.knownOn)));
  std::vector<std::string> needed;
  for (const auto& feed : model->feeds) needed.push_back(feed.source);
  review.gaps = feedGaps(context, moment, needed);
  const auto days = gradeCalendar(*model, static_cast<int>(review.run.year));
  const auto out = review.run.publishedAt ? review.run.publishedAt->shanghaiDate() : context.clock.today();
  review.late = review.run.kind == "yearly" && review.run.state != "dropped" && out > days.publishBy;
  return review;
}

base::Status openPreview(Context& context, std::int64_t runId) {
  MC_ASSIGN(auto run, requireRun(context, runId));
  if (run.state != "review") return wrongState(run);
  run.state = "preview";
  run.reviewedBy = context.actor;
  run.reviewedAt = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::updateGradeRun(context.conn, run));
  MC_TRY(journal(context, "grade-run.preview", publicId('E', run.id), "{}"));
  return transaction.commit();
}

base::Status publishGrades(Context& context, std::int64_t runId) {
  MC_ASSIGN(auto run, requireRun(context, runId));
  if (run.state != "preview") return wrongState(run);
  if (context.actor == run.reviewedBy || context.actor == run.startedBy) {
    return base::fail("EVAL-0024", {{"run", publicId('E', run.id)}});
  }
  MC_ASSIGN(const auto review, reviewRun(context, runId));
  if (review.openOverrides > 0) {
    return base::fail("EVAL-0026", {{"count", std::to_string(review.openOverrides)}});
  }
  run.state = "published";
  run.publishedBy = context.actor;
  run.publishedAt = context.clock.now();
  json::object levels;
  for (const auto& [level, count] : review.levels) levels[level] = count;
  run.summary = json::serialize(json::object{{"subjects", review.subjects},
                                             {"levels", levels},
                                             {"undetermined", review.undeterminedTotal},
                                             {"late", review.late}});
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::updateGradeRun(context.conn, run));
  MC_TRY(queueDeliveries(context, run));
  MC_TRY(draftCommendation(context, run));
  MC_TRY(journal(context, "grade-run.publish", publicId('E', run.id), run.summary));
  return transaction.commit();
}

base::Status dropRun(Context& context, std::int64_t runId, std::string_view reason) {
  MC_ASSIGN(auto run, requireRun(context, runId));
  if (run.state == "published" || run.state == "dropped") return wrongState(run);
  if (base::cleanText(reason).empty()) return base::fail("EVAL-0009", {}, "reason");
  run.state = "dropped";
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::updateGradeRun(context.conn, run));
  MC_TRY(journal(context, "grade-run.drop", publicId('E', run.id), json::serialize(json::object{{"reason", reason}})));
  return transaction.commit();
}

}  // namespace medcredit::service
