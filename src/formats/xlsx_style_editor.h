// Marks as cell styles: a clone of the cell's own style with a fill on top, so that nothing else of it changes.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "formats/zip_archive.h"

namespace medcredit::formats {

/// Hands out style numbers for marked cells while a sheet is edited, then writes the style part with them.
///
/// A mark's fill keeps the colour it covers in its unused background colour: on the next round a cell that is no longer
/// marked gets its own colour back, even when a spreadsheet has renumbered all styles in between.
class StyleEditor {
 public:
  /// `part` empty: the workbook has no styles yet.
  [[nodiscard]] static base::Result<StyleEditor> open(const ZipArchive& archive, std::string_view part);

  /// Style for a cell of style `style` that is to be marked.
  [[nodiscard]] unsigned marked(unsigned style, bool warning);
  /// Style without the mark of an earlier return; `style` itself when it has none.
  [[nodiscard]] unsigned unmarked(unsigned style);
  /// The style part with all styles handed out.
  [[nodiscard]] base::Result<std::string> write(const ZipArchive& archive, std::string_view part) const;

 private:
  friend struct StyleScan;
  friend struct StyleRewrite;
  enum class Mark : unsigned char { kNone, kError, kWarning };
  /// A fill as far as marks need it: attributes of its colour ("rgb=\"FFFF0000\""), empty for no solid fill.
  struct Fill {
    Mark mark = Mark::kNone;
    std::string colour;  ///< the fill's own colour, or, under a mark, the colour it covers
  };
  struct Clone {
    unsigned style = 0;
    unsigned fill = 0;
  };

  unsigned clone(unsigned style, unsigned fill);
  unsigned fillFor(Mark mark, const std::string& colour);
  [[nodiscard]] std::string fillXml(const Fill& fill, const std::string& prefix) const;

  std::vector<Fill> fills_;
  std::size_t oldFills_ = 0;
  std::vector<unsigned> styleFills_;  ///< fill of each style
  std::size_t oldStyles_ = 0;
  std::map<std::pair<unsigned, unsigned>, unsigned> clones_;  ///< (style, fill) -> new style
  std::vector<Clone> cloneOrder_;
};

}  // namespace medcredit::formats
