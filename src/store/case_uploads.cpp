// Files handed in with the steps of cases.
#include <array>

#include "store/cases.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

constexpr std::string_view kSelect =
    "SELECT id, case_id, version, label, name, media, size, digest, added_by, added_at, content FROM case_upload ";

CaseUpload readUpload(const Row& row) {
  CaseUpload out;
  out.id = row.integer(0);
  out.caseId = intOf(row, 1);
  out.version = intOf(row, 2);
  out.label = textOf(row, 3);
  out.name = row.str(4);
  out.media = row.str(5);
  out.size = row.integer(6);
  out.digest = row.str(7);
  out.addedBy = row.str(8);
  out.addedAt = {row.integer(9)};
  return out;
}

}  // namespace

base::Status insertUpload(Conn& conn, const CaseUpload& upload, std::string_view sealed) {
  const std::array<Value, 8> row{upload.id,
                                 std::string_view(upload.name),
                                 std::string_view(upload.media),
                                 upload.size,
                                 std::string_view(upload.digest),
                                 BlobView{sealed},
                                 std::string_view(upload.addedBy),
                                 upload.addedAt.micros};
  return run(conn,
             "INSERT INTO case_upload (id, name, media, size, digest, content, added_by, added_at) VALUES ($1, $2, $3, "
             "$4, $5, $6, $7, $8)",
             row);
}

base::Result<bool> takeUpload(Conn& conn, std::int64_t id, std::int64_t caseId, std::int64_t version,
                              std::string_view label, std::string_view addedBy) {
  const std::array<Value, 5> row{id, caseId, version, label, addedBy};
  MC_ASSIGN(
      const auto changed,
      conn.exec("UPDATE case_upload SET case_id = $2, version = $3, label = $4 WHERE id = $1 AND added_by = $5 AND "
                "case_id IS NULL",
                row));
  return changed == 1;
}

base::Result<std::vector<CaseUpload>> caseUploads(Conn& conn, std::int64_t caseId) {
  return listOf<CaseUpload>(conn, std::string(kSelect) + "WHERE case_id = $1 ORDER BY id", caseId, readUpload);
}

base::Result<std::optional<CaseUploadContent>> uploadContent(Conn& conn, std::int64_t id) {
  return oneOf<CaseUploadContent>(conn, std::string(kSelect) + "WHERE id = $1", id, [](const Row& row) {
    return CaseUploadContent{readUpload(row), std::string(row.blob(10))};
  });
}

}  // namespace medcredit::store
