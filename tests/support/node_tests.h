// Programs in JavaScript that judge the API from outside (tests/api); their packages are installed by ./dev test.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "support/run_binary.h"

namespace medcredit::test {

#ifdef MC_SOURCE_DIR
/// Runs tests/api/<script> with the packages in build/api/node_modules.
[[nodiscard]] inline RunResult runApiScript(const std::string& script, std::vector<std::string> arguments,
                                            std::chrono::milliseconds timeout) {
  namespace fs = std::filesystem;
  const fs::path modules = fs::path(MC_SOURCE_DIR) / "build/api/node_modules";
  RunResult missing;
  missing.err = "no " + modules.string() + ": ./dev test installs it";
  if (!fs::exists(modules / "ajv")) return missing;
  arguments.insert(arguments.begin(), (fs::path(MC_SOURCE_DIR) / "tests/api" / script).string());
  RunOptions options;
  options.timeout = timeout;
  options.environment["NODE_PATH"] = modules.string();
  return runProgram("/usr/bin/node", arguments, options);
}
#endif

}  // namespace medcredit::test
