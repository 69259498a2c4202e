#include "formats/xml_editor.h"

#include <algorithm>

namespace medcredit::formats {

namespace {

constexpr std::size_t kMaxSmallPart = 32U << 20U;

struct CopyHandler {
  std::string out = std::string(kXmlDeclaration);
  XmlEditor<CopyHandler>* editor = nullptr;
  std::string part = {};

  void start(const char*, const char**) { editor->copy(); }
  void end(const char*) { editor->copy(); }
  void raw(std::string_view text) {
    out += text;
    if (out.size() > kMaxSmallPart) editor->refuse(base::fail("FILE-0032", {{"part", part}}));
  }
};

}  // namespace

std::string escapeXml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\t':
        out += "&#9;";
        break;
      case '\n':
        out += "&#10;";
        break;
      case '\r':
        out += "&#13;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
  }
  return out;
}

std::string openTag(const char* name, const char** attributes, std::initializer_list<AttributeChange> changes) {
  std::string tag = std::string("<") + name;
  const auto add = [&](const char* key, const char* value) {
    tag += std::string(" ") + key + "=\"" + escapeXml(value) + "\"";
  };
  for (const char** a = attributes; *a != nullptr; a += 2) {
    const auto* change = std::find_if(changes.begin(), changes.end(),
                                      [&](const AttributeChange& c) { return std::strcmp(c.name, a[0]) == 0; });
    if (change == changes.end()) {
      add(a[0], a[1]);
    } else if (change->value != nullptr) {
      add(a[0], change->value);
    }
  }
  for (const AttributeChange& change : changes) {
    if (change.value != nullptr && plainAttribute(attributes, change.name) == nullptr) add(change.name, change.value);
  }
  return tag + ">";
}

base::Result<std::string> normalizedPart(const ZipArchive& archive, const ZipEntry& entry) {
  CopyHandler handler;
  handler.part = entry.name;
  XmlEditor<CopyHandler> editor(archive, entry, handler);
  handler.editor = &editor;
  MC_TRY(editor.run());
  return std::move(handler.out);
}

void appendToRoot(std::string& part, std::string_view elements) {
  const auto close = part.rfind("</");
  if (close != std::string::npos) {
    part.insert(close, elements);
    return;
  }
  // The root is an empty element: open it.
  const auto slash = part.rfind("/>");
  const auto open = part.rfind('<', slash);
  const auto nameEnd = part.find_first_of(" \t\r\n/", open + 1);
  const std::string name = part.substr(open + 1, nameEnd - open - 1);
  part.replace(slash, 2, ">" + std::string(elements) + "</" + name + ">");
}

}  // namespace medcredit::formats
