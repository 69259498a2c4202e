#include "support/run_binary.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/json/parse.hpp>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace medcredit::test {

namespace {

using Steady = std::chrono::steady_clock;

/// Both ends closed on every way out.
struct Pipe {
  std::array<int, 2> end{-1, -1};
  Pipe() {
    if (::pipe2(end.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close(0);
    close(1);
  }
  void close(std::size_t i) {
    if (end[i] >= 0) ::close(end[i]);
    end[i] = -1;
  }
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (auto& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

std::vector<std::string> environmentWith(const std::map<std::string, std::string>& added) {
  std::vector<std::string> result;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (!added.contains(text.substr(0, text.find('=')))) result.push_back(text);
  }
  for (const auto& [name, value] : added) result.push_back(name + "=" + value);
  return result;
}

/// What happens in the child between fork and exec: async-signal-safe calls only, everything prepared before.
struct Child {
  std::vector<char*> arguments, environment;
  std::array<int, 3> streams{-1, -1, -1};
  std::optional<std::uint64_t> fileSizeLimit;
  const passwd* user = nullptr;

  [[noreturn]] void become(const char* program) const {
    ::setpgid(0, 0);
    for (int i = 0; i < 3; ++i) {
      if (streams[static_cast<std::size_t>(i)] >= 0) ::dup2(streams[static_cast<std::size_t>(i)], i);
    }
    if (fileSizeLimit) {
      const rlimit limit{*fileSizeLimit, *fileSizeLimit};
      ::setrlimit(RLIMIT_FSIZE, &limit);
      std::signal(SIGXFSZ, SIG_IGN);  // the write fails with EFBIG instead of ending the program
    }
    if (user != nullptr &&
        (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0)) {
      ::_exit(126);
    }
    ::execve(program, arguments.data(), environment.data());
    ::_exit(127);
  }
};

/// Feeds stdin and gathers stdout and stderr until both are closed or the time is up.
class Conversation {
 public:
  Conversation(Pipe& in, Pipe& out, Pipe& err, const std::string& input)
      : in_(in), out_(out), err_(err), input_(input) {
    for (Pipe* pipe : {&out_, &err_}) ::fcntl(pipe->end[0], F_SETFL, O_NONBLOCK);
    ::fcntl(in_.end[1], F_SETFL, O_NONBLOCK);
    if (input_.empty()) in_.close(1);
  }

  /// True when the program closed its streams before `until`.
  bool run(RunResult& result, Steady::time_point until) {
    while (out_.end[0] >= 0 || err_.end[0] >= 0) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Steady::now()).count();
      if (left <= 0) return false;
      std::array<pollfd, 3> fds{pollfd{out_.end[0], POLLIN, 0}, pollfd{err_.end[0], POLLIN, 0},
                                pollfd{in_.end[1], POLLOUT, 0}};
      if (::poll(fds.data(), fds.size(), static_cast<int>(std::min<std::int64_t>(left, 1000))) < 0 && errno != EINTR) {
        throw std::system_error(errno, std::generic_category(), "poll");
      }
      if (fds[0].revents != 0) read(out_, result.out);
      if (fds[1].revents != 0) read(err_, result.err);
      if (fds[2].revents != 0) feed();
    }
    return true;
  }

 private:
  static void read(Pipe& pipe, std::string& into) {
    std::array<char, 65536> buffer{};
    const ssize_t got = ::read(pipe.end[0], buffer.data(), buffer.size());
    if (got > 0) into.append(buffer.data(), static_cast<std::size_t>(got));
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) pipe.close(0);
  }
  void feed() {
    const ssize_t put = ::write(in_.end[1], input_.data() + fed_, input_.size() - fed_);
    if (put > 0) fed_ += static_cast<std::size_t>(put);
    if (fed_ == input_.size() || (put < 0 && errno != EAGAIN && errno != EINTR)) in_.close(1);
  }

  Pipe& in_;
  Pipe& out_;
  Pipe& err_;
  const std::string& input_;
  std::size_t fed_ = 0;
};

/// Watches until the condition holds or the program has ended (it stays a zombie until it is waited for).
void killWhenTrue(pid_t pid, const std::function<bool()>& condition) {
  siginfo_t info{};
  while (!condition()) {
    if (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid) return;
  }
  ::kill(-pid, SIGKILL);
}

}  // namespace

boost::json::value RunResult::json() const {
  boost::system::error_code ec;
  auto value = boost::json::parse(out, ec);
  if (ec) throw std::runtime_error("stdout is not one JSON document: " + out + "\nstderr: " + err);
  return value;
}

RunResult runProgram(const std::string& program, const std::vector<std::string>& arguments, const RunOptions& options) {
  Pipe in;
  Pipe out;
  Pipe err;
  std::vector<std::string> argumentTexts{program};
  argumentTexts.insert(argumentTexts.end(), arguments.begin(), arguments.end());
  auto environmentTexts = environmentWith(options.environment);
  Child child;
  child.arguments = pointers(argumentTexts);
  child.environment = pointers(environmentTexts);
  child.streams = {in.end[0], out.end[1], err.end[1]};
  child.fileSizeLimit = options.fileSizeLimit;
  if (!options.user.empty()) {
    child.user = ::getpwnam(options.user.c_str());
    if (child.user == nullptr) throw std::runtime_error("no such user: " + options.user);
  }
  std::signal(SIGPIPE, SIG_IGN);
  const auto started = Steady::now();
  const pid_t pid = ::fork();
  if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid == 0) child.become(program.c_str());
  in.close(0);
  out.close(1);
  err.close(1);

  RunResult result;
  if (options.killAfter) {
    // Output is not read before the kill: the programs killed here print little.
    const auto wake = std::chrono::duration_cast<std::chrono::nanoseconds>(*options.killAfter).count();
    const timespec pause{wake / 1'000'000'000, wake % 1'000'000'000};
    ::nanosleep(&pause, nullptr);
    ::kill(-pid, SIGKILL);
  }
  if (options.killWhen) killWhenTrue(pid, options.killWhen);
  Conversation conversation(in, out, err, options.input);
  if (!conversation.run(result, started + options.timeout)) {
    result.timedOut = true;
    ::kill(-pid, SIGKILL);
  }
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) result.exitCode = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  if (result.exitCode == 127 || result.exitCode == 126) throw std::runtime_error("cannot start " + program);
  return result;
}

}  // namespace medcredit::test
