#include "service/disclosure.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "domain/identifier.h"
#include "domain/publicity.h"
#include "service/archive.h"
#include "service/record.h"
#include "service/scope.h"

namespace medcredit::service {

using domain::Audience;
using domain::DisclosureState;
using domain::DisclosureVerdict;
using domain::FieldRole;
using domain::Sensitivity;
using domain::Sharing;
using domain::SubjectKind;

namespace {

bool isStaff(Audience a) { return a == Audience::kOwningUnit || a == Audience::kSupervisor; }

bool given(DisclosureVerdict v) { return v >= DisclosureVerdict::kMask; }

/// The fields of stored values as today's catalogue knows them.
class FieldFinder {
 public:
  explicit FieldFinder(const domain::CatalogueEntry* entry) : entry_(entry) {}

  /// A field that the catalogue does not know is treated as sensitive: nobody judged it. Valid until the next call.
  const domain::FieldDef& find(const ValueView& stored) {
    if (const auto* known = lookUp(stored)) return *known;
    unjudged_ = {};
    unjudged_.code = stored.id;
    unjudged_.name = stored.name;
    unjudged_.role = domain::fieldRoleFromName(stored.role).value_or(FieldRole::kNone);
    unjudged_.sensitivity = Sensitivity::kMasked;
    return unjudged_;
  }

 private:
  /// Values mostly come in the order of the catalogue: the search goes on where the last one ended.
  const domain::FieldDef* lookUp(const ValueView& stored) {
    if (entry_ == nullptr) return nullptr;
    const auto& fields = entry_->fieldSet.fields;
    const auto search = [&](auto same) -> const domain::FieldDef* {
      for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::size_t at = (next_ + i) % fields.size();
        if (!same(fields[at])) continue;
        next_ = at + 1;
        return &fields[at];
      }
      return nullptr;
    };
    const auto* found =
        stored.id.empty() ? nullptr : search([&](const auto& field) { return field.id() == stored.id; });
    return found != nullptr ? found : search([&](const auto& field) { return field.name == stored.name; });
  }

  const domain::CatalogueEntry* entry_;
  std::size_t next_ = 0;
  domain::FieldDef unjudged_;
};

/// Own words of a record about its publicity: they may narrow the entry, never widen it (R-CAT-10).
Sharing narrowed(Sharing sharing, std::string_view publicityType) {
  const auto own = base::trim(publicityType);
  if (own.empty() || sharing != Sharing::kPublicByLaw || domain::publicityTypeIsPublic(own)) return sharing;
  if (own.find("共享") != std::string_view::npos) return Sharing::kGovernmentSharing;
  return Sharing::kAuthorisedQuery;
}

/// Facts that only the values of the record tell.
DisclosureFacts withValues(DisclosureFacts facts, const domain::CatalogueEntry* entry,
                           std::span<const ValueView> values) {
  FieldFinder fields(entry);
  for (const auto& stored : values) {
    const auto role = fields.find(stored).role;
    if (role == FieldRole::kPublicityType) facts.sharing = narrowed(facts.sharing, stored.value);
    if (role == FieldRole::kSubjectClass &&
        domain::subjectClassFromLabel(stored.value) == domain::SubjectClass::kNaturalPerson) {
      facts.subject = SubjectKind::kNaturalPerson;
    }
  }
  return facts;
}

std::vector<ValueView> viewsOf(const std::vector<StoredValue>& values) {
  std::vector<ValueView> out;
  out.reserve(values.size());
  for (const auto& value : values) out.push_back({value.id, value.name, value.value, value.role});
  return out;
}

bool namesPerson(std::string_view identifierKind) {
  using domain::IdentifierKind;
  const auto kind = domain::identifierKindFromName(identifierKind);
  if (!kind) return true;
  switch (*kind) {
    case IdentifierKind::kUnifiedCreditCode:
    case IdentifierKind::kRegistrationNumber:
    case IdentifierKind::kOrganisationCode:
    case IdentifierKind::kTaxNumber:
    case IdentifierKind::kInstitutionNumber:
    case IdentifierKind::kSocialOrgNumber:
    case IdentifierKind::kMedicalLicence:
      return false;
    default:
      return true;
  }
}

Sensitivity sensitivityOf(SubjectPart part, SubjectKind kind, std::string_view label) {
  if (kind == SubjectKind::kNaturalPerson || part == SubjectPart::kRoleHolder) return Sensitivity::kMasked;
  if (part == SubjectPart::kIdentifier) return namesPerson(label) ? Sensitivity::kMasked : Sensitivity::kPublic;
  domain::FieldDef field;
  field.name = label;
  return part == SubjectPart::kItem ? domain::effectiveSensitivity(field, kind) : Sensitivity::kPublic;
}

std::string maskPart(SubjectPart part, std::string_view text) {
  switch (part) {
    case SubjectPart::kName:
    case SubjectPart::kRoleHolder:
      return domain::maskName(text);
    case SubjectPart::kIdentifier:
      return domain::maskIdentifier(text);
    case SubjectPart::kItem:
      break;
  }
  return "***";
}

}  // namespace

DisclosureState disclosureStateOf(const StoredState& stored, std::string_view today) {
  if (stored.state != domain::recordStateName(domain::RecordState::kLive)) return DisclosureState::kWithdrawn;
  if (stored.archived) return DisclosureState::kSealed;
  if (stored.repaired) return DisclosureState::kRepaired;
  switch (domain::publicityStateFromName(stored.publicity).value_or(domain::PublicityState::kNotPublic)) {
    case domain::PublicityState::kPublished:
      return !stored.publicityUntil.empty() && stored.publicityUntil < today ? DisclosureState::kEnded
                                                                             : DisclosureState::kPublished;
    case domain::PublicityState::kEnded:
    case domain::PublicityState::kWithdrawn:
      return DisclosureState::kEnded;
    case domain::PublicityState::kWithheld:
      return DisclosureState::kWithheld;
    case domain::PublicityState::kNotPublic:
    case domain::PublicityState::kPending:
      break;
  }
  return DisclosureState::kActive;
}

DisclosureFacts factsOf(const Context& context, std::string_view entryCode, std::string_view infoClass,
                        const StoredState& stored) {
  DisclosureFacts facts;
  facts.entry = entryCode;
  // A class nobody knows is treated as the one that never leaves.
  facts.info = domain::infoClassFromName(infoClass).value_or(domain::InfoClass::kReference);
  facts.state = disclosureStateOf(stored, context.clock.today().iso());
  if (const auto* entry = context.law.entry(entryCode); entry != nullptr) {
    facts.subject = entry->subject;
    facts.sharing = entry->sharing;
  }
  // A switch of the jurisdiction may open an entry whose catalogue says otherwise; what is published is open.
  const bool open = facts.state == DisclosureState::kPublished || facts.state == DisclosureState::kDisputed;
  if (open) facts.sharing = Sharing::kPublicByLaw;
  return facts;
}

DisclosureFacts factsOf(const Context& context, const RecordView& view, SubjectKind subject) {
  auto facts = factsOf(context, view.entry, domain::infoClassName(view.info),
                       {view.state, view.publicity, {}, view.archived, view.repaired});
  facts.subjectId = view.subjectId;
  facts.unitId = view.provenance.unitId;
  facts.internalOnly = view.internalOnly;
  if (subject == SubjectKind::kNaturalPerson) facts.subject = subject;
  return facts;
}

std::string Disclosed::released() const {
  std::string out;
  for (const auto& field : fields) {
    // Records stand apart: "name,usc;R5:CF_WSH,CF_XDR_ZJHM*".
    const bool record = field.id.find(':') != std::string::npos;
    if (!out.empty()) out += record ? ';' : ',';
    out += field.id.empty() ? field.name : field.id;
    if (field.masked) out += '*';
  }
  return out;
}

std::string maskField(const domain::FieldDef& field, SubjectKind subject, std::string_view value) {
  if (value.empty()) return {};
  if (domain::publicShape(field) != domain::PublicShape::kShown) return domain::publicValue(field, value);
  if (subject == SubjectKind::kNaturalPerson && field.role == FieldRole::kSubjectName) return domain::maskName(value);
  return base::isAscii(value) ? domain::maskIdentifier(value) : domain::maskName(value);
}

Discloser::Discloser(Context& context, bool reveal)
    : context_(context), purpose_(context.principal.purpose), reveal_(reveal) {}

Discloser::Discloser(Context& context, Audience audience, std::string purpose)
    : context_(context), fixed_(audience), purpose_(std::move(purpose)) {}

base::Status Discloser::lookUp() {
  if (looked_) return {};
  looked_ = true;
  const auto& principal = context_.principal;
  if (principal.kind == PrincipalKind::kStaff) {
    MC_ASSIGN(auto scope, visibleUnits(context_));
    units_ = std::move(scope.units);
  }
  if (principal.kind == PrincipalKind::kSubject && principal.subjectId) {
    MC_ASSIGN(ownArchive_, archiveMembers(context_, *principal.subjectId, kEverKnown));
  }
  return {};
}

base::Result<std::optional<Audience>> Discloser::audience(std::string_view unitId, std::int64_t subjectId) {
  if (fixed_) return fixed_;
  MC_TRY(lookUp());
  const auto& principal = context_.principal;
  switch (principal.kind) {
    case PrincipalKind::kOperator:
      return std::optional<Audience>();
    case PrincipalKind::kStaff:
      if (!unitId.empty() && unitId == principal.unit) return std::optional(Audience::kOwningUnit);
      // A subject belongs to no unit: staff who may read subjects at all read them as supervisors.
      if (unitId.empty() || std::find(units_.begin(), units_.end(), unitId) != units_.end()) {
        return std::optional(Audience::kSupervisor);
      }
      break;
    case PrincipalKind::kSubject:
      if (std::find(ownArchive_.begin(), ownArchive_.end(), subjectId) != ownArchive_.end()) {
        return std::optional(Audience::kSubjectSelf);
      }
      break;
    case PrincipalKind::kAnonymous:
    case PrincipalKind::kSystem:
      break;
  }
  return std::optional(Audience::kPublic);
}

DisclosureVerdict Discloser::ask(const DisclosureFacts& facts, Audience audience, Sensitivity sensitivity,
                                 std::string* rule) const {
  domain::DisclosureQuestion question;
  question.audience = audience;
  question.infoClass = facts.info;
  question.state = facts.state;
  question.sensitivity = sensitivity;
  question.subject = facts.subject;
  question.sharing = facts.sharing;
  question.internalOnly = facts.internalOnly;
  // A purpose declared with an ordinary request opens no sensitive field to staff: that takes the act of revealing.
  if (reveal_ || !isStaff(audience) || sensitivity != Sensitivity::kMasked) question.purpose = purpose_;
  return context_.law.disclosure.decide(question, rule);
}

base::Result<bool> Discloser::sees(const DisclosureFacts& facts, std::string* rule) {
  MC_ASSIGN(const auto who, audience(facts.unitId, facts.subjectId));
  if (!who) {
    if (rule != nullptr) *rule = "operator";
    return true;
  }
  return given(ask(facts, *who, Sensitivity::kPublic, rule));
}

base::Result<Discloser::Narrowed> Discloser::narrow(const DisclosureFacts& known, std::span<const ValueView> values) {
  const auto* entry = context_.law.entry(known.entry);
  const auto facts = withValues(known, entry, values);
  Narrowed out;
  MC_ASSIGN(out.visible, sees(facts, &out.rule));
  if (!out.visible) return out;
  MC_ASSIGN(const auto who, audience(facts.unitId, facts.subjectId));
  // One record asks the policy the same few questions for all its fields.
  std::array<std::optional<DisclosureVerdict>, 3> verdicts;
  const auto verdictOn = [&](Sensitivity sensitivity) {
    auto& verdict = verdicts.at(static_cast<std::size_t>(sensitivity));
    if (!verdict) verdict = who ? ask(facts, *who, sensitivity) : DisclosureVerdict::kShow;
    return *verdict;
  };
  const bool clear = verdictOn(Sensitivity::kMasked) == DisclosureVerdict::kShow;
  FieldFinder fields(entry);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto& stored = values[i];
    if (stored.value.empty()) continue;
    const auto& field = fields.find(stored);
    const auto verdict = verdictOn(domain::effectiveSensitivity(field, facts.subject));
    if (!given(verdict)) continue;
    Given shown{i, verdict == DisclosureVerdict::kMask, {}};
    if (shown.masked) {
      shown.value = maskField(field, facts.subject, stored.value);
    } else if (!clear && field.type == domain::FieldType::kText) {
      // Free text often names the people concerned with their numbers.
      shown.value = domain::maskPersonalNumbers(stored.value);
      shown.masked = shown.value != stored.value;
    }
    out.fields.push_back(std::move(shown));
  }
  return out;
}

base::Result<Disclosed> Discloser::record(const DisclosureFacts& facts, const std::vector<StoredValue>& values) {
  MC_ASSIGN(auto narrowed, narrow(facts, viewsOf(values)));
  Disclosed out{narrowed.visible, std::move(narrowed.rule), {}};
  for (auto& field : narrowed.fields) {
    const auto& stored = values[field.at];
    out.fields.push_back({stored.id, stored.name, field.masked ? field.value : stored.value, field.masked});
  }
  return out;
}

base::Result<bool> Discloser::details(RecordDetails& details, Disclosed* released) {
  const auto& head = details.head;
  auto facts = factsOf(context_, head.entry, head.infoClass,
                       {head.state, head.publicity, head.publicityUntil, details.view && details.view->archived});
  facts.subjectId = head.subjectId;
  facts.unitId = head.unitId;
  facts.internalOnly = head.internalOnly;
  MC_ASSIGN(bool visible, sees(facts));
  for (auto& version : details.versions) {
    std::vector<StoredValue> values;
    for (auto& [name, value] : version.values) values.push_back({{}, name, value, {}});
    facts = withValues(facts, context_.law.entry(head.entry), viewsOf(values));
    MC_ASSIGN(auto shown, record(facts, values));
    visible = visible && shown.visible;
    version.values.clear();
    for (const auto& field : shown.fields) version.values.emplace_back(field.name, field.value);
    if (released != nullptr) *released = std::move(shown);
  }
  MC_ASSIGN(details.subjectName, value(SubjectPart::kName, facts.subject, head.subjectId, {}, details.subjectName));
  return visible;
}

base::Result<DisclosureVerdict> Discloser::verdict(SubjectPart part, SubjectKind kind, std::int64_t subjectId,
                                                   std::string_view label) {
  MC_ASSIGN(const auto who, audience({}, subjectId));
  if (!who) return DisclosureVerdict::kShow;
  DisclosureFacts facts;
  facts.subject = part == SubjectPart::kRoleHolder ? SubjectKind::kNaturalPerson : kind;
  const auto sensitivity = sensitivityOf(part, kind, label);
  // Names and codes of organisations stand in public registers.
  const bool registered = part != SubjectPart::kItem && sensitivity == Sensitivity::kPublic;
  if (registered) {
    facts.state = DisclosureState::kPublished;
    facts.sharing = Sharing::kPublicByLaw;
  }
  return ask(facts, *who, sensitivity);
}

base::Result<std::string> Discloser::value(SubjectPart part, SubjectKind kind, std::int64_t subjectId,
                                           std::string_view label, std::string_view text) {
  MC_ASSIGN(const auto verdict, this->verdict(part, kind, subjectId, label));
  if (verdict == DisclosureVerdict::kShow) return std::string(text);
  return verdict == DisclosureVerdict::kMask ? maskPart(part, text) : std::string();
}

base::Instant logVisibleFrom(const Context& context, std::string_view purpose) {
  constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
  const auto* found = context.law.disclosure.purpose(purpose);
  if (found == nullptr || found->logDelayDays == 0) return {};
  return {context.clock.now().micros + found->logDelayDays * kMicrosPerDay};
}

}  // namespace medcredit::service
