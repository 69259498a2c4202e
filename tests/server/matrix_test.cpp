// The authorisation matrix: every operation of the document × every role × the relation of the object's authority to
// the asker's. What is expected comes from the data (roles.yaml, the document's permissions, the seats of the
// authorities), never from the program's own decision.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <functional>
#include <set>

#include "server/cells.h"
#include "service/access/delegates.h"

namespace medcredit::test {
namespace {

/// Who asks. Roles with a scope of the city see the authorities of 4103xx, the others their own.
struct Asker {
  std::string who, role, unit;
  bool city = false;
};

class Matrix : public WorldTestOf<Matrix> {
 protected:
  static std::vector<Asker> askers() {
    std::vector<Asker> out{{"", "", "", false}};
    for (const auto& [role, permissions] : rolesOfTheFile()) {
      out.push_back({role, role, "U1", role == "central-desk" || role == "unit-head"});
    }
    // The same offices seen from below, beside and above
    for (const char* who : {"clerk@C1", "reviewer@C1", "business-office@C1", "clerk@U2", "business-office@P1"}) {
      const std::string text(who);
      out.push_back({who, text.substr(0, text.find('@')), text.substr(text.find('@') + 1), false});
    }
    return out;
  }
  static HttpReply ask(const Asker& asker, HttpCall call) {
    if (asker.who.empty()) {
      auto nobody = anybody();
      return nobody.send(std::move(call));
    }
    return as(asker.who).send(std::move(call));
  }
  /// By the seats alone: an office sees itself, a desk of the city every authority of 4103xx.
  static bool inScope(const Asker& asker, const Place& place) {
    return place.unit == asker.unit || (asker.city && place.region.starts_with("4103"));
  }
  static bool isOutsider(const Asker& asker) {
    static const std::set<std::string, std::less<>> kOutside{"subject", "partner-system", "credit-agency",
                                                             "third-party"};
    return kOutside.count(asker.role) != 0;
  }
  /// 401, 403, 404, or 0: not refused for want of rights.
  static int expected(const Operation& op, const Asker& asker, const Cell& cell, const Place& place) {
    if (op.permission == "public") return 0;
    if (asker.who.empty()) return 401;
    if (op.permission == "signed-in") return 0;
    static const auto kRoles = rolesOfTheFile();
    const auto& permissions = kRoles.at(asker.role);
    if (std::find(permissions.begin(), permissions.end(), op.permission) == permissions.end()) return 403;
    if (cell.scoped && !inScope(asker, place)) return 404;
    // A returned file repeats what was sent in, in clear: only who sends in files gets it back
    const bool sends = std::find(permissions.begin(), permissions.end(), "collect.enter") != permissions.end();
    return op.id == "getAnnotated" && !sends ? 403 : 0;
  }
  /// Values that identify the natural persons of the world.
  static std::vector<std::string> personal() {
    std::vector<std::string> out;
    for (const auto& place : world().places()) out.push_back(place.personCode);
    return out;
  }
  static void expectNoPersonalNumbers(const HttpReply& reply, const HttpCall& call, const std::string& who) {
    for (const auto& number : personal()) {
      if (call.target.find(number) != std::string::npos) continue;
      EXPECT_EQ(reply.body.find(number), std::string::npos) << who << " " << call.method << " " << call.target;
    }
  }
};

TEST_F(Matrix, EveryCellIsAnsweredAsTheDataSaysAndDenialsChangeNothing) {
  REQ("R-DISC-11", "R-SEC-02", "R-SEC-03", "R-DISC-10");
  std::size_t cells = 0;
  std::size_t denied = 0;
  const auto conn = server().conn();
  (void)world();
  const auto all = askers();
  for (const auto& asker : all) {
    if (!asker.who.empty()) (void)as(asker.who);
  }
  std::set<std::string> asked;  // no cell twice
  for (const auto& op : operations()) {
    const auto before = businessDigest(*conn);
    for (const auto& asker : all) {
      for (const auto& place : world().places()) {
        for (const bool person : {false, true}) {
          const auto cell = cellFor(op, place, person);
          const int want = expected(op, asker, cell, place);
          const bool session = touchesSession(op) || op.id == "metrics";
          if (want == 0 && (op.method != "GET" || session || op.path.find("/events") != std::string::npos)) continue;
          if (!asked.insert(asker.who + " " + op.method + cell.call.target + cell.call.body).second) continue;
          const auto reply = ask(asker, cell.call);
          ++cells;
          denied += want == 0 ? 0 : 1;
          const auto where = op.id + " as " + (asker.who.empty() ? "nobody" : asker.who) + " about " +
                             relationName(place.relation) + (person ? " (person) " : " ") + reply.body.substr(0, 300);
          if (want != 0) {
            EXPECT_EQ(reply.status, want) << where;
          } else if (op.permission == "signed-in" && isOutsider(asker)) {
            // Systems sign their requests and have no session to ask about
            EXPECT_LT(reply.status, 500) << where;
          } else {
            EXPECT_NE(reply.status, 401) << where;
            if (op.permission != "signed-in" && !isOutsider(asker)) {
              EXPECT_NE(reply.status, 403) << where;
            }
            EXPECT_LT(reply.status, 500) << where;
            if (cell.scoped && op.id == "getRecord") {
              EXPECT_EQ(reply.status, 200) << where;
            }
          }
          expectNoPersonalNumbers(reply, cell.call, where);
        }
      }
    }
    // Nothing that was refused, and nothing that was only read, has changed anything
    EXPECT_EQ(businessDigest(*conn), before) << op.id;
  }
  EXPECT_GE(cells, 5000U);
  EXPECT_GE(denied, 4000U);
  RecordProperty("cells", static_cast<int>(cells));
  std::cout << "matrix: " << cells << " cells, " << denied << " denied\n";
}

TEST_F(Matrix, ListsHoldExactlyTheRowsOfTheScope) {
  REQ("R-DISC-11", "R-CAT-12");
  for (const auto& asker : askers()) {
    const auto roles = rolesOfTheFile();
    if (asker.who.empty()) continue;
    const auto& permissions = roles.at(asker.role);
    if (std::find(permissions.begin(), permissions.end(), "collect.read") == permissions.end()) continue;
    std::set<std::string> want;
    for (const auto& place : world().places()) {
      if (!inScope(asker, place)) continue;
      want.insert(place.orgRecord);
      want.insert(place.personRecord);
      // 仅限内部: its own unit only, not even the desk above
      if (!place.internalRecord.empty() && place.unit == asker.unit) want.insert(place.internalRecord);
    }
    std::set<std::string> got;
    const auto reply = as(asker.who).get("/api/records?limit=200");
    ASSERT_EQ(reply.status, 200) << asker.who << reply.body;
    const auto answer = reply.json();
    for (const auto& item : answer.at("items").as_array()) got.insert(std::string(item.at("id").as_string()));
    EXPECT_EQ(got, want) << asker.who;
  }
}

TEST_F(Matrix, AHiddenObjectAndOneThatIsNotThereReadTheSame) {
  REQ("R-DISC-11", "R-DISC-05");
  const auto& other = world().place(Relation::kOther);
  const auto blank = [](const HttpReply& reply, const std::string& id) {
    auto body = reply.json().as_object();
    body.erase("requestId");
    std::string text = boost::json::serialize(body);
    for (auto at = text.find(id); at != std::string::npos; at = text.find(id)) text.replace(at, id.size(), "#");
    return std::to_string(reply.status) + text;
  };
  const std::vector<std::pair<std::string, std::string>> pairs{
      {"/api/records/" + other.orgRecord, "/api/records/R99999"},
      {"/api/batches/" + other.orgBatch, "/api/batches/B99999"},
      {"/api/subjects/" + other.personSubject, "/api/subjects/S99999"},
      {"/api/records/" + world().place(Relation::kChild).internalRecord, "/api/records/R99999"}};
  for (const auto& [hidden, absent] : pairs) {
    for (const char* who : {"clerk", "central-desk"}) {
      const auto name = [](const std::string& target) { return target.substr(target.rfind('/') + 1); };
      EXPECT_EQ(blank(as(who).get(hidden), name(hidden)), blank(as(who).get(absent), name(absent))) << who << hidden;
    }
  }
}

}  // namespace
}  // namespace medcredit::test
