#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"SUBJ-0001", "主体类型“{kind}”不在本地区的范围内", "海南办法 第十三条；地区配置 subjects.kinds",
     "改为：{allowed}"},
    {"SUBJ-0002", "主体名称为空或者含控制字符", "海南办法 第十三条", "填写登记的名称或者姓名"},
    {"SUBJ-0003", "标识“{value}”没有写明种类", "", "写成“种类:号码”，如 usc:统一社会信用代码、citizen-id:公民身份号码"},
    {"SUBJ-0004", "{kind}“{value}”未通过校验（{reason}）", "GB 32100-2015、GB 11714、GB 11643", "核对证照后重新填写"},
    {"SUBJ-0005", "占位代码“{value}”不能作为主体的标识", "默认值（依据未规定）", "不填该项，改填其他证照号码"},
    {"SUBJ-0006", "{kind}“{value}”已属于主体 {subject}", "", "使用已有主体；确系重复建档的，用 subject merge 合并"},
    {"SUBJ-0007", "类别“{category}”不存在，或者不适用于{kind}", "地区配置的管理相对人类别",
     "用 profile show 查看可用类别"},
    {"SUBJ-0008", "行政区划代码“{region}”不在区划表内", "GB/T 2260", "填写六位区划代码"},
    {"SUBJ-0009", "更名日期 {date} 不晚于现名称的启用日期 {since}", "", "核对更名日期"},
    {"SUBJ-0010", "{kind}处于“{state}”状态，不能发生“{event}”", "海南办法 第二十五条；默认值（依据未规定）",
     "核对事件；终止或者死亡之后不再有其他事件"},
    {"SUBJ-0011", "事件日期 {date} 早于现状态的起始日期 {since}", "", "按先后顺序补录事件"},
    {"SUBJ-0012", "事件日期 {date} 晚于今天 {today}", "", "核对事件日期"},
    {"SUBJ-0013", "不认识的事件“{event}”", "", "改为：新增审批、备案、停业、恢复、注销、死亡"},
    {"SUBJ-0014", "不认识的主体状态“{state}”", "", "改为：active、suspended、terminated、deceased"},
    {"SUBJ-0015", "日期“{value}”无法识别", "", "日期写成 2026-01-15 的形式"},
    {"SUBJ-0020", "担任职务的一方不是自然人", "海南办法 第十三条", "核对 --person 给出的主体"},
    {"SUBJ-0021", "任职的一方不是机构", "海南办法 第十三条", "核对 --org 给出的主体"},
    {"SUBJ-0022", "任职止期 {to} 早于起期 {from}", "", "核对起止日期"},
    {"SUBJ-0023", "该自然人在所列期间已担任“{role}”", "", "先结束原任职，或者改用不重叠的期间"},
    {"SUBJ-0024", "不认识的职务“{role}”", "海南办法 第十三条", "改为代码表 subject-roles 中的职务"},
    {"SUBJ-0030", "没有主体“{subject}”", "", "用 subject list 查找主体编号，或者改用其证照号码"},
    {"SUBJ-0031", "号码“{code}”对应多个主体：{subjects}", "", "改用主体编号"},
    {"SUBJ-0040", "没有单位“{unit}”", "", "先用 unit add 登记发证单位"},
    {"SUBJ-0041", "单位“{unit}”没有登记行政区划", "按照“谁发证、谁负责”", "用 --region 写明辖区"},
    {"SUBJ-0042", "变更日期 {date} 不晚于“{unit}”的起始日期 {since}", "", "核对变更日期"},
    {"SUBJ-0050", "不认识的机构信息分组“{group}”", "海南办法 第十三条（一）至（八）",
     "改为代码表 organisation-groups 中的分组"},
    {"SUBJ-0051", "不认识的个人属性“{item}”", "海南办法 第十三条", "改为代码表 person-attributes 中的属性"},
    {"SUBJ-0052", "个人属性“{item}”未启用，不得采集",
     "海南办法 第二十三条（合法、正当、必要、最小化）；默认值（依据未规定）",
     "确有依据的，在地区配置 persons.attributes 中写明后启用"},
    {"SUBJ-0053", "项目或者内容为空", "", "补充后重新录入"},
    {"SUBJ-0054", "信息日期 {date} 晚于今天", "", "核对日期"},
    {"SUBJ-0060", "主体 {subject} 不能与自己合并", "", "核对两个主体编号"},
    {"SUBJ-0061", "主体类型不同（{left}、{right}），不能合并", "", "核对两个主体编号"},
    {"SUBJ-0062", "主体 {subject} 已并入 {winner}", "", "改用 {winner}，或者先用 subject unmerge 撤销原合并"},
    {"SUBJ-0063", "合并须写明理由", "默认值（依据未规定）", "用 --reason 写明核对情况"},
    {"SUBJ-0064", "没有合并“{merge}”", "", "用 subject show 查看主体的合并编号"},
    {"SUBJ-0065", "合并 {merge} 已于 {date} 由 {actor} 撤销", "", "无需再次撤销"},
    {"SUBJ-0066", "主体 {subject} 没有有效的合并{past}", "", "用 subject show 核对"},
    {"SUBJ-0067", "主体 {subject} 有多次合并：{merges}", "", "写明要撤销的合并编号"},
    {"SUBJ-0070", "没有可以查询的内容", "", "输入名称、名称的一部分、拼音首字母或者证照号码"},
    {"SUBJ-0071", "查询内容超过 {limit} 个字符", "默认值（依据未规定）", "缩短查询内容"},
    {"SUBJ-0072", "查询内容含控制字符或者不是有效的文字编码", "", "删去不可见字符后重新查询"},
    {"SUBJ-0073", "比较的起始日期 {from} 晚于结束日期 {to}", "", "交换两个日期"},
});
}  // namespace

std::span<const Message> subjectMessages() { return kMessages; }

}  // namespace medcredit::domain
