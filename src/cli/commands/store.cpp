#include "cli/cli.h"

namespace medcredit::cli {

void addStoreCommands(CLI::App& app, Session& session) {
  (void)app;
  (void)session;
}

}  // namespace medcredit::cli
