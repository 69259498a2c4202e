// Rewriting one worksheet part: marked cells, the error column, the anchor of the comments; all else byte by byte.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/annotate_plan.h"
#include "formats/xlsx_style_editor.h"
#include "formats/zip_archive.h"

namespace medcredit::formats {

struct SheetEdit {
  AnnotationPlan& plan;
  StyleEditor& styles;
  std::int64_t headerRow = 1;
  /// Relationship id of the drawing that holds the comments; empty when the sheet has one already or needs none.
  std::string drawingId;
  /// Receives the new part piece by piece.
  std::function<base::Status(std::string_view)> output;
};

[[nodiscard]] base::Status editSheet(const ZipArchive& archive, const ZipEntry& entry, const SheetEdit& edit);

}  // namespace medcredit::formats
