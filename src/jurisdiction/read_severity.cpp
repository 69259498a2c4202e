// severity_rules.yaml
#include <algorithm>

#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace {

using domain::SeverityRule;

/// Penalty classes as the field sets spell them; a class nobody can enter would never meet its rule.
constexpr std::string_view kClassEnumeration = "penalty_class";

void checkClasses(const SeverityRule& rule, const Jurisdiction& law, MapReader& reader) {
  const auto* known = law.enumeration(kClassEnumeration);
  for (const auto& name : rule.classes) {
    const bool listed =
        known != nullptr && std::any_of(known->values.begin(), known->values.end(),
                                        [&](const domain::EnumValue& value) { return value.value == name; });
    if (!listed) reader.badValue("classes", name, "枚举 penalty_class 中的处罚类别");
  }
}

/// A two-level jurisdiction must put its own rows over the national ones that name the third level.
void checkScale(const SeverityRule& rule, const Jurisdiction& law, MapReader& reader) {
  if (domain::severityRank(rule.severity) == 0) {
    if (!rule.severity.empty()) reader.badValue("severity", rule.severity, "minor、general、serious");
    return;
  }
  const auto scale = law.profile.find("severity.scale");
  if (scale == law.profile.end()) return;
  const auto levels = scale->second.list();
  const std::string label(domain::severityLabel(rule.severity));
  if (std::find(levels.begin(), levels.end(), label) != levels.end()) return;
  reader.badValue("severity", rule.severity, "本地区 severity.scale 中的程度（" + scale->second.value + "）");
}

std::optional<base::Decimal6> bound(MapReader& reader, std::string_view key) {
  const std::string text = reader.text(key);
  if (text.empty()) return std::nullopt;
  const auto amount = base::Decimal6::parse(text);
  if (amount && amount->micro >= 0) return amount;
  reader.badValue(key, text, "不小于 0 的数字，单位万元");
  return std::nullopt;
}

std::optional<SeverityRule::Amount> amountFromName(std::string_view name) {
  if (name == "fine") return SeverityRule::Amount::kFine;
  if (name == "confiscated") return SeverityRule::Amount::kConfiscated;
  return std::nullopt;
}

void readBounds(MapReader& reader, SeverityRule& rule) {
  rule.amount = named(reader, "amount", amountFromName, "fine、confiscated", SeverityRule::Amount::kNone);
  rule.over = bound(reader, "over");
  rule.atMost = bound(reader, "at_most");
  const bool bounded = reader.has("over") || reader.has("at_most");
  if (bounded && !reader.has("amount")) reader.badValue("amount", "", "有 over、at_most 时写明 fine 或 confiscated");
  if (!bounded && reader.has("amount")) {
    reader.badValue("amount", reader.text("amount"), "与 over 或 at_most 一起写");
  }
  if (rule.over && rule.atMost && *rule.atMost <= *rule.over) {
    reader.badValue("at_most", rule.atMost->str(), "大于 over");
  }
}

void readDays(MapReader& reader, SeverityRule& rule) {
  rule.validFrom = reader.date("from");
  rule.validTo = reader.date("to");
  if (rule.validFrom && rule.validTo && *rule.validTo < *rule.validFrom) {
    reader.badValue("to", rule.validTo->iso(), "不早于 from");
  }
}

}  // namespace

void readSeverityRules(const Chain& chain, Jurisdiction& out, Problems& problems) {
  for (const auto& item : overlayItems(chain, "severity_rules.yaml", problems)) {
    const std::string object = "失信程度规则 " + item.id;
    MapReader reader(item.node, object, problems);
    SeverityRule rule;
    rule.id = reader.required("id");
    rule.classes = reader.texts("classes");
    if (rule.classes.empty()) problems.error("PROF-0021", reader.place(), {{"object", object}, {"key", "classes"}});
    checkClasses(rule, out, reader);
    rule.severity = reader.required("severity");
    checkScale(rule, out, reader);
    if (const std::string subject = reader.text("subject"); !subject.empty()) {
      rule.subject = domain::subjectKindFromCode(subject);
      if (!rule.subject) reader.badValue("subject", subject, "ORG、NP、GOV");
    }
    readBounds(reader, rule);
    readDays(reader, rule);
    rule.source = reader.source();
    rule.isDefault = rule.source.find(kDefaultLabel) != std::string::npos;
    reader.finish();
    out.severityRules.push_back(std::move(rule));
  }
}

}  // namespace medcredit::jurisdiction
