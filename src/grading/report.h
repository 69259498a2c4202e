// Collecting findings with their places; shared by the reader and the analysis.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "grading/read.h"

namespace medcredit::grading {

/// Adds findings by place; knows the names of the files.
class Reporter {
 public:
  /// Index of a further file; `Place::source` of what stands in it.
  int addSource(std::string name);
  [[nodiscard]] const std::vector<std::string>& sources() const { return sources_; }

  void add(ModelFinding::Severity severity, const char* code, const Place& place,
           std::vector<base::ErrorArg> args = {});
  void error(const char* code, const Place& place, std::vector<base::ErrorArg> args = {}) {
    add(ModelFinding::Severity::kError, code, place, std::move(args));
  }
  /// An Error of the YAML reader, with its place "file:line:column".
  void addYaml(const base::Error& error, int source);

  [[nodiscard]] ModelFindings& findings() { return findings_; }

 private:
  std::vector<std::string> sources_;
  ModelFindings findings_;
};

/// A finding with its texts filled from the catalogue.
[[nodiscard]] ModelFinding makeFinding(ModelFinding::Severity severity, std::string code, std::string file, int line,
                                       int column, std::vector<base::ErrorArg> args);

}  // namespace medcredit::grading
