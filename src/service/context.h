// What every use case is given: the store, the law in force, the clock and who acts. Nothing else is global.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "crypto/key_folder.h"
#include "jurisdiction/jurisdiction.h"
#include "service/principal.h"
#include "store/conn.h"

namespace medcredit::workflow {
struct ProcedureSet;
}

namespace medcredit::service {

class PasswordSlots;

class ReadLog;
class NameSearch;
struct ReadCaches;

struct Context {
  store::Conn& conn;
  const jurisdiction::Jurisdiction& law;
  const base::Clock& clock;
  std::string actor;  ///< acting person or system: a user's id, or the name given on the command line
  base::Random& random;
  const crypto::Keys& keys;
  Principal principal = {};      ///< rights and scope of the actor; the operator of the machine on the command line
  RequestTrace trace = {};       ///< where the act came from, for the evidence log
  ReadLog* readLog = nullptr;    ///< group commit of the evidence of reads; none: each read commits by itself
  NameSearch* names = nullptr;   ///< shared index of subject names; none: a search reads the names itself
  ReadCaches* caches = nullptr;  ///< shared by the threads of a server (service/read_caches.h); none: nothing is kept
  PasswordSlots* passwordSlots = nullptr;  ///< bounds password checks of the server; null on the command line
  const workflow::ProcedureSet* procedures = nullptr;  ///< of the law (workflow/procedure.h); none: no cases
};

/// Short form of appendEvidence (service/evidence.h) for a change: one entry inside the current transaction. `object`
/// is a public id, `detailJson` one JSON document; its type is the first word of the action.
base::Status journal(Context& context, std::string_view action, std::string_view object, std::string_view detailJson);

/// Public ids: letter + decimal ("B12", "R5", "S7"). Parsing accepts the bare number too.
[[nodiscard]] std::string publicId(char letter, std::int64_t id);
[[nodiscard]] std::optional<std::int64_t> parsePublicId(char letter, std::string_view text);

}  // namespace medcredit::service
