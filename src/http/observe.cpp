#include "http/observe.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>

#include "base/text.h"

namespace medcredit::http {

namespace {

/// One JSON text on one line whatever comes in: control characters and bytes that are not UTF-8 cannot break out.
void addText(std::string& out, std::string_view text) {
  out += '"';
  const bool clean = base::isValidUtf8(text);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !clean)) {
      std::array<char, 8> escaped{};
      std::snprintf(escaped.data(), escaped.size(), "\\u%04x", byte);
      out += escaped.data();
    } else {
      out += c;
    }
  }
  out += '"';
}

void addField(std::string& out, std::string_view name, std::string_view value) {
  out += ',';
  addText(out, name);
  out += ':';
  addText(out, value);
}

void addNumber(std::string& out, std::string_view name, std::int64_t value) {
  out.append(",\"").append(name).append("\":").append(std::to_string(value));
}

std::string beginLine(const base::Clock& clock, std::string_view level) {
  std::string line = "{\"at\":\"" + clock.now().iso() + "\"";
  addField(line, "level", level);
  return line;
}

/// A label value of the Prometheus text format.
std::string label(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out;
}

std::string seconds(std::int64_t micros) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%lld.%06lld", static_cast<long long>(micros / 1000000),
                static_cast<long long>(micros % 1000000));
  return text.data();
}

void addHead(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" ");
  out.append(type).append("\n");
}

void addSample(std::string& out, std::string_view nameAndLabels, std::uint64_t value) {
  out.append(nameAndLabels).append(" ").append(std::to_string(value)).append("\n");
}

}  // namespace

base::Result<std::unique_ptr<JsonLog>> JsonLog::open(const std::string& path, const base::Clock& clock) {
  if (path.empty()) return std::make_unique<JsonLog>(std::cerr, clock);
  std::ofstream file(path, std::ios::app);
  if (!file) return base::fail("HTTP-0035", {{"path", path}});
  auto log = std::make_unique<JsonLog>(std::cerr, clock);
  const std::lock_guard lock(log->mutex_);
  log->file_ = std::move(file);
  log->out_ = &log->file_;
  return log;
}

JsonLog::JsonLog(std::ostream& out, const base::Clock& clock)
    : out_(&out), clock_(clock), writer_([this] { serve(); }) {}

JsonLog::~JsonLog() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  writer_.join();
}

void JsonLog::request(const RequestLog& one) {
  std::string line = beginLine(clock_, one.status >= 500 ? "error" : "info");
  addField(line, "event", "request");
  addField(line, "request", one.requestId);
  addField(line, "client", one.remoteAddress);
  addField(line, "method", one.method);
  addField(line, "operation", one.operationId);
  addField(line, "route", one.path);
  addNumber(line, "status", one.status);
  addNumber(line, "bytes", static_cast<std::int64_t>(one.bytes));
  addNumber(line, "micros", one.micros);
  add(line + "}\n");
}

void JsonLog::event(std::string_view level, std::string_view name, const std::vector<Field>& fields) {
  std::string line = beginLine(clock_, level);
  addField(line, "event", name);
  for (const auto& [key, value] : fields) addField(line, key, value);
  add(line + "}\n");
}

void JsonLog::add(std::string line) {
  constexpr std::size_t kMostWaiting = 1 << 20;
  const std::lock_guard lock(mutex_);
  if (waiting_.size() + line.size() > kMostWaiting) {
    ++dropped_;
    return;
  }
  waiting_ += line;
}

void JsonLog::serve() {
  std::unique_lock lock(mutex_);
  bool last = false;
  while (!last) {
    wake_.wait_for(lock, std::chrono::milliseconds(100), [this] { return stopping_; });
    last = stopping_;
    std::string lines = std::exchange(waiting_, {});
    if (const auto lost = std::exchange(dropped_, 0); lost > 0) {
      std::string line = beginLine(clock_, "error");
      addField(line, "event", "log-lines-lost");
      addNumber(line, "count", static_cast<std::int64_t>(lost));
      lines += line + "}\n";
    }
    if (lines.empty()) continue;
    std::ostream& out = *out_;
    lock.unlock();
    out << lines << std::flush;
    lock.lock();
  }
}

void Metrics::request(const RequestLog& line) {
  const auto statusClass = static_cast<std::size_t>(std::clamp(line.status / 100, 0, 5));
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), line.micros) - kBounds.begin();
  const std::lock_guard lock(mutex_);
  auto found = operations_.find(line.operationId);
  if (found == operations_.end()) found = operations_.try_emplace(line.operationId).first;
  Operation& operation = found->second;
  ++operation.byClass[statusClass];
  ++operation.buckets[static_cast<std::size_t>(bound)];
  operation.micros += line.micros;
  operation.bytes += line.bytes;
}

void Metrics::job(std::string_view kind, std::string_view state) {
  const std::lock_guard lock(mutex_);
  ++jobs_[{std::string(kind), std::string(state)}];
}

std::string Metrics::text(const Gauges& gauges) const {
  const std::lock_guard lock(mutex_);
  std::string out;
  addHead(out, "medcredit_requests_total", "counter", "Requests by operation and class of status.");
  for (const auto& [name, operation] : operations_) {
    for (std::size_t i = 1; i < operation.byClass.size(); ++i) {
      if (operation.byClass[i] == 0) continue;
      addSample(out,
                "medcredit_requests_total{operation=\"" + label(name) + "\",status=\"" + std::to_string(i) + "xx\"}",
                operation.byClass[i]);
    }
  }
  addHead(out, "medcredit_request_seconds", "histogram", "Time from the complete request head to the written answer.");
  for (const auto& [name, operation] : operations_) {
    const std::string prefix = "medcredit_request_seconds";
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < operation.buckets.size(); ++i) {
      count += operation.buckets[i];
      const std::string bound = i < kBounds.size() ? seconds(kBounds[i]) : "+Inf";
      addSample(out, prefix + "_bucket{operation=\"" + label(name) + "\",le=\"" + bound + "\"}", count);
    }
    out += prefix + "_sum{operation=\"" + label(name) + "\"} " + seconds(operation.micros) + "\n";
    addSample(out, prefix + "_count{operation=\"" + label(name) + "\"}", count);
  }
  addHead(out, "medcredit_response_bytes_total", "counter", "Bytes of bodies sent.");
  for (const auto& [name, operation] : operations_) {
    addSample(out, "medcredit_response_bytes_total{operation=\"" + label(name) + "\"}", operation.bytes);
  }
  addHead(out, "medcredit_connections", "gauge", "Open connections.");
  addSample(out, "medcredit_connections", gauges.server.connections);
  addHead(out, "medcredit_queue_depth", "gauge", "Requests waiting for a worker.");
  addSample(out, "medcredit_queue_depth{queue=\"officer\"}", gauges.server.officerQueue);
  addSample(out, "medcredit_queue_depth{queue=\"public\"}", gauges.server.publicQueue);
  addSample(out, "medcredit_queue_depth{queue=\"upload\"}", gauges.server.uploadQueue);
  addHead(out, "medcredit_jobs_total", "counter", "Attempts of background jobs by how they ended.");
  for (const auto& [job, count] : jobs_) {
    addSample(out, "medcredit_jobs_total{kind=\"" + label(job.first) + "\",state=\"" + label(job.second) + "\"}",
              count);
  }
  addHead(out, "medcredit_evidence_reads_total", "counter", "Reads whose evidence was made durable.");
  addSample(out, "medcredit_evidence_reads_total", gauges.evidenceEntries);
  addHead(out, "medcredit_evidence_commits_total", "counter", "Group commits of evidence.");
  addSample(out, "medcredit_evidence_commits_total", gauges.evidenceCommits);
  addHead(out, "medcredit_evidence_failures_total", "counter", "Evidence that could not be written.");
  addSample(out, "medcredit_evidence_failures_total", gauges.evidenceFailures);
  return out;
}

}  // namespace medcredit::http
