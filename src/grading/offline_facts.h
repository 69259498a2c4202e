// Facts of an offline run: F.csv packed into partitions of neighbouring subjects.
//
// Reading goes through the file once, in any order of rows, and keeps only what the program reads, some twenty bytes
// per fact. A partition then unpacks into columns small enough for the processor's cache, its rows sorted by subject,
// and is graded there. Memory is the packed facts and two partitions, not the file.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "grading/csv_scan.h"
#include "grading/facts.h"
#include "grading/offline_report.h"
#include "grading/offline_subjects.h"
#include "grading/program.h"

namespace medcredit::grading {

/// What of the facts a run reads: union over its programs.
struct FactNeeds {
  std::vector<std::string> types;
  std::vector<std::string> fields;
  std::int32_t asOf = 0;
  [[nodiscard]] static FactNeeds of(const Program& program);
  void add(const Program& program);
};

/// A partition unpacked: columns and the rows of each of its subjects. Reused from partition to partition.
struct UnpackedFacts {
  std::uint32_t firstSubject = 0;
  FactColumns columns;
  std::vector<FactRange> ranges;  ///< by subject of the partition

  std::vector<WordCode> type;
  std::vector<WordCode> status;
  std::vector<std::int32_t> dates[kDateColumns];
  std::vector<std::int64_t> value;
  std::vector<std::uint8_t> flags;
  std::vector<std::uint64_t> idEnd;
  std::string ids;
  std::vector<std::vector<WordCode>> words;
  std::vector<std::uint32_t> idHash;
  std::vector<std::uint32_t> next;
  std::vector<std::pair<const char*, std::uint32_t>> order;  // packed record, lane
  std::vector<std::pair<const char*, std::uint32_t>> sorted;
};

class PackedFacts {
 public:
  /// Subjects of one partition.
  static constexpr std::uint32_t kSpan = 1024;

  PackedFacts(const SubjectList& subjects, FactNeeds needs);
  ~PackedFacts();

  /// Reads F.csv with the given number of threads. Fails with GRAD-0401 (a needed column is missing), GRAD-0402 (a row
  /// too long) or an error of the source.
  [[nodiscard]] base::Status read(const ByteSource& source, unsigned threads, OfflineReport& report);

  [[nodiscard]] std::uint32_t partitions() const { return partitions_; }
  /// The dictionary of all lanes; complete after read().
  [[nodiscard]] const Words& words() const { return words_; }
  [[nodiscard]] const FactNeeds& needs() const { return needs_; }
  void unpack(std::uint32_t partition, UnpackedFacts& out) const;
  /// Frees the memory of a partition.
  void release(std::uint32_t partition);
  /// Bytes of packed facts.
  [[nodiscard]] std::uint64_t bytes() const;
  /// Adds up every byte of every fact: the measure of a raw scan of the same facts in memory.
  [[nodiscard]] std::uint64_t rawScan() const;

 private:
  class Lane;
  [[nodiscard]] base::Status readLane(Lane& lane, CsvPieces& pieces, const std::vector<std::string>& names);
  void mergeWords();
  void mergeReports(OfflineReport& report) const;

  const SubjectList& subjects_;
  FactNeeds needs_;
  std::uint32_t partitions_ = 0;
  std::vector<std::unique_ptr<Lane>> lanes_;
  Words words_;
};

}  // namespace medcredit::grading
