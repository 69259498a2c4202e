#include "formats/annotate.h"

#include <system_error>
#include <utility>

#include "formats/annotate_plan.h"
#include "formats/annotate_xlsx.h"
#include "formats/table_reader.h"

namespace medcredit::formats {

namespace {

struct Source {
  std::string format;
  std::string sheet;
  ErrorColumn column;
};

/// Reads the source as far as its header row.
base::Result<Source> survey(const AnnotateRequest& request) {
  MC_ASSIGN(const auto reader, openTable(request.source));
  Source source{reader->info().format, reader->info().sheet, {}};
  std::vector<base::CellView> cells;
  std::int64_t row = 0;
  for (;;) {
    MC_ASSIGN(const bool more, reader->next(cells, row));
    if (!more || row > request.headerRow) return source;
    if (row == request.headerRow) break;
  }
  source.column = chooseErrorColumn(cells, request.errorHeaderPrefix);
  return source;
}

}  // namespace

base::Status writeAnnotated(const AnnotateRequest& request) {
  std::error_code ignored;
  if (std::filesystem::equivalent(request.source, request.target, ignored)) {
    return base::fail("FILE-0051", {{"path", request.source.string()}});
  }
  MC_ASSIGN(const Source source, survey(request));
  const auto extension = request.target.extension();
  const bool workbook = source.format == "xlsx";
  if (extension != ".xlsx" && (workbook || extension != ".csv")) {
    return base::fail("FILE-0050", {{"extension", extension.string()}});
  }
  if (!workbook) return annotatePlain(request, source.column);
  MC_ASSIGN(auto file, FileBytes::open(request.source));
  MC_ASSIGN(auto archive, ZipArchive::open(std::move(file), ReadLimits{}));
  return annotateXlsx(request, source.column, std::move(archive), source.sheet);
}

}  // namespace medcredit::formats
