// Randomness is an argument like time: main() creates SystemRandom, tests a seeded one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace medcredit::base {

/// Source of unpredictable bytes (session tokens, salts, nonces, keys). Thread-safe.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;
  [[nodiscard]] std::string bytes(std::size_t count);     ///< raw bytes
  [[nodiscard]] std::string urlToken(std::size_t count);  ///< base64url text of `count` random bytes
};

/// The kernel's generator (getrandom); aborts the process when it is not available.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

/// Reproducible stream for tests and simulations. Never used by main().
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> out) override;

 private:
  std::uint64_t state_;
};

}  // namespace medcredit::base
