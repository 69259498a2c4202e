// Reading models: the worked models as they stand, and what the reader makes of them.
#include <gtest/gtest.h>

#include <filesystem>

#include "grading/overlay.h"

#include "support/req.h"
#include "unit/grading/model_support.h"

namespace medcredit::grading {
namespace {

TEST(Model, TheWorkedModelOfHainanIsReadWhole) {
  REQ("R-EVAL-01");
  const auto model = test::shipped("hainan");
  EXPECT_EQ(model.model, "hainan.medical-credit.institution");
  EXPECT_EQ(model.levels.order, (std::vector<std::string>{"A", "B", "C", "D"}));
  EXPECT_EQ(model.levels.unrated, "M");
  EXPECT_EQ(model.levels.nameOf("A"), "诚信");
  EXPECT_EQ(model.levels.index("E"), -1) << "a grade E is none";
  ASSERT_EQ(model.rules.size(), 6U);
  const auto& penalty = model.rules[2];
  EXPECT_EQ(penalty.id, "N03");
  EXPECT_TRUE(penalty.window.continuingFromEnd);
  EXPECT_EQ(std::get<StepDecay>(penalty.decay).steps.size(), 3U);
  const auto* points = model.findParam("penalty");
  ASSERT_NE(points, nullptr);
  EXPECT_EQ(points->by, "severity");
  const auto before = *base::CivilDate::parseIso("2026-03-31");
  const auto table = std::get<WordTable>(points->on(before)->v);
  EXPECT_EQ(findWord(table, "minor")->value.str(), "-2");
  EXPECT_EQ(findWord(std::get<WordTable>(points->on(before.plusDays(1))->v), "minor")->value.str(), "-1");
  EXPECT_EQ(points->on(*base::CivilDate::parseIso("2025-12-31")), nullptr);
  EXPECT_EQ(model.tests.size(), 25U);
}

TEST(Model, TheWorkedModelOfGuangdongIsReadWhole) {
  REQ("R-EVAL-02");
  const auto model = test::shipped("guangdong");
  EXPECT_EQ(model.levels.order.size(), 5U);
  EXPECT_FALSE(model.levels.unrated.has_value()) << "the scheme has no M";
  ASSERT_EQ(model.scores.size(), 1U);
  EXPECT_EQ(model.scores[0].positiveGroup, "plus");
  EXPECT_EQ(model.scores[0].negativeGroup, "adverse");
  EXPECT_TRUE(model.scores[0].items[1].critical);
  EXPECT_EQ(model.period.generateOn->str(), "01-20");
  EXPECT_EQ(model.tests[2].records[3].fields.back().second, "S1=20;S2=30;S3=;S4=17");
}

TEST(Model, EveryConformanceModelIsRead) {
  std::size_t count = 0;
  for (const auto& file : std::filesystem::directory_iterator(std::string(MC_SOURCE_DIR) + "/tests/conformance")) {
    if (file.path().extension() != ".yaml") continue;
    ++count;
    const auto name = file.path().filename().string();
    const auto text = test::projectFile("tests/conformance/" + name);
    const BaseLoader loader = [](std::string_view) -> base::Result<BaseText> {
      return BaseText{test::projectFile("tests/conformance/base.yaml"), "base.yaml"};
    };
    const auto result = isReformText(text) ? ReadResult{} : readModel(text, name, loader);
    EXPECT_FALSE(result.findings.hasErrors()) << test::listed(result.findings);
  }
  EXPECT_GT(count, 5U);
}

}  // namespace
}  // namespace medcredit::grading
