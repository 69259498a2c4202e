// What the jurisdiction in force says about publishing one entry: switch, regime by severity, channels, item list.
// Shared by the publishing, exchange and supervision use cases.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/publicity.h"
#include "service/context.h"
#include "store/duties.h"
#include "store/publicity.h"

namespace medcredit::service {

/// Rules of one entry, resolved once.
struct EntryPublicity {
  const domain::CatalogueEntry* entry = nullptr;
  domain::PublicityRules rules;
  bool isPublic = false;  ///< entry level only: catalogue or profile switch, never for natural persons
  std::vector<const jurisdiction::Channel*> direct;   ///< channels that get a package
  std::vector<const jurisdiction::Channel*> tracked;  ///< channels that another channel shares with (R-DUAL-08)
};

/// A record with the values of its current version in the field order of today's entry.
struct RecordFields {
  const EntryPublicity* publicity = nullptr;
  std::vector<std::string> values;

  [[nodiscard]] std::string_view byRole(domain::FieldRole role) const;
};

/// Switch and severity regime of one entry, as decidePublicity needs them.
[[nodiscard]] domain::PublicityRules publicityRulesOf(const jurisdiction::Jurisdiction& law,
                                                      const domain::CatalogueEntry& entry);

/// Reads the law for publishing; keeps what it resolved. Lives as long as one use case.
class PublicityDesk {
 public:
  explicit PublicityDesk(Context& context) : context_(context) {}

  /// Nullptr when the catalogue has no such entry.
  [[nodiscard]] const EntryPublicity* entry(std::string_view code);
  /// Entries that are public at all, in catalogue order.
  [[nodiscard]] std::vector<const EntryPublicity*> publicEntries();
  /// Values of a record; PUBL-0005 when its entry is no longer in the catalogue, PUBL-0024 when its payload is broken.
  [[nodiscard]] base::Result<RecordFields> fields(const store::PublicityRow& row);
  /// Publicity of a record under the law in force.
  [[nodiscard]] domain::PublicityDecision decide(const store::PublicityRow& row, const RecordFields& fields) const;
  /// Severity that the class data of a penalty suggest; empty when one is stated or no rule covers the record.
  [[nodiscard]] std::optional<domain::SeverityProposal> proposal(const store::PublicityRow& row,
                                                                 const RecordFields& fields) const;
  /// Last day of publicity (R-DUAL-12), empty when none is set. Where no severity is stated the proposed one decides.
  [[nodiscard]] std::optional<base::CivilDate> until(const store::PublicityRow& row, const RecordFields& fields) const;
  /// Day by which a decision must be published; empty when the entry has no publicity clock.
  [[nodiscard]] std::optional<domain::DueDate> dueOf(const EntryPublicity& publicity, base::CivilDate decidedOn) const;
  /// Warning PUBL-0016 or PUBL-0017 when the decision's matter stands outside the loaded item list (R-DUAL-06).
  [[nodiscard]] base::Result<std::optional<base::Error>> itemWarning(const store::PublicityRow& row,
                                                                     const RecordFields& fields);

 private:
  [[nodiscard]] base::Result<std::vector<std::string>> valuesOf(const store::PublicityRow& row,
                                                                const domain::CatalogueEntry& entry);

  Context& context_;
  std::map<std::string, EntryPublicity, std::less<>> entries_;
  std::map<std::int64_t, std::vector<int>> fieldMaps_;  ///< older entry version -> field index of today's entry
  std::optional<std::vector<store::PowerItem>> items_;
};

}  // namespace medcredit::service
