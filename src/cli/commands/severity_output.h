// The severity that a penalty's class data suggest, as `record show` and `publish due` tell it.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>

#include "domain/penalty_severity.h"

namespace medcredit::cli {

/// {"severity", "label", "why", "default"}, or null without a proposal.
[[nodiscard]] inline boost::json::value severityJson(const std::optional<domain::SeverityProposal>& proposal) {
  if (!proposal) return nullptr;
  return boost::json::object{{"severity", proposal->severity},
                             {"label", domain::severityLabel(proposal->severity)},
                             {"why", proposal->why},
                             {"default", proposal->isDefault}};
}

/// One line for people.
[[nodiscard]] inline std::string severityText(const domain::SeverityProposal& proposal) {
  return "建议失信程度：" + std::string(domain::severityLabel(proposal.severity)) + "（未写明程度；" + proposal.why +
         "）";
}

}  // namespace medcredit::cli
