#include "store/evidence.h"

#include <array>

namespace medcredit::store {

namespace {

/// From this many entries on the bulk way is quicker than statements one by one.
constexpr std::size_t kManyRows = 16;

constexpr std::array<std::string_view, 7> kEntryColumns{"epoch", "seq", "at", "action", "actor", "object", "leaf"};
constexpr std::array<std::string_view, 4> kDetailColumns{"epoch", "seq", "salt", "content"};
constexpr std::array<std::string_view, 4> kSubjectColumns{"subject_id", "epoch", "seq", "visible_from"};
constexpr std::array<std::string_view, 4> kNodeColumns{"epoch", "level", "idx", "hash"};

std::array<Value, 7> entryValues(const EvidenceRow& row) {
  return {row.epoch, row.seq, row.at, row.action, row.actor, row.object, BlobView{row.leaf}};
}
std::array<Value, 4> detailValues(const EvidenceRow& row) {
  return {row.epoch, row.seq, BlobView{row.salt}, BlobView{row.content}};
}
std::array<Value, 4> nodeValues(std::int64_t epoch, const EvidenceNode& node) {
  return {epoch, node.level, node.index, BlobView{node.hash}};
}

/// Where the rows of one table go: statements one by one, or a bulk insert.
class Sink {
 public:
  Sink(Conn& conn, std::string_view table, std::span<const std::string_view> columns, std::string_view insert)
      : conn_(conn), table_(table), columns_(columns), insert_(insert) {}
  base::Status openBulk() {
    MC_ASSIGN(bulk_, conn_.bulkInsert(table_, columns_));
    return {};
  }
  base::Status add(std::span<const Value> values) {
    if (bulk_) return bulk_->add(values);
    auto done = conn_.exec(insert_, values);
    if (!done.ok()) return std::move(done).error();
    return {};
  }
  base::Status finish() { return bulk_ ? bulk_->finish() : base::Status(); }

 private:
  Conn& conn_;
  std::string_view table_;
  std::span<const std::string_view> columns_;
  std::string_view insert_;
  std::unique_ptr<BulkInsert> bulk_;
};

}  // namespace

base::Result<LogPosition> logPosition(Conn& conn) {
  LogPosition position;
  MC_TRY(conn.query("SELECT epoch, seq FROM evidence_entry ORDER BY epoch DESC, seq DESC LIMIT 1", {},
                    [&](const Row& row) {
                      position = {row.integer(0), row.integer(1) + 1};
                      return false;
                    }));
  return position;
}

base::Status insertEvidence(Conn& conn, std::span<const EvidenceRow> rows, std::int64_t epoch,
                            std::span<const EvidenceNode> nodes) {
  Sink entries(conn, "evidence_entry", kEntryColumns,
               "INSERT INTO evidence_entry (epoch, seq, at, action, actor, object, leaf) "
               "VALUES ($1, $2, $3, $4, $5, $6, $7)");
  Sink details(conn, "evidence_detail", kDetailColumns,
               "INSERT INTO evidence_detail (epoch, seq, salt, content) VALUES ($1, $2, $3, $4)");
  Sink subjects(conn, "evidence_subject", kSubjectColumns,
                "INSERT INTO evidence_subject (subject_id, epoch, seq, visible_from) VALUES ($1, $2, $3, $4)");
  Sink tree(conn, "evidence_node", kNodeColumns,
            "INSERT INTO evidence_node (epoch, level, idx, hash) VALUES ($1, $2, $3, $4)");
  const std::array<Sink*, 4> all{&entries, &details, &subjects, &tree};
  if (rows.size() >= kManyRows) {
    for (Sink* sink : all) MC_TRY(sink->openBulk());
  }
  for (const EvidenceRow& row : rows) {
    MC_TRY(entries.add(entryValues(row)));
    if (!row.content.empty()) MC_TRY(details.add(detailValues(row)));
    for (const std::int64_t subject : row.subjects) {
      MC_TRY(subjects.add(std::array<Value, 4>{subject, row.epoch, row.seq, row.visibleFrom}));
    }
  }
  for (const EvidenceNode& node : nodes) MC_TRY(tree.add(nodeValues(epoch, node)));
  for (Sink* sink : all) MC_TRY(sink->finish());
  return {};
}

base::Result<std::string> evidenceNode(Conn& conn, std::int64_t epoch, std::int64_t level, std::int64_t index) {
  std::string hash;
  const std::array<Value, 3> key{epoch, level, index};
  MC_TRY(conn.query("SELECT hash FROM evidence_node WHERE epoch = $1 AND level = $2 AND idx = $3", key,
                    [&](const Row& row) {
                      hash = std::string(row.blob(0));
                      return false;
                    }));
  return hash;
}

base::Status eachEvidenceNode(Conn& conn, std::int64_t epoch, const std::function<bool(const EvidenceNode&)>& onNode) {
  const std::array<Value, 1> key{epoch};
  return conn.query("SELECT level, idx, hash FROM evidence_node WHERE epoch = $1 ORDER BY level, idx", key,
                    [&](const Row& row) {
                      return onNode({row.integer(0), row.integer(1), row.blob(2)});
                    });
}

base::Status eachEvidence(Conn& conn, const EvidenceFilter& filter,
                          const std::function<bool(const EvidenceRow&)>& onRow) {
  std::string where;
  std::vector<Value> values;
  const auto restrict = [&](std::string_view condition, Value value) {
    values.push_back(value);
    where += (where.empty() ? " WHERE " : " AND ") + std::string(condition) + " $" + std::to_string(values.size());
  };
  if (filter.epoch) restrict("e.epoch =", *filter.epoch);
  if (filter.from) restrict("e.seq >=", *filter.from);
  if (filter.until) restrict("e.seq <", *filter.until);
  if (filter.before) {
    values.insert(values.end(), {Value(filter.before->epoch), Value(filter.before->size)});
    const std::string n = std::to_string(values.size() - 1);
    where += (where.empty() ? " WHERE " : " AND ") + ("(e.epoch < $" + n + " OR (e.epoch = $" + n + " AND e.seq < $") +
             std::to_string(values.size()) + "))";
  }
  if (!filter.action.empty()) restrict("e.action =", std::string_view(filter.action));
  if (!filter.actor.empty()) restrict("e.actor =", std::string_view(filter.actor));
  if (!filter.object.empty()) restrict("e.object =", std::string_view(filter.object));
  if (filter.atFrom) restrict("e.at >=", *filter.atFrom);
  if (filter.atUntil) restrict("e.at <", *filter.atUntil);
  if (filter.subjectId) {
    restrict("EXISTS (SELECT 1 FROM evidence_subject s WHERE s.epoch = e.epoch AND s.seq = e.seq AND s.subject_id =",
             *filter.subjectId);
    where += ")";
  }
  std::string sql =
      "SELECT e.epoch, e.seq, e.at, e.action, e.actor, e.object, e.leaf, d.salt, d.content FROM evidence_entry e "
      "LEFT JOIN evidence_detail d ON d.epoch = e.epoch AND d.seq = e.seq" +
      where + (filter.newestFirst ? " ORDER BY e.epoch DESC, e.seq DESC" : " ORDER BY e.epoch, e.seq");
  if (filter.limit >= 0) {
    values.emplace_back(filter.limit);
    sql += " LIMIT $" + std::to_string(values.size());
  }
  return conn.query(sql, values, [&](const Row& row) {
    EvidenceRow out{row.integer(0),
                    row.integer(1),
                    row.integer(2),
                    row.text(3),
                    row.text(4),
                    row.text(5),
                    row.blob(6),
                    {},
                    {},
                    {},
                    0};
    if (!row.isNull(8)) {
      out.salt = row.blob(7);
      out.content = row.blob(8);
    }
    return onRow(out);
  });
}

base::Result<std::vector<LogPosition>> evidenceEpochs(Conn& conn) {
  std::vector<LogPosition> epochs;
  MC_TRY(
      conn.query("SELECT epoch, count(*) FROM evidence_entry GROUP BY epoch ORDER BY epoch", {}, [&](const Row& row) {
        epochs.push_back({row.integer(0), row.integer(1)});
        return true;
      }));
  return epochs;
}

base::Status eachSubjectSight(Conn& conn, const std::function<bool(const SubjectSight&)>& onRow) {
  return conn.query("SELECT subject_id, epoch, seq, visible_from FROM evidence_subject ORDER BY epoch, seq, subject_id",
                    {}, [&](const Row& row) {
                      return onRow({row.integer(0), row.integer(1), row.integer(2), row.integer(3)});
                    });
}

base::Result<std::vector<std::string>> strayDetails(Conn& conn) {
  std::vector<std::string> stray;
  MC_TRY(
      conn.query("SELECT d.epoch, d.seq FROM evidence_detail d WHERE NOT EXISTS (SELECT 1 FROM evidence_entry e "
                 "WHERE e.epoch = d.epoch AND e.seq = d.seq) ORDER BY d.epoch, d.seq",
                 {}, [&](const Row& row) {
                   stray.push_back(std::to_string(row.integer(0)) + "/" + std::to_string(row.integer(1)));
                   return true;
                 }));
  return stray;
}

base::Status insertHead(Conn& conn, const StoredHead& head) {
  const std::array<Value, 4> row{head.epoch, head.size, std::string_view(head.text), head.at};
  auto done = conn.exec("INSERT INTO evidence_head (epoch, size, head, at) VALUES ($1, $2, $3, $4)", row);
  if (!done.ok()) return std::move(done).error();
  return {};
}

base::Result<std::vector<StoredHead>> listHeads(Conn& conn, std::optional<std::int64_t> epoch) {
  std::vector<StoredHead> heads;
  const std::array<Value, 1> key{epoch.value_or(0)};
  MC_TRY(conn.query("SELECT epoch, size, at, head FROM evidence_head WHERE $1 = 0 OR epoch = $1 ORDER BY epoch, size",
                    key, [&](const Row& row) {
                      heads.push_back({row.integer(0), row.integer(1), row.integer(2), row.str(3)});
                      return true;
                    }));
  return heads;
}

base::Result<std::optional<StoredHead>> lastHead(Conn& conn, std::int64_t epoch) {
  std::optional<StoredHead> head;
  const std::array<Value, 1> key{epoch};
  MC_TRY(conn.query("SELECT epoch, size, at, head FROM evidence_head WHERE epoch = $1 ORDER BY size DESC LIMIT 1", key,
                    [&](const Row& row) {
                      head = StoredHead{row.integer(0), row.integer(1), row.integer(2), row.str(3)};
                      return false;
                    }));
  return head;
}

}  // namespace medcredit::store
