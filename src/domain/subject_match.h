// Candidate matches between subjects, each with an explanation in words, and what a merge would join (R-SUBJ-06).
// A candidate is a proposal: only a recorded human decision merges.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/catalogue.h"
#include "domain/identifier.h"

namespace medcredit::domain {

/// What the comparison looks at.
struct MatchSubject {
  std::int64_t id = 0;
  SubjectKind kind = SubjectKind::kOrganisation;
  std::string name;
  std::vector<std::string> nameKeys;  ///< base::nameKey of the current and all former names; current first
  std::vector<std::pair<IdentifierKind, std::string>> identifiers;  ///< canonical values, current and former
  std::vector<std::string> legalRepresentatives;                    ///< base::nameKey
  std::string region;
};

/// One field's part in a candidate.
struct MatchField {
  std::string field;  ///< 组织机构代码, 名称 …
  std::string left, right;
  int points = 0;     ///< may be negative: speaks against
  std::string words;  ///< why, in Chinese
};
struct MatchCandidate {
  std::int64_t left = 0, right = 0;
  int score = 0;
  std::vector<MatchField> fields;
  std::string explanation;  ///< all fields in one sentence
};

/// Points from which a pair is proposed (默认值（依据未规定）).
inline constexpr int kMatchThreshold = 50;

/// Compares two subjects; empty below the threshold and for different kinds.
[[nodiscard]] std::optional<MatchCandidate> compareSubjects(const MatchSubject& a, const MatchSubject& b);

/// Nine-character organisation code that an identifier carries: an organisation code itself, characters 9-17 of a
/// credit code, the first nine of a medical licence number, the last nine of a 15-character tax number. Empty for
/// others.
[[nodiscard]] std::string organisationBody(IdentifierKind kind, std::string_view value);

/// Keys under which possible partners meet: two subjects that share no key are no candidates. Keeps the search over all
/// subjects linear: equal names, equal bodies, names one edit apart, shared representatives.
[[nodiscard]] std::vector<std::string> blockingKeys(const MatchSubject& subject);

/// Least number of inserted, deleted or replaced characters (code points), at most `limit` + 1.
[[nodiscard]] int editDistance(std::string_view a, std::string_view b, int limit);

}  // namespace medcredit::domain
