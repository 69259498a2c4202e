// An index that follows changes while it is searched.
#include "search/live_index.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "support/req.h"

namespace medcredit::search {
namespace {

std::vector<std::int64_t> subjects(const LiveIndex& index, const std::string& query) {
  std::vector<std::int64_t> out;
  for (const auto& hit : index.search(query, {})) out.push_back(hit.rank.subject);
  return out;
}

void fill(LiveIndex& index) {
  NameIndex::Builder builder;
  builder.add({1, "康宁医院", false, 0});
  builder.add({2, "康宁诊所", false, 0});
  index.replace(builder.build());
}

using Ids = std::vector<std::int64_t>;

TEST(LiveIndex, ANewIndexIsEmpty) { EXPECT_EQ(subjects(LiveIndex(), "康宁"), Ids{}); }

TEST(LiveIndex, FindsNewSubjectsBesideOldOnesInOneOrder) {
  REQ("R-SUBJ-07");
  LiveIndex index;
  fill(index);
  index.change({{3, 0, {{"康宁", false}}}});
  EXPECT_EQ(subjects(index, "康宁"), (Ids{3, 1, 2}));
  EXPECT_EQ(index.pendingNames(), 1U);
}

TEST(LiveIndex, ARenamedSubjectIsFoundByItsNewAndFormerName) {
  LiveIndex index;
  fill(index);
  index.change({{1, 0, {{"安泰医院", false}, {"康宁医院", true}}}});
  EXPECT_EQ(subjects(index, "安泰"), Ids{1});
  const auto hits = index.search("康宁医院", {});
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].explanation, "曾用名“康宁医院”：名称相同");
  EXPECT_TRUE(hits[0].rank.former);
}

TEST(LiveIndex, ASubjectWithoutNamesIsNoLongerFound) {
  LiveIndex index;
  fill(index);
  index.change({{2, 0, {}}});
  EXPECT_EQ(subjects(index, "康宁"), Ids{1});
}

TEST(LiveIndex, AFreshIndexForgetsTheChanges) {
  LiveIndex index;
  fill(index);
  index.change({{2, 0, {}}, {3, 0, {{"康宁", false}}}});
  fill(index);
  EXPECT_EQ(subjects(index, "康宁"), (Ids{1, 2}));
  EXPECT_EQ(index.pendingNames(), 0U);
}

TEST(LiveIndex, SearchesGoOnWhileItChanges) {
  LiveIndex index;
  fill(index);
  std::atomic<bool> stop{false};
  std::atomic<int> wrong{0};
  std::thread reader([&] {
    while (!stop) {
      // Subject 1 is always there; subject 9 stands either under its old or its new name.
      if (subjects(index, "康宁医院") != Ids{1}) ++wrong;
    }
  });
  for (int i = 0; i < 200; ++i) index.change({{9, 0, {{i % 2 == 0 ? "甲诊所" : "乙诊所", false}}}});
  stop = true;
  reader.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace medcredit::search
