// From a judged row to what the store needs: payload, natural key, derived facts, the keys of its subject. Shared by
// files and by manual entry, so that both obey the same rules. No I/O here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/cell.h"
#include "base/date.h"
#include "domain/catalogue.h"
#include "domain/classification.h"
#include "domain/finding.h"
#include "domain/identifier.h"
#include "domain/publicity.h"
#include "domain/record.h"
#include "domain/row_validator.h"
#include "jurisdiction/jurisdiction.h"
#include "store/records.h"

namespace medcredit::service {

/// Memory of one chunk: texts keep their address until clear().
class TextArena {
 public:
  std::string_view keep(std::string_view text);
  void clear();

 private:
  static constexpr std::size_t kBlock = 256 * 1024;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::vector<std::unique_ptr<char[]>> large_;  ///< texts that do not fit a block
  std::size_t block_ = 0, used_ = 0;
};

/// An identifier of the row's subject.
struct RowIdentifier {
  domain::IdentifierKind kind = domain::IdentifierKind::kOther;
  std::string_view value;
};

/// A judged row, ready for the store. Views live in the chunk's arena or in the Intake.
struct IntakeRow {
  std::int64_t fileRow = 0;
  std::int64_t correctsRow = 0;  ///< row of the earlier round named by the result column; 0 = none
  bool rejected = false;
  bool hasKey = false;  ///< the identity of the row could be told
  bool late = false;
  store::NaturalKey key{};
  store::NaturalKey subjectKey{};
  std::uint64_t payloadHash = 0;
  std::string_view subjectName;
  store::RecordFacts facts;
  std::vector<RowIdentifier> identifiers;
};

/// What the sender or clerk states beside the fields.
struct IntakeOptions {
  base::CivilDate received;
  domain::IntakeChannel channel = domain::IntakeChannel::kFile;
  domain::CreditScope scope = domain::CreditScope::kPublic;
  bool internalOnly = false;
  std::string severity, kindCode, moment;
};

/// Derives rows of one entry. Caches what depends on the date or on few values only.
class Intake {
 public:
  Intake(const jurisdiction::Jurisdiction& law, const domain::CatalogueEntry& entry,
         domain::PublicityRules publicityRules, IntakeOptions options);

  /// Fills `out` from a judged row; texts go to `arena`. `out.fileRow`, `out.rejected` and `out.payloadHash` are the
  /// caller's.
  void derive(const domain::JudgedRow& judged, TextArena& arena, IntakeRow& out);
  /// Facts of a stored payload under this law, for corrections and restored versions.
  [[nodiscard]] store::RecordFacts factsOf(const std::vector<std::string>& values);

  [[nodiscard]] const domain::CatalogueEntry& entry() const { return entry_; }

 private:
  struct DateFacts {
    std::string decided, due, publishDue;
    bool provisional = false;
    bool late = false;
  };
  struct ClassFacts {
    domain::Classified classified;
    domain::PublicityDecision publicity;
  };
  using Text = std::string_view;

  [[nodiscard]] const DateFacts& dateFacts(std::optional<base::CivilDate> decidedOn);
  [[nodiscard]] const ClassFacts& classFacts(std::optional<base::CivilDate> decidedOn,
                                             std::optional<domain::SubjectClass> cls, Text fulfilment, Text publicity);
  [[nodiscard]] store::RecordFacts facts(const DateFacts& date, std::optional<base::CivilDate> decidedOn,
                                         std::optional<domain::SubjectClass> cls, Text fulfilment, Text publicity);
  void collectIdentifiers(const domain::JudgedRow& judged, TextArena& arena, IntakeRow& out);
  [[nodiscard]] Text at(const domain::JudgedRow& judged, int field) const;

  const jurisdiction::Jurisdiction& law_;
  const domain::CatalogueEntry& entry_;
  domain::PublicityRules publicityRules_;
  IntakeOptions options_;
  std::string received_;
  int name_, documentNo_, fulfilment_, publicityType_, docType_, docNo_, subjectCode_;
  std::vector<std::pair<domain::IdentifierKind, int>> codes_;  ///< identifier kind and field index
  std::unordered_map<std::int32_t, DateFacts> dates_;
  DateFacts undated_;
  std::unordered_map<std::string, ClassFacts> classes_;
  const std::pair<const std::string, ClassFacts>* lastClass_ =
      nullptr;  ///< most rows are of the class of the one before
  std::string scratch_;
};

}  // namespace medcredit::service
