// The parts of a workbook package and how they hang together (ECMA-376 part 2: relationships).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/zip_archive.h"

namespace medcredit::formats {

struct Relationship {
  std::string id;
  std::string type;    ///< last segment of the type URI: "worksheet", "styles", "comments" …
  std::string target;  ///< part name without leading slash; as written when external
  bool external = false;
};

/// Name of the relationship part of `part`: "xl/workbook.xml" -> "xl/_rels/workbook.xml.rels"; "" -> "_rels/.rels".
[[nodiscard]] std::string relationshipsPart(std::string_view part);
/// Relationships of `part` ("" for the package); empty when it has none.
[[nodiscard]] base::Result<std::vector<Relationship>> readRelationships(const ZipArchive& archive,
                                                                        std::string_view part);
/// First relationship of a type, or null.
[[nodiscard]] const Relationship* findRelationship(const std::vector<Relationship>& all, std::string_view type);

struct SheetRef {
  std::string name;
  std::string part;
  bool visible = true;
};

struct Workbook {
  std::string part;         ///< "xl/workbook.xml"
  std::string stylesPart;   ///< empty when absent
  std::string stringsPart;  ///< empty when absent
  bool date1904 = false;
  std::vector<SheetRef> sheets;  ///< worksheets only, in the order of the tabs
};

/// What a ZIP archive really holds, as a Chinese phrase for FILE-0003; empty for a workbook this program reads.
[[nodiscard]] base::Result<std::string> foreignArchive(const ZipArchive& archive);

/// Fails with FILE-0008 when a part is missing, FILE-0031 when one is malformed.
[[nodiscard]] base::Result<Workbook> readWorkbook(const ZipArchive& archive);

}  // namespace medcredit::formats
