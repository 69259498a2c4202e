#include "support/zip_builder.h"

#include <zlib.h>

namespace medcredit::test {

namespace {

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kPackage = "http://schemas.openxmlformats.org/package/2006/relationships";

void put(std::string& out, std::uint64_t value, int width) {
  for (int i = 0; i < width; ++i, value >>= 8U) out += static_cast<char>(static_cast<unsigned char>(value & 0xFFU));
}

std::uint32_t crcOf(std::string_view data) {
  return static_cast<std::uint32_t>(
      ::crc32_z(0, reinterpret_cast<const Bytef*>(data.data()), data.size()));  // NOLINT: zlib's byte type
}

struct Placed {
  const RawEntry* entry;
  std::uint32_t crc;
  std::uint64_t packed;
  std::uint64_t unpacked;
  std::uint64_t offset;
};

void putCommon(std::string& out, const Placed& p, bool sizesLater) {
  put(out, 20, 2);
  put(out, static_cast<std::uint64_t>(p.entry->flags | (p.entry->dataDescriptor ? 8U : 0U)), 2);
  put(out, p.entry->method, 2);
  put(out, 0x00210000, 4);
  put(out, sizesLater ? 0 : p.entry->crc.value_or(p.crc), 4);
  const bool wide = p.entry->zip64;
  put(out, wide ? 0xFFFFFFFFU : sizesLater ? 0 : p.entry->packedSize.value_or(static_cast<std::uint32_t>(p.packed)), 4);
  put(out,
      wide         ? 0xFFFFFFFFU
      : sizesLater ? 0
                   : p.entry->unpackedSize.value_or(static_cast<std::uint32_t>(p.unpacked)),
      4);
}

std::string zip64Extra(const Placed& p, bool central) {
  if (!p.entry->zip64) return "";
  std::string extra;
  put(extra, 1, 2);
  put(extra, central ? 24 : 16, 2);
  put(extra, p.unpacked, 8);
  put(extra, p.packed, 8);
  if (central) put(extra, p.offset, 8);
  return extra;
}

void putEnd(std::string& out, const RawArchive& archive, std::uint64_t directory) {
  const std::uint64_t size = out.size() - directory;
  if (archive.zip64End) {
    const std::uint64_t at = out.size();
    out += std::string("PK\x06\x06", 4);
    put(out, 44, 8);
    put(out, 45, 2);
    put(out, 45, 2);
    put(out, 0, 8);
    put(out, archive.entries.size(), 8);
    put(out, archive.entries.size(), 8);
    put(out, size, 8);
    put(out, directory, 8);
    out += std::string("PK\x06\x07", 4);
    put(out, 0, 4);
    put(out, at, 8);
    put(out, 1, 4);
  }
  out += std::string("PK\x05\x06", 4);
  put(out, 0, 4);
  const auto count = archive.count.value_or(static_cast<std::uint16_t>(archive.entries.size()));
  put(out, count, 2);
  put(out, count, 2);
  put(out, archive.zip64End ? 0xFFFFFFFFU : size, 4);
  put(out, archive.zip64End ? 0xFFFFFFFFU : archive.directoryOffset.value_or(static_cast<std::uint32_t>(directory)), 4);
  put(out, archive.comment.size(), 2);
  out += archive.comment;
}

std::string relationship(std::string_view id, std::string_view type, std::string_view target) {
  return "<Relationship Id=\"" + std::string(id) + "\" Type=\"" + std::string(kOffice) + "/" + std::string(type) +
         "\" Target=\"" + std::string(target) + "\"/>";
}

std::string relationships(const std::string& inside) {
  return std::string(kXml) + "<Relationships xmlns=\"" + std::string(kPackage) + "\">" + inside + "</Relationships>";
}

}  // namespace

std::string deflated(std::string_view data) {
  z_stream z{};
  ::deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(::deflateBound(&z, data.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));  // NOLINT: zlib's interface
  z.avail_in = static_cast<uInt>(data.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());  // NOLINT: zlib's interface
  z.avail_out = static_cast<uInt>(out.size());
  ::deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  ::deflateEnd(&z);
  return out;
}

std::string buildZip(const RawArchive& archive) {
  std::string out = archive.prefix;
  std::vector<Placed> placed;
  for (const RawEntry& entry : archive.entries) {
    const std::string packed = entry.method == 8 ? deflated(entry.data) : entry.data;
    placed.push_back({&entry, crcOf(entry.data), packed.size(), entry.data.size(), out.size()});
    const Placed& p = placed.back();
    out += std::string("PK\x03\x04", 4);
    putCommon(out, p, entry.dataDescriptor);
    const std::string name = entry.localName.value_or(entry.name);
    const std::string extra = zip64Extra(p, false);
    put(out, name.size(), 2);
    put(out, extra.size(), 2);
    out += name + extra + packed;
    if (entry.dataDescriptor) {
      out += std::string("PK\x07\x08", 4);
      put(out, p.crc, 4);
      put(out, p.packed, 4);
      put(out, p.unpacked, 4);
    }
  }
  const std::uint64_t directory = out.size();
  for (const Placed& p : placed) {
    const std::string extra = zip64Extra(p, true);
    out += std::string("PK\x01\x02", 4);
    put(out, 20, 2);
    putCommon(out, p, false);
    put(out, p.entry->name.size(), 2);
    put(out, extra.size(), 2);
    put(out, 0, 2 + 2 + 2 + 4);
    put(out, p.entry->zip64 ? 0xFFFFFFFFU : p.entry->headerOffset.value_or(static_cast<std::uint32_t>(p.offset)), 4);
    out += p.entry->name + extra;
  }
  putEnd(out, archive, directory);
  return out;
}

std::vector<RawEntry> XlsxParts::entries() const {
  std::string types = std::string(kXml) +
                      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                      "<Default Extension=\"rels\" "
                      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                      "<Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
  std::string rels = relationship("rId1", "worksheet", "worksheets/sheet1.xml");
  if (!styles.empty()) rels += relationship("rId8", "styles", "styles.xml");
  if (!sharedStrings.empty()) rels += relationship("rId9", "sharedStrings", "sharedStrings.xml");
  std::vector<RawEntry> all;
  all.push_back({"[Content_Types].xml", std::move(types)});
  all.push_back({"_rels/.rels", relationships(relationship("rId1", "officeDocument", "xl/workbook.xml"))});
  all.push_back({"xl/workbook.xml",
                 workbook.empty() ? workbookXml("<sheet name=\"数据\" sheetId=\"1\" r:id=\"rId1\"/>") : workbook});
  all.push_back({"xl/_rels/workbook.xml.rels", workbookRels.empty() ? relationships(rels) : workbookRels});
  all.push_back({"xl/worksheets/sheet1.xml", sheet});
  if (!styles.empty()) all.push_back({"xl/styles.xml", styles});
  if (!sharedStrings.empty()) all.push_back({"xl/sharedStrings.xml", sharedStrings});
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::string sheetXml(std::string_view rows, std::string_view before, std::string_view after) {
  return std::string(kXml) + "<worksheet xmlns=\"" + std::string(kMain) + "\" xmlns:r=\"" + std::string(kOffice) +
         "\">" + std::string(before) + "<sheetData>" + std::string(rows) + "</sheetData>" + std::string(after) +
         "</worksheet>";
}

std::string stringsXml(std::string_view items) {
  return std::string(kXml) + "<sst xmlns=\"" + std::string(kMain) + "\">" + std::string(items) + "</sst>";
}

std::string stylesXml(std::vector<int> formats, std::string_view custom) {
  std::string out =
      std::string(kXml) + "<styleSheet xmlns=\"" + std::string(kMain) + "\"><numFmts>" + std::string(custom) +
      "</numFmts><fonts count=\"1\"><font><sz val=\"11\"/></font></fonts><fills count=\"3\">"
      "<fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>"
      "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF00B050\"/><bgColor "
      "indexed=\"64\"/></patternFill></fill></fills>"
      "<borders count=\"1\"><border/></borders><cellXfs count=\"" +
      std::to_string(formats.size()) + "\">";
  for (const int format : formats) {
    out += "<xf numFmtId=\"" + std::to_string(format) + "\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>";
  }
  return out + "</cellXfs></styleSheet>";
}

std::string workbookXml(std::string_view sheets, std::string_view before) {
  return std::string(kXml) + "<workbook xmlns=\"" + std::string(kMain) + "\" xmlns:r=\"" + std::string(kOffice) +
         "\">" + std::string(before) + "<sheets>" + std::string(sheets) + "</sheets></workbook>";
}

}  // namespace medcredit::test
