// Tables of papers.
#include <algorithm>
#include <numeric>

#include "formats/paper_sheet.h"

namespace medcredit::formats {

namespace {

constexpr double kPad = 4;
constexpr double kThin = 0.5;
constexpr double kThick = 1.0;
constexpr double kHeadGrey = 0.94;

class Table {
 public:
  Table(Sheet& sheet, const papers::Block& block, const TableStyle& style)
      : sheet_(sheet), block_(block), style_(style) {
    const double sum = std::accumulate(block.weights.begin(), block.weights.end(), 0.0);
    for (const int weight : block.weights) widths_.push_back(sheet.width() * weight / sum);
  }

  void draw() {
    drawTitle();
    drawHead();
    for (const auto& row : block_.rows) drawRow(row);
    if (block_.rows.empty()) drawNothing();
    sheet_.advance(sheet_.pitch() * 0.4);
  }

 private:
  struct Cell {
    SetText text;
    int next = 0;  ///< first line not drawn yet
  };

  void drawTitle() {
    if (block_.text.empty()) return;
    const auto title =
        sheet_.canvas().set(block_.text, {style_.size + 1.5, true, false, Align::kCentre}, sheet_.width());
    sheet_.need(title.height() + 4 * style_.size);
    sheet_.canvas().all(title, sheet_.left(), sheet_.y());
    sheet_.advance(title.height() + 3);
  }

  [[nodiscard]] std::vector<Cell> cellsOf(const std::vector<std::string>& row, bool head) const {
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool label = head || (style_.labels && i == 0);
      TextStyle style{style_.size, label, false, label ? Align::kCentre : Align::kLeft};
      cells.push_back({sheet_.canvas().set(row[i], style, widths_[i] - 2 * kPad), 0});
    }
    return cells;
  }

  [[nodiscard]] static double heightOf(const std::vector<Cell>& cells) {
    double height = 0;
    for (const auto& cell : cells) height = std::max(height, cell.text.height());
    return height + 2 * kPad;
  }

  void drawHead() {
    if (block_.columns.empty()) {
      sheet_.need(3 * style_.size);
      sheet_.canvas().rule(sheet_.left(), sheet_.y(), sheet_.width(), kThin);
      return;
    }
    auto cells = cellsOf(block_.columns, true);
    const double height = heightOf(cells);
    sheet_.need(height + 3 * style_.size);
    strip(cells, height, true);
  }

  void drawNothing() {
    const auto text = sheet_.canvas().set("（无）", {style_.size, false, false, Align::kCentre}, sheet_.width());
    const double height = text.height() + 2 * kPad;
    sheet_.canvas().all(text, sheet_.left(), sheet_.y() + kPad);
    frame(height, {0, sheet_.width()});
    sheet_.advance(height);
  }

  void drawRow(const std::vector<std::string>& row) {
    auto cells = cellsOf(row, false);
    const double whole = heightOf(cells);
    const double page = sheet_.bottom() - sheet_.top();
    if (whole < page / 3 && sheet_.need(whole)) drawHead();
    while (rest(cells) > 0) {
      const double room = sheet_.left(0);
      const double height = std::min(rest(cells) + 2 * kPad, room);
      if (height < style_.size * 2 + 2 * kPad && room < rest(cells)) {
        sheet_.turn();
        drawHead();
        continue;
      }
      strip(cells, height, false);
    }
  }

  /// Height of what is not drawn yet.
  [[nodiscard]] static double rest(const std::vector<Cell>& cells) {
    double height = 0;
    for (const auto& cell : cells) height = std::max(height, (cell.text.lines() - cell.next) * cell.text.lineHeight());
    return height;
  }

  /// As many lines of every cell as fit into a strip of this height.
  void strip(std::vector<Cell>& cells, double height, bool head) {
    if (head) sheet_.canvas().fill(sheet_.left(), sheet_.y(), sheet_.width(), height, kHeadGrey);
    std::vector<double> edges{0};
    double x = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      auto& cell = cells[i];
      const double lineHeight = cell.text.lineHeight();
      const double used = std::min(height - 2 * kPad, (cell.text.lines() - cell.next) * lineHeight);
      double y = sheet_.y() + kPad + (height - 2 * kPad - used) / 2;
      const double end = sheet_.y() + height - kPad + 0.01;
      while (cell.next < cell.text.lines() && y + lineHeight <= end) {
        sheet_.canvas().line(cell.text, cell.next++, sheet_.left() + x + kPad, y);
        y += lineHeight;
      }
      x += widths_[i];
      edges.push_back(x);
    }
    frame(height, edges);
    sheet_.advance(height);
  }

  void frame(double height, const std::vector<double>& edges) {
    auto& canvas = sheet_.canvas();
    canvas.rule(sheet_.left(), sheet_.y(), sheet_.width(), kThin);
    canvas.rule(sheet_.left(), sheet_.y() + height, sheet_.width(), kThin);
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const bool outer = i == 0 || i + 1 == edges.size();
      canvas.upright(sheet_.left() + edges[i], sheet_.y(), height, outer ? kThick : kThin);
    }
  }

  Sheet& sheet_;
  const papers::Block& block_;
  TableStyle style_;
  std::vector<double> widths_;
};

}  // namespace

void drawTable(Sheet& sheet, const papers::Block& block, const TableStyle& style) { Table(sheet, block, style).draw(); }

}  // namespace medcredit::formats
