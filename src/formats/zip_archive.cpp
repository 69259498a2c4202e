#include "formats/zip_archive.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "formats/zip_stream.h"

namespace medcredit::formats {

namespace {

constexpr std::uint32_t kLocalSignature = 0x04034B50;
constexpr std::uint32_t kCentralSignature = 0x02014B50;
constexpr std::uint32_t kEndSignature = 0x06054B50;
constexpr std::uint32_t kEnd64Signature = 0x06064B50;
constexpr std::uint32_t kLocator64Signature = 0x07064B50;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kCentralSize = 46;
constexpr std::size_t kLocalSize = 30;
constexpr std::size_t kMaxDirectoryBytes = 4U << 20U;

base::Error damaged(std::string detail) { return base::fail("FILE-0004", {{"detail", std::move(detail)}}); }
base::Error suspicious(std::string detail) { return base::fail("FILE-0025", {{"detail", std::move(detail)}}); }

/// Little-endian fields of a record; reads beyond the end give 0.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] std::uint64_t at(std::size_t offset, std::size_t width) const {
    std::uint64_t value = 0;
    for (std::size_t i = width; i > 0; --i) {
      if (offset + i - 1 < bytes_.size()) value |= byte(offset + i - 1) << (8 * (i - 1));
    }
    return value;
  }
  [[nodiscard]] std::uint16_t u16(std::size_t offset) const { return static_cast<std::uint16_t>(at(offset, 2)); }
  [[nodiscard]] std::uint32_t u32(std::size_t offset) const { return static_cast<std::uint32_t>(at(offset, 4)); }
  [[nodiscard]] std::uint64_t u64(std::size_t offset) const { return at(offset, 8); }

 private:
  [[nodiscard]] std::uint64_t byte(std::size_t i) const { return static_cast<unsigned char>(bytes_[i]); }
  std::string_view bytes_;
};

/// ZIP64: sizes and offset that do not fit 32 bits stand in extra field 1, in this order, only those marked FFFFFFFF.
void applyZip64(std::string_view extra, ZipEntry& entry) {
  while (extra.size() >= 4) {
    const Fields head(extra);
    const std::size_t length = std::min<std::size_t>(head.u16(2), extra.size() - 4);
    if (head.u16(0) == 1) {
      const Fields body(extra.substr(4, length));
      std::size_t at = 0;
      for (std::uint64_t* field : {&entry.unpacked, &entry.packed, &entry.headerOffset}) {
        if (*field == 0xFFFFFFFFU && at + 8 <= length) {
          *field = body.u64(at);
          at += 8;
        }
      }
    }
    extra.remove_prefix(4 + length);
  }
}

/// Where the central directory stands.
struct Directory {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint64_t count = 0;
};

base::Result<Directory> readEnd64(const FileBytes& file, std::uint64_t endAt) {
  if (endAt < 20) return damaged("ZIP64 目录缺失");
  MC_ASSIGN(const std::string locator, file.slice(endAt - 20, 20));
  const Fields locatorFields(locator);
  if (locatorFields.u32(0) != kLocator64Signature) return damaged("ZIP64 目录缺失");
  const std::uint64_t at = locatorFields.u64(8);
  if (at >= endAt) return damaged("ZIP64 目录位置错误");
  MC_ASSIGN(const std::string record, file.slice(at, 56));
  const Fields fields(record);
  if (record.size() < 56 || fields.u32(0) != kEnd64Signature) return damaged("ZIP64 目录缺失");
  const Directory found{fields.u64(48), fields.u64(40), fields.u64(32)};
  if (found.size > at || found.offset != at - found.size) return suspicious("压缩包前后夹带了其他内容");
  return found;
}

/// Finds the one end record: it must close the file exactly, with no other candidate in its comment.
base::Result<Directory> findDirectory(const FileBytes& file) {
  const std::uint64_t tailSize = std::min<std::uint64_t>(file.size(), kEndSize + 0xFFFF);
  const std::uint64_t tailStart = file.size() - tailSize;
  MC_ASSIGN(const std::string tail, file.slice(tailStart, tailSize));
  const std::string signature("PK\x05\x06", 4);
  for (auto at = tail.rfind(signature); at != std::string::npos;
       at = at == 0 ? std::string::npos : tail.rfind(signature, at - 1)) {
    const Fields end(std::string_view(tail).substr(at));
    if (tail.size() - at < kEndSize || at + kEndSize + end.u16(20) != tail.size()) continue;
    const std::uint64_t endAt = tailStart + at;
    if (end.u16(20) != 0 && tail.find(signature, at + 4) != std::string::npos) return suspicious("压缩包里有两份目录");
    if (end.u16(4) != 0 || end.u16(6) != 0) return suspicious("分卷压缩包");
    const Directory found{end.u32(16), end.u32(12), end.u16(10)};
    if (found.offset == 0xFFFFFFFFU || found.size == 0xFFFFFFFFU || found.count == 0xFFFFU) {
      return readEnd64(file, endAt);
    }
    if (found.offset + found.size == endAt) return found;
    // Some writers add ZIP64 records although the plain ones suffice.
    auto wide = endAt >= 20 ? readEnd64(file, endAt) : base::Result<Directory>(damaged("目录位置错误"));
    if (wide.ok()) return wide;
    return found.offset + found.size > endAt ? damaged("目录位置错误") : suspicious("压缩包前后夹带了其他内容");
  }
  return damaged("文件末尾不完整，可能没有传完");
}

}  // namespace

base::Result<std::shared_ptr<const ZipArchive>> ZipArchive::open(std::shared_ptr<const FileBytes> file,
                                                                 const ReadLimits& limits) {
  std::shared_ptr<ZipArchive> archive(new ZipArchive(std::move(file), limits));  // NOLINT: private constructor
  MC_TRY(archive->readDirectory());
  MC_TRY(archive->locateData());
  return std::shared_ptr<const ZipArchive>(std::move(archive));
}

base::Status ZipArchive::readDirectory() {
  MC_ASSIGN(const Directory directory, findDirectory(*file_));
  if (directory.count > kMaxEntries || directory.size > kMaxDirectoryBytes) return suspicious("压缩包里的文件过多");
  directoryStart_ = directory.offset;
  MC_ASSIGN(const std::string bytes, file_->slice(directory.offset, directory.size));
  std::size_t at = 0;
  for (std::uint64_t i = 0; i < directory.count; ++i) {
    const std::string_view rest = std::string_view(bytes).substr(std::min(at, bytes.size()));
    const Fields fields(rest);
    if (rest.size() < kCentralSize || fields.u32(0) != kCentralSignature) return damaged("目录损坏");
    const std::size_t nameSize = fields.u16(28);
    const std::size_t extraSize = fields.u16(30);
    const std::size_t whole = kCentralSize + nameSize + extraSize + fields.u16(32);
    if (whole > rest.size()) return damaged("目录损坏");
    ZipEntry entry;
    entry.name = std::string(rest.substr(kCentralSize, nameSize));
    std::replace(entry.name.begin(), entry.name.end(), '\\', '/');
    entry.flags = fields.u16(8);
    entry.method = fields.u16(10);
    entry.crc = fields.u32(16);
    entry.packed = fields.u32(20);
    entry.unpacked = fields.u32(24);
    entry.headerOffset = fields.u32(42);
    applyZip64(rest.substr(kCentralSize + nameSize, extraSize), entry);
    if ((entry.flags & 0x41U) != 0) return base::fail("FILE-0005");
    if (entry.method != 0 && entry.method != 8) return suspicious("使用了不支持的压缩方法");
    if (!byName_.emplace(base::asciiLower(entry.name), entries_.size()).second)
      return suspicious("压缩包里有重名的文件");
    entries_.push_back(std::move(entry));
    at += whole;
  }
  return at == bytes.size() ? base::Status() : base::Status(suspicious("目录与文件数不符"));
}

/// Reads every local header: it must agree with the directory, and no two entries may share bytes.
base::Status ZipArchive::locateData() {
  std::vector<ZipEntry*> order;
  for (auto& entry : entries_) order.push_back(&entry);
  std::sort(order.begin(), order.end(),
            [](const ZipEntry* a, const ZipEntry* b) { return a->headerOffset < b->headerOffset; });
  std::uint64_t free = 0;
  for (ZipEntry* entry : order) {
    if (free == 0 && entry->headerOffset != 0) return suspicious("压缩包前后夹带了其他内容");
    if (entry->headerOffset < free) return suspicious("压缩包里的文件互相重叠");
    MC_ASSIGN(const std::string local, file_->slice(entry->headerOffset, kLocalSize));
    const Fields fields(local);
    if (local.size() < kLocalSize || fields.u32(0) != kLocalSignature) return damaged("文件头损坏");
    MC_ASSIGN(std::string name, file_->slice(entry->headerOffset + kLocalSize, fields.u16(26)));
    std::replace(name.begin(), name.end(), '\\', '/');
    if (name != entry->name || fields.u16(8) != entry->method) return suspicious("文件头与目录不一致");
    entry->dataOffset = entry->headerOffset + kLocalSize + fields.u16(26) + fields.u16(28);
    if (entry->packed > directoryStart_ || entry->dataOffset > directoryStart_ - entry->packed) {
      return damaged("文件内容不完整");
    }
    free = entry->dataOffset + entry->packed;
  }
  return {};
}

const ZipEntry* ZipArchive::find(std::string_view name) const {
  const auto it = byName_.find(base::asciiLower(name));
  return it == byName_.end() ? nullptr : &entries_[it->second];
}

std::unique_ptr<ZipStream> ZipArchive::stream(const ZipEntry& entry) const {
  return makeZipStream(file_, entry, limits_, produced_);
}

base::Result<std::string> ZipArchive::readAll(const ZipEntry& entry, std::size_t maxBytes) const {
  const auto source = stream(entry);
  std::string out;
  for (;;) {
    const std::size_t have = out.size();
    out.resize(have + 64 * 1024);
    MC_ASSIGN(const std::size_t got, source->read(out.data() + have, 64 * 1024));
    out.resize(have + got);
    if (got == 0) return out;
    if (out.size() > maxBytes) return base::fail("FILE-0032", {{"part", entry.name}});
  }
}

}  // namespace medcredit::formats
