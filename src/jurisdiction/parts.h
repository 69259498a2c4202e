// The parts a jurisdiction is read from, one function per file of the folder. Order matters: a part may check its
// references only against parts read before it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "jurisdiction/jurisdiction.h"
#include "jurisdiction/layers.h"
#include "jurisdiction/reader.h"

namespace medcredit::jurisdiction {

using Chain = std::vector<Layer>;

void readProfile(const Chain& chain, Jurisdiction& out, Problems& problems);
void readBasis(const Chain& chain, Jurisdiction& out, Problems& problems);
/// Documents cited by profile.yaml exist; superseded, expired and not yet effective ones on `asOf` are warned of.
void checkBasis(const Chain& chain, const Jurisdiction& out, std::optional<base::CivilDate> asOf, Problems& problems);
void readGrades(const Chain& chain, Jurisdiction& out, Problems& problems);
void readPrinciples(const Chain& chain, Jurisdiction& out, Problems& problems);
void readConflicts(const Chain& chain, Jurisdiction& out, Problems& problems);
void readTexts(const Chain& chain, Jurisdiction& out, Problems& problems);
/// Permissions and roles; needs nothing before it.
void readRoles(const Chain& chain, Jurisdiction& out, Problems& problems);
/// The sign-in rules that the profile value access.profile names.
void readAccess(const Chain& chain, Jurisdiction& out, Problems& problems);

void readEnumerations(const Chain& chain, Jurisdiction& out, Problems& problems);
void readClocks(const Chain& chain, Jurisdiction& out, Problems& problems);
void readTerms(const Chain& chain, Jurisdiction& out, Problems& problems);
/// Penalty classes by severity; checked against the enumeration penalty_class and the profile's severity.scale.
void readSeverityRules(const Chain& chain, Jurisdiction& out, Problems& problems);
void readOffices(const Chain& chain, Jurisdiction& out, Problems& problems);
void readCategories(const Chain& chain, Jurisdiction& out, Problems& problems);
void readCodeLists(const Chain& chain, Jurisdiction& out, Problems& problems);
void readClassMappings(const Chain& chain, Jurisdiction& out, Problems& problems);
void readChannels(const Chain& chain, Jurisdiction& out, Problems& problems);

/// purposes.yaml and disclosure_policy.yaml. PROF-0070 row that never decides, PROF-0071 row that gives what the law
/// forbids, PROF-0072 unknown purpose, PROF-0073 `before` names no earlier row.
void readDisclosurePolicy(const Chain& chain, Jurisdiction& out, Problems& problems);

using FieldSets = std::map<std::string, domain::FieldSet>;
/// With `thorough`, headers that would match several fields are looked for too (the importer refuses them by itself).
[[nodiscard]] FieldSets readFieldSets(const Chain& chain, const Jurisdiction& law, bool thorough, Problems& problems);
void readCatalogue(const Chain& chain, const FieldSets& sets, Jurisdiction& out, Problems& problems);

/// fact_rules.yaml, grade_feeds.yaml, grade_scope.yaml and the files of models/; needs catalogue, categories, code
/// lists.
void readGrading(const Chain& chain, Jurisdiction& out, Problems& problems);

/// commitments/*.yaml and commitment_items.yaml; needs clocks, categories and enumerations.
void readCommitments(const Chain& chain, Jurisdiction& out, Problems& problems);
/// lists.yaml; needs the basis register, catalogue, categories, grades and channels.
void readLists(const Chain& chain, Jurisdiction& out, Problems& problems);

/// papers.yaml and papers/<id>.yaml. PAPR-0001…0006 for templates that could not be filled.
void readPapers(const Chain& chain, Jurisdiction& out, Problems& problems);

void readCalendar(const Chain& chain, Jurisdiction& out, Problems& problems);
void readRegions(const Chain& chain, Jurisdiction& out, Problems& problems);

/// Fills versionDigest of every entry and the digest of the whole.
void seal(Jurisdiction& out);

}  // namespace medcredit::jurisdiction
