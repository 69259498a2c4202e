#include "service/access/oidc_config.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "base/yaml.h"

namespace medcredit::service::access {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestSecret = 1024;
constexpr auto kKeys =
    std::to_array<std::string_view>({"issuer", "client_id", "client_secret_file", "client_secret_env", "redirect_uri",
                                     "scope", "ca_file", "second_factor"});

base::Error unusable(std::string detail, std::string place) {
  return base::fail("ACCS-0513", {{"detail", std::move(detail)}}, std::move(place));
}

/// Text of a member: one line of visible characters.
base::Result<std::string> textOf(const base::YamlNode& root, std::string_view key, bool required) {
  const auto node = root.get(key);
  if (!node) {
    if (required) return unusable("缺少 " + std::string(key), root.place());
    return std::string();
  }
  const std::string& text = node->text();
  const bool plain = node->isScalar() && !text.empty() &&
                     std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= ' ' && c != 0x7F; });
  if (!plain) return unusable(std::string(key) + " 应为一行文字", node->place());
  return text;
}

base::Result<std::string> addressOf(const base::YamlNode& root, std::string_view key) {
  MC_ASSIGN(auto url, textOf(root, key, true));
  if (!trustworthyAddress(url) || url.find_first_of(" ?#") != std::string::npos) {
    return unusable(std::string(key) + " 应为 https:// 地址，不带参数", root.get(key)->place());
  }
  return url;
}

/// The first line of the file, without its end.
base::Result<std::string> secretFrom(const fs::path& file, const std::string& place) {
  std::ifstream in(file, std::ios::binary);
  std::string line;
  std::getline(in, line);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
  if (line.empty() || line.size() > kLongestSecret) return unusable("读不到密钥文件 " + file.string(), place);
  return line;
}

base::Result<std::string> secretOf(const base::YamlNode& root, const fs::path& folder) {
  MC_ASSIGN(const auto file, textOf(root, "client_secret_file", false));
  MC_ASSIGN(const auto variable, textOf(root, "client_secret_env", false));
  if (!file.empty() && !variable.empty()) {
    return unusable("client_secret_file 与 client_secret_env 只能用一个", root.place());
  }
  if (!file.empty()) return secretFrom(folder / file, root.get("client_secret_file")->place());
  if (variable.empty()) return std::string();
  const char* value = std::getenv(variable.c_str());
  if (value == nullptr || *value == '\0') {
    return unusable("没有环境变量 " + variable, root.get("client_secret_env")->place());
  }
  return std::string(value);
}

base::Status checkKeys(const base::YamlNode& root) {
  if (!root.isMap()) return unusable("应为键值对", root.place());
  for (const auto& [key, value] : root.members()) {
    if (key.text() == "client_secret") {
      return unusable("密钥不写在配置文件里，改用 client_secret_file 或 client_secret_env", key.place());
    }
    if (std::find(kKeys.begin(), kKeys.end(), key.text()) == kKeys.end()) {
      return unusable("不认识的项 " + key.text(), key.place());
    }
  }
  return {};
}

}  // namespace

bool trustworthyAddress(std::string_view url) {
  constexpr std::string_view kSecure = "https://";
  if (url.starts_with(kSecure)) return url.size() > kSecure.size() && url[kSecure.size()] != '/';
  constexpr auto kOwn = std::to_array<std::string_view>({"http://127.0.0.1", "http://localhost", "http://[::1]"});
  return std::any_of(kOwn.begin(), kOwn.end(), [&](std::string_view own) {
    if (!url.starts_with(own)) return false;
    const auto rest = url.substr(own.size());
    return rest.empty() || rest.front() == ':' || rest.front() == '/';
  });
}

base::Result<OidcConfig> readOidcConfig(const fs::path& path) {
  const auto read = base::readYamlFile(path);
  if (!read.ok()) return unusable("读不了配置文件", read.error().place.empty() ? path.string() : read.error().place);
  const base::YamlNode& root = *read;
  MC_TRY(checkKeys(root));
  OidcConfig config;
  MC_ASSIGN(config.issuer, addressOf(root, "issuer"));
  MC_ASSIGN(config.clientId, textOf(root, "client_id", true));
  MC_ASSIGN(config.redirectUri, addressOf(root, "redirect_uri"));
  MC_ASSIGN(config.clientSecret, secretOf(root, path.parent_path()));
  MC_ASSIGN(const auto scope, textOf(root, "scope", false));
  if (!scope.empty()) config.scope = scope;
  if ((" " + config.scope + " ").find(" openid ") == std::string::npos) {
    return unusable("scope 须含 openid", root.get("scope")->place());
  }
  MC_ASSIGN(const auto authorities, textOf(root, "ca_file", false));
  if (!authorities.empty()) {
    config.caFile = (path.parent_path() / authorities).string();
    if (!std::ifstream(config.caFile)) return unusable("读不到 " + config.caFile, root.get("ca_file")->place());
  }
  if (const auto list = root.get("second_factor")) {
    config.secondFactor.clear();
    if (!list->isSequence()) return unusable("second_factor 应为列表", list->place());
    for (const auto& item : list->items()) config.secondFactor.push_back(item.text());
  }
  return config;
}

}  // namespace medcredit::service::access
