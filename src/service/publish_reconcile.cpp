#include "service/publish_reconcile.h"

#include <algorithm>
#include <boost/json.hpp>
#include <functional>
#include <vector>

#include "service/flow.h"

namespace medcredit::service {

namespace {

using domain::PublicityState;

constexpr std::string_view kLive = "live";

std::string detailOf(const boost::json::object& object) { return boost::json::serialize(object); }

/// What today's law makes of a record that stands otherwise.
struct Change {
  std::int64_t id = 0;
  PublicityState from = PublicityState::kPending;
  std::string reason, due;
};

/// The change of one record in a state the law may end; empty when it stands as it should.
base::Result<std::optional<Change>> changeOf(PublicityDesk& desk, const store::PublicityRow& row) {
  const auto from = domain::publicityStateFromName(row.publicity).value_or(PublicityState::kNotPublic);
  const bool wasPublic = from != PublicityState::kNotPublic;
  MC_ASSIGN(const auto fields, desk.fields(row));
  auto decision = desk.decide(row, fields);
  if ((decision.state != PublicityState::kNotPublic) == wasPublic) return std::optional<Change>();
  Change change{row.recordId, from, std::move(decision.reason), {}};
  const auto due = wasPublic ? std::nullopt : storedDue(desk, row, *fields.publicity);
  if (due) change.due = due->date.iso();
  return std::optional(std::move(change));
}

/// Records that wait and records that are shown may have to go; one kept off the site comes up only where a switch
/// opened its entry.
bool mayChange(PublicityDesk& desk, const store::PublicityRow& row) {
  if (row.state != kLive) return false;
  const auto from = domain::publicityStateFromName(row.publicity);
  if (from == PublicityState::kPending || from == PublicityState::kPublished) return true;
  const auto* publicity = from == PublicityState::kNotPublic ? desk.entry(row.entry) : nullptr;
  return publicity != nullptr && publicity->isPublic && publicity->rules.entrySwitch.has_value();
}

/// Adds the changes of all live records of a state.
base::Status look(Context& context, PublicityDesk& desk, PublicityState state, std::string_view entry,
                  std::vector<Change>& changes) {
  store::PublicityFilter filter;
  filter.entry = entry;
  filter.publicity = domain::publicityStateName(state);
  filter.state = kLive;
  base::Status failed;
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](const store::PublicityRow& row) {
    auto change = changeOf(desk, row);
    if (!change) return failed = std::move(change).error(), false;
    if (*change) changes.push_back(std::move(**change));
    return true;
  }));
  return failed;
}

base::Result<std::vector<Change>> allChanges(Context& context, PublicityDesk& desk) {
  std::vector<Change> changes;
  MC_TRY(look(context, desk, PublicityState::kPending, "", changes));
  MC_TRY(look(context, desk, PublicityState::kPublished, "", changes));
  for (const auto* publicity : desk.publicEntries()) {
    if (!publicity->rules.entrySwitch) continue;
    MC_TRY(look(context, desk, PublicityState::kNotPublic, publicity->entry->code, changes));
  }
  return changes;
}

base::Result<std::vector<std::int64_t>> laggingRecords(Context& context, std::optional<std::int64_t> recordId) {
  std::vector<std::int64_t> lagging;
  MC_TRY(store::eachLaggingRecord(context.conn, recordId, [&](std::int64_t id) {
    lagging.push_back(id);
    return true;
  }));
  return lagging;
}

base::Status apply(Context& context, const Change& change, Reconciled& done) {
  const bool wasPublic = change.from != PublicityState::kNotPublic;
  const auto to = !wasPublic                                  ? PublicityState::kPending
                  : change.from == PublicityState::kPublished ? PublicityState::kWithdrawn
                                                              : PublicityState::kNotPublic;
  const auto due = wasPublic ? std::optional<std::string_view>() : std::optional<std::string_view>(change.due);
  MC_TRY(store::changePublicity(
      context.conn, {change.id, domain::publicityStateName(to), due, std::nullopt, std::nullopt, change.reason}));
  ++(!wasPublic ? done.opened : to == PublicityState::kWithdrawn ? done.taken : done.closed);
  return journal(context, "publish.redecide", publicId('R', change.id),
                 detailOf({{"to", domain::publicityStateName(to)}, {"reason", change.reason}}));
}

/// Decides one record anew and tells its channels when they lag behind it.
base::Status redecide(Context& context, PublicityDesk& desk, std::int64_t recordId, Reconciled& done) {
  MC_ASSIGN(const auto row, publicityRow(context, recordId));
  if (mayChange(desk, row)) {
    MC_ASSIGN(const auto change, changeOf(desk, row));
    if (change) MC_TRY(apply(context, *change, done));
  }
  MC_ASSIGN(const auto lagging, laggingRecords(context, recordId));
  for (const auto id : lagging) MC_TRY(notifyChannels(context, id, done));
  return {};
}

}  // namespace

base::Result<store::PublicityRow> publicityRow(Context& context, std::int64_t recordId) {
  store::PublicityFilter filter;
  filter.recordId = recordId;
  std::optional<store::PublicityRow> found;
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](const store::PublicityRow& row) {
    found = row;
    return false;
  }));
  if (!found) return base::fail("PUBL-0002", {{"record", publicId('R', recordId)}});
  return std::move(*found);
}

std::optional<domain::DueDate> storedDue(const PublicityDesk& desk, const store::PublicityRow& row,
                                         const EntryPublicity& publicity) {
  const auto decided = base::CivilDate::parseIso(row.decidedOn);
  const auto computed = decided ? desk.dueOf(publicity, *decided) : std::nullopt;
  const auto stored = base::CivilDate::parseIso(row.publishDue);
  if (!stored) return computed;
  return domain::DueDate{*stored, computed && computed->date == *stored && computed->provisional};
}

base::Status notifyChannels(Context& context, std::int64_t recordId, Reconciled& done) {
  MC_ASSIGN(const auto row, publicityRow(context, recordId));
  MC_ASSIGN(const auto past, store::listPublicationJobs(context.conn, {"", "", recordId}));
  std::vector<std::string> holders;
  for (const auto& job : past) {
    if (job.act == "track") continue;
    const auto known = std::find(holders.begin(), holders.end(), job.channel);
    if (job.act == "remove" && known != holders.end()) holders.erase(known);
    if (job.act != "remove" && known == holders.end()) holders.push_back(job.channel);
  }
  const bool stays = row.publicity == domain::publicityStateName(PublicityState::kPublished) && row.state == kLive;
  if (stays) {  // a correction goes out as soon as it was reviewed and submitted
    MC_ASSIGN(const auto held, publicationHeld(context, recordId));
    if (held) return {};
  }
  std::vector<store::PublicationJob> jobs;
  jobs.reserve(holders.size());
  for (const auto& channel : holders) {
    jobs.push_back({0, recordId, row.version, channel, stays ? "correct" : "remove", "pending",
                    context.clock.today().iso(), "", ""});
  }
  MC_TRY(store::insertJobs(context.conn, jobs));
  (stays ? done.corrected : done.removed) += static_cast<std::int64_t>(jobs.size());
  return journal(context, stays ? "publish.correct" : "publish.remove", publicId('R', recordId),
                 detailOf({{"version", row.version}, {"channels", jobs.size()}}));
}

base::Status reconcileRecord(Context& context, std::int64_t recordId) {
  PublicityDesk desk(context);
  Reconciled done;
  return redecide(context, desk, recordId, done);
}

base::Result<Reconciled> reconcilePublicity(Context& context) {
  Reconciled done;
  PublicityDesk desk(context);
  MC_ASSIGN(const auto changes, allChanges(context, desk));
  for (const auto& change : changes) MC_TRY(apply(context, change, done));
  MC_ASSIGN(const auto lagging, laggingRecords(context, std::nullopt));
  for (const auto id : lagging) MC_TRY(notifyChannels(context, id, done));
  return done;
}

base::Result<Reconciled> reconcileNow(Context& context) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto done, reconcilePublicity(context));
  MC_TRY(transaction.commit());
  return done;
}

base::Result<std::vector<std::int64_t>> publishExpire(Context& context, base::CivilDate on) {
  const auto day = on.iso();
  // Looking through everything that is shown takes long; nobody who writes waits for it. What is found is looked at
  // again below, where nobody else can change it.
  PublicityDesk desk(context);
  MC_ASSIGN(const auto changes, allChanges(context, desk));
  MC_ASSIGN(const auto lagging, laggingRecords(context, std::nullopt));
  MC_ASSIGN(const auto over, store::publicityOver(context.conn, day));
  std::vector<std::int64_t> ended;
  if (changes.empty() && lagging.empty() && over.empty()) return ended;
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  Reconciled done;
  for (const auto& change : changes) MC_TRY(redecide(context, desk, change.id, done));
  for (const auto id : lagging) MC_TRY(redecide(context, desk, id, done));
  for (const auto id : over) {
    MC_ASSIGN(const auto row, publicityRow(context, id));
    const bool shown = row.publicity == domain::publicityStateName(PublicityState::kPublished);
    if (!shown || row.publicityUntil.empty() || row.publicityUntil > day) continue;
    MC_TRY(store::changePublicity(context.conn, {id, domain::publicityStateName(PublicityState::kEnded), std::nullopt,
                                                 std::nullopt, std::nullopt, "公示期届满"}));
    MC_TRY(journal(context, "publish.expire", publicId('R', id), detailOf({{"on", day}})));
    MC_TRY(redecide(context, desk, id, done));
    ended.push_back(id);
  }
  MC_TRY(transaction.commit());
  return ended;
}

}  // namespace medcredit::service
