// Effects of the procedure "sealing" (R-RET-09, 10) and of every step that ends a way of use.
#include <array>

#include "service/case_effects.h"
#include "service/sealing.h"
#include "store/cases.h"

namespace medcredit::service {

namespace {

constexpr std::string_view kRemove = "remove";

base::Status seal(const EffectCall& call) {
  auto& context = call.context;
  const auto& history = call.after.history;
  const bool removal = !history.empty() && history.back().step == kRemove;
  const std::string reason = call.reason.empty() ? std::string("应用期届满，转档保存") : std::string(call.reason);
  for (const auto id : call.records) {
    MC_TRY(sealRecord(context, {id, context.clock.today().iso(), removal ? "removal" : "expiry", call.caseId, reason,
                                context.actor, context.clock.now()}));
  }
  return {};
}

/// The word stands on the record as a mark; the ways of use ask for it.
base::Status endWay(const EffectCall& call) {
  for (const auto id : call.records) {
    MC_TRY(store::setRecordMark(call.context.conn, id, call.effect, call.caseId, call.context.clock.now()));
  }
  return {};
}

constexpr auto kHandlers = std::to_array<EffectHandler>({
    {"seal", seal},
    {"query-end", endWay},
    {"sharing-end", endWay},
});

}  // namespace

std::span<const EffectHandler> sealingEffects() { return kHandlers; }

}  // namespace medcredit::service
