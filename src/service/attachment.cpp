#include "service/attachment.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fstream>
#include <iterator>

#include "base/ascii.h"
#include "base/text.h"
#include "crypto/envelope.h"
#include "crypto/sm3.h"
#include "domain/record.h"
#include "formats/zip_archive.h"
#include "service/record.h"
#include "service/scope.h"
#include "store/records.h"

namespace medcredit::service {

namespace {

namespace json = boost::json;

struct Kind {
  std::string_view name, label;
};
constexpr auto kKinds = std::to_array<Kind>(
    {{"decision", "决定文书"}, {"commitment", "承诺文件"}, {"photo", "现场照片"}, {"other", "其他材料"}});

/// A type that is taken: what its name may end in and what it is called.
struct Type {
  std::string_view media, label;
  std::array<std::string_view, 2> endings;
};
constexpr auto kTypes = std::to_array<Type>({{"application/pdf", "PDF", {".pdf", ".pdf"}},
                                             {"image/jpeg", "JPEG 图片", {".jpg", ".jpeg"}},
                                             {"image/png", "PNG 图片", {".png", ".png"}},
                                             {"application/ofd", "OFD 版式文件", {".ofd", ".ofd"}}});

constexpr std::size_t kMaxName = 120;
constexpr std::uint32_t kSealKeyId = 1;

bool isOfd(const std::filesystem::path& file) {
  auto bytes = formats::FileBytes::open(file);
  if (!bytes) return false;
  const auto archive = formats::ZipArchive::open(std::move(bytes).value(), {});
  return archive.ok() && archive.value()->find("OFD.xml") != nullptr;
}

/// Type by content, never by name; nullptr when it is none of those taken.
const Type* typeOf(std::string_view bytes, const std::filesystem::path& file) {
  if (bytes.starts_with("%PDF-")) return &kTypes[0];
  if (bytes.starts_with("\xFF\xD8\xFF")) return &kTypes[1];
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return &kTypes[2];
  if (bytes.starts_with("PK\x03\x04") && isOfd(file)) return &kTypes[3];
  return nullptr;
}

std::string lowerEnding(const std::string& name) {
  return base::asciiLower(std::filesystem::path(name).extension().string());
}

base::Result<std::string> cleanName(const std::string& raw) {
  if (!base::isValidUtf8(raw) || base::hasControlCharacters(raw)) return base::fail("COLL-0084", {}, "name");
  std::string name = base::cleanText(raw);
  const bool unsafe = name.empty() || name.front() == '.' || name.find_first_of("/\\:*?\"<>|") != std::string::npos;
  if (unsafe || base::codePoints(name) > kMaxName) return base::fail("COLL-0084", {}, "name");
  return name;
}

/// The file's bytes, checked for size; it was spooled by the server or named by the operator.
base::Result<std::string> readWhole(const std::filesystem::path& file) {
  std::error_code ec;
  const auto size = std::filesystem::file_size(file, ec);
  if (ec) return base::fail("COLL-0016", {}, file.string());
  if (size == 0) return base::fail("COLL-0080", {}, "file");
  if (size > kMaxAttachmentBytes) {
    return base::fail("COLL-0081", {{"limit", std::to_string(kMaxAttachmentBytes / (1024 * 1024))}}, "file");
  }
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (in.bad() || bytes.size() != size) return base::fail("COLL-0016", {}, file.string());
  return bytes;
}

const crypto::EnvelopeKey& sealKey(const Context& context) {
  return context.keys.derived({"medcredit attachment 1", kSealKeyId});
}

/// Binds the sealed content to its row.
std::string sealedFor(const store::Attachment& row) { return "attachment|content|" + std::to_string(row.id); }

base::Result<const Type*> checkedType(const std::string& bytes, const std::filesystem::path& file,
                                      const std::string& name) {
  const Type* type = typeOf(bytes, file);
  if (type == nullptr) return base::fail("COLL-0082", {{"name", name}}, "file");
  const auto ending = lowerEnding(name);
  if (std::find(type->endings.begin(), type->endings.end(), ending) == type->endings.end()) {
    return base::fail("COLL-0083", {{"name", name}, {"actual", std::string(type->label)}}, "name");
  }
  return type;
}

/// Number and version of the new row; the row itself when the same content is there already.
std::optional<store::Attachment> place(const std::vector<store::Attachment>& present, store::Attachment& row) {
  std::int64_t highest = 0;
  const store::Attachment* latest = nullptr;
  for (const auto& other : present) {
    highest = std::max(highest, other.number);
    if (other.name == row.name) latest = &other;  // ascending: the last one is the latest version
  }
  if (latest != nullptr && latest->digest == row.digest && latest->kind == row.kind) return *latest;
  row.number = latest != nullptr ? latest->number : highest + 1;
  row.version = latest != nullptr ? latest->version + 1 : 1;
  return std::nullopt;
}

}  // namespace

std::vector<std::string_view> evidenceKinds() {
  std::vector<std::string_view> names;
  for (const auto& kind : kKinds) names.push_back(kind.name);
  return names;
}

std::string_view evidenceKindLabel(std::string_view kind) {
  const auto* found = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& row) { return row.name == kind; });
  return found == kKinds.end() ? kind : found->label;
}

base::Result<CheckedFile> checkFile(const std::filesystem::path& file, const std::string& rawName) {
  CheckedFile checked;
  MC_ASSIGN(checked.name, cleanName(rawName));
  MC_ASSIGN(checked.bytes, readWhole(file));
  MC_ASSIGN(const auto* type, checkedType(checked.bytes, file, checked.name));
  checked.media = type->media;
  return checked;
}

base::Result<store::Attachment> addAttachment(Context& context, const AttachmentRequest& request) {
  const auto kinds = evidenceKinds();
  if (std::find(kinds.begin(), kinds.end(), request.kind) == kinds.end()) {
    return base::fail("COLL-0085", {{"kind", request.kind}}, "kind");
  }
  MC_ASSIGN(const auto checked, checkFile(request.file, request.name));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(requireLive(context, request.recordId));
  MC_ASSIGN(const auto present, store::listAttachments(context.conn, request.recordId));
  store::Attachment row;
  row.recordId = request.recordId;
  row.kind = request.kind;
  row.name = checked.name;
  row.media = checked.media;
  row.size = static_cast<std::int64_t>(checked.bytes.size());
  row.digest = crypto::sm3Hex(checked.bytes);
  row.addedBy = context.actor;
  row.addedAt = context.clock.now();
  if (const auto same = place(present, row)) return *same;
  MC_ASSIGN(row.id, store::reserveIds(context.conn, "attachment", 1));
  const auto sealed = sealKey(context).seal(checked.bytes, sealedFor(row), context.random);
  MC_TRY(store::insertAttachment(context.conn, row, sealed));
  MC_TRY(journal(context, "record.attach", publicId('R', row.recordId),
                 json::serialize(json::object{{"number", row.number},
                                              {"version", row.version},
                                              {"kind", row.kind},
                                              {"digest", row.digest},
                                              {"size", row.size}})));
  MC_TRY(transaction.commit());
  return row;
}

base::Result<AttachmentContent> readAttachment(Context& context, std::int64_t recordId, std::int64_t number,
                                               std::optional<std::int64_t> version) {
  MC_ASSIGN(auto list, store::listAttachments(context.conn, recordId));
  AttachmentContent out;
  for (auto& row : list) {
    if (row.number == number && (!version || row.version == *version)) out.info = std::move(row);
  }
  if (out.info.id == 0) return notFound(publicId('R', recordId) + "/" + std::to_string(number));
  MC_ASSIGN(const auto sealed, store::attachmentContent(context.conn, out.info.id));
  if (!sealed) return notFound(publicId('R', recordId) + "/" + std::to_string(number));
  MC_ASSIGN(out.bytes, sealKey(context).open(*sealed, sealedFor(out.info)));
  return out;
}

std::vector<ExpectedEvidence> expectedEvidence(const domain::CatalogueEntry& entry) {
  using domain::FieldRole;
  const auto expect = [](std::string_view kind, std::string source) {
    return ExpectedEvidence{std::string(kind), std::string(evidenceKindLabel(kind)), std::move(source)};
  };
  if (entry.byRole(FieldRole::kCommitmentType) != nullptr || entry.byRole(FieldRole::kFulfilmentState) != nullptr) {
    return {expect("commitment", "信用信息目录及责任分工：承诺文件")};
  }
  if (!entry.enforcementClass.empty() || entry.nature == domain::Nature::kNegative) {
    return {expect("decision", "默认值（依据未规定）")};
  }
  return {};
}

base::Result<std::vector<ExpectedEvidence>> missingEvidence(Context& context, std::int64_t recordId) {
  MC_ASSIGN(const auto head, store::getRecord(context.conn, recordId));
  if (!head) return base::fail("COLL-0050", {{"record", publicId('R', recordId)}});
  std::vector<ExpectedEvidence> missing;
  const auto* entry = context.law.entry(head->entry);
  if (entry == nullptr) return missing;
  MC_ASSIGN(const auto present, store::listAttachments(context.conn, recordId));
  for (auto& expected : expectedEvidence(*entry)) {
    const bool there = std::any_of(present.begin(), present.end(),
                                   [&](const store::Attachment& row) { return row.kind == expected.kind; });
    if (!there) missing.push_back(std::move(expected));
  }
  return missing;
}

}  // namespace medcredit::service
