// What the area of repair sends; schemas in openapi/repair.json.
#pragma once

#include <boost/json/fwd.hpp>

#include "service/repair.h"

namespace medcredit::http {

[[nodiscard]] boost::json::object repairBarView(const workflow::RepairBar& bar);
[[nodiscard]] boost::json::object repairStateView(const service::RepairState& state);
[[nodiscard]] boost::json::value repairOutlookView(const std::optional<service::RepairOutlook>& outlook);
[[nodiscard]] boost::json::object repairTrainingView(const store::RepairTraining& training,
                                                     const std::vector<store::RepairTrainee>& people);

}  // namespace medcredit::http
