#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
constexpr std::string_view kDefault = "默认值（依据未规定）";
constexpr std::string_view kStyle = "GB/T 9704-2012（外部资料，待核实）";
// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"PAPR-0001", "文书 {paper} 用到没有定义的字段“{field}”", "", "在该文书的 fields 或 papers.yaml 的 fields 中定义"},
    {"PAPR-0002", "文书 {paper} 的内容块为空，或者一块写了几种内容", "",
     "每块写 to、p、h、fields、table、note、sign 之一"},
    {"PAPR-0003", "文书 {paper} 的编号“{pattern}”不完整：须同时写明 series 和 number，年份和序号各出现一次", "",
     "参照 national/papers 中的编号写法"},
    {"PAPR-0004", "字段“{field}”是表格却没有列，或者表格与文字混用", "", "表格字段写明 columns，并且只用于 table 块"},
    {"PAPR-0005", "文书版心超出纸面", kStyle, "改小边距或者版心"},
    {"PAPR-0006", "文书 {paper} 写明 amends: true，但上级地区没有该文书", "", "去掉 amends，写出完整的文书"},
    {"PAPR-0010", "本地区没有文书“{paper}”", "", "核对文书名称，或者在地区配置 papers 目录中补充"},
    {"PAPR-0011", "文书“{paper}”自 {from} 起使用，{to}不能制发", "", "使用当时有效的文书"},
    {"PAPR-0012", "《{title}》缺少“{label}”", kDefault, "补充该内容后再制发"},
    {"PAPR-0013", "《{title}》的“{label}”超过 {most} 个字或者行", kDefault, "缩短内容，或者作为附件"},
    {"PAPR-0014", "《{title}》的“{label}”含有控制字符或者不是正确的文字", "", "删除不可见的控制字符后重新填写"},
    {"PAPR-0015", "《{title}》的“{label}”应为{expected}", "", "按所示形式填写"},
    {"PAPR-0016", "《{title}》没有“{field}”这一项", "", "核对字段名称"},
    {"PAPR-0020", "没有文书“{paper}”", "", "核对文书编号或者校验码"},
    {"PAPR-0021", "文书 {number} 的内容与签名不符，可能被改动", "", "以制发机关保存的原件为准，并报告系统管理员"},
    {"PAPR-0022", "文书 {number} 已被取代或者撤销，不能再办理", "", "对现行文书办理"},
    {"PAPR-0024", "没有送达方式“{way}”", "民事诉讼法的送达方式（外部资料，待核实）", "使用：{ways}"},
    {"PAPR-0025", "送达记录不存在，或者已经确认", kDefault, "核对送达记录"},
    {"PAPR-0026", "送达日期 {date} 早于文书日期或者晚于今天", kDefault, "填写实际送达日期"},
    {"PAPR-0027", "取代或者撤销文书须说明理由", kDefault, "写明理由"},
    {"PAPR-0030", "找不到文书所用的字体“{font}”", kStyle,
     "安装 fonts-noto-cjk，或者在 papers.yaml 的 layout 中改用已有字体"},
    {"PAPR-0031", "字体中没有这些字：{characters}", kStyle, "安装含有这些字的字体；网页版不受影响"},
    {"PAPR-0032", "不能生成 PDF：{detail}", "", "检查磁盘和字体后重试"},
    {"PAPR-0040", "文件不是本平台制发的文书，或者已被改动：{detail}", "", "以校验码在验证页面核对原件"},
    {"PAPR-0041", "文件由另一把密钥签名，不能确认制发机关", "", "核对制发机关公布的公钥"},
});
}  // namespace

std::span<const Message> paperMessages() { return kMessages; }

}  // namespace medcredit::domain
