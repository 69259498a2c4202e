// The method in plain language: what a hospital reads before it is graded.
#include "grading/method_page.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/req.h"
#include "unit/grading/model_support.h"

namespace medcredit::grading {
namespace {

base::CivilDate day(const char* iso) { return *base::CivilDate::parseIso(iso); }

std::vector<std::string> lines(const MethodPage& page, const std::string& key) {
  std::vector<std::string> out;
  for (const auto& section : page.sections) {
    if (section.key != key) continue;
    for (const auto& line : section.lines) {
      std::string text = line.text;
      for (const auto& cite : line.cite) text += "〔" + cite + "〕";
      out.push_back(text);
    }
  }
  return out;
}

TEST(MethodPage, TellsThePointsOfHainanWithTheirClauses) {
  REQ("R-EVAL-05");
  const auto page = methodPage(test::shipped("hainan"), "hospital", day("2026-11-22"));
  EXPECT_EQ(page.typeName, "医院");
  EXPECT_NE(page.notice.find("非正式标准"), std::string::npos);
  const std::vector<std::string> expected = {
      "每个主体从基础分 85 分起算。〔HN#31〕",
      "表彰奖励：每条加 3 分，按月均匀衰减，满 2 年后为 0。〔HN#14.1〕",
      "公益活动：每条加 2 分，按月均匀衰减，满 2 年后为 0，同类多条从新到旧依次按 1、0.5、0.25 "
      "折算，其后照最后一档。〔HN#14.2〕",
      "行政处罚：每条按严重程度：轻微扣 1 分、一般扣 8 分、严重扣 20 分，只计近 5 "
      "年内的记录，行为有连续或继续状态的自终了之日起算，"
      "分段折算：不满 1 年按 100%、不满 3 年按 50%、不满 5 年按 "
      "25%，此后不再计分。〔HN#16.3〕〔HN#26〕〔GB22#2〕〔XF36#4〕",
      "不良执业行为记分：每条按数值逐一扣 0.5 分，只计评价期内的记录。〔HN#16.9〕",
      "互认的失信信息：每条按严重程度：一般扣 5 分、严重扣 10 分，只计近 5 年内的记录，乘以权重 "
      "0.6。〔HN#18〕〔HN#19〕",
      "参考信息：每条扣 1 分，只计评价期内的记录。〔HN#21〕",
      "每条计分四舍五入到 2 位小数，总分等于基础分加各条计分。"};
  EXPECT_EQ(lines(page, "points"), expected);
}

TEST(MethodPage, TellsTheValuesOfItsDay) {
  const auto model = test::shipped("hainan");
  const auto before = methodPage(model, "clinic", day("2026-03-31"));
  const auto after = methodPage(model, "clinic", day("2026-04-01"));
  EXPECT_EQ(lines(before, "states")[1], "已修复的记录按 50% 计分。〔HN#44〕");
  EXPECT_EQ(lines(after, "states")[1], "已修复的记录不再计分。〔XF36#3〕");
  EXPECT_NE(lines(before, "points")[3].find("轻微扣 2 分"), std::string::npos);
  EXPECT_NE(lines(after, "points")[3].find("轻微扣 1 分"), std::string::npos);
}

TEST(MethodPage, TellsLevelsLimitsGatesAndRights) {
  REQ("R-EVAL-01");
  const auto page = methodPage(test::shipped("hainan"), "hospital", day("2026-11-22"));
  const std::vector<std::string> levels = {
      "A 级（诚信）：90 分以上（含）。〔HN#5〕", "B 级（守信）：75 分以上（含）、不足 90 分。〔HN#5〕",
      "C 级（一般失信）：60 分以上（含）、不足 75 分。〔HN#5〕", "D 级（严重失信）：不足 60 分。〔HN#5〕",
      "M 级（默认（未评价））：没有评价，不是不良等级。〔HN#5〕"};
  EXPECT_EQ(lines(page, "levels"), levels);
  const std::vector<std::string> limits = {
      "有严重失信主体名单（有效）的，直接定为 D 级。〔HN#17〕",
      "近 1 年内行政处罚（严重程度为一般、严重）达到 1 条的，最高为 B 级。〔HN#16.3〕",
      "近 1 年内违反信用承诺达到 1 条的，最高为 C 级；违反信用承诺均已修复的除外。〔HN#16.7〕"};
  EXPECT_EQ(lines(page, "limits"), limits);
  EXPECT_EQ(lines(page, "data")[1],
            "已接入的数据来源（按权重）不足 60%的，不予评价：已接入的应有来源不足六成，按默认级别处理。〔HN#5〕");
  const auto rights = lines(page, "rights");
  EXPECT_NE(rights[0].find("异议"), std::string::npos);
  EXPECT_NE(rights.back().find(test::shipped("hainan").identity), std::string::npos);
}

TEST(MethodPage, TellsTheSheetOfGuangdong) {
  REQ("R-EVAL-02");
  const auto page = methodPage(test::shipped("guangdong"), "disinfectant_maker", day("2026-11-22"));
  EXPECT_EQ(page.typeName, "消毒产品生产企业");
  const auto sheets = lines(page, "sheets");
  ASSERT_EQ(sheets.size(), 1U);
  EXPECT_EQ(sheets[0],
            "现场评分表共 4 项，合理缺项不计入满分，按适用项目折算为百分制；90 分以上加 5 分；70 分以上加 2 分；60 "
            "分以上不计分；0 "
            "分以上扣 5 分。只计最新的一张。〔YS#4.4〕");
  EXPECT_EQ(lines(page, "use")[0], "双随机抽查比例：A 级 5%、B 级 20%、C 级 50%、D 级 100%、E 级 100%。");
  const auto scope = lines(page, "scope");
  EXPECT_NE(std::find(scope.begin(), scope.end(), "每年 01-20 生成评价结果。"), scope.end());
}

TEST(MethodPage, LeavesOutRulesOfOtherTypes) {
  const auto text = test::changed(test::changed(test::smallModel(), "types: [hospital]}", "types: [hospital, clinic]}"),
                                  "window: {in: period}, cite: [L1#9],",
                                  "window: {in: period}, where: subject.type = clinic, cite: [L1#9],");
  const auto model = *readModel(text, "m.yaml").model;
  const auto today = day("2026-11-22");
  EXPECT_EQ(lines(methodPage(model, "hospital", today), "points").size(), 4U);
  EXPECT_EQ(lines(methodPage(model, "clinic", today), "points").size(), 5U);
}

TEST(MethodPage, ReadsAsPlainText) {
  const auto text = methodText(methodPage(test::shipped("hainan"), "hospital", day("2026-11-22")));
  EXPECT_TRUE(text.starts_with("海南省医疗卫生信用评价（医疗卫生机构）示例\n医院评价方法（2026-11-22 的数值）\n"));
  EXPECT_NE(text.find("\n【怎么计分】\n  每个主体从基础分 85 分起算。〔HN#31〕\n"), std::string::npos);
}

}  // namespace
}  // namespace medcredit::grading
