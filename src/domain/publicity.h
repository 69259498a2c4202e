// What may become public, until when, and what of it is shown. Pure rules: the narrower of entry and record wins
// (R-CAT-10), natural persons and internal information never become public (R-DUAL-10, R-CAT-12), identity numbers,
// addresses and telephone numbers are masked in every public output (R-DISC-10).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "domain/catalogue.h"
#include "domain/record.h"

namespace medcredit::domain {

/// Verdict with its reason in Chinese; `state` is kPending (to be published) or kNotPublic.
struct PublicityDecision {
  PublicityState state = PublicityState::kNotPublic;
  std::string reason;
};

/// What is known about one record when its publicity is decided.
struct PublicityFacts {
  std::optional<SubjectClass> subjectClass;
  std::string_view publicityType;  ///< 公开类型 of the record; empty when it has none
  bool internalOnly = false;       ///< R-CAT-12
  CreditScope scope = CreditScope::kPublic;
  std::optional<InfoClass> infoClass;
  std::string_view severity;  ///< "minor", "general", "serious" or empty
  std::optional<base::CivilDate> decidedOn;
};

/// What the jurisdiction says beside the catalogue entry itself.
struct PublicityRules {
  std::optional<bool> entrySwitch;  ///< switch of the jurisdiction (R-DUAL-04); empty: as the catalogue says
  std::string switchReason;         ///< why it is switched so
  /// First decision day from which minor (轻微) penalties are not published in principle; empty: no such rule.
  std::optional<base::CivilDate> minorHiddenFrom;
  std::string minorSource;  ///< source or default label of that rule, shown with the reason
};

[[nodiscard]] PublicityDecision decidePublicity(const CatalogueEntry& entry, const PublicityFacts& facts,
                                                const PublicityRules& rules);

/// Short form for intake, without profile switches: see the long form.
[[nodiscard]] PublicityDecision decidePublicity(const CatalogueEntry& entry, std::optional<SubjectClass> cls,
                                                std::string_view publicityType, bool internalOnly, CreditScope scope);

/// True for the values of 公开类型 that mean "to the public" (默认值（依据未规定）: 社会公开; an empty value leaves it
/// to the entry). Unknown values are read as narrower, never as wider.
[[nodiscard]] bool publicityTypeIsPublic(std::string_view publicityType);

/// Last day of publicity (inclusive): the earlier of the record's own 公示截止期 and `start` plus the longest term of
/// its severity (see parseDuration; "unlimited", "until-end" and "" set no maximum). Empty: no end.
[[nodiscard]] std::optional<base::CivilDate> publicityEnd(std::optional<base::CivilDate> recordEnd,
                                                          std::optional<base::CivilDate> start,
                                                          std::string_view longestTerm);

/// How a field appears in public.
enum class PublicShape { kShown, kMasked, kOmitted };

/// One field of a public view.
struct PublicField {
  std::string code;   ///< national code or name
  std::string name;   ///< Chinese label
  std::string value;  ///< as the public sees it
  PublicShape shape = PublicShape::kShown;
};

/// Shape of a field in public: its own sensitivity, narrowed for identity numbers, addresses and telephone numbers
/// whatever the data file says.
[[nodiscard]] PublicShape publicShape(const FieldDef& field);

/// Value of one field as the public sees it; empty for omitted fields.
[[nodiscard]] std::string publicValue(const FieldDef& field, std::string_view value);

/// All fields of a record that the public sees, in the order of the field set; omitted fields are left out.
/// `values[i]` belongs to field i of the entry; missing trailing values are empty.
[[nodiscard]] std::vector<PublicField> publicView(const CatalogueEntry& entry, std::span<const std::string> values);

/// Free text with citizen id numbers and telephone numbers masked (违法事实 often names the people concerned).
[[nodiscard]] std::string maskPersonalNumbers(std::string_view text);

}  // namespace medcredit::domain
