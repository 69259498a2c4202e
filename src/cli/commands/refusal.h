// Exit codes of refused acts in publishing and supervision: wrong arguments are usage, what the store or the file says
// against the act is unusable input; nothing was stored either way.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "cli/cli.h"
#include "cli/commands/with_context.h"

namespace medcredit::cli {

/// Reports the refusal and returns its exit code: 2 for malformed arguments, 4 for PUBL-* and QUAL-*, else the default.
inline int refuse(const Session& session, const base::Error& error) {
  static constexpr std::array<std::string_view, 5> kUsageCodes{"PUBL-0021", "PUBL-0022", "PUBL-0023", "QUAL-0010",
                                                               "QUAL-0021"};
  if (std::find(kUsageCodes.begin(), kUsageCodes.end(), error.code) != kUsageCodes.end()) {
    return session.fail(error, kUsage);
  }
  if (error.code.starts_with("PUBL-") || error.code.starts_with("QUAL-")) return session.fail(error, kInputUnusable);
  return session.fail(error);
}

/// An error as JSON: code, message, place, basis.
[[nodiscard]] boost::json::object errorJson(const base::Error& error);

/// As with_context.h, refusals told by refuse(); `act` returns the exit code.
template <class Act>
auto withContext(Session& session, Act act) {
  return withContext(session, refuse, act);
}

/// Parses "R5" (PUBL-0022).
[[nodiscard]] base::Result<std::int64_t> parseRecord(std::string_view text);
/// Parses "YYYY-MM-DD" (PUBL-0023).
[[nodiscard]] base::Result<base::CivilDate> parseDay(std::string_view text);

/// Subcommands of `publish` that look at or send out what is published; see publish_output.cpp.
void addPublishOutputCommands(CLI::App& publish, Session& session);
/// `quality` and `ledger`; see supervision_rates.cpp.
void addRateCommands(CLI::App& app, Session& session);

}  // namespace medcredit::cli
