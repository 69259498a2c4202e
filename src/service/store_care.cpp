#include "service/store_care.h"

#include <array>

#include "store/meta.h"

namespace medcredit::service {

base::Status foundStore(const store::Location& location, const jurisdiction::Jurisdiction& law,
                        const base::Clock& clock, std::string_view actor) {
  const base::Instant now = clock.now();
  const std::string createdAt = now.iso();
  const std::array<store::Fact, 4> facts{
      {{"jurisdiction", law.id}, {"law_digest", law.digest}, {"created_at", createdAt}, {"created_by", actor}}};
  MC_TRY(store::create(location, facts, now));
  return {};
}

base::Result<StoreReport> checkStore(store::Conn& conn) {
  StoreReport report;
  report.engine = conn.engine() == store::Engine::kSqlite ? "sqlite" : "postgres";
  MC_ASSIGN(report.jurisdiction, store::getMeta(conn, "jurisdiction"));
  MC_ASSIGN(report.migrations, store::appliedMigrations(conn));
  MC_ASSIGN(report.damages, conn.integrity());
  MC_ASSIGN(report.disagreements, store::checkConsistency(conn));
  return report;
}

}  // namespace medcredit::service
