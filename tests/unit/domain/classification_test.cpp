// Classes of information and what each kind asks for.
#include "domain/classification.h"

#include "support/req.h"

namespace medcredit::domain {
namespace {

base::CivilDate on(const char* iso) { return *base::CivilDate::parseIso(iso); }

CatalogueEntry entry(Nature nature, bool withFulfilment = false) {
  CatalogueEntry out;
  out.nature = nature;
  if (withFulfilment) {
    FieldDef field;
    field.name = "承诺履行状态";
    field.role = FieldRole::kFulfilmentState;
    out.fieldSet.fields.push_back(field);
  }
  return out;
}

const ClassLists& lists() {
  static const ClassLists all{
      {"G1", "G2", "G3", "G4"}, {"A1", "A2", "A3", "A4", "A5", "A6", "A7"}, {"N01", "N02", "N17"}, {"O1", "O2"}};
  return all;
}

std::string codeOf(const base::Status& status) { return status.ok() ? "" : status.error().code; }

TEST(ClassifyRecord, DefaultsFromTheNatureOfTheEntry) {
  REQ("R-CLASS-02");
  EXPECT_EQ(classifyRecord(entry(Nature::kPositive), "", "").info, InfoClass::kGood);
  EXPECT_EQ(classifyRecord(entry(Nature::kNegative), "", "").info, InfoClass::kNegative);
  EXPECT_EQ(classifyRecord(entry(Nature::kNeutral), "", "").info, InfoClass::kBasic);
}

TEST(ClassifyRecord, ACommitmentIsDecidedByItsFulfilment) {
  REQ("R-CLASS-02");
  const auto commitment = entry(Nature::kNeutral, true);
  for (const char* kept : {"已履行", " 全部履行 ", "履行完毕"}) {
    EXPECT_EQ(classifyRecord(commitment, kept, "").info, InfoClass::kGood) << kept;
    EXPECT_EQ(classifyRecord(commitment, kept, "").nature, Nature::kPositive) << kept;
  }
  for (const char* broken : {"未履行", "违诺", "拒不履行"}) {
    EXPECT_EQ(classifyRecord(commitment, broken, "").info, InfoClass::kNegative) << broken;
  }
  for (const char* open : {"", "履行中", "部分履行", "待核实"}) {
    EXPECT_EQ(classifyRecord(commitment, open, "").info, InfoClass::kBasic) << open;
  }
  EXPECT_EQ(classifyRecord(entry(Nature::kNeutral), "未履行", "").info, InfoClass::kBasic)
      << "only entries that have the field";
}

TEST(ClassifyRecord, AnEntryMayStateItsOwnClass) {
  REQ("R-CLASS-01");
  EXPECT_EQ(classifyRecord(entry(Nature::kNegative), "", "basic").info, InfoClass::kBasic);
  EXPECT_EQ(classifyRecord(entry(Nature::kNegative), "", "nonsense").info, InfoClass::kNegative);
}

TEST(LocalClasses, GoThereAndBackWithoutLoss) {
  REQ("R-CLASS-03");
  const std::vector<LocalClass> guangdong{{"增信信息", InfoClass::kGood, Nature::kPositive, ""},
                                          {"不良信息", InfoClass::kNegative, Nature::kNegative, "light"},
                                          {"失信信息", InfoClass::kNegative, Nature::kNegative, ""}};
  EXPECT_TRUE(isReversible(guangdong));
  ASSERT_NE(fromLocal(guangdong, "不良信息"), nullptr);
  EXPECT_EQ(fromLocal(guangdong, "不良信息")->info, InfoClass::kNegative);
  EXPECT_EQ(toLocal(guangdong, InfoClass::kNegative, "light"), "不良信息");
  EXPECT_EQ(toLocal(guangdong, InfoClass::kNegative, ""), "失信信息");
  EXPECT_EQ(fromLocal(guangdong, "未知"), nullptr);
  auto lossy = guangdong;
  lossy[1].weight = "";
  EXPECT_FALSE(isReversible(lossy));
}

TEST(CheckClass, EachClassAsksForAKindOfItsOwnList) {
  REQ("R-CLASS-04", "R-CLASS-05", "R-CLASS-06");
  EXPECT_EQ(codeOf(checkClass({InfoClass::kNegative, "N02", "", std::nullopt}, lists())), "");
  EXPECT_EQ(codeOf(checkClass({InfoClass::kNegative, "", "", std::nullopt}, lists())), "RECD-0010");
  EXPECT_EQ(codeOf(checkClass({InfoClass::kNegative, "G1", "", std::nullopt}, lists())), "RECD-0011");
  EXPECT_EQ(codeOf(checkClass({InfoClass::kBasic, "N01", "", std::nullopt}, lists())), "RECD-0012");
  EXPECT_EQ(codeOf(checkClass({InfoClass::kBasic, "", "", std::nullopt}, lists())), "");
  EXPECT_EQ(codeOf(checkClass({InfoClass::kOther, "O2", "", std::nullopt}, lists())), "");
}

TEST(CheckClass, ACommendationComesFromCountyLevelOrAbove) {
  REQ("R-CLASS-04");
  EXPECT_EQ(codeOf(checkClass({InfoClass::kGood, "G1", "", issuerLevelFromText("县级")}, lists())), "");
  EXPECT_EQ(codeOf(checkClass({InfoClass::kGood, "G1", "", issuerLevelFromText("省级")}, lists())), "");
  EXPECT_EQ(codeOf(checkClass({InfoClass::kGood, "G1", "", issuerLevelFromText("乡镇级")}, lists())), "RECD-0013");
  EXPECT_EQ(codeOf(checkClass({InfoClass::kGood, "G1", "", std::nullopt}, lists())), "RECD-0013");
  EXPECT_EQ(codeOf(checkClass({InfoClass::kGood, "G4", "", std::nullopt}, lists())), "");
}

TEST(CheckClass, APublicBenefitActivityIsOneOfTheSeven) {
  REQ("R-CLASS-04");
  for (const auto& activity : lists().goodActivities) {
    EXPECT_EQ(codeOf(checkClass({InfoClass::kGood, "G2", activity, std::nullopt}, lists())), "") << activity;
  }
  EXPECT_EQ(codeOf(checkClass({InfoClass::kGood, "G2", "", std::nullopt}, lists())), "RECD-0014");
  EXPECT_EQ(codeOf(checkClass({InfoClass::kGood, "G2", "唱歌", std::nullopt}, lists())), "RECD-0014");
}

TEST(CheckClass, OnlyTheSelfInspectionNeedsAReview) {
  REQ("R-CLASS-06");
  EXPECT_TRUE(needsReview(InfoClass::kOther, "O1", lists()));
  EXPECT_FALSE(needsReview(InfoClass::kOther, "O2", lists()));
  EXPECT_FALSE(needsReview(InfoClass::kNegative, "O1", lists()));
}

TEST(CheckDishonesty, NothingIsRecognisedWithoutRuleClauseAndLevel) {
  REQ("R-CLASS-07");
  const std::vector<std::string> two{"general", "serious"};
  EXPECT_EQ(codeOf(checkDishonesty({InfoClass::kNegative, "general", "rule-1", "第十五条", ""}, two)), "");
  EXPECT_EQ(codeOf(checkDishonesty({InfoClass::kNegative, "general", "", "第十五条", ""}, two)), "RECD-0021");
  EXPECT_EQ(codeOf(checkDishonesty({InfoClass::kNegative, "general", "rule-1", "", ""}, two)), "RECD-0021");
  EXPECT_EQ(codeOf(checkDishonesty({InfoClass::kNegative, "", "rule-1", "第十五条", ""}, two)), "RECD-0021");
  EXPECT_EQ(codeOf(checkDishonesty({InfoClass::kNegative, "minor", "rule-1", "第十五条", ""}, two)), "RECD-0022");
  EXPECT_EQ(codeOf(checkDishonesty({InfoClass::kBasic, "general", "rule-1", "第十五条", ""}, two)), "RECD-0020");
  EXPECT_EQ(codeOf(checkDishonesty({InfoClass::kNegative, "serious", "rule-1", "第十五条", ""}, two)), "RECD-0023");
  const std::vector<std::string> three{"minor", "general", "serious"};
  EXPECT_EQ(codeOf(checkDishonesty({InfoClass::kNegative, "minor", "rule-1", "第十五条", ""}, three)), "");
}

TEST(BadPractice, PointsAreSummedPerCycle) {
  REQ("R-CLASS-10");
  const std::vector<PracticeScore> scores{
      {on("2025-12-31"), {4'000'000}}, {on("2026-01-01"), {2'500'000}}, {on("2026-12-31"), {3'000'000}}};
  ScoreCycle cycle;
  cycle.threshold = base::Decimal6{5'500'000};
  const auto sum = sumCycle(scores, cycle, on("2026-12-31"));
  EXPECT_EQ(sum.from, on("2026-01-01"));
  EXPECT_EQ(sum.to, on("2026-12-31"));
  EXPECT_EQ(sum.points.micro, 5'500'000);
  EXPECT_TRUE(sum.alert);
  EXPECT_FALSE(sumCycle(scores, cycle, on("2026-12-30")).alert);
  EXPECT_EQ(sumCycle(scores, cycle, on("2025-12-31")).points.micro, 4'000'000);
}

TEST(BadPractice, CyclesOfOtherLengthHaveFixedBounds) {
  REQ("R-CLASS-10");
  ScoreCycle cycle;
  cycle.months = 24;
  cycle.startMonth = 7;
  const auto sum = sumCycle({}, cycle, on("2025-03-01"));
  EXPECT_EQ(sum.from, on("2024-07-01"));
  EXPECT_EQ(sum.to, on("2026-06-30"));
  EXPECT_EQ(sumCycle({}, cycle, on("1999-12-31")).from, on("1998-07-01"));
}

TEST(Complaints, OnlyVerifiedOnesCount) {
  REQ("R-CLASS-11");
  using State = ComplaintState;
  const ComplaintRule rule;
  std::vector<Complaint> complaints(5, {on("2026-01-10"), State::kUnverified, true});
  EXPECT_FALSE(complaintsAreNegative(complaints, rule, on("2026-02-01")));
  complaints.assign(5, {on("2026-01-10"), State::kUnfounded, true});
  EXPECT_FALSE(complaintsAreNegative(complaints, rule, on("2026-02-01")));
  complaints.assign(2, {on("2026-01-10"), State::kVerified, false});
  EXPECT_FALSE(complaintsAreNegative(complaints, rule, on("2026-02-01")));
  complaints.push_back({on("2026-01-11"), State::kVerified, false});
  EXPECT_TRUE(complaintsAreNegative(complaints, rule, on("2026-02-01")));
  EXPECT_FALSE(complaintsAreNegative(complaints, rule, on("2027-01-11"))) << "outside the window";
  complaints.assign(1, {on("2026-01-10"), State::kVerified, true});
  EXPECT_TRUE(complaintsAreNegative(complaints, rule, on("2026-02-01"))) << "bad consequence";
}

}  // namespace
}  // namespace medcredit::domain
