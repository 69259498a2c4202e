#include "grading/ledger.h"

#include <array>

namespace medcredit::grading {

namespace {

char* putNumber(std::uint64_t value, char* at) {
  constexpr std::uint64_t kMore = 0x80;
  constexpr unsigned kBits = 7;
  while (value >= kMore) {
    *at++ = static_cast<char>(value | kMore);
    value >>= kBits;
  }
  *at++ = static_cast<char>(value);
  return at;
}

char* putSigned(std::int64_t value, char* at) {
  return putNumber((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63), at);
}

/// Reads numbers from the front of a view; fails once and stays failed.
class Numbers {
 public:
  explicit Numbers(std::string_view data) : data_(data) {}
  std::uint64_t next() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !data_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(data_.front());
      data_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if ((byte & 0x80U) == 0) return value;
    }
    ok_ = false;
    return 0;
  }
  std::int64_t nextSigned() {
    const std::uint64_t v = next();
    return static_cast<std::int64_t>((v >> 1U) ^ (~(v & 1U) + 1U));
  }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::string_view rest() const { return data_; }

 private:
  std::string_view data_;
  bool ok_ = true;
};

constexpr std::uint64_t kHasFactor = 1;  // the factor is not one
constexpr std::uint64_t kHasRests = 2;   // an aggregate line
constexpr std::uint64_t kNotPublic = 4;
constexpr std::uint64_t kHasDate = 8;
constexpr std::uint64_t kHasRecord = 16;
constexpr unsigned kReasonShift = 5;

}  // namespace

std::string_view reasonWord(Reason reason) {
  constexpr std::array<std::string_view, 7> kWords = {"",         "no_date",   "status", "unless",
                                                      "once_per", "max_times", "cap"};
  return kWords[static_cast<std::size_t>(reason)];
}

void encodeLedger(std::span<const LedgerLine> lines, std::span<const std::uint32_t> rests, std::string& out) {
  constexpr std::size_t kNumber = 10;  // bytes of the longest number
  constexpr std::size_t kNumbers = 9;
  const std::size_t before = out.size();
  out.resize(before + kNumber * (1 + kNumbers * lines.size() + rests.size()));
  char* at = putNumber(lines.size(), out.data() + before);
  std::uint64_t line = 0;
  for (const auto& entry : lines) {
    std::uint64_t head = static_cast<std::uint64_t>(entry.reason) << kReasonShift;
    if (entry.factor != kMicro) head |= kHasFactor;
    if (entry.restsEnd > entry.restsBegin) head |= kHasRests;
    if (!entry.isPublic) head |= kNotPublic;
    if (entry.date != kNoDate) head |= kHasDate;
    if (entry.record != kNoRecord) head |= kHasRecord;
    at = putNumber(head, at);
    at = putNumber(entry.line - line, at);  // lines stand in the order of the model
    line = entry.line;
    at = putNumber(entry.group, at);
    if (entry.record != kNoRecord) at = putNumber(entry.record, at);
    if (entry.date != kNoDate) at = putSigned(entry.date, at);
    at = putSigned(entry.raw, at);
    if (entry.factor != kMicro) at = putSigned(entry.factor, at);
    at = putSigned(entry.points, at);
    if (entry.restsEnd <= entry.restsBegin) continue;
    at = putNumber(entry.restsEnd - entry.restsBegin, at);
    for (std::uint32_t i = entry.restsBegin; i < entry.restsEnd; ++i) at = putNumber(rests[i], at);
  }
  out.resize(static_cast<std::size_t>(at - out.data()));
}

bool decodeLedger(std::string_view& data, DecodedLedger& out) {
  out.lines.clear();
  out.rests.clear();
  Numbers numbers(data);
  const std::uint64_t count = numbers.next();
  std::uint64_t line = 0;
  for (std::uint64_t i = 0; i < count && numbers.ok(); ++i) {
    LedgerLine entry;
    const std::uint64_t head = numbers.next();
    if ((head >> kReasonShift) > static_cast<std::uint64_t>(Reason::kCap)) return false;
    entry.reason = static_cast<Reason>(head >> kReasonShift);
    entry.isPublic = (head & kNotPublic) == 0;
    line += numbers.next();
    entry.line = static_cast<std::uint16_t>(line);
    entry.group = static_cast<std::uint16_t>(numbers.next());
    if ((head & kHasRecord) != 0) entry.record = static_cast<std::uint32_t>(numbers.next());
    if ((head & kHasDate) != 0) entry.date = static_cast<std::int32_t>(numbers.nextSigned());
    entry.raw = numbers.nextSigned();
    entry.factor = (head & kHasFactor) != 0 ? numbers.nextSigned() : kMicro;
    entry.points = numbers.nextSigned();
    if ((head & kHasRests) != 0) {
      entry.restsBegin = static_cast<std::uint32_t>(out.rests.size());
      for (std::uint64_t left = numbers.next(); left > 0 && numbers.ok(); --left) {
        out.rests.push_back(static_cast<std::uint32_t>(numbers.next()));
      }
      entry.restsEnd = static_cast<std::uint32_t>(out.rests.size());
    }
    out.lines.push_back(entry);
  }
  if (!numbers.ok()) return false;
  data = numbers.rest();
  return true;
}

}  // namespace medcredit::grading
