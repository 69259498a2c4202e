#include "cli/cli.h"

namespace medcredit::cli {

void addPublishCommands(CLI::App& app, Session& session) {
  (void)app;
  (void)session;
}

}  // namespace medcredit::cli
