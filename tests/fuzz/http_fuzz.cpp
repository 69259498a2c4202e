// Any bytes as a connection: where a request ends does not depend on how its bytes arrive, and what is accepted is
// plain enough for every other parser to agree.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "http/framing.h"
#include "http/target.h"

namespace {

using namespace medcredit;
using State = http::BodyDecoder::State;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Outcome {
  State state = State::kMore;
  std::size_t used = 0;
  std::string content;
};

/// Feeds the body in pieces of `step` bytes.
Outcome decode(const http::Head& head, std::string_view bytes, std::size_t step) {
  constexpr std::uint64_t kLimit = 5000;
  http::BodyDecoder decoder(head, kLimit);
  Outcome out;
  do {
    std::size_t used = 0;
    out.state = decoder.feed(bytes.substr(out.used, step), used, out.content);
    out.used += used;
    require(used <= step && (used > 0 || out.state != State::kMore || out.used == bytes.size()));
  } while (out.state == State::kMore && out.used < bytes.size());
  require(out.content.size() <= kLimit || out.state == State::kTooLarge || head.chunked);
  return out;
}

/// What holds of every head that is accepted, said without the parser.
void judge(std::string_view bytes, const http::Head& head) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    require(byte >= 0x20 || byte == '\t' || byte == '\r' || byte == '\n');
    if (bytes[i] == '\n') require(i > 0 && bytes[i - 1] == '\r');
    if (bytes[i] == '\r') require(i + 1 < bytes.size() && bytes[i + 1] == '\n');
    if (i > 0 && bytes[i - 1] == '\n') require(bytes[i] != ' ' && bytes[i] != '\t');
  }
  require(bytes.find(" :") == std::string_view::npos || bytes.find(" :") > bytes.find(':'));
  require(!(head.chunked && head.contentLength) && !(head.chunked && head.oldVersion));
  require(head.target.front() == '/' && !head.field("Host").empty());
  const auto target = http::parseTarget(head.target);
  if (!target.ok()) return;
  require(base::isValidUtf8(target->path) && target->path.find("/../") == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const http::HeadScan whole = http::scanHead(bytes, 0);
  http::HeadScan pieces;
  for (std::size_t seen = 0; seen <= size && pieces.state == http::HeadState::kIncomplete; ++seen) {
    pieces = http::scanHead(bytes.substr(0, seen), seen == 0 ? 0 : seen - 1);
  }
  require(pieces.state == whole.state && pieces.length == whole.length);
  if (whole.state != http::HeadState::kComplete) return 0;
  http::Head head;
  if (!http::parseHead(bytes.substr(0, whole.length), head)) return 0;
  judge(bytes.substr(0, whole.length), head);
  const auto body = bytes.substr(whole.length);
  const Outcome atOnce = decode(head, body, body.size() + 1);
  const Outcome slowly = decode(head, body, 1);
  require(atOnce.state == slowly.state);
  if (atOnce.state == State::kDone) require(atOnce.used == slowly.used && atOnce.content == slowly.content);
  return 0;
}
