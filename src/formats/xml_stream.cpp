#include "formats/xml_stream.h"

namespace medcredit::formats {

XmlPump::XmlPump(std::unique_ptr<ZipStream> source, std::string part, std::size_t blockBytes)
    : source_(std::move(source)), part_(std::move(part)), blockBytes_(blockBytes), parser_(XML_ParserCreate(nullptr)) {
  XML_SetParamEntityParsing(parser_.get(), XML_PARAM_ENTITY_PARSING_NEVER);
}

void XmlPump::refuse(base::Error error) {
  if (error_) return;
  error_ = std::move(error);
  XML_StopParser(parser_.get(), XML_FALSE);
}

bool XmlPump::enter() {
  ++depth_;
  if (error_) return false;
  if (depth_ > kMaxXmlDepth || XML_GetSpecifiedAttributeCount(parser_.get()) > 2 * kMaxXmlAttributes) {
    refuse(base::fail("FILE-0032", {{"part", part_}}));
    return false;
  }
  return true;
}

base::Error XmlPump::malformed() const {
  return base::fail("FILE-0031", {{"part", part_},
                                  {"line", std::to_string(XML_GetCurrentLineNumber(parser_.get()))},
                                  {"reason", XML_ErrorString(XML_GetErrorCode(parser_.get()))}});
}

base::Result<bool> XmlPump::run() {
  for (;;) {
    XML_Status status = XML_STATUS_OK;
    if (suspended_) {
      status = XML_ResumeParser(parser_.get());
    } else if (lastFed_) {
      return false;
    } else {
      void* const buffer = XML_GetBuffer(parser_.get(), static_cast<int>(blockBytes_));
      if (buffer == nullptr) return malformed();
      MC_ASSIGN(const std::size_t got, source_->read(static_cast<char*>(buffer), blockBytes_));
      fed_ += got;
      lastFed_ = got == 0;
      status = XML_ParseBuffer(parser_.get(), static_cast<int>(got), lastFed_ ? XML_TRUE : XML_FALSE);
    }
    if (error_) return *error_;
    suspended_ = status == XML_STATUS_SUSPENDED;
    if (status == XML_STATUS_ERROR) return malformed();
    if (suspended_) return true;
    // What the parser has not turned into an event yet is one unfinished token.
    const auto parsed = XML_GetCurrentByteIndex(parser_.get());
    if (!lastFed_ && parsed >= 0 && fed_ - static_cast<std::uint64_t>(parsed) > kMaxXmlToken) {
      return base::fail("FILE-0032", {{"part", part_}});
    }
  }
}

}  // namespace medcredit::formats
