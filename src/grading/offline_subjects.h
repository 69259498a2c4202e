// The subjects of an offline run: S.csv in memory, found by id.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "grading/csv_scan.h"
#include "grading/facts.h"
#include "grading/huge_pages.h"
#include "grading/offline_report.h"

namespace medcredit::grading {

class SubjectList {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// Reads `subject_id,kind,type,region,registered_on,feeds` (any order, further columns passed over). Fails with
  /// GRAD-0401 without `subject_id`.
  [[nodiscard]] base::Status read(const ByteSource& source, OfflineReport& report);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }
  [[nodiscard]] Subject subject(std::uint32_t at) const;
  [[nodiscard]] std::string_view id(std::uint32_t at) const;

  /// Lookup in three strides, so that a batch of ids waits for memory once, not once per id.
  struct Probe {
    std::uint64_t hash = 0;
    std::size_t slot = 0;
    std::uint32_t at = kNone;
  };
  void start(Probe& probe, std::string_view id) const;   ///< fetches the slot
  void fetch(Probe& probe) const;                        ///< fetches the id of the first match
  void finish(Probe& probe, std::string_view id) const;  ///< `at` is the subject or kNone
  [[nodiscard]] std::uint32_t find(std::string_view id) const;

 private:
  struct Row {
    std::uint32_t kind = 0;
    std::uint32_t type = 0;
    std::uint32_t region = 0;
    std::uint32_t feeds = 0;
    std::int32_t registeredOn = kNoDate;
  };
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t at = kNone;
  };
  /// An id of up to 15 bytes stands in its place; a longer one in `long_`.
  struct Key {
    char bytes[15] = {};
    std::uint8_t size = 0;  ///< kLong: the bytes hold an index into `long_`
  };
  static constexpr std::uint8_t kLong = 0xFF;

  void add(std::string_view id, const Row& row);
  void index();

  Words words_;
  std::vector<Row> rows_;
  HugeVector<Key> keys_;
  std::vector<std::string> long_;
  HugeVector<Slot> slots_;
};

}  // namespace medcredit::grading
