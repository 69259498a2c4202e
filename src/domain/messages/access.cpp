#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

std::span<const Message> accessMessages() { return {}; }

}  // namespace medcredit::domain
