// The collection template of a catalogue entry (信用数据模板, R-COLL-04), made from its field set alone.
#pragma once

#include "domain/catalogue.h"
#include "formats/table_writer.h"
#include "jurisdiction/jurisdiction.h"

namespace medcredit::service {

/// Columns in catalogue order with drop-downs, an example row that passes every check of the entry, and the rules of
/// each field in Chinese. PROF-0055 when the entry's fields are not loaded (R-CAT-08).
[[nodiscard]] base::Result<formats::TemplateSpec> templateFor(const jurisdiction::Jurisdiction& law,
                                                              const domain::CatalogueEntry& entry);

}  // namespace medcredit::service
