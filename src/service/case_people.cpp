// Who may do what in a case: roles of procedures against accounts, permissions and units.
#include <algorithm>

#include "service/archive.h"
#include "service/cases.h"
#include "service/scope.h"
#include "store/access_delegates.h"
#include "workflow/case_text.h"

namespace medcredit::service {

using workflow::Actor;
using workflow::CaseState;
using workflow::Party;
using workflow::Procedure;
using workflow::Role;

namespace {

constexpr std::string_view kHandle = "case.handle";
constexpr std::string_view kHead = "case.head";
constexpr std::string_view kRead = "case.read";

/// Subjects the signed-in account speaks for, with everything merged into them.
base::Result<std::vector<std::int64_t>> ownSubjects(Context& context) {
  const auto& principal = context.principal;
  if (principal.kind != PrincipalKind::kSubject || !principal.subjectId) return std::vector<std::int64_t>{};
  return archiveMembers(context, *principal.subjectId, kEverKnown);
}

base::Result<bool> speaksFor(Context& context, const CaseState& state) {
  MC_ASSIGN(const auto own, ownSubjects(context));
  const auto subject = parsePublicId('S', state.subject);
  return subject && std::find(own.begin(), own.end(), *subject) != own.end();
}

/// Acts under a letter of authorisation, not for itself.
base::Result<bool> isAgent(Context& context) {
  MC_ASSIGN(const auto rows, store::delegatesOfUser(context.conn, context.principal.id));
  const auto subject = context.principal.subjectId;
  return std::any_of(rows.begin(), rows.end(), [&](const store::DelegateRow& row) {
    return row.subjectId == subject && row.basis != "self" && !row.revokedAt;
  });
}

std::string unitOf(const CaseState& state, const Role& role) {
  const auto unit = state.units.find(role.unit);
  return unit == state.units.end() ? std::string() : unit->second;
}

/// May the acting account play this role of the procedure?
base::Result<bool> plays(Context& context, const CaseState& state, const Role& role) {
  const auto& principal = context.principal;
  if (principal.kind == PrincipalKind::kOperator) return true;
  if (role.party == Party::kSubject) return speaksFor(context, state);
  if (role.party == Party::kPublic) {
    return principal.kind == PrincipalKind::kSubject || principal.kind == PrincipalKind::kAnonymous;
  }
  const bool house = principal.kind == PrincipalKind::kStaff || principal.kind == PrincipalKind::kSystem;
  return house && principal.may(role.head ? kHead : kHandle);
}

}  // namespace

base::Result<Actor> caseActor(Context& context, const Procedure& procedure, const CaseState& state,
                              const std::vector<std::string>& roles) {
  Actor actor;
  actor.id = context.actor;
  actor.unit = context.principal.unit;
  for (const bool wrongUnit : {false, true}) {  // a role in the unit of the case first
    for (const auto& id : roles) {
      const Role* role = procedure.role(id);
      if (role == nullptr) continue;
      const std::string unit = unitOf(state, *role);
      MC_ASSIGN(const bool may, plays(context, state, *role));
      const bool elsewhere = role->party == Party::kAuthority && !role->unit.empty() && unit != actor.unit &&
                             context.principal.kind != PrincipalKind::kOperator;
      if (!may || elsewhere != wrongUnit) continue;
      actor.role = id;
      // The operator of the machine acts for whoever has to.
      if (context.principal.kind == PrincipalKind::kOperator) actor.unit = unit;
      if (role->party == Party::kSubject) {
        actor.subject = state.subject;
        MC_ASSIGN(actor.agent, isAgent(context));
      }
      if (role->party == Party::kAuthority) {
        MC_ASSIGN(const auto subjects,
                  store::subjectsSpokenFor(context.conn, context.actor, context.clock.today().iso()));
        for (const auto subject : subjects) actor.interests.push_back(publicId('S', subject));
      }
      return actor;
    }
  }
  return actor;
}

base::Result<store::CaseFilter> visibleCases(Context& context, store::CaseFilter filter) {
  const auto& principal = context.principal;
  if (principal.kind == PrincipalKind::kOperator) return filter;
  if (principal.kind == PrincipalKind::kSubject) {
    MC_ASSIGN(auto own, ownSubjects(context));
    filter.subjects = std::move(own);
    return filter;
  }
  filter.units.emplace();
  if (!principal.may(kRead)) return filter;
  MC_ASSIGN(auto scope, visibleUnits(context));
  filter.units = std::move(scope.units);
  return filter;
}

base::Result<KeptCase> requireCase(Context& context, std::int64_t id) {
  const std::string name = publicId('C', id);
  MC_ASSIGN(auto stored, store::getCase(context.conn, id));
  if (!stored) return notFound(name);
  KeptCase kept;
  kept.head = std::move(stored->head);
  MC_ASSIGN(kept.state, workflow::readCaseText(stored->content));
  const auto& principal = context.principal;
  if (principal.kind == PrincipalKind::kOperator) return kept;
  if (principal.kind == PrincipalKind::kSubject) {
    MC_ASSIGN(const bool own, speaksFor(context, kept.state));
    if (!own && kept.state.openedBy != context.actor) return notFound(name);
    return kept;
  }
  if (!principal.may(kRead)) return notFound(name);
  MC_ASSIGN(const auto scope, visibleUnits(context));
  const bool seen = std::any_of(kept.state.units.begin(), kept.state.units.end(),
                                [&](const auto& unit) { return scope.contains(unit.second); });
  if (!seen) return notFound(name);
  return kept;
}

}  // namespace medcredit::service
