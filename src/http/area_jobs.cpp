// Background work by HTTP: one's own jobs, their events as they happen, and what the scheduler did.
#include <boost/json.hpp>
#include <charconv>
#include <chrono>
#include <deque>

#include "http/areas.h"
#include "http/handlers.h"
#include "http/paging.h"
#include "http/views.h"
#include "jobs/schedule.h"
#include "service/jobs.h"
#include "service/jobs_feed.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::int64_t kRunsShown = 30;

/// The result without what is the server's own business (paths).
json::value resultOf(const store::Job& job) {
  boost::system::error_code ec;
  json::value result = json::parse(job.result.value_or("null"), ec);
  if (ec) return nullptr;
  if (result.is_object()) result.get_object().erase("annotated");
  return result;
}

json::object jobView(const store::Job& job) {
  return {{"id", service::publicId('J', job.id)},
          {"kind", job.kind},
          {"state", job.state},
          {"permille", job.progress},
          {"attempts", job.attempts},
          {"createdBy", job.createdBy},
          {"createdAt", job.createdAt.iso()},
          {"finishedAt", momentOrNull(job.finishedAt)},
          {"result", resultOf(job)}};
}

Answer listJobs(const Request& request, HandlerContext& context) {
  QueryInput query(request);
  store::JobFilter filter;
  filter.kind = query.optionalText("kind", 40).value_or("");
  filter.state = query.optionalWord("state", {"queued", "running", "done", "failed"}).value_or("");
  const bool scheduled = query.optionalBoolean("scheduled").value_or(false);
  const Page page = readPage(query, request, context);
  if (auto refused = query.refused()) return std::move(*refused);
  if (scheduled) filter.createdBy = service::kScheduler;
  if (!page.after.empty()) filter.before = service::parsePublicId('J', page.after.front()).value_or(0);
  filter.limit = static_cast<std::int64_t>(page.limit) + 1;
  MC_ASSIGN(auto jobs, service::listJobs(context.service, filter));
  const bool more = jobs.size() > page.limit;
  if (more) jobs.resize(page.limit);
  json::array items;
  for (const auto& job : jobs) items.push_back(jobView(job));
  json::object body{{"items", std::move(items)}};
  if (more) body["next"] = nextCursor(request, context, {service::publicId('J', jobs.back().id)});
  return jsonResponse(200, body);
}

Answer getJob(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'J'));
  MC_ASSIGN(const auto job, service::showJob(context.service, id));
  return jsonResponse(200, jobView(job));
}

/// Events after the one the client saw last; looks into the store a few times a second.
class JobEvents final : public SseSource {
 public:
  JobEvents(service::JobFeed& feed, std::int64_t jobId, std::int64_t after)
      : feed_(feed), jobId_(jobId), seen_(after) {}

  Next next(int) override {
    if (pending_.empty() && !over_) look();
    if (pending_.empty()) return {std::nullopt, over_};
    const store::JobEvent event = std::move(pending_.front());
    pending_.pop_front();
    return {SseEvent{std::to_string(event.seq), event.event, dataOf(event)}, false};
  }

 private:
  void look() {
    constexpr std::chrono::milliseconds kPause{300};
    const auto now = std::chrono::steady_clock::now();
    if (now - looked_ < kPause) return;
    looked_ = now;
    auto part = feed_.after(jobId_, seen_);
    if (!part.ok()) return;  // the store may be back next time
    for (auto& event : part->events) {
      seen_ = event.seq;
      pending_.push_back(std::move(event));
    }
    over_ = part->over;
  }

  /// The event's own data with its moment.
  static std::string dataOf(const store::JobEvent& event) {
    boost::system::error_code ec;
    json::value data = json::parse(event.data, ec);
    if (ec || !data.is_object()) data = json::object{};
    data.get_object().erase("annotated");
    data.get_object()["at"] = event.at.iso();
    return json::serialize(data);
  }

  service::JobFeed& feed_;
  std::int64_t jobId_, seen_;
  bool over_ = false;
  std::deque<store::JobEvent> pending_;
  std::chrono::steady_clock::time_point looked_{};
};

Answer jobEvents(const Request& request, HandlerContext& context) {
  MC_ASSIGN(const auto id, pathId(request, 'J'));
  MC_TRY(service::showJob(context.service, id));
  if (context.shared.jobFeed == nullptr) return base::fail("HTTP-0006");
  std::int64_t seen = 0;
  if (const auto last = request.header("Last-Event-ID")) {
    const auto [end, ec] = std::from_chars(last->data(), last->data() + last->size(), seen);
    if (ec != std::errc() || end != last->data() + last->size() || seen < 0) return base::fail("HTTP-0037");
  }
  Response response;
  response.contentType = "text/event-stream; charset=utf-8";
  response.events = std::make_shared<JobEvents>(*context.shared.jobFeed, id, seen);
  return response;
}

Answer listSchedules(const Request&, HandlerContext& context) {
  json::array items;
  for (const auto& schedule : jobs::schedules()) {
    MC_ASSIGN(const auto runs, store::scheduleRuns(context.service.conn, schedule.id, kRunsShown));
    json::array shown;
    for (const auto& run : runs) {
      shown.push_back(json::object{{"due", run.due},
                                   {"job", service::publicId('J', run.jobId)},
                                   {"state", run.state},
                                   {"finishedAt", momentOrNull(run.finishedAt)}});
    }
    items.push_back(json::object{{"id", schedule.id},
                                 {"kind", schedule.kind},
                                 {"label", schedule.label},
                                 {"minuteOfDay", schedule.minuteOfDay},
                                 {"runs", std::move(shown)}});
  }
  return jsonResponse(200, json::object{{"items", std::move(items)}});
}

/// Figures for the operators' Prometheus; the manual says to keep the address inside the house.
Answer metrics(const Request&, HandlerContext& context) {
  Response response;
  response.contentType = "text/plain; version=0.0.4; charset=utf-8";
  if (context.shared.metrics) response.body = context.shared.metrics();
  return response;
}

}  // namespace

void addJobsRoutes(Router& router) {
  AreaRoutes area(router);
  area.get("listJobs", "/api/jobs", "collect.read", listJobs);
  area.get("getJob", "/api/jobs/{id}", "collect.read", getJob);
  area.get("jobEvents", "/api/jobs/{id}/events", "collect.read", jobEvents);
  area.get("listSchedules", "/api/schedules", "job.read", listSchedules);
  area.get("metrics", "/metrics", "public", metrics);
}

}  // namespace medcredit::http
