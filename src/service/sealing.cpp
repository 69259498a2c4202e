#include "service/sealing.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"
#include "service/evidence.h"
#include "service/list_entries.h"
#include "service/publish.h"
#include "service/record_view.h"
#include "service/scope.h"
#include "store/record_marks.h"
#include "store/records.h"
#include "store/subjects_archive.h"
#include "store/whole.h"

namespace medcredit::service {

namespace json = boost::json;

using base::CivilDate;
using base::fail;

namespace {

/// Shortest time of use of negative information; younger records need not be looked at.
CivilDate latestStart(const Context& context) {
  const auto today = context.clock.today();
  CivilDate cutoff = today.plusMonths(-60);
  for (const auto& rule : context.law.terms) {
    const auto length = domain::parseDuration(rule.use);
    if (rule.info != domain::InfoClass::kNegative || !length.ok()) continue;
    if (length->kind != domain::Duration::Kind::kSpan) continue;
    // A day of slack for months of unequal length; every candidate is judged by its own clock.
    cutoff = std::max(cutoff, today.plusDays(-length->days).plusMonths(-length->months).plusDays(3));
  }
  return cutoff;
}

/// Negative records that can be at the end of their use today. Most are decided by their severity and their start;
/// those with a recognition, a statute or a record period of their own are looked at one by one.
store::SealSearch searchOf(const Context& context) {
  using domain::InfoClass;
  store::SealSearch search;
  search.until = latestStart(context).iso();
  const auto& rules = context.law.terms;
  for (const auto& rule : rules) {
    if (rule.info != InfoClass::kNegative) continue;
    const auto& known = search.severities;
    const bool fresh = std::find(known.begin(), known.end(), rule.severity) == known.end();
    if (!rule.severity.empty() && fresh) search.severities.push_back(rule.severity);
    // A record period that ends with its subject ends on no day known from the record.
    const auto period = domain::parseDuration(rule.retention);
    search.everyRecord |= period.ok() && period->kind == domain::Duration::Kind::kUntilEnd;
  }
  auto severities = search.severities;
  severities.emplace_back();
  for (const auto& severity : severities) {
    for (const auto& range : domain::spentStarts(rules, severity, context.clock.today())) {
      search.ranges.push_back({severity, range.from.iso(), range.to.iso()});
    }
  }
  for (const auto& entry : context.law.catalogue) {
    if (domain::parseDuration(entry.retention).ok()) search.ownPeriod.push_back(entry.code);
  }
  return search;
}

/// Why the time of use is over; empty: it is not.
base::Result<std::string> overBecause(Context& context, std::int64_t recordId) {
  MC_ASSIGN(const auto versions, versionsOfRecord(context, recordId));
  if (versions.empty()) return std::string();
  const Moment moment{context.clock.today(), kEverKnown};
  const std::int64_t owner = versions.front().subjectId;
  MC_ASSIGN(const auto subject, store::getSubject(context.conn, owner));
  const auto kind = subject ? domain::subjectKindFromCode(subject->kind) : std::nullopt;
  MC_ASSIGN(const auto life, lifeOf(context, owner, kind.value_or(domain::SubjectKind::kOrganisation), moment));
  MC_ASSIGN(const auto view, viewRecord(context, versions, life, moment));
  if (!view) return std::string();
  const auto& use = view->terms.use;
  if (use.end && *use.end <= moment.asOf) return use.why.empty() ? std::string("可应用期届满") : use.why;
  if (view->archived) return view->terms.retention.why;
  return std::string();
}

}  // namespace

base::Status sealRecord(Context& context, const store::RecordSeal& seal) {
  MC_ASSIGN(const auto before, store::sealOf(context.conn, seal.recordId));
  if (before) return {};
  MC_ASSIGN(const auto head, store::getRecord(context.conn, seal.recordId));
  if (!head) return notFound(publicId('R', seal.recordId));
  MC_TRY(store::insertSeal(context.conn, seal));
  if (seal.kind == "removal") {
    MC_ASSIGN(const auto released, store::releasedOn(context.conn, seal.recordId));
    if (released.empty()) {
      MC_TRY(store::insertRelease(context.conn, seal.recordId, seal.sealedOn, seal.reason, seal.recordedAt));
    }
  }
  MC_TRY(endPublicity(context, seal.recordId, seal.reason));
  store::ListFilter filter;
  filter.recordId = seal.recordId;
  filter.state = "listed";
  MC_ASSIGN(auto entries, store::listEntries(context.conn, filter));
  for (auto& entry : entries) MC_TRY(removeEntry(context, std::move(entry), "信息转档保存"));
  return journal(context, "record.seal", publicId('R', seal.recordId),
                 json::serialize(json::object{{"kind", seal.kind}, {"on", seal.sealedOn}, {"reason", seal.reason}}));
}

base::Result<std::vector<std::int64_t>> sealExpired(Context& context) {
  const std::string today = context.clock.today().iso();
  // Looking through a register takes long; nobody who writes waits for it. What is found is looked at again below.
  MC_ASSIGN(const auto candidates, store::sealCandidates(context.conn, searchOf(context)));
  std::vector<std::int64_t> due;
  for (const auto id : candidates) {
    MC_ASSIGN(const auto why, overBecause(context, id));
    if (!why.empty()) due.push_back(id);
  }
  std::vector<std::int64_t> sealed;
  if (due.empty()) return sealed;
  MC_ASSIGN(auto transaction, store::startWhole(context.conn));
  for (const auto id : due) {
    MC_ASSIGN(const auto why, overBecause(context, id));
    if (why.empty()) continue;
    MC_TRY(sealRecord(context, {id, today, "expiry", std::nullopt, why, context.actor, context.clock.now()}));
    sealed.push_back(id);
  }
  MC_TRY(transaction.commit());
  return sealed;
}

base::Result<std::vector<store::Overshown>> takeDownOvershown(Context& context, CivilDate day) {
  const std::string today = day.iso();
  MC_ASSIGN(auto found, store::overshownNow(context.conn, today));
  if (found.empty()) return found;
  MC_ASSIGN(auto transaction, store::startWhole(context.conn));
  MC_ASSIGN(found, store::overshownNow(context.conn, today));
  for (const auto& one : found) {
    MC_TRY(endPublicity(context, one.recordId, "公示期已于 " + one.sinceOn + " 届满，自查撤下"));
    MC_TRY(store::insertOvershown(context.conn, one));
    MC_TRY(journal(context, "disclosure.overshown", publicId('R', one.recordId),
                   json::serialize(json::object{{"since", one.sinceOn}, {"found", one.foundOn}})));
  }
  MC_TRY(transaction.commit());
  return found;
}

base::Result<bool> closedTo(Context& context, std::int64_t recordId) {
  if (context.principal.kind == PrincipalKind::kOperator) return false;
  MC_ASSIGN(const auto seal, store::sealOf(context.conn, recordId));
  return seal.has_value();
}

base::Status requireInScope(Context& context, std::int64_t recordId) {
  MC_ASSIGN(const auto head, store::getRecord(context.conn, recordId));
  MC_ASSIGN(const auto scope, visibleUnits(context));
  if (!head || (!scope.all && !scope.contains(head->unitId))) return notFound(publicId('R', recordId));
  return {};
}

base::Result<RecordDetails> readSealed(Context& context, std::int64_t recordId, const std::string& reason) {
  const std::string name = publicId('R', recordId);
  const auto& principal = context.principal;
  if (principal.kind != PrincipalKind::kOperator && !principal.may(kReadSealed)) return fail("SEAL-0001");
  if (base::cleanText(reason).empty()) return fail("SEAL-0002", {}, "reason");
  MC_TRY(requireInScope(context, recordId));
  MC_ASSIGN(const auto head, store::getRecord(context.conn, recordId));
  MC_ASSIGN(const auto seal, store::sealOf(context.conn, recordId));
  if (!seal) return fail("SEAL-0003", {{"record", name}});
  RecordQuery query;
  query.id = recordId;
  MC_ASSIGN(auto details, showRecord(context, query));
  Act act;
  act.action = "record.read-sealed";
  act.objectType = "record";
  act.objectId = name;
  act.subjectId = head->subjectId;
  act.rule = kReadSealed;
  act.detailJson = json::serialize(json::object{{"reason", base::cleanText(reason)}, {"sealed", seal->sealedOn}});
  MC_TRY(recordRead(context, act));
  return details;
}

}  // namespace medcredit::service
