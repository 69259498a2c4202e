#include "store/attachments.h"

#include <array>

namespace medcredit::store {

base::Status insertAttachment(Conn& conn, const Attachment& attachment, std::string_view sealed) {
  const std::array<Value, 12> row{attachment.id,
                                  attachment.recordId,
                                  attachment.number,
                                  attachment.version,
                                  std::string_view(attachment.kind),
                                  std::string_view(attachment.name),
                                  std::string_view(attachment.media),
                                  attachment.size,
                                  std::string_view(attachment.digest),
                                  BlobView{sealed},
                                  std::string_view(attachment.addedBy),
                                  attachment.addedAt.micros};
  MC_TRY(
      conn.exec("INSERT INTO attachment (id, record_id, number, version, kind, name, media, size, digest, content, "
                "added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                row));
  return {};
}

base::Result<std::vector<Attachment>> listAttachments(Conn& conn, std::int64_t recordId) {
  std::vector<Attachment> list;
  const std::array<Value, 1> id{recordId};
  MC_TRY(
      conn.query("SELECT id, number, version, kind, name, media, size, digest, added_by, added_at FROM attachment "
                 "WHERE record_id = $1 ORDER BY number, version",
                 id, [&](const Row& row) {
                   list.push_back({row.integer(0), recordId, row.integer(1), row.integer(2), row.str(3), row.str(4),
                                   row.str(5), row.integer(6), row.str(7), row.str(8), base::Instant{row.integer(9)}});
                   return true;
                 }));
  return list;
}

base::Result<std::optional<std::string>> attachmentContent(Conn& conn, std::int64_t id) {
  std::optional<std::string> content;
  const std::array<Value, 1> key{id};
  MC_TRY(conn.query("SELECT content FROM attachment WHERE id = $1", key, [&](const Row& row) {
    content = std::string(row.blob(0));
    return false;
  }));
  return content;
}

base::Result<std::vector<std::int64_t>> recordsWithout(Conn& conn, std::string_view unitId, std::string_view entry,
                                                       std::string_view kind, std::int64_t limit) {
  std::vector<std::int64_t> ids;
  const std::array<Value, 4> params{unitId, entry, kind, limit};
  MC_TRY(
      conn.query("SELECT r.id FROM record r WHERE r.unit_id = $1 AND r.entry = $2 AND r.state = 'live' AND NOT "
                 "EXISTS (SELECT 1 FROM attachment a WHERE a.record_id = r.id AND a.kind = $3) ORDER BY r.id "
                 "LIMIT $4",
                 params, [&](const Row& row) {
                   ids.push_back(row.integer(0));
                   return true;
                 }));
  return ids;
}

}  // namespace medcredit::store
