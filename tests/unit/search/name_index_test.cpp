// What a search finds, in which order, and what it says about each hit.
#include "search/name_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/req.h"

namespace medcredit::search {
namespace {

struct Given {
  std::int64_t subject;
  std::string name;
  bool former = false;
  std::uint8_t group = 0;
};

std::shared_ptr<const NameIndex> indexOf(const std::vector<Given>& names) {
  NameIndex::Builder builder;
  for (const auto& one : names) builder.add({one.subject, one.name, one.former, one.group});
  return builder.build();
}

/// "1 名称相同" per hit.
std::vector<std::string> found(const NameIndex& index, const std::string& query, SearchOptions options = {}) {
  std::vector<std::string> out;
  for (const auto& hit : index.search(query, options)) {
    out.push_back(std::to_string(hit.rank.subject) + " " + hit.explanation);
  }
  return out;
}

using Words = std::vector<std::string>;

TEST(NameIndex, RanksWholeBeforeFrontBeforeInsideBeforeSlipBeforeInitials) {
  REQ("R-SUBJ-07", "R-DISC-14");
  const auto index =
      indexOf({{1, "河西康宁医院"}, {2, "康宁医院"}, {3, "康宁医院东院"}, {4, "康平医院"}, {5, "城东诊所"}});
  EXPECT_EQ(found(*index, "康宁医院"),
            (Words{"2 名称相同", "3 名称以“康宁医院”开头", "1 名称含“康宁医院”", "4 一字之差：“宁”与“平”"}));
  EXPECT_EQ(found(*index, "KNYY"),
            (Words{"2 拼音首字母相符：KNYY", "3 拼音首字母相符：KNYY", "1 拼音首字母相符：KNYY"}));
}

TEST(NameIndex, ShorterNamesStandFirstThenTheOrderOfTextAndSubject) {
  const auto index = indexOf({{9, "阳山县中医院"}, {8, "阳山县医院"}, {7, "阳山县医院"}, {6, "阳山医院"}});
  EXPECT_EQ(found(*index, "阳山"),
            (Words{"6 名称以“阳山”开头", "7 名称以“阳山”开头", "8 名称以“阳山”开头", "9 名称以“阳山”开头"}));
}

TEST(NameIndex, OneToFourCharacters) {
  const auto index = indexOf({{1, "张测试"}, {2, "王示例"}, {3, "欧阳示例"}, {4, "李试"}});
  EXPECT_EQ(found(*index, "张"), (Words{"1 名称以“张”开头"}));
  EXPECT_EQ(found(*index, "试"), (Words{"4 名称含“试”", "1 名称含“试”"}));
  EXPECT_EQ(found(*index, "示例"), (Words{"2 名称含“示例”", "3 名称含“示例”"}));
  EXPECT_EQ(found(*index, "王示例"), (Words{"2 名称相同"}));
  EXPECT_EQ(found(*index, "欧阳示例"), (Words{"3 名称相同"}));
}

TEST(NameIndex, FindsEachKindOfSlipInALongName) {
  const auto index = indexOf({{1, "阳山县人民医院"}, {2, "别处诊所"}});
  EXPECT_EQ(found(*index, "阳山县仁民医院"), (Words{"1 一字之差（同音）：“仁”与“人”"}));
  EXPECT_EQ(found(*index, "阳山县大民医院"), (Words{"1 一字之差：“大”与“人”"}));
  EXPECT_EQ(found(*index, "阳山县民人医院"), (Words{"1 两字颠倒：“民人”与“人民”"}));
  EXPECT_EQ(found(*index, "阳山人民医院"), (Words{"1 一字之差：查询少“县”"}));
  EXPECT_EQ(found(*index, "阳山县的人民医院"), (Words{"1 一字之差：查询多“的”"}));
}

TEST(NameIndex, FindsASlipAtEveryPlaceOfNamesOfEveryLength) {
  // Given names of two to twelve characters, when any one slip is made at any place, then the name is found.
  const std::u16string letters = u"甲乙丙丁戊己庚辛壬癸子丑";
  for (std::size_t length = 4; length <= letters.size(); ++length) {
    const std::u16string name = letters.substr(0, length);
    const auto toUtf8 = [](const std::u16string& text) {
      std::string out;
      for (const char16_t c : text)
        out += std::string{static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
                           static_cast<char>(0x80 | (c & 0x3F))};
      return out;
    };
    const auto index = indexOf({{1, toUtf8(name)}});
    for (std::size_t at = 0; at < length; ++at) {
      std::u16string wrong = name;
      wrong[at] = u'错';
      std::u16string missing = name;
      missing.erase(at, 1);
      std::u16string added = name;
      added.insert(at, 1, u'错');
      std::vector<std::u16string> queries{wrong, missing, added};
      if (at + 1 < length) {
        std::u16string swapped = name;
        std::swap(swapped[at], swapped[at + 1]);
        queries.push_back(swapped);
      }
      for (const auto& query : queries) {
        EXPECT_EQ(index->search(toUtf8(query), {}).size(), 1U) << toUtf8(query) << " for " << toUtf8(name);
      }
    }
  }
}

TEST(NameIndex, ShortNamesOfPersonsAllowSwapsAndEqualSounds) {
  const auto index = indexOf({{1, "张伟"}, {2, "张明伟"}, {3, "李试例"}});
  EXPECT_EQ(found(*index, "章伟"), (Words{"1 一字之差（同音）：“章”与“张”"}));
  EXPECT_EQ(found(*index, "张韦"), (Words{"1 一字之差（同音）：“韦”与“伟”"}));
  EXPECT_EQ(found(*index, "伟张"), (Words{"1 两字颠倒：“伟张”与“张伟”"}));
  EXPECT_EQ(found(*index, "李是例"), (Words{"3 一字之差（同音）：“是”与“试”"}));
  EXPECT_EQ(found(*index, "李例试"), (Words{"3 两字颠倒：“例试”与“试例”"}));
  EXPECT_EQ(found(*index, "王伟"), Words{}) << "another surname is another person";
}

TEST(NameIndex, AWrongCharacterInAPartOfTheName) {
  const auto index = indexOf({{1, "清远市阳山县人民医院有限公司"}});
  EXPECT_EQ(found(*index, "阳山县人名医院"), (Words{"1 一字之差：“名”与“民”"}));
}

TEST(NameIndex, OldNamesAreFoundAndNamedAsSuch) {
  const auto index = indexOf({{1, "新名医院"}, {1, "旧称医院", true}});
  EXPECT_EQ(found(*index, "旧称医院"), (Words{"1 曾用名“旧称医院”：名称相同"}));
  EXPECT_EQ(found(*index, "医院"), (Words{"1 名称含“医院”"})) << "one hit per subject, by its current name";
}

TEST(NameIndex, TraditionalForms) {
  const auto index = indexOf({{1, "阳山县东华医院"}, {2, "廣濟醫院"}});
  EXPECT_EQ(found(*index, "陽山縣東華醫院"), (Words{"1 名称相同（繁体写法）"}));
  EXPECT_EQ(found(*index, "广济医院"), (Words{"2 名称相同（繁体写法）"}));
  EXPECT_EQ(found(*index, "東華醫院"), (Words{"1 名称含“东华医院”（繁体写法）"}));
  EXPECT_EQ(found(*index, "廣濟醫院"), (Words{"2 名称相同"}));
}

TEST(NameIndex, InterpunctsWidthCaseAndBracketsDoNotMatter) {
  const auto index = indexOf({{1, "阿依示例·买买提"}, {2, "康宁（广州）ＡＢ诊所"}});
  for (const std::string dot : {"・", "•", "‧", "･"}) {
    EXPECT_EQ(found(*index, "阿依示例" + dot + "买买提"), (Words{"1 名称相同（间隔号写法不同）"}));
  }
  EXPECT_EQ(found(*index, "阿依示例买买提"), (Words{"1 名称相同（间隔号写法不同）"}));
  EXPECT_EQ(found(*index, "康宁(广州)ab诊所"),
            (Words{"2 名称相同（全角半角写法不同、大小写不同、括号、空格等符号不同）"}));
}

TEST(NameIndex, OtherLegalFormsAndSeveralWords) {
  const auto index = indexOf({{1, "康宁医药有限公司"}, {2, "广州市白云区康宁医院"}});
  EXPECT_EQ(found(*index, "康宁医药有限责任公司"), (Words{"1 去掉“有限责任公司”后，名称以“康宁医药”开头"}));
  EXPECT_EQ(found(*index, "广州 康宁"), (Words{"2 名称同时含“广州”“康宁”"}));
}

TEST(NameIndex, PinyinWithOtherReadingsAndUmlaut) {
  const auto index = indexOf({{1, "重庆长安医院"}, {2, "吕示例"}, {3, "西安诊所"}});
  EXPECT_EQ(found(*index, "cqca").front(), "1 拼音首字母相符：CQCA");
  EXPECT_EQ(found(*index, "chongqing").front(), "1 拼音相符：chongqing");
  EXPECT_EQ(found(*index, "lvshili").front(), "2 拼音相符：lushili");
  EXPECT_EQ(found(*index, "xian").front(), "3 拼音相符：xian");
  EXPECT_EQ(found(*index, "xqz"), Words{});
}

TEST(NameIndex, SearchesOnlyTheGroupsAskedFor) {
  REQ("R-DISC-14");
  const auto index = indexOf({{1, "康宁示例", false, 1}, {2, "康宁医院", false, 0}});
  SearchOptions options;
  options.groups = 1U << 0U;
  for (const std::string query : {"康宁", "康宁示例", "knsl", "康", "康宁示力", "康 示"}) {
    for (const auto& hit : index->search(query, options)) EXPECT_EQ(hit.rank.subject, 2) << query;
  }
}

TEST(NameIndex, NothingIsFoundByNothing) {
  const auto index = indexOf({{1, "康宁医院"}, {2, "（）··"}});
  EXPECT_EQ(index->size(), 1U) << "a name without any character cannot be found";
  for (const std::string query : {"", " ", "%", "_", "***", "（）", "・・", "\x01\x02", "\xFF\xFE", "，。；"}) {
    EXPECT_TRUE(index->search(query, {}).empty()) << query;
  }
  EXPECT_TRUE(indexOf({})->search("康宁", {}).empty());
  SearchOptions none;
  none.wanted = 0;
  EXPECT_TRUE(index->search("康宁", none).empty());
}

TEST(NameIndex, WildcardsAndBrokenBytesAreNoWildcards) {
  const auto index = indexOf({{1, "康宁医院"}, {2, "城东诊所"}});
  EXPECT_EQ(found(*index, "康%院"), Words{});
  EXPECT_EQ(found(*index, "康宁\xFF医院").size(), 1U) << "U+FFFD is no character of a name";
}

TEST(NameIndex, AQueryOfAMegabyteIsCutNotChewed) {
  const auto index = indexOf({{1, "康宁医院"}});
  std::string query;
  while (query.size() < (1U << 20U)) query += "康宁医院";
  EXPECT_TRUE(index->search(query, {}).empty());
  EXPECT_TRUE(index->search(std::string(1U << 20U, 'a'), {}).empty());
}

TEST(NameIndex, MatchesOfAllNamesComeInBoundedNumberAndTheSameOrderEachTime) {
  std::vector<Given> names;
  for (std::int64_t i = 1; i <= 20000; ++i) names.push_back({i, "示例医院第" + std::to_string(i) + "号"});
  const auto index = indexOf(names);
  SearchOptions options;
  options.wanted = 7;
  const auto first = found(*index, "医院", options);
  EXPECT_EQ(first.size(), 7U);
  EXPECT_EQ(first.front(), "1 名称含“医院”");
  EXPECT_EQ(found(*index, "医院", options), first);
}

TEST(NameIndex, OneOrTwoThreadsBuildTheSame) {
  NameIndex::Builder one;
  NameIndex::Builder two;
  for (std::int64_t i = 1; i <= 500; ++i) {
    const std::string name = "示例" + std::to_string(i * 7919 % 1000) + "诊所";
    one.add({i, name, false, 0});
    two.add({i, name, false, 0});
  }
  const auto a = one.build(1);
  const auto b = two.build(2);
  for (const std::string query : {"示例", "诊所", "99", "slzs", "示列7诊所"}) {
    EXPECT_EQ(found(*a, query), found(*b, query)) << query;
  }
}

}  // namespace
}  // namespace medcredit::search
