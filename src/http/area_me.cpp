#include "http/areas.h"

namespace medcredit::http {

void addMeRoutes(Router&) {}

}  // namespace medcredit::http
