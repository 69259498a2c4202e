// Offices answer for their entries, each for exactly its own (R-CAT-07), with a named person in charge (R-COLL-02).
#include <gmock/gmock.h>

#include <algorithm>

#include "service/units.h"
#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

class UnitAcceptanceTest : public StoreTest {};
MC_ON_BOTH_STORES(UnitAcceptanceTest);

TEST_P(UnitAcceptanceTest, EachOfficeHasExactlyTheDutiesOfTheCatalogue) {
  REQ("R-CAT-07");
  auto& context = serviceContext();
  const auto result = must(service::addProfileUnits(context));
  ASSERT_EQ(result.added.size(), context.law.offices.size());
  const auto units = must(store::listUnits(conn()));
  std::size_t duties = 0;
  for (const auto& entry : context.law.catalogue) {
    for (const auto& office : entry.offices) {
      const auto owns = [&](const jurisdiction::Office& candidate) {
        return candidate.name == office ||
               std::find(candidate.aliases.begin(), candidate.aliases.end(), office) != candidate.aliases.end();
      };
      const auto known = std::find_if(context.law.offices.begin(), context.law.offices.end(), owns);
      ASSERT_NE(known, context.law.offices.end()) << office;
      const auto unit = std::find_if(units.begin(), units.end(), [&](const auto& u) { return u.id == known->id; });
      ASSERT_NE(unit, units.end()) << known->id;
      EXPECT_THAT(unit->entries, ::testing::Contains(entry.code)) << office;
      ++duties;
    }
  }
  EXPECT_GE(duties, context.law.catalogue.size());
  std::size_t stored = 0;
  for (const auto& unit : units) stored += unit.entries.size();
  EXPECT_LE(stored, duties) << "no duty that the catalogue does not give";
}

TEST_P(UnitAcceptanceTest, AnOpenEndedOwnerIsCompletedByAnAdministrator) {
  REQ("R-CAT-07");
  auto& context = serviceContext();
  const auto result = must(service::addProfileUnits(context));
  ASSERT_FALSE(result.openEnded.empty());
  for (const auto& code : result.openEnded) EXPECT_TRUE(context.law.entry(code)->officesOpenEnded) << code;
  must(service::addUnit(context, {"OTHER", "示例科", "", "", {}}));
  must(service::assignEntries(context, "OTHER", result.openEnded));
  auto expected = result.openEnded;
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(must(store::findUnit(conn(), "OTHER"))->entries, expected);
  EXPECT_EQ(text("SELECT action FROM evidence_entry ORDER BY seq DESC"), "unit.assign");
}

TEST_P(UnitAcceptanceTest, EveryActLeavesAJournalLineAndARefusedOneLeavesNothing) {
  auto& context = serviceContext();
  must(service::addUnit(context, {"A", "甲科", "410300", "", {"CF-ORG"}}));
  must(service::setContact(context, "A", "张测试", std::nullopt));
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry"), 2);
  EXPECT_FALSE(service::addUnit(context, {"A", "乙科", "", "", {}}).ok());
  EXPECT_FALSE(service::setContact(context, "A", "王示例", std::nullopt).ok()) << "same day";
  EXPECT_EQ(number("SELECT count(*) FROM evidence_entry"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM unit_contact"), 1);
  EXPECT_FALSE(conn().inTransaction());
}

}  // namespace
}  // namespace medcredit::test
