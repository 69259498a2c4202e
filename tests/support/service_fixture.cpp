// The parts of StoreTest that need a jurisdiction; apart, so that tests of the store alone do not link it.
#include <map>
#include <stdexcept>

#include "store/meta.h"
#include "support/procedures.h"
#include "support/store_fixture.h"

namespace medcredit::test {

const jurisdiction::Jurisdiction& law(const std::string& id) {
  static std::map<std::string, std::shared_ptr<const jurisdiction::Jurisdiction>> loaded;
  auto& slot = loaded[id];
  if (!slot) slot = must(jurisdiction::Loader(MC_SOURCE_DIR "/jurisdictions").load(id));
  return *slot;
}

const workflow::ProcedureSet* proceduresOf(const std::string& jurisdictionId) {
  static std::map<std::string, std::shared_ptr<const workflow::ProcedureSet>> loaded;
  auto& slot = loaded[jurisdictionId];
  if (!slot) slot = must(workflow::loadProcedures(law(jurisdictionId), {MC_SOURCE_DIR "/jurisdictions"}));
  return slot.get();
}

service::Context& StoreTest::serviceContext(const std::string& today, const std::string& jurisdictionId) {
  const auto day = base::CivilDate::parseIso(today);
  if (!day) throw std::runtime_error("not a date: " + today);
  clock_ = std::make_unique<base::FixedClock>(*day);
  must(store::setMeta(conn(), "jurisdiction", jurisdictionId));
  context_ = std::make_unique<service::Context>(
      service::Context{conn(), law(jurisdictionId), *clock_, "test", random(), keys()});
  context_->procedures = proceduresOf(jurisdictionId);
  return *context_;
}

}  // namespace medcredit::test
