#include "cli/cli.h"

namespace medcredit::cli {

void addSubjectCommands(CLI::App& app, Session& session) {
  (void)app;
  (void)session;
}

}  // namespace medcredit::cli
