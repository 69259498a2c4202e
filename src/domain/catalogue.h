// Catalogue entries and field sets as values (R-CAT-01, 03, 04, 08, 10). They are loaded from jurisdictions/ and drive
// templates, forms, validation, deadlines, publicity and access; no field name of a local catalogue stands in code:
// code finds fields by their *role*.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace medcredit::domain {

/// 信息主体类型 of an entry (R-CAT-03): the key of an entry is (name, subject type).
enum class SubjectKind { kOrganisation, kNaturalPerson, kGovernment };
[[nodiscard]] std::string_view subjectKindCode(SubjectKind k);   ///< "ORG", "NP", "GOV"
[[nodiscard]] std::string_view subjectKindLabel(SubjectKind k);  ///< 法人/非法人组织, 自然人, 政务主体
[[nodiscard]] std::optional<SubjectKind> subjectKindFromCode(std::string_view code);

/// 行政相对人类别: decides the presence rules of a row.
enum class SubjectClass { kOrganisation, kSoleTrader, kNaturalPerson };
inline constexpr int kSubjectClasses = 3;
[[nodiscard]] std::string_view subjectClassLabel(SubjectClass c);  ///< 法人及非法人组织, 个体工商户, 自然人
[[nodiscard]] std::optional<SubjectClass> subjectClassFromLabel(std::string_view label);

/// What a field means to the program. Each entry binds each role to at most one field.
enum class FieldRole {
  kNone,
  kSubjectName,
  kSubjectClass,
  kUnifiedCode,
  kRegistrationNo,
  kOrganisationCode,
  kTaxNo,
  kInstitutionNo,
  kSocialOrgNo,
  kMedicalLicenceNo,  ///< 登记证号
  kSubjectCode,       ///< 承诺人代码: a credit code or an identity number, by subject kind
  kLegalRepresentative,
  kLegalRepDocType,
  kLegalRepDocNo,
  kDocType,
  kDocNo,
  kCitizenId,
  kDocumentName,
  kDocumentNo,    ///< 文书名称, 文书号
  kDecisionDate,  ///< 决定/认定/签发日期: event that starts the clocks
  kValidFrom,
  kValidTo,
  kPublicityEnd,
  kAuthorityName,
  kAuthorityCode,  ///< 许可/处罚/认定机关 and its code
  kSourceName,
  kSourceCode,       ///< 数据来源单位 and its code
  kPublicityType,    ///< 公开类型 (R-CAT-10)
  kFulfilmentState,  ///< 承诺履行状态 (X-08)
  kPenaltyClass,
  kPenaltyContent,
  kFineAmount,
  kConfiscatedAmount,
  kStatus,
  kRemark,
  kQualificationCode,
  kPracticeCode,
  kMatter,
  kCommitmentType
};
[[nodiscard]] std::string_view fieldRoleName(
    FieldRole r);  ///< kebab-case: "subject-name", "unified-code", "decision-date" …
[[nodiscard]] std::optional<FieldRole> fieldRoleFromName(std::string_view name);

enum class FieldType { kText, kCode, kDate, kDecimal, kInteger };
enum class Presence { kOptional, kRequired, kBlank, kConditional };
/// Who may see the field in a public view.
enum class Sensitivity { kPublic, kMasked, kInternal };

/// One field (字段项).
struct FieldDef {
  std::string code;                  ///< national code ("CF_WSH"), or empty for fields the catalogue only names
  std::string name;                  ///< Chinese label exactly as the catalogue writes it
  std::vector<std::string> aliases;  ///< other labels and codes seen in templates (2016, 2018 editions)
  FieldRole role = FieldRole::kNone;
  FieldType type = FieldType::kText;
  int maxLength = 0;  ///< characters; 0 = no limit. For kDecimal: integer digits (fraction is 6)
  Presence presence[kSubjectClasses] = {Presence::kOptional, Presence::kOptional, Presence::kOptional};
  std::string enumeration;  ///< id of an Enumeration; empty for none
  bool multiValue = false;  ///< several values joined by ；
  std::string identifier;   ///< identifier kind name to check against ("usc"); empty for none
  Sensitivity sensitivity = Sensitivity::kPublic;
  std::string note;    ///< rule in Chinese for the template's rules sheet
  std::string source;  ///< seed + article, or "default: …"

  /// Identity in findings and JSON: national code, else the name.
  [[nodiscard]] const std::string& id() const { return code.empty() ? name : code; }
};

struct EnumValue {
  std::string value;                 ///< canonical Chinese value
  std::vector<std::string> aliases;  ///< accepted spellings and codes, reported as normalised
};
struct Enumeration {
  std::string id;
  std::vector<EnumValue> values;
  bool open = false;           ///< other values are a warning, not an error
  bool otherWithNote = false;  ///< "其他-补充说明" accepted
  std::string source;
};

/// Cross-field rules: a closed vocabulary, parameterised by data.
enum class RuleKind {
  kNotAfterToday,   ///< a <= today
  kNotBefore,       ///< a >= b (both present)
  kEarliest,        ///< a >= date `text` (1949-10-01)
  kRequiredIf,      ///< a required (and > 0 when decimal) when b holds one of `values`; no values: when b is filled
  kBlankUnless,     ///< a blank unless b holds one of `values`
  kBothOrNone,      ///< a and b both filled or both empty
  kDocumentNumber,  ///< b is a valid document number of the type in a
  kOrgCodeInUsc,    ///< b equals characters 9-17 of a
  kPrefixByClass,   ///< credit code prefix fits the subject class
  kYuanEntry,       ///< amount a above `text` (万元) is probably in yuan
  kAmountInText,    ///< amount named in text field b equals a * 10000 yuan
  kNameAgreesWithRegister,  ///< subject name and code agree with the register
  kOneIdentityKey,          ///< at least one of the fields named in `values` is filled (a is the first of them)
  kPublicityNotWider        ///< record publicity type may narrow, never widen the entry's (R-CAT-10)
};
[[nodiscard]] std::optional<RuleKind> ruleKindFromName(std::string_view name);  ///< "not-after-today" …
[[nodiscard]] std::string_view ruleKindName(RuleKind kind);

enum class Severity { kError, kWarning };

struct RuleDef {
  std::string id;  ///< "DP05"
  RuleKind kind = RuleKind::kNotAfterToday;
  std::string fieldA;  ///< field id (code or name)
  std::string fieldB;
  std::vector<std::string> values;
  std::string text;
  Severity severity = Severity::kError;
  std::string basis;  ///< shown with the finding
};

/// Ordered fields with their rules; versioned by the digest of its content.
struct FieldSet {
  std::string id;  ///< "national-cf-2021", "luoyang-qz"
  std::string title;
  std::string edition;
  std::string status;  ///< e.g. "外部资料，待核实"; empty when it comes from a seed
  std::vector<FieldDef> fields;
  std::vector<RuleDef> rules;
  std::string source;
};

/// 信息性质类型.
enum class Nature { kPositive, kNeutral, kNegative };
/// 共享属性.
enum class Sharing { kPublicByLaw, kAuthorisedQuery, kGovernmentSharing };
[[nodiscard]] std::string_view natureLabel(Nature n);    ///< 正面 / 中性 / 负面
[[nodiscard]] std::string_view sharingLabel(Sharing s);  ///< 依法公开 / 授权查询 / 政务共享查询
[[nodiscard]] std::optional<Nature> natureFromLabel(std::string_view label);
[[nodiscard]] std::optional<Sharing> sharingFromLabel(std::string_view label);

/// Layers a local entry must trace to (R-CAT-05).
enum class CatalogueLayer { kNational, kProvincial, kProvincialHealthBase, kLocal };

/// One catalogue entry (目录条目). Bound together with its resolved field set: an *entry version*.
struct CatalogueEntry {
  std::string code;  ///< "XK-ORG"
  std::string name;  ///< 行政许可信息
  SubjectKind subject = SubjectKind::kOrganisation;
  std::string coverage;        ///< 市本级
  std::string updateCycle;     ///< as written: 每月 / 7个工作日内
  std::string reportClock;     ///< deadline id for reporting
  std::string publicityClock;  ///< deadline id for publicity; empty when the entry is not public
  Nature nature = Nature::kNeutral;
  Sharing sharing = Sharing::kAuthorisedQuery;
  bool isPublic = false;         ///< 是否社会公开
  std::string enforcementClass;  ///< 行政许可, 行政处罚 … of the union of 11 (X-09); empty for none
  std::string fieldSetId;
  std::string fieldsText;  ///< the annex sentence when fields refer to an external standard
  FieldSet fieldSet;       ///< resolved
  std::vector<std::string> offices;
  std::string officesText;  ///< as written in the annex
  bool officesOpenEnded = false;
  CatalogueLayer layer = CatalogueLayer::kLocal;
  std::vector<std::string> basis;  ///< ids of the basis register
  std::string retention;           ///< retention rule id (R-CAT-04); inherited defaults are labelled
  std::string usePeriod;
  std::string content, useScope,
      dataSource;  ///< 信息记录的内容, 使用范围, 数据来源 (海南办法 第九条); empty where not asked
  std::string infoClass;  ///< name of the InfoClass the entry states itself; empty: by nature (R-CLASS-02)
  std::string source;     ///< seed + lines

  /// SM3 of the canonical text of entry + fields + rules + enumerations: records stay bound to it.
  std::string versionDigest;

  [[nodiscard]] const FieldDef* byRole(FieldRole role) const;
  /// Index into fieldSet.fields, or -1.
  [[nodiscard]] int indexOfRole(FieldRole role) const;
  [[nodiscard]] int indexOfField(std::string_view id) const;
};

}  // namespace medcredit::domain
