#include "store/checks.h"

#include <array>
#include <string_view>

#include "crypto/sm3.h"

namespace medcredit::store {

namespace {

struct Rule {
  std::string_view name;
  std::string_view sql;  ///< keys of the offending rows
};

constexpr std::array kRules = {
    Rule{"record-version",
         "SELECT r.id FROM record r LEFT JOIN (SELECT record_id, count(*) AS versions, max(version) AS newest, "
         "min(version) AS oldest FROM record_version GROUP BY record_id) v ON v.record_id = r.id "
         "WHERE v.versions IS NULL OR v.newest <> r.version OR v.versions <> v.newest OR v.oldest <> 1 ORDER BY r.id"},
    Rule{"version-block",
         "SELECT b.no FROM version_block b WHERE "
         "(SELECT count(*) FROM record r WHERE r.id BETWEEN 8 * b.no AND 8 * b.no + 7) <> 8 ORDER BY b.no"},
    Rule{"record-key",
         "SELECT r.id FROM record r LEFT JOIN record_key k ON k.natural_key = r.natural_key "
         "WHERE k.record_id IS NULL OR k.record_id <> r.id "
         "UNION ALL SELECT k.record_id FROM record_key k LEFT JOIN record r ON r.id = k.record_id "
         "WHERE r.id IS NULL OR r.natural_key <> k.natural_key ORDER BY 1"},
    Rule{"record-parents",
         "SELECT r.id FROM record r WHERE NOT EXISTS (SELECT 1 FROM unit u WHERE u.id = r.unit_id) "
         "UNION ALL SELECT v.record_id FROM record_version v "
         "WHERE NOT EXISTS (SELECT 1 FROM entry_version e WHERE e.id = v.entry_version) "
         "OR (v.batch_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM batch b WHERE b.id = v.batch_id)) ORDER BY 1"},
    Rule{"batch-counts",
         "SELECT b.id FROM batch b WHERE b.row_count <> b.accepted + b.rejected + b.duplicates "
         "OR b.accepted <> (SELECT count(*) FROM record_version v WHERE v.batch_id = b.id) "
         "OR b.rejected <> (SELECT count(*) FROM batch_row w WHERE w.batch_id = b.id AND w.outcome = 'rejected') "
         "OR b.duplicates <> (SELECT count(*) FROM batch_row w WHERE w.batch_id = b.id AND w.outcome = 'duplicate') "
         "ORDER BY b.id"},
    Rule{"evidence-gap",
         "SELECT e.seq FROM evidence_entry e WHERE e.seq > 0 AND NOT EXISTS "
         "(SELECT 1 FROM evidence_entry p WHERE p.epoch = e.epoch AND p.seq = e.seq - 1) ORDER BY e.epoch, e.seq"},
    Rule{"evidence-head",
         "SELECT h.size FROM evidence_head h WHERE h.size > (SELECT count(*) FROM evidence_entry e WHERE e.epoch = "
         "h.epoch) ORDER BY h.epoch, h.size"},
    Rule{"subject-merge",
         "SELECT s.id FROM subject s JOIN subject t ON t.id = s.merged_into "
         "WHERE t.id = s.id OR t.merged_into IS NOT NULL ORDER BY s.id"},
};

/// Tables whose ids come from the sequence of the same name.
constexpr std::array<std::string_view, 4> kSequences{"batch", "record", "subject", "entry_version"};

/// Leaves of the evidence log whose node is missing or is not their digest; the whole tree is checked by `audit
/// verify`.
base::Status checkLeaves(Conn& conn, std::vector<ConsistencyFinding>& findings) {
  ConsistencyFinding finding{"evidence-leaf", 0, ""};
  MC_TRY(
      conn.query("SELECT e.epoch, e.seq, e.leaf, n.hash FROM evidence_entry e LEFT JOIN evidence_node n ON n.epoch = "
                 "e.epoch AND n.level = 0 AND n.idx = e.seq ORDER BY e.epoch, e.seq",
                 {}, [&](const Row& row) {
                   std::string input(1, '\0');
                   input += row.blob(2);
                   const auto digest = crypto::sm3(input);
                   const std::string_view expected(reinterpret_cast<const char*>(digest.data()), digest.size());
                   if ((row.isNull(3) || row.blob(3) != expected) && finding.count++ == 0) {
                     finding.example = row.str(0) + "/" + row.str(1);
                   }
                   return true;
                 }));
  if (finding.count != 0) findings.push_back(std::move(finding));
  return {};
}

}  // namespace

base::Result<std::vector<ConsistencyFinding>> checkConsistency(Conn& conn) {
  std::vector<ConsistencyFinding> findings;
  const auto check = [&](std::string_view rule, std::string_view sql) {
    ConsistencyFinding finding{std::string(rule), 0, ""};
    base::Status status = conn.query(sql, {}, [&](const Row& row) {
      if (finding.count++ == 0) finding.example = row.str(0);
      return true;
    });
    if (finding.count != 0) findings.push_back(std::move(finding));
    return status;
  };
  for (const Rule& rule : kRules) MC_TRY(check(rule.name, rule.sql));
  MC_TRY(checkLeaves(conn, findings));
  for (const auto sequence : kSequences) {
    const std::string name(sequence);
    MC_TRY(
        check("id-counter", "SELECT '" + name + "' FROM (SELECT coalesce(max(id), 0) AS newest FROM " + name +
                                ") given WHERE given.newest >= coalesce((SELECT next FROM id_counter WHERE name = '" +
                                name + "'), 1)"));
  }
  return findings;
}

}  // namespace medcredit::store
