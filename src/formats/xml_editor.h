// Editing XML on the fly: what a handler does not change is copied as it stood.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "formats/xml_stream.h"

namespace medcredit::formats {

/// `text` with the characters XML reserves escaped and control characters that XML cannot hold left out.
[[nodiscard]] std::string escapeXml(std::string_view text);
/// "<name a="b" …>" from an element's name and attributes, with `changes` applied: a value replaces or adds, a null
/// pointer removes. Names are compared without prefix.
struct AttributeChange {
  const char* name;
  const char* value;  ///< null: remove
};
[[nodiscard]] std::string openTag(const char* name, const char** attributes,
                                  std::initializer_list<AttributeChange> changes);
/// Prefix of a qualified name with its colon, or "".
[[nodiscard]] inline std::string prefixOf(std::string_view name) {
  const auto colon = name.find(':');
  return std::string(colon == std::string_view::npos ? std::string_view() : name.substr(0, colon + 1));
}

/// Streams a part into `Handler`, which has start(const char* qualifiedName, const char** attributes),
/// end(const char* qualifiedName) and raw(std::string_view). Everything that is no element goes to raw() as it stands;
/// for elements the handler calls copy() to have their own text sent to raw(). An XML declaration is not passed on:
/// raw() gets UTF-8 whatever the part's encoding is.
template <class Handler>
class XmlEditor {
 public:
  XmlEditor(const ZipArchive& archive, const ZipEntry& entry, Handler& handler)
      : pump_(archive.stream(entry), entry.name, 64 * 1024), handler_(handler) {
    XML_SetUserData(pump_.parser(), this);
    XML_SetElementHandler(pump_.parser(), &onStart, &onEnd);
    XML_SetDefaultHandler(pump_.parser(), &onRaw);
    XML_SetXmlDeclHandler(pump_.parser(), &onDeclaration);
    XML_SetStartDoctypeDeclHandler(pump_.parser(), &onDoctype);
  }
  XmlEditor(const XmlEditor&) = delete;
  XmlEditor& operator=(const XmlEditor&) = delete;

  [[nodiscard]] base::Status run() {
    auto done = pump_.run();
    return done.ok() ? base::Status() : base::Status(std::move(done).error());
  }
  /// Sends the current element's own tag to raw().
  void copy() { XML_DefaultCurrent(pump_.parser()); }
  void refuse(base::Error error) { pump_.refuse(std::move(error)); }

 private:
  static void onStart(void* self, const XML_Char* name, const XML_Char** attributes) {
    auto& editor = *static_cast<XmlEditor*>(self);
    if (editor.pump_.enter()) editor.handler_.start(name, attributes);
  }
  static void onEnd(void* self, const XML_Char* name) {
    auto& editor = *static_cast<XmlEditor*>(self);
    editor.pump_.leave();
    if (!editor.pump_.refused()) editor.handler_.end(name);
  }
  static void onRaw(void* self, const XML_Char* text, int length) {
    auto& editor = *static_cast<XmlEditor*>(self);
    if (!editor.pump_.refused()) editor.handler_.raw({text, static_cast<std::size_t>(length)});
  }
  static void onDeclaration(void*, const XML_Char*, const XML_Char*, int) {}
  static void onDoctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    static_cast<XmlEditor*>(self)->pump_.refuse(base::fail("FILE-0030"));
  }

  XmlPump pump_;
  Handler& handler_;
};

inline constexpr std::string_view kXmlDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A small part as UTF-8 text that begins with kXmlDeclaration, checked to be well-formed.
[[nodiscard]] base::Result<std::string> normalizedPart(const ZipArchive& archive, const ZipEntry& entry);
/// Puts `elements` (with their own xmlns) before the end of the root element of a normalised part.
void appendToRoot(std::string& part, std::string_view elements);

}  // namespace medcredit::formats
