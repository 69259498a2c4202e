// http_load PORT CONNECTIONS SECONDS TARGETS [HEADER…]: closed-loop load on keep-alive connections of one thread.
// TARGETS is a file with one request target per line, asked for in turn; HEADER is "Name: value", or "@FILE" for a file
// with one such line per connection (used again from the top when there are fewer): each connection is then another
// session. Half a second of warm-up is not counted. Prints one JSON line: requests, failures (status other than 200),
// rate, p50/p99 in microseconds, bytes of one answer.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

/// Latencies in microseconds, exact up to one second.
class Histogram {
 public:
  void add(std::int64_t micros) {
    ++counts_[static_cast<std::size_t>(std::clamp<std::int64_t>(micros, 0, kMost))];
    ++total_;
  }
  [[nodiscard]] std::int64_t at(double part) const {
    const auto wanted = static_cast<std::uint64_t>(static_cast<double>(total_) * part);
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      seen += counts_[i];
      if (seen > wanted) return static_cast<std::int64_t>(i);
    }
    return kMost;
  }
  [[nodiscard]] std::uint64_t total() const { return total_; }

 private:
  static constexpr std::int64_t kMost = 1'000'000;
  std::vector<std::uint64_t> counts_ = std::vector<std::uint64_t>(kMost + 1);
  std::uint64_t total_ = 0;
};

struct Connection {
  int fd = -1;
  std::string fields;  ///< header of its requests, with the empty line
  std::string in;
  Clock::time_point sent;
};

int connectTo(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd < 0 || ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    std::perror("connect");
    std::exit(1);
  }
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

/// Length of the answer at the front of `in` with its head; 0 while it is incomplete.
std::size_t answerLength(std::string_view in) {
  const auto head = in.find("\r\n\r\n");
  if (head == std::string_view::npos) return 0;
  auto field = in.substr(0, head).find("Content-Length: ");
  if (field == std::string_view::npos) field = in.substr(0, head).find("content-length: ");
  std::size_t length = 0;
  if (field != std::string_view::npos) std::from_chars(in.data() + field + 16, in.data() + head, length);
  return in.size() >= head + 4 + length ? head + 4 + length : 0;
}

class Load {
 public:
  Load(std::uint16_t port, std::size_t connections, std::vector<std::string> targets,
       const std::vector<std::string>& fields)
      : targets_(std::move(targets)), connections_(connections), epoll_(::epoll_create1(0)) {
    for (std::size_t i = 0; i < connections_.size(); ++i) {
      connections_[i].fd = connectTo(port);
      connections_[i].fields = fields[i % fields.size()];
      epoll_event wanted{};
      wanted.events = EPOLLIN;
      wanted.data.u64 = i;
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, connections_[i].fd, &wanted);
    }
  }

  void run(double seconds) {
    for (auto& one : connections_) send(one);
    const auto warm = Clock::now() + std::chrono::milliseconds(500);
    const auto end = warm + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    std::array<epoll_event, 128> ready{};
    for (auto now = Clock::now(); now < end; now = Clock::now()) {
      const int count = ::epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), 100);
      for (int i = 0; i < count; ++i) {
        receive(connections_[ready[static_cast<std::size_t>(i)].data.u64], warm);
      }
    }
    const auto total = histogram_.total();
    std::printf("{\"requests\":%llu,\"failures\":%llu,\"rate\":%.0f,\"p50\":%lld,\"p99\":%lld,\"bytes\":%zu}\n",
                static_cast<unsigned long long>(total), static_cast<unsigned long long>(failures_),
                static_cast<double>(total) / seconds, static_cast<long long>(histogram_.at(0.5)),
                static_cast<long long>(histogram_.at(0.99)), bytes_);
  }

 private:
  void send(Connection& one) {
    const std::string request = "GET " + targets_[next_++ % targets_.size()] + one.fields;
    one.sent = Clock::now();
    if (::send(one.fd, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) {
      std::perror("send");
      std::exit(1);
    }
  }

  void receive(Connection& one, Clock::time_point warm) {
    const ssize_t got = ::recv(one.fd, buffer_.data(), buffer_.size(), 0);
    if (got <= 0) {
      std::cerr << "the server closed a connection\n";
      std::exit(1);
    }
    one.in.append(buffer_.data(), static_cast<std::size_t>(got));
    const std::size_t length = answerLength(one.in);
    if (length == 0) return;
    const auto now = Clock::now();
    if (now >= warm) {
      histogram_.add(std::chrono::duration_cast<std::chrono::microseconds>(now - one.sent).count());
      if (one.in.compare(0, 12, "HTTP/1.1 200") != 0) ++failures_;
      bytes_ = length;
    }
    one.in.erase(0, length);
    send(one);
  }

  std::vector<std::string> targets_;
  std::vector<Connection> connections_;
  int epoll_;
  std::size_t next_ = 0;
  std::array<char, 65536> buffer_{};
  Histogram histogram_;
  std::uint64_t failures_ = 0;
  std::size_t bytes_ = 0;
};

std::vector<std::string> linesOf(const char* path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  if (lines.empty()) {
    std::cerr << "nothing in " << path << '\n';
    std::exit(1);
  }
  return lines;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::cerr << "usage: http_load PORT CONNECTIONS SECONDS TARGETS [HEADER…]\n";
    return 2;
  }
  std::string common = " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  std::vector<std::string> own{""};
  for (int i = 5; i < argc; ++i) {
    if (argv[i][0] == '@') {
      own = linesOf(argv[i] + 1);
    } else {
      common += std::string(argv[i]) + "\r\n";
    }
  }
  std::vector<std::string> fields;
  for (const auto& line : own) fields.push_back(common + (line.empty() ? "" : line + "\r\n") + "\r\n");
  Load(static_cast<std::uint16_t>(std::atoi(argv[1])), static_cast<std::size_t>(std::atoi(argv[2])), linesOf(argv[4]),
       fields)
      .run(std::atof(argv[3]));
  return 0;
}
