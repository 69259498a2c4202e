#include "service/paper_cases.h"

#include <algorithm>

#include "service/papers.h"

namespace medcredit::service {

namespace {

/// The unit whose paper it is: that of the role that acted, else the first of the case.
std::string unitOf(const workflow::Procedure& procedure, const workflow::CaseState& state,
                   const workflow::Command* command) {
  if (command != nullptr) {
    const auto* role = procedure.role(command->actor.role);
    if (role != nullptr && role->party == workflow::Party::kAuthority) {
      const auto unit = state.units.find(role->unit);
      if (unit != state.units.end()) return unit->second;
      if (!command->actor.unit.empty()) return command->actor.unit;
    }
  }
  return state.units.empty() ? std::string() : state.units.begin()->second;
}

/// Everything a paper may say of the case; a template takes what it has fields for.
papers::Values factsOf(const workflow::Procedure& procedure, const workflow::CaseState& state,
                       const workflow::Command* command, const store::CaseHead& head) {
  papers::Values facts;
  facts["case_number"] = head.number;
  facts["case_title"] = procedure.title;
  facts["opened_on"] = head.openedAt.shanghaiDate().iso();
  if (const auto* now = procedure.state(state.state); now != nullptr) {
    facts["case_state"] = now->title;
    facts["outcome"] = now->outcome;
  }
  if (const auto* ground = procedure.ground(state.ground); ground != nullptr) facts["ground"] = ground->label;
  facts["clause"] = state.clause;
  facts["basis"] = procedure.source;
  if (command != nullptr) {
    facts["reason"] = command->reason;
    if (const auto* step = procedure.step(command->step); step != nullptr) facts["step_title"] = step->title;
    if (command->until) facts["until"] = command->until->iso();
  }
  if (const auto* clock = state.current(); clock != nullptr) {
    // An extension is told with the reason it was asked for, not with the words of whoever approved it.
    const bool extended = command != nullptr && command->kind == workflow::Command::Kind::kApproveExtension;
    if (extended && clock->asked) facts["reason"] = clock->asked->reason;
    facts["period_from"] = clock->start.iso();
    facts["due"] = clock->due.iso();
  }
  return facts;
}

}  // namespace

std::string casePaperTemplate(std::string_view procedure, std::string_view paper) {
  return std::string(procedure) + "-" + std::string(paper);
}

base::Status issueCasePapers(Context& context, const workflow::Procedure& procedure,
                             const workflow::Transition& transition, const workflow::Command* command,
                             const store::CaseHead& head) {
  if (transition.papers.empty()) return {};
  PaperOrder order;
  order.caseId = publicId('C', head.id);
  if (head.subjectId != 0) order.subjectId = head.subjectId;
  for (const auto& record : transition.state.records) {
    order.recordId = parsePublicId('R', record);
    if (order.recordId) break;
  }
  order.unitId = unitOf(procedure, transition.state, command);
  order.facts = factsOf(procedure, transition.state, command, head);
  for (const auto& wanted : transition.papers) {
    order.paper = casePaperTemplate(procedure.id, wanted.paper);
    if (context.law.papers.find(order.paper) == nullptr) continue;
    order.key = wanted.key;
    MC_ASSIGN(const auto issued, issuePaper(context, order));
    MC_TRY(store::setPaperNumber(context.conn, wanted.key,
                                 issued.number.empty() ? publicId('P', issued.id) : issued.number));
  }
  return {};
}

}  // namespace medcredit::service
