#include "formats/file_io.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace medcredit::formats {

namespace {

constexpr std::size_t kWriteBlock = 256 * 1024;

/// The reasons users can do something about in Chinese, the rest as the system says it.
std::string reasonOf(int error) {
  switch (error) {
    case ENOENT:
      return "文件或文件夹不存在";
    case EACCES:
    case EPERM:
      return "没有权限";
    case ENOSPC:
    case EDQUOT:
      return "磁盘空间不足";
    case EISDIR:
      return "这是一个文件夹";
    case EROFS:
      return "磁盘是只读的";
    case ENAMETOOLONG:
      return "文件名过长";
    default:
      return std::strerror(error);
  }
}

base::Error unreadable(const std::string& path, std::string reason) {
  return base::fail("FILE-0001", {{"path", path}, {"reason", std::move(reason)}});
}

}  // namespace

base::Result<std::shared_ptr<const FileBytes>> FileBytes::open(const std::filesystem::path& path) {
  const std::string name = path.string();
  // O_NONBLOCK: opening a named pipe must not wait for its writer.
  const int descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return unreadable(name, reasonOf(errno));
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(descriptor);
    return unreadable(name, S_ISDIR(status.st_mode) ? reasonOf(EISDIR) : "不是普通文件");
  }
  return std::shared_ptr<const FileBytes>(
      new FileBytes(descriptor, static_cast<std::uint64_t>(status.st_size), name));  // NOLINT: private constructor
}

FileBytes::~FileBytes() { ::close(descriptor_); }

base::Result<std::size_t> FileBytes::readAt(std::uint64_t offset, char* out, std::size_t length) const {
  std::size_t done = 0;
  while (done < length) {
    const auto got = ::pread(descriptor_, out + done, length - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable(path_, reasonOf(errno));
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

base::Result<std::string> FileBytes::slice(std::uint64_t offset, std::size_t length) const {
  std::string out(length, '\0');
  MC_ASSIGN(const std::size_t got, readAt(offset, out.data(), length));
  out.resize(got);
  return out;
}

base::Result<std::unique_ptr<AtomicFile>> AtomicFile::create(const std::filesystem::path& target) {
  auto temporary = target;
  temporary.replace_filename("." + target.filename().string() + "." + std::to_string(::getpid()) + ".part");
  const int descriptor = ::open(temporary.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return base::fail("FILE-0006", {{"path", target.string()}, {"reason", reasonOf(errno)}});
  return std::unique_ptr<AtomicFile>(
      new AtomicFile(target, std::move(temporary), descriptor));  // NOLINT: private constructor
}

AtomicFile::~AtomicFile() {
  ::close(descriptor_);
  if (!committed_) ::unlink(temporary_.c_str());
}

base::Error AtomicFile::failure() const {
  return base::fail("FILE-0006", {{"path", target_.string()}, {"reason", reasonOf(errno)}});
}

base::Status AtomicFile::write(std::string_view bytes) {
  pending_ += bytes;
  return pending_.size() < kWriteBlock ? base::Status() : flush();
}

base::Status AtomicFile::flush() {
  std::size_t done = 0;
  while (done < pending_.size()) {
    const auto put = ::write(descriptor_, pending_.data() + done, pending_.size() - done);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return failure();
    done += static_cast<std::size_t>(put);
  }
  pending_.clear();
  return {};
}

base::Status AtomicFile::commit() {
  MC_TRY(flush());
  if (::fsync(descriptor_) != 0) return failure();
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) return failure();
  committed_ = true;
  const auto folder = target_.has_parent_path() ? target_.parent_path() : std::filesystem::path(".");
  const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return failure();
  const int synced = ::fsync(directory);
  ::close(directory);
  // Some file systems cannot sync a folder (EINVAL); the rename itself is already done there.
  return synced == 0 || errno == EINVAL ? base::Status() : base::Status(failure());
}

}  // namespace medcredit::formats
