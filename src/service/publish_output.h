// What leaves the house: the public listing (masked) and the upload file in the column standard of the entry. Every
// file has a manifest beside it with count, time and digest. Errors are PUBL-* and the writers' FILE-*.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/publicity.h"
#include "service/context.h"

namespace medcredit::service {

/// What stands beside a record while an objection to it is open (R-OBJ-07).
inline constexpr std::string_view kDisputedLabel = "异议处理中";

/// One record as the public sees it.
struct PublicItem {
  std::int64_t recordId = 0;
  std::string entry, entryName, subjectName, unifiedCode, documentNo, decidedOn, publishedOn, publicityUntil;
  bool disputed = false;                    ///< 异议处理中 (R-OBJ-07)
  std::vector<domain::PublicField> fields;  ///< masked; omitted fields are absent
};

/// Streams what is public today: published, live, within its term and still public under the law in force. `entry`
/// empty: all entries; PUBL-0005 for one the catalogue does not know.
base::Status eachPublicItem(Context& context, std::string_view entry,
                            const std::function<base::Status(const PublicItem&)>& onItem);

/// A file written together with its manifest.
struct WrittenFile {
  std::filesystem::path path, manifest;
  std::int64_t count = 0;
  std::string digest;  ///< SM3 of the file, lower-case hex
};
/// Public listing as CSV or XLSX.
[[nodiscard]] base::Result<WrittenFile> writeListing(Context& context, std::string_view entry,
                                                     const std::filesystem::path& target);

struct ExportRequest {
  std::string entry;
  std::filesystem::path target;  ///< .csv or .xlsx
  /// True: identity numbers, addresses and telephones masked. False: the exchange file for the credit platform, which
  /// needs them and can be imported again.
  bool masked = false;
  std::optional<std::vector<std::string>> scope = std::nullopt;  ///< only these units (sorted); empty optional = all
};
/// Upload file of the published records of an entry: one column per field (national code or name, in the order of the
/// field set), dates YYYY/MM/DD. PUBL-0006 for an entry that is not public, in particular every entry on natural
/// persons.
[[nodiscard]] base::Result<WrittenFile> exportUpload(Context& context, const ExportRequest& request);

/// Writes `F.manifest.json` beside a finished file. `extraJson` is one JSON object whose members are added.
[[nodiscard]] base::Result<WrittenFile> writeManifest(Context& context, const std::filesystem::path& file,
                                                      std::int64_t count, std::string_view extraJson);

/// Cells of one record in the upload format.
[[nodiscard]] std::vector<std::string> uploadCells(const domain::CatalogueEntry& entry,
                                                   const std::vector<std::string>& values, bool masked);
/// Header of the upload format.
[[nodiscard]] std::vector<std::string> uploadHeader(const domain::CatalogueEntry& entry);

/// Who asks (R-DISC-01).
enum class Caller { kPublic, kSubject, kAuthorised, kGovernment };
/// Answer to one caller about one record: allowed with the fields he may see, or refused with the reason.
struct Disclosure {
  bool allowed = false;
  std::string reason;
  std::vector<domain::PublicField> fields;
};
/// The three ways of disclosure: publicity to everybody, authorised query to the subject and those it has authorised,
/// sharing to government users (共享属性), as the disclosure policy decides for a caller with a lawful purpose.
/// PUBL-0002 unknown record.
[[nodiscard]] base::Result<Disclosure> disclose(Context& context, std::int64_t recordId, Caller caller);

}  // namespace medcredit::service
