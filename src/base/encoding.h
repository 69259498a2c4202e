// Encodings of the files offices send: detected from the bytes, never guessed silently.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace medcredit::base {

enum class Encoding { kUtf8, kUtf8Bom, kUtf16Le, kUtf16Be, kGb18030 };

/// Name as shown to users and in JSON: "UTF-8", "UTF-8 (BOM)", "UTF-16LE", "UTF-16BE", "GB18030".
/// GBK and GB2312 files are GB18030 files; `detectEncoding` names "GBK" when no four-byte form occurs.
[[nodiscard]] std::string_view encodingName(Encoding e);

/// Verdict over a whole file's bytes.
struct EncodingVerdict {
  Encoding encoding = Encoding::kUtf8;
  std::string name;  ///< for people: also tells "GBK" from "GB18030"
};

/// Decides by BOM, then well-formed UTF-8, then well-formed GB18030. Fails with
/// FILE-0010 (neither; gives the byte offset of the first offence), FILE-0011 (NUL bytes in a file
/// that is not UTF-16), FILE-0012 (mixed: valid UTF-8 with non-ASCII before the offence).
[[nodiscard]] Result<EncodingVerdict> detectEncoding(std::string_view bytes);

/// Incremental decoder to UTF-8. Bytes that do not decode fail with FILE-0010 and their offset.
class Decoder {
 public:
  virtual ~Decoder() = default;
  /// Appends the decoded form of `bytes` to `out`; `last` flushes an unfinished sequence.
  virtual Status decode(std::string_view bytes, bool last, std::string& out) = 0;
};
[[nodiscard]] std::unique_ptr<Decoder> makeDecoder(Encoding e);

/// Whole-string conversions for tests and exports.
[[nodiscard]] Result<std::string> toUtf8(std::string_view bytes, Encoding e);
[[nodiscard]] Result<std::string> fromUtf8(std::string_view utf8, Encoding e);

}  // namespace medcredit::base
