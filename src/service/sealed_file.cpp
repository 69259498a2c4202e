#include "service/sealed_file.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "crypto/envelope.h"
#include "formats/file_io.h"

namespace medcredit::service {

namespace {

constexpr std::string_view kMagic = "MCSF1\n";
constexpr std::size_t kPiece = std::size_t{1} << 20U;
constexpr std::size_t kLongestEnvelope = kPiece + 256;
constexpr std::uint32_t kKeyId = 0x53504631;  // "SPF1"

const crypto::EnvelopeKey& keyOf(const crypto::Keys& keys) { return keys.derived({"files at rest", kKeyId}); }

std::string placeOf(std::string_view place, std::uint64_t number, bool last) {
  return std::string(place) + "|" + std::to_string(number) + (last ? "|last" : "|more");
}

std::string lengthBytes(std::size_t length) {
  std::string out;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) out += static_cast<char>(length >> shift & 0xFFU);
  return out;
}

std::size_t lengthOf(std::string_view bytes) {
  std::size_t length = 0;
  for (const char c : bytes) length = length << 8U | static_cast<unsigned char>(c);
  return length;
}

}  // namespace

std::filesystem::path sealedName(const std::filesystem::path& plain) {
  auto name = plain;
  name += ".sealed";
  return name;
}

base::Status sealFile(const std::filesystem::path& plain, const std::filesystem::path& target, std::string_view place,
                      const crypto::Keys& keys, base::Random& random) {
  MC_ASSIGN(const auto source, formats::FileBytes::open(plain));
  MC_ASSIGN(const auto out, formats::AtomicFile::create(target));
  const auto& key = keyOf(keys);
  MC_TRY(out->write(kMagic));
  std::uint64_t at = 0;
  for (std::uint64_t number = 0;; ++number) {
    MC_ASSIGN(const std::string piece, source->slice(at, kPiece));
    at += piece.size();
    const bool last = at >= source->size() || piece.empty();
    const std::string envelope = key.seal(piece, placeOf(place, number, last), random);
    MC_TRY(out->write(lengthBytes(envelope.size())));
    MC_TRY(out->write(envelope));
    if (last) return out->commit();
  }
}

base::Status openSealedFile(const std::filesystem::path& sealed, const std::filesystem::path& target,
                            std::string_view place, const crypto::Keys& keys) {
  MC_ASSIGN(const auto source, formats::FileBytes::open(sealed));
  MC_ASSIGN(const std::string magic, source->slice(0, kMagic.size()));
  if (magic != kMagic) return base::fail("CRYP-0001");
  MC_ASSIGN(const auto out, formats::AtomicFile::create(target));
  const auto& key = keyOf(keys);
  std::uint64_t at = kMagic.size();
  for (std::uint64_t number = 0;; ++number) {
    MC_ASSIGN(const std::string head, source->slice(at, 4));
    const std::size_t length = lengthOf(head);
    if (head.size() < 4 || length > kLongestEnvelope) return base::fail("CRYP-0003");
    MC_ASSIGN(const std::string envelope, source->slice(at + 4, length));
    at += 4 + length;
    const bool last = at >= source->size();
    MC_ASSIGN(const std::string piece, key.open(envelope, placeOf(place, number, last)));
    MC_TRY(out->write(piece));
    if (last) return out->commit();
  }
}

}  // namespace medcredit::service
