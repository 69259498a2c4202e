#include "formats/xlsx_sheet_editor.h"

#include <algorithm>
#include <cstdlib>

#include "formats/xlsx_sheet.h"
#include "formats/xml_editor.h"

namespace medcredit::formats {

namespace {

constexpr std::size_t kOutputBlock = 256 * 1024;
constexpr int kErrorColumnWidth = 60;
constexpr std::string_view kRelationshipsNamespace =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Elements that must come after <legacyDrawing> (ECMA-376 18.3.1.99).
bool followsDrawing(std::string_view name) {
  for (const std::string_view later : {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
                                       "webPublishItems", "tableParts", "extLst", "AlternateContent"}) {
    if (name == later) return true;
  }
  return false;
}

unsigned numberOf(const char** attributes, const char* name) {
  const char* value = plainAttribute(attributes, name);
  return value == nullptr ? 0 : static_cast<unsigned>(std::strtoul(value, nullptr, 10));
}

/// Styles of whole columns, for cells that do not exist yet.
struct ColumnStyle {
  unsigned first;
  unsigned last;
  unsigned style;
};

class SheetEditor {
 public:
  explicit SheetEditor(const SheetEdit& edit) : edit_(edit) {}
  void attach(XmlEditor<SheetEditor>& editor) { editor_ = &editor; }

  void start(const char* name, const char** attributes) {
    ++depth_;
    if (skipDepth_ != 0) return;
    const std::string_view local = localName(name);
    if (depth_ == 1) prefix_ = prefixOf(name);
    if (depth_ == 2) return startSection(local, attributes);
    if (inColumns_ && local == "col") addColumn(attributes);
    if (inData_ && depth_ == 3 && local == "row") return startRow(name, attributes);
    if (inData_ && depth_ == 4 && local == "c") return startCell(name, attributes);
    editor_->copy();
  }

  void end(const char* name) {
    const int depth = depth_--;
    if (skipDepth_ != 0) {
      if (depth == skipDepth_) skipDepth_ = 0;
      return;
    }
    const std::string_view local = localName(name);
    if (depth == 1) insertDrawing();
    if (depth == 2 && local == "cols") {
      if (!covered_) raw(columnXml());
      inColumns_ = false;
    }
    if (depth == 2 && local == "sheetData") inData_ = false;
    if (inData_ && depth == 3) {
      flushCells(INT32_MAX);
      return raw("</" + prefix_ + "row>");
    }
    if (inData_ && depth == 4 && rebuilt_) {
      rebuilt_ = false;
      return raw("</" + prefix_ + "c>");
    }
    editor_->copy();
  }

  void raw(std::string_view text) {
    if (skipDepth_ != 0) return;
    out_ += text;
    if (out_.size() >= kOutputBlock) flush();
  }

  void flush() {
    if (auto status = edit_.output(out_); !status.ok()) editor_->refuse(std::move(status).error());
    out_.clear();
  }

 private:
  void startSection(std::string_view local, const char**) {
    if (local == "dimension") {
      // Optional, and no longer true with one column more.
      skipDepth_ = depth_;
      return;
    }
    if (local == "cols") inColumns_ = sawColumns_ = true;
    if (local == "sheetData") {
      if (!sawColumns_) raw("<" + prefix_ + "cols>" + columnXml() + "</" + prefix_ + "cols>");
      inData_ = sawData_ = true;
    }
    if (local == "legacyDrawing") drawn_ = true;
    if (sawData_ && followsDrawing(local)) insertDrawing();
    editor_->copy();
  }

  void insertDrawing() {
    if (drawn_ || edit_.drawingId.empty()) return;
    drawn_ = true;
    raw("<" + prefix_ + "legacyDrawing xmlns:r=\"" + std::string(kRelationshipsNamespace) + "\" r:id=\"" +
        edit_.drawingId + "\"/>");
  }

  void addColumn(const char** attributes) {
    columns_.push_back({numberOf(attributes, "min"), numberOf(attributes, "max"), numberOf(attributes, "style")});
    if (columns_.back().last > static_cast<unsigned>(edit_.plan.errorColumn().index)) covered_ = true;
  }
  [[nodiscard]] std::string columnXml() const {
    const std::string number = std::to_string(edit_.plan.errorColumn().index + 1);
    return "<" + prefix_ + "col min=\"" + number + "\" max=\"" + number + "\" width=\"" +
           std::to_string(kErrorColumnWidth) + "\" customWidth=\"1\"/>";
  }
  [[nodiscard]] unsigned styleOfColumn(int column) const {
    const auto number = static_cast<unsigned>(column + 1);
    const auto it = std::find_if(columns_.begin(), columns_.end(),
                                 [&](const ColumnStyle& c) { return c.first <= number && number <= c.last; });
    return it == columns_.end() ? 0 : it->style;
  }

  void startRow(const char* name, const char** attributes) {
    const char* given = plainAttribute(attributes, "r");
    row_ = given == nullptr ? row_ + 1 : std::strtoll(given, nullptr, 10);
    column_ = -1;
    lastStyle_ = 0;
    const char* custom = plainAttribute(attributes, "customFormat");
    rowHasStyle_ = custom != nullptr && (custom[0] == '1' || custom[0] == 't');
    rowStyle_ = numberOf(attributes, "s");
    planned_ = edit_.plan.row(row_);
    nextPlanned_ = 0;
    // "spans" is a hint that the error column would make wrong.
    raw(openTag(name, attributes, {{"spans", nullptr}}));
  }

  void startCell(const char* name, const char** attributes) {
    const char* reference = plainAttribute(attributes, "r");
    std::string_view digits;
    column_ = reference == nullptr ? column_ + 1 : parseColumn(reference, digits);
    const unsigned style = numberOf(attributes, "s");
    flushCells(column_);
    const auto& error = edit_.plan.errorColumn();
    if (column_ == error.index && row_ >= edit_.headerRow) {
      skipDepth_ = depth_;  // what stood in the error column is replaced
      if (nextPlanned_ < planned_.size() && planned_[nextPlanned_].column == column_) {
        raw_(cellXml(planned_[nextPlanned_++], style));
      }
      return;
    }
    unsigned wanted = edit_.styles.unmarked(style);
    if (nextPlanned_ < planned_.size() && planned_[nextPlanned_].column == column_) {
      wanted = edit_.styles.marked(style, planned_[nextPlanned_++].warning);
    }
    lastStyle_ = style;
    if (wanted == style) return editor_->copy();
    rebuilt_ = true;
    raw(openTag(name, attributes, {{"s", std::to_string(wanted).c_str()}}));
  }

  /// Writes planned cells that stand before `column` and are not in the file.
  void flushCells(int column) {
    for (; nextPlanned_ < planned_.size() && planned_[nextPlanned_].column < column; ++nextPlanned_) {
      const PlannedCell& cell = planned_[nextPlanned_];
      const unsigned style = rowHasStyle_ ? rowStyle_ : styleOfColumn(cell.column);
      raw_(cellXml(cell, row_ == edit_.headerRow && cell.isText ? lastStyle_ : style));
    }
  }
  /// As raw(), also while the sender's own cell is being skipped.
  void raw_(std::string_view text) { out_ += text; }

  [[nodiscard]] std::string cellXml(const PlannedCell& cell, unsigned style) const {
    const std::string reference = columnName(cell.column) + std::to_string(row_);
    std::string tag = "<" + prefix_ + "c r=\"" + reference + "\"";
    if (!cell.isText) return tag + " s=\"" + std::to_string(edit_.styles.marked(style, cell.warning)) + "\"/>";
    if (cell.text.empty()) return "";
    if (style != 0) tag += " s=\"" + std::to_string(style) + "\"";
    return tag + " t=\"inlineStr\"><" + prefix_ + "is><" + prefix_ + "t xml:space=\"preserve\">" +
           escapeXml(escapeText(cell.text)) + "</" + prefix_ + "t></" + prefix_ + "is></" + prefix_ + "c>";
  }

  const SheetEdit& edit_;
  XmlEditor<SheetEditor>* editor_ = nullptr;
  std::string out_ = std::string(kXmlDeclaration);
  std::string prefix_;
  int depth_ = 0;
  int skipDepth_ = 0;  ///< depth of the element being left out; 0: none
  bool inColumns_ = false;
  bool sawColumns_ = false;
  bool covered_ = false;  ///< a <col> reaches the error column or beyond
  bool inData_ = false;
  bool sawData_ = false;
  bool drawn_ = false;
  bool rebuilt_ = false;  ///< the current cell's start tag was replaced, so its end tag must be
  std::vector<ColumnStyle> columns_;
  std::int64_t row_ = 0;
  int column_ = -1;
  unsigned lastStyle_ = 0;
  unsigned rowStyle_ = 0;
  bool rowHasStyle_ = false;
  std::vector<PlannedCell> planned_;
  std::size_t nextPlanned_ = 0;
};

}  // namespace

base::Status editSheet(const ZipArchive& archive, const ZipEntry& entry, const SheetEdit& edit) {
  SheetEditor handler(edit);
  XmlEditor<SheetEditor> editor(archive, entry, handler);
  handler.attach(editor);
  MC_TRY(editor.run());
  handler.flush();
  return {};
}

}  // namespace medcredit::formats
