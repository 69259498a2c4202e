// Stores for the fault tests: founded and given a unit once, copied for every round, driven through the real binary.
#pragma once

#include <string>
#include <vector>

#include "support/dump.h"
#include "support/records_factory.h"
#include "support/run_binary.h"
#include "support/store_fixture.h"

namespace medcredit::test {

/// Day on which all programs of these tests believe to be: moments come from it, so two runs give equal stores.
inline constexpr const char* kToday = "2026-02-12";

/// StoreTest gives the fresh store; this adds what an import needs and runs the program on it.
class FaultTest : public StoreTest {
 protected:
  void SetUp() override;

  /// Empties the store and founds it again: same content at the start of every round.
  void startOver();
  /// Runs the program on this test's store at kToday.
  [[nodiscard]] RunResult program(std::vector<std::string> arguments, RunOptions options = {}) const;
  [[nodiscard]] std::vector<std::string> importArguments(const std::string& file) const;
  /// A CF-ORG file of valid rows; document numbers start at `first`.
  [[nodiscard]] std::string file(int rows, int first = 1) const;

  /// Fails the test unless `store check` finds everything well.
  void expectClean() const;
  /// Everything the store holds.
  [[nodiscard]] std::string content();
  [[nodiscard]] std::int64_t count(const std::string& table) { return number("SELECT count(*) FROM " + table); }

 private:
  void prepare();

  TempDir files_{"medcredit-fault"};
};

}  // namespace medcredit::test
