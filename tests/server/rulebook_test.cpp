// What the pages read of the rules: every value with its source, the official calendar, working days of duties, and the
// records behind one number.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

#include "server/world.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;

class Rulebook : public WorldTestOf<Rulebook> {
 protected:
  static json::object read(const std::string& path, const std::string& who = "central-desk") {
    const auto reply = as(who).get(path);
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.status == 200 ? reply.json().as_object() : json::object{};
  }
};

TEST_F(Rulebook, GivesEveryClockTermAndSettingWithItsSource) {
  REQ("R-PROF-01", "R-QUAL-03");
  const auto book = read("/api/rulebook");
  for (const auto* part : {"clocks", "terms", "settings"}) {
    const auto& items = book.at(part).as_array();
    EXPECT_GT(items.size(), 5U) << part;
    for (const auto& item : items) {
      const std::string source(item.at("source").as_string());
      EXPECT_FALSE(source.empty()) << part << json::serialize(item);
      EXPECT_TRUE(item.at("isDefault").as_bool() || !source.starts_with("default:")) << json::serialize(item);
    }
  }
  std::set<std::string> regions;
  for (const auto& region : book.at("regions").as_array()) regions.emplace(region.at("code").as_string());
  EXPECT_EQ(regions.count("410300"), 1U);
  EXPECT_EQ(regions.count("460000"), 0U) << "only the authority's own division and those below it";
}

TEST_F(Rulebook, NamesTheEntriesOfAClock) {
  REQ("R-CAT-04");
  const auto book = read("/api/rulebook");
  for (const auto& clock : book.at("clocks").as_array()) {
    if (clock.at("id").as_string() != "report-7wd") continue;
    EXPECT_EQ(clock.at("unit").as_string(), "workday");
    EXPECT_EQ(clock.at("amount").as_int64(), 7);
    std::set<std::string> entries;
    for (const auto& entry : clock.at("entries").as_array()) entries.emplace(entry.as_string());
    EXPECT_EQ(entries, (std::set<std::string>{"CF-NP", "CF-ORG", "XK-NP", "XK-ORG"}));
    return;
  }
  ADD_FAILURE() << "no clock report-7wd";
}

TEST_F(Rulebook, GivesTheOfficialCalendarWithItsSource) {
  REQ("R-QUAL-03");
  const auto calendar = read("/api/calendar");
  for (const auto& year : calendar.at("years").as_array()) {
    EXPECT_FALSE(year.at("source").as_string().empty());
    if (year.at("year").as_int64() != 2026) continue;
    std::set<std::string> off, worked;
    for (const auto& day : year.at("weekdaysOff").as_array()) off.emplace(day.as_string());
    for (const auto& day : year.at("weekendsWorked").as_array()) worked.emplace(day.as_string());
    EXPECT_EQ(off.count("2026-02-16"), 1U);
    EXPECT_EQ(off.count("2026-02-15"), 0U) << "a Sunday is no weekday off";
    EXPECT_EQ(worked.count("2026-02-28"), 1U);
    EXPECT_EQ(year.at("breaks").as_array().size(), 7U);
    return;
  }
  ADD_FAILURE() << "no calendar of 2026";
}

TEST_F(Rulebook, IsForThoseWhoMayReadTheCatalogue) {
  REQ("R-SEC-09");
  for (const auto* path : {"/api/rulebook", "/api/calendar"}) {
    EXPECT_EQ(as("subject").get(path).status, 403) << path;
    EXPECT_EQ(as("clerk").get(path).status, 200) << path;
  }
}

TEST_F(Rulebook, ListsOnlyWhatStandsBehindOneNumber) {
  REQ("R-QUAL-01");
  world();
  const auto whole = read("/api/quality?records=true");
  ASSERT_GT(whole.at("total").at("received").as_int64(), 0);
  for (const auto& [list, count] : std::initializer_list<std::pair<const char*, std::int64_t>>{
           {"received", whole.at("total").at("received").as_int64()},
           {"expected", whole.at("total").at("expected").as_int64()},
           {"compliant", whole.at("total").at("compliant").as_int64()},
           {"late", whole.at("total").at("late").as_int64()},
           {"concealed", whole.at("total").at("concealed").as_int64()}}) {
    EXPECT_EQ(read(std::string("/api/quality?list=") + list).at("rowsTotal").as_int64(), count) << list;
  }
  EXPECT_EQ(as("central-desk").get("/api/quality?list=everything").status, 422);
}

}  // namespace
}  // namespace medcredit::test
