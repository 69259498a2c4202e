#include "search/name_index.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <thread>
#include <utility>

#include "search/fold.h"

namespace medcredit::search {

namespace {

/// Letters and the edge; what has no initial (digits) takes the last place.
constexpr unsigned kInitialSymbols = 28;
constexpr unsigned kNoInitial = 27;
constexpr std::uint32_t kInitialBuckets = kInitialSymbols * kInitialSymbols * kInitialSymbols;
constexpr std::uint32_t kMinPairBuckets = 1U << 8U;
constexpr std::uint32_t kMaxPairBuckets = 1U << 20U;

std::uint32_t pairBucket(char16_t a, char16_t b, std::uint32_t buckets) {
  const std::uint32_t mixed = ((static_cast<std::uint32_t>(a) << 16U) | b) * 0x9E3779B1U;
  return static_cast<std::uint32_t>((static_cast<std::uint64_t>(mixed) * buckets) >> 32U);
}

constexpr std::uint32_t initialBucket(unsigned a, unsigned b, unsigned c) {
  return (a * kInitialSymbols + b) * kInitialSymbols + c;
}

/// The initials of one character as symbols of initialBucket, without allocation.
struct InitialSet {
  std::uint32_t mask = 0;  ///< bit n: symbol n
};

InitialSet initialSet(char16_t c) {
  const std::uint32_t letters = initialsOf(c);
  return {letters == 0 ? 1U << kNoInitial : letters << 1U};
}

/// Runs the tasks on up to `threads` threads; a task stays whole.
void runAll(unsigned threads, std::initializer_list<std::function<void()>> tasks) {
  if (threads < 2) {
    for (const auto& task : tasks) task();
    return;
  }
  std::vector<std::thread> running;
  for (const auto& task : tasks) running.emplace_back(task);
  for (auto& one : running) one.join();
}

}  // namespace

struct NameIndex::Builder::Pending {
  std::u16string texts;
  std::vector<std::uint32_t> starts{0};
  std::vector<std::int64_t> subjects;
  std::vector<std::uint8_t> flags;
  std::string writings;
  std::vector<std::uint32_t> writingStarts{0};  ///< one more than names with an own writing, in the order of adding
};

NameIndex::Builder::Builder() : pending_(std::make_unique<Pending>()) {}
NameIndex::Builder::~Builder() = default;
NameIndex::Builder::Builder(Builder&&) noexcept = default;
NameIndex::Builder& NameIndex::Builder::operator=(Builder&&) noexcept = default;

void NameIndex::Builder::reserve(std::size_t names) {
  constexpr std::size_t kUsualLength = 12;
  pending_->texts.reserve(names * kUsualLength);
  pending_->starts.reserve(names + 1);
  pending_->subjects.reserve(names);
  pending_->flags.reserve(names);
}

void NameIndex::Builder::add(const NameEntry& entry) {
  const std::u16string folded = fold(entry.name);
  if (folded.empty()) return;
  auto& pending = *pending_;
  std::uint8_t flags = entry.group & kGroupMask;
  if (entry.former) flags |= kFormer;
  if (!isFolded(entry.name, folded)) {
    flags |= kOwnWriting;
    pending.writings += entry.name;
    pending.writingStarts.push_back(static_cast<std::uint32_t>(pending.writings.size()));
  }
  pending.texts += folded;
  pending.starts.push_back(static_cast<std::uint32_t>(pending.texts.size()));
  pending.subjects.push_back(entry.subject);
  pending.flags.push_back(flags);
}

std::shared_ptr<const NameIndex> NameIndex::Builder::build(unsigned threads) {
  const std::shared_ptr<NameIndex> index(new NameIndex());  // NOLINT: the constructor is private
  index->takeOver(*pending_, threads);
  pending_ = std::make_unique<Pending>();
  index->buildPostings(threads);
  return index;
}

namespace {

/// A name while sorting: its first four characters decide most comparisons.
struct SortKey {
  std::uint64_t head;
  std::uint32_t id;
};

template <class Less>
void sortInHalves(std::vector<SortKey>& keys, const Less& less, unsigned threads) {
  const auto middle = keys.begin() + static_cast<std::ptrdiff_t>(keys.size() / 2);
  runAll(threads, {[&] { std::sort(keys.begin(), middle, less); }, [&] { std::sort(middle, keys.end(), less); }});
  std::inplace_merge(keys.begin(), middle, keys.end(), less);
}

}  // namespace

void NameIndex::takeOver(Builder::Pending& pending, unsigned threads) {
  const auto count = static_cast<std::uint32_t>(pending.subjects.size());
  const auto textOf = [&pending](std::uint32_t id) {
    return std::u16string_view(pending.texts).substr(pending.starts[id], pending.starts[id + 1] - pending.starts[id]);
  };
  std::vector<SortKey> keys(count);
  for (std::uint32_t id = 0; id < count; ++id) {
    std::uint64_t head = 0;
    const auto text = textOf(id);
    for (std::size_t i = 0; i < 4; ++i) head = (head << 16U) | (i < text.size() ? text[i] : 0U);
    keys[id] = {head, id};
  }
  sortInHalves(
      keys,
      [&](const SortKey& a, const SortKey& b) {
        if (a.head != b.head) return a.head < b.head;
        if (const int order = textOf(a.id).compare(textOf(b.id)); order != 0) return order < 0;
        return std::pair(pending.subjects[a.id], a.id) < std::pair(pending.subjects[b.id], b.id);
      },
      threads);

  std::vector<std::uint32_t> ownWriting(count);  // ordinal among the names with an own writing
  std::uint32_t ordinal = 0;
  for (std::uint32_t id = 0; id < count; ++id) {
    ownWriting[id] = ordinal;
    if ((pending.flags[id] & kOwnWriting) != 0) ++ordinal;
  }
  texts_.reserve(pending.texts.size());
  starts_.reserve(count + std::size_t{1});
  subjects_.reserve(count);
  flags_.reserve(count);
  writings_.reserve(pending.writings.size());
  writingIds_.reserve(ordinal);
  writingStarts_.reserve(ordinal + std::size_t{1});
  starts_.push_back(0);
  writingStarts_.push_back(0);
  for (const auto& key : keys) {
    if ((pending.flags[key.id] & kOwnWriting) != 0) {
      const auto from = pending.writingStarts[ownWriting[key.id]];
      writings_.append(pending.writings, from, pending.writingStarts[ownWriting[key.id] + 1] - from);
      writingIds_.push_back(static_cast<std::uint32_t>(subjects_.size()));
      writingStarts_.push_back(static_cast<std::uint32_t>(writings_.size()));
    }
    texts_ += textOf(key.id);
    starts_.push_back(static_cast<std::uint32_t>(texts_.size()));
    subjects_.push_back(pending.subjects[key.id]);
    flags_.push_back(pending.flags[key.id]);
  }
}

void NameIndex::buildPostings(unsigned threads) {
  const auto count = static_cast<std::uint32_t>(size());
  pairBuckets_ = std::clamp(std::bit_ceil(count), kMinPairBuckets, kMaxPairBuckets);
  const auto pairsAt = [this](std::size_t distance) {
    return [this, distance](std::uint32_t id, std::vector<std::uint32_t>& buckets) {
      const auto name = text(id);
      for (std::size_t i = 0; i + distance < name.size(); ++i) {
        buckets.push_back(pairBucket(name[i], name[i + distance], pairBuckets_));
      }
    };
  };
  const auto threeInitials = [this](std::uint32_t id, std::vector<std::uint32_t>& buckets) {
    const auto name = text(id);
    // Windows over edge, name, edge. Characters with two readings stand under both initials.
    std::uint32_t a = 1U << kEdge;
    std::uint32_t b = initialSet(name[0]).mask;
    for (std::size_t i = 1; i <= name.size(); ++i) {
      const std::uint32_t c = i < name.size() ? initialSet(name[i]).mask : 1U << kEdge;
      for (auto x = a; x != 0; x &= x - 1) {
        for (auto y = b; y != 0; y &= y - 1) {
          for (auto z = c; z != 0; z &= z - 1) {
            buckets.push_back(initialBucket(static_cast<unsigned>(std::countr_zero(x)),
                                            static_cast<unsigned>(std::countr_zero(y)),
                                            static_cast<unsigned>(std::countr_zero(z))));
          }
        }
      }
      a = b;
      b = c;
    }
  };
  runAll(threads, {[&] { beside_.build(pairBuckets_, count, pairsAt(1)); },
                   [&] {
                     around_.build(pairBuckets_, count, pairsAt(2));
                     initials_.build(kInitialBuckets, count, threeInitials);
                   }});
}

std::size_t NameIndex::bytes() const {
  return texts_.capacity() * sizeof(char16_t) + starts_.capacity() * sizeof(std::uint32_t) +
         subjects_.capacity() * sizeof(std::int64_t) + flags_.capacity() + writings_.capacity() +
         (writingIds_.capacity() + writingStarts_.capacity()) * sizeof(std::uint32_t) + beside_.bytes() +
         around_.bytes() + initials_.bytes();
}

std::string NameIndex::written(std::uint32_t id) const {
  if ((flags_[id] & kOwnWriting) == 0) return unfold(text(id));
  const auto at =
      static_cast<std::size_t>(std::lower_bound(writingIds_.begin(), writingIds_.end(), id) - writingIds_.begin());
  return writings_.substr(writingStarts_[at], writingStarts_[at + 1] - writingStarts_[at]);
}

std::span<const std::uint32_t> NameIndex::beside(char16_t a, char16_t b) const {
  return beside_.list(pairBucket(a, b, pairBuckets_));
}

std::span<const std::uint32_t> NameIndex::around(char16_t a, char16_t b) const {
  return around_.list(pairBucket(a, b, pairBuckets_));
}

std::span<const std::uint32_t> NameIndex::initials(unsigned a, unsigned b, unsigned c) const {
  return initials_.list(initialBucket(a, b, c));
}

std::pair<std::uint32_t, std::uint32_t> NameIndex::prefixRange(std::u16string_view prefix) const {
  const auto cut = [&](std::uint32_t id) { return text(id).substr(0, prefix.size()); };
  const auto bound = [&](auto goRight) {
    std::uint32_t low = 0;
    auto high = static_cast<std::uint32_t>(size());
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (goRight(cut(middle))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  };
  return {bound([&](std::u16string_view text) { return text < prefix; }),
          bound([&](std::u16string_view text) { return text <= prefix; })};
}

}  // namespace medcredit::search
