// Inside of GradeEngine, shared by its two files.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "grading/evaluate.h"
#include "service/grade_engine.h"

namespace medcredit::service {

/// 10^-4 units with the decimals of the model: "85.00".
[[nodiscard]] std::string unitsText(std::int64_t units, int decimals);

/// Facts and subject in the engine's own form; the texts of the facts must outlive it.
struct LoadedFacts {
  /// `fields`: word columns to keep.
  LoadedFacts(const SubjectFacts& facts, const std::vector<std::string>& fields);
  LoadedFacts(const LoadedFacts&) = delete;
  LoadedFacts& operator=(const LoadedFacts&) = delete;

  grading::FactTable table;
  grading::Subject subject;

 private:
  std::string id_, feeds_;
};

struct GradeEngine::Impl {
  std::shared_ptr<const grading::Model> model;
  grading::Program program;
  base::CivilDate asOf, knownOn;

  Impl(std::shared_ptr<const grading::Model> of, base::CivilDate day, base::CivilDate known)
      : model(std::move(of)), program(*model, day, known), asOf(day), knownOn(known) {}

  [[nodiscard]] Grade gradeOf(const grading::Outcome& outcome, const SubjectFacts& facts) const;
  [[nodiscard]] grading::Outcome evaluate(LoadedFacts& loaded) const;
};

}  // namespace medcredit::service
