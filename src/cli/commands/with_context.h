// Callbacks of commands that work in a store.
#pragma once

#include <type_traits>

#include "cli/cli.h"

namespace medcredit::cli {

/// A callback that opens the store and runs `act(context)`: a Status, or a Result with the exit code. What the act
/// refuses is told by `refused(session, error)`, which returns the exit code; a store that does not open always by
/// Session::fail.
template <class Refused, class Act>
auto withContext(Session& session, Refused refused, Act act) {
  return [&session, act, refused] {
    auto context = session.context();
    if (!context) {
      session.exitCode = session.fail(context.error());
      return;
    }
    auto done = act(**context);
    if (!done) {
      session.exitCode = refused(session, done.error());
      return;
    }
    if constexpr (std::is_same_v<decltype(done), base::Result<int>>) session.exitCode = *done;
  };
}

}  // namespace medcredit::cli
