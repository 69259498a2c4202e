#include <utility>

#include "formats/csv_reader.h"
#include "formats/file_io.h"
#include "formats/json_reader.h"
#include "formats/sniff.h"
#include "formats/table_reader.h"
#include "formats/xlsx_package.h"
#include "formats/xlsx_reader.h"

namespace medcredit::formats {

namespace {

base::Error wrongType(std::string kind) { return base::fail("FILE-0003", {{"kind", std::move(kind)}}); }

base::Result<std::unique_ptr<TableReader>> openArchive(std::shared_ptr<const FileBytes> file,
                                                       const ReadLimits& limits) {
  MC_ASSIGN(auto archive, ZipArchive::open(std::move(file), limits));
  MC_ASSIGN(std::string foreign, foreignArchive(*archive));
  if (!foreign.empty()) return wrongType(std::move(foreign));
  return openXlsx(std::move(archive), limits);
}

}  // namespace

base::Result<std::unique_ptr<TableReader>> openTable(const std::filesystem::path& path, const ReadLimits& limits) {
  MC_ASSIGN(auto file, FileBytes::open(path));
  MC_ASSIGN(Content content, sniffContent(*file));
  switch (content.kind) {
    case ContentKind::kZip:
      return openArchive(std::move(file), limits);
    case ContentKind::kForeign:
      return content.encrypted ? base::fail("FILE-0005") : wrongType(std::move(content.foreign));
    case ContentKind::kJson:
      return openJson(std::move(file), limits);
    case ContentKind::kText:
      break;
  }
  MC_ASSIGN(TextFile text, openText(std::move(file)));
  TableInfo info{"csv", std::move(text.encoding), ""};
  return std::unique_ptr<TableReader>(std::make_unique<CsvReader>(std::move(text.source), std::move(info), limits));
}

}  // namespace medcredit::formats
