// Fields of a record with the provenance of each (可溯).
#pragma once

#include <span>

#include "service/context.h"
#include "service/record_view.h"

namespace medcredit::service {

/// Gives the view the fields of its version that hold a value, each with the version that brought the value: a
/// correction of one field leaves the others with the file they came from. `versions`: of the record, oldest first.
void addFieldStories(const Context& context, std::span<const VersionRow> versions, RecordView& view);

}  // namespace medcredit::service
