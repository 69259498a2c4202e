// An identity provider for tests: OpenID Connect over a real socket, in this process. It keeps the rules a provider
// keeps (client secret, redirect address, one use of a code, PKCE) and can be told to break any of them.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "http/message.h"
#include "support/token_signer.h"

namespace medcredit::test {

class FakeProvider {
 public:
  static constexpr const char* kClient = "medcredit";
  static constexpr const char* kSecret = "secret of the tests & more";
  static constexpr const char* kRedirect = "https://credit.example.test/api/session/oidc/return";

  FakeProvider();
  ~FakeProvider();
  FakeProvider(const FakeProvider&) = delete;
  FakeProvider& operator=(const FakeProvider&) = delete;

  [[nodiscard]] std::string issuer() const;
  /// The person signs in on the page `location` leads to; the parameters with which the browser is sent back.
  /// Throws when the request for it is not as it must be.
  [[nodiscard]] std::string signIn(const std::string& location, const std::string& subject);
  /// Requests for a path ("/token") so far.
  [[nodiscard]] int asked(const std::string& path) const;
  /// What was wrong with requests to the token endpoint that an honest client makes right.
  [[nodiscard]] std::vector<std::string> complaints() const;

  /// What is different from now on; everything honest again with {}.
  struct Tricks {
    std::function<void(boost::json::object& claims)> claims = {};              ///< changes what the token says
    std::function<std::string(const boost::json::object& claims)> token = {};  ///< another token altogether
    std::map<std::string, std::function<http::Response()>> answers = {};       ///< another answer on a path
    std::optional<TokenSigner> signer = {};                                    ///< signs with this key
    bool publishes = true;                                                     ///< … and publishes it
  };
  void play(Tricks tricks);
  [[nodiscard]] const TokenSigner& rsa() const { return rsa_; }

  [[nodiscard]] static http::Response json(int status, std::string body);

 private:
  struct Impl;
  struct Grant {
    std::string nonce, challenge, subject;
  };
  http::Response answer(const http::Request& request);
  http::Response redeem(const http::Request& request);
  std::string idToken(const Grant& grant) const;

  TokenSigner rsa_, curve_;
  mutable std::mutex mutex_;
  Tricks tricks_;
  std::map<std::string, Grant> grants_;
  std::map<std::string, int> asked_;
  std::vector<std::string> complaints_;
  std::unique_ptr<Impl> impl_;
};

/// Parameters of an address or a form, decoded.
[[nodiscard]] std::map<std::string, std::string> parametersOf(const std::string& text);

}  // namespace medcredit::test
