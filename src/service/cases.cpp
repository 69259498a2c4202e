#include "service/cases.h"

#include <algorithm>

#include "crypto/sm3.h"
#include "service/repair.h"
#include "service/scope.h"
#include "store/records.h"
#include "store/units.h"
#include "store/whole.h"
#include "workflow/case_text.h"

namespace medcredit::service {

using base::fail;
using workflow::CaseState;
using workflow::Command;
using workflow::Procedure;

namespace {

base::Result<const Procedure*> procedureNamed(Context& context, std::string_view id) {
  MC_ASSIGN(const auto* set, procedures(context));
  const Procedure* procedure = set->find(id);
  if (procedure == nullptr) return fail("CASE-0002", {{"procedure", std::string(id)}}, "procedure");
  return procedure;
}

// --- opening ---------------------------------------------------------------------------------------------------------

/// What the case is about, with the unit that answers for it.
struct Matter {
  std::int64_t subjectId = 0;
  std::string unit;  ///< of the records; empty without any
};

base::Result<Matter> matterOf(Context& context, const OpenCase& request) {
  Matter matter;
  matter.subjectId = request.subjectId;
  for (const auto id : request.records) {
    MC_ASSIGN(const auto head, store::getRecord(context.conn, id));
    if (!head) return notFound(publicId('R', id));
    if (matter.subjectId == 0) matter.subjectId = head->subjectId;
    if (matter.unit.empty()) matter.unit = head->unitId;
    if (head->subjectId != matter.subjectId || head->unitId != matter.unit) return fail("CASE-0004", {}, "records");
  }
  if (matter.subjectId == 0) return fail("CASE-0003", {}, "records");
  return matter;
}

/// Unit of the central desk (归口部门) of the jurisdiction; empty when the store has none.
base::Result<std::string> deskUnit(Context& context) {
  for (const auto& office : context.law.offices) {
    if (!office.centralDesk) continue;
    MC_ASSIGN(const auto unit, store::findUnit(context.conn, office.id));
    if (unit) return office.id;
  }
  return std::string();
}

/// Where the unit of a slot comes from is data: profile keys case.unit.<slot> (record, desk, actor, given).
base::Result<std::string> unitFor(Context& context, const std::string& slot, const Matter& matter) {
  const auto rule = context.law.value("case.unit." + slot);
  if (rule == "desk") return deskUnit(context);
  if (rule == "given") return std::string();
  if (rule == "actor" && !context.principal.unit.empty()) return context.principal.unit;
  if (!matter.unit.empty()) return matter.unit;
  if (!context.principal.unit.empty()) return context.principal.unit;
  return deskUnit(context);
}

base::Status giveUnits(Context& context, const Procedure& procedure, const OpenCase& request, const Matter& matter,
                       CaseState& state) {
  for (const auto& role : procedure.roles) {
    if (role.unit.empty() || state.units.contains(role.unit)) continue;
    const auto given = request.units.find(role.unit);
    std::string unit = given == request.units.end() ? std::string() : given->second;
    if (unit.empty()) {
      MC_ASSIGN(unit, unitFor(context, role.unit, matter));
    }
    if (unit.empty()) {
      if (context.law.value("case.unit." + role.unit) == "given") continue;
      return fail("CASE-0005", {{"role", role.label}});
    }
    MC_ASSIGN(const auto known, store::findUnit(context.conn, unit));
    if (!known) return fail("CASE-0005", {{"role", role.label}});
    state.units[role.unit] = unit;
  }
  return {};
}

/// One matter is handled once at a time: by the same procedure, about the same record, for the same units.
base::Status notOpenYet(Context& context, const Procedure& procedure, const CaseState& state, const OpenCase& request) {
  for (const auto record : request.records) {
    store::CaseFilter filter;
    filter.procedure = request.procedure;
    filter.recordId = record;
    filter.final = false;
    MC_ASSIGN(const auto open, store::listCases(context.conn, filter));
    for (const auto& head : open) {
      MC_ASSIGN(const auto kept, keptCase(context, head.id));
      // Without grounds the clause tells what it is about (a receiver); with grounds it is part of the complaint.
      const bool same = !procedure.grounds.empty() || kept.state.clause == request.input.clause;
      if (kept.state.units == state.units && same) {
        return fail("CASE-0006", {{"record", publicId('R', record)}, {"number", head.number}}, "records");
      }
    }
  }
  return {};
}

base::Result<CaseState> freshCase(Context& context, const Procedure& procedure, const OpenCase& request) {
  MC_ASSIGN(const auto matter, matterOf(context, request));
  CaseState state;
  state.procedure = procedure.id;
  state.edition = procedure.edition;
  state.jurisdiction = context.law.id;
  state.subject = publicId('S', matter.subjectId);
  for (const auto id : request.records) state.records.push_back(publicId('R', id));
  MC_TRY(giveUnits(context, procedure, request, matter, state));
  return state;
}

const workflow::Step* openingStep(const Procedure& procedure, const std::string& wanted) {
  if (!wanted.empty()) return procedure.step(wanted);
  for (const auto& step : procedure.steps) {
    if (std::find(step.from.begin(), step.from.end(), workflow::kNew) != step.from.end()) return &step;
  }
  return nullptr;
}

Command commandOf(const CaseInput& input, const std::string& key) {
  Command command;
  command.key = key;
  command.reason = input.reason;
  command.ground = input.ground;
  command.clause = input.clause;
  command.clock = input.clock;
  command.papers = input.papers;
  command.attachments = input.attachments;
  for (const auto& [label, file] : input.files) {
    const auto& known = command.attachments;
    if (std::find(known.begin(), known.end(), label) == known.end()) command.attachments.push_back(label);
  }
  command.from = input.from;
  command.until = input.until;
  command.repair = input.repair;
  return command;
}

/// An agent's authority is a file, not a tick.
base::Status powerIsThere(const Command& command, const CaseInput& input) {
  const auto& names = command.attachments;
  const bool claimed = std::find(names.begin(), names.end(), workflow::kPowerOfAttorney) != names.end();
  if (!command.actor.agent || !claimed || input.files.contains(std::string(workflow::kPowerOfAttorney))) return {};
  return fail("WFLW-0012", {}, "files");
}

// --- files and numbers -----------------------------------------------------------------------------------------------

/// Files named by the step belong to this version of the case from now on.
base::Status takeFiles(Context& context, const CaseInput& input, std::int64_t caseId, std::int64_t version) {
  for (const auto& [label, file] : input.files) {
    const auto id = parsePublicId('F', file);
    MC_ASSIGN(const bool taken, store::takeUpload(context.conn, id.value_or(0), caseId, version, label, context.actor));
    if (!taken) return fail("CASE-0008", {{"file", file}}, "files");
  }
  return {};
}

base::Result<std::string> nextNumber(Context& context, const std::string& procedure) {
  const std::string year = context.clock.today().iso().substr(0, 4);
  MC_ASSIGN(const auto serial, store::reserveIds(context.conn, "case " + procedure + " " + year, 1));
  std::string digits = std::to_string(serial);
  constexpr std::size_t kDigits = 6;
  if (digits.size() < kDigits) digits.insert(0, kDigits - digits.size(), '0');
  return procedure + "-" + year + "-" + digits;
}

/// The same key again: the case that was opened with it, when it was opened for the same.
base::Result<CaseDone> again(Context& context, std::int64_t id, const CaseState& wanted, const Command& command) {
  MC_ASSIGN(const auto kept, keptCase(context, id));
  if (kept.state.records != wanted.records || kept.state.procedure != wanted.procedure) {
    return fail("WFLW-0034", {{"key", command.key}});
  }
  MC_ASSIGN(const auto world, caseWorld(context));
  MC_ASSIGN(auto transition, workflow::apply(kept.state, command, world.environment()));
  return CaseDone{id, kept.head.version, true, std::move(transition)};
}

/// A step that asks for the conditions of repair is judged by what the register knows, never by what the caller says.
base::Status addRepairFacts(Context& context, const Procedure& procedure, const CaseState& state, Command& command) {
  const auto* step = procedure.step(command.step);
  const bool wanted = command.kind == Command::Kind::kStep && step != nullptr && step->eligible && !command.repair;
  const bool known =
      std::any_of(state.history.begin(), state.history.end(), [&](const auto& row) { return row.key == command.key; });
  if (!wanted || known) return {};
  RepairQuestion question;
  for (const auto& record : state.records) question.records.push_back(parsePublicId('R', record).value_or(0));
  question.papers = command.papers;
  question.attachments = command.attachments;
  if (state.version > 0) question.caseId = parsePublicId('C', state.id).value_or(0);
  MC_ASSIGN(auto judged, repairFacts(context, question));
  command.repair = std::move(judged.facts);
  return {};
}

/// Takes the opening step of a case that is made ready; inside the caller's transaction.
base::Result<CaseDone> takeOpening(Context& context, const Procedure& procedure, CaseState state,
                                   const OpenCase& request, Command command) {
  MC_ASSIGN(const auto known, store::caseOpenedWith(context.conn, command.actor.id, command.key));
  if (known) return again(context, *known, state, command);
  MC_TRY(notOpenYet(context, procedure, state, request));
  store::CaseHead head;
  MC_ASSIGN(head.id, store::reserveIds(context.conn, "case", 1));
  MC_ASSIGN(head.number, nextNumber(context, procedure.id));
  state.id = publicId('C', head.id);
  MC_TRY(addRepairFacts(context, procedure, state, command));
  MC_ASSIGN(const auto world, caseWorld(context));
  MC_ASSIGN(auto transition, workflow::apply(state, command, world.environment()));
  MC_TRY(storeTransition(context, procedure, state, transition, &command, head));
  MC_TRY(takeFiles(context, request.input, head.id, 1));
  return CaseDone{head.id, transition.state.version, false, std::move(transition)};
}

/// What a subject or an officer may open a case about.
base::Status mayOpen(Context& context, const CaseState& state, const OpenCase& request) {
  const auto& principal = context.principal;
  if (principal.kind == PrincipalKind::kStaff) {
    for (const auto id : request.records) MC_TRY(requireRecord(context, id));
    return {};
  }
  if (principal.kind != PrincipalKind::kSubject) return {};
  MC_ASSIGN(const auto filter, visibleCases(context, {}));
  const auto subject = parsePublicId('S', state.subject);
  const auto mine = filter.subjects.value_or(std::vector<std::int64_t>{});
  const bool own = subject && std::find(mine.begin(), mine.end(), *subject) != mine.end();
  if (own) return {};
  return notFound(request.records.empty() ? state.subject : state.records.front());
}

// --- further steps ---------------------------------------------------------------------------------------------------

/// Roles that may send this command in the present state.
std::vector<std::string> rolesFor(const Procedure& procedure, const CaseState& state, const StepCase& request) {
  using Kind = Command::Kind;
  const auto* now = procedure.state(state.state);
  const auto* extension = now != nullptr && now->clock && now->clock->extension ? &*now->clock->extension : nullptr;
  switch (request.kind) {
    case Kind::kStep: {
      const auto* step = procedure.step(request.step);
      return step == nullptr ? std::vector<std::string>{} : step->by;
    }
    case Kind::kAskExtension:
      return extension == nullptr ? std::vector<std::string>{} : extension->askedBy;
    case Kind::kApproveExtension:
    case Kind::kRefuseExtension:
      return extension == nullptr ? std::vector<std::string>{} : extension->approvedBy;
    case Kind::kRecuse: {
      std::vector<std::string> out;
      for (const auto& role : procedure.roles) {
        if (role.party == workflow::Party::kAuthority) out.push_back(role.id);
      }
      return out;
    }
    case Kind::kSubjectMerged:
    case Kind::kSubjectEnded:
    case Kind::kCorrectClock:
      break;
  }
  return {};
}

}  // namespace

base::Result<const workflow::ProcedureSet*> procedures(const Context& context) {
  if (context.procedures == nullptr) return fail("CASE-0001");
  return context.procedures;
}

std::string calendarVersion(const Context& context) {
  crypto::Sm3Stream digest;
  for (const auto& [year, table] : context.law.calendar.tables()) {
    digest.update(std::to_string(year));
    for (const auto day : table.weekdaysOff) digest.update("-" + day.iso());
    for (const auto day : table.weekendsWorked) digest.update("+" + day.iso());
  }
  constexpr std::size_t kShort = 16;
  return digest.finishHex().substr(0, kShort);
}

base::Result<CaseWorld> caseWorld(Context& context) {
  MC_ASSIGN(const auto* set, procedures(context));
  MC_ASSIGN(const auto seen, store::clockSeen(context.conn));
  return CaseWorld{*set, context.law.calendar, calendarVersion(context), context.clock.now(), seen.inDoubt};
}

base::Result<KeptCase> keptCase(Context& context, std::int64_t id) {
  MC_ASSIGN(auto stored, store::getCase(context.conn, id));
  if (!stored) return fail("CASE-0007", {{"case", publicId('C', id)}});
  KeptCase kept;
  kept.head = std::move(stored->head);
  MC_ASSIGN(kept.state, workflow::readCaseText(stored->content));
  return kept;
}

base::Result<CaseDone> openCase(Context& context, const OpenCase& request) {
  MC_ASSIGN(const auto* procedure, procedureNamed(context, request.procedure));
  const auto* step = openingStep(*procedure, request.step);
  if (step == nullptr) return fail("WFLW-0003", {{"step", request.step}}, "step");
  MC_ASSIGN(auto transaction, store::startWhole(context.conn));
  MC_ASSIGN(auto state, freshCase(context, *procedure, request));
  MC_TRY(mayOpen(context, state, request));
  Command command = commandOf(request.input, request.key);
  command.step = step->id;
  MC_ASSIGN(command.actor, caseActor(context, *procedure, state, step->by));
  MC_TRY(powerIsThere(command, request.input));
  MC_ASSIGN(auto done, takeOpening(context, *procedure, std::move(state), request, std::move(command)));
  MC_TRY(transaction.commit());
  return done;
}

base::Result<std::int64_t> openFollowing(Context& context, const OpenCase& request, const std::string& role,
                                         const std::string& actingUnit) {
  MC_ASSIGN(const auto* procedure, procedureNamed(context, request.procedure));
  const auto* step = openingStep(*procedure, request.step);
  if (step == nullptr) return fail("WFLW-0003", {{"step", request.step}});
  MC_ASSIGN(auto state, freshCase(context, *procedure, request));
  Command command = commandOf(request.input, request.key);
  command.step = step->id;
  command.actor.id = context.actor.empty() ? role : context.actor;
  command.actor.role = role;
  command.actor.unit = actingUnit;
  MC_ASSIGN(const auto done, takeOpening(context, *procedure, std::move(state), request, std::move(command)));
  return done.caseId;
}

base::Result<CaseDone> stepCase(Context& context, const StepCase& request) {
  MC_ASSIGN(auto transaction, store::startWhole(context.conn));
  MC_ASSIGN(const auto kept, requireCase(context, request.caseId));
  MC_ASSIGN(const auto* procedure, procedureNamed(context, kept.state.procedure));
  Command command = commandOf(request.input, request.key);
  command.kind = request.kind;
  command.step = request.step;
  command.target = request.target;
  command.expectedVersion = request.version;
  MC_ASSIGN(command.actor, caseActor(context, *procedure, kept.state, rolesFor(*procedure, kept.state, request)));
  MC_TRY(powerIsThere(command, request.input));
  MC_TRY(addRepairFacts(context, *procedure, kept.state, command));
  MC_ASSIGN(const auto world, caseWorld(context));
  MC_ASSIGN(auto transition, workflow::apply(kept.state, command, world.environment()));
  if (transition.replayed) return CaseDone{request.caseId, kept.head.version, true, std::move(transition)};
  MC_TRY(storeTransition(context, *procedure, kept.state, transition, &command, kept.head));
  MC_TRY(takeFiles(context, request.input, request.caseId, transition.state.version));
  MC_TRY(transaction.commit());
  return CaseDone{request.caseId, transition.state.version, false, std::move(transition)};
}

}  // namespace medcredit::service
