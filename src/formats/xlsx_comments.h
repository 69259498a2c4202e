// Comments of a sheet: the sender's are kept, ours of an earlier return are replaced.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "formats/annotate_plan.h"
#include "formats/zip_archive.h"

namespace medcredit::formats {

/// Author under which comments are written and later recognised.
inline constexpr std::string_view kCommentAuthor = "医信";

/// The two parts behind the comments of a sheet.
struct CommentParts {
  std::string comments;  ///< texts
  std::string drawing;   ///< VML shapes, without which spreadsheets show nothing
};

/// `commentsPart` and `drawingPart` are the sheet's present ones, empty when it has none.
[[nodiscard]] base::Result<CommentParts> mergeComments(const ZipArchive& archive, std::string_view commentsPart,
                                                       std::string_view drawingPart,
                                                       std::span<const CellComment> comments);

}  // namespace medcredit::formats
