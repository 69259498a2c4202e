// Requests that two parsers could read differently: each is refused, its connection closed, and whatever hides behind
// it is never served.
#include <sstream>

#include "http/framing.h"
#include "transport_fixture.h"

namespace medcredit::http {
namespace {

struct Hostile {
  std::string name, bytes;
};

/// What an attacker would like to be served behind the hostile request.
const std::string kHidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";

std::vector<Hostile> hostileRequests() {
  const std::string get = "GET /hello HTTP/1.1\r\nHost: x\r\n";
  const std::string post = "POST /echo HTTP/1.1\r\nHost: x\r\n";
  const std::string chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
  const std::string hiddenSize = std::to_string(kHidden.size());
  using namespace std::string_literals;
  return {
      {"CL and TE", post + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"TE and CL", post + "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n"},
      {"two different CLs", post + "Content-Length: 0\r\nContent-Length: " + hiddenSize + "\r\n\r\n"},
      {"two equal CLs", post + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx"},
      {"list of CLs", post + "Content-Length: 1, 1\r\n\r\nx"},
      {"signed CL", post + "Content-Length: +1\r\n\r\nx"},
      {"negative CL", post + "Content-Length: -1\r\n\r\n"},
      {"hexadecimal CL", post + "Content-Length: 0x1\r\n\r\nx"},
      {"CL with a blank inside", post + "Content-Length: 1 1\r\n\r\nx"},
      {"CL beyond 64 bits", post + "Content-Length: 18446744073709551617\r\n\r\nx"},
      {"empty CL", post + "Content-Length:\r\n\r\n"},
      {"CL on GET and TE", get + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"TE xchunked", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"},
      {"TE chunked, chunked", post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"},
      {"TE chunked, identity", post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"},
      {"TE identity", post + "Transfer-Encoding: identity\r\nContent-Length: 0\r\n\r\n"},
      {"TE gzip, chunked", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
      {"two TEs", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"},
      {"TE twice chunked", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"TE with quotes", post + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"},
      {"TE with vertical tab", post + "Transfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n"},
      {"TE in HTTP/1.0", "POST /echo HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"folded TE", post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"},
      {"folded field", get + "X-A: 1\r\n X-B: 2\r\n\r\n"},
      {"field that begins with a tab", get + "\tX-A: 1\r\n\r\n"},
      {"first field folded", "GET /hello HTTP/1.1\r\n Host: x\r\n\r\n"},
      {"blank before the colon", get + "Content-Length : 0\r\n\r\n"},
      {"tab before the colon", get + "X-A\t: 0\r\n\r\n"},
      {"no colon", get + "X-A\r\n\r\n"},
      {"empty name", get + ": x\r\n\r\n"},
      {"bracket in the name", get + "X(A): x\r\n\r\n"},
      {"non-ASCII in the name", get + "X-\xc3\xa9: x\r\n\r\n"},
      {"NUL in a value", get + "X-A: a\0b\r\n\r\n"s},
      {"NUL in the name", get + "X\0A: a\r\n\r\n"s},
      {"bell in a value", get + "X-A: a\x07\r\n\r\n"},
      {"DEL in a value", get + "X-A: a\x7f\r\n\r\n"},
      {"value that is not UTF-8", get + "X-A: \xff\xfe\r\n\r\n"},
      {"bare CR in a value", get + "X-A: a\rContent-Length: 5\r\n\r\n"},
      {"bare LF line", get + "X-A: a\nContent-Length: 5\r\n\r\n"},
      {"bare LF everywhere", "GET /hello HTTP/1.1\nHost: x\n\n"},
      {"LF LF at the end", get.substr(0, get.size() - 2) + "\n\n"},
      {"CR CR LF", get + "X-A: a\r\r\n\r\n"},
      {"leading empty line", "\r\n" + get + "\r\n"},
      {"absolute form", "GET http://x/hello HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"authority form", "CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"asterisk form", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"backslash target", "GET \\hello HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"no target", "GET  HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"two blanks", "GET  /hello HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"blank in the target", "GET /hello /x HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"tab in the request line", "GET\t/hello HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"raw bytes in the target", "GET /\xe5\x8c\xbb HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"no version", "GET /hello\r\nHost: x\r\n\r\n"},
      {"HTTP/2.0", "GET /hello HTTP/2.0\r\nHost: x\r\n\r\n"},
      {"HTTP/1.10", "GET /hello HTTP/1.10\r\nHost: x\r\n\r\n"},
      {"http/1.1", "GET /hello http/1.1\r\nHost: x\r\n\r\n"},
      {"blank behind the version", "GET /hello HTTP/1.1 \r\nHost: x\r\n\r\n"},
      {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
      {"method with a bracket", "G(T /hello HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"no Host", "GET /hello HTTP/1.1\r\n\r\n"},
      {"two Hosts", get + "Host: y\r\n\r\n"},
      {"empty Host", "GET /hello HTTP/1.1\r\nHost:\r\n\r\n"},
      {"Host with a path", "GET /hello HTTP/1.1\r\nHost: x/y\r\n\r\n"},
      {"Host with credentials", "GET /hello HTTP/1.1\r\nHost: a@x\r\n\r\n"},
      {"Host list", "GET /hello HTTP/1.1\r\nHost: x, y\r\n\r\n"},
      {"TLS hello on a plain port", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s},
      {"chunk extension", chunked + "5;a=b\r\nhello\r\n0\r\n\r\n"},
      {"chunk extension with LF", chunked + "5;\nhello\r\n0\r\n\r\n"},
      {"chunk size with 0x", chunked + "0x5\r\nhello\r\n0\r\n\r\n"},
      {"chunk size with a sign", chunked + "+5\r\nhello\r\n0\r\n\r\n"},
      {"chunk size with a blank", chunked + "5 \r\nhello\r\n0\r\n\r\n"},
      {"chunk size of nothing", chunked + "\r\nhello\r\n0\r\n\r\n"},
      {"chunk size too long", chunked + "000000005\r\nhello\r\n0\r\n\r\n"},
      {"chunk size beyond the limit", chunked + "FFFFFFFF\r\nhello\r\n0\r\n\r\n"},
      {"chunk size that overflows", chunked + "FFFFFFFFFFFFFFFF5\r\nhello\r\n0\r\n\r\n"},
      {"chunk longer than its size", chunked + "3\r\nhello\r\n0\r\n\r\n"},
      {"chunk shorter than its size", chunked + "6\r\nhello\r\n0\r\n\r\n"},
      {"chunk ended by LF", chunked + "5\nhello\r\n0\r\n\r\n"},
      {"chunk data ended by LF", chunked + "5\r\nhello\n0\r\n\r\n"},
      {"last chunk ended by LF", chunked + "0\n\r\n"},
      {"trailer", chunked + "0\r\nContent-Length: 5\r\n\r\n"},
      {"trailer without CR", chunked + "0\r\n\n"},
  };
}

TEST_F(TransportTest, RefusesEverythingThatCouldBeReadInTwoWays) {
  route(Method::kGet, "/hidden", [](const Request&) { return text("hidden"); });
  start();
  for (const auto& hostile : hostileRequests()) {
    SCOPED_TRACE(hostile.name);
    test::HttpClientOptions quick;
    quick.timeout = std::chrono::seconds(5);
    auto c = client(quick);
    ASSERT_TRUE(c.sendRaw(hostile.bytes + kHidden + kHidden));
    const std::string answer = c.readAll();
    EXPECT_TRUE(c.closedByServer());
    const bool refused = answer.starts_with("HTTP/1.1 400 ") || answer.starts_with("HTTP/1.1 413 ");
    EXPECT_TRUE(refused) << answer.substr(0, 200);
    EXPECT_EQ(answer.find("HTTP/1.1 ", 5), std::string::npos) << "a second answer: " << answer;
  }
  EXPECT_TRUE(handled().empty()) << handled().front();
  auto honest = client();
  EXPECT_EQ(honest.get("/hello").status, 200);
}

TEST(Framing, TheResultDoesNotDependOnHowTheBytesArrive) {
  const std::string head = "POST /a?b=c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nX-Name: 医\r\n\r\n";
  for (std::size_t cut = 1; cut < head.size(); ++cut) {
    const HeadScan part = scanHead(head.substr(0, cut), cut - 1);
    EXPECT_EQ(part.state, HeadState::kIncomplete) << cut;
    const HeadScan whole = scanHead(head + "rest", cut);
    EXPECT_EQ(whole.state, HeadState::kComplete) << cut;
    EXPECT_EQ(whole.length, head.size()) << cut;
  }
  Head parsed;
  ASSERT_TRUE(parseHead(head, parsed));
  EXPECT_EQ(parsed.target, "/a?b=c");
  EXPECT_TRUE(parsed.chunked);
  EXPECT_EQ(parsed.field("x-name"), "医");
  const std::string body = "5\r\nhello\r\n1A\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\n\r\nNEXT";
  for (std::size_t step = 1; step <= body.size(); ++step) {
    BodyDecoder decoder(parsed, 100);
    std::string out;
    std::size_t at = 0;
    auto state = BodyDecoder::State::kMore;
    while (state == BodyDecoder::State::kMore && at < body.size()) {
      std::size_t used = 0;
      state = decoder.feed(std::string_view(body).substr(at, step), used, out);
      at += used;
    }
    EXPECT_EQ(state, BodyDecoder::State::kDone);
    EXPECT_EQ(out, "helloabcdefghijklmnopqrstuvwxyz");
    EXPECT_EQ(body.substr(at), "NEXT") << "the next request is untouched";
  }
}

}  // namespace
}  // namespace medcredit::http
