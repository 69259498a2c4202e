#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
// code, text, basis, remedy
constexpr std::array<Message, 0> kMessages{};
}  // namespace

std::span<const Message> collectMessages() { return kMessages; }

}  // namespace medcredit::domain
