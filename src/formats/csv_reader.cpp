#include "formats/csv_reader.h"

#include <cstring>
#include <string_view>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "formats/limits.h"

namespace medcredit::formats {

namespace {

constexpr std::size_t kSlack = 64;

}  // namespace

std::uint64_t StopFinder::load(const char* at) const {
#if defined(__SSE2__)
  const __m128i delimiter = _mm_set1_epi8(delimiter_);
  const __m128i lf = _mm_set1_epi8('\n');
  const __m128i cr = _mm_set1_epi8('\r');
  std::uint64_t mask = 0;
  for (unsigned lane = 0; lane < 4; ++lane) {
    __m128i bytes;
    std::memcpy(&bytes, at + 16 * lane, sizeof bytes);
    const __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(bytes, delimiter),
                                     _mm_or_si128(_mm_cmpeq_epi8(bytes, lf), _mm_cmpeq_epi8(bytes, cr)));
    mask |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(hit))) << (16 * lane);
  }
  return mask;
#else
  std::uint64_t mask = 0;
  for (unsigned i = 0; i < 64; ++i) {
    if (at[i] == delimiter_ || at[i] == '\n' || at[i] == '\r') mask |= std::uint64_t{1} << i;
  }
  return mask;
#endif
}

const char* StopFinder::search(const char* from, const char* end) {
  if (base_ != nullptr && from >= base_ && from < base_ + 64) from = base_ + 64;
  for (; from < end; from += 64) {
    base_ = from;
    mask_ = load(from);
    if (mask_ != 0) return std::min(from + std::countr_zero(mask_), end);
  }
  return end;
}

CsvReader::CsvReader(std::unique_ptr<ByteSource> source, TableInfo info, ReadLimits limits, std::size_t blockBytes)
    : source_(std::move(source)), info_(std::move(info)), limits_(limits), buffer_(blockBytes + kSlack) {
  begin_ = end_ = buffer_.data();
}

CsvReader::Scan CsvReader::refuse(base::Error error) {
  error_ = std::move(error);
  return Scan::kFailed;
}

base::Result<bool> CsvReader::next(std::vector<base::CellView>& cells, std::int64_t& rowNumber) {
  if (!started_) {
    MC_TRY(refill());
    chooseDelimiter();
    started_ = true;
  }
  for (;;) {
    if (begin_ == end_) {
      if (!atEnd_) {
        MC_TRY(refill());
        continue;
      }
      return false;
    }
    switch (scanRow(cells)) {
      case Scan::kRow:
        rowNumber = row_;
        return true;
      case Scan::kMore:
        MC_TRY(refill());
        break;
      case Scan::kFailed:
        return error_;
    }
  }
}

inline bool CsvReader::takeCell(const char* from, const char* to, std::vector<base::CellView>& cells) {
  const auto length = static_cast<std::size_t>(to - from);
  if (length <= limits_.maxCellBytes && cells.size() < static_cast<std::size_t>(limits_.maxColumns)) {
    cells.push_back({std::string_view(from, length), base::CellKind::kText});
    return true;
  }
  error_ =
      length > limits_.maxCellBytes ? cellTooLong(limits_, row_ + 1, cells.size()) : tooManyColumns(limits_, row_ + 1);
  return false;
}

/// Reads one record from begin_ on. Nothing in the buffer changes until the record is complete, so that kMore can
/// start over.
CsvReader::Scan CsvReader::scanRow(std::vector<base::CellView>& cells) {
  cells.clear();
  doubled_.clear();
  char* at = begin_;
  for (;;) {
    if (at < end_ && *at == '"') {
      if (const Scan quoted = scanQuoted(at, cells); quoted != Scan::kRow) return quoted;
    } else {
      char* const stop = const_cast<char*>(finder_.find(at, end_));  // NOLINT: the buffer is ours and mutable
      if (stop == end_ && !atEnd_) {
        const auto open = static_cast<std::size_t>(end_ - at);
        return open > limits_.maxCellBytes ? refuse(cellTooLong(limits_, row_ + 1, cells.size())) : Scan::kMore;
      }
      if (!takeCell(at, stop, cells)) return Scan::kFailed;
      at = stop;
    }
    if (at == end_ || *at != delimiter_) return finishRow(at, cells);
    ++at;
  }
}

/// Reads the quoted cell at `at` and leaves `at` on the delimiter or line end behind it.
CsvReader::Scan CsvReader::scanQuoted(char*& at, std::vector<base::CellView>& cells) {
  const auto unbalanced = [&] { return refuse(base::fail("FILE-0013", {{"row", std::to_string(row_ + 1)}})); };
  char* const text = at + 1;
  char* from = text;
  bool hasDoubled = false;
  for (;;) {
    auto* const quote = static_cast<char*>(std::memchr(from, '"', static_cast<std::size_t>(end_ - from)));
    if (quote == nullptr) {
      if (atEnd_) return unbalanced();
      const auto open = static_cast<std::size_t>(end_ - text);
      return open > 2 * limits_.maxCellBytes ? refuse(cellTooLong(limits_, row_ + 1, cells.size())) : Scan::kMore;
    }
    if (quote + 1 == end_ && !atEnd_) return Scan::kMore;
    if (quote + 1 < end_ && quote[1] == '"') {
      hasDoubled = true;
      from = quote + 2;
      continue;
    }
    if (quote + 1 < end_ && quote[1] != delimiter_ && quote[1] != '\n' && quote[1] != '\r') return unbalanced();
    if (!takeCell(text, quote, cells)) return Scan::kFailed;
    if (hasDoubled) doubled_.push_back(cells.size() - 1);
    at = quote + 1;
    return Scan::kRow;
  }
}

/// `lineEnd` stands on CR, LF or the end of the file.
CsvReader::Scan CsvReader::finishRow(char* lineEnd, std::vector<base::CellView>& cells) {
  char* next = lineEnd;
  if (next < end_) {
    if (*next == '\r') {
      if (next + 1 == end_ && !atEnd_) return Scan::kMore;
      if (next + 1 < end_ && next[1] == '\n') ++next;
    }
    ++next;
  }
  if (row_ >= limits_.maxRows) return refuse(tooManyRows(limits_));
  if (lineEnd == begin_) cells.clear();  // a blank line has no cell at all
  for (const std::size_t index : doubled_) unescape(cells[index]);
  begin_ = next;
  ++row_;
  return Scan::kRow;
}

/// "" becomes " inside the buffer: the text only gets shorter.
void CsvReader::unescape(base::CellView& cell) {
  char* const start = const_cast<char*>(cell.text.data());  // NOLINT: a view into our own buffer
  char* out = start;
  for (std::size_t i = 0; i < cell.text.size(); ++i) {
    *out++ = cell.text[i];
    if (cell.text[i] == '"') ++i;
  }
  cell.text = std::string_view(start, static_cast<std::size_t>(out - start));
}

/// Moves the unfinished row to the front, enlarges the buffer when the row fills it, reads until it is full.
base::Status CsvReader::refill() {
  const auto kept = static_cast<std::size_t>(end_ - begin_);
  const std::size_t capacity = buffer_.size() - kSlack;
  if (kept > 0 && begin_ != buffer_.data()) std::memmove(buffer_.data(), begin_, kept);
  if (kept > capacity / 2) {
    if (kept >= kMaxRowBytes) return rowTooLong(row_ + 1);
    buffer_.resize(capacity * 2 + kSlack);
  }
  begin_ = buffer_.data();
  end_ = begin_ + kept;
  char* const limit = buffer_.data() + buffer_.size() - kSlack;
  while (end_ < limit && !atEnd_) {
    MC_ASSIGN(const std::size_t got, source_->read(end_, static_cast<std::size_t>(limit - end_)));
    end_ += got;
    atEnd_ = got == 0;
  }
  finder_.forget();
  return {};
}

/// The first line that has a comma, tab or semicolon outside quotes decides: the most frequent of them.
void CsvReader::chooseDelimiter() {
  std::size_t commas = 0;
  std::size_t tabs = 0;
  std::size_t semicolons = 0;
  bool quoted = false;
  for (const char* at = begin_; at < end_; ++at) {
    if (*at == '"') quoted = !quoted;
    if (quoted) continue;
    commas += *at == ',' ? 1 : 0;
    tabs += *at == '\t' ? 1 : 0;
    semicolons += *at == ';' ? 1 : 0;
    if ((*at == '\n' || *at == '\r') && commas + tabs + semicolons > 0) break;
  }
  if (tabs > commas && tabs >= semicolons) delimiter_ = '\t';
  if (semicolons > commas && semicolons > tabs) delimiter_ = ';';
  finder_.setDelimiter(delimiter_);
}

}  // namespace medcredit::formats
