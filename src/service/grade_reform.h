// What a reform would do to the register (docs/grading/language.md section 11): both editions over the same facts, the
// release file with its gates, the sensitivity of its numbers and a back-test, signed.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "crypto/sm2.h"
#include "service/context.h"
#include "service/grade_runs.h"

namespace medcredit::service {

struct ReformGate {
  std::string text, value;
  bool met = false;
};
/// The release file.
struct ReformRelease {
  std::string json;  ///< the whole, one document, with the signature of the site
  std::string text;  ///< the same for people
  std::vector<ReformGate> gates;
  [[nodiscard]] bool accepted() const;
};
struct ReformRequest {
  std::string text, sourceName;
  std::optional<base::CivilDate> asOf;  ///< default today
  std::filesystem::path snapshot = {};  ///< facts of the register (grade_snapshot.h); empty: not kept
  unsigned threads = 0;                 ///< 0: one per core; the result does not depend on it
};
/// Grades everybody in scope with the base edition and with the reform, as of a day. GRAD-* for a reform that cannot be
/// read or applied; EVAL-0001 when its base is not there.
[[nodiscard]] base::Result<ReformRelease> simulateReform(Context& context, const ReformRequest& request,
                                                         const RunProgress& progress = {});

/// Whether a release file is what the holder of the key signed. EVAL-0039 altered, not signed, or by another key.
base::Status checkRelease(std::string_view text, const crypto::Sm2PublicKey& key);

}  // namespace medcredit::service
