// 陈述申辩: what a subject says about an adverse record of its own. The office of the record lets it stand beside the
// record or declines with a reason; what it let is shown wherever the record is shown, until the subject takes it back.
// Nothing else follows from a statement: whoever holds the record to be wrong files an objection. Errors: CASE-0013 …
// CASE-0018.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "store/statements.h"

namespace medcredit::service {

/// Longest statement, in characters: it stands beside a record, not in its place.
inline constexpr std::size_t kLongestStatement = 1000;
inline constexpr std::string_view kNoticeStatement = "statement";

/// A statement with the names it is read by.
struct StatementView {
  store::StatementRow row;
  std::string entryName, documentNo, unitName;
};

/// ACCS-0401 not a live record of the signed-in subject, CASE-0013 not adverse, CASE-0014 one is there already,
/// CASE-0015 identity or telephone numbers, CASE-0016 empty or too long. The office is told.
[[nodiscard]] base::Result<StatementView> fileStatement(Context& context, std::int64_t recordId,
                                                        const std::string& text);
/// Of the signed-in subject; at once gone from everywhere. CASE-0017 declined or taken back before.
[[nodiscard]] base::Result<StatementView> withdrawStatement(Context& context, std::int64_t id);
/// By an officer in whose scope the record lies. CASE-0017 decided or taken back, CASE-0018 declined without a reason.
/// The subject is told.
[[nodiscard]] base::Result<StatementView> decideStatement(Context& context, std::int64_t id, bool accepted,
                                                          const std::string& reason);

/// Everything the signed-in subject ever stated, newest first.
[[nodiscard]] base::Result<std::vector<StatementView>> myStatements(Context& context);
/// Those of records in the actor's scope, newest first.
[[nodiscard]] base::Result<std::vector<StatementView>> findStatements(Context& context, store::StatementFilter filter);

}  // namespace medcredit::service
