#include "cli/cli.h"

namespace medcredit::cli {

void addCatalogueCommands(CLI::App& app, Session& session) {
  (void)app;
  (void)session;
}

}  // namespace medcredit::cli
