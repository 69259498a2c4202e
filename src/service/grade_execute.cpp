#include "service/grade_execute.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "base/join.h"
#include "grading/evaluate.h"
#include "grading/in_order.h"
#include "service/grade_engine.h"
#include "service/grade_snapshot.h"

namespace medcredit::service {

namespace {

/// Subjects of one transaction, and of one thread's turn.
constexpr std::size_t kChunk = 2000;
constexpr std::size_t kTurn = 100;

bool maybeInScope(const jurisdiction::Jurisdiction& law, const grading::Model& model, std::string_view kind, int year) {
  return std::any_of(law.grading.scopes.begin(), law.grading.scopes.end(), [&](const auto& scope) {
    return domain::subjectKindCode(scope.subject) == kind && scope.kind == model.subject.kind &&
           year >= scope.fromYear && year <= scope.toYear;
  });
}

class Executing {
 public:
  Executing(Context& context, store::GradeRun& run, const Execution& execution, const RunProgress& progress)
      : context_(context),
        run_(run),
        execution_(execution),
        progress_(progress),
        engine_(execution.model, execution.moment.asOf, execution.moment.knownOn) {}

  base::Status fromSnapshot();
  base::Status fromRegister();

 private:
  [[nodiscard]] store::GradeDecision decisionOf(const SubjectFacts& facts, const Grade& grade) const;
  base::Status gradePlaces(const FactsSnapshot& snapshot, std::span<const FactsSnapshot::Place> places,
                           std::vector<std::unique_ptr<PartEvaluators>>& hands);
  base::Status keep(std::vector<store::GradeDecision>& decisions, std::int64_t last);
  base::Status tell(std::size_t done, std::size_t all) const;

  Context& context_;
  store::GradeRun& run_;
  const Execution& execution_;
  const RunProgress& progress_;
  GradeEngine engine_;
};

store::GradeDecision Executing::decisionOf(const SubjectFacts& facts, const Grade& grade) const {
  store::GradeDecision one;
  one.runId = run_.id;
  one.subjectId = facts.subjectId;
  one.subjectType = facts.type;
  one.region = facts.region;
  one.modelId = execution_.edition.id;
  one.asOf = run_.asOf;
  one.knownOn = run_.knownOn;
  one.level = grade.level;
  one.score = grade.score;
  one.publicScore = grade.publicScore;
  one.limitedBy = grade.limitedBy;
  one.unratedBy = grade.unratedBy;
  one.facts = facts.text();
  one.factsDigest = factsDigest(one.facts);
  one.ledger = grade.ledger;
  const auto old = execution_.before.find(facts.subjectId);
  if (old != execution_.before.end()) one.previous = old->second.id;
  one.cause = run_.kind;
  one.causeRef = std::to_string(run_.year);
  return one;
}

/// Stores the decisions and the place the run has reached.
base::Status Executing::keep(std::vector<store::GradeDecision>& decisions, std::int64_t last) {
  for (auto& one : decisions) one.decidedAt = context_.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context_.conn));
  MC_TRY(store::insertGradeDecisions(context_.conn, decisions));
  run_.nextSubject = last + 1;
  MC_TRY(store::updateGradeRun(context_.conn, run_));
  return transaction.commit();
}

base::Status Executing::tell(std::size_t done, std::size_t all) const {
  return progress_ ? progress_(static_cast<int>(done * 1000 / all)) : base::Status();
}

/// One chunk: graded on all threads, kept in the order of the subjects by this one.
base::Status Executing::gradePlaces(const FactsSnapshot& snapshot, std::span<const FactsSnapshot::Place> places,
                                    std::vector<std::unique_ptr<PartEvaluators>>& hands) {
  const std::string feeds = base::join(execution_.moment.delivered, ";");
  std::vector<std::optional<store::GradeDecision>> made(places.size());
  const auto make = [&](std::uint32_t turn, unsigned thread) -> base::Status {
    const std::size_t end = std::min((turn + 1) * kTurn, places.size());
    for (std::size_t i = turn * kTurn; i < end; ++i) {
      const PlacedSubject placed(snapshot, places[i], feeds);
      const auto& subject = placed.subject;
      if (!inModelScope(*execution_.model, subject.kind, subject.type, subject.region)) continue;
      MC_ASSIGN(const auto facts, snapshot.facts(places[i]));
      made[i] = decisionOf(facts, engine_.gradeOf(hands[thread]->evaluate(placed, places[i].part), facts));
    }
    return {};
  };
  const auto take = [](std::uint32_t /*unused*/, unsigned /*unused*/) -> base::Status { return {}; };
  const auto turns = static_cast<std::uint32_t>((places.size() + kTurn - 1) / kTurn);
  MC_TRY(grading::inOrder(turns, static_cast<unsigned>(hands.size()), make, take));
  std::vector<store::GradeDecision> decisions;
  for (auto& one : made) {
    if (one) decisions.push_back(std::move(*one));
  }
  return keep(decisions, places.back().subject);
}

base::Status Executing::fromSnapshot() {
  SnapshotRequest request{.file = snapshotFor(execution_.snapshot, execution_.moment.asOf, context_.clock.today()),
                          .moment = execution_.moment,
                          .fields = engine_.fields(),
                          .threads = execution_.threads};
  MC_ASSIGN(const auto snapshot, refreshSnapshot(context_, request));
  const auto& all = snapshot->places();
  const auto first = std::lower_bound(all.begin(), all.end(), run_.nextSubject,
                                      [](const auto& place, std::int64_t id) { return place.subject < id; });
  const std::span<const FactsSnapshot::Place> list(first, all.end());
  std::vector<std::unique_ptr<PartEvaluators>> hands(gradingThreads(execution_.threads));
  for (auto& hand : hands) hand = std::make_unique<PartEvaluators>(*snapshot, engine_.program());
  for (std::size_t at = 0; at < list.size(); at += kChunk) {
    const auto chunk = list.subspan(at, std::min(kChunk, list.size() - at));
    const auto status = gradePlaces(*snapshot, chunk, hands);
    if (!status.ok()) {
      // A text that does not open: the file is not believed again.
      std::error_code ec;
      if (status.error().code.starts_with("CRYP-")) std::filesystem::remove(request.file, ec);
      return status;
    }
    MC_TRY(tell(at + chunk.size(), list.size()));
  }
  return {};
}

base::Status Executing::fromRegister() {
  std::vector<store::SubjectRow> subjects;
  MC_TRY(store::eachSubject(context_.conn, [&](const store::SubjectRow& subject) {
    if (subject.id >= run_.nextSubject && !subject.mergedInto &&
        maybeInScope(context_.law, *execution_.model, subject.kind, static_cast<int>(run_.year))) {
      subjects.push_back(subject);
    }
    return true;
  }));
  const std::span<const store::SubjectRow> list(subjects);
  for (std::size_t at = 0; at < list.size(); at += kChunk) {
    const auto chunk = list.subspan(at, std::min(kChunk, list.size() - at));
    std::vector<store::GradeDecision> decisions;
    for (const auto& subject : chunk) {
      MC_ASSIGN(const auto facts, readSubjectFacts(context_, subject, execution_.moment));
      if (!facts || !inModelScope(*execution_.model, facts->kind, facts->type, facts->region)) continue;
      decisions.push_back(decisionOf(*facts, engine_.grade(*facts)));
    }
    MC_TRY(keep(decisions, chunk.back().id));
    MC_TRY(tell(at + chunk.size(), list.size()));
  }
  return {};
}

}  // namespace

bool inModelScope(const grading::Model& model, std::string_view kind, std::string_view type, std::string_view region) {
  const auto& types = model.subject.types;
  if (kind != model.subject.kind || std::find(types.begin(), types.end(), type) == types.end()) return false;
  const auto& regions = model.subject.regions;
  return regions.empty() ||
         std::any_of(regions.begin(), regions.end(), [&](const std::string& part) { return region.starts_with(part); });
}

bool gradesPersons(const jurisdiction::Jurisdiction& law, const grading::Model& model) {
  return std::any_of(law.grading.scopes.begin(), law.grading.scopes.end(), [&](const auto& scope) {
    return scope.kind == model.subject.kind && scope.subject == domain::SubjectKind::kNaturalPerson;
  });
}

base::Status executeRun(Context& context, store::GradeRun& run, const Execution& execution,
                        const RunProgress& progress) {
  Executing executing(context, run, execution, progress);
  return gradesPersons(context.law, *execution.model) ? executing.fromRegister() : executing.fromSnapshot();
}

}  // namespace medcredit::service
