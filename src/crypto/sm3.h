// SM3 digests (GB/T 32905) by libgcrypt, which has it in the instructions of newer processors.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace medcredit::crypto {

using Sm3Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] Sm3Digest sm3(std::string_view bytes);
[[nodiscard]] std::string sm3Hex(std::string_view bytes);  ///< 64 lower-case hex digits
[[nodiscard]] std::string toHex(std::string_view bytes);

/// Incremental SM3 over a stream (file digests, manifests).
class Sm3Stream {
 public:
  Sm3Stream();
  ~Sm3Stream();
  Sm3Stream(const Sm3Stream&) = delete;
  Sm3Stream& operator=(const Sm3Stream&) = delete;
  void update(std::string_view bytes);
  [[nodiscard]] std::string finishHex();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace medcredit::crypto
