#include "store/accountability.h"

#include <array>

#include "store/values.h"

namespace medcredit::store {

base::Status insertCase(Conn& conn, const AccountabilityCase& row) {
  const std::array<Value, 7> values{row.id,
                                    row.act,
                                    orNull(row.unitId),
                                    orNull(row.person),
                                    std::string_view(row.evidence),
                                    row.openedAt.micros,
                                    std::string_view(row.openedBy)};
  MC_TRY(
      conn.exec("INSERT INTO accountability_case (id, act, unit_id, person, evidence, opened_at, opened_by) "
                "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                values));
  return {};
}

base::Status closeCase(Conn& conn, std::int64_t id, const std::string& measure, const std::string& closing,
                       base::Instant now) {
  const std::array<Value, 4> values{id, std::string_view(measure), std::string_view(closing), now.micros};
  MC_TRY(
      conn.exec("UPDATE accountability_case SET measure = $2, closing = $3, closed_at = $4 WHERE id = $1 AND "
                "closed_at IS NULL",
                values));
  return {};
}

base::Status eachCase(Conn& conn, std::optional<std::int64_t> id,
                      const std::function<void(AccountabilityCase)>& onCase) {
  const std::array<Value, 1> wanted{id.value_or(0)};
  return conn.query(
      "SELECT id, act, unit_id, person, evidence, measure, opened_at, opened_by, closed_at, closing FROM "
      "accountability_case WHERE $1 = 0 OR id = $1 ORDER BY id",
      wanted, [&](const Row& row) {
        AccountabilityCase out;
        out.id = row.integer(0);
        out.act = row.integer(1);
        out.unitId = textOf(row, 2);
        out.person = textOf(row, 3);
        out.evidence = row.str(4);
        out.measure = textOf(row, 5);
        out.openedAt = {row.integer(6)};
        out.openedBy = row.str(7);
        out.closedAt = momentOf(row, 8);
        out.closing = textOf(row, 9);
        onCase(std::move(out));
        return true;
      });
}

}  // namespace medcredit::store
