#include "store/subjects_archive.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "domain/identifier.h"
#include "store/field_cipher.h"
#include "store/search.h"
#include "store/subjects.h"
#include "store/values.h"

namespace medcredit::store {

namespace {

/// Stamp in two nullable columns: actor, moment.
Stamp readStamp(const Row& row, int first) {
  return {textOf(row, first), {row.isNull(first + 1) ? 0 : row.integer(first + 1)}};
}

SubjectRow readSubject(const Row& row) {
  SubjectRow out;
  out.id = row.integer(0);
  out.kind = row.str(1);
  out.name = row.str(2);
  out.state = row.str(3);
  out.stateSince = textOf(row, 4);
  out.region = textOf(row, 5);
  out.mergedInto = intOf(row, 6);
  out.createdAt = {row.integer(7)};
  return out;
}

constexpr std::string_view kIdentifierColumns = "ident_key, valid_from, valid_to, actor, recorded_at, sealed";

/// Columns kIdentifierColumns from `first` on.
base::Result<DatedText> readIdentifier(Conn& conn, const Row& row, int first) {
  const auto key = row.text(first);
  const auto colon = key.find(':');
  DatedText out{std::string(key.substr(0, colon)), std::string(key.substr(colon + 1)), textOf(row, first + 1),
                textOf(row, first + 2), readStamp(row, first + 3)};
  if (!row.isNull(first + 5)) {
    MC_ASSIGN(out.text, conn.cipher().open(conn, row.blob(first + 5), "subject_identifier|sealed|" + std::string(key)));
  }
  return out;
}

/// Contact data and other basic data of a subject lie under the subject's key, whatever the item (R-SUBJ-04,
/// R-SUBJ-05).
std::string placeOfItem(std::int64_t id) { return "subject_item|sealed|" + std::to_string(id); }

AuthorityRow readAuthority(const Row& row, int first) {
  return {row.str(first),         row.str(first + 1),     row.str(first + 2),
          textOf(row, first + 3), textOf(row, first + 4), readStamp(row, first + 5)};
}

MergeRow readMerge(const Row& row) {
  MergeRow out;
  out.id = row.integer(0);
  out.winner = row.integer(1);
  out.loser = row.integer(2);
  out.reason = row.str(3);
  out.actor = row.str(4);
  out.mergedAt = {row.integer(5)};
  out.undoneAt = momentOf(row, 6);
  out.undoneBy = textOf(row, 7);
  return out;
}

constexpr std::string_view kMergeColumns =
    "SELECT id, winner_id, loser_id, reason, actor, merged_at, undone_at, undone_by FROM subject_merge ";

}  // namespace

base::Result<std::optional<SubjectRow>> getSubject(Conn& conn, std::int64_t id) {
  return oneOf<SubjectRow>(
      conn, "SELECT id, kind, name, state, state_since, region, merged_into, created_at FROM subject WHERE id = $1", id,
      readSubject);
}

base::Result<std::vector<std::int64_t>> findSubjectsByCode(Conn& conn, std::string_view value) {
  std::vector<std::string> keys;
  for (int kind = 0; kind <= static_cast<int>(domain::IdentifierKind::kOther); ++kind) {
    keys.push_back(identKey(conn, static_cast<domain::IdentifierKind>(kind), value));
  }
  std::vector<Value> params(keys.begin(), keys.end());
  std::vector<std::int64_t> out;
  MC_TRY(conn.lookup("subject_identifier", "ident_key", "subject_id", "", params,
                     [&out](std::size_t, const Row& row) { out.push_back(row.integer(0)); }));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

base::Status eachSubject(Conn& conn, const std::function<bool(const SubjectRow&)>& onRow) {
  return conn.query(
      "SELECT id, kind, name, state, state_since, region, merged_into, created_at FROM subject ORDER BY id", {},
      [&](const Row& row) { return onRow(readSubject(row)); });
}

base::Result<std::vector<DatedText>> subjectNames(Conn& conn, std::int64_t id) {
  return listOf<DatedText>(conn,
                           "SELECT name, valid_from, valid_to, actor, recorded_at FROM subject_name WHERE subject_id = "
                           "$1 ORDER BY valid_from, name_key",
                           id, [](const Row& row) {
                             return DatedText{"name", row.str(0), textOf(row, 1), textOf(row, 2), readStamp(row, 3)};
                           });
}

base::Result<std::vector<DatedText>> subjectIdentifiers(Conn& conn, std::int64_t id) {
  std::vector<DatedText> out;
  base::Status opened;
  const std::array<Value, 1> params{Value{id}};
  MC_TRY(conn.query("SELECT " + std::string(kIdentifierColumns) +
                        " FROM subject_identifier WHERE subject_id = $1 ORDER BY ident_key, valid_from",
                    params, [&](const Row& row) {
                      auto identifier = readIdentifier(conn, row, 0);
                      if (!identifier) return opened = identifier.error(), false;
                      out.push_back(std::move(*identifier));
                      return true;
                    }));
  MC_TRY(opened);
  return out;
}

base::Result<std::vector<std::string>> subjectCategories(Conn& conn, std::int64_t id) {
  return listOf<std::string>(conn, "SELECT category FROM subject_category WHERE subject_id = $1 ORDER BY category", id,
                             [](const Row& row) { return row.str(0); });
}

base::Result<std::vector<RoleRow>> subjectRoles(Conn& conn, std::int64_t id) {
  return listOf<RoleRow>(
      conn,
      "SELECT r.person_id, r.org_id, p.name, o.name, r.role, r.valid_from, r.valid_to, r.actor, r.recorded_at FROM "
      "subject_role r "
      "JOIN subject p ON p.id = r.person_id JOIN subject o ON o.id = r.org_id "
      "WHERE r.person_id = $1 OR r.org_id = $1 ORDER BY r.valid_from, r.org_id, r.person_id, r.role",
      id, [](const Row& row) {
        return RoleRow{row.integer(0), row.integer(1), row.str(2),     row.str(3),
                       row.str(4),     textOf(row, 5), textOf(row, 6), readStamp(row, 7)};
      });
}

base::Result<std::vector<AuthorityRow>> subjectAuthorities(Conn& conn, std::int64_t id) {
  return listOf<AuthorityRow>(
      conn,
      "SELECT a.unit_id, u.name, a.region, a.valid_from, a.valid_to, a.actor, a.recorded_at FROM subject_authority a "
      "JOIN unit u ON u.id = a.unit_id WHERE a.subject_id = $1 ORDER BY a.valid_from, a.unit_id",
      id, [](const Row& row) { return readAuthority(row, 0); });
}

base::Result<std::vector<ItemRow>> subjectItems(Conn& conn, std::int64_t id) {
  MC_ASSIGN(auto items, listOf<ItemRow>(conn,
                                        "SELECT id, grp, item, sealed, as_of, recorded_at, actor FROM subject_item "
                                        "WHERE subject_id = $1 ORDER BY grp, id",
                                        id, [](const Row& row) {
                                          return ItemRow{
                                              row.integer(0), row.str(1),       row.str(2),    std::string(row.blob(3)),
                                              textOf(row, 4), {row.integer(5)}, textOf(row, 6)};
                                        }));
  for (ItemRow& item : items) {
    MC_ASSIGN(item.value, conn.cipher().open(conn, item.value, placeOfItem(item.id)));
  }
  return items;
}

base::Result<std::vector<EventRow>> subjectEvents(Conn& conn, std::int64_t id) {
  return listOf<EventRow>(conn,
                          "SELECT id, event, happened_on, source, recorded_at, actor FROM subject_event "
                          "WHERE subject_id = $1 ORDER BY happened_on, id",
                          id, [](const Row& row) {
                            return EventRow{row.integer(0), row.str(1),       row.str(2),
                                            textOf(row, 3), {row.integer(4)}, textOf(row, 5)};
                          });
}

base::Status eachSubjectName(Conn& conn, const std::function<void(std::int64_t, const DatedText&)>& onRow) {
  return conn.query(
      "SELECT subject_id, name, valid_from, valid_to FROM subject_name ORDER BY subject_id, valid_from, name_key", {},
      [&](const Row& row) {
        onRow(row.integer(0), {"name", row.str(1), textOf(row, 2), textOf(row, 3), {}});
        return true;
      });
}

base::Status eachSubjectIdentifier(Conn& conn, const std::function<void(std::int64_t, const DatedText&)>& onRow) {
  base::Status opened;
  MC_TRY(conn.query("SELECT subject_id, " + std::string(kIdentifierColumns) +
                        " FROM subject_identifier ORDER BY subject_id, ident_key, valid_from",
                    {}, [&](const Row& row) {
                      const auto identifier = readIdentifier(conn, row, 1);
                      if (!identifier) return opened = identifier.error(), false;
                      onRow(row.integer(0), *identifier);
                      return true;
                    }));
  return opened;
}

base::Status eachRoleHolder(Conn& conn, std::string_view role,
                            const std::function<void(std::int64_t, std::string_view)>& onRow) {
  const std::array<Value, 1> params{Value{role}};
  return conn.query(
      "SELECT r.org_id, p.name FROM subject_role r JOIN subject p ON p.id = r.person_id WHERE r.role = $1 "
      "ORDER BY r.org_id, r.person_id",
      params, [&](const Row& row) {
        onRow(row.integer(0), row.text(1));
        return true;
      });
}

base::Status eachCurrentAuthority(Conn& conn, std::string_view today,
                                  const std::function<void(std::int64_t, const AuthorityRow&)>& onRow) {
  const std::array<Value, 1> params{Value{today}};
  return conn.query(
      "SELECT a.subject_id, a.unit_id, u.name, a.region, a.valid_from, a.valid_to, a.actor, a.recorded_at FROM "
      "subject_authority a "
      "JOIN unit u ON u.id = a.unit_id WHERE a.valid_from <= $1 AND (a.valid_to IS NULL OR a.valid_to >= $1) "
      "ORDER BY a.subject_id, a.valid_from, a.unit_id",
      params, [&](const Row& row) {
        onRow(row.integer(0), readAuthority(row, 1));
        return true;
      });
}

base::Status eachSubjectCategory(Conn& conn, const std::function<void(std::int64_t, std::string_view)>& onRow) {
  return conn.query("SELECT subject_id, category FROM subject_category ORDER BY subject_id, category", {},
                    [&](const Row& row) {
                      onRow(row.integer(0), row.text(1));
                      return true;
                    });
}

base::Result<std::optional<AuthorityRow>> authorityUnit(Conn& conn, std::string_view unitId) {
  std::optional<AuthorityRow> out;
  const std::array<Value, 1> params{Value{unitId}};
  MC_TRY(conn.query("SELECT id, name, region FROM unit WHERE id = $1", params, [&out](const Row& row) {
    out = AuthorityRow{row.str(0), row.str(1), textOf(row, 2), "", "", {}};
    return false;
  }));
  return out;
}

base::Result<std::int64_t> insertSubject(Conn& conn, const NewSubject& subject, base::Instant now) {
  MC_ASSIGN(const std::int64_t id, reserveIds(conn, "subject", 1));
  const std::string key = base::nameKey(subject.name);
  const std::array<Value, 7> params{Value{id},
                                    Value{subject.kind},
                                    Value{subject.name},
                                    Value{std::string_view(key)},
                                    Value{std::string_view("active")},
                                    orNull(subject.region),
                                    Value{now.micros}};
  MC_TRY(run(conn,
             "INSERT INTO subject(id, kind, name, name_key, state, region, created_at) VALUES($1,$2,$3,$4,$5,$6,$7)",
             params));
  const std::array<Value, 6> name{Value{id},
                                  Value{subject.name},
                                  Value{std::string_view(key)},
                                  Value{subject.validFrom},
                                  orNull(subject.actor),
                                  Value{now.micros}};
  MC_TRY(run(conn,
             "INSERT INTO subject_name(subject_id, name, name_key, valid_from, actor, recorded_at) "
             "VALUES($1,$2,$3,$4,$5,$6)",
             name));
  return id;
}

base::Status insertIdentifier(Conn& conn, std::int64_t id, std::string_view kind, std::string_view value,
                              std::string_view from, const Stamp& stamp) {
  const auto known = domain::identifierKindFromName(kind).value_or(domain::IdentifierKind::kOther);
  const std::string key = identKey(conn, known, value);
  MC_ASSIGN(const std::string sealed, sealIdentifier(conn, id, known, key, value));
  const std::array<Value, 6> params{Value{std::string_view(key)},
                                    Value{from},
                                    Value{id},
                                    orNull(stamp.actor),
                                    momentOrNull(stamp.at),
                                    sealed.empty() ? Value{nullptr} : Value{BlobView{sealed}}};
  return run(conn,
             "INSERT INTO subject_identifier(ident_key, valid_from, subject_id, actor, recorded_at, sealed) "
             "VALUES($1,$2,$3,$4,$5,$6)",
             params);
}

base::Status insertCategory(Conn& conn, std::int64_t id, std::string_view category) {
  const std::array<Value, 2> params{Value{id}, Value{category}};
  return run(conn, "INSERT INTO subject_category(subject_id, category) VALUES($1,$2) ON CONFLICT DO NOTHING", params);
}

base::Status renameSubject(Conn& conn, std::int64_t id, std::string_view name, base::CivilDate from,
                           const Stamp& stamp) {
  const std::string key = base::nameKey(name);
  const std::string start = from.iso();
  const std::string lastDay = from.plusDays(-1).iso();
  const std::array<Value, 2> close{Value{id}, Value{std::string_view(lastDay)}};
  MC_TRY(run(conn, "UPDATE subject_name SET valid_to = $2 WHERE subject_id = $1 AND valid_to IS NULL", close));
  const std::array<Value, 6> open{
      Value{id},           Value{name},           Value{std::string_view(key)}, Value{std::string_view(start)},
      orNull(stamp.actor), momentOrNull(stamp.at)};
  MC_TRY(run(conn,
             "INSERT INTO subject_name(subject_id, name, name_key, valid_from, actor, recorded_at) "
             "VALUES($1,$2,$3,$4,$5,$6)",
             open));
  MC_TRY(noteNameChange(conn, id));
  const std::array<Value, 3> head{Value{id}, Value{name}, Value{std::string_view(key)}};
  return run(conn, "UPDATE subject SET name = $2, name_key = $3 WHERE id = $1", head);
}

base::Status insertRole(Conn& conn, const RoleRow& role) {
  const std::array<Value, 7> params{Value{role.personId},
                                    Value{role.orgId},
                                    Value{std::string_view(role.role)},
                                    Value{std::string_view(role.from)},
                                    orNull(role.to),
                                    orNull(role.stamp.actor),
                                    momentOrNull(role.stamp.at)};
  return run(conn,
             "INSERT INTO subject_role(person_id, org_id, role, valid_from, valid_to, actor, recorded_at) "
             "VALUES($1,$2,$3,$4,$5,$6,$7)",
             params);
}

base::Status moveAuthority(Conn& conn, std::int64_t id, const AuthorityRow& authority, base::CivilDate from) {
  const std::string start = from.iso();
  const std::string lastDay = from.plusDays(-1).iso();
  const std::array<Value, 2> close{Value{id}, Value{std::string_view(lastDay)}};
  MC_TRY(run(conn, "UPDATE subject_authority SET valid_to = $2 WHERE subject_id = $1 AND valid_to IS NULL", close));
  const std::array<Value, 6> open{Value{id},
                                  Value{std::string_view(authority.unitId)},
                                  Value{std::string_view(authority.region)},
                                  Value{std::string_view(start)},
                                  orNull(authority.stamp.actor),
                                  momentOrNull(authority.stamp.at)};
  return run(conn,
             "INSERT INTO subject_authority(subject_id, unit_id, region, valid_from, actor, recorded_at) "
             "VALUES($1,$2,$3,$4,$5,$6)",
             open);
}

base::Status insertItem(Conn& conn, std::int64_t id, const ItemRow& item) {
  MC_ASSIGN(const std::int64_t itemId, reserveIds(conn, "subject_item", 1));
  MC_ASSIGN(const std::string sealed, conn.cipher().seal(conn, id, item.value, placeOfItem(itemId)));
  const std::array<Value, 8> params{Value{itemId},
                                    Value{id},
                                    Value{std::string_view(item.group)},
                                    Value{std::string_view(item.item)},
                                    Value{BlobView{sealed}},
                                    orNull(item.asOf),
                                    Value{item.recordedAt.micros},
                                    orNull(item.actor)};
  return run(conn,
             "INSERT INTO subject_item(id, subject_id, grp, item, sealed, as_of, recorded_at, actor) "
             "VALUES($1,$2,$3,$4,$5,$6,$7,$8)",
             params);
}

base::Status insertEvent(Conn& conn, std::int64_t id, const EventRow& event) {
  MC_ASSIGN(const std::int64_t eventId, reserveIds(conn, "subject_event", 1));
  const std::array<Value, 7> params{Value{eventId},
                                    Value{id},
                                    Value{std::string_view(event.event)},
                                    Value{std::string_view(event.on)},
                                    orNull(event.source),
                                    Value{event.recordedAt.micros},
                                    orNull(event.actor)};
  return run(conn,
             "INSERT INTO subject_event(id, subject_id, event, happened_on, source, recorded_at, actor) "
             "VALUES($1,$2,$3,$4,$5,$6,$7)",
             params);
}

base::Status setSubjectState(Conn& conn, std::int64_t id, std::string_view state, std::string_view since) {
  const std::array<Value, 3> params{Value{id}, Value{state}, orNull(since)};
  return run(conn, "UPDATE subject SET state = $2, state_since = $3 WHERE id = $1", params);
}

base::Result<std::vector<MergeRow>> mergesOf(Conn& conn, std::int64_t id) {
  return listOf<MergeRow>(conn, std::string(kMergeColumns) + "WHERE winner_id = $1 OR loser_id = $1 ORDER BY id", id,
                          readMerge);
}

base::Result<std::optional<MergeRow>> getMerge(Conn& conn, std::int64_t mergeId) {
  return oneOf<MergeRow>(conn, std::string(kMergeColumns) + "WHERE id = $1", mergeId, readMerge);
}

base::Result<std::int64_t> insertMerge(Conn& conn, const MergeRow& merge) {
  MC_ASSIGN(const std::int64_t id, reserveIds(conn, "subject_merge", 1));
  const std::array<Value, 6> params{Value{id},
                                    Value{merge.winner},
                                    Value{merge.loser},
                                    Value{std::string_view(merge.reason)},
                                    Value{std::string_view(merge.actor)},
                                    Value{merge.mergedAt.micros}};
  MC_TRY(run(conn,
             "INSERT INTO subject_merge(id, winner_id, loser_id, reason, actor, merged_at) VALUES($1,$2,$3,$4,$5,$6)",
             params));
  const std::array<Value, 2> hang{Value{merge.loser}, Value{merge.winner}};
  MC_TRY(run(conn, "UPDATE subject SET merged_into = $2 WHERE id = $1", hang));
  return id;
}

base::Status undoMerge(Conn& conn, const MergeRow& merge, std::string_view actor, base::Instant now) {
  const std::array<Value, 3> params{Value{merge.id}, Value{now.micros}, Value{actor}};
  MC_TRY(run(conn, "UPDATE subject_merge SET undone_at = $2, undone_by = $3 WHERE id = $1", params));
  const std::array<Value, 1> free{Value{merge.loser}};
  return run(conn, "UPDATE subject SET merged_into = NULL WHERE id = $1", free);
}

}  // namespace medcredit::store
