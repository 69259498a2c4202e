// Grading models read once and kept: reading one costs more than explaining a grade with it. The key is the digest of
// the model, which is its identity; what is kept can be made anew from the store at any time.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "grading/model.h"
#include "service/context.h"
#include "store/grade_models.h"

namespace medcredit::service {

class GradeEngine;

/// Models, and models compiled for a day; the latest used of each. Thread-safe.
class ModelCache {
 public:
  /// Null when it is not kept.
  [[nodiscard]] std::shared_ptr<const grading::Model> model(std::string_view digest);
  void keep(std::string_view digest, std::shared_ptr<const grading::Model> model);
  [[nodiscard]] std::shared_ptr<const GradeEngine> engine(std::string_view digest, base::CivilDate asOf,
                                                          base::CivilDate knownOn);
  void keep(std::string_view digest, base::CivilDate asOf, base::CivilDate knownOn,
            std::shared_ptr<const GradeEngine> engine);

 private:
  template <class T>
  struct Kept {
    std::string key;
    std::shared_ptr<const T> value;
  };
  std::mutex mutex_;
  std::list<Kept<grading::Model>> models_;  ///< latest used first
  std::list<Kept<GradeEngine>> engines_;
};

/// A stored edition, read; from the cache of the context where it has one.
[[nodiscard]] base::Result<std::shared_ptr<const grading::Model>> sharedModel(Context& context,
                                                                              const store::GradeModel& row);
/// A stored edition compiled for a day.
[[nodiscard]] base::Result<std::shared_ptr<const GradeEngine>> engineOf(Context& context, const store::GradeModel& row,
                                                                        base::CivilDate asOf, base::CivilDate knownOn);

}  // namespace medcredit::service
