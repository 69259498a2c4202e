#include "support/server_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <csignal>
#include <stdexcept>
#include <thread>

namespace medcredit::test {

namespace {

constexpr std::chrono::seconds kStartTime{60};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (auto& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

/// Between fork and exec: async-signal-safe calls only.
[[noreturn]] void become(const char* program, char* const* arguments, char* const* environment, const char* out,
                         const char* err) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int to = ::open(out, O_CREAT | O_WRONLY | O_APPEND, 0600);
  const int errors = ::open(err, O_CREAT | O_WRONLY | O_APPEND, 0600);
  const int from = ::open("/dev/null", O_RDONLY);
  if (to < 0 || errors < 0 || from < 0) ::_exit(126);
  ::dup2(from, 0);
  ::dup2(to, 1);
  ::dup2(errors, 2);
  ::execve(program, arguments, environment);
  ::_exit(127);
}

}  // namespace

ServerProcess::ServerProcess(std::string program, std::vector<std::string> arguments,
                             const std::vector<std::string>& serve,
                             const std::map<std::string, std::string>& environment) {
  arguments.insert(arguments.begin(), program);
  for (const char* more : {"--json", "serve", "--listen", "127.0.0.1:0"}) arguments.emplace_back(more);
  arguments.insert(arguments.end(), serve.begin(), serve.end());
  std::vector<std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (!environment.contains(text.substr(0, text.find('=')))) variables.push_back(text);
  }
  for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
  const auto argumentPointers = pointers(arguments);
  const auto variablePointers = pointers(variables);
  const std::string outFile = (folder_ / "out").string();
  const std::string errFile = (folder_ / "err").string();
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("fork");
  if (pid_ == 0) {
    become(program.c_str(), argumentPointers.data(), variablePointers.data(), outFile.c_str(), errFile.c_str());
  }
  const auto until = std::chrono::steady_clock::now() + kStartTime;
  while (port_ == 0 && std::chrono::steady_clock::now() < until && running()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    const std::string said = out();
    const auto end = said.find('\n');
    if (end == std::string::npos) continue;
    const auto line = boost::json::parse(said.substr(0, end)).as_object();
    if (line.contains("port")) port_ = static_cast<std::uint16_t>(line.at("port").as_int64());
  }
  if (port_ == 0) {
    const std::string said = out() + err();
    kill();
    throw std::runtime_error("the server did not start: " + said);
  }
}

ServerProcess::~ServerProcess() { kill(); }

bool ServerProcess::running() const {
  if (pid_ < 0) return false;
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0;
}

std::optional<int> ServerProcess::wait(std::chrono::milliseconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (running()) {
    if (std::chrono::steady_clock::now() > until) return std::nullopt;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  int status = 0;
  if (::waitpid(pid_, &status, 0) != pid_) return -1;
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int ServerProcess::stop(std::chrono::seconds patience) {
  if (pid_ < 0) return -1;
  ::kill(pid_, SIGTERM);
  const auto code = wait(patience);
  if (code) return *code;
  kill();
  return -1;
}

void ServerProcess::kill() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  static_cast<void>(wait(std::chrono::seconds(10)));
}

std::string ServerProcess::out() const {
  return std::filesystem::exists(folder_ / "out") ? readFile(folder_ / "out") : std::string();
}

std::string ServerProcess::err() const {
  return std::filesystem::exists(folder_ / "err") ? readFile(folder_ / "err") : std::string();
}

}  // namespace medcredit::test
