// Given records of the catalogue, imported as offices send them; shared by the publicity and supervision tests.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "formats/table_reader.h"
#include "service/collect.h"
#include "service/publish.h"
#include "service/publish_exchange.h"
#include "service/publish_output.h"
#include "service/record.h"
#include "service/register.h"
#include "support/sample_rows.h"
#include "support/store_fixture.h"

namespace medcredit::test {

class PublishTest : public StoreTest {
 protected:
  /// The day and the law everything happens under.
  service::Context& on(const std::string& day, const std::string& jurisdictionId = "henan-luoyang") {
    context_ = &serviceContext(day, jurisdictionId);
    return *context_;
  }
  /// A context under a law that was loaded from a folder of the test.
  service::Context& under(const jurisdiction::Jurisdiction& law, const std::string& day) {
    clock_ = std::make_unique<base::FixedClock>(*base::CivilDate::parseIso(day));
    own_ = std::make_unique<service::Context>(service::Context{conn(), law, *clock_, "test", random(), keys()});
    context_ = own_.get();
    return *context_;
  }
  [[nodiscard]] service::Context& ctx() { return *context_; }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return folder_ / name; }

  /// Imports rows of an entry as one CSV file of a unit.
  service::ImportReport import(const std::string& entry, const std::vector<std::vector<std::string>>& rows,
                               const std::string& unit = "office", const std::string& received = "") {
    const auto path = file(entry + std::to_string(++files_) + ".csv");
    writeRows(path, *ctx().law.entry(entry), rows);
    service::ImportRequest request;
    request.file = path;
    request.entry = entry;
    request.unit = unit;
    if (!received.empty()) request.received = base::CivilDate::parseIso(received);
    return must(service::importFile(ctx(), request));
  }
  /// Imports one valid row and returns its record id.
  std::int64_t record(const std::string& entry, int number, const RowChanges& changes = {},
                      const std::string& unit = "office") {
    const auto report = import(entry, {sampleRow(*ctx().law.entry(entry), number, changes)}, unit);
    EXPECT_EQ(report.counts.accepted, 1) << entry << " " << (report.findings.empty() ? "" : report.findings[0].message);
    return number_("SELECT MAX(id) FROM record");
  }
  /// `count` decisions of an entry in one file, numbered from `first`.
  void records(const std::string& entry, int first, int count, const RowChanges& changes = {},
               const std::string& unit = "office", const std::string& received = "") {
    std::vector<std::vector<std::string>> rows;
    for (int i = 0; i < count; ++i) rows.push_back(sampleRow(*ctx().law.entry(entry), first + i, changes));
    const auto report = import(entry, rows, unit, received);
    ASSERT_EQ(report.counts.accepted, count) << (report.findings.empty() ? "" : report.findings[0].message);
  }
  /// Publishes everything that waits, with the secrecy check.
  service::PublishOutcome publishAll() { return must(service::publishRun(ctx(), {{}, "", true, true})); }
  service::PublishOutcome publish(std::vector<std::int64_t> ids) {
    return must(service::publishRun(ctx(), {std::move(ids), "", false, true}));
  }

  [[nodiscard]] std::vector<service::PublicItem> listing(const std::string& entry = "") {
    std::vector<service::PublicItem> items;
    must(service::eachPublicItem(ctx(), entry, [&](const service::PublicItem& item) -> base::Status {
      items.push_back(item);
      return {};
    }));
    return items;
  }
  [[nodiscard]] std::vector<store::PublicationJob> jobs(std::int64_t recordId) {
    return must(store::listPublicationJobs(conn(), {"", "", recordId}));
  }
  [[nodiscard]] std::string publicityOf(std::int64_t recordId) {
    return text("SELECT publicity FROM record WHERE id = $1", {recordId});
  }
  /// Every cell of a written table, header first.
  [[nodiscard]] static std::vector<std::vector<std::string>> table(const std::filesystem::path& path) {
    auto reader = must(formats::openTable(path));
    std::vector<std::vector<std::string>> rows;
    std::vector<base::CellView> cells;
    std::int64_t number = 0;
    while (must(reader->next(cells, number))) {
      std::vector<std::string> row;
      for (const auto& cell : cells) row.emplace_back(cell.text);
      rows.push_back(std::move(row));
    }
    return rows;
  }
  /// A decision register file with these numbers and dates.
  std::filesystem::path registerFile(const std::vector<std::pair<std::string, std::string>>& decisions) {
    std::string out = "决定文书号,决定日期\r\n";
    for (const auto& [number, date] : decisions) out += number + "," + date + "\r\n";
    const auto path = file("register" + std::to_string(++files_) + ".csv");
    writeFile(path, out);
    return path;
  }
  static std::string numberOf(int decision) { return "洛卫测〔2026〕" + std::to_string(decision) + "号"; }

 private:
  std::int64_t number_(std::string_view sql) { return number(sql); }

  TempDir folder_;
  service::Context* context_ = nullptr;
  std::unique_ptr<base::FixedClock> clock_;
  std::unique_ptr<service::Context> own_;
  int files_ = 0;
};

/// Code of a failed result; "" when it is a success.
template <class T>
std::string codeOf(const base::Result<T>& result) {
  return result.ok() ? std::string() : result.error().code;
}

}  // namespace medcredit::test
