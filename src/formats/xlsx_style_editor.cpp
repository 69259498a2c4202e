#include "formats/xlsx_style_editor.h"

#include <algorithm>
#include <cstdlib>

#include "formats/xml_editor.h"

namespace medcredit::formats {

namespace {

// Near the reds and yellows spreadsheets use for "bad" and "neutral", but no one else's: they are how a mark is known.
constexpr std::string_view kErrorColour = "FFFFC7CF";
constexpr std::string_view kWarningColour = "FFFFEB9D";
constexpr std::string_view kNoColour = "indexed=\"64\"";

/// The style part of a workbook that has none: the default font, fills, border and style.
constexpr std::string_view kMinimalStyles =
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
    "<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"宋体\"/></font></fonts>"
    "<fills>{fills}</fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>{styles}</cellXfs>"
    "</styleSheet>";

bool is(const char* name, const char* wanted) { return std::strcmp(localName(name), wanted) == 0; }

std::string attributesText(const char** attributes) {
  std::string out;
  for (; *attributes != nullptr; attributes += 2) {
    out += (out.empty() ? "" : " ") + std::string(attributes[0]) + "=\"" + escapeXml(attributes[1]) + "\"";
  }
  return out;
}

unsigned numberOf(const char** attributes, const char* name) {
  const char* value = plainAttribute(attributes, name);
  return value == nullptr ? 0 : static_cast<unsigned>(std::strtoul(value, nullptr, 10));
}

void replaceFirst(std::string& text, std::string_view what, std::string_view with) {
  text.replace(text.find(what), what.size(), with);
}

}  // namespace

/// First pass: which fills and styles there are.
struct StyleScan {
  StyleEditor& editor;
  bool inFills = false;
  bool inStyles = false;
  bool solid = false;

  void start(const char* name, const char** attributes) {
    if (is(name, "fills")) inFills = true;
    if (is(name, "cellXfs")) inStyles = true;
    if (inStyles && is(name, "xf")) editor.styleFills_.push_back(numberOf(attributes, "fillId"));
    if (!inFills) return;
    if (is(name, "fill")) {
      editor.fills_.emplace_back();
      solid = false;
    } else if (is(name, "patternFill")) {
      const char* type = plainAttribute(attributes, "patternType");
      solid = type != nullptr && std::strcmp(type, "solid") == 0;
    } else if (solid && is(name, "fgColor")) {
      const char* rgb = plainAttribute(attributes, "rgb");
      const std::string_view value = rgb == nullptr ? "" : rgb;
      auto& fill = editor.fills_.back();
      if (value == kErrorColour) fill.mark = StyleEditor::Mark::kError;
      if (value == kWarningColour) fill.mark = StyleEditor::Mark::kWarning;
      fill.colour = attributesText(attributes);
    } else if (solid && is(name, "bgColor") && editor.fills_.back().mark != StyleEditor::Mark::kNone) {
      const std::string covered = attributesText(attributes);
      editor.fills_.back().colour = covered == kNoColour ? "" : covered;
    }
  }
  void end(const char* name) {
    if (is(name, "fills")) inFills = false;
    if (is(name, "cellXfs")) inStyles = false;
  }
  void text(std::string_view) {}
};

/// Second pass: copies the part, adding fills and cloned styles at the end of their lists.
struct StyleRewrite {
  const StyleEditor& styles;
  std::string out = std::string(kXmlDeclaration);
  XmlEditor<StyleRewrite>* editor = nullptr;
  std::string prefix = {};
  bool sawFills = false;
  bool inStyles = false;
  std::size_t index = 0;          ///< number of the style being read
  std::string* inside = nullptr;  ///< collects the children of that style
  std::map<unsigned, std::pair<std::vector<std::string>, std::string>> originals = {};  ///< attributes, children

  void start(const char* name, const char** attributes) {
    if (is(name, "styleSheet")) prefix = prefixOf(name);
    if (is(name, "fills")) {
      sawFills = true;
      return raw(openTag(name, attributes, {{"count", std::to_string(styles.fills_.size()).c_str()}}));
    }
    if (!sawFills && (is(name, "borders") || is(name, "cellStyleXfs") || is(name, "cellXfs"))) {
      raw("<" + prefix + "fills>");
      addFills();
      raw("</" + prefix + "fills>");
    }
    if (is(name, "cellXfs")) {
      inStyles = true;
      const std::string count = std::to_string(styles.oldStyles_ + styles.cloneOrder_.size());
      return raw(openTag(name, attributes, {{"count", count.c_str()}}));
    }
    if (inStyles && is(name, "xf")) {
      auto& original = originals[static_cast<unsigned>(index++)];
      for (const char** a = attributes; *a != nullptr; ++a) original.first.emplace_back(*a);
      editor->copy();
      inside = &original.second;
      return;
    }
    editor->copy();
  }
  void end(const char* name) {
    if (is(name, "fills")) {
      addFills();
      return raw(std::string("</") + name + ">");
    }
    if (is(name, "cellXfs")) {
      inStyles = false;
      for (const auto& clone : styles.cloneOrder_) out += cloneXml(clone);
      return raw(std::string("</") + name + ">");
    }
    if (inStyles && is(name, "xf")) inside = nullptr;
    editor->copy();
  }
  void raw(std::string_view text) {
    out += text;
    if (inside != nullptr) *inside += text;
  }

  void addFills() {
    sawFills = true;
    for (std::size_t i = styles.oldFills_; i < styles.fills_.size(); ++i)
      out += styles.fillXml(styles.fills_[i], prefix);
  }
  std::string cloneXml(const StyleEditor::Clone& clone) {
    const auto& [attributes, children] = originals[clone.style];
    std::vector<const char*> pointers;
    for (const auto& text : attributes) pointers.push_back(text.c_str());
    pointers.push_back(nullptr);
    const std::string fill = std::to_string(clone.fill);
    const std::string name = prefix + "xf";
    return openTag(name.c_str(), pointers.data(), {{"fillId", fill.c_str()}, {"applyFill", "1"}}) + children + "</" +
           name + ">";
  }
};

base::Result<StyleEditor> StyleEditor::open(const ZipArchive& archive, std::string_view part) {
  StyleEditor editor;
  if (const auto* entry = part.empty() ? nullptr : archive.find(part); entry != nullptr) {
    StyleScan scan{editor};
    MC_TRY(parseXml(archive, *entry, scan));
  }
  // A part without styles is replaced by the minimal one; the first two fills are always there, by convention.
  editor.oldStyles_ = editor.styleFills_.size();
  if (editor.styleFills_.empty()) editor.styleFills_ = {0};
  editor.oldFills_ = editor.fills_.size();
  if (editor.fills_.empty()) editor.fills_ = {Fill{}, Fill{}};
  return editor;
}

unsigned StyleEditor::fillFor(Mark mark, const std::string& colour) {
  for (std::size_t i = 0; i < fills_.size(); ++i) {
    if (fills_[i].mark == mark && fills_[i].colour == colour) return static_cast<unsigned>(i);
  }
  fills_.push_back({mark, colour});
  return static_cast<unsigned>(fills_.size() - 1);
}

unsigned StyleEditor::clone(unsigned style, unsigned fill) {
  const auto number = static_cast<unsigned>(styleFills_.size());
  const auto [it, fresh] = clones_.emplace(std::pair(style, fill), number);
  if (fresh) {
    styleFills_.push_back(fill);
    cloneOrder_.push_back({style, fill});
  }
  return it->second;
}

unsigned StyleEditor::marked(unsigned style, bool warning) {
  if (style >= std::max<std::size_t>(1, oldStyles_)) style = 0;
  const unsigned fill = styleFills_[style];
  const std::string covered = fill < fills_.size() ? fills_[fill].colour : "";
  return clone(style, fillFor(warning ? Mark::kWarning : Mark::kError, covered));
}

unsigned StyleEditor::unmarked(unsigned style) {
  // Numbers beyond the list would take the styles added to it.
  if (style >= std::max<std::size_t>(1, oldStyles_)) return 0;
  const unsigned fill = styleFills_[style];
  if (fill >= fills_.size() || fills_[fill].mark == Mark::kNone) return style;
  const std::string covered = fills_[fill].colour;
  return clone(style, covered.empty() ? 0 : fillFor(Mark::kNone, covered));
}

std::string StyleEditor::fillXml(const Fill& fill, const std::string& prefix) const {
  if (fill.mark == Mark::kNone && fill.colour.empty()) {
    return "<" + prefix + "fill><" + prefix + "patternFill patternType=\"none\"/></" + prefix + "fill>";
  }
  const std::string_view markColour = fill.mark == Mark::kError ? kErrorColour : kWarningColour;
  const std::string front = fill.mark == Mark::kNone ? fill.colour : "rgb=\"" + std::string(markColour) + "\"";
  const std::string back = fill.mark == Mark::kNone || fill.colour.empty() ? std::string(kNoColour) : fill.colour;
  return "<" + prefix + "fill><" + prefix + "patternFill patternType=\"solid\"><" + prefix + "fgColor " + front +
         "/><" + prefix + "bgColor " + back + "/></" + prefix + "patternFill></" + prefix + "fill>";
}

base::Result<std::string> StyleEditor::write(const ZipArchive& archive, std::string_view part) const {
  if (oldStyles_ == 0) {
    std::string fills;
    for (std::size_t i = oldFills_; i < fills_.size(); ++i) fills += fillXml(fills_[i], "");
    std::string styles;
    for (const auto& clone : cloneOrder_) {
      styles += "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"" + std::to_string(clone.fill) +
                "\" borderId=\"0\" xfId=\"0\" applyFill=\"1\"/>";
    }
    std::string out = std::string(kXmlDeclaration) + std::string(kMinimalStyles);
    replaceFirst(out, "{fills}", fills);
    replaceFirst(out, "{styles}", styles);
    return out;
  }
  StyleRewrite rewrite{*this};
  XmlEditor<StyleRewrite> editor(archive, *archive.find(part), rewrite);
  rewrite.editor = &editor;
  MC_TRY(editor.run());
  return std::move(rewrite.out);
}

}  // namespace medcredit::formats
