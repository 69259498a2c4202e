// QUAL-*: decision register, nil reports, item list, duties and rates.
#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {

constexpr std::string_view kDefault = "默认值（依据未规定）";
constexpr std::string_view kCatalogue = "信用信息目录及责任分工（洛卫监督〔2021〕8号）";
constexpr std::string_view kComplete = "应归尽归（洛卫监督〔2021〕8号 一、二）";
constexpr std::string_view kItems = "权责清单目录（洛卫监督〔2021〕8号 二）";

// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"QUAL-0001", "目录中没有条目“{entry}”", kCatalogue, "用 catalogue list 查看条目代码，改正 --entry"},
    {"QUAL-0002", "没有登记的单位“{unit}”", "谁提供、谁负责（洛卫监督〔2021〕8号 三）",
     "先用 unit add 登记该单位，或改正 --unit"},
    {"QUAL-0003", "前20行里找不到这些列：{columns}", kDefault, "补上表头（顺序不限）后重新导入"},
    {"QUAL-0004", "“{column}”对应了两列，无法确定用哪一列", kDefault, "只保留一列，或改正其中一列的表头"},
    {"QUAL-0005", "文件只有表头，没有数据行", kDefault, "填写数据后再导入"},
    {"QUAL-0006", "文书号为空或含有不可用的字符：“{value}”", kComplete, "补上文书号"},
    {"QUAL-0007", "文书号 {number} 的决定日期“{value}”不是日期", kComplete, "改为 YYYY-MM-DD 形式的真实日期"},
    {"QUAL-0008", "文书号 {number} 的决定日期 {value} 晚于今天", kComplete, "核对决定日期"},
    {"QUAL-0009", "文书号 {number} 的决定日期 {value} 与已登记的 {known} 不同", kComplete,
     "核对台账，只保留正确的日期"},
    {"QUAL-0010", "“{period}”不是月份", "", "月份写作 YYYY-MM，例如 2026-03"},
    {"QUAL-0011", "月份 {period} 尚未开始（今天是 {today}），不能作零报告", kDefault, "到该月再报"},
    {"QUAL-0012", "单位 {unit} 的条目 {entry} 在 {period} 已有 {count} 条记录，与零报告矛盾", kDefault,
     "核对后，有信息的不作零报告"},
    {"QUAL-0013", "决定台账显示单位 {unit} 的条目 {entry} 在 {period} 作出 {count} 件决定，与零报告矛盾，疑似瞒报",
     kComplete, "补报这些决定；台账有误的先更正台账"},
    {"QUAL-0014", "事项编码或名称为空：编码“{code}”，名称“{name}”", kItems, "补全编码和名称"},
    {"QUAL-0015", "事项编码 {code} 在文件中出现两次", kItems, "删去重复的行"},
    {"QUAL-0016", "事项 {code} 指向的目录条目“{entry}”不存在", kItems, "改正条目代码，或留空以列入缺口清单"},
    {"QUAL-0017", "单位“{unit}”没有指定专人", "指定专人（洛卫监督〔2021〕8号 四）", "用 unit contact 指定负责人"},
    {"QUAL-0018", "单位“{unit}”没有登记负责的条目，可报全部条目，但无法生成月度任务", kCatalogue,
     "用 unit add --entries 登记其条目"},
    {"QUAL-0019", "责任科室写作“{offices}”，其余科室尚未指明", kCatalogue, "为其余科室登记单位及其负责的条目"},
    {"QUAL-0020", "没有单位由“{person}”负责", "", "用 unit list 查看各单位的负责人"},
    {"QUAL-0021", "起始日期 {from} 晚于截止日期 {to}", "", "改正 --from 与 --to"},
    {"QUAL-0030", "月份 {from} 至 {to} 不成一段时间，或者超过五年", "", "写成 2026-01 至 2026-12"},
});

}  // namespace

std::span<const Message> qualityMessages() { return kMessages; }

}  // namespace medcredit::domain
