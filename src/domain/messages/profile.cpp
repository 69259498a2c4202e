#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {

// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"PROF-0001", "YAML 语法错误：{detail}", "", "按所示行列修改文件"},
    {"PROF-0002", "键“{key}”重复", "", "同一层只保留一个同名键"},
    {"PROF-0003", "不接受锚点、别名和合并键（& * <<）", "", "把内容写全"},
    {"PROF-0004", "“{value}”不加引号时不同 YAML 版本读法不同", "", "给它加上引号"},
    {"PROF-0005", "文件形式不合要求：{detail}", "",
     "改为单个 UTF-8 文档，不用制表符、类型标记，嵌套不超过 32 层，不超过 8 MiB"},
    {"PROF-0006", "无法读取文件 {path}", "", "检查文件是否存在、是否可读"},
    {"PROF-0010", "没有地区配置“{id}”", "", "用 profile check 查看可用的地区配置，或检查 --jurisdictions 目录"},
    {"PROF-0011", "extends 形成循环：又回到“{id}”", "", "去掉循环继承"},
    {"PROF-0012", "extends 指向不存在的地区配置“{id}”", "", "改为已有的地区配置"},
    {"PROF-0013", "profile.yaml 的 id“{id}”与文件夹名“{folder}”不一致", "", "让两者一致"},
    {"PROF-0014", "不认识的文件 {file}", "", "核对文件名，或移出地区配置文件夹"},
    {"PROF-0020", "{object}中有不认识的键“{key}”", "", "核对键名"},
    {"PROF-0021", "{object}缺少“{key}”", "", "补全该键"},
    {"PROF-0022", "{object}应为{expected}", "", "改为所要求的形式"},
    {"PROF-0023", "{object}的 {key} 不能是“{value}”，应为{expected}", "", "改为允许的值"},
    {"PROF-0024", "“{id}”重复", "", "只保留一个"},
    {"PROF-0025", "remove 中的“{id}”不在所继承的内容里", "", "核对 id，或去掉这一项"},
    {"PROF-0030", "{object}没有来源", "每个值都要有出处；依据未规定的标明 默认值（依据未规定）",
     "写上 source（文件与条款），或 default: 默认值（依据未规定）"},
    {"PROF-0032", "不认识的配置项“{key}”", "", "核对名称；新的配置项须先在 national 中定义"},
    {"PROF-0041", "条目 {entry} 所用的期限“{id}”没有定义", "", "在 clocks.yaml 中定义，或改用已有期限"},
    {"PROF-0042", "条目 {entry} 所用的字段项“{id}”没有定义", "", "在 field_sets.yaml 中定义，或改用已有字段项"},
    {"PROF-0043", "{object}所用的枚举“{id}”没有定义", "", "在 enumerations.yaml 中定义，或改用已有枚举"},
    {"PROF-0044", "条目 {entry} 的责任科室“{office}”不在科室表中", "洛卫监督〔2021〕8号 责任分解",
     "在 offices.yaml 中增加该科室或其别名"},
    {"PROF-0045", "{object}引用的依据文件“{id}”不在依据文件登记册中", "", "在 basis.yaml 中登记该文件"},
    {"PROF-0046", "条目 {entry} 没有依据文件", "海南省医疗卫生信用信息管理办法（试行）第九条",
     "在 basis 中列出依据文件"},
    {"PROF-0047", "地区配置没有依据文件", "", "在 profile.yaml 的 basis 中至少列出一个依据文件"},
    {"PROF-0048", "{object}中角色 {role} 绑定了多个字段", "", "每个角色只绑定一个字段"},
    {"PROF-0049", "{object}中表头“{header}”对应多个字段", "", "去掉重复的别名"},
    {"PROF-0050", "{object}的规则 {rule} 引用了不存在的字段“{id}”", "", "改为字段项中的字段"},
    {"PROF-0051", "条目 {entry} 是自然人条目，不能向社会公开",
     "洛卫监督〔2021〕8号 附件：自然人条目均为授权查询、不公开", "把 public 改为 否"},
    {"PROF-0052", "条目 {entry} 向社会公开却没有公示期限", "", "补上 publicity_clock"},
    {"PROF-0053", "条目“{name}”（{subject}）重复：名称与主体类型共同构成条目的键", "洛卫监督〔2021〕8号 附件",
     "合并或改名"},
    {"PROF-0054", "条目 {entry} 的保存期限规则“{id}”没有定义",
     "海南省医疗卫生信用信息管理办法（试行）第九条、第二十五条", "在 terms.yaml 中定义，或改用已有规则"},
    {"PROF-0055", "条目 {entry} 的字段由外部标准规定而该标准没有载入，不能归集：{standard}",
     "洛卫监督〔2021〕8号 附件（行政许可、行政处罚条目的字段项）",
     "把字段项写入 field_sets.yaml，并让条目的 fields 指向它"},
    {"PROF-0056", "条目 {entry} 的责任科室没有列全：{offices}", "洛卫监督〔2021〕8号 附件", "由管理员补全责任科室"},
    {"PROF-0057", "条目 {entry} 的行政执法类别“{class}”在本地区没有启用", "",
     "在 enforcement.classes 中启用，或改类别"},
    {"PROF-0058", "条目 {entry} 缺少本地区要求的“{label}”",
     "海南省医疗卫生信用信息管理办法（试行）第九条；洛卫监督〔2021〕8号 附件", "补全该属性"},
    {"PROF-0059", "公开开关指向不存在的条目“{id}”", "", "改为目录中的条目"},
    {"PROF-0060", "节假日表有误：{value} {detail}", "国务院办公厅关于节假日安排的通知", "对照通知改正"},
    {"PROF-0061", "《{title}》尚未施行，{date} 起施行", "", "核对施行日期"},
    {"PROF-0062", "《{title}》试行期满（{date} 到期），在更新之前继续按现有配置运行", "",
     "核对是否有新的依据并更新地区配置"},
    {"PROF-0063", "《{title}》已被“{id}”取代", "", "核对在办事项适用旧规则还是新规则，并更新地区配置"},
    {"PROF-0064", "原则“{id}”没有对应的检查要求", "", "在 requirements 中列出至少一项要求"},
    {"PROF-0065", "差异 {id} 引用了不存在的配置项“{key}”", "", "改为已有的配置项"},
    {"PROF-0066", "{object}经由的渠道“{id}”没有定义", "", "在 channels.yaml 中定义"},
    {"PROF-0067", "{object}的上级“{id}”没有定义", "", "在 categories.yaml 中定义"},
    {"PROF-0068", "行政区划表的行不合要求：{line}", "GB/T 2260",
     "每行六列：代码、名称、级别、上级、停用标记、后继代码"},
    {"PROF-0069", "行政区划代码“{code}”不在行政区划表中", "GB/T 2260", "改为现行或曾用代码"},
    {"PROF-0080", "地区配置 {jurisdiction} 的目录中没有条目“{entry}”", "", "用 catalogue list 查看条目代码"},
    {"PROF-0100", "找不到地区配置目录", "", "用 --jurisdictions 或环境变量 MEDCREDIT_JURISDICTIONS 指明目录"},
});

}  // namespace

std::span<const Message> profileMessages() { return kMessages; }

}  // namespace medcredit::domain
