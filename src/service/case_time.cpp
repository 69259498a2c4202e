#include "service/case_time.h"

#include <boost/json.hpp>

#include "service/act.h"
#include "service/cases.h"
#include "service/recalls.h"
#include "workflow/clock_watch.h"

namespace medcredit::service {

using workflow::Transition;

namespace {

constexpr std::int64_t kBatch = 200;
/// The watch is written down this often; far below what puts the clock in doubt.
constexpr std::int64_t kWatchEvery = 600LL * 1'000'000;

/// Two transitions of one transaction as one: the second went on from the first.
Transition joined(Transition first, Transition second) {
  const auto append = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  append(first.effects, second.effects);
  append(first.notices, second.notices);
  append(first.papers, second.papers);
  append(first.audit, second.audit);
  first.state = std::move(second.state);
  return first;
}

struct Passed {
  bool changed = false, recounted = false;
};

base::Result<Passed> passOne(Context& context, std::int64_t id) {
  MC_ASSIGN(auto transaction, store::Transaction::startEnclosing(context.conn));
  MC_ASSIGN(const auto kept, keptCase(context, id));
  MC_ASSIGN(const auto world, caseWorld(context));
  const auto environment = world.environment();
  Passed done;
  Transition made;
  made.state = kept.state;
  if (kept.head.calendar != world.calendarVersion) {
    MC_ASSIGN(made, workflow::recount(kept.state, environment));
    done.recounted = made.changed();
  }
  MC_ASSIGN(auto passed, workflow::passTime(made.state, environment));
  made = joined(std::move(made), std::move(passed));
  done.changed = made.changed();
  if (done.changed) {
    const auto* procedure = world.law.find(kept.state.procedure);
    MC_TRY(storeTransition(context, *procedure, kept.state, made, nullptr, kept.head));
  } else {
    MC_TRY(store::setCaseCalendar(context.conn, id, world.calendarVersion));
    if (!kept.head.failed.empty()) MC_TRY(store::setCaseFailed(context.conn, id, {}));
  }
  MC_TRY(transaction.commit());
  return done;
}

base::Status noteFailure(Context& context, std::int64_t id, const std::string& code) {
  return act(context, "case.failed", publicId('C', id), {{"code", code}},
             [&] { return store::setCaseFailed(context.conn, id, code); });
}

/// A failure of the machine ends the run; one of the case is noted on it.
bool ofTheMachine(const base::Error& error) { return error.code.starts_with("STOR-"); }

base::Status passAll(Context& context, bool all, CasePass& done) {
  store::CaseWork work;
  work.now = context.clock.now();
  work.calendar = calendarVersion(context);
  work.held = all;
  work.limit = kBatch;
  while (true) {
    MC_ASSIGN(const auto ids, store::casesToPass(context.conn, work));
    for (const auto id : ids) {
      ++done.looked;
      const auto passed = passOne(context, id);
      if (passed.ok()) {
        done.changed += passed->changed ? 1 : 0;
        done.recounted += passed->recounted ? 1 : 0;
        continue;
      }
      if (ofTheMachine(passed.error())) return passed.error();
      ++done.failed;
      MC_TRY(noteFailure(context, id, passed.error().code));
    }
    if (ids.size() < static_cast<std::size_t>(kBatch)) return {};
    work.after = ids.back();
  }
}

}  // namespace

base::Result<CasePass> passCases(Context& context, bool all) {
  CasePass done;
  MC_ASSIGN(done.clockInDoubt, watchClock(context));
  MC_TRY(passAll(context, all, done));
  MC_ASSIGN(done.notices, deliverCaseNotices(context));
  MC_ASSIGN(done.recalls, deliverRecalls(context));
  return done;
}

base::Result<bool> casesWaiting(Context& context) {
  if (context.procedures == nullptr) return false;
  store::CaseWork work;
  work.now = context.clock.now();
  work.calendar = calendarVersion(context);
  work.limit = 1;
  MC_ASSIGN(const auto ids, store::casesToPass(context.conn, work));  // what failed waits for midnight
  if (!ids.empty()) return true;
  MC_ASSIGN(const auto notices, store::dueNotices(context.conn, work.now, 1));
  if (!notices.empty()) return true;
  store::RecallFilter filter;
  filter.dueAt = work.now;
  filter.limit = 1;
  MC_ASSIGN(const auto recalls, store::listRecalls(context.conn, filter));
  return !recalls.empty();
}

base::Result<bool> watchClock(Context& context) {
  MC_ASSIGN(const auto seen, store::clockSeen(context.conn));
  const auto now = context.clock.now();
  auto watch = workflow::ClockWatch::from({seen.last, seen.inDoubt});
  const auto what = watch.observe(now, 0);
  const bool due = !seen.last || now.micros - seen.last->micros > kWatchEvery || now < *seen.last;
  if (!due && watch.inDoubt() == seen.inDoubt) return watch.inDoubt();
  const auto kept = watch.kept();
  if (what != workflow::ClockWatch::Seen::kJump || seen.inDoubt) {
    MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
    MC_TRY(store::keepClockSeen(context.conn, {kept.last, kept.inDoubt}));
    MC_TRY(transaction.commit());
    return watch.inDoubt();
  }
  MC_TRY(act(context, "clock.doubt", "clock", {{"from", seen.last ? seen.last->iso() : ""}, {"to", now.iso()}}, [&] {
    return store::keepClockSeen(context.conn, {kept.last, kept.inDoubt});
  }));
  return watch.inDoubt();
}

base::Status confirmClock(Context& context, const std::string& reason) {
  MC_ASSIGN(const auto seen, store::clockSeen(context.conn));
  if (!seen.inDoubt) return base::fail("CASE-0011");
  auto watch = workflow::ClockWatch::from({seen.last, seen.inDoubt});
  watch.confirm(context.clock.now(), 0);
  const auto kept = watch.kept();
  return act(context, "clock.confirm", "clock", {{"reason", reason}}, [&] {
    return store::keepClockSeen(context.conn, {kept.last, kept.inDoubt});
  });
}

namespace {

base::Status sendToOpenCases(Context& context, std::int64_t subjectId, const workflow::Command& command) {
  if (context.procedures == nullptr) return {};
  store::CaseFilter filter;
  filter.subjectId = subjectId;
  filter.final = false;
  constexpr std::int64_t kAll = 100'000;
  filter.limit = kAll;
  MC_ASSIGN(const auto heads, store::listCases(context.conn, filter));
  for (const auto& head : heads) {
    MC_ASSIGN(const auto kept, keptCase(context, head.id));
    MC_ASSIGN(const auto world, caseWorld(context));
    workflow::Command own = command;
    own.expectedVersion = kept.state.version;
    own.key = command.key + " " + std::to_string(kept.state.version);
    MC_ASSIGN(const auto made, workflow::apply(kept.state, own, world.environment()));
    const auto* procedure = world.law.find(kept.state.procedure);
    MC_TRY(storeTransition(context, *procedure, kept.state, made, &own, kept.head));
  }
  return {};
}

workflow::Command byTheRegister(const Context& context) {
  workflow::Command command;
  command.actor.id = context.actor;
  command.actor.role = "register";
  return command;
}

}  // namespace

base::Status subjectMergedInCases(Context& context, std::int64_t loser, std::int64_t winner) {
  auto command = byTheRegister(context);
  command.kind = workflow::Command::Kind::kSubjectMerged;
  command.target = publicId('S', winner);
  command.key = "merged " + publicId('S', loser) + " " + publicId('S', winner);
  return sendToOpenCases(context, loser, command);
}

base::Status subjectEndedInCases(Context& context, std::int64_t subjectId, const std::string& reason) {
  auto command = byTheRegister(context);
  command.kind = workflow::Command::Kind::kSubjectEnded;
  command.reason = reason;
  command.key = "ended " + publicId('S', subjectId);
  return sendToOpenCases(context, subjectId, command);
}

}  // namespace medcredit::service
