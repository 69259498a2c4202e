#include "store/sqlite/mapped_files.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <utility>

namespace medcredit::store::sqlite {

namespace {

/// Address space set aside for a file; what lies behind is read. Costs no memory by itself.
constexpr std::size_t kReserved = std::size_t{64} << 30U;

using FileId = std::pair<dev_t, ino_t>;

FileId idOf(const struct stat& info) { return {info.st_dev, info.st_ino}; }

/// A file as memory, read only.
class Mapping {
 public:
  /// Opens and closes the file, which takes away every lock the process has on it: only before its first connection.
  explicit Mapping(const char* path) : path_(path) {
    const int fd = ::open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    struct stat info {};
    void* const at =
        ::fstat(fd, &info) == 0 ? ::mmap(nullptr, kReserved, PROT_READ, MAP_SHARED | MAP_NORESERVE, fd, 0) : MAP_FAILED;
    if (at != MAP_FAILED) begin_ = static_cast<std::byte*>(at);
    id_ = idOf(info);
    size_ = info.st_size;
    ::close(fd);
  }
  ~Mapping() {
    if (begin_ != nullptr) ::munmap(begin_, kReserved);
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  [[nodiscard]] FileId id() const { return id_; }
  /// The bytes at a place; null when they are not all there.
  [[nodiscard]] std::byte* bytes(std::int64_t at, std::int64_t count) {
    if (begin_ == nullptr || at + count > static_cast<std::int64_t>(kReserved)) return nullptr;
    if (at + count > size_) {
      struct stat info {};
      if (::stat(path_.c_str(), &info) != 0 || idOf(info) != id_ || at + count > info.st_size) return nullptr;
      size_ = info.st_size;
    }
    return begin_ + at;
  }

 private:
  std::string path_;
  std::byte* begin_ = nullptr;
  FileId id_;
  std::atomic<std::int64_t> size_ = 0;
};

/// The mappings of the files that are open.
class Mappings {
 public:
  [[nodiscard]] std::shared_ptr<Mapping> of(const char* path) {
    const std::lock_guard lock(mutex_);
    struct stat info {};
    if (::stat(path, &info) != 0) return nullptr;
    auto& kept = kept_[idOf(info)];
    auto mapping = kept.lock();
    if (mapping == nullptr) {
      mapping = std::make_shared<Mapping>(path);
      kept = mapping;
    }
    return mapping;
  }
  void letGo(std::shared_ptr<Mapping> mapping) {
    const std::lock_guard lock(mutex_);
    if (mapping != nullptr && mapping.use_count() == 1) kept_.erase(mapping->id());
    mapping.reset();
  }

 private:
  std::mutex mutex_;
  std::map<FileId, std::weak_ptr<Mapping>> kept_;
};

struct Layer {
  sqlite3_vfs* own = nullptr;  ///< SQLite's
  sqlite3_vfs vfs{};
  Mappings mappings;
};

/// Lies in memory of SQLite's, with the file of its own layer behind it.
struct File {
  sqlite3_file base;
  sqlite3_file* own;
  Layer* layer;
  std::shared_ptr<Mapping>* mapping;
};

File& fileOf(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
sqlite3_file* ownOf(sqlite3_file* file) { return fileOf(file).own; }

int close(sqlite3_file* file) {
  File& own = fileOf(file);
  const int code = own.own->pMethods->xClose(own.own);
  const std::unique_ptr<std::shared_ptr<Mapping>> mapping(std::exchange(own.mapping, nullptr));
  if (mapping != nullptr) own.layer->mappings.letGo(std::move(*mapping));
  return code;
}
int read(sqlite3_file* file, void* to, int count, sqlite3_int64 at) {
  return ownOf(file)->pMethods->xRead(ownOf(file), to, count, at);
}
int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 at) {
  return ownOf(file)->pMethods->xWrite(ownOf(file), from, count, at);
}
int truncate(sqlite3_file* file, sqlite3_int64 size) { return ownOf(file)->pMethods->xTruncate(ownOf(file), size); }
int sync(sqlite3_file* file, int flags) { return ownOf(file)->pMethods->xSync(ownOf(file), flags); }
int fileSize(sqlite3_file* file, sqlite3_int64* size) { return ownOf(file)->pMethods->xFileSize(ownOf(file), size); }
int lock(sqlite3_file* file, int level) { return ownOf(file)->pMethods->xLock(ownOf(file), level); }
int unlock(sqlite3_file* file, int level) { return ownOf(file)->pMethods->xUnlock(ownOf(file), level); }
int checkReserved(sqlite3_file* file, int* out) { return ownOf(file)->pMethods->xCheckReservedLock(ownOf(file), out); }
int control(sqlite3_file* file, int what, void* argument) {
  if (what == SQLITE_FCNTL_MMAP_SIZE) return SQLITE_OK;  // the layer below must not map the file as well
  return ownOf(file)->pMethods->xFileControl(ownOf(file), what, argument);
}
int sectorSize(sqlite3_file* file) { return ownOf(file)->pMethods->xSectorSize(ownOf(file)); }
int characteristics(sqlite3_file* file) { return ownOf(file)->pMethods->xDeviceCharacteristics(ownOf(file)); }
int shmMap(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return ownOf(file)->pMethods->xShmMap(ownOf(file), page, size, extend, out);
}
int shmLock(sqlite3_file* file, int offset, int count, int flags) {
  return ownOf(file)->pMethods->xShmLock(ownOf(file), offset, count, flags);
}
void shmBarrier(sqlite3_file* file) { ownOf(file)->pMethods->xShmBarrier(ownOf(file)); }
int shmUnmap(sqlite3_file* file, int remove) { return ownOf(file)->pMethods->xShmUnmap(ownOf(file), remove); }
int fetch(sqlite3_file* file, sqlite3_int64 at, int count, void** out) {
  const auto& mapping = *fileOf(file).mapping;
  *out = mapping != nullptr ? mapping->bytes(at, count) : nullptr;
  return SQLITE_OK;
}
int unfetch(sqlite3_file*, sqlite3_int64, void*) { return SQLITE_OK; }

const sqlite3_io_methods& methods() {
  constexpr int kWithFetch = 3;
  static const sqlite3_io_methods kMethods = {kWithFetch,      close,  read,    write,         truncate, sync,
                                              fileSize,        lock,   unlock,  checkReserved, control,  sectorSize,
                                              characteristics, shmMap, shmLock, shmBarrier,    shmUnmap, fetch,
                                              unfetch};
  return kMethods;
}

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags) {
  auto& layer = *static_cast<Layer*>(vfs->pAppData);
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0 || name == nullptr) {
    return layer.own->xOpen(layer.own, name, file, flags, outFlags);
  }
  auto mapping = std::make_unique<std::shared_ptr<Mapping>>(layer.mappings.of(name));
  auto* const own = reinterpret_cast<sqlite3_file*>(reinterpret_cast<std::byte*>(file) + sizeof(File));
  const int code = layer.own->xOpen(layer.own, name, own, flags, outFlags);
  if (code != SQLITE_OK || own->pMethods == nullptr) {
    layer.mappings.letGo(std::move(*mapping));
    file->pMethods = nullptr;
    return code;
  }
  new (file) File{{&methods()}, own, &layer, mapping.release()};
  return SQLITE_OK;
}

}  // namespace

const char* mappedFiles() {
  static constexpr const char* kName = "medcredit-mapped";
  static Layer layer;
  static const bool kKnown = [] {
    layer.own = sqlite3_vfs_find(nullptr);
    if (layer.own == nullptr) return false;
    layer.vfs = *layer.own;
    layer.vfs.pNext = nullptr;
    layer.vfs.zName = kName;
    layer.vfs.pAppData = &layer;
    layer.vfs.szOsFile = layer.own->szOsFile + static_cast<int>(sizeof(File));
    layer.vfs.xOpen = open;
    return sqlite3_vfs_register(&layer.vfs, 0) == SQLITE_OK;
  }();
  return kKnown ? kName : nullptr;
}

}  // namespace medcredit::store::sqlite
