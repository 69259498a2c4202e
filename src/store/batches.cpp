#include "store/batches.h"

#include <algorithm>

#include "store/field_cipher.h"
#include "store/payloads.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

base::Result<std::int64_t> one(Conn& conn, std::string_view sql, std::span<const Value> params) {
  std::int64_t number = 0;
  MC_TRY(conn.query(sql, params, [&](const Row& row) {
    number = row.integer(0);
    return false;
  }));
  return number;
}

/// What offices send may hold personal data anywhere, also in a wrong column: rows and findings are sealed (R-SEC-04).
std::string placeOfRow(std::string_view table, std::int64_t batch, std::int64_t row) {
  return std::string(table) + "|sealed|" + std::to_string(batch) + "/" + std::to_string(row);
}

/// Parts of a finding that can repeat what was sent; none of them holds this separator.
constexpr char kPartEnd = '\x1f';

std::string sentParts(const StoredFinding& finding) {
  return finding.value + kPartEnd + finding.message + kPartEnd + finding.suggestion;
}

void takeParts(std::string_view parts, StoredFinding& finding) {
  for (std::string* part : {&finding.value, &finding.message, &finding.suggestion}) {
    const auto end = std::min(parts.find(kPartEnd), parts.size());
    part->assign(parts.substr(0, end));
    parts.remove_prefix(std::min(end + 1, parts.size()));
  }
}

#define MC_BATCH_COLUMNS                                                                                               \
  "id, unit_id, entry, entry_version, file_name, file_digest, format, encoding, header_row, received_on, created_at, " \
  "actor, state, round_of, row_count, accepted, updated, rejected, duplicates, warnings"

Batch readBatch(const Row& row) {
  Batch b;
  b.id = row.integer(0);
  b.unitId = row.str(1);
  b.entry = row.str(2);
  b.entryVersion = row.integer(3);
  b.fileName = row.str(4);
  b.fileDigest = row.str(5);
  b.format = row.str(6);
  b.encoding = row.str(7);
  b.headerRow = row.integer(8);
  b.receivedOn = row.str(9);
  b.createdAt = {row.integer(10)};
  b.actor = row.str(11);
  b.state = row.str(12);
  b.roundOf = intOf(row, 13);
  b.counts = {row.integer(14), row.integer(15), row.integer(16), row.integer(17), row.integer(18), row.integer(19)};
  return b;
}

base::Result<std::vector<Batch>> readBatches(Conn& conn, std::string_view sql, std::span<const Value> params) {
  std::vector<Batch> batches;
  MC_TRY(conn.query(sql, params, [&](const Row& row) {
    batches.push_back(readBatch(row));
    return true;
  }));
  return batches;
}

}  // namespace

base::Status insertBatch(Conn& conn, const Batch& b) {
  const Value params[] = {b.id,
                          std::string_view(b.unitId),
                          std::string_view(b.entry),
                          b.entryVersion,
                          std::string_view(b.fileName),
                          std::string_view(b.fileDigest),
                          std::string_view(b.format),
                          std::string_view(b.encoding),
                          b.headerRow,
                          std::string_view(b.receivedOn),
                          b.createdAt.micros,
                          std::string_view(b.actor),
                          std::string_view(b.state),
                          orNull(b.roundOf),
                          b.counts.rows,
                          b.counts.accepted,
                          b.counts.updated,
                          b.counts.rejected,
                          b.counts.duplicates,
                          b.counts.warnings};
  return run(conn,
             "INSERT INTO batch (" MC_BATCH_COLUMNS
             ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
             params);
}

base::Status finishBatch(Conn& conn, std::int64_t id, const BatchOutcome& outcome) {
  const auto& counts = outcome.counts;
  const Value params[] = {id,
                          counts.rows,
                          counts.accepted,
                          counts.updated,
                          counts.rejected,
                          counts.duplicates,
                          counts.warnings,
                          orNull(outcome.roundOf),
                          outcome.fileDigest};
  return run(conn,
             "UPDATE batch SET row_count = $2, accepted = $3, updated = $4, rejected = $5, duplicates = $6, "
             "warnings = $7, round_of = $8, file_digest = $9 WHERE id = $1",
             params);
}

base::Status noteBatchRows(Conn& conn, std::int64_t id, std::int64_t rows) {
  const Value params[] = {id, rows};
  return run(conn, "UPDATE batch SET row_count = $2, file_digest = file_digest WHERE id = $1", params);
}

base::Result<std::optional<Batch>> getBatch(Conn& conn, std::int64_t id) {
  const Value params[] = {id};
  MC_ASSIGN(auto found, readBatches(conn, "SELECT " MC_BATCH_COLUMNS " FROM batch WHERE id = $1", params));
  if (found.empty()) return std::optional<Batch>();
  return std::optional<Batch>(std::move(found.front()));
}

base::Result<std::optional<Batch>> findBatchByFile(Conn& conn, std::string_view digest, std::string_view entry,
                                                   std::string_view unitId) {
  const Value params[] = {digest, entry, unitId};
  MC_ASSIGN(auto found,
            readBatches(conn,
                        "SELECT " MC_BATCH_COLUMNS " FROM batch WHERE file_digest = $1 AND entry = $2 AND unit_id = $3 "
                        "AND state = 'stored' ORDER BY id DESC LIMIT 1",
                        params));
  if (found.empty()) return std::optional<Batch>();
  return std::optional<Batch>(std::move(found.front()));
}

base::Result<std::vector<Batch>> listBatches(Conn& conn, const BatchFilter& filter) {
  const Value params[] = {std::string_view(filter.unitId), std::string_view(filter.entry)};
  return readBatches(conn,
                     "SELECT " MC_BATCH_COLUMNS
                     " FROM batch WHERE ($1 = '' OR unit_id = $1) AND ($2 = '' OR entry = $2) ORDER BY id",
                     params);
}

base::Result<std::vector<std::int64_t>> roundsOf(Conn& conn, std::int64_t id) {
  std::vector<std::int64_t> rounds;
  const Value params[] = {id};
  MC_TRY(conn.query("SELECT id FROM batch WHERE round_of = $1 ORDER BY id", params, [&](const Row& row) {
    rounds.push_back(row.integer(0));
    return true;
  }));
  return rounds;
}

base::Status insertBatchRows(Conn& conn, std::int64_t batchId, std::span<const BatchRow> rows) {
  if (rows.empty()) return {};
  std::vector<std::string> sealed;  // before the rows: sealing may need the connection
  for (const auto& r : rows) {
    MC_ASSIGN(sealed.emplace_back(), conn.cipher().seal(conn, 0, r.cells, placeOfRow("batch_row", batchId, r.fileRow)));
  }
  static constexpr std::string_view kColumns[] = {"batch_id",    "file_row",   "outcome", "natural_key",
                                                  "document_no", "decided_on", "due_on",  "cells"};
  MC_ASSIGN(auto bulk, conn.bulkInsert("batch_row", kColumns));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& r = rows[i];
    const Value row[] = {batchId,
                         r.fileRow,
                         r.outcome,
                         r.naturalKey ? Value{BlobView{bytesOf(*r.naturalKey)}} : Value{nullptr},
                         orNull(r.documentNo),
                         orNull(r.decidedOn),
                         orNull(r.dueOn),
                         BlobView{sealed[i]}};
    MC_TRY(bulk->add(row));
  }
  return bulk->finish();
}

base::Status insertFindings(Conn& conn, std::int64_t batchId, std::span<const StoredFinding> findings) {
  if (findings.empty()) return {};
  std::vector<std::string> sealed;  // before the rows: sealing may need the connection
  for (const auto& f : findings) {
    MC_ASSIGN(sealed.emplace_back(),
              conn.cipher().seal(conn, 0, sentParts(f), placeOfRow("batch_finding", batchId, f.seq)));
  }
  static constexpr std::string_view kColumns[] = {"batch_id", "seq",   "file_row", "file_column", "code",
                                                  "severity", "field", "basis",    "sealed"};
  MC_ASSIGN(auto bulk, conn.bulkInsert("batch_finding", kColumns));
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto& f = findings[i];
    const Value row[] = {batchId,
                         f.seq,
                         f.fileRow,
                         f.fileColumn,
                         std::string_view(f.code),
                         std::string_view(f.severity),
                         std::string_view(f.field),
                         std::string_view(f.basis),
                         BlobView{sealed[i]}};
    MC_TRY(bulk->add(row));
  }
  return bulk->finish();
}

base::Status eachFinding(Conn& conn, std::int64_t batchId, const std::function<bool(const StoredFinding&)>& onFinding) {
  const Value params[] = {batchId};
  base::Status opened;
  MC_TRY(conn.query(
      "SELECT seq, file_row, file_column, code, severity, field, basis, sealed FROM batch_finding WHERE batch_id = $1 "
      "ORDER BY seq",
      params, [&](const Row& row) {
        StoredFinding finding{
            row.integer(0), row.integer(1), row.integer(2), row.str(3), row.str(4), row.str(5), {}, {}, row.str(6), {}};
        const auto parts = conn.cipher().open(conn, row.blob(7), placeOfRow("batch_finding", batchId, row.integer(0)));
        if (!parts) return opened = parts.error(), false;
        takeParts(*parts, finding);
        return onFinding(finding);
      }));
  return opened;
}

base::Status eachFindingPlace(Conn& conn, std::int64_t batchId,
                              const std::function<void(const FindingPlace&)>& onPlace) {
  const Value params[] = {batchId};
  return conn.query(
      "SELECT file_row, file_column, code, severity, field FROM batch_finding WHERE batch_id = $1 "
      "ORDER BY file_row, seq",
      params, [&](const Row& row) {
        onPlace({row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4)});
        return true;
      });
}

base::Result<std::vector<StoredFinding>> findingsOfRows(Conn& conn, std::int64_t batchId,
                                                        std::span<const std::int64_t> fileRows) {
  std::vector<StoredFinding> findings;
  if (fileRows.empty()) return findings;
  std::vector<std::string> sealed;  // opened after the rows: opening may need the connection
  const Value params[] = {batchId, fileRows.front(), fileRows.back()};
  MC_TRY(conn.query(
      "SELECT seq, file_row, file_column, code, severity, field, basis, sealed FROM batch_finding WHERE batch_id = $1 "
      "AND file_row BETWEEN $2 AND $3 ORDER BY file_row, seq",
      params, [&](const Row& row) {
        if (!std::binary_search(fileRows.begin(), fileRows.end(), row.integer(1))) return true;
        findings.push_back({row.integer(0),
                            row.integer(1),
                            row.integer(2),
                            row.str(3),
                            row.str(4),
                            row.str(5),
                            {},
                            {},
                            row.str(6),
                            {}});
        sealed.emplace_back(row.blob(7));
        return true;
      }));
  for (std::size_t i = 0; i < findings.size(); ++i) {
    MC_ASSIGN(const auto parts,
              conn.cipher().open(conn, sealed[i], placeOfRow("batch_finding", batchId, findings[i].seq)));
    takeParts(parts, findings[i]);
  }
  return findings;
}

base::Result<std::vector<SentRow>> sentRows(Conn& conn, std::int64_t batchId, std::span<const std::int64_t> fileRows) {
  std::vector<SentRow> rows;
  if (fileRows.empty()) return rows;
  std::vector<std::string> sealed;
  const Value params[] = {batchId, fileRows.front(), fileRows.back()};
  const auto wanted = [&](std::int64_t row) { return std::binary_search(fileRows.begin(), fileRows.end(), row); };
  MC_TRY(conn.query(
      "SELECT file_row, outcome, resolved_by, cells FROM batch_row WHERE batch_id = $1 AND file_row BETWEEN $2 AND $3",
      params, [&](const Row& row) {
        if (!wanted(row.integer(0))) return true;
        rows.push_back({row.integer(0), row.str(1), intOf(row, 2).has_value(), {}, std::nullopt});
        sealed.emplace_back(row.blob(3));
        return true;
      }));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    MC_ASSIGN(rows[i].cells, conn.cipher().open(conn, sealed[i], placeOfRow("batch_row", batchId, rows[i].fileRow)));
  }
  if (rows.size() < fileRows.size()) {
    MC_TRY(
        conn.query("SELECT file_row, record_id FROM record_version WHERE batch_id = $1 AND file_row BETWEEN $2 AND $3",
                   params, [&](const Row& row) {
                     if (wanted(row.integer(0)))
                       rows.push_back({row.integer(0), "accepted", false, {}, row.integer(1)});
                     return true;
                   }));
  }
  std::sort(rows.begin(), rows.end(), [](const SentRow& a, const SentRow& b) { return a.fileRow < b.fileRow; });
  return rows;
}

base::Result<std::vector<std::pair<std::string, std::int64_t>>> findingCounts(Conn& conn, std::int64_t batchId) {
  std::vector<std::pair<std::string, std::int64_t>> counts;
  const Value params[] = {batchId};
  MC_TRY(conn.query("SELECT code, count(*) FROM batch_finding WHERE batch_id = $1 GROUP BY code ORDER BY code", params,
                    [&](const Row& row) {
                      counts.emplace_back(row.str(0), row.integer(1));
                      return true;
                    }));
  return counts;
}

base::Result<std::vector<std::int64_t>> openRejections(Conn& conn, std::int64_t batchId) {
  std::vector<std::int64_t> rows;
  const Value params[] = {batchId};
  MC_TRY(
      conn.query("SELECT file_row FROM batch_row WHERE batch_id = $1 AND outcome = 'rejected' AND resolved_by IS NULL "
                 "ORDER BY file_row",
                 params, [&](const Row& row) {
                   rows.push_back(row.integer(0));
                   return true;
                 }));
  return rows;
}

base::Result<bool> hasOpenRejections(Conn& conn, std::string_view entry, std::string_view unitId) {
  const Value params[] = {entry, unitId};
  bool found = false;
  MC_TRY(conn.query(
      "SELECT 1 FROM batch b JOIN batch_row r ON r.batch_id = b.id WHERE b.entry = $1 AND b.unit_id = $2 AND "
      "b.state = 'stored' AND b.rejected > 0 AND r.outcome = 'rejected' AND r.resolved_by IS NULL LIMIT 1",
      params, [&](const Row&) {
        found = true;
        return false;
      }));
  return found;
}

base::Result<std::int64_t> resolveRows(Conn& conn, std::int64_t batchId, std::span<const std::int64_t> fileRows,
                                       std::int64_t resolvedBy) {
  std::int64_t resolved = 0;
  for (const std::int64_t fileRow : fileRows) {
    const Value params[] = {batchId, fileRow, resolvedBy};
    MC_ASSIGN(const std::int64_t changed,
              conn.exec("UPDATE batch_row SET resolved_by = $3 WHERE batch_id = $1 AND file_row = $2 AND "
                        "outcome = 'rejected' AND resolved_by IS NULL",
                        params));
    resolved += changed;
  }
  return resolved;
}

base::Result<std::int64_t> resolveRowsByKey(Conn& conn, std::string_view entry, std::string_view unitId,
                                            std::span<const NaturalKey> keys, std::int64_t resolvedBy,
                                            const std::function<void(std::int64_t)>& onBatch) {
  std::vector<Value> values;
  values.reserve(keys.size());
  for (const auto& key : keys) values.emplace_back(BlobView{bytesOf(key)});
  struct Open {
    std::int64_t batchId, fileRow;
  };
  std::vector<Open> open;
  MC_TRY(conn.lookup("batch_row JOIN batch ON batch.id = batch_row.batch_id", "batch_row.natural_key",
                     "batch_row.batch_id, batch_row.file_row, batch.entry, batch.unit_id, batch.state",
                     "batch_row.outcome = 'rejected' AND batch_row.resolved_by IS NULL", values,
                     [&](std::size_t, const Row& row) {
                       const bool ours = row.text(2) == entry && row.text(3) == unitId && row.text(4) == "stored";
                       if (ours && row.integer(0) != resolvedBy) open.push_back({row.integer(0), row.integer(1)});
                     }));
  std::int64_t resolved = 0;
  for (const auto& row : open) {
    MC_ASSIGN(const std::int64_t changed, resolveRows(conn, row.batchId, std::span(&row.fileRow, 1), resolvedBy));
    if (changed > 0) onBatch(row.batchId);
    resolved += changed;
  }
  return resolved;
}

base::Result<std::int64_t> publishedOfBatch(Conn& conn, std::int64_t batchId) {
  const Value params[] = {batchId};
  return one(conn,
             "SELECT count(*) FROM record WHERE published_on IS NOT NULL AND id IN "
             "(SELECT record_id FROM record_version WHERE batch_id = $1)",
             params);
}

base::Result<std::vector<BatchChange>> changesOfBatch(Conn& conn, std::int64_t batchId) {
  std::vector<BatchChange> changes;
  std::vector<std::string> sealed;
  const Value params[] = {batchId};
  MC_TRY(conn.query(
      "SELECT r.id, r.version, p.entry_version, p.true_from, p.payload, p.sealed, r.subject_id FROM record_version v "
      "JOIN record r ON r.id = v.record_id AND r.version = v.version "
      "JOIN record_version p ON p.record_id = v.record_id AND p.version = v.version - 1 "
      "WHERE v.batch_id = $1 AND v.kind <> 'initial' ORDER BY r.id",
      params, [&](const Row& row) {
        changes.push_back(
            {row.integer(0), row.integer(1), row.integer(2), textOf(row, 3), row.str(4), {}, row.integer(6)});
        sealed.emplace_back(row.blob(5));
        return true;
      }));
  PayloadReader payloads(conn);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    auto& change = changes[i];
    MC_ASSIGN(auto read,
              payloads.read(change.recordId, change.previousEntryVersion, change.previousPayload, sealed[i]));
    change.previousPayload = std::move(read.payload);
    change.previousPersonal = std::move(read.personal);
  }
  return changes;
}

namespace {

/// The withdrawal of records whose first version lies in a block: the new version has a row with what is its own.
base::Result<std::int64_t> withdrawBlocks(Conn& conn, std::int64_t batchId, const WithdrawalAct& act) {
  constexpr std::int64_t kBlocksAtATime = 128;
  struct Created {
    std::int64_t id = 0, entryVersion = 0;
    std::string collectingUnit;
    StoredPayload payload;
  };
  PayloadReader payloads(conn);
  std::int64_t written = 0;
  std::int64_t from = 0;
  for (bool more = true; more;) {
    more = false;
    std::vector<Created> created;
    base::Status read;
    const Value params[] = {batchId, from, kBlocksAtATime};
    MC_TRY(conn.query(
        "SELECT b.no, r.id, r.version, b.entry_version, b.collecting_unit, b.payload, b.sealed FROM (SELECT * FROM "
        "version_block WHERE batch_id = $1 AND no >= $2 ORDER BY no LIMIT $3) b JOIN record r ON r.id BETWEEN 8 * b.no "
        "AND 8 * b.no + 7 ORDER BY r.id",
        params, [&](const Row& row) {
          more = true;
          from = row.integer(0) + 1;
          if (row.integer(2) != 1) return true;  // an act of its own came later
          auto payload = payloads.parts(row.integer(1), row.text(5), row.blob(6));
          if (!payload) read = payload.error();
          if (!read) return false;
          created.push_back({row.integer(1), row.integer(3), textOf(row, 4), std::move(*payload)});
          return true;
        }));
    MC_TRY(read);
    std::vector<NewVersion> versions;
    versions.reserve(created.size());
    for (const Created& record : created) {
      NewVersion& v = versions.emplace_back();
      v.recordId = record.id;
      v.version = 2;
      v.kind = "withdrawal";
      v.cause = act.cause;
      v.entryVersion = record.entryVersion;
      v.knownAt = act.now;
      v.trueFrom = act.today;
      v.actor = act.actor;
      v.collectingUnit = record.collectingUnit;
      v.payload = record.payload.open;
      v.secret = record.payload.secret;
    }
    MC_TRY(insertVersions(conn, versions));
    written += static_cast<std::int64_t>(versions.size());
  }
  return written;
}

}  // namespace

base::Result<std::int64_t> withdrawCreated(Conn& conn, std::int64_t batchId, const WithdrawalAct& act) {
  MC_ASSIGN(const std::int64_t inBlocks, withdrawBlocks(conn, batchId, act));
  const Value params[] = {batchId, act.now.micros, act.actor, act.cause, act.today};
  MC_ASSIGN(
      const std::int64_t inRows,
      conn.exec(
          "INSERT INTO version_row (record_id, version, kind, cause, entry_version, known_at, true_from, "
          "actor, collecting_unit, consent, payload, sealed) "
          "SELECT r.id, r.version + 1, 'withdrawal', CAST($4 AS TEXT), v.entry_version, "
          "CAST($2 AS BIGINT), CAST($5 AS TEXT), CAST($3 AS TEXT), v.collecting_unit, v.consent, v.payload, v.sealed "
          "FROM record r JOIN version_row v ON v.record_id = r.id AND v.version = r.version "
          "WHERE v.batch_id = $1 AND v.kind = 'initial'",
          params));
  const Value heads[] = {batchId};
  MC_TRY(run(conn,
             "UPDATE record SET version = version + 1, state = 'withdrawn', publicity = 'not_public' WHERE id IN "
             "(SELECT v.record_id FROM record_version v JOIN record r ON r.id = v.record_id AND r.version = v.version "
             "WHERE v.batch_id = $1 AND v.kind = 'initial')",
             heads));
  return inBlocks + inRows;
}

base::Status markWithdrawn(Conn& conn, std::int64_t batchId) {
  const Value params[] = {batchId};
  MC_TRY(run(conn, "UPDATE batch SET state = 'withdrawn' WHERE id = $1", params));
  return run(conn, "UPDATE batch_row SET resolved_by = NULL WHERE resolved_by = $1", params);
}

}  // namespace medcredit::store
