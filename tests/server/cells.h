// Requests made for every operation of the document, about the authorities of the world.
#pragma once

#include <string>
#include <vector>

#include "server/world.h"

namespace medcredit::test {

/// One operation of the document.
struct Operation {
  std::string id, method, path, permission;
};
[[nodiscard]] std::vector<Operation> operations();
/// True for operations that end or change the session they are asked in.
[[nodiscard]] bool touchesSession(const Operation& operation);

/// One request about one authority.
struct Cell {
  HttpCall call;
  bool scoped = false;  ///< the object belongs to the authority: outside the scope it is as if it did not exist
};
/// The request of an operation about an authority, well-formed for whoever may make it; `person`: about its natural
/// person instead of its organisation.
[[nodiscard]] Cell cellFor(const Operation& operation, const Place& place, bool person);

}  // namespace medcredit::test
