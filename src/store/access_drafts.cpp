#include "store/access_drafts.h"

#include <array>

namespace medcredit::store {

base::Status putDraft(Conn& conn, std::string_view userId, std::string_view key, const DraftRow& draft) {
  const std::array<Value, 4> row{userId, key, BlobView{draft.content}, draft.savedAt};
  MC_TRY(
      conn.exec("INSERT INTO draft (user_id, draft_key, content, saved_at) VALUES ($1, $2, $3, $4) ON CONFLICT "
                "(user_id, draft_key) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at",
                row));
  return {};
}

base::Result<std::optional<DraftRow>> findDraft(Conn& conn, std::string_view userId, std::string_view key) {
  std::optional<DraftRow> found;
  const std::array<Value, 2> params{userId, key};
  MC_TRY(conn.query("SELECT content, saved_at FROM draft WHERE user_id = $1 AND draft_key = $2", params,
                    [&](const Row& row) {
                      found = DraftRow{std::string(row.blob(0)), row.integer(1)};
                      return false;
                    }));
  return found;
}

base::Result<std::int64_t> countDrafts(Conn& conn, std::string_view userId, std::string_view exceptKey) {
  std::int64_t count = 0;
  const std::array<Value, 2> params{userId, exceptKey};
  MC_TRY(conn.query("SELECT count(*) FROM draft WHERE user_id = $1 AND draft_key <> $2", params, [&](const Row& row) {
    count = row.integer(0);
    return false;
  }));
  return count;
}

base::Status removeDraft(Conn& conn, std::string_view userId, std::string_view key) {
  const std::array<Value, 2> params{userId, key};
  MC_TRY(conn.exec("DELETE FROM draft WHERE user_id = $1 AND draft_key = $2", params));
  return {};
}

}  // namespace medcredit::store
