#include "formats/zip_stream.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <utility>

namespace medcredit::formats {

namespace {

constexpr std::size_t kInputBlock = 64 * 1024;
constexpr std::uint64_t kRatioGrace = 16U << 20U;

class EntryStream final : public ZipStream {
 public:
  EntryStream(std::shared_ptr<const FileBytes> file, ZipEntry entry, const ReadLimits& limits,
              std::shared_ptr<std::uint64_t> produced)
      : file_(std::move(file)),
        entry_(std::move(entry)),
        limits_(limits),
        archiveProduced_(std::move(produced)),
        input_(kInputBlock) {
    ready_ = ::inflateInit2(&inflate_, -MAX_WBITS) == Z_OK;
  }
  ~EntryStream() override { ::inflateEnd(&inflate_); }
  EntryStream(const EntryStream&) = delete;
  EntryStream& operator=(const EntryStream&) = delete;

  base::Result<std::size_t> read(char* out, std::size_t capacity) override {
    if (!ready_) return damaged();
    MC_ASSIGN(const std::size_t got, entry_.method == 0 ? readStored(out, capacity) : readDeflated(out, capacity));
    produced_ += got;
    *archiveProduced_ += got;
    if (*archiveProduced_ > limits_.maxUnpackedBytes) {
      return base::fail("FILE-0023", {{"limit", std::to_string(limits_.maxUnpackedBytes >> 20U)}});
    }
    if (produced_ > kRatioGrace && static_cast<double>(produced_) > limits_.maxRatio * static_cast<double>(consumed_)) {
      return base::fail("FILE-0024", {{"ratio", std::to_string(produced_ / std::max<std::uint64_t>(1, consumed_))}});
    }
    crc_ = ::crc32_z(crc_, reinterpret_cast<const Bytef*>(out), got);  // NOLINT: zlib's byte type
    if (got == 0 && capacity > 0 && (produced_ != entry_.unpacked || crc_ != entry_.crc)) return damaged();
    return got;
  }

  [[nodiscard]] double progress() const override {
    return entry_.packed == 0 ? 1.0 : static_cast<double>(consumed_) / static_cast<double>(entry_.packed);
  }

 private:
  [[nodiscard]] base::Error damaged() const { return base::fail("FILE-0004", {{"detail", entry_.name + " 内容损坏"}}); }

  base::Result<std::size_t> readStored(char* out, std::size_t capacity) {
    const auto want = std::min<std::uint64_t>(capacity, entry_.packed - consumed_);
    MC_ASSIGN(const std::size_t got, file_->readAt(entry_.dataOffset + consumed_, out, want));
    if (got != want) return damaged();
    consumed_ += got;
    return got;
  }

  base::Result<std::size_t> readDeflated(char* out, std::size_t capacity) {
    if (finished_) return std::size_t{0};
    capacity = std::min<std::size_t>(capacity, 1U << 30U);
    inflate_.next_out = reinterpret_cast<Bytef*>(out);  // NOLINT: zlib's byte type
    inflate_.avail_out = static_cast<uInt>(capacity);
    while (inflate_.avail_out > 0 && !finished_) {
      if (inflate_.avail_in == 0) MC_TRY(fillInput());
      const uInt before = inflate_.avail_in;
      const int code = ::inflate(&inflate_, Z_NO_FLUSH);
      consumed_ += before - inflate_.avail_in;
      finished_ = code == Z_STREAM_END;
      if (code != Z_OK && !finished_) return damaged();
    }
    return capacity - inflate_.avail_out;
  }

  base::Status fillInput() {
    const auto want = std::min<std::uint64_t>(input_.size(), entry_.packed - taken_);
    MC_ASSIGN(const std::size_t got, file_->readAt(entry_.dataOffset + taken_, input_.data(), want));
    if (got == 0 || got != want) return damaged();
    taken_ += got;
    inflate_.next_in = reinterpret_cast<Bytef*>(input_.data());  // NOLINT: zlib's byte type
    inflate_.avail_in = static_cast<uInt>(got);
    return {};
  }

  std::shared_ptr<const FileBytes> file_;
  ZipEntry entry_;
  ReadLimits limits_;
  std::shared_ptr<std::uint64_t> archiveProduced_;
  std::vector<char> input_;
  z_stream inflate_{};
  bool ready_ = false;
  bool finished_ = false;
  std::uint64_t taken_ = 0;     ///< packed bytes handed to zlib
  std::uint64_t consumed_ = 0;  ///< packed bytes used
  std::uint64_t produced_ = 0;
  uLong crc_ = 0;
};

}  // namespace

std::unique_ptr<ZipStream> makeZipStream(std::shared_ptr<const FileBytes> file, const ZipEntry& entry,
                                         const ReadLimits& limits, std::shared_ptr<std::uint64_t> produced) {
  return std::make_unique<EntryStream>(std::move(file), entry, limits, std::move(produced));
}

}  // namespace medcredit::formats
