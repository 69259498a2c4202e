#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
constexpr std::string_view kNotice = "国务院办公厅关于部分节假日安排的通知";
// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"WORK-0001", "节假日数据有误：{date}不在{year}年内", kNotice, "把该日移到它所属年份的放假安排数据中"},
    {"WORK-0002", "节假日数据有误：{year}年的{date}，放假日只列周一至周五，调休上班日只列周六、周日", kNotice,
     "核对当年通知后更正该日"},
    {"WORK-0003", "节假日数据有误：{year}年给出了两份放假安排", kNotice, "每年只保留一份数据"},
    {"WORK-0004", "节假日数据有误：{year}年的{date}既列为放假日又列为调休上班日", kNotice, "核对当年通知后只保留一处"},
    {"WORK-0010", "日期“{value}”不是真实存在的日期", "", "按YYYY-MM-DD填写，例如2026-02-12"},
    {"WORK-0011", "工作日天数“{value}”无效，应为0至100000的整数", "", "填写不带小数的天数，例如7"},
    {"WORK-0012", "计算结果超出9999年", "", "减小工作日天数"},
});
}  // namespace

std::span<const Message> workdayMessages() { return kMessages; }

}  // namespace medcredit::domain
