#include "formats/xlsx_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "formats/xlsx_package.h"
#include "formats/xlsx_sheet.h"

namespace medcredit::formats {

namespace {

bool holdsText(const std::vector<base::CellView>& cells) {
  return std::any_of(cells.begin(), cells.end(), [](const base::CellView& c) { return !c.text.empty(); });
}

class XlsxReader final : public TableReader {
 public:
  XlsxReader(std::shared_ptr<const ZipArchive> archive, SheetContext context)
      : archive_(std::move(archive)), context_(std::move(context)) {
    info_.format = "xlsx";
  }

  /// Stands on the first sheet that holds text; FILE-0007 when none does.
  base::Status chooseSheet(const std::vector<SheetRef>& sheets, std::size_t blockBytes) {
    for (const auto& sheet : sheets) {
      if (!sheet.visible) continue;
      const auto* entry = archive_->find(sheet.part);
      if (entry == nullptr) return base::fail("FILE-0008", {{"part", sheet.part}});
      rows_ = std::make_unique<SheetRows>(context_, archive_->stream(*entry), sheet.part, blockBytes);
      info_.sheet = sheet.name;
      for (;;) {
        MC_ASSIGN(const bool more, rows_->next(first_, firstRow_));
        if (!more) break;
        if (!holdsText(first_)) continue;
        pending_ = true;
        return {};
      }
    }
    return base::fail("FILE-0007");
  }

  [[nodiscard]] const TableInfo& info() const override { return info_; }
  [[nodiscard]] base::Result<bool> next(std::vector<base::CellView>& cells, std::int64_t& rowNumber) override {
    if (!pending_) return rows_->next(cells, rowNumber);
    pending_ = false;
    cells = first_;  // its texts stay valid: the sheet has not moved on
    rowNumber = firstRow_;
    return true;
  }
  [[nodiscard]] double progress() const override { return rows_->progress(); }

 private:
  std::shared_ptr<const ZipArchive> archive_;
  SheetContext context_;
  TableInfo info_;
  std::unique_ptr<SheetRows> rows_;
  std::vector<base::CellView> first_;
  std::int64_t firstRow_ = 0;
  bool pending_ = false;
};

}  // namespace

base::Result<std::unique_ptr<TableReader>> openXlsx(std::shared_ptr<const ZipArchive> archive, const ReadLimits& limits,
                                                    std::size_t blockBytes) {
  MC_ASSIGN(const Workbook book, readWorkbook(*archive));
  SheetContext context;
  context.limits = limits;
  context.date1904 = book.date1904;
  MC_ASSIGN(context.styles, readNumberStyles(*archive, book.stylesPart));
  MC_ASSIGN(context.strings, SharedStrings::load(*archive, book.stringsPart, limits));
  auto reader = std::make_unique<XlsxReader>(std::move(archive), std::move(context));
  MC_TRY(reader->chooseSheet(book.sheets, blockBytes));
  return std::unique_ptr<TableReader>(std::move(reader));
}

}  // namespace medcredit::formats
