// Electronic evidence of a record (R-COLL-22): decision document, commitment file, photographs. Files are judged by
// their content, kept with their SM3 digest and sealed at rest; sending a changed file under the same name makes a new
// version, and earlier versions stay. Errors are COLL-008x.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/catalogue.h"
#include "service/context.h"
#include "store/attachments.h"

namespace medcredit::service {

/// Largest file.
inline constexpr std::uintmax_t kMaxAttachmentBytes = 20ULL * 1024 * 1024;

/// Kinds of evidence: "decision" 决定文书, "commitment" 承诺文件, "photo" 现场照片, "other" 其他材料.
[[nodiscard]] std::vector<std::string_view> evidenceKinds();
[[nodiscard]] std::string_view evidenceKindLabel(std::string_view kind);

/// A file that may be taken in as evidence: judged by its content.
struct CheckedFile {
  std::string name, bytes, media;
};
/// COLL-0016, COLL-0080…0084 as addAttachment.
[[nodiscard]] base::Result<CheckedFile> checkFile(const std::filesystem::path& file, const std::string& name);

struct AttachmentRequest {
  std::int64_t recordId = 0;
  std::string kind, name;
  std::filesystem::path file;
};
/// Stores a file; the same content under the same name is stored once. COLL-0050 unknown record, COLL-0054 not live,
/// COLL-0080 empty, COLL-0081 too large, COLL-0082 content of a type that is not taken, COLL-0083 the name says another
/// type, COLL-0084 bad name, COLL-0085 unknown kind, COLL-0016 unreadable.
[[nodiscard]] base::Result<store::Attachment> addAttachment(Context& context, const AttachmentRequest& request);

struct AttachmentContent {
  store::Attachment info;
  std::string bytes;
};
/// ACCS-0401 when there is no such file, CRYP-0002/0003 when what is stored was altered.
[[nodiscard]] base::Result<AttachmentContent> readAttachment(Context& context, std::int64_t recordId,
                                                             std::int64_t number,
                                                             std::optional<std::int64_t> version = std::nullopt);

/// What the record of an entry should carry.
struct ExpectedEvidence {
  std::string kind, label;
  std::string source;  ///< clause, or the default label
};
[[nodiscard]] std::vector<ExpectedEvidence> expectedEvidence(const domain::CatalogueEntry& entry);
/// What a record still lacks.
[[nodiscard]] base::Result<std::vector<ExpectedEvidence>> missingEvidence(Context& context, std::int64_t recordId);

}  // namespace medcredit::service
