// What the operations manual tells an operator to do, done as it says.
#include <gtest/gtest.h>

#include "support/req.h"
#include "support/run_binary.h"

namespace medcredit::test {
namespace {

TEST(Operations, APostgresStoreGoesBackToAMomentAndTakesANewEpoch) {
  REQ("R-SEC-07");
  RunOptions options;
  options.timeout = std::chrono::minutes(5);
  options.environment["MEDCREDIT_JURISDICTIONS"] = MC_SOURCE_DIR "/jurisdictions";
  const auto drill = runProgram("/bin/bash", {MC_SOURCE_DIR "/tests/e2e/point_in_time.sh", MC_BINARY}, options);
  EXPECT_EQ(drill.exitCode, 0) << drill.err;
  EXPECT_EQ(drill.out, "ok\n");
}

}  // namespace
}  // namespace medcredit::test
