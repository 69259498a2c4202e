// Text files as a stream of UTF-8, whatever encoding they arrived in; memory bounded by a block.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/result.h"
#include "formats/file_io.h"

namespace medcredit::formats {

/// Stream of bytes; also the seam through which tests feed readers one byte at a time.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Up to `capacity` bytes into `out`; 0 only at the end.
  [[nodiscard]] virtual base::Result<std::size_t> read(char* out, std::size_t capacity) = 0;
  /// Share of the input consumed, 0..1.
  [[nodiscard]] virtual double progress() const = 0;
};

/// A text file whose encoding is known: valid UTF-8 without BOM and without NUL comes out of `source`.
struct TextFile {
  std::unique_ptr<ByteSource> source;
  std::string encoding;  ///< name for people: "UTF-8", "GBK" …
};

/// Judges the whole file's encoding block by block, then opens it. Fails with FILE-0002 (empty), FILE-0010
/// (undecodable), FILE-0011 (NUL) or FILE-0012 (mixed encodings).
[[nodiscard]] base::Result<TextFile> openText(std::shared_ptr<const FileBytes> file);

}  // namespace medcredit::formats
