// A paper as PDF pages in the style of official documents (GB/T 9704-2012 for what it says), and as a web page: two
// forms of one document. Nothing of a value is ever read as markup.
#pragma once

#include <string>

#include "base/result.h"
#include "jurisdiction/paper_law.h"
#include "papers/document.h"

namespace medcredit::formats {

/// What stands beside the paper itself.
struct PaperFoot {
  std::string digest;        ///< SM3 of the signed content, 64 hex digits; empty: a draft, without code and foot
  std::string banner;        ///< why the paper does not count any more, at the head of every page; empty: it counts
  std::string address = {};  ///< of the public site without a slash at the end; empty: the site has told none
};

/// The same document gives the same bytes. PAPR-0030 font not installed, PAPR-0031 characters without a glyph,
/// PAPR-0032.
[[nodiscard]] base::Result<std::string> paperPdf(const papers::Document& document,
                                                 const jurisdiction::PaperLayout& layout, const PaperFoot& foot);

/// A whole HTML document without scripts and without anything from elsewhere.
[[nodiscard]] std::string paperHtml(const papers::Document& document, const PaperFoot& foot);

/// What the two-dimensional code says: the page that verifies the paper, or where no address is set the code alone.
[[nodiscard]] std::string codeText(const papers::Document& document, const PaperFoot& foot);

}  // namespace medcredit::formats
