// field_sets.yaml: ordered fields with their rules
#include <algorithm>

#include "base/text.h"
#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace {

using domain::FieldDef;
using domain::FieldRole;
using domain::FieldSet;

std::optional<domain::FieldType> typeFromName(std::string_view name) {
  if (name == "text") return domain::FieldType::kText;
  if (name == "code") return domain::FieldType::kCode;
  if (name == "date") return domain::FieldType::kDate;
  if (name == "decimal") return domain::FieldType::kDecimal;
  if (name == "integer") return domain::FieldType::kInteger;
  return std::nullopt;
}

std::optional<domain::Severity> severityFromName(std::string_view name) {
  if (name == "error") return domain::Severity::kError;
  if (name == "warning") return domain::Severity::kWarning;
  return std::nullopt;
}

/// Three letters, one per subject class: r required, o optional, b blank, c conditional.
void readPresence(MapReader& reader, FieldDef& field) {
  const std::string letters = reader.text("presence");
  if (letters.empty()) return;
  constexpr std::string_view kLetters = "robc";
  constexpr domain::Presence kMeaning[] = {domain::Presence::kRequired, domain::Presence::kOptional,
                                           domain::Presence::kBlank, domain::Presence::kConditional};
  if (letters.size() != domain::kSubjectClasses || letters.find_first_not_of(kLetters) != std::string::npos) {
    reader.badValue("presence", letters, "三个字母（r 必填、o 选填、b 应空、c 按规则）");
    return;
  }
  for (std::size_t i = 0; i < letters.size(); ++i) field.presence[i] = kMeaning[kLetters.find(letters[i])];
}

FieldDef readField(const base::YamlNode& node, const std::string& object, const std::string& setSource,
                   const Jurisdiction& law, Problems& problems) {
  MapReader reader(node, object + " 的字段", problems);
  FieldDef field;
  field.code = reader.text("code");
  field.name = reader.required("name");
  field.aliases = reader.texts("alias");
  field.role = named(reader, "role", domain::fieldRoleFromName, "字段角色", FieldRole::kNone);
  field.type = named(reader, "type", typeFromName, "text、code、date、decimal、integer", domain::FieldType::kText);
  field.maxLength = reader.integer("max", 0);
  if (field.maxLength < 0) reader.badValue("max", std::to_string(field.maxLength), "不小于 0");
  readPresence(reader, field);
  field.enumeration = reader.text("enum");
  if (!field.enumeration.empty() && law.enumeration(field.enumeration) == nullptr) {
    problems.error("PROF-0043", reader.place("enum"), {{"object", object}, {"id", field.enumeration}});
  }
  field.multiValue = reader.flag("multi");
  field.identifier = reader.text("id");
  if (!field.identifier.empty() && !domain::identifierKindFromName(field.identifier)) {
    reader.badValue("id", field.identifier, "标识类型，如 usc、citizen-id");
  }
  field.sensitivity =
      named(reader, "view", domain::sensitivityFromName, "public、masked、internal", domain::Sensitivity::kPublic);
  field.note = reader.text("note");
  field.source = reader.text("source");
  if (field.source.empty()) field.source = setSource;
  reader.finish();
  return field;
}

domain::RuleDef readRule(const base::YamlNode& node, const FieldSet& set, const std::string& basis,
                         Problems& problems) {
  MapReader reader(node, "字段项 " + set.id + " 的规则", problems);
  domain::RuleDef rule;
  rule.id = reader.required("id");
  const std::string kind = reader.required("kind");
  if (!kind.empty()) {
    rule.kind = named(reader, "kind", domain::ruleKindFromName, "规则种类", domain::RuleKind::kNotAfterToday);
  }
  rule.fieldA = reader.required("a");
  rule.fieldB = reader.text("b");
  rule.values = reader.texts("values");
  rule.text = reader.text("text");
  rule.severity = named(reader, "severity", severityFromName, "error、warning", domain::Severity::kError);
  rule.basis = reader.text("basis");
  if (rule.basis.empty()) rule.basis = basis;
  std::vector<std::pair<std::string_view, std::string>> referred{{"a", rule.fieldA}, {"b", rule.fieldB}};
  if (rule.kind == domain::RuleKind::kOneIdentityKey) {
    for (const auto& name : rule.values) referred.emplace_back("values", name);
  }
  for (const auto& [key, name] : referred) {
    const bool known =
        name.empty() || std::any_of(set.fields.begin(), set.fields.end(),
                                    [&wanted = name](const FieldDef& field) { return field.id() == wanted; });
    if (!known) {
      problems.error("PROF-0050", reader.place(key), {{"object", "字段项 " + set.id}, {"rule", rule.id}, {"id", name}});
    }
  }
  reader.finish();
  return rule;
}

void checkRole(const FieldDef& field, const FieldSet& set, const base::YamlNode& node, Problems& problems) {
  if (field.role != FieldRole::kNone &&
      std::any_of(set.fields.begin(), set.fields.end(), [&](const FieldDef& o) { return o.role == field.role; })) {
    problems.error("PROF-0048", node.place(),
                   {{"object", "字段项 " + set.id}, {"role", std::string(domain::fieldRoleName(field.role))}});
  }
}

/// Labels, codes and aliases of one set never meet in the same header.
void checkHeaders(const FieldDef& field, const FieldSet& set, const base::YamlNode& node,
                  std::vector<std::string>& headers, Problems& problems) {
  std::vector<std::string> own;
  const auto take = [&own](const std::string& label) {
    std::string key = base::headerKey(label);
    if (!key.empty() && std::find(own.begin(), own.end(), key) == own.end()) own.push_back(std::move(key));
  };
  take(field.code);
  take(field.name);
  for (const auto& alias : field.aliases) take(alias);
  for (auto& key : own) {
    if (std::find(headers.begin(), headers.end(), key) != headers.end()) {
      problems.error("PROF-0049", node.place(), {{"object", "字段项 " + set.id}, {"header", key}});
    }
    headers.push_back(std::move(key));
  }
}

}  // namespace

FieldSets readFieldSets(const Chain& chain, const Jurisdiction& law, bool thorough, Problems& problems) {
  FieldSets sets;
  for (const auto& item : overlayItems(chain, "field_sets.yaml", problems)) {
    const std::string object = "字段项 " + item.id;
    MapReader reader(item.node, object, problems);
    FieldSet set;
    set.id = reader.required("id");
    set.title = reader.required("title");
    set.edition = reader.text("edition");
    set.status = reader.text("status");
    set.source = reader.source();
    std::string fieldSource = reader.text("field_source");
    if (fieldSource.empty()) fieldSource = set.source;
    const std::string ruleBasis = reader.text("rule_basis");
    std::vector<std::string> headers;
    if (const auto nodes = reader.node("fields")) {
      for (const auto& node : nodes->items()) {
        FieldDef field = readField(node, object, fieldSource, law, problems);
        checkRole(field, set, node, problems);
        if (thorough) checkHeaders(field, set, node, headers, problems);
        set.fields.push_back(std::move(field));
      }
    }
    if (set.fields.empty()) problems.error("PROF-0021", item.node.place(), {{"object", object}, {"key", "fields"}});
    if (const auto nodes = reader.node("rules")) {
      for (const auto& node : nodes->items()) set.rules.push_back(readRule(node, set, ruleBasis, problems));
    }
    reader.finish();
    sets.emplace(item.id, std::move(set));
  }
  return sets;
}

}  // namespace medcredit::jurisdiction
