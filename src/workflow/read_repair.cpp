// repair_rules.yaml: regimes (from when to when, which severities) and the conditions and bars.
#include <algorithm>

#include "domain/penalty_severity.h"
#include "workflow/parts.h"

namespace medcredit::workflow {

namespace {

std::vector<std::string> severities(MapReader& reader) {
  auto names = reader.texts("severities");
  for (const auto& name : names) {
    if (domain::severityRank(name) == 0) reader.badValue("severities", name, "minor、general、serious");
  }
  return names;
}

RepairRegime readRegime(MapReader& reader) {
  RepairRegime regime;
  regime.id = reader.required("id");
  regime.title = reader.required("title");
  regime.severities = severities(reader);
  regime.validFrom = reader.date("from");
  regime.validTo = reader.date("to");
  regime.source = reader.source();
  return regime;
}

/// The word or number a test cannot do without.
void checkNeeds(MapReader& reader, const RepairRule& rule) {
  const bool ofKind = rule.test == RepairTest::kSpecialPublicity || rule.test == RepairTest::kNoRepairKind;
  if (ofKind && rule.kind.empty()) reader.badValue("of", "", "信息的种类");
  if (rule.test == RepairTest::kSpecialPublicity && rule.months <= 0) reader.badValue("months", "", "大于 0 的月数");
  if (rule.test == RepairTest::kInterval && rule.since <= 0) reader.badValue("since", "", "大于 0 的月数");
  if (rule.test == RepairTest::kEvidence && rule.evidence.empty()) reader.badValue("evidence", "", "证明材料的名称");
}

RepairRule readRule(MapReader& reader) {
  RepairRule rule;
  rule.id = reader.required("id");
  rule.clause = reader.text("clause");
  rule.text = reader.text("text");
  rule.test = named(reader, "test", repairTestFromName, "shortest-publicity、interval、rectification 等",
                    RepairTest::kIrreparable);
  if (!reader.has("test")) reader.badValue("test", "", "shortest-publicity、interval、rectification 等");
  rule.severities = severities(reader);
  if (const std::string subject = reader.text("subject"); !subject.empty()) {
    rule.subject = domain::subjectKindFromCode(subject);
    if (!rule.subject) reader.badValue("subject", subject, "ORG、NP、GOV");
  }
  rule.validFrom = reader.date("from");
  rule.validTo = reader.date("to");
  rule.kind = reader.text("of");
  rule.evidence = reader.text("evidence");
  rule.minimum = reader.integer("minimum", 0);
  rule.months = reader.integer("months", 0);
  rule.since = reader.integer("since", 0);
  rule.optional = reader.flag("optional");
  const std::string reading = reader.text("reading");
  if (!reading.empty() && reading != "separate" && reading != "joint") {
    reader.badValue("reading", reading, "separate 或 joint");
  }
  rule.joint = reading == "joint";
  rule.source = reader.source();
  rule.isDefault = rule.source.find(jurisdiction::kDefaultLabel) != std::string::npos;
  checkNeeds(reader, rule);
  return rule;
}

/// Regimes follow one another without gap or overlap, so that every day has one.
void checkRegimes(const RepairRules& rules, const std::string& place, Problems& problems) {
  for (std::size_t i = 0; i < rules.regimes.size(); ++i) {
    const auto& regime = rules.regimes[i];
    const bool last = i + 1 == rules.regimes.size();
    const bool first = i == 0;
    const bool ends =
        last ? !regime.validTo : regime.validTo && rules.regimes[i + 1].validFrom == regime.validTo->plusDays(1);
    if (!ends || (first && regime.validFrom)) problems.error("PROC-0012", place, {{"regime", regime.id}});
  }
}

}  // namespace

RepairRules readRepairRules(const std::vector<Layer>& chain, const jurisdiction::Jurisdiction& law,
                            Problems& problems) {
  RepairRules out;
  std::string place;
  for (const auto& item : jurisdiction::overlayItems(chain, "repair_rules.yaml", problems)) {
    MapReader reader(item.node, "信用修复规则 " + item.id, problems);
    const std::string kind = reader.required("kind");
    if (kind == "regime") {
      place = reader.place();
      out.regimes.push_back(readRegime(reader));
    } else if (kind == "rule") {
      out.rules.push_back(readRule(reader));
    } else {
      reader.badValue("kind", kind, "regime、rule");
      (void)reader.source();
    }
    reader.finish();
  }
  std::stable_sort(out.regimes.begin(), out.regimes.end(),
                   [](const RepairRegime& a, const RepairRegime& b) { return a.validFrom < b.validFrom; });
  checkRegimes(out, place, problems);
  for (const auto& term : law.terms) {
    if (term.info == domain::InfoClass::kNegative) out.terms.push_back(term);
  }
  const auto scale = law.profile.find("severity.scale");
  const auto labels = scale == law.profile.end() ? std::vector<std::string>{} : scale->second.list();
  for (const std::string_view name : {"minor", "general", "serious"}) {
    if (std::find(labels.begin(), labels.end(), domain::severityLabel(name)) != labels.end()) {
      out.scale.emplace_back(name);
    }
  }
  return out;
}

}  // namespace medcredit::workflow
