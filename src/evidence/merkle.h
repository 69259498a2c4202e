// Merkle tree in the shape of RFC 9162 over SM3: leaf = H(00||bytes), node = H(01||left||right), empty = H("").
// The hash is a template parameter, so that the same code is checked with SHA-256 against the public RFC vectors.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace medcredit::evidence {

using Hash32 = std::array<std::uint8_t, 32>;

struct Sm3Hasher {
  [[nodiscard]] static Hash32 hash(std::string_view bytes);
};
struct Sha256Hasher {
  [[nodiscard]] static Hash32 hash(std::string_view bytes);
};

template <class Hasher>
[[nodiscard]] Hash32 leafHash(std::string_view bytes);
template <class Hasher>
[[nodiscard]] Hash32 nodeHash(const Hash32& left, const Hash32& right);

/// Append-only tree kept as complete subtree roots per level ("tiles" by level): append O(log n), proofs O(log n) hash
/// reads through `NodeSource`, which returns the hash of the complete subtree (level, index).
using NodeSource = std::function<Hash32(int level, std::uint64_t index)>;

template <class Hasher>
[[nodiscard]] Hash32 rootOf(std::uint64_t size, const NodeSource& nodes);
template <class Hasher>
[[nodiscard]] std::vector<Hash32> inclusionProof(std::uint64_t index, std::uint64_t size, const NodeSource& nodes);
template <class Hasher>
[[nodiscard]] std::vector<Hash32> consistencyProof(std::uint64_t oldSize, std::uint64_t newSize,
                                                   const NodeSource& nodes);

/// Strict verification: rejects trailing hashes, index >= size, size 0.
template <class Hasher>
[[nodiscard]] bool verifyInclusion(const Hash32& leaf, std::uint64_t index, std::uint64_t size,
                                   const std::vector<Hash32>& proof, const Hash32& root);
template <class Hasher>
[[nodiscard]] bool verifyConsistency(std::uint64_t oldSize, std::uint64_t newSize, const Hash32& oldRoot,
                                     const Hash32& newRoot, const std::vector<Hash32>& proof);

}  // namespace medcredit::evidence
