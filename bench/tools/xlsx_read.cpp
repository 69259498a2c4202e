// Reads a table to the end and prints what it found as JSON: rows, cells, FNV-1a hash over the texts of all cells that
// are not empty (as "row,column,text\n"), CPU seconds (user + system) and the largest memory the process had in MiB.
// `--count` leaves the hash out, to time reading alone. Usage: xlsx_read FILE [--count]
#include <sys/resource.h>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

#include "formats/table_reader.h"

namespace {

using namespace medcredit;

void add(std::uint64_t& hash, std::string_view bytes) {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
}

double seconds(const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; }

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const bool countOnly = argc > 2 && std::strcmp(argv[2], "--count") == 0;
  auto reader = formats::openTable(argv[1]);
  if (!reader.ok()) {
    std::fprintf(stderr, "%s\n", reader.error().code.c_str());
    return 1;
  }
  std::vector<base::CellView> cells;
  std::int64_t row = 0;
  std::int64_t rows = 0;
  std::int64_t filled = 0;
  std::uint64_t hash = 14695981039346656037ULL;
  for (;;) {
    auto more = (*reader)->next(cells, row);
    if (!more.ok()) return 1;
    if (!*more) break;
    ++rows;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].text.empty()) continue;
      ++filled;
      if (countOnly) continue;
      add(hash, std::to_string(row) + "," + std::to_string(i) + ",");
      add(hash, cells[i].text);
      add(hash, "\n");
    }
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("{\"rows\":%lld,\"cells\":%lld,\"hash\":\"%016llx\",\"cpu\":%.3f,\"mib\":%.1f}\n",
              static_cast<long long>(rows), static_cast<long long>(filled), static_cast<unsigned long long>(hash),
              seconds(usage.ru_utime) + seconds(usage.ru_stime), static_cast<double>(usage.ru_maxrss) / 1024.0);
  return 0;
}
