#include "service/paper_check.h"

#include <array>
#include <boost/json.hpp>

#include "crypto/sm3.h"
#include "formats/paper_attach.h"

namespace medcredit::service {

namespace json = boost::json;

namespace {

constexpr std::string_view kForm = "medcredit-paper-envelope-1";

base::Error altered(std::string detail) { return base::fail("PAPR-0040", {{"detail", std::move(detail)}}); }

int hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

std::string bytesOfHex(std::string_view hex) {
  std::string out;
  if (hex.size() % 2 != 0) return out;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = hexValue(hex[i]);
    const int low = hexValue(hex[i + 1]);
    if (high < 0 || low < 0) return {};
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

std::string envelopeText(const PaperEnvelope& envelope) {
  return json::serialize(json::object{{"form", kForm},
                                      {"content", envelope.content},
                                      {"signature", envelope.signature},
                                      {"pages_digest", envelope.pagesDigest},
                                      {"pages_signature", envelope.pagesSignature},
                                      {"public_key", envelope.publicKey}});
}

base::Result<PaperEnvelope> readEnvelope(std::string_view text) {
  json::error_code ec;
  const auto parsed = json::parse(text, ec);
  if (ec || !parsed.is_object()) return altered("没有文书内容");
  const auto& object = parsed.get_object();
  PaperEnvelope out;
  struct Member {
    std::string_view name;
    std::string* into;
  };
  std::string form;
  const auto members = std::to_array<Member>({{"form", &form},
                                              {"content", &out.content},
                                              {"signature", &out.signature},
                                              {"pages_digest", &out.pagesDigest},
                                              {"pages_signature", &out.pagesSignature},
                                              {"public_key", &out.publicKey}});
  for (const auto& member : members) {
    const auto* value = object.if_contains(member.name);
    if (value == nullptr || !value->is_string()) return altered("缺少 " + std::string(member.name));
    *member.into = std::string(value->get_string());
  }
  if (form != kForm || object.size() != members.size()) return altered("不是文书内容");
  return out;
}

std::string signedPages(std::string_view contentDigest, std::string_view pagesDigest) {
  return "medcredit paper pages 1\n" + std::string(contentDigest) + "\n" + std::string(pagesDigest);
}

base::Result<CheckedPaper> checkPaper(std::string_view bytes, const crypto::Sm2PublicKey& key) {
  CheckedPaper out;
  std::string envelopeBytes(bytes);
  std::string pages;
  if (bytes.starts_with("%PDF-")) {
    auto detached = formats::detachText(bytes, kPaperAttachment);
    if (!detached) return altered("文件里没有完整的文书内容");
    pages = std::move(detached->pages);
    envelopeBytes = std::move(detached->text);
    out.withPages = true;
  }
  MC_ASSIGN(const auto envelope, readEnvelope(envelopeBytes));
  if (bytesOfHex(envelope.publicKey) != key.point()) return base::fail("PAPR-0041");
  if (!key.verify(papers::signedText(envelope.content), bytesOfHex(envelope.signature))) {
    return altered("内容与签名不符");
  }
  out.digest = crypto::sm3Hex(envelope.content);
  if (out.withPages && crypto::sm3Hex(pages) != envelope.pagesDigest) return altered("页面被改动");
  const bool pagesSigned = !envelope.pagesDigest.empty();
  if (out.withPages && !pagesSigned) return altered("页面没有签名");
  if (pagesSigned && !key.verify(signedPages(out.digest, envelope.pagesDigest), bytesOfHex(envelope.pagesSignature))) {
    return altered("页面与签名不符");
  }
  MC_ASSIGN(out.document, papers::readContent(envelope.content));
  return out;
}

}  // namespace medcredit::service
