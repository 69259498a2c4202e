#include "store/cases.h"

#include <array>

#include "store/field_cipher.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

std::string contentPlace(std::int64_t id) { return "case_file|content|" + std::to_string(id); }
std::string stepPlace(std::int64_t id, std::int64_t version) {
  return "case_step|detail|" + std::to_string(id) + "/" + std::to_string(version);
}
std::string noticePlace(std::string_view key) { return "case_notice|text|" + std::string(key); }
Value flag(bool value) { return std::int64_t{value ? 1 : 0}; }
Value momentOrNull(const std::optional<base::Instant>& at) { return at ? Value(at->micros) : Value(nullptr); }

constexpr std::string_view kHeadColumns =
    "c.id, c.number, c.procedure, c.jurisdiction, c.edition, c.subject_id, c.state, c.is_final, c.version, "
    "c.opened_by, c.opened_at, c.updated_at, c.calendar, c.next_moment, c.due_on, c.held, c.failed";
constexpr int kAfterHead = 17;

CaseHead readHead(const Row& row) {
  CaseHead head;
  head.id = row.integer(0);
  head.number = row.str(1);
  head.procedure = row.str(2);
  head.jurisdiction = row.str(3);
  head.edition = row.str(4);
  head.subjectId = row.integer(5);
  head.state = row.str(6);
  head.final = row.integer(7) != 0;
  head.version = row.integer(8);
  head.openedBy = row.str(9);
  head.openedAt = {row.integer(10)};
  head.updatedAt = {row.integer(11)};
  head.calendar = row.str(12);
  head.nextMoment = momentOf(row, 13);
  head.dueOn = textOf(row, 14);
  head.held = row.integer(15) != 0;
  head.failed = textOf(row, 16);
  return head;
}

base::Result<bool> writeHead(Conn& conn, const CaseWrite& write, const std::string& sealed) {
  const CaseHead& head = write.head;
  if (write.before == 0) {
    const std::array<Value, 16> row{head.id,
                                    std::string_view(head.number),
                                    std::string_view(head.procedure),
                                    std::string_view(head.jurisdiction),
                                    std::string_view(head.edition),
                                    head.subjectId,
                                    std::string_view(head.state),
                                    flag(head.final),
                                    head.version,
                                    std::string_view(head.openedBy),
                                    head.openedAt.micros,
                                    std::string_view(head.calendar),
                                    momentOrNull(head.nextMoment),
                                    orNull(head.dueOn),
                                    flag(head.held),
                                    BlobView{sealed}};
    MC_TRY(
        conn.exec("INSERT INTO case_file (id, number, procedure, jurisdiction, edition, subject_id, state, is_final, "
                  "version, opened_by, opened_at, updated_at, calendar, next_moment, due_on, held, content) VALUES "
                  "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13, $14, $15, $16)",
                  row));
    return true;
  }
  const std::array<Value, 11> row{head.id,
                                  write.before,
                                  head.subjectId,
                                  std::string_view(head.state),
                                  flag(head.final),
                                  head.version,
                                  head.updatedAt.micros,
                                  momentOrNull(head.nextMoment),
                                  orNull(head.dueOn),
                                  flag(head.held),
                                  BlobView{sealed}};
  MC_ASSIGN(const auto changed,
            conn.exec("UPDATE case_file SET subject_id = $3, state = $4, is_final = $5, version = $6, updated_at = $7, "
                      "next_moment = $8, due_on = $9, held = $10, content = $11, failed = NULL "
                      "WHERE id = $1 AND version = $2",
                      row));
  if (changed == 0) return false;
  MC_TRY(setCaseCalendar(conn, head.id, head.calendar));
  return true;
}

base::Status writeSteps(Conn& conn, const CaseWrite& write) {
  std::vector<FieldCipher::Item> items;
  for (const auto& step : write.steps) {
    items.push_back({write.person, step.detail, stepPlace(write.head.id, step.version)});
  }
  MC_ASSIGN(const auto sealed, conn.cipher().sealAll(conn, items));
  for (std::size_t i = 0; i < write.steps.size(); ++i) {
    const auto& step = write.steps[i];
    const std::array<Value, 8> row{write.head.id,
                                   step.version,
                                   std::string_view(step.step),
                                   std::string_view(step.actor),
                                   std::string_view(step.role),
                                   std::string_view(step.key),
                                   step.at.micros,
                                   BlobView{sealed[i]}};
    MC_TRY(
        conn.exec("INSERT INTO case_step (case_id, version, step, actor, role, step_key, at, detail) VALUES "
                  "($1, $2, $3, $4, $5, $6, $7, $8)",
                  row));
  }
  return {};
}

base::Status writeObligations(Conn& conn, const CaseWrite& write) {
  for (const auto& one : write.obligations) {
    const std::array<Value, 13> row{write.head.id,
                                    one.no,
                                    std::string_view(one.clock),
                                    std::string_view(one.kind),
                                    std::string_view(one.duty),
                                    std::string_view(one.openedIn),
                                    std::string_view(one.startOn),
                                    std::string_view(one.dueOn),
                                    flag(one.provisional),
                                    flag(one.paused),
                                    flag(one.held),
                                    momentOrNull(one.overdueAt),
                                    orNull(one.closedOn)};
    MC_TRY(
        conn.exec("INSERT INTO case_obligation (case_id, no, clock, kind, duty, opened_in, start_on, due_on, "
                  "provisional, paused, held, overdue_at, closed_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
                  "$11, $12, $13) ON CONFLICT (case_id, no) DO UPDATE SET due_on = excluded.due_on, provisional = "
                  "excluded.provisional, paused = excluded.paused, held = excluded.held, overdue_at = "
                  "excluded.overdue_at, closed_on = excluded.closed_on",
                  row));
  }
  return {};
}

base::Status writeLinks(Conn& conn, const CaseWrite& write) {
  for (const auto& [slot, unit] : write.units) {
    const std::array<Value, 3> row{write.head.id, std::string_view(slot), std::string_view(unit)};
    MC_TRY(conn.exec("INSERT INTO case_unit (case_id, slot, unit_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", row));
  }
  for (const auto record : write.records) {
    const std::array<Value, 2> row{write.head.id, record};
    MC_TRY(conn.exec("INSERT INTO case_record (case_id, record_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", row));
  }
  return {};
}

base::Status writeOutcome(Conn& conn, const CaseWrite& write) {
  for (const auto& [key, effect] : write.effects) {
    const std::array<Value, 4> row{std::string_view(key), write.head.id, std::string_view(effect),
                                   write.head.updatedAt.micros};
    MC_TRY(conn.exec("INSERT INTO case_effect (effect_key, case_id, effect, at) VALUES ($1, $2, $3, $4)", row));
  }
  std::vector<FieldCipher::Item> texts;
  for (const auto& notice : write.notices) texts.push_back({write.person, notice.text, noticePlace(notice.key)});
  MC_ASSIGN(const auto sealed, conn.cipher().sealAll(conn, texts));
  for (std::size_t i = 0; i < write.notices.size(); ++i) {
    const auto& notice = write.notices[i];
    const std::array<Value, 6> row{
        std::string_view(notice.key),  write.head.id,       std::string_view(notice.recipient),
        std::string_view(notice.kind), BlobView{sealed[i]}, write.head.updatedAt.micros};
    MC_TRY(
        conn.exec("INSERT INTO case_notice (notice_key, case_id, recipient, kind, text, created_at, next_at, attempts) "
                  "VALUES ($1, $2, $3, $4, $5, $6, $6, 0)",
                  row));
  }
  for (const auto& paper : write.papers) {
    const std::array<Value, 4> row{std::string_view(paper.key), write.head.id, std::string_view(paper.paper),
                                   write.head.updatedAt.micros};
    MC_TRY(conn.exec("INSERT INTO case_paper (order_key, case_id, paper, ordered_at) VALUES ($1, $2, $3, $4)", row));
  }
  return {};
}

}  // namespace

base::Result<bool> writeCase(Conn& conn, const CaseWrite& write) {
  MC_ASSIGN(const auto sealed, conn.cipher().seal(conn, write.person, write.content, contentPlace(write.head.id)));
  MC_ASSIGN(const bool written, writeHead(conn, write, sealed));
  if (!written) return false;
  MC_TRY(writeSteps(conn, write));
  MC_TRY(writeObligations(conn, write));
  MC_TRY(writeLinks(conn, write));
  MC_TRY(writeOutcome(conn, write));
  return true;
}

base::Result<std::optional<StoredCase>> getCase(Conn& conn, std::int64_t id) {
  std::optional<StoredCase> found;
  const std::array<Value, 1> key{id};
  MC_TRY(conn.query("SELECT " + std::string(kHeadColumns) + ", c.content FROM case_file c WHERE c.id = $1", key,
                    [&](const Row& row) {
                      found = StoredCase{readHead(row), std::string(row.blob(kAfterHead))};
                      return false;
                    }));
  if (found) {
    MC_ASSIGN(found->content, conn.cipher().open(conn, found->content, contentPlace(id)));
  }
  return found;
}

base::Result<std::vector<CaseStepRow>> caseSteps(Conn& conn, std::int64_t id) {
  MC_ASSIGN(auto steps,
            listOf<CaseStepRow>(
                conn,
                "SELECT version, step, actor, role, step_key, at, detail FROM case_step WHERE "
                "case_id = $1 ORDER BY version",
                id, [](const Row& row) {
                  return CaseStepRow{
                      row.integer(0),          row.str(1), row.str(2), row.str(3), row.str(4), {row.integer(5)},
                      std::string(row.blob(6))};
                }));
  for (auto& step : steps) {
    MC_ASSIGN(step.detail, conn.cipher().open(conn, step.detail, stepPlace(id, step.version)));
  }
  return steps;
}

base::Result<std::vector<std::int64_t>> caseRecords(Conn& conn, std::int64_t id) {
  return listOf<std::int64_t>(conn, "SELECT record_id FROM case_record WHERE case_id = $1 ORDER BY record_id", id,
                              [](const Row& row) { return row.integer(0); });
}

base::Result<std::vector<std::pair<std::string, std::string>>> caseEffects(Conn& conn, std::int64_t id) {
  return listOf<std::pair<std::string, std::string>>(
      conn, "SELECT effect_key, effect FROM case_effect WHERE case_id = $1 ORDER BY at, effect_key", id,
      [](const Row& row) { return std::pair(row.str(0), row.str(1)); });
}

base::Result<std::optional<std::int64_t>> caseOpenedWith(Conn& conn, std::string_view actor, std::string_view key) {
  std::optional<std::int64_t> found;
  const std::array<Value, 2> params{key, actor};
  MC_TRY(conn.query("SELECT case_id FROM case_step WHERE step_key = $1 AND version = 1 AND actor = $2", params,
                    [&](const Row& row) {
                      found = row.integer(0);
                      return false;
                    }));
  return found;
}

base::Result<std::vector<CaseObligationRow>> caseObligations(Conn& conn, std::int64_t id) {
  return listOf<CaseObligationRow>(
      conn,
      "SELECT no, clock, kind, duty, opened_in, start_on, due_on, closed_on, provisional, paused, held, overdue_at "
      "FROM case_obligation WHERE case_id = $1 ORDER BY no",
      id, [id](const Row& row) {
        CaseObligationRow one;
        one.caseId = id;
        one.no = row.integer(0);
        int column = 1;
        for (std::string* text : {&one.clock, &one.kind, &one.duty, &one.openedIn, &one.startOn, &one.dueOn}) {
          *text = row.str(column++);
        }
        one.closedOn = textOf(row, 7);
        one.provisional = row.integer(8) != 0;
        one.paused = row.integer(9) != 0;
        one.held = row.integer(10) != 0;
        one.overdueAt = momentOf(row, 11);
        return one;
      });
}

// --- lists -----------------------------------------------------------------------------------------------------------

namespace {

/// Builds "WHERE a AND b" with its parameters; the texts live as long as the filter.
class Where {
 public:
  std::string bind(Value value) {
    params_.push_back(value);
    return "$" + std::to_string(params_.size());
  }
  void add(const std::string& condition) { text_ += (text_.empty() ? " WHERE " : " AND ") + condition; }
  void equals(std::string_view column, const std::string& value) {
    if (!value.empty()) add(std::string(column) + " = " + bind(std::string_view(value)));
  }
  /// "(…, …)" of bound values; "(NULL)" holds nothing.
  template <class List, class Make>
  std::string oneOf(const List& values, Make make) {
    std::string list;
    for (const auto& value : values) list += (list.empty() ? "" : ", ") + bind(make(value));
    return "(" + (list.empty() ? std::string("NULL") : list) + ")";
  }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::vector<Value>& params() const { return params_; }

 private:
  std::string text_;
  std::vector<Value> params_;
};

Where conditions(const CaseFilter& filter) {
  Where where;
  if (filter.units) {
    where.add("EXISTS (SELECT 1 FROM case_unit u WHERE u.case_id = c.id AND u.unit_id IN " +
              where.oneOf(*filter.units, [](const std::string& id) { return Value(std::string_view(id)); }) + ")");
  }
  if (filter.subjects) {
    where.add("c.subject_id IN " + where.oneOf(*filter.subjects, [](std::int64_t id) { return Value(id); }));
  }
  where.equals("c.opened_by", filter.openedBy);
  where.equals("c.procedure", filter.procedure);
  where.equals("c.state", filter.state);
  if (filter.subjectId) where.add("c.subject_id = " + where.bind(*filter.subjectId));
  if (filter.recordId) {
    where.add("EXISTS (SELECT 1 FROM case_record r WHERE r.case_id = c.id AND r.record_id = " +
              where.bind(*filter.recordId) + ")");
  }
  if (filter.final) where.add("c.is_final = " + where.bind(std::int64_t{*filter.final ? 1 : 0}));
  if (!filter.lateOn.empty()) {
    where.add("c.is_final = 0 AND c.due_on < " + where.bind(std::string_view(filter.lateOn)));
  }
  if (filter.before && !filter.byUrgency) where.add("c.id < " + where.bind(*filter.before));
  return where;
}

/// Stands in one of the states, and the unit asked for holds the slot that has to act.
void addWaits(Where& where, const CaseFilter& filter) {
  if (!filter.waits) return;
  std::string any;
  for (const auto& wait : *filter.waits) {
    std::string one = "(c.procedure = " + where.bind(std::string_view(wait.procedure)) +
                      " AND c.state = " + where.bind(std::string_view(wait.state));
    if (!wait.slot.empty() && !filter.waitingUnit.empty()) {
      one += " AND EXISTS (SELECT 1 FROM case_unit w WHERE w.case_id = c.id AND w.slot = " +
             where.bind(std::string_view(wait.slot)) +
             " AND w.unit_id = " + where.bind(std::string_view(filter.waitingUnit)) + ")";
    }
    any += (any.empty() ? "" : " OR ") + one + ")";
  }
  where.add(any.empty() ? "1 = 0" : "(" + any + ")");
}

}  // namespace

base::Result<std::vector<CaseHead>> listCases(Conn& conn, const CaseFilter& filter) {
  Where where = conditions(filter);
  addWaits(where, filter);
  const std::string limit = where.bind(filter.limit);
  const std::string_view order = filter.byUrgency
                                     ? " ORDER BY c.is_final, COALESCE(c.due_on, '9999-12-31'), c.id LIMIT "
                                     : " ORDER BY c.id DESC LIMIT ";
  return listOf<CaseHead>(
      conn, "SELECT " + std::string(kHeadColumns) + " FROM case_file c" + where.text() + std::string(order) + limit,
      where.params(), readHead);
}

base::Result<std::vector<std::int64_t>> casesToPass(Conn& conn, const CaseWork& work) {
  Where where;
  where.add("c.is_final = 0 AND c.id > " + where.bind(work.after));
  std::string due = "c.next_moment <= " + where.bind(work.now.micros);
  if (work.held) due += " OR c.held = 1 OR c.failed IS NOT NULL";
  if (!work.held) where.add("c.failed IS NULL");
  if (!work.calendar.empty()) due += " OR c.calendar <> " + where.bind(std::string_view(work.calendar));
  where.add("(" + due + ")");
  const std::string limit = where.bind(work.limit);
  return listOf<std::int64_t>(conn, "SELECT c.id FROM case_file c" + where.text() + " ORDER BY c.id LIMIT " + limit,
                              where.params(), [](const Row& row) { return row.integer(0); });
}

base::Status setCaseFailed(Conn& conn, std::int64_t id, std::string_view code) {
  const std::array<Value, 2> row{id, orNull(code)};
  return run(conn, "UPDATE case_file SET failed = $2 WHERE id = $1", row);
}

base::Status setCaseCalendar(Conn& conn, std::int64_t id, std::string_view calendar) {
  const std::array<Value, 2> row{id, calendar};
  return run(conn, "UPDATE case_file SET calendar = $2 WHERE id = $1", row);
}

base::Result<std::vector<CaseHead>> failedCases(Conn& conn, std::int64_t limit) {
  return listOf<CaseHead>(
      conn,
      "SELECT " + std::string(kHeadColumns) + " FROM case_file c WHERE c.failed IS NOT NULL ORDER BY c.id LIMIT $1",
      limit, readHead);
}

}  // namespace medcredit::store
