// Facts of a record as stored: a JSON array of the canonical values in the field order of the entry version.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cell.h"
#include "base/result.h"
#include "domain/catalogue.h"

namespace medcredit::service {

/// Appends a JSON string with its quotes. `text` must be UTF-8.
void appendJsonString(std::string& out, std::string_view text);
/// Writes the inside of a JSON string to `to`, at most six bytes for each of `text`; returns its end.
[[nodiscard]] char* writeJsonText(char* to, std::string_view text);
/// Appends `["…","…"]`.
void appendJsonArray(std::string& out, std::span<const std::string_view> values);
/// Cells as sent; characters that JSON or the store cannot hold are escaped.
void appendJsonCells(std::string& out, std::span<const base::CellView> cells);

/// Indexes of the fields that are kept sealed in the store: all that is not public (R-SEC-04).
[[nodiscard]] std::vector<int> personalCells(const domain::CatalogueEntry& entry);

/// Values of a payload; empty when the text is not an array of strings (damaged store).
[[nodiscard]] std::vector<std::string> readPayload(std::string_view payload);

/// Definition of an entry version: code, name, subject kind, field set and ordered fields. Stored on first use so that
/// old records can be read after the catalogue has changed (R-CAT-01).
[[nodiscard]] std::string entryDefinition(const domain::CatalogueEntry& entry);

/// A field of a stored definition.
struct StoredField {
  std::string id, name, role;
};
[[nodiscard]] std::vector<StoredField> definitionFields(std::string_view definition);

/// True when two payloads say the same although their entry versions differ: equal values for every field id, where a
/// field that one of them does not have counts as empty.
[[nodiscard]] bool sameFacts(std::string_view definitionA, std::string_view payloadA, std::string_view definitionB,
                             std::string_view payloadB);

}  // namespace medcredit::service
