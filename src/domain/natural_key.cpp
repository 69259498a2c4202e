// Natural key of a row (R-COLL-20): by it the same decision sent twice is recognised.
#include <array>

#include "base/text.h"
#include "domain/row_validator.h"

namespace medcredit::domain {

namespace {

constexpr char kPartSeparator = '\x1F';

std::string_view valueOf(const CatalogueEntry& entry, const JudgedRow& row, FieldRole role) {
  const int index = entry.indexOfRole(role);
  return index >= 0 && static_cast<std::size_t>(index) < row.values.size() ? row.values[static_cast<std::size_t>(index)]
                                                                           : std::string_view();
}

/// Appends "kind:value" of the strongest key the row names; false when it names no subject.
bool appendSubjectKey(const CatalogueEntry& entry, const JudgedRow& row, std::string& out) {
  struct Key {
    FieldRole role;
    std::string_view kind;
  };
  static constexpr std::array<Key, 10> kKeys = {{{FieldRole::kUnifiedCode, "usc"},
                                                 {FieldRole::kSubjectCode, "code"},
                                                 {FieldRole::kCitizenId, "citizen-id"},
                                                 {FieldRole::kRegistrationNo, "reg-no"},
                                                 {FieldRole::kOrganisationCode, "org-code"},
                                                 {FieldRole::kTaxNo, "tax-no"},
                                                 {FieldRole::kInstitutionNo, "inst-no"},
                                                 {FieldRole::kSocialOrgNo, "social-no"},
                                                 {FieldRole::kMedicalLicenceNo, "med-licence"},
                                                 {FieldRole::kQualificationCode, "phys-qual"}}};
  for (const auto& key : kKeys) {
    const std::string_view text = valueOf(entry, row, key.role);
    if (text.empty() || text == kPlaceholderCode) continue;
    out.append(key.kind).append(1, ':').append(text);
    return true;
  }
  if (const auto number = valueOf(entry, row, FieldRole::kDocNo); !number.empty()) {
    out.append("doc:").append(valueOf(entry, row, FieldRole::kDocType)).append(1, ':').append(number);
    return true;
  }
  if (const auto name = valueOf(entry, row, FieldRole::kSubjectName); !name.empty()) {
    out.append("name:").append(base::nameKey(name));
    return true;
  }
  return false;
}

}  // namespace

void appendNaturalKey(const CatalogueEntry& entry, const JudgedRow& row, std::string& out) {
  const std::size_t start = out.size();
  out.append(entry.code).append(1, kPartSeparator);
  if (!appendSubjectKey(entry, row, out)) {
    out.resize(start);
    return;
  }
  const auto part = [&](std::string_view kind, std::string_view text) {
    if (text.empty()) return;
    out += kPartSeparator;
    out += kind;
    out += ':';
    out += text;
  };
  // Brackets, blanks and width of a document number are typed in every way: 〔2026〕, [2026], （2026）.
  for (const FieldRole role : {FieldRole::kDocumentNo, FieldRole::kPracticeCode, FieldRole::kMedicalLicenceNo}) {
    const std::string_view number = valueOf(entry, row, role);
    if (number.empty()) continue;
    part("no", base::headerKey(number));
    const std::string_view code = valueOf(entry, row, FieldRole::kAuthorityCode);
    const std::string_view authority = code.empty() ? valueOf(entry, row, FieldRole::kAuthorityName) : code;
    if (code.empty()) {
      part("by", base::nameKey(authority));
    } else {
      part("by", code);
    }
    return;
  }
  // No document number: what tells one decision on the subject from another.
  part("doc", base::nameKey(valueOf(entry, row, FieldRole::kDocumentName)));
  part("matter", base::nameKey(valueOf(entry, row, FieldRole::kMatter)));
  part("commitment", valueOf(entry, row, FieldRole::kCommitmentType));
  part("on", valueOf(entry, row, FieldRole::kDecisionDate));
  part("from", row.decidedOn ? std::string_view() : valueOf(entry, row, FieldRole::kValidFrom));
  const std::string_view code = valueOf(entry, row, FieldRole::kAuthorityCode);
  part("by", code.empty() ? base::nameKey(valueOf(entry, row, FieldRole::kAuthorityName)) : std::string(code));
}

}  // namespace medcredit::domain
