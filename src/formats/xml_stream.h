// XML as a stream of events, with everything that can hurt switched off: any document type declaration is refused, so
// there are no entities, no external files and no amplification; depth, attributes and the size of one token are bound.
#pragma once

#include <expat.h>

#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/result.h"
#include "formats/zip_archive.h"

namespace medcredit::formats {

inline constexpr int kMaxXmlDepth = 64;
inline constexpr int kMaxXmlAttributes = 64;
inline constexpr std::size_t kMaxXmlToken = 4U << 20U;

/// Name without its namespace prefix.
[[nodiscard]] inline const char* localName(const char* name) {
  const char* colon = std::strchr(name, ':');
  return colon == nullptr ? name : colon + 1;
}
/// Value of the attribute with exactly that name, or null: the attributes of cells and styles have no prefix.
[[nodiscard]] inline const char* plainAttribute(const char** attributes, const char* name) {
  for (; *attributes != nullptr; attributes += 2) {
    if (std::strcmp(attributes[0], name) == 0) return attributes[1];
  }
  return nullptr;
}
/// Value of the attribute with that local name, or null.
[[nodiscard]] inline const char* attribute(const char** attributes, const char* name) {
  for (; *attributes != nullptr; attributes += 2) {
    if (std::strcmp(localName(attributes[0]), name) == 0) return attributes[1];
  }
  return nullptr;
}

/// The machinery behind XmlStream that does not depend on the handler.
class XmlPump {
 public:
  /// `part` names the XML part in errors.
  XmlPump(std::unique_ptr<ZipStream> source, std::string part, std::size_t blockBytes);

  /// Parses until the handler asks for a stop or the document ends. True: stopped, call again for more; false: the end.
  [[nodiscard]] base::Result<bool> run();
  /// For handlers: stop after this event; run() continues from here.
  void pause() { XML_StopParser(parser_.get(), XML_TRUE); }
  /// For handlers: give up with this error.
  void refuse(base::Error error);
  [[nodiscard]] XML_Parser parser() const { return parser_.get(); }
  [[nodiscard]] double progress() const { return source_->progress(); }
  /// Used by the event trampolines: false when the element breaks a limit.
  [[nodiscard]] bool enter();
  void leave() { --depth_; }
  [[nodiscard]] bool refused() const { return error_.has_value(); }

 private:
  struct Free {
    void operator()(XML_Parser p) const { XML_ParserFree(p); }
  };
  [[nodiscard]] base::Error malformed() const;

  std::unique_ptr<ZipStream> source_;
  std::string part_;
  std::size_t blockBytes_;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> parser_;
  std::optional<base::Error> error_;
  int depth_ = 0;
  std::uint64_t fed_ = 0;
  bool suspended_ = false;
  bool lastFed_ = false;
};

/// Streams a part into `Handler`, which has start(const char* name, const char** attributes), end(const char* name) and
/// text(std::string_view); names are local. The handler outlives the stream and may use pump() to pause or refuse.
template <class Handler>
class XmlStream {
 public:
  static constexpr std::size_t kDefaultBlock = 64 * 1024;

  XmlStream(std::unique_ptr<ZipStream> source, std::string part, Handler& handler,
            std::size_t blockBytes = kDefaultBlock)
      : pump_(std::move(source), std::move(part), blockBytes), handler_(handler) {
    XML_SetUserData(pump_.parser(), this);
    XML_SetElementHandler(pump_.parser(), &onStart, &onEnd);
    XML_SetCharacterDataHandler(pump_.parser(), &onText);
    XML_SetStartDoctypeDeclHandler(pump_.parser(), &onDoctype);
  }
  XmlStream(const XmlStream&) = delete;
  XmlStream& operator=(const XmlStream&) = delete;

  [[nodiscard]] base::Result<bool> run() { return pump_.run(); }
  [[nodiscard]] XmlPump& pump() { return pump_; }

 private:
  static void onStart(void* self, const XML_Char* name, const XML_Char** attributes) {
    auto& stream = *static_cast<XmlStream*>(self);
    if (stream.pump_.enter()) stream.handler_.start(localName(name), attributes);
  }
  static void onEnd(void* self, const XML_Char* name) {
    auto& stream = *static_cast<XmlStream*>(self);
    stream.pump_.leave();
    if (!stream.pump_.refused()) stream.handler_.end(localName(name));
  }
  static void onText(void* self, const XML_Char* text, int length) {
    auto& stream = *static_cast<XmlStream*>(self);
    if (!stream.pump_.refused()) stream.handler_.text({text, static_cast<std::size_t>(length)});
  }
  static void onDoctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    static_cast<XmlStream*>(self)->pump_.refuse(base::fail("FILE-0030"));
  }

  XmlPump pump_;
  Handler& handler_;
};

/// Parses a whole part into `handler`.
template <class Handler>
[[nodiscard]] base::Status parseXml(const ZipArchive& archive, const ZipEntry& entry, Handler& handler) {
  XmlStream<Handler> stream(archive.stream(entry), entry.name, handler);
  if constexpr (requires { handler.attach(stream.pump()); }) handler.attach(stream.pump());
  auto done = stream.run();
  return done.ok() ? base::Status() : base::Status(std::move(done).error());
}

}  // namespace medcredit::formats
