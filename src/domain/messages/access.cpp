#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"ACCS-0102", "尚未登录或登录已失效", "", "请先登录"},
    {"ACCS-0201", "没有进行这项操作的权限（{permission}）", "《海南省医疗卫生信用信息管理办法》第二十八条",
     "如工作需要，请联系安全管理员授予相应角色"},
    {"ACCS-0202", "目录条目 {entry} 不在您负责的范围内", "“谁提供、谁负责”",
     "由负责该条目的经办人员办理，或联系系统管理员调整"},
    {"ACCS-0401", "没有找到 {object}", "", "核对编号；不在您数据范围内的内容同样显示为没有找到"},
});
}  // namespace

std::span<const Message> accessMessages() { return kMessages; }

}  // namespace medcredit::domain
