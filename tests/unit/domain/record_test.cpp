// Names and labels of the record vocabulary.
#include "domain/record.h"

#include <gtest/gtest.h>

namespace medcredit::domain {
namespace {

TEST(RecordWords, NamesGoThereAndBack) {
  for (int i = 0; i <= static_cast<int>(VersionKind::kWithdrawal); ++i) {
    const auto kind = static_cast<VersionKind>(i);
    EXPECT_EQ(versionKindFromName(versionKindName(kind)), kind);
    EXPECT_FALSE(versionKindLabel(kind).empty());
  }
  for (int i = 0; i <= static_cast<int>(InfoClass::kOther); ++i) {
    const auto info = static_cast<InfoClass>(i);
    EXPECT_EQ(infoClassFromName(infoClassName(info)), info);
    EXPECT_TRUE(infoClassLabel(info).ends_with("信息"));
  }
  for (int i = 0; i <= static_cast<int>(PublicityState::kWithheld); ++i) {
    const auto state = static_cast<PublicityState>(i);
    EXPECT_EQ(publicityStateFromName(publicityStateName(state)), state);
  }
  EXPECT_EQ(versionKindFromName("nonsense"), std::nullopt);
  EXPECT_EQ(infoClassFromName("基础信息"), std::nullopt);
  EXPECT_EQ(publicityStateFromName(""), std::nullopt);
}

TEST(RecordWords, AreTheOnesStoresKeep) {
  EXPECT_EQ(versionKindName(VersionKind::kCorrection), "correction");
  EXPECT_EQ(infoClassLabel(InfoClass::kRecognised), "互认信息");
  EXPECT_EQ(publicityStateName(PublicityState::kNotPublic), "not_public");
  EXPECT_EQ(recordStateName(RecordState::kWithdrawn), "withdrawn");
  EXPECT_EQ(creditScopeName(CreditScope::kMarket), "market");
  EXPECT_EQ(intakeChannelName(IntakeChannel::kFeed), "feed");
}

}  // namespace
}  // namespace medcredit::domain
