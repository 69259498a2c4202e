// The web pages over real sockets: one program serves the API and the front ends side by side.
#include <gtest/gtest.h>

#include "http/gzip.h"
#include "support/server_fixture.h"
#include "support/temp_dir.h"

namespace medcredit::test {
namespace {

/// Pages as the build leaves them.
const TempDir& pages() {
  static const TempDir folder("medcredit-web");
  static const bool written = [] {
    const std::string script = std::string(5000, 'y');
    writeFile(folder / "index.html", "<html>portal</html>");
    writeFile(folder / "console/index.html", "<html>console</html>");
    writeFile(folder / "assets/app-Ab12.js", script);
    writeFile(folder / "assets/app-Ab12.js.gz", http::gzip(script));
    return true;
  }();
  static_cast<void>(written);
  return folder;
}

class WebPages : public ServerTestOf<WebPages> {
 public:
  static TestServerOptions options() {
    TestServerOptions out;
    out.people = false;
    out.serve = {"--web", pages().path().string()};
    return out;
  }

 protected:
  static HttpReply get(const std::string& target, HeaderList headers = {{"Accept", "text/html"}}) {
    HttpClient client(server().port());
    return client.get(target, std::move(headers));
  }
};

TEST_F(WebPages, PortalAndConsoleAreServedBesideTheApi) {
  EXPECT_EQ(get("/").body, "<html>portal</html>");
  EXPECT_EQ(get("/publicity/R1").body, "<html>portal</html>");
  EXPECT_EQ(get("/console/sign-in?next=%2Fbatches").body, "<html>console</html>");
  const auto health = get("/healthz");
  EXPECT_EQ(health.status, 200);
  EXPECT_TRUE(health.header("Content-Type").starts_with("application/json"));
}

TEST_F(WebPages, AssetsAreImmutableAndCompressed) {
  const auto packed = get("/assets/app-Ab12.js", {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(packed.status, 200);
  EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
  EXPECT_EQ(packed.header("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(packed.header("X-Content-Type-Options"), "nosniff");
  EXPECT_TRUE(packed.complete);
  EXPECT_LT(packed.body.size(), 200U);
  const auto plain = get("/assets/app-Ab12.js", {});
  EXPECT_EQ(plain.body, std::string(5000, 'y'));
  const auto known = get("/assets/app-Ab12.js", {{"If-None-Match", plain.header("ETag")}});
  EXPECT_EQ(known.status, 304);
  EXPECT_TRUE(known.body.empty());
}

TEST_F(WebPages, WhatIsNotThereIsAProblemAndNotAPage) {
  for (const char* target :
       {"/assets/gone.js", "/api/nonsense", "/assets/..%2f..%2fetc%2fpasswd", "/%2e%2e/etc/passwd"}) {
    const auto reply = get(target);
    EXPECT_TRUE(reply.status == 404 || reply.status == 400) << target << ' ' << reply.status;
    EXPECT_TRUE(reply.header("Content-Type").starts_with("application/problem+json")) << target;
  }
  const auto wrongMethod = HttpClient(server().port()).post("/publicity", "{}");
  EXPECT_EQ(wrongMethod.status, 404);
}

TEST_F(WebPages, HeadTellsTheLengthWithoutTheBodyAndTheConnectionGoesOn) {
  HttpClient client(server().port());
  ASSERT_TRUE(client.connect());
  client.sendRaw("HEAD / HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n\r\n");
  const auto head = client.readReply(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("Content-Length"), "19");
  EXPECT_EQ(client.get("/", {{"Accept", "text/html"}}).body, "<html>portal</html>");
}

TEST_F(WebPages, AFolderWithoutPagesStopsTheStartInPlainWords) {
  const TempDir empty("medcredit-web");
  RunOptions options;
  options.timeout = std::chrono::seconds(30);
  const auto result = server().cli({"serve", "--listen", "127.0.0.1:0", "--web", empty.path().string()}, options);
  EXPECT_EQ(result.exitCode, 2);
  EXPECT_NE(result.err.find("CLI-0001"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("网页"), std::string::npos) << result.err;
}

}  // namespace
}  // namespace medcredit::test
