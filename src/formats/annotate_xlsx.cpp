#include "formats/annotate_xlsx.h"

#include <algorithm>
#include <set>
#include <utility>

#include "formats/xlsx_comments.h"
#include "formats/xlsx_package.h"
#include "formats/xlsx_sheet_editor.h"
#include "formats/xml_editor.h"
#include "formats/zip_output.h"

namespace medcredit::formats {

namespace {

constexpr const char* kContentTypes = "[Content_Types].xml";
constexpr const char* kTypesNamespace = "http://schemas.openxmlformats.org/package/2006/content-types";
constexpr const char* kRelationsNamespace = "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr const char* kOfficeRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
constexpr const char* kSheetMl = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

/// A part name that is free: the stem with the first number that is not taken.
std::string freeName(const ZipArchive& archive, const std::string& stem, const std::string& extension) {
  for (int i = 1;; ++i) {
    std::string name = stem + std::to_string(i) + extension;
    if (archive.find(name) == nullptr) return name;
  }
}

/// Parts that the return adds to the package, and how they are announced.
class PackageChanges {
 public:
  explicit PackageChanges(const ZipArchive& archive) : archive_(archive) {}

  void addType(const std::string& part, const std::string& type) {
    types_ += "<Override xmlns=\"" + std::string(kTypesNamespace) + "\" PartName=\"/" + part + "\" ContentType=\"" +
              kSheetMl + type + "+xml\"/>";
  }
  void addVmlType() { needsVml_ = true; }
  /// Announces `target` (absolute) in the relationships of `source`; returns the new id.
  std::string addRelation(const std::string& source, const std::string& type, const std::string& target) {
    auto& text = relations_[source];
    const std::string id = "rIdYiXin" + std::to_string(++nextId_);
    text += "<Relationship xmlns=\"" + std::string(kRelationsNamespace) + "\" Id=\"" + id + "\" Type=\"" +
            kOfficeRelations + type + "\" Target=\"/" + target + "\"/>";
    return id;
  }

  /// Writes the announcing parts; `written` collects their names.
  base::Status write(ZipOutput& out, std::set<std::string>& written) const {
    const auto* entry = archive_.find(kContentTypes);
    MC_ASSIGN(std::string types, normalizedPart(archive_, *entry));
    const bool knowsVml = types.find("Extension=\"vml\"") != std::string::npos;
    appendToRoot(types, (needsVml_ && !knowsVml
                             ? "<Default xmlns=\"" + std::string(kTypesNamespace) +
                                   "\" Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument."
                                   "vmlDrawing\"/>"
                             : std::string()) +
                            types_);
    written.insert(entry->name);
    MC_TRY(out.add(entry->name, types));
    for (const auto& [source, text] : relations_) {
      const auto* present = archive_.find(relationshipsPart(source));
      std::string part = std::string(kXmlDeclaration) + "<Relationships xmlns=\"" + kRelationsNamespace + "\"/>";
      if (present != nullptr) {
        MC_ASSIGN(part, normalizedPart(archive_, *present));
      }
      appendToRoot(part, text);
      const std::string name = present != nullptr ? present->name : relationshipsPart(source);
      written.insert(name);
      MC_TRY(out.add(name, part));
    }
    return {};
  }

 private:
  const ZipArchive& archive_;
  std::string types_;
  bool needsVml_ = false;
  std::map<std::string, std::string> relations_;
  int nextId_ = 0;
};

/// One return being made.
class Return {
 public:
  Return(const AnnotateRequest& request, ErrorColumn column, const ZipArchive& archive, ZipOutput& out)
      : request_(request), archive_(archive), out_(out), plan_(request, column), changes_(archive) {}

  base::Status make(const Workbook& book, const SheetRef& sheet) {
    MC_ASSIGN(StyleEditor styles, StyleEditor::open(archive_, book.stylesPart));
    MC_ASSIGN(const std::string drawingId, writeComments(sheet.part));
    MC_TRY(writeSheet(sheet.part, styles, drawingId));
    MC_TRY(writeStyles(book, styles));
    MC_TRY(changes_.write(out_, written_));
    for (const auto& entry : archive_.entries()) {
      if (!written_.contains(entry.name)) MC_TRY(out_.copy(archive_, entry));
    }
    return out_.finish();
  }

 private:
  /// Part a relationship of the sheet leads to, or "".
  static std::string targetOf(const std::vector<Relationship>& all, std::string_view type) {
    const auto* found = findRelationship(all, type);
    return found != nullptr && !found->external ? found->target : "";
  }

  /// Returns the id for <legacyDrawing> when the sheet gets its first one.
  base::Result<std::string> writeComments(const std::string& sheetPart) {
    const auto comments = commentsOf(request_);
    MC_ASSIGN(const auto relationships, readRelationships(archive_, sheetPart));
    std::string commentsPart = targetOf(relationships, "comments");
    std::string drawingPart = targetOf(relationships, "vmlDrawing");
    if (comments.empty() && commentsPart.empty()) return std::string();
    MC_ASSIGN(const CommentParts parts, mergeComments(archive_, commentsPart, drawingPart, comments));
    if (commentsPart.empty()) {
      commentsPart = freeName(archive_, "xl/comments", ".xml");
      changes_.addType(commentsPart, "comments");
      changes_.addRelation(sheetPart, "comments", commentsPart);
    }
    std::string drawingId;
    if (drawingPart.empty()) {
      drawingPart = freeName(archive_, "xl/drawings/vmlDrawing", ".vml");
      changes_.addVmlType();
      drawingId = changes_.addRelation(sheetPart, "vmlDrawing", drawingPart);
    }
    MC_TRY(addPart(commentsPart, parts.comments));
    MC_TRY(addPart(drawingPart, parts.drawing));
    return drawingId;
  }

  base::Status writeSheet(const std::string& part, StyleEditor& styles, const std::string& drawingId) {
    const auto* entry = archive_.find(part);
    MC_TRY(out_.begin(entry->name));
    written_.insert(entry->name);
    const SheetEdit edit{plan_, styles, request_.headerRow, drawingId,
                         [this](std::string_view bytes) { return out_.write(bytes); }};
    MC_TRY(editSheet(archive_, *entry, edit));
    return out_.end();
  }

  base::Status writeStyles(const Workbook& book, const StyleEditor& styles) {
    std::string part = book.stylesPart;
    if (part.empty() || archive_.find(part) == nullptr) {
      part = freeName(archive_, "xl/styles", ".xml");
      changes_.addType(part, "styles");
      changes_.addRelation(book.part, "styles", part);
    }
    MC_ASSIGN(const std::string text, styles.write(archive_, part));
    return addPart(part, text);
  }

  /// Under the name it has in the package already, if it has one.
  base::Status addPart(const std::string& part, std::string_view text) {
    const auto* present = archive_.find(part);
    const std::string name = present != nullptr ? present->name : part;
    written_.insert(name);
    return out_.add(name, text);
  }

  const AnnotateRequest& request_;
  const ZipArchive& archive_;
  ZipOutput& out_;
  AnnotationPlan plan_;
  PackageChanges changes_;
  std::set<std::string> written_;
};

}  // namespace

base::Status annotateXlsx(const AnnotateRequest& request, ErrorColumn column, std::shared_ptr<const ZipArchive> archive,
                          const std::string& sheetName) {
  MC_ASSIGN(const Workbook book, readWorkbook(*archive));
  const auto sheet = std::find_if(book.sheets.begin(), book.sheets.end(),
                                  [&](const SheetRef& s) { return s.visible && s.name == sheetName; });
  if (sheet == book.sheets.end()) return base::fail("FILE-0008", {{"part", sheetName}});
  MC_ASSIGN(auto out, ZipOutput::create(request.target));
  return Return(request, column, *archive, *out).make(book, *sheet);
}

}  // namespace medcredit::formats
