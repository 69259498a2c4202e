// Grading again after a change: of a record, of the calendar, of a mark (R-EVAL-10).
#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <map>

#include "base/text.h"
#include "service/grade_models.h"
#include "service/grade_runs.h"
#include "service/grade_snapshot.h"
#include "service/model_cache.h"
#include "service/read_caches.h"
#include "service/subject.h"
#include "store/evidence.h"
#include "store/grade_after.h"
#include "store/grade_facts.h"
#include "store/meta.h"
#include "store/records.h"
#include "store/whole.h"

namespace medcredit::service {

using base::CivilDate;
namespace json = boost::json;

namespace {

constexpr std::string_view kPosition = "grade.position";
/// Calendars worked out in one night; a yearly run's are done within some nights.
constexpr std::int64_t kCalendarsPerNight = 20'000;
constexpr auto kStatuses = std::to_array<std::string_view>({"active", "disputed", "repaired", "revoked"});

CivilDate dayOf(const std::string& text) { return CivilDate::parseIso(text).value_or(CivilDate()); }

/// The run that collects the dynamic decisions of a year and model.
base::Result<store::GradeRun> dynamicRun(Context& context, const store::GradeRun& base) {
  const auto year = context.clock.today().year();
  MC_ASSIGN(const auto runs, store::listGradeRuns(context.conn, year, std::nullopt, 1000));
  for (const auto& run : runs) {
    if (run.kind == "dynamic" && run.model == base.model && run.modelId == base.modelId) return run;
  }
  store::GradeRun run;
  run.kind = "dynamic";
  run.year = year;
  run.modelId = base.modelId;
  run.model = base.model;
  run.asOf = run.knownOn = context.clock.today().iso();
  run.state = "published";
  run.unpublished = base.unpublished;
  run.label = base.label;
  run.lawDigest = context.law.digest;
  run.summary = "{}";
  run.startedBy = context.actor;
  run.startedAt = context.clock.now();
  MC_TRY(store::insertGradeRun(context.conn, run));
  run.publishedBy = context.actor;
  run.publishedAt = run.startedAt;
  MC_TRY(store::updateGradeRun(context.conn, run));
  return run;
}

/// The newest decision of a published or previewed run, dynamic ones included.
base::Result<std::optional<store::GradeDecision>> newestDecision(Context& context, std::int64_t subjectId) {
  std::vector<store::GradeDecision> rows;
  store::GradeDecisionFilter filter;
  filter.subjectId = subjectId;
  filter.newestFirst = true;
  filter.limit = -1;
  MC_TRY(store::eachGradeDecision(context.conn, filter, [&](const store::GradeDecision& row) {
    rows.push_back(row);
    return true;
  }));
  for (const auto& row : rows) {
    MC_ASSIGN(const auto run, requireRun(context, row.runId));
    if (run.state != "published" && run.state != "preview" && run.state != "review") continue;
    return store::gradeDecision(context.conn, row.id);
  }
  return std::optional<store::GradeDecision>();
}

struct FactOwner {
  std::int64_t subjectId = 0;
};
base::Result<FactOwner> ownerOf(Context& context, const std::string& fact) {
  if (const auto record = parsePublicId('R', fact); record && fact.starts_with('R')) {
    MC_ASSIGN(const auto head, store::getRecord(context.conn, *record));
    if (head) return FactOwner{head->subjectId};
  } else if (const auto entered = parsePublicId('F', fact); entered && fact.starts_with('F')) {
    MC_ASSIGN(const auto row, store::gradeFact(context.conn, *entered));
    if (row) return FactOwner{row->subjectId};
  }
  return base::fail("EVAL-0031", {{"fact", fact}}, "fact");
}

/// The facts of a subject, from the snapshot where it has them.
base::Result<std::optional<SubjectFacts>> factsNow(Context& context, std::int64_t subjectId, const GradeMoment& moment,
                                                   const FactsSnapshot* snapshot) {
  if (snapshot != nullptr) {
    if (const auto place = snapshot->find(subjectId)) {
      MC_ASSIGN(auto facts, snapshot->facts(*place));
      return std::optional(std::move(facts));
    }
  }
  MC_ASSIGN(const auto subject, subjectById(context, subjectId));
  return readSubjectFacts(context, subject, moment);
}

/// A subject to be graded again.
struct Anew {
  const store::GradeDecision& newest;
  const GradeMoment& moment;
  const std::optional<SubjectFacts>& facts;
  std::string_view cause, causeRef;
};

/// Keeps a linked decision when anything of the grade is different.
base::Result<std::optional<std::int64_t>> gradeAnew(Context& context, const Anew& anew) {
  using Nothing = std::optional<std::int64_t>;
  const auto& newest = anew.newest;
  if (!anew.facts) return Nothing();
  const auto& facts = *anew.facts;
  MC_ASSIGN(const auto origin, requireRun(context, newest.runId));
  MC_ASSIGN(const auto row, requireModel(context, newest.modelId));
  MC_ASSIGN(const auto engine, engineOf(context, row, anew.moment.asOf, anew.moment.knownOn));
  const Grade grade = engine->grade(facts);
  const bool same = grade.level == newest.level && grade.score == newest.score && grade.limitedBy == newest.limitedBy &&
                    grade.unratedBy == newest.unratedBy;
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  Nothing made;
  if (!same) {
    MC_ASSIGN(const auto run, dynamicRun(context, origin));
    std::vector<store::GradeDecision> rows(1);
    auto& one = rows.front();
    one.runId = run.id;
    one.subjectId = newest.subjectId;
    one.subjectType = facts.type;
    one.region = facts.region;
    one.modelId = newest.modelId;
    one.asOf = anew.moment.asOf.iso();
    one.knownOn = anew.moment.knownOn.iso();
    one.level = grade.level;
    one.score = grade.score;
    one.publicScore = grade.publicScore;
    one.limitedBy = grade.limitedBy;
    one.unratedBy = grade.unratedBy;
    one.facts = facts.text();
    one.factsDigest = factsDigest(one.facts);
    one.ledger = grade.ledger;
    one.previous = newest.id;
    one.cause = anew.cause;
    one.causeRef = anew.causeRef;
    one.decidedAt = context.clock.now();
    MC_TRY(store::insertGradeDecisions(context.conn, rows));
    made = rows.front().id;
    MC_TRY(journal(context, "grade.again", publicId('D', *made),
                   json::serialize(json::object{{"previous", publicId('D', newest.id)},
                                                {"from", newest.level},
                                                {"to", grade.level},
                                                {"cause", anew.cause},
                                                {"ref", anew.causeRef}})));
  }
  MC_TRY(store::closeGradeAgain(context.conn, newest.subjectId, made));
  MC_TRY(transaction.commit());
  return made;
}

}  // namespace

base::Result<std::optional<std::int64_t>> gradeAgain(Context& context, std::int64_t subjectId, std::string_view cause,
                                                     std::string_view causeRef) {
  MC_ASSIGN(const auto newest, newestDecision(context, subjectId));
  if (!newest) return std::optional<std::int64_t>();
  const auto today = context.clock.today();
  MC_ASSIGN(const auto moment, gradeMoment(context, today, today));
  MC_ASSIGN(const auto facts, factsNow(context, subjectId, moment, nullptr));
  return gradeAnew(context, {*newest, moment, facts, cause, causeRef});
}

namespace {

/// Who is due on a day, and why.
using Due = std::map<std::int64_t, std::string>;

/// Who was touched since the last look; `now` is where the next one begins.
base::Result<std::vector<std::int64_t>> touchedSince(Context& context, const store::LogPosition& now) {
  MC_ASSIGN(const auto stored, store::findMeta(context.conn, kPosition));
  store::LogPosition from{now.epoch, now.size};
  if (stored) {
    const auto slash = stored->find('/');
    const std::string_view text(*stored);
    std::from_chars(text.data(), text.data() + slash, from.epoch);
    std::from_chars(text.data() + slash + 1, text.data() + text.size(), from.size);
  }
  return subjectsChanged(context, from);
}

base::Status keepChange(Context& context, std::int64_t decision, std::optional<CivilDate> on) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::setGradeChange(context.conn, decision, on ? on->iso() : "-"));
  return transaction.commit();
}

/// Adds who has an entry of its own calendar that day: a window, a term or a decay step ends. The day is worked out
/// once per decision, some of them each night.
base::Status addCalendar(Context& context, CivilDate day, Due& due) {
  MC_ASSIGN(const auto unknown, store::changingDecisions(context.conn, "", kCalendarsPerNight));
  for (const auto& row : unknown) {
    MC_ASSIGN(const auto on, nextChange(context, row, dayOf(row.asOf)));
    MC_TRY(keepChange(context, row.id, on));
  }
  MC_ASSIGN(const auto changing, store::changingDecisions(context.conn, day.iso(), INT64_MAX));
  for (const auto& row : changing) due.emplace(row.subjectId, "calendar");
  return {};
}

/// Brings the snapshot up to date with everybody who is due, and adds whose facts change by themselves that day. None
/// is kept for a day that is not today: what is known then cannot be told from what is known now.
base::Result<std::shared_ptr<const FactsSnapshot>> followDue(Context& context, CivilDate day, const GradeMoment& moment,
                                                             const std::filesystem::path& file, Due& due) {
  std::shared_ptr<const FactsSnapshot> snapshot;
  if (file.empty() || day != context.clock.today()) return snapshot;
  SnapshotRequest request{.file = file, .moment = moment, .whole = false};
  for (const auto& one : due) request.also.push_back(one.first);
  SnapshotWork work;
  MC_ASSIGN(snapshot, refreshSnapshot(context, request, &work));
  for (const auto id : work.changed) due.emplace(id, "calendar");
  return snapshot;
}

}  // namespace

base::Result<Refreshed> refreshGrades(Context& asked, CivilDate day, const std::filesystem::path& file) {
  // Many subjects, few models: each is read once, also where nothing else is kept.
  Context context = asked;
  ReadCaches caches;
  if (context.caches == nullptr) context.caches = &caches;
  Refreshed done;
  MC_ASSIGN(const auto now, store::logPosition(context.conn));
  MC_ASSIGN(const auto touched, touchedSince(context, now));
  Due due;
  for (const auto subject : touched) due.emplace(subject, "record");
  done.touched = static_cast<std::int64_t>(due.size());
  MC_TRY(addCalendar(context, day, due));
  const auto today = context.clock.today();
  MC_ASSIGN(const auto moment, gradeMoment(context, today, today));
  MC_ASSIGN(const auto snapshot, followDue(context, day, moment, file, due));
  done.calendar = static_cast<std::int64_t>(due.size()) - done.touched;
  for (const auto& [subject, cause] : due) {
    MC_ASSIGN(const auto newest, newestDecision(context, subject));
    if (!newest) continue;
    if (cause == "record") {
      MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
      MC_TRY(store::insertGradeAgain(context.conn,
                                     {0, subject, cause, day.iso(), context.clock.now(), "open", std::nullopt}));
      MC_TRY(transaction.commit());
    }
    MC_ASSIGN(const auto facts, factsNow(context, subject, moment, snapshot.get()));
    MC_ASSIGN(const auto made, gradeAnew(context, {*newest, moment, facts, cause, day.iso()}));
    if (made) {
      ++done.regraded;
    } else if (cause == "calendar") {
      // The same grade again: its next day is worked out anew.
      MC_ASSIGN(const auto on, nextChange(context, *newest, day));
      MC_TRY(keepChange(context, newest->id, on));
    }
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::setMeta(context.conn, kPosition, std::to_string(now.epoch) + "/" + std::to_string(now.size)));
  MC_TRY(transaction.commit());
  return done;
}

base::Result<std::optional<CivilDate>> nextChange(Context& context, const store::GradeDecision& row, CivilDate after) {
  MC_ASSIGN(const auto whole, store::gradeDecision(context.conn, row.id));
  if (!whole) return std::optional<CivilDate>();
  MC_ASSIGN(const auto facts, SubjectFacts::parse(whole->facts));
  MC_ASSIGN(const auto edition, requireModel(context, row.modelId));
  MC_ASSIGN(const auto engine, engineOf(context, edition, after, std::max(after, dayOf(row.knownOn))));
  return engine->nextChange(facts);
}

base::Result<std::optional<std::int64_t>> markFact(Context& context, const MarkRequest& request) {
  if (std::find(kStatuses.begin(), kStatuses.end(), request.status) == kStatuses.end()) {
    return base::fail("EVAL-0032", {{"status", request.status}}, "status");
  }
  if (base::cleanText(request.cause).empty()) return base::fail("EVAL-0009", {}, "cause");
  MC_ASSIGN(const auto owner, ownerOf(context, request.fact));
  store::GradeMark mark;
  mark.subjectId = owner.subjectId;
  mark.fact = request.fact;
  mark.status = request.status;
  mark.statusOn = request.on.value_or(context.clock.today()).iso();
  mark.cause = base::cleanText(request.cause);
  mark.causeRef = base::cleanText(request.causeRef);
  mark.actor = context.actor;
  mark.at = context.clock.now();
  // Mark and new grade together; a request of the API runs inside a transaction of its own already.
  MC_ASSIGN(auto transaction, store::startWhole(context.conn));
  MC_TRY(store::insertGradeMark(context.conn, mark));
  MC_TRY(
      journal(context, "grade-mark.set", request.fact,
              json::serialize(json::object{{"status", mark.status}, {"cause", mark.cause}, {"ref", mark.causeRef}})));
  MC_ASSIGN(const auto made,
            gradeAgain(context, owner.subjectId, mark.cause, mark.causeRef.empty() ? request.fact : mark.causeRef));
  MC_TRY(transaction.commit());
  return made;
}

}  // namespace medcredit::service
