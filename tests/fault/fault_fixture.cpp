#include "fault_fixture.h"

#include <filesystem>

#include "store/meta.h"

namespace medcredit::test {

namespace fs = std::filesystem;

void FaultTest::SetUp() {
  StoreTest::SetUp();
  prepare();
}

void FaultTest::prepare() {
  must(store::setMeta(conn(), "jurisdiction", "henan-luoyang"));
  addUnit("ZHJDK", "综合监督科", {"CF-ORG"});
}

void FaultTest::startOver() {
  TearDown();
  SetUp();
}

RunResult FaultTest::program(std::vector<std::string> arguments, RunOptions options) const {
  const auto where = storeOptions();
  arguments.insert(arguments.end(), where.begin(), where.end());
  arguments.insert(arguments.end(), {"--today", kToday, "--json"});
  return runMedcredit(arguments, std::move(options));
}

std::vector<std::string> FaultTest::importArguments(const std::string& file) const {
  return {"import", file, "--entry", "CF-ORG", "--unit", "ZHJDK"};
}

std::string FaultTest::file(int rows, int first) const {
  const auto path = files_ / ("CF-ORG-" + std::to_string(first) + "-" + std::to_string(rows) + ".csv");
  if (!fs::exists(path)) writeFile(path, RecordsFactory(law(), "CF-ORG", 200).csv(rows, first));
  return path.string();
}

void FaultTest::expectClean() const {
  const RunResult check = program({"store", "check"});
  EXPECT_EQ(check.exitCode, 0) << check.out << check.err;
  EXPECT_TRUE(check.json().at("ok").as_bool()) << check.out;
  const RunResult audit = program({"audit", "verify"});
  EXPECT_EQ(audit.exitCode, 0) << audit.out << audit.err;
}

std::string FaultTest::content() { return dumpStore(conn()); }

}  // namespace medcredit::test
