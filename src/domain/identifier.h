// Identifiers of subjects with their full check algorithms (R-SUBJ-06).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace medcredit::domain {

/// Kinds of identifiers. Six organisation codes (行政相对人代码_1.._6), the health licence number and documents of
/// persons.
enum class IdentifierKind {
  kUnifiedCreditCode,       ///< 统一社会信用代码, GB 32100-2015
  kRegistrationNumber,      ///< 工商注册号, GS 15-2006
  kOrganisationCode,        ///< 组织机构代码, GB 11714
  kTaxNumber,               ///< 税务登记号
  kInstitutionNumber,       ///< 事业单位证书号
  kSocialOrgNumber,         ///< 社会组织登记证号
  kMedicalLicence,          ///< 医疗机构执业许可证登记号, 22 characters
  kCitizenId,               ///< 公民身份号码, GB 11643 (also 港澳台居民居住证)
  kPassport,                ///< 护照
  kHkMacaoPermit,           ///< 港澳居民来往内地通行证
  kTaiwanPermit,            ///< 台湾居民来往大陆通行证
  kPermanentResident,       ///< 外国人永久居留身份证
  kPhysicianQualification,  ///< 医师资格证书编码, 27 (24)
  kPhysicianPractice,       ///< 医师执业证书编码, 15
  kOther
};

/// Stable names used in stores, JSON and YAML: "usc", "reg-no", "org-code", "tax-no", "inst-no", "social-no",
/// "med-licence", "citizen-id", "passport", "hk-macao-permit", "taiwan-permit", "permanent-resident", "phys-qual",
/// "phys-practice", "other".
[[nodiscard]] std::string_view identifierKindName(IdentifierKind kind);
[[nodiscard]] std::optional<IdentifierKind> identifierKindFromName(std::string_view name);
/// Chinese term.
[[nodiscard]] std::string_view identifierKindLabel(IdentifierKind kind);

/// Documents and certificates of natural persons: encrypted at rest and masked on screen (R-SEC-04). Unknown kinds of
/// documents count as personal.
[[nodiscard]] bool isPersonal(IdentifierKind kind);

/// How an identifier fared. Codes are IDEN-*; `code` is empty when all is well.
struct IdentifierVerdict {
  bool valid = false;      ///< false: error, the value must not be stored as this kind
  bool warning = false;    ///< valid, but `code` tells a doubt (unknown region, inner check, odd passport form)
  std::string normalized;  ///< canonical form: half-width, upper-case, no hyphens or blanks
  std::string code;        ///< "" or IDEN-xxxx of the first offence
  /// The check character that would be right, when only the check is wrong; for a 15-digit identity number (no longer
  /// valid) its 18-digit form.
  std::string expected;
};

/// Regions known to the checks, so that an unknown region is a warning. Null: no region check.
class RegionLookup {
 public:
  virtual ~RegionLookup() = default;
  [[nodiscard]] virtual bool known(std::string_view sixDigits) const = 0;  ///< current or retired
};

struct IdentifierOptions {
  const RegionLookup* regions = nullptr;
  int minBirthYear = 1900;               ///< printed examples of GB 11643 need 1880
  std::optional<base::CivilDate> today;  ///< birth dates after it are refused
};

/// 17 zeros and X: "none yet", allowed for sole traders only, never a matching key.
inline constexpr std::string_view kPlaceholderCode = "00000000000000000X";

/// Full check of one value: cleaning, length, alphabet, check digits, dates, patterns.
[[nodiscard]] IdentifierVerdict checkIdentifier(IdentifierKind kind, std::string_view value,
                                                const IdentifierOptions& options = {});

/// Fast path for the validator: true when `value` is already canonical and passes every check of GB 32100 incl. the
/// inner check of character 17; false means "ask checkIdentifier".
[[nodiscard]] bool isCleanUnifiedCreditCode(std::string_view value);
/// As above for GB 11643 (18 characters, real date from 1900 to `today`).
[[nodiscard]] bool isCleanCitizenId(std::string_view value, base::CivilDate today);

/// As above for GB 11714 and GS 15-2006 (15 digits).
[[nodiscard]] bool isCleanOrganisationCode(std::string_view value);
[[nodiscard]] bool isCleanRegistrationNumber(std::string_view value);

/// Province part of an address code of GB 11643: 11-15 … 65, 71, 81, 82, 83, and 91 for foreigners' cards.
[[nodiscard]] bool isKnownProvince(std::string_view twoDigits);

/// Corrected value behind a verdict: the normalised value with the expected check character put in its place, or the
/// 18-digit form of a 15-digit identity number; empty when nothing can be computed.
[[nodiscard]] std::string suggestedIdentifier(IdentifierKind kind, const IdentifierVerdict& verdict);

/// Consistency across codes of one subject (warnings of the validator). Both values normalised and valid.
/// Characters 1-9 of a licence number equal 9-17 of the credit code; substitutes "PDY…" have no counterpart.
[[nodiscard]] bool licenceAgreesWithCode(std::string_view licence, std::string_view usc);
/// Category of a practice certificate (2-3) equals that of the qualification certificate (8-9).
[[nodiscard]] bool practiceAgreesWithQualification(std::string_view practice, std::string_view qualification);
/// Identity number at the end of a qualification certificate equals the person's own (15-digit forms are upgraded).
[[nodiscard]] bool qualificationAgreesWithCitizenId(std::string_view qualification, std::string_view citizenId);

/// Check characters, for generators and suggestions. Input must be well-formed without its check.
[[nodiscard]] char uscCheckCharacter(std::string_view first17);
[[nodiscard]] char orgCodeCheckCharacter(std::string_view first8);
[[nodiscard]] char regNoCheckDigit(std::string_view first14);
[[nodiscard]] char citizenIdCheckCharacter(std::string_view first17);

/// Kind of identifier behind a value of the enumeration 证件类型 ("身份证", "护照号", "护照" ...); empty when unknown.
[[nodiscard]] std::optional<IdentifierKind> documentKindFromLabel(std::string_view label);

/// Masked form for people without the right: first 3 and last 2 characters kept, the rest '*'
/// (shorter values keep the first only).
[[nodiscard]] std::string maskIdentifier(std::string_view value);
/// Person's name masked: first character kept ("王**").
[[nodiscard]] std::string maskName(std::string_view name);

}  // namespace medcredit::domain
