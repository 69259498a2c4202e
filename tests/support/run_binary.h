// Runs a program as its users do and tells what it answered.
#pragma once

#include <sys/types.h>

#include <boost/json/value.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace medcredit::test {

struct RunOptions {
  std::string input;                               ///< given on stdin
  std::map<std::string, std::string> environment;  ///< added to this process's own
  std::chrono::milliseconds timeout = std::chrono::seconds(120);
  std::optional<std::chrono::microseconds> killAfter;  ///< SIGKILL to the process group after this time
  std::function<bool()> killWhen;                      ///< … or as soon as this becomes true, asked without pause
  std::optional<std::uint64_t> fileSizeLimit;  ///< RLIMIT_FSIZE in bytes: writes beyond it fail as on a full disk
  std::string user;                            ///< run as this user (needs root); "" = as we are
};

struct RunResult {
  int exitCode = -1;  ///< -1 when ended by a signal
  int signal = 0;
  bool timedOut = false;  ///< ended by us because the timeout passed
  std::string out, err;

  /// stdout read as one JSON document; throws with stdout and stderr when it is not one.
  [[nodiscard]] boost::json::value json() const;
};

/// Runs `program` with `arguments` and waits for its end. Throws when it cannot be started.
[[nodiscard]] RunResult runProgram(const std::string& program, const std::vector<std::string>& arguments,
                                   const RunOptions& options = {});

#if defined(MC_BINARY) && defined(MC_SOURCE_DIR)
/// The program under test, with the jurisdictions of the source tree.
[[nodiscard]] inline RunResult runMedcredit(const std::vector<std::string>& arguments, RunOptions options = {}) {
  options.environment.try_emplace("MEDCREDIT_JURISDICTIONS", MC_SOURCE_DIR "/jurisdictions");
  return runProgram(MC_BINARY, arguments, options);
}
#endif

}  // namespace medcredit::test
