// What the operator says about the identity provider: one YAML (or JSON) file, docs/operations/oidc.md.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace medcredit::service::access {

struct OidcConfig {
  std::string issuer;  ///< exactly as the provider names itself; where its discovery document lies
  std::string clientId;
  std::string clientSecret;  ///< from a file or an environment variable; empty: a public client (PKCE alone)
  std::string redirectUri;   ///< …/api/session/oidc/return as browsers reach us
  std::string scope = "openid";
  std::string caFile;                               ///< PEM; empty: the certificates of the machine
  std::vector<std::string> secondFactor = {"mfa"};  ///< values of amr or acr that stand for a second factor
};

/// ACCS-0513 with the place for anything missing, unknown or unusable, and for a secret written into the file itself.
[[nodiscard]] base::Result<OidcConfig> readOidcConfig(const std::filesystem::path& path);

/// True for https addresses, and for http on the machine itself (a provider beside the server, tests).
[[nodiscard]] bool trustworthyAddress(std::string_view url);

}  // namespace medcredit::service::access
