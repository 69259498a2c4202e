// The web page of a paper: the same blocks, everything escaped.
#include "formats/paper_pdf.h"

namespace medcredit::formats {

using papers::Block;

namespace {

std::string escaped(std::string_view text) {
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
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string element(std::string_view name, std::string_view text, std::string_view attributes = {}) {
  std::string out = "<" + std::string(name);
  if (!attributes.empty()) out += " " + std::string(attributes);
  return out + ">" + escaped(text) + "</" + std::string(name) + ">\n";
}

constexpr std::string_view kStyle =
    "body{margin:0;background:#f3f3f1;color:#111;font-family:'Noto Serif CJK SC','Source Han Serif SC',SimSun,serif;"
    "font-size:17px;line-height:1.9}"
    "article{max-width:44em;margin:2em auto;padding:3.5em 3.2em;background:#fff;box-shadow:0 1px 6px #0003}"
    ".organ{color:#c00a14;font-size:1.9em;font-weight:700;text-align:center;letter-spacing:.08em;line-height:1.4}"
    ".number{text-align:center;margin:.4em 0}"
    "hr.red{border:0;border-top:3px solid #c00a14;margin:.6em 0 2em}"
    "h1{font-size:1.5em;text-align:center;margin:0 0 1.2em;line-height:1.5}"
    "h2{font-size:1em;font-family:'Noto Sans CJK SC',SimHei,sans-serif;margin:.4em 0 0 2em}"
    "p{margin:0;text-indent:2em;text-align:justify}p.to,p.note,p.sign{text-indent:0}"
    "p.note{font-size:.78em;color:#555;margin-top:.5em}p.sign{margin-top:1.2em}"
    "p.sign span{display:inline-block;min-width:12em;border-bottom:1px solid #333}"
    "table{border-collapse:collapse;width:100%;margin:1em 0;font-size:.86em;line-height:1.5}"
    "caption{font-family:'Noto Sans CJK SC',SimHei,sans-serif;padding:.4em}"
    "th,td{border:1px solid #444;padding:.4em .6em;text-align:left;overflow-wrap:anywhere}"
    "thead th{background:#f0f0f0;text-align:center}tbody th{width:25%;font-weight:400;text-align:center}"
    ".signer{text-align:right;margin:2.5em 2em 2em}.signer p{text-indent:0;text-align:right}"
    ".banner{border:2px solid #c00a14;color:#c00a14;padding:.5em 1em;margin-bottom:1.5em;text-align:center;"
    "font-weight:700}"
    "footer{border-top:1px solid #999;margin-top:2em;padding-top:.8em;font-size:.72em;color:#444;"
    "font-family:'Noto Sans CJK SC',sans-serif;overflow-wrap:anywhere}footer p{text-indent:0;text-align:left}"
    "@media print{body{background:#fff}article{box-shadow:none;margin:0;max-width:none}}";

std::string tableHtml(const Block& block) {
  const bool pairs = block.kind == Block::Kind::kPairs;
  std::string out = "<table>\n";
  if (!block.text.empty()) out += element("caption", block.text);
  if (!block.columns.empty()) {
    out += "<thead><tr>";
    for (const auto& column : block.columns) out += element("th", column, "scope=\"col\"");
    out += "</tr></thead>\n";
  }
  out += "<tbody>\n";
  for (const auto& row : block.rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += pairs && i == 0 ? element("th", row[i], "scope=\"row\"") : element("td", row[i]);
    }
    out += "</tr>\n";
  }
  if (block.rows.empty()) {
    out += "<tr><td colspan=\"" + std::to_string(block.columns.size()) + "\">（无）</td></tr>\n";
  }
  return out + "</tbody></table>\n";
}

std::string blockHtml(const Block& block) {
  switch (block.kind) {
    case Block::Kind::kTo:
      return element("p", block.text + "：", "class=\"to\"");
    case Block::Kind::kParagraph:
      return element("p", block.text);
    case Block::Kind::kHeading:
      return element("h2", block.text);
    case Block::Kind::kNote:
      return element("p", block.text, "class=\"note\"");
    case Block::Kind::kSignature:
      return "<p class=\"sign\">" + escaped(block.text) + "：<span></span>　　年　　月　　日</p>\n";
    case Block::Kind::kPairs:
    case Block::Kind::kTable:
      return tableHtml(block);
  }
  return {};
}

}  // namespace

std::string paperHtml(const papers::Document& document, const PaperFoot& foot) {
  std::string out =
      "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += element("title", document.title + (document.number.empty() ? "" : " " + document.number));
  out += "<style>" + std::string(kStyle) + "</style>\n</head>\n<body>\n<article>\n";
  if (!foot.banner.empty()) out += element("div", foot.banner, "class=\"banner\" role=\"note\"");
  if (document.official) out += element("div", document.organ, "class=\"organ\"");
  if (!document.number.empty()) out += element("div", document.number, "class=\"number\"");
  if (document.official) out += "<hr class=\"red\">\n";
  out += element("h1", document.title);
  for (const auto& block : document.blocks) out += blockHtml(block);
  out += "<div class=\"signer\">\n" + element("p", document.organ) + element("p", papers::chineseDate(document.date)) +
         "</div>\n";
  if (!foot.digest.empty()) {
    out += "<footer>\n" + element("p", "校验码　" + document.code) + element("p", "内容摘要（SM3）　" + foot.digest);
    if (!document.evidence.empty()) out += element("p", "留痕日志头　" + document.evidence);
    out += element("p", "在信用平台“文书验证”页面输入校验码，可以核对真伪和现行状态。") + "</footer>\n";
  }
  return out + "</article>\n</body>\n</html>\n";
}

}  // namespace medcredit::formats
