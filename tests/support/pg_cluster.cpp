#include "support/pg_cluster.h"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "support/run_binary.h"
#include "support/temp_dir.h"

namespace medcredit::test {

namespace fs = std::filesystem;

namespace {

/// PostgreSQL refuses to run as root.
const char* const kServerUser = "postgres";

fs::path serverBinaries() {
  for (const char* version : {"15", "16", "17", "14"}) {
    const fs::path bin = fs::path("/usr/lib/postgresql") / version / "bin";
    if (fs::exists(bin / "initdb")) return bin;
  }
  throw std::runtime_error("no PostgreSQL server under /usr/lib/postgresql (package postgresql-15)");
}

std::string serverUser() { return ::geteuid() == 0 ? kServerUser : ""; }

[[noreturn]] void becomeServer(const std::string& program, const std::string& folder) {
  if (::geteuid() == 0) {
    const passwd* user = ::getpwnam(kServerUser);
    if (user == nullptr || ::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0) {
      ::_exit(126);
    }
  }
  const int log = ::open((folder + "/server.log").c_str(), O_CREAT | O_WRONLY | O_APPEND, S_IRUSR | S_IWUSR);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  const std::string data = folder + "/data";
  ::execl(program.c_str(), program.c_str(), "-D", data.c_str(), "-k", folder.c_str(), "-c", "listen_addresses=", "-c",
          "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=60", "-c", "shared_buffers=64MB", "-c",
          "autovacuum=off", "-c", "log_min_messages=fatal", nullptr);
  ::_exit(127);
}

/// Body of the guard process: starts the server, waits until the pipe's other end is gone, ends and removes everything.
[[noreturn]] void guard(const std::string& program, const std::string& folder, int pipe) {
  ::setsid();
  const int null = ::open("/dev/null", O_RDWR);
  for (int stream = 0; stream < 3; ++stream) ::dup2(null, stream);
  const pid_t server = ::fork();
  if (server == 0) becomeServer(program, folder);
  char byte = 0;
  while (::read(pipe, &byte, 1) > 0) {
  }
  ::kill(server, SIGQUIT);
  ::waitpid(server, nullptr, 0);
  std::error_code ec;
  fs::remove_all(folder, ec);
  ::_exit(0);
}

std::string tail(const fs::path& log) {
  try {
    const std::string text = readFile(log);
    return text.substr(text.size() > 2000 ? text.size() - 2000 : 0);
  } catch (const std::exception& error) {
    return error.what();
  }
}

struct FinishConn {
  void operator()(PGconn* conn) const { PQfinish(conn); }
};

}  // namespace

PgCluster::PgCluster() {
  const fs::path bin = serverBinaries();
  std::string pattern = (fs::temp_directory_path() / "medcredit-pg-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp: " + pattern);
  folder_ = pattern;
  const std::string user = serverUser();
  if (!user.empty()) {
    const passwd* entry = ::getpwnam(user.c_str());
    if (entry == nullptr) throw std::runtime_error("no user " + user + " to run the PostgreSQL server as");
    if (::chown(folder_.c_str(), entry->pw_uid, entry->pw_gid) != 0) throw std::runtime_error("chown " + folder_);
  }
  RunOptions options;
  options.user = user;
  const RunResult init = runProgram(
      (bin / "initdb").string(),
      {"-D", folder_ + "/data", "-A", "trust", "-U", "postgres", "--locale=C", "--encoding=UTF8", "--no-sync"},
      options);
  if (init.exitCode != 0) throw std::runtime_error("initdb: " + init.err);

  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
  const pid_t guardPid = ::fork();
  if (guardPid < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (guardPid == 0) {
    ::close(pipe[1]);
    guard((bin / "postgres").string(), folder_, pipe[0]);
  }
  ::close(pipe[0]);
  guardPipe_ = pipe[1];
  for (int attempt = 0; attempt < 600; ++attempt) {
    if (PQping(url("postgres").c_str()) == PQPING_OK) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  ::close(guardPipe_);
  throw std::runtime_error("PostgreSQL did not start within 30 s: " + tail(folder_ + "/server.log"));
}

PgCluster::~PgCluster() { ::close(guardPipe_); }

std::string PgCluster::url(const std::string& database) const {
  return "postgresql://postgres@/" + database + "?host=" + folder_;
}

std::string sharedServerUrl(const std::string& database) {
  if (const char* given = std::getenv("MEDCREDIT_TEST_PG"); given != nullptr && *given != '\0') {
    std::string url = given;
    const auto query = url.find('?');
    const std::string options = query == std::string::npos ? "" : url.substr(query);
    url.resize(std::min(query, url.size()));
    const auto path = url.find('/', url.find("//") + 2);
    url.resize(std::min(path, url.size()));
    return url + "/" + database + options;
  }
  static const PgCluster cluster;
  return cluster.url(database);
}

void runOnServer(const std::string& url, const std::string& sql) {
  const std::unique_ptr<PGconn, FinishConn> conn(PQconnectdb(url.c_str()));
  if (PQstatus(conn.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(conn.get()));
  PQsetNoticeProcessor(
      conn.get(), [](void*, const char*) {}, nullptr);
  PGresult* result = PQexec(conn.get(), sql.c_str());
  const ExecStatusType status = PQresultStatus(result);
  const std::string message = PQresultErrorMessage(result);
  PQclear(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(sql + ": " + message);
}

}  // namespace medcredit::test
