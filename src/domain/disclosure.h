// Disclosure as one declarative policy (R-DISC-01…14): information class × state × field sensitivity × subject kind × purpose ×
// audience → show, mask, hide or deny. Loaded from jurisdictions/<id>/disclosure.yaml; the server's table, the tests and the
// documentation page are made from the same rows. No row matches → deny.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/catalogue.h"
#include "domain/record.h"

namespace medcredit::domain {

/// Who asks, as the policy sees it.
enum class Audience {
  kPublic,          ///< anybody, also search engines
  kSubjectSelf,     ///< the subject or its authorised delegate
  kAuthorised,      ///< third party with the subject's authorisation for this purpose
  kOwningUnit,      ///< staff of the supplying unit or its central desk
  kSupervisor,      ///< staff whose data scope covers the unit
  kSharingPartner,  ///< partner department under government sharing
  kCreditAgency     ///< credit service agency: evaluation result only, with authorisation (R-DISC-06)
};
[[nodiscard]] std::string_view audienceName(Audience a);
[[nodiscard]] std::optional<Audience> audienceFromName(std::string_view name);

/// State of a record as far as disclosure is concerned.
enum class DisclosureState { kActive, kPublished, kDisputed, kRepaired, kEnded, kSealed, kWithdrawn, kWithheld };

enum class DisclosureVerdict { kDeny, kHide, kMask, kShow };

struct DisclosureQuestion {
  Audience audience = Audience::kPublic;
  InfoClass infoClass = InfoClass::kBasic;
  DisclosureState state = DisclosureState::kActive;
  Sensitivity sensitivity = Sensitivity::kPublic;
  SubjectKind subject = SubjectKind::kOrganisation;
  Sharing sharing = Sharing::kAuthorisedQuery;  ///< narrower of entry and record
  bool internalOnly = false;
  std::string_view purpose;                     ///< id from the purpose list; empty for the public
};

/// One row; empty sets match everything. First matching row wins; rows stand in the file from special to general.
struct DisclosureRow {
  std::string id;
  std::vector<Audience> audiences;
  std::vector<InfoClass> classes;
  std::vector<DisclosureState> states;
  std::vector<Sensitivity> sensitivities;
  std::vector<SubjectKind> subjects;
  std::vector<Sharing> sharings;
  std::vector<std::string> purposes;
  std::optional<bool> internalOnly;
  DisclosureVerdict verdict = DisclosureVerdict::kDeny;
  std::string source;
};

struct DisclosurePolicy {
  std::vector<DisclosureRow> rows;
  std::vector<std::string> purposes;  ///< lawful purposes (R-DISC-08)
  std::string version;                ///< digest, written into evidence entries

  [[nodiscard]] DisclosureVerdict decide(const DisclosureQuestion& question, std::string* rowId = nullptr) const;
};

}  // namespace medcredit::domain
