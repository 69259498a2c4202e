// A credit archive as the interface sends it; the schema stands in openapi/subjects.json.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstddef>
#include <string>

#include "service/archive.h"

namespace medcredit::http {

class JsonWriter;

/// The whole archive: facts with who entered them, records with their clocks, uses and the provenance of every field.
/// Archives are the largest answers there are, so they are written without a tree.
void writeArchive(JsonWriter& out, const service::Context& context, const service::Archive& archive);
/// Bytes an archive will take, roughly and rather too many.
[[nodiscard]] std::size_t archiveSize(const service::Archive& archive);
[[nodiscard]] std::string archiveText(const service::Context& context, const service::Archive& archive);
[[nodiscard]] boost::json::object differenceView(const service::ArchiveDifference& difference);

}  // namespace medcredit::http
