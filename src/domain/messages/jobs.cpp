#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

std::span<const Message> jobMessages() { return {}; }

}  // namespace medcredit::domain
