// Inside of GradeEngine, shared by its two files.
#pragma once

#include <memory>
#include <string>

#include "grading/evaluate.h"
#include "service/grade_engine.h"

namespace medcredit::service {

/// 10^-4 units with the decimals of the model: "85.00".
[[nodiscard]] std::string unitsText(std::int64_t units, int decimals);

struct GradeEngine::Impl {
  std::shared_ptr<const grading::Model> model;
  grading::Program program;
  base::CivilDate asOf, knownOn;

  Impl(std::shared_ptr<const grading::Model> of, base::CivilDate day, base::CivilDate known)
      : model(std::move(of)), program(*model, day, known), asOf(day), knownOn(known) {}

  /// Facts and subject in the engine's own form; the texts of the facts must outlive it.
  struct Loaded {
    grading::FactTable table;
    grading::Subject subject;
    std::string id, feeds;
  };
  [[nodiscard]] std::unique_ptr<Loaded> load(const SubjectFacts& facts) const;
  [[nodiscard]] Grade gradeOf(const grading::Outcome& outcome, const SubjectFacts& facts) const;
  [[nodiscard]] grading::Outcome evaluate(Loaded& loaded) const;
};

}  // namespace medcredit::service
