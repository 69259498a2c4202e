// Walking a model's tree by paths and merging overlay mappings into it; for overlay.cpp and reform.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grading/report.h"
#include "grading/tree.h"

namespace medcredit::grading {

/// Applies a mapping shaped like the model: `replace` (what it names must exist) or `add` (must not). The unit is one
/// entry of a part with names (a law, a parameter, a rule by its id …), else the whole part; what is replaced keeps its
/// place, what is added comes last.
void mergeOverlay(TreeNode& model, const TreeNode& overlay, bool add, Reporter& report);

/// Removes what a list of paths names. `touched` (may be null) receives the paths.
void removePaths(TreeNode& model, const TreeNode& paths, Reporter& report, std::vector<std::string>* touched);

enum class PutMode { kSet, kAdd };
/// Puts a value at a path of a reform: the place above it must exist; kAdd refuses what exists. `place` is that of the
/// path, for the report. False when it was refused.
bool putAtPath(TreeNode& model, std::string_view path, const Place& place, const TreeNode& value, PutMode mode,
               Reporter& report);

}  // namespace medcredit::grading
