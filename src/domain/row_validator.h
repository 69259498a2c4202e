// Validation of one row against a catalogue entry, compiled once per import. The clean row is the fast path:
// no allocation, no copy; the row is judged where the reader left it (at least 700,000 rows of 30 columns a second).
//
// One defect gives one finding: a cell that has failed takes no part in the rules across fields. What is checked, in
// this order: cells (reader's remarks, characters, length, type, enumeration, identifier), presence for the subject
// class, rules.
#pragma once

#include <cstdint>
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

/// Texts of one row that differ from the reader's buffer. Memory is kept from row to row.
class ValueArena {
 public:
  /// Copies `text`; the view is valid until clear().
  std::string_view keep(std::string_view text);
  void clear();

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };
  std::vector<Block> blocks_;
  std::size_t block_ = 0;  ///< block in use
  std::size_t used_ = 0;   ///< bytes used of it
};

/// What judge() knows about a value beyond its text.
struct TypedValue {
  std::int64_t number = 0;  ///< date: days since 1970-01-01; decimal: millionths; enumeration: bit set of its positions
  bool present = false;     ///< a value stands in the cell
  bool flagged = false;     ///< a finding lies on it that takes it out of the rules across fields
};

/// How a stored value differs from what was sent without a change of meaning: base::CleanFlags and the bits below.
enum NormalisationFlags : unsigned {
  kNormalisedCase = 1U << 8U,        ///< lower-case letters of a code raised
  kNormalisedSeparators = 1U << 9U,  ///< blanks, hyphens inside a code dropped; separators of a list unified
  kNormalisedForm = 1U << 10U        ///< date or number written another way
};
struct Normalisation {
  int field = 0;  ///< field index of the entry
  unsigned flags = 0;
};

/// A judged row. `values` are canonical: cleaned, dates "YYYY-MM-DD", codes upper-case, enumerations canonical;
/// index = field index of the entry. Views point into the reader's buffer, the validator or `arena`; valid until the
/// next judge(). Reuse one object per thread: it carries the working memory.
struct JudgedRow {
  std::vector<std::string_view> values;
  std::vector<TypedValue> typed;  ///< same index as values
  std::optional<SubjectClass> subjectClass;
  std::optional<base::CivilDate> decidedOn;
  bool hasError = false;
  /// `column` holds the field index of the entry (-1 for the row); row and file column are filled by the caller.
  std::vector<Finding> findings;
  std::vector<Normalisation> normalised;  ///< recorded, never a finding
  ValueArena arena;
};

class RowValidator {
 public:
  /// Compiles the checks of `entry`. The entry and context must outlive the validator.
  RowValidator(const CatalogueEntry& entry, const std::vector<Enumeration>& enumerations, RowContext context);
  ~RowValidator();
  RowValidator(RowValidator&&) noexcept;

  /// Judges one row: `cells[i]` belongs to field i of the entry (an absent column is an empty cell). `out` is reused.
  /// Safe to call from several threads with different `out`.
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
