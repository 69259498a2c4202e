// More than it can carry: refusals at once with Retry-After, never a collapse.
#include <latch>
#include <thread>

#include "transport_fixture.h"

namespace medcredit::http {
namespace {

TEST_F(TransportTest, AFullQueueAnswersBusyBeforeAnyWork) {
  std::latch release(1);
  std::atomic<int> working{0};
  route(Method::kGet, "/slow", [&](const Request&) {
    ++working;
    release.wait();
    return text("done");
  });
  options_.queues.threads = 1;
  options_.queues.officerDepth = 2;
  start();
  std::vector<test::HttpClient> clients;
  for (int i = 0; i < 3; ++i) {  // one at work, two waiting
    clients.push_back(client());
    clients.back().connect();
    clients.back().sendRaw(clients.back().bytesOf({"GET", "/slow"}));
    ASSERT_TRUE(eventually([&] { return working + static_cast<int>(server_->gauges().officerQueue) == i + 1; }));
  }
  EXPECT_EQ(server_->gauges().connections, 3U);
  auto c = client();
  const auto busy = c.get("/slow");
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(busy.json().at("code"), "HTTP-0006");
  EXPECT_EQ(busy.header("Retry-After"), "2");
  EXPECT_EQ(working, 1);
  release.count_down();
  for (auto& one : clients) EXPECT_EQ(one.readReply().body, "done");
  EXPECT_EQ(c.get("/hello").status, 200);
}

TEST_F(TransportTest, WhoWaitedTooLongIsNotServedAnyMore) {
  std::latch release(1);
  route(Method::kGet, "/slow", [&](const Request&) {
    release.wait();
    return text("done");
  });
  options_.queues.threads = 1;
  options_.queueDeadline = std::chrono::milliseconds(150);
  start();
  auto first = client();
  first.connect();
  first.sendRaw(first.bytesOf({"GET", "/slow"}));
  ASSERT_TRUE(eventually([&] { return handled().size() == 1; }));
  auto second = client();
  second.connect();
  second.sendRaw(second.bytesOf({"GET", "/hello"}));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  release.count_down();
  EXPECT_EQ(first.readReply().body, "done");
  const auto late = second.readReply();
  EXPECT_EQ(late.status, 503);
  EXPECT_EQ(late.header("Retry-After"), "2");
  EXPECT_EQ(handled().size(), 1U);
}

TEST_F(TransportTest, PublicWorkNeverStarvesOfficers) {
  std::latch release(1);
  route(
      Method::kGet, "/public",
      [&](const Request&) {
        release.wait();
        return text("public");
      },
      WorkClass::kPublic);
  options_.queues.threads = 1;
  options_.queues.publicDepth = 50;
  start();
  std::vector<test::HttpClient> crowd;
  for (int i = 0; i < 20; ++i) {
    crowd.push_back(client());
    crowd.back().connect();
    crowd.back().sendRaw(crowd.back().bytesOf({"GET", "/public"}));
  }
  ASSERT_TRUE(eventually([&] { return server_->gauges().publicQueue == 19; }));
  auto officer = client();
  officer.connect();
  officer.sendRaw(officer.bytesOf({"GET", "/hello"}));
  ASSERT_TRUE(eventually([&] { return server_->gauges().officerQueue == 1; }));
  release.count_down();
  EXPECT_EQ(officer.readReply().body, "hello");
  EXPECT_EQ(handled().at(1), "/hello") << "right behind the one at work";
  for (auto& one : crowd) EXPECT_EQ(one.readReply().body, "public");
}

TEST_F(TransportTest, OneClientCannotTakeEverything) {
  options_.perClientPerSecond = 5;
  start();
  auto greedy = client();
  int refused = 0;
  for (int i = 0; i < 40; ++i) {
    const auto reply = greedy.get("/hello");
    if (reply.status == 200) continue;
    ASSERT_EQ(reply.status, 429);
    EXPECT_EQ(reply.header("Retry-After"), "1");
    EXPECT_EQ(reply.json().at("code"), "HTTP-0009");
    ++refused;
  }
  EXPECT_GE(refused, 20);
  test::HttpClientOptions elsewhere;
  elsewhere.bindTo = "127.0.0.3";
  auto modest = client(elsewhere);
  EXPECT_EQ(modest.get("/hello").status, 200) << "another client is not touched";
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  EXPECT_EQ(greedy.get("/hello").status, 200) << "and the greedy one later";
}

TEST_F(TransportTest, SurvivesTenTimesTheLoadItCanCarry) {
  route(Method::kGet, "/work", [](const Request&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return text("worked");
  });
  options_.queues.threads = 2;
  options_.queues.officerDepth = 8;
  start();
  std::atomic<int> served{0}, busy{0}, other{0};
  {
    std::vector<std::jthread> crowd;
    for (int i = 0; i < 100; ++i) {  // two workers and eight places
      crowd.emplace_back([&] {
        auto c = client();
        for (int n = 0; n < 10; ++n) {
          const auto reply = c.get("/work");
          ++(reply.status == 200 && reply.body == "worked" ? served : reply.status == 503 ? busy : other);
        }
      });
    }
  }
  EXPECT_EQ(other, 0);
  EXPECT_EQ(served + busy, 1000);
  EXPECT_GT(served, 0);
  EXPECT_GT(busy, 100);
  EXPECT_EQ(static_cast<int>(handled().size()), served) << "what was refused cost no work";
  auto c = client();
  EXPECT_EQ(c.get("/hello").status, 200);
  c.close();
  EXPECT_TRUE(eventually([&] { return server_->gauges().connections == 0; }));
}

TEST_F(TransportTest, ConnectionsBeyondTheLimitAreClosed) {
  options_.maxConnections = 3;
  start();
  std::vector<test::HttpClient> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(client());
    EXPECT_EQ(clients.back().get("/hello").status, 200);
  }
  auto fourth = client();
  fourth.connect();
  EXPECT_TRUE(fourth.closedByServer());
  clients.pop_back();
  EXPECT_TRUE(eventually([&] { return client().get("/hello").status == 200; }));
}

}  // namespace
}  // namespace medcredit::http
