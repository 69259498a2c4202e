#include "support/evidence_support.h"

#include <stdexcept>
#include <vector>

#include "service/evidence_tree.h"
#include "store/evidence.h"
#include "support/store_fixture.h"

namespace medcredit::test {

std::string evidenceDetail(store::Conn& conn, const crypto::Keys& keys, std::string_view action) {
  store::EvidenceFilter filter;
  filter.action = action;
  filter.newestFirst = true;
  filter.limit = 1;
  std::string found;
  must(store::eachEvidence(conn, filter, [&](const store::EvidenceRow& row) {
    const auto entry = must(evidence::decodeEntry(row.leaf));
    found = must(service::openDetail(keys, entry, row.salt, row.content)).json;
    return false;
  }));
  if (found.empty()) throw std::runtime_error("no entry with a detail for " + std::string(action));
  return found;
}

void removeGuards(store::Conn& conn) {
  if (conn.engine() == store::Engine::kPostgres) return must(conn.script("SET session_replication_role = replica"));
  std::vector<std::string> names;
  must(
      conn.query("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name", {}, [&](const store::Row& row) {
        names.push_back(row.str(0));
        return true;
      }));
  for (const auto& name : names) must(conn.script("DROP TRIGGER " + name));
}

}  // namespace medcredit::test
