#include "formats/xlsx_comments.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "formats/xlsx_sheet.h"
#include "formats/xml_editor.h"

namespace medcredit::formats {

namespace {

constexpr std::size_t kMaxPart = 32U << 20U;

using Place = std::pair<std::int64_t, int>;  ///< row (1-based), column (0-based)

Place placeOf(std::string_view reference) {
  std::string_view digits;
  const int column = parseColumn(reference, digits);
  return {std::strtoll(std::string(digits).c_str(), nullptr, 10), column};
}

std::string referenceOf(const CellComment& c) { return columnName(c.column) + std::to_string(c.row); }

/// Copies a comments part with our old comments left out and the new texts added.
class CommentMerger {
 public:
  explicit CommentMerger(std::span<const CellComment> comments) {
    for (const auto& comment : comments) fresh_.emplace(Place{comment.row, comment.column}, &comment);
  }
  void attach(XmlEditor<CommentMerger>& editor) { editor_ = &editor; }

  void start(const char* name, const char** attributes) {
    ++depth_;
    const std::string_view local = localName(name);
    if (local == "comments") prefix_ = prefixOf(name);
    if (local == "author") author_.clear();
    if (local == "comment") {
      const char* reference = attribute(attributes, "ref");
      const char* author = attribute(attributes, "authorId");
      place_ = placeOf(reference == nullptr ? "" : reference);
      const auto id = author == nullptr ? 0 : std::strtoul(author, nullptr, 10);
      if (id < authors_.size() && authors_[id] == kCommentAuthor) {
        dropped_.insert(place_);
        skipDepth_ = depth_;
      }
    }
    if (skipDepth_ == 0) editor_->copy();
    inAuthor_ = local == "author";
  }
  void end(const char* name) {
    const int depth = depth_--;
    if (skipDepth_ != 0) {
      if (depth == skipDepth_) skipDepth_ = 0;
      return;
    }
    const std::string_view local = localName(name);
    if (local == "author") authors_.push_back(author_);
    inAuthor_ = false;
    if (local == "authors") raw("<" + prefix_ + "author>" + std::string(kCommentAuthor) + "</" + prefix_ + "author>");
    if (local == "text" && fresh_.contains(place_) && !dropped_.contains(place_)) {
      // The sender's own comment stays and ours follows it in the same box.
      raw(runXml("\n" + fresh_.at(place_)->text));
      merged_.insert(place_);
    }
    if (local == "commentList") addFresh();
    editor_->copy();
  }
  void raw(std::string_view text) {
    if (skipDepth_ != 0) return;
    if (inAuthor_) author_ += text;
    out_ += text;
    if (out_.size() > kMaxPart) editor_->refuse(base::fail("FILE-0032", {{"part", "comments"}}));
  }

  /// A part from nothing.
  [[nodiscard]] std::string create() {
    out_ += "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>" +
            std::string(kCommentAuthor) + "</author></authors><commentList>";
    addFresh();
    return std::move(out_) + "</commentList></comments>";
  }
  [[nodiscard]] std::string take() { return std::move(out_); }
  [[nodiscard]] const std::set<Place>& dropped() const { return dropped_; }
  /// True when the place needs a shape of its own.
  [[nodiscard]] bool needsShape(const CellComment& c) const { return !merged_.contains({c.row, c.column}); }

 private:
  [[nodiscard]] std::string runXml(const std::string& text) const {
    return "<" + prefix_ + "r><" + prefix_ + "t xml:space=\"preserve\">" + escapeXml(text) + "</" + prefix_ + "t></" +
           prefix_ + "r>";
  }
  void addFresh() {
    for (const auto& [place, comment] : fresh_) {
      if (merged_.contains(place)) continue;
      raw("<" + prefix_ + "comment ref=\"" + referenceOf(*comment) + "\" authorId=\"" +
          std::to_string(authors_.size()) + "\"><" + prefix_ + "text>" + runXml(comment->text) + "</" + prefix_ +
          "text></" + prefix_ + "comment>");
    }
  }

  XmlEditor<CommentMerger>* editor_ = nullptr;
  std::map<Place, const CellComment*> fresh_;
  std::string out_ = std::string(kXmlDeclaration);
  std::string prefix_;
  std::vector<std::string> authors_;
  std::string author_;
  bool inAuthor_ = false;
  Place place_;
  std::set<Place> dropped_;  ///< comments of an earlier return
  std::set<Place> merged_;   ///< comments added to the sender's
  int depth_ = 0;
  int skipDepth_ = 0;
};

std::string shapeXml(const CellComment& c, std::size_t id) {
  const std::string row = std::to_string(c.row - 1);
  const std::string column = std::to_string(c.column);
  return "<v:shape id=\"_x0000_s" + std::to_string(id) +
         "\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:180pt;height:75pt;"
         "z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>"
         "<v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>"
         "<v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>"
         "<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>" +
         std::to_string(c.column + 1) + ", 15, " + row + ", 2, " + std::to_string(c.column + 4) + ", 15, " +
         std::to_string(c.row + 4) + ", 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>" + row +
         "</x:Row><x:Column>" + column + "</x:Column></x:ClientData></v:shape>";
}

constexpr std::string_view kDrawingHead =
    "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
    "xmlns:x=\"urn:schemas-microsoft-com:office:excel\">";
constexpr std::string_view kShapeType =
    "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">"
    "<v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// Highest shape number in use, so that new ones do not collide.
std::size_t highestShape(std::string_view drawing) {
  constexpr std::string_view kPrefix = "_x0000_s";
  std::size_t highest = 1024;
  for (auto at = drawing.find(kPrefix); at != std::string_view::npos; at = drawing.find(kPrefix, at + 1)) {
    const std::string digits(drawing.substr(at + kPrefix.size(), 9));
    highest = std::max<std::size_t>(highest, std::strtoul(digits.c_str(), nullptr, 10));
  }
  return highest;
}

/// Number inside <x:Row> or <x:Column> of a shape, or -1.
std::int64_t clientNumber(std::string_view shape, std::string_view tag) {
  const auto at = shape.find(tag);
  return at == std::string_view::npos
             ? -1
             : std::strtoll(std::string(shape.substr(at + tag.size(), 9)).c_str(), nullptr, 10);
}

/// VML is often not well-formed XML (spreadsheets write bare <br>), so it is edited as text.
std::string withoutShapes(const std::string& drawing, const std::set<Place>& places) {
  std::string out;
  std::size_t at = 0;
  for (;;) {
    const auto open = drawing.find("<v:shape ", at);
    const auto close = open == std::string::npos ? open : drawing.find("</v:shape>", open);
    if (close == std::string::npos) break;
    const auto next = close + std::string_view("</v:shape>").size();
    const std::string_view shape = std::string_view(drawing).substr(open, next - open);
    const Place place{clientNumber(shape, "<x:Row>") + 1, static_cast<int>(clientNumber(shape, "<x:Column>"))};
    out += std::string_view(drawing).substr(at, (places.contains(place) ? open : next) - at);
    at = next;
  }
  return out + drawing.substr(at);
}

std::string clusterList(std::size_t shapes) {
  std::string list = "1";
  for (std::size_t i = 2; i <= 1 + shapes / 1024; ++i) list += "," + std::to_string(i);
  return list;
}

}  // namespace

base::Result<CommentParts> mergeComments(const ZipArchive& archive, std::string_view commentsPart,
                                         std::string_view drawingPart, std::span<const CellComment> comments) {
  CommentMerger merger(comments);
  CommentParts parts;
  if (const auto* entry = commentsPart.empty() ? nullptr : archive.find(commentsPart); entry != nullptr) {
    XmlEditor<CommentMerger> editor(archive, *entry, merger);
    merger.attach(editor);
    MC_TRY(editor.run());
    parts.comments = merger.take();
  } else {
    parts.comments = merger.create();
  }
  std::string drawing;
  if (const auto* entry = drawingPart.empty() ? nullptr : archive.find(drawingPart); entry != nullptr) {
    MC_ASSIGN(drawing, archive.readAll(*entry, kMaxPart));
    drawing = withoutShapes(drawing, merger.dropped());
  } else {
    drawing = std::string(kDrawingHead) + "<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"" +
              clusterList(comments.size()) + "\"/></o:shapelayout></xml>";
  }
  std::string shapes;
  if (drawing.find("id=\"_x0000_t202\"") == std::string::npos) shapes += kShapeType;
  std::size_t id = highestShape(drawing);
  for (const auto& comment : comments) {
    if (merger.needsShape(comment)) shapes += shapeXml(comment, ++id);
  }
  appendToRoot(drawing, shapes);
  parts.drawing = std::move(drawing);
  return parts;
}

}  // namespace medcredit::formats
