// Duplicates: candidates with their explanation, merging by a recorded decision, and taking it back (R-SUBJ-06).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/subject_match.h"
#include "service/context.h"
#include "store/subjects_archive.h"

namespace medcredit::service {

/// Candidate pairs, best first; with `only` those of one subject. Subjects merged already stand as one. Values of
/// persons are masked.
[[nodiscard]] base::Result<std::vector<domain::MatchCandidate>> matchSubjects(Context& context,
                                                                              std::optional<std::int64_t> only);

/// What a merge joins; nothing is moved in the store, records keep their own subject and hang on one archive.
struct MergePreview {
  store::SubjectRow winner, loser;
  std::vector<store::DatedText> identifiers;  ///< the archive's after the merge
  std::int64_t winnerRecords = 0, loserRecords = 0;
  std::vector<std::string> warnings;  ///< Chinese
  std::string explanation;            ///< why the two are candidates; empty when they are not
};
/// SUBJ-0060 with itself, SUBJ-0061 different kinds, SUBJ-0062 merged already, SUBJ-0063 no reason (merge only).
[[nodiscard]] base::Result<MergePreview> previewMerge(Context& context, std::int64_t winner, std::int64_t loser);
/// Merges and returns the merge id; the decision is in the journal and can be undone.
[[nodiscard]] base::Result<std::int64_t> mergeSubjects(Context& context, std::int64_t winner, std::int64_t loser,
                                                       const std::string& reason);

/// The merge in force named by "M1", or by a subject that takes part in exactly one. SUBJ-0064 unknown, SUBJ-0065
/// undone already, SUBJ-0066 the subject takes part in none, SUBJ-0067 in several.
[[nodiscard]] base::Result<store::MergeRow> findMerge(Context& context, std::string_view mergeOrSubject);
base::Status unmergeSubjects(Context& context, const store::MergeRow& merge);

}  // namespace medcredit::service
