// CSV reading on the hot path: 200,000 rows x 30 columns, plain and quoted.
#include <benchmark/benchmark.h>

#include <fstream>
#include <string>

#include "formats/table_reader.h"

namespace {

using namespace medcredit;

constexpr int kRows = 200000;
constexpr int kColumns = 30;

/// A file under the temporary folder, removed at the end.
class CsvFile {
 public:
  explicit CsvFile(bool quoted)
      : path_(std::filesystem::temp_directory_path() / (quoted ? "mc_bench_quoted.csv" : "mc_bench_plain.csv")) {
    std::ofstream out(path_, std::ios::binary);
    for (int row = 0; row < kRows; ++row) {
      for (int column = 0; column < kColumns; ++column) {
        const std::string text = column % 3 == 0 ? "洛阳测试医院" : std::to_string(row * 31 + column);
        out << (column == 0 ? "" : ",") << (quoted ? "\"" + text + "\"\"\"" : text);
      }
      out << "\r\n";
    }
  }
  ~CsvFile() { std::filesystem::remove(path_); }
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

void readCsv(benchmark::State& state, bool quoted) {
  const CsvFile file(quoted);
  std::vector<base::CellView> cells;
  for (auto _ : state) {
    auto reader = formats::openTable(file.path());
    std::int64_t row = 0;
    std::size_t bytes = 0;
    for (;;) {
      auto more = (*reader)->next(cells, row);
      if (!more.ok() || !*more) break;
      bytes += cells.back().text.size();
    }
    if (row != kRows) state.SkipWithError("rows lost");
    benchmark::DoNotOptimize(bytes);
  }
  state.SetItemsProcessed(state.iterations() * kRows);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(std::filesystem::file_size(file.path())));
}
BENCHMARK_CAPTURE(readCsv, plain, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(readCsv, quoted, true)->Unit(benchmark::kMillisecond);

}  // namespace
