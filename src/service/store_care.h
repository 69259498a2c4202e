// Founding a store under a jurisdiction, and looking whether all in it is well.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "jurisdiction/jurisdiction.h"
#include "store/checks.h"
#include "store/conn.h"
#include "store/migrations.h"

namespace medcredit::service {

/// Creates the store and notes in the same transaction which law it was founded under: jurisdiction, law_digest,
/// created_at, created_by. STOR-0009 when it exists already.
base::Status foundStore(const store::Location& location, const jurisdiction::Jurisdiction& law,
                        const base::Clock& clock, std::string_view actor);

/// Result of `store check`.
struct StoreReport {
  std::string engine;  ///< "sqlite", "postgres"
  std::string jurisdiction;
  std::vector<store::AppliedMigration> migrations;
  std::vector<std::string> damages;                      ///< the engine's own findings and orphans
  std::vector<store::ConsistencyFinding> disagreements;  ///< rules of store/checks.h
  [[nodiscard]] bool clean() const { return damages.empty() && disagreements.empty(); }
};
/// Reads everything once; changes nothing. Fails only when the store cannot be read.
[[nodiscard]] base::Result<StoreReport> checkStore(store::Conn& conn);

}  // namespace medcredit::service
