// Valid synthetic rows for any catalogue entry: codes with right check characters, texts as offices write them. Names
// are synthetic; the same number always gives the same row.
#pragma once

#include <array>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "domain/identifier.h"
#include "jurisdiction/jurisdiction.h"

namespace medcredit::test {

/// Zero-padded decimal.
[[nodiscard]] inline std::string padded(int number, int width) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%0*d", width, number);
  return text.data();
}

/// Valid unified social credit code number `serial`; `head` is the first two characters (91 company, 12 public
/// institution …).
[[nodiscard]] inline std::string syntheticUsc(int serial, std::string_view head = "91",
                                              std::string_view region = "410302") {
  const std::string digits = padded(serial, 8);
  std::string code = std::string(head) + std::string(region) + digits;
  code += domain::orgCodeCheckCharacter(digits);
  code += domain::uscCheckCharacter(code);
  return code;
}

/// Valid citizen id number: born in 1900, so that it is nobody's.
[[nodiscard]] inline std::string syntheticCitizenId(int serial) {
  std::string code =
      "4103021900" + padded(serial % 12 + 1, 2) + padded(serial / 12 % 28 + 1, 2) + padded(serial / 336 % 1000, 3);
  code += domain::citizenIdCheckCharacter(code);
  return code;
}

/// Rows of one entry. Row n is about subject n % subjects and carries document number n.
class RecordsFactory {
 public:
  RecordsFactory(const jurisdiction::Jurisdiction& law, std::string_view entry, int subjects = 2000)
      : law_(law), entry_(law.entry(entry)), subjects_(subjects) {
    if (entry_ == nullptr) throw std::runtime_error("no entry " + std::string(entry));
  }

  [[nodiscard]] std::vector<std::string> header() const {
    std::vector<std::string> names;
    for (const auto& field : entry_->fieldSet.fields) names.push_back(field.name);
    return names;
  }

  [[nodiscard]] std::vector<std::string> row(int n) const {
    std::vector<std::string> cells;
    for (const auto& field : entry_->fieldSet.fields) cells.push_back(cell(field, n));
    return cells;
  }

  /// UTF-8 CSV with a header and rows first … first + rows - 1.
  [[nodiscard]] std::string csv(int rows, int first = 1) const {
    std::string text;
    appendLine(text, header());
    for (int n = first; n < first + rows; ++n) appendLine(text, row(n));
    return text;
  }

  static void appendLine(std::string& out, const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i != 0) out += ',';
      appendCell(out, cells[i]);
    }
    out += '\n';
  }

 private:
  struct Case {
    std::string_view kind, fact, basis, penalty, content, fine;
  };
  [[nodiscard]] static const Case& caseOf(int n) {
    static constexpr std::array<Case, 4> kCases{{
        {"使用非卫生技术人员", "经查，当事人使用未取得执业证书的人员从事诊疗活动，有现场笔录、询问笔录、照片为证。",
         "《医疗机构管理条例》第四十七条", "罚款", "罚款5000元", "0.5"},
        {"超范围执业", "经查，当事人超出登记的诊疗科目开展诊疗活动，情节轻微并已当场改正。",
         "《医疗机构管理条例》第四十六条、《医疗机构管理条例实施细则》第八十条第一款", "警告；罚款", "警告；罚款3000元",
         "0.3"},
        {"医疗废物", "未按规定分类收集医疗废物，感染性废物与生活垃圾混放", "《医疗废物管理条例》第四十六条第（二）项",
         "警告", "警告", ""},
        {"公共场所卫生", "未按规定对顾客用品用具进行清洗、消毒、保洁，且未建立卫生检测档案",
         "《公共场所卫生管理条例实施细则》第三十六条第（二）项", "警告；罚款", "警告；罚款2000元", "0.2"},
    }};
    return kCases[static_cast<std::size_t>(n) % kCases.size()];
  }

  [[nodiscard]] bool person() const { return entry_->subject == domain::SubjectKind::kNaturalPerson; }
  [[nodiscard]] int subjectOf(int n) const { return n % subjects_ + 1; }

  [[nodiscard]] std::string cell(const domain::FieldDef& field, int n) const {
    using domain::FieldRole;
    const int subject = subjectOf(n);
    const auto subjectClass = person() ? domain::SubjectClass::kNaturalPerson : domain::SubjectClass::kOrganisation;
    if (field.presence[static_cast<int>(subjectClass)] == domain::Presence::kBlank) return {};
    switch (field.role) {
      case FieldRole::kSubjectName:
        return person() ? "张测试" + padded(subject, 4) : "示例口腔医院第" + padded(subject, 5) + "有限公司";
      case FieldRole::kSubjectClass:
        return std::string(domain::subjectClassLabel(subjectClass));
      case FieldRole::kUnifiedCode:
        return syntheticUsc(subject);
      case FieldRole::kSubjectCode:
        return person() ? syntheticCitizenId(subject) : syntheticUsc(subject);
      case FieldRole::kOrganisationCode:
        return syntheticUsc(subject).substr(8, 9);
      case FieldRole::kLegalRepresentative:
        return "王示例";
      case FieldRole::kLegalRepDocType:
      case FieldRole::kDocType:
        return "身份证";
      case FieldRole::kLegalRepDocNo:
      case FieldRole::kDocNo:
      case FieldRole::kCitizenId:
        return syntheticCitizenId(subject);
      case FieldRole::kDocumentNo:
        return "示卫罚〔2025〕" + std::to_string(n) + "号";
      case FieldRole::kDecisionDate:
      case FieldRole::kValidFrom:
        return base::CivilDate::fromYmd(2025, 1, 1)->plusDays(n % 330).iso();
      case FieldRole::kValidTo:
      case FieldRole::kPublicityEnd:
        return "2028-12-31";
      case FieldRole::kAuthorityName:
      case FieldRole::kSourceName:
        return "示例市卫生健康委员会";
      case FieldRole::kAuthorityCode:
      case FieldRole::kSourceCode:
        return syntheticUsc(1001, "11", "410300");
      case FieldRole::kPenaltyClass:
        return std::string(caseOf(n).penalty);
      case FieldRole::kPenaltyContent:
        return std::string(caseOf(n).content);
      case FieldRole::kFineAmount:
        return std::string(caseOf(n).fine);
      default:
        return plain(field, n);
    }
  }

  /// A field without a role of its own: by enumeration, type, or as free text.
  [[nodiscard]] std::string plain(const domain::FieldDef& field, int n) const {
    if (field.name == "违法行为类型") return std::string(caseOf(n).kind);
    if (field.name == "违法事实") return std::string(caseOf(n).fact);
    if (field.name == "处罚依据") return std::string(caseOf(n).basis);
    if (field.presence[person() ? 2 : 0] != domain::Presence::kRequired) return {};
    if (const auto* list = law_.enumeration(field.enumeration); list != nullptr && !list->values.empty()) {
      return list->values.front().value;
    }
    if (field.type == domain::FieldType::kDate) return "2025-06-30";
    if (field.type == domain::FieldType::kDecimal || field.type == domain::FieldType::kInteger) return "1";
    const std::string text = "示例内容" + std::to_string(n);
    return field.maxLength > 0 && field.maxLength < 12 ? text.substr(0, 12) : text;
  }

  static void appendCell(std::string& out, std::string_view cell) {
    if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
      out += cell;
      return;
    }
    out += '"';
    for (const char c : cell) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }

  const jurisdiction::Jurisdiction& law_;
  const domain::CatalogueEntry* entry_;
  int subjects_;
};

}  // namespace medcredit::test
