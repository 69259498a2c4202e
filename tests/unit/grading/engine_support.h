// One case for the engine: a model, a subject and records, graded and compared.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "grading/evaluate.h"
#include "grading/explain.h"
#include "grading/read.h"

namespace medcredit::grading::test {

using Record = std::vector<std::pair<std::string, std::string>>;  ///< fields; "id" and "of" among them

class EngineCase {
 public:
  EngineCase(const Model& model, const std::string& asOf, const std::string& knownOn = {});

  EngineCase& subject(const std::string& type, const std::string& registeredOn, const std::string& feeds);
  EngineCase& record(const Record& fields);
  [[nodiscard]] const Outcome& grade();
  [[nodiscard]] std::string score() { return Decimal4{grade().score}.str(); }
  [[nodiscard]] std::string level() { return std::string(program.levelName(grade().level)); }
  /// "record=points:reason" of all lines, in the order of the ledger.
  [[nodiscard]] std::string ledger();
  [[nodiscard]] Explanation explained();

  Program program;
  Subject who;
  std::unique_ptr<FactTable> facts;

 private:
  std::string type_;
  std::string feeds_;
  std::vector<Record> records_;
  Outcome outcome_;
};

/// A model for arithmetic: one group, the given rules (YAML list items), base 100, bands 90 / 60 / 0.
[[nodiscard]] Model modelWith(const std::string& rules, const std::string& groups = "g: {cite: [T]}",
                              const std::string& arith = "{decimals: 2, round: half_up}");

}  // namespace medcredit::grading::test
