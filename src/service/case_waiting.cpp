// Which cases wait for the one who looks: by the steps of the procedures, never by a list of its own.
#include <algorithm>

#include "service/case_view.h"

namespace medcredit::service {

namespace {

using workflow::Party;
using workflow::Procedure;
using workflow::Role;
using workflow::State;
using workflow::Step;

bool mayPlay(const Context& context, const Role& role) {
  const auto& principal = context.principal;
  const bool subject = principal.kind == PrincipalKind::kSubject;
  if (principal.kind == PrincipalKind::kOperator) return role.party == Party::kAuthority;
  if (role.party == Party::kSubject) return subject;
  if (role.party == Party::kPublic || subject) return false;
  return principal.may(role.head ? "case.head" : "case.handle");
}

/// A step somebody is waited for to take: not a withdrawal, not one that every state allows. While a period runs only
/// the person it is given to is waited for; what an office may do early it does because something came in.
bool awaited(const State& state, const Step& step, const Role& role) {
  const bool here = std::find(step.from.begin(), step.from.end(), state.id) != step.from.end();
  if (!here || step.withdrawal || step.automatic()) return false;
  const bool period = state.clock && state.clock->kind == workflow::StateClock::Kind::kPeriod;
  return !period || (step.early && role.party == Party::kSubject);
}

void addWaits(const Context& context, const Procedure& procedure, const State& state,
              std::vector<store::CaseWait>& waits) {
  for (const auto& step : procedure.steps) {
    for (const auto& id : step.by) {
      const Role* role = procedure.role(id);
      if (role == nullptr || !mayPlay(context, *role) || !awaited(state, step, *role)) continue;
      const auto same = std::any_of(waits.begin(), waits.end(), [&](const store::CaseWait& one) {
        return one.procedure == procedure.id && one.state == state.id && one.slot == role->unit;
      });
      if (!same) waits.push_back({procedure.id, state.id, role->unit});
    }
  }
}

}  // namespace

base::Result<store::CaseFilter> waitingForActor(Context& context, store::CaseFilter filter) {
  MC_ASSIGN(const auto* law, procedures(context));
  filter.final = false;
  filter.waits.emplace();
  for (const auto& procedure : law->procedures) {
    for (const auto& state : procedure.states) {
      if (!state.final) addWaits(context, procedure, state, *filter.waits);
    }
  }
  if (context.principal.kind != PrincipalKind::kOperator) filter.waitingUnit = context.principal.unit;
  return filter;
}

}  // namespace medcredit::service
