#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
constexpr std::string_view kDefault = "默认值（依据未规定）";
constexpr std::string_view kExtension = "海南办法 第四十二条";
constexpr std::string_view kOrder = "海南办法 第三十九条、第四十四条";
// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"PROC-0001", "程序 {procedure} 的 {part} 无法到达", "", "补充通向它的步骤，或者删去该状态"},
    {"PROC-0002", "程序 {procedure} 的 {part} 既无期限又未说明为何可以没有期限（或者终局状态带有期限）", "",
     "写明 clock，或者以 waits 说明理由；终局状态两者都不写"},
    {"PROC-0003", "程序 {procedure} 的 {part} 没有出路却不是终局状态（或者终局状态仍有出路）", "",
     "补充后续步骤，或者写明 final: true"},
    {"PROC-0004", "程序 {procedure} 的 {part} 对当事人不利，须由人作出、说明理由，并以听取陈述申辩为前提", kDefault,
     "写明 reasons: true 和 after，by 不得为 system"},
    {"PROC-0005", "程序 {procedure} 写明 amends: true，但上级地区没有该程序", "", "去掉 amends，写出完整的程序"},
    {"PROC-0006", "程序 {procedure} 的 {part} 没有立案步骤", "", "补充 from: [new] 的步骤"},
    {"PROC-0007", "程序 {procedure} 的 {part} 期限届满后的步骤不是从该状态出发的系统步骤", "",
     "on_end 写 by: [system] 且 from 含该状态的步骤"},
    {"PROC-0008", "程序 {procedure} 的 {part} 是等待期，须写明 on_end，且不得为 adverse", "",
     "写明等待期届满后的系统步骤"},
    {"PROC-0009", "程序 {procedure} 的 {part} 是机关的期限，却没有写明提醒谁", "", "写明 notify"},
    {"PROC-0010", "程序 {procedure} 的 {part} 的延期须写明由谁申请、由谁批准", kExtension,
     "写明 asked_by 和 approved_by"},
    {"PROC-0011", "程序 {procedure} 的 {part} 没有写明主体终止或者死亡时如何处理", kDefault,
     "写明 subject_end：有 step 则走该步骤，没有则继续办理"},
    {"PROC-0012", "信用修复规则的阶段 {regime} 与前后阶段不衔接", "",
     "第一阶段不写 from，最后阶段不写 to，其余首尾相接"},
    {"PROC-0013", "程序 {procedure} 的 {part}：{clock}为 {amount}，短于规定的最短期限 {least}",
     "海南办法 第四十四条（四）", "在 clocks.yaml 中改为不短于该期限"},
    {"WFLW-0001", "没有程序“{procedure}”", "", "核对地区配置 procedures 目录"},
    {"WFLW-0002", "本案立案时的“{procedure}”与现在载入的版本不同", "地区配置 rule.transition",
     "载入立案时的版本办理；需要改用新规则的，另行决定"},
    {"WFLW-0003", "没有步骤“{step}”", "", "核对步骤"},
    {"WFLW-0004", "本案已办结（{state}），不能再办理", "", "需要时另行立案"},
    {"WFLW-0005", "现在的状态是“{state}”，不能进行“{step}”", kOrder, "按程序顺序办理，步骤不得跳过"},
    {"WFLW-0006", "“{step}”须由{roles}办理", kOrder, "转由有权人员办理"},
    {"WFLW-0007", "您不是本案{role}所在单位的人员", "海南办法 第三十九条、第四十三条（谁认定、谁修复）",
     "由本案承办单位办理"},
    {"WFLW-0008", "您与本案当事人有利害关系，不能承办", kDefault, "申请回避，由他人承办"},
    {"WFLW-0009", "您已申请回避本案，不能承办", kDefault, "由他人承办"},
    {"WFLW-0010", "“{step}”缺少{papers}", kOrder, "补齐文书后再提交"},
    {"WFLW-0011", "“{step}”缺少材料：{files}", kOrder, "补齐材料后再提交"},
    {"WFLW-0012", "代理人须提交授权委托书", kDefault, "上传授权委托书"},
    {"WFLW-0013", "只有本案当事人或者其代理人可以这样做", "海南办法 第四十条、第四十四条", "以当事人的账号登录"},
    {"WFLW-0014", "“{step}”须写明理由", "海南办法 第四十二条、第四十四条", "写明理由"},
    {"WFLW-0015", "“{step}”之前须先完成：{before}", kDefault, "先完成前面的步骤"},
    {"WFLW-0016", "“{step}”不得由办理“{before}”的同一人办理", kDefault, "换人办理"},
    {"WFLW-0017", "“{step}”须在 {until} 届满之后进行", "海南办法 第四十四条（四）", "等待公示或者等待期届满"},
    {"WFLW-0018", "“{ground}”不是可以提出的情形", "海南办法 第四十条", "从所列情形中选择"},
    {"WFLW-0019", "选择“{ground}”的，须写明法律、法规的条款", "海南办法 第四十条（五）", "写明条款"},
    {"WFLW-0020", "没有期限“{clock}”", "", "核对 clocks.yaml 中的期限"},
    {"WFLW-0021", "“{step}”须写明截止日期", "", "写明最后一日"},
    {"WFLW-0022", "日期 {date} 晚于今天", "", "核对日期"},
    {"WFLW-0023", "“{step}”须附该记录的修复条件资料", "海南办法 第四十四条、第四十五条", "由系统载入记录后再提交"},
    {"WFLW-0024", "不符合信用修复条件（{clauses}）。{why}", "海南办法 第四十四条、第四十五条",
     "满足条件后再申请；对事实有异议的，可以提出异议申请"},
    {"WFLW-0025", "期限已于 {due} 届满，不能再以“{step}”中止", kDefault, "直接作出处理"},
    {"WFLW-0026", "现在的期限不能延长", kExtension, "在期限内办结"},
    {"WFLW-0027", "期限已延长过一次，现为 {due}，不能再延长", kExtension, "在期限内办结"},
    {"WFLW-0028", "期限已于 {due} 届满，不能再申请或者批准延期", kExtension, "尽快办结；逾期如实记录"},
    {"WFLW-0029", "已有延期申请待批准", kExtension, "等待负责人决定"},
    {"WFLW-0030", "没有待批准的延期申请", kExtension, "先由承办人员申请并说明理由"},
    {"WFLW-0031", "延期不得由申请人自己批准", kExtension, "由单位负责人批准"},
    {"WFLW-0032", "合并后的主体不明确", "", "写明存续主体"},
    {"WFLW-0033", "命令缺少编号或者办理人", "", "由系统重新提交"},
    {"WFLW-0034", "编号 {key} 已用于另一项内容不同的操作", "", "换一个编号重新提交"},
    {"WFLW-0035", "本案已有变化（您看到的是第{expected}版，现为第{version}版）", "", "刷新后再办理"},
    {"WFLW-0036", "库中的办件内容不是本程序写入的形式", "", "核对存储是否被改动；从备份恢复"},
    {"CASE-0001", "没有载入办理程序", "", "核对地区配置 procedures 目录后重新启动"},
    {"CASE-0002", "没有程序“{procedure}”", "", "从 GET /api/procedures 所列程序中选择"},
    {"CASE-0003", "没有写明针对哪个主体或者哪条记录", kOrder, "写明主体或者记录编号"},
    {"CASE-0004", "一件只能针对同一主体、同一提供单位的记录", kOrder, "分开提出"},
    {"CASE-0005", "没有可以承担“{role}”的单位", kOrder, "先登记该单位，或者在立案时写明"},
    {"CASE-0006", "记录 {record} 已有同一事项在办（{number}）", kDefault, "在该件中办理，或者待其办结"},
    {"CASE-0007", "没有办件 {case}", "", "核对编号"},
    {"CASE-0008", "没有可以使用的文件 {file}", "", "重新上传；一个文件只能用于一件"},
    {"CASE-0009", "记录 {record} 在立案之后尚未更正", kOrder, "先在该记录上办理更正，再办结本步骤"},
    {"CASE-0010", "向{receiver}的推送尚未发出，不能办结", "海南办法 第四十一条", "先完成推送"},
    {"CASE-0011", "系统时间未处于存疑状态，无需确认", "", "无须处理"},
    {"CASE-0012", "文件名含有疑似身份证件号码", kDefault, "改名后再上传"},
});
}  // namespace

std::span<const Message> workflowMessages() { return kMessages; }

}  // namespace medcredit::domain
