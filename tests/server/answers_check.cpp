// After the last test of the program: every answer any test got must be as the document says.
#include <gtest/gtest.h>

#include <filesystem>

#include "http/openapi.h"
#include "support/node_tests.h"
#include "support/server_fixture.h"

namespace medcredit::test {
namespace {

class AnswersFitTheDocument : public ::testing::Environment {
 public:
  void TearDown() override {
    if (!std::filesystem::exists(exchangeRecord())) return;  // no test talked to a server
    const TempDir folder;
    writeFile(folder / "openapi.json", http::openApiDocument());
    const auto run =
        runApiScript("validate.js", {(folder / "openapi.json").string(), exchangeRecord()}, std::chrono::minutes(3));
    EXPECT_EQ(run.exitCode, 0) << run.out << run.err;
  }
};

const auto* const kRegistered = ::testing::AddGlobalTestEnvironment(new AnswersFitTheDocument);

}  // namespace
}  // namespace medcredit::test
