// A filled paper: what stands on it, before anybody decides how it looks. The PDF, the page and the signed text are all
// made from this one model.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace medcredit::papers {

/// One block of the body, final text.
struct Block {
  enum class Kind { kTo, kParagraph, kHeading, kPairs, kTable, kNote, kSignature };
  Kind kind = Kind::kParagraph;
  std::string text;                            ///< also the title of a table
  std::vector<std::string> columns;            ///< heads of a table
  std::vector<int> weights;                    ///< shares of the width, one for each column
  std::vector<std::vector<std::string>> rows;  ///< of a table; pairs have two cells
  friend bool operator==(const Block&, const Block&) = default;
};

struct Document {
  std::string paper;  ///< id of the template
  int version = 1;    ///< … and its version
  std::string templateDigest;
  std::string jurisdiction;
  std::string title, number;  ///< number empty: not numbered
  std::string organ;          ///< whose paper it is; printed at the head when official, and above the date
  bool official = true;
  std::string date;      ///< YYYY-MM-DD
  std::string code;      ///< for the public page of verification
  std::string evidence;  ///< head of the evidence log when it was issued; empty: none was signed yet
  std::vector<Block> blocks;
  friend bool operator==(const Document&, const Document&) = default;
};

/// The text that is digested and signed: one line of JSON, the same for the same document.
[[nodiscard]] std::string contentOf(const Document& document);
/// Reads such a text; only exactly what contentOf writes is taken. PAPR-0040.
[[nodiscard]] base::Result<Document> readContent(std::string_view content);

/// "2026年3月1日"; the text itself when it is no date.
[[nodiscard]] std::string chineseDate(std::string_view iso);

/// What the signature covers: a label that no other signed text of the program begins with, and the content.
[[nodiscard]] std::string signedText(std::string_view content);

}  // namespace medcredit::papers
