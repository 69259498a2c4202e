#include "service/flow.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "domain/record.h"
#include "service/collect_payload.h"
#include "service/publish_reconcile.h"
#include "store/records.h"

namespace medcredit::service {

namespace {

namespace json = boost::json;

struct StateNames {
  FlowState state;
  std::string_view name, label;
};
constexpr auto kStates = std::to_array<StateNames>({{FlowState::kDraft, "draft", "草稿"},
                                                    {FlowState::kReturned, "returned", "已退回"},
                                                    {FlowState::kReviewed, "reviewed", "已审核"},
                                                    {FlowState::kSubmitted, "submitted", "已报送"},
                                                    {FlowState::kEntered, "entered", "已录入信用网站"}});

const StateNames& namesOf(FlowState state) {
  return *std::find_if(kStates.begin(), kStates.end(), [&](const StateNames& row) { return row.state == state; });
}

/// Head of a live record with the present state of its way; inside a transaction it stays so until the commit.
struct Standing {
  store::RecordHead head;
  FlowState state = FlowState::kDraft;
};

base::Result<FlowState> stateOf(Context& context, std::int64_t recordId) {
  MC_ASSIGN(const auto name, store::flowState(context.conn, recordId));
  return flowStateFromName(name).value_or(FlowState::kDraft);
}

base::Result<Standing> standing(Context& context, std::int64_t recordId) {
  Standing found;
  MC_ASSIGN(auto head, store::getRecord(context.conn, recordId));
  if (!head) return base::fail("COLL-0050", {{"record", publicId('R', recordId)}});
  if (head->state != domain::recordStateName(domain::RecordState::kLive)) {
    const bool voided = head->state == domain::recordStateName(domain::RecordState::kVoid);
    return base::fail("COLL-0054", {{"record", publicId('R', recordId)}, {"state", voided ? "已作废" : "已撤回"}});
  }
  found.head = std::move(*head);
  MC_ASSIGN(found.state, stateOf(context, recordId));
  return found;
}

base::Error wrongState(const Standing& at, std::string_view act) {
  return base::fail("COLL-0070", {{"record", publicId('R', at.head.id)},
                                  {"state", std::string(flowStateLabel(at.state))},
                                  {"act", std::string(act)}});
}

/// Writes the step with its evidence; the transaction is the caller's.
base::Status takeStep(Context& context, const store::RecordHead& head, FlowState to, const std::string& points,
                      const std::string& reason) {
  const store::FlowStep step{
      head.id, 0, head.version, std::string(flowStateName(to)), context.actor, context.clock.now(), points, reason};
  MC_TRY(store::appendFlowStep(context.conn, step));
  json::object detail{{"version", head.version}};
  if (!points.empty()) detail["points"] = points;
  if (!reason.empty()) detail["reason"] = reason;
  static constexpr std::array<std::string_view, 5> kActions = {"record.draft", "record.return", "record.review",
                                                               "record.submit", "record.enter"};
  return journal(context, kActions[static_cast<std::size_t>(to)], publicId('R', head.id), json::serialize(detail));
}

std::string missingPoints(const ReviewPoints& points) {
  std::string missing;
  const auto need = [&](bool ticked, std::string_view label) {
    if (!ticked) missing += (missing.empty() ? "" : "、") + std::string(label);
  };
  need(points.lawful, "合法性");
  need(points.truthful, "真实性");
  need(points.accurate, "准确性");
  return missing;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto blank = text.find(' ');
    out.emplace_back(text.substr(0, blank));
    if (blank == std::string_view::npos) break;
    text.remove_prefix(blank + 1);
  }
  return out;
}

/// True when the acting person wrote any version of the record.
base::Result<bool> wroteIt(Context& context, std::int64_t recordId) {
  MC_ASSIGN(const auto versions, store::recordVersions(context.conn, recordId));
  return std::any_of(versions.begin(), versions.end(),
                     [&](const store::RecordVersion& version) { return version.actor == context.actor; });
}

}  // namespace

std::string_view flowStateName(FlowState state) { return namesOf(state).name; }
std::string_view flowStateLabel(FlowState state) { return namesOf(state).label; }

std::optional<FlowState> flowStateFromName(std::string_view name) {
  for (const auto& row : kStates) {
    if (row.name == name) return row.state;
  }
  return std::nullopt;
}

FlowRules flowRules(const jurisdiction::Jurisdiction& law) {
  return {law.value("flow.review") != "否", law.value("flow.two.persons") != "否"};
}

base::Result<RecordFlow> recordFlow(Context& context, std::int64_t recordId) {
  RecordFlow flow;
  MC_ASSIGN(const auto name, store::flowState(context.conn, recordId));
  const auto state = flowStateFromName(name);
  if (!state) return base::fail("COLL-0050", {{"record", publicId('R', recordId)}});
  flow.state = *state;
  MC_ASSIGN(const auto versions, store::recordVersions(context.conn, recordId));
  MC_ASSIGN(const auto steps, store::flowSteps(context.conn, recordId));
  for (const auto& version : versions) {
    flow.events.push_back({version.version, FlowState::kDraft, version.actor, version.knownAt, {}, version.cause});
    for (const auto& step : steps) {
      if (step.version != version.version) continue;
      flow.events.push_back({step.version, flowStateFromName(step.step).value_or(FlowState::kDraft), step.actor,
                             step.at, words(step.points), step.reason});
    }
  }
  // What the operator brought in has no step of its own: its entry is its submission.
  if (flow.state == FlowState::kSubmitted && !flow.events.empty() && flow.events.back().state == FlowState::kDraft) {
    flow.events.back().state = FlowState::kSubmitted;
  }
  MC_ASSIGN(const auto held, publicationHeld(context, recordId));
  if (held) flow.heldBy = held->code;
  return flow;
}

base::Status reviewRecord(Context& context, std::int64_t recordId, const ReviewPoints& points,
                          const std::string& note) {
  if (const auto missing = missingPoints(points); !missing.empty()) {
    return base::fail("COLL-0072", {{"points", missing}}, "points");
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto at, standing(context, recordId));
  if (at.state != FlowState::kDraft && at.state != FlowState::kReturned) return wrongState(at, "审核");
  if (flowRules(context.law).twoPersons) {
    MC_ASSIGN(const bool own, wroteIt(context, recordId));
    if (own) return base::fail("COLL-0071", {{"record", publicId('R', recordId)}});
  }
  MC_TRY(takeStep(context, at.head, FlowState::kReviewed, "lawful true accurate", note));
  return transaction.commit();
}

base::Status returnRecord(Context& context, std::int64_t recordId, const std::string& reason) {
  if (reason.empty()) return base::fail("COLL-0073", {}, "reason");
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto at, standing(context, recordId));
  if (at.state == FlowState::kReturned || at.state == FlowState::kEntered) return wrongState(at, "退回");
  MC_TRY(takeStep(context, at.head, FlowState::kReturned, "", reason));
  return transaction.commit();
}

base::Status submitRecord(Context& context, std::int64_t recordId) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto at, standing(context, recordId));
  const bool unreviewed = at.state == FlowState::kDraft || at.state == FlowState::kReturned;
  const bool ready = at.state == FlowState::kReviewed || (unreviewed && !flowRules(context.law).review);
  if (!ready) return wrongState(at, "报送");
  MC_TRY(takeStep(context, at.head, FlowState::kSubmitted, "", ""));
  if (at.head.publicity == domain::publicityStateName(domain::PublicityState::kPublished)) {
    MC_TRY(reconcileRecord(context, recordId));  // the channels hear of the correction now
  }
  return transaction.commit();
}

base::Status enterRecord(Context& context, std::int64_t recordId, const std::string& site, const std::string& receipt) {
  if (site.empty()) return base::fail("COLL-0075", {}, "site");
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto at, standing(context, recordId));
  if (at.state != FlowState::kSubmitted) return wrongState(at, "录入信用网站");
  MC_TRY(takeStep(context, at.head, FlowState::kEntered, "", receipt.empty() ? site : site + "，回执 " + receipt));
  return transaction.commit();
}

base::Status noteEntered(Context& context, std::int64_t recordId, const std::string& note) {
  MC_ASSIGN(const auto state, stateOf(context, recordId));
  if (state != FlowState::kSubmitted) return {};
  MC_ASSIGN(const auto head, store::getRecord(context.conn, recordId));
  if (!head) return base::fail("COLL-0050", {{"record", publicId('R', recordId)}});
  return takeStep(context, *head, FlowState::kEntered, "", note);
}

base::Result<std::optional<base::Error>> publicationHeld(Context& context, std::int64_t recordId) {
  if (!flowRules(context.law).review) return std::optional<base::Error>();
  MC_ASSIGN(const auto state, stateOf(context, recordId));
  if (state == FlowState::kSubmitted || state == FlowState::kEntered) return std::optional<base::Error>();
  return std::optional(
      base::fail("COLL-0074", {{"record", publicId('R', recordId)}, {"state", std::string(flowStateLabel(state))}}));
}

base::Status showReleased(Context& context, store::PublicityRow& row) {
  if (row.version <= 1) return {};  // what is published at its first version went the way
  MC_ASSIGN(const auto held, publicationHeld(context, row.recordId));
  if (!held) return {};
  MC_ASSIGN(const auto released, store::releasedVersion(context.conn, row.recordId));
  if (!released) return {};
  MC_ASSIGN(const auto versions, store::recordVersions(context.conn, row.recordId));
  for (const auto& version : versions) {
    if (version.version != *released) continue;
    row.version = version.version;
    row.entryVersion = version.entryVersion;
    row.payload = version.payload;
    row.entryDigest.clear();  // read by its own definition
    MC_ASSIGN(const auto definition, store::entryVersionDefinition(context.conn, version.entryVersion));
    const auto fields = definitionFields(definition);
    const auto values = readPayload(version.payload);
    for (std::size_t i = 0; i < fields.size() && i < values.size(); ++i) {
      if (fields[i].role == domain::fieldRoleName(domain::FieldRole::kDocumentNo)) row.documentNo = values[i];
      if (fields[i].role == domain::fieldRoleName(domain::FieldRole::kDecisionDate)) row.decidedOn = values[i];
    }
  }
  return {};
}

}  // namespace medcredit::service
