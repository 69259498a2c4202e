// The commands publish, register, nil-report, status, quality and ledger as scripts call them: JSON, exit codes, bad
// input.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "support/req.h"
#include "support/run_binary.h"
#include "support/temp_dir.h"

namespace medcredit::test {
namespace {

class PublishCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    ok({"init", "--jurisdiction", "henan-luoyang"});
    ok({"unit", "add", "--id", "office", "--name", "综合监督科", "--entries", "CF-ORG,CF-NP"});
    ok({"unit", "add", "--id", "permit", "--name", "行政审批科", "--entries", "XK-ORG,CN-ORG"});
  }
  RunResult mc(std::vector<std::string> arguments, const std::string& today = "2026-03-10") {
    arguments.insert(arguments.end(), {"--data", (folder_ / "data").string(), "--today", today});
    return runMedcredit(arguments);
  }
  RunResult ok(const std::vector<std::string>& arguments, const std::string& today = "2026-03-10") {
    auto result = mc(arguments, today);
    EXPECT_EQ(result.exitCode, 0) << arguments[0] << "\n" << result.out << result.err;
    return result;
  }
  boost::json::object json(std::vector<std::string> arguments, const std::string& today = "2026-03-10", int code = 0) {
    arguments.emplace_back("--json");
    const auto result = mc(arguments, today);
    EXPECT_EQ(result.exitCode, code) << result.out << result.err;
    return result.json().as_object();
  }
  /// The refusal: exit code, code on stderr with its Chinese text, error document with --json.
  void refused(std::vector<std::string> arguments, int exitCode, const std::string& code) {
    arguments.emplace_back("--json");
    const auto result = mc(arguments);
    EXPECT_EQ(result.exitCode, exitCode) << result.out << result.err;
    EXPECT_TRUE(result.err.starts_with(code)) << result.err;
    EXPECT_EQ(result.json().at("error").at("code").as_string(), code);
  }
  std::string write(const std::string& name, const std::string& content) {
    writeFile(folder_ / name, content);
    return (folder_ / name).string();
  }
  std::string path(const std::string& name) { return (folder_ / name).string(); }
  /// A penalty of 2026-03-02, typed by hand, with `changes` over its fields.
  RunResult addPenalty(const std::string& number, const std::string& entry = "CF-ORG",
                       const boost::json::object& changes = {}, const std::string& today = "2026-03-10") {
    const bool person = entry == "CF-NP";
    boost::json::object values{{"CF_XDR_MC", person ? "张测试" : "洛阳测试医院"},
                               {"CF_XDR_LB", person ? "自然人" : "法人及非法人组织"},
                               {"CF_WSH", number},
                               {"CF_WFXW", "非法行医"},
                               {"CF_SY", "测试事实"},
                               {"CF_YJ", "测试依据"},
                               {"CF_CFLB", "罚款"},
                               {"CF_NR", "罚款2000元"},
                               {"CF_NR_FK", "0.2"},
                               {"CF_JDRQ", "2026-03-02"},
                               {"CF_YXQ", "2027-03-01"},
                               {"CF_CFJG", "洛阳市卫生健康委员会"},
                               {"CF_SJLY", "洛阳市卫生健康委员会"}};
    values["CF_CFJGDM"] = kCode;
    values["CF_SJLYDM"] = kCode;
    if (person) {
      values["CF_XDR_ZJLX"] = "身份证";
      values["CF_XDR_ZJHM"] = "11010519491231002X";
    } else {
      values["CF_XDR_SHXYM"] = kCode;
      values["CF_FRDB"] = "王示例";
    }
    for (const auto& change : changes) values[change.key()] = change.value();
    const auto file = write("values.json", boost::json::serialize(values));
    return ok({"record", "add", "--entry", entry, "--unit", "office", "--file", file}, today);
  }

  static constexpr const char* kCode = "91350100M000100Y43";  // printed example of GB 32100

 private:
  TempDir folder_;
};

TEST_F(PublishCommand, ASuggestedSeverityIsToldWithItsBasisWhereTheRecordIsLookedAt) {
  REQ("R-DUAL-12");
  // Given a penalty under the rules of 2026-04-01 whose severity nobody stated
  const std::string today = "2026-04-10";
  const auto added =
      addPenalty("洛卫罚〔2026〕1号", "CF-ORG",
                 {{"CF_CFLB", "警告"}, {"CF_NR", "警告"}, {"CF_NR_FK", ""}, {"CF_JDRQ", "2026-04-02"}}, today);
  // Then typing it in, looking at it and what is due all say what is suggested, and why
  EXPECT_NE(added.out.find("RECD-0057"), std::string::npos) << added.out;
  const auto shown = json({"record", "show", "R1"}, today);
  EXPECT_EQ(shown.at("severity").as_string(), "");
  EXPECT_EQ(shown.at("severity_proposed").at("severity").as_string(), "minor");
  EXPECT_EQ(shown.at("severity_proposed").at("label").as_string(), "轻微");
  EXPECT_FALSE(shown.at("severity_proposed").at("default").as_bool());
  EXPECT_EQ(shown.at("terms").at("publicity").at("end").as_string(), "2026-07-02");
  const auto due = json({"publish", "due"}, today).at("due").as_array();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].at("severity_proposed"), shown.at("severity_proposed"));
  for (const auto& arguments : std::vector<std::vector<std::string>>{{"record", "show", "R1"}, {"publish", "due"}}) {
    const auto out = ok(arguments, today).out;
    EXPECT_NE(out.find("建议失信程度：轻微（未写明程度；处罚类别“警告”属轻微：《信用修复管理办法》"), std::string::npos)
        << out;
  }
  // And nothing of it once somebody states it
  ok({"classify", "record", "R1", "--class", "负面", "--kind", "N03", "--severity", "general", "--reason", "裁量基准"},
     today);
  const auto stated = json({"record", "show", "R1"}, today);
  EXPECT_EQ(stated.at("severity").as_string(), "general");
  EXPECT_TRUE(stated.at("severity_proposed").is_null());
  EXPECT_EQ(stated.at("terms").at("publicity").at("end").as_string(), "2027-04-02");
  EXPECT_TRUE(json({"publish", "due"}, today).at("due").at(0).at("severity_proposed").is_null());
}

TEST_F(PublishCommand, DueRunListExportWithdraw) {
  REQ("R-DUAL-01", "R-DISC-02", "R-DISC-10");
  addPenalty("洛卫罚〔2026〕1号");
  addPenalty("洛卫罚〔2026〕2号", "CF-NP");
  const auto due = json({"publish", "due"});
  EXPECT_EQ(due.at("count").as_int64(), 1);
  const auto& duty = due.at("due").as_array().at(0).as_object();
  EXPECT_EQ(duty.at("record").as_string(), "R1");
  EXPECT_EQ(duty.at("due").as_string(), "2026-03-11");
  EXPECT_NE(duty.at("explanation").as_string().find("2026-03-11"), boost::json::string::npos);

  const auto run = json({"publish", "run", "R1", "--checked"});
  EXPECT_EQ(run.at("published").as_array().size(), 1U);
  EXPECT_EQ(run.at("jobs").as_int64(), 1);

  const auto list = json({"publish", "list", "--csv", path("list.csv")});
  EXPECT_EQ(list.at("count").as_int64(), 1);
  EXPECT_EQ(list.at("items").as_array().at(0).at("document_no").as_string(), "洛卫罚〔2026〕1号");
  EXPECT_NE(readFile(path("list.csv")).find("洛卫罚〔2026〕1号"), std::string::npos);
  EXPECT_NE(readFile(path("list.csv.manifest.json")).find("\"count\":1"), std::string::npos);

  const auto exported = json({"publish", "export", "--entry", "CF-ORG", "--out", path("cf.xlsx")});
  EXPECT_EQ(exported.at("count").as_int64(), 1);
  EXPECT_EQ(exported.at("digest").as_string().size(), 64U);

  ok({"publish", "withdraw", "R1", "--reason", "处罚决定被撤销"});
  EXPECT_EQ(json({"publish", "list"}).at("count").as_int64(), 0);
  EXPECT_EQ(json({"publish", "jobs"}).at("jobs").as_array().back().at("act").as_string(), "remove");
}

TEST_F(PublishCommand, RefusalsHaveStableCodesAndChangeNothing) {
  REQ("R-DISC-10", "R-DUAL-10", "R-DUAL-13");
  addPenalty("洛卫罚〔2026〕1号");
  addPenalty("洛卫罚〔2026〕2号", "CF-NP");
  refused({"publish", "run", "R1"}, 4, "PUBL-0001");
  refused({"publish", "run", "--all"}, 4, "PUBL-0001");
  refused({"publish", "run", "--checked"}, 2, "PUBL-0021");
  refused({"publish", "run", "R77", "--checked"}, 4, "PUBL-0002");
  refused({"publish", "run", "甲", "--checked"}, 2, "PUBL-0022");
  refused({"publish", "run", "--entry", "NOPE", "--checked"}, 4, "PUBL-0005");
  refused({"publish", "due", "--entry", "NOPE"}, 4, "PUBL-0005");
  refused({"publish", "due", "--on", "2026-02-30"}, 2, "PUBL-0023");
  refused({"publish", "withdraw", "R1", "--reason", "误"}, 4, "PUBL-0007");
  refused({"publish", "withhold", "R1", "--reason", "because"}, 4, "PUBL-0008");
  refused({"publish", "withhold", "R2", "--reason", "privacy"}, 4, "PUBL-0009");
  refused({"publish", "confirm", "R1", "--channel", "信用中国"}, 4, "PUBL-0010");
  refused({"publish", "confirm", "R1", "--channel", "信用洛阳"}, 4, "PUBL-0011");
  refused({"publish", "export", "--entry", "CF-NP", "--out", path("np.csv")}, 4, "PUBL-0006");
  refused({"publish", "receipt", path("none.csv")}, 4, "FILE-0001");
  EXPECT_EQ(mc({"publish", "withdraw", "R1"}).exitCode, 2);
  EXPECT_EQ(mc({"publish"}).exitCode, 2);
  EXPECT_EQ(json({"publish", "due"}).at("count").as_int64(), 1);
  // A person asked for by number is skipped with the reason; together with a good record the run is partial
  const auto person = json({"publish", "run", "R2", "--checked"}, "2026-03-10", 4);
  EXPECT_EQ(person.at("skipped").as_array().at(0).at("code").as_string(), "PUBL-0004");
  const auto both = json({"publish", "run", "R1", "R2", "--checked"}, "2026-03-10", 3);
  EXPECT_EQ(both.at("published").as_array().size(), 1U);
}

TEST_F(PublishCommand, PackageAndReceiptGoByFile) {
  REQ("R-INTG-01", "R-INTG-13");
  addPenalty("洛卫罚〔2026〕1号");
  ok({"publish", "run", "--all", "--checked"});
  const auto package = json({"publish", "package", "--channel", "信用洛阳", "--out", path("out")});
  EXPECT_EQ(package.at("messages").as_int64(), 1);
  const auto receipt = write("receipt.csv", "流水号,结果,回执号\nJ1,接收,LY-1\nJ9,接收,LY-9\n");
  const auto taken = json({"publish", "receipt", receipt}, "2026-03-10", 3);
  EXPECT_EQ(taken.at("confirmed").as_int64(), 1);
  EXPECT_EQ(taken.at("problems").as_array().at(0).at("code").as_string(), "PUBL-0013");
  const auto jobs = json({"publish", "jobs", "--state", "confirmed"});
  EXPECT_EQ(jobs.at("jobs").as_array().at(0).at("receipt").as_string(), "LY-1");
}

TEST_F(PublishCommand, ViewAnswersByCaller) {
  REQ("R-DISC-01");
  addPenalty("洛卫罚〔2026〕2号", "CF-NP");
  EXPECT_FALSE(json({"publish", "view", "R1"}).at("allowed").as_bool());
  EXPECT_TRUE(json({"publish", "view", "R1", "--as", "subject"}).at("allowed").as_bool());
  EXPECT_EQ(mc({"publish", "view", "R1", "--as", "anyone"}).exitCode, 2);
}

TEST_F(PublishCommand, QualityFollowsTheContract) {
  REQ("R-QUAL-01");
  addPenalty("洛卫罚〔2026〕1号");
  const auto file =
      write("register.csv", "文书号,决定日期\n洛卫罚〔2026〕1号,2026-03-02\n洛卫罚〔2026〕9号,2026-03-02\n");
  const auto loaded = json({"register", "import", file, "--entry", "CF-ORG", "--unit", "office"});
  EXPECT_EQ(loaded.at("added").as_int64(), 2);
  const auto quality =
      json({"quality", "--period", "2026-03", "--unit", "office", "--entry", "CF-ORG", "--records"}, "2026-03-12");
  EXPECT_EQ(quality.at("collected").as_int64(), 1);
  EXPECT_EQ(quality.at("expected").as_int64(), 2);
  EXPECT_EQ(quality.at("compliant").as_int64(), 1);
  EXPECT_EQ(quality.at("late").as_int64(), 0);
  EXPECT_EQ(quality.at("concealed").as_int64(), 1);
  EXPECT_DOUBLE_EQ(quality.at("compliance_rate").to_number<double>(), 1.0);
  EXPECT_DOUBLE_EQ(quality.at("late_rate").to_number<double>(), 0.0);
  EXPECT_DOUBLE_EQ(quality.at("concealment_rate").to_number<double>(), 0.5);
  EXPECT_EQ(quality.at("formula").as_string(), "QF-1");
  EXPECT_EQ(quality.at("records").as_array().size(), 2U);
  // Decimals are written as people read them, and an empty period has no rate
  EXPECT_NE(mc({"quality", "--json"}, "2026-03-12").out.find("\"concealment_rate\":0.5"), std::string::npos);
  EXPECT_TRUE(json({"quality", "--period", "2025-01"}).at("compliance_rate").is_null());
  refused({"quality", "--period", "2026-13"}, 2, "QUAL-0010");
  refused({"quality", "--period", "202603"}, 2, "QUAL-0010");
  refused({"quality", "--unit", "nobody"}, 4, "QUAL-0002");
  refused({"quality", "--entry", "NOPE"}, 4, "QUAL-0001");
}

TEST_F(PublishCommand, StatusTellsWhatIsDueByUnitAndPerson) {
  REQ("R-QUAL-03", "R-QUAL-04", "R-COLL-23");
  ok({"unit", "contact", "office", "--person", "赵示范"});
  addPenalty("洛卫罚〔2026〕1号");
  const auto status = json({"status", "--unit", "office"}, "2026-03-11");
  EXPECT_EQ(status.at("counts").at("today").as_int64(), 1);
  const auto& duty = status.at("duties").as_array().at(0).as_object();
  EXPECT_EQ(duty.at("kind").as_string(), "publish");
  EXPECT_EQ(duty.at("person").as_string(), "赵示范");
  EXPECT_FALSE(duty.at("explanation").as_string().empty());
  const auto late = json({"status"}, "2026-03-12");
  EXPECT_EQ(late.at("duties").as_array().at(0).at("group").as_string(), "overdue");
  EXPECT_NE(ok({"status"}, "2026-03-12").out.find("已逾期"), std::string::npos);
  refused({"status", "--unit", "nobody"}, 4, "QUAL-0002");
  refused({"status", "--person", "无此人"}, 4, "QUAL-0020");
}

TEST_F(PublishCommand, RegisterAndNilReportRefuseBadInput) {
  REQ("R-COLL-02", "R-COLL-23");
  const auto noNumber = write("a.csv", "名称,决定日期\n甲,2026-03-02\n");
  refused({"register", "import", noNumber, "--entry", "CF-ORG", "--unit", "office"}, 4, "QUAL-0003");
  const auto empty = write("b.csv", "文书号,决定日期\n");
  refused({"register", "import", empty, "--entry", "CF-ORG", "--unit", "office"}, 4, "QUAL-0005");
  refused({"register", "import", empty, "--entry", "NOPE", "--unit", "office"}, 4, "QUAL-0001");
  refused({"register", "import", empty, "--entry", "CF-ORG", "--unit", "nobody"}, 4, "QUAL-0002");
  refused({"register", "import", path("none"), "--entry", "CF-ORG", "--unit", "office"}, 4, "FILE-0001");
  const auto bad = write("c.csv", "文书号,决定日期\nA1,2026-03-02\nA2,2026-02-30\n");
  const auto report = json({"register", "import", bad, "--entry", "CF-ORG", "--unit", "office"}, "2026-03-10", 4);
  EXPECT_EQ(report.at("problems").as_array().at(0).at("code").as_string(), "QUAL-0007");
  EXPECT_EQ(report.at("problems").as_array().at(0).at("place").as_string(), "第3行");
  EXPECT_EQ(report.at("added").as_int64(), 0);

  EXPECT_TRUE(
      json({"nil-report", "--entry", "CF-ORG", "--unit", "office", "--period", "2026-02"}).at("added").as_bool());
  EXPECT_FALSE(
      json({"nil-report", "--entry", "CF-ORG", "--unit", "office", "--period", "2026-02"}).at("added").as_bool());
  refused({"nil-report", "--entry", "CF-ORG", "--unit", "office", "--period", "2026-2"}, 2, "QUAL-0010");
  refused({"nil-report", "--entry", "CF-ORG", "--unit", "office", "--period", "2027-01"}, 4, "QUAL-0011");
  addPenalty("洛卫罚〔2026〕1号");
  refused({"nil-report", "--entry", "CF-ORG", "--unit", "office", "--period", "2026-03"}, 4, "QUAL-0012");
}

TEST_F(PublishCommand, ItemsAndTheirGaps) {
  REQ("R-CAT-06", "R-DUAL-06");
  const auto items = write("items.csv", "事项编码,事项名称,目录条目\nA01,设置审批,XK-ORG\nC01,监督检查,\n");
  EXPECT_EQ(json({"register", "items", "import", items}).at("added").as_int64(), 2);
  const auto gaps = json({"register", "items", "gaps"});
  EXPECT_EQ(gaps.at("count").as_int64(), 1);
  EXPECT_EQ(gaps.at("gaps").as_array().at(0).at("code").as_string(), "C01");
}

TEST_F(PublishCommand, LedgerAndEvaluation) {
  REQ("R-DUAL-05", "R-DUAL-11", "R-DUAL-03");
  addPenalty("洛卫罚〔2026〕1号");
  ok({"publish", "run", "--all", "--checked"});
  const auto ledger = json({"ledger", "--month", "2026-03", "--out", path("ledger.xlsx")});
  EXPECT_EQ(ledger.at("totals").at("decisions").as_int64(), 1);
  EXPECT_EQ(ledger.at("rows").as_array().at(0).at("workdays").as_int64(), 6);
  EXPECT_EQ(readFile(path("ledger.xlsx")).substr(0, 2), "PK");
  const auto evaluation = json({"ledger", "evaluation", "--from", "2026-01-01", "--to", "2026-03-31"});
  EXPECT_DOUBLE_EQ(evaluation.at("total").at("coverage").to_number<double>(), 1.0);
  EXPECT_EQ(evaluation.at("units").as_array().at(0).at("rank").as_int64(), 1);
  refused({"ledger", "--month", "2026"}, 2, "QUAL-0010");
  refused({"ledger", "evaluation", "--from", "2026-03-31", "--to", "2026-01-01"}, 2, "QUAL-0021");
  EXPECT_EQ(mc({"ledger", "evaluation"}).exitCode, 2);
}

TEST_F(PublishCommand, ExpireEndsTermsAsOfADay) {
  REQ("R-DUAL-12");
  addPenalty("洛卫罚〔2026〕1号");
  ok({"publish", "run", "--all", "--checked"});
  EXPECT_TRUE(json({"publish", "expire"}).at("ended").as_array().empty());
  const auto ended = json({"publish", "expire", "--on", "2029-03-02"});
  EXPECT_EQ(ended.at("ended").as_array().size(), 1U);
  EXPECT_EQ(json({"publish", "list"}).at("count").as_int64(), 0);
}

}  // namespace
}  // namespace medcredit::test
