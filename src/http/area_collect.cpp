#include "http/areas.h"

namespace medcredit::http {

void addCollectRoutes(Router&) {}

}  // namespace medcredit::http
