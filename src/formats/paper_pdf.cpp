#include "formats/paper_pdf.h"

#include <algorithm>
#include <array>

#include "formats/paper_sheet.h"
#include "formats/qr.h"

namespace medcredit::formats {

using papers::Block;
using papers::Document;

bool Sheet::need(double height) {
  if (y_ + height <= bottom() + 0.5) return false;
  turn();
  return true;
}

void Sheet::turn() {
  closePage();
  canvas_.nextPage();
  ++page_;
  y_ = top();
  if (!banner_.empty()) printBanner();
}

void Sheet::closePage() {
  constexpr double kBelow = 70;  // tenths of a millimetre below the text, GB/T 9704-2012 7.5
  const double size = Sheet::size(layout_.numberSize);
  const bool odd = page_ % 2 == 1;
  const auto number = canvas_.set("— " + std::to_string(page_) + " —",
                                  {size, false, false, odd ? Align::kRight : Align::kLeft}, width() - 2 * size);
  canvas_.all(number, left() + size, bottom() + kBelow * 72.0 / 254.0);
}

void Sheet::printBanner() {
  const auto text = canvas_.set(banner_, {12, true, true, Align::kCentre, 0, 0, kRed}, width());
  const double up = text.height() + 18;
  canvas_.all(text, left(), top() - up);
  canvas_.rule(left(), top() - up - 4, width(), 0.8, kRed);
  canvas_.rule(left(), top() - up + text.height() + 4, width(), 0.8, kRed);
}

void Sheet::body(const SetText& text, double x) {
  const double height = std::max(pitch(), text.lineHeight());
  for (int i = 0; i < text.lines(); ++i) {
    need(height);
    canvas_.line(text, i, x, y_, height);
    y_ += height;
  }
}

std::string codeText(const Document& document, const PaperFoot& foot) {
  if (!foot.address.empty()) return foot.address + "/verify/" + document.code;
  return "medcredit-paper:" + document.code + "?sm3=" + foot.digest;
}

namespace {

class Composition {
 public:
  Composition(Canvas& canvas, const Document& document, const jurisdiction::PaperLayout& layout, const PaperFoot& foot)
      : sheet_(canvas, layout, foot.banner), document_(document), layout_(layout), foot_(foot) {}

  void draw() {
    if (document_.official) drawHead();
    drawTitle();
    for (const auto& block : document_.blocks) drawBlock(block);
    drawSigner();
    drawFoot();
    sheet_.closePage();
  }

 private:
  [[nodiscard]] double bodySize() const { return Sheet::size(layout_.bodySize); }

  /// 发文机关标志, 发文字号 and the red line.
  void drawHead() {
    auto& canvas = sheet_.canvas();
    TextStyle style{Sheet::size(layout_.headSize), false, true, Align::kLeft, 0, 3, kRed};
    auto organ = canvas.set(document_.organ, style, 0);
    if (organ.widest() > sheet_.width()) {
      style.size *= sheet_.width() / organ.widest() * 0.98;
      style.spacing = 0;
      organ = canvas.set(document_.organ, style, 0);
    }
    canvas.all(organ, sheet_.left() + (sheet_.width() - organ.widest()) / 2, sheet_.y());
    sheet_.advance(organ.height() + sheet_.pitch() * 0.3);
    if (!document_.number.empty()) {
      const auto number = canvas.set(document_.number, {bodySize(), false, false, Align::kCentre}, sheet_.width());
      canvas.all(number, sheet_.left(), sheet_.y());
      sheet_.advance(number.height());
    }
    constexpr int kAbove = 40;  // 4 mm below the number, GB/T 9704-2012 7.2.7
    sheet_.advance(Sheet::length(kAbove));
    canvas.rule(sheet_.left(), sheet_.y(), sheet_.width(), 1.8, kRed);
    sheet_.advance(sheet_.pitch());
  }

  void drawTitle() {
    const TextStyle style{Sheet::size(layout_.titleSize), false, true, Align::kCentre};
    const auto title = sheet_.canvas().set(document_.title, style, sheet_.width());
    sheet_.canvas().all(title, sheet_.left(), sheet_.y());
    sheet_.advance(title.height());
    if (!document_.official && !document_.number.empty()) {
      const auto number = sheet_.canvas().set(document_.number, {12, false, false, Align::kCentre}, sheet_.width());
      sheet_.canvas().all(number, sheet_.left(), sheet_.y() + 4);
      sheet_.advance(number.height() + 4);
    }
    sheet_.advance(sheet_.pitch() * (document_.official ? 0.8 : 0.5));
  }

  void drawBlock(const Block& block) {
    auto& canvas = sheet_.canvas();
    const double size = bodySize();
    switch (block.kind) {
      case Block::Kind::kTo:
        sheet_.body(canvas.set(block.text + "：", {size, false, false, Align::kLeft}, sheet_.width()), sheet_.left());
        return;
      case Block::Kind::kParagraph:
        sheet_.body(canvas.set(block.text, {size, false, false, Align::kJustify, 2 * size}, sheet_.width()),
                    sheet_.left());
        return;
      case Block::Kind::kHeading:
        sheet_.need(2 * sheet_.pitch());
        sheet_.body(canvas.set(block.text, {size, true, false, Align::kLeft, 2 * size}, sheet_.width()), sheet_.left());
        return;
      case Block::Kind::kNote:
        drawNote(block);
        return;
      case Block::Kind::kSignature:
        drawLine(block);
        return;
      case Block::Kind::kPairs:
        sheet_.advance(sheet_.pitch() * 0.3);
        drawTable(sheet_, block, {12, true});
        return;
      case Block::Kind::kTable:
        sheet_.advance(sheet_.pitch() * 0.3);
        drawTable(sheet_, block, {Sheet::size(layout_.tableSize), false});
        return;
    }
  }

  void drawNote(const Block& block) {
    constexpr double kNote = 10.5;
    const auto note = sheet_.canvas().set(block.text, {kNote, false, false, Align::kLeft, 0, 0, kGrey}, sheet_.width());
    for (int i = 0; i < note.lines(); ++i) {
      sheet_.need(note.lineHeight());
      sheet_.canvas().line(note, i, sheet_.left(), sheet_.y());
      sheet_.advance(note.lineHeight());
    }
    sheet_.advance(3);
  }

  /// 申请人（签名或者盖章）：____   年  月  日
  void drawLine(const Block& block) {
    const double size = bodySize();
    sheet_.need(2 * sheet_.pitch());
    sheet_.advance(sheet_.pitch() * 0.4);
    const auto label = sheet_.canvas().set(block.text + "：", {size}, 0);
    const auto day = sheet_.canvas().set("年　　月　　日", {size}, 0);
    const double right = sheet_.left() + sheet_.width();
    sheet_.canvas().line(label, 0, sheet_.left(), sheet_.y(), sheet_.pitch());
    const double from = sheet_.left() + label.widest() + 4;
    const double to = right - day.widest() - 3 * size;
    if (to > from) sheet_.canvas().rule(from, sheet_.y() + sheet_.pitch() * 0.82, to - from, 0.6);
    sheet_.canvas().line(day, 0, right - day.widest(), sheet_.y(), sheet_.pitch());
    sheet_.advance(sheet_.pitch());
  }

  /// 署名, 成文日期 four characters from the right edge, and the place of the seal over both.
  void drawSigner() {
    auto& canvas = sheet_.canvas();
    const double size = bodySize();
    const double pitch = sheet_.pitch();
    const auto date = canvas.set(papers::chineseDate(document_.date), {size}, 0);
    if (!document_.official) {
      const auto made = canvas.set(document_.organ + "　" + papers::chineseDate(document_.date), {12}, sheet_.width());
      sheet_.need(2 * pitch);
      sheet_.advance(pitch * 0.4);
      canvas.all(made, sheet_.left() + sheet_.width() - made.widest(), sheet_.y());
      sheet_.advance(made.height());
      return;
    }
    const auto organ = canvas.set(document_.organ, {size}, sheet_.width() * 0.7);
    sheet_.need((3 + organ.lines()) * pitch);
    sheet_.advance(pitch * 2);
    const double right = sheet_.left() + sheet_.width() - 4 * size;
    const double middle = std::min(right - date.widest() / 2, sheet_.left() + sheet_.width() - organ.widest() / 2);
    const double radius = Sheet::length(layout_.seal) / 2;
    const double circleY = sheet_.y() + organ.lines() * pitch;
    canvas.circle(middle, circleY, radius, kPaleRed);
    for (int i = 0; i < organ.lines(); ++i) {
      canvas.line(organ, i, middle - organ.widest() / 2, sheet_.y(), pitch);
      sheet_.advance(pitch);
    }
    canvas.line(date, 0, right - date.widest(), sheet_.y(), pitch);
    sheet_.advance(pitch);
    const auto seal = canvas.set("（印章）", {8, true, false, Align::kLeft, 0, 0, kPaleRed}, 0);
    canvas.all(seal, middle - seal.widest() / 2, circleY + radius * 0.62);
    sheet_.moveTo(std::max(sheet_.y(), circleY + radius));
  }

  /// What a reader needs to check the paper, at the foot of the last page.
  void drawFoot() {
    if (foot_.digest.empty()) return;
    auto& canvas = sheet_.canvas();
    constexpr double kSide = 62;
    constexpr double kGap = 10;
    const double size = Sheet::size(layout_.noteSize);
    sheet_.need(kSide + 2 * kGap);
    const double y = sheet_.bottom() - kSide;
    canvas.rule(sheet_.left(), y - kGap, sheet_.width(), 0.5, kGrey);
    canvas.square(qrCode(codeText(document_, foot_)), sheet_.left(), y, kSide);
    const double x = sheet_.left() + kSide + kGap;
    const std::array<std::string, 4> lines{
        "校验码　" + document_.code,
        "内容摘要（SM3）　" + foot_.digest.substr(0, foot_.digest.size() / 2) + "\n　　　　　　　　　" +
            foot_.digest.substr(foot_.digest.size() / 2),
        document_.evidence.empty() ? std::string() : "留痕日志头　" + document_.evidence,
        "扫描二维码，或者在信用平台“文书验证”页面输入校验码，可以核对真伪和现行状态。"};
    double at = y - 1;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].empty()) continue;
      const auto text = canvas.set(lines[i], {i == 0 ? size + 2 : size, true, i == 0, Align::kLeft, 0, 0, kGrey},
                                   sheet_.width() - kSide - kGap);
      canvas.all(text, x, at);
      at += text.height() + 1;
    }
    sheet_.moveTo(sheet_.bottom());
  }

  Sheet sheet_;
  const Document& document_;
  const jurisdiction::PaperLayout& layout_;
  const PaperFoot& foot_;
};

}  // namespace

base::Result<std::string> paperPdf(const Document& document, const jurisdiction::PaperLayout& layout,
                                   const PaperFoot& foot) {
  FileFacts facts;
  facts.title = document.title;
  facts.author = document.organ;
  facts.subject = document.number;
  facts.keywords = document.code;
  facts.date = document.date;
  auto used = layout;
  if (!document.official) {  // forms and lists stand closer, to fit on their page
    constexpr int kMoreLines = 6;
    constexpr int kForm = 125;  // 小四 and a little
    used.lines += kMoreLines;
    used.bodySize = std::min(used.bodySize, kForm);
  }
  MC_ASSIGN(auto canvas, Canvas::open(used, facts));
  Composition(canvas, document, used, foot).draw();
  return canvas.finish();
}

}  // namespace medcredit::formats
