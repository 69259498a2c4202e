// Effects of a correction: the record must really have been corrected, everybody who received it is told, the grade is
// made anew (R-OBJ-03, 09, R-QUAL-06, 07).
#include <array>
#include <boost/json.hpp>

#include "service/case_effects.h"
#include "service/cases.h"
#include "service/evidence.h"
#include "service/recalls.h"
#include "store/records.h"
#include "store/repair.h"

namespace medcredit::service {

namespace {

/// What the receivers are to do: a record that is gone is removed, one that stays is corrected.
base::Result<std::string_view> actFor(Context& context, std::int64_t record) {
  MC_ASSIGN(const auto head, store::getRecord(context.conn, record));
  // A repaired record stays with us; nobody else shows or uses it any more (第四十四条（五）).
  MC_ASSIGN(const auto repaired, store::repairOfRecord(context.conn, record));
  return head && head->state == "live" && !repaired ? std::string_view("correct") : std::string_view("remove");
}

/// A version of the record that came after the case was opened shows that it was corrected or taken back.
base::Status correctRecord(const EffectCall& call) {
  const base::Instant opened = call.before.history.empty() ? base::Instant{} : call.before.history.front().at;
  for (const auto id : call.records) {
    MC_ASSIGN(const auto versions, store::recordVersions(call.context.conn, id));
    const bool corrected = !versions.empty() && versions.size() > 1 && versions.back().knownAt >= opened;
    if (!corrected) return base::fail("CASE-0009", {{"record", publicId('R', id)}}, call.after.id);
  }
  return {};
}

base::Status recallShared(const EffectCall& call) {
  for (const auto id : call.records) {
    MC_ASSIGN(const auto act, actFor(call.context, id));
    const RecallOrder order{call.caseId, id, act, call.reason};
    MC_TRY(orderPlatforms(call.context, order));
    MC_TRY(orderRecalls(call.context, order));
  }
  return {};
}

std::string_view platformName(std::string_view receiver) {
  return receiver == kHealthPlatform ? std::string_view("医疗卫生信用信息管理平台")
                                     : std::string_view("同级公共信用信息平台");
}

/// Packages that were made in an earlier step must have gone out; the receipts come with this one.
base::Status closePackages(const EffectCall& call, const std::vector<store::Recall>& packages) {
  for (const auto& package : packages) {
    if (package.way != "platform") continue;
    if (package.state == "open") {
      return base::fail("CASE-0010", {{"receiver", std::string(platformName(package.receiver))}}, call.after.id);
    }
    MC_TRY(store::recallDone(call.context.conn, package.id, call.context.clock.now(), call.after.id));
  }
  return {};
}

base::Status pushPlatforms(const EffectCall& call) {
  store::RecallFilter filter;
  filter.caseId = call.caseId;
  MC_ASSIGN(const auto known, store::listRecalls(call.context.conn, filter));
  if (!known.empty()) return closePackages(call, known);
  for (const auto id : call.records) {
    MC_ASSIGN(const auto act, actFor(call.context, id));
    MC_TRY(orderPlatforms(call.context, {call.caseId, id, act, call.reason}));
  }
  return {};
}

/// The entry in the log makes the daily refresh grade the subject anew.
base::Status regrade(const EffectCall& call) {
  for (const auto id : call.records) {
    MC_TRY(journal(call.context, "record.regrade", publicId('R', id),
                   boost::json::serialize(boost::json::object{{"case", call.after.id}})));
  }
  return {};
}

/// Runs beside the case it comes from; both clocks start on their own day of discovery (R-OBJ-03).
base::Status openCorrection(const EffectCall& call) {
  const auto unit = call.after.units.find("provider");
  if (unit == call.after.units.end()) return {};
  for (const auto id : call.records) {
    OpenCase request;
    request.procedure = "correction";
    request.records = {id};
    request.key = std::string(call.key) + " correction " + std::to_string(id);
    request.input.reason = call.reason.empty() ? std::string("核查发现信息有误") : std::string(call.reason);
    const auto opened = openFollowing(call.context, request, "provider", unit->second);
    // One that is open already goes on.
    if (!opened.ok() && opened.error().code != "CASE-0006") return opened.error();
  }
  return {};
}

/// The case that follows one receiver is done: so is the receiver's package.
base::Status dutyDone(const EffectCall& call) {
  store::RecallFilter filter;
  filter.followCase = call.caseId;
  MC_ASSIGN(const auto packages, store::listRecalls(call.context.conn, filter));
  for (const auto& package : packages) {
    MC_TRY(store::recallDone(call.context.conn, package.id, call.context.clock.now(), call.after.id));
  }
  return {};
}

constexpr auto kHandlers = std::to_array<EffectHandler>({
    {"correct-record", correctRecord},
    {"recall-shared", recallShared},
    {"push-platforms", pushPlatforms},
    {"regrade", regrade},
    {"open-correction", openCorrection},
    {"duty-done", dutyDone},
});

}  // namespace

std::span<const EffectHandler> correctionEffects() { return kHandlers; }

}  // namespace medcredit::service
