// Where one request ends and the next begins. Deliberately narrow: whatever two parsers could read differently (bare
// LF, folded lines, doubled lengths, chunk extensions …) is refused, so that no second request can hide in the first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace medcredit::http {

enum class HeadState { kIncomplete, kComplete, kMalformed };
struct HeadScan {
  HeadState state = HeadState::kIncomplete;
  std::size_t length = 0;  ///< bytes of the head with its empty line, when complete
};
/// Looks for the end of a request head. `from` = how much of `bytes` an earlier scan has seen already. Malformed as
/// soon as a bare CR or LF, NUL or another control character shows up.
[[nodiscard]] HeadScan scanHead(std::string_view bytes, std::size_t from);

/// A request head; the views look into the scanned bytes.
struct Head {
  std::string_view method, target;
  std::vector<std::pair<std::string_view, std::string_view>> fields;
  std::optional<std::uint64_t> contentLength;
  bool chunked = false;
  bool oldVersion = false;  ///< HTTP/1.0
  bool keepAlive = true;
  bool expectContinue = false;

  [[nodiscard]] bool hasBody() const { return chunked || (contentLength && *contentLength > 0); }
  /// Value of the first field of this name, without case; "" when there is none.
  [[nodiscard]] std::string_view field(std::string_view name) const;
};
/// Reads a complete head into `head` (its memory is used again); false when anything about it is doubtful: not
/// "METHOD /target HTTP/1.0|1.1" with single blanks, bytes in the target that must be escaped, names that are no
/// tokens, values that are not UTF-8, no Host or two, Content-Length that is doubled or no plain number, together with
/// Transfer-Encoding, or a coding other than "chunked".
[[nodiscard]] bool parseHead(std::string_view bytes, Head& head);

/// Takes a body out of the stream of bytes. Chunks have a plain size of up to 8 hexadecimal digits, no extensions, and
/// no trailers.
class BodyDecoder {
 public:
  enum class State { kMore, kDone, kTooLarge, kMalformed };
  BodyDecoder(const Head& head, std::uint64_t limit);
  /// Reads from `bytes`, appends content to `out`, tells in `used` how many bytes belong to this body.
  State feed(std::string_view bytes, std::size_t& used, std::string& out);

 private:
  enum class Part { kSize, kSizeEnd, kData, kDataCr, kDataLf, kLastCr, kLastLf, kOver };
  State step(char c);

  bool chunked_;
  std::uint64_t left_ = 0;   ///< bytes to come of the body or the chunk
  std::uint64_t total_ = 0;  ///< content so far
  std::uint64_t limit_;
  int digits_ = 0;
  Part part_ = Part::kSize;
};

}  // namespace medcredit::http
