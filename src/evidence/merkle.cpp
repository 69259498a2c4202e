#include "evidence/merkle.h"

#include <openssl/evp.h>

#include <bit>

#include "crypto/sm3.h"

namespace medcredit::evidence {

namespace {

std::string_view view(const Hash32& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

/// Largest power of two strictly below n (n >= 2), as RFC 9162 §2.1.1 splits a list of n leaves.
std::uint64_t split(std::uint64_t n) { return std::bit_floor(n - 1); }

/// Root of the leaves [begin, begin + count): complete aligned subtrees come from the source.
template <class Hasher>
Hash32 rangeRoot(std::uint64_t begin, std::uint64_t count, const NodeSource& nodes) {
  if (std::has_single_bit(count) && begin % count == 0) {
    const int level = std::countr_zero(count);
    return nodes(level, begin >> static_cast<unsigned>(level));
  }
  const std::uint64_t k = split(count);
  return nodeHash<Hasher>(rangeRoot<Hasher>(begin, k, nodes), rangeRoot<Hasher>(begin + k, count - k, nodes));
}

template <class Hasher>
void inclusionPath(std::uint64_t index, std::uint64_t begin, std::uint64_t count, const NodeSource& nodes,
                   std::vector<Hash32>& out) {
  if (count <= 1) return;
  const std::uint64_t k = split(count);
  if (index < k) {
    inclusionPath<Hasher>(index, begin, k, nodes, out);
    out.push_back(rangeRoot<Hasher>(begin + k, count - k, nodes));
  } else {
    inclusionPath<Hasher>(index - k, begin + k, count - k, nodes, out);
    out.push_back(rangeRoot<Hasher>(begin, k, nodes));
  }
}

template <class Hasher>
void consistencyPath(std::uint64_t oldCount, std::uint64_t begin, std::uint64_t count, bool complete,
                     const NodeSource& nodes, std::vector<Hash32>& out) {
  if (oldCount == count) {
    if (!complete) out.push_back(rangeRoot<Hasher>(begin, count, nodes));
    return;
  }
  const std::uint64_t k = split(count);
  if (oldCount <= k) {
    consistencyPath<Hasher>(oldCount, begin, k, complete, nodes, out);
    out.push_back(rangeRoot<Hasher>(begin + k, count - k, nodes));
  } else {
    consistencyPath<Hasher>(oldCount - k, begin + k, count - k, false, nodes, out);
    out.push_back(rangeRoot<Hasher>(begin, k, nodes));
  }
}

}  // namespace

Hash32 Sm3Hasher::hash(std::string_view bytes) { return crypto::sm3(bytes); }

Hash32 Sha256Hasher::hash(std::string_view bytes) {
  Hash32 out{};
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, EVP_sha256(), nullptr);
  return out;
}

template <class Hasher>
Hash32 leafHash(std::string_view bytes) {
  std::string input(1, '\0');
  input += bytes;
  return Hasher::hash(input);
}

template <class Hasher>
Hash32 nodeHash(const Hash32& left, const Hash32& right) {
  std::string input(1, '\x01');
  input += view(left);
  input += view(right);
  return Hasher::hash(input);
}

template <class Hasher>
Hash32 rootOf(std::uint64_t size, const NodeSource& nodes) {
  return size == 0 ? Hasher::hash({}) : rangeRoot<Hasher>(0, size, nodes);
}

template <class Hasher>
std::vector<Hash32> inclusionProof(std::uint64_t index, std::uint64_t size, const NodeSource& nodes) {
  std::vector<Hash32> out;
  if (index < size) inclusionPath<Hasher>(index, 0, size, nodes, out);
  return out;
}

template <class Hasher>
std::vector<Hash32> consistencyProof(std::uint64_t oldSize, std::uint64_t newSize, const NodeSource& nodes) {
  std::vector<Hash32> out;
  if (oldSize > 0 && oldSize < newSize) consistencyPath<Hasher>(oldSize, 0, newSize, true, nodes, out);
  return out;
}

// RFC 9162 §2.1.3.2
template <class Hasher>
bool verifyInclusion(const Hash32& leaf, std::uint64_t index, std::uint64_t size, const std::vector<Hash32>& proof,
                     const Hash32& root) {
  if (index >= size) return false;
  std::uint64_t fn = index;
  std::uint64_t sn = size - 1;
  Hash32 r = leaf;
  for (const auto& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1U) != 0 || fn == sn) {
      r = nodeHash<Hasher>(p, r);
      while ((fn & 1U) == 0 && fn != 0) {
        fn >>= 1U;
        sn >>= 1U;
      }
    } else {
      r = nodeHash<Hasher>(r, p);
    }
    fn >>= 1U;
    sn >>= 1U;
  }
  return sn == 0 && r == root;
}

// RFC 9162 §2.1.4.2
template <class Hasher>
bool verifyConsistency(std::uint64_t oldSize, std::uint64_t newSize, const Hash32& oldRoot, const Hash32& newRoot,
                       const std::vector<Hash32>& proof) {
  if (oldSize == 0 || oldSize > newSize) return false;
  if (oldSize == newSize) return proof.empty() && oldRoot == newRoot;
  std::vector<Hash32> path = proof;
  if (std::has_single_bit(oldSize)) path.insert(path.begin(), oldRoot);
  if (path.empty()) return false;
  std::uint64_t fn = oldSize - 1;
  std::uint64_t sn = newSize - 1;
  while ((fn & 1U) != 0) {
    fn >>= 1U;
    sn >>= 1U;
  }
  Hash32 fr = path.front();
  Hash32 sr = path.front();
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (sn == 0) return false;
    if ((fn & 1U) != 0 || fn == sn) {
      fr = nodeHash<Hasher>(path[i], fr);
      sr = nodeHash<Hasher>(path[i], sr);
      while ((fn & 1U) == 0 && fn != 0) {
        fn >>= 1U;
        sn >>= 1U;
      }
    } else {
      sr = nodeHash<Hasher>(sr, path[i]);
    }
    fn >>= 1U;
    sn >>= 1U;
  }
  return sn == 0 && fr == oldRoot && sr == newRoot;
}

#define MC_INSTANTIATE(H)                                                                                   \
  template Hash32 leafHash<H>(std::string_view);                                                            \
  template Hash32 nodeHash<H>(const Hash32&, const Hash32&);                                                \
  template Hash32 rootOf<H>(std::uint64_t, const NodeSource&);                                              \
  template std::vector<Hash32> inclusionProof<H>(std::uint64_t, std::uint64_t, const NodeSource&);          \
  template std::vector<Hash32> consistencyProof<H>(std::uint64_t, std::uint64_t, const NodeSource&);        \
  template bool verifyInclusion<H>(const Hash32&, std::uint64_t, std::uint64_t, const std::vector<Hash32>&, \
                                   const Hash32&);                                                          \
  template bool verifyConsistency<H>(std::uint64_t, std::uint64_t, const Hash32&, const Hash32&,            \
                                     const std::vector<Hash32>&)
MC_INSTANTIATE(Sm3Hasher);
MC_INSTANTIATE(Sha256Hasher);
#undef MC_INSTANTIATE

}  // namespace medcredit::evidence
