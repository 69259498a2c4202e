// Searching one index: each way of matching in the order of its rank, until enough is found.
#include <algorithm>
#include <array>

#include "search/explain.h"
#include "search/fold.h"
#include "search/name_index.h"
#include "search/query.h"

namespace medcredit::search {

namespace {

/// Whole names before parts, then the slip, then current before former, shorter before longer, then the order of ids.
std::uint64_t orderKey(unsigned detail, bool former, unsigned length, std::uint32_t id) {
  return (std::uint64_t{detail} << 42U) | (std::uint64_t{former} << 41U) | (std::uint64_t{length} << 32U) | id;
}

std::uint32_t idOf(std::uint64_t key) { return static_cast<std::uint32_t>(key); }

constexpr unsigned kPartDetail = 8;  ///< added to the detail of names that match in a part only

/// Keeps the smallest keys. What it turns away is worse than all it holds, so callers can skip the comparison itself.
class Best {
 public:
  explicit Best(std::size_t limit) : limit_(limit) { keys_.reserve(limit + 1); }
  [[nodiscard]] bool admits(std::uint64_t key) const { return keys_.size() < limit_ || key < keys_.front(); }
  void add(std::uint64_t key) {
    keys_.push_back(key);
    std::push_heap(keys_.begin(), keys_.end());
    if (keys_.size() <= limit_) return;
    std::pop_heap(keys_.begin(), keys_.end());
    keys_.pop_back();
  }
  [[nodiscard]] std::vector<std::uint64_t> sorted() {
    std::sort(keys_.begin(), keys_.end());
    keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
    return std::move(keys_);
  }

 private:
  std::size_t limit_;
  std::vector<std::uint64_t> keys_;
};

class Search {
 public:
  Search(const NameIndex& index, const Query& query, const SearchOptions& options)
      : index_(index), query_(query), options_(options) {}

  std::vector<Hit> run();

 private:
  [[nodiscard]] bool enough() const { return hits_.size() >= options_.wanted; }
  /// Room for several names of one subject and for subjects found already.
  [[nodiscard]] Best best() const { return Best((options_.wanted + seen_.size()) * 2 + 8); }
  [[nodiscard]] bool allowed(std::uint32_t id) const {
    return (options_.groups & index_.groupBit(id)) != 0 && seen_.count(index_.subject(id)) == 0 &&
           (options_.without == nullptr || options_.without->count(index_.subject(id)) == 0);
  }
  [[nodiscard]] std::uint64_t plainKey(std::uint32_t id, unsigned detail = 0) const {
    return orderKey(detail, index_.isFormer(id), index_.length(id), id);
  }

  void takeExactAndPrefix(std::u16string_view text, MatchKind exact, MatchKind prefix);
  void takeSubstring(std::u16string_view text, MatchKind kind);
  void takeOneCharacter(char16_t c);
  void takeWords();
  void takeSlips();
  void takeShortSlips(Best& best);
  void takeCore();
  void takeInitials();
  void takePinyin();
  void tryList(std::span<const std::uint32_t> ids, Best& best);
  /// Explains and keeps the best; `explain` gives the words for a name.
  template <class Explain>
  void keep(Best& best, MatchKind kind, Explain explain);

  const NameIndex& index_;
  const Query& query_;
  const SearchOptions& options_;
  std::vector<Hit> hits_;
  std::unordered_set<std::int64_t> seen_;
};

template <class Explain>
void Search::keep(Best& best, MatchKind kind, Explain explain) {
  for (const auto key : best.sorted()) {
    if (enough()) return;
    const std::uint32_t id = idOf(key);
    if (!seen_.insert(index_.subject(id)).second) continue;
    Hit hit;
    hit.rank = {kind,
                static_cast<std::uint8_t>(key >> 42U),
                index_.isFormer(id),
                index_.length(id),
                std::u16string(index_.text(id)),
                index_.subject(id)};
    hit.name = index_.written(id);
    hit.explanation = (hit.rank.former ? "曾用名“" + hit.name + "”：" : std::string()) + explain(id, hit.name);
    hits_.push_back(std::move(hit));
  }
}

/// The rarest of the lists; used to look at as few names as possible.
template <class ListAt>
std::size_t rarest(std::size_t count, ListAt listAt) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < count; ++i) {
    if (listAt(i).size() < listAt(best).size()) best = i;
  }
  return best;
}

void Search::takeExactAndPrefix(std::u16string_view text, MatchKind exact, MatchKind prefix) {
  const auto [first, last] = index_.prefixRange(text);
  Best whole = best();
  Best begun = best();
  for (std::uint32_t id = first; id < last; ++id) {
    Best& target = index_.length(id) == text.size() ? whole : begun;
    const std::uint64_t key = plainKey(id);
    if (target.admits(key) && allowed(id)) target.add(key);
  }
  keep(whole, exact, [&](std::uint32_t, const std::string& name) { return explainExact(query_, name, text); });
  keep(begun, prefix, [&](std::uint32_t, const std::string& name) { return explainPart(query_, name, text, 0); });
}

void Search::takeSubstring(std::u16string_view text, MatchKind kind) {
  const auto listAt = [&](std::size_t i) { return index_.beside(text[i], text[i + 1]); };
  Best found = best();
  for (const auto id : listAt(rarest(text.size() - 1, listAt))) {
    const std::uint64_t key = plainKey(id);
    if (!found.admits(key) || !allowed(id)) continue;
    if (index_.text(id).find(text) != std::u16string_view::npos) found.add(key);
  }
  keep(found, kind, [&](std::uint32_t id, const std::string& name) {
    return explainPart(query_, name, text, index_.text(id).find(text));
  });
}

void Search::takeOneCharacter(char16_t c) {
  Best found = best();
  const auto count = static_cast<std::uint32_t>(index_.size());
  for (std::uint32_t id = 0; id < count; ++id) {
    const std::uint64_t key = plainKey(id);
    if (!found.admits(key) || !allowed(id)) continue;
    if (index_.text(id).find(c) != std::u16string_view::npos) found.add(key);
  }
  keep(found, MatchKind::kSubstring, [&](std::uint32_t id, const std::string& name) {
    return explainPart(query_, name, query_.text, index_.text(id).find(c));
  });
}

void Search::takeWords() {
  std::span<const std::uint32_t> candidates;
  bool any = false;
  for (const auto& word : query_.words) {
    for (std::size_t i = 0; i + 1 < word.size(); ++i) {
      const auto list = index_.beside(word[i], word[i + 1]);
      if (!any || list.size() < candidates.size()) candidates = list;
      any = true;
    }
  }
  Best found = best();
  for (const auto id : candidates) {
    const std::uint64_t key = plainKey(id);
    if (!found.admits(key) || !allowed(id)) continue;
    const auto text = index_.text(id);
    if (std::all_of(query_.words.begin(), query_.words.end(),
                    [text](const auto& word) { return text.find(word) != std::u16string_view::npos; })) {
      found.add(key);
    }
  }
  keep(found, MatchKind::kWords, [&](std::uint32_t, const std::string&) { return explainWords(query_); });
}

void Search::tryList(std::span<const std::uint32_t> ids, Best& best) {
  const std::size_t m = query_.text.size();
  for (const auto id : ids) {
    const std::size_t n = index_.length(id);
    const unsigned atBest = n <= m + 1 && n + 1 >= m ? 0U : kPartDetail;
    if (!best.admits(plainKey(id, atBest)) || !allowed(id)) continue;
    const auto match = findSlip(query_.text, index_.text(id));
    if (!match) continue;
    const std::uint64_t key = plainKey(id, static_cast<unsigned>(match->slip) + (match->whole ? 0U : kPartDetail));
    if (best.admits(key)) best.add(key);
  }
}

/// Two and three characters: what one slip leaves standing is looked up directly.
void Search::takeShortSlips(Best& best) {
  const auto& q = query_.text;
  if (q.size() == 3) {
    for (const auto list :
         {index_.beside(q[0], q[1]), index_.beside(q[1], q[2]), index_.around(q[0], q[2]), index_.beside(q[0], q[2])}) {
      tryList(list, best);
    }
    return;
  }
  tryList(index_.beside(q[1], q[0]), best);
  tryList(index_.around(q[0], q[1]), best);
  for (const char16_t c : charactersRead(readingOf(q[0]))) tryList(index_.beside(c, q[1]), best);
  for (const char16_t c : charactersRead(readingOf(q[1]))) tryList(index_.beside(q[0], c), best);
}

/// A slip touches the pairs around one place. Of two pairs that start three or more characters apart at least one is
/// left standing; of two that start two apart all but a swap between them leave one, and that swap leaves the pair of
/// the characters around it.
void Search::takeSlips() {
  Best found = best();
  const auto& q = query_.text;
  const std::size_t pairs = q.size() - 1;
  if (q.size() < 4) {
    takeShortSlips(found);
  } else {
    std::size_t cheapest = SIZE_MAX;
    std::array<std::span<const std::uint32_t>, 3> lists;
    for (std::size_t i = 0; i < pairs; ++i) {
      for (std::size_t j = i + 2; j < pairs; ++j) {
        const std::array<std::span<const std::uint32_t>, 3> choice{
            index_.beside(q[i], q[i + 1]), index_.beside(q[j], q[j + 1]),
            j == i + 2 ? index_.beside(q[i], q[j]) : std::span<const std::uint32_t>()};
        const std::size_t cost = choice[0].size() + choice[1].size() + choice[2].size();
        if (cost < cheapest) {
          cheapest = cost;
          lists = choice;
        }
      }
    }
    for (const auto list : lists) tryList(list, found);
  }
  keep(found, MatchKind::kSlip, [&](std::uint32_t id, const std::string&) {
    return explainSlip(query_.text, index_.text(id), *findSlip(query_.text, index_.text(id)));
  });
}

void Search::takeCore() {
  const auto text = std::u16string_view(query_.text).substr(0, query_.core);
  if (text.size() < 2 || text.size() == query_.text.size()) return;
  takeExactAndPrefix(text, MatchKind::kCore, MatchKind::kCore);
  if (!enough()) takeSubstring(text, MatchKind::kCore);
}

/// Detail of a name that holds the letters from `at` on over `count` characters: whole, at the front, inside.
unsigned readingDetail(std::size_t at, std::size_t count, std::size_t length) {
  if (count == length) return 0;
  return at == 0 ? 1 : 2;
}

void Search::takeInitials() {
  std::vector<unsigned> letters;
  for (const char c : query_.letters) letters.push_back(static_cast<unsigned>(c - 'A') + 1);
  const std::size_t m = letters.size();
  std::span<const std::uint32_t> candidates = index_.initials(NameIndex::kEdge, letters[0], letters[1]);
  if (m >= 3) {
    const auto listAt = [&](std::size_t i) { return index_.initials(letters[i], letters[i + 1], letters[i + 2]); };
    candidates = listAt(rarest(m - 2, listAt));
  }
  Best found = best();
  for (const auto id : candidates) {
    const auto text = index_.text(id);
    if (text.size() < m || !found.admits(plainKey(id, text.size() == m ? 0 : 1)) || !allowed(id)) continue;
    for (std::size_t at = 0; at + m <= text.size(); ++at) {
      std::size_t i = 0;
      while (i < m && (initialsOf(text[at + i]) >> (letters[i] - 1) & 1U) != 0) ++i;
      if (i < m) continue;
      found.add(plainKey(id, readingDetail(at, m, text.size())));
      break;
    }
  }
  keep(found, MatchKind::kInitials,
       [&](std::uint32_t, const std::string&) { return "拼音首字母相符：" + query_.letters; });
}

void Search::takePinyin() {
  const std::string pinyin = readablePinyin(query_.letters);
  if (pinyin.empty()) return;
  Best found = best();
  for (const auto& [a, b, c] : firstInitials(pinyin)) {
    if (b == 0) continue;  // one syllable says too little
    for (const auto id : c == 0 ? index_.initials(NameIndex::kEdge, a, b) : index_.initials(a, b, c)) {
      if (!found.admits(plainKey(id)) || !allowed(id)) continue;
      const auto text = index_.text(id);
      for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t count = matchPinyin(pinyin, text.substr(at));
        if (count == 0) continue;
        found.add(plainKey(id, readingDetail(at, count, text.size())));
        break;
      }
    }
  }
  keep(found, MatchKind::kPinyin, [&](std::uint32_t, const std::string&) { return "拼音相符：" + pinyin; });
}

std::vector<Hit> Search::run() {
  if (query_.text.empty() || options_.wanted == 0 || index_.size() == 0) return {};
  takeExactAndPrefix(query_.text, MatchKind::kExact, MatchKind::kPrefix);
  if (!enough()) {
    if (query_.text.size() == 1) {
      takeOneCharacter(query_.text[0]);
    } else {
      takeSubstring(query_.text, MatchKind::kSubstring);
    }
  }
  if (!enough() && query_.words.size() > 1) takeWords();
  if (!enough() && query_.text.size() > 1) takeSlips();
  if (!enough()) takeCore();
  if (!enough() && query_.letters.size() > 1) takeInitials();
  if (!enough() && query_.letters.size() > 1) takePinyin();
  return std::move(hits_);
}

}  // namespace

Query readQuery(std::string_view typed) {
  /// Legal forms at the end of names, longest first.
  static constexpr std::array<std::u16string_view, 8> kLegalForms{
      u"股份有限公司", u"有限责任公司", u"普通合伙", u"集团公司", u"有限公司", u"个体工商户", u"集团", u"公司"};
  Query query;
  query.typed = std::string(typed);
  query.text = fold(typed);
  const bool latin =
      std::all_of(query.text.begin(), query.text.end(), [](char16_t c) { return c >= u'A' && c <= u'Z'; });
  if (latin) query.letters = unfold(query.text);
  query.core = query.text.size();
  for (const auto form : kLegalForms) {
    if (query.core == query.text.size() && query.text.ends_with(form)) query.core -= form.size();
  }
  std::size_t from = 0;
  while (from <= typed.size()) {
    const std::size_t to = std::min(typed.find(' ', from), typed.size());
    if (auto word = fold(typed.substr(from, to - from)); !word.empty()) query.words.push_back(std::move(word));
    from = to + 1;
  }
  return query;
}

std::vector<Hit> NameIndex::search(std::string_view query, const SearchOptions& options) const {
  const Query read = readQuery(query);
  return Search(*this, read, options).run();
}

}  // namespace medcredit::search
