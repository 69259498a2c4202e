// Personal cells leave the payload and come back into it (R-SEC-04).
#include "store/record_payload.h"

#include <gtest/gtest.h>

#include "support/req.h"

namespace medcredit::store {
namespace {

TEST(RecordPayload, PersonalCellsStandApartAndComeBack) {
  REQ("R-SEC-04");
  const std::string payload = R"(["示例诊所","a\"b,\\","110101199003070018","","\n"])";
  const int personal[] = {1, 2, 3};
  const auto split = splitPayload(payload, personal);
  EXPECT_EQ(split.open, R"(["示例诊所","","","","\n"])");
  EXPECT_EQ(split.secret, "1:\"a\\\"b,\\\\\"\n2:\"110101199003070018\"\n") << "an empty cell has nothing to hide";
  const auto joined = joinPayload(split.open, split.secret);
  EXPECT_EQ(joined.payload, payload);
  EXPECT_EQ(joined.personal, (std::vector<int>{1, 2}));
}

TEST(RecordPayload, NothingPersonalIsNothingApart) {
  const std::string payload = R"(["x",""])";
  EXPECT_EQ(splitPayload(payload, {}).open, payload);
  const int personal[] = {1, 7};
  EXPECT_EQ(splitPayload(payload, personal).open, payload);
  EXPECT_TRUE(splitPayload(payload, personal).secret.empty());
  EXPECT_EQ(joinPayload(payload, "").payload, payload);
}

TEST(RecordPayload, SecretsThatDoNotFitChangeNothing) {
  const std::string payload = R"(["x","y"])";
  for (const auto* secret : {"9:\"z\"\n", "no line", "-1:\"z\"\n", ":\"z\"\n"}) {
    EXPECT_EQ(joinPayload(payload, secret).payload, payload) << secret;
  }
}

}  // namespace
}  // namespace medcredit::store
