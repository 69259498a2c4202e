#include "service/case_effects.h"

#include <algorithm>
#include <array>

namespace medcredit::service {

namespace {

/// The tables of all areas; each word stands in one of them.
const std::vector<EffectHandler>& allHandlers() {
  static const std::vector<EffectHandler> all = [] {
    std::vector<EffectHandler> out;
    for (const auto table : {objectionEffects(), correctionEffects(), repairEffects(), commitmentEffects(),
                             listEffects(), sealingEffects()})
      out.insert(out.end(), table.begin(), table.end());
    return out;
  }();
  return all;
}

}  // namespace

const EffectHandler* caseEffectHandler(std::string_view effect) {
  const auto& all = allHandlers();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.effect == effect; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<std::string_view> handledEffects() {
  std::vector<std::string_view> out;
  for (const auto& one : allHandlers()) out.push_back(one.effect);
  return out;
}

}  // namespace medcredit::service
