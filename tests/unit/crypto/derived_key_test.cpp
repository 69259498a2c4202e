// Keys of values at rest come from the master key, each for its purpose, and are made once.
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "base/random.h"
#include "crypto/envelope.h"
#include "crypto/key_folder.h"
#include "support/req.h"

namespace medcredit::crypto {
namespace {

TEST(DerivedKey, IsTheHkdfOfTheMasterKeyWithItsSaltAndInfo) {
  REQ("R-SEC-04");
  base::SeededRandom random(7);
  const auto keys = Keys::generate(random);
  // Given values sealed under keys derived by hand, as stores hold them
  const EnvelopeKey plain(hkdfSm3(keys.master(), "", "kept answers", 32), 9, EnvelopeAlgorithm::kSm4CtrHmacSm3);
  const auto bytes = hkdfSm3(keys.master(), "medcredit", "evidence-detail", 36);
  std::uint32_t id = 0;
  for (std::size_t i = 32; i < 36; ++i) id = id << 8U | static_cast<unsigned char>(bytes[i]);
  const EnvelopeKey salted(std::string_view(bytes).substr(0, 32), id, EnvelopeAlgorithm::kSm4CtrHmacSm3);
  const auto first = plain.seal("一", "t|c|1", random);
  const auto second = salted.seal("二", "t|c|2", random);
  // Then the kept ones open them
  EXPECT_EQ(keys.derived({"kept answers", 9}).open(first, "t|c|1").value(), "一");
  EXPECT_EQ(keys.derived({"evidence-detail", std::nullopt, "medcredit"}).open(second, "t|c|2").value(), "二");
  EXPECT_EQ(keys.derived({"kept answers", 9}).open(second, "t|c|2").error().code, "CRYP-0002");
}

TEST(DerivedKey, IsMadeOnceForThemAllAndNotSharedByOtherKeys) {
  base::SeededRandom random(7);
  const auto keys = Keys::generate(random);
  const auto copy = keys;
  const auto others = Keys::generate(random);
  std::vector<const EnvelopeKey*> seen(8);
  std::vector<std::thread> workers;
  for (auto& one : seen) workers.emplace_back([&keys, &one] { one = &keys.derived({"kept answers", 9}); });
  for (auto& worker : workers) worker.join();
  for (const auto* one : seen) EXPECT_EQ(one, seen.front());
  EXPECT_EQ(&copy.derived({"kept answers", 9}), seen.front());
  const auto sealed = seen.front()->seal("一", "t|c|1", random);
  EXPECT_FALSE(others.derived({"kept answers", 9}).open(sealed, "t|c|1").ok());
}

}  // namespace
}  // namespace medcredit::crypto
