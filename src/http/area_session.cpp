#include "http/areas.h"

namespace medcredit::http {

void addSessionRoutes(Router&) {}

}  // namespace medcredit::http
