#include "formats/xlsx_package.h"

#include <algorithm>
#include <utility>

#include "formats/xml_stream.h"

namespace medcredit::formats {

namespace {

base::Error missingPart(std::string_view part) { return base::fail("FILE-0008", {{"part", std::string(part)}}); }

std::string_view folderOf(std::string_view part) {
  const auto slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : part.substr(0, slash);
}

/// Target of a relationship as a part name: absolute ones start with '/', others are relative to the source's folder.
std::string resolveTarget(std::string_view source, std::string_view target) {
  std::string joined(target);
  std::replace(joined.begin(), joined.end(), '\\', '/');
  if (!joined.starts_with('/')) joined = std::string(folderOf(source)) + "/" + joined;
  std::vector<std::string> segments;
  std::size_t at = 0;
  while (at <= joined.size()) {
    const auto slash = std::min(joined.find('/', at), joined.size());
    std::string segment = joined.substr(at, slash - at);
    at = slash + 1;
    if (segment == ".." && !segments.empty()) segments.pop_back();
    if (!segment.empty() && segment != "." && segment != "..") segments.push_back(std::move(segment));
  }
  std::string out;
  for (const auto& segment : segments) out += (out.empty() ? "" : "/") + segment;
  return out;
}

struct RelationshipHandler {
  std::string_view source;
  std::vector<Relationship> found;

  void start(const char* name, const char** attributes) {
    if (std::strcmp(name, "Relationship") != 0) return;
    const auto value = [&](const char* key) -> std::string {
      const char* text = attribute(attributes, key);
      return text == nullptr ? "" : text;
    };
    Relationship relationship;
    relationship.id = value("Id");
    const std::string type = value("Type");
    relationship.type = type.substr(type.rfind('/') + 1);
    relationship.external = value("TargetMode") == "External";
    relationship.target = relationship.external ? value("Target") : resolveTarget(source, value("Target"));
    found.push_back(std::move(relationship));
  }
  void end(const char*) {}
  void text(std::string_view) {}
};

struct WorkbookHandler {
  struct Sheet {
    std::string name;
    std::string relationship;
    bool visible;
  };
  bool date1904 = false;
  std::vector<Sheet> sheets;

  void start(const char* name, const char** attributes) {
    const auto value = [&](const char* key) -> std::string {
      const char* text = attribute(attributes, key);
      return text == nullptr ? "" : text;
    };
    if (std::strcmp(name, "workbookPr") == 0) {
      const std::string flag = value("date1904");
      date1904 = flag == "1" || flag == "true";
    } else if (std::strcmp(name, "sheet") == 0) {
      // r:id shares its local name with nothing else here; sheetId is another attribute.
      sheets.push_back({value("name"), value("id"), value("state").find("idden") == std::string::npos});
    }
  }
  void end(const char*) {}
  void text(std::string_view) {}
};

}  // namespace

std::string relationshipsPart(std::string_view part) {
  const auto folder = folderOf(part);
  const auto name = folder.empty() ? part : part.substr(folder.size() + 1);
  return std::string(folder) + (folder.empty() ? "" : "/") + "_rels/" + std::string(name) + ".rels";
}

base::Result<std::vector<Relationship>> readRelationships(const ZipArchive& archive, std::string_view part) {
  RelationshipHandler handler{part, {}};
  if (const auto* entry = archive.find(relationshipsPart(part)); entry != nullptr) {
    MC_TRY(parseXml(archive, *entry, handler));
  }
  return std::move(handler.found);
}

const Relationship* findRelationship(const std::vector<Relationship>& all, std::string_view type) {
  const auto it = std::find_if(all.begin(), all.end(), [&](const Relationship& r) { return r.type == type; });
  return it == all.end() ? nullptr : &*it;
}

base::Result<std::string> foreignArchive(const ZipArchive& archive) {
  const auto holds = [&](std::string_view prefix) {
    return std::any_of(archive.entries().begin(), archive.entries().end(),
                       [&](const ZipEntry& e) { return e.name.starts_with(prefix); });
  };
  if (holds("word/")) return std::string("Word 文档（.docx）");
  if (holds("ppt/")) return std::string("PowerPoint 演示文稿（.pptx）");
  if (holds("xl/workbook.bin")) return std::string("Excel 二进制工作簿（.xlsb）");
  if (holds("xl/vbaProject.bin")) return std::string("带宏的 Excel 工作簿（.xlsm）");
  if (holds("OFD.xml")) return std::string("OFD 版式文件");
  if (holds("content.xml") && holds("mimetype")) return std::string("OpenDocument 文件（.ods/.odt）");
  if (archive.find("[Content_Types].xml") == nullptr) return std::string("普通压缩包（.zip）");
  MC_ASSIGN(const auto relationships, readRelationships(archive, ""));
  const auto* main = findRelationship(relationships, "officeDocument");
  if (main == nullptr || main->external) return std::string("不含工作簿的压缩包");
  return std::string();
}

base::Result<Workbook> readWorkbook(const ZipArchive& archive) {
  MC_ASSIGN(const auto root, readRelationships(archive, ""));
  const auto* main = findRelationship(root, "officeDocument");
  if (main == nullptr) return missingPart("_rels/.rels");
  const auto* entry = archive.find(main->target);
  if (entry == nullptr) return missingPart(main->target);
  WorkbookHandler handler;
  MC_TRY(parseXml(archive, *entry, handler));
  MC_ASSIGN(const auto relationships, readRelationships(archive, main->target));

  Workbook book;
  book.part = main->target;
  book.date1904 = handler.date1904;
  const auto partOfType = [&](std::string_view type) {
    const auto* r = findRelationship(relationships, type);
    return r != nullptr && !r->external ? r->target : std::string();
  };
  book.stylesPart = partOfType("styles");
  book.stringsPart = partOfType("sharedStrings");
  for (auto& sheet : handler.sheets) {
    const auto it = std::find_if(relationships.begin(), relationships.end(),
                                 [&](const Relationship& r) { return r.id == sheet.relationship; });
    if (it == relationships.end() || it->external) return missingPart(sheet.name);
    if (it->type != "worksheet") continue;  // chart sheets and dialogs hold no cells
    book.sheets.push_back({std::move(sheet.name), it->target, sheet.visible});
  }
  return book;
}

}  // namespace medcredit::formats
