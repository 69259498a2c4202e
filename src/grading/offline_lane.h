// What one thread reads and packs of F.csv. Internal to the offline run.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grading/offline_facts.h"

namespace medcredit::grading {

struct PackedBlock {
  std::unique_ptr<char[]> data;
  std::uint32_t used = 0;
  std::uint32_t size = 0;
};
/// Where the records of a piece begin.
struct PackedMark {
  std::uint32_t piece = 0;
  std::uint32_t block = 0;
  std::uint32_t offset = 0;
};
struct PackedPartition {
  std::vector<PackedBlock> blocks;
  std::vector<PackedMark> marks;
  std::uint64_t bytes = 0;
};

/// A fact unpacked. Words and status are codes of the lane's dictionary.
struct PackedRecord {
  std::uint32_t type = 0;  ///< index in FactNeeds::types
  WordCode status = kNoWord;
  std::int32_t dates[kDateColumns];
  std::int64_t value = kNoValue;
  std::uint8_t flags = 0;
  std::vector<WordCode> words;
  std::string_view id;
};

// A packed record: length of the rest (u16), subject within the partition (u16), what is present (u16), then the parts.
[[nodiscard]] inline std::uint32_t packedSubject(const char* record) {
  return static_cast<unsigned char>(record[2]) |
         (static_cast<std::uint32_t>(static_cast<unsigned char>(record[3])) << 8U);
}
void unpackRecord(const char* record, PackedRecord& out);

/// Walks the records of one piece in a partition.
class PackedCursor {
 public:
  PackedCursor(const PackedPartition& partition, std::size_t mark);
  [[nodiscard]] const char* next();  ///< nullptr at the end

 private:
  const PackedPartition& partition_;
  std::size_t block_;
  std::size_t offset_;
  std::size_t endBlock_;
  std::size_t endOffset_;
};

struct LaneSpot {
  std::uint32_t piece = 0;
  std::uint64_t row = 0;  ///< within the piece, from 1
  std::string text;
};
struct LaneTrouble {
  std::uint64_t count = 0;
  std::vector<LaneSpot> first;
};

class PackedFacts::Lane {
 public:
  Lane(const SubjectList& subjects, const FactNeeds& needs, std::uint32_t partitionCount);

  void columns(const std::vector<std::string>& names);
  void take(const CsvPiece& piece);

  Words words;
  std::vector<WordCode> merged;  ///< own code → code of the run
  std::vector<PackedPartition> partitions;
  std::vector<std::pair<std::uint32_t, std::uint64_t>> rowsOfPiece;
  std::uint64_t rows = 0;
  std::uint64_t kept = 0;
  std::array<LaneTrouble, kTroubles> troubles;

 private:
  enum class Role : std::uint8_t { kNone, kSubject, kRecord, kType, kStatus, kPublic, kValue, kDate };
  struct Column {
    Role role = Role::kNone;
    int date = 0;
    int word = -1;  ///< index in FactNeeds::fields
  };
  struct Waiting {
    std::vector<std::string_view> fields;
    SubjectList::Probe probe;
    std::uint64_t row = 0;
  };

  void note(Trouble trouble, std::uint64_t row, std::string_view text);
  void flush(std::size_t count, std::uint32_t piece);
  void clearRecord();
  void pack(const Waiting& waiting, std::uint32_t piece);
  /// A row of a type no model names counts for nothing, but it may be the version that stands (language.md 3.1).
  void packUnnamed(const Waiting& waiting, std::uint32_t subject, std::uint32_t piece);
  void readField(const Column& column, std::string_view text, std::uint64_t row);
  void store(std::uint32_t subject, std::uint32_t piece);
  [[nodiscard]] int typeOf(std::string_view text);

  const SubjectList& subjects_;
  const FactNeeds& needs_;
  std::uint32_t piece_ = 0;
  std::size_t width_ = 0;
  std::size_t subjectColumn_ = 0;
  std::size_t typeColumn_ = 0;
  std::vector<std::size_t> used_;  ///< columns that are read
  std::vector<Column> columns_;
  std::vector<Waiting> batch_;
  Words typeWords_;
  std::vector<int> typeCodes_;
  PackedRecord record_;
  std::vector<char> scratch_;
};

}  // namespace medcredit::grading
