// The registers beside the records: list types, bad-practice points, complaints.
#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"
#include "service/classify.h"
#include "service/subject.h"
#include "store/records.h"
#include "store/subjects_archive.h"

namespace medcredit::service {

using base::CivilDate;

namespace {

constexpr std::string_view kNationalLevel = "national";

/// Whole number of a profile value, or the default where the profile has none.
int numberOf(const Context& context, std::string_view key, int fallback) {
  const auto value = base::Decimal6::parse(context.law.value(key));
  return value ? static_cast<int>(value->micro / 1'000'000) : fallback;
}

/// Months of a profile duration, or the default.
int monthsOf(const Context& context, std::string_view key, int fallback) {
  const auto length = domain::parseDuration(context.law.value(key));
  return length.ok() && length.value().months > 0 ? length.value().months : fallback;
}

domain::ScoreCycle cycleOf(const Context& context) {
  domain::ScoreCycle cycle;
  cycle.months = monthsOf(context, "practice.points.cycle", cycle.months);
  cycle.threshold = base::Decimal6::parse(context.law.value("practice.points.threshold"));
  return cycle;
}

}  // namespace

base::Status createListType(Context& context, const std::string& id, const std::string& name,
                            const std::string& basisDocument) {
  const std::string title = base::cleanText(name);
  MC_ASSIGN(const auto known, store::listTypes(context.conn));
  const auto taken = [&id](const store::ListType& type) { return type.id == id; };
  if (id.empty() || title.empty() || std::any_of(known.begin(), known.end(), taken)) {
    return base::fail("RECD-0043", {{"type", id}}, "id");
  }
  if (basisDocument.empty()) return base::fail("RECD-0040", {}, "basis");
  const auto& register_ = context.law.basis;
  const auto document =
      std::find_if(register_.begin(), register_.end(), [&](const auto& one) { return one.id == basisDocument; });
  if (document == register_.end()) return base::fail("RECD-0041", {{"document", basisDocument}}, "basis");
  if (document->level != kNationalLevel && document->level != "国家") {
    return base::fail("RECD-0042", {{"document", document->title}, {"level", document->level}}, "basis");
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertListType(context.conn, {id, title, basisDocument, context.actor, context.clock.now()}));
  const boost::json::object detail{{"name", title}, {"basis", basisDocument}};
  MC_TRY(journal(context, "list-type.create", id, boost::json::serialize(detail)));
  return transaction.commit();
}

base::Result<domain::CycleSum> addScore(Context& context, const ScoreRequest& request) {
  MC_TRY(subjectById(context, request.subjectId));
  if (request.points.micro <= 0) return base::fail("RECD-0050", {{"points", request.points.str()}}, "points");
  const std::string item = base::cleanText(request.item);
  if (item.empty()) return base::fail("RECD-0051", {}, "item");
  MC_TRY(notFuture(context, request.on, "on"));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const std::int64_t id,
            store::insertScore(context.conn, {0, request.subjectId, request.points.micro, request.on.iso(), item,
                                              base::cleanText(request.basis), context.actor, context.clock.now()}));
  MC_ASSIGN(auto sum, scoreSum(context, request.subjectId, request.on));
  const boost::json::object detail{
      {"score", id}, {"points", request.points.str()}, {"sum", sum.points.str()}, {"alert", sum.alert}};
  MC_TRY(journal(context, "score.add", publicId('S', request.subjectId), boost::json::serialize(detail)));
  MC_TRY(transaction.commit());
  return sum;
}

base::Result<domain::CycleSum> scoreSum(Context& context, std::int64_t subjectId, CivilDate on) {
  MC_ASSIGN(const auto rows, store::scoresOf(context.conn, subjectId));
  std::vector<domain::PracticeScore> scores;
  for (const auto& row : rows) {
    if (const auto day = CivilDate::parseIso(row.scoredOn)) scores.push_back({*day, {row.pointsMicro}});
  }
  // All points of the cycle `on` lies in, also those noted for later days of it.
  const auto cycle = cycleOf(context);
  const auto bounds = domain::sumCycle({}, cycle, on);
  return domain::sumCycle(scores, cycle, bounds.to);
}

base::Result<std::int64_t> addComplaint(Context& context, const ComplaintRequest& request) {
  MC_TRY(subjectById(context, request.subjectId));
  const std::string matter = base::cleanText(request.matter);
  if (matter.empty()) return base::fail("RECD-0052", {}, "matter");
  MC_TRY(notFuture(context, request.on, "on"));
  if (request.recordId) {
    MC_ASSIGN(const auto head, store::getRecord(context.conn, *request.recordId));
    if (!head || head->subjectId != request.subjectId) {
      return base::fail("RECD-0053", {{"record", publicId('R', *request.recordId)}}, "record");
    }
  }
  store::ComplaintRow row;
  row.subjectId = request.subjectId;
  row.receivedOn = request.on.iso();
  row.channel = base::cleanText(request.channel);
  row.matter = matter;
  row.state = domain::complaintStateName(domain::ComplaintState::kUnverified);
  row.recordId = request.recordId;
  row.actor = context.actor;
  row.recordedAt = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const std::int64_t id, store::insertComplaint(context.conn, row));
  const boost::json::object detail{{"complaint", publicId('C', id)}};
  MC_TRY(journal(context, "complaint.add", publicId('S', request.subjectId), boost::json::serialize(detail)));
  MC_TRY(transaction.commit());
  return id;
}

base::Result<bool> decideComplaint(Context& context, std::int64_t complaintId, const std::string& state,
                                   bool consequence) {
  const std::string name = publicId('C', complaintId);
  MC_ASSIGN(const auto row, store::getComplaint(context.conn, complaintId));
  if (!row) return base::fail("RECD-0054", {{"complaint", name}});
  if (row->state != domain::complaintStateName(domain::ComplaintState::kUnverified)) {
    return base::fail("RECD-0055", {{"complaint", name}});
  }
  const auto decided = domain::complaintStateFromName(state);
  if (!decided || *decided == domain::ComplaintState::kUnverified) {
    return base::fail("RECD-0056", {{"state", state}}, "state");
  }
  const CivilDate today = context.clock.today();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::decideComplaint(context.conn, complaintId, state, today.iso(), consequence));
  MC_ASSIGN(const bool negative, complaintsNegative(context, row->subjectId, today));
  const boost::json::object detail{{"complaint", name}, {"state", state}, {"negative", negative}};
  MC_TRY(journal(context, "complaint.decide", publicId('S', row->subjectId), boost::json::serialize(detail)));
  MC_TRY(transaction.commit());
  return negative;
}

base::Result<bool> complaintsNegative(Context& context, std::int64_t subjectId, CivilDate on) {
  MC_ASSIGN(const auto rows, store::complaintsOf(context.conn, subjectId));
  std::vector<domain::Complaint> complaints;
  for (const auto& row : rows) {
    const auto day = CivilDate::parseIso(row.receivedOn);
    const auto state = domain::complaintStateFromName(row.state);
    if (day && state) complaints.push_back({*day, *state, row.consequence});
  }
  domain::ComplaintRule rule;
  rule.count = numberOf(context, "complaints.negative.count", rule.count);
  rule.months = monthsOf(context, "complaints.negative.window", rule.months);
  return domain::complaintsAreNegative(complaints, rule, on);
}

}  // namespace medcredit::service
