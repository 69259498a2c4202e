#include "http/areas.h"

namespace medcredit::http {

void addSystemsRoutes(Router&) {}

}  // namespace medcredit::http
