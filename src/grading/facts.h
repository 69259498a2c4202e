// Facts of subjects as columns: what the engine reads.
//
// A fact (record) is a row; each field is a column of its own, so that a run touches only what its model names. Words
// are codes of one dictionary, dates are days, numbers are fixed point; nothing is allocated per fact. The rows of a
// subject stand together, in the order in which they were given. The views are spans: the same evaluation runs over
// vectors in memory and over a file mapped into it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"

namespace medcredit::grading {

/// Code of a word in a dictionary. 0 is the empty text.
using WordCode = std::uint32_t;
inline constexpr WordCode kNoWord = 0;
/// A code that no dictionary gives: a word that no fact carries.
inline constexpr WordCode kForeignWord = std::numeric_limits<WordCode>::max();
/// An empty date column.
inline constexpr std::int32_t kNoDate = std::numeric_limits<std::int32_t>::min();
/// An empty `value` (10^-4 units otherwise).
inline constexpr std::int64_t kNoValue = std::numeric_limits<std::int64_t>::min();

/// The dictionary of the words of facts. Codes are given in the order of first sight; results never depend on them.
class Words {
 public:
  Words();
  [[nodiscard]] WordCode intern(std::string_view text);
  /// kForeignWord when no fact carries the text.
  [[nodiscard]] WordCode find(std::string_view text) const;
  [[nodiscard]] std::string_view text(WordCode code) const;
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

 private:
  [[nodiscard]] std::size_t slotOf(std::string_view text, std::uint64_t hash) const;
  void grow();

  static constexpr std::size_t kBlock = 1U << 16U;
  std::vector<std::unique_ptr<char[]>> blocks_;  // texts do not move
  std::size_t blockLeft_ = 0;
  char* blockNext_ = nullptr;
  std::vector<std::string_view> texts_;
  std::vector<std::uint64_t> hashes_;
  std::vector<WordCode> slots_;  // open addressing, kForeignWord = free
};

/// Bits of FactColumns::flags.
enum FactFlags : std::uint8_t {
  kFactNotPublic = 1U,   ///< `public` is a false word
  kFactUnreadable = 2U,  ///< a date or `value` could not be read, or `value` is negative: the subject is undetermined
};

/// Date columns every record has.
enum class DateColumn : std::uint8_t { kOccurred, kDetermined, kEnded, kKnown, kStatus };
inline constexpr std::size_t kDateColumns = 5;

/// Columns of facts, not owned. An empty span stands for a column that is empty in every row.
struct FactColumns {
  struct WordColumn {
    std::string name;  ///< "severity", "outcome", "active", any further field
    std::span<const WordCode> codes;
  };

  std::size_t rows = 0;
  std::span<const WordCode> type;
  std::span<const WordCode> status;
  std::span<const std::int32_t> dates[kDateColumns];  ///< by DateColumn; days, kNoDate when empty
  std::span<const std::int64_t> value;                ///< 10^-4, kNoValue when empty
  std::span<const std::uint8_t> flags;
  std::span<const std::uint64_t> idEnd;  ///< end of a row's record id in `ids`; it begins where the former ends
  std::string_view ids;
  std::vector<WordColumn> words;

  [[nodiscard]] std::string_view recordId(std::size_t row) const {
    const std::uint64_t begin = row == 0 ? 0 : idEnd[row - 1];
    return ids.substr(begin, idEnd[row] - begin);
  }
  [[nodiscard]] std::int32_t date(DateColumn column, std::size_t row) const {
    const auto& days = dates[static_cast<std::size_t>(column)];
    return days.empty() ? kNoDate : days[row];
  }
  [[nodiscard]] WordCode statusOf(std::size_t row) const { return status.empty() ? kNoWord : status[row]; }
  [[nodiscard]] std::uint8_t flagsOf(std::size_t row) const { return flags.empty() ? std::uint8_t{0} : flags[row]; }
  [[nodiscard]] std::int64_t valueOf(std::size_t row) const { return value.empty() ? kNoValue : value[row]; }
  /// Index in `words`; -1 when no such column was kept.
  [[nodiscard]] int wordColumn(std::string_view name) const;
};

/// A subject, as the engine sees it.
struct Subject {
  std::string_view id;
  std::string_view kind;
  std::string_view type;
  std::string_view region;
  std::int32_t registeredOn = kNoDate;
  std::string_view feeds;  ///< sources separated by ';'
};

/// Rows [begin, end) of one subject. `versions`: some record id may stand in several rows (versions of one record);
/// false promises that it does not.
struct FactRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool versions = true;
};

/// What came of a field's text.
enum class FieldState : std::uint8_t { kRead, kBadDate, kBadNumber, kNegative };

/// Facts owned in memory, filled record by record: model tests, single subjects, small runs.
class FactTable {
 public:
  /// `fields`: word columns to keep (Program::fields()).
  explicit FactTable(std::vector<std::string> fields);

  /// Begins a record; fields follow.
  void begin(std::string_view recordId, std::string_view type);
  /// Sets a field by name from its text. Fields nobody asked for are passed over. An unreadable date or number, or a
  /// negative `value`, is remembered with the record (the subject is undetermined) and returned.
  FieldState set(std::string_view field, std::string_view text);
  /// Begins a record with everything that a row of other columns holds of it.
  void append(const FactColumns& from, const Words& words, std::size_t row);

  [[nodiscard]] const FactColumns& columns();
  [[nodiscard]] std::size_t size() const { return types_.size(); }
  [[nodiscard]] Words& words() { return words_; }
  [[nodiscard]] FactRange all() const { return {0, types_.size(), true}; }

 private:
  Words words_;
  std::vector<std::string> fields_;
  std::vector<WordCode> types_;
  std::vector<WordCode> statuses_;
  std::vector<std::int32_t> dates_[kDateColumns];
  std::vector<std::int64_t> values_;
  std::vector<std::uint8_t> flags_;
  std::vector<std::uint64_t> idEnds_;
  std::string ids_;
  std::vector<std::vector<WordCode>> wordColumns_;
  FactColumns view_;
};

/// The date column of a name ("occurred_on"); -1 when it is none of the five.
[[nodiscard]] int dateColumnOf(std::string_view field);
/// Strict YYYY-MM-DD; kNoDate for empty text; `ok` false when it is no day.
[[nodiscard]] std::int32_t readDay(std::string_view text, bool& ok);
/// False for the false words: `false`, `0`, `no`, `否`.
[[nodiscard]] bool readPublic(std::string_view text);

}  // namespace medcredit::grading
