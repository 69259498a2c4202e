// What anybody may see without signing in (R-DISC-01, R-DISC-14, R-DUAL-10): published records of organisations and the
// subjects that have some. Everything passes the law of publicity and the disclosure policy; the narrower wins.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "service/disclosure.h"

namespace medcredit::service {

/// One published record as the public sees it.
struct PublicRecord {
  std::int64_t recordId = 0, version = 0;
  std::string entry, entryName, unitId, unitName, subjectName, unifiedCode;
  std::string documentNo, decidedOn, publishedOn, publicityUntil;  ///< dates YYYY-MM-DD or empty
  bool disputed = false;                                           ///< 异议处理中 (R-OBJ-07)
  std::string statement;                                           ///< 陈述 of the subject, or empty
  std::vector<DisclosedField> fields;
};

/// Empty members do not restrict.
struct PublicQuery {
  std::string entry, unitId;
  std::optional<std::int64_t> recordId, subjectId;
  std::string decidedFrom, decidedTo;  ///< inclusive, YYYY-MM-DD
  bool newestFirst = false;            ///< the record collected last comes first
  std::optional<std::int64_t> after;   ///< records behind this id in that order
  std::size_t limit = 50;
};

/// Published records in order of their id, at most `limit`. PUBL-0005 for an entry the catalogue does not know.
[[nodiscard]] base::Result<std::vector<PublicRecord>> publicRecords(Context& context, const PublicQuery& query);
/// What the public would see of a record published today, or sees of one that is; empty where the law or the policy
/// keeps it off the site.
[[nodiscard]] base::Result<std::optional<PublicRecord>> publicPreview(Context& context, std::int64_t recordId);

/// An organisation with at least one published record. Others answer as if they did not exist.
struct PublicSubject {
  std::int64_t id = 0;
  std::string name, unifiedCode, region;
  std::vector<std::string> formerNames;
};
/// The subject that holds this code; empty when there is none the public may see.
[[nodiscard]] base::Result<std::optional<PublicSubject>> publicSubject(Context& context, const std::string& code);
/// Narrows subjects found by a search to those the public may see, in the same order, at most `limit`.
[[nodiscard]] base::Result<std::vector<PublicSubject>> publicSubjects(Context& context,
                                                                      const std::vector<std::int64_t>& found,
                                                                      std::size_t limit);

/// A rule document in force for openness and use (R-DISC-12).
struct PublicRule {
  std::string id, title, number, issuer, level, state, issued, effective, expires;
};
[[nodiscard]] std::vector<PublicRule> publicRules(const Context& context);

}  // namespace medcredit::service
