#include "service/publish_rules.h"

#include <algorithm>

#include "base/text.h"
#include "domain/terms.h"
#include "service/collect_payload.h"
#include "store/records.h"

namespace medcredit::service {

namespace {

/// Minor matters are hidden from the day the regime that names them came into force; without such a regime, never.
void addMinorRule(const jurisdiction::Jurisdiction& law, domain::PublicityRules& rules) {
  for (const auto& rule : law.terms) {
    if (rule.severity != "minor" || rule.info != domain::InfoClass::kNegative || !rule.validFrom) continue;
    if (rules.minorHiddenFrom && *rules.minorHiddenFrom <= *rule.validFrom) continue;
    rules.minorHiddenFrom = rule.validFrom;
    rules.minorSource = rule.source;
  }
}

EntryPublicity resolve(const jurisdiction::Jurisdiction& law, const domain::CatalogueEntry& entry) {
  EntryPublicity out;
  out.entry = &entry;
  out.rules = publicityRulesOf(law, entry);
  out.isPublic = entry.subject != domain::SubjectKind::kNaturalPerson && out.rules.entrySwitch.value_or(entry.isPublic);
  for (const auto& channel : law.channels) {
    const auto& takes = channel.enforcementClasses;
    if (!takes.empty() && std::find(takes.begin(), takes.end(), entry.enforcementClass) == takes.end()) continue;
    (channel.via.empty() ? out.direct : out.tracked).push_back(&channel);
  }
  return out;
}

}  // namespace

domain::PublicityRules publicityRulesOf(const jurisdiction::Jurisdiction& law, const domain::CatalogueEntry& entry) {
  domain::PublicityRules rules;
  const auto value = law.value("publicity.entry." + entry.code);
  if (!value.empty()) {
    rules.entrySwitch = value == "是";
    const auto reason = law.texts.find("disclosure." + entry.code);
    if (reason != law.texts.end()) rules.switchReason = reason->second;
  }
  addMinorRule(law, rules);
  return rules;
}

std::string_view RecordFields::byRole(domain::FieldRole role) const {
  const int index = publicity->entry->indexOfRole(role);
  if (index < 0 || static_cast<std::size_t>(index) >= values.size()) return {};
  return values[static_cast<std::size_t>(index)];
}

const EntryPublicity* PublicityDesk::entry(std::string_view code) {
  const auto known = entries_.find(code);
  if (known != entries_.end()) return &known->second;
  const auto* found = context_.law.entry(code);
  if (found == nullptr) return nullptr;
  return &entries_.emplace(std::string(code), resolve(context_.law, *found)).first->second;
}

std::vector<const EntryPublicity*> PublicityDesk::publicEntries() {
  std::vector<const EntryPublicity*> out;
  for (const auto& candidate : context_.law.catalogue) {
    const auto* publicity = entry(candidate.code);
    if (publicity->isPublic) out.push_back(publicity);
  }
  return out;
}

base::Result<std::vector<std::string>> PublicityDesk::valuesOf(const store::PublicityRow& row,
                                                               const domain::CatalogueEntry& entry) {
  auto stored = readPayload(row.payload);
  if (stored.empty()) return base::fail("PUBL-0024", {{"record", publicId('R', row.recordId)}});
  if (row.entryDigest == entry.versionDigest) return stored;
  auto known = fieldMaps_.find(row.entryVersion);
  if (known == fieldMaps_.end()) {
    MC_ASSIGN(const auto definition, store::entryVersionDefinition(context_.conn, row.entryVersion));
    std::vector<int> map;
    for (const auto& field : definitionFields(definition)) map.push_back(entry.indexOfField(field.id));
    known = fieldMaps_.emplace(row.entryVersion, std::move(map)).first;
  }
  std::vector<std::string> values(entry.fieldSet.fields.size());
  for (std::size_t i = 0; i < stored.size() && i < known->second.size(); ++i) {
    const int target = known->second[i];
    if (target >= 0) values[static_cast<std::size_t>(target)] = std::move(stored[i]);
  }
  return values;
}

base::Result<RecordFields> PublicityDesk::fields(const store::PublicityRow& row) {
  const auto* publicity = entry(row.entry);
  if (publicity == nullptr) return base::fail("PUBL-0005", {{"entry", row.entry}});
  RecordFields out;
  out.publicity = publicity;
  MC_ASSIGN(out.values, valuesOf(row, *publicity->entry));
  return out;
}

domain::PublicityDecision PublicityDesk::decide(const store::PublicityRow& row, const RecordFields& fields) const {
  domain::PublicityFacts facts;
  facts.subjectClass = domain::subjectClassFromLabel(fields.byRole(domain::FieldRole::kSubjectClass));
  facts.publicityType = fields.byRole(domain::FieldRole::kPublicityType);
  facts.internalOnly = row.internalOnly;
  facts.scope = row.scope == domain::creditScopeName(domain::CreditScope::kMarket) ? domain::CreditScope::kMarket
                                                                                   : domain::CreditScope::kPublic;
  facts.infoClass = domain::infoClassFromName(row.infoClass);
  facts.severity = row.severity;
  facts.decidedOn = base::CivilDate::parseIso(row.decidedOn);
  return domain::decidePublicity(*fields.publicity->entry, facts, fields.publicity->rules);
}

std::optional<domain::SeverityProposal> PublicityDesk::proposal(const store::PublicityRow& row,
                                                                const RecordFields& fields) const {
  using domain::FieldRole;
  if (!row.severity.empty() || row.infoClass != domain::infoClassName(domain::InfoClass::kNegative)) {
    return std::nullopt;
  }
  return domain::proposeSeverity(
      context_.law.severityRules,
      {fields.publicity->entry->subject, fields.byRole(FieldRole::kPenaltyClass), fields.byRole(FieldRole::kFineAmount),
       fields.byRole(FieldRole::kConfiscatedAmount), base::CivilDate::parseIso(row.decidedOn)});
}

std::optional<base::CivilDate> PublicityDesk::until(const store::PublicityRow& row, const RecordFields& fields) const {
  const auto own = base::CivilDate::parseIso(fields.byRole(domain::FieldRole::kPublicityEnd));
  const auto start = base::CivilDate::parseIso(row.decidedOn);
  const auto info = domain::infoClassFromName(row.infoClass);
  const auto proposed = proposal(row, fields);
  const std::string_view severity = proposed ? proposed->severity : row.severity;
  const auto* rule = start && info ? domain::findTermRule(context_.law.terms, *info, severity, *start) : nullptr;
  return domain::publicityEnd(own, start, rule != nullptr ? std::string_view(rule->publicityMax) : std::string_view());
}

std::optional<domain::DueDate> PublicityDesk::dueOf(const EntryPublicity& publicity, base::CivilDate decidedOn) const {
  // A profile switch opens entries that the catalogue left closed and that have no publicity clock of their own.
  const auto& id =
      publicity.entry->publicityClock.empty() ? publicity.entry->reportClock : publicity.entry->publicityClock;
  const auto* clock = context_.law.clock(id);
  if (clock == nullptr) return std::nullopt;
  return domain::computeDue(*clock, decidedOn, context_.law.calendar);
}

base::Result<std::optional<base::Error>> PublicityDesk::itemWarning(const store::PublicityRow& row,
                                                                    const RecordFields& fields) {
  using domain::FieldRole;
  if (!items_) {
    MC_ASSIGN(items_, store::listPowerItems(context_.conn));
  }
  const auto* entry = fields.publicity->entry;
  if (items_->empty() || entry->enforcementClass.empty()) return std::optional<base::Error>{};
  // The title of the decision names the item; where an entry has none, its matter field does.
  std::string matter(fields.byRole(FieldRole::kDocumentName));
  if (matter.empty()) matter = fields.byRole(FieldRole::kMatter);
  const auto key = base::nameKey(matter);
  bool entryListed = false;
  for (const auto& item : *items_) {
    if (item.entry != entry->code) continue;
    entryListed = true;
    const auto itemKey = base::nameKey(item.name);
    if (key.empty() || key.find(itemKey) != std::string::npos || itemKey.find(key) != std::string::npos) {
      return std::optional<base::Error>{};
    }
  }
  const auto record = publicId('R', row.recordId);
  if (!entryListed) return std::optional(base::fail("PUBL-0017", {{"entry", entry->code}}, record));
  return std::optional(base::fail("PUBL-0016", {{"matter", matter}}, record));
}

}  // namespace medcredit::service
