// The closed list of what a step may bring about outside its case. Services carry effects out in the same transaction
// as the new state; a procedure that names another word is refused when it is read.
#pragma once

#include <array>
#include <string_view>

namespace medcredit::workflow {

struct EffectWord {
  std::string_view id;
  std::string_view label;
  bool adverse = false;  ///< harms the person: only after hearing, with reasons, never by the engine alone
};

inline constexpr auto kEffects = std::to_array<EffectWord>({
    {"mark-disputed", "记录加注“异议处理中”", false},
    {"unmark-disputed", "去除异议标注", false},
    {"hold-measures", "暂缓依据该记录作出新的惩戒", false},
    {"release-measures", "解除暂缓", false},
    {"publicity-keep", "维持公示", false},
    {"publicity-change", "修改公示内容", false},
    {"publicity-end", "停止公示", false},
    {"repair-claims", "登记申请人提交的修复材料", false},
    {"repair-publicity", "公示修复决定", false},
    {"correct-record", "更正记录", false},
    {"withdraw-record", "撤销记录", false},
    {"push-platforms", "向医疗卫生信用平台和同级公共信用信息平台推送更正后的信息", false},
    {"recall-shared", "通知每一个已接收方撤销或更正", false},
    {"sharing-end", "停止共享", false},
    {"query-end", "停止授权查询", false},
    {"evaluation-end", "不再用于信用评价", false},
    {"regrade", "重新评价信用等级", false},
    {"list-exit", "移出名单", false},
    {"list-enter", "列入名单", true},
    {"measures-lift", "解除惩戒措施", false},
    {"measures-apply", "采取惩戒措施", true},
    {"record-repaired", "记录标记为已修复", false},
    {"repair-revoked", "撤销修复、恢复公示", true},
    {"liability-register", "计入责任追究台账", false},
    {"good-record", "形成良好信息", false},
    {"breach-record", "形成违反信用承诺的负面信息", true},
    {"more-inspection", "提高抽查比例", true},
    {"open-correction", "启动更正", false},
    {"open-breach", "启动违诺核实", false},
    {"open-first-check", "启动首次检查任务", false},
    {"file-province", "报送省级备查", false},
    {"seal", "转档保存", false},
    {"duty-done", "任务完成", false},
});

[[nodiscard]] constexpr const EffectWord* effectWord(std::string_view id) {
  for (const auto& word : kEffects) {
    if (word.id == id) return &word;
  }
  return nullptr;
}

}  // namespace medcredit::workflow
