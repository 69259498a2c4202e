// A real server on a free port with a few routes, and clients for it.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "http/server.h"
#include "support/http_client.h"
#include "support/temp_dir.h"

namespace medcredit::http {

class TransportTest : public ::testing::Test {
 protected:
  using Answer = std::function<Response(const Request&)>;

  TransportTest() {
    options_.port = 0;
    options_.spoolFolder = folder_.path().string();
    route(Method::kGet, "/hello", [](const Request&) { return text("hello"); });
    route(Method::kPost, "/echo", [](const Request& request) { return text(request.body); });
  }
  ~TransportTest() override { stop(); }

  static Response text(std::string body) {
    Response response;
    response.contentType = "text/plain; charset=utf-8";
    response.body = std::move(body);
    return response;
  }

  /// Adds a route before the server starts; answers run on worker threads.
  Route& route(Method method, const std::string& path, Answer answer, WorkClass workClass = WorkClass::kOfficer) {
    const std::string id = std::string(methodName(method)) + " " + path;
    answers_[id] = std::move(answer);
    Route one;
    one.method = method;
    one.path = path;
    one.operationId = id;
    one.permission = "public";
    one.workClass = workClass;
    one.maxBody = 1000;
    one.handler = [](const Request&, HandlerContext&) { return Response{}; };  // the worker below answers instead
    routes_.push_back(std::move(one));
    return routes_.back();
  }

  base::Status tryStart() {
    router_ = Router();
    for (const Route& one : routes_) router_.add(one);
    server_ = std::make_unique<Server>(
        options_, router_, [this] { return std::make_unique<TestWorker>(*this); },
        [this](const RequestLog& line) {
          const std::lock_guard lock(mutex_);
          log_.push_back(line);
        },
        cache_);
    return server_->start();
  }
  void start() { ASSERT_TRUE(tryStart().ok()); }
  void stop(std::chrono::milliseconds grace = std::chrono::seconds(5)) {
    if (server_) server_->stop(grace);
    server_.reset();
  }

  [[nodiscard]] test::HttpClient client(test::HttpClientOptions options = {}) const {
    return test::HttpClient(server_->port(), std::move(options));
  }
  /// Paths the handlers were given, in order.
  [[nodiscard]] std::vector<std::string> handled() const {
    const std::lock_guard lock(mutex_);
    return handled_;
  }
  [[nodiscard]] std::vector<RequestLog> log() const {
    const std::lock_guard lock(mutex_);
    return log_;
  }
  [[nodiscard]] std::size_t spooledFiles() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_.path()), {}));
  }
  /// Waits until the condition holds; false after five seconds.
  static bool eventually(const std::function<bool()>& condition) {
    for (int i = 0; i < 500 && !condition(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return condition();
  }

  test::TempDir folder_;
  ServerOptions options_;
  CacheFactory cache_;
  std::unique_ptr<Server> server_;

 private:
  struct TestWorker final : Worker {
    explicit TestWorker(TransportTest& owner) : test(owner) {}
    Response handle(const Request& request, const Route& found) override {
      {
        const std::lock_guard lock(test.mutex_);
        test.handled_.push_back(request.path);
      }
      return test.answers_.at(found.operationId)(request);
    }
    TransportTest& test;
  };

  std::vector<Route> routes_;
  Router router_;
  std::map<std::string, Answer> answers_;
  mutable std::mutex mutex_;
  std::vector<std::string> handled_;
  std::vector<RequestLog> log_;
};

}  // namespace medcredit::http
