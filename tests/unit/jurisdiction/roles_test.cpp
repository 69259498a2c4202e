// Roles and permissions as data: nobody can both enter and approve, and the three administrators share nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "support/law.h"
#include "support/req.h"
#include "support/store_fixture.h"

namespace medcredit::jurisdiction {
namespace {

using test::findProblem;
using test::law;
using test::LawTree;

constexpr const char* kEnter = "collect.enter";
constexpr const char* kReview = "collect.review";

/// Every set of roles that one person may hold, found by growing permitted sets.
std::vector<std::vector<std::string>> permittedCombinations(const RoleTable& table) {
  std::vector<std::vector<std::string>> all{{}};
  for (const auto& role : table.roles) {
    const std::size_t before = all.size();
    for (std::size_t i = 0; i < before; ++i) {
      auto grown = all[i];
      grown.push_back(role.id);
      if (!table.conflict(grown)) all.push_back(std::move(grown));
    }
  }
  return all;
}

class ShippedLaw : public ::testing::TestWithParam<const char*> {};

TEST_P(ShippedLaw, LetsNobodyBothEnterAndApprove) {
  REQ("R-DISC-11", "R-SEC-03", "R-COLL-17");
  const auto& table = law(GetParam()).roles;

  const auto combinations = permittedCombinations(table);

  ASSERT_GT(combinations.size(), table.roles.size());
  for (const auto& roles : combinations) {
    const auto held = table.permissionsOf(roles);
    EXPECT_FALSE(held.count(kEnter) != 0 && held.count(kReview) != 0);
    EXPECT_FALSE(held.count("export.request") != 0 && held.count("export.approve") != 0);
  }
  EXPECT_TRUE(table.conflict({"clerk", "reviewer"}).has_value());
}

TEST_P(ShippedLaw, KeepsTheThreeAdministratorsApart) {
  REQ("R-DISC-11", "R-SEC-03");
  const auto& table = law(GetParam()).roles;
  std::vector<const Role*> administrators;
  for (const auto& role : table.roles) {
    if (role.administrator()) administrators.push_back(&role);
  }

  ASSERT_EQ(administrators.size(), 3U);
  for (const auto* one : administrators) {
    for (const auto& id : one->permissions) {
      const auto duty = table.permission(id)->duty;
      EXPECT_TRUE(duty == one->duty || duty == Duty::kCommon) << one->id << " holds " << id;
    }
    for (const auto& other : table.roles) {
      if (other.id == one->id) continue;
      EXPECT_TRUE(table.conflict({one->id, other.id}).has_value()) << one->id << " with " << other.id;
    }
  }
}

TEST_P(ShippedLaw, GivesEveryPermissionToSomebodyAndASourceToEveryRole) {
  REQ("R-DISC-11");
  const auto& table = law(GetParam()).roles;
  std::set<std::string> given;

  for (const auto& role : table.roles) {
    EXPECT_FALSE(role.source.empty()) << role.id;
    given.insert(role.permissions.begin(), role.permissions.end());
  }

  for (const auto& permission : table.permissions) {
    EXPECT_EQ(given.count(permission.id), 1U) << permission.id << " is held by no role";
    EXPECT_FALSE(permission.source.empty()) << permission.id;
  }
}

INSTANTIATE_TEST_SUITE_P(Jurisdictions, ShippedLaw,
                         ::testing::Values("henan-luoyang", "hainan", "guangdong-yangshan", "jilin"),
                         [](const auto& given) {
                           std::string name = given.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

constexpr const char* kPermissions =
    "items:\n"
    "  - {id: collect.enter, label: 录入, duty: business, never_with: [collect.review], source: s}\n"
    "  - {id: collect.review, label: 审核, duty: business, source: s}\n"
    "  - {id: user.manage, label: 管账号, duty: system, source: s}\n"
    "  - {id: role.grant, label: 授权, duty: security, source: s}\n";

TEST(RoleData, ARoleThatEntersAndReviewsIsRefusedAtItsPlaceWithTheReason) {
  REQ("R-DISC-11", "R-COLL-17");
  const LawTree tree;
  tree.write("national/permissions.yaml", kPermissions);
  tree.write("national/roles.yaml",
             "items:\n  - {id: all, label: 全能, permissions: [collect.enter, collect.review], source: s}\n");

  const auto found = findProblem(tree, "national", "PROF-0076");

  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->file, "national/roles.yaml");
  EXPECT_EQ(found->lineColumn, "2:39");
  EXPECT_NE(found->text.find("“录入”与“审核”不得由同一人持有"), std::string::npos) << found->text;
}

TEST(RoleData, AnAdministratorWithAnotherDutyIsRefused) {
  REQ("R-SEC-03");
  for (const char* other : {"role.grant", "collect.enter"}) {
    const LawTree tree;
    tree.write("national/permissions.yaml", kPermissions);
    tree.write("national/roles.yaml", "items:\n  - {id: root, label: 超级管理员, permissions: [user.manage, " +
                                          std::string(other) + "], source: s}\n");

    const auto found = findProblem(tree, "national", "PROF-0076");

    ASSERT_TRUE(found.has_value()) << other;
    EXPECT_NE(found->text.find("分属不同职责"), std::string::npos) << found->text;
  }
}

TEST(RoleData, ASmallOfficeMaySwitchTheTwoPersonRuleOffInItsOwnFile) {
  REQ("R-COLL-17");
  RoleTable table = law("henan-luoyang").roles;
  ASSERT_TRUE(table.conflict({"clerk", "reviewer"}).has_value());

  for (auto& permission : table.permissions) permission.neverWith.clear();

  EXPECT_FALSE(table.conflict({"clerk", "reviewer"}).has_value());
}

TEST(AccessData, AProfileValueThatNamesNoSignInRulesIsRefused) {
  REQ("R-SEC-11");
  const LawTree tree;
  tree.write("national/access.yaml",
             "items:\n  - {id: z, label: 甲, min_length: 8, max_length: 64, character_classes: 0, max_age_days: 0, "
             "failures: 5, lock_minutes: 1, longest_lock_minutes: 1, idle_minutes: 1, absolute_hours: 1, "
             "one_time_hours: 1, second_factor: optional, source: s}\n");

  const auto found = findProblem(tree, "national", "PROF-0077");

  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->file, "national/profile.yaml");
}

TEST(AccessData, TheShippedRulesLockAfterFiveWrongPasswordsAndSayWhereTheyComeFrom) {
  REQ("R-SEC-11");
  const auto& access = law("henan-luoyang").access;
  EXPECT_EQ(access.id, "djcp3");
  EXPECT_EQ(access.failures, 5);
  EXPECT_EQ(access.maxAgeDays, 90);
  EXPECT_NE(access.source.find("默认值（依据未规定）"), std::string::npos);
}

TEST(RoleData, UnknownRolesGiveNothing) {
  REQ("R-DISC-11");
  EXPECT_TRUE(law("henan-luoyang").roles.permissionsOf({"no-such-role"}).empty());
}

}  // namespace
}  // namespace medcredit::jurisdiction
