// Imports in tests: an office, a folder for its files, short ways to send rows and look at what became of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/collect.h"
#include "support/sample_rows.h"
#include "support/store_fixture.h"

namespace medcredit::test {

/// Ways a test may send a file.
struct SendOptions {
  std::string entry = "CF-ORG";
  std::string unit = "U1";
  std::string file = "sent.csv";
  std::string received = {};  ///< YYYY-MM-DD; empty: today
  bool dryRun = false;
  bool allOrNothing = false;
  std::string annotated = {};  ///< file name in the folder
};

/// A store with the office U1 (综合监督科) and the Luoyang law on 2026-03-10.
class CollectTest : public StoreTest {
 protected:
  void SetUp() override;

  [[nodiscard]] const domain::CatalogueEntry& entry(const std::string& code = "CF-ORG");
  /// Writes the rows as CSV with the entry's own codes and labels as header and imports them.
  [[nodiscard]] base::Result<service::ImportReport> send(const std::vector<std::vector<std::string>>& rows,
                                                         const SendOptions& options = {});
  /// Imports the bytes as they are.
  [[nodiscard]] base::Result<service::ImportReport> sendBytes(std::string_view bytes, const SendOptions& options = {});
  /// Imports a file that stands in the folder.
  [[nodiscard]] base::Result<service::ImportReport> sendFile(const SendOptions& options);
  /// Code of the refusal; "" when it was accepted.
  [[nodiscard]] std::string refusal(const base::Result<service::ImportReport>& result) const;
  /// "COLL-0101@2" per finding, in order.
  [[nodiscard]] static std::vector<std::string> codes(const service::ImportReport& report);
  /// Rows of a table.
  [[nodiscard]] std::int64_t countOf(const std::string& table) { return number("SELECT count(*) FROM " + table); }
  /// Nothing of an import stands in the store.
  void expectNothingStored();

  [[nodiscard]] const TempDir& folder() const { return *files_; }
  [[nodiscard]] service::Context& context() { return *context_; }
  /// Another day (and law) for what follows.
  void onDay(const std::string& today, const std::string& jurisdiction = "henan-luoyang");

 private:
  std::optional<TempDir> files_;
  service::Context* context_ = nullptr;
};

/// The message names its code, its place where there is one, and is Chinese.
[[nodiscard]] ::testing::AssertionResult isClearChinese(const base::Error& error);

}  // namespace medcredit::test
