// A private PostgreSQL server for the tests of one process.
#pragma once

#include <string>

namespace medcredit::test {

/// A running server, without fsync because no test ends the machine it runs on. It lives in its own folder and is
/// reached through a socket there. A guard process ends it and removes the folder when this process ends, however it
/// ends.
class PgCluster {
 public:
  /// Initialises and starts a server; throws with the reason when that fails.
  PgCluster();
  PgCluster(const PgCluster&) = delete;
  PgCluster& operator=(const PgCluster&) = delete;
  ~PgCluster();

  [[nodiscard]] std::string url(const std::string& database) const;

 private:
  std::string folder_;
  int guardPipe_ = -1;
};

/// Address of a database of the server all tests of this process share: the one of MEDCREDIT_TEST_PG (an address of any
/// of its databases) when set, else a PgCluster started on first use. Throws when there is none.
[[nodiscard]] std::string sharedServerUrl(const std::string& database);

/// Runs one statement on a database of the shared server; throws on failure.
void runOnServer(const std::string& url, const std::string& sql);

}  // namespace medcredit::test
