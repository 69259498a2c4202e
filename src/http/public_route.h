// Routes anybody may use.
#pragma once

#include "http/handlers.h"

namespace medcredit::http {

/// What is the same for everybody, by the pool of the public.
[[nodiscard]] Route publicRoute(Method method, const char* id, const char* path, Answering handler);

}  // namespace medcredit::http
