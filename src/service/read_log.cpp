#include "service/read_log.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "service/evidence_tree.h"

namespace medcredit::service {

namespace {

/// One waiting writer; it lives on the stack of the thread that waits.
struct Ticket {
  PreparedEntry entry;
  std::optional<base::Status> done;
};

/// An entry the store will never take (text that cannot be stored, no such subject): not a failure of the machine.
bool concernsTheEntry(const base::Error& error) {
  return error.code == "STOR-0005" || error.code == "STOR-0006" || error.code == "STOR-0011";
}

}  // namespace

struct ReadLog::Impl {
  store::Location location;
  Limits limits;
  std::unique_ptr<store::Conn> conn;
  mutable std::mutex mutex;
  std::condition_variable arrived, finished;
  std::deque<Ticket*> queue;
  Counts counts;
  bool closing = false;
  std::thread writer;

  base::Status append(std::span<Ticket* const> tickets) {
    if (!conn) {
      MC_ASSIGN(conn, store::open(location));
    }
    MC_ASSIGN(auto transaction, store::Transaction::start(*conn));
    std::vector<PreparedEntry> entries;
    entries.reserve(tickets.size());
    for (const Ticket* ticket : tickets) entries.push_back(ticket->entry);
    MC_TRY(appendPrepared(*conn, entries));
    return transaction.commit();
  }

  /// Writes a batch; when one entry spoils it, each is tried by itself.
  void settle(std::span<Ticket* const> tickets) {
    const base::Status status = append(tickets);
    if (!status.ok() && tickets.size() > 1 && concernsTheEntry(status.error())) {
      for (std::size_t i = 0; i < tickets.size(); ++i) settle(tickets.subspan(i, 1));
      return;
    }
    // After a failure of the disk or the line the connection is spent; the next batch opens a new one.
    if (!status.ok() && !concernsTheEntry(status.error())) conn.reset();
    const std::lock_guard lock(mutex);
    ++counts.commits;
    (status.ok() ? counts.entries : counts.failures) += tickets.size();
    for (Ticket* ticket : tickets) ticket->done = status;
  }

  void run() {
    std::unique_lock lock(mutex);
    for (;;) {
      arrived.wait(lock, [this] { return closing || !queue.empty(); });
      if (queue.empty()) return;
      const auto count = static_cast<std::ptrdiff_t>(std::min(queue.size(), limits.batch));
      std::vector<Ticket*> tickets(queue.begin(), queue.begin() + count);
      queue.erase(queue.begin(), queue.begin() + count);
      lock.unlock();
      settle(tickets);
      finished.notify_all();
      lock.lock();
    }
  }
};

ReadLog::ReadLog(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {
  impl_->writer = std::thread([this] { impl_->run(); });
}

base::Result<std::unique_ptr<ReadLog>> ReadLog::start(const store::Location& location, Limits limits) {
  auto impl = std::make_unique<Impl>();
  impl->location = location;
  impl->limits = limits;
  MC_ASSIGN(impl->conn, store::open(location));
  return std::unique_ptr<ReadLog>(new ReadLog(std::move(impl)));
}

ReadLog::~ReadLog() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->closing = true;
  }
  impl_->arrived.notify_all();
  impl_->writer.join();
}

base::Status ReadLog::write(PreparedEntry entry) {
  Ticket ticket{std::move(entry), std::nullopt};
  std::unique_lock lock(impl_->mutex);
  if (impl_->closing || impl_->queue.size() >= impl_->limits.waiting) return base::fail("EVID-0006");
  impl_->queue.push_back(&ticket);
  impl_->arrived.notify_one();
  impl_->finished.wait(lock, [&] { return ticket.done.has_value(); });
  return *ticket.done;
}

ReadLog::Counts ReadLog::counts() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->counts;
}

}  // namespace medcredit::service
