#include "support/sample_rows.h"

#include "domain/identifier.h"
#include "support/temp_dir.h"

namespace medcredit::test {

namespace {

using domain::FieldDef;
using domain::FieldRole;

std::string padded(int number, int width) {
  std::string digits = std::to_string(number);
  while (static_cast<int>(digits.size()) < width) digits.insert(digits.begin(), '0');
  return digits;
}

std::string organisationCode(int number) {
  std::string code = "MA" + padded(number, 6);
  return code + domain::orgCodeCheckCharacter(code);
}

/// What a field of this meaning holds in a valid row.
std::string valueOf(const domain::CatalogueEntry& entry, const FieldDef& field, int number) {
  const bool person = entry.subject == domain::SubjectKind::kNaturalPerson;
  switch (field.role) {
    case FieldRole::kSubjectName:
      return (person ? "张测试" : "洛阳测试医院") + padded(number, 3);
    case FieldRole::kSubjectClass:
      return person ? "自然人" : "法人及非法人组织";
    case FieldRole::kUnifiedCode:
      return sampleCode(number);
    case FieldRole::kSubjectCode:
      return person ? sampleCitizenId(number) : sampleCode(number);
    case FieldRole::kMedicalLicenceNo:
      return organisationCode(number) + "41030011A1001";
    case FieldRole::kLegalRepresentative:
      return "王示例";
    case FieldRole::kDocType:
      return "身份证";
    case FieldRole::kDocNo:
    case FieldRole::kCitizenId:
      return sampleCitizenId(number);
    case FieldRole::kPracticeCode:
      return "11041" + padded(number, 10);
    case FieldRole::kDocumentName:
      return "测试决定书";
    case FieldRole::kDocumentNo:
      return "洛卫测〔2026〕" + std::to_string(number) + "号";
    case FieldRole::kDecisionDate:
      return "2026-03-02";
    case FieldRole::kValidFrom:
      return "2026-03-02";
    case FieldRole::kValidTo:
      return "2031-03-01";
    case FieldRole::kAuthorityName:
    case FieldRole::kSourceName:
      return "洛阳市卫生健康委员会";
    case FieldRole::kAuthorityCode:
    case FieldRole::kSourceCode:
      return sampleCode(90000);
    case FieldRole::kPenaltyClass:
      return "罚款";
    case FieldRole::kFineAmount:
      return "0.2";
    case FieldRole::kPenaltyContent:
      return "罚款人民币2000元";
    case FieldRole::kStatus:
      return field.type == domain::FieldType::kInteger ? "1" : "有效";
    case FieldRole::kFulfilmentState:
      return "已履行";
    case FieldRole::kMatter:
      return field.enumeration == "permit_class" ? "普通" : "测试事项" + std::to_string(number);
    default:
      return field.type == domain::FieldType::kDate ? "2026-03-02" : "测试内容";
  }
}

std::string csvCell(const std::string& value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

}  // namespace

std::string sampleCode(int number) {
  const std::string code = "91410300" + organisationCode(number);
  return code + domain::uscCheckCharacter(code);
}

std::string sampleCitizenId(int number) {
  const std::string id = "41030019800101" + padded(number, 3);
  return id + domain::citizenIdCheckCharacter(id);
}

std::vector<std::string> sampleRow(const domain::CatalogueEntry& entry, int number, const RowChanges& changes) {
  const bool person = entry.subject == domain::SubjectKind::kNaturalPerson;
  const auto subjectClass =
      static_cast<std::size_t>(person ? domain::SubjectClass::kNaturalPerson : domain::SubjectClass::kOrganisation);
  std::vector<std::string> row;
  for (const auto& field : entry.fieldSet.fields) {
    const bool required = field.presence[subjectClass] == domain::Presence::kRequired;
    const bool wanted = required || field.role == FieldRole::kFineAmount || field.role == FieldRole::kUnifiedCode;
    const bool blank =
        field.presence[subjectClass] == domain::Presence::kBlank || (person && field.role == FieldRole::kUnifiedCode);
    std::string value = wanted && !blank ? valueOf(entry, field, number) : std::string();
    const auto byRole = changes.find(std::string(domain::fieldRoleName(field.role)));
    const auto byId = changes.find(field.id());
    if (byRole != changes.end() && field.role != FieldRole::kNone) value = byRole->second;
    if (byId != changes.end()) value = byId->second;
    row.push_back(std::move(value));
  }
  return row;
}

void writeRows(const std::filesystem::path& path, const domain::CatalogueEntry& entry,
               const std::vector<std::vector<std::string>>& rows) {
  std::string text;
  for (const auto& field : entry.fieldSet.fields) text += (text.empty() ? "" : ",") + csvCell(field.id());
  text += "\r\n";
  for (const auto& row : rows) {
    std::string line;
    for (const auto& value : row) line += (line.empty() ? "" : ",") + csvCell(value);
    text += line + "\r\n";
  }
  writeFile(path, text);
}

}  // namespace medcredit::test
