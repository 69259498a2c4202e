#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"CLI-0001", "命令行有误：{detail}", "", "用 medcredit --help 或 medcredit 命令 --help 查看用法"},
});
}  // namespace

std::span<const Message> cliMessages() { return kMessages; }

}  // namespace medcredit::domain
