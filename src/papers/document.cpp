#include "papers/document.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/date.h"
#include "base/text.h"

namespace medcredit::papers {

namespace json = boost::json;

namespace {

constexpr std::string_view kForm = "medcredit-paper-1";

struct KindWord {
  Block::Kind kind;
  std::string_view word;
};
constexpr auto kKinds = std::to_array<KindWord>({{Block::Kind::kTo, "to"},
                                                 {Block::Kind::kParagraph, "p"},
                                                 {Block::Kind::kHeading, "h"},
                                                 {Block::Kind::kPairs, "pairs"},
                                                 {Block::Kind::kTable, "table"},
                                                 {Block::Kind::kNote, "note"},
                                                 {Block::Kind::kSignature, "sign"}});

json::array textsJson(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

json::object blockJson(const Block& block) {
  const auto* word =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const KindWord& one) { return one.kind == block.kind; });
  json::object out{{"kind", word->word}, {"text", block.text}};
  if (!block.columns.empty()) out["columns"] = textsJson(block.columns);
  if (!block.weights.empty()) out["weights"] = json::array(block.weights.begin(), block.weights.end());
  if (block.kind == Block::Kind::kPairs || block.kind == Block::Kind::kTable) {
    json::array rows;
    for (const auto& row : block.rows) rows.push_back(textsJson(row));
    out["rows"] = std::move(rows);
  }
  return out;
}

/// Thrown inside this file only: the text is not one of ours.
struct NotOurs {
  std::string what;
};

std::string textAt(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_string()) throw NotOurs{std::string(key)};
  return std::string(value->get_string());
}

std::vector<std::string> textsOf(const json::value& value) {
  if (!value.is_array()) throw NotOurs{"rows"};
  std::vector<std::string> out;
  for (const auto& item : value.get_array()) {
    if (!item.is_string()) throw NotOurs{"rows"};
    out.emplace_back(item.get_string());
  }
  return out;
}

int weightOf(const json::value& value) {
  constexpr std::int64_t kMost = 1000;
  const auto* number = value.if_int64();
  if (number == nullptr || *number < 1 || *number > kMost) throw NotOurs{"weights"};
  return static_cast<int>(*number);
}

Block readBlock(const json::value& value) {
  if (!value.is_object()) throw NotOurs{"blocks"};
  const auto& object = value.get_object();
  Block block;
  const auto name = textAt(object, "kind");
  const auto* word = std::find_if(kKinds.begin(), kKinds.end(), [&](const KindWord& one) { return one.word == name; });
  if (word == kKinds.end()) throw NotOurs{"kind"};
  block.kind = word->kind;
  block.text = textAt(object, "text");
  if (const auto* columns = object.if_contains("columns")) block.columns = textsOf(*columns);
  if (const auto* weights = object.if_contains("weights"); weights != nullptr && weights->is_array()) {
    for (const auto& weight : weights->get_array()) block.weights.push_back(weightOf(weight));
  }
  if (const auto* rows = object.if_contains("rows"); rows != nullptr && rows->is_array()) {
    for (const auto& row : rows->get_array()) block.rows.push_back(textsOf(row));
  }
  for (const auto& row : block.rows) {
    if (row.size() != block.weights.size()) throw NotOurs{"rows"};
  }
  if (!block.columns.empty() && block.columns.size() != block.weights.size()) throw NotOurs{"columns"};
  return block;
}

Document readDocument(const json::object& object) {
  if (textAt(object, "form") != kForm) throw NotOurs{"form"};
  Document out;
  out.paper = textAt(object, "paper");
  const auto* version = object.if_contains("version");
  if (version == nullptr) throw NotOurs{"version"};
  out.version = weightOf(*version);
  out.templateDigest = textAt(object, "template");
  out.jurisdiction = textAt(object, "jurisdiction");
  out.title = textAt(object, "title");
  out.number = textAt(object, "number");
  out.organ = textAt(object, "organ");
  const auto* official = object.if_contains("official");
  if (official == nullptr || !official->is_bool()) throw NotOurs{"official"};
  out.official = official->get_bool();
  out.date = textAt(object, "date");
  out.code = textAt(object, "code");
  out.evidence = textAt(object, "evidence");
  const auto* blocks = object.if_contains("blocks");
  if (blocks == nullptr || !blocks->is_array()) throw NotOurs{"blocks"};
  for (const auto& block : blocks->get_array()) out.blocks.push_back(readBlock(block));
  return out;
}

}  // namespace

std::string contentOf(const Document& document) {
  json::array blocks;
  for (const auto& block : document.blocks) blocks.push_back(blockJson(block));
  return json::serialize(json::object{{"form", kForm},
                                      {"paper", document.paper},
                                      {"version", document.version},
                                      {"template", document.templateDigest},
                                      {"jurisdiction", document.jurisdiction},
                                      {"title", document.title},
                                      {"number", document.number},
                                      {"organ", document.organ},
                                      {"official", document.official},
                                      {"date", document.date},
                                      {"code", document.code},
                                      {"evidence", document.evidence},
                                      {"blocks", std::move(blocks)}});
}

base::Result<Document> readContent(std::string_view content) {
  const auto notOurs = [](std::string what) { return base::fail("PAPR-0040", {{"detail", std::move(what)}}); };
  if (!base::isValidUtf8(content)) return notOurs("不是 UTF-8 文字");
  json::error_code ec;
  const auto parsed = json::parse(content, ec);
  if (ec || !parsed.is_object()) return notOurs("不是文书内容");
  try {
    auto document = readDocument(parsed.get_object());
    if (contentOf(document) != content) return notOurs("有多余的内容");
    return document;
  } catch (const NotOurs& wrong) {
    return notOurs("“" + wrong.what + "”不对");
  }
}

std::string chineseDate(std::string_view iso) {
  const auto day = base::CivilDate::parseIso(iso);
  if (!day) return std::string(iso);
  return std::to_string(day->year()) + "年" + std::to_string(day->month()) + "月" + std::to_string(day->day()) + "日";
}

std::string signedText(std::string_view content) { return "medcredit paper 1\n" + std::string(content); }

}  // namespace medcredit::papers
