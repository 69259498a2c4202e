// Reading a grading model: strict YAML → effective tree (extends, overlays) → typed tree, with all findings at once.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "grading/model.h"

namespace medcredit::grading {

/// One thing the reader or the analysis found.
struct ModelFinding {
  enum class Severity { kNote, kWarning, kError };
  std::string code;  ///< "GRAD-0012"
  Severity severity = Severity::kError;
  std::string file;
  int line = 0;    ///< 1-based; 0 when it concerns the whole file
  int column = 0;  ///< 1-based, in characters
  std::vector<base::ErrorArg> args;
  std::string message;  ///< Chinese sentence
  std::string basis;    ///< requirement or article; may be empty
  std::string remedy;   ///< Chinese sentence

  [[nodiscard]] std::string place() const;  ///< "file:line:column"
};
[[nodiscard]] std::string_view severityWord(ModelFinding::Severity severity);  ///< "error", "warning", "note"

/// All findings on one model, in the order of the file once sorted. Bounded: after kMost a closing finding is added.
class ModelFindings {
 public:
  static constexpr std::size_t kMost = 500;

  void add(ModelFinding finding);
  void sort();  ///< by file, line, column, code
  [[nodiscard]] const std::vector<ModelFinding>& all() const { return findings_; }
  [[nodiscard]] bool hasErrors() const { return errors_ > 0; }
  [[nodiscard]] std::size_t count(ModelFinding::Severity severity) const;
  [[nodiscard]] const ModelFinding* firstError() const;  ///< nullptr when there is none

 private:
  std::vector<ModelFinding> findings_;
  std::size_t errors_ = 0;
};

struct BaseText {
  std::string text;
  std::string sourceName;
};
/// Finds the text of "model@edition" for `extends`; an Error when there is none.
using BaseLoader = std::function<base::Result<BaseText>(std::string_view modelAtEdition)>;

struct ReadResult {
  std::optional<Model> model;  ///< set when the findings hold no error
  ModelFindings findings;
};

/// Reads a model. Models above 1 MiB are refused. Without `loader` a model with `extends` is refused.
[[nodiscard]] ReadResult readModel(std::string_view text, std::string sourceName, const BaseLoader& loader = {});

/// As readModel, for callers that only want a good model: the first error otherwise.
[[nodiscard]] base::Result<Model> readModelText(std::string_view text, std::string sourceName,
                                                const BaseLoader& loader = {});

}  // namespace medcredit::grading
