// Disclosure as one declarative policy (R-DISC-01…14): information class × state × field sensitivity × subject kind ×
// sharing × purpose × audience → show, mask, hide or deny. Loaded from jurisdictions/<id>/disclosure_policy.yaml and
// purposes.yaml; the server's decisions, the tests and the documentation page are made from the same rows. No row
// matches → deny.
#pragma once

#include <cstddef>
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
  kOwningUnit,      ///< staff of the supplying unit
  kSupervisor,      ///< staff whose data scope covers the unit
  kSharingPartner,  ///< partner department under government sharing
  kCreditAgency     ///< credit service agency: evaluation result only, with authorisation (R-DISC-06)
};
inline constexpr int kAudiences = 7;
[[nodiscard]] std::string_view audienceName(Audience a);   ///< "public", "subject", "authorised", "own-unit" …
[[nodiscard]] std::string_view audienceLabel(Audience a);  ///< 社会公众, 信用主体本人 …
[[nodiscard]] std::optional<Audience> audienceFromName(std::string_view name);

/// State of a record as far as disclosure is concerned.
enum class DisclosureState {
  kActive,     ///< in force, not on a public page (never public, or waiting to be)
  kPublished,  ///< on the public pages today
  kDisputed,   ///< published and under objection: stays shown with a mark (R-OBJ-07)
  kRepaired,   ///< credit repaired: publicity ended by repair
  kEnded,      ///< publicity over or taken down; the record itself is in force
  kSealed,     ///< record period over, kept in the closed archive (海南办法 第二十六条)
  kWithdrawn,  ///< void or taken back by its supplier
  kWithheld    ///< kept back from publicity with a recorded reason
};
inline constexpr int kDisclosureStates = 8;
[[nodiscard]] std::string_view disclosureStateName(DisclosureState s);   ///< "active", "published" …
[[nodiscard]] std::string_view disclosureStateLabel(DisclosureState s);  ///< 有效未公示, 公示中 …
[[nodiscard]] std::optional<DisclosureState> disclosureStateFromName(std::string_view name);

/// From narrow to wide. kDeny and kHide both leave the thing out as if it were not there; kDeny says that the asker has
/// no title to the kind of information at all, kHide that this one is not for him.
enum class DisclosureVerdict { kDeny, kHide, kMask, kShow };
[[nodiscard]] std::string_view verdictName(DisclosureVerdict v);   ///< "deny", "hide", "mask", "show"
[[nodiscard]] std::string_view verdictLabel(DisclosureVerdict v);  ///< 不提供, 不显示, 遮蔽, 显示
[[nodiscard]] std::optional<DisclosureVerdict> verdictFromName(std::string_view name);

[[nodiscard]] std::string_view sensitivityName(Sensitivity s);   ///< "public", "masked", "internal"
[[nodiscard]] std::string_view sensitivityLabel(Sensitivity s);  ///< 一般字段, 敏感字段, 内部字段
[[nodiscard]] std::optional<Sensitivity> sensitivityFromName(std::string_view name);

/// Sensitivity that counts: that of the field, narrowed for identity numbers, addresses and telephones whatever the
/// data file says, and for the names of natural persons in entries on natural persons.
[[nodiscard]] Sensitivity effectiveSensitivity(const FieldDef& field, SubjectKind subject);

/// A lawful purpose of a query (R-DISC-08).
struct Purpose {
  std::string id, label;
  std::vector<Audience> audiences;  ///< who may declare it
  /// Days after which the subject sees the act in its access log: lawful delay of a case investigation (R-SEC-10); 0:
  /// at once.
  int logDelayDays = 0;
  std::string source;
};

struct DisclosureQuestion {
  Audience audience = Audience::kPublic;
  InfoClass infoClass = InfoClass::kBasic;
  DisclosureState state = DisclosureState::kActive;
  Sensitivity sensitivity = Sensitivity::kPublic;
  SubjectKind subject = SubjectKind::kOrganisation;
  Sharing sharing = Sharing::kAuthorisedQuery;  ///< narrower of entry and record
  bool internalOnly = false;
  std::string_view purpose;  ///< id from the purpose list; empty: none declared
};

/// One row; empty sets match everything. First matching row wins; rows stand in the file from special to general.
struct DisclosureRow {
  std::string id, title;
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

  [[nodiscard]] bool matches(const DisclosureQuestion& question) const;
};

struct DisclosurePolicy {
  std::vector<DisclosureRow> rows;
  std::vector<Purpose> purposes;  ///< lawful purposes (R-DISC-08)
  std::string version;            ///< digest, written into evidence entries

  /// Verdict of the first row that matches; kDeny when none does. A purpose that is not on the list, or not open to the
  /// audience, counts as none. `rowId` gets the id of the row, or "default".
  [[nodiscard]] DisclosureVerdict decide(const DisclosureQuestion& question, std::string* rowId = nullptr) const;
  /// Index of the deciding row, or -1.
  [[nodiscard]] int decidingRow(const DisclosureQuestion& question) const;
  /// Nullptr when the list has no such purpose.
  [[nodiscard]] const Purpose* purpose(std::string_view id) const;
  /// True when the audience may declare this purpose.
  [[nodiscard]] bool lawful(std::string_view purposeId, Audience audience) const;
};

/// What no policy may do, whatever its rows say.
enum class PolicyFaultKind {
  kUnreachable,       ///< earlier rows decide everything the row speaks of
  kPersonPublic,      ///< a natural person's information shown to the public (R-DISC-02, X-12)
  kSensitivePublic,   ///< a sensitive or internal field shown in clear to the public (R-DISC-10)
  kUnpublished,       ///< something shown to the public that is not published
  kInternalOutside,   ///< internal-only information given to anyone but its own unit (R-CAT-12)
  kReferenceOutside,  ///< reference information given to society (R-DISC-07)
  kSealedOutside,     ///< sealed or withdrawn information given outside the authority
  kAgencyDetail       ///< anything but the result given to a credit service agency (R-DISC-06)
};
struct PolicyFault {
  PolicyFaultKind kind = PolicyFaultKind::kUnreachable;
  std::size_t row = 0;
};
/// Every row that is at fault, each kind once per row, in the order of the rows. Looks at the whole question space.
[[nodiscard]] std::vector<PolicyFault> findPolicyFaults(const DisclosurePolicy& policy);

/// 公开属性 of an evaluation result (R-DISC-09).
enum class ResultPublicity { kPublic, kAuthorised, kNone };
[[nodiscard]] std::string_view resultPublicityLabel(ResultPublicity p);  ///< 公开, 授权查询, 不公开
struct ResultDisclosure {
  ResultPublicity grade = ResultPublicity::kAuthorised;
  ResultPublicity detail = ResultPublicity::kAuthorised;
  std::string form;  ///< how the public part is given (汇总表, 等级); empty when not said
};
/// Reads the profile value grade.result.publicity: "公开（等级），授权查询（明细）", "公开（汇总表）", "授权查询". The
/// detail is by authorisation when not said; unknown words are read as 不公开. Results of natural persons are never
/// public (默认值（依据 未规定）: the narrower of the two).
[[nodiscard]] ResultDisclosure resultDisclosure(std::string_view profileValue, SubjectKind subject);

}  // namespace medcredit::domain
