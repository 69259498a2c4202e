#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"CRYP-0001", "加密内容的格式无法识别", "", "从备份恢复该条数据；可用 store check 核查"},
    {"CRYP-0002", "加密内容使用的密钥不是当前密钥", "", "核对密钥目录是否属于本数据库"},
    {"CRYP-0003", "加密内容被改动或被移动过，拒绝读取", "", "从备份恢复该条数据，并查明改动的来源"},
    {"CRYP-0010", "密钥文件不可读或内容不正确：{path}", "", "检查密钥目录的权限和内容，必要时从密钥备份恢复"},
    {"CRYP-0011", "密钥文件的权限过宽，其他用户可以读取：{path}", "", "将密钥文件权限改为 0600、目录改为 0700 后重试"},
    {"CRYP-0012", "缺少密钥文件：{path}", "", "用 --keys 指定本数据库的密钥目录，或从密钥备份恢复"},
    {"CRYP-0013", "{subject} 的数据密钥已销毁，其个人信息不能再读取", "",
     "密钥按规定销毁后不能恢复；误销毁时从备份恢复"},
    {"CRYP-0014", "密钥目录 {path} 不属于本数据库", "", "用 --keys 指定本数据库的密钥目录，或从密钥备份恢复"},
    {"CRYP-0020", "SM2 公钥不正确", "GB/T 32918", "核对公钥是否完整"},
    {"CRYP-0021", "SM2 私钥不正确", "GB/T 32918", "从密钥备份恢复"},
});
}  // namespace

std::span<const Message> cryptoMessages() { return kMessages; }

}  // namespace medcredit::domain
