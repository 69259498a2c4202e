// unit add | list | assign | contact through the real binary, on both stores.
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "store/meta.h"
#include "support/records_factory.h"
#include "support/run_binary.h"
#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

class UnitCliTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    must(store::setMeta(conn(), "jurisdiction", "henan-luoyang"));
  }
  [[nodiscard]] RunResult program(std::vector<std::string> arguments) const {
    const auto where = storeOptions();
    arguments.insert(arguments.end(), where.begin(), where.end());
    arguments.insert(arguments.end(), {"--today", "2026-02-12"});
    return runMedcredit(arguments);
  }
  [[nodiscard]] json::array units() const { return program({"unit", "list", "--json"}).json().at("units").as_array(); }
  /// The program refuses with this code, exits with 4 and stores nothing.
  void expectRefused(const std::vector<std::string>& arguments, const std::string& code) {
    const auto before = units();
    const RunResult result = program(arguments);
    EXPECT_EQ(result.exitCode, 4) << result.err;
    EXPECT_THAT(result.err, HasSubstr(code));
    EXPECT_EQ(units(), before);
  }
};
MC_ON_BOTH_STORES(UnitCliTest);

TEST_P(UnitCliTest, AddsAUnitAndListsIt) {
  REQ("R-COLL-01", "R-CAT-07");
  const std::string code = syntheticUsc(77, "11", "410300");
  const RunResult added = program({"unit", "add", "--id", "FJK", "--name", "法规监督科", "--region", "410300", "--usc",
                                   code, "--entries", "CF-ORG,XK-ORG", "--json"});
  ASSERT_EQ(added.exitCode, 0) << added.err;
  EXPECT_EQ(added.json().at("usc").as_string(), code);
  const auto all = units();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].at("name").as_string(), "法规监督科");
  EXPECT_EQ(all[0].at("region").as_string(), "410300");
  EXPECT_EQ(json::serialize(all[0].at("entries")), R"(["CF-ORG","XK-ORG"])");
}

TEST_P(UnitCliTest, RefusesWhatIsNotRight) {
  ASSERT_EQ(program({"unit", "add", "--id", "A", "--name", "甲科"}).exitCode, 0);
  expectRefused({"unit", "add", "--id", "A", "--name", "乙科"}, "STOR-0020");
  expectRefused({"unit", "add", "--id", "B", "--name", "乙科", "--region", "999999"}, "STOR-0022");
  expectRefused({"unit", "add", "--id", "B", "--name", "乙科", "--entries", "CF-ORG,XX-ORG"}, "STOR-0023");
  std::string wrong = syntheticUsc(77);
  wrong.back() = wrong.back() == '1' ? '2' : '1';
  expectRefused({"unit", "add", "--id", "B", "--name", "乙科", "--usc", wrong}, "STOR-0024");
  expectRefused({"unit", "add", "--id", "B", "--name", "乙科", "--usc", "00000000000000000X"}, "STOR-0024");
  expectRefused({"unit", "add", "--id", "乙 科", "--name", "乙科"}, "STOR-0025");
  expectRefused({"unit", "add", "--id", "B", "--name", "　"}, "STOR-0026");
  expectRefused({"unit", "add", "--id", "B", "--name", std::string(700, 'x')}, "STOR-0026");
  expectRefused({"unit", "assign", "NONE", "--entries", "CF-ORG"}, "STOR-0021");
  expectRefused({"unit", "assign", "A", "--entries", "XX-ORG"}, "STOR-0023");
  expectRefused({"unit", "contact", "NONE", "--person", "张测试"}, "STOR-0021");
}

TEST_P(UnitCliTest, TakesOverTheOfficesOfTheProfileOnce) {
  REQ("R-CAT-07");
  const RunResult first = program({"unit", "add", "--from-profile", "--json"});
  ASSERT_EQ(first.exitCode, 0) << first.err;
  const json::value report = first.json();
  EXPECT_EQ(report.at("added").as_array().size(), law().offices.size());
  EXPECT_THAT(json::serialize(report.at("open_ended")), HasSubstr("RED")) << "等相关科室";
  const auto before = units();
  const json::value second = program({"unit", "add", "--from-profile", "--json"}).json();
  EXPECT_TRUE(second.at("added").as_array().empty());
  EXPECT_EQ(second.at("present").as_array().size(), law().offices.size());
  EXPECT_EQ(units(), before);
  EXPECT_EQ(program({"store", "check"}).exitCode, 0);
}

TEST_P(UnitCliTest, KeepsTheHistoryOfTheNamedPersons) {
  REQ("R-COLL-02");
  ASSERT_EQ(program({"unit", "add", "--id", "A", "--name", "甲科"}).exitCode, 0);
  ASSERT_EQ(program({"unit", "contact", "A", "--person", "张测试", "--from", "2026-01-01"}).exitCode, 0);
  const RunResult changed = program({"unit", "contact", "A", "--person", "王示例", "--json"});
  ASSERT_EQ(changed.exitCode, 0) << changed.err;
  EXPECT_EQ(json::serialize(changed.json().at("contacts")),
            R"([{"person":"张测试","from":"2026-01-01","to":"2026-02-11"},)"
            R"({"person":"王示例","from":"2026-02-12","to":null}])");
  expectRefused({"unit", "contact", "A", "--person", "李样本", "--from", "2026-02-12"}, "STOR-0027");
  EXPECT_THAT(program({"unit", "list"}).out, HasSubstr("专人：王示例"));
}

TEST_P(UnitCliTest, AWrongCommandLineIsUsage) {
  EXPECT_EQ(program({"unit", "add"}).exitCode, 2);
  EXPECT_EQ(program({"unit", "add", "--id", "A"}).exitCode, 2);
  EXPECT_EQ(program({"unit", "add", "--id", "A", "--name", "甲", "--from-profile"}).exitCode, 2);
  EXPECT_EQ(program({"unit", "contact", "A", "--person", "张测试", "--from", "2026-13-01"}).exitCode, 2);
}

}  // namespace
}  // namespace medcredit::test
