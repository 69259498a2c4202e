// Cases of accountability (责任追究) of staff and units.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

struct AccountabilityCase {
  std::int64_t id = 0;
  std::int64_t act = 0;        ///< 1..8, the paragraph of the article
  std::string unitId, person;  ///< empty when not known
  std::string evidence;        ///< "epoch/seq" of the entry it was opened from
  std::string measure;         ///< code of the measure; empty while open
  base::Instant openedAt;
  std::string openedBy;
  std::optional<base::Instant> closedAt;
  std::string closing;
};

/// Must run inside a transaction.
base::Status insertCase(Conn& conn, const AccountabilityCase& row);
base::Status closeCase(Conn& conn, std::int64_t id, const std::string& measure, const std::string& closing,
                       base::Instant now);
/// Cases by id; only the one of `id` when given.
base::Status eachCase(Conn& conn, std::optional<std::int64_t> id,
                      const std::function<void(AccountabilityCase)>& onCase);

}  // namespace medcredit::store
