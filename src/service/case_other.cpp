#include "service/case_other.h"

#include "service/cases.h"

namespace medcredit::service {

base::Result<bool> stepOther(const EffectCall& call, std::int64_t caseId, std::string_view step, std::string_view role,
                             const std::string& evidence) {
  auto& context = call.context;
  MC_ASSIGN(const auto kept, keptCase(context, caseId));
  MC_ASSIGN(const auto* set, procedures(context));
  const auto* procedure = set->find(kept.state.procedure);
  if (procedure == nullptr) return base::fail("CASE-0002", {{"procedure", kept.state.procedure}});
  workflow::Command command;
  command.key = std::string(call.key) + " " + std::string(step);
  command.step = step;
  command.expectedVersion = kept.state.version;
  command.actor.id = context.actor;
  command.actor.role = role;
  const auto unit = kept.state.units.find(std::string(role));
  command.actor.unit = unit == kept.state.units.end() ? std::string() : unit->second;
  command.reason = call.reason;
  command.attachments = {evidence};
  MC_ASSIGN(const auto world, caseWorld(context));
  auto made = workflow::apply(kept.state, command, world.environment());
  if (!made.ok()) {
    const auto& code = made.error().code;
    if (code == "WFLW-0003" || code == "WFLW-0004" || code == "WFLW-0005") return false;
    return made.error();
  }
  MC_TRY(storeTransition(context, *procedure, kept.state, *made, &command, kept.head));
  return true;
}

}  // namespace medcredit::service
