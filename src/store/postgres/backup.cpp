#include "store/postgres/backup.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "store/postgres/conn.h"

namespace medcredit::store::postgres {

namespace {

/// How to reach a database, as the server's own programs take it: through the environment, so that no password shows in
/// the list of processes.
struct Reach {
  std::vector<std::string> environment;
  std::string database;
};

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

Reach reachOf(const std::string& url) {
  Reach reach;
  for (char** variable = ::environ; *variable != nullptr; ++variable) {
    if (std::strncmp(*variable, "PG", 2) != 0) reach.environment.emplace_back(*variable);
  }
  const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(url.c_str(), nullptr));
  for (const PQconninfoOption* o = options.get(); o != nullptr && o->keyword != nullptr; ++o) {
    if (o->val == nullptr) continue;
    if (std::string_view(o->keyword) == "dbname") reach.database = o->val;
    if (o->envvar != nullptr) reach.environment.push_back(std::string(o->envvar) + "=" + o->val);
  }
  return reach;
}

/// Everything the program wrote to its error stream, shortened.
std::string readAll(int fd) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t count = ::read(fd, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    constexpr std::size_t kKept = 2000;
    if (text.size() < kKept) text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (auto& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

/// Runs a program of the PostgreSQL distribution; gives what it complained of, empty when it succeeded.
base::Result<std::string> run(std::vector<std::string> arguments, std::vector<std::string> environment) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::string("pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  auto argv = pointers(arguments);
  auto envp = pointers(environment);
  pid_t pid = 0;
  int code = ::posix_spawnp(&pid, argv[0], &actions, nullptr, argv.data(), envp.data());
  if (code == ENOENT) {  // Debian keeps the programs of a version in its own folder
    const std::string beside = "/usr/lib/postgresql/15/bin/" + arguments[0];
    code = ::posix_spawn(&pid, beside.c_str(), &actions, nullptr, argv.data(), envp.data());
  }
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  const std::string said = code == 0 ? readAll(ends[0]) : arguments[0] + ": " + std::strerror(code);
  ::close(ends[0]);
  if (code != 0) return said;
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return std::string();
  return said.empty() ? arguments[0] : said;
}

base::Status runOn(const std::filesystem::path& file, std::vector<std::string> arguments,
                   std::vector<std::string> environment) {
  MC_ASSIGN(const std::string complaint, run(std::move(arguments), std::move(environment)));
  if (!complaint.empty()) return base::fail("STOR-0031", {{"path", file.string()}, {"detail", complaint}});
  return {};
}

}  // namespace

base::Status dump(const std::string& url, const std::filesystem::path& target) {
  Reach reach = reachOf(url);
  const int fd = ::open(target.c_str(), O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (fd < 0) return base::fail("STOR-0031", {{"path", target.string()}, {"detail", std::strerror(errno)}});
  ::close(fd);
  return runOn(
      target,
      {"pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--no-password", "--file=" + target.string()},
      std::move(reach.environment));
}

base::Result<std::vector<std::string>> checkDump(const std::filesystem::path& file) {
  MC_ASSIGN(std::string complaint, run({"pg_restore", "--list", file.string()}, reachOf("").environment));
  if (complaint.empty()) return std::vector<std::string>();
  return std::vector<std::string>{std::move(complaint)};
}

base::Status restore(const std::string& url, const std::filesystem::path& file) {
  {
    MC_ASSIGN(const auto conn, connect(url, 30'000));
    bool there = false;
    MC_TRY(conn->query("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
                       {}, [&](const Row& row) {
                         there = row.integer(0) != 0;
                         return false;
                       }));
    if (there) return base::fail("STOR-0009", {{"where", describe(url)}});
  }
  Reach reach = reachOf(url);
  return runOn(file,
               {"pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
                "--no-password", "--dbname=" + reach.database, file.string()},
               std::move(reach.environment));
}

}  // namespace medcredit::store::postgres
