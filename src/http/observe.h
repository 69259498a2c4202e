// What operators see of the server: one JSON line per request and event, and Prometheus figures. Neither ever holds
// what was asked for: routes stand as their templates, no query strings, no bodies, no names.
#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <ostream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "http/server.h"

namespace medcredit::http {

/// Structured log. Lines are written by a thread of its own, so that a slow disk or pipe never holds up a request; what
/// cannot be kept (1 MiB waiting) is counted and told in the next line. Thread-safe.
class JsonLog {
 public:
  /// Appends to `path`, or writes to standard error when it is empty. HTTP-0035 when the file cannot be opened.
  [[nodiscard]] static base::Result<std::unique_ptr<JsonLog>> open(const std::string& path, const base::Clock& clock);
  JsonLog(std::ostream& out, const base::Clock& clock);
  /// Writes what still waits.
  ~JsonLog();
  JsonLog(const JsonLog&) = delete;
  JsonLog& operator=(const JsonLog&) = delete;

  void request(const RequestLog& line);
  using Field = std::pair<std::string_view, std::string_view>;
  /// An event of the server itself: {"at", "level", "event", fields…}.
  void event(std::string_view level, std::string_view name, const std::vector<Field>& fields);

 private:
  void add(std::string line);
  void serve();

  std::ofstream file_;
  std::ostream* out_;
  const base::Clock& clock_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::string waiting_;
  std::uint64_t dropped_ = 0;
  bool stopping_ = false;
  std::thread writer_;
};

/// Figures that others keep.
struct Gauges {
  ServerGauges server;
  std::uint64_t evidenceEntries = 0, evidenceCommits = 0, evidenceFailures = 0;  ///< reads made durable
};

/// Counters and histograms for /metrics. Thread-safe.
class Metrics {
 public:
  void request(const RequestLog& line);
  void job(std::string_view kind, std::string_view state);
  /// Prometheus text format 0.0.4.
  [[nodiscard]] std::string text(const Gauges& gauges) const;

 private:
  static constexpr std::array<std::int64_t, 12> kBounds{500,   1000,   2500,   5000,    10000,   25000,
                                                        50000, 100000, 250000, 1000000, 2500000, 10000000};  // µs
  struct Operation {
    std::array<std::uint64_t, 6> byClass{};  ///< by first digit of the status
    std::array<std::uint64_t, kBounds.size() + 1> buckets{};
    std::int64_t micros = 0;
    std::uint64_t bytes = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::string, Operation, std::less<>> operations_;
  std::map<std::pair<std::string, std::string>, std::uint64_t> jobs_;
};

}  // namespace medcredit::http
