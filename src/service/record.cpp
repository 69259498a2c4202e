#include "service/record.h"

#include <algorithm>
#include <boost/json.hpp>

#include "domain/identifier.h"
#include "domain/row_validator.h"
#include "service/collect_findings.h"
#include "service/collect_intake.h"
#include "service/collect_payload.h"
#include "service/collect_request.h"
#include "service/publish_reconcile.h"
#include "service/publish_rules.h"
#include "store/record_payload.h"
#include "store/subjects.h"

namespace medcredit::service {

namespace {

using domain::RecordState;
using domain::VersionKind;

/// A typed row of one entry, judged and derived; owns what the views point to.
struct ManualRow {
  domain::JudgedRow judged;
  TextArena arena;
  IntakeRow row;
  std::string payload;
  store::SplitPayload stored;  ///< the payload, personal cells apart
  store::ResolvedSubject subject;
  std::vector<store::StoredFinding> findings;
  std::int64_t errors = 0;
};

void note(ManualRow& manual, const domain::Finding& finding) {
  FindingLog log(false, 1, 0);
  log.add(finding);
  manual.findings.push_back(log.stored().front());
  manual.findings.back().seq = static_cast<std::int64_t>(manual.findings.size());
  if (finding.severity == domain::Severity::kError) ++manual.errors;
}

/// Judges the values; with errors the row is not derived further.
void judge(const Context& context, const CollectTarget& target, const std::vector<std::string>& values, Intake& intake,
           ManualRow& manual) {
  const domain::RowValidator validator(*target.entry, context.law.enumerations, rowContext(context, target.unit));
  std::vector<base::CellView> cells;
  for (const auto& value : values) cells.push_back({value, base::CellKind::kText});
  validator.judge(cells, manual.judged);
  for (auto& finding : manual.judged.findings) {
    finding.column = -1;  // a form has fields, no columns
    note(manual, finding);
  }
  manual.row.rejected = manual.judged.hasError;
  intake.derive(manual.judged, manual.arena, manual.row);
  manual.payload.clear();
  if (!manual.row.rejected) appendJsonArray(manual.payload, manual.judged.values);
  manual.stored = store::splitPayload(manual.payload, personalCells(*target.entry));
}

/// Finds or creates the subject; a disagreement with the register is told like in a file.
base::Status resolve(Context& context, const CollectTarget& target, base::Instant now, ManualRow& manual) {
  store::SubjectKeys keys;
  keys.kind = target.entry->subject;
  keys.name = manual.row.subjectName;
  for (const auto& id : manual.row.identifiers) keys.identifiers.emplace_back(id.kind, id.value);
  MC_ASSIGN(auto answers, store::resolveSubjects(context.conn, std::span(&keys, 1), now, true));
  manual.subject = std::move(answers.front());
  domain::Finding finding;
  finding.rule = "DP09";
  if (const auto* field = target.entry->byRole(domain::FieldRole::kSubjectName)) finding.field = field->id();
  if (manual.subject.conflict) {
    finding.code = "COLL-0033";
    note(manual, finding);
  } else if (manual.subject.nameDisagrees) {
    finding.code = "COLL-0032";
    finding.severity = domain::Severity::kWarning;
    finding.value = manual.row.subjectName;
    // Who knows a person's number must not learn the name from us.
    const auto& known = manual.subject.registeredName;
    const bool person = target.entry->subject == domain::SubjectKind::kNaturalPerson;
    finding.args = {{"name", finding.value}, {"registered", person ? domain::maskName(known) : known}};
    note(manual, finding);
  }
  return {};
}

/// Tells the severity that the class data of a penalty suggest where none was stated. A file has no column for it, so
/// only a row typed by hand is answered this way.
void suggestSeverity(const Context& context, const domain::CatalogueEntry& entry, ManualRow& manual) {
  using domain::FieldRole;
  const auto& facts = manual.row.facts;
  if (!facts.severity.empty() || facts.infoClass != domain::infoClassName(domain::InfoClass::kNegative)) return;
  const auto value = [&](FieldRole role) {
    const int index = entry.indexOfRole(role);
    return index < 0 ? std::string_view() : manual.judged.values[static_cast<std::size_t>(index)];
  };
  const auto proposal = domain::proposeSeverity(
      context.law.severityRules, {entry.subject, value(FieldRole::kPenaltyClass), value(FieldRole::kFineAmount),
                                  value(FieldRole::kConfiscatedAmount), base::CivilDate::parseIso(facts.decidedOn)});
  if (!proposal) return;
  domain::Finding finding;
  finding.code = "RECD-0057";
  finding.severity = domain::Severity::kWarning;
  finding.field = entry.byRole(FieldRole::kPenaltyClass)->id();
  finding.value = value(FieldRole::kPenaltyClass);
  finding.suggestion = domain::severityLabel(proposal->severity);
  finding.args = {{"severity", finding.suggestion}};
  finding.basis = proposal->why;
  note(manual, finding);
}

RecordOutcome outcomeOf(const ManualRow& manual) {
  RecordOutcome outcome;
  outcome.findings = manual.findings;
  outcome.errors = manual.errors;
  outcome.dueOn = manual.row.facts.dueOn;
  outcome.late = manual.row.late;
  return outcome;
}

/// Field index by national code, name or header label.
base::Result<std::size_t> fieldIndex(const domain::CatalogueEntry& entry, const std::string& field) {
  int index = entry.indexOfField(field);
  const auto& fields = entry.fieldSet.fields;
  for (std::size_t i = 0; index < 0 && i < fields.size(); ++i) {
    if (fields[i].name == field) index = static_cast<int>(i);
  }
  if (index < 0) return base::fail("COLL-0051", {{"entry", entry.code}, {"field", field}});
  return static_cast<std::size_t>(index);
}

base::Status applyValues(const domain::CatalogueEntry& entry, const FieldValues& given,
                         std::vector<std::string>& values) {
  if (given.empty()) return base::fail("COLL-0061");
  values.resize(entry.fieldSet.fields.size());
  for (const auto& [field, value] : given) {
    MC_ASSIGN(const std::size_t index, fieldIndex(entry, field));
    values[index] = value;
  }
  return {};
}

/// Code of one of the lists for a code or label; empty text stays empty. COLL-0059.
base::Result<std::string> listCode(const Context& context, std::span<const std::string_view> lists,
                                   const std::string& text, std::string_view title) {
  if (text.empty()) return std::string();
  std::string known;
  for (const auto list : lists) {
    if (auto code = codeFor(context, list, text); !code.empty()) return code;
    if (const auto* items = context.law.codeList(list)) {
      for (const auto& item : items->items) known += (known.empty() ? "" : "、") + item.label;
    }
  }
  return base::fail("COLL-0059", {{"value", text}, {"list", std::string(title)}, {"known", known}});
}

base::Result<IntakeOptions> intakeOptions(const Context& context, const AddRecordRequest& request) {
  static constexpr std::string_view kMoments[] = {"collection-moments"};
  static constexpr std::string_view kKinds[] = {"negative-kinds", "good-kinds", "other-kinds"};
  static constexpr std::string_view kSeverities[] = {"severity-levels"};
  IntakeOptions options;
  const base::CivilDate today = context.clock.today();
  options.received = request.received.value_or(today);
  if (options.received > today) {
    return base::fail("COLL-0013", {{"received", options.received.iso()}, {"today", today.iso()}});
  }
  options.channel = domain::IntakeChannel::kManual;
  const bool market = request.market || !request.association.empty();
  options.scope = market ? domain::CreditScope::kMarket : domain::CreditScope::kPublic;
  options.internalOnly = request.internalOnly;
  MC_ASSIGN(options.moment, listCode(context, kMoments, request.moment, "采集环节"));
  MC_ASSIGN(options.kindCode, listCode(context, kKinds, request.kindCode, "信息种类"));
  MC_ASSIGN(options.severity, listCode(context, kSeverities, request.severity, "严重程度"));
  return options;
}

/// Chinese word for a state that forbids further acts.
std::string stateLabel(std::string_view state) {
  return state == domain::recordStateName(RecordState::kVoid) ? "已作废" : "已撤回";
}

std::string detailOf(boost::json::object detail) { return boost::json::serialize(detail); }

/// Version of a manual act; the caller sets kind, number and cause.
store::NewVersion manualVersion(const Context& context, const CollectTarget& target, const ManualRow& manual,
                                std::int64_t entryVersion, base::Instant now) {
  store::NewVersion version;
  version.entryVersion = entryVersion;
  version.knownAt = now;
  version.trueFrom = manual.row.facts.decidedOn;
  version.actor = context.actor;
  version.payload = manual.stored.open;
  version.secret = manual.stored.secret;
  if (target.entry->subject == domain::SubjectKind::kNaturalPerson) version.person = manual.subject.id;
  return version;
}

/// The record that already has this natural key.
base::Result<std::optional<store::ExistingRecord>> recordByKey(Context& context, const store::NaturalKey& key) {
  std::optional<store::ExistingRecord> found;
  MC_TRY(store::findByNaturalKey(context.conn, std::span(&key, 1),
                                 [&](std::size_t, const store::ExistingRecord& existing) { found = existing; }));
  return found;
}

/// Appends the first version of a new record, or a further one of a record that was void or withdrawn.
base::Status storeAdded(Context& context, const CollectTarget& target, const AddRecordRequest& request,
                        base::Instant now, const ManualRow& manual, RecordOutcome& outcome) {
  MC_ASSIGN(const auto existing, recordByKey(context, manual.row.key));
  if (existing && existing->state == domain::recordStateName(RecordState::kLive)) {
    return base::fail("COLL-0058", {{"record", publicId('R', existing->id)}});
  }
  MC_ASSIGN(const auto entryVersion, currentVersion(context, *target.entry, now));
  const std::string collecting = collectingUnit(context.law);
  const std::string cause = request.association.empty() ? "" : "来源：行业组织 " + request.association;
  store::NewVersion version = manualVersion(context, target, manual, entryVersion.id, now);
  version.cause = cause;
  version.collectingUnit = collecting;
  version.consent = request.consent;
  if (existing) {
    version.recordId = existing->id;
    version.version = existing->version + 1;
    version.kind = domain::versionKindName(VersionKind::kRevision);
    MC_TRY(store::insertVersions(context.conn, std::span(&version, 1)));
    store::HeadUpdate head;
    head.recordId = existing->id;
    head.version = version.version;
    head.state = domain::recordStateName(RecordState::kLive);
    head.facts = manual.row.facts;
    MC_TRY(store::updateHead(context.conn, head));
  } else {
    MC_ASSIGN(version.recordId, store::reserveIds(context.conn, "record", 1));
    version.kind = domain::versionKindName(VersionKind::kInitial);
    const store::NewRecord record{version.recordId, manual.subject.id, target.entry->code,
                                  target.unit.id,   manual.row.key,    manual.row.facts};
    MC_TRY(store::insertRecords(context.conn, std::span(&record, 1)));
    MC_TRY(store::insertVersions(context.conn, std::span(&version, 1)));
  }
  outcome.id = version.recordId;
  outcome.version = version.version;
  return journal(context, "record.add", publicId('R', version.recordId),
                 detailOf({{"entry", target.entry->code},
                           {"unit", target.unit.id},
                           {"version", version.version},
                           {"scope", manual.row.facts.scope}}));
}

/// A live record with the values of its current version in the field order of today's entry.
struct LiveRecord {
  store::RecordHead head;
  store::RecordVersion version;
  std::vector<std::string> values;
};

base::Result<LiveRecord> loadLive(Context& context, const domain::CatalogueEntry& entry, store::RecordHead head) {
  LiveRecord live;
  live.head = std::move(head);
  MC_ASSIGN(auto versions, store::recordVersions(context.conn, live.head.id));
  const auto current = std::find_if(versions.begin(), versions.end(), [&](const store::RecordVersion& version) {
    return version.version == live.head.version;
  });
  if (current == versions.end()) return base::fail("COLL-0062", {{"record", publicId('R', live.head.id)}});
  live.version = std::move(*current);
  MC_ASSIGN(const auto definition, store::entryVersionDefinition(context.conn, live.version.entryVersion));
  const auto fields = definitionFields(definition);
  const auto stored = readPayload(live.version.payload);
  if (stored.size() != fields.size()) return base::fail("COLL-0062", {{"record", publicId('R', live.head.id)}});
  live.values.resize(entry.fieldSet.fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const int at = entry.indexOfField(fields[i].id);
    if (at >= 0) live.values[static_cast<std::size_t>(at)] = stored[i];
  }
  return live;
}

IntakeOptions optionsOf(const store::RecordHead& head, base::CivilDate today) {
  IntakeOptions options;
  options.received = base::CivilDate::parseIso(head.receivedOn).value_or(today);
  options.scope = head.scope == domain::creditScopeName(domain::CreditScope::kMarket) ? domain::CreditScope::kMarket
                                                                                      : domain::CreditScope::kPublic;
  options.internalOnly = head.internalOnly;
  options.severity = head.severity;
  options.kindCode = head.kindCode;
  options.moment = head.moment;
  return options;
}

base::Status storeChanged(Context& context, const CollectTarget& target, const ChangeRecordRequest& request,
                          const LiveRecord& live, base::Instant now, const ManualRow& manual, RecordOutcome& outcome) {
  MC_ASSIGN(const auto entryVersion, currentVersion(context, *target.entry, now));
  if (live.version.payload == manual.payload) return base::fail("COLL-0055");
  store::HeadUpdate head;
  if (manual.row.key != live.head.naturalKey) {
    MC_ASSIGN(const auto other, recordByKey(context, manual.row.key));
    if (other) return base::fail("COLL-0057", {{"record", publicId('R', other->id)}});
    head.naturalKey = manual.row.key;
  }
  if (manual.subject.id != live.head.subjectId) head.subjectId = manual.subject.id;
  const std::string from = request.from.value_or(context.clock.today()).iso();
  store::NewVersion version = manualVersion(context, target, manual, entryVersion.id, now);
  version.recordId = live.head.id;
  version.version = live.head.version + 1;
  version.kind = domain::versionKindName(request.correction ? VersionKind::kCorrection : VersionKind::kRevision);
  version.cause = request.cause;
  version.collectingUnit = live.version.collectingUnit;
  version.consent = live.version.consent;
  if (!request.correction) version.trueFrom = from;
  MC_TRY(store::insertVersions(context.conn, std::span(&version, 1)));
  head.recordId = live.head.id;
  head.version = version.version;
  head.state = live.head.state;
  head.facts = manual.row.facts;
  MC_TRY(store::updateHead(context.conn, head));
  outcome.id = live.head.id;
  outcome.version = version.version;
  boost::json::object changed;
  for (const auto& [field, value] : request.values) changed[field] = value;
  MC_TRY(journal(context, request.correction ? "record.correct" : "record.revise", publicId('R', live.head.id),
                 detailOf({{"version", version.version}, {"cause", request.cause}, {"set", std::move(changed)}})));
  return reconcileRecord(context, live.head.id);  // what is public already is corrected there too (R-QUAL-07)
}

}  // namespace

base::Result<store::RecordHead> requireLive(Context& context, std::int64_t id) {
  MC_ASSIGN(auto head, store::getRecord(context.conn, id));
  if (!head) return base::fail("COLL-0050", {{"record", publicId('R', id)}});
  if (head->state != domain::recordStateName(RecordState::kLive)) {
    return base::fail("COLL-0054", {{"record", publicId('R', id)}, {"state", stateLabel(head->state)}});
  }
  return std::move(*head);
}

base::Result<FieldValues> fieldValuesFromJson(std::string_view text, const std::string& fileName) {
  boost::system::error_code ec;
  const auto parsed = boost::json::parse({text.data(), text.size()}, ec);
  if (ec) return base::fail("COLL-0052", {{"file", fileName}, {"detail", "不是 JSON"}});
  if (!parsed.is_object()) return base::fail("COLL-0052", {{"file", fileName}, {"detail", "不是一个 JSON 对象"}});
  FieldValues values;
  for (const auto& member : parsed.get_object()) {
    const std::string field(member.key());
    if (member.value().is_string()) {
      values.emplace_back(field, std::string(member.value().get_string()));
    } else if (member.value().is_int64()) {
      values.emplace_back(field, std::to_string(member.value().get_int64()));
    } else if (!member.value().is_null()) {
      // A fraction read as binary floating point would not be what the sender wrote.
      return base::fail("COLL-0052", {{"file", fileName}, {"detail", "字段“" + field + "”的值应写成文本"}});
    }
  }
  return values;
}

base::Result<RecordOutcome> addRecord(Context& context, const AddRecordRequest& request) {
  MC_ASSIGN(const auto target, collectTarget(context, request.entry, request.unit));
  std::vector<std::string> values;
  MC_TRY(applyValues(*target.entry, request.values, values));
  MC_ASSIGN(auto options, intakeOptions(context, request));
  const bool person = target.entry->subject == domain::SubjectKind::kNaturalPerson;
  if (person && options.scope == domain::CreditScope::kMarket && request.consent.empty()) {
    return base::fail("COLL-0053");
  }
  PublicityDesk desk(context);
  Intake intake(context.law, *target.entry, desk.entry(target.entry->code)->rules, std::move(options));
  ManualRow manual;
  judge(context, target, values, intake, manual);
  if (manual.errors > 0) return outcomeOf(manual);

  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  const base::Instant now = context.clock.now();
  MC_TRY(resolve(context, target, now, manual));
  if (manual.errors > 0) return outcomeOf(manual);
  suggestSeverity(context, *target.entry, manual);
  RecordOutcome outcome = outcomeOf(manual);
  MC_TRY(storeAdded(context, target, request, now, manual, outcome));
  MC_TRY(transaction.commit());
  return outcome;
}

base::Result<RecordOutcome> changeRecord(Context& context, const ChangeRecordRequest& request) {
  if (request.correction && request.cause.empty()) return base::fail("COLL-0056");
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto head, requireLive(context, request.id));
  MC_ASSIGN(auto target, collectTarget(context, head.entry, head.unitId));
  MC_ASSIGN(const auto live, loadLive(context, *target.entry, std::move(head)));
  std::vector<std::string> values = live.values;
  MC_TRY(applyValues(*target.entry, request.values, values));
  PublicityDesk desk(context);
  Intake intake(context.law, *target.entry, desk.entry(target.entry->code)->rules,
                optionsOf(live.head, context.clock.today()));
  ManualRow manual;
  judge(context, target, values, intake, manual);
  if (manual.errors > 0) return outcomeOf(manual);
  const base::Instant now = context.clock.now();
  MC_TRY(resolve(context, target, now, manual));
  if (manual.errors > 0) return outcomeOf(manual);
  suggestSeverity(context, *target.entry, manual);
  RecordOutcome outcome = outcomeOf(manual);
  MC_TRY(storeChanged(context, target, request, live, now, manual, outcome));
  MC_TRY(transaction.commit());
  return outcome;
}

base::Result<std::int64_t> retireRecord(Context& context, std::int64_t id, bool isVoid, const std::string& reason) {
  if (reason.empty()) return base::fail("COLL-0056");
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto head, requireLive(context, id));
  MC_ASSIGN(const auto versions, store::recordVersions(context.conn, id));
  if (versions.empty()) return base::fail("COLL-0062", {{"record", publicId('R', id)}});
  const auto& last = versions.back();
  const std::string today = context.clock.today().iso();
  store::NewVersion version;
  version.recordId = id;
  version.version = head.version + 1;
  version.kind = domain::versionKindName(isVoid ? VersionKind::kVoid : VersionKind::kWithdrawal);
  version.cause = reason;
  version.entryVersion = last.entryVersion;
  version.knownAt = context.clock.now();
  version.trueFrom = isVoid ? std::string_view(last.trueFrom) : std::string_view(today);
  version.actor = context.actor;
  version.collectingUnit = last.collectingUnit;
  version.consent = last.consent;
  const auto split = store::splitPayload(last.payload, last.personal);
  version.payload = split.open;
  version.secret = split.secret;
  const auto* entry = context.law.entry(head.entry);
  if (entry != nullptr && entry->subject == domain::SubjectKind::kNaturalPerson) version.person = head.subjectId;
  MC_TRY(store::insertVersions(context.conn, std::span(&version, 1)));
  MC_TRY(store::retireHead(context.conn, id, version.version,
                           domain::recordStateName(isVoid ? RecordState::kVoid : RecordState::kWithdrawn)));
  MC_TRY(journal(context, isVoid ? "record.void" : "record.withdraw", publicId('R', id),
                 detailOf({{"version", version.version}, {"reason", reason}})));
  MC_TRY(reconcileRecord(context, id));
  MC_TRY(transaction.commit());
  return version.version;
}

}  // namespace medcredit::service
