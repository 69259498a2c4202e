// The annotated return of a workbook.
#pragma once

#include <memory>

#include "base/result.h"
#include "formats/annotate.h"
#include "formats/annotate_plan.h"
#include "formats/zip_archive.h"

namespace medcredit::formats {

/// Edits the sheet named `sheet` of the package into request.target.
[[nodiscard]] base::Status annotateXlsx(const AnnotateRequest& request, ErrorColumn column,
                                        std::shared_ptr<const ZipArchive> archive, const std::string& sheet);

/// Writes an equal table with text cells (.xlsx), or the same rows with one column more (.csv), for a CSV or JSON
/// source.
[[nodiscard]] base::Status annotatePlain(const AnnotateRequest& request, ErrorColumn column);

}  // namespace medcredit::formats
