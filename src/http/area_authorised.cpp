#include "http/areas.h"

namespace medcredit::http {

void addAuthorisedRoutes(Router&) {}

}  // namespace medcredit::http
