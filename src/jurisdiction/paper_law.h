// Papers (文书) as data: what a paper of each kind says, which values it needs, how it is numbered and laid out
// (R-DOC-01…16). Read from papers.yaml and papers/<id>.yaml over the inheritance chain; filled by the room `papers`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace medcredit::jurisdiction {

enum class PaperFieldType {
  kText,    ///< one line
  kLong,    ///< paragraphs, one per line
  kDate,    ///< given as YYYY-MM-DD, printed 2026年3月1日
  kNumber,  ///< whole number or decimal
  kTable    ///< rows of texts
};

struct PaperColumn {
  std::string id, label;
  int weight = 1;  ///< share of the width
};

/// A value a paper may hold.
struct PaperField {
  std::string id, label;
  PaperFieldType type = PaperFieldType::kText;
  std::string from;  ///< where it comes from: subject.name, record.number, case.due …, or "given" by the caller
  int most = 200;    ///< longest value in characters; rows of a table
  std::vector<PaperColumn> columns;
  std::string source;
};

/// One block. Texts hold placeholders {field}; a block with `when` is left out while that field is empty.
struct PaperBlock {
  enum class Kind {
    kTo,         ///< 主送
    kParagraph,  ///< one indented paragraph for every line
    kHeading,    ///< 一、
    kFields,     ///< two columns: label and value
    kTable,      ///< the rows of one field
    kNote,       ///< small print
    kSignature   ///< line to be signed by hand: 申请人（签名或者盖章）
  };
  Kind kind = Kind::kParagraph;
  std::string text;                 ///< also the title of a table
  std::vector<std::string> fields;  ///< kFields: several; kTable: one
  std::string when;
};

struct PaperTemplate {
  std::string id, title, source;
  int version = 1;
  base::CivilDate validFrom;
  std::optional<base::CivilDate> validTo;
  bool official = true;            ///< letterhead, number, signature of the office; false: a form or list
  bool secret = false;             ///< names a natural person's data beyond the name: never in a list view
  std::string series;              ///< counts from 1 every year; empty: not numbered
  std::string pattern;             ///< {word}信修〔{year}〕{n}号
  std::string served;              ///< how it is to be served by default (送达方式); empty: not served
  std::vector<PaperField> fields;  ///< all that the blocks name, common ones included
  std::vector<PaperBlock> blocks;
  std::string digest;  ///< SM3 over everything above
  std::string place;   ///< file:line:column

  [[nodiscard]] const PaperField* field(std::string_view name) const;
  /// A field that stands in a block without `when` must have a value.
  [[nodiscard]] bool required(std::string_view name) const;
};

/// Measures of the page in tenths of a millimetre and of type in tenths of a point (GB/T 9704-2012 where it says).
struct PaperLayout {
  int pageWidth = 2100, pageHeight = 2970;
  int top = 370, left = 280, textWidth = 1560, textHeight = 2250;
  int lines = 22;        ///< of body text on a page
  int bodySize = 160;    ///< 三号
  int titleSize = 220;   ///< 二号
  int headSize = 320;    ///< name of the office at the head
  int tableSize = 105;   ///< 五号
  int noteSize = 90;     ///< 小五号
  int numberSize = 140;  ///< page number, 四号
  int seal = 420;        ///< diameter of the place of the seal
  std::string serif = "Noto Serif CJK SC";
  std::string sans = "Noto Sans CJK SC";
  std::string source;
};

struct PaperLaw {
  std::string word;   ///< 发文机关代字: 琼卫
  std::string organ;  ///< name of the authority where the caller names none
  std::string wordSource, organSource;
  PaperLayout layout;
  std::vector<PaperTemplate> templates;  ///< sorted by id

  [[nodiscard]] const PaperTemplate* find(std::string_view id) const;
};

}  // namespace medcredit::jurisdiction
