#include "http/areas.h"

namespace medcredit::http {

void addDelegatesRoutes(Router&) {}

}  // namespace medcredit::http
