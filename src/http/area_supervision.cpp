#include "http/areas.h"

namespace medcredit::http {

void addSupervisionRoutes(Router&) {}

}  // namespace medcredit::http
