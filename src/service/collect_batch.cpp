// Batches after the import: list, show, withdraw.
#include <boost/json.hpp>

#include "service/collect.h"
#include "service/collect_intake.h"
#include "service/collect_payload.h"
#include "service/publish_rules.h"
#include "store/record_payload.h"
#include "store/records.h"

namespace medcredit::service {

namespace {

constexpr std::string_view kWithdrawnCause = "批次撤回";
constexpr std::string_view kRestoredCause = "批次撤回，恢复原内容";

/// Values of a payload in the field order of today's entry.
base::Result<std::vector<std::string>> valuesToday(Context& context, const domain::CatalogueEntry& entry,
                                                   std::int64_t entryVersion, std::string_view payload) {
  MC_ASSIGN(const auto definition, store::entryVersionDefinition(context.conn, entryVersion));
  const auto stored = readPayload(payload);
  const auto fields = definitionFields(definition);
  std::vector<std::string> values(entry.fieldSet.fields.size());
  for (std::size_t i = 0; i < stored.size() && i < fields.size(); ++i) {
    const int at = entry.indexOfField(fields[i].id);
    if (at >= 0) values[static_cast<std::size_t>(at)] = stored[i];
  }
  return values;
}

/// Records that the batch changed return to the facts they had before, as a further version.
base::Status restoreChanged(Context& context, const store::Batch& batch, base::Instant now,
                            std::span<const store::BatchChange> changes) {
  const auto* entry = context.law.entry(batch.entry);
  if (entry == nullptr) {
    return base::fail("COLL-0001", {{"entry", batch.entry}, {"known", ""}}, publicId('B', batch.id));
  }
  PublicityDesk desk(context);
  IntakeOptions options;
  options.received = base::CivilDate::parseIso(batch.receivedOn).value_or(context.clock.today());
  Intake intake(context.law, *entry, desk.entry(entry->code)->rules, std::move(options));
  for (const auto& change : changes) {
    store::NewVersion version;
    version.recordId = change.recordId;
    version.version = change.version + 1;
    version.kind = domain::versionKindName(domain::VersionKind::kCorrection);
    version.cause = kRestoredCause;
    version.entryVersion = change.previousEntryVersion;
    version.knownAt = now;
    version.trueFrom = change.previousTrueFrom;
    version.actor = context.actor;
    const auto split = store::splitPayload(change.previousPayload, change.previousPersonal);
    version.payload = split.open;
    version.secret = split.secret;
    if (entry->subject == domain::SubjectKind::kNaturalPerson) version.person = change.subjectId;
    MC_TRY(store::insertVersions(context.conn, std::span(&version, 1)));
    MC_ASSIGN(const auto values, valuesToday(context, *entry, change.previousEntryVersion, change.previousPayload));
    MC_TRY(
        store::updateHead(context.conn, {change.recordId, version.version,
                                         domain::recordStateName(domain::RecordState::kLive), intake.factsOf(values)}));
  }
  return {};
}

base::Result<store::Batch> requireBatch(Context& context, std::int64_t id) {
  MC_ASSIGN(auto found, store::getBatch(context.conn, id));
  if (!found) return base::fail("COLL-0040", {{"batch", publicId('B', id)}});
  return std::move(*found);
}

}  // namespace

base::Result<std::vector<store::Batch>> listBatches(Context& context, const store::BatchFilter& filter) {
  return store::listBatches(context.conn, filter);
}

base::Result<BatchDetails> showBatch(Context& context, std::int64_t id) {
  BatchDetails details;
  MC_ASSIGN(details.batch, requireBatch(context, id));
  MC_ASSIGN(details.findingCounts, store::findingCounts(context.conn, id));
  MC_TRY(store::eachFinding(context.conn, id, [&](const store::StoredFinding& finding) {
    details.findings.push_back(finding);
    return true;
  }));
  MC_ASSIGN(details.laterRounds, store::roundsOf(context.conn, id));
  MC_ASSIGN(const auto open, store::openRejections(context.conn, id));
  details.openRejections = static_cast<std::int64_t>(open.size());
  return details;
}

base::Result<BatchWithdrawal> withdrawBatch(Context& context, std::int64_t id, const std::string& reason) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto batch, requireBatch(context, id));
  const std::string name = publicId('B', id);
  if (batch.state != "stored") return base::fail("COLL-0041", {{"batch", name}});
  MC_ASSIGN(const std::int64_t published, store::publishedOfBatch(context.conn, id));
  if (published > 0) return base::fail("COLL-0042", {{"batch", name}, {"published", std::to_string(published)}});

  const base::Instant now = context.clock.now();
  const std::string today = context.clock.today().iso();
  BatchWithdrawal done;
  MC_ASSIGN(const auto changes, store::changesOfBatch(context.conn, id));
  MC_ASSIGN(done.withdrawn, store::withdrawCreated(context.conn, id, {now, today, context.actor, kWithdrawnCause}));
  MC_TRY(restoreChanged(context, batch, now, changes));
  MC_TRY(store::markWithdrawn(context.conn, id));
  done.restored = static_cast<std::int64_t>(changes.size());
  done.untouched = batch.counts.accepted - done.withdrawn - done.restored;
  MC_TRY(journal(context, "batch.withdraw", name,
                 boost::json::serialize(boost::json::object{{"reason", reason},
                                                            {"withdrawn", done.withdrawn},
                                                            {"restored", done.restored},
                                                            {"untouched", done.untouched}})));
  MC_TRY(transaction.commit());
  return done;
}

}  // namespace medcredit::service
