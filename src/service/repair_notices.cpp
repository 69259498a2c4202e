#include "service/repair_notices.h"

#include <algorithm>
#include <boost/json.hpp>

#include "domain/publicity.h"
#include "domain/record.h"
#include "service/evidence.h"
#include "service/notices.h"
#include "service/papers.h"
#include "service/repair.h"
#include "store/records.h"

namespace medcredit::service {

namespace {

constexpr std::string_view kPaper = "repair-notice";
constexpr std::string_view kPenalty = "行政处罚";

std::string orderKey(std::int64_t recordId) { return std::string(kPaper) + " " + publicId('R', recordId); }

/// A live penalty that is shown to the public.
bool takesNotice(const Context& context, const store::RecordHead& head) {
  const auto* entry = context.law.entry(head.entry);
  return entry != nullptr && entry->enforcementClass == kPenalty &&
         head.state == domain::recordStateName(domain::RecordState::kLive) &&
         head.nature == domain::natureName(domain::Nature::kNegative) &&
         head.publicity == domain::publicityStateName(domain::PublicityState::kPublished);
}

base::Status tell(Context& context, const store::RecordHead& head, const IssuedPaper& paper) {
  const auto name = publicId('P', paper.id);
  const std::string text =
      "《" + paper.title + "》（" + paper.number + "）已就记录 " + publicId('R', head.id) + " 制发";
  return tellSubject(context, {.subjectId = head.subjectId,
                               .unit = head.unitId,
                               .kind = std::string(kNoticeLegal),
                               .text = text,
                               .object = name,
                               .source = "paper " + name});
}

}  // namespace

base::Result<bool> issueRepairNotice(Context& context, std::int64_t recordId) {
  if (context.procedures == nullptr || context.law.papers.find(kPaper) == nullptr) return false;
  MC_ASSIGN(const auto head, store::getRecord(context.conn, recordId));
  if (!head || !takesNotice(context, *head)) return false;
  PaperOrder order;
  order.paper = kPaper;
  order.key = orderKey(recordId);
  order.subjectId = head->subjectId;
  order.recordId = recordId;
  order.unitId = head->unitId;
  const auto issued = issuePaper(context, order);
  if (!issued.ok()) {
    if (!issued.error().code.starts_with("PAPR-")) return issued.error();
    // A word that is missing must not keep a penalty from the public.
    MC_TRY(journal(context, "repair-notice.failed", publicId('R', recordId),
                   boost::json::serialize(boost::json::object{{"code", issued.error().code}})));
    return false;
  }
  if (issued->replayed) return false;
  MC_TRY(tell(context, *head, *issued));
  return true;
}

base::Status issueRepairNotices(Context& context, std::span<const std::int64_t> records) {
  for (const auto id : records.first(std::min(records.size(), kNoticesAtOnce))) {
    MC_TRY(issueRepairNotice(context, id));
  }
  return {};
}

base::Result<bool> lateRepairNotice(Context& context, std::int64_t recordId, base::CivilDate day) {
  MC_ASSIGN(const auto head, store::getRecord(context.conn, recordId));
  const bool fresh = head && head->publishedOn >= day.plusDays(-kNoticeDays).iso();
  if (!fresh || !takesNotice(context, *head)) return false;
  MC_ASSIGN(const auto known, store::findPaperByOrder(context.conn, orderKey(recordId)));
  if (known) return false;
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const bool issued, issueRepairNotice(context, recordId));
  MC_TRY(transaction.commit());
  return issued;
}

}  // namespace medcredit::service
