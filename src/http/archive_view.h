// A credit archive as the interface sends it; the schema stands in openapi/subjects.json.
#pragma once

#include <boost/json/fwd.hpp>

#include "service/archive.h"

namespace medcredit::http {

/// The whole archive: facts with who entered them, records with their clocks, uses and the provenance of every field.
[[nodiscard]] boost::json::object archiveView(const service::Context& context, const service::Archive& archive);
[[nodiscard]] boost::json::object differenceView(const service::ArchiveDifference& difference);

}  // namespace medcredit::http
