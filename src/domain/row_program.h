// A catalogue entry compiled for judging rows: one small program per field, rules with their fields resolved.
// Internal to the row validator.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "domain/catalogue.h"
#include "domain/identifier.h"
#include "domain/row_validator.h"

namespace medcredit::domain {

/// Values of one enumeration, found without a loop over them.
class EnumIndex {
 public:
  explicit EnumIndex(const Enumeration& source);

  /// Position of a canonical value, -1 when `text` is none. Allocation-free.
  [[nodiscard]] int find(std::string_view text) const {
    const int position = slots_[hash(text) & mask_];
    if (position >= 0 && values_[static_cast<std::size_t>(position)] == text) return position;
    return position == kCollision ? findSlow(text) : -1;
  }
  /// Position of the value that `text` is another spelling of (alias, width, brackets, traditional characters), or -1.
  [[nodiscard]] int findAlias(std::string_view text) const;
  /// Canonical value nearest by edit distance, when one is near enough and no other is as near; else empty.
  [[nodiscard]] std::string_view nearest(std::string_view text) const;

  [[nodiscard]] const Enumeration& source() const { return source_; }
  [[nodiscard]] std::string_view value(int position) const { return values_[static_cast<std::size_t>(position)]; }
  /// Positions fit a 64-bit set.
  [[nodiscard]] bool small() const { return values_.size() <= 64; }
  /// All values for a message, joined and cut after the first dozen.
  [[nodiscard]] std::string choices() const;

 private:
  static constexpr int kEmpty = -1;
  static constexpr int kCollision = -2;

  /// Labels differ in their last characters and their length; eight bytes of the end are enough to tell them apart.
  [[nodiscard]] static std::size_t hash(std::string_view text) {
    std::uint64_t tail = 0;
    if (text.size() >= sizeof tail) {
      std::memcpy(&tail, text.data() + (text.size() - sizeof tail), sizeof tail);
    } else {
      for (const char c : text) tail = (tail << 8U) | static_cast<unsigned char>(c);
    }
    return static_cast<std::size_t>(((tail ^ (text.size() * 0x9E3779B97F4A7C15ULL)) * 0xD6E8FEB86659FD93ULL) >> 40U);
  }
  [[nodiscard]] int findSlow(std::string_view text) const;

  const Enumeration& source_;
  std::vector<std::string_view> values_;
  std::vector<int> slots_;
  std::size_t mask_ = 0;
  std::unordered_map<std::string, int> aliases_;  ///< by header key
};

enum class FieldCheck : unsigned char {
  kText,
  kCode,
  kDate,
  kDecimal,
  kInteger,
  kEnum,
  kEnumList,
  kUsc,
  kCitizenId,
  kOrgCode,
  kRegNo,
  kIdentifier  ///< any other kind: no fast path
};

/// True for the checks that go through checkIdentifier when a value is not clean.
[[nodiscard]] constexpr bool isIdentifierCheck(FieldCheck check) { return check >= FieldCheck::kUsc; }

struct FieldProgram {
  FieldCheck check = FieldCheck::kText;
  std::size_t maxLength = 0;  ///< characters, or integer digits of a decimal; 0 = no limit
  FieldRole role = FieldRole::kNone;
  IdentifierKind identifier = IdentifierKind::kOther;
  const EnumIndex* enumeration = nullptr;
  const FieldDef* def = nullptr;
  bool flagsSigns = false;          ///< a leading + or - is suspicious, too (names)
  bool placeholderAllowed = false;  ///< the subject's own credit code
};

struct RuleProgram {
  RuleKind kind = RuleKind::kNotAfterToday;
  const RuleDef* def = nullptr;
  int a = -1;
  int b = -1;
  std::uint64_t wanted = 0;  ///< required-if, blank-unless: positions of `values` in the enumeration of b
  bool byPosition = false;   ///< `wanted` is usable
  base::CivilDate earliest;
  base::Decimal6 threshold;
  std::vector<int> fields;  ///< one-identity-key
};

/// Everything judge() needs, immutable but for the memo of known regions.
struct RowProgram {
  RowProgram(const CatalogueEntry& source, const std::vector<Enumeration>& enumerations, RowContext rowContext);

  /// RegionLookup::known behind a memo: a byte per six-digit code. Thread-safe.
  [[nodiscard]] bool regionKnown(std::string_view sixDigits) const;

  const CatalogueEntry& entry;
  RowContext context;
  IdentifierOptions identifierOptions;
  std::vector<std::unique_ptr<EnumIndex>> enumerationIndexes;
  std::vector<FieldProgram> fields;
  std::vector<RuleProgram> rules;
  std::vector<unsigned char> presence[kSubjectClasses];  ///< Presence by field
  int subjectClass = -1, unifiedCode = -1, subjectCode = -1, decisionDate = -1, sourceName = -1, sourceCode = -1;
  int licence = -1, practice = -1, qualification = -1, citizenId = -1;

 private:
  void compileField(const FieldDef& def);
  void compileRule(const RuleDef& def);

  mutable std::unique_ptr<std::atomic<unsigned char>[]> regionMemo_;
};

}  // namespace medcredit::domain
