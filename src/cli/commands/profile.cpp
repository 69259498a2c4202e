#include "cli/cli.h"

namespace medcredit::cli {

void addProfileCommands(CLI::App& app, Session& session) {
  (void)app;
  (void)session;
}

}  // namespace medcredit::cli
