// Anybody may say what is wrong with a published record; the office that supplied it is told, once, in fixed words.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "support/records_factory.h"
#include "support/server_fixture.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;

class Corrections : public ServerTestOf<Corrections> {
 protected:
  /// A licence of office U1 that is published.
  static std::string published() {
    static const std::string id = [] {
      static const RecordsFactory factory(law(), "XK-ORG");
      json::object values;
      const auto names = factory.header();
      const auto cells = factory.row(1);
      for (std::size_t i = 0; i < names.size(); ++i) {
        if (!cells[i].empty()) values[names[i]] = cells[i];
      }
      const auto made = as("clerk").post(
          "/api/records", json::serialize(json::object{{"entry", "XK-ORG"}, {"unit", "U1"}, {"values", values}}));
      EXPECT_EQ(made.status, 201) << made.body;
      const std::string record(made.json().at("id").as_string());
      const HeaderList first{{"If-Match", "\"1\""}};
      EXPECT_EQ(as("clerk")
                    .upload("/api/records/" + record + "/attachments?kind=decision&name=a.pdf", "%PDF-1.4\n%%EOF\n")
                    .status,
                201);
      EXPECT_EQ(as("reviewer")
                    .post("/api/records/" + record + "/review", R"({"lawful":true,"true":true,"accurate":true})", first)
                    .status,
                200);
      EXPECT_EQ(as("clerk").post("/api/records/" + record + "/submit", "", first).status, 200);
      const auto shown =
          as("central-desk")
              .post("/api/publicity",
                    json::serialize(json::object{{"secrecyChecked", true}, {"records", json::array{record}}}));
      EXPECT_EQ(shown.status, 200) << shown.body;
      return record;
    }();
    return id;
  }
  static HttpReply report(const json::object& body, const std::string& from) {
    HttpClientOptions options;
    options.bindTo = from;  // each test is another visitor to the meter
    return HttpClient(server().port(), options).post("/api/public/corrections", json::serialize(body));
  }
  static std::string told(const std::string& who) { return as(who).get("/api/me/notices").body; }
};

TEST_F(Corrections, TheOfficeThatSuppliedTheRecordIsToldOnceADay) {
  const auto record = published();
  const auto listing = anybody().get("/api/public/publicity/" + record);
  ASSERT_EQ(listing.status, 200) << listing.body;
  const json::object body{{"record", record}, {"field", "XK_NR"}, {"reason", "wrong"}};
  EXPECT_EQ(report(body, "127.0.0.2").status, 204);
  EXPECT_EQ(report(body, "127.0.0.2").status, 204) << "the same again is no error";
  const auto text = told("clerk");
  const auto at = text.find("公众反映公示信息 " + record);
  ASSERT_NE(at, std::string::npos) << text;
  EXPECT_NE(text.find("许可内容"), std::string::npos) << "the field by its name";
  EXPECT_EQ(text.find("公众反映公示信息 " + record, at + 1), std::string::npos) << "told once";
  EXPECT_EQ(told("clerk@U2").find("公众反映"), std::string::npos) << "nobody else is told";
}

TEST_F(Corrections, WhatThePublicCannotSeeCannotBeAskedAbout) {
  for (const auto& body :
       {json::object{{"record", "R99999"}, {"reason", "wrong"}}, json::object{{"record", "X1"}, {"reason", "wrong"}},
        json::object{{"record", published()}, {"field", "NO_SUCH"}, {"reason", "wrong"}}}) {
    const auto reply = report(body, "127.0.0.3");
    EXPECT_EQ(reply.status, 404) << reply.body;
    EXPECT_EQ(reply.json().at("code").as_string(), "ACCS-0401");
  }
}

TEST_F(Corrections, OnlyTheListedReasonsAndNoFreeText) {
  EXPECT_EQ(report({{"record", published()}, {"reason", "because"}}, "127.0.0.4").status, 422);
  EXPECT_EQ(report({{"record", published()}, {"reason", "wrong"}, {"text", "<script>"}}, "127.0.0.4").status, 422);
  EXPECT_EQ(report({{"reason", "wrong"}}, "127.0.0.4").status, 422);
}

TEST_F(Corrections, OneAddressCannotFloodAnOffice) {
  int refused = 0;
  for (int i = 0; i < 12; ++i) {
    const auto reply = report({{"record", published()}, {"reason", "repeated"}}, "127.0.0.5");
    if (reply.status == 429) ++refused;
  }
  EXPECT_GE(refused, 2) << "five in a minute at most";
}

}  // namespace
}  // namespace medcredit::test
