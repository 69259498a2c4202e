// COLL-0001 … COLL-0099: files, headers, batches, records. Codes of row checks (COLL-01xx) stand in collect_row.cpp.
#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {

constexpr std::string_view kCatalogue = "信用信息目录及责任分工（洛卫监督〔2021〕8号）";
constexpr std::string_view kDefault = "默认值（依据未规定）";
constexpr std::string_view kHainan23 = "海南办法 第二十三条";
constexpr std::string_view kHainan9 = "海南办法 第九条、第十条";
constexpr std::string_view kYangshan = "阳山方案 四（二）";
constexpr std::string_view kHainan12 = "海南办法 第十二条";
constexpr std::string_view kSupplier = "谁提供、谁负责（洛卫监督〔2021〕8号 三）";
constexpr std::string_view kReview = "加强信用信息审核和安全管理（洛卫监督〔2021〕8号 三）";
constexpr std::string_view kFlow = "责任分解，建立机制（洛卫监督〔2021〕8号 二）";
constexpr std::string_view kEvidence = "海南办法 第二十条（二）";
constexpr std::string_view kStandard = "《行政许可和行政处罚等信用信息数据归集公示标准》";

// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    // The request
    {"COLL-0001", "目录中没有条目“{entry}”，已有条目：{known}", kCatalogue,
     "用 catalogue list 查看条目代码，改正 --entry"},
    {"COLL-0002", "没有登记的单位“{unit}”", kSupplier, "先用 unit add 登记该单位，或改正 --unit"},
    {"COLL-0003", "条目 {entry}（{name}）的字段项来自外部标准，该字段集尚未装载，不能归集", kStandard,
     "在地区配置中装载该条目的字段集后再导入"},
    {"COLL-0012", "单位 {unit} 不负责条目 {entry}，其负责的条目为：{entries}", kSupplier,
     "核对 --unit 与 --entry，或先为该单位登记此条目"},
    {"COLL-0013", "到达日期 {received} 晚于今天 {today}", kDefault, "改正 --received"},
    // The header
    {"COLL-0004", "前 {rows} 个非空行里找不到条目 {entry} 的表头", kCatalogue,
     "用 catalogue template {entry} 生成模板，按模板填报"},
    {"COLL-0005", "表头缺少必填字段：{fields}", kCatalogue, "补上这些列后重新导入，列的顺序不限"},
    {"COLL-0006", "字段“{field}”对应了两列：{first}、{second}", kDefault, "只保留一列，或改正其中一列的表头"},
    {"COLL-0007", "表头不完整：{detail}", kDefault, "取消合并单元格，把每列的表头写在同一行"},
    {"COLL-0008", "表头不是条目 {entry} 的，疑似 {other}（{otherName}）的模板", kCatalogue,
     "核对文件或改用 --entry {other}"},
    {"COLL-0009", "表头“{header}”只有序号没有括号内的代码名称，2016版与2018版的序号含义不同，无法确定是哪一种代码",
     kStandard, "写全表头，例如“行政相对人代码_2(工商注册号)”"},
    {"COLL-0010", "表头“{header}”的金额单位与标准不同，标准单位为{unit}", kStandard, "把金额换算为{unit}并改正表头"},
    {"COLL-0011", "文件只有表头，没有数据行", kCatalogue, "填写数据后再导入；本期确无信息的，用 nil-report 作零报告"},
    {"COLL-0014", "表头“{header}”同时符合几个字段：{fields}", kDefault, "改用国家标准代码或完整的字段名称作表头"},
    {"COLL-0015", "有 {rejected} 行不合格，按要求整批不入库", kDefault,
     "改正后重新导入，或去掉 --all-or-nothing 先收合格行"},
    {"COLL-0016", "文件在读取过程中被改动，未入库", kDefault, "等文件保存完毕后重新导入"},
    // Findings about the file
    {"COLL-0020", "列“{header}”不是该条目的字段，未收入", "信息项（洛卫监督〔2021〕8号 二）", "确需归集的，先调整目录"},
    {"COLL-0021", "列“{header}”是禁止采集的个人信息，已丢弃", kHainan23, "从报送表中删去该列"},
    {"COLL-0022", "单位所在地区 {region} 不在条目的信息覆盖范围“{coverage}”内",
     "信息覆盖范围（洛卫监督〔2021〕8号 二）", "核对填报单位，或调整条目的覆盖范围"},
    {"COLL-0023", "校验结果列标明的批次 {batch} 不是本单位该条目的批次，未作为订正轮次关联", kDefault,
     "核对是否为本单位退回的文件"},
    // Findings about rows
    {"COLL-0030", "与第{first}行重复，只收一次", kHainan12, "删去重复的行"},
    {"COLL-0031", "与第{first}行是同一决定但内容不同", kHainan12, "核对两行，只保留正确的一行"},
    {"COLL-0032", "名称“{name}”与登记的名称“{registered}”不一致", "DP09", "核对名称；名称确已变更的，更新主体登记"},
    {"COLL-0033", "本行的几个代码分属不同的主体", "DP09", "核对各代码，或先在主体登记中合并"},
    {"COLL-0034", "该记录 {record} 已作废，不能再次报送", kHainan12, "确需恢复的，用 record add 另行录入"},
    {"COLL-0035", "该记录 {record} 由单位 {owner} 提供，不能由其他单位改动", kSupplier, "由提供单位更正"},
    {"COLL-0036", "本行有 {cells} 个单元格，多于表头的 {columns} 列，内容可能错位", kDefault,
     "检查分隔符与引号，使各列与表头对齐"},
    // Batches
    {"COLL-0040", "没有批次 {batch}", "", "用 batch list 查看批次"},
    {"COLL-0041", "批次 {batch} 已经撤回", "", "无需再次撤回"},
    {"COLL-0042", "批次 {batch} 有 {published} 条记录已经公示，不能整批撤回", kDefault,
     "先用 publish withdraw 撤下，或用 record correct、record void 逐条更正"},
    // Records
    {"COLL-0050", "没有记录 {record}", "", "用 batch show 或 subject show 查看记录编号"},
    {"COLL-0051", "条目 {entry} 没有字段“{field}”", kCatalogue, "用 catalogue show {entry} 查看字段名称与代码"},
    {"COLL-0052", "字段文件 {file} 不能用：{detail}", "", "文件应为一个 JSON 对象：键是字段名，值是文字"},
    {"COLL-0053", "自然人的市场信用信息没有取得本人同意的凭据", "海南办法 第二条、第二十三条",
     "取得本人书面同意后，用 --consent 写明凭据编号"},
    {"COLL-0054", "记录 {record} 的状态为“{state}”，不能再变更", kDefault, "只有有效的记录可以更正、变更、作废或撤回"},
    {"COLL-0055", "新内容与现行版本相同，没有可变更之处", "", "检查 --set 的字段与值"},
    {"COLL-0056", "没有写明原因", "谁提供、谁负责（海南办法 第四十一条）", "用 --reason 或 --cause 写明原因"},
    {"COLL-0057", "更正后的记录与记录 {record} 是同一决定", kHainan12, "核对文书号；确属重复的，作废其中一条"},
    {"COLL-0058", "同一决定已有记录 {record}", kHainan12, "内容有变化的，用 record correct 或 record revise"},
    {"COLL-0059", "“{value}”不是“{list}”的取值，可选：{known}", "", "改用列表中的代码或名称"},
    {"COLL-0060", "录入的内容有 {errors} 处错误，未入库", kHainan12, "按各条问题的建议改正后重新录入"},
    {"COLL-0061", "没有给出任何字段", "", "用 --set 字段=值 或 --file 文件.json 给出字段"},
    {"COLL-0062", "记录 {record} 的版本内容已损坏，无法读取", "", "用 store check 检查数据，必要时从备份恢复"},
    // The way of a record through the offices
    {"COLL-0070", "记录 {record} 目前是“{state}”，不能{act}", kFlow, "按“草稿→已审核→已报送→已录入信用网站”的顺序办理"},
    {"COLL-0071", "记录 {record} 由您录入或更正，不能由您审核", kReview, "由另一名审核人员审核"},
    {"COLL-0072", "审核要点须逐项确认，还缺：{points}", kReview, "逐项核对后再审核；有问题的用退回并写明理由"},
    {"COLL-0073", "退回须写明理由", kFlow, "写明需要改正什么"},
    {"COLL-0074", "记录 {record} 目前是“{state}”，报送后才能公示", kReview, "先由另一名人员审核，再报送归口部门"},
    {"COLL-0075", "录入须写明信用网站名称", kFlow, "写明录入的网站，有回执的一并写明"},
    // Electronic evidence
    {"COLL-0080", "文件是空的", kEvidence, "重新选择文件上传"},
    {"COLL-0081", "文件超过 {limit} MiB 的上限", kDefault, "压缩或拆分后上传"},
    {"COLL-0082", "“{name}”的内容不是可接受的文件类型", kDefault, "使用 PDF、OFD、JPG 或 PNG 文件"},
    {"COLL-0083", "“{name}”的内容实际是 {actual}，与文件名不符", kDefault, "按文件的真实类型命名后上传"},
    {"COLL-0084", "文件名不可用", kDefault, "使用 120 字以内、不含路径和特殊符号的文件名"},
    {"COLL-0085", "没有证据材料类型“{kind}”", kDefault,
     "可用：decision 决定文书、commitment 承诺文件、photo 现场照片、other 其他材料"},
    // Demands for changes of the catalogue
    {"COLL-0090", "没有目录需求类型“{change}”", kHainan9, "可用：add 新增、change 调整、remove 删除"},
    {"COLL-0091", "条目“{entry}”{state}，与需求类型不符", kHainan9,
     "新增写新的条目代码；调整、删除写目录中已有的条目代码"},
    {"COLL-0092", "目录需求没有写明内容", kHainan9, "写明需要新增、调整或删除什么"},
    {"COLL-0093", "目录需求 {demand} 已经办结：{state}", kHainan9, "需要再次调整的，另提一份需求"},
    {"COLL-0094", "处理目录需求须写明理由", kHainan9, "写明同意或不同意的理由"},
    {"COLL-0095", "同意目录需求须写明施行日期，且不早于今天（{today}）", kHainan9, "写明新目录自哪一天起施行"},
    {"COLL-0096", "目录需求 {demand} 由您提出，不能由您处理", kHainan9, "由上级单位的另一名人员处理"},
    // Self-check of an office
    {"COLL-0097", "单位“{unit}”尚未指定专人，无法提醒", kFlow, "先为该单位指定信用信息专人"},
    {"COLL-0098", "单位“{unit}”目前没有需要提醒的事项", kYangshan, "无须提醒"},
});

}  // namespace

std::span<const Message> collectMessages() { return kMessages; }

}  // namespace medcredit::domain
