// Subjects one at a time: names, identifiers, categories, roles, authority, items, events, merges. All functions that
// write must run inside the caller's transaction. Civil dates are text "YYYY-MM-DD", empty when unknown or open.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

struct SubjectRow {
  std::int64_t id = 0;
  std::string kind, name, state, stateSince, region;
  std::optional<std::int64_t> mergedInto;
  base::Instant createdAt;
};
/// Who entered a fact and when; empty for facts that came with an import (their source is the file of the record).
struct Stamp {
  std::string actor = {};
  base::Instant at = {};
};
/// A value with its validity; for identifiers `kind` is the stable name of the identifier kind.
struct DatedText {
  std::string kind, text, from, to;
  Stamp stamp = {};
};
struct RoleRow {
  std::int64_t personId = 0, orgId = 0;
  std::string personName, orgName, role, from, to;
  Stamp stamp = {};
};
struct AuthorityRow {
  std::string unitId, unitName, region, from, to;
  Stamp stamp = {};
};
struct ItemRow {
  std::int64_t id = 0;
  std::string group, item, value, asOf;
  base::Instant recordedAt;
  std::string actor = {};
};
struct EventRow {
  std::int64_t id = 0;
  std::string event, on, source;
  base::Instant recordedAt;
  std::string actor = {};
};
struct MergeRow {
  std::int64_t id = 0, winner = 0, loser = 0;
  std::string reason, actor, undoneBy;
  base::Instant mergedAt;
  std::optional<base::Instant> undoneAt;
};

/// Empty when there is no such subject.
[[nodiscard]] base::Result<std::optional<SubjectRow>> getSubject(Conn& conn, std::int64_t id);
/// Subjects that hold or held this identifier value, of whatever kind; ascending.
[[nodiscard]] base::Result<std::vector<std::int64_t>> findSubjectsByCode(Conn& conn, std::string_view value);
/// All subjects, ascending by id; `onRow` returns false to stop.
base::Status eachSubject(Conn& conn, const std::function<bool(const SubjectRow&)>& onRow);

[[nodiscard]] base::Result<std::vector<DatedText>> subjectNames(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::vector<DatedText>> subjectIdentifiers(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::vector<std::string>> subjectCategories(Conn& conn, std::int64_t id);
/// Roles the subject has (as person) and gives (as organisation).
[[nodiscard]] base::Result<std::vector<RoleRow>> subjectRoles(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::vector<AuthorityRow>> subjectAuthorities(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::vector<ItemRow>> subjectItems(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::vector<EventRow>> subjectEvents(Conn& conn, std::int64_t id);

/// Everything the matcher needs, for all subjects in one pass: calls in ascending order of the subject id.
base::Status eachSubjectName(Conn& conn, const std::function<void(std::int64_t, const DatedText&)>& onRow);
base::Status eachSubjectIdentifier(Conn& conn, const std::function<void(std::int64_t, const DatedText&)>& onRow);
/// Names of persons holding `role` in an organisation.
base::Status eachRoleHolder(Conn& conn, std::string_view role,
                            const std::function<void(std::int64_t orgId, std::string_view personName)>& onRow);
/// Current authority of each subject that has one.
base::Status eachCurrentAuthority(Conn& conn, std::string_view today,
                                  const std::function<void(std::int64_t, const AuthorityRow&)>& onRow);
base::Status eachSubjectCategory(Conn& conn, const std::function<void(std::int64_t, std::string_view)>& onRow);

/// The unit as an authority: id, name and region (no span); empty when there is no such unit.
[[nodiscard]] base::Result<std::optional<AuthorityRow>> authorityUnit(Conn& conn, std::string_view unitId);

struct NewSubject {
  std::string_view kind, name, region, validFrom, actor = {};
};
/// Returns the id.
[[nodiscard]] base::Result<std::int64_t> insertSubject(Conn& conn, const NewSubject& subject, base::Instant now);
/// `kind` is the stable name of the identifier kind. STOR-0006 when another subject holds the code with that start.
base::Status insertIdentifier(Conn& conn, std::int64_t id, std::string_view kind, std::string_view value,
                              std::string_view from, const Stamp& stamp = {});
base::Status insertCategory(Conn& conn, std::int64_t id, std::string_view category);
/// Closes the current name the day before `from` and makes `name` the current one.
base::Status renameSubject(Conn& conn, std::int64_t id, std::string_view name, base::CivilDate from,
                           const Stamp& stamp = {});
base::Status insertRole(Conn& conn, const RoleRow& role);
/// Closes the authorities in force the day before `from` and starts the new one.
base::Status moveAuthority(Conn& conn, std::int64_t id, const AuthorityRow& authority, base::CivilDate from);
base::Status insertItem(Conn& conn, std::int64_t id, const ItemRow& item);
base::Status insertEvent(Conn& conn, std::int64_t id, const EventRow& event);
base::Status setSubjectState(Conn& conn, std::int64_t id, std::string_view state, std::string_view since);

/// Merges the subject took part in, as winner or loser, oldest first.
[[nodiscard]] base::Result<std::vector<MergeRow>> mergesOf(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::optional<MergeRow>> getMerge(Conn& conn, std::int64_t mergeId);
/// Records the merge and hangs the loser on the winner; returns the merge id.
[[nodiscard]] base::Result<std::int64_t> insertMerge(Conn& conn, const MergeRow& merge);
base::Status undoMerge(Conn& conn, const MergeRow& merge, std::string_view actor, base::Instant now);

}  // namespace medcredit::store
