#include "store/journal.h"

#include <array>

namespace medcredit::store {

base::Status appendJournal(Conn& conn, const JournalLine& line) {
  const auto values =
      std::to_array<Value>({line.id, line.at.micros, line.actor, line.action, line.object, line.detail});
  auto done =
      conn.exec("INSERT INTO journal (id, at, actor, action, object, detail) VALUES ($1, $2, $3, $4, $5, $6)", values);
  if (!done) return std::move(done).error();
  return {};
}

base::Status journalOf(Conn& conn, std::string_view object, const std::function<void(const JournalLine&)>& onLine) {
  const auto values = std::to_array<Value>({object});
  return conn.query("SELECT id, at, actor, action, object, detail FROM journal WHERE object = $1 ORDER BY id", values,
                    [&](const Row& row) {
                      onLine({row.integer(0), {row.integer(1)}, row.text(2), row.text(3), row.text(4), row.text(5)});
                      return true;
                    });
}

}  // namespace medcredit::store
