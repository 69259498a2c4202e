#include "domain/catalogue.h"

#include <array>
#include <utility>

namespace medcredit::domain {

namespace {

template <class E>
struct Named {
  E value;
  std::string_view name;
};

template <class E, std::size_t N>
constexpr std::string_view nameOf(const std::array<Named<E>, N>& table, E value) {
  for (const auto& row : table) {
    if (row.value == value) return row.name;
  }
  return {};
}

template <class E, std::size_t N>
constexpr std::optional<E> valueOf(const std::array<Named<E>, N>& table, std::string_view name) {
  for (const auto& row : table) {
    if (row.name == name) return row.value;
  }
  return std::nullopt;
}

constexpr auto kSubjectKinds = std::to_array<Named<SubjectKind>>(
    {{SubjectKind::kOrganisation, "ORG"}, {SubjectKind::kNaturalPerson, "NP"}, {SubjectKind::kGovernment, "GOV"}});
constexpr auto kSubjectKindLabels = std::to_array<Named<SubjectKind>>({{SubjectKind::kOrganisation, "法人/非法人组织"},
                                                                       {SubjectKind::kNaturalPerson, "自然人"},
                                                                       {SubjectKind::kGovernment, "政务主体"}});
constexpr auto kSubjectClassLabels =
    std::to_array<Named<SubjectClass>>({{SubjectClass::kOrganisation, "法人及非法人组织"},
                                        {SubjectClass::kSoleTrader, "个体工商户"},
                                        {SubjectClass::kNaturalPerson, "自然人"}});
constexpr auto kFieldRoles = std::to_array<Named<FieldRole>>({
    {FieldRole::kNone, "none"},
    {FieldRole::kSubjectName, "subject-name"},
    {FieldRole::kSubjectClass, "subject-class"},
    {FieldRole::kUnifiedCode, "unified-code"},
    {FieldRole::kRegistrationNo, "registration-no"},
    {FieldRole::kOrganisationCode, "organisation-code"},
    {FieldRole::kTaxNo, "tax-no"},
    {FieldRole::kInstitutionNo, "institution-no"},
    {FieldRole::kSocialOrgNo, "social-org-no"},
    {FieldRole::kMedicalLicenceNo, "medical-licence-no"},
    {FieldRole::kSubjectCode, "subject-code"},
    {FieldRole::kLegalRepresentative, "legal-representative"},
    {FieldRole::kLegalRepDocType, "legal-rep-doc-type"},
    {FieldRole::kLegalRepDocNo, "legal-rep-doc-no"},
    {FieldRole::kDocType, "doc-type"},
    {FieldRole::kDocNo, "doc-no"},
    {FieldRole::kCitizenId, "citizen-id"},
    {FieldRole::kDocumentName, "document-name"},
    {FieldRole::kDocumentNo, "document-no"},
    {FieldRole::kDecisionDate, "decision-date"},
    {FieldRole::kValidFrom, "valid-from"},
    {FieldRole::kValidTo, "valid-to"},
    {FieldRole::kPublicityEnd, "publicity-end"},
    {FieldRole::kAuthorityName, "authority-name"},
    {FieldRole::kAuthorityCode, "authority-code"},
    {FieldRole::kSourceName, "source-name"},
    {FieldRole::kSourceCode, "source-code"},
    {FieldRole::kPublicityType, "publicity-type"},
    {FieldRole::kFulfilmentState, "fulfilment-state"},
    {FieldRole::kPenaltyClass, "penalty-class"},
    {FieldRole::kPenaltyContent, "penalty-content"},
    {FieldRole::kFineAmount, "fine-amount"},
    {FieldRole::kConfiscatedAmount, "confiscated-amount"},
    {FieldRole::kStatus, "status"},
    {FieldRole::kRemark, "remark"},
    {FieldRole::kQualificationCode, "qualification-code"},
    {FieldRole::kPracticeCode, "practice-code"},
    {FieldRole::kMatter, "matter"},
    {FieldRole::kCommitmentType, "commitment-type"},
});
constexpr auto kRuleKinds = std::to_array<Named<RuleKind>>({
    {RuleKind::kNotAfterToday, "not-after-today"},
    {RuleKind::kNotBefore, "not-before"},
    {RuleKind::kEarliest, "earliest"},
    {RuleKind::kRequiredIf, "required-if"},
    {RuleKind::kBlankUnless, "blank-unless"},
    {RuleKind::kBothOrNone, "both-or-none"},
    {RuleKind::kDocumentNumber, "document-number"},
    {RuleKind::kOrgCodeInUsc, "org-code-in-usc"},
    {RuleKind::kPrefixByClass, "prefix-by-class"},
    {RuleKind::kYuanEntry, "yuan-entry"},
    {RuleKind::kAmountInText, "amount-in-text"},
    {RuleKind::kNameAgreesWithRegister, "name-agrees-with-register"},
    {RuleKind::kOneIdentityKey, "one-identity-key"},
    {RuleKind::kPublicityNotWider, "publicity-not-wider"},
});
constexpr auto kNatures = std::to_array<Named<Nature>>(
    {{Nature::kPositive, "正面"}, {Nature::kNeutral, "中性"}, {Nature::kNegative, "负面"}});
constexpr auto kSharings = std::to_array<Named<Sharing>>({{Sharing::kPublicByLaw, "依法公开"},
                                                          {Sharing::kAuthorisedQuery, "授权查询"},
                                                          {Sharing::kGovernmentSharing, "政务共享查询"}});

}  // namespace

std::string_view subjectKindCode(SubjectKind k) { return nameOf(kSubjectKinds, k); }
std::string_view subjectKindLabel(SubjectKind k) { return nameOf(kSubjectKindLabels, k); }
std::optional<SubjectKind> subjectKindFromCode(std::string_view code) { return valueOf(kSubjectKinds, code); }

std::string_view subjectClassLabel(SubjectClass c) { return nameOf(kSubjectClassLabels, c); }
std::optional<SubjectClass> subjectClassFromLabel(std::string_view label) {
  return valueOf(kSubjectClassLabels, label);
}

std::string_view fieldRoleName(FieldRole r) { return nameOf(kFieldRoles, r); }
std::optional<FieldRole> fieldRoleFromName(std::string_view name) { return valueOf(kFieldRoles, name); }

std::optional<RuleKind> ruleKindFromName(std::string_view name) { return valueOf(kRuleKinds, name); }
std::string_view ruleKindName(RuleKind kind) { return nameOf(kRuleKinds, kind); }

std::string_view natureLabel(Nature n) { return nameOf(kNatures, n); }
std::string_view sharingLabel(Sharing s) { return nameOf(kSharings, s); }
std::optional<Nature> natureFromLabel(std::string_view label) { return valueOf(kNatures, label); }
std::optional<Sharing> sharingFromLabel(std::string_view label) { return valueOf(kSharings, label); }

int CatalogueEntry::indexOfRole(FieldRole role) const {
  for (std::size_t i = 0; i < fieldSet.fields.size(); ++i) {
    if (fieldSet.fields[i].role == role) return static_cast<int>(i);
  }
  return -1;
}

const FieldDef* CatalogueEntry::byRole(FieldRole role) const {
  const int index = indexOfRole(role);
  return index < 0 ? nullptr : &fieldSet.fields[static_cast<std::size_t>(index)];
}

int CatalogueEntry::indexOfField(std::string_view id) const {
  for (std::size_t i = 0; i < fieldSet.fields.size(); ++i) {
    if (fieldSet.fields[i].id() == id) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace medcredit::domain
