// A transition as it is written: the case with its projections, effects, papers and the entry in the evidence log.
#include <algorithm>
#include <boost/json.hpp>

#include "service/case_effects.h"
#include "service/cases.h"
#include "service/evidence.h"
#include "service/paper_cases.h"
#include "service/subject.h"
#include "workflow/case_text.h"

namespace medcredit::service {

namespace json = boost::json;

using base::fail;
using workflow::CaseState;
using workflow::Command;
using workflow::Procedure;
using workflow::Transition;

namespace {

store::CaseHead headOf(const Procedure& procedure, const CaseState& state, store::CaseHead head,
                       const Context& context) {
  head.procedure = state.procedure;
  head.jurisdiction = state.jurisdiction;
  head.edition = state.edition;
  head.subjectId = parsePublicId('S', state.subject).value_or(0);
  head.state = state.state;
  const auto* now = procedure.state(state.state);
  head.final = now != nullptr && now->final;
  head.version = state.version;
  head.openedBy = state.openedBy;
  head.updatedAt = context.clock.now();
  if (head.openedAt.micros == 0) head.openedAt = head.updatedAt;
  head.calendar = calendarVersion(context);
  head.nextMoment = workflow::nextMoment(state);
  const auto* current = state.current();
  head.dueOn = current != nullptr ? current->due.iso() : std::string();
  head.held = std::any_of(state.obligations.begin(), state.obligations.end(),
                          [](const auto& one) { return one.open() && one.held; });
  return head;
}

std::vector<store::CaseObligationRow> clocksOf(const CaseState& state, std::int64_t caseId) {
  std::vector<store::CaseObligationRow> rows;
  for (const auto& one : state.obligations) {
    store::CaseObligationRow row;
    row.caseId = caseId;
    row.no = one.id;
    row.clock = one.clock;
    row.kind = workflow::clockKindName(one.kind);
    row.duty = workflow::dutyName(one.duty);
    row.openedIn = one.openedIn;
    row.startOn = one.start.iso();
    row.dueOn = one.due.iso();
    row.closedOn = one.closedOn ? one.closedOn->iso() : std::string();
    row.provisional = one.provisional;
    row.paused = one.paused();
    row.held = one.held;
    if (one.overdue) row.overdueAt = one.overdue->at;
    rows.push_back(std::move(row));
  }
  return rows;
}

base::Result<store::CaseWrite> writeOf(Context& context, const Procedure& procedure, const CaseState& before,
                                       const Transition& made, const store::CaseHead& head) {
  store::CaseWrite write;
  write.head = headOf(procedure, made.state, head, context);
  write.before = before.version;
  write.content = workflow::caseText(made.state);
  MC_ASSIGN(const auto subject, subjectById(context, write.head.subjectId));
  if (subject.kind == "NP") write.person = subject.id;
  std::size_t entry = 0;
  for (const auto& row : made.state.history) {
    if (row.version <= before.version) continue;
    const std::string detail = entry < made.audit.size() ? made.audit[entry].detail : std::string();
    write.steps.push_back({row.version, row.step, row.actor, row.role, row.key, row.at, detail});
    ++entry;
  }
  write.obligations = clocksOf(made.state, head.id);
  for (const auto& [slot, unit] : made.state.units) write.units.emplace_back(slot, unit);
  for (const auto& record : made.state.records) {
    if (const auto id = parsePublicId('R', record)) write.records.push_back(*id);
  }
  for (const auto& effect : made.effects) write.effects.emplace_back(effect.key, effect.effect);
  for (const auto& notice : made.notices) {
    write.notices.push_back({notice.key, head.id, notice.to, notice.kind, notice.text, {}, 0, std::nullopt});
  }
  for (const auto& paper : made.papers) write.papers.push_back({paper.key, head.id, paper.paper, {}, {}});
  return write;
}

base::Status carryOut(Context& context, const Procedure& procedure, const CaseState& before, const Transition& made,
                      const Command* command, const store::CaseWrite& write) {
  for (const auto& effect : made.effects) {
    const auto* handler = caseEffectHandler(effect.effect);
    if (handler == nullptr) continue;
    const std::string_view reason = made.audit.empty() ? std::string_view() : made.audit.back().detail;
    const EffectCall call{context,
                          procedure,
                          before,
                          made.state,
                          command,
                          effect.key,
                          effect.effect,
                          write.head.id,
                          write.head.subjectId,
                          write.records,
                          command != nullptr ? std::string_view(command->reason) : reason};
    MC_TRY(handler->carryOut(call));
  }
  return {};
}

base::Status leaveTrace(Context& context, const Procedure& procedure, const Transition& made, const Command* command,
                        const store::CaseWrite& write) {
  json::array steps;
  for (const auto& step : write.steps) {
    steps.push_back(
        json::object{{"version", step.version}, {"step", step.step}, {"role", step.role}, {"reason", step.detail}});
  }
  json::array effects;
  for (const auto& effect : made.effects) effects.push_back(json::string(effect.effect));
  Act act;
  act.action = write.before == 0 ? "case.open" : command == nullptr ? "case.time" : "case.step";
  act.objectType = "case";
  act.objectId = publicId('C', write.head.id);
  act.objectVersion = write.head.version;
  act.subjectId = write.head.subjectId;
  act.basis = procedure.source;
  act.detailJson = json::serialize(json::object{{"number", write.head.number},
                                                {"procedure", procedure.id},
                                                {"state", made.state.state},
                                                {"steps", std::move(steps)},
                                                {"effects", std::move(effects)}});
  return appendEvidence(context, act);
}

}  // namespace

base::Status storeTransition(Context& context, const Procedure& procedure, const CaseState& before,
                             const Transition& transition, const Command* command, const store::CaseHead& head) {
  MC_ASSIGN(const auto write, writeOf(context, procedure, before, transition, head));
  MC_ASSIGN(const bool written, store::writeCase(context.conn, write));
  if (!written) {
    return fail("WFLW-0035", {{"expected", std::to_string(before.version)}, {"version", "更新的一"}},
                transition.state.id);
  }
  MC_TRY(carryOut(context, procedure, before, transition, command, write));
  MC_TRY(issueCasePapers(context, procedure, transition, command, write.head));
  return leaveTrace(context, procedure, transition, command, write);
}

}  // namespace medcredit::service
