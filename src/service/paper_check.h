// Checking a paper without a store: the file carries its signed content (R-DOC-01). Only the key of the authority is
// needed.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/sm2.h"
#include "papers/document.h"

namespace medcredit::service {

/// Name of the attachment inside the file.
inline constexpr std::string_view kPaperAttachment = "paper.json";

/// What a file or an envelope proved.
struct CheckedPaper {
  papers::Document document;
  std::string digest;      ///< of the content
  bool withPages = false;  ///< the pages are the signed ones too; false for an envelope alone
};

/// Content and signatures as one line of JSON.
struct PaperEnvelope {
  std::string content, signature, pagesDigest, pagesSignature, publicKey;  ///< signatures and key in hex
};
[[nodiscard]] std::string envelopeText(const PaperEnvelope& envelope);
[[nodiscard]] base::Result<PaperEnvelope> readEnvelope(std::string_view text);

/// Bytes of lower-case hex; empty when it is none.
[[nodiscard]] std::string bytesOfHex(std::string_view hex);

/// What the second signature covers.
[[nodiscard]] std::string signedPages(std::string_view contentDigest, std::string_view pagesDigest);

/// Checks a PDF file or an envelope (by its first character). PAPR-0040 altered or none of ours, PAPR-0041 signed with
/// another key.
[[nodiscard]] base::Result<CheckedPaper> checkPaper(std::string_view bytes, const crypto::Sm2PublicKey& key);

}  // namespace medcredit::service
