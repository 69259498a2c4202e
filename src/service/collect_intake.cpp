#include "service/collect_intake.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "domain/deadline.h"
#include "service/collect_payload.h"

namespace medcredit::service {

using domain::FieldRole;
using domain::IdentifierKind;

std::string_view TextArena::keep(std::string_view text) {
  if (text.empty()) return {};
  if (text.size() > kBlock / 4) {
    auto& block = large_.emplace_back(std::make_unique<char[]>(text.size()));
    std::memcpy(block.get(), text.data(), text.size());
    return {block.get(), text.size()};
  }
  if (blocks_.empty()) blocks_.push_back(std::make_unique<char[]>(kBlock));
  if (used_ + text.size() > kBlock) {
    if (++block_ == blocks_.size()) blocks_.push_back(std::make_unique<char[]>(kBlock));
    used_ = 0;
  }
  char* to = blocks_[block_].get() + used_;
  std::memcpy(to, text.data(), text.size());
  used_ += text.size();
  return {to, text.size()};
}

void TextArena::clear() {
  large_.clear();
  block_ = 0;
  used_ = 0;
}

namespace {

/// Roles that hold an identifier of the subject itself.
constexpr std::pair<FieldRole, IdentifierKind> kCodeRoles[] = {
    {FieldRole::kUnifiedCode, IdentifierKind::kUnifiedCreditCode},
    {FieldRole::kRegistrationNo, IdentifierKind::kRegistrationNumber},
    {FieldRole::kOrganisationCode, IdentifierKind::kOrganisationCode},
    {FieldRole::kTaxNo, IdentifierKind::kTaxNumber},
    {FieldRole::kInstitutionNo, IdentifierKind::kInstitutionNumber},
    {FieldRole::kSocialOrgNo, IdentifierKind::kSocialOrgNumber},
    {FieldRole::kMedicalLicenceNo, IdentifierKind::kMedicalLicence},
    {FieldRole::kCitizenId, IdentifierKind::kCitizenId}};

/// 承诺人代码 holds the credit code of an organisation or the identity number of a person.
IdentifierKind subjectCodeKind(domain::SubjectKind kind) {
  return kind == domain::SubjectKind::kNaturalPerson ? IdentifierKind::kCitizenId : IdentifierKind::kUnifiedCreditCode;
}

store::NaturalKey hashOf(std::string_view text) { return store::hashNaturalKey(text); }

}  // namespace

Intake::Intake(const jurisdiction::Jurisdiction& law, const domain::CatalogueEntry& entry,
               domain::PublicityRules publicityRules, IntakeOptions options)
    : law_(law),
      entry_(entry),
      publicityRules_(std::move(publicityRules)),
      options_(std::move(options)),
      received_(options_.received.iso()),
      name_(entry.indexOfRole(FieldRole::kSubjectName)),
      documentNo_(entry.indexOfRole(FieldRole::kDocumentNo)),
      fulfilment_(entry.indexOfRole(FieldRole::kFulfilmentState)),
      publicityType_(entry.indexOfRole(FieldRole::kPublicityType)),
      docType_(entry.indexOfRole(FieldRole::kDocType)),
      docNo_(entry.indexOfRole(FieldRole::kDocNo)),
      subjectCode_(entry.indexOfRole(FieldRole::kSubjectCode)) {
  for (const auto& [role, kind] : kCodeRoles) {
    const int field = entry.indexOfRole(role);
    if (field >= 0) codes_.emplace_back(kind, field);
  }
}

std::string_view Intake::at(const domain::JudgedRow& judged, int field) const {
  const auto index = static_cast<std::size_t>(field);
  return field >= 0 && index < judged.values.size() ? judged.values[index] : std::string_view();
}

const Intake::DateFacts& Intake::dateFacts(std::optional<base::CivilDate> decidedOn) {
  if (!decidedOn) return undated_;
  const auto [it, isNew] = dates_.try_emplace(decidedOn->days());
  DateFacts& facts = it->second;
  if (!isNew) return facts;
  facts.decided = decidedOn->iso();
  if (const auto* clock = law_.clock(entry_.reportClock)) {
    const auto due = domain::computeDue(*clock, *decidedOn, law_.calendar);
    facts.due = due.date.iso();
    facts.provisional = due.provisional;
    facts.late = options_.received > due.date;
  }
  if (const auto* clock = law_.clock(entry_.publicityClock)) {
    facts.publishDue = domain::computeDue(*clock, *decidedOn, law_.calendar).date.iso();
  }
  return facts;
}

const Intake::ClassFacts& Intake::classFacts(std::optional<base::CivilDate> decidedOn,
                                             std::optional<domain::SubjectClass> cls, Text fulfilment, Text publicity) {
  // Only a stated severity makes publicity depend on the day (a regime that hides minor matters from a day on).
  if (options_.severity.empty()) decidedOn.reset();
  scratch_ = decidedOn ? std::to_string(decidedOn->days()) + "/" : std::string();
  scratch_.append(1, cls ? static_cast<char>('0' + static_cast<int>(*cls)) : '-');
  scratch_.append(fulfilment).append(1, '\n').append(publicity);
  if (lastClass_ != nullptr && lastClass_->first == scratch_) return lastClass_->second;
  if (const auto it = classes_.find(scratch_); it != classes_.end()) {
    lastClass_ = &*it;
    return it->second;
  }
  ClassFacts facts;
  facts.classified = domain::classifyRecord(entry_, fulfilment, entry_.infoClass);
  domain::PublicityFacts known;
  known.subjectClass = cls;
  known.publicityType = publicity;
  known.internalOnly = options_.internalOnly;
  known.scope = options_.scope;
  known.infoClass = facts.classified.info;
  known.severity = options_.severity;
  known.decidedOn = decidedOn;
  facts.publicity = domain::decidePublicity(entry_, known, publicityRules_);
  return classes_.emplace(scratch_, std::move(facts)).first->second;
}

store::RecordFacts Intake::facts(const DateFacts& date, std::optional<base::CivilDate> decidedOn,
                                 std::optional<domain::SubjectClass> cls, Text fulfilment, Text publicity) {
  const ClassFacts& kind = classFacts(decidedOn, cls, fulfilment, publicity);
  store::RecordFacts facts;
  facts.infoClass = domain::infoClassName(kind.classified.info);
  facts.nature = domain::natureName(kind.classified.nature);
  facts.scope = domain::creditScopeName(options_.scope);
  facts.channel = domain::intakeChannelName(options_.channel);
  facts.decidedOn = date.decided;
  facts.receivedOn = received_;
  facts.dueOn = date.due;
  facts.dueProvisional = date.provisional;
  facts.publicity = domain::publicityStateName(kind.publicity.state);
  facts.publicityReason = kind.publicity.reason;
  if (kind.publicity.state == domain::PublicityState::kPending) facts.publishDue = date.publishDue;
  facts.severity = options_.severity;
  facts.kindCode = options_.kindCode;
  facts.moment = options_.moment;
  facts.internalOnly = options_.internalOnly;
  return facts;
}

void Intake::collectIdentifiers(const domain::JudgedRow& judged, TextArena& arena, IntakeRow& out) {
  out.identifiers.clear();
  const auto add = [&](IdentifierKind kind, Text value) {
    if (!value.empty()) out.identifiers.push_back({kind, arena.keep(value)});
  };
  for (const auto& [kind, field] : codes_) add(kind, at(judged, field));
  add(subjectCodeKind(entry_.subject), at(judged, subjectCode_));
  const Text number = at(judged, docNo_);
  if (!number.empty()) {
    const auto kind = domain::documentKindFromLabel(at(judged, docType_));
    add(kind.value_or(docType_ < 0 ? IdentifierKind::kCitizenId : IdentifierKind::kOther), number);
  }
  scratch_.assign(domain::subjectKindCode(entry_.subject)).append(1, '\n').append(out.subjectName);
  for (const auto& identifier : out.identifiers) {
    scratch_.append(1, '\n').append(1, static_cast<char>('A' + static_cast<int>(identifier.kind)));
    scratch_.append(identifier.value);
  }
  out.subjectKey = hashOf(scratch_);
}

void Intake::derive(const domain::JudgedRow& judged, TextArena& arena, IntakeRow& out) {
  scratch_.clear();
  domain::appendNaturalKey(entry_, judged, scratch_);
  out.hasKey = !scratch_.empty();
  out.key = out.hasKey ? hashOf(scratch_) : store::NaturalKey{};
  const DateFacts& date = dateFacts(judged.decidedOn);
  out.late = date.late;
  out.facts = facts(date, judged.decidedOn, judged.subjectClass, at(judged, fulfilment_), at(judged, publicityType_));
  out.facts.documentNo = arena.keep(at(judged, documentNo_));
  if (out.rejected) return;
  out.subjectName = arena.keep(at(judged, name_));
  collectIdentifiers(judged, arena, out);
  if (!out.hasKey) {  // an entry without any identity but its facts: the facts are the key
    scratch_.assign(entry_.code).append(1, '\n');
    appendJsonArray(scratch_, judged.values);
    out.key = hashOf(scratch_);
    out.hasKey = true;
  }
}

store::RecordFacts Intake::factsOf(const std::vector<std::string>& values) {
  const auto value = [&](int field) -> Text {
    const auto index = static_cast<std::size_t>(field);
    return field >= 0 && index < values.size() ? Text(values[index]) : Text();
  };
  const auto cls = domain::subjectClassFromLabel(value(entry_.indexOfRole(FieldRole::kSubjectClass)));
  const auto decidedOn = base::CivilDate::parseIso(value(entry_.indexOfRole(FieldRole::kDecisionDate)));
  auto result = facts(dateFacts(decidedOn), decidedOn, cls, value(fulfilment_), value(publicityType_));
  result.documentNo = value(documentNo_);
  return result;
}

}  // namespace medcredit::service
