// Electronic evidence of a record (R-COLL-22): files sealed at rest, numbered within the record, with versions.
// Functions that write must run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

/// A stored file without its content.
struct Attachment {
  std::int64_t id = 0, recordId = 0;
  std::int64_t number = 0;   ///< within the record; versions of one file share it
  std::int64_t version = 0;  ///< from 1
  std::string kind, name, media;
  std::int64_t size = 0;
  std::string digest;  ///< SM3 of the plain content, hexadecimal
  std::string addedBy;
  base::Instant addedAt;
};

/// `sealed` is the encrypted content.
base::Status insertAttachment(Conn& conn, const Attachment& attachment, std::string_view sealed);
/// All versions of all files of a record, by number and version.
[[nodiscard]] base::Result<std::vector<Attachment>> listAttachments(Conn& conn, std::int64_t recordId);
/// Sealed content; empty when there is no such row.
[[nodiscard]] base::Result<std::optional<std::string>> attachmentContent(Conn& conn, std::int64_t id);

/// Live records of a unit and entry without a file of this kind, ascending, at most `limit`.
[[nodiscard]] base::Result<std::vector<std::int64_t>> recordsWithout(Conn& conn, std::string_view unitId,
                                                                     std::string_view entry, std::string_view kind,
                                                                     std::int64_t limit);

}  // namespace medcredit::store
