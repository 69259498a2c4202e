#include "service/publish.h"

#include <algorithm>
#include <boost/json.hpp>

#include "service/flow.h"
#include "service/publish_rules.h"

namespace medcredit::service {

namespace {

using domain::PublicityState;

std::string stateName(PublicityState state) { return std::string(domain::publicityStateName(state)); }

std::string stateLabel(std::string_view name) {
  const auto state = domain::publicityStateFromName(name);
  return std::string(state ? domain::publicityStateLabel(*state) : name);
}

/// Due day of a record: as stored at intake, else from its publicity clock.
std::optional<domain::DueDate> storedDue(const PublicityDesk& desk, const store::PublicityRow& row,
                                         const EntryPublicity& publicity) {
  const auto decided = base::CivilDate::parseIso(row.decidedOn);
  const auto computed = decided ? desk.dueOf(publicity, *decided) : std::nullopt;
  const auto stored = base::CivilDate::parseIso(row.publishDue);
  if (!stored) return computed;
  return domain::DueDate{*stored, computed && computed->date == *stored && computed->provisional};
}

base::Result<store::PublicityRow> oneRow(Context& context, std::int64_t recordId) {
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

std::string detailOf(const boost::json::object& object) { return boost::json::serialize(object); }

// --- due -----------------------------------------------------------------------------------------------------------

base::Result<PublishDuty> dutyOf(Context& context, PublicityDesk& desk, const store::PublicityRow& row,
                                 const RecordFields& fields, base::CivilDate today) {
  const auto& publicity = *fields.publicity;
  PublishDuty duty;
  duty.recordId = row.recordId;
  duty.entry = row.entry;
  duty.entryName = publicity.entry->name;
  duty.unitId = row.unitId;
  duty.unitName = row.unitName;
  duty.subjectName = row.subjectName;
  duty.documentNo = row.documentNo;
  const auto event = base::CivilDate::parseIso(row.decidedOn);
  duty.decidedOn = event.value_or(*base::CivilDate::parseIso(row.receivedOn));
  const auto due = storedDue(desk, row, publicity).value_or(domain::DueDate{duty.decidedOn, false});
  duty.due = due.date;
  duty.provisional = due.provisional;
  const auto& clockId =
      publicity.entry->publicityClock.empty() ? publicity.entry->reportClock : publicity.entry->publicityClock;
  const auto* clock = context.law.clock(clockId);
  auto near = duty.due;
  if (clock != nullptr) {
    near = domain::nearDueFrom(*clock, duty.decidedOn, context.law.calendar);
    duty.explanation = domain::explainDue(*clock, duty.decidedOn, context.law.calendar);
  }
  duty.state = domain::dutyState(duty.due, near, std::nullopt, today);
  for (const auto* channel : publicity.direct) duty.channels.push_back(channel->name);
  MC_ASSIGN(duty.warning, desk.itemWarning(row, fields));
  duty.proposal = desk.proposal(row, fields);
  return duty;
}

/// Adds the duty of a record if it is one.
base::Status addDuty(Context& context, PublicityDesk& desk, const store::PublicityRow& row, base::CivilDate today,
                     std::vector<PublishDuty>& duties) {
  const auto* publicity = desk.entry(row.entry);
  // A record kept off the site becomes due only where a switch opened its entry afterwards.
  if (publicity == nullptr || !publicity->isPublic) return {};
  if (row.publicity != domain::publicityStateName(PublicityState::kPending) && !publicity->rules.entrySwitch) return {};
  MC_ASSIGN(const auto fields, desk.fields(row));
  const auto decision = desk.decide(row, fields);
  if (decision.state == PublicityState::kNotPublic) return {};
  MC_ASSIGN(auto duty, dutyOf(context, desk, row, fields, today));
  duty.reason = decision.reason;
  duties.push_back(std::move(duty));
  return {};
}

// --- publish -------------------------------------------------------------------------------------------------------

std::vector<store::PublicationJob> addJobs(const EntryPublicity& publicity, const store::PublicityRow& row,
                                           const std::string& today) {
  std::vector<store::PublicationJob> jobs;
  const auto add = [&](const jurisdiction::Channel& channel, const char* act) {
    jobs.push_back({0, row.recordId, row.version, channel.id, act, "pending", today, "", ""});
  };
  for (const auto* channel : publicity.direct) add(*channel, "add");
  for (const auto* channel : publicity.tracked) add(*channel, "track");
  return jobs;
}

/// Publishes one pending record whose publicity was decided; the caller holds the transaction.
base::Result<PublishedItem> publishOne(Context& context, PublicityDesk& desk, const store::PublicityRow& row,
                                       const RecordFields& fields, std::int64_t& jobCount) {
  const auto today = context.clock.today();
  const auto todayText = today.iso();
  const auto until = desk.until(row, fields);
  const auto untilText = until ? until->iso() : std::string();
  MC_TRY(store::changePublicity(context.conn, {row.recordId, domain::publicityStateName(PublicityState::kPublished),
                                               std::nullopt, todayText, untilText, std::nullopt}));
  auto jobs = addJobs(*fields.publicity, row, todayText);
  MC_TRY(store::insertJobs(context.conn, jobs));
  jobCount += static_cast<std::int64_t>(jobs.size());

  PublishedItem item;
  item.recordId = row.recordId;
  item.entry = row.entry;
  item.documentNo = row.documentNo;
  item.publicityUntil = untilText;
  const auto due = storedDue(desk, row, *fields.publicity);
  item.late = due && today > due->date;
  for (const auto* channel : fields.publicity->direct) item.channels.push_back(channel->name);
  for (const auto* channel : fields.publicity->tracked) item.tracked.push_back(channel->name);
  MC_ASSIGN(item.warning, desk.itemWarning(row, fields));
  boost::json::object detail{
      {"version", row.version}, {"until", untilText}, {"secrecy_check", true}, {"jobs", jobs.size()}};
  if (const auto proposed = desk.proposal(row, fields)) detail["severity_proposed"] = proposed->severity;
  MC_TRY(journal(context, "publish.run", publicId('R', row.recordId), detailOf(detail)));
  return item;
}

/// Ids only: facts are read one record at a time, so that memory stays bounded however many wait.
base::Result<std::vector<std::int64_t>> requestedRecords(Context& context, const PublishRequest& request) {
  if (!request.records.empty()) return request.records;
  store::PublicityFilter filter;
  filter.entry = request.entry;
  filter.publicity = stateName(PublicityState::kPending);
  filter.state = "live";
  std::vector<std::int64_t> ids;
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](const store::PublicityRow& row) {
    ids.push_back(row.recordId);
    return true;
  }));
  return ids;
}

base::Status publishRecord(Context& context, PublicityDesk& desk, std::int64_t recordId, PublishOutcome& outcome) {
  MC_ASSIGN(const auto row, oneRow(context, recordId));
  MC_ASSIGN(const auto fields, desk.fields(row));
  const auto record = publicId('R', recordId);
  const auto decision = desk.decide(row, fields);
  MC_ASSIGN(auto held, publicationHeld(context, recordId));
  if (row.state != "live" || decision.state == PublicityState::kNotPublic) {
    const auto reason = row.state == "live" ? decision.reason : std::string("记录已作废或撤回");
    outcome.skipped.push_back(base::fail("PUBL-0004", {{"record", record}, {"reason", reason}}));
  } else if (row.publicity != domain::publicityStateName(PublicityState::kPending)) {
    outcome.skipped.push_back(base::fail("PUBL-0003", {{"record", record}, {"state", stateLabel(row.publicity)}}));
  } else if (held) {
    outcome.skipped.push_back(std::move(*held));
  } else {
    MC_ASSIGN(auto item, publishOne(context, desk, row, fields, outcome.jobs));
    outcome.published.push_back(std::move(item));
  }
  return {};
}

base::Status publishRecords(Context& context, const PublishRequest& request, PublishOutcome& outcome) {
  PublicityDesk desk(context);
  MC_ASSIGN(const auto ids, requestedRecords(context, request));
  for (const auto id : ids) MC_TRY(publishRecord(context, desk, id, outcome));
  return {};
}

// --- reconcile -----------------------------------------------------------------------------------------------------

/// One pass over the records in one publicity state, applying the decision of today's law.
base::Status redecide(Context& context, PublicityDesk& desk, PublicityState from, std::string_view entry,
                      std::int64_t& changed) {
  store::PublicityFilter filter;
  filter.entry = entry;
  filter.publicity = stateName(from);
  filter.state = "live";
  struct Pending {
    std::int64_t id = 0;
    std::string reason, due;
  };
  std::vector<Pending> changes;
  base::Status failed;
  const bool wasPublic = from != PublicityState::kNotPublic;
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](const store::PublicityRow& row) {
    auto fields = desk.fields(row);
    if (!fields) {
      failed = std::move(fields).error();
      return false;
    }
    const auto decision = desk.decide(row, *fields);
    if ((decision.state != PublicityState::kNotPublic) == wasPublic) return true;
    Pending change{row.recordId, decision.reason, {}};
    const auto due = wasPublic ? std::nullopt : storedDue(desk, row, *fields->publicity);
    if (due) change.due = due->date.iso();
    changes.push_back(std::move(change));
    return true;
  }));
  MC_TRY(std::move(failed));
  const auto to = !wasPublic                           ? PublicityState::kPending
                  : from == PublicityState::kPublished ? PublicityState::kWithdrawn
                                                       : PublicityState::kNotPublic;
  for (const auto& change : changes) {
    const auto due = wasPublic ? std::optional<std::string_view>() : std::optional<std::string_view>(change.due);
    MC_TRY(store::changePublicity(
        context.conn, {change.id, domain::publicityStateName(to), due, std::nullopt, std::nullopt, change.reason}));
    MC_TRY(journal(context, "publish.redecide", publicId('R', change.id),
                   detailOf({{"to", domain::publicityStateName(to)}, {"reason", change.reason}})));
  }
  changed += static_cast<std::int64_t>(changes.size());
  return {};
}

/// Tells the channels that hold a record of its new version or of its end.
base::Status notifyChannels(Context& context, std::int64_t recordId, Reconciled& done) {
  MC_ASSIGN(const auto row, oneRow(context, recordId));
  MC_ASSIGN(const auto past, store::listPublicationJobs(context.conn, {"", "", recordId}));
  std::vector<std::string> holders;
  for (const auto& job : past) {
    if (job.act == "track") continue;
    const auto known = std::find(holders.begin(), holders.end(), job.channel);
    if (job.act == "remove" && known != holders.end()) holders.erase(known);
    if (job.act != "remove" && known == holders.end()) holders.push_back(job.channel);
  }
  const bool stays = row.publicity == domain::publicityStateName(PublicityState::kPublished) && row.state == "live";
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

base::Result<std::vector<std::int64_t>> laggingRecords(Context& context) {
  std::vector<std::int64_t> lagging;
  MC_TRY(store::eachLaggingRecord(context.conn, [&](std::int64_t id) {
    lagging.push_back(id);
    return true;
  }));
  return lagging;
}

}  // namespace

base::Result<std::vector<PublishDuty>> publishDue(Context& context, const PublishDueQuery& query) {
  if (!query.entry.empty() && context.law.entry(query.entry) == nullptr) {
    return base::fail("PUBL-0005", {{"entry", query.entry}});
  }
  PublicityDesk desk(context);
  const auto today = query.on.value_or(context.clock.today());
  std::vector<PublishDuty> duties;
  for (const auto state : {PublicityState::kPending, PublicityState::kNotPublic}) {
    store::PublicityFilter filter;
    filter.entry = query.entry;
    filter.unitId = query.unitId;
    filter.publicity = stateName(state);
    filter.state = "live";
    base::Status status;
    MC_TRY(store::eachPublicityRow(context.conn, filter, [&](const store::PublicityRow& row) {
      if (query.scope && !std::binary_search(query.scope->begin(), query.scope->end(), row.unitId)) return true;
      status = addDuty(context, desk, row, today, duties);
      return status.ok();
    }));
    MC_TRY(std::move(status));
  }
  std::stable_sort(duties.begin(), duties.end(), [](const PublishDuty& a, const PublishDuty& b) {
    return a.due != b.due ? a.due < b.due : a.recordId < b.recordId;
  });
  return duties;
}

base::Result<PublishOutcome> publishRun(Context& context, const PublishRequest& request) {
  if (!request.checked) return base::fail("PUBL-0001");
  if (!request.entry.empty() && context.law.entry(request.entry) == nullptr) {
    return base::fail("PUBL-0005", {{"entry", request.entry}});
  }
  if (request.records.empty() && request.entry.empty() && !request.all) return base::fail("PUBL-0021");
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(reconcilePublicity(context));
  PublishOutcome outcome;
  MC_TRY(publishRecords(context, request, outcome));
  MC_TRY(transaction.commit());
  return outcome;
}

base::Result<Reconciled> reconcilePublicity(Context& context) {
  Reconciled done;
  PublicityDesk desk(context);
  MC_TRY(redecide(context, desk, PublicityState::kPending, "", done.closed));
  MC_TRY(redecide(context, desk, PublicityState::kPublished, "", done.taken));
  for (const auto* publicity : desk.publicEntries()) {
    if (!publicity->rules.entrySwitch) continue;
    MC_TRY(redecide(context, desk, PublicityState::kNotPublic, publicity->entry->code, done.opened));
  }
  MC_ASSIGN(const auto lagging, laggingRecords(context));
  for (const auto id : lagging) MC_TRY(notifyChannels(context, id, done));
  return done;
}

base::Result<Reconciled> reconcileNow(Context& context) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto done, reconcilePublicity(context));
  MC_TRY(transaction.commit());
  return done;
}

base::Status publishWithdraw(Context& context, std::int64_t recordId, std::string_view reason) {
  if (reason.empty()) return base::fail("PUBL-0020");
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto row, oneRow(context, recordId));
  if (row.publicity != domain::publicityStateName(PublicityState::kPublished)) {
    return base::fail("PUBL-0007", {{"record", publicId('R', recordId)}, {"state", stateLabel(row.publicity)}});
  }
  MC_TRY(store::changePublicity(context.conn, {recordId, domain::publicityStateName(PublicityState::kWithdrawn),
                                               std::nullopt, std::nullopt, std::nullopt, reason}));
  MC_TRY(journal(context, "publish.withdraw", publicId('R', recordId), detailOf({{"reason", reason}})));
  MC_TRY(reconcilePublicity(context));
  return transaction.commit();
}

base::Result<PublicityState> endPublicity(Context& context, std::int64_t recordId, std::string_view reason) {
  MC_ASSIGN(const auto row, oneRow(context, recordId));
  const auto before = domain::publicityStateFromName(row.publicity).value_or(PublicityState::kNotPublic);
  if (before == PublicityState::kNotPublic || before == PublicityState::kEnded) return before;
  MC_TRY(store::changePublicity(context.conn, {recordId, domain::publicityStateName(PublicityState::kEnded),
                                               std::nullopt, std::nullopt, std::nullopt, reason}));
  MC_TRY(journal(context, "publish.end", publicId('R', recordId),
                 detailOf({{"reason", reason}, {"before", row.publicity}})));
  Reconciled done;
  if (before == PublicityState::kPublished) MC_TRY(notifyChannels(context, recordId, done));
  return before;
}

base::Status reopenPublicity(Context& context, std::int64_t recordId, std::string_view reason) {
  MC_ASSIGN(const auto row, oneRow(context, recordId));
  if (row.publicity != domain::publicityStateName(PublicityState::kEnded)) return {};
  const auto due = context.clock.today().iso();
  MC_TRY(store::changePublicity(context.conn, {recordId, domain::publicityStateName(PublicityState::kPending),
                                               std::string_view(due), std::nullopt, std::nullopt, reason}));
  return journal(context, "publish.reopen", publicId('R', recordId), detailOf({{"reason", reason}}));
}

base::Status publishWithhold(Context& context, std::int64_t recordId, std::string_view reasonCode) {
  const auto reasons = withholdReasons(context.law);
  const auto reason =
      std::find_if(reasons.begin(), reasons.end(), [&](const WithholdReason& r) { return r.code == reasonCode; });
  if (reason == reasons.end()) {
    std::string known;
    for (const auto& r : reasons) known += (known.empty() ? "" : "、") + r.code + "（" + r.label + "）";
    return base::fail("PUBL-0008", {{"code", std::string(reasonCode)}, {"known", known}});
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto row, oneRow(context, recordId));
  if (row.publicity != domain::publicityStateName(PublicityState::kPending)) {
    return base::fail("PUBL-0009", {{"record", publicId('R', recordId)}, {"state", stateLabel(row.publicity)}});
  }
  const auto text = reason->code + " " + reason->label;
  MC_TRY(store::changePublicity(context.conn, {recordId, domain::publicityStateName(PublicityState::kWithheld),
                                               std::nullopt, std::nullopt, std::nullopt, text}));
  MC_TRY(journal(context, "publish.withhold", publicId('R', recordId), detailOf({{"reason", text}})));
  return transaction.commit();
}

std::vector<WithholdReason> withholdReasons(const jurisdiction::Jurisdiction& law) {
  std::vector<WithholdReason> reasons;
  if (const auto* list = law.codeList("withhold-reasons")) {
    for (const auto& item : list->items) reasons.push_back({item.code, item.label});
  }
  // 海南办法 第二十八条 and the government information rules know these three exceptions.
  if (reasons.empty())
    reasons = {{"state-secret", "国家秘密"}, {"business-secret", "商业秘密"}, {"privacy", "个人隐私"}};
  return reasons;
}

base::Result<std::vector<std::int64_t>> publishExpire(Context& context, base::CivilDate on) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(reconcilePublicity(context));
  store::PublicityFilter filter;
  filter.publicity = stateName(PublicityState::kPublished);
  std::vector<std::int64_t> ended;
  const auto day = on.iso();
  MC_TRY(store::eachPublicityRow(context.conn, filter, [&](const store::PublicityRow& row) {
    if (!row.publicityUntil.empty() && row.publicityUntil <= day) ended.push_back(row.recordId);
    return true;
  }));
  for (const auto id : ended) {
    MC_TRY(store::changePublicity(context.conn, {id, domain::publicityStateName(PublicityState::kEnded), std::nullopt,
                                                 std::nullopt, std::nullopt, "公示期届满"}));
    MC_TRY(journal(context, "publish.expire", publicId('R', id), detailOf({{"on", day}})));
  }
  MC_TRY(reconcilePublicity(context));
  MC_TRY(transaction.commit());
  return ended;
}

base::Result<const jurisdiction::Channel*> findChannel(const jurisdiction::Jurisdiction& law,
                                                       std::string_view idOrName) {
  std::string known;
  for (const auto& channel : law.channels) {
    if (channel.id == idOrName) return &channel;
    known += (known.empty() ? "" : "、") + channel.id + "（" + channel.name + "）";
  }
  for (const auto& channel : law.channels) {
    if (channel.name == idOrName) return &channel;
  }
  return base::fail("PUBL-0010", {{"channel", std::string(idOrName)}, {"known", known.empty() ? "无" : known}});
}

base::Result<bool> publishConfirm(Context& context, std::int64_t recordId, std::string_view channelName,
                                  std::string_view receipt) {
  MC_ASSIGN(const auto* channel, findChannel(context.law, channelName));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto row, oneRow(context, recordId));
  MC_ASSIGN(const auto jobs, store::listPublicationJobs(context.conn, {"", "", recordId}));
  bool seen = false;
  bool changed = false;
  for (const auto& job : jobs) {
    // Several channel rows may bear one name: the way there differs by kind of decision.
    const auto other = findChannel(context.law, job.channel);
    if (job.channel != channel->id && (!other || other.value()->name != channel->name)) continue;
    if (job.state == "confirmed") {
      seen = seen || job.receipt == receipt;
      continue;
    }
    MC_TRY(store::setJobState(context.conn, job.id, "confirmed", context.clock.today().iso(), receipt));
    changed = true;
  }
  if (!changed && !seen) {
    return base::fail("PUBL-0011", {{"record", publicId('R', row.recordId)}, {"channel", channel->name}});
  }
  if (changed) {
    MC_TRY(journal(context, "publish.confirm", publicId('R', recordId),
                   detailOf({{"channel", channel->id}, {"receipt", receipt}})));
    MC_TRY(noteEntered(context, recordId, channel->name + (receipt.empty() ? "" : "，回执 " + std::string(receipt))));
  }
  MC_TRY(transaction.commit());
  return changed;
}

}  // namespace medcredit::service
