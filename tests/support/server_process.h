// The program as a running server: started as its users start it, stopped or killed as a machine would.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "support/temp_dir.h"

namespace medcredit::test {

/// `program arguments… --listen 127.0.0.1:0 --json serve` until it is stopped. It ends with this process at the latest.
class ServerProcess {
 public:
  /// Starts and waits until it says where it listens; throws with what it wrote when it does not.
  /// `serve` are further options of the command itself.
  ServerProcess(std::string program, std::vector<std::string> arguments, const std::vector<std::string>& serve = {},
                const std::map<std::string, std::string>& environment = {});
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] bool running() const;
  /// SIGTERM and wait; the exit code, -1 when it had to be killed after `patience`.
  int stop(std::chrono::seconds patience = std::chrono::seconds(30));
  /// SIGKILL and wait.
  void kill();
  /// Everything it wrote so far.
  [[nodiscard]] std::string out() const;
  [[nodiscard]] std::string err() const;

 private:
  std::optional<int> wait(std::chrono::milliseconds patience);
  TempDir folder_;
  pid_t pid_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace medcredit::test
