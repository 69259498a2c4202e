// Digests: the canonical text of what was decided under, so that records stay bound to it.
#include <algorithm>

#include "crypto/sm3.h"
#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace {

/// Appends parts as netstrings (length:value), so that no two contents share a text.
class Canonical {
 public:
  Canonical& add(std::string_view part) {
    text_ += std::to_string(part.size());
    text_ += ':';
    text_ += part;
    return *this;
  }
  Canonical& add(int number) { return add(std::to_string(number)); }
  Canonical& add(const std::vector<std::string>& parts) {
    add(static_cast<int>(parts.size()));
    for (const auto& part : parts) add(part);
    return *this;
  }
  Canonical& add(const std::optional<base::CivilDate>& day) { return add(day ? day->iso() : std::string()); }
  [[nodiscard]] std::string digest() const { return crypto::sm3Hex(text_); }

 private:
  std::string text_;
};

void addField(Canonical& out, const domain::FieldDef& field) {
  out.add(field.code).add(field.name).add(field.aliases).add(domain::fieldRoleName(field.role));
  out.add(static_cast<int>(field.type)).add(field.maxLength);
  for (const auto presence : field.presence) out.add(static_cast<int>(presence));
  out.add(field.enumeration).add(field.multiValue ? 1 : 0).add(field.identifier);
  out.add(static_cast<int>(field.sensitivity)).add(field.note).add(field.source);
}

void addRule(Canonical& out, const domain::RuleDef& rule) {
  out.add(rule.id).add(domain::ruleKindName(rule.kind)).add(rule.fieldA).add(rule.fieldB).add(rule.values);
  out.add(rule.text).add(static_cast<int>(rule.severity)).add(rule.basis);
}

void addEnumeration(Canonical& out, const domain::Enumeration& enumeration) {
  out.add(enumeration.id).add(enumeration.open ? 1 : 0).add(enumeration.otherWithNote ? 1 : 0).add(enumeration.source);
  out.add(static_cast<int>(enumeration.values.size()));
  for (const auto& value : enumeration.values) out.add(value.value).add(value.aliases);
}

std::string entryDigest(const domain::CatalogueEntry& entry, const Jurisdiction& law) {
  Canonical out;
  out.add(entry.code).add(entry.name).add(domain::subjectKindCode(entry.subject)).add(entry.coverage);
  out.add(entry.updateCycle).add(entry.reportClock).add(entry.publicityClock).add(domain::natureLabel(entry.nature));
  out.add(domain::sharingLabel(entry.sharing)).add(entry.isPublic ? 1 : 0).add(entry.enforcementClass);
  out.add(entry.infoClass).add(entry.fieldSetId).add(entry.fieldsText).add(entry.offices).add(entry.officesText);
  out.add(entry.officesOpenEnded ? 1 : 0).add(static_cast<int>(entry.layer)).add(entry.basis).add(entry.retention);
  out.add(entry.usePeriod).add(entry.content).add(entry.useScope).add(entry.dataSource).add(entry.source);
  out.add(entry.fieldSet.id).add(entry.fieldSet.edition).add(entry.fieldSet.status).add(entry.fieldSet.source);
  for (const auto& field : entry.fieldSet.fields) addField(out, field);
  for (const auto& rule : entry.fieldSet.rules) addRule(out, rule);
  for (const auto& field : entry.fieldSet.fields) {
    if (const auto* enumeration = law.enumeration(field.enumeration)) addEnumeration(out, *enumeration);
  }
  return out.digest();
}

void addRules(Canonical& out, const Jurisdiction& law) {
  for (const auto& [id, clock] : law.clocks) {
    out.add(id).add(clock.title).add(clock.amount).add(domain::deadlineUnitName(clock.unit)).add(clock.startEvent);
    out.add(clock.fixedMonth).add(clock.fixedDay).add(clock.remindBefore).add(clock.source);
  }
  for (const auto& rule : law.terms) {
    out.add(rule.id).add(domain::infoClassName(rule.info)).add(rule.severity).add(rule.validFrom).add(rule.validTo);
    out.add(rule.retention).add(rule.use).add(rule.publicityMin).add(rule.publicityMax).add(rule.source);
  }
  for (const auto& rule : law.severityRules) {
    out.add(rule.id).add(rule.classes).add(rule.severity).add(static_cast<int>(rule.amount)).add(rule.source);
    out.add(rule.subject ? domain::subjectKindCode(*rule.subject) : std::string_view());
    out.add(rule.over ? rule.over->str() : std::string()).add(rule.atMost ? rule.atMost->str() : std::string());
    out.add(rule.validFrom).add(rule.validTo);
  }
  for (const auto& mapping : law.classMappings) {
    out.add(mapping.local).add(domain::infoClassName(mapping.info)).add(domain::natureLabel(mapping.nature));
    out.add(mapping.weight).add(mapping.source);
  }
  for (const auto& level : law.grades) {
    out.add(level.id).add(level.label).add(level.unevaluated ? 1 : 0).add(level.inspectionPercent.value_or(-1));
    out.add(level.commend ? 1 : 0).add(level.restrict ? 1 : 0).add(level.source);
  }
}

template <class Enum>
void addSet(Canonical& out, const std::vector<Enum>& set) {
  out.add(static_cast<int>(set.size()));
  for (const auto value : set) out.add(static_cast<int>(value));
}

std::string policyDigest(const domain::DisclosurePolicy& policy) {
  Canonical out;
  for (const auto& purpose : policy.purposes) {
    out.add(purpose.id).add(purpose.label).add(purpose.logDelayDays).add(purpose.source);
    addSet(out, purpose.audiences);
  }
  for (const auto& row : policy.rows) {
    out.add(row.id).add(row.title).add(row.purposes).add(row.source).add(static_cast<int>(row.verdict));
    out.add(row.internalOnly ? (*row.internalOnly ? 1 : 0) : -1);
    addSet(out, row.audiences);
    addSet(out, row.classes);
    addSet(out, row.states);
    addSet(out, row.sensitivities);
    addSet(out, row.subjects);
    addSet(out, row.sharings);
  }
  return out.digest();
}

void addLists(Canonical& out, const Jurisdiction& law) {
  for (const auto& list : law.codeLists) {
    out.add(list.id).add(list.label);
    for (const auto& item : list.items) out.add(item.code).add(item.label).add(item.source).add(item.note);
  }
  for (const auto& category : law.categories) {
    out.add(category.id).add(category.label).add(category.parent).add(domain::subjectKindCode(category.kind));
  }
  for (const auto& office : law.offices) {
    out.add(office.id).add(office.name).add(office.aliases).add(office.centralDesk ? 1 : 0);
  }
  for (const auto& channel : law.channels) {
    out.add(channel.id).add(channel.name).add(channel.via).add(channel.enforcementClasses).add(channel.format);
  }
  for (const auto& doc : law.basis) {
    out.add(doc.id).add(doc.title).add(doc.number).add(doc.issuer).add(doc.state).add(doc.parent);
    out.add(doc.issued).add(doc.effective).add(doc.expires).add(doc.supersededBy);
  }
  for (const auto& [id, text] : law.texts) out.add(id).add(text);
}

void addGrading(Canonical& out, const Jurisdiction& law) {
  for (const auto& rule : law.grading.facts) {
    out.add(rule.id).add(rule.of).add(rule.entries).add(rule.enforcement).add(rule.kinds).add(rule.dishonesty);
    addSet(out, rule.classes);
    out.add(rule.occurred ? 1 : 0).add(rule.severity).add(domain::fieldRoleName(rule.outcomeRole)).add(rule.source);
    for (const auto& [value, word] : rule.outcomes) out.add(value).add(word);
    for (const auto& [name, role] : rule.fields) out.add(name).add(domain::fieldRoleName(role));
  }
  for (const auto& feed : law.grading.feeds) {
    out.add(feed.id).add(feed.label).add(feed.entries).add(feed.enforcement).add(feed.source);
  }
  for (const auto& scope : law.grading.scopes) {
    out.add(scope.id).add(domain::subjectKindCode(scope.subject)).add(scope.categories).add(scope.kind);
    out.add(scope.type).add(scope.fromYear).add(scope.toYear).add(scope.unpublished ? 1 : 0).add(scope.source);
  }
}

void addCredit(Canonical& out, const Jurisdiction& law) {
  for (const auto& letter : law.commitments.letters) out.add(letter.id).add(letter.digest).add(letter.source);
  for (const auto& item : law.commitments.items) {
    out.add(item.id).add(item.name).add(item.letter).add(item.categories).add(item.notice ? 1 : 0).add(item.mayMiss);
    out.add(item.missingClock).add(item.firstCheck).add(item.source);
  }
  for (const auto& list : law.lists.lists) {
    out.add(list.id).add(list.name).add(listKindName(list.kind)).add(list.basis).add(list.procedure).add(list.term);
    out.add(list.entryOrg).add(list.entryPerson).add(list.organisationsPublic ? 1 : 0).add(list.personsPublic ? 1 : 0);
    out.add(list.measures).add(list.documents).add(list.channels).add(list.source);
  }
  for (const auto& one : law.lists.standards)
    out.add(one.id).add(one.list).add(one.text).add(one.basis).add(one.source);
  for (const auto& board : law.lists.boards) {
    out.add(board.id).add(board.title).add(board.categories).add(board.red).add(board.black).add(board.source);
  }
  for (const auto& kind : law.lists.campaigns) out.add(kind.id).add(kind.label).add(kind.source);
}

void addRights(Canonical& out, const Jurisdiction& law) {
  for (const auto& permission : law.roles.permissions) {
    out.add(permission.id).add(permission.label).add(static_cast<int>(permission.duty)).add(permission.neverWith);
    out.add(permission.source);
  }
  for (const auto& role : law.roles.roles) out.add(role.id).add(role.label).add(role.permissions).add(role.source);
  const auto& access = law.access;
  out.add(access.id).add(access.minLength).add(access.maxLength).add(access.characterClasses).add(access.maxAgeDays);
  out.add(access.failures).add(access.lockMinutes).add(access.longestLockMinutes).add(access.idleMinutes);
  out.add(access.absoluteHours).add(access.oneTimeHours).add(static_cast<int>(access.secondFactor));
  out.add(access.forbiddenWords).add(access.source);
}

}  // namespace

void seal(Jurisdiction& out) {
  Canonical whole;
  whole.add(out.id).add(out.title).add(out.regionCode).add(out.level).add(out.chain).add(out.basisIds);
  for (const auto& [key, value] : out.profile) whole.add(key).add(value.value).add(value.source);
  for (auto& entry : out.catalogue) {
    entry.versionDigest = entryDigest(entry, out);
    whole.add(entry.versionDigest);
  }
  addRules(whole, out);
  addLists(whole, out);
  addRights(whole, out);
  addGrading(whole, out);
  addCredit(whole, out);
  out.disclosure.version = policyDigest(out.disclosure);
  whole.add(out.disclosure.version);
  out.digest = whole.digest();
}

}  // namespace medcredit::jurisdiction
