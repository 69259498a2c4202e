#include "grading/offline_facts.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <thread>
#include <utility>

#include "grading/offline_lane.h"
#include "grading/quick_hash.h"

namespace medcredit::grading {

namespace {

void addNew(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const auto& word : from) {
    if (std::find(to.begin(), to.end(), word) == to.end()) to.push_back(word);
  }
}

}  // namespace

FactNeeds FactNeeds::of(const Program& program) {
  FactNeeds needs;
  needs.asOf = program.asOf;
  needs.add(program);
  return needs;
}

void FactNeeds::add(const Program& program) {
  addNew(types, program.types);
  addNew(fields, program.fields);
}

PackedFacts::PackedFacts(const SubjectList& subjects, FactNeeds needs)
    : subjects_(subjects), needs_(std::move(needs)), partitions_((subjects.size() + kSpan - 1) / kSpan) {}

PackedFacts::~PackedFacts() = default;

base::Status PackedFacts::readLane(Lane& lane, CsvPieces& pieces, const std::vector<std::string>& names) {
  lane.columns(names);
  std::vector<char> buffer;
  CsvPiece piece;
  for (;;) {
    MC_ASSIGN(const bool more, pieces.next(buffer, piece));
    if (!more) return {};
    lane.take(piece);
  }
}

base::Status PackedFacts::read(const ByteSource& source, unsigned threads, OfflineReport& report) {
  CsvPieces pieces(source);
  MC_ASSIGN(const auto names, pieces.header());
  for (const std::string_view needed : {"subject_id", "record_id", "of"}) {
    if (std::find(names.begin(), names.end(), needed) == names.end()) {
      return base::fail("GRAD-0401", {{"column", std::string(needed)}});
    }
  }
  for (unsigned i = 0; i < threads; ++i) lanes_.push_back(std::make_unique<Lane>(subjects_, needs_, partitions_));
  std::vector<base::Status> results(threads);
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 1; i < threads; ++i) {
      workers.emplace_back([&, i] { results[i] = readLane(*lanes_[i], pieces, names); });
    }
    results[0] = readLane(*lanes_[0], pieces, names);
  }
  for (auto& result : results) MC_TRY(std::move(result));
  mergeWords();
  mergeReports(report);
  return {};
}

void PackedFacts::mergeWords() {
  // Codes of the merged dictionary depend on which lane read what; results do not depend on codes.
  for (auto& lane : lanes_) {
    for (std::size_t code = 0; code < lane->words.size(); ++code) {
      lane->merged.push_back(words_.intern(lane->words.text(static_cast<WordCode>(code))));
    }
  }
  for (const auto& type : needs_.types) (void)words_.intern(type);
}

void PackedFacts::mergeReports(OfflineReport& report) const {
  std::vector<std::uint64_t> rowsOfPiece;
  for (const auto& lane : lanes_) {
    for (const auto& [piece, rows] : lane->rowsOfPiece) {
      if (rowsOfPiece.size() <= piece) rowsOfPiece.resize(piece + std::size_t{1});
      rowsOfPiece[piece] = rows;
    }
    report.facts += lane->rows;
    report.kept += lane->kept;
  }
  std::vector<std::uint64_t> rowsBefore;
  std::uint64_t before = 1;  // the header
  for (const std::uint64_t rows : rowsOfPiece) {
    rowsBefore.push_back(before);
    before += rows;
  }
  for (std::size_t kind = 0; kind < kTroubles; ++kind) {
    TroubleCount& total = report.troubles[kind];
    for (const auto& lane : lanes_) {
      const LaneTrouble& own = lane->troubles[kind];
      total.count += own.count;
      for (const auto& spot : own.first) total.first.push_back({rowsBefore[spot.piece] + spot.row, spot.text});
    }
    std::sort(total.first.begin(), total.first.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
    if (total.first.size() > TroubleCount::kPlaces) total.first.resize(TroubleCount::kPlaces);
  }
}

void PackedFacts::release(std::uint32_t partition) {
  for (auto& lane : lanes_) lane->partitions[partition] = {};
}

std::uint64_t PackedFacts::bytes() const {
  std::uint64_t total = 0;
  for (const auto& lane : lanes_) {
    for (const auto& partition : lane->partitions) total += partition.bytes;
  }
  return total;
}

std::uint64_t PackedFacts::rawScan() const {
  std::uint64_t sum = 0;
  for (const auto& lane : lanes_) {
    for (const auto& partition : lane->partitions) {
      for (const auto& block : partition.blocks) {
        const char* at = block.data.get();
        const char* end = at + block.used;
        std::uint64_t word = 0;
        for (; at + sizeof word <= end; at += sizeof word) {
          std::memcpy(&word, at, sizeof word);
          sum += word;
        }
        for (; at < end; ++at) sum += static_cast<unsigned char>(*at);
      }
    }
  }
  return sum;
}

namespace {

/// Marks the subjects some record id of which stands in several rows.
bool repeatsId(const UnpackedFacts& facts, std::size_t begin, std::size_t end, std::vector<std::uint32_t>& scratch) {
  constexpr std::size_t kFew = 48;
  if (end - begin <= kFew) {
    for (std::size_t i = begin + 1; i < end; ++i) {
      for (std::size_t j = begin; j < i; ++j) {
        if (facts.idHash[i] == facts.idHash[j]) return true;
      }
    }
    return false;
  }
  scratch.assign(facts.idHash.begin() + static_cast<std::ptrdiff_t>(begin),
                 facts.idHash.begin() + static_cast<std::ptrdiff_t>(end));
  std::sort(scratch.begin(), scratch.end());
  return std::adjacent_find(scratch.begin(), scratch.end()) != scratch.end();
}

}  // namespace

void PackedFacts::unpack(std::uint32_t partition, UnpackedFacts& out) const {
  out.firstSubject = partition * kSpan;
  const std::uint32_t subjects = std::min(kSpan, subjects_.size() - out.firstSubject);
  // Pieces in the order of the file, whoever read them.
  struct Segment {
    std::uint32_t piece;
    std::uint32_t lane;
    std::size_t mark;
  };
  std::vector<Segment> segments;
  for (std::uint32_t lane = 0; lane < lanes_.size(); ++lane) {
    const auto& own = lanes_[lane]->partitions[partition];
    for (std::size_t mark = 0; mark < own.marks.size(); ++mark) segments.push_back({own.marks[mark].piece, lane, mark});
  }
  std::sort(segments.begin(), segments.end(), [](const Segment& a, const Segment& b) { return a.piece < b.piece; });
  out.order.clear();
  out.next.assign(subjects + std::size_t{1}, 0);
  for (const Segment& segment : segments) {
    const auto& own = lanes_[segment.lane]->partitions[partition];
    PackedCursor cursor(own, segment.mark);
    while (const char* record = cursor.next()) {
      out.order.emplace_back(record, segment.lane);
      ++out.next[packedSubject(record) + std::size_t{1}];
    }
  }
  const std::size_t rows = out.order.size();
  for (std::size_t i = 1; i < out.next.size(); ++i) out.next[i] += out.next[i - 1];
  out.ranges.resize(subjects);
  for (std::uint32_t i = 0; i < subjects; ++i) out.ranges[i] = {out.next[i], out.next[i + std::size_t{1}], false};
  // Rows sorted by subject, in the order of the file within each.
  out.sorted.resize(rows);
  for (const auto& record : out.order) out.sorted[out.next[packedSubject(record.first)]++] = record;
  out.type.resize(rows);
  out.status.resize(rows);
  for (auto& dates : out.dates) dates.resize(rows);
  out.value.resize(rows);
  out.flags.resize(rows);
  out.idEnd.resize(rows);
  out.idHash.resize(rows);
  out.words.resize(needs_.fields.size());
  for (auto& column : out.words) column.resize(rows);
  out.ids.clear();
  std::vector<WordCode> typeCodes;
  for (const auto& type : needs_.types) typeCodes.push_back(words_.find(type));
  typeCodes.push_back(kNoWord);  // types no model names
  PackedRecord record;
  record.words.resize(needs_.fields.size());
  for (std::size_t row = 0; row < rows; ++row) {
    constexpr std::size_t kAhead = 8;
    if (row + kAhead < rows) __builtin_prefetch(out.sorted[row + kAhead].first);
    const Lane& lane = *lanes_[out.sorted[row].second];
    unpackRecord(out.sorted[row].first, record);
    out.type[row] = typeCodes[record.type];
    out.status[row] = lane.merged[record.status];
    for (std::size_t i = 0; i < kDateColumns; ++i) out.dates[i][row] = record.dates[i];
    out.value[row] = record.value;
    out.flags[row] = record.flags;
    for (std::size_t i = 0; i < out.words.size(); ++i) out.words[i][row] = lane.merged[record.words[i]];
    out.ids.append(record.id);
    out.idEnd[row] = out.ids.size();
    out.idHash[row] = static_cast<std::uint32_t>(quickHash(record.id));
  }
  std::vector<std::uint32_t> scratch;
  for (auto& range : out.ranges) range.versions = repeatsId(out, range.begin, range.end, scratch);
  out.columns.rows = rows;
  out.columns.type = out.type;
  out.columns.status = out.status;
  for (std::size_t i = 0; i < kDateColumns; ++i) out.columns.dates[i] = out.dates[i];
  out.columns.value = out.value;
  out.columns.flags = out.flags;
  out.columns.idEnd = out.idEnd;
  out.columns.ids = out.ids;
  out.columns.words.clear();
  for (std::size_t i = 0; i < out.words.size(); ++i) out.columns.words.push_back({needs_.fields[i], out.words[i]});
}

}  // namespace medcredit::grading
