// A small penalty entry for tests of the row validator: the roles and rules of the national field set, few fields.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/row_validator.h"

namespace medcredit::test {

using domain::FieldDef;
using domain::FieldRole;
using domain::FieldType;
using domain::Presence;
using domain::RuleDef;
using domain::RuleKind;
using domain::Severity;

inline Presence presenceOf(char c) {
  switch (c) {
    case 'r':
      return Presence::kRequired;
    case 'b':
      return Presence::kBlank;
    case 'c':
      return Presence::kConditional;
    default:
      return Presence::kOptional;
  }
}

/// `presence`: organisation, sole trader, natural person, each r o b c.
inline FieldDef fieldDef(std::string code, std::string name, FieldRole role, FieldType type, int maxLength,
                         std::string_view presence = "ooo") {
  FieldDef def;
  def.code = std::move(code);
  def.name = std::move(name);
  def.role = role;
  def.type = type;
  def.maxLength = maxLength;
  for (std::size_t i = 0; i < 3; ++i) def.presence[i] = presenceOf(presence[i]);
  def.source = "测试字段项";
  return def;
}

inline RuleDef ruleDef(std::string id, RuleKind kind, std::string a, std::string b = {},
                       std::vector<std::string> values = {}, std::string text = {},
                       Severity severity = Severity::kError) {
  RuleDef rule;
  rule.id = std::move(id);
  rule.kind = kind;
  rule.fieldA = std::move(a);
  rule.fieldB = std::move(b);
  rule.values = std::move(values);
  rule.text = std::move(text);
  rule.severity = severity;
  rule.basis = "测试规则依据";
  return rule;
}

inline std::vector<domain::Enumeration> enumerations() {
  return {
      {"subject_class",
       {{"法人及非法人组织", {"法人", "02"}}, {"个体工商户", {"个体户"}}, {"自然人", {"01"}}},
       false,
       false,
       "测试代码表"},
      {"document_type",
       {{"身份证", {"居民身份证"}}, {"护照号", {"护照"}}, {"港澳居民来往内地通行证", {}}},
       true,
       false,
       "测试代码表"},
      {"penalty_class",
       {{"警告", {}}, {"罚款", {}}, {"没收违法所得", {}}, {"暂扣许可证件", {"暂扣许可证"}}, {"吊销许可证件", {}}},
       false,
       true,
       "测试代码表"},
      {"status", {{"1", {"有效"}}, {"2", {"无效"}}}, false, false, "测试代码表"},
  };
}

/// CF-ORG in small.
inline domain::CatalogueEntry penaltyEntry() {
  using enum FieldType;
  domain::CatalogueEntry entry;
  entry.code = "CF-ORG";
  entry.name = "行政处罚信息";
  entry.isPublic = true;
  auto& fields = entry.fieldSet.fields;
  fields = {
      fieldDef("MC", "行政相对人名称", FieldRole::kSubjectName, kText, 20, "rrr"),
      fieldDef("LB", "行政相对人类别", FieldRole::kSubjectClass, kCode, 16, "rrr"),
      fieldDef("SHXYM", "统一社会信用代码", FieldRole::kUnifiedCode, kCode, 18, "rrb"),
      fieldDef("GSZC", "工商注册号", FieldRole::kRegistrationNo, kCode, 50, "oob"),
      fieldDef("ZZJG", "组织机构代码", FieldRole::kOrganisationCode, kCode, 9, "oob"),
      fieldDef("FRDB", "法定代表人", FieldRole::kLegalRepresentative, kText, 10, "rrb"),
      fieldDef("ZJLX", "证件类型", FieldRole::kDocType, kCode, 64, "bbr"),
      fieldDef("ZJHM", "证件号码", FieldRole::kDocNo, kCode, 64, "bbr"),
      fieldDef("WSH", "处罚决定书文号", FieldRole::kDocumentNo, kText, 30, "rrr"),
      fieldDef("CFLB", "处罚类别", FieldRole::kPenaltyClass, kCode, 256, "rrr"),
      fieldDef("NR", "处罚内容", FieldRole::kPenaltyContent, kText, 200, "rrr"),
      fieldDef("FK", "罚款金额(万元)", FieldRole::kFineAmount, kDecimal, 12, "ccc"),
      fieldDef("ZKDX", "暂扣或吊销证照名称及编号", FieldRole::kNone, kText, 50, "ccc"),
      fieldDef("JDRQ", "处罚决定日期", FieldRole::kDecisionDate, kDate, 0, "rrr"),
      fieldDef("YXQ", "处罚有效期", FieldRole::kValidTo, kDate, 0, "ooo"),
      fieldDef("JG", "处罚机关", FieldRole::kAuthorityName, kText, 50, "rrr"),
      fieldDef("JGDM", "处罚机关统一社会信用代码", FieldRole::kAuthorityCode, kCode, 18, "rrr"),
      fieldDef("LYDW", "数据来源单位", FieldRole::kSourceName, kText, 50, "rrr"),
      fieldDef("ZT", "当前状态", FieldRole::kStatus, kInteger, 1, "ooo"),
      fieldDef("RS", "涉及人数", FieldRole::kNone, kInteger, 4, "ooo"),
      fieldDef("BZ", "备注", FieldRole::kRemark, kText, 100, "ooo"),
  };
  const auto at = [&](std::string_view code) -> FieldDef& {
    return fields[static_cast<std::size_t>(entry.indexOfField(code))];
  };
  at("LB").enumeration = "subject_class";
  at("SHXYM").identifier = at("JGDM").identifier = "usc";
  at("GSZC").identifier = "reg-no";
  at("ZZJG").identifier = "org-code";
  at("ZJLX").enumeration = "document_type";
  at("CFLB").enumeration = "penalty_class";
  at("CFLB").multiValue = true;
  at("ZT").enumeration = "status";
  entry.fieldSet.rules = {
      ruleDef("DP04", RuleKind::kBothOrNone, "ZJLX", "ZJHM"),
      ruleDef("DP04", RuleKind::kDocumentNumber, "ZJLX", "ZJHM"),
      ruleDef("DP05", RuleKind::kNotAfterToday, "JDRQ"),
      ruleDef("DP05", RuleKind::kEarliest, "JDRQ", {}, {}, "1949-10-01"),
      ruleDef("CF02", RuleKind::kRequiredIf, "FK", "CFLB", {"罚款"}),
      ruleDef("CF02", RuleKind::kBlankUnless, "FK", "CFLB", {"罚款"}),
      ruleDef("CF04", RuleKind::kRequiredIf, "ZKDX", "CFLB", {"暂扣许可证件", "吊销许可证件"}),
      ruleDef("CF05", RuleKind::kAmountInText, "FK", "NR", {}, {}, Severity::kWarning),
      ruleDef("CF06", RuleKind::kYuanEntry, "FK", {}, {}, "10000", Severity::kWarning),
      ruleDef("CF07", RuleKind::kNotBefore, "YXQ", "JDRQ"),
      ruleDef("DP08", RuleKind::kOrgCodeInUsc, "SHXYM", "ZZJG", {}, {}, Severity::kWarning),
      ruleDef("DP08", RuleKind::kPrefixByClass, "SHXYM", "LB", {}, {}, Severity::kWarning),
      ruleDef("DP09", RuleKind::kNameAgreesWithRegister, "MC", "SHXYM", {}, {}, Severity::kWarning),
  };
  return entry;
}

/// Cells by field code.
using Cells = std::map<std::string, std::string>;

/// A row with which nothing is wrong.
inline Cells goodRow() {
  return {{"MC", "洛阳示例医疗有限公司"},   {"LB", "法人及非法人组织"},
          {"SHXYM", "914103000000000782"},  {"FRDB", "张测试"},
          {"WSH", "洛卫医罚〔2026〕1号"},   {"CFLB", "警告；罚款"},
          {"NR", "警告；罚款人民币2000元"}, {"FK", "0.2"},
          {"JDRQ", "2026/02/05"},           {"YXQ", "2099-12-31"},
          {"JG", "洛阳市卫生健康委员会"},   {"JGDM", "114103000000000865"},
          {"LYDW", "洛阳市卫生健康委员会"}};
}

inline Cells goodPerson() {
  Cells row = goodRow();
  row["MC"] = "王示例";
  row["LB"] = "自然人";
  row.erase("SHXYM");
  row.erase("FRDB");
  row["ZJLX"] = "身份证";
  row["ZJHM"] = "410302190001010012";
  return row;
}

}  // namespace medcredit::test
