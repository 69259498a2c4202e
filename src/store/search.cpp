#include "store/search.h"

#include <algorithm>
#include <array>

namespace medcredit::store {

namespace {

constexpr std::string_view kSubjectCounter = "subject";
constexpr std::string_view kChangeCounter = "subject_change";

}  // namespace

base::Result<NamePosition> namePosition(Conn& conn) {
  NamePosition position;
  MC_TRY(conn.query("SELECT name, next FROM id_counter WHERE name = 'subject' OR name = 'subject_change'", {},
                    [&](const Row& row) {
                      if (row.text(0) == kSubjectCounter) position.nextSubject = row.integer(1);
                      if (row.text(0) == kChangeCounter) position.nextChange = row.integer(1);
                      return true;
                    }));
  return position;
}

base::Status eachSearchName(Conn& conn, const NamePosition& upTo,
                            const std::function<void(const SearchName&)>& onName) {
  const std::array<Value, 1> params{Value{upTo.nextSubject}};
  MC_TRY(conn.query("SELECT id, kind, name FROM subject WHERE id < $1 ORDER BY id", params, [&](const Row& row) {
    onName({row.integer(0), row.text(1), row.text(2), false});
    return true;
  }));
  return conn.query(
      "SELECT n.subject_id, s.kind, n.name FROM subject_name n JOIN subject s ON s.id = n.subject_id "
      "WHERE n.valid_to IS NOT NULL AND n.name_key <> s.name_key AND s.id < $1 ORDER BY n.subject_id, n.valid_from",
      params, [&](const Row& row) {
        onName({row.integer(0), row.text(1), row.text(2), true});
        return true;
      });
}

base::Result<std::vector<std::int64_t>> changedNames(Conn& conn, const NamePosition& from, const NamePosition& to) {
  std::vector<std::int64_t> out;
  const auto take = [&out](const Row& row) {
    out.push_back(row.integer(0));
    return true;
  };
  const std::array<Value, 2> subjects{Value{from.nextSubject}, Value{to.nextSubject}};
  MC_TRY(conn.query("SELECT id FROM subject WHERE id >= $1 AND id < $2 ORDER BY id", subjects, take));
  const std::array<Value, 2> changes{Value{from.nextChange}, Value{to.nextChange}};
  MC_TRY(conn.query("SELECT subject_id FROM subject_change WHERE id >= $1 AND id < $2 ORDER BY id", changes, take));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

base::Status eachSearchName(Conn& conn, std::span<const std::int64_t> subjects,
                            const std::function<void(const SearchName&)>& onName) {
  for (const auto subject : subjects) {
    const std::array<Value, 1> params{Value{subject}};
    MC_TRY(conn.query("SELECT id, kind, name FROM subject WHERE id = $1", params, [&](const Row& row) {
      onName({row.integer(0), row.text(1), row.text(2), false});
      return true;
    }));
    MC_TRY(conn.query(
        "SELECT n.subject_id, s.kind, n.name FROM subject_name n JOIN subject s ON s.id = n.subject_id "
        "WHERE n.subject_id = $1 AND n.valid_to IS NOT NULL AND n.name_key <> s.name_key ORDER BY n.valid_from",
        params, [&](const Row& row) {
          onName({row.integer(0), row.text(1), row.text(2), true});
          return true;
        }));
  }
  return {};
}

base::Status noteNameChange(Conn& conn, std::int64_t subject) {
  MC_ASSIGN(const std::int64_t id, reserveIds(conn, kChangeCounter, 1));
  const std::array<Value, 2> params{Value{id}, Value{subject}};
  MC_ASSIGN([[maybe_unused]] const auto rows,
            conn.exec("INSERT INTO subject_change(id, subject_id) VALUES($1,$2)", params));
  return {};
}

base::Result<std::vector<std::string>> unitsOfSubject(Conn& conn, std::int64_t subject) {
  std::vector<std::string> out;
  const std::array<Value, 1> params{Value{subject}};
  MC_TRY(
      conn.query("SELECT unit_id FROM record WHERE subject_id = $1 UNION SELECT unit_id FROM subject_authority "
                 "WHERE subject_id = $1 ORDER BY unit_id",
                 params, [&out](const Row& row) {
                   out.push_back(row.str(0));
                   return true;
                 }));
  return out;
}

}  // namespace medcredit::store
