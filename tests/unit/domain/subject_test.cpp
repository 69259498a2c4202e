// Life cycle, roles and matching of subjects.
#include "domain/subject.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "domain/subject_match.h"
#include "support/req.h"

namespace medcredit::domain {
namespace {

base::CivilDate on(const char* iso) { return *base::CivilDate::parseIso(iso); }
constexpr const char* kToday = "2026-02-12";

base::Result<SubjectState> after(SubjectKind kind, SubjectState state, SubjectEvent event,
                                 const char* day = "2026-01-01", std::optional<base::CivilDate> since = std::nullopt) {
  return nextState({kind, state, since}, event, on(day), on(kToday));
}

TEST(LifeCycle, AllowsTheLegalStepsOnly) {
  REQ("R-SUBJ-11");
  using K = SubjectKind;
  using S = SubjectState;
  using E = SubjectEvent;
  EXPECT_EQ(after(K::kOrganisation, S::kActive, E::kApproved).value(), S::kActive);
  EXPECT_EQ(after(K::kOrganisation, S::kSuspended, E::kFiled).value(), S::kSuspended);
  EXPECT_EQ(after(K::kOrganisation, S::kActive, E::kSuspended).value(), S::kSuspended);
  EXPECT_EQ(after(K::kOrganisation, S::kSuspended, E::kResumed).value(), S::kActive);
  EXPECT_EQ(after(K::kOrganisation, S::kSuspended, E::kCancelled).value(), S::kTerminated);
  EXPECT_EQ(after(K::kNaturalPerson, S::kActive, E::kDied).value(), S::kDeceased);
  for (const auto& result :
       {after(K::kOrganisation, S::kActive, E::kDied), after(K::kNaturalPerson, S::kActive, E::kCancelled),
        after(K::kOrganisation, S::kActive, E::kResumed), after(K::kOrganisation, S::kSuspended, E::kSuspended),
        after(K::kOrganisation, S::kTerminated, E::kResumed), after(K::kOrganisation, S::kTerminated, E::kApproved),
        after(K::kNaturalPerson, S::kDeceased, E::kDied)}) {
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, "SUBJ-0010");
  }
}

TEST(LifeCycle, EventsComeInOrderAndNotFromTheFuture) {
  REQ("R-SUBJ-11");
  const auto early = after(SubjectKind::kOrganisation, SubjectState::kSuspended, SubjectEvent::kResumed, "2025-05-31",
                           on("2025-06-01"));
  ASSERT_FALSE(early.ok());
  EXPECT_EQ(early.error().code, "SUBJ-0011");
  const auto future = after(SubjectKind::kOrganisation, SubjectState::kActive, SubjectEvent::kCancelled, "2026-02-13");
  ASSERT_FALSE(future.ok());
  EXPECT_EQ(future.error().code, "SUBJ-0012");
}

TEST(LifeCycle, ReadsEventsInChineseToo) {
  EXPECT_EQ(subjectEventFromText("注销"), SubjectEvent::kCancelled);
  EXPECT_EQ(subjectEventFromText("终止"), SubjectEvent::kCancelled);
  EXPECT_EQ(subjectEventFromText("filed"), SubjectEvent::kFiled);
  EXPECT_EQ(subjectEventFromText("搬家"), std::nullopt);
}

TEST(Roles, LinkPersonsToOrganisationsWithoutOverlap) {
  REQ("R-SUBJ-03");
  RoleClaim claim;
  claim.role = "法定代表人";
  claim.span = {on("2024-01-01"), on("2024-12-31")};
  EXPECT_TRUE(checkRole(claim, {{on("2025-01-01"), std::nullopt}}).ok());
  EXPECT_EQ(checkRole(claim, {{on("2024-12-31"), std::nullopt}}).error().code, "SUBJ-0023");
  EXPECT_EQ(checkRole(claim, {{std::nullopt, on("2024-01-01")}}).error().code, "SUBJ-0023");
  claim.span = {on("2024-12-31"), on("2024-01-01")};
  EXPECT_EQ(checkRole(claim, {}).error().code, "SUBJ-0022");
  claim.span = {};
  claim.personKind = SubjectKind::kOrganisation;
  EXPECT_EQ(checkRole(claim, {}).error().code, "SUBJ-0020");
  claim.personKind = SubjectKind::kNaturalPerson;
  claim.orgKind = SubjectKind::kNaturalPerson;
  EXPECT_EQ(checkRole(claim, {}).error().code, "SUBJ-0021");
}

TEST(LastThreeYears, AreCalendarYearsOrRolling) {
  REQ("R-SUBJ-05");
  const auto calendar = lastThreeYears(on(kToday), WindowKind::kCalendarYears);
  EXPECT_TRUE(calendar.contains(on("2023-01-01")));
  EXPECT_FALSE(calendar.contains(on("2022-12-31")));
  EXPECT_TRUE(calendar.contains(on(kToday)));
  const auto rolling = lastThreeYears(on(kToday), WindowKind::kRolling);
  EXPECT_TRUE(rolling.contains(on("2023-02-12")));
  EXPECT_FALSE(rolling.contains(on("2023-02-11")));
}

MatchSubject org(std::int64_t id, const char* name) {
  MatchSubject out;
  out.id = id;
  out.name = name;
  out.nameKeys = {base::nameKey(name)};
  return out;
}

TEST(Match, TheOrganisationCodeInsideTheCreditCodeIsEnough) {
  REQ("R-SUBJ-06");
  auto a = org(1, "洛阳测试医院");
  a.identifiers = {{IdentifierKind::kUnifiedCreditCode, "124103004700517340"}};
  auto b = org(2, "另一名称诊所");
  b.identifiers = {{IdentifierKind::kOrganisationCode, "47005173-4"}};
  const auto candidate = compareSubjects(a, b);
  ASSERT_TRUE(candidate.has_value());
  EXPECT_EQ(candidate->fields[0].field, "组织机构代码");
  EXPECT_GT(candidate->fields[0].points, kMatchThreshold);
  EXPECT_NE(candidate->explanation.find("470051734"), std::string::npos);
  EXPECT_EQ(organisationBody(IdentifierKind::kMedicalLicence, "47005173433010011A1001"), "470051734");
}

TEST(Match, EqualNamesAreProposedUnlessTheirCodesDiffer) {
  REQ("R-SUBJ-06");
  auto a = org(1, "洛阳测试（老城）诊所");
  auto b = org(2, "洛阳测试(老城)诊所");
  ASSERT_TRUE(compareSubjects(a, b).has_value());
  a.identifiers = {{IdentifierKind::kUnifiedCreditCode, "914103000000000782"}};
  b.identifiers = {{IdentifierKind::kUnifiedCreditCode, "92410300000000086R"}};
  EXPECT_FALSE(compareSubjects(a, b).has_value());
}

TEST(Match, ANearNameNeedsASecondSign) {
  REQ("R-SUBJ-06");
  auto a = org(1, "洛阳市测试中西医诊所");
  auto b = org(2, "洛阳市测试中西诊所");
  EXPECT_FALSE(compareSubjects(a, b).has_value());
  a.legalRepresentatives = {"张测试"};
  b.legalRepresentatives = {"张测试"};
  const auto candidate = compareSubjects(a, b);
  ASSERT_TRUE(candidate.has_value());
  EXPECT_EQ(candidate->score, 60);
  EXPECT_NE(candidate->explanation.find("法定代表人同名（+25）"), std::string::npos);
}

TEST(Match, DifferentKindsAreNeverProposed) {
  auto a = org(1, "洛阳测试诊所");
  auto b = org(2, "洛阳测试诊所");
  b.kind = SubjectKind::kGovernment;
  EXPECT_FALSE(compareSubjects(a, b).has_value());
  EXPECT_FALSE(compareSubjects(a, a).has_value());
}

TEST(Match, NearNamesMeetInABlock) {
  auto a = blockingKeys(org(1, "测试口腔诊所"));
  const auto b = blockingKeys(org(2, "测试口控诊所"));
  std::vector<std::string> shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
  EXPECT_FALSE(shared.empty());
  EXPECT_EQ(editDistance("测试口腔诊所", "测试口控诊所", 2), 1);
  EXPECT_EQ(editDistance("测试", "完全不同的名字", 2), 3);
}

}  // namespace
}  // namespace medcredit::domain
