#include "grading/csv_scan.h"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace medcredit::grading {

base::Result<std::size_t> TextBytes::read(std::uint64_t offset, std::span<char> into) const {
  if (offset >= text_.size()) return std::size_t{0};
  const std::size_t count = std::min<std::size_t>(into.size(), text_.size() - offset);
  if (count > 0) std::memcpy(into.data(), text_.data() + offset, count);
  return count;
}

namespace {

/// End of the last row that is complete: after the last line end outside quotes; 0 when there is none.
std::size_t lastRowEnd(std::string_view text, bool& quotes) {
  quotes = std::memchr(text.data(), '"', text.size()) != nullptr;
  if (!quotes) {
    const std::size_t at = text.rfind('\n');
    return at == std::string_view::npos ? 0 : at + 1;
  }
  std::size_t end = 0;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') inside = !inside;
    if (text[i] == '\n' && !inside) end = i + 1;
  }
  return end;
}

}  // namespace

base::Result<std::vector<std::string>> CsvPieces::header() {
  constexpr std::size_t kLongest = std::size_t{1} << 16U;
  std::vector<char> buffer(kLongest);
  MC_ASSIGN(const std::size_t count, source_.read(0, buffer));
  std::string_view text(buffer.data(), count);
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.substr(0, kMark.size()) == kMark) {
    offset_ = kMark.size();
    text.remove_prefix(kMark.size());
  }
  bool inside = false;
  std::size_t end = 0;
  while (end < text.size() && (text[end] != '\n' || inside)) {
    if (text[end] == '"') inside = !inside;
    ++end;
  }
  if (end == text.size() && count == kLongest) return base::fail("GRAD-0402");
  CsvPiece piece;
  piece.text = text.substr(0, end);
  piece.quotes = true;
  CsvRows rows(piece);
  std::vector<std::string_view> fields;
  std::vector<std::string> names;
  if (rows.next(fields)) names.assign(fields.begin(), fields.end());
  offset_ += std::min(end + 1, text.size());
  return names;
}

base::Result<bool> CsvPieces::next(std::vector<char>& buffer, CsvPiece& piece) {
  buffer.resize(kPiece);
  const std::lock_guard lock(mutex_);
  if (offset_ >= source_.size()) return false;
  MC_ASSIGN(const std::size_t count, source_.read(offset_, buffer));
  if (count == 0) return false;
  const std::string_view text(buffer.data(), count);
  std::size_t end = lastRowEnd(text, piece.quotes);
  if (offset_ + count >= source_.size()) end = count;  // the last row needs no line end
  if (end == 0) return base::fail("GRAD-0402");
  piece.text = text.substr(0, end);
  piece.number = number_++;
  offset_ += end;
  return true;
}

CsvRows::CsvRows(const CsvPiece& piece) : text_(piece.text), quotes_(piece.quotes) {
  if (!quotes_) markSeparators();
}

void CsvRows::markSeparators() {
  const char* data = text_.data();
  const std::size_t size = text_.size();
  constexpr std::size_t kStep = 16;
  marks_.resize(size / 4 + 2 * kStep);
  std::size_t i = 0;
  const auto makeRoom = [&] {
    if (marks_.size() - marked_ < kStep) marks_.resize(marks_.size() * 2);
  };
#if defined(__SSE2__)
  const __m128i comma = _mm_set1_epi8(',');
  const __m128i line = _mm_set1_epi8('\n');
  for (; i + kStep <= size; i += kStep) {
    makeRoom();
    __m128i bytes;
    std::memcpy(&bytes, data + i, kStep);
    const __m128i hits = _mm_or_si128(_mm_cmpeq_epi8(bytes, comma), _mm_cmpeq_epi8(bytes, line));
    auto bits = static_cast<unsigned>(_mm_movemask_epi8(hits));
    while (bits != 0) {
      marks_[marked_++] = static_cast<std::uint32_t>(i) + static_cast<std::uint32_t>(std::countr_zero(bits));
      bits &= bits - 1;
    }
  }
#endif
  for (; i < size; ++i) {
    makeRoom();
    if (data[i] == ',' || data[i] == '\n') marks_[marked_++] = static_cast<std::uint32_t>(i);
  }
}

bool CsvRows::nextPlain(std::vector<std::string_view>& fields) {
  for (;;) {
    const std::size_t mark = mark_ < marked_ ? marks_[mark_] : text_.size();
    ++mark_;
    const bool last = mark >= text_.size() || text_[mark] == '\n';
    std::size_t end = mark;
    if (last && end > at_ && text_[end - 1] == '\r') --end;
    fields.push_back(text_.substr(at_, end - at_));
    at_ = mark + 1;
    if (last) return true;
  }
}

bool CsvRows::nextQuoted(std::vector<std::string_view>& fields) {
  std::size_t used = 0;
  for (;;) {
    if (at_ < text_.size() && text_[at_] == '"') {
      if (used == unescaped_.size()) unescaped_.emplace_back();
      std::string& field = unescaped_[used++];
      field.clear();
      ++at_;
      bool closed = false;
      while (at_ < text_.size() && !closed) {
        const std::size_t quote = std::min(text_.find('"', at_), text_.size());
        field.append(text_, at_, quote - at_);
        at_ = std::min(quote + 1, text_.size());
        if (quote == text_.size()) break;
        closed = at_ >= text_.size() || text_[at_] != '"';
        if (!closed) {
          field += '"';
          ++at_;
        }
      }
      malformed_ = malformed_ || !closed;
      fields.emplace_back(field);
      if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    } else {
      const std::size_t end = std::min(text_.find_first_of(",\n", at_), text_.size());
      std::string_view field = text_.substr(at_, end - at_);
      if ((end == text_.size() || text_[end] == '\n') && !field.empty() && field.back() == '\r') field.remove_suffix(1);
      malformed_ = malformed_ || field.find('"') != std::string_view::npos;
      fields.push_back(field);
      at_ = end;
    }
    if (at_ >= text_.size() || text_[at_] == '\n') {
      ++at_;
      return true;
    }
    if (text_[at_] == ',') {
      ++at_;
      continue;
    }
    malformed_ = true;  // something after a closing quote
    at_ = std::min(text_.find_first_of(",\n", at_), text_.size());
    if (at_ >= text_.size() || text_[at_++] == '\n') return true;
  }
}

bool CsvRows::next(std::vector<std::string_view>& fields) {
  fields.clear();
  malformed_ = false;
  if (at_ >= text_.size()) return false;
  return quotes_ ? nextQuoted(fields) : nextPlain(fields);
}

}  // namespace medcredit::grading
