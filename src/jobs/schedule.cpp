#include "jobs/schedule.h"

#include <algorithm>
#include <boost/json.hpp>

#include "service/case_time.h"
#include "service/jobs.h"
#include "store/jobs.h"

namespace medcredit::jobs {

namespace {

constexpr std::int64_t kMinute = 60'000'000;
constexpr std::int64_t kShanghai = 8 * 60 * kMinute;
constexpr std::int64_t kDay = 24 * 60 * kMinute;
constexpr std::int64_t kLateAfter = 60 * kMinute;

service::Context asScheduler(const service::Context& context) {
  service::Context own = context;
  own.actor = service::kScheduler;
  own.principal = {};
  own.trace = {};
  return own;
}

/// Queues the act of `day`, standing also for `covered`. False when another process was first.
base::Result<bool> queueRun(service::Context& context, const Schedule& schedule, base::CivilDate day,
                            std::span<const base::CivilDate> covered) {
  const base::Instant now = context.clock.now();
  const bool late = now.micros - dueMoment(schedule, day).micros > kLateAfter;
  const std::string args =
      boost::json::serialize(boost::json::object{{"schedule", schedule.id}, {"due", day.iso()}, {"late", late}});
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto id, service::enqueue(context, schedule.kind, args));
  MC_ASSIGN(const bool first, store::claimScheduleRun(context.conn, schedule.id, day.iso(), id));
  if (!first) return false;
  for (const auto earlier : covered) {
    MC_TRY(store::claimScheduleRun(context.conn, schedule.id, earlier.iso(), id));
  }
  if (late) {
    const std::string data = boost::json::serialize(boost::json::object{
        {"due", day.iso()}, {"minutesLate", (now.micros - dueMoment(schedule, day).micros) / kMinute}});
    MC_TRY(store::addJobEvent(context.conn, id, {2, now, "late", data}));
  }
  MC_TRY(transaction.commit());
  return true;
}

}  // namespace

const std::vector<Schedule>& schedules() {
  static const std::vector<Schedule> kAll{{"cases", service::kJobCases, "办件期限与到期步骤", 1, Missed::kLatest},
                                          {"publicity-expiry", service::kJobExpire, "公示到期下架", 5, Missed::kEach},
                                          {"evidence-head", service::kJobHead, "每日留痕树头", 10, Missed::kLatest},
                                          {"deadlines", service::kJobStatus, "应办事项与时限", 20, Missed::kEach},
                                          {"reminders", service::kJobReminders, "到期与逾期提醒", 30, Missed::kLatest},
                                          {"statistics", service::kJobStatistics, "质量统计", 40, Missed::kLatest},
                                          {"grading", service::kJobGradeDay, "信用评价日程", 50, Missed::kEach},
                                          {"backup", service::kJobBackup, "每日备份", 120, Missed::kLatest}};
  return kAll;
}

base::Instant dueMoment(const Schedule& schedule, base::CivilDate day) {
  return {day.days() * kDay - kShanghai + schedule.minuteOfDay * kMinute};
}

std::vector<base::CivilDate> dueDays(const Schedule& schedule, std::string_view lastDue, base::Instant now) {
  base::CivilDate newest = now.shanghaiDate();
  if (dueMoment(schedule, newest) > now) newest = newest.plusDays(-1);
  const auto last = base::CivilDate::parseIso(lastDue);
  std::vector<base::CivilDate> days;
  for (auto day = last ? last->plusDays(1) : newest; day <= newest; day = day.plusDays(1)) days.push_back(day);
  return days;
}

base::Result<int> planSchedules(service::Context& context) {
  service::Context own = asScheduler(context);
  int queued = 0;
  for (const Schedule& schedule : schedules()) {
    MC_ASSIGN(const auto last, store::lastScheduleRun(own.conn, schedule.id));
    const auto days = dueDays(schedule, last, own.clock.now());
    if (days.empty()) continue;
    const std::span<const base::CivilDate> all(days);
    if (schedule.missed == Missed::kLatest) {
      MC_ASSIGN(const bool first, queueRun(own, schedule, days.back(), all.first(days.size() - 1)));
      queued += first ? 1 : 0;
      continue;
    }
    for (const auto day : days) {
      MC_ASSIGN(const bool first, queueRun(own, schedule, day, {}));
      queued += first ? 1 : 0;
    }
  }
  return queued;
}

base::Result<bool> planCases(service::Context& context) {
  service::Context own = asScheduler(context);
  MC_TRY(service::watchClock(own));
  MC_ASSIGN(const bool waiting, service::casesWaiting(own));
  if (!waiting) return false;
  for (const auto* state : {"queued", "running"}) {
    store::JobFilter filter;
    filter.kind = service::kJobCases;
    filter.state = state;
    filter.limit = 1;
    MC_ASSIGN(const auto jobs, store::listJobs(own.conn, filter));
    if (!jobs.empty()) return false;
  }
  MC_TRY(service::enqueue(own, service::kJobCases, "{}"));
  return true;
}

}  // namespace medcredit::jobs
