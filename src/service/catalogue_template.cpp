#include "service/catalogue_template.h"

#include <algorithm>

namespace medcredit::service {

namespace {

using domain::CatalogueEntry;
using domain::FieldDef;
using domain::FieldRole;
using domain::FieldType;
using domain::Presence;
using domain::SubjectClass;
using domain::SubjectKind;

SubjectClass exampleClass(const CatalogueEntry& entry) {
  return entry.subject == SubjectKind::kNaturalPerson ? SubjectClass::kNaturalPerson : SubjectClass::kOrganisation;
}

Presence presenceOf(const FieldDef& field, SubjectClass cls) { return field.presence[static_cast<std::size_t>(cls)]; }

std::string presenceText(Presence presence) {
  switch (presence) {
    case Presence::kRequired:
      return "必填";
    case Presence::kBlank:
      return "应空";
    case Presence::kConditional:
      return "按规则填写";
    case Presence::kOptional:
      break;
  }
  return "选填";
}

/// "必填", or per class where the classes differ.
std::string presenceNote(const FieldDef& field) {
  const bool same = std::all_of(std::begin(field.presence), std::end(field.presence),
                                [&](Presence presence) { return presence == field.presence[0]; });
  if (same) return presenceText(field.presence[0]);
  std::string out;
  for (const auto cls : {SubjectClass::kOrganisation, SubjectClass::kSoleTrader, SubjectClass::kNaturalPerson}) {
    out +=
        (out.empty() ? "" : "、") + std::string(domain::subjectClassLabel(cls)) + presenceText(presenceOf(field, cls));
  }
  return out;
}

std::string typeNote(const FieldDef& field) {
  const std::string length = std::to_string(field.maxLength);
  switch (field.type) {
    case FieldType::kDate:
      return "日期，如 2026-01-15";
    case FieldType::kDecimal:
      return "数值，整数不超过 " + length + " 位，小数不超过 6 位";
    case FieldType::kInteger:
      return "整数";
    case FieldType::kCode:
    case FieldType::kText:
      break;
  }
  return field.maxLength > 0 ? "不超过 " + length + " 字" : std::string("文字");
}

std::string noteFor(const FieldDef& field) {
  std::string note = presenceNote(field) + "；" + typeNote(field);
  if (!field.note.empty()) note += "；" + field.note;
  return note;
}

/// Identifiers of no real body or person: they only pass their checks.
std::string exampleIdentifier(std::string_view kind) {
  if (kind == "usc") return "124103000000000194";
  if (kind == "citizen-id") return "410302190001010012";
  if (kind == "med-licence") return "00000001941030011A1001";
  if (kind == "phys-practice") return "110410300000123";
  if (kind == "phys-qual") return "199941110410302190001010012";
  return {};
}

std::string exampleByRole(const FieldDef& field, SubjectKind subject) {
  switch (field.role) {
    case FieldRole::kSubjectName:
      return subject == SubjectKind::kNaturalPerson ? "王示例" : "示例市第一医院";
    case FieldRole::kSubjectClass:
      return std::string(domain::subjectClassLabel(
          subject == SubjectKind::kNaturalPerson ? SubjectClass::kNaturalPerson : SubjectClass::kOrganisation));
    case FieldRole::kLegalRepresentative:
      return "王示例";
    case FieldRole::kDocType:
      return "身份证";
    case FieldRole::kDocNo:
      return "410302190001010012";
    case FieldRole::kDocumentNo:
      return "示卫字〔2026〕1号";
    case FieldRole::kAuthorityName:
    case FieldRole::kSourceName:
      return "示例市卫生健康委员会";
    case FieldRole::kValidTo:
    case FieldRole::kPublicityEnd:
      return "2099-12-31";
    case FieldRole::kPenaltyClass:
      return "警告";
    default:
      return {};
  }
}

/// Required fields only: an example that is as short as a lawful row can be.
std::string exampleFor(const FieldDef& field, const CatalogueEntry& entry, const std::vector<std::string>& choices) {
  const bool identity = field.role == FieldRole::kUnifiedCode && entry.subject == SubjectKind::kOrganisation;
  if (presenceOf(field, exampleClass(entry)) != Presence::kRequired && !identity) return {};
  if (auto value = exampleIdentifier(field.identifier); !value.empty()) return value;
  if (auto value = exampleByRole(field, entry.subject); !value.empty()) return value;
  if (field.type == FieldType::kDate) return "2026-01-15";
  if (field.type == FieldType::kDecimal) return "0.2";
  return choices.empty() ? "示例" : choices.front();
}

std::vector<std::string> choicesOf(const jurisdiction::Jurisdiction& law, const FieldDef& field) {
  std::vector<std::string> out;
  const auto* enumeration = field.multiValue ? nullptr : law.enumeration(field.enumeration);
  if (enumeration == nullptr || enumeration->open || enumeration->otherWithNote) return out;
  for (const auto& value : enumeration->values) out.push_back(value.value);
  return out;
}

/// Values of an enumeration that a drop-down cannot hold (several at once, or with a note).
std::string openChoices(const jurisdiction::Jurisdiction& law, const FieldDef& field) {
  const auto* enumeration = law.enumeration(field.enumeration);
  if (enumeration == nullptr) return {};
  std::string out;
  for (const auto& value : enumeration->values) out += (out.empty() ? "" : "、") + value.value;
  return out;
}

}  // namespace

base::Result<formats::TemplateSpec> templateFor(const jurisdiction::Jurisdiction& law,
                                                const domain::CatalogueEntry& entry) {
  MC_TRY(jurisdiction::readyForCollection(entry));
  formats::TemplateSpec spec;
  spec.title = entry.name + "（" + (entry.subject == SubjectKind::kNaturalPerson ? "自然人" : "法人") + "）";
  spec.rules = {
      "条目：" + entry.code + " " + entry.name + "（" + std::string(domain::subjectKindLabel(entry.subject)) + "）",
      "更新周期：" + entry.updateCycle + "；信息性质：" + std::string(domain::natureLabel(entry.nature)) +
          "；共享属性：" + std::string(domain::sharingLabel(entry.sharing)),
      "来源：" + entry.source, "字段项来源：" + entry.fieldSet.source,
      "首行为表头；以【示例】开头的行不导入；代码、证件号码请保持文本格式"};
  if (!entry.fieldSet.status.empty()) spec.rules.push_back("字段项状态：" + entry.fieldSet.status);
  for (const auto& field : entry.fieldSet.fields) {
    formats::TemplateColumn column;
    column.header = field.name;
    column.choices = choicesOf(law, field);
    column.required = presenceOf(field, exampleClass(entry)) == Presence::kRequired;
    column.example = exampleFor(field, entry, column.choices);
    column.note = noteFor(field);
    if (const auto open = openChoices(law, field); column.choices.empty() && !open.empty()) {
      column.note += "；可选：" + open;
      if (column.required && field.role != FieldRole::kPenaltyClass) {
        column.example = law.enumeration(field.enumeration)->values.front().value;
      }
    }
    spec.columns.push_back(std::move(column));
  }
  return spec;
}

}  // namespace medcredit::service
