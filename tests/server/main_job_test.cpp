// The whole main job over a real socket, as each role: from a messy file to what the public sees, and every wrong turn.
#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <thread>

#include "formats/table_reader.h"
#include "formats/table_writer.h"
#include "support/sample_rows.h"
#include "support/server_fixture.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kPdf = "%PDF-1.4\n处罚决定书\n%%EOF\n";

class MainJob : public ServerTestOf<MainJob> {
 protected:
  static const domain::CatalogueEntry& entry(const std::string& code = "CF-ORG") { return *law().entry(code); }
  /// A workbook with the entry's own labels as header.
  static std::string workbook(const std::vector<std::vector<std::string>>& rows, const std::string& code = "CF-ORG") {
    TempDir folder;
    std::vector<std::string> header;
    for (const auto& field : entry(code).fieldSet.fields) header.push_back(field.name);
    auto writer = must(formats::makeTableWriter(folder / "sent.xlsx", "数据", header));
    for (const auto& row : rows) must(writer->row(row));
    must(writer->finish());
    return readFile(folder / "sent.xlsx");
  }
  static std::string importTarget(const std::string& unit = "U1", const std::string& name = "sent.xlsx",
                                  const std::string& more = "") {
    return "/api/imports?entry=CF-ORG&unit=" + unit + "&name=" + name + more;
  }
  /// Waits for the job of an accepted upload and gives its view.
  static json::object finished(const HttpReply& accepted, const std::string& who) {
    EXPECT_EQ(accepted.status, 202) << accepted.body;
    if (accepted.status != 202) return {};
    const std::string path = accepted.header("Location");
    for (int i = 0; i < 600; ++i) {
      const auto reply = as(who).get(path);
      EXPECT_EQ(reply.status, 200) << reply.body;
      if (reply.status != 200) return {};
      auto job = reply.json().as_object();
      const auto state = job.at("state").as_string();
      if (state == "done" || state == "failed") return job;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    ADD_FAILURE() << "the job did not end";
    return {};
  }
  /// Imports rows as the person; gives the batch.
  static std::string batchOf(const std::vector<std::vector<std::string>>& rows, const std::string& who = "clerk",
                             const std::string& unit = "U1") {
    const auto job = finished(as(who).upload(importTarget(unit), workbook(rows)), who);
    if (!job.contains("result") || !job.at("result").is_object()) return "";
    return std::string(job.at("result").as_object().at("batch").as_string());
  }
  static std::vector<std::string> recordsOf(const std::string& batch, const std::string& who = "clerk") {
    const auto reply = as(who).get("/api/records?batch=" + batch);
    EXPECT_EQ(reply.status, 200) << reply.body;
    std::vector<std::string> ids;
    if (reply.status != 200) return ids;
    const auto body = reply.json();
    for (const auto& item : body.at("items").as_array()) ids.emplace_back(item.at("id").as_string());
    return ids;
  }
  static std::string etag(const std::string& path, const std::string& who) { return as(who).get(path).header("ETag"); }
  /// A write to a record with the version just read.
  static HttpReply act(const std::string& who, const std::string& record, const std::string& act,
                       const std::string& body = "{}") {
    const auto path = "/api/records/" + record;
    const HeaderList match{{"If-Match", etag(path, who)}};
    if (act != "submit") return as(who).post(path + "/" + act, body, match);
    HttpCall call;
    call.method = "POST";
    call.target = path + "/submit";
    call.headers = match;
    return as(who).send(call);
  }
  static HttpReply review(const std::string& who, const std::string& record) {
    return act(who, record, "review", R"({"lawful":true,"true":true,"accurate":true})");
  }
  static std::string code(const HttpReply& reply) {
    EXPECT_THAT(reply.header("Content-Type"), HasSubstr("problem+json")) << reply.status << reply.body;
    return reply.status >= 400 ? std::string(reply.json().at("code").as_string()) : "";
  }
  static std::string flowOf(const std::string& record, const std::string& who = "clerk") {
    return std::string(as(who).get("/api/records/" + record).json().at("flow").at("state").as_string());
  }
  static std::vector<std::string> row(int number, const RowChanges& changes = {}) {
    return sampleRow(entry(), number, changes);
  }
  /// Evidence entries of an action on an object, as `medcredit audit list` shows them.
  static std::string audit(const std::string& action, const std::string& object) {
    return server().cli({"audit", "list", "--action", action, "--object", object}).out;
  }
};

TEST_F(MainJob, GoesFromAMessyFileToThePublicAndBack) {
  REQ("R-COLL-24", "R-COLL-17", "R-COLL-18", "R-COLL-22", "R-SEC-01");
  // The clerk sends a workbook with one row that cannot be taken and gets it back with remarks.
  const auto messy = workbook({row(1), row(2, {{"decision-date", "2026-02-30"}})});
  const auto tried = as("clerk").upload(importTarget("U1", "sent.xlsx", "&dryRun=true"), messy);
  ASSERT_EQ(tried.status, 200) << tried.body;
  EXPECT_EQ(tried.json().at("counts").at("rejected").as_int64(), 1);
  EXPECT_TRUE(tried.json().at("batch").is_null());
  const auto first = finished(as("clerk").upload(importTarget(), messy), "clerk");
  const std::string batch(first.at("result").at("batch").as_string());
  const auto details = as("clerk").get("/api/batches/" + batch).json();
  EXPECT_EQ(details.at("counts").at("accepted").as_int64(), 1);
  EXPECT_EQ(details.at("openRejections").as_int64(), 1);
  EXPECT_TRUE(details.at("annotated").as_bool());
  const auto findings = as("clerk").get("/api/batches/" + batch + "/findings").json().at("items").as_array();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].at("field").as_string(), "CF_JDRQ");
  EXPECT_EQ(findings[0].at("row").as_int64(), 3);
  const auto annotated = as("clerk").get("/api/batches/" + batch + "/annotated");
  ASSERT_EQ(annotated.status, 200);
  EXPECT_EQ(annotated.body.substr(0, 2), "PK");

  // The page shows the same: where the findings stand, and what was sent in these rows; the reviewer does not get it.
  const auto grid = as("clerk").get("/api/batches/" + batch + "/grid").json();
  ASSERT_EQ(grid.at("rows").as_array().size(), 1U);
  EXPECT_EQ(grid.at("rows").as_array()[0], boost::json::value({3, 0}));
  EXPECT_EQ(grid.at("groups").as_array().at(0).at("field").as_string(), "CF_JDRQ");
  EXPECT_EQ(grid.at("columns").as_array().at(0).at("column").as_int64(), 1);
  const auto sent = as("clerk").get("/api/batches/" + batch + "/rows?rows=2,3").json().at("items").as_array();
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[0].at("outcome").as_string(), "accepted");
  EXPECT_FALSE(sent[0].at("values").as_object().empty());
  EXPECT_EQ(sent[1].at("outcome").as_string(), "rejected");
  EXPECT_THAT(std::string(boost::json::serialize(sent[1].at("cells"))), HasSubstr("2026-02-30"));
  EXPECT_EQ(sent[1].at("findings").as_array().size(), 1U);
  EXPECT_EQ(as("clerk").get("/api/batches/" + batch + "/rows?rows=3,2").status, 422);
  EXPECT_EQ(as("reviewer").get("/api/batches/" + batch + "/rows?rows=3").status, 403);

  // It corrects the row and sends the file again.
  const auto second = batchOf({row(1), row(2)});
  EXPECT_EQ(as("clerk").get("/api/batches/" + batch).json().at("openRejections").as_int64(), 0);
  EXPECT_THAT(audit("import", second), HasSubstr(second));
  const auto records = recordsOf(second);
  ASSERT_EQ(records.size(), 1U);
  const auto& record = records.front();

  // Evidence is attached; the reviewer reviews; the clerk hands over.
  const auto attached =
      as("clerk").upload("/api/records/" + record + "/attachments?kind=decision&name=a.pdf", std::string(kPdf));
  ASSERT_EQ(attached.status, 201) << attached.body;
  const auto back = as("reviewer").get("/api/records/" + record + "/attachments/1");
  EXPECT_EQ(back.body, kPdf);
  EXPECT_EQ(back.header("X-Content-SM3"), attached.json().at("digest").as_string());
  EXPECT_EQ(review("reviewer", record).status, 200);
  EXPECT_EQ(act("clerk", record, "submit").status, 200);
  EXPECT_EQ(flowOf(record), "submitted");

  // The central desk publishes, exports and enters; status and quality show it.
  const auto due = as("central-desk").get("/api/publicity/due").json().at("items").as_array();
  EXPECT_TRUE(std::any_of(due.begin(), due.end(), [&](const json::value& item) {
    return item.at("record").as_string() == record && item.at("held").is_null();
  }));
  const auto preview = as("central-desk").get("/api/records/" + record + "/publicity/preview");
  ASSERT_EQ(preview.status, 200) << preview.body;
  EXPECT_EQ(as("clerk").get("/api/records/" + record + "/publicity/preview").status, 403);
  const auto published =
      as("central-desk").post("/api/publicity", R"({"records":[")" + record + R"("],"secrecyChecked":true})");
  ASSERT_EQ(published.status, 200) << published.body;
  EXPECT_EQ(published.json().at("published").as_array().size(), 1U) << published.body;
  const auto exported = as("central-desk").post("/api/publicity/export", R"({"entry":"CF-ORG","format":"csv"})");
  EXPECT_EQ(exported.status, 200);
  EXPECT_EQ(exported.header("X-Record-Count"), "1");
  EXPECT_EQ(act("central-desk", record, "enter", R"({"site":"信用洛阳","receipt":"XY-1"})").status, 200);
  EXPECT_EQ(flowOf(record), "entered");
  EXPECT_EQ(as("central-desk").get("/api/status").status, 200);
  EXPECT_GE(as("central-desk").get("/api/quality").json().at("total").at("received").as_int64(), 2);

  // The public sees it until it is withdrawn.
  auto visitor = anybody();
  const auto listing = [&] { return visitor.get("/api/public/publicity?entry=CF-ORG").body; };
  EXPECT_THAT(listing(), HasSubstr("\"" + record + "\""));
  const auto seen = visitor.get("/api/public/publicity/" + record);
  ASSERT_EQ(seen.status, 200);
  EXPECT_EQ(seen.json(), preview.json()) << "what was looked at beforehand is what the public sees";
  EXPECT_EQ(act("central-desk", record, "publicity/withdraw", R"({"reason":"复核"})").status, 200);
  EXPECT_THAT(listing(), Not(HasSubstr("\"" + record + "\"")));
  EXPECT_EQ(visitor.get("/api/public/publicity/" + record).status, 404);

  // Every step stands in the evidence log under the account of who did it.
  for (const auto* action : {"record.attach", "record.review", "record.submit", "record.enter", "publish.run",
                             "publish.withdraw", "record.read", "record.attachment"}) {
    EXPECT_THAT(audit(action, record), HasSubstr(action)) << action;
  }
  EXPECT_THAT(audit("record.review", record), HasSubstr(server().userId("reviewer")));
  EXPECT_EQ(server().cli({"audit", "verify"}).exitCode, 0);
}

TEST_F(MainJob, ARoundIsMadeFromWhatTheGridTells) {
  REQ("R-COLL-19", "R-COLL-17");
  // Two rows are sent back; in one of them the number of the document itself is missing, so nothing but the row tells
  // which one the correction means.
  const auto batch = batchOf({row(201), row(202, {{"decision-date", "2026-02-30"}}), row(203, {{"document-no", ""}})});
  const auto grid = as("clerk").get("/api/batches/" + batch + "/grid").json();
  const auto sent = as("clerk").get("/api/batches/" + batch + "/rows?rows=3,4").json().at("items").as_array();
  ASSERT_EQ(sent.size(), 2U);
  const auto good = row(203);
  // The page repeats the file's own header and rows, changes the cells, and names batch and row in the result column.
  std::string csv;
  for (const auto& column : grid.at("columns").as_array()) csv += std::string(column.at("header").as_string()) + ",";
  csv += "医信校验结果【" + batch + "】\n";
  for (const auto& item : sent) {
    const auto& cells = item.at("cells").as_array();
    for (const auto& column : grid.at("columns").as_array()) {
      const auto at = static_cast<std::size_t>(column.at("column").as_int64() - 1);
      std::string text = at < cells.size() ? std::string(cells[at].as_string()) : "";
      if (text == "2026-02-30") text = "2026-02-27";
      if (column.at("field").as_string() == "CF_WSH" && text.empty()) text = good[at];
      csv += "\"" + text + "\",";
    }
    csv += "【第" + std::to_string(item.at("row").as_int64()) + "行】\n";
  }
  const auto tried = as("clerk").upload(importTarget("U1", "round.csv", "&dryRun=true"), csv);
  ASSERT_EQ(tried.status, 200) << tried.body;
  EXPECT_EQ(tried.json().at("counts").at("rejected").as_int64(), 0) << tried.body;
  EXPECT_EQ(as("clerk").get("/api/batches/" + batch).json().at("openRejections").as_int64(), 2);
  const auto done = finished(as("clerk").upload(importTarget("U1", "round.csv"), csv), "clerk");
  const std::string round(done.at("result").at("batch").as_string());
  EXPECT_EQ(as("clerk").get("/api/batches/" + round).json().at("roundOf").as_string(), batch);
  EXPECT_EQ(as("clerk").get("/api/batches/" + batch).json().at("openRejections").as_int64(), 0);
}

TEST_F(MainJob, ShowsARecordWithVersionsClocksAndOrigin) {
  REQ("R-COLL-01", "R-COLL-18", "R-COLL-22");
  const auto batch = batchOf({row(11)});
  const auto record = recordsOf(batch).front();
  const auto view = as("clerk").get("/api/records/" + record).json();
  EXPECT_EQ(view.at("versions").as_array().size(), 1U);
  const auto& origin = view.at("versions").at(0).at("provenance");
  EXPECT_EQ(origin.at("batch").as_string(), batch);
  EXPECT_EQ(origin.at("actor").as_string(), server().userId("clerk"));
  EXPECT_EQ(origin.at("fileRow").as_int64(), 2);
  for (const auto* clock : {"retention", "use", "publicity"}) {
    EXPECT_FALSE(view.at("clocks").at(clock).at("why").as_string().empty()) << clock;
  }
  EXPECT_EQ(view.at("missingEvidence").at(0).at("kind").as_string(), "decision");
  EXPECT_EQ(view.at("flow").at("heldBy").as_string(), "COLL-0074");
}

TEST_F(MainJob, TakesARecordByHandAndItsCorrection) {
  REQ("R-COLL-03", "R-COLL-17");
  json::object values;
  const auto cells = row(21);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!cells[i].empty()) values[entry().fieldSet.fields[i].id()] = cells[i];
  }
  const json::object body{{"entry", "CF-ORG"}, {"unit", "U1"}, {"values", values}};
  const auto created = as("clerk").post("/api/records", json::serialize(body));
  ASSERT_EQ(created.status, 201) << created.body;
  const std::string record(created.json().at("id").as_string());
  EXPECT_EQ(created.header("Location"), "/api/records/" + record);
  auto wrong = body;
  wrong["values"].as_object()["CF_JDRQ"] = "2026-02-30";
  const auto refused = as("clerk").post("/api/records", json::serialize(wrong));
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.json().at("errors").at(0).at("field").as_string(), "values.CF_JDRQ");
  EXPECT_EQ(code(as("clerk").post("/api/records", json::serialize(body))), "COLL-0058");

  const auto corrected =
      act("clerk", record, "correct", R"({"kind":"correction","cause":"错报","values":{"CF_NR":"更正后的内容"}})");
  ASSERT_EQ(corrected.status, 200) << corrected.body;
  EXPECT_EQ(corrected.header("ETag"), "\"2\"");
  EXPECT_EQ(act("clerk", record, "void", R"({"kind":"void","reason":"重复录入"})").status, 200);
  EXPECT_EQ(as("clerk").get("/api/records/" + record).json().at("state").as_string(), "void");
}

TEST_F(MainJob, AnswersAboutOtherUnitsLikeAboutNothing) {
  REQ("R-SEC-03", "R-DISC-11");
  const auto batch = batchOf({row(31)}, "clerk@U2", "U2");
  const auto record = recordsOf(batch, "clerk@U2").front();
  for (const std::string& path :
       {"/api/batches/" + batch, "/api/batches/" + batch + "/findings", "/api/batches/" + batch + "/annotated",
        "/api/records/" + record, "/api/records/" + record + "/attachments/1"}) {
    const auto other = as("clerk").get(path);
    EXPECT_EQ(other.status, 404) << path;
    EXPECT_EQ(code(other), "ACCS-0401") << path;
  }
  EXPECT_EQ(as("clerk").get("/api/records/R999999").status, 404);
  EXPECT_EQ(as("clerk").get("/api/batches/B999999").status, 404);
  EXPECT_TRUE(recordsOf(batch).empty());
  EXPECT_EQ(code(as("clerk").upload(importTarget("U2"), workbook({row(32)}))), "ACCS-0401");
  EXPECT_EQ(code(as("clerk").post("/api/records", R"({"entry":"CF-ORG","unit":"U2","values":{"CF_WSH":"1"}})")),
            "ACCS-0401");
  EXPECT_EQ(code(as("clerk").post("/api/nil-reports", R"({"entry":"CF-ORG","unit":"U2","period":"2026-01"})")),
            "ACCS-0401");
  EXPECT_EQ(
      code(as("clerk").post("/api/batches/" + batch + "/withdraw", R"({"reason":"试"})", {{"If-Match", "\"1\""}})),
      "ACCS-0401");
  const HeaderList match{{"If-Match", "\"1\""}};
  EXPECT_EQ(
      code(as("reviewer")
               .post("/api/records/" + record + "/review", R"({"lawful":true,"true":true,"accurate":true})", match)),
      "ACCS-0401");
  EXPECT_EQ(as("clerk").get("/api/status?unit=U2").status, 404);
  EXPECT_EQ(as("clerk").get("/api/self-check?unit=U2").status, 404);
  const auto quality = as("clerk").get("/api/quality").json();
  for (const auto& group : quality.at("groups").as_array()) {
    EXPECT_EQ(group.at("unit").as_string(), "U1");
  }
  EXPECT_EQ(flowOf(record, "clerk@U2"), "draft") << "nothing was changed";
}

TEST_F(MainJob, RefusesTheWrongRoleAndTheWrongOrder) {
  REQ("R-COLL-17", "R-DISC-11", "R-SEC-03");
  const auto record = recordsOf(batchOf({row(41)})).front();
  EXPECT_EQ(review("clerk", record).status, 403) << "no role both enters and reviews";
  EXPECT_EQ(act("reviewer", record, "submit").status, 403);
  EXPECT_EQ(code(act("clerk", record, "submit")), "COLL-0070");
  const auto early =
      as("central-desk").post("/api/publicity", R"({"records":[")" + record + R"("],"secrecyChecked":true})");
  ASSERT_EQ(early.status, 200);
  EXPECT_TRUE(early.json().at("published").as_array().empty());
  EXPECT_EQ(early.json().at("skipped").at(0).at("code").as_string(), "COLL-0074");
  EXPECT_EQ(code(as("central-desk").post("/api/publicity", R"({"all":true,"secrecyChecked":false})")), "PUBL-0001");
  EXPECT_EQ(as("clerk").post("/api/publicity", R"({"all":true,"secrecyChecked":true})").status, 403);
  EXPECT_EQ(code(act("reviewer", record, "review", R"({"lawful":true,"true":false,"accurate":true})")), "COLL-0072");
  EXPECT_EQ(as("system-admin").get("/api/records").status, 403);
  auto nobody = anybody();
  EXPECT_EQ(nobody.get("/api/records").status, 401);
  EXPECT_EQ(flowOf(record), "draft");
}

TEST_F(MainJob, RefusesWhoEnteredEvenWithTheReviewersRole) {
  REQ("R-COLL-17");
  const auto record = recordsOf(batchOf({row(51)}, "clerk#2")).front();
  // The person changes office: clerk yesterday, reviewer today.
  const auto id = server().userId("clerk#2");
  const auto path = "/api/users/" + id;
  const auto changed = as("security-admin")
                           .put(path + "/roles", R"({"roles":["reviewer"]})",
                                {{"If-Match", as("security-admin").get(path).header("ETag")}});
  ASSERT_EQ(changed.status, 200) << changed.body;
  auto again = server().signIn("clerk#2");
  const HeaderList match{{"If-Match", "\"1\""}};
  const auto refused =
      again.post("/api/records/" + record + "/review", R"({"lawful":true,"true":true,"accurate":true})", match);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(code(refused), "COLL-0071");
}

TEST_F(MainJob, RefusesBadUploadsAndStoresNothingOfThem) {
  REQ("R-COLL-04", "R-COLL-19", "R-COLL-22");
  const auto good = workbook({row(61)});
  EXPECT_EQ(code(as("clerk").upload("/api/imports?entry=NONE&unit=U1&name=a.xlsx", good)), "ACCS-0401");
  EXPECT_EQ(code(as("clerk").upload(importTarget("NONE"), good)), "ACCS-0401");
  EXPECT_EQ(code(as("clerk").upload(importTarget(), "")), "COLL-0080");
  EXPECT_EQ(code(as("clerk").upload(importTarget(), std::string(kPdf))), "FILE-0003") << "a renamed file";
  EXPECT_EQ(code(as("clerk").upload("/api/imports?unit=U1&name=a.xlsx", good)), "HTTP-0025");
  EXPECT_EQ(code(as("clerk").upload(importTarget("U1", "a.xlsx", "&received=2999-01-01"), good)), "COLL-0013");
  EXPECT_EQ(as("clerk").post(importTarget(), "{}").status, 415);
  const auto record = recordsOf(batchOf({row(62)})).front();
  const auto attach = [&](const std::string& query, const std::string& bytes) {
    return code(as("clerk").upload("/api/records/" + record + "/attachments?" + query, bytes));
  };
  EXPECT_EQ(attach("kind=decision&name=a.png", std::string(kPdf)), "COLL-0083");
  EXPECT_EQ(attach("kind=decision&name=a.pdf", "MZ program"), "COLL-0082");
  EXPECT_EQ(attach("kind=decision&name=..%2Fa.pdf", std::string(kPdf)), "COLL-0084");
  EXPECT_EQ(attach("kind=decision&name=a.pdf", ""), "COLL-0080");
  EXPECT_TRUE(as("clerk").get("/api/records/" + record).json().at("attachments").as_array().empty());
}

TEST_F(MainJob, TwoPeopleOnOneObjectDoNotOverwriteEachOther) {
  REQ("R-COLL-17");
  const auto batch = batchOf({row(71)});
  const auto path = "/api/batches/" + batch;
  const auto version = etag(path, "clerk");
  EXPECT_EQ(as("clerk").post(path + "/withdraw", R"({"reason":"试"})").status, 428);
  const HeaderList match{{"If-Match", version}};
  EXPECT_EQ(as("clerk").post(path + "/withdraw", R"({"reason":"发错文件"})", match).status, 200);
  EXPECT_EQ(as("clerk#3").post(path + "/withdraw", R"({"reason":"也要撤"})", match).status, 412);
  EXPECT_EQ(etag(path, "clerk"), "\"2\"");

  const auto record = recordsOf(batchOf({row(72)})).front();
  const HeaderList stale{{"If-Match", "\"1\""}};
  ASSERT_EQ(act("clerk", record, "correct", R"({"kind":"correction","cause":"错报","values":{"CF_NR":"甲"}})").status,
            200);
  EXPECT_EQ(as("clerk#3")
                .post("/api/records/" + record + "/correct",
                      R"({"kind":"correction","cause":"错报","values":{"CF_NR":"乙"}})", stale)
                .status,
            412);
  EXPECT_EQ(as("reviewer")
                .post("/api/records/" + record + "/review", R"({"lawful":true,"true":true,"accurate":true})", stale)
                .status,
            412)
      << "the reviewer read an older version";
}

TEST_F(MainJob, TheSameUploadTwiceCountsOnce) {
  REQ("R-COLL-20");
  const auto bytes = workbook({row(81)});
  const HeaderList key{{"Idempotency-Key", "upload-81"}};
  const auto first = as("clerk").upload(importTarget(), bytes, key);
  const auto again = as("clerk").upload(importTarget(), bytes, key);
  EXPECT_EQ(first.header("Location"), again.header("Location"));
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
  const auto job = finished(first, "clerk");
  const auto repeat = finished(as("clerk").upload(importTarget(), bytes), "clerk");
  EXPECT_TRUE(repeat.at("result").at("alreadyStored").as_bool());
  EXPECT_EQ(repeat.at("result").at("batch").as_string(), job.at("result").at("batch").as_string());
}

TEST_F(MainJob, ALostConnectionInMidUploadLeavesNothing) {
  REQ("R-COLL-04");
  const auto count = [] { return as("clerk").get("/api/batches?limit=200").json().at("items").as_array().size(); };
  const auto before = count();
  const auto bytes = workbook({row(91)});
  HttpClient client(server().port());
  ASSERT_TRUE(client.connect());
  auto& clerk = as("clerk");
  ASSERT_TRUE(client.sendRaw("POST " + importTarget() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + clerk.cookie +
                             "\r\nX-CSRF-Token: " + clerk.csrf + "\r\nIdempotency-Key: lost-1\r\n" +
                             "Content-Type: application/octet-stream\r\nContent-Length: " +
                             std::to_string(bytes.size()) + "\r\n\r\n" + bytes.substr(0, bytes.size() / 2)));
  client.close();
  EXPECT_EQ(as("clerk").get("/api/records?limit=1").status, 200) << "the server lives";
  EXPECT_EQ(count(), before);
  // The same key is free: nothing was done under it.
  EXPECT_EQ(as("clerk").upload(importTarget(), bytes, {{"Idempotency-Key", "lost-1"}}).status, 202);
}

TEST_F(MainJob, AFileNobodyCanReadEndsAsAFailedJobWithItsReason) {
  REQ("R-COLL-19");
  const auto job = finished(as("clerk").upload(importTarget("U1", "a.csv"), "只有一行\n没有表头\n"), "clerk");
  EXPECT_EQ(job.at("state").as_string(), "failed");
  EXPECT_THAT(json::serialize(job), HasSubstr("COLL-0004"));
}

TEST_F(MainJob, PagesAndFiltersTheWorklist) {
  REQ("R-COLL-18");
  const auto batch = batchOf({row(101), row(102), row(103)});
  std::vector<std::string> seen;
  std::string next;
  do {
    const auto page = as("clerk").get("/api/records?limit=2&batch=" + batch + (next.empty() ? "" : "&cursor=" + next));
    ASSERT_EQ(page.status, 200) << page.body;
    const auto body = page.json().as_object();
    for (const auto& item : body.at("items").as_array()) seen.emplace_back(item.at("id").as_string());
    next = body.contains("next") ? std::string(body.at("next").as_string()) : "";
  } while (!next.empty());
  EXPECT_EQ(seen, recordsOf(batch));
  EXPECT_EQ(as("clerk").get("/api/records?flow=draft&batch=" + batch).json().at("items").as_array().size(), 3U);
  EXPECT_TRUE(as("clerk").get("/api/records?flow=entered&batch=" + batch).json().at("items").as_array().empty());
  EXPECT_EQ(as("clerk").get("/api/records?flow=unknown").status, 422);
  EXPECT_EQ(as("clerk").get("/api/records?batch=x").status, 422);
  EXPECT_EQ(as("clerk").get("/api/records?cursor=made-up").status, 422);
}

TEST_F(MainJob, TheCatalogueAnswersAndTakesDemands) {
  REQ("R-CAT-09", "R-COLL-04");
  EXPECT_EQ(as("clerk").get("/api/catalogue/CF-ORG").json().at("code").as_string(), "CF-ORG");
  EXPECT_EQ(as("clerk").get("/api/catalogue/NONE").status, 404);
  const auto form = as("clerk").get("/api/catalogue/CF-ORG/template");
  EXPECT_EQ(form.body.substr(0, 2), "PK");
  EXPECT_EQ(as("clerk").get("/api/workdays/add?from=2026-02-13&days=7").json().at("date").as_string(), "2026-03-02");
  EXPECT_EQ(as("clerk").get("/api/workdays/add?from=2026-02-13").status, 422);
  const auto verdict =
      as("clerk").post("/api/identifiers/check", R"({"kind":"usc","value":")" + sampleCode(1) + R"("})");
  EXPECT_TRUE(verdict.json().at("valid").as_bool()) << verdict.body;
  const auto made = as("clerk").post("/api/catalogue-demands",
                                     R"({"unit":"U1","entry":"HJ-ORG","change":"add","text":"归集环境监测信息"})");
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string demand(made.json().at("id").as_string());
  EXPECT_EQ(
      as("clerk").post("/api/catalogue-demands/" + demand + "/decide", R"({"approve":true,"reason":"同意"})").status,
      403);
  EXPECT_EQ(as("central-desk")
                .post("/api/catalogue-demands/" + demand + "/decide",
                      R"({"approve":true,"reason":"同意","effectiveFrom":"2099-01-01"})")
                .status,
            200);
  const auto list = as("clerk").get("/api/catalogue-demands?state=approved").json().at("items").as_array();
  ASSERT_FALSE(list.empty());
  EXPECT_EQ(list[0].at("effectiveFrom").as_string(), "2099-01-01");
  EXPECT_EQ(as("clerk").get("/api/catalogue/CF-ORG/versions").status, 200);
}

}  // namespace
}  // namespace medcredit::test
