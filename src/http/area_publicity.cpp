#include "http/areas.h"

namespace medcredit::http {

void addPublicityRoutes(Router&) {}

}  // namespace medcredit::http
