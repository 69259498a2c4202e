// Validation of one row against a catalogue entry, compiled once per import. The clean row is the fast path:
// no allocation, no copy; the row is judged where the reader left it.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cell.h"
#include "base/date.h"
#include "base/decimal.h"
#include "domain/catalogue.h"
#include "domain/finding.h"
#include "domain/identifier.h"

namespace medcredit::domain {

struct RowContext {
  base::CivilDate today;
  const RegionLookup* regions = nullptr;
  /// Default of 数据来源单位 when the entry has no such field or the cell is empty is the supplying unit.
  std::string supplyingUnitName;
  std::string supplyingUnitCode;
};

/// A judged row. `values` are canonical: cleaned, dates "YYYY-MM-DD", codes upper-case, enumerations canonical;
/// index = field index of the entry. Views point into the reader's buffer or into `arena`; valid until the next judge().
struct JudgedRow {
  std::vector<std::string_view> values;
  std::optional<SubjectClass> subjectClass;
  std::optional<base::CivilDate> decidedOn;
  bool hasError = false;
  std::vector<Finding> findings;  ///< row and column filled by the caller from the mapping
  std::vector<std::unique_ptr<std::string>> arena;
};

class RowValidator {
 public:
  /// Compiles the checks of `entry`. The entry and context must outlive the validator.
  RowValidator(const CatalogueEntry& entry, const std::vector<Enumeration>& enumerations, RowContext context);
  ~RowValidator();
  RowValidator(RowValidator&&) noexcept;

  /// Judges one row: `cells[i]` belongs to field i of the entry (an absent column is an empty cell). `out` is reused.
  void judge(std::span<const base::CellView> cells, JudgedRow& out) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Natural key of a judged row (default R-COLL-20: entry + subject key + document number + deciding authority; where an
/// entry has no document number, its name/matter/decision date stand in). Canonical text, to be hashed by the caller.
/// Empty when the identity of the row cannot be told.
void appendNaturalKey(const CatalogueEntry& entry, const JudgedRow& row, std::string& out);

}  // namespace medcredit::domain
