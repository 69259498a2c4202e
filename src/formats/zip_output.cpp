#include "formats/zip_output.h"

#include <zip.h>

#include <algorithm>
#include <vector>

namespace medcredit::formats {

namespace {

constexpr std::size_t kCopyBlock = 256 * 1024;
constexpr std::uint16_t kUtf8Name = 0x800;
constexpr std::uint64_t kNeedsZip64 = 0xFFFF0000U;

/// 1980-01-01: output depends on input alone.
zip_fileinfo fixedDate() {
  zip_fileinfo info{};
  info.dosDate = 0x00210000;
  return info;
}

}  // namespace

base::Result<std::unique_ptr<ZipOutput>> ZipOutput::create(const std::filesystem::path& target) {
  MC_ASSIGN(auto file, AtomicFile::create(target));
  void* zip = ::zipOpen64(file->temporary().c_str(), APPEND_STATUS_CREATE);
  if (zip == nullptr) return base::fail("FILE-0006", {{"path", target.string()}, {"reason", "无法建立压缩包"}});
  return std::unique_ptr<ZipOutput>(new ZipOutput(std::move(file), target.string(), zip));  // NOLINT: private
}

ZipOutput::~ZipOutput() {
  if (zip_ != nullptr) ::zipClose(zip_, nullptr);
}

base::Status ZipOutput::check(int code) const {
  if (code == ZIP_OK) return {};
  return base::fail("FILE-0006", {{"path", target_}, {"reason", "写压缩包失败，可能是磁盘空间不足"}});
}

base::Status ZipOutput::begin(const std::string& name) {
  const zip_fileinfo info = fixedDate();
  return check(::zipOpenNewFileInZip4_64(zip_, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED,
                                         Z_DEFAULT_COMPRESSION, 0, -MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY,
                                         nullptr, 0, 0, kUtf8Name, 1));
}

base::Status ZipOutput::write(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += kCopyBlock) {
    const auto piece = bytes.substr(at, kCopyBlock);
    MC_TRY(check(::zipWriteInFileInZip(zip_, piece.data(), static_cast<unsigned>(piece.size()))));
  }
  return {};
}

base::Status ZipOutput::end() { return check(::zipCloseFileInZip(zip_)); }

base::Status ZipOutput::add(const std::string& name, std::string_view bytes) {
  MC_TRY(begin(name));
  MC_TRY(write(bytes));
  return end();
}

base::Status ZipOutput::copy(const ZipArchive& from, const ZipEntry& entry) {
  const zip_fileinfo info = fixedDate();
  const int wide = std::max(entry.packed, entry.unpacked) >= kNeedsZip64 ? 1 : 0;
  MC_TRY(check(::zipOpenNewFileInZip4_64(zip_, entry.name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, entry.method,
                                         Z_DEFAULT_COMPRESSION, 1, -MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY,
                                         nullptr, 0, 0, entry.flags & kUtf8Name, wide)));
  std::vector<char> block(kCopyBlock);
  for (std::uint64_t done = 0; done < entry.packed;) {
    const auto want = std::min<std::uint64_t>(block.size(), entry.packed - done);
    MC_ASSIGN(const std::size_t got, from.file().readAt(entry.dataOffset + done, block.data(), want));
    if (got != want) return base::fail("FILE-0004", {{"detail", entry.name}});
    MC_TRY(write({block.data(), got}));
    done += got;
  }
  return check(::zipCloseFileInZipRaw64(zip_, entry.unpacked, entry.crc));
}

base::Status ZipOutput::finish() {
  void* zip = zip_;
  zip_ = nullptr;
  MC_TRY(check(::zipClose(zip, nullptr)));
  return file_->commit();
}

}  // namespace medcredit::formats
