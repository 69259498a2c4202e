#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"STOR-0001", "数据库打不开：{where}（{detail}）", "", "检查路径、地址、账号和访问权限后重试"},
    {"STOR-0002", "磁盘已满或读写失败，本次操作已全部撤销，未保存任何内容（{detail}）", "",
     "腾出磁盘空间或检修磁盘后重新执行；可先用 store check 核查"},
    {"STOR-0003", "数据库正被另一个写入操作占用，等待超时，本次操作未保存任何内容（{detail}）", "",
     "等另一个操作结束后重新执行，或用 --busy-seconds 延长等待时间"},
    {"STOR-0004", "数据库文件已损坏或不是本系统的数据库（{detail}）", "",
     "停止写入，从备份恢复；可用 store check 核查"},
    {"STOR-0005", "数据库语句执行失败，属于程序缺陷（{detail}；{sql}）", "", "请将本条信息反馈给维护人员"},
    {"STOR-0006", "写入内容与已有数据冲突，本次操作未保存任何内容（{detail}）", "",
     "核对是否已由他人录入同一内容后重新执行"},
    {"STOR-0007", "数据库尚未初始化：{where}", "", "先执行 medcredit init --jurisdiction 地区标识"},
    {"STOR-0008", "数据库结构版本为 {store}，本程序的版本为 {program}，两者不一致", "",
     "数据库较旧时执行 store migrate；数据库较新时请换用新版程序"},
    {"STOR-0009", "数据库已存在，不再重复初始化：{where}", "", "直接使用该数据库，或换一个空的数据目录"},
    {"STOR-0010", "数据库缺少必要的说明项：{key}", "", "用 store check 核查，必要时从备份恢复"},
    {"STOR-0011", "文本含有不能保存的字符（{detail}），位置在“{value}”之后", "", "删除该字符后重新提交"},
    {"STOR-0012", "数据库结构升级记录 {name} 与本程序不符，可能被改动过", "",
     "从备份恢复，或换用建立该数据库时的程序版本"},
    {"STOR-0013", "与数据库服务器的连接中断，未确认的操作未保存（{detail}）", "", "确认数据库服务正常后重新执行"},
    {"STOR-0014", "没有指定数据存放的位置", "", "用 --data 目录 或 --database postgresql://… 指定"},
    {"STOR-0015", "数据库 {where} 的编码是 {encoding}，应为 UTF8", "",
     "用 CREATE DATABASE … ENCODING 'UTF8' 另建数据库"},
    {"STOR-0016", "查询用时超过上限，已停止，没有给出数据", "默认值（依据未规定）",
     "缩小查询范围（期间、单位、页长）后重试"},
    {"STOR-0020", "单位标识 {id} 已存在（{name}）", "", "换一个标识，或用 unit list 查看已有单位"},
    {"STOR-0021", "没有标识为 {id} 的单位", "", "用 unit list 查看已有单位，或先用 unit add 登记"},
    {"STOR-0022", "行政区划代码 {region} 不存在", "GB/T 2260", "填写六位现行或曾用的行政区划代码"},
    {"STOR-0023", "{jurisdiction}的目录中没有条目 {entry}", "", "用 catalogue list 查看全部条目"},
    {"STOR-0024", "统一社会信用代码 {value} 不正确：{reason}", "GB 32100-2015", "核对登记证书后重新填写"},
    {"STOR-0025", "单位标识“{id}”不合规", "默认值（依据未规定）",
     "标识用字母、数字、连字符、下划线或点，不超过 64 个字符"},
    {"STOR-0026", "名称为空、过长（超过 {limit} 字）或含有控制字符", "默认值（依据未规定）", "填写正确的名称"},
    {"STOR-0027", "起始日 {from} 不晚于现任专人 {person} 的起始日 {since}", "默认值（依据未规定）",
     "填写晚于现任起始日的日期；历史不改写"},
    {"STOR-0030", "{path} 已存在，不覆盖", "", "换一个文件名"},
    {"STOR-0031", "备份或恢复失败：{path}（{detail}）", "", "检查磁盘空间、权限和 PostgreSQL 客户端程序后重试"},
    {"STOR-0028", "{jurisdiction}的配置中没有责任科室", "", "用 unit add --id … --name … 逐个登记"},
});
}  // namespace

std::span<const Message> storeMessages() { return kMessages; }

}  // namespace medcredit::domain
