// Server-sent events: replay from Last-Event-ID, heartbeat, end.
#include <deque>

#include "transport_fixture.h"

namespace medcredit::http {
namespace {

/// Numbers after `from`; silent for ever behind `last` unless it ends there.
class Counter final : public SseSource {
 public:
  Counter(int from, int last, bool ends) : at_(from), last_(last), ends_(ends) {}
  Next next(int) override {
    if (at_ >= last_) return {std::nullopt, ends_};
    ++at_;
    return {SseEvent{std::to_string(at_), "count", "{\"n\":" + std::to_string(at_) + "}"}, false};
  }

 private:
  int at_, last_;
  bool ends_;
};

class EventsTest : public TransportTest {
 protected:
  void startCounting(bool ends) {
    route(Method::kGet, "/events", [ends](const Request& request) {
      Response response;
      const auto seen = request.header("Last-Event-ID");
      response.events = std::make_shared<Counter>(seen ? std::stoi(std::string(*seen)) : 0, 5, ends);
      return response;
    });
    options_.eventHeartbeat = std::chrono::milliseconds(200);
    start();
  }
};

TEST_F(EventsTest, ReplaysFromTheLastEventSeenAndEnds) {
  startCounting(true);
  auto c = client();
  const auto head = c.openEvents("/events");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("Content-Type"), "text/event-stream; charset=utf-8");
  EXPECT_EQ(head.header("Cache-Control"), "no-store");
  for (int i = 1; i <= 5; ++i) {
    const auto event = c.nextEvent();
    ASSERT_TRUE(event);
    EXPECT_EQ(event->id, std::to_string(i));
    EXPECT_EQ(event->event, "count");
    EXPECT_EQ(event->data, "{\"n\":" + std::to_string(i) + "}");
  }
  EXPECT_FALSE(c.nextEvent()) << "the stream ends";
  auto again = client();
  again.openEvents("/events", {{"Last-Event-ID", "3"}});
  EXPECT_EQ(again.nextEvent()->id, "4");
}

TEST_F(EventsTest, ASilentStreamBeatsAndDoesNotOccupyAWorker) {
  options_.queues.threads = 1;
  startCounting(false);
  auto c = client();
  c.openEvents("/events", {{"Last-Event-ID", "5"}});
  for (int i = 0; i < 2; ++i) {
    const auto beat = c.nextEvent();
    ASSERT_TRUE(beat);
    EXPECT_TRUE(beat->comment);
  }
  auto other = client();
  EXPECT_EQ(other.get("/hello").status, 200);
  stop(std::chrono::seconds(5));
  EXPECT_FALSE(c.nextEvent() && c.nextEvent() && c.nextEvent()) << "a stopping server ends the stream";
}

}  // namespace
}  // namespace medcredit::http
