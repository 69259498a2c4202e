// Natural keys of a whole import: which are there already, and the new ones brought in together.
#pragma once

#include <cstddef>
#include <functional>

#include "base/result.h"
#include "store/records.h"

namespace medcredit::store {

/// Visits every natural key of the store when there are no more than `most`; false when there are more, after any
/// number of visits. To read a few keys in one go costs a fraction of looking up each row of a large file.
[[nodiscard]] base::Result<bool> eachRecordKey(Conn& conn, std::size_t most,
                                               const std::function<void(const NaturalKey&)>& onKey);

}  // namespace medcredit::store
