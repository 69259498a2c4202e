// A lean scan of RFC 4180 text for tens of millions of rows: whole rows in large pieces, fields as views.
//
// Small files with any form and encoding go through the room `formats`; this one takes UTF-8 with commas only and does
// nothing a fact file does not need.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace medcredit::grading {

/// Bytes read by position; read from several threads. The command line gives a file, tests give text.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// Fills `into` from `offset`; returns how many bytes there were.
  [[nodiscard]] virtual base::Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const = 0;
};

/// Text as a source.
class TextBytes final : public ByteSource {
 public:
  explicit TextBytes(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] std::uint64_t size() const override { return text_.size(); }
  [[nodiscard]] base::Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override;

 private:
  std::string text_;
};

/// A piece of the file that holds whole rows.
struct CsvPiece {
  std::uint32_t number = 0;  ///< 0, 1, 2 … in the order of the file
  std::string_view text;     ///< valid until the buffer is filled again
  bool quotes = false;       ///< some field is quoted
};

/// Cuts a source into pieces of whole rows. next() may be called from several threads, each with its own buffer; the
/// cuts do not depend on who calls.
class CsvPieces {
 public:
  static constexpr std::size_t kPiece = std::size_t{4} << 20U;

  explicit CsvPieces(const ByteSource& source) : source_(source) {}
  /// The header row: field names. Must be called first, once. Takes a byte order mark away.
  [[nodiscard]] base::Result<std::vector<std::string>> header();
  /// False at the end of the source. Fails with GRAD-0402 when a row is longer than a piece.
  [[nodiscard]] base::Result<bool> next(std::vector<char>& buffer, CsvPiece& piece);

 private:
  const ByteSource& source_;
  std::mutex mutex_;
  std::uint64_t offset_ = 0;
  std::uint32_t number_ = 0;
};

/// Walks the rows of a piece.
class CsvRows {
 public:
  explicit CsvRows(const CsvPiece& piece);

  /// Fields of the next row; false at the end. Views into the piece, or into this object for quoted fields with doubled
  /// quotes; valid until the next call.
  [[nodiscard]] bool next(std::vector<std::string_view>& fields);
  /// Quotes of the last row were not those of RFC 4180.
  [[nodiscard]] bool malformed() const { return malformed_; }

 private:
  void markSeparators();
  [[nodiscard]] bool nextPlain(std::vector<std::string_view>& fields);
  [[nodiscard]] bool nextQuoted(std::vector<std::string_view>& fields);

  std::string_view text_;
  bool quotes_;
  bool malformed_ = false;
  std::size_t at_ = 0;
  std::size_t mark_ = 0;
  std::vector<std::uint32_t> marks_;   // commas and line ends of a piece without quotes …
  std::size_t marked_ = 0;             // … so many of them
  std::deque<std::string> unescaped_;  // views into them stay when it grows
};

}  // namespace medcredit::grading
