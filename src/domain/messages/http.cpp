#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"HTTP-0001", "请求地址不正确", "", "检查地址中的字符和转义后重新发送"},
    {"HTTP-0002", "参数 {name} 出现了不止一次", "", "每个参数只写一次"},
    {"HTTP-0003", "请求头过大", "", "减少请求头后重新发送"},
    {"HTTP-0004", "不支持这种请求方法", "", "按接口文档使用请求方法"},
    {"HTTP-0005", "请求内容超过 {limit} 字节的上限", "", "减小内容后重新发送；大文件请用上传接口"},
    {"HTTP-0006", "服务繁忙，本次请求没有处理", "", "按 Retry-After 稍后重试，不会重复处理"},
    {"HTTP-0007", "请求内容没有收全或格式不正确，没有处理", "", "检查网络后重新发送"},
    {"HTTP-0008", "服务器暂存上传内容的磁盘不可写或已满，没有处理", "", "联系管理员腾出磁盘空间后重试"},
    {"HTTP-0009", "请求过于频繁，本次请求没有处理", "", "按 Retry-After 稍后重试"},
    {"HTTP-0010", "监听地址 {address} 不可用（{detail}）", "", "换一个地址或端口，或停止占用它的程序"},
    {"HTTP-0011", "TLS 证书或私钥不可用（{detail}）", "", "检查证书与私钥文件是否存在、是否配套"},
    {"HTTP-0012", "没有这个地址", "", "按接口文档核对地址"},
    {"HTTP-0013", "该地址不支持这种请求方法", "", "按 Allow 头列出的方法访问"},
});
}  // namespace

std::span<const Message> httpMessages() { return kMessages; }

}  // namespace medcredit::domain
