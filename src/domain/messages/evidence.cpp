#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"EVID-0001", "留痕条目的内容无法识别", "", "用 audit verify 核查留痕"},
    {"EVID-0002", "留痕树头的格式不正确", "", "核对文件是否完整"},
    {"EVID-0003", "留痕树头的签名不正确", "", "核对签名公钥；确认无误时应视为留痕被改动"},
    {"EVID-0004", "留痕的内容记录与条目中的摘要不符", "", "内容记录被改动过，用 audit verify 核查并从备份比对"},
    {"EVID-0005", "留痕树缺少节点 {place}，不能再追加", "", "立即用 audit verify 核查，必要时从备份恢复"},
    {"EVID-0006", "等待写入留痕的请求过多，本次查询没有提供任何信息", "", "稍后重试；持续出现时检查磁盘速度"},
});
}  // namespace

std::span<const Message> evidenceMessages() { return kMessages; }

}  // namespace medcredit::domain
