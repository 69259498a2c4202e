// PUBL-*: publishing, taking down, exports, packages and receipts.
#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {

constexpr std::string_view kDefault = "默认值（依据未规定）";
constexpr std::string_view kCatalogue = "信用信息目录及责任分工（洛卫监督〔2021〕8号）“是否社会公开”";
constexpr std::string_view kSecrecy = "海南办法 第五条、第二十八条";
constexpr std::string_view kStop = "海南办法 第四十条";
constexpr std::string_view kItems = "吉林2021年工作要点 五（双公示事项目录和数据标准）";
constexpr std::string_view kChannel = "海南办法 第二十九条";

// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"PUBL-0001", "公示前没有确认保密审查", kSecrecy, "逐条完成保密和隐私审查后，加 --checked 再公示"},
    {"PUBL-0002", "没有记录 {record}", "", "用 publish due 或 subject show 查看记录编号"},
    {"PUBL-0003", "记录 {record} 的公示状态为“{state}”，不在待公示之列", kDefault, "用 publish due 查看待公示的记录"},
    {"PUBL-0004", "记录 {record} 不得公示：{reason}", kCatalogue, "核对条目、公开类型和主体类别，无需公示的不必处理"},
    {"PUBL-0005", "目录中没有条目“{entry}”", kCatalogue, "用 catalogue list 查看条目代码"},
    {"PUBL-0006", "条目 {entry}（{name}）不公示，不生成上报文件：{reason}", kCatalogue,
     "仅公示条目可以导出，用 catalogue list 查看"},
    {"PUBL-0007", "记录 {record} 的公示状态为“{state}”，没有正在公示，不能撤下", kStop,
     "用 publish list 查看正在公示的记录"},
    {"PUBL-0008", "没有不予公开的理由代码“{code}”，可用的有：{known}", "海南办法 第二十七条、第二十八条",
     "改用所列代码之一"},
    {"PUBL-0009", "记录 {record} 的公示状态为“{state}”，只有待公示的记录可以作不予公开处理", kDefault,
     "已公示的用 publish withdraw 撤下"},
    {"PUBL-0010", "本地区没有公示渠道“{channel}”，已有：{known}", kChannel, "改用所列渠道之一"},
    {"PUBL-0011", "记录 {record} 在渠道“{channel}”没有待确认的信息", kChannel, "用 publish jobs 查看各渠道的状态"},
    {"PUBL-0013", "流水号“{job}”不是本系统发出的信息", kChannel, "核对回执文件与数据包是否对应"},
    {"PUBL-0014", "看不懂的处理结果“{value}”", kDefault, "结果一栏填“接收”或“拒绝”"},
    {"PUBL-0015", "流水号 {job} 已确认（回执 {receipt}），与本行的结果矛盾，未改动", kDefault, "与接收方核实后再处理"},
    {"PUBL-0016", "事项“{matter}”不在双公示事项目录内", kItems,
     "核对事项名称，或用 register items import 更新事项目录"},
    {"PUBL-0017", "条目 {entry} 在双公示事项目录中没有任何事项", kItems, "用 register items import 补充该条目的事项"},
    {"PUBL-0018", "不能建立文件夹 {path}：{detail}", "", "检查路径和权限"},
    {"PUBL-0020", "撤下公示没有写明理由", kStop, "用 --reason 写明理由"},
    {"PUBL-0021", "没有指明要公示的记录", "", "写明记录编号，或用 --entry 条目，或用 --all"},
    {"PUBL-0022", "“{value}”不是记录编号", "", "记录编号形如 R12"},
    {"PUBL-0023", "“{value}”不是日期", "", "日期写作 YYYY-MM-DD"},
    {"PUBL-0024", "记录 {record} 的内容已损坏，不能公示", "", "用 store check 检查数据，必要时从备份恢复"},
    {"PUBL-0025", "渠道“{channel}”的数据由“{via}”共享，不直接报送", "吉林2021年工作要点 五", "改为打包渠道“{via}”"},
});

}  // namespace

std::span<const Message> publishMessages() { return kMessages; }

}  // namespace medcredit::domain
