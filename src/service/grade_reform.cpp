#include "service/grade_reform.h"

namespace medcredit::service {

bool ReformRelease::accepted() const {
  for (const auto& gate : gates) {
    if (!gate.met) return false;
  }
  return true;
}

base::Result<ReformRelease> simulateReform(Context&, std::string_view, std::string_view, std::optional<base::CivilDate>,
                                           const RunProgress&) {
  return ReformRelease{};
}

}  // namespace medcredit::service
