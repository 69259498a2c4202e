// Service of papers (送达) and their receipts.
#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/join.h"
#include "base/text.h"
#include "service/evidence.h"
#include "service/papers.h"
#include "service/subject.h"

namespace medcredit::service {

namespace json = boost::json;

namespace {

constexpr auto kWays =
    std::to_array<std::string_view>({"直接送达", "留置送达", "委托送达", "邮寄送达", "电子送达", "公告送达"});
constexpr std::size_t kLongest = 200;

base::Result<store::PaperRow> currentPaper(Context& context, std::int64_t id) {
  MC_ASSIGN(auto row, store::getPaper(context.conn, id));
  if (!row) return base::fail("PAPR-0020", {{"paper", publicId('P', id)}});
  return std::move(*row);
}

base::Result<std::string> shortText(std::string_view given, std::string_view field) {
  const auto wrong = [&] {
    return base::fail("PAPR-0014", {{"title", "送达回证"}, {"label", std::string(field)}}, std::string(field));
  };
  if (!base::isValidUtf8(given) || base::hasControlCharacters(given)) return wrong();
  auto text = base::cleanText(given);
  if (base::codePoints(text) > kLongest) {
    return base::fail("PAPR-0013",
                      {{"title", "送达回证"}, {"label", std::string(field)}, {"most", std::to_string(kLongest)}},
                      std::string(field));
  }
  return text;
}

base::Status checkDay(const Context& context, const store::PaperRow& paper, base::CivilDate on) {
  if (on.iso() < paper.issuedOn || on > context.clock.today()) {
    return base::fail("PAPR-0026", {{"date", on.iso()}}, "on");
  }
  return {};
}

base::Status leaveTrace(Context& context, const store::PaperRow& paper, std::string_view action,
                        const json::object& detail) {
  Act act;
  act.action = action;
  act.objectType = "paper";
  act.objectId = publicId('P', paper.id);
  act.subjectId = paper.subjectId;
  act.detailJson = json::serialize(detail);
  return appendEvidence(context, act);
}

}  // namespace

std::vector<std::string_view> deliveryWays() { return {kWays.begin(), kWays.end()}; }

base::Result<store::PaperDelivery> deliverPaper(Context& context, const DeliverPaper& request) {
  if (std::find(kWays.begin(), kWays.end(), request.way) == kWays.end()) {
    return base::fail("PAPR-0024", {{"way", request.way}, {"ways", base::join(kWays)}}, "way");
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto paper, currentPaper(context, request.paperId));
  if (paper.state != "current") return base::fail("PAPR-0022", {{"number", paper.number}});
  MC_TRY(checkDay(context, paper, request.on));
  store::PaperDelivery row;
  MC_ASSIGN(row.receiver, shortText(request.receiver, "receiver"));
  if (row.receiver.empty()) return base::fail("PAPR-0012", {{"title", "送达回证"}, {"label", "受送达人"}}, "receiver");
  row.paperId = paper.id;
  row.way = request.way;
  row.sentOn = request.on.iso();
  row.state = "sent";
  row.actor = context.actor;
  std::int64_t person = 0;
  if (paper.subjectId) {
    MC_ASSIGN(const auto subject, subjectById(context, *paper.subjectId));
    if (subject.kind == "NP") person = subject.id;
  }
  MC_ASSIGN(row.id, store::reserveIds(context.conn, "paper_delivery", 1));
  MC_TRY(store::insertDelivery(context.conn, row, person, context.clock.now()));
  MC_TRY(leaveTrace(context, paper, "paper.deliver",
                    json::object{{"delivery", row.id}, {"way", row.way}, {"on", row.sentOn}}));
  MC_TRY(transaction.commit());
  return row;
}

base::Status confirmDelivery(Context& context, std::int64_t paperId, std::int64_t deliveryId, bool arrived,
                             base::CivilDate on, std::string_view proof) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto paper, currentPaper(context, paperId));
  MC_TRY(checkDay(context, paper, on));
  store::PaperDelivery row;
  MC_ASSIGN(row.proof, shortText(proof, "proof"));
  if (row.proof.empty())
    return base::fail("PAPR-0012", {{"title", "送达回证"}, {"label", "回证编号或者说明"}}, "proof");
  row.id = deliveryId;
  row.paperId = paperId;
  row.state = arrived ? "confirmed" : "failed";
  row.confirmedOn = on.iso();
  row.confirmedBy = context.actor;
  MC_ASSIGN(const auto done, store::closeDelivery(context.conn, row));
  if (!done) return base::fail("PAPR-0025");
  MC_TRY(leaveTrace(context, paper, "paper.receipt",
                    json::object{{"delivery", row.id}, {"state", row.state}, {"on", row.confirmedOn}}));
  return transaction.commit();
}

}  // namespace medcredit::service
