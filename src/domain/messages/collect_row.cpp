// COLL-01xx: what the row validator finds. {name} is the field's Chinese label.
#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
constexpr std::string_view kStandard = "行政许可和行政处罚等信用信息数据归集公示标准（外部资料，待核实）";
constexpr std::string_view kSilent = "默认值（依据未规定）";

// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"COLL-0101", "“{name}”不能为空（{class}必填）", kSilent, "补填后重新导入"},
    {"COLL-0102", "“{name}”应留空（{class}不填此项）", kSilent, "清空该单元格，或更正行政相对人类别"},
    {"COLL-0103", "“{name}”含有看不见的控制字符", kStandard, "删除后重新输入该单元格"},
    {"COLL-0104", "“{name}”有{length}个字符，超过上限{limit}个", kStandard, "缩短内容"},
    {"COLL-0105", "“{name}”的数字精度已丢失（表格软件把长号码当作数值，末尾数字已不可信）", kSilent,
     "把单元格格式设为文本，对照原件重新输入完整号码"},
    {"COLL-0106", "“{name}”是公式错误值", kSilent, "修正公式或直接填写内容"},
    {"COLL-0107", "“{name}”是公式，按其缓存结果“{value}”读取，请核对", kSilent, "改为直接填写内容"},
    {"COLL-0108", "“{name}”以公式符号开头，按文本原样保留，请核对", kSilent, "内容确实如此可不处理"},
    {"COLL-0109", "“{name}”的单元格被表格软件转成了日期，请核对", kSilent, "把单元格格式设为文本后重新输入"},
    {"COLL-0110", "“{name}”没有内容时应留空，不填“{value}”", kSilent, "清空该单元格"},
    {"COLL-0111", "“{name}”的取值不在代码表中，可填：{choices}", kStandard, "改为代码表中的取值"},
    {"COLL-0112", "“{name}”不是标准写法，已归一为“{suggestion}”", kStandard, "以后直接填写标准写法"},
    {"COLL-0113", "“{name}”的取值不在常用代码表中（{choices}），已原样保留，请核对", kSilent, "确认无误可不处理"},
    {"COLL-0114", "“{name}”填“其他”时应写明内容，写作“其他-补充说明”", kStandard, "在“其他-”之后补充说明"},

    {"COLL-0120", "“{name}”不是日期", kStandard, "按YYYY/MM/DD填写，例如2026/02/12"},
    {"COLL-0121", "“{name}”的日期在日历上不存在", kStandard, "对照文书更正"},
    {"COLL-0122", "“{name}”只填日期，不带时刻", kStandard, "删去时刻"},
    {"COLL-0123", "“{name}”是数字，不是日期", kStandard, "把单元格格式设为日期，或按YYYY/MM/DD填写"},

    {"COLL-0130", "“{name}”不是数字", kStandard, "填写以万元为单位的数字，例如0.2"},
    {"COLL-0131", "“{name}”应为不带千位分隔符、货币符号和单位的数字（单位：万元）", kStandard,
     "2000元填0.2，不写“元”“万元”"},
    {"COLL-0132", "“{name}”不能是负数", kStandard, "对照文书更正"},
    {"COLL-0133", "“{name}”超出范围：整数最多{limit}位，小数最多6位", kStandard, "对照文书更正"},
    {"COLL-0134", "“{name}”应为整数", kStandard, "填写不带小数的数字"},

    {"COLL-0140", "“{name}”晚于今天（{today}）", kStandard, "对照文书更正"},
    {"COLL-0141", "“{name}”早于“{other}”（{date}）", kStandard, "对照文书更正两个日期"},
    {"COLL-0142", "“{name}”早于{earliest}", kStandard, "对照文书更正"},
    {"COLL-0143", "{cause}时，“{name}”不能为空", kStandard, "补填后重新导入"},
    {"COLL-0144", "{cause}时，“{name}”应大于0", kStandard, "对照文书更正"},
    {"COLL-0145", "“{other}”不含{values}时，“{name}”应留空", kStandard, "清空该单元格，或更正“{other}”"},
    {"COLL-0146", "“{name}”与“{other}”应同时填写或同时留空", kStandard, "补填“{name}”，或清空“{other}”"},
    {"COLL-0148", "“{name}”与“{other}”第9至17位（{inner}）不一致，请核对", kStandard, "对照证照更正其中之一"},
    {"COLL-0149", "“{name}”的前两位与{class}不相称（92开头的代码属于个体工商户），请核对", kStandard,
     "核对代码和行政相对人类别"},
    {"COLL-0150", "“{name}”超过{limit}万元，可能误以元为单位填写，请核对", kStandard, "单位为万元，2000元填0.2"},
    {"COLL-0151", "“{name}”与“{other}”中写明的金额（{amount}万元）不一致，请核对", kStandard,
     "单位为万元，2000元填0.2"},
    {"COLL-0152", "没有任何可识别主体的代码，“{name}”等代码至少填一项", kSilent, "补填一项代码"},
    {"COLL-0153", "“{name}”不能宽于目录条目：该条目不向社会公开", kSilent, "改为政务共享或授权查询"},
    {"COLL-0154", "“{name}”前9位与“{other}”第9至17位不一致，请核对", kSilent, "对照证照更正其中之一"},
    {"COLL-0155", "“{name}”的类别（第2、3位）与“{other}”（第8、9位）不一致，请核对", kSilent, "对照证书更正其中之一"},
    {"COLL-0156", "“{name}”末尾的身份证号与“{other}”不一致，请核对", kSilent, "对照证书更正其中之一"},
});
}  // namespace

std::span<const Message> rowMessages() { return kMessages; }

}  // namespace medcredit::domain
