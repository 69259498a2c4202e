#include "domain/catalogue.h"

#include <gtest/gtest.h>

namespace medcredit::domain {
namespace {

TEST(CatalogueNames, RolesGoThereAndBack) {
  for (int i = 0; i <= static_cast<int>(FieldRole::kCommitmentType); ++i) {
    const auto role = static_cast<FieldRole>(i);
    ASSERT_FALSE(fieldRoleName(role).empty()) << i;
    EXPECT_EQ(fieldRoleFromName(fieldRoleName(role)), role);
  }
  EXPECT_EQ(fieldRoleName(FieldRole::kUnifiedCode), "unified-code");
  EXPECT_EQ(fieldRoleFromName("king"), std::nullopt);
}

TEST(CatalogueNames, RuleKindsGoThereAndBack) {
  for (int i = 0; i <= static_cast<int>(RuleKind::kPublicityNotWider); ++i) {
    const auto kind = static_cast<RuleKind>(i);
    ASSERT_FALSE(ruleKindName(kind).empty()) << i;
    EXPECT_EQ(ruleKindFromName(ruleKindName(kind)), kind);
  }
  EXPECT_EQ(ruleKindFromName("magic"), std::nullopt);
}

TEST(CatalogueNames, SubjectsNaturesAndSharing) {
  EXPECT_EQ(subjectKindCode(SubjectKind::kNaturalPerson), "NP");
  EXPECT_EQ(subjectKindFromCode("GOV"), SubjectKind::kGovernment);
  EXPECT_EQ(subjectKindFromCode("org"), std::nullopt);
  EXPECT_EQ(subjectKindLabel(SubjectKind::kOrganisation), "法人/非法人组织");
  EXPECT_EQ(subjectClassFromLabel("个体工商户"), SubjectClass::kSoleTrader);
  EXPECT_EQ(subjectClassLabel(SubjectClass::kOrganisation), "法人及非法人组织");
  EXPECT_EQ(natureFromLabel("负面"), Nature::kNegative);
  EXPECT_EQ(natureLabel(Nature::kPositive), "正面");
  EXPECT_EQ(sharingFromLabel("政务共享查询"), Sharing::kGovernmentSharing);
  EXPECT_EQ(sharingLabel(Sharing::kPublicByLaw), "依法公开");
  EXPECT_EQ(sharingFromLabel("公开"), std::nullopt);
}

TEST(CatalogueEntry, FindsFieldsByRoleAndById) {
  CatalogueEntry entry;
  FieldDef coded;
  coded.code = "CF_WSH";
  coded.name = "行政处罚决定书文号";
  coded.role = FieldRole::kDocumentNo;
  FieldDef named;
  named.name = "备注";
  entry.fieldSet.fields = {named, coded};
  EXPECT_EQ(entry.indexOfRole(FieldRole::kDocumentNo), 1);
  EXPECT_EQ(entry.byRole(FieldRole::kDocumentNo)->code, "CF_WSH");
  EXPECT_EQ(entry.byRole(FieldRole::kRemark), nullptr);
  EXPECT_EQ(entry.indexOfRole(FieldRole::kRemark), -1);
  EXPECT_EQ(entry.indexOfField("CF_WSH"), 1);
  EXPECT_EQ(entry.indexOfField("备注"), 0);
  EXPECT_EQ(entry.indexOfField("行政处罚决定书文号"), -1) << "a field with a national code is known by its code";
}

}  // namespace
}  // namespace medcredit::domain
