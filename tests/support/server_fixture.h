// A real server over a fresh store, with offices and one person of each role, for tests that talk over real sockets.
//
//   class ImportApi : public test::ServerTestOf<ImportApi> {};
//   TEST_F(ImportApi, …) { auto reply = as("clerk").post("/api/records", R"({…})"); … }
//
// The server of a suite is started once. Every exchange is recorded; after the last test all answers are checked
// against the OpenAPI document (tests/api/validate.js).
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "crypto/key_folder.h"
#include "service/context.h"
#include "store/conn.h"
#include "support/http_client.h"
#include "support/req.h"
#include "support/run_binary.h"
#include "support/server_process.h"
#include "support/store_fixture.h"

namespace medcredit::test {

/// A signed-in person, or nobody. Sends its cookie, its CSRF token and, with changes, a fresh Idempotency-Key (unless
/// the test gives one: an empty value leaves the header out).
class Caller {
 public:
  explicit Caller(std::uint16_t port) : client_(port), port_(port) {}

  HttpReply send(HttpCall call);
  HttpReply get(std::string_view target, HeaderList headers = {});
  HttpReply post(std::string_view target, std::string json = "{}", HeaderList headers = {});
  HttpReply put(std::string_view target, std::string json, HeaderList headers = {});
  HttpReply patch(std::string_view target, std::string json, HeaderList headers = {});
  HttpReply del(std::string_view target, HeaderList headers = {});
  /// A file as application/octet-stream.
  HttpReply upload(std::string_view target, std::string bytes, HeaderList headers = {});

  std::string userId;
  std::string cookie;  ///< "medcredit=…"
  std::string csrf;
  std::string keyId, secret;      ///< of a partner system: each request is signed with HMAC-SM3
  std::int64_t shiftSeconds = 0;  ///< how far the server's clock is from the machine's (--today)
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  void sign(HttpCall& call) const;
  HttpClient client_;
  std::uint16_t port_;
};

/// What a suite wants of its server.
struct TestServerOptions {
  store::Engine engine = store::Engine::kSqlite;
  std::string jurisdiction = "henan-luoyang";
  std::string jurisdictions = {};       ///< folder of jurisdictions the server reads; empty: the shipped ones
  std::string today = {};               ///< YYYY-MM-DD; empty: the machine's day
  std::vector<std::string> serve = {};  ///< further options of `serve`
  bool people = true;                   ///< offices U1, U2 and one account per role
};

/// Store, people and process. Offices: U1 综合监督科 and U2 医政医管科 (region 410300, every entry). Accounts are made
/// when they are first asked for.
class TestServer {
 public:
  TestServer(std::string binary, TestServerOptions options);
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  /// Signed in as the person of this role, e.g. "clerk", "central-desk"; "clerk@U2" is the one of the other office and
  /// "clerk#2" a second one. The same caller each time. Subjects' accounts speak for nobody until the test says so;
  /// "partner-system" and "credit-agency" sign their requests.
  Caller& as(const std::string& who);
  /// A fresh caller who is nobody.
  [[nodiscard]] Caller anybody() const { return Caller(port()); }
  /// Signs in anew: another session of the same person.
  [[nodiscard]] Caller signIn(const std::string& who);

  [[nodiscard]] std::uint16_t port() const { return process_->port(); }
  [[nodiscard]] ServerProcess& process() { return *process_; }
  /// Starts again (after stop or kill) on the same store; callers keep their sessions.
  void restart();
  /// The command line on the same store.
  RunResult cli(std::vector<std::string> arguments, RunOptions options = {}) const;
  [[nodiscard]] const store::Location& location() const { return location_; }
  [[nodiscard]] std::unique_ptr<store::Conn> conn() const;
  /// Id of the account of this person ("U3").
  [[nodiscard]] std::string userId(const std::string& who) { return account(who).id; }
  [[nodiscard]] std::string login(const std::string& who) { return account(who).login; }
  [[nodiscard]] std::string password(const std::string& who) { return account(who).password; }
  /// How far the server's clock is from the machine's.
  [[nodiscard]] std::int64_t shiftSeconds() const;
  /// Runs use cases on the store as the operator of the machine, beside the server.
  template <class Work>
  auto operate(Work&& work) {
    const auto connection = conn();
    service::Context context{*connection, law(options_.jurisdiction), *clock_, "test", random_, *keys_};
    return work(context);
  }
  [[nodiscard]] const TempDir& folder() const { return folder_; }

 private:
  struct Account {
    std::string id, login, password, keyId, secret;
  };
  void makeOffices();
  [[nodiscard]] std::string jurisdictions() const;
  [[nodiscard]] std::vector<std::string> storeOptions() const;
  Account& account(const std::string& who);
  Account makeAccount(const std::string& who);
  void firstSignIn(Account& account);

  std::string binary_;
  TestServerOptions options_;
  TempDir folder_;
  store::Location location_;
  std::string database_;
  std::unique_ptr<base::Clock> clock_;
  base::SystemRandom random_;
  std::optional<crypto::Keys> keys_;
  std::unique_ptr<store::FieldCipher> cipher_;
  std::map<std::string, Account> accounts_;
  std::map<std::string, std::unique_ptr<Caller>> callers_;
  std::unique_ptr<ServerProcess> process_;
};

/// Writes one exchange into the record that is checked at the end of the program.
void recordExchange(const HttpCall& call, const HttpReply& reply);
/// Path of the record of this process.
[[nodiscard]] std::string exchangeRecord();

#ifdef MC_BINARY
/// A suite with a server of its own, started with the first test; `Suite::options()` may say what it wants.
template <class Suite>
class ServerTestOf : public ::testing::Test {
 protected:
  static TestServer& server() {
    if (!server_) server_ = std::make_unique<TestServer>(MC_BINARY, Suite::options());
    return *server_;
  }
  static void TearDownTestSuite() { server_.reset(); }
  static Caller& as(const std::string& who) { return server().as(who); }
  static Caller anybody() { return server().anybody(); }

 public:
  static TestServerOptions options() { return {}; }

 private:
  static inline std::unique_ptr<TestServer> server_;
};
/// The plain form: SQLite, everybody there.
class ServerTest : public ServerTestOf<ServerTest> {};
#endif

}  // namespace medcredit::test
