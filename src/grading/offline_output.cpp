#include "grading/offline_output.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace medcredit::grading {

namespace {

constexpr std::size_t kNumberRoom = 32;

bool needsQuotes(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; });
}

char* put(std::string_view text, char* at) {
  if (!text.empty()) std::memcpy(at, text.data(), text.size());
  return at + text.size();
}

/// A field, quoted when it must be; takes at most 2 * size + 2 characters.
char* putField(std::string_view text, char* at) {
  if (!needsQuotes(text)) return put(text, at);
  *at++ = '"';
  for (const char c : text) {
    if (c == '"') *at++ = '"';
    *at++ = c;
  }
  *at++ = '"';
  return at;
}

char* putNatural(std::uint64_t value, char* at) {
  std::array<char, 20> digits{};
  std::size_t n = 0;
  do {
    digits[n++] = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value != 0);
  while (n > 0) *at++ = digits[--n];
  return at;
}

/// value / 10^decimals with exactly so many decimals.
char* putFixed(std::int64_t value, int decimals, char* at) {
  std::uint64_t size = static_cast<std::uint64_t>(value);
  if (value < 0) {
    *at++ = '-';
    size = ~size + 1;
  }
  const auto unit = static_cast<std::uint64_t>(powerOfTen(decimals));
  at = putNatural(size / unit, at);
  if (decimals == 0) return at;
  *at++ = '.';
  std::uint64_t rest = size % unit;
  for (int i = decimals - 1; i >= 0; --i) {
    at[i] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  }
  return at + decimals;
}

/// Millionths in shortest form.
char* putShort(std::int64_t micro, char* at) {
  constexpr int kDecimals = 6;
  at = putFixed(micro, kDecimals, at);
  while (at[-1] == '0') --at;
  return at[-1] == '.' ? at - 1 : at;
}

std::string field(std::string_view text) {
  std::string out(2 * text.size() + 2, '\0');
  out.resize(static_cast<std::size_t>(putField(text, out.data()) - out.data()));
  return out;
}

}  // namespace

char* TextBuffer::room(std::size_t most) {
  if (capacity_ - size_ < most) {
    constexpr std::size_t kFirst = std::size_t{1} << 20U;
    capacity_ = std::max({kFirst, capacity_ + capacity_ / 2, size_ + most});
    auto grown = std::make_unique_for_overwrite<char[]>(capacity_);
    if (size_ > 0) std::memcpy(grown.get(), data_.get(), size_);
    data_ = std::move(grown);
  }
  return data_.get() + size_;
}

void TextBuffer::append(std::string_view text) {
  if (!text.empty()) grewTo(put(text, room(text.size())));
}

std::string_view CsvOutput::gradeHeader() { return "subject_id,score,level,public_score,limited_by,unrated_by\n"; }

std::string_view CsvOutput::ledgerHeader() {
  return "subject_id,line,rule,group,record_id,raw,factor,points,reason,cite\n";
}

CsvOutput::CsvOutput(const Program& program)
    : program_(program), decimals_(program.model->arith.decimals), numbers_(std::size_t{1} << kNumberBits) {
  for (const auto& line : program.lines) {
    const auto group = [&](int at) { return field(program.groups[static_cast<std::size_t>(at)].id); };
    middle_.push_back("," + field(line.id) + "," + group(line.group) + ",");
    middleNegative_.push_back("," + field(line.id) + "," + group(line.negativeGroup) + ",");
    cites_.push_back("," + field(line.cite) + "\n");
  }
  for (const auto& limit : program.limits) limits_.push_back(field(limit.limit->id));
  for (std::size_t i = 0; i <= program.model->levels.order.size(); ++i) {
    levels_.push_back(field(program.levelName(static_cast<int>(i))));
  }
}

void CsvOutput::grade(const Subject& subject, const Outcome& outcome, TextBuffer& out) const {
  const std::string_view unrated = unratedWord(program_, outcome);
  const std::string_view level =
      outcome.level < 0 ? std::string_view() : std::string_view(levels_[static_cast<std::size_t>(outcome.level)]);
  const std::string_view limited = outcome.limitedBy < 0
                                       ? std::string_view()
                                       : std::string_view(limits_[static_cast<std::size_t>(outcome.limitedBy)]);
  char* at = out.room(2 * (subject.id.size() + unrated.size()) + level.size() + limited.size() + 3 * kNumberRoom);
  at = putField(subject.id, at);
  *at++ = ',';
  const bool graded = outcome.standing == Standing::kGraded;
  if (graded) at = putFixed(outcome.score / program_.lineUnit, decimals_, at);
  *at++ = ',';
  at = put(level, at);
  *at++ = ',';
  if (graded && outcome.publicScore) at = putFixed(*outcome.publicScore / program_.lineUnit, decimals_, at);
  *at++ = ',';
  at = put(limited, at);
  *at++ = ',';
  at = putField(unrated, at);
  *at++ = '\n';
  out.grewTo(at);
}

std::string_view CsvOutput::numbers(const LedgerLine& line) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
  constexpr unsigned kBits = 64;
  const std::uint64_t mixed = static_cast<std::uint64_t>(line.raw) * kOdd + static_cast<std::uint64_t>(line.factor);
  Numbers& known = numbers_[((mixed * kOdd) ^ static_cast<std::uint64_t>(line.points)) * kOdd >> (kBits - kNumberBits)];
  if (known.size == 0 || known.raw != line.raw || known.factor != line.factor || known.points != line.points) {
    std::array<char, 3 * kNumberRoom> text{};
    char* at = text.data();
    *at++ = ',';
    at = putShort(line.raw, at);
    *at++ = ',';
    at = putFixed(line.factor, 6, at);
    *at++ = ',';
    at = putFixed(line.points / program_.lineUnit, decimals_, at);
    *at++ = ',';
    const auto size = static_cast<std::size_t>(at - text.data());
    if (size > sizeof known.text) {
      known.size = 0;
      long_.assign(text.data(), size);
      return long_;
    }
    known.raw = line.raw;
    known.factor = line.factor;
    known.points = line.points;
    known.size = static_cast<std::uint8_t>(size);
    std::memcpy(known.text, text.data(), size);
  }
  return {known.text, known.size};
}

void CsvOutput::ledger(const Subject& subject, const Outcome& outcome, const FactColumns& facts, FactRange range,
                       TextBuffer& out) {
  std::uint64_t number = 0;
  std::string joined;
  subject_ = field(subject.id) + ",";
  for (const auto& line : outcome.lines) {
    std::string_view record;
    if (line.record != kNoRecord) record = facts.recordId(range.begin + line.record);
    if (line.restsEnd > line.restsBegin) {
      joined.clear();
      for (std::uint32_t i = line.restsBegin; i < line.restsEnd; ++i) {
        if (!joined.empty()) joined += ';';
        joined += facts.recordId(range.begin + outcome.rests[i]);
      }
      record = joined;
    }
    const bool negative = line.group != program_.lines[line.line].group;
    const std::string& middle = negative ? middleNegative_[line.line] : middle_[line.line];
    const std::string& cite = cites_[line.line];
    char* at = out.room(subject_.size() + 2 * record.size() + middle.size() + cite.size() + 5 * kNumberRoom);
    at = put(subject_, at);
    at = putNatural(++number, at);
    at = put(middle, at);
    at = putField(record, at);
    at = put(numbers(line), at);
    at = put(reasonWord(line.reason), at);
    at = put(cite, at);
    out.grewTo(at);
  }
}

}  // namespace medcredit::grading
