// The ledger of one grade: every point with its record, rule, factor and reason; and its compact form on disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grading/program.h"

namespace medcredit::grading {

/// Why a line is zero or cut. The order is that in which they are tried.
enum class Reason : std::uint8_t { kNone, kUndated, kStatus, kUnless, kOncePer, kMaxTimes, kCap };
/// "no_date", "status", "unless", "once_per", "max_times", "cap"; empty for kNone.
[[nodiscard]] std::string_view reasonWord(Reason reason);

/// Why a subject has no grade, or kGraded.
enum class Standing : std::uint8_t { kGraded, kOutOfScope, kUnrated, kUndetermined };

/// Why a subject is undetermined.
enum class Obstacle : std::uint8_t {
  kNone,
  kParameter,   ///< a parameter has no value on the day
  kUnreadable,  ///< a date or number cannot be read, or a value is negative
  kStatus,      ///< a status without a row in the lifecycle
  kWord,        ///< a word without points, or an empty field
  kAmount,      ///< what the points are multiplied by is missing or impossible
  kSheet,       ///< a broken score sheet
  kLatest,      ///< no value for an indicator
  kTooLarge,    ///< numbers beyond 64 bits
};

/// No single record stands behind the line: an aggregate rule or an indicator leaf.
inline constexpr std::uint32_t kNoRecord = 0xFFFFFFFF;

struct LedgerLine {
  std::uint16_t line = 0;   ///< index in Program::lines
  std::uint16_t group = 0;  ///< index in Program::groups
  Reason reason = Reason::kNone;
  bool isPublic = true;              ///< group and record are public
  std::uint32_t record = kNoRecord;  ///< row of the facts, relative to the first row of the subject
  std::int32_t date = kNoDate;       ///< day the line is dated
  std::int64_t raw = 0;              ///< millionths
  std::int64_t factor = 0;           ///< millionths
  std::int64_t points = 0;           ///< 10^-4
  std::uint32_t restsBegin = 0;      ///< records of an aggregate line: [begin, end) of Outcome::rests
  std::uint32_t restsEnd = 0;

  friend bool operator==(const LedgerLine&, const LedgerLine&) = default;
};

/// Appends the lines in compact form: a count, then per line rule, group, reason, record, date, raw, factor and points
/// as variable-length numbers, differences where neighbours are close. `decimals` of the model bounds the points.
void encodeLedger(std::span<const LedgerLine> lines, std::span<const std::uint32_t> rests, std::string& out);

struct DecodedLedger {
  std::vector<LedgerLine> lines;
  std::vector<std::uint32_t> rests;
};
/// Reads one encoded ledger from the front of `data` and advances it. False when the bytes are no ledger.
[[nodiscard]] bool decodeLedger(std::string_view& data, DecodedLedger& out);

}  // namespace medcredit::grading
