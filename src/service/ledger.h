// The monthly ledger of dual publicity (双公示台账, R-DUAL-05) and its evaluation (R-DUAL-03, 11).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "service/publish_output.h"

namespace medcredit::service {

/// One decision of the period: a licence or penalty that is to be public, received or only known from the register.
struct LedgerRow {
  std::string entry, unitId, unitName, subjectName, documentNo, decidedOn, publishDue, publishedOn;
  std::optional<std::int64_t> recordId;  ///< empty: never received
  std::optional<std::int64_t> workdays;  ///< working days from decision to publicity
  std::string channels;                  ///< names joined by 、
  std::string state;                     ///< name of the publicity state, or "missing"
  std::string note;                      ///< reason of withholding, withdrawal …
  bool late = false;
};
struct LedgerTotals {
  std::int64_t decisions = 0, published = 0, onTime = 0, late = 0, withheld = 0, waiting = 0, missing = 0,
               notPublic = 0;
};
struct Ledger {
  std::vector<LedgerRow> rows;
  LedgerTotals totals;
};
/// Decisions of dual-publicity entries made from `from` to `to` (inclusive), by decision date. Decisions on natural
/// persons are not in it, since they are never published.
[[nodiscard]] base::Result<Ledger> publicityLedger(Context& context, const std::string& from, const std::string& to);

/// Writes a ledger with a totals row, and its manifest.
[[nodiscard]] base::Result<WrittenFile> writeLedger(Context& context, const Ledger& ledger, const std::string& title,
                                                    const std::filesystem::path& target);

/// Evaluation of one unit; rates are decimals with four digits, empty when the unit had no decision.
struct UnitEvaluation {
  int rank = 0;
  std::string unitId, unitName;
  std::int64_t decisions = 0, published = 0, onTime = 0, withheld = 0;
  std::optional<std::string> coverage, timeliness, compliance;
  std::vector<std::string> unpublished;  ///< document numbers neither published nor lawfully withheld
};
struct Evaluation {
  UnitEvaluation total;
  std::vector<UnitEvaluation> units;  ///< best first
};
/// Coverage = published / decisions to be published (withheld ones with a recorded reason are left out), timeliness =
/// published in time / the same, qualified rate by formula QF-1 over the same entries: 默认值（依据未规定）. Ranked by
/// coverage, timeliness, qualified rate; equal units share a rank.
[[nodiscard]] base::Result<Evaluation> evaluatePublicity(Context& context, const std::string& from,
                                                         const std::string& to);

}  // namespace medcredit::service
