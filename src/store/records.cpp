#include "store/records.h"

#include <algorithm>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "store/field_cipher.h"
#include "store/payloads.h"
#include "store/values.h"

namespace medcredit::store {

NaturalKey hashNaturalKey(std::string_view canonicalText) {
  const XXH128_hash_t hash = XXH3_128bits(canonicalText.data(), canonicalText.size());
  NaturalKey key{};
  for (std::size_t i = 0; i < 8; ++i) {
    key[i] = static_cast<char>(hash.high64 >> (56U - 8U * i));
    key[8 + i] = static_cast<char>(hash.low64 >> (56U - 8U * i));
  }
  return key;
}

base::Result<std::optional<std::int64_t>> findEntryVersion(Conn& conn, std::string_view digest) {
  std::optional<std::int64_t> found;
  const Value params[] = {digest};
  MC_TRY(conn.query("SELECT id FROM entry_version WHERE digest = $1", params, [&](const Row& row) {
    found = row.integer(0);
    return false;
  }));
  return found;
}

base::Result<std::int64_t> ensureEntryVersion(Conn& conn, const EntryVersionDef& def, base::Instant now) {
  MC_ASSIGN(const auto found, findEntryVersion(conn, def.digest));
  if (found) return *found;
  MC_ASSIGN(const std::int64_t id, reserveIds(conn, "entry_version", 1));
  const Value params[] = {id, def.entry, def.digest, def.definition, now.micros};
  MC_TRY(run(conn,
             "INSERT INTO entry_version (id, entry, digest, definition, first_used_at) VALUES ($1, $2, $3, $4, $5)",
             params));
  return id;
}

base::Result<std::string> entryVersionDefinition(Conn& conn, std::int64_t id) {
  std::string definition;
  const Value params[] = {id};
  MC_TRY(conn.query("SELECT definition FROM entry_version WHERE id = $1", params, [&](const Row& row) {
    definition = row.str(0);
    return false;
  }));
  return definition;
}

base::Status findByNaturalKey(Conn& conn, std::span<const NaturalKey> keys,
                              const std::function<void(std::size_t, const ExistingRecord&)>& onRow) {
  std::vector<Value> values;
  values.reserve(keys.size());
  for (const auto& key : keys) values.emplace_back(BlobView{bytesOf(key)});
  // Most keys of an import are new: only those found are asked for more.
  std::vector<Value> ids;
  std::vector<std::size_t> indexes;
  MC_TRY(conn.lookup("record_key", "natural_key", "record_id", "", values, [&](std::size_t index, const Row& row) {
    ids.emplace_back(row.integer(0));
    indexes.push_back(index);
  }));
  ExistingRecord record;
  PayloadReader payloads(conn);
  base::Status read;
  MC_TRY(conn.lookup(
      "record JOIN record_version ON record_version.record_id = record.id AND record_version.version = record.version",
      "record.id",
      "record.id, record.subject_id, record.version, record_version.entry_version, record.state, record.unit_id, "
      "record.publicity, record_version.payload, record_version.sealed",
      "", ids, [&](std::size_t index, const Row& row) {
        record.id = row.integer(0);
        record.subjectId = row.integer(1);
        record.version = row.integer(2);
        record.entryVersion = row.integer(3);
        record.state = row.text(4);
        record.unitId = row.text(5);
        record.publicity = row.text(6);
        auto payload = payloads.read(record.id, record.entryVersion, row.text(7), row.blob(8));
        if (!payload) read = payload.error();
        if (!read) return;
        record.payload = std::move(payload->payload);
        onRow(indexes[index], record);
      }));
  return read;
}

base::Status insertRecords(Conn& conn, std::span<const NewRecord> records, std::vector<RecordKey>* later) {
  static constexpr std::string_view kColumns[] = {
      "id",         "subject_id",       "entry",     "unit_id",         "natural_key", "state",
      "version",    "info_class",       "nature",    "scope",           "channel",     "document_no",
      "decided_on", "received_on",      "due_on",    "due_provisional", "publicity",   "publish_due",
      "severity",   "publicity_reason", "kind_code", "ended_on",        "continuing",  "internal_only",
      "moment"};
  const auto inserted =
      conn.insertRows("record", kColumns, records.size(), [&](std::size_t index, std::span<Value> row) {
        const auto& r = records[index];
        const auto& f = r.facts;
        const Value values[] = {r.id,
                                r.subjectId,
                                r.entry,
                                r.unitId,
                                BlobView{bytesOf(r.naturalKey)},
                                std::string_view("live"),
                                std::int64_t{1},
                                f.infoClass,
                                f.nature,
                                f.scope,
                                f.channel,
                                orNull(f.documentNo),
                                orNull(f.decidedOn),
                                f.receivedOn,
                                orNull(f.dueOn),
                                std::int64_t{f.dueProvisional},
                                f.publicity,
                                orNull(f.publishDue),
                                orNull(f.severity),
                                orNull(f.publicityReason),
                                orNull(f.kindCode),
                                orNull(f.endedOn),
                                std::int64_t{f.continuing},
                                std::int64_t{f.internalOnly},
                                orNull(f.moment)};
        std::copy(std::begin(values), std::end(values), row.begin());
      });
  MC_TRY(inserted);
  std::vector<RecordKey> own;
  auto& keys = later != nullptr ? *later : own;
  for (const auto& r : records) keys.push_back({r.naturalKey, r.id});
  return later != nullptr ? base::Status() : insertRecordKeys(conn, own);
}

base::Status insertVersions(Conn& conn, std::span<const NewVersion> versions) {
  std::vector<FieldCipher::Item> secrets;
  for (const auto& v : versions) {
    if (!v.secret.empty()) secrets.push_back({v.person, v.secret, placeOfSecret(v.recordId)});
  }
  std::vector<std::string> sealed;  // before the rows: sealing may need the connection
  if (!secrets.empty()) {
    MC_ASSIGN(sealed, conn.cipher().sealAll(conn, secrets));
  }
  std::vector<Value> cells(versions.size(), Value{nullptr});
  for (std::size_t i = 0, next = 0; i < versions.size(); ++i) {
    if (!versions[i].secret.empty()) cells[i] = BlobView{sealed[next++]};
  }
  static constexpr std::string_view kColumns[] = {
      "record_id", "version",   "kind",  "cause",           "entry_version", "batch_id", "file_row",
      "known_at",  "true_from", "actor", "collecting_unit", "consent",       "payload",  "sealed"};
  return conn.insertRows("version_row", kColumns, versions.size(), [&](std::size_t index, std::span<Value> row) {
    const auto& v = versions[index];
    const Value values[] = {v.recordId,
                            v.version,
                            v.kind,
                            orNull(v.cause),
                            v.entryVersion,
                            orNull(v.batchId),
                            orNull(v.fileRow),
                            v.knownAt.micros,
                            orNull(v.trueFrom),
                            v.actor,
                            orNull(v.collectingUnit),
                            orNull(v.consent),
                            v.payload,
                            cells[index]};
    std::copy(std::begin(values), std::end(values), row.begin());
  });
}

base::Status updateHead(Conn& conn, const HeadUpdate& update) {
  if (update.naturalKey) {
    const Value key[] = {update.recordId, BlobView{bytesOf(*update.naturalKey)}};
    MC_TRY(run(conn,
               "UPDATE record_key SET natural_key = $2 WHERE natural_key = (SELECT natural_key FROM record WHERE id "
               "= $1)",
               key));
  }
  const auto& f = update.facts;
  const Value params[] = {update.recordId,
                          update.version,
                          update.state,
                          f.infoClass,
                          f.nature,
                          orNull(f.documentNo),
                          orNull(f.decidedOn),
                          orNull(f.dueOn),
                          std::int64_t{f.dueProvisional},
                          f.publicity,
                          orNull(f.publishDue),
                          orNull(f.publicityReason),
                          orNull(f.severity),
                          orNull(f.kindCode),
                          orNull(update.subjectId),
                          update.naturalKey ? Value{BlobView{bytesOf(*update.naturalKey)}} : Value{nullptr}};
  // A class that was set by an act of its own (R-CLASS-01) is not undone by a later report of the facts.
  return run(conn,
             "UPDATE record SET version = $2, state = $3, "
             "info_class = CASE WHEN EXISTS (SELECT 1 FROM record_class_change c WHERE c.record_id = record.id) "
             "THEN info_class ELSE $4 END, "
             "nature = CASE WHEN EXISTS (SELECT 1 FROM record_class_change c WHERE c.record_id = record.id) "
             "THEN nature ELSE $5 END, document_no = $6, decided_on = $7, due_on = $8, due_provisional = $9, "
             "publicity = CASE WHEN published_on IS NULL AND publicity <> 'withheld' AND internal_only = 0 THEN $10 "
             "ELSE publicity END, "
             "publish_due = CASE WHEN published_on IS NULL AND publicity <> 'withheld' AND internal_only = 0 THEN "
             "$11 ELSE publish_due END, "
             "publicity_reason = CASE WHEN published_on IS NULL AND publicity <> 'withheld' AND internal_only = 0 "
             "THEN $12 ELSE publicity_reason "
             "END, "
             "severity = COALESCE($13, severity), kind_code = COALESCE($14, kind_code), subject_id = COALESCE($15, "
             "subject_id), "
             "natural_key = COALESCE($16, natural_key) WHERE id = $1",
             params);
}

base::Status retireHead(Conn& conn, std::int64_t recordId, std::int64_t version, std::string_view state) {
  const Value params[] = {recordId, version, state};
  return run(conn,
             "UPDATE record SET version = $2, state = $3, publicity = CASE publicity WHEN 'published' THEN "
             "'withdrawn' WHEN 'pending' THEN 'not_public' ELSE publicity END WHERE id = $1",
             params);
}

base::Result<std::optional<RecordHead>> getRecord(Conn& conn, std::int64_t id) {
  std::optional<RecordHead> found;
  const Value params[] = {id};
  MC_TRY(conn.query(
      "SELECT id, subject_id, version, entry, unit_id, state, info_class, nature, scope, channel, document_no, "
      "decided_on, received_on, due_on, publicity, publish_due, published_on, publicity_until, publicity_reason, "
      "severity, kind_code, ended_on, moment, due_provisional, continuing, internal_only, natural_key, "
      "EXISTS (SELECT 1 FROM record_mark m WHERE m.record_id = record.id AND m.mark = 'disputed' AND m.lifted_at IS "
      "NULL) FROM record WHERE id = $1",
      params, [&](const Row& row) {
        RecordHead head;
        head.id = row.integer(0);
        head.subjectId = row.integer(1);
        head.version = row.integer(2);
        std::string* const texts[] = {&head.entry,      &head.unitId,      &head.state,          &head.infoClass,
                                      &head.nature,     &head.scope,       &head.channel,        &head.documentNo,
                                      &head.decidedOn,  &head.receivedOn,  &head.dueOn,          &head.publicity,
                                      &head.publishDue, &head.publishedOn, &head.publicityUntil, &head.publicityReason,
                                      &head.severity,   &head.kindCode,    &head.endedOn,        &head.moment};
        int column = 3;
        for (std::string* text : texts) *text = row.optStr(column++).value_or("");
        head.dueProvisional = row.integer(23) != 0;
        head.continuing = row.integer(24) != 0;
        head.internalOnly = row.integer(25) != 0;
        head.disputed = row.integer(27) != 0;
        const auto key = row.blob(26);
        std::copy_n(key.data(), std::min(key.size(), head.naturalKey.size()), head.naturalKey.data());
        found = std::move(head);
        return false;
      }));
  return found;
}

base::Result<std::vector<RecordVersion>> recordVersions(Conn& conn, std::int64_t recordId) {
  std::vector<RecordVersion> versions;
  std::vector<std::string> sealed;
  const Value params[] = {recordId};
  MC_TRY(conn.query(
      "SELECT v.version, v.entry_version, v.kind, v.cause, v.true_from, v.actor, v.collecting_unit, v.consent, "
      "v.payload, v.batch_id, v.file_row, b.file_name, v.known_at, v.sealed FROM record_version v "
      "LEFT JOIN batch b ON b.id = v.batch_id WHERE v.record_id = $1 ORDER BY v.version",
      params, [&](const Row& row) {
        RecordVersion v;
        v.version = row.integer(0);
        v.entryVersion = row.integer(1);
        v.kind = row.str(2);
        v.cause = row.optStr(3).value_or("");
        v.trueFrom = row.optStr(4).value_or("");
        v.actor = row.str(5);
        v.collectingUnit = row.optStr(6).value_or("");
        v.consent = row.optStr(7).value_or("");
        v.payload = row.str(8);
        if (!row.isNull(9)) v.batchId = row.integer(9);
        if (!row.isNull(10)) v.fileRow = row.integer(10);
        v.fileName = row.optStr(11).value_or("");
        v.knownAt = {row.integer(12)};
        versions.push_back(std::move(v));
        sealed.emplace_back(row.blob(13));
        return true;
      }));
  PayloadReader payloads(conn);
  for (std::size_t i = 0; i < versions.size(); ++i) {
    auto& v = versions[i];
    MC_ASSIGN(auto read, payloads.read(recordId, v.entryVersion, v.payload, sealed[i]));
    v.payload = std::move(read.payload);
    v.personal = std::move(read.personal);
  }
  return versions;
}

}  // namespace medcredit::store
