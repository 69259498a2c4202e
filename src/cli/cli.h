// Shared plumbing of the command line: global options, exit codes, output. One file per command group in cli/commands/.
#pragma once

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "jurisdiction/jurisdiction.h"
#include "service/context.h"
#include "store/conn.h"
#include "store/field_cipher.h"

namespace medcredit::cli {

/// Exit codes of the contract (docs/cli.md).
enum ExitCode : int {
  kDone = 0,             ///< done, all accepted
  kFailure = 1,          ///< failure of the machine or the store
  kUsage = 2,            ///< wrong command line
  kDoneWithRejects = 3,  ///< done, some rows rejected
  kInputUnusable = 4     ///< input not usable, nothing stored
};

/// Global options and lazily opened resources of one run.
class Session {
 public:
  std::string dataDir;
  std::string databaseUrl;
  std::string keysDir;  ///< "" = beside the embedded store, or in the user's folder for a database server
  std::string today;    ///< "" = machine's day
  std::string jurisdictionsDir;
  std::vector<std::string> extraJurisdictions;  ///< further roots, searched first
  bool json = false;
  std::string actor = "cli";
  int busySeconds = 30;  ///< how long to wait for another writer

  /// Clock for this run: FixedClock when --today was given.
  [[nodiscard]] const base::Clock& clock();
  [[nodiscard]] base::Result<const jurisdiction::Loader*> loader();
  /// Once context() was called, connections opened here can read and write personal values.
  [[nodiscard]] store::Location location() const { return {dataDir, databaseUrl, busySeconds * 1000, cipher_.get()}; }
  /// Opens the store, loads the jurisdiction it was initialised with and returns a use-case context.
  [[nodiscard]] base::Result<service::Context*> context();
  /// Runs a command with the opened store; a failure is said and gives the exit code.
  template <class Command>
  void withStore(Command command) {
    const auto opened = context();
    if (!opened.ok()) {
      exitCode = fail(opened.error());
      return;
    }
    const base::Status done = command(**opened);
    if (!done.ok()) exitCode = fail(done.error());
  }
  /// The law of the opened store; null before context().
  [[nodiscard]] std::shared_ptr<const jurisdiction::Jurisdiction> law() const { return law_; }
  /// Its procedures, under the same condition.
  [[nodiscard]] std::shared_ptr<const workflow::ProcedureSet> procedures() const { return procedures_; }
  /// Folders the jurisdictions are read from; empty before loader().
  [[nodiscard]] const std::vector<std::filesystem::path>& roots() const { return roots_; }
  /// Folder of the keys of this store: --keys, MEDCREDIT_KEYS, DATA/keys, or ~/.medcredit/keys/<database name>.
  [[nodiscard]] std::string keyFolder() const;
  /// Facts of the register as a file (service/grade_snapshot.h); empty for a database server.
  [[nodiscard]] std::string snapshotFile() const;
  [[nodiscard]] base::Random& random() { return random_; }

  /// Prints one JSON document on stdout (only when --json) …
  void emit(const boost::json::value& document) const;
  /// … or text for people on stdout (only without --json).
  void say(std::string_view text) const;
  /// Prints the rendered error on stderr; with --json also {"error":{code,message,place,basis,remedy}} on stdout.
  /// Returns the exit code: kInputUnusable for FILE-*/COLL-*, kUsage for CLI-*, else kFailure; `code` overrides.
  int fail(const base::Error& error, std::optional<ExitCode> code = std::nullopt) const;

  int exitCode = kDone;  ///< set by the command's callback

 private:
  std::unique_ptr<base::Clock> clock_;
  std::unique_ptr<jurisdiction::Loader> loader_;
  std::shared_ptr<const jurisdiction::Jurisdiction> law_;
  std::shared_ptr<const workflow::ProcedureSet> procedures_;
  std::vector<std::filesystem::path> roots_;
  std::unique_ptr<store::Conn> conn_;
  base::SystemRandom random_;
  std::optional<crypto::Keys> keys_;
  std::unique_ptr<store::FieldCipher> cipher_;
  std::unique_ptr<service::Context> context_;
};

/// Each group registers its subcommands; a callback sets session.exitCode.
using RegisterCommands = void (*)(CLI::App& app, Session& session);
void addStoreCommands(CLI::App& app, Session& session);        ///< init, store check|migrate
void addUnitCommands(CLI::App& app, Session& session);         ///< unit add|list|contact
void addUserCommands(CLI::App& app, Session& session);         ///< user add|list|role|disable|enable|reset|key …
void addProfileCommands(CLI::App& app, Session& session);      ///< profile check|show|diff
void addCatalogueCommands(CLI::App& app, Session& session);    ///< catalogue list|show|template|annex|gaps
void addImportCommands(CLI::App& app, Session& session);       ///< import, batch list|show|withdraw
void addRecordCommands(CLI::App& app, Session& session);       ///< record add|show|correct|void …
void addSubjectCommands(CLI::App& app, Session& session);      ///< subject …
void addPublishCommands(CLI::App& app, Session& session);      ///< publish due|run|withdraw|list|export
void addSupervisionCommands(CLI::App& app, Session& session);  ///< register import, nil-report, status, quality, ledger
void addWorkdayCommands(CLI::App& app, Session& session);      ///< workday add|between
void addIdentifierCommands(CLI::App& app, Session& session);   ///< identifier check
void addAuditCommands(CLI::App& app, Session& session);        ///< audit verify|prove|head|list|open-epoch
void addBackupCommands(CLI::App& app, Session& session);       ///< backup create|verify, restore
void addGradeCommands(CLI::App& app, Session& session);  ///< grade check|run|list|show|publish|explain|replay|diff …
void addStoredModelCommands(CLI::App& app, Session& session);  ///< model list|add|load|step|sign
void addGradeOfflineCommand(CLI::App& app, Session& session);  ///< grade offline
void addModelCommands(CLI::App& app, Session& session);        ///< model check|show|diff
void addModelTestCommands(CLI::App& app, Session& session);    ///< model test|mutate
void addReformCommands(CLI::App& app, Session& session);       ///< reform simulate
void addCaseCommands(CLI::App& app, Session& session);         ///< case list|show|tick|clock
void addRepairCommands(CLI::App& app, Session& session);       ///< repair show|candidates|batch|table
void addPaperCommands(CLI::App& app, Session& session);        ///< paper list|show|render|issue|verify|templates|key
void addCreditCommands(CLI::App& app, Session& session);  ///< commitment make|list, credit-list standard|propose …
void addServeCommand(CLI::App& app, Session& session);    ///< serve

}  // namespace medcredit::cli
