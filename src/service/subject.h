// Acts on subjects: each is one transaction with a journal line; the read side is archive.h, merging subject_merge.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "domain/subject.h"
#include "service/context.h"
#include "store/subjects_archive.h"

namespace medcredit::service {

/// Finds a subject by public id ("S7", "7") or by any of its codes. SUBJ-0030 unknown, SUBJ-0031 several subjects hold
/// or held the code.
[[nodiscard]] base::Result<store::SubjectRow> findSubject(Context& context, std::string_view idOrCode);
/// The subject of that number, or SUBJ-0030.
[[nodiscard]] base::Result<store::SubjectRow> subjectById(Context& context, std::int64_t id);

struct AddSubject {
  std::string kind;  ///< ORG, NP, GOV or the Chinese label
  std::string name;
  std::vector<std::string> identifiers;  ///< "usc:9141…"
  std::vector<std::string> categories;   ///< id or label of the jurisdiction
  std::string region;
};
/// Creates a subject and returns its id. Errors carry the field as their place: SUBJ-0001 kind outside the profile's
/// list (R-SUBJ-01), SUBJ-0002 no name, SUBJ-0003 identifier without a known kind, SUBJ-0004 identifier fails its
/// check, SUBJ-0005 the placeholder code, SUBJ-0006 identifier belongs to another subject, SUBJ-0007 category unknown
/// or of another kind, SUBJ-0008 region unknown.
[[nodiscard]] base::Result<std::int64_t> addSubject(Context& context, const AddSubject& request);

/// A further identifier, valid from `on` (empty: unknown). Errors as addSubject.
base::Status addIdentifier(Context& context, std::int64_t subjectId, const std::string& identifier,
                           std::optional<base::CivilDate> on);
base::Status addCategory(Context& context, std::int64_t subjectId, const std::string& category);
/// New name from `on`; the former one stays with its span and keeps matching. SUBJ-0002; SUBJ-0009 not after the start
/// of the present name.
base::Status rename(Context& context, std::int64_t subjectId, const std::string& name, base::CivilDate on);

struct RoleRequest {
  std::int64_t personId = 0, orgId = 0;
  std::string role;  ///< code or label of the list subject-roles
  std::optional<base::CivilDate> from, to;
};
/// SUBJ-0024 unknown role, SUBJ-0020..0023 as domain::checkRole (R-SUBJ-03).
base::Status addRole(Context& context, const RoleRequest& request);

/// SUBJ-0013 unknown event, SUBJ-0010..0012 as domain::nextState (R-SUBJ-11).
base::Status recordEvent(Context& context, std::int64_t subjectId, const std::string& event, base::CivilDate on,
                         const std::string& source);

/// The unit that issued the licence answers for the subject from `on`; the former one keeps its span (R-SUBJ-12).
/// SUBJ-0040 unknown unit, SUBJ-0041 unit without a region and none given, SUBJ-0008, SUBJ-0042 not after the start of
/// the present authority.
base::Status setAuthority(Context& context, std::int64_t subjectId, const std::string& unitId,
                          const std::string& region, base::CivilDate on);

struct ItemRequest {
  std::string group;  ///< code or label: organisation-groups, or for persons an attribute of person-attributes
  std::string item, value;
  std::optional<base::CivilDate> asOf;
};
/// Basic data (R-SUBJ-04, 05). For organisations `item` is free text under one of the groups; for persons `group` stays
/// empty and `item` is an attribute that the profile has switched on. SUBJ-0050 unknown group, SUBJ-0051 unknown
/// attribute, SUBJ-0052 attribute switched off, SUBJ-0053 empty value, SUBJ-0054 a date after today.
base::Status addItem(Context& context, std::int64_t subjectId, const ItemRequest& request);

/// Attributes of persons the profile allows to be collected (profile key persons.attributes, 必要、最小化原则).
[[nodiscard]] std::vector<std::string> collectableAttributes(const Context& context);

}  // namespace medcredit::service
