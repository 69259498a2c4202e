// CSV (RFC 4180) on the hot path: rows are views into one buffer, special characters are found 64 bytes at a time.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "formats/table_reader.h"
#include "formats/text_source.h"

namespace medcredit::formats {

/// Finds the next delimiter, CR or LF. Keeps the answer for 64 bytes as a bit mask, so that short cells cost a shift
/// and a count. Reads up to 64 bytes beyond the text: the buffer must have that slack.
class StopFinder {
 public:
  void setDelimiter(char delimiter) { delimiter_ = delimiter; }
  /// Must be called when the bytes of the buffer have changed.
  void forget() { base_ = nullptr; }
  /// First stop in [from, end), or `end`.
  [[nodiscard]] const char* find(const char* from, const char* end) {
    if (base_ != nullptr && from >= base_ && from < base_ + 64) {
      const std::uint64_t rest = mask_ >> static_cast<unsigned>(from - base_);
      if (rest != 0) return std::min(from + std::countr_zero(rest), end);
    }
    return search(from, end);
  }

 private:
  [[nodiscard]] const char* search(const char* from, const char* end);
  [[nodiscard]] std::uint64_t load(const char* at) const;

  char delimiter_ = ',';
  const char* base_ = nullptr;
  std::uint64_t mask_ = 0;
};

/// Rules beyond RFC 4180: line ends CR LF, LF or CR; delimiter comma, tab or semicolon as the first line with any of
/// them says; a quote only quotes at the start of a cell. A quote left open, or text after a closing quote, fails with
/// FILE-0013 naming the row. Row numbers count records (as spreadsheets do), blank lines included.
class CsvReader final : public TableReader {
 public:
  static constexpr std::size_t kDefaultBlock = 256U << 10U;

  /// `source` yields valid UTF-8. `blockBytes` is the first size of the buffer (tests use tiny ones).
  CsvReader(std::unique_ptr<ByteSource> source, TableInfo info, ReadLimits limits,
            std::size_t blockBytes = kDefaultBlock);

  [[nodiscard]] const TableInfo& info() const override { return info_; }
  [[nodiscard]] base::Result<bool> next(std::vector<base::CellView>& cells, std::int64_t& rowNumber) override;
  [[nodiscard]] double progress() const override { return source_->progress(); }

 private:
  enum class Scan { kRow, kMore, kFailed };

  [[nodiscard]] Scan scanRow(std::vector<base::CellView>& cells);
  [[nodiscard]] Scan scanQuoted(char*& at, std::vector<base::CellView>& cells);
  [[nodiscard]] bool takeCell(const char* from, const char* to, std::vector<base::CellView>& cells);
  [[nodiscard]] Scan finishRow(char* lineEnd, std::vector<base::CellView>& cells);
  [[nodiscard]] base::Status refill();
  [[nodiscard]] Scan refuse(base::Error error);
  void chooseDelimiter();
  static void unescape(base::CellView& cell);

  std::unique_ptr<ByteSource> source_;
  TableInfo info_;
  ReadLimits limits_;
  std::vector<char> buffer_;
  char* begin_ = nullptr;  ///< first byte of the row being read
  char* end_ = nullptr;    ///< end of the bytes read so far
  bool atEnd_ = false;     ///< source is exhausted
  bool started_ = false;
  char delimiter_ = ',';
  StopFinder finder_;
  std::int64_t row_ = 0;
  std::vector<std::size_t> doubled_;  ///< cells with doubled quotes
  base::Error error_;
};

}  // namespace medcredit::formats
