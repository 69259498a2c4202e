// The slip between query and name, and that the index misses none, against slow and plain definitions.
#include "search/match.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "search/fold.h"
#include "search/name_index.h"
#include "search/pinyin.h"
#include "support/req.h"

namespace medcredit::search {
namespace {

/// Reproducible random numbers.
class Stream {
 public:
  explicit Stream(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t count) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>((state_ >> 33U) % count);
  }

 private:
  std::uint64_t state_;
};

/// Characters that do not sound alike, few enough to collide often.
constexpr std::u16string_view kLetters = u"甲乙丙丁";

std::u16string randomText(Stream& stream, std::size_t least, std::size_t most) {
  std::u16string out;
  const std::size_t length = least + stream.below(most - least + 1);
  while (out.size() < length) out += kLetters[stream.below(kLetters.size())];
  return out;
}

/// Every text one slip away from the query.
std::set<std::u16string> neighbours(const std::u16string& query) {
  std::set<std::u16string> out;
  for (std::size_t i = 0; i < query.size(); ++i) {
    auto shorter = query;
    out.insert(shorter.erase(i, 1));
    for (const char16_t c : kLetters) {
      auto replaced = query;
      replaced[i] = c;
      out.insert(replaced);
      auto longer = query;
      if (i > 0) out.insert(longer.insert(i, 1, c));
    }
    if (i + 1 < query.size()) {
      auto swapped = query;
      std::swap(swapped[i], swapped[i + 1]);
      out.insert(swapped);
    }
  }
  return out;
}

bool isNear(const std::u16string& query, const std::u16string& name) {
  if (name.find(query) != std::u16string::npos) return false;
  const auto all = neighbours(query);
  return std::any_of(all.begin(), all.end(),
                     [&name](const auto& one) { return name.find(one) != std::u16string::npos; });
}

TEST(Slip, IsFoundExactlyWhereOneEditLeadsToAPartOfTheName) {
  REQ("R-SUBJ-07");
  Stream stream(1);
  int near = 0;
  for (int i = 0; i < 20000; ++i) {
    const auto query = randomText(stream, 4, 7);
    const auto name = randomText(stream, 1, 10);
    const bool expected = isNear(query, name);
    near += expected ? 1 : 0;
    ASSERT_EQ(findSlip(query, name).has_value(), expected) << unfold(query) << " in " << unfold(name);
  }
  EXPECT_GT(near, 1000) << "the sample must hold both";
}

TEST(Slip, TheIndexFindsEveryNameThatTheComparisonFinds) {
  REQ("R-SUBJ-07");
  Stream stream(2);
  std::vector<std::u16string> names;
  NameIndex::Builder builder;
  for (std::int64_t id = 1; id <= 400; ++id) {
    names.push_back(randomText(stream, 2, 9));
    builder.add({id, unfold(names.back()), false, 0});
  }
  const auto index = builder.build();
  SearchOptions all;
  all.wanted = 1000;
  for (int i = 0; i < 400; ++i) {
    const auto query = randomText(stream, 2, 7);
    std::set<std::int64_t> expected;
    for (std::size_t n = 0; n < names.size(); ++n) {
      const bool held = names[n].find(query) != std::u16string::npos;
      if (held || findSlip(query, names[n])) expected.insert(static_cast<std::int64_t>(n) + 1);
    }
    std::set<std::int64_t> found;
    for (const auto& hit : index->search(unfold(query), all)) found.insert(hit.rank.subject);
    ASSERT_EQ(found, expected) << unfold(query);
  }
}

TEST(Slip, HitsComeInTheOrderOfTheirRank) {
  Stream stream(3);
  NameIndex::Builder builder;
  for (std::int64_t id = 1; id <= 300; ++id) builder.add({id, unfold(randomText(stream, 2, 8)), id % 3 == 0, 0});
  const auto index = builder.build();
  for (int i = 0; i < 200; ++i) {
    const auto hits = index->search(unfold(randomText(stream, 1, 6)), {});
    EXPECT_TRUE(std::is_sorted(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.rank < b.rank; }));
  }
}

TEST(Slip, SaysWhatHappened) {
  const auto slip = findSlip(u"阳山县民人医院", u"阳山县人民医院");
  ASSERT_TRUE(slip);
  EXPECT_EQ(slip->slip, Slip::kSwapped);
  EXPECT_TRUE(slip->whole);
  EXPECT_EQ(slip->queryAt, 3);
  EXPECT_FALSE(findSlip(u"一", u"二"));
  EXPECT_FALSE(findSlip(u"", u"二"));
  EXPECT_FALSE(findSlip(u"一二三", u""));
}

TEST(Fold, LeavesLettersDigitsAndCharactersInOneForm) {
  EXPECT_EQ(fold("康宁（广州）ａｂ１·２ "), u"康宁广州AB12");
  EXPECT_EQ(fold("廣濟醫院"), u"广济医院");
  EXPECT_EQ(fold("〇一"), u"〇一");
  EXPECT_EQ(fold("%_*'\"\\;--"), u"");
  EXPECT_EQ(fold(std::string(1000, 'x')).size(), kLongestText);
  EXPECT_EQ(fold("𠮷").size(), 1U) << "beyond the first plane: one place";
  EXPECT_NE(fold("𠮷"), fold("𠮸"));
}

TEST(Fold, TellsTheWrittenPart) {
  EXPECT_EQ(writtenPart("康寧（廣州）醫院", 2, 2), "廣州");
  EXPECT_EQ(writtenPart("康宁", 0, 0), "");
  EXPECT_EQ(writtenPart("康宁", 5, 1), "");
}

TEST(Pinyin, KnowsReadingsHomophonesAndInitials) {
  EXPECT_EQ(syllableText(readingOf(u'医')), "yi");
  EXPECT_EQ(syllableText(readingOf(u'A')), "");
  EXPECT_TRUE(soundAlike(u'张', u'章'));
  EXPECT_FALSE(soundAlike(u'张', u'王'));
  EXPECT_FALSE(soundAlike(u'A', u'B'));
  EXPECT_EQ(initialsOf(u'重'), (1U << ('z' - 'a')) | (1U << ('c' - 'a')));
  EXPECT_EQ(initialsOf(u'7'), 0U);
  EXPECT_EQ(matchPinyin("xian", u"西安城"), 2U);
  EXPECT_EQ(matchPinyin("xian", u"先"), 1U);
  EXPECT_EQ(matchPinyin("xia", u"西安"), 0U);
  EXPECT_EQ(readablePinyin("LVSHI"), "lushi");
  EXPECT_EQ(readablePinyin("XQZ"), "");
  const auto alike = charactersRead(readingOf(u'医'));
  EXPECT_TRUE(std::find(alike.begin(), alike.end(), u'一') != alike.end());
}

}  // namespace
}  // namespace medcredit::search
