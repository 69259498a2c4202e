// What steps of cases bring about outside them. Each word of workflow/effects.h has one handler; it runs inside the
// transaction that stores the case, so a transition and its effects stand or fall together. Areas register their words
// in a file of their own (service/effects_<area>.cpp) and hang the table into caseEffectHandlers().
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "workflow/case.h"
#include "workflow/procedure.h"

namespace medcredit::service {

/// What a handler is given. `context` is inside the write transaction; its actor and principal are those of the step.
struct EffectCall {
  Context& context;
  const workflow::Procedure& procedure;
  const workflow::CaseState& before;
  const workflow::CaseState& after;
  const workflow::Command* command = nullptr;  ///< null: time brought it about
  std::string_view key;                        ///< unique over all cases: what is made from it is made once
  std::string_view effect;
  std::int64_t caseId = 0;
  std::int64_t subjectId = 0;
  std::vector<std::int64_t> records;  ///< what the case is about
  /// The reason of the step, or why the engine took it. Chinese.
  std::string_view reason;
};

/// One word with its handler. Doing it again with the same key changes nothing.
struct EffectHandler {
  std::string_view effect;
  base::Status (*carryOut)(const EffectCall& call) = nullptr;
};

/// Tables of the areas.
[[nodiscard]] std::span<const EffectHandler> objectionEffects();   ///< effects_objection.cpp
[[nodiscard]] std::span<const EffectHandler> correctionEffects();  ///< effects_correction.cpp
[[nodiscard]] std::span<const EffectHandler> repairEffects();      ///< effects_repair.cpp
[[nodiscard]] std::span<const EffectHandler> commitmentEffects();  ///< effects_commitment.cpp
[[nodiscard]] std::span<const EffectHandler> listEffects();        ///< effects_list.cpp
[[nodiscard]] std::span<const EffectHandler> sealingEffects();     ///< effects_sealing.cpp

/// Handler of a word; nullptr: nothing but the entry in the log of effects follows from it.
[[nodiscard]] const EffectHandler* caseEffectHandler(std::string_view effect);
/// All registered words; a test holds them to workflow/effects.h.
[[nodiscard]] std::vector<std::string_view> handledEffects();

}  // namespace medcredit::service
