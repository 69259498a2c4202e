#include "base/yaml.h"

#include <gtest/gtest.h>

#include "support/temp_dir.h"

namespace medcredit::base {
namespace {

YamlNode parsed(std::string_view text) {
  auto node = readYamlText(text, "t.yaml");
  EXPECT_TRUE(node.ok()) << (node.ok() ? "" : node.error().code + " " + node.error().place);
  return node.value();
}

/// "code place", with the detail or value when the error carries one.
std::string refusal(std::string_view text) {
  const auto node = readYamlText(text, "t.yaml");
  if (node.ok()) return "accepted";
  std::string out = node.error().code + " " + node.error().place;
  for (const auto& arg : node.error().args) {
    if (arg.name == "value" || arg.name == "key") out += " " + arg.value;
  }
  return out;
}

TEST(Yaml, ReadsMapsListsAndScalarsInFileOrder) {
  const auto root = parsed("b: 1\na: [甲, \"乙 丙\"]\nc:\n  d: ~\n");
  ASSERT_TRUE(root.isMap());
  ASSERT_EQ(root.members().size(), 3U);
  EXPECT_EQ(root.members()[0].first.text(), "b");
  EXPECT_EQ(root.get("b")->text(), "1");
  ASSERT_TRUE(root.get("a")->isSequence());
  EXPECT_EQ(root.get("a")->items()[1].text(), "乙 丙");
  EXPECT_TRUE(root.get("a")->items()[1].quoted());
  EXPECT_FALSE(root.get("a")->items()[0].quoted());
  EXPECT_TRUE(root.get("c")->get("d")->isNull());
  EXPECT_FALSE(root.get("missing").has_value());
}

TEST(Yaml, PlacesCountCharactersNotBytes) {
  const auto root = parsed("名称: 值\n列表: [甲, 乙]\n");
  EXPECT_EQ(root.get("名称")->place(), "t.yaml:1:5");
  EXPECT_EQ(root.get("列表")->items()[1].place(), "t.yaml:2:9");
}

TEST(Yaml, NodesKeepTheirDocumentAlive) {
  std::optional<YamlNode> inner;
  {
    const auto root = parsed("a: {b: 内}");
    inner = root.get("a")->get("b");
  }
  EXPECT_EQ(inner->text(), "内");
  EXPECT_EQ(inner->place(), "t.yaml:1:8");
}

TEST(Yaml, RefusesDuplicateKeysAtTheSecond) {
  EXPECT_EQ(refusal("a: 1\nb: 2\na: 3\n"), "PROF-0002 t.yaml:3:1 a");
  EXPECT_EQ(refusal("x: {甲: 1, 甲: 2}\n"), "PROF-0002 t.yaml:1:11 甲");
}

TEST(Yaml, RefusesAnchorsAliasesAndMergeKeys) {
  EXPECT_EQ(refusal("a: 1\nb: &x 2\n"), "PROF-0003 t.yaml:2:4");
  EXPECT_EQ(refusal("a: &x {c: 1}\n"), "PROF-0003 t.yaml:1:4");
  EXPECT_EQ(refusal("a: [&x [1]]\n"), "PROF-0003 t.yaml:1:5");
  EXPECT_EQ(refusal("a: 1\n<<: {b: 1}\n"), "PROF-0003 t.yaml:2:1");
}

TEST(Yaml, RefusesPlainScalarsThatVersionsReadDifferently) {
  for (const std::string trap : {"yes",    "No",  "ON",   "off", "y",   "N",     "True", "FALSE", "12:30", "1:2:3",
                                 "-12:30", "010", "0x1F", "0o7", "0b1", "1_000", ".inf", "-.Inf", ".NaN",  "Null"}) {
    EXPECT_EQ(refusal("k: " + trap + "\n"), "PROF-0004 t.yaml:1:4 " + trap);
    EXPECT_EQ(parsed("k: \"" + trap + "\"\n").get("k")->text(), trap);
  }
  EXPECT_EQ(refusal("on: 1\n"), "PROF-0004 t.yaml:1:1 on");
}

TEST(Yaml, AcceptsWhatAllVersionsReadAlike) {
  for (const std::string plain :
       {"true", "false", "0", "-7", "3.14", "2024-04-09", "410300", "yes了", "12:30起", "是", "on-time", "0.5"}) {
    EXPECT_EQ(parsed("k: " + plain + "\n").get("k")->text(), plain);
  }
}

TEST(Yaml, SingleLettersAreTextWhereTheCallerAsksForIt) {
  for (const std::string letter : {"y", "Y", "n", "N"}) {
    const auto tree = readYamlText("k: " + letter + "\n", "t.yaml", true);
    ASSERT_TRUE(tree.ok()) << letter;
    EXPECT_EQ(tree->get("k")->text(), letter);
  }
  EXPECT_EQ(readYamlText("k: no\n", "t.yaml", true).error().code, "PROF-0004") << "words stay refused";
}

TEST(Yaml, RefusesTags) {
  EXPECT_EQ(refusal("a: !!str 1\n"), "PROF-0005 t.yaml:1:4");
  EXPECT_EQ(refusal("a: !own {b: 1}\n"), "PROF-0005 t.yaml:1:4");
  EXPECT_EQ(refusal("a: ! 1\n"), "PROF-0005 t.yaml:1:4");
}

TEST(Yaml, RefusesSeveralDocumentsDirectivesAndEmptyFiles) {
  EXPECT_EQ(refusal("a: 1\n---\nb: 2\n").substr(0, 18), "PROF-0005 t.yaml:2");
  EXPECT_EQ(refusal("%YAML 1.1\n---\na: 1\n"), "PROF-0005 t.yaml:1:1");
  EXPECT_EQ(refusal(""), "PROF-0005 t.yaml:1:1");
  EXPECT_EQ(refusal("# nothing\n"), "PROF-0005 t.yaml:1:1");
}

TEST(Yaml, RefusesTabsControlCharactersBomAndOtherEncodings) {
  EXPECT_EQ(refusal("a: 1\nb:\t2\n"), "PROF-0005 t.yaml:2:3");
  EXPECT_EQ(refusal(std::string_view("a: 1\nb: \0\n", 10)), "PROF-0005 t.yaml:2:4");
  EXPECT_EQ(refusal("\xEF\xBB\xBF"
                    "a: 1\n"),
            "PROF-0005 t.yaml:1:1");
  EXPECT_EQ(refusal("a: \xC4\xE3\n"), "PROF-0005 t.yaml:1:1");
}

TEST(Yaml, RefusesNestingBeyond32AndKeysThatAreNotText) {
  const std::string deep32(32, '['), close32(32, ']');
  EXPECT_EQ(refusal("[" + deep32 + "1" + close32 + "]"), "PROF-0005 t.yaml:1:33");
  EXPECT_EQ(refusal(deep32 + "1" + close32), "accepted");
  EXPECT_EQ(refusal("{[a]: 1}"), "PROF-0005 t.yaml:1:2");
  EXPECT_EQ(refusal(std::string(100000, '[')).substr(0, 9), "PROF-0005");
}

TEST(Yaml, SyntaxErrorsNameTheLine) {
  EXPECT_EQ(refusal("a: 1\nb: [1}\n"), "PROF-0001 t.yaml:2:6");
  EXPECT_EQ(refusal("a: 1 b: 2\n"), "PROF-0001 t.yaml:1:7");
  EXPECT_EQ(refusal("a: 1\nb: {c: 1\n"), "PROF-0001 t.yaml:3:1");
  EXPECT_EQ(refusal("a: 1\nb: \"open\n"), "PROF-0001 t.yaml:2:4");
  EXPECT_EQ(refusal("b: 'it''s open\n"), "PROF-0001 t.yaml:1:4");
  EXPECT_EQ(parsed("b: 'it''s'\n").get("b")->text(), "it's");
  EXPECT_EQ(parsed(R"(b: "a\"b")").get("b")->text(), "a\"b");
}

TEST(Yaml, RefusesUnquotedTextOverSeveralLines) {
  EXPECT_EQ(refusal("a: b\n c\nd: e\n"), "PROF-0005 t.yaml:1:4");
  EXPECT_EQ(parsed("a: b # remark\n").get("a")->text(), "b");
}

TEST(Yaml, ReadsFilesAndRefusesMissingOrHugeOnes) {
  const test::TempDir dir;
  test::writeFile(dir / "a.yaml", "k: 值\n");
  const auto read = readYamlFile(dir / "a.yaml");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->get("k")->place(), (dir / "a.yaml").string() + ":1:4");

  const auto missing = readYamlFile(dir / "none.yaml");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, "PROF-0006");

  test::writeFile(dir / "big.yaml", "k: " + std::string(8U * 1024U * 1024U, 'x'));
  const auto big = readYamlFile(dir / "big.yaml");
  ASSERT_FALSE(big.ok());
  EXPECT_EQ(big.error().code, "PROF-0005");
}

}  // namespace
}  // namespace medcredit::base
