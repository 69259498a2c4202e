#include "grading/facts.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "base/ascii.h"
#include "grading/quick_hash.h"
#include "grading/values.h"

namespace medcredit::grading {

namespace {

constexpr std::size_t kFirstSlots = 64;

}  // namespace

Words::Words() : slots_(kFirstSlots, kForeignWord) { (void)intern(""); }

std::size_t Words::slotOf(std::string_view text, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at] != kForeignWord && (hashes_[slots_[at]] != hash || texts_[slots_[at]] != text))
    at = (at + 1) & mask;
  return at;
}

void Words::grow() {
  std::vector<WordCode> old(slots_.size() * 2, kForeignWord);
  slots_.swap(old);
  const std::size_t mask = slots_.size() - 1;
  for (const WordCode code : old) {
    if (code == kForeignWord) continue;
    std::size_t at = hashes_[code] & mask;
    while (slots_[at] != kForeignWord) at = (at + 1) & mask;
    slots_[at] = code;
  }
}

WordCode Words::intern(std::string_view text) {
  const std::uint64_t hash = quickHash(text);
  const std::size_t at = slotOf(text, hash);
  if (slots_[at] != kForeignWord) return slots_[at];
  if (text.size() > blockLeft_) {
    const std::size_t size = std::max(kBlock, text.size());
    blocks_.push_back(std::make_unique<char[]>(size));
    blockNext_ = blocks_.back().get();
    blockLeft_ = size;
  }
  if (!text.empty()) std::memcpy(blockNext_, text.data(), text.size());
  const auto code = static_cast<WordCode>(texts_.size());
  texts_.emplace_back(blockNext_, text.size());
  hashes_.push_back(hash);
  if (!text.empty()) {
    blockNext_ += text.size();
    blockLeft_ -= text.size();
  }
  slots_[at] = code;
  if (texts_.size() * 2 > slots_.size()) grow();
  return code;
}

WordCode Words::find(std::string_view text) const { return slots_[slotOf(text, quickHash(text))]; }

std::string_view Words::text(WordCode code) const { return code < texts_.size() ? texts_[code] : std::string_view(); }

int FactColumns::wordColumn(std::string_view name) const {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].name == name) return static_cast<int>(i);
  }
  return -1;
}

int dateColumnOf(std::string_view field) {
  constexpr std::string_view kNames[kDateColumns] = {"occurred_on", "determined_on", "ended_on", "known_on",
                                                     "status_on"};
  for (std::size_t i = 0; i < kDateColumns; ++i) {
    if (kNames[i] == field) return static_cast<int>(i);
  }
  return -1;
}

std::int32_t readDay(std::string_view text, bool& ok) {
  ok = true;
  if (text.empty()) return kNoDate;
  const auto day = base::CivilDate::parseIso(text);
  if (!day) {
    ok = false;
    return kNoDate;
  }
  return day->days();
}

bool readPublic(std::string_view text) {
  constexpr std::array<std::string_view, 4> kFalse = {"false", "0", "no", "否"};
  return std::none_of(kFalse.begin(), kFalse.end(),
                      [&](std::string_view word) { return base::equalNoCase(text, word); });
}

FactTable::FactTable(std::vector<std::string> fields) : fields_(std::move(fields)), wordColumns_(fields_.size()) {}

void FactTable::begin(std::string_view recordId, std::string_view type) {
  types_.push_back(words_.intern(type));
  statuses_.push_back(kNoWord);
  for (auto& column : dates_) column.push_back(kNoDate);
  values_.push_back(kNoValue);
  flags_.push_back(0);
  ids_ += recordId;
  idEnds_.push_back(ids_.size());
  for (auto& column : wordColumns_) column.push_back(kNoWord);
}

FieldState FactTable::set(std::string_view field, std::string_view text) {
  const int column = dateColumnOf(field);
  if (column >= 0) {
    bool ok = false;
    dates_[column].back() = readDay(text, ok);
    if (ok) return FieldState::kRead;
    flags_.back() |= kFactUnreadable;
    return FieldState::kBadDate;
  }
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i] == field) wordColumns_[i].back() = words_.intern(text);
  }
  if (field == "status") statuses_.back() = words_.intern(text);
  if (field == "public" && !readPublic(text)) flags_.back() |= kFactNotPublic;
  if (field != "value" || text.empty()) return FieldState::kRead;
  const std::optional<Decimal4> value = Decimal4::parse(text);
  if (value && value->units >= 0) {
    values_.back() = value->units;
    return FieldState::kRead;
  }
  flags_.back() |= kFactUnreadable;
  return value ? FieldState::kNegative : FieldState::kBadNumber;
}

void FactTable::append(const FactColumns& from, const Words& words, std::size_t row) {
  begin(from.recordId(row), words.text(from.type[row]));
  statuses_.back() = words_.intern(words.text(from.statusOf(row)));
  for (std::size_t i = 0; i < kDateColumns; ++i) dates_[i].back() = from.date(static_cast<DateColumn>(i), row);
  values_.back() = from.valueOf(row);
  flags_.back() = from.flagsOf(row);
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const int column = from.wordColumn(fields_[i]);
    if (column < 0) continue;
    wordColumns_[i].back() = words_.intern(words.text(from.words[static_cast<std::size_t>(column)].codes[row]));
  }
}

const FactColumns& FactTable::columns() {
  view_ = FactColumns();
  view_.rows = types_.size();
  view_.type = types_;
  view_.status = statuses_;
  for (std::size_t i = 0; i < kDateColumns; ++i) view_.dates[i] = dates_[i];
  view_.value = values_;
  view_.flags = flags_;
  view_.idEnd = idEnds_;
  view_.ids = ids_;
  for (std::size_t i = 0; i < fields_.size(); ++i) view_.words.push_back({fields_[i], wordColumns_[i]});
  return view_;
}

}  // namespace medcredit::grading
