// Quality supervision (R-QUAL-01, 02, 05; R-COLL-05): rates by unit, entry and period. Every number can list its
// records.
//
// Formulas "QF-1" (默认值（依据未规定）). A decision belongs to the month of its decision date (without one: of its
// arrival).
//   received  = accepted records + rejected rows no later round has put right
//   compliant = accepted records;   late = received after the due day of the report clock
//   concealed = decisions of the register that never arrived although their due day has passed
//   expected  = received + concealed
//   合格率 = compliant/received, 迟报率 = late/received, 瞒报率 = concealed/expected
//   错报 = corrections with cause 错报, counted in the month in which the error became known
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"

namespace medcredit::service {

inline constexpr std::string_view kQualityFormula = "QF-1";

struct QualityQuery {
  std::string from, to;                                          ///< decision days, inclusive; empty = all
  std::string unit, entry;                                       ///< empty = all
  bool records = false;                                          ///< list the records behind every number
  std::optional<std::vector<std::string>> scope = std::nullopt;  ///< only these units (sorted); empty optional = all
};

/// Counts of one unit and entry, or of all.
struct QualityCounts {
  std::string unitId, unitName, entry;
  std::int64_t received = 0, compliant = 0, late = 0, concealed = 0, wrong = 0;
  std::int64_t manual = 0, file = 0, feed = 0;  ///< accepted records by channel (R-COLL-05)

  [[nodiscard]] std::int64_t expected() const { return received + concealed; }
  /// Decimals with four digits; empty when nothing was received (expected).
  [[nodiscard]] std::optional<std::string> complianceRate() const;
  [[nodiscard]] std::optional<std::string> lateRate() const;
  [[nodiscard]] std::optional<std::string> concealmentRate() const;
};

/// One thing behind a number.
struct QualityRecord {
  std::string list;  ///< compliant, unqualified, late, concealed, wrong, coverage, cycle, items
  std::string unitId, entry;
  std::string ref;  ///< "R5", "B3:12" (batch and row of the file) or "" for a decision never received
  std::string documentNo, decidedOn, receivedOn, dueOn;
  std::int64_t lateWorkdays = 0;  ///< working days after the due day, 0 when in time
};

/// Target of the profile and whether it is met.
struct QualityTarget {
  std::string name, target, actual;
  bool met = true;
  std::string source;
};

/// R-QUAL-05: conformity with coverage, update cycle and items.
struct QualitySupervision {
  std::int64_t coverage = 0;  ///< supplied by a unit outside the coverage of the entry (市本级)
  std::int64_t cycle = 0;     ///< arrived after the update cycle
  std::int64_t items = 0;     ///< rows with missing or extra items
};

struct QualityReport {
  QualityCounts total;
  std::vector<QualityCounts> groups;  ///< by unit and entry
  QualitySupervision supervision;
  std::vector<QualityTarget> targets;
  std::vector<QualityRecord> records;
};
/// QUAL-0001 / QUAL-0002 for an unknown entry or unit.
[[nodiscard]] base::Result<QualityReport> qualityReport(Context& context, const QualityQuery& query);

}  // namespace medcredit::service
