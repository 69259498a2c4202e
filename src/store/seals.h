// The closed archive in the store (转档保存, 移除, R-RET-09…11): which records are kept and no longer used, and what
// the daily look found shown beyond its limit. Writing functions run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

struct RecordSeal {
  std::int64_t recordId = 0;
  std::string sealedOn;
  std::string kind;  ///< expiry, removal
  std::optional<std::int64_t> caseId;
  std::string reason, actor;
  base::Instant recordedAt;
};
/// Once for each record.
base::Status insertSeal(Conn& conn, const RecordSeal& seal);
[[nodiscard]] base::Result<std::optional<RecordSeal>> sealOf(Conn& conn, std::int64_t recordId);
/// Newest first.
[[nodiscard]] base::Result<std::vector<RecordSeal>> seals(Conn& conn, std::int64_t limit);
/// Which negative records may be at the end of their use. Days are those of the start event: end of the conduct, else
/// decision, else receipt.
struct SealSearch {
  struct Range {
    std::string severity;  ///< empty: any but those of `severities`
    std::string from, to;  ///< both included
  };
  std::vector<Range> ranges;
  std::vector<std::string> severities;  ///< the ones the law knows terms for
  /// Records of an entry with a record period of its own (`ownPeriod`) started up to here; every record when
  /// `everyRecord`. Those with a recognition or under a statute are looked at in any case.
  std::string until;
  std::vector<std::string> ownPeriod;
  bool everyRecord = false;
};
/// Live records that are not sealed and may have to be, in order of their id: those of the search, and those whose
/// record period is over.
[[nodiscard]] base::Result<std::vector<std::int64_t>> sealCandidates(Conn& conn, const SealSearch& search);

struct Overshown {
  std::int64_t id = 0, recordId = 0;
  std::string foundOn, sinceOn, way;
};
/// Records that are published although their publicity ended before `today`, or although they are sealed.
[[nodiscard]] base::Result<std::vector<Overshown>> overshownNow(Conn& conn, std::string_view today);
base::Status insertOvershown(Conn& conn, const Overshown& found);
[[nodiscard]] base::Result<std::vector<Overshown>> overshown(Conn& conn, std::string_view from);

}  // namespace medcredit::store
