#include "store/checks.h"

#include <array>
#include <string_view>

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
    Rule{"batch-counts",
         "SELECT b.id FROM batch b WHERE b.row_count <> b.accepted + b.rejected + b.duplicates "
         "OR b.accepted <> (SELECT count(*) FROM record_version v WHERE v.batch_id = b.id) "
         "OR b.rejected <> (SELECT count(*) FROM batch_row w WHERE w.batch_id = b.id AND w.outcome = 'rejected') "
         "OR b.duplicates <> (SELECT count(*) FROM batch_row w WHERE w.batch_id = b.id AND w.outcome = 'duplicate') "
         "ORDER BY b.id"},
    Rule{"journal-gap",
         "SELECT j.id FROM journal j WHERE j.id > 1 AND NOT EXISTS "
         "(SELECT 1 FROM journal p WHERE p.id = j.id - 1) ORDER BY j.id"},
    Rule{"subject-merge",
         "SELECT s.id FROM subject s JOIN subject t ON t.id = s.merged_into "
         "WHERE t.id = s.id OR t.merged_into IS NOT NULL ORDER BY s.id"},
};

/// Tables whose ids come from the sequence of the same name.
constexpr std::array<std::string_view, 5> kSequences{"batch", "record", "subject", "journal", "entry_version"};

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
