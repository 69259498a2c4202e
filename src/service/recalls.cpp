#include "service/recalls.h"

#include <boost/json.hpp>

#include "service/act.h"
#include "service/cases.h"
#include "service/notices.h"
#include "service/scope.h"
#include "store/notices.h"
#include "store/records.h"

namespace medcredit::service {

namespace {

constexpr std::string_view kUser = "user:";
constexpr std::string_view kNoticeRecall = "recall";

std::string packageOf(const store::RecordHead& head, const RecallOrder& order) {
  return boost::json::serialize(boost::json::object{{"record", publicId('R', head.id)},
                                                    {"version", head.version},
                                                    {"act", order.act},
                                                    {"case", publicId('C', order.caseId)},
                                                    {"reason", order.reason}});
}

base::Result<store::RecordHead> recordOf(Context& context, std::int64_t id) {
  MC_ASSIGN(auto head, store::getRecord(context.conn, id));
  if (!head) return notFound(publicId('R', id));
  return std::move(*head);
}

base::Result<std::int64_t> addOne(Context& context, const store::RecordHead& head, const RecallOrder& order,
                                  const store::Receiver& to) {
  store::Recall row;
  row.recordId = head.id;
  row.caseId = order.caseId;
  row.receiver = to.receiver;
  row.way = to.way;
  row.act = order.act;
  row.package = packageOf(head, order);
  row.createdAt = context.clock.now();
  return store::addRecall(context.conn, row);
}

/// One case per receiver, in the name of the unit that supplied the record.
base::Status follow(Context& context, const store::RecordHead& head, const RecallOrder& order,
                    const store::Receiver& to, std::int64_t recall) {
  MC_ASSIGN(const auto* set, procedures(context));
  if (set->find("recall") == nullptr) return {};
  OpenCase request;
  request.procedure = "recall";
  request.records = {head.id};
  request.key = "recall " + std::to_string(recall);
  request.input.reason = order.reason.empty() ? std::string("信息已更正或者撤销") : std::string(order.reason);
  request.input.clause = to.receiver + " " + to.way + " " + publicId('C', order.caseId);
  MC_ASSIGN(const auto opened, openFollowing(context, request, "sender", head.unitId));
  return store::setRecallFollower(context.conn, recall, opened);
}

base::Status handOver(Context& context, const store::Recall& recall) {
  if (recall.receiver.starts_with(kUser)) {
    store::NoticeRow notice;
    notice.user = recall.receiver.substr(kUser.size());
    notice.kind = kNoticeRecall;
    notice.text = "您曾获取的信用信息 " + publicId('R', recall.recordId) +
                  (recall.act == "remove" ? " 已撤销" : " 已更正") + "，请停止使用原信息并回执";
    notice.object = publicId('L', recall.id);
    notice.source = "recall " + std::to_string(recall.id);  // a reminder is the same message
    notice.createdAt = context.clock.now();
    MC_TRY(store::insertNotice(context.conn, std::move(notice)));
  }
  return store::recallTold(context.conn, recall.id, context.clock.now());
}

}  // namespace

base::Result<int> orderPlatforms(Context& context, const RecallOrder& order) {
  MC_ASSIGN(const auto head, recordOf(context, order.recordId));
  int made = 0;
  for (const auto platform : {kHealthPlatform, kPublicPlatform}) {
    MC_ASSIGN(const auto id, addOne(context, head, order, {std::string(platform), "platform"}));
    made += id == 0 ? 0 : 1;
  }
  return made;
}

base::Result<int> orderRecalls(Context& context, const RecallOrder& order) {
  MC_ASSIGN(const auto head, recordOf(context, order.recordId));
  MC_ASSIGN(const auto receivers, store::receiversOf(context.conn, head.id, head.subjectId));
  int made = 0;
  for (const auto& to : receivers) {
    MC_ASSIGN(const auto id, addOne(context, head, order, to));
    if (id == 0) continue;
    MC_TRY(follow(context, head, order, to, id));
    ++made;
  }
  return made;
}

base::Result<int> deliverRecalls(Context& context, std::int64_t limit) {
  store::RecallFilter filter;
  filter.dueAt = context.clock.now();
  filter.limit = limit;
  MC_ASSIGN(const auto open, store::listRecalls(context.conn, filter));
  int sent = 0;
  for (const auto& recall : open) {
    MC_TRY(act(context, "recall.deliver", publicId('L', recall.id),
               {{"receiver", recall.receiver}, {"record", publicId('R', recall.recordId)}},
               [&] { return handOver(context, recall); }));
    ++sent;
  }
  return sent;
}

base::Result<std::vector<store::Recall>> myRecalls(Context& context, store::RecallFilter filter) {
  filter.receiver = std::string(kUser) + context.actor;
  return store::listRecalls(context.conn, filter);
}

base::Result<std::vector<store::Recall>> findRecalls(Context& context, store::RecallFilter filter) {
  MC_ASSIGN(auto scope, visibleUnits(context));
  if (!scope.all) filter.units = std::move(scope.units);
  return store::listRecalls(context.conn, filter);
}

base::Result<bool> confirmRecall(Context& context, std::int64_t id, std::string_view receipt) {
  const std::string name = publicId('L', id);
  store::RecallFilter filter;
  filter.after = id - 1;
  filter.limit = 1;
  MC_ASSIGN(const auto found, store::listRecalls(context.conn, filter));
  if (found.empty() || found.front().id != id) return notFound(name);
  const auto& recall = found.front();
  MC_ASSIGN(const auto head, recordOf(context, recall.recordId));
  const bool own = recall.receiver == std::string(kUser) + context.actor;
  if (!own && (!requirePermission(context, "case.handle").ok() || !requireUnit(context, head.unitId).ok())) {
    return notFound(name);
  }
  bool fresh = false;
  MC_TRY(
      act(context, "recall.done", name, {{"receiver", recall.receiver}, {"receipt", receipt}}, [&]() -> base::Status {
        MC_ASSIGN(fresh, store::recallDone(context.conn, id, context.clock.now(), receipt));
        if (!fresh || !own) return {};
        return tellUnit(context, head.unitId, kNoticeRecall, "接收方对 " + name + " 已回执，请办结提醒件",
                        "recall done " + std::to_string(id));
      }));
  return fresh;
}

}  // namespace medcredit::service
