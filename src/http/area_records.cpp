#include "http/areas.h"

namespace medcredit::http {

void addRecordsRoutes(Router&) {}

}  // namespace medcredit::http
