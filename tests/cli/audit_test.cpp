// `audit`, `backup` and `restore` through the real program.
#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>

#include "support/evidence_support.h"
#include "support/run_binary.h"
#include "support/store_fixture.h"

namespace medcredit::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class AuditCliTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(program({"init", "--jurisdiction", "henan-luoyang"}).exitCode, 0);
    ASSERT_EQ(program({"unit", "add", "--id", "A", "--name", "甲科"}).exitCode, 0);
    ASSERT_EQ(program({"unit", "add", "--id", "B", "--name", "乙科"}).exitCode, 0);
    ASSERT_EQ(program({"unit", "contact", "A", "--person", "张测试"}).exitCode, 0);
  }
  [[nodiscard]] std::string data() const { return (folder_ / "data").string(); }
  [[nodiscard]] RunResult program(std::vector<std::string> arguments, const std::string& place = "") const {
    arguments.insert(arguments.end(),
                     {"--data", place.empty() ? data() : place, "--keys", (folder_ / "keys").string()});
    return runMedcredit(arguments);
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  static int node(const std::string& arguments) {
    const int status =
        std::system(("node " MC_SOURCE_DIR "/tools/verify/verify.mjs " + arguments + " >/dev/null").c_str());
    return WEXITSTATUS(status);
  }
  TempDir folder_{"medcredit-audit"};
};

TEST_F(AuditCliTest, VerifyTellsThatAllIsWellAndOtherwiseWhere) {
  REQ("R-SEC-01", "R-SEC-06");
  const RunResult clean = program({"audit", "verify"});
  EXPECT_EQ(clean.exitCode, 0) << clean.out << clean.err;
  EXPECT_THAT(clean.out, HasSubstr("留痕完整"));
  {
    const auto conn = must(store::open({data(), ""}));
    removeGuards(*conn);
    must(conn->exec("DELETE FROM evidence_entry WHERE seq = 1"));
  }
  const RunResult broken = program({"audit", "verify"});
  EXPECT_EQ(broken.exitCode, 1);
  EXPECT_THAT(broken.out, HasSubstr("EVID-0020 1/2"));
  const RunResult asJson = program({"audit", "verify", "--json"});
  EXPECT_EQ(asJson.exitCode, 1);
  EXPECT_FALSE(asJson.json().at("ok").as_bool());
  EXPECT_EQ(asJson.json().at("findings").as_array().front().at("place").as_string(), "1/2");
}

TEST_F(AuditCliTest, APrintedProofIsAcceptedByBothVerifiersAndDivergenceHasItsOwnExitCode) {
  REQ("R-SEC-01");
  const RunResult head = program({"audit", "head"});
  ASSERT_EQ(head.exitCode, 0) << head.err;
  writeFile(path("kept.txt"), head.out);
  const std::string fingerprint(program({"audit", "head", "--json"}).json().at("fingerprint").as_string());
  ASSERT_EQ(program({"unit", "contact", "B", "--person", "王示例"}).exitCode, 0);
  ASSERT_EQ(program({"audit", "prove", "1", "--earlier", path("kept.txt"), "--out", path("proof.json")}).exitCode, 0);
  // Written with a head that covers the entry; the kept one is continued
  EXPECT_EQ(program({"audit", "head"}).exitCode, 0);
  ASSERT_EQ(program({"audit", "prove", "3", "--earlier", path("kept.txt"), "--out", path("newer.json")}).exitCode, 0);
  for (const char* proof : {"proof.json", "newer.json"}) {
    EXPECT_EQ(node(path(proof) + " --key " + fingerprint + " --head " + path("kept.txt")), 0) << proof;
    const RunResult own =
        program({"audit", "verify", "--proof", path(proof), "--key", fingerprint, "--head", path("kept.txt")});
    EXPECT_EQ(own.exitCode, 0) << own.err;
    EXPECT_THAT(own.out, HasSubstr("证明成立"));
  }
  // Without the way from the kept head the proof stands by itself, but says nothing about it
  ASSERT_EQ(program({"audit", "prove", "3", "--out", path("alone.json")}).exitCode, 0);
  EXPECT_EQ(node(path("alone.json") + " --head " + path("kept.txt")), 3);
  EXPECT_THAT(program({"audit", "verify", "--proof", path("alone.json"), "--head", path("kept.txt")}).err,
              HasSubstr("EVID-0044"));
  // Not the trusted key, and an altered document
  EXPECT_EQ(node(path("proof.json") + " --key 0123456789abcdef"), 2);
  std::string text = readFile(path("proof.json"));
  text[text.find("\"index\": 1") + 9] = '2';
  writeFile(path("altered.json"), text);
  EXPECT_EQ(node(path("altered.json")), 2);
  EXPECT_EQ(node(path("missing.json")), 1);
  EXPECT_EQ(program({"audit", "verify", "--proof", path("altered.json")}).exitCode, 1);
}

TEST_F(AuditCliTest, ListShowsWhoDidWhatAndBadArgumentsAreRefused) {
  REQ("R-SEC-01");
  const RunResult all = program({"audit", "list", "--json"});
  ASSERT_EQ(all.exitCode, 0);
  EXPECT_EQ(all.json().at("count").as_int64(), 3);
  EXPECT_EQ(all.json().at("entries").as_array().front().at("action").as_string(), "unit.contact");
  EXPECT_THAT(program({"audit", "list", "--action", "unit.contact", "--details"}).out, HasSubstr("张测试"));
  EXPECT_THAT(program({"audit", "list", "--by", "nobody"}).out, HasSubstr("共 0 条"));
  EXPECT_THAT(program({"audit", "prove", "99"}).err, HasSubstr("EVID-0050"));
  EXPECT_THAT(program({"audit", "prove", "x"}).err, HasSubstr("EVID-0051"));
  EXPECT_THAT(program({"audit", "verify", "--head", path("missing")}).err, HasSubstr("FILE-0001"));
}

TEST_F(AuditCliTest, ABackupIsVerifiedRestoredAndGoesOnInANewEpoch) {
  REQ("R-SEC-07");
  ASSERT_EQ(program({"backup", "create", "--out", path("a.backup")}).exitCode, 0);
  EXPECT_THAT(program({"backup", "verify", path("a.backup")}).out, HasSubstr("备份完好"));
  EXPECT_THAT(program({"backup", "create", "--out", path("a.backup")}).err, HasSubstr("STOR-0030"));
  EXPECT_EQ(program({"backup", "create"}).exitCode, 2);
  ASSERT_EQ(program({"unit", "add", "--id", "LATE", "--name", "丙科"}).exitCode, 0);
  EXPECT_THAT(program({"restore", path("a.backup")}).err, HasSubstr("STOR-0009"));
  fs::remove_all(data());
  const std::string place = path("restored");
  const RunResult restored = program({"restore", path("a.backup"), "--reason", "演练"}, place);
  ASSERT_EQ(restored.exitCode, 0) << restored.err;
  EXPECT_THAT(restored.out, HasSubstr("纪元 2"));
  EXPECT_THAT(program({"unit", "list"}, place).out, HasSubstr("乙科"));
  EXPECT_THAT(program({"unit", "list"}, place).out, ::testing::Not(HasSubstr("丙科")));
  EXPECT_EQ(program({"audit", "verify"}, place).exitCode, 0);
  EXPECT_EQ(program({"store", "check"}, place).exitCode, 0);
  EXPECT_EQ(program({"audit", "head", "--json"}, place).json().at("epoch").as_int64(), 2);
}

TEST_F(AuditCliTest, AnOldDatabasePutBackByHandIsNoticedAndOpensAnEpoch) {
  REQ("R-SEC-05", "R-SEC-07");
  ASSERT_EQ(program({"audit", "head"}).exitCode, 0);
  fs::copy(data(), path("old"), fs::copy_options::recursive);
  ASSERT_EQ(program({"unit", "add", "--id", "C", "--name", "丙科"}).exitCode, 0);
  ASSERT_EQ(program({"audit", "head"}).exitCode, 0);
  EXPECT_THAT(program({"audit", "head"}, path("old")).err, HasSubstr("EVID-0010"));
  EXPECT_THAT(program({"audit", "verify"}, path("old")).out, HasSubstr("EVID-0028"));
  EXPECT_EQ(program({"audit", "open-epoch", "--reason", "换回旧库"}, path("old")).exitCode, 0);
  EXPECT_EQ(program({"audit", "verify"}, path("old")).exitCode, 0);
}

}  // namespace
}  // namespace medcredit::test
