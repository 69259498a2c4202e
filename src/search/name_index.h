// The names of all subjects in memory: an immutable index that finds names by parts, with a slip, by initials or
// pinyin. Immutable after building, so that any number of threads may search one index.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "search/match.h"
#include "search/pinyin.h"
#include "search/postings.h"

namespace medcredit::search {

/// How a name answers the query, best first.
enum class MatchKind : std::uint8_t {
  kExact,      ///< the whole name
  kPrefix,     ///< the name begins with it
  kSubstring,  ///< the name holds it
  kWords,      ///< the name holds all words of it
  kSlip,       ///< one slip away
  kCore,       ///< after leaving out the legal form at the end (有限公司 …)
  kInitials,   ///< initials of the pinyin
  kPinyin      ///< pinyin written out
};

/// One name as it is put into the index. `group` is a small number of the caller's (kind of subject) by which a search
/// can be narrowed: 0 … 7.
struct NameEntry {
  std::int64_t subject = 0;
  std::string_view name;
  bool former = false;
  std::uint8_t group = 0;
};

/// Explicit order of hits; equal only for the same name of the same subject.
struct HitRank {
  MatchKind kind = MatchKind::kExact;
  std::uint8_t detail = 0;  ///< within the kind: whole names first, then the rank of the slip
  bool former = false;
  std::uint8_t length = 0;  ///< characters of the folded name: what is closer to the query stands first
  std::u16string text;      ///< folded name
  std::int64_t subject = 0;
  friend auto operator<=>(const HitRank&, const HitRank&) = default;
};

struct Hit {
  HitRank rank;
  std::string name;         ///< as written
  std::string explanation;  ///< why it was found, in Chinese
};

struct SearchOptions {
  std::size_t wanted = 20;                                    ///< hits at most
  unsigned groups = 0xFF;                                     ///< bit mask of the groups to search
  const std::unordered_set<std::int64_t>* without = nullptr;  ///< subjects to leave out
};

class NameIndex {
 public:
  /// Collects names; build() turns them into an index and leaves the builder empty.
  class Builder {
   public:
    Builder();
    ~Builder();
    Builder(Builder&&) noexcept;
    Builder& operator=(Builder&&) noexcept;
    void reserve(std::size_t names);
    /// Names without any letter, digit or character are not kept: no query finds them.
    void add(const NameEntry& entry);
    /// `threads` 1 or 2.
    [[nodiscard]] std::shared_ptr<const NameIndex> build(unsigned threads = 2);

   private:
    friend class NameIndex;
    struct Pending;
    std::unique_ptr<Pending> pending_;
  };

  /// Best hits first, one per subject. `query` is text as typed; empty when nothing is left of it after folding.
  [[nodiscard]] std::vector<Hit> search(std::string_view query, const SearchOptions& options) const;

  [[nodiscard]] std::size_t size() const { return subjects_.size(); }
  /// Memory held, in bytes.
  [[nodiscard]] std::size_t bytes() const;

  /// Folded text of a name (0 … size()-1, in the order of text, then subject).
  [[nodiscard]] std::u16string_view text(std::uint32_t id) const {
    return std::u16string_view(texts_).substr(starts_[id], starts_[id + 1] - starts_[id]);
  }
  [[nodiscard]] std::uint8_t length(std::uint32_t id) const {
    return static_cast<std::uint8_t>(starts_[id + 1] - starts_[id]);
  }
  [[nodiscard]] std::int64_t subject(std::uint32_t id) const { return subjects_[id]; }
  [[nodiscard]] bool isFormer(std::uint32_t id) const { return (flags_[id] & kFormer) != 0; }
  [[nodiscard]] unsigned groupBit(std::uint32_t id) const { return 1U << (flags_[id] & kGroupMask); }
  /// The name as written.
  [[nodiscard]] std::string written(std::uint32_t id) const;

  /// Names that hold `a` directly before `b` (and a few that do not).
  [[nodiscard]] std::span<const std::uint32_t> beside(char16_t a, char16_t b) const;
  /// Names that hold `a` and `b` with one character between them (and a few that do not).
  [[nodiscard]] std::span<const std::uint32_t> around(char16_t a, char16_t b) const;
  /// Names that hold these initials in a row; 0 is the edge of the name, 1 … 26 the letters.
  [[nodiscard]] std::span<const std::uint32_t> initials(unsigned a, unsigned b, unsigned c) const;
  /// Names [first, last) that begin with the text.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> prefixRange(std::u16string_view text) const;

  /// Marker of the name's edge in initials().
  static constexpr unsigned kEdge = 0;

 private:
  NameIndex() = default;
  void takeOver(Builder::Pending& pending, unsigned threads);
  void buildPostings(unsigned threads);

  static constexpr std::uint8_t kGroupMask = 0x07;
  static constexpr std::uint8_t kFormer = 0x08;
  static constexpr std::uint8_t kOwnWriting = 0x10;  ///< the written form is kept in writings_

  std::u16string texts_;
  std::vector<std::uint32_t> starts_;
  std::vector<std::int64_t> subjects_;
  std::vector<std::uint8_t> flags_;
  std::string writings_;
  std::vector<std::uint32_t> writingIds_, writingStarts_;
  std::uint32_t pairBuckets_ = 1;
  Postings beside_, around_, initials_;
};

}  // namespace medcredit::search
