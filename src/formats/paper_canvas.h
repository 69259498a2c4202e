// Pages of a PDF to draw on: text by Pango, lines by Cairo. Measures are points from the upper left corner. Texts are
// never read as markup. Internal to the room.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"
#include "formats/qr.h"
#include "jurisdiction/paper_law.h"

namespace medcredit::formats {

struct Colour {
  double red = 0, green = 0, blue = 0;
};
inline constexpr Colour kBlack{0, 0, 0};
inline constexpr Colour kGrey{0.38, 0.38, 0.38};
inline constexpr Colour kRed{0.82, 0.04, 0.08};
inline constexpr Colour kPaleRed{0.93, 0.62, 0.62};

enum class Align { kLeft, kCentre, kRight, kJustify };

/// How a text is set.
struct TextStyle {
  double size = 12;
  bool sans = false, bold = false;
  Align align = Align::kLeft;
  double indent = 0;   ///< of the first line
  double spacing = 0;  ///< between characters
  Colour colour = kBlack;
};

/// A text broken into lines of a width.
class SetText {
 public:
  ~SetText();
  SetText(SetText&&) noexcept;
  SetText& operator=(SetText&&) noexcept;
  [[nodiscard]] int lines() const;
  [[nodiscard]] double height() const;      ///< of all lines, at their natural distance
  [[nodiscard]] double lineHeight() const;  ///< natural, of one line
  [[nodiscard]] double widest() const;

 private:
  friend class Canvas;
  struct Impl;
  explicit SetText(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// What stands in the head of the file.
struct FileFacts {
  std::string title, author, subject, keywords;
  std::string date;  ///< YYYY-MM-DD
};

class Canvas {
 public:
  /// PAPR-0030 when a font of the layout is not installed.
  [[nodiscard]] static base::Result<Canvas> open(const jurisdiction::PaperLayout& layout, const FileFacts& facts);
  ~Canvas();
  Canvas(Canvas&&) noexcept;
  Canvas& operator=(Canvas&&) noexcept;

  [[nodiscard]] SetText set(std::string_view text, const TextStyle& style, double width);
  /// Draws line `line` of the text with its upper edge at `y`, in a strip of `height` (0: the natural one).
  void line(const SetText& text, int line, double x, double y, double height = 0);
  /// All lines at their natural distance.
  void all(const SetText& text, double x, double y);
  void rule(double x, double y, double width, double thickness, Colour colour = kBlack);
  void upright(double x, double y, double height, double thickness);
  void fill(double x, double y, double width, double height, double grey);
  void circle(double x, double y, double radius, Colour colour);  ///< dashed, around (x, y)
  void square(const QrCode& code, double x, double y, double side);
  void nextPage();

  /// The file. PAPR-0031 when characters have no glyph in any font, PAPR-0032 when it could not be made.
  [[nodiscard]] base::Result<std::string> finish();

 private:
  struct Impl;
  explicit Canvas(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace medcredit::formats
