#include "http/areas.h"

namespace medcredit::http {

void addSubjectsRoutes(Router&) {}

}  // namespace medcredit::http
