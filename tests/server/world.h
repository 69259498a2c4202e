// A small country for tests of rights: six authorities that stand in every relation to the one of the persons asking,
// each with records of an organisation and of a natural person.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "support/sample_rows.h"
#include "support/server_fixture.h"

namespace medcredit::test {

/// How an authority stands to the one the asker works for.
enum class Relation { kOwn, kSameRegion, kChild, kParent, kSibling, kOther };
inline constexpr int kRelations = 6;
[[nodiscard]] const char* relationName(Relation relation);

/// An authority and what it supplied.
struct Place {
  Relation relation = Relation::kOwn;
  std::string unit, region;
  std::string orgBatch, personBatch;
  std::string orgRecord, personRecord;  ///< "R5"; both live, the organisation's is published
  std::string orgSubject, personSubject;
  std::string orgCode, personCode;  ///< unified credit code, citizen id number
  std::string internalRecord;       ///< 仅限内部; only of the own authority and its child
};

class World {
 public:
  /// What is put over the sample row of a place (its index), of the organisation or the person.
  using Changes = std::function<RowChanges(std::size_t place, bool person)>;
  /// Fills the store of the server.
  explicit World(TestServer& server, const Changes& changes = {});

  [[nodiscard]] const std::vector<Place>& places() const { return places_; }
  [[nodiscard]] const Place& place(Relation relation) const { return places_.at(static_cast<std::size_t>(relation)); }

 private:
  std::vector<Place> places_;
};

/// A suite whose server holds such a country, in March 2026. Derive as ServerTestOf: class Rights : public
/// WorldTestOf<Rights>.
template <class Suite>
class WorldTestOf : public ServerTestOf<Suite> {
 public:
  static TestServerOptions options() {
    TestServerOptions out;
    out.today = "2026-03-10";
    return out;
  }

 protected:
  static const World& world() {
    static const World made(ServerTestOf<Suite>::server());
    return made;
  }
};

/// Roles as jurisdictions/national/roles.yaml writes them: read here anew, not by the program's own reader.
[[nodiscard]] std::map<std::string, std::vector<std::string>> rolesOfTheFile();

/// "%E6%B4%9B…"
[[nodiscard]] std::string percentEncoded(const std::string& text);

/// SM3 over the tables that hold business data; evidence, sessions and kept answers are left out.
[[nodiscard]] std::string businessDigest(store::Conn& conn);

}  // namespace medcredit::test
