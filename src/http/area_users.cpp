#include "http/areas.h"

namespace medcredit::http {

void addUsersRoutes(Router&) {}

}  // namespace medcredit::http
