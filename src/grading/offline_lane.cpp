#include "grading/offline_lane.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>

namespace medcredit::grading {

namespace {

enum Present : std::uint16_t {
  kHasDates = 31,  // one bit per DateColumn
  kWideDates = 32,
  kHasValue = 64,
  kHasStatus = 128,
  kHasWords = 256,
  kHasFlags = 512,
};
constexpr std::size_t kHead = 6;
constexpr std::size_t kBatch = 32;
constexpr std::size_t kCut = 60;
constexpr std::size_t kLongestId = 4096;
constexpr std::uint32_t kBlock = 8U << 10U;

void putNumber(std::uint64_t value, char*& at) {
  constexpr std::uint64_t kMore = 0x80;
  while (value >= kMore) {
    *at++ = static_cast<char>(value | kMore);
    value >>= 7U;
  }
  *at++ = static_cast<char>(value);
}

std::uint64_t getNumber(const char*& at) {
  std::uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7U) {
    const auto byte = static_cast<unsigned char>(*at++);
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if ((byte & 0x80U) == 0) return value;
  }
}

void put16(std::uint32_t value, char*& at) {
  *at++ = static_cast<char>(value);
  *at++ = static_cast<char>(value >> 8U);
}

std::uint32_t get16(const char*& at) {
  const auto low = static_cast<unsigned char>(at[0]);
  const auto high = static_cast<unsigned char>(at[1]);
  at += 2;
  return low | (static_cast<std::uint32_t>(high) << 8U);
}

/// Days of 1970 to 2149 by year, month and day: reading a date is a look-up.
class DayTable {
 public:
  static constexpr int kFirst = 1970;
  static constexpr int kYears = 180;
  DayTable() : days_(static_cast<std::size_t>(kYears) * 13 * 32, kNoDate) {
    for (int year = kFirst; year < kFirst + kYears; ++year) {
      for (int month = 1; month <= 12; ++month) {
        for (int day = 1; day <= 31; ++day) {
          const auto date = base::CivilDate::fromYmd(year, month, day);
          if (date) days_[at(year, month, day)] = date->days();
        }
      }
    }
  }
  [[nodiscard]] std::int32_t of(int year, int month, int day) const { return days_[at(year, month, day)]; }

 private:
  [[nodiscard]] static std::size_t at(int year, int month, int day) {
    return (static_cast<std::size_t>(year - kFirst) * 13 + static_cast<std::size_t>(month)) * 32 +
           static_cast<std::size_t>(day);
  }
  std::vector<std::int32_t> days_;
};

const DayTable& dayTable() {
  static const DayTable kTable;
  return kTable;
}

std::int32_t quickDay(std::string_view text, bool& ok) {
  constexpr std::size_t kSize = 10;
  static_assert(std::endian::native == std::endian::little);
  if (text.size() == kSize) {
    // "YYYY-MM-" as eight bytes less "0000-00-": digits are 0 to 9 and hyphens 0 when nothing reaches a top bit.
    constexpr std::uint64_t kZero = 0x2D30302D30303030U;
    constexpr std::uint64_t kRoom = 0x7F76767F76767676U;
    constexpr std::uint64_t kTops = 0x8080808080808080U;
    std::uint64_t part = 0;
    std::memcpy(&part, text.data(), sizeof part);
    part -= kZero;
    const auto tens = static_cast<unsigned>(text[8] - '0');
    const auto ones = static_cast<unsigned>(text[9] - '0');
    if (((part | (part + kRoom)) & kTops) == 0 && tens <= 9 && ones <= 9) {
      const auto digit = [part](unsigned at) { return static_cast<int>((part >> (8 * at)) & 0xFU); };
      const int year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
      const int month = digit(5) * 10 + digit(6);
      const int day = static_cast<int>(tens * 10 + ones);
      if (year >= DayTable::kFirst && year < DayTable::kFirst + DayTable::kYears && month <= 12 && day <= 31) {
        const std::int32_t days = dayTable().of(year, month, day);
        ok = days != kNoDate;
        return days;
      }
    }
  }
  return readDay(text, ok);
}

std::optional<std::int64_t> quickDecimal(std::string_view text) {
  constexpr std::size_t kShort = 8;
  if (!text.empty() && text.size() <= kShort && (text[0] != '0' || text.size() == 1)) {
    std::int64_t value = 0;
    bool all = true;
    for (const char c : text) {
      all = all && c >= '0' && c <= '9';
      value = value * 10 + (c - '0');
    }
    if (all) return value * Decimal4::kOne;
  }
  const auto parsed = Decimal4::parse(text);
  return parsed ? std::optional<std::int64_t>(parsed->units) : std::nullopt;
}

}  // namespace

void unpackRecord(const char* record, PackedRecord& out) {
  const char* at = record + 4;
  const std::uint32_t present = get16(at);
  out.type = static_cast<std::uint32_t>(getNumber(at));
  for (std::size_t i = 0; i < kDateColumns; ++i) {
    if ((present & (1U << i)) == 0) {
      out.dates[i] = kNoDate;
    } else if ((present & kWideDates) == 0) {
      out.dates[i] = static_cast<std::int32_t>(get16(at));
    } else {
      std::memcpy(&out.dates[i], at, sizeof out.dates[i]);
      at += sizeof out.dates[i];
    }
  }
  out.value = (present & kHasValue) != 0 ? static_cast<std::int64_t>(getNumber(at)) : kNoValue;
  out.status = (present & kHasStatus) != 0 ? static_cast<WordCode>(getNumber(at)) : kNoWord;
  out.flags = (present & kHasFlags) != 0 ? static_cast<std::uint8_t>(*at++) : std::uint8_t{0};
  for (auto& word : out.words) word = (present & kHasWords) != 0 ? static_cast<WordCode>(getNumber(at)) : kNoWord;
  const std::size_t size = getNumber(at);
  out.id = std::string_view(at, size);
}

PackedCursor::PackedCursor(const PackedPartition& partition, std::size_t mark)
    : partition_(partition), block_(partition.marks[mark].block), offset_(partition.marks[mark].offset) {
  const bool last = mark + 1 == partition.marks.size();
  endBlock_ = last ? partition.blocks.size() - 1 : partition.marks[mark + 1].block;
  endOffset_ = last ? partition.blocks.back().used : partition.marks[mark + 1].offset;
}

const char* PackedCursor::next() {
  while (block_ < endBlock_ && offset_ >= partition_.blocks[block_].used) {
    ++block_;
    offset_ = 0;
  }
  if (block_ == endBlock_ && offset_ >= endOffset_) return nullptr;
  const char* record = partition_.blocks[block_].data.get() + offset_;
  const char* at = record;
  const std::uint32_t size = get16(at);
  offset_ += size;
  return record;
}

PackedFacts::Lane::Lane(const SubjectList& subjects, const FactNeeds& needs, std::uint32_t partitionCount)
    : partitions(partitionCount), subjects_(subjects), needs_(needs), batch_(kBatch) {
  record_.words.resize(needs.fields.size());
  for (std::size_t i = 0; i < needs.types.size(); ++i) {
    const WordCode code = typeWords_.intern(needs.types[i]);
    if (typeCodes_.size() <= code) typeCodes_.resize(code + std::size_t{1}, -1);
    typeCodes_[code] = static_cast<int>(i);
  }
}

int PackedFacts::Lane::typeOf(std::string_view text) {
  const WordCode code = typeWords_.find(text);
  return code < typeCodes_.size() ? typeCodes_[code] : -1;
}

void PackedFacts::Lane::columns(const std::vector<std::string>& names) {
  width_ = names.size();
  for (std::size_t i = 0; i < names.size(); ++i) {
    Column column;
    const auto& name = names[i];
    if (name == "subject_id") {
      column.role = Role::kSubject;
      subjectColumn_ = i;
    }
    if (name == "record_id") column.role = Role::kRecord;
    if (name == "of") {
      column.role = Role::kType;
      typeColumn_ = i;
    }
    if (name == "status") column.role = Role::kStatus;
    if (name == "public") column.role = Role::kPublic;
    if (name == "value") column.role = Role::kValue;
    if (dateColumnOf(name) >= 0) {
      column.role = Role::kDate;
      column.date = dateColumnOf(name);
    }
    const auto field = std::find(needs_.fields.begin(), needs_.fields.end(), name);
    if (field != needs_.fields.end()) column.word = static_cast<int>(field - needs_.fields.begin());
    const bool read = column.role != Role::kNone && column.role != Role::kSubject && column.role != Role::kType;
    if (read || column.word >= 0) used_.push_back(i);
    columns_.push_back(column);
  }
}

void PackedFacts::Lane::note(Trouble trouble, std::uint64_t row, std::string_view text) {
  LaneTrouble& own = troubles[static_cast<std::size_t>(trouble)];
  ++own.count;
  if (own.first.size() < TroubleCount::kPlaces) own.first.push_back({piece_, row, std::string(text.substr(0, kCut))});
}

void PackedFacts::Lane::take(const CsvPiece& piece) {
  piece_ = piece.number;
  CsvRows source(piece);
  std::uint64_t row = 0;
  std::size_t waiting = 0;
  for (;;) {
    Waiting& next = batch_[waiting];
    if (!source.next(next.fields)) break;
    next.row = ++row;
    if (next.fields.size() == 1 && next.fields[0].empty()) continue;  // an empty line
    ++rows;
    if (source.malformed() || next.fields.size() != width_) {
      note(Trouble::kMalformedRow, row, next.fields.empty() ? std::string_view() : next.fields[0]);
      continue;
    }
    if (subjects_.size() == 0) {
      note(Trouble::kUnknownSubject, row, next.fields[subjectColumn_]);
      continue;
    }
    subjects_.start(next.probe, next.fields[subjectColumn_]);
    // Quoted fields live in the scanner until its next row: they cannot wait.
    if (++waiting == kBatch || piece.quotes) {
      flush(waiting, piece.number);
      waiting = 0;
    }
  }
  flush(waiting, piece.number);
  rowsOfPiece.emplace_back(piece.number, row);
}

void PackedFacts::Lane::flush(std::size_t count, std::uint32_t piece) {
  for (std::size_t i = 0; i < count; ++i) subjects_.fetch(batch_[i].probe);
  for (std::size_t i = 0; i < count; ++i) subjects_.finish(batch_[i].probe, batch_[i].fields[subjectColumn_]);
  for (std::size_t i = 0; i < count; ++i) pack(batch_[i], piece);
}

void PackedFacts::Lane::readField(const Column& column, std::string_view text, std::uint64_t row) {
  if (column.word >= 0)
    record_.words[static_cast<std::size_t>(column.word)] = text.empty() ? kNoWord : words.intern(text);
  switch (column.role) {
    case Role::kRecord:
      record_.id = text;
      break;
    case Role::kStatus:
      record_.status = text.empty() ? kNoWord : words.intern(text);
      break;
    case Role::kPublic:
      if (!readPublic(text)) record_.flags |= kFactNotPublic;
      break;
    case Role::kDate: {
      bool ok = true;
      const std::int32_t day = quickDay(text, ok);
      record_.dates[column.date] = day;
      if (ok) break;
      record_.flags |= kFactUnreadable;
      note(Trouble::kBadDate, row, text);
      break;
    }
    case Role::kValue: {
      const auto value = quickDecimal(text);
      if (value && *value >= 0) {
        record_.value = *value;
        break;
      }
      record_.flags |= kFactUnreadable;
      note(value ? Trouble::kNegativeValue : Trouble::kBadNumber, row, text);
      break;
    }
    case Role::kNone:
    case Role::kSubject:
    case Role::kType:
      break;
  }
}

void PackedFacts::Lane::clearRecord() {
  record_.status = kNoWord;
  std::fill(std::begin(record_.dates), std::end(record_.dates), kNoDate);
  record_.value = kNoValue;
  record_.flags = 0;
  std::fill(record_.words.begin(), record_.words.end(), kNoWord);
  record_.id = {};
}

void PackedFacts::Lane::packUnnamed(const Waiting& waiting, std::uint32_t subject, std::uint32_t piece) {
  constexpr auto kKnown = static_cast<int>(DateColumn::kKnown);
  for (const std::size_t i : used_) {
    const Column& column = columns_[i];
    if (column.role == Role::kRecord) record_.id = waiting.fields[i];
    if (column.role != Role::kDate || column.date != kKnown || waiting.fields[i].empty()) continue;
    bool ok = true;
    const std::int32_t day = quickDay(waiting.fields[i], ok);
    if (ok) record_.dates[kKnown] = day;
  }
  if (record_.id.empty() || record_.id.size() > kLongestId) return;
  record_.type = static_cast<std::uint32_t>(needs_.types.size());
  store(subject, piece);
}

void PackedFacts::Lane::pack(const Waiting& waiting, std::uint32_t piece) {
  const std::uint32_t subject = waiting.probe.at;
  if (subject == SubjectList::kNone) {
    note(Trouble::kUnknownSubject, waiting.row, waiting.fields[subjectColumn_]);
    return;
  }
  const std::string_view typeText = waiting.fields[typeColumn_];
  const int type = typeOf(typeText);
  clearRecord();
  if (type < 0) {
    note(Trouble::kUnknownType, waiting.row, typeText);
    packUnnamed(waiting, subject, piece);
    return;
  }
  record_.type = static_cast<std::uint32_t>(type);
  for (const std::size_t i : used_) {
    if (!waiting.fields[i].empty()) readField(columns_[i], waiting.fields[i], waiting.row);
  }
  if (record_.id.empty()) {
    note(Trouble::kNoRecordId, waiting.row, "");
    return;
  }
  if (record_.id.size() > kLongestId) {
    note(Trouble::kMalformedRow, waiting.row, record_.id);
    return;
  }
  for (const DateColumn column : {DateColumn::kDetermined, DateColumn::kOccurred, DateColumn::kEnded}) {
    const std::int32_t day = record_.dates[static_cast<std::size_t>(column)];
    if (day == kNoDate) continue;
    if (day > needs_.asOf) note(Trouble::kFutureDate, waiting.row, base::CivilDate(day).iso());
    break;
  }
  ++kept;
  store(subject, piece);
}

void PackedFacts::Lane::store(std::uint32_t subject, std::uint32_t piece) {
  constexpr std::size_t kFixed = 64;
  constexpr std::size_t kWordSize = 5;
  scratch_.resize(std::max(scratch_.size(), kFixed + record_.words.size() * kWordSize + record_.id.size()));
  std::uint32_t present = 0;
  for (std::size_t i = 0; i < kDateColumns; ++i) {
    if (record_.dates[i] == kNoDate) continue;
    present |= 1U << i;
    constexpr std::int32_t kNarrow = 0xFFFF;
    if (record_.dates[i] < 0 || record_.dates[i] > kNarrow) present |= kWideDates;
  }
  if (record_.value != kNoValue) present |= kHasValue;
  if (record_.status != kNoWord) present |= kHasStatus;
  if (record_.flags != 0) present |= kHasFlags;
  if (std::any_of(record_.words.begin(), record_.words.end(), [](WordCode w) { return w != kNoWord; }))
    present |= kHasWords;
  char* at = scratch_.data() + 2;
  put16(subject % kSpan, at);
  put16(present, at);
  putNumber(record_.type, at);
  for (std::size_t i = 0; i < kDateColumns; ++i) {
    if (record_.dates[i] == kNoDate) continue;
    if ((present & kWideDates) == 0) {
      put16(static_cast<std::uint32_t>(record_.dates[i]), at);
    } else {
      std::memcpy(at, &record_.dates[i], sizeof record_.dates[i]);
      at += sizeof record_.dates[i];
    }
  }
  if ((present & kHasValue) != 0) putNumber(static_cast<std::uint64_t>(record_.value), at);
  if ((present & kHasStatus) != 0) putNumber(record_.status, at);
  if ((present & kHasFlags) != 0) *at++ = static_cast<char>(record_.flags);
  if ((present & kHasWords) != 0) {
    for (const WordCode word : record_.words) putNumber(word, at);
  }
  putNumber(record_.id.size(), at);
  std::memcpy(at, record_.id.data(), record_.id.size());
  at += record_.id.size();
  const auto size = static_cast<std::uint32_t>(at - scratch_.data());
  char* head = scratch_.data();
  put16(size, head);

  PackedPartition& partition = partitions[subject / kSpan];
  if (partition.blocks.empty() || partition.blocks.back().size - partition.blocks.back().used < size) {
    const std::uint32_t room = std::max(kBlock, size);
    partition.blocks.push_back({std::make_unique_for_overwrite<char[]>(room), 0, room});
  }
  PackedBlock& block = partition.blocks.back();
  if (partition.marks.empty() || partition.marks.back().piece != piece) {
    partition.marks.push_back({piece, static_cast<std::uint32_t>(partition.blocks.size() - 1), block.used});
  }
  std::memcpy(block.data.get() + block.used, scratch_.data(), size);
  block.used += size;
  partition.bytes += size;
}

}  // namespace medcredit::grading
