#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"REPR-0001", "{record} 不是现行的负面信息，没有可以修复的内容", "海南办法 第四十三条", "核对记录编号"},
    {"REPR-0002", "没有事项“{fact}”", "", "用 rectified、duties、effect、fraud、irreparable、kind、evidence 之一"},
    {"REPR-0003", "“依法不可修复”须写明条款", "海南办法 第四十五条（五）", "写明法律、法规或者政策文件的条款"},
    {"REPR-0004", "种类和材料须写明名称", "", "写明名称，如 整改报告"},
    {"REPR-0005", "数量 {amount} 不能是负数", "", "写 0 或者正数"},
    {"REPR-0006", "没有写明理由或者依据", "海南办法 第四十四条", "写明后重新提交"},
    {"REPR-0010", "没有培训 {training}", "", "核对编号"},
    {"REPR-0011", "培训须写明名称、形式和单位", "吉林实施意见 八", "补齐后重新提交"},
    {"REPR-0012", "{subject} 没有被邀请参加培训 {training}", "吉林实施意见 八", "先列入邀请名单"},
    {"REPR-0013", "参加了培训的须写明证明编号，没有参加的不得有证明", "吉林实施意见 八", "核对后重新提交"},
    {"REPR-0020", "没有批量修复 {batch}", "", "核对编号"},
    {"REPR-0021", "本地区的修复只能由当事人申请，不能由单位集中组织", "地区配置 procedures/repair.yaml",
     "通知当事人自行申请"},
    {"REPR-0022", "没有符合批量修复条件的记录", "吉林实施意见 八", "到达最短公示期、义务履行完毕后再组织"},
    {"REPR-0030", "{record} 没有生效的信用修复，不能撤销", "海南办法 第四十五条（四）", "核对记录编号"},
    {"REPR-0031", "{record} 已经修复", "海南办法 第四十四条（五）", "不需要再次申请"},
});
}  // namespace

std::span<const Message> repairMessages() { return kMessages; }

}  // namespace medcredit::domain
