#include "papers/fill.h"

#include <algorithm>

#include "base/text.h"

namespace medcredit::papers {

namespace {

using jurisdiction::PaperBlock;
using jurisdiction::PaperField;
using jurisdiction::PaperFieldType;
using jurisdiction::PaperTemplate;

/// Members of {name} replaced by `value(name)`; what it puts in is not looked at again.
template <class Lookup>
std::string replaced(std::string_view text, const Lookup& value) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = text.find('}', open);
    if (close == std::string_view::npos) break;
    out += value(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  return out;
}

std::vector<std::string> linesOf(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = base::trim(text.substr(0, end));
    if (!line.empty()) out.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

bool isNumber(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto dot = text.find('.');
  const auto digits = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (dot == std::string_view::npos) return digits(text);
  return digits(text.substr(0, dot)) && digits(text.substr(dot + 1));
}

class Filling {
 public:
  Filling(const PaperTemplate& paper, const Values& values, const Head& head)
      : paper_(paper), values_(values), head_(head) {}

  base::Result<Document> run() {
    MC_TRY(checkDay());
    MC_TRY(checkValues());
    Document out;
    out.paper = paper_.id;
    out.version = paper_.version;
    out.templateDigest = paper_.digest;
    out.jurisdiction = head_.jurisdiction;
    out.title = paper_.title;
    out.number = head_.number;
    out.organ = head_.organ;
    out.official = paper_.official;
    out.date = head_.date.iso();
    out.code = head_.code;
    out.evidence = head_.evidence;
    for (const auto& block : paper_.blocks) put(block, out);
    return out;
  }

 private:
  [[nodiscard]] base::Status checkDay() const {
    const bool early = head_.date < paper_.validFrom;
    if (!early && (!paper_.validTo || head_.date <= *paper_.validTo)) return {};
    return base::fail("PAPR-0011",
                      {{"paper", paper_.title}, {"from", paper_.validFrom.iso()}, {"to", head_.date.iso()}});
  }

  [[nodiscard]] base::Error wrong(const char* code, const PaperField& field, std::string name = {},
                                  std::string value = {}) const {
    std::vector<base::ErrorArg> args{{"title", paper_.title}, {"label", field.label}};
    if (!name.empty()) args.push_back({std::move(name), std::move(value)});
    return base::fail(code, std::move(args), field.id);
  }

  base::Result<std::string> cleaned(const PaperField& field, std::string_view text) {
    if (!base::isValidUtf8(text) || base::hasControlCharacters(text)) return wrong("PAPR-0014", field);
    return base::cleanText(text);
  }

  base::Result<std::string> checkText(const PaperField& field, std::string_view given) {
    MC_ASSIGN(auto text, cleaned(field, given));
    if (field.type != PaperFieldType::kLong && text.find_first_of("\n\r\t") != std::string::npos) {
      return wrong("PAPR-0014", field);
    }
    if (base::codePoints(text) > static_cast<std::size_t>(field.most)) {
      return wrong("PAPR-0013", field, "most", std::to_string(field.most));
    }
    if (text.empty()) return text;
    if (field.type == PaperFieldType::kDate) {
      if (!base::CivilDate::parseIso(text)) return wrong("PAPR-0015", field, "expected", "日期 YYYY-MM-DD");
      return chineseDate(text);
    }
    if (field.type == PaperFieldType::kNumber && !isNumber(text)) return wrong("PAPR-0015", field, "expected", "数字");
    return text;
  }

  base::Result<std::vector<std::vector<std::string>>> checkRows(const PaperField& field, const Value& value) {
    if (!value.text.empty()) return wrong("PAPR-0015", field, "expected", "表格");
    if (value.rows.size() > static_cast<std::size_t>(field.most)) {
      return wrong("PAPR-0013", field, "most", std::to_string(field.most));
    }
    constexpr std::size_t kLongestCell = 500;
    std::vector<std::vector<std::string>> out;
    for (const auto& row : value.rows) {
      if (row.size() != field.columns.size()) {
        return wrong("PAPR-0015", field, "expected", std::to_string(field.columns.size()) + " 列的表格");
      }
      auto& cells = out.emplace_back();
      for (const auto& cell : row) {
        MC_ASSIGN(auto text, cleaned(field, cell));
        if (base::codePoints(text) > kLongestCell) {
          return wrong("PAPR-0013", field, "most", std::to_string(kLongestCell));
        }
        cells.push_back(std::move(text));
      }
    }
    return out;
  }

  base::Status checkValues() {
    for (const auto& [name, value] : values_) {
      const auto* field = paper_.field(name);
      if (field == nullptr) return base::fail("PAPR-0016", {{"title", paper_.title}, {"field", name}}, name);
      if (field->type == PaperFieldType::kTable) {
        MC_ASSIGN(rows_[name], checkRows(*field, value));
        continue;
      }
      if (!value.rows.empty()) return wrong("PAPR-0015", *field, "expected", "文字");
      MC_ASSIGN(texts_[name], checkText(*field, value.text));
    }
    for (const auto& field : paper_.fields) {
      if (paper_.required(field.id) && !present(field.id)) return wrong("PAPR-0012", field);
    }
    return {};
  }

  /// An empty table given as such is there: nothing happened in that month.
  [[nodiscard]] bool present(std::string_view name) const {
    if (rows_.contains(name)) return true;
    const auto found = texts_.find(name);
    return found != texts_.end() && !found->second.empty();
  }

  [[nodiscard]] std::string valueOf(std::string_view name) const {
    if (name == "organ") return head_.organ;
    if (name == "title") return paper_.title;
    if (name == "number") return head_.number;
    if (name == "date") return chineseDate(head_.date.iso());
    const auto found = texts_.find(name);
    return found == texts_.end() ? std::string() : found->second;
  }

  [[nodiscard]] std::string textOf(std::string_view pattern) const {
    return replaced(pattern, [this](std::string_view name) { return valueOf(name); });
  }

  void put(const PaperBlock& block, Document& out) const {
    if (!block.when.empty() && !present(block.when)) return;
    switch (block.kind) {
      case PaperBlock::Kind::kTo:
        out.blocks.push_back({Block::Kind::kTo, textOf(block.text), {}, {}, {}});
        return;
      case PaperBlock::Kind::kParagraph:
        for (auto& line : linesOf(textOf(block.text))) {
          out.blocks.push_back({Block::Kind::kParagraph, std::move(line), {}, {}, {}});
        }
        return;
      case PaperBlock::Kind::kHeading:
        out.blocks.push_back({Block::Kind::kHeading, textOf(block.text), {}, {}, {}});
        return;
      case PaperBlock::Kind::kNote:
        out.blocks.push_back({Block::Kind::kNote, textOf(block.text), {}, {}, {}});
        return;
      case PaperBlock::Kind::kSignature:
        out.blocks.push_back({Block::Kind::kSignature, textOf(block.text), {}, {}, {}});
        return;
      case PaperBlock::Kind::kFields:
        putPairs(block, out);
        return;
      case PaperBlock::Kind::kTable:
        putTable(block, out);
        return;
    }
  }

  void putPairs(const PaperBlock& block, Document& out) const {
    Block pairs{Block::Kind::kPairs, textOf(block.text), {}, {1, 3}, {}};
    for (const auto& name : block.fields) {
      const auto* field = paper_.field(name);
      if (field == nullptr) continue;
      auto value = valueOf(name);
      // A form keeps its blanks to be filled in by hand.
      if (!value.empty() || !paper_.official) pairs.rows.push_back({field->label, std::move(value)});
    }
    if (!pairs.rows.empty()) out.blocks.push_back(std::move(pairs));
  }

  void putTable(const PaperBlock& block, Document& out) const {
    for (const auto& name : block.fields) {
      const auto* field = paper_.field(name);
      if (field == nullptr) continue;
      Block table{Block::Kind::kTable, textOf(block.text), {}, {}, {}};
      for (const auto& column : field->columns) {
        table.columns.push_back(column.label);
        table.weights.push_back(column.weight);
      }
      if (const auto rows = rows_.find(name); rows != rows_.end()) table.rows = rows->second;
      out.blocks.push_back(std::move(table));
    }
  }

  const PaperTemplate& paper_;
  const Values& values_;
  const Head& head_;
  std::map<std::string, std::string, std::less<>> texts_;
  std::map<std::string, std::vector<std::vector<std::string>>, std::less<>> rows_;
};

}  // namespace

base::Result<Document> fill(const PaperTemplate& paper, const Values& values, const Head& head) {
  return Filling(paper, values, head).run();
}

std::string numberText(const PaperTemplate& paper, std::string_view word, int year, std::int64_t count) {
  return replaced(paper.pattern, [&](std::string_view name) -> std::string {
    if (name == "word") return std::string(word);
    if (name == "year") return std::to_string(year);
    return std::to_string(count);
  });
}

}  // namespace medcredit::papers
