#include "service/notices.h"

#include <boost/json.hpp>
#include <map>

#include "service/scope.h"
#include "service/status.h"
#include "store/access_delegates.h"

namespace medcredit::service {

namespace {

/// What one unit has to do, by urgency and by kind. Both in the order of their enumerations.
struct Digest {
  std::map<DutyGroup, int> groups;
  std::map<DutyKind, int> kinds;
};

bool urgent(DutyGroup group) { return group != DutyGroup::kLater; }

std::string textOf(const Digest& digest, base::CivilDate day) {
  std::string text;
  for (const auto& [group, count] : digest.groups) {
    text += (text.empty() ? "" : "，") + std::string(dutyGroupLabel(group)) + " " + std::to_string(count) + " 项";
  }
  std::string kinds;
  for (const auto& [kind, count] : digest.kinds) {
    kinds += (kinds.empty() ? "" : "、") + std::string(dutyKindLabel(kind)) + " " + std::to_string(count) + " 项";
  }
  return day.iso() + " 应办事项：" + text + "（" + kinds + "）";
}

/// Writes what a unit is told, unless the same source told it before; tells whether it was new.
base::Result<bool> insertUnitNotice(Context& context, std::string_view unit, std::string_view kind, std::string text,
                                    std::string source) {
  store::NoticeRow notice;
  notice.unit = unit;
  notice.kind = kind;
  notice.text = std::move(text);
  notice.object = unit;
  notice.source = std::move(source);
  notice.createdAt = context.clock.now();
  return store::insertNotice(context.conn, std::move(notice));
}

/// Staff of a unit read what the unit is told; everybody what they are told themselves.
base::Result<store::NoticeReader> reader(const Context& context) {
  const auto& principal = context.principal;
  if (!principal.pending.empty()) return base::fail(principal.pending);
  return store::NoticeReader{principal.id, principal.kind == PrincipalKind::kStaff ? principal.unit : std::string()};
}

}  // namespace

base::Result<int> writeDutyNotices(Context& context, base::CivilDate day) {
  MC_ASSIGN(const auto report, statusReport(context, {}));
  std::map<std::string, Digest> units;
  for (const auto& duty : report.duties) {
    if (!urgent(duty.group)) continue;
    auto& digest = units[duty.unitId];
    ++digest.groups[duty.group];
    ++digest.kinds[duty.kind];
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  int written = 0;
  for (const auto& [unit, digest] : units) {
    MC_ASSIGN(const bool fresh,
              insertUnitNotice(context, unit, kNoticeDuties, textOf(digest, day), "duties " + day.iso() + " " + unit));
    written += fresh ? 1 : 0;
  }
  if (written == 0) return 0;
  MC_TRY(journal(context, "notice.duties", day.iso(), boost::json::serialize(boost::json::object{{"units", written}})));
  MC_TRY(transaction.commit());
  return written;
}

base::Status tellUnit(Context& context, std::string_view unit, std::string_view kind, std::string text,
                      std::string source) {
  MC_TRY(insertUnitNotice(context, unit, kind, std::move(text), std::move(source)));
  return {};
}

base::Status tellSubject(Context& context, const SubjectNotice& notice) {
  MC_ASSIGN(const auto rows, store::delegatesOfSubject(context.conn, notice.subjectId));
  const std::string today = context.clock.today().iso();
  store::NoticeRow message;
  message.kind = notice.kind;
  message.object = notice.object;
  message.text = notice.text;
  message.createdAt = context.clock.now();
  bool reached = false;
  for (const auto& row : rows) {
    if (row.revokedAt || row.from > today || (row.to && *row.to < today)) continue;
    message.user = row.userId;
    message.source = notice.source + " " + row.userId;
    MC_TRY(store::insertNotice(context.conn, message));
    reached = true;
  }
  if (reached || notice.unit.empty()) return {};
  message.user.clear();
  message.unit = notice.unit;
  message.kind = kNoticeCase;
  message.text = "当事人没有账号，请书面送达。" + notice.text;
  message.source = notice.source + " " + notice.unit;
  MC_TRY(store::insertNotice(context.conn, message));
  return {};
}

base::Result<std::vector<store::NoticeRow>> myNotices(Context& context, const store::NoticeFilter& filter) {
  MC_ASSIGN(const auto who, reader(context));
  return store::listNotices(context.conn, who, filter);
}

base::Result<std::int64_t> unreadNotices(Context& context) {
  MC_ASSIGN(const auto who, reader(context));
  return store::countUnreadNotices(context.conn, who);
}

base::Result<store::NoticeRow> readNotice(Context& context, std::int64_t id) {
  MC_ASSIGN(const auto who, reader(context));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto notice, store::getNotice(context.conn, who, id));
  if (!notice) return notFound(publicId('N', id));
  if (!notice->readAt) {
    notice->readAt = context.clock.now();
    MC_TRY(store::markNoticeRead(context.conn, id, who.user, *notice->readAt));
    MC_TRY(journal(context, "notice.read", publicId('N', id), "{}"));
    MC_TRY(transaction.commit());
  }
  return std::move(*notice);
}

}  // namespace medcredit::service
