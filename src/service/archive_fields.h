// Fields of a record with the provenance of each (可溯).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "service/context.h"
#include "service/record_view.h"
#include "store/record_marks.h"

namespace medcredit::service {

/// Fields of the version `current` that hold a value, each with the version that brought the value: a correction of one
/// field leaves the others with the file they came from. `versions`: oldest first, `current` is one of them.
[[nodiscard]] std::vector<FieldStory> fieldStories(const Context& context, std::span<const store::ArchiveRow> versions,
                                                   std::int64_t current);

}  // namespace medcredit::service
