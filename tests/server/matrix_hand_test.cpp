// Sixty cells written by hand from the source documents: who may do what, and the article that says so. An error in the
// data files themselves would pass the generated matrix; it does not pass these.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "server/cells.h"
#include "service/access/delegates.h"
#include "service/grants.h"

namespace medcredit::test {
namespace {

/// 200 stands for "answered": any 2xx.
struct HandCell {
  const char* who;
  const char* method;
  const char* target;  ///< {own.org} record, {own.orgSubject}, {own.code}, … of a place
  int status;
  const char* source;
  const char* purpose = "";
};

constexpr const char* kHainan5 = "003_f4e4965c2585fd3d.txt 第五条";
constexpr const char* kHainan9 = "003_f4e4965c2585fd3d.txt 第九条";
constexpr const char* kHainan24 = "003_f4e4965c2585fd3d.txt 第二十四条";
constexpr const char* kHainan27 = "003_f4e4965c2585fd3d.txt 第二十七条";
constexpr const char* kHainan28 = "003_f4e4965c2585fd3d.txt 第二十八条";
constexpr const char* kHainan29 = "003_f4e4965c2585fd3d.txt 第二十九条";
constexpr const char* kHainan30 = "003_f4e4965c2585fd3d.txt 第三十条";
constexpr const char* kHainan53 = "003_f4e4965c2585fd3d.txt 第五十三条";
constexpr const char* kHainan54 = "003_f4e4965c2585fd3d.txt 第五十四条（五）";
constexpr const char* kLuoyang22 = "000_d53bbf40e741ace9.txt L22 谁提供、谁负责";
constexpr const char* kLuoyangAnnex = "000_d53bbf40e741ace9.txt 附件 自然人条目不公开";

const HandCell kCells[] = {
    // Publicity: open to everybody without signing in, organisations only
    {"", "GET", "/api/public/publicity", 200, kHainan29},
    {"", "GET", "/api/public/publicity/{own.org}", 200, kHainan27},
    {"", "GET", "/api/public/publicity/{own.person}", 404, kLuoyangAnnex},
    {"", "GET", "/api/public/publicity/{child.internal}", 404, kHainan9},
    {"", "GET", "/api/public/subjects/{own.code}", 200, kHainan29},
    {"", "GET", "/api/public/subjects/{own.personCode}", 404, kLuoyangAnnex},
    {"", "GET", "/api/public/rules", 200, kHainan28},
    {"clerk", "GET", "/api/public/publicity/{own.person}", 404, kLuoyangAnnex},
    {"subject", "GET", "/api/public/publicity/{own.person}", 404, kLuoyangAnnex},
    {"audit-admin", "GET", "/api/public/publicity/{own.org}", 200, kHainan27},
    // Nothing else without signing in
    {"", "GET", "/api/records", 401, kHainan28},
    {"", "GET", "/api/records/{own.org}", 401, kHainan28},
    {"", "GET", "/api/subjects/{own.orgSubject}", 401, kHainan30},
    {"", "GET", "/api/me/archive", 401, kHainan30},
    {"", "GET", "/api/authorised/subjects/{own.personCode}?purpose=cooperation", 401, kHainan30},
    {"", "GET", "/api/shared/subjects/{own.code}?purpose=supervision", 401, kHainan27},
    // The supplying office keeps its own
    {"clerk", "GET", "/api/records/{own.org}", 200, kLuoyang22},
    {"clerk", "GET", "/api/records/{own.person}", 200, kLuoyang22},
    {"clerk", "GET", "/api/records/{own.internal}", 200, kHainan9},
    {"clerk", "GET", "/api/records/{same-region.org}", 404, kLuoyang22},
    {"clerk", "GET", "/api/records/{child.org}", 404, kLuoyang22},
    {"clerk", "GET", "/api/records/{parent.org}", 404, kLuoyang22},
    {"clerk", "GET", "/api/records/{other.person}", 404, kLuoyang22},
    {"clerk", "GET", "/api/batches/{same-region.batch}", 404, kLuoyang22},
    {"reviewer", "GET", "/api/records/{own.org}", 200, kLuoyang22},
    {"reviewer", "GET", "/api/records/{sibling.org}", 404, kLuoyang22},
    // The central desk supervises the city, but not what is internal to another office
    {"central-desk", "GET", "/api/records/{own.org}", 200, "000_d53bbf40e741ace9.txt L19"},
    {"central-desk", "GET", "/api/records/{same-region.org}", 200, "000_d53bbf40e741ace9.txt L19"},
    {"central-desk", "GET", "/api/records/{child.person}", 200, kHainan24},
    {"central-desk", "GET", "/api/records/{child.internal}", 404, kHainan9},
    {"central-desk", "GET", "/api/records/{sibling.org}", 404, kHainan28},
    {"central-desk", "GET", "/api/records/{parent.org}", 404, kHainan28},
    {"central-desk", "GET", "/api/subjects/{other.personSubject}", 404, kHainan28},
    // Revealing asks for a lawful purpose and for the right to do it
    {"central-desk", "POST", "/api/subjects/{own.personSubject}/reveal", 403, kHainan24},
    {"central-desk", "POST", "/api/subjects/{own.personSubject}/reveal", 200, kHainan24, "supervision"},
    {"central-desk", "POST", "/api/subjects/{own.personSubject}/reveal", 403, kHainan24, "financing"},
    {"clerk", "POST", "/api/subjects/{own.personSubject}/reveal", 403, kHainan28, "supervision"},
    {"central-desk", "POST", "/api/subjects/{other.personSubject}/reveal", 404, kHainan28, "supervision"},
    // The three administrators hold no business information
    {"system-admin", "GET", "/api/records", 403, kHainan53},
    {"system-admin", "GET", "/api/subjects/{own.orgSubject}", 403, kHainan53},
    {"security-admin", "GET", "/api/records/{own.org}", 403, kHainan53},
    {"security-admin", "GET", "/api/subjects/{own.personSubject}", 403, kHainan53},
    {"audit-admin", "GET", "/api/records/{own.org}", 403, kHainan53},
    {"audit-admin", "GET", "/api/users", 200, kHainan53},
    {"clerk", "GET", "/api/audit/anomalies", 403, kHainan54},
    {"audit-admin", "GET", "/api/audit/anomalies", 200, kHainan54},
    {"system-admin", "GET", "/api/audit/anomalies", 403, kHainan53},
    // The subject sees its own, and only through its own door
    {"subject", "GET", "/api/me/archive", 200, kHainan30},
    {"subject", "GET", "/api/me/access-log", 200, kHainan30},
    {"subject", "GET", "/api/me/grants", 200, kHainan30},
    {"subject", "GET", "/api/records/{own.person}", 403, kHainan28},
    {"subject", "GET", "/api/subjects/{own.personSubject}", 403, kHainan28},
    {"clerk", "GET", "/api/me/archive", 403, kHainan30},
    // Third parties: authorisation, purpose; agencies: the result
    {"third-party", "GET", "/api/authorised/subjects/{own.personCode}?purpose=cooperation", 200, kHainan30},
    {"third-party", "GET", "/api/authorised/subjects/{own.personCode}?purpose=financing", 403, kHainan30},
    {"third-party", "GET", "/api/authorised/subjects/{own.personCode}?purpose=supervision", 403, kHainan24},
    {"third-party", "GET", "/api/authorised/subjects/{other.personCode}?purpose=cooperation", 403, kHainan30},
    {"credit-agency", "GET", "/api/authorised/subjects/{own.personCode}?purpose=credit-service", 403, kHainan5},
    {"third-party", "GET", "/api/shared/subjects/{own.code}?purpose=supervision", 403, kHainan27},
    {"partner-system", "GET", "/api/shared/subjects/{own.code}?purpose=supervision", 200, kHainan27},
    {"partner-system", "GET", "/api/shared/subjects/{own.code}?purpose=financing", 403, kHainan24},
    {"partner-system", "GET", "/api/shared/subjects/{own.personCode}?purpose=supervision", 404, kLuoyangAnnex},
    {"partner-system", "GET", "/api/authorised/subjects/{own.code}?purpose=cooperation", 403, kHainan27},
    {"partner-system", "GET", "/api/records", 403, kHainan28},
    // Bulk exports
    {"clerk", "GET", "/api/exports", 403, kHainan54},
    {"unit-head", "GET", "/api/export-approvals", 200, kHainan54},
    {"business-office", "GET", "/api/export-approvals", 403, kHainan54},
    {"business-office", "GET", "/api/exports", 200, kHainan54},
};

class HandMatrix : public WorldTestOf<HandMatrix> {
 protected:
  /// The account "subject" speaks for the person of the own authority, which authorised the third party.
  static void authorise() {
    const auto person = service::parsePublicId('S', world().place(Relation::kOwn).personSubject).value();
    const auto account = server().userId("subject");
    const auto third = server().userId("third-party");
    server().operate([&](service::Context& context) {
      must(service::access::verifyIdentity(context, {account, world().place(Relation::kOwn).personCode, "counter"}));
      service::access::NewDelegation delegation;
      delegation.user = account;
      delegation.subjectId = person;
      delegation.basis = "self";
      must(service::access::authorise(context, delegation));
      service::NewGrant grant;
      grant.subjectId = person;
      grant.grantee = third;
      grant.purpose = "cooperation";
      grant.scope = {"negative"};
      grant.from = *base::CivilDate::parseIso("2026-03-01");
      grant.to = *base::CivilDate::parseIso("2026-04-01");
      (void)must(service::createGrant(context, grant));
    });
  }
  static std::string filled(std::string target) {
    for (const auto& place : world().places()) {
      const std::string head = "{" + std::string(relationName(place.relation)) + ".";
      const std::pair<const char*, const std::string*> names[] = {
          {"org}", &place.orgRecord},           {"person}", &place.personRecord},
          {"internal}", &place.internalRecord}, {"batch}", &place.orgBatch},
          {"orgSubject}", &place.orgSubject},   {"personSubject}", &place.personSubject},
          {"personCode}", &place.personCode},   {"code}", &place.orgCode}};
      for (const auto& [name, value] : names) {
        const auto at = target.find(head + name);
        if (at != std::string::npos) target.replace(at, head.size() + std::string(name).size(), *value);
      }
    }
    return target;
  }
};

TEST_F(HandMatrix, SixtyCellsFromTheSourceDocuments) {
  REQ("R-DISC-01", "R-DISC-02", "R-DISC-04", "R-DISC-05", "R-DISC-06", "R-DISC-08", "R-DISC-11", "R-SEC-02",
      "R-SEC-08");
  static_assert(std::size(kCells) >= 60);
  authorise();
  for (const auto& cell : kCells) {
    HttpCall call;
    call.method = cell.method;
    call.target = filled(cell.target);
    ASSERT_EQ(call.target.find('{'), std::string::npos) << cell.target;
    if (*cell.purpose != '\0') call.headers.emplace_back("X-Purpose", cell.purpose);
    if (call.method == "POST") {
      call.headers.emplace_back("Content-Type", "application/json");
      call.body = "{}";
    }
    HttpReply reply;
    if (*cell.who == '\0') {
      auto nobody = anybody();
      reply = nobody.send(std::move(call));
    } else {
      reply = as(cell.who).send(std::move(call));
    }
    const auto where = std::string(*cell.who == '\0' ? "nobody" : cell.who) + " " + cell.method + " " + cell.target +
                       " " + cell.purpose + " [" + cell.source + "] " + reply.body.substr(0, 300);
    if (cell.status == 200) {
      EXPECT_EQ(reply.status / 100, 2) << reply.status << " " << where;
    } else {
      EXPECT_EQ(reply.status, cell.status) << where;
    }
  }
}

TEST_F(HandMatrix, TheSixStagesEachHaveTheirGuard) {
  REQ("R-SEC-02");
  const auto& own = world().place(Relation::kOwn);
  const auto& other = world().place(Relation::kOther);
  auto nobody = anybody();
  // 采集: who may not enter cannot; 归集: another unit's file is not taken
  EXPECT_EQ(as("reviewer").post("/api/records", R"({"entry":"CF-ORG","unit":"U1","values":{"CF_WSH":"甲"}})").status,
            403);
  EXPECT_EQ(as("clerk").upload("/api/imports?entry=CF-ORG&unit=" + other.unit + "&name=a.csv", "a\r\n").status, 404);
  // 披露: no person on the public pages
  EXPECT_EQ(nobody.get("/api/public/publicity/" + own.personRecord).status, 404);
  // 共享: only for a purpose of the list
  EXPECT_EQ(as("partner-system").get("/api/shared/subjects/" + own.orgCode + "?purpose=curiosity").status, 403);
  // 查询: not without the subject's authorisation
  EXPECT_EQ(as("third-party").get("/api/authorised/subjects/" + other.personCode + "?purpose=cooperation").status, 403);
  // 应用: what is used in bulk needs purpose and reason
  EXPECT_EQ(as("business-office")
                .post("/api/exports", R"({"entry":"CF-ORG","purpose":"financing","reason":"总结","format":"csv"})")
                .status,
            403);
}

}  // namespace
}  // namespace medcredit::test
