// Finding the text of a grading model on the command line: a file, or the name of a model of the jurisdictions.
#pragma once

#include <string>

#include "cli/cli.h"
#include "grading/read.h"

namespace medcredit::cli {

struct ModelSource {
  std::string text;
  std::string name;            ///< path of the file
  grading::BaseLoader loader;  ///< bases and models of reforms: the files of the same folder
};

/// FILE, or `model` / `model@edition` among the models of the jurisdictions. Fails with FILE-0001.
[[nodiscard]] base::Result<ModelSource> findModelSource(Session& session, const std::string& fileOrId);
/// The same, read; the first finding when it is no model.
[[nodiscard]] base::Result<grading::Model> loadModel(Session& session, const std::string& fileOrId);
/// Whole file as text; FILE-0001.
[[nodiscard]] base::Result<std::string> readWholeFile(const std::string& path);

}  // namespace medcredit::cli
