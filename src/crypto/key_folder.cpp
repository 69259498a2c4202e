#include "crypto/key_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <mutex>
#include <string_view>

#include "crypto/envelope.h"
#include "crypto/sm2.h"

namespace medcredit::crypto {

namespace {

base::Result<std::string> readKeyFile(const std::filesystem::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return base::fail("CRYP-0012", {{"path", path.string()}});
  if ((info.st_mode & 0077U) != 0) return base::fail("CRYP-0011", {{"path", path.string()}});
  std::ifstream in(path, std::ios::binary);
  if (!in) return base::fail("CRYP-0010", {{"path", path.string()}});
  return std::string(std::istreambuf_iterator<char>(in), {});
}

base::Status writeKeyFile(const std::filesystem::path& path, std::string_view content) {
  // Written aside and linked in whole: of two programs that found a store at once, one makes the key and both read it.
  const std::string aside = path.string() + ".new-" + std::to_string(::getpid());
  const int fd = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return base::fail("CRYP-0010", {{"path", path.string()}});
  const bool good =
      ::write(fd, content.data(), content.size()) == static_cast<ssize_t>(content.size()) && ::fsync(fd) == 0;
  ::close(fd);
  const bool linked = good && (::link(aside.c_str(), path.c_str()) == 0 || errno == EEXIST);
  ::unlink(aside.c_str());
  if (!linked) return base::fail("CRYP-0010", {{"path", path.string()}});
  return {};
}

base::Result<std::string> obtainKey(const std::filesystem::path& path, bool create,
                                    const std::function<std::string()>& make) {
  if (create && !std::filesystem::exists(path)) MC_TRY(writeKeyFile(path, make()));
  return readKeyFile(path);
}

}  // namespace

/// Derived keys by salt and info. Nodes of a map stay where they are, so references to them hold.
struct Keys::Cache {
  std::mutex mutex;
  std::map<std::string, EnvelopeKey> keys;
};

Keys::Keys() : cache_(std::make_shared<Cache>()) {}

const EnvelopeKey& Keys::derived(const Derivation& purpose) const {
  constexpr std::size_t kKeyBytes = 32;
  constexpr std::size_t kIdBytes = 4;
  const std::string name = std::string(purpose.salt) + '\n' + std::string(purpose.info);
  const std::lock_guard lock(cache_->mutex);
  if (const auto known = cache_->keys.find(name); known != cache_->keys.end()) return known->second;
  const auto bytes = hkdfSm3(master_, purpose.salt, purpose.info, kKeyBytes + kIdBytes);
  std::uint32_t id = 0;
  for (const char byte : std::string_view(bytes).substr(kKeyBytes)) id = (id << 8U) | static_cast<unsigned char>(byte);
  EnvelopeKey key(std::string_view(bytes).substr(0, kKeyBytes), purpose.id.value_or(id),
                  EnvelopeAlgorithm::kSm4CtrHmacSm3);
  return cache_->keys.emplace(name, std::move(key)).first->second;
}

Keys Keys::generate(base::Random& random) {
  Keys keys;
  keys.master_ = random.bytes(32);
  keys.index_ = random.bytes(32);
  keys.pseudonym_ = random.bytes(32);
  keys.signing_ = Sm2PrivateKey::generate().toPem();
  return keys;
}

base::Result<Keys> Keys::open(const std::string& folder, bool createMissing, base::Random& random) {
  namespace fs = std::filesystem;
  std::error_code ec;
  if (createMissing && !fs::exists(folder)) {
    fs::create_directories(folder, ec);
    fs::permissions(folder, fs::perms::owner_all, ec);
  }
  Keys keys;
  keys.folder_ = folder;
  const auto secret = [&random] { return random.bytes(32); };
  MC_ASSIGN(keys.master_, obtainKey(fs::path(folder) / "master.key", createMissing, secret));
  MC_ASSIGN(keys.index_, obtainKey(fs::path(folder) / "index.key", createMissing, secret));
  MC_ASSIGN(keys.pseudonym_, obtainKey(fs::path(folder) / "pseudonym.key", createMissing, secret));
  MC_ASSIGN(keys.signing_, obtainKey(fs::path(folder) / "log-signing.pem", createMissing,
                                     [] { return Sm2PrivateKey::generate().toPem(); }));
  for (const auto* key : {&keys.master_, &keys.index_, &keys.pseudonym_}) {
    if (key->size() != 32) return base::fail("CRYP-0010", {{"path", folder}});
  }
  return keys;
}

}  // namespace medcredit::crypto
