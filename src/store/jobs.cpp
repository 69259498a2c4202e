#include "store/jobs.h"

#include <array>

#include "store/values.h"

namespace medcredit::store {

namespace {

constexpr std::string_view kColumns =
    "id, kind, args, state, run_after, attempts, lease_until, progress, result, created_by, created_at, finished_at";

/// Due, and no earlier due moment of the same schedule is still open.
constexpr std::string_view kClaimable =
    " ((job.state = 'queued' AND job.run_after <= $1) OR (job.state = 'running' AND job.lease_until <= $1))"
    " AND NOT EXISTS (SELECT 1 FROM schedule_run mine JOIN schedule_run other ON other.schedule = mine.schedule"
    " AND other.due < mine.due JOIN job earlier ON earlier.id = other.job_id WHERE mine.job_id = job.id"
    " AND earlier.id <> job.id AND earlier.state IN ('queued', 'running'))";

std::string claimable(JobLane lane) {
  std::string sql = " FROM job WHERE" + std::string(kClaimable);
  if (lane == JobLane::kImports) sql += " AND job.kind = 'import'";
  if (lane == JobLane::kOthers) sql += " AND job.kind <> 'import'";
  return sql;
}

Job readJob(const Row& row) {
  Job job{row.integer(0),   row.str(1),     row.str(2),    row.str(3), {row.integer(4)},  row.integer(5),
          {row.integer(6)}, row.integer(7), row.optStr(8), row.str(9), {row.integer(10)}, std::nullopt};
  job.finishedAt = momentOf(row, 11);
  return job;
}

base::Result<std::vector<Job>> readJobs(Conn& conn, const std::string& sql, std::span<const Value> values) {
  std::vector<Job> jobs;
  MC_TRY(conn.query(sql, values, [&](const Row& row) {
    jobs.push_back(readJob(row));
    return true;
  }));
  return jobs;
}

}  // namespace

base::Status insertJob(Conn& conn, const Job& job) {
  const auto values = std::to_array<Value>(
      {job.id, std::string_view(job.kind), std::string_view(job.args), std::string_view(job.state), job.runAfter.micros,
       job.attempts, job.leaseUntil.micros, job.progress, std::string_view(job.createdBy), job.createdAt.micros});
  return run(conn,
             "INSERT INTO job (id, kind, args, state, run_after, attempts, lease_until, progress, created_by, "
             "created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
             values);
}

base::Result<std::optional<Job>> getJob(Conn& conn, std::int64_t id) {
  const auto values = std::to_array<Value>({id});
  MC_ASSIGN(auto jobs, readJobs(conn, "SELECT " + std::string(kColumns) + " FROM job WHERE id = $1", values));
  if (jobs.empty()) return std::optional<Job>();
  return std::optional<Job>(std::move(jobs.front()));
}

base::Result<std::vector<Job>> listJobs(Conn& conn, const JobFilter& filter) {
  const auto values = std::to_array<Value>({std::string_view(filter.kind), std::string_view(filter.state),
                                            std::string_view(filter.createdBy), filter.before, filter.limit});
  return readJobs(conn,
                  "SELECT " + std::string(kColumns) +
                      " FROM job WHERE ($1 = '' OR kind = $1) AND ($2 = '' OR state = $2) AND ($3 = '' OR created_by = "
                      "$3) AND ($4 = 0 OR id < $4) ORDER BY id DESC LIMIT $5",
                  values);
}

base::Result<std::optional<Job>> claimJob(Conn& conn, JobLane lane, base::Instant now, base::Instant leaseUntil) {
  const auto due = std::to_array<Value>({now.micros});
  MC_ASSIGN(
      auto jobs,
      readJobs(conn, "SELECT " + std::string(kColumns) + claimable(lane) + " ORDER BY run_after, id LIMIT 1", due));
  if (jobs.empty()) return std::optional<Job>();
  Job& job = jobs.front();
  job.state = "running";
  ++job.attempts;
  job.leaseUntil = leaseUntil;
  job.progress = 0;
  const auto values = std::to_array<Value>({job.id, job.attempts, leaseUntil.micros});
  MC_TRY(run(conn, "UPDATE job SET state = 'running', attempts = $2, lease_until = $3, progress = 0 WHERE id = $1",
             values));
  return std::optional<Job>(std::move(job));
}

base::Result<bool> hasClaimableJob(Conn& conn, JobLane lane, base::Instant now) {
  const auto due = std::to_array<Value>({now.micros});
  bool found = false;
  MC_TRY(conn.query("SELECT 1" + claimable(lane) + " LIMIT 1", due, [&](const Row&) {
    found = true;
    return false;
  }));
  return found;
}

base::Result<bool> renewJob(Conn& conn, const Job& job, base::Instant leaseUntil, std::int64_t progress) {
  const auto values = std::to_array<Value>({job.id, job.attempts, leaseUntil.micros, progress});
  MC_ASSIGN(const auto rows, conn.exec("UPDATE job SET lease_until = $3, progress = $4 WHERE id = $1 AND attempts = $2 "
                                       "AND state = 'running'",
                                       values));
  return rows == 1;
}

base::Result<bool> keepLease(Conn& conn, const Job& job, base::Instant leaseUntil) {
  const auto values = std::to_array<Value>({job.id, job.attempts, leaseUntil.micros});
  MC_ASSIGN(const auto rows,
            conn.exec("UPDATE job SET lease_until = $3 WHERE id = $1 AND attempts = $2 AND state = 'running'", values));
  return rows == 1;
}

base::Result<bool> endAttempt(Conn& conn, const Job& job, std::string_view state, base::Instant now,
                              base::Instant runAfter, std::string_view result) {
  const bool over = state != "queued";
  const Value finished = over ? Value(now.micros) : Value(nullptr);
  const std::int64_t progress = state == "done" ? 1000 : job.progress;
  const auto values = std::to_array<Value>({job.id, job.attempts, state, runAfter.micros, result, finished, progress});
  MC_ASSIGN(const auto rows, conn.exec("UPDATE job SET state = $3, run_after = $4, lease_until = 0, result = $5, "
                                       "finished_at = $6, progress = $7 WHERE id = $1 AND attempts = $2 AND state = "
                                       "'running'",
                                       values));
  return rows == 1;
}

base::Status addJobEvent(Conn& conn, std::int64_t jobId, const JobEvent& event) {
  const auto values = std::to_array<Value>(
      {jobId, event.seq, event.at.micros, std::string_view(event.event), std::string_view(event.data)});
  return run(conn, "INSERT INTO job_event (job_id, seq, at, event, data) VALUES ($1, $2, $3, $4, $5)", values);
}

base::Result<std::vector<JobEvent>> jobEventsAfter(Conn& conn, std::int64_t jobId, std::int64_t seq,
                                                   std::int64_t limit) {
  const auto values = std::to_array<Value>({jobId, seq, limit});
  std::vector<JobEvent> events;
  MC_TRY(conn.query("SELECT seq, at, event, data FROM job_event WHERE job_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
                    values, [&](const Row& row) {
                      events.push_back({row.integer(0), {row.integer(1)}, row.str(2), row.str(3)});
                      return true;
                    }));
  return events;
}

base::Result<bool> claimScheduleRun(Conn& conn, std::string_view schedule, std::string_view due, std::int64_t jobId) {
  const auto values = std::to_array<Value>({schedule, due, jobId});
  MC_ASSIGN(
      const auto rows,
      conn.exec("INSERT INTO schedule_run (schedule, due, job_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", values));
  return rows == 1;
}

base::Result<std::string> lastScheduleRun(Conn& conn, std::string_view schedule) {
  const auto values = std::to_array<Value>({schedule});
  std::string due;
  MC_TRY(conn.query("SELECT due FROM schedule_run WHERE schedule = $1 ORDER BY due DESC LIMIT 1", values,
                    [&](const Row& row) {
                      due = row.str(0);
                      return false;
                    }));
  return due;
}

base::Result<std::vector<ScheduleRun>> scheduleRuns(Conn& conn, std::string_view schedule, std::int64_t limit) {
  const auto values = std::to_array<Value>({schedule, limit});
  std::vector<ScheduleRun> runs;
  MC_TRY(
      conn.query("SELECT r.schedule, r.due, r.job_id, j.state, j.finished_at FROM schedule_run r JOIN job j ON j.id "
                 "= r.job_id WHERE r.schedule = $1 ORDER BY r.due DESC LIMIT $2",
                 values, [&](const Row& row) {
                   ScheduleRun run{row.str(0), row.str(1), row.integer(2), row.str(3), std::nullopt};
                   run.finishedAt = momentOf(row, 4);
                   runs.push_back(std::move(run));
                   return true;
                 }));
  return runs;
}

}  // namespace medcredit::store
