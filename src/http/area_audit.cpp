#include "http/areas.h"

namespace medcredit::http {

void addAuditRoutes(Router&) {}

}  // namespace medcredit::http
