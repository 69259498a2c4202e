#include "support/collect_fixture.h"

#include <algorithm>

#include "domain/messages.h"

namespace medcredit::test {

void CollectTest::SetUp() {
  StoreTest::SetUp();
  files_.emplace("medcredit-collect");
  addUnit("U1", "综合监督科");
  onDay("2026-03-10");
}

void CollectTest::onDay(const std::string& today, const std::string& jurisdiction) {
  context_ = &serviceContext(today, jurisdiction);
}

const domain::CatalogueEntry& CollectTest::entry(const std::string& code) {
  const auto* found = context().law.entry(code);
  if (found == nullptr) throw std::runtime_error("no entry " + code);
  return *found;
}

base::Result<service::ImportReport> CollectTest::sendFile(const SendOptions& options) {
  service::ImportRequest request;
  request.file = *files_ / options.file;
  request.entry = options.entry;
  request.unit = options.unit;
  request.dryRun = options.dryRun;
  request.allOrNothing = options.allOrNothing;
  if (!options.received.empty()) request.received = base::CivilDate::parseIso(options.received);
  if (!options.annotated.empty()) request.annotated = *files_ / options.annotated;
  return service::importFile(context(), request);
}

base::Result<service::ImportReport> CollectTest::send(const std::vector<std::vector<std::string>>& rows,
                                                      const SendOptions& options) {
  writeRows(*files_ / options.file, entry(options.entry), rows);
  return sendFile(options);
}

base::Result<service::ImportReport> CollectTest::sendBytes(std::string_view bytes, const SendOptions& options) {
  writeFile(*files_ / options.file, bytes);
  return sendFile(options);
}

std::string CollectTest::refusal(const base::Result<service::ImportReport>& result) const {
  return result.ok() ? std::string() : result.error().code;
}

std::vector<std::string> CollectTest::codes(const service::ImportReport& report) {
  std::vector<std::string> out;
  for (const auto& finding : report.findings) out.push_back(finding.code + "@" + std::to_string(finding.fileRow));
  return out;
}

void CollectTest::expectNothingStored() {
  for (const auto* table : {"batch", "batch_row", "batch_finding", "record", "record_version", "subject",
                            "evidence_entry", "entry_version"}) {
    EXPECT_EQ(countOf(table), 0) << table;
  }
}

::testing::AssertionResult isClearChinese(const base::Error& error) {
  const std::string text = domain::renderText(error);
  if (text == error.code || text.empty()) return ::testing::AssertionFailure() << error.code << " has no text";
  if (text.find('{') != std::string::npos) return ::testing::AssertionFailure() << "unbound placeholder: " << text;
  const bool chinese =
      std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > 0xe0; });
  if (!chinese) return ::testing::AssertionFailure() << "not Chinese: " << text;
  return ::testing::AssertionSuccess();
}

}  // namespace medcredit::test
