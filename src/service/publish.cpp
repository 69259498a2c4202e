#include "service/publish.h"

#include <algorithm>
#include <boost/json.hpp>

#include "service/flow.h"
#include "service/publish_reconcile.h"
#include "service/publish_rules.h"
#include "service/repair_notices.h"

namespace medcredit::service {

namespace {

using domain::PublicityState;

std::string stateName(PublicityState state) { return std::string(domain::publicityStateName(state)); }

std::string stateLabel(std::string_view name) {
  const auto state = domain::publicityStateFromName(name);
  return std::string(state ? domain::publicityStateLabel(*state) : name);
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
  MC_ASSIGN(const auto row, publicityRow(context, recordId));
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
  for (const auto id : request.records) MC_TRY(reconcileRecord(context, id));
  if (request.records.empty()) MC_TRY(reconcilePublicity(context));
  PublishOutcome outcome;
  MC_TRY(publishRecords(context, request, outcome));
  std::vector<std::int64_t> shown;
  for (const auto& item : outcome.published) shown.push_back(item.recordId);
  MC_TRY(issueRepairNotices(context, shown));
  MC_TRY(transaction.commit());
  return outcome;
}

base::Status publishWithdraw(Context& context, std::int64_t recordId, std::string_view reason) {
  if (reason.empty()) return base::fail("PUBL-0020");
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto row, publicityRow(context, recordId));
  if (row.publicity != domain::publicityStateName(PublicityState::kPublished)) {
    return base::fail("PUBL-0007", {{"record", publicId('R', recordId)}, {"state", stateLabel(row.publicity)}});
  }
  MC_TRY(store::changePublicity(context.conn, {recordId, domain::publicityStateName(PublicityState::kWithdrawn),
                                               std::nullopt, std::nullopt, std::nullopt, reason}));
  MC_TRY(journal(context, "publish.withdraw", publicId('R', recordId), detailOf({{"reason", reason}})));
  MC_TRY(reconcileRecord(context, recordId));
  return transaction.commit();
}

base::Result<PublicityState> endPublicity(Context& context, std::int64_t recordId, std::string_view reason) {
  MC_ASSIGN(const auto row, publicityRow(context, recordId));
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
  MC_ASSIGN(const auto row, publicityRow(context, recordId));
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
  MC_ASSIGN(const auto row, publicityRow(context, recordId));
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
  MC_ASSIGN(const auto row, publicityRow(context, recordId));
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
