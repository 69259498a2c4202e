// ZIP archives built byte by byte, so that tests can lie in every field.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace medcredit::test {

struct RawEntry {
  std::string name;
  std::string data;
  std::uint16_t method = 8;
  std::uint16_t flags = 0;
  // Lies; empty: the truth.
  std::optional<std::uint32_t> crc = {};
  std::optional<std::uint32_t> unpackedSize = {};
  std::optional<std::uint32_t> packedSize = {};
  std::optional<std::string> localName = {};
  std::optional<std::uint32_t> headerOffset = {};
  bool zip64 = false;           ///< sizes and offset in the ZIP64 extra field
  bool dataDescriptor = false;  ///< sizes behind the data, as streaming writers do
};

struct RawArchive {
  std::vector<RawEntry> entries;
  std::string prefix = {};  ///< bytes before the first entry, offsets adjusted
  std::string comment = {};
  std::optional<std::uint16_t> count = {};
  std::optional<std::uint32_t> directoryOffset = {};
  bool zip64End = false;
};

[[nodiscard]] std::string buildZip(const RawArchive& archive);
[[nodiscard]] inline std::string buildZip(std::vector<RawEntry> entries) {
  return buildZip(RawArchive{std::move(entries)});
}
/// Raw deflate stream.
[[nodiscard]] std::string deflated(std::string_view data);

/// A workbook package with replaceable parts.
struct XlsxParts {
  std::string sheet;               ///< whole sheet XML
  std::string sharedStrings = {};  ///< whole part; empty: none
  std::string styles = {};         ///< whole part; empty: none
  std::string workbook = {};       ///< whole part; empty: one sheet "数据"
  std::string workbookRels = {};   ///< whole part; empty: as needed
  std::vector<RawEntry> more = {};

  [[nodiscard]] std::vector<RawEntry> entries() const;
  [[nodiscard]] std::string zip() const { return buildZip(entries()); }
};

/// `<worksheet>` around rows.
[[nodiscard]] std::string sheetXml(std::string_view rows, std::string_view before = "", std::string_view after = "");
/// `<sst>` around items.
[[nodiscard]] std::string stringsXml(std::string_view items);
/// A style part whose cellXfs have these number formats (and `custom` numFmt elements).
[[nodiscard]] std::string stylesXml(std::vector<int> formats, std::string_view custom = "");
/// workbook.xml with the given `<sheet>` elements.
[[nodiscard]] std::string workbookXml(std::string_view sheets, std::string_view before = "");

}  // namespace medcredit::test
