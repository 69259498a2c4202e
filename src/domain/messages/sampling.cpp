#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"SAMP-0001", "要抽取{count}个，而可以抽取的只有{eligible}个", "", "减少抽取数量，或者核对抽取范围"},
    {"SAMP-0002", "抽取权重{weight}过大，或者权重合计过大", "", "核对地区配置 draw_weights.yaml"},
    {"SAMP-0003", "没有写明抽取的随机种子", "", "写明公开的种子，使任何人都能复算"},
});
}  // namespace

std::span<const Message> samplingMessages() { return kMessages; }

}  // namespace medcredit::domain
