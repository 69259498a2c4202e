// Any bytes as a table: the reader answers with rows or with one error, in bounded memory.
#include "formats/table_reader.h"
#include "memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const medcredit::fuzz::MemoryFile file(data, size);
  medcredit::formats::ReadLimits limits;
  limits.maxUnpackedBytes = 32U << 20U;
  auto reader = medcredit::formats::openTable(file.path(), limits);
  if (!reader) return 0;
  std::vector<medcredit::base::CellView> cells;
  std::int64_t number = 0;
  std::int64_t before = 0;
  for (;;) {
    auto more = (*reader)->next(cells, number);
    if (!more || !*more) return 0;
    if (number <= before || cells.size() > 16384) std::abort();
    before = number;
  }
}
