// Uploads go to a file piece by piece; what is cut off leaves nothing.
#include <fstream>

#include "http/spool.h"
#include "transport_fixture.h"

namespace medcredit::http {
namespace {

class UploadTest : public TransportTest {
 protected:
  void startWithUpload(std::size_t maxBody = std::size_t{256} << 20U) {
    Route& one = route(
        Method::kPost, "/upload",
        [this](const Request& request) {
          if (!request.bodyFile) return text("no file");
          spooledDuring_ = spooledFiles();
          return text(std::to_string(std::filesystem::file_size(*request.bodyFile)));
        },
        WorkClass::kUpload);
    one.upload = true;
    one.maxBody = maxBody;
    start();
  }
  static std::size_t residentKilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("VmRSS:")) return std::stoul(line.substr(6));
    }
    return 0;
  }
  std::atomic<std::size_t> spooledDuring_{0};
};

TEST_F(UploadTest, StreamsALargeUploadWithConstantMemory) {
  startWithUpload();
  auto c = client();
  c.post("/upload", "warm up");
  const std::size_t before = residentKilobytes();
  const std::string piece(1 << 20, 'u');
  constexpr int kPieces = 128;
  c.sendRaw("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(piece.size() * kPieces) +
            "\r\n\r\n");
  for (int i = 0; i < kPieces; ++i) ASSERT_TRUE(c.sendRaw(piece));
  const auto reply = c.readReply();
  EXPECT_EQ(reply.body, std::to_string(piece.size() * kPieces));
  EXPECT_LT(residentKilobytes() - std::min(before, residentKilobytes()), 16U * 1024) << "128 MiB passed through";
  EXPECT_EQ(spooledDuring_, 1U);
  EXPECT_TRUE(eventually([&] { return spooledFiles() == 0; }));
  EXPECT_EQ(c.send({"POST", "/upload", {}, std::string(100000, 'c'), true}).body, "100000") << "in chunks as well";
}

TEST_F(UploadTest, AConnectionLostInMidUploadLeavesNothing) {
  startWithUpload();
  for (const std::string& head : {std::string("Content-Length: 1000000"), std::string("Transfer-Encoding: chunked")}) {
    auto c = client();
    c.sendRaw("POST /upload HTTP/1.1\r\nHost: x\r\n" + head + "\r\n\r\n" + (head.starts_with("T") ? "186A0\r\n" : "") +
              std::string(50000, 'u'));
    EXPECT_TRUE(eventually([&] { return spooledFiles() == 1; }));
    c.close();
    EXPECT_TRUE(eventually([&] { return spooledFiles() == 0; }));
  }
  EXPECT_TRUE(handled().empty());
}

TEST_F(UploadTest, TooLargeSlowOrBrokenUploadsLeaveNothing) {
  options_.bodyTimeout = std::chrono::milliseconds(300);
  startWithUpload(100000);
  auto c = client();
  EXPECT_EQ(c.post("/upload", std::string(100001, 'u')).status, 413);
  EXPECT_EQ(c.send({"POST", "/upload", {}, std::string(100001, 'u'), true}).status, 413);
  auto slow = client();
  slow.sendRaw("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nabc");
  EXPECT_EQ(slow.readReply().status, 408);
  auto broken = client();
  broken.sendRaw("POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\nzz\r\n");
  EXPECT_EQ(broken.readReply().status, 400);
  EXPECT_TRUE(handled().empty());
  EXPECT_TRUE(eventually([&] { return spooledFiles() == 0; })) << "the answer may be read before the file is removed";
}

TEST_F(UploadTest, AnUploadInFlightWhenTheServerStopsLeavesNothing) {
  startWithUpload();
  auto c = client();
  c.sendRaw("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + std::string(50000, 'u'));
  ASSERT_TRUE(eventually([&] { return spooledFiles() == 1; }));
  stop(std::chrono::milliseconds(100));
  EXPECT_EQ(spooledFiles(), 0U);
}

TEST_F(UploadTest, SaysWhenTheDiskDoesNotTakeIt) {
  options_.spoolFolder = (folder_ / "gone").string();
  startWithUpload();
  auto c = client();
  const auto reply = c.post("/upload", std::string(1000, 'u'));
  EXPECT_EQ(reply.status, 507);
  EXPECT_EQ(reply.json().at("code"), "HTTP-0008");
}

TEST_F(UploadTest, StartingSweepsWhatADeadServerLeftAndSparesTheLiving) {
  test::writeFile(folder_ / "upload-dead01", "half an upload");
  test::writeFile(folder_ / "other", "not ours");
  auto living = SpoolFile::create(folder_.path().string());
  ASSERT_TRUE(living);
  startWithUpload();
  EXPECT_FALSE(std::filesystem::exists(folder_ / "upload-dead01"));
  EXPECT_TRUE(std::filesystem::exists(folder_ / "other"));
  EXPECT_TRUE(std::filesystem::exists(living->path())) << "another process is writing it";
}

}  // namespace
}  // namespace medcredit::http
