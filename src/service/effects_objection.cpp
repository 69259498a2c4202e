// Effects of an objection: the mark on the record while it is open, new measures on hold, what was wrong taken down,
// refusal to accept counted as a liability (R-OBJ-05, 07, 09, 10).
#include <array>
#include <boost/json.hpp>

#include "domain/record.h"
#include "service/case_effects.h"
#include "service/evidence.h"
#include "service/grade_runs.h"
#include "service/publish_reconcile.h"
#include "service/record.h"
#include "store/accountability.h"
#include "store/cases.h"
#include "store/evidence.h"
#include "store/grade_facts.h"
#include "store/records.h"

namespace medcredit::service {

namespace {

constexpr std::string_view kDisputed = "disputed";
constexpr std::string_view kMeasuresHeld = "measures-held";
/// 第五十四条（一）: 未按规定受理异议.
constexpr std::int64_t kNotAccepted = 1;

base::Status setMarks(const EffectCall& call, std::string_view mark) {
  for (const auto id : call.records) {
    MC_TRY(store::setRecordMark(call.context.conn, id, mark, call.caseId, call.context.clock.now()));
    MC_TRY(journal(call.context, "record.mark", publicId('R', id),
                   boost::json::serialize(boost::json::object{{"mark", mark}, {"case", call.after.id}})));
  }
  return {};
}

base::Status liftMarks(const EffectCall& call, std::string_view mark) {
  for (const auto id : call.records) {
    MC_TRY(store::liftRecordMark(call.context.conn, id, mark, call.caseId, call.context.clock.now()));
    MC_TRY(journal(call.context, "record.unmark", publicId('R', id),
                   boost::json::serialize(boost::json::object{{"mark", mark}, {"case", call.after.id}})));
  }
  return {};
}

/// What grading is told of a record: 异议处理中 stands beside the grade as long as the case is open (R-EVAL-20).
base::Status tellGrading(const EffectCall& call, std::string_view status) {
  for (const auto id : call.records) {
    MC_ASSIGN(const auto head, store::getRecord(call.context.conn, id));
    if (!head) continue;
    store::GradeMark mark;
    mark.subjectId = head->subjectId;
    mark.fact = publicId('R', id);
    mark.status = status;
    mark.statusOn = call.context.clock.today().iso();
    mark.cause = "objection";
    mark.causeRef = publicId('C', call.caseId);
    mark.actor = call.context.actor;
    mark.at = call.context.clock.now();
    MC_TRY(store::insertGradeMark(call.context.conn, mark));
  }
  return {};
}

base::Status markDisputed(const EffectCall& call) {
  MC_TRY(setMarks(call, kDisputed));
  return tellGrading(call, kDisputed);
}

/// The objection is over, whatever it came to: the subject is graded again from what stands now.
base::Status unmarkDisputed(const EffectCall& call) {
  MC_TRY(liftMarks(call, kDisputed));
  MC_TRY(tellGrading(call, "active"));
  MC_TRY(gradeAgain(call.context, call.subjectId, "objection", publicId('C', call.caseId)));
  return {};
}

base::Status holdMeasures(const EffectCall& call) { return setMarks(call, kMeasuresHeld); }
base::Status releaseMeasures(const EffectCall& call) { return liftMarks(call, kMeasuresHeld); }

/// The publicity was right: nothing but the entry follows.
base::Status publicityKept(const EffectCall& call) {
  for (const auto id : call.records) {
    MC_TRY(journal(call.context, "publish.keep", publicId('R', id),
                   boost::json::serialize(boost::json::object{{"case", call.after.id}})));
  }
  return {};
}

/// The channels hear of the corrected version.
base::Status publicityChanged(const EffectCall& call) {
  for (const auto id : call.records) MC_TRY(reconcileRecord(call.context, id));
  return {};
}

base::Status withdrawRecord(const EffectCall& call) {
  for (const auto id : call.records) {
    MC_ASSIGN(const auto head, store::getRecord(call.context.conn, id));
    if (!head || head->state != domain::recordStateName(domain::RecordState::kLive)) continue;
    const std::string reason(call.reason.empty() ? std::string_view("异议成立") : call.reason);
    MC_TRY(retireRecord(call.context, id, false, reason));
  }
  return {};
}

base::Status registerLiability(const EffectCall& call) {
  auto& context = call.context;
  MC_TRY(journal(context, "accountability.finding", call.after.id,
                 boost::json::serialize(boost::json::object{{"effect", call.effect}, {"reason", call.reason}})));
  MC_ASSIGN(const auto position, store::logPosition(context.conn));
  store::AccountabilityCase row;
  MC_ASSIGN(row.id, store::reserveIds(context.conn, "accountability", 1));
  row.act = kNotAccepted;
  const auto unit = call.after.units.find("provider");
  if (unit != call.after.units.end()) row.unitId = unit->second;
  row.person = context.actor;
  row.evidence = std::to_string(position.epoch) + "/" + std::to_string(position.size - 1);
  row.openedAt = context.clock.now();
  row.openedBy = context.actor;
  return store::insertCase(context.conn, row);
}

constexpr auto kHandlers = std::to_array<EffectHandler>({
    {"mark-disputed", markDisputed},
    {"unmark-disputed", unmarkDisputed},
    {"hold-measures", holdMeasures},
    {"release-measures", releaseMeasures},
    {"publicity-keep", publicityKept},
    {"publicity-change", publicityChanged},
    {"withdraw-record", withdrawRecord},
    {"liability-register", registerLiability},
});

}  // namespace

std::span<const EffectHandler> objectionEffects() { return kHandlers; }

}  // namespace medcredit::service
