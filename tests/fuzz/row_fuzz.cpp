// Any cells as a penalty row: the validator judges it; a row without errors has a decision date and a natural key.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "domain/row_validator.h"
#include "jurisdiction/jurisdiction.h"

namespace {

using namespace medcredit;

struct World {
  std::shared_ptr<const jurisdiction::Jurisdiction> law;
  const domain::CatalogueEntry* entry = nullptr;
  std::unique_ptr<domain::RowValidator> validator;

  World() {
    auto loaded = jurisdiction::Loader(MC_SOURCE_DIR "/jurisdictions").load("henan-luoyang");
    if (!loaded) std::abort();
    law = *loaded;
    entry = law->entry("CF-ORG");
    if (entry == nullptr) std::abort();
    domain::RowContext context;
    context.today = base::CivilDate(20000);
    context.regions = law->regions.get();
    validator = std::make_unique<domain::RowValidator>(*entry, law->enumerations, context);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const World world;
  // Cells are separated by NUL; the first byte of each is its kind.
  std::vector<base::CellView> cells(world.entry->fieldSet.fields.size());
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::size_t at = 0;
  for (auto& cell : cells) {
    if (at >= text.size()) break;
    const auto end = std::min(text.find('\0', at), text.size());
    cell.kind = static_cast<base::CellKind>(static_cast<unsigned char>(text[at]) % 7);
    cell.text = text.substr(at, end - at).substr(end > at ? 1 : 0);
    at = end + 1;
  }
  domain::JudgedRow row;
  world.validator->judge(cells, row);
  if (row.values.size() != cells.size()) std::abort();
  if (row.hasError) return 0;
  std::string key;
  domain::appendNaturalKey(*world.entry, row, key);
  if (!row.decidedOn || key.empty()) std::abort();
  return 0;
}
