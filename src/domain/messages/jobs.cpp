#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"JOBS-0002", "没有名为“{kind}”的后台任务", "", "按接口文档核对任务名称"},
    {"JOBS-0003", "后台任务“{kind}”的参数不能读取", "", "重新提交该任务"},
    {"JOBS-0004", "上传的文件不能移入任务目录 {path}，没有登记任务", "", "检查磁盘空间和目录权限后重新上传"},
    {"JOBS-0005", "任务的文件 {name} 已不在任务目录", "", "重新上传该文件"},
    {"JOBS-0006", "没有指定备份目录，不能备份", "", "启动服务时用 --backup 指定备份目录"},
});
}  // namespace

std::span<const Message> jobMessages() { return kMessages; }

}  // namespace medcredit::domain
