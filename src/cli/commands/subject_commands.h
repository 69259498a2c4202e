// Shared by the command groups `subject` and `classify`.
#pragma once

#include <memory>
#include <string>

#include "cli/cli.h"
#include "service/archive.h"
#include "service/subject_merge.h"

namespace medcredit::cli {

/// Registers the group `classify`; called by addSubjectCommands.
void addClassifyCommands(CLI::App& app, Session& session);

/// Archive as one JSON document: names, identifiers, categories, roles, authorities, events, items, records by class
/// with their three clocks, merges, provenance.
[[nodiscard]] boost::json::object archiveJson(const service::Context& context, const service::Archive& archive);
/// The same for people.
[[nodiscard]] std::string archiveText(const service::Context& context, const service::Archive& archive);

/// Option that takes a civil date.
CLI::Option* addDay(CLI::App* command, const std::string& flag, std::string& target, const std::string& help);
/// The date, or nothing for an empty text.
[[nodiscard]] inline std::optional<base::CivilDate> day(const std::string& text) {
  return base::CivilDate::parseIso(text);
}

/// Runs `body(context)` → Status and sets the exit code: what the data say against an act is unusable input (4).
template <class Body>
void runWithContext(Session& session, Body body) {
  const auto judge = [&session](const base::Error& error) {
    const bool refused = error.code.starts_with("SUBJ-") || error.code.starts_with("RECD-");
    session.exitCode = session.fail(error, refused ? std::optional(kInputUnusable) : std::nullopt);
  };
  const auto context = session.context();
  if (!context) return judge(context.error());
  const base::Status status = body(*context.value());
  if (!status) judge(status.error());
}

}  // namespace medcredit::cli
