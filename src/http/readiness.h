// What /readyz looks into: whether everything a request needs is there, and which part is not.
#pragma once

#include <mutex>
#include <optional>
#include <vector>

#include "base/date.h"
#include "http/api.h"

namespace medcredit::http {

/// Shared by all worker threads. Anybody may ask, so the answer of the last look stands for a few seconds.
class Readiness {
 public:
  /// One entry per check that failed (empty: ready): "store" (answers, its tables are those of this program), "keys"
  /// (those of this store), "evidence" (an entry could be written and would be durable), "disk" (room is left where the
  /// store and the uploads lie). The texts name no files.
  [[nodiscard]] std::vector<FieldError> failures(HandlerContext& context);

 private:
  std::mutex mutex_;
  std::optional<base::Instant> lookedAt_;
  std::vector<FieldError> found_;
};

}  // namespace medcredit::http
