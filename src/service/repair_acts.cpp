// What offices note about repair, training, and the daily look.
#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/text.h"
#include "domain/deadline.h"
#include "service/act.h"
#include "service/notices.h"
#include "service/record.h"
#include "service/repair.h"
#include "service/repair_cases.h"
#include "service/repair_notices.h"
#include "service/subject.h"
#include "store/access_delegates.h"
#include "store/notices.h"
#include "store/records.h"

namespace medcredit::service {

using base::CivilDate;
namespace json = boost::json;

namespace {

constexpr auto kFacts = std::to_array<std::string_view>(
    {kRectified, kDutiesDone, kEffectRemoved, kFraud, kIrreparable, kSpecialKind, kEvidence});
/// 接收机构完成撤销或者更正: how long a channel has to show that a repaired record is gone.
constexpr std::string_view kRemovalClock = "mutual-complete";
constexpr std::int64_t kPage = 500;
/// No regime publishes longer than three years; a record older than this needs no guidance.
constexpr int kLongestMonths = 36;

base::Status checkStatement(const RepairStatement& statement) {
  if (std::find(kFacts.begin(), kFacts.end(), statement.fact) == kFacts.end()) {
    return base::fail("REPR-0002", {{"fact", statement.fact}}, "fact");
  }
  const bool named = statement.fact == kSpecialKind || statement.fact == kEvidence;
  if (named && base::cleanText(statement.name).empty()) return base::fail("REPR-0004", {}, "name");
  if (statement.amount < 0) {
    return base::fail("REPR-0005", {{"amount", std::to_string(statement.amount)}}, "amount");
  }
  const bool clause = statement.fact == kIrreparable && statement.amount != 0;
  if (clause && base::cleanText(statement.clause).empty()) return base::fail("REPR-0003", {}, "clause");
  if (base::cleanText(statement.reason).empty()) return base::fail("REPR-0006", {}, "reason");
  return {};
}

/// Accounts that speak for the subject on a day.
base::Result<std::vector<std::string>> accountsOf(Context& context, std::int64_t subjectId, CivilDate day) {
  MC_ASSIGN(const auto rows, store::delegatesOfSubject(context.conn, subjectId));
  std::vector<std::string> out;
  const auto today = day.iso();
  for (const auto& row : rows) {
    const bool inForce = row.from <= today && (!row.to || *row.to >= today) && !row.revokedAt;
    if (inForce && std::find(out.begin(), out.end(), row.userId) == out.end()) out.push_back(row.userId);
  }
  return out;
}

std::string guidance(const RepairState& state) {
  const auto id = publicId('R', state.record.view.id);
  return "信用修复提示：" + id + "（" + state.record.view.entryName + "，" + state.record.view.decidedOn +
         "）已到可以申请信用修复的日期。" + state.text;
}

/// Guidance to everybody who speaks for the subject; the office is told as well, for those without an account. True
/// when the record had not been told of.
base::Result<bool> tellFirstDay(Context& context, const RepairState& state, CivilDate day) {
  const auto source = store::firstDaySource(state.record.view.id);
  store::NoticeRow notice;
  notice.unit = state.record.view.provenance.unitId;
  notice.kind = kNoticeRepair;
  notice.text = guidance(state);
  notice.object = publicId('R', state.record.view.id);
  notice.source = source;
  notice.createdAt = context.clock.now();
  MC_ASSIGN(const bool fresh, store::insertNotice(context.conn, notice));
  if (!fresh) return false;
  MC_ASSIGN(const auto accounts, accountsOf(context, state.record.view.subjectId, day));
  for (const auto& account : accounts) {
    notice.unit.clear();
    notice.user = account;
    notice.source = source + " " + account;
    MC_TRY(store::insertNotice(context.conn, notice));
  }
  MC_TRY(journal(context, "repair.guidance", notice.object,
                 json::serialize(json::object{{"accounts", accounts.size()}, {"day", day.iso()}})));
  return true;
}

/// Guidance is due: the day has come, and repair still has an object.
bool guidanceDue(const RepairState& state, CivilDate day) {
  const bool shown = !state.answer.publicityEnds || day < *state.answer.publicityEnds;
  return state.mayApply() && shown;
}

base::Status lookAtRecord(Context& context, std::int64_t id, CivilDate day, RepairDay& done) {
  ++done.looked;
  const auto state = repairState(context, id);
  if (!state.ok() && state.error().code == "REPR-0001") return {};
  MC_TRY(state);
  if (done.notices < kNoticesADay) {
    MC_ASSIGN(const bool noticed, lateRepairNotice(context, id, day));
    done.notices += noticed ? 1 : 0;
  }
  if (!guidanceDue(*state, day)) return {};
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const bool told, tellFirstDay(context, *state, day));
  done.told += told ? 1 : 0;
  return transaction.commit();
}

base::Status tellLeftovers(Context& context, CivilDate day, RepairDay& done) {
  MC_ASSIGN(const auto leftovers, overdueLeftovers(context, day));
  if (leftovers.empty()) return {};
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  for (const auto& one : leftovers) {
    store::NoticeRow notice;
    notice.unit = one.unitId;
    notice.kind = kNoticeRepair;
    notice.object = publicId('R', one.recordId);
    notice.text = "已修复仍在公示：" + notice.object + " 于 " + one.repairedOn + " 修复，" + one.channel +
                  " 至今没有撤下的回执。请核实并登记回执。";
    notice.source = "repair-leftover " + std::to_string(one.jobId);
    notice.createdAt = context.clock.now();
    MC_ASSIGN(const bool fresh, store::insertNotice(context.conn, notice));
    done.leftovers += fresh ? 1 : 0;
  }
  if (done.leftovers > 0) {
    MC_TRY(journal(context, "repair.leftovers", day.iso(), json::serialize(json::object{{"count", done.leftovers}})));
  }
  return transaction.commit();
}

}  // namespace

base::Status stateRepairFact(Context& context, const RepairStatement& statement) {
  MC_TRY(checkStatement(statement));
  MC_ASSIGN(const auto head, requireLive(context, statement.recordId));
  store::RepairFactRow row;
  row.recordId = head.id;
  row.fact = statement.fact;
  row.name = base::cleanText(statement.name);
  row.amount = statement.amount;
  row.clause = base::cleanText(statement.clause);
  row.statedOn = context.clock.today().iso();
  row.actor = context.actor;
  row.recordedAt = context.clock.now();
  const json::object detail{{"fact", row.fact},
                            {"name", row.name},
                            {"amount", row.amount},
                            {"clause", row.clause},
                            {"reason", base::cleanText(statement.reason)}};
  return act(context, "repair.state", publicId('R', head.id), detail,
             [&] { return store::insertRepairFact(context.conn, row); });
}

base::Result<std::int64_t> addTraining(Context& context, std::string_view unit, const NewTraining& request) {
  store::RepairTraining training;
  training.unitId = unit;
  training.title = base::cleanText(request.title);
  training.form = base::cleanText(request.form);
  training.heldOn = request.heldOn.iso();
  training.hours = request.hours;
  training.actor = context.actor;
  training.recordedAt = context.clock.now();
  if (training.title.empty() || training.form.empty() || training.unitId.empty()) return base::fail("REPR-0011");
  for (const auto subject : request.invited) MC_TRY(subjectById(context, subject));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertRepairTraining(context.conn, training));
  for (const auto subject : request.invited) MC_TRY(store::inviteToTraining(context.conn, training.id, subject));
  MC_TRY(journal(context, "repair-training.add", publicId('T', training.id),
                 json::serialize(json::object{{"invited", request.invited.size()}, {"held_on", training.heldOn}})));
  MC_TRY(transaction.commit());
  return training.id;
}

base::Status noteTraining(Context& context, const store::RepairTrainee& trainee) {
  const auto name = publicId('T', trainee.trainingId);
  MC_ASSIGN(const auto training, store::repairTraining(context.conn, trainee.trainingId));
  if (!training) return base::fail("REPR-0010", {{"training", name}});
  MC_ASSIGN(const auto invited, store::traineesOf(context.conn, trainee.trainingId));
  const bool known =
      std::any_of(invited.begin(), invited.end(), [&](const auto& one) { return one.subjectId == trainee.subjectId; });
  if (!known) {
    return base::fail("REPR-0012", {{"subject", publicId('S', trainee.subjectId)}, {"training", name}});
  }
  if (trainee.attended.value_or(false) == trainee.certificate.empty()) {
    return base::fail("REPR-0013", {}, "certificate");
  }
  const json::object detail{{"subject", publicId('S', trainee.subjectId)},
                            {"attended", trainee.attended.value_or(false)},
                            {"certificate", trainee.certificate}};
  return act(context, "repair-training.note", name, detail,
             [&] { return store::noteAttendance(context.conn, trainee, context.clock.now()); });
}

base::Result<std::vector<store::RepairLeftover>> overdueLeftovers(Context& context, CivilDate day) {
  MC_ASSIGN(auto rows, store::repairLeftovers(context.conn));
  const auto* clock = context.law.clock(kRemovalClock);
  std::erase_if(rows, [&](const auto& row) {
    const auto told = CivilDate::parseIso(row.createdOn);
    if (clock == nullptr || !told) return false;
    return day <= domain::computeDue(*clock, *told, context.law.calendar).date;
  });
  return rows;
}

base::Result<RepairDay> repairDay(Context& context, CivilDate day) {
  RepairDay done;
  MC_TRY(repairRules(context));
  store::RepairCandidates wanted;
  wanted.decidedFrom = day.plusMonths(-kLongestMonths).iso();
  wanted.decidedTo = day.iso();
  wanted.untold = true;
  wanted.limit = kPage;
  while (true) {
    MC_ASSIGN(const auto ids, store::repairCandidates(context.conn, wanted));
    for (const auto id : ids) MC_TRY(lookAtRecord(context, id, day, done));
    if (static_cast<std::int64_t>(ids.size()) < kPage) break;
    wanted.after = ids.back();
  }
  MC_TRY(tellLeftovers(context, day, done));
  return done;
}

}  // namespace medcredit::service
