#include "service/file_digest.h"

#include <fstream>
#include <utility>
#include <vector>

#include "crypto/sm3.h"

namespace medcredit::service {

namespace {

base::Result<std::string> digestOf(const std::filesystem::path& file, const std::atomic<bool>& unwanted) {
  std::ifstream in(file, std::ios::binary);
  crypto::Sm3Stream digest;
  std::vector<char> buffer(256U << 10U);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0) {
    if (unwanted) return std::string();
    digest.update({buffer.data(), static_cast<std::size_t>(in.gcount())});
  }
  if (in.bad()) return base::fail("COLL-0016", {}, file.string());
  return digest.finishHex();
}

}  // namespace

FileDigest::FileDigest(std::filesystem::path file)
    : digest_(std::async(std::launch::async, [this, path = std::move(file)] {
                return digestOf(path, unwanted_);
              }).share()) {}

}  // namespace medcredit::service
