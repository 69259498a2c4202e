#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"RECD-0001", "期限“{value}”不是有效的时长", "", "写成 P5Y、P18M、P90D、unlimited（长期）或 until-end（至主体终止）"},
});
}  // namespace

std::span<const Message> recordMessages() { return kMessages; }

}  // namespace medcredit::domain
