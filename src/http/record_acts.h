// Acts on records by HTTP: entry, correction, void; the way through the offices; electronic evidence.
#pragma once

#include "http/handlers.h"

namespace medcredit::http {

void addRecordActs(AreaRoutes& routes);

}  // namespace medcredit::http
