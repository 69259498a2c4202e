#include "http/public_meter.h"

#include <gtest/gtest.h>

#include "support/req.h"

namespace medcredit::http {
namespace {

constexpr base::Instant at(std::int64_t seconds) { return {seconds * 1'000'000}; }

TEST(PublicMeter, LetsEachAddressSearchSoOftenAMinute) {
  REQ("R-SEC-08");
  PublicMeter meter;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(meter.admit("192.0.2.1", at(60), 3));
  EXPECT_FALSE(meter.admit("192.0.2.1", at(119), 3));
  EXPECT_TRUE(meter.admit("192.0.2.2", at(119), 3)) << "another address";
  EXPECT_TRUE(meter.admit("192.0.2.1", at(120), 3)) << "the next minute";
}

TEST(PublicMeter, ALimitOfZeroLetsEverythingPass) {
  PublicMeter meter;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(meter.admit("192.0.2.1", at(60), 0));
}

TEST(PublicMeter, StaysBoundedWhateverAddressesCome) {
  PublicMeter meter;
  int admitted = 0;
  for (int i = 0; i < 100'500; ++i) admitted += meter.admit(std::to_string(i), at(60), 3) ? 1 : 0;
  EXPECT_EQ(admitted, 100'000);
}

}  // namespace
}  // namespace medcredit::http
