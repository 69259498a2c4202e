// Where the next line of a paper goes: measures of the page in points, the cursor, page breaks. Internal to the room.
#pragma once

#include <string>
#include <utility>

#include "formats/paper_canvas.h"
#include "formats/paper_pdf.h"

namespace medcredit::formats {

class Sheet {
 public:
  Sheet(Canvas& canvas, const jurisdiction::PaperLayout& layout, std::string banner)
      : canvas_(canvas), layout_(layout), banner_(std::move(banner)), y_(top()) {
    if (!banner_.empty()) printBanner();
  }

  [[nodiscard]] Canvas& canvas() { return canvas_; }
  [[nodiscard]] double left() const { return length(layout_.left); }
  [[nodiscard]] double width() const { return length(layout_.textWidth); }
  [[nodiscard]] double top() const { return length(layout_.top); }
  [[nodiscard]] double bottom() const { return top() + length(layout_.textHeight); }
  /// Distance of body lines.
  [[nodiscard]] double pitch() const { return length(layout_.textHeight) / layout_.lines; }
  [[nodiscard]] double y() const { return y_; }
  void moveTo(double y) { y_ = y; }
  void advance(double by) { y_ += by; }
  [[nodiscard]] double left(double space) const { return bottom() - y_ - space; }
  [[nodiscard]] const jurisdiction::PaperLayout& layout() const { return layout_; }

  /// A new page unless `height` fits on this one. True when it was turned.
  bool need(double height);
  void turn();
  /// Number of the page, below the text: right on odd pages, left on even ones.
  void closePage();

  /// Lines on the grid of the body.
  void body(const SetText& text, double x);

  [[nodiscard]] static double length(int tenthsOfMillimetre) { return tenthsOfMillimetre * 72.0 / 254.0; }
  [[nodiscard]] static double size(int tenthsOfPoint) { return tenthsOfPoint / 10.0; }

 private:
  void printBanner();

  Canvas& canvas_;
  const jurisdiction::PaperLayout& layout_;
  std::string banner_;
  double y_;
  int page_ = 1;
};

/// A bordered table with heads repeated on every page; rows too high for a page go on over it.
struct TableStyle {
  double size = 10.5;
  bool labels = false;  ///< the first column is a label: pairs
};
void drawTable(Sheet& sheet, const papers::Block& block, const TableStyle& style);

}  // namespace medcredit::formats
