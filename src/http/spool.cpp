#include "http/spool.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

namespace medcredit::http {

namespace fs = std::filesystem;

namespace {
constexpr std::string_view kPrefix = "upload-";
constexpr std::string_view kAnswerPrefix = "answer-";  ///< http::answerPath
}  // namespace

std::optional<SpoolFile> SpoolFile::create(const std::string& folder) {
  std::string pattern = (fs::path(folder) / (std::string(kPrefix) + "XXXXXX")).string();
  const int fd = ::mkostemp(pattern.data(), O_CLOEXEC);
  if (fd < 0) return std::nullopt;
  ::flock(fd, LOCK_EX | LOCK_NB);
  return SpoolFile(fd, pattern);
}

SpoolFile::SpoolFile(SpoolFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)) {}
SpoolFile& SpoolFile::operator=(SpoolFile&& other) noexcept {
  drop();
  fd_ = std::exchange(other.fd_, -1);
  path_ = std::move(other.path_);
  return *this;
}
SpoolFile::~SpoolFile() { drop(); }

void SpoolFile::drop() {
  if (fd_ < 0) return;
  ::unlink(path_.c_str());
  ::close(std::exchange(fd_, -1));
}

bool SpoolFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(fd_, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

int sweepSpool(const std::string& folder) {
  int removed = 0;
  std::error_code ec;
  for (fs::directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec)) {
    const std::string name = it->path().filename().string();
    if (!name.starts_with(kPrefix) && !name.starts_with(kAnswerPrefix)) continue;
    const int fd = ::open(it->path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) continue;
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0 && ::unlink(it->path().c_str()) == 0) ++removed;
    ::close(fd);
  }
  return removed;
}

}  // namespace medcredit::http
