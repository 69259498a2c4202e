// Which web page or file answers which address, and with which headers.
#include "http/assets.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "http/gzip.h"
#include "support/temp_dir.h"

namespace medcredit::http {
namespace {

class AssetsTest : public ::testing::Test {
 protected:
  AssetsTest() {
    test::writeFile(folder_ / "index.html", "<html>portal</html>");
    test::writeFile(folder_ / "console/index.html", "<html>console</html>");
    test::writeFile(folder_ / "unsupported.html", "<html>old</html>");
    test::writeFile(folder_ / "assets/portal-Ab12.js", script_);
    test::writeFile(folder_ / "assets/portal-Ab12.js.gz", gzip(script_));
    test::writeFile(folder_ / "secret.pem", "key");
  }

  [[nodiscard]] std::optional<Response> ask(const std::string& path, Headers headers = {{"Accept", "text/html"}},
                                            Method method = Method::kGet) const {
    auto assets = Assets::load(folder_.path());
    if (!assets.ok()) return std::nullopt;
    Request request;
    request.method = method;
    request.path = path;
    request.headers = std::move(headers);
    return assets->answer(request);
  }
  static std::string header(const Response& response, std::string_view name) {
    return std::string(response.header(name).value_or(""));
  }

  test::TempDir folder_;
  std::string script_ = std::string(2000, 'x') + "console.log(1)";
};

TEST_F(AssetsTest, FilesWithADigestInTheirNameAreKeptForEver) {
  const auto answer = ask("/assets/portal-Ab12.js", {{"Accept-Encoding", "gzip"}});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->contentType, "text/javascript; charset=utf-8");
  EXPECT_EQ(header(*answer, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header(*answer, "Content-Encoding"), "gzip");
  EXPECT_EQ(header(*answer, "Vary"), "Accept-Encoding");
  EXPECT_EQ(answer->body, gzip(script_)) << "as it lies in the folder";
}

TEST_F(AssetsTest, WithoutGzipTheFileComesPlain) {
  const auto answer = ask("/assets/portal-Ab12.js", {{"Accept-Encoding", "gzip;q=0"}});
  ASSERT_TRUE(answer);
  EXPECT_EQ(header(*answer, "Content-Encoding"), "");
  EXPECT_EQ(answer->body, script_);
}

TEST_F(AssetsTest, PagesAreAskedForAgainEachTimeAndConfirmedByTheirTag) {
  const auto first = ask("/");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->body, "<html>portal</html>");
  EXPECT_EQ(header(*first, "Cache-Control"), "no-cache");
  const auto again = ask("/", {{"Accept", "text/html"}, {"If-None-Match", header(*first, "ETag")}});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->status, 304);
  EXPECT_TRUE(again->body.empty());
  EXPECT_EQ(ask("/", {{"Accept", "text/html"}, {"If-None-Match", "\"other\""}})->status, 200);
}

TEST_F(AssetsTest, AddressesInsideAFrontEndShowItsPage) {
  for (const char* path : {"/institutions/91410300000020917B", "/publicity", "/apiary", "/consoles"}) {
    const auto answer = ask(path);
    ASSERT_TRUE(answer) << path;
    EXPECT_EQ(answer->body, "<html>portal</html>") << path;
  }
  for (const char* path : {"/console", "/console/", "/console/batches/B12"}) {
    const auto answer = ask(path);
    ASSERT_TRUE(answer) << path;
    EXPECT_EQ(answer->body, "<html>console</html>") << path;
  }
}

TEST_F(AssetsTest, OnlyWhoAsksForHtmlGetsAPageForAnUnknownAddress) {
  EXPECT_FALSE(ask("/publicity", {{"Accept", "application/json"}}));
  EXPECT_FALSE(ask("/publicity", {}));
  EXPECT_FALSE(ask("/publicity", {{"Accept", "text/html"}}, Method::kPost));
  EXPECT_TRUE(ask("/publicity", {{"Accept", "text/html"}}, Method::kHead));
}

TEST_F(AssetsTest, TheApiAndUnknownFilesNeverTurnIntoPages) {
  for (const char* path : {"/api", "/api/", "/api/nonsense", "/assets/gone-Zz99.js", "/assets/", "/favicon.ico",
                           "/portal.php", "/.env", "/.git/config", "/secret.pem"}) {
    EXPECT_FALSE(ask(path)) << path;
  }
}

TEST_F(AssetsTest, NothingOutsideTheFolderCanBeReached) {
  for (const char* path : {"/../etc/passwd", "/..", "/assets/../../etc/passwd", "/console/../../x", "//etc/passwd.html",
                           "/assets/portal-Ab12.js/.."}) {
    EXPECT_FALSE(ask(path)) << path;
  }
}

TEST_F(AssetsTest, EveryFileCarriesTheStrictPolicy) {
  for (const char* path : {"/", "/console/", "/unsupported.html", "/assets/portal-Ab12.js"}) {
    const auto answer = ask(path);
    ASSERT_TRUE(answer) << path;
    const auto policy = header(*answer, "Content-Security-Policy");
    EXPECT_NE(policy.find("default-src 'self'"), std::string::npos);
    EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    EXPECT_EQ(header(*answer, "Referrer-Policy"), "no-referrer");
  }
}

TEST_F(AssetsTest, AFolderWithoutThePagesIsRefused) {
  const test::TempDir empty;
  const auto loaded = Assets::load(empty.path());
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().code, "CLI-0001");
  EXPECT_FALSE(Assets::load(empty.path() / "nowhere").ok());
}

}  // namespace
}  // namespace medcredit::http
