// serve: the HTTP server over the store, until SIGTERM or SIGINT.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>

#include "base/shifted_clock.h"
#include "cli/cli.h"
#include "cli/server_parts.h"
#include "http/api.h"
#include "http/assets.h"
#include "http/openapi.h"
#include "http/server.h"
#include "service/access/oidc.h"
#include "service/access/sign_in.h"
#include "service/password_slots.h"
#include "service/read_caches.h"
#include "service/read_log.h"
#include "service/search.h"
#include "store/memory.h"

namespace medcredit::cli {

namespace json = boost::json;

namespace {

constexpr std::chrono::seconds kGrace{10};
constexpr std::size_t kCacheOfStart = std::size_t{4} << 20U;

struct Arguments {
  std::string listen = "127.0.0.1:8080";
  std::string certificate, key;
  std::string log, backup, oidc, web;
  std::vector<std::string> origins;
  std::size_t threads = 4;
};

/// "127.0.0.1:8080", "[::1]:8080".
base::Status readListen(const std::string& text, http::ServerOptions& options) {
  const auto colon = text.rfind(':');
  const auto port = colon == std::string::npos ? std::string() : text.substr(colon + 1);
  const bool digits = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || std::stoi(port) > 65535) {
    return base::fail("CLI-0001", {{"detail", "--listen 应为 地址:端口，如 127.0.0.1:8080"}});
  }
  options.address = text.substr(0, colon);
  if (options.address.starts_with('[') && options.address.ends_with(']')) {
    options.address = options.address.substr(1, options.address.size() - 2);
  }
  options.port = static_cast<std::uint16_t>(std::stoi(port));
  return {};
}

/// The signals that end the server are taken by the main thread alone; threads started later inherit the mask.
sigset_t blockSignals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  return set;
}

/// Where the server listens and, while there are no administrators, the one-time code that makes them. It is shown here
/// and nowhere else.
void announce(const Session& session, const http::ServerOptions& options, std::uint16_t port,
              const std::optional<std::string>& setupCode) {
  const std::string host =
      options.address.find(':') == std::string::npos ? options.address : "[" + options.address + "]";
  const std::string url =
      std::string(options.certificateFile.empty() ? "http" : "https") + "://" + host + ":" + std::to_string(port);
  json::object line{{"listening", url}, {"port", port}};
  if (setupCode) line["setup_code"] = *setupCode;
  session.emit(line);
  session.say("医信服务已启动：" + url);
  if (setupCode) session.say("首次启动的一次性设置码（24 小时内有效，只显示这一次）：" + *setupCode);
  std::cout.flush();
}

/// With --today the server stands on that day, but its clock runs.
std::unique_ptr<base::Clock> serverClock(const Session& session) {
  const auto day = base::CivilDate::parseIso(session.today);
  if (day) return std::make_unique<base::ShiftedClock>(*day);
  return std::make_unique<base::SystemClock>();
}

/// The identity provider of --oidc; none without it. No more than half of the threads wait for it at a time.
base::Result<std::unique_ptr<service::access::IdentityProvider>> identityProvider(const Arguments& arguments) {
  namespace access = service::access;
  if (arguments.oidc.empty()) return std::unique_ptr<access::IdentityProvider>();
  MC_ASSIGN(auto config, access::readOidcConfig(arguments.oidc));
  auto web = std::make_unique<access::CurlClient>(config.caFile);
  return std::make_unique<access::IdentityProvider>(std::move(config), std::move(web),
                                                    static_cast<int>(arguments.threads / 2));
}

/// The web pages: of --web, or found beside the program; none is no error, the API is served without them.
base::Result<std::shared_ptr<const http::Assets>> webPages(const Arguments& arguments) {
  const std::filesystem::path folder =
      arguments.web.empty() ? http::findWebFolder() : std::filesystem::path(arguments.web);
  if (folder.empty()) return std::shared_ptr<const http::Assets>();
  MC_ASSIGN(auto assets, http::Assets::load(folder));
  return std::make_shared<const http::Assets>(std::move(assets));
}

base::Status serve(Session& session, const Arguments& arguments) {
  const sigset_t signals = blockSignals();
  MC_ASSIGN(const auto provider, identityProvider(arguments));
  MC_ASSIGN(service::Context* const context, session.context());
  http::ServerOptions options;
  MC_TRY(readListen(arguments.listen, options));
  options.certificateFile = arguments.certificate;
  options.keyFile = arguments.key;
  options.queues.threads = arguments.threads;
  MC_ASSIGN(options.assets, webPages(arguments));
  MC_ASSIGN(options.spoolFolder, spoolFolderOf(session.location(), session.keyFolder()));
  options.requestIdPrefix = session.random().urlToken(6) + "-";
  const http::Router router = http::apiRouter();
  const auto clock = serverClock(session);
  http::ApiShared shared{session.location(), session.law(), *clock, session.random(), context->keys, router};
  shared.location.busyMillis = std::min(shared.location.busyMillis, 5000);
  shared.spoolFolder = options.spoolFolder;
  shared.secureCookies = !arguments.certificate.empty();
  shared.openApi = http::openApiDocument();
  shared.parameters = http::queryParameters(shared.openApi);
  MC_ASSIGN(const auto readLog, service::ReadLog::start(shared.location));
  shared.readLog = readLog.get();
  service::ReadCaches caches;
  shared.caches = &caches;
  shared.procedures = session.procedures();
  service::PasswordSlots slots;
  shared.passwordSlots = &slots;
  shared.identityProvider = provider.get();
  service::NameSearch names;
  MC_TRY(store::limitCache(context->conn, kCacheOfStart));  // the names come from all over the file, each once
  MC_TRY(names.refresh(context->conn));
  shared.names = &names;
  shared.origins = arguments.origins;
  MC_ASSIGN(const auto setupCode, service::access::issueSetupCode(*context));
  MC_ASSIGN(const auto parts, ServerParts::open({arguments.log, arguments.backup}, shared));
  http::Server server(
      options, router, [&shared] { return std::make_unique<http::ApiWorker>(shared); }, parts->onRequest(),
      parts->cache());
  MC_TRY(server.start());
  MC_TRY(store::giveBack(context->conn));
  parts->start(server);
  announce(session, options, server.port(), setupCode);
  int signal = 0;
  sigwait(&signals, &signal);
  server.stop(kGrace);
  parts->stop();
  session.say("医信服务已停止");
  return {};
}

}  // namespace

void addServeCommand(CLI::App& app, Session& session) {
  auto arguments = std::make_shared<Arguments>();
  auto* command = app.add_subcommand("serve", "启动 HTTP 服务");
  command->add_option("--listen", arguments->listen, "监听地址，默认 127.0.0.1:8080；端口 0 表示任选");
  auto* certificate = command->add_option("--tls-cert", arguments->certificate, "TLS 证书链（PEM）");
  command->add_option("--tls-key", arguments->key, "TLS 私钥（PEM）")->needs(certificate);
  certificate->needs("--tls-key");
  command->add_option("--threads", arguments->threads, "处理请求的线程数")->check(CLI::Range(1, 64));
  command->add_option("--log", arguments->log, "日志文件（JSON 行），默认标准错误");
  command->add_option("--backup", arguments->backup, "每日备份的目录；不指定则不做每日备份");
  command->add_option("--web", arguments->web, "网页目录；默认用环境变量 MEDCREDIT_WEB 或随程序安装的网页");
  command->add_option("--origin", arguments->origins, "另允许提交修改的页面来源，如 https://credit.example.gov.cn");
  command->add_option("--oidc", arguments->oidc, "统一身份认证（OpenID Connect）的配置文件；不指定则不提供");
  command->callback([&session, arguments] {
    const base::Status status = serve(session, *arguments);
    if (status.ok()) return;
    const bool input = status.error().code == "ACCS-0513";
    session.exitCode = input ? session.fail(status.error(), kInputUnusable) : session.fail(status.error());
  });
}

}  // namespace medcredit::cli
