#include "grading/offline_subjects.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "grading/quick_hash.h"

namespace medcredit::grading {

namespace {

constexpr std::array<std::string_view, 6> kColumns = {"subject_id", "kind", "type", "region", "registered_on", "feeds"};
constexpr std::size_t kCut = 60;

std::uint32_t tagOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

void note(OfflineReport& report, Trouble trouble, std::uint64_t row, std::string_view text) {
  TroubleCount& count = report.of(trouble);
  ++count.count;
  if (count.first.size() < TroubleCount::kPlaces) count.first.push_back({row, std::string(text.substr(0, kCut))});
}

}  // namespace

std::string_view SubjectList::id(std::uint32_t at) const {
  const Key& key = keys_[at];
  if (key.size != kLong) return {key.bytes, key.size};
  std::uint32_t where = 0;
  std::memcpy(&where, key.bytes, sizeof where);
  return long_[where];
}

Subject SubjectList::subject(std::uint32_t at) const {
  const Row& row = rows_[at];
  Subject out;
  out.id = id(at);
  out.kind = words_.text(row.kind);
  out.type = words_.text(row.type);
  out.region = words_.text(row.region);
  out.registeredOn = row.registeredOn;
  out.feeds = words_.text(row.feeds);
  return out;
}

void SubjectList::add(std::string_view id, const Row& row) {
  Key key;
  if (id.size() <= sizeof key.bytes) {
    if (!id.empty()) std::memcpy(key.bytes, id.data(), id.size());
    key.size = static_cast<std::uint8_t>(id.size());
  } else {
    const auto where = static_cast<std::uint32_t>(long_.size());
    long_.emplace_back(id);
    std::memcpy(key.bytes, &where, sizeof where);
    key.size = kLong;
  }
  keys_.push_back(key);
  rows_.push_back(row);
  if (rows_.size() * 2 > slots_.size()) {
    index();
  } else {
    const std::uint64_t hash = quickHash(id);
    std::size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot].at != kNone) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = {tagOf(hash), static_cast<std::uint32_t>(rows_.size() - 1)};
  }
}

void SubjectList::index() {
  constexpr std::size_t kFirst = 1024;
  const std::size_t size = std::max(kFirst, slots_.size() * 2);
  slots_.assign(size, Slot{});
  for (std::uint32_t at = 0; at < rows_.size(); ++at) {
    const std::uint64_t hash = quickHash(id(at));
    std::size_t slot = hash & (size - 1);
    while (slots_[slot].at != kNone) slot = (slot + 1) & (size - 1);
    slots_[slot] = {tagOf(hash), at};
  }
}

void SubjectList::start(Probe& probe, std::string_view id) const {
  probe.hash = quickHash(id);
  probe.slot = probe.hash & (slots_.size() - 1);
  __builtin_prefetch(&slots_[probe.slot]);
}

void SubjectList::fetch(Probe& probe) const {
  probe.at = kNone;
  const std::uint32_t tag = tagOf(probe.hash);
  while (slots_[probe.slot].at != kNone && slots_[probe.slot].tag != tag)
    probe.slot = (probe.slot + 1) & (slots_.size() - 1);
  probe.at = slots_[probe.slot].at;
  if (probe.at != kNone) __builtin_prefetch(&keys_[probe.at]);
}

void SubjectList::finish(Probe& probe, std::string_view wanted) const {
  const std::uint32_t tag = tagOf(probe.hash);
  while (probe.at != kNone && id(probe.at) != wanted) {
    do {
      probe.slot = (probe.slot + 1) & (slots_.size() - 1);
    } while (slots_[probe.slot].at != kNone && slots_[probe.slot].tag != tag);
    probe.at = slots_[probe.slot].at;
  }
}

std::uint32_t SubjectList::find(std::string_view wanted) const {
  if (slots_.empty()) return kNone;
  Probe probe;
  start(probe, wanted);
  fetch(probe);
  finish(probe, wanted);
  return probe.at;
}

base::Status SubjectList::read(const ByteSource& source, OfflineReport& report) {
  CsvPieces pieces(source);
  MC_ASSIGN(const auto names, pieces.header());
  std::array<int, kColumns.size()> columns{};
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    const auto found = std::find(names.begin(), names.end(), kColumns[i]);
    columns[i] = found == names.end() ? -1 : static_cast<int>(found - names.begin());
  }
  if (columns[0] < 0) return base::fail("GRAD-0401", {{"column", "subject_id"}});
  index();
  std::vector<char> buffer;
  std::vector<std::string_view> fields;
  CsvPiece piece;
  std::uint64_t row = 1;
  for (;;) {
    MC_ASSIGN(const bool more, pieces.next(buffer, piece));
    if (!more) break;
    CsvRows rows(piece);
    while (rows.next(fields)) {
      ++row;
      if (fields.size() == 1 && fields[0].empty()) continue;  // an empty line
      if (rows.malformed() || fields.size() != names.size()) {
        note(report, Trouble::kMalformedRow, row, fields.empty() ? std::string_view() : fields[0]);
        continue;
      }
      const auto field = [&](std::size_t i) {
        return columns[i] < 0 ? std::string_view() : fields[static_cast<std::size_t>(columns[i])];
      };
      const std::string_view id = field(0);
      if (id.empty()) {
        note(report, Trouble::kNoSubjectId, row, "");
        continue;
      }
      if (find(id) != kNone) {
        note(report, Trouble::kDuplicateSubject, row, id);
        continue;
      }
      bool ok = false;
      const std::int32_t registered = readDay(field(4), ok);
      if (!ok) note(report, Trouble::kBadRegistration, row, field(4));
      add(id, {words_.intern(field(1)), words_.intern(field(2)), words_.intern(field(3)), words_.intern(field(5)),
               registered});
    }
  }
  return {};
}

}  // namespace medcredit::grading
