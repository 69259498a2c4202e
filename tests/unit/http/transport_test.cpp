// How honest clients are served: keep-alive, pipelining, HEAD, errors of routing, limits, compression, conditions.
#include <gmock/gmock.h>
#include <zlib.h>

#include <latch>
#include <stdexcept>
#include <thread>

#include "http/gzip.h"
#include "transport_fixture.h"

namespace medcredit::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string unpacked(const std::string& packed) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string input = packed;
  std::string out(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST_F(TransportTest, AnswersManyRequestsOnOneConnection) {
  start();
  auto c = client();
  ASSERT_TRUE(c.connect());
  for (int i = 0; i < 50; ++i) {
    c.sendRaw(c.bytesOf({"GET", "/hello"}));
    const auto reply = c.readReply();
    ASSERT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "hello");
    EXPECT_EQ(reply.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(reply.header("Cache-Control"), "no-store");
    ASSERT_TRUE(c.connected());
  }
  EXPECT_TRUE(eventually([&] { return log().size() == 50; }));
  EXPECT_EQ(log().front().operationId, "GET /hello");
  EXPECT_EQ(log().front().remoteAddress, "127.0.0.1");
  EXPECT_NE(log().front().requestId, log().back().requestId);
}

TEST_F(TransportTest, AnswersPipelinedRequestsInOrder) {
  start();
  auto c = client();
  std::string bytes;
  for (int i = 0; i < 20; ++i) bytes += c.bytesOf({"POST", "/echo", {}, "number " + std::to_string(i), i % 2 == 0});
  ASSERT_TRUE(c.sendRaw(bytes));
  for (int i = 0; i < 20; ++i) EXPECT_EQ(c.readReply().body, "number " + std::to_string(i));
}

TEST_F(TransportTest, ClosesWhenTheClientAsksForIt) {
  start();
  auto c = client();
  EXPECT_EQ(c.get("/hello", {{"Connection", "close"}}).header("Connection"), "close");
  EXPECT_FALSE(c.connected());
  c.sendRaw("GET /hello HTTP/1.0\r\nHost: x\r\n\r\n");
  EXPECT_EQ(c.readReply().status, 200);
  EXPECT_TRUE(c.closedByServer()) << "HTTP/1.0 closes unless it says keep-alive";
}

TEST_F(TransportTest, HeadHasTheLengthButNoBody) {
  start();
  auto c = client();
  c.sendRaw(c.bytesOf({"HEAD", "/hello"}) + c.bytesOf({"GET", "/hello"}));
  const auto head = c.readReply(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("Content-Length"), "5");
  EXPECT_EQ(c.readReply().body, "hello") << "the next answer follows at once";
}

TEST_F(TransportTest, SaysWhatDoesNotExistAndWhatIsAllowed) {
  start();
  auto c = client();
  const auto missing = c.get("/nowhere");
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(missing.header("Content-Type"), "application/problem+json; charset=utf-8");
  EXPECT_EQ(missing.json().at("code"), "HTTP-0012");
  const auto wrong = c.send({"DELETE", "/hello"});
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.header("Allow"), "GET, HEAD");
  EXPECT_EQ(c.send({"BREW", "/hello"}).status, 501);
  EXPECT_EQ(c.get("/hello").status, 200) << "the connection goes on";
  EXPECT_THAT(handled(), ElementsAre("/hello"));
}

TEST_F(TransportTest, DecodesTheTargetOnce) {
  auto& items = route(Method::kGet, "/items/{id}", [](const Request& request) {
    return text(request.pathParams.at("id") + "|" + std::string(request.queryValue("q").value_or("-")));
  });
  items.maxBody = 0;
  start();
  auto c = client();
  EXPECT_EQ(c.get("/items/%E5%8C%BB?q=a%2Bb+c%2525").body, "医|a+b c%25");
  for (const std::string target :
       {"/items/%2e%2e", "/items/..", "/items/%2E/x", "/../hello", "/hello/..", "/items/a%2Fb", "/items/a%5Cb",
        "/items/%00", "/items/%0d%0aX", "/items/%zz", "/items/%4", "/items/%C3%28", "/items/%ED%A0%80", "/hello?q=%FF",
        "/hello?a=1&a=2", "/hello#part"}) {
    EXPECT_EQ(c.get(target).status, 400) << target;
  }
  EXPECT_EQ(handled().size(), 1U);
}

TEST_F(TransportTest, RefusesHeadsThatAreTooBig) {
  options_.maxHeaderBytes = 4096;
  start();
  auto c = client();
  EXPECT_EQ(c.get("/hello", {{"X-Fill", std::string(3000, 'x')}}).status, 200);
  const auto reply = c.get("/hello", {{"X-Fill", std::string(9000, 'x')}});
  EXPECT_EQ(reply.status, 431);
  EXPECT_EQ(reply.json().at("code"), "HTTP-0003");
  EXPECT_EQ(c.get("/" + std::string(9000, 'x')).status, 431);
  EXPECT_EQ(handled().size(), 1U);
}

TEST_F(TransportTest, RefusesBodiesThatAreTooBigAnnouncedOrNot) {
  start();
  auto c = client();
  EXPECT_EQ(c.post("/echo", std::string(1000, 'x')).body.size(), 1000U);
  for (const bool chunked : {false, true}) {
    const auto reply = c.send({"POST", "/echo", {}, std::string(500000, 'x'), chunked});
    EXPECT_EQ(reply.status, 413) << chunked;
    EXPECT_EQ(reply.json().at("code"), "HTTP-0005");
    EXPECT_EQ(reply.header("Connection"), "close") << "what was not read cannot be mistaken for a request";
  }
  EXPECT_EQ(handled().size(), 1U);
}

TEST_F(TransportTest, AnswersExpectContinueBeforeTheBodyComes) {
  start();
  auto c = client();
  c.sendRaw("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  c.sendRaw("body");
  EXPECT_EQ(c.readReply().body, "body");
  c.sendRaw("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4000\r\n\r\n");
  EXPECT_EQ(c.readReply().status, 413) << "refused without asking for the body";
}

TEST_F(TransportTest, CutsSlowHeads) {
  options_.headerTimeout = std::chrono::milliseconds(300);
  start();
  auto silent = client();
  ASSERT_TRUE(silent.connect());
  EXPECT_TRUE(silent.closedByServer());
  auto slow = client();
  slow.sendRaw("GET /hello HTTP/1.1\r\nHost: x\r\nX-Slow: ");
  for (int i = 0; i < 10; ++i) {  // one byte at a time does not prolong the time
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    slow.sendRaw("y");
  }
  EXPECT_EQ(slow.readReply().status, 408);
  EXPECT_TRUE(handled().empty());
}

TEST_F(TransportTest, CutsSlowBodiesAndIdleConnections) {
  options_.bodyTimeout = std::chrono::milliseconds(300);
  options_.idleTimeout = std::chrono::milliseconds(300);
  start();
  auto slow = client();
  slow.sendRaw("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n");
  for (int i = 0; i < 8; ++i) {
    slow.sendRaw("y");
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
  }
  EXPECT_EQ(slow.readReply().status, 408);
  EXPECT_TRUE(handled().empty());
  auto idle = client();
  EXPECT_EQ(idle.get("/hello").status, 200);
  EXPECT_TRUE(idle.closedByServer());
}

TEST_F(TransportTest, AHandlerThatThrowsFailsItsRequestOnly) {
  route(Method::kGet, "/bug", [](const Request&) -> Response { throw std::runtime_error("secret text"); });
  start();
  auto c = client();
  const auto reply = c.get("/bug");
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.json().at("code"), "HTTP-0029");
  EXPECT_THAT(reply.body, ::testing::Not(HasSubstr("secret")));
  EXPECT_EQ(c.get("/hello").status, 200);
}

TEST_F(TransportTest, HandlersCannotBreakOutOfAHeaderField) {
  route(Method::kGet, "/named", [](const Request&) {
    Response response = text("x");
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"a\r\nX-Injected: 1\"");
    return response;
  });
  start();
  auto c = client();
  const auto reply = c.get("/named");
  EXPECT_EQ(reply.header("X-Injected"), "");
  EXPECT_THAT(reply.header("Content-Disposition"), HasSubstr("X-Injected"));
}

TEST_F(TransportTest, CompressesTextForThoseWhoAcceptIt) {
  std::string big;
  for (int i = 0; i < 1000; ++i) big += "line " + std::to_string(i) + "\n";
  route(Method::kGet, "/big", [big](const Request&) { return text(big); });
  route(Method::kGet, "/binary", [big](const Request&) {
    Response response = text(big);
    response.contentType = "application/octet-stream";
    return response;
  });
  start();
  auto c = client();
  const auto packed = c.get("/big", {{"Accept-Encoding", "br, gzip;q=0.8"}});
  EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
  EXPECT_EQ(packed.header("Vary"), "Accept-Encoding");
  EXPECT_LT(packed.body.size(), big.size() / 2);
  EXPECT_EQ(unpacked(packed.body), big);
  EXPECT_EQ(c.get("/big").body, big);
  EXPECT_EQ(c.get("/big", {{"Accept-Encoding", "gzip;q=0"}}).body, big);
  EXPECT_EQ(c.get("/binary", {{"Accept-Encoding", "gzip"}}).header("Content-Encoding"), "");
  EXPECT_EQ(c.get("/hello", {{"Accept-Encoding", "gzip"}}).body, "hello") << "too small to be worth it";
}

TEST_F(TransportTest, AnswersConditionalRequests) {
  route(Method::kGet, "/versioned", [](const Request&) {
    Response response = text("state");
    response.headers.emplace_back("ETag", "\"7\"");
    return response;
  });
  start();
  auto c = client();
  EXPECT_EQ(c.get("/versioned").header("ETag"), "\"7\"");
  for (const std::string tag : {"\"7\"", "W/\"7\"", "\"1\", \"7\"", "*"}) {
    const auto same = c.get("/versioned", {{"If-None-Match", tag}});
    EXPECT_EQ(same.status, 304) << tag;
    EXPECT_EQ(same.body, "");
    EXPECT_EQ(same.header("ETag"), "\"7\"");
  }
  EXPECT_EQ(c.get("/versioned", {{"If-None-Match", "\"6\""}}).body, "state");
  EXPECT_EQ(c.get("/hello", {{"If-None-Match", "\"6\""}}).status, 200);
}

TEST_F(TransportTest, StreamsFilesAndRemovesTemporaryOnes) {
  const auto file = folder_ / "answer.bin";
  test::writeFile(file, std::string(300000, 'z'));
  route(Method::kGet, "/file", [file](const Request&) {
    Response response = text("");
    response.bodyFile = file;
    response.temporaryFile = true;
    return response;
  });
  start();
  auto c = client();
  EXPECT_EQ(c.get("/file").body, std::string(300000, 'z'));
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_EQ(c.get("/hello").status, 200);
}

TEST_F(TransportTest, StopsGracefully) {
  std::latch entered(1);
  route(Method::kGet, "/slow", [&entered](const Request&) {
    entered.count_down();
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    return text("finished");
  });
  start();
  auto busy = client();
  busy.connect();
  busy.sendRaw(busy.bytesOf({"GET", "/slow"}));
  auto idle = client();
  EXPECT_EQ(idle.get("/hello").status, 200);
  entered.wait();
  const auto from = std::chrono::steady_clock::now();
  std::thread stopper([&] { server_->stop(std::chrono::seconds(20)); });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  auto late = client();
  EXPECT_FALSE(late.connect()) << "new connections are refused at once";
  EXPECT_TRUE(idle.closedByServer());
  const auto reply = busy.readReply();
  EXPECT_EQ(reply.body, "finished") << "work that was accepted is finished";
  EXPECT_EQ(reply.header("Connection"), "close");
  stopper.join();
  EXPECT_LT(std::chrono::steady_clock::now() - from, std::chrono::seconds(5)) << "idle connections do not hold it up";
}

TEST_F(TransportTest, SaysThatTheAddressIsTaken) {
  start();
  for (const unsigned threads : {1U, 2U}) {
    ServerOptions second = options_;
    second.port = server_->port();
    second.ioThreads = threads;
    Router none;
    Server other(second, none, [] { return std::unique_ptr<Worker>(); }, {});
    const auto status = other.start();
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, "HTTP-0010");
    EXPECT_THAT(std::string(status.error().arg("address")), HasSubstr(std::to_string(second.port)));
  }
}

TEST_F(TransportTest, SeveralThreadsShareThePort) {
  options_.ioThreads = 3;
  start();
  std::vector<test::HttpClient> clients;
  for (int i = 0; i < 30; ++i) clients.push_back(client());
  for (auto& c : clients) EXPECT_EQ(c.get("/hello").body, "hello");
}

TEST_F(TransportTest, BelievesForwardedAddressesOfTrustedProxiesOnly) {
  route(Method::kGet, "/who", [](const Request& request) { return text(request.remoteAddress); });
  options_.trustedProxies = {"127.0.0.2"};
  start();
  auto stranger = client();
  EXPECT_EQ(stranger.get("/who", {{"X-Forwarded-For", "203.0.113.5"}}).body, "127.0.0.1");
  test::HttpClientOptions asProxy;
  asProxy.bindTo = "127.0.0.2";
  auto proxy = client(asProxy);
  EXPECT_EQ(proxy.get("/who", {{"X-Forwarded-For", "10.9.9.9, 203.0.113.5"}}).body, "203.0.113.5");
  EXPECT_EQ(proxy.get("/who", {{"X-Forwarded-For", "not an address"}}).body, "127.0.0.2");
}

TEST_F(TransportTest, PublicAnswersAreKeptUntilAnythingChanges) {
  std::atomic<std::int64_t> state{1};
  std::atomic<int> calls{0};
  route(
      Method::kGet, "/public",
      [&](const Request&) {
        Response response = text("version " + std::to_string(state) + std::string(2000, '.'));
        response.cacheable = true;
        ++calls;
        return response;
      },
      WorkClass::kPublic);
  cache_ = [&state] { return std::make_unique<ResponseCache>([&state] { return state.load(); }, 1 << 20); };
  start();
  auto c = client();
  const auto first = c.get("/public");
  for (int i = 0; i < 10; ++i) EXPECT_EQ(c.get("/public").body, first.body);
  EXPECT_EQ(calls, 1);
  const auto packed = c.get("/public", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(unpacked(packed.body), first.body);
  EXPECT_EQ(c.get("/public", {{"If-None-Match", first.header("ETag")}}).status, 304);
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(c.get("/public?x=1").body, first.body);
  EXPECT_EQ(calls, 2) << "another target is another answer";
  state = 2;
  const auto second = c.get("/public");
  EXPECT_EQ(second.body.substr(0, 9), "version 2") << "the very next answer";
  EXPECT_NE(second.header("ETag"), first.header("ETag"));
  EXPECT_EQ(c.get("/public", {{"If-None-Match", first.header("ETag")}}).status, 200);
  state = -1;  // nothing can be told about the store: nothing is kept
  const int before = calls;
  c.get("/public");
  c.get("/public");
  EXPECT_EQ(calls, before + 2);
  EXPECT_TRUE(eventually([&] { return log().size() == 18; }));
  for (const auto& line : log()) EXPECT_EQ(line.operationId, "GET /public");
}

TEST_F(TransportTest, AnAnswerMadeDuringAChangeIsNotKept) {
  std::atomic<std::int64_t> state{1};
  route(
      Method::kGet, "/public",
      [&](const Request&) {
        Response response = text("read at " + std::to_string(state));
        response.cacheable = true;
        state = 2;  // somebody commits while this answer is on its way
        return response;
      },
      WorkClass::kPublic);
  cache_ = [&state] { return std::make_unique<ResponseCache>([&state] { return state.load(); }, 1 << 20); };
  start();
  auto c = client();
  EXPECT_EQ(c.get("/public").body, "read at 1");
  EXPECT_EQ(c.get("/public").body, "read at 2");
}

}  // namespace
}  // namespace medcredit::http
