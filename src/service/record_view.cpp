#include "service/record_view.h"

#include <algorithm>

#include "domain/classification.h"
#include "service/collect_payload.h"
#include "service/read_caches.h"
#include "store/seals.h"
#include "store/subjects_archive.h"

namespace medcredit::service {

using base::CivilDate;
using domain::InfoClass;

namespace {

constexpr std::string_view kEntryPeriod = "目录条目规定的保存期限";  // R-RET-12
constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
constexpr std::int64_t kShanghaiOffset = 8 * kMicrosPerDay / 24;

/// Values of a stored payload by the role of their field.
class RoleValues {
 public:
  explicit RoleValues(const VersionRow& row) : fields_(*row.fields), values_(row.values) {}
  [[nodiscard]] std::string_view text(domain::FieldRole role) const {
    const auto name = domain::fieldRoleName(role);
    for (std::size_t i = 0; i < fields_.size() && i < values_.size(); ++i) {
      if (fields_[i].role == name) return values_[i];
    }
    return {};
  }
  [[nodiscard]] std::optional<CivilDate> date(domain::FieldRole role) const { return CivilDate::parseIso(text(role)); }

 private:
  const EntryFields& fields_;
  const std::vector<std::string>& values_;
};

/// Severity that the class data of a penalty suggest, where none is stated.
std::optional<domain::SeverityProposal> proposalOf(const Context& context, const store::ArchiveRow& row,
                                                   const RecordView& view, const RoleValues& values) {
  using domain::FieldRole;
  if (!view.severity.empty() || view.info != InfoClass::kNegative) return std::nullopt;
  const auto* entry = context.law.entry(row.entry);
  const auto subject = entry != nullptr ? entry->subject : domain::SubjectKind::kOrganisation;
  return domain::proposeSeverity(context.law.severityRules,
                                 {subject, values.text(FieldRole::kPenaltyClass), values.text(FieldRole::kFineAmount),
                                  values.text(FieldRole::kConfiscatedAmount), CivilDate::parseIso(row.decidedOn)});
}

/// The version that tells what was true on `asOf`: a revision counts only from its own day, every other kind at once.
const VersionRow& versionOn(std::span<const VersionRow> versions, CivilDate asOf) {
  for (std::size_t i = versions.size(); i > 1; --i) {
    const auto& row = versions[i - 1];
    const auto from = CivilDate::parseIso(row.trueFrom);
    if (row.versionKind != "revision" || !from || *from <= asOf) return row;
  }
  return versions.front();
}

std::string_view kindList(InfoClass info) {
  if (info == InfoClass::kGood) return "good-kinds";
  if (info == InfoClass::kNegative) return "negative-kinds";
  return "other-kinds";
}

/// Class as known at the moment: later changes are taken back one by one.
base::Status applyClassHistory(Context& context, RecordView& view, const store::ArchiveRow& row, const Moment& moment) {
  std::string info = row.infoClass;
  std::string nature = row.nature;
  std::vector<store::ClassChange> changes;
  if (row.reclassified) {
    MC_ASSIGN(changes, store::classChanges(context.conn, view.id));
  }
  for (auto change = changes.rbegin(); change != changes.rend() && change->at > moment.knownUntil; ++change) {
    info = change->fromClass;
    nature = change->fromNature;
    view.kindCode = change->fromKind;
  }
  view.info = domain::infoClassFromName(info).value_or(InfoClass::kBasic);
  view.nature = domain::natureFromName(nature).value_or(domain::Nature::kNeutral);
  if (!view.kindCode.empty()) view.kindLabel = labelFor(context, kindList(view.info), view.kindCode);
  return {};
}

/// False while a self-inspection awaits its review or a complaint its verification.
base::Result<bool> countsNow(Context& context, const store::ArchiveRow& row, const RecordView& view,
                             const Moment& moment) {
  const auto* list = context.law.codeList("other-kinds");
  domain::ClassLists lists;
  if (list != nullptr) {
    for (const auto& item : list->items) lists.otherKinds.push_back(item.code);
  }
  if (domain::needsReview(view.info, view.kindCode, lists)) {
    std::optional<store::Review> review;
    if (row.reviewed) {
      MC_ASSIGN(review, store::reviewOf(context.conn, view.id));
    }
    if (!review || review->recordedAt > moment.knownUntil) return false;
  }
  if (!row.complained) return true;
  MC_ASSIGN(const auto complaints, store::complaintsOf(context.conn, view.subjectId));
  return std::none_of(complaints.begin(), complaints.end(), [&](const store::ComplaintRow& complaint) {
    return complaint.recordId == view.id &&
           complaint.state != domain::complaintStateName(domain::ComplaintState::kVerified);
  });
}

/// The jurisdiction's own word: of two words for one class the light one (不良) stands until the conduct is recognised
/// as dishonest (失信).
std::string localClassOf(const Context& context, const RecordView& view) {
  const std::string_view weight = view.dishonestyLevel.empty() ? "light" : "";
  std::string any;
  for (const auto& mapping : context.law.classMappings) {
    if (mapping.info != view.info) continue;
    if (mapping.weight == weight) return mapping.local;
    if (any.empty()) any = mapping.local;
  }
  return any;
}

RecordView headOf(const Context& context, const store::ArchiveRow& row) {
  RecordView view;
  view.id = row.recordId;
  view.subjectId = row.subjectId;
  view.version = row.version;
  view.entry = row.entry;
  const auto* entry = context.law.entry(row.entry);
  view.entryName = entry != nullptr ? entry->name : row.entry;
  view.documentNo = row.documentNo;
  view.decidedOn = row.decidedOn;
  view.versionKind = row.versionKind;
  view.publicity = row.publicity;
  view.severity = row.severity;
  view.moment = row.moment;
  view.kindCode = row.kindCode;
  view.continuing = row.continuing;
  view.internalOnly = row.internalOnly;
  view.disputed = row.disputed;
  view.repaired = row.repaired;
  view.endedOn = row.endedOn;
  view.provenance = provenanceOf(row);
  return view;
}

/// Recognition of the conduct: the recorded one, else the decision, else the receipt.
CivilDate recognitionDay(const store::ArchiveRow& row, const std::optional<store::Dishonesty>& mark) {
  if (mark) {
    if (const auto day = CivilDate::parseIso(mark->recognisedOn)) return *day;
  }
  if (const auto day = CivilDate::parseIso(row.decidedOn)) return *day;
  return CivilDate::parseIso(row.receivedOn).value_or(row.knownAt.shanghaiDate());
}

/// A record that was taken out of use before its time lies in the closed archive and serves nothing (R-RET-10).
base::Status closeSealed(Context& context, const store::ArchiveRow& row, const Moment& moment, RecordView& view) {
  if (!row.released) return {};
  MC_ASSIGN(const auto seal, store::sealOf(context.conn, view.id));
  if (!seal || seal->recordedAt > moment.knownUntil || seal->sealedOn > moment.asOf.iso()) return {};
  view.archived = true;
  for (auto& use : view.uses) use = {false, "已转档保存"};
  return {};
}

base::Status runClocks(Context& context, const VersionRow& row, const LifeView& life, const Moment& moment,
                       RecordView& view) {
  std::optional<store::Dishonesty> mark;
  std::optional<store::RetentionOverride> statute;
  if (row.dishonest) {
    MC_ASSIGN(mark, store::dishonestyOf(context.conn, view.id));
  }
  if (row.underStatute) {
    MC_ASSIGN(statute, store::retentionOverrideOf(context.conn, view.id));
  }
  MC_ASSIGN(view.counts, countsNow(context, row, view, moment));
  if (row.released) {
    MC_ASSIGN(view.releasedOn, store::releasedOn(context.conn, view.id));
  }
  domain::TermFacts facts;
  facts.info = view.info;
  const RoleValues values(row);
  facts.severity = view.severity;
  view.proposal = proposalOf(context, row, view, values);
  if (view.proposal) facts.proposedSeverity = view.proposal->severity;
  const bool marked = mark && mark->recordedAt <= moment.knownUntil;
  if (marked) view.dishonestyLevel = mark->level;
  facts.recognisedOn = recognitionDay(row, marked ? mark : std::nullopt);
  facts.continuing = view.continuing;
  facts.endedOn = CivilDate::parseIso(view.endedOn);
  facts.subjectEndedOn = life.endedOn;
  facts.validFrom = values.date(domain::FieldRole::kValidFrom);
  facts.validTo = values.date(domain::FieldRole::kValidTo);
  facts.internalOnly = view.internalOnly;
  facts.counts = view.counts;
  if (row.versionKind == "withdrawal") {
    facts.revokedOn = CivilDate::parseIso(row.trueFrom).value_or(row.knownAt.shanghaiDate());
  }
  const auto* entry = context.law.entry(row.entry);
  if (entry != nullptr && domain::parseDuration(entry->retention).ok()) {
    facts.retentionOverride = entry->retention;
    facts.overrideStatute = kEntryPeriod;
  }
  if (statute && statute->recordedAt <= moment.knownUntil) {
    facts.retentionOverride = statute->retention;
    facts.overrideStatute = statute->statute;
  }
  view.terms = domain::termsOf(facts, context.law.terms);
  for (std::size_t i = 0; i < domain::kUses.size(); ++i) {
    view.uses[i] = domain::applies(facts, view.terms, domain::kUses[i], moment.asOf);
    // Repair ends publicity and sharing; what it does to the grade is for the model to say.
    const bool ended =
        view.repaired && (domain::kUses[i] == domain::Use::kDisclosure || domain::kUses[i] == domain::Use::kSharing);
    if (ended && view.uses[i].applies) view.uses[i] = {false, "已完成信用修复，停止公示和共享"};
  }
  view.archived = view.terms.retention.end && moment.asOf >= *view.terms.retention.end;
  MC_TRY(closeSealed(context, row, moment, view));
  return {};
}

}  // namespace

Provenance provenanceOf(const store::ArchiveRow& row) {
  return {row.unitId, row.unitName, row.channel, row.fileName, row.actor, row.batchId, row.fileRow, row.knownAt};
}

base::Instant endOfDay(CivilDate day) { return {(std::int64_t{day.days()} + 1) * kMicrosPerDay - kShanghaiOffset - 1}; }

base::Result<LifeView> lifeOf(Context& context, std::int64_t subjectId, domain::SubjectKind kind,
                              const Moment& moment) {
  MC_ASSIGN(const auto events, store::subjectEvents(context.conn, subjectId));
  LifeView life;
  for (const auto& row : events) {
    const auto event = domain::subjectEventFromText(row.event);
    const auto on = CivilDate::parseIso(row.on);
    if (!event || !on || *on > moment.asOf || row.recordedAt > moment.knownUntil) continue;
    const auto next = domain::nextState({kind, life.state, std::nullopt}, *event, *on, *on);
    if (!next.ok()) continue;
    if (next.value() != life.state) life.since = row.on;
    life.state = next.value();
    if (domain::isEnded(life.state)) life.endedOn = on;
  }
  return life;
}

namespace {

/// Takes the payloads apart after the rows are read: a definition may take a query of its own.
base::Result<std::vector<VersionRow>> takenApart(Context& context, std::vector<VersionRow> rows) {
  std::shared_ptr<const EntryFields> fields;
  std::int64_t known = -1;
  for (auto& row : rows) {
    if (row.entryVersion != known) {
      MC_ASSIGN(fields, entryFieldsOf(context, row.entryVersion));
      known = row.entryVersion;
    }
    row.fields = fields;
    row.values = readPayload(row.payload);
  }
  return rows;
}

}  // namespace

base::Result<std::vector<VersionRow>> versionsOf(Context& context, std::int64_t subjectId, base::Instant knownUntil) {
  std::vector<VersionRow> rows;
  auto* const texts = context.caches != nullptr ? &context.caches->payloadTexts : nullptr;
  MC_TRY(store::archiveOf(
      context.conn, subjectId, knownUntil,
      [&rows](store::ArchiveRow row) {
        rows.push_back({std::move(row), {}, {}});
      },
      texts));
  return takenApart(context, std::move(rows));
}

base::Result<std::vector<VersionRow>> versionsOfRecord(Context& context, std::int64_t recordId) {
  std::vector<VersionRow> rows;
  MC_TRY(store::archiveOfRecord(context.conn, recordId, [&rows](store::ArchiveRow row) {
    rows.push_back({std::move(row), {}, {}});
  }));
  return takenApart(context, std::move(rows));
}

base::Result<std::optional<RecordView>> viewRecord(Context& context, std::span<const VersionRow> versions,
                                                   const LifeView& life, const Moment& moment) {
  const VersionRow& row = versionOn(versions, moment.asOf);
  const auto decided = CivilDate::parseIso(row.decidedOn);
  if (row.versionKind == "void" || (decided && *decided > moment.asOf)) return std::optional<RecordView>();
  RecordView view = headOf(context, row);
  view.state = row.versionKind == "withdrawal" ? "withdrawn" : "live";
  MC_TRY(applyClassHistory(context, view, row, moment));
  MC_TRY(runClocks(context, row, life, moment, view));
  view.localClass = localClassOf(context, view);
  return std::optional(std::move(view));
}

base::Result<std::vector<std::string>> codesOf(const Context& context, std::string_view listId) {
  const auto* list = context.law.codeList(listId);
  if (list == nullptr || list->items.empty()) {
    return base::fail("RECD-0002", {{"list", std::string(listId)}, {"profile", context.law.id}});
  }
  std::vector<std::string> codes;
  for (const auto& item : list->items) codes.push_back(item.code);
  return codes;
}

std::string codeFor(const Context& context, std::string_view listId, std::string_view codeOrLabel) {
  const auto* list = context.law.codeList(listId);
  if (list == nullptr) return {};
  for (const auto& item : list->items) {
    if (item.code == codeOrLabel || item.label == codeOrLabel) return item.code;
  }
  return {};
}

std::string labelFor(const Context& context, std::string_view listId, std::string_view code) {
  const auto* list = context.law.codeList(listId);
  if (list != nullptr) {
    for (const auto& item : list->items) {
      if (item.code == code) return item.label;
    }
  }
  return std::string(code);
}

}  // namespace medcredit::service
