#include "http/areas.h"

namespace medcredit::http {

void addJobsRoutes(Router&) {}

}  // namespace medcredit::http
