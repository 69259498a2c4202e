// What the steps of repair bring about, in the transaction that stores the case (海南办法 第四十四条、第四十五条).
#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "service/case_effects.h"
#include "service/grade_runs.h"
#include "service/publish.h"
#include "service/repair.h"
#include "service/repair_cases.h"
#include "store/cases.h"
#include "store/grade_facts.h"
#include "store/records.h"
#include "store/repair.h"
#include "workflow/effects.h"

namespace medcredit::service {

namespace json = boost::json;

namespace {

std::string caseName(const EffectCall& call) { return publicId('C', call.caseId); }

/// Every record of the case in turn.
template <class Each>
base::Status eachRecord(const EffectCall& call, Each each) {
  for (const auto id : call.records) MC_TRY(each(id));
  return {};
}

base::Result<store::RecordHead> headOf(const EffectCall& call, std::int64_t recordId) {
  MC_ASSIGN(auto head, store::getRecord(call.context.conn, recordId));
  if (!head) return base::fail("REPR-0001", {{"record", publicId('R', recordId)}});
  return std::move(*head);
}

base::Status gradeMark(const EffectCall& call, std::int64_t recordId, std::int64_t subjectId, std::string_view status) {
  store::GradeMark mark;
  mark.subjectId = subjectId;
  mark.fact = publicId('R', recordId);
  mark.status = status;
  mark.statusOn = call.context.clock.today().iso();
  mark.cause = "repair";
  mark.causeRef = caseName(call);
  mark.actor = call.context.actor;
  mark.at = call.context.clock.now();
  return store::insertGradeMark(call.context.conn, mark);
}

/// 登记申请人提交的材料: they count in the later steps of this case.
base::Status noteClaims(const EffectCall& call) {
  if (call.command == nullptr) return {};
  auto names = call.command->attachments;
  const auto& papers = call.command->papers;
  if (std::find(papers.begin(), papers.end(), kCommitmentId) != papers.end()) names.emplace_back(kCommitmentName);
  return eachRecord(call, [&](std::int64_t id) -> base::Status {
    for (const auto& name : names) {
      store::RepairFactRow row;
      row.recordId = id;
      row.fact = kHandedIn;
      row.name = name;
      row.amount = 1;
      row.clause = caseName(call);
      row.statedOn = call.context.clock.today().iso();
      row.actor = call.context.actor;
      row.recordedAt = call.context.clock.now();
      MC_TRY(store::insertRepairFact(call.context.conn, row));
    }
    return {};
  });
}

/// 修复公示, with the last day the case counts.
base::Status startPublicity(const EffectCall& call) {
  const auto* clock = call.after.current();
  const auto today = call.context.clock.today();
  const auto ends = clock != nullptr ? clock->due.iso() : today.iso();
  MC_TRY(store::endRepairPublicity(call.context.conn, call.caseId, today.iso(), "stopped"));
  return eachRecord(call, [&](std::int64_t id) -> base::Status {
    MC_TRY(store::insertRepairPublicity(call.context.conn, {0, id, call.caseId, today.iso(), ends, "", ""}));
    return journal(call.context, "repair.publicity", publicId('R', id),
                   json::serialize(json::object{{"case", caseName(call)}, {"ends", ends}}));
  });
}

base::Status repairRecordNow(const EffectCall& call, std::int64_t id) {
  auto& conn = call.context.conn;
  MC_ASSIGN(const auto head, headOf(call, id));
  const auto today = call.context.clock.today().iso();
  MC_ASSIGN(const bool fresh, store::insertRecordRepair(
                                  conn, {0, id, head.subjectId, call.caseId, today, head.publicity, "", std::nullopt}));
  if (!fresh) return {};
  MC_TRY(store::setRecordMark(conn, id, kRepairedMark, call.caseId, call.context.clock.now()));
  MC_TRY(gradeMark(call, id, head.subjectId, "repaired"));
  return journal(call.context, "record.repaired", publicId('R', id),
                 json::serialize(json::object{{"case", caseName(call)}, {"on", today}}));
}

base::Status repairRecords(const EffectCall& call) {
  MC_TRY(eachRecord(call, [&](std::int64_t id) { return repairRecordNow(call, id); }));
  MC_TRY(gradeAgain(call.context, call.subjectId, "repair", caseName(call)));
  return store::endRepairPublicity(call.context.conn, call.caseId, call.context.clock.today().iso(), "repaired");
}

std::string whyEnded(const EffectCall& call) {
  if (call.after.procedure == kRepairProcedure) return "已完成信用修复（" + caseName(call) + "）";
  return call.procedure.title + "（" + caseName(call) + "）";
}

base::Status endPublicityOf(const EffectCall& call) {
  return eachRecord(call, [&](std::int64_t id) -> base::Status {
    MC_TRY(endPublicity(call.context, id, whyEnded(call)));
    return {};
  });
}

/// 不再用于信用评价.
base::Status endEvaluation(const EffectCall& call) {
  return eachRecord(call, [&](std::int64_t id) -> base::Status {
    MC_ASSIGN(const auto head, headOf(call, id));
    return gradeMark(call, id, head.subjectId, "ended");
  });
}

/// 解除惩戒措施: whatever is held against the subject because of the record is no longer lawful from today.
base::Status liftMeasures(const EffectCall& call) {
  return eachRecord(call, [&](std::int64_t id) -> base::Status {
    const auto now = call.context.clock.now();
    MC_ASSIGN(const auto marks, store::recordMarks(call.context.conn, id));
    for (const auto& one : marks) {
      if (one.mark != kMeasuresMark || one.liftedAt) continue;
      MC_TRY(store::liftRecordMark(call.context.conn, id, kMeasuresMark, one.caseId, now));
    }
    MC_TRY(store::setRecordMark(call.context.conn, id, kMeasuresLiftedMark, call.caseId, now));
    return journal(call.context, "record.measures-lifted", publicId('R', id),
                   json::serialize(json::object{{"case", caseName(call)}}));
  });
}

/// A repair obtained by fraud is taken back: status, publicity and grade as before it, and the fraud stays on record.
base::Status revokeOne(const EffectCall& call, std::int64_t id) {
  auto& conn = call.context.conn;
  MC_ASSIGN(const auto repair, store::repairOfRecord(conn, id));
  if (!repair) return base::fail("REPR-0030", {{"record", publicId('R', id)}});
  const auto today = call.context.clock.today().iso();
  MC_TRY(store::revokeRecordRepair(conn, id, today, call.caseId));
  for (const auto mark : {kRepairedMark, kMeasuresLiftedMark}) {
    MC_TRY(store::liftRecordMark(conn, id, mark, repair->caseId, call.context.clock.now()));
  }
  MC_TRY(gradeMark(call, id, repair->subjectId, "active"));
  const bool wasShown = repair->publicityBefore == "published" || repair->publicityBefore == "pending";
  if (wasShown) MC_TRY(reopenPublicity(call.context, id, "信用修复被撤销（" + caseName(call) + "）"));
  store::RepairFactRow fraud;
  fraud.recordId = id;
  fraud.fact = kFraud;
  fraud.amount = 1;
  fraud.statedOn = today;
  fraud.actor = call.context.actor;
  fraud.recordedAt = call.context.clock.now();
  MC_TRY(store::insertRepairFact(conn, fraud));
  return journal(call.context, "record.repair-revoked", publicId('R', id),
                 json::serialize(json::object{{"case", caseName(call)}, {"repair", publicId('C', repair->caseId)}}));
}

base::Status revokeRepair(const EffectCall& call) {
  MC_TRY(eachRecord(call, [&](std::int64_t id) { return revokeOne(call, id); }));
  MC_TRY(gradeAgain(call.context, call.subjectId, "repair", caseName(call)));
  return {};
}

/// 报省备查: numbers and dates of the repair; the province asks for the file itself where it needs it.
base::Status fileProvince(const EffectCall& call) {
  return eachRecord(call, [&](std::int64_t id) -> base::Status {
    MC_ASSIGN(const auto head, headOf(call, id));
    MC_ASSIGN(const auto repair, store::repairOfRecord(call.context.conn, id));
    const auto today = call.context.clock.today().iso();
    const json::object package{{"case", caseName(call)},
                               {"record", publicId('R', id)},
                               {"entry", head.entry},
                               {"documentNo", head.documentNo},
                               {"decidedOn", head.decidedOn},
                               {"unit", head.unitId},
                               {"repairedOn", repair ? repair->repairedOn : std::string()},
                               {"filedOn", today}};
    MC_TRY(store::insertRepairFiling(call.context.conn, {0, id, call.caseId, today, json::serialize(package)}));
    return journal(call.context, "repair.file", publicId('R', id), json::serialize(package));
  });
}

constexpr auto kHandlers = std::to_array<EffectHandler>({
    {"repair-claims", noteClaims},
    {"repair-publicity", startPublicity},
    {"record-repaired", repairRecords},
    {"publicity-end", endPublicityOf},
    {"evaluation-end", endEvaluation},
    {"measures-lift", liftMeasures},
    {"repair-revoked", revokeRepair},
    {"file-province", fileProvince},
});

}  // namespace

std::span<const EffectHandler> repairEffects() { return kHandlers; }

}  // namespace medcredit::service
