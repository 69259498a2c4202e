#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"EVID-0001", "留痕条目的内容无法识别", "", "用 audit verify 核查留痕"},
    {"EVID-0002", "留痕树头的格式不正确", "", "核对文件是否完整"},
    {"EVID-0003", "留痕树头的签名不正确", "", "核对签名公钥；确认无误时应视为留痕被改动"},
});
}  // namespace

std::span<const Message> evidenceMessages() { return kMessages; }

}  // namespace medcredit::domain
