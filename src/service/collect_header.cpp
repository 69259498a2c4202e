#include "service/collect_header.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

#include "base/text.h"

namespace medcredit::service {

namespace {

using domain::CatalogueEntry;
using domain::FieldDef;

/// A label taken apart: "行政相对人代码_2(工商注册号)" has stem "行政相对人代码_2" and words "工商注册号".
struct Label {
  std::string key;    ///< comparison key of the whole label, marks removed
  std::string stem;   ///< before the last bracket; equals key when there is none
  std::string words;  ///< inside the last bracket
};

/// Marks that offices and templates put on headers; they say nothing about which field it is.
constexpr auto kMarks = std::to_array<std::string_view>(
    {"(必填)", "(必填项)", "(选填)", "(可选)", "(非必填)", "(必须填写)", "(必输)", "*", "※", ":", "："});

Label takeApart(std::string_view text) {
  Label label;
  label.key = base::headerKey(text);
  for (const auto mark : kMarks) {
    for (auto at = label.key.find(mark); at != std::string::npos; at = label.key.find(mark)) {
      label.key.erase(at, mark.size());
    }
  }
  label.stem = label.key;
  if (label.key.ends_with(')')) {
    const auto open = label.key.rfind('(');
    if (open != std::string::npos && open > 0) {
      label.stem = label.key.substr(0, open);
      label.words = label.key.substr(open + 1, label.key.size() - open - 2);
    }
  }
  return label;
}

/// "行政相对人代码_2": the number changed its meaning between the 2016 and 2018 editions, only the words count.
bool endsInNumber(std::string_view stem) {
  return stem.size() > 2 && stem.back() >= '0' && stem.back() <= '9' && stem[stem.size() - 2] == '_';
}

bool isMoneyUnit(std::string_view words) {
  return words == "元" || words == "万元" || words == "千元" || words == "亿元";
}

/// All labels of an entry by comparison key, strongest kind of label first.
class LabelIndex {
 public:
  explicit LabelIndex(const CatalogueEntry& entry) : entry_(entry) {
    const auto& fields = entry.fieldSet.fields;
    for (int i = 0; i < static_cast<int>(fields.size()); ++i) {
      const auto& field = fields[static_cast<std::size_t>(i)];
      if (!field.code.empty()) add(kCode, base::headerKey(field.code), i);
      addLabel(kName, field.name, i);
      for (const auto& alias : field.aliases) addLabel(kAlias, alias, i);
    }
  }

  struct Match {
    std::vector<int> fields;  ///< one: found; several: ambiguous; none: unknown
    bool numberOnly = false;  ///< a numbered stem without words
    std::string wrongUnit;    ///< the field's own unit, when the header names another
  };

  [[nodiscard]] Match match(std::string_view text) const {
    const Label label = takeApart(text);
    Match found;
    if (label.key.empty()) return found;
    for (int level = kCode; level <= kAlias; ++level) {
      if (lookup(level, label.key, found)) return found;
    }
    if (lookup(kWords, label.key, found)) return found;  // "工商注册号" alone
    if (!label.words.empty()) return matchBracketed(label, found);
    if (endsInNumber(label.stem)) {
      found.numberOnly = hasStem(label.stem);
      return found;
    }
    lookup(kStem, label.stem, found);  // "罚款金额" for "罚款金额(万元)"
    return found;
  }

 private:
  enum Level { kCode, kName, kAlias, kWords, kStem, kLevels };

  Match matchBracketed(const Label& label, Match found) const {
    for (const int level : {kCode, kName, kAlias, kWords}) {  // "处罚决定文书号(CF_WSH)", "代码_9(税务登记号)"
      if (lookup(level, label.words, found)) return found;
    }
    if (endsInNumber(label.stem)) {
      found.numberOnly = hasStem(label.stem);
      return found;
    }
    bool known = false;
    for (const int level : {kCode, kName, kAlias, kStem}) {  // "CF_WSH(文书号)", "处罚决定日期(yyyy-mm-dd)"
      known = known || lookup(level, label.stem, found);
    }
    if (known && found.fields.size() == 1 && isMoneyUnit(label.words)) {
      const auto own = takeApart(entry_.fieldSet.fields[static_cast<std::size_t>(found.fields.front())].name);
      if (own.words != label.words) found.wrongUnit = own.words;
    }
    return found;
  }

  void addLabel(Level level, std::string_view text, int field) {
    const Label label = takeApart(text);
    add(level, label.key, field);
    if (label.words.empty()) return;
    if (endsInNumber(label.stem)) add(kWords, label.words, field);
    add(kStem, label.stem, field);
  }

  void add(Level level, const std::string& key, int field) {
    if (key.empty()) return;
    auto& fields = index_[level][key];
    if (std::find(fields.begin(), fields.end(), field) == fields.end()) fields.push_back(field);
  }

  bool lookup(int level, const std::string& key, Match& found) const {
    const auto& map = index_[static_cast<std::size_t>(level)];
    const auto it = map.find(key);
    if (it == map.end()) return false;
    found.fields = it->second;
    return true;
  }

  [[nodiscard]] bool hasStem(const std::string& stem) const {
    const auto& map = index_[kStem];
    if (map.contains(stem)) return true;
    const auto family = std::string_view(stem).substr(0, stem.rfind('_') + 1);
    return std::any_of(map.begin(), map.end(), [&](const auto& item) { return item.first.starts_with(family); });
  }

  const CatalogueEntry& entry_;
  std::array<std::unordered_map<std::string, std::vector<int>>, kLevels> index_;
};

/// What one row would mean as a header.
struct Reading {
  std::vector<LabelIndex::Match> columns;
  std::vector<bool> bound;  ///< by field
  int score = 0;            ///< fields named
};

bool isResultColumn(std::string_view text) { return base::headerKey(text).starts_with(kResultHeaderPrefix); }

Reading readAsHeader(const LabelIndex& labels, const CatalogueEntry& entry, const KeptRow& row) {
  Reading reading;
  reading.bound.resize(entry.fieldSet.fields.size());
  for (const auto& cell : row.cells) {
    auto match = isResultColumn(cell.text) ? LabelIndex::Match{} : labels.match(cell.text);
    for (const int field : match.fields) {
      if (!reading.bound[static_cast<std::size_t>(field)]) ++reading.score;
      reading.bound[static_cast<std::size_t>(field)] = true;
    }
    reading.columns.push_back(std::move(match));
  }
  return reading;
}

std::vector<const FieldDef*> missingHeaders(const CatalogueEntry& entry, const Reading& reading, bool sourceCodeKnown) {
  std::vector<const FieldDef*> missing;
  for (std::size_t i = 0; i < entry.fieldSet.fields.size(); ++i) {
    const auto& field = entry.fieldSet.fields[i];
    if (!reading.bound[i] && headerRequired(entry, field, sourceCodeKnown)) missing.push_back(&field);
  }
  return missing;
}

struct BestRow {
  std::size_t index = 0;
  Reading reading;
};

BestRow bestHeaderRow(const LabelIndex& labels, const CatalogueEntry& entry, std::span<const KeptRow> rows) {
  BestRow best;
  for (std::size_t i = 0; i < rows.size() && i < kHeaderScanRows; ++i) {
    Reading reading = readAsHeader(labels, entry, rows[i]);
    if (i == 0 || reading.score > best.reading.score) best = {i, std::move(reading)};
  }
  return best;
}

/// The entry whose template this looks like, when it fits and ours does not.
const CatalogueEntry* resembles(const jurisdiction::Jurisdiction& law, const CatalogueEntry& ours, int ourScore,
                                std::span<const KeptRow> rows) {
  const CatalogueEntry* found = nullptr;
  int bestScore = ourScore - 1;  // as many labels and nothing missing: it is the other one
  for (const auto& other : law.catalogue) {
    if (other.code == ours.code || other.fieldSet.fields.empty()) continue;
    const LabelIndex labels(other);
    const BestRow best = bestHeaderRow(labels, other, rows);
    if (best.reading.score < 3 || !missingHeaders(other, best.reading, true).empty()) continue;
    // On a tie the entry for the same kind of subject is meant.
    if (best.reading.score > bestScore || (found != nullptr && best.reading.score == bestScore &&
                                           other.subject == ours.subject && found->subject != ours.subject)) {
      bestScore = best.reading.score;
      found = &other;
    }
  }
  return found;
}

std::string rowPlace(std::int64_t row) { return "第" + std::to_string(row) + "行"; }

std::string joinNames(const std::vector<const FieldDef*>& fields) {
  std::string text;
  for (const auto* field : fields) {
    if (!text.empty()) text += "、";
    text += field->name;
    if (!field->code.empty()) text += " [" + field->code + "]";
  }
  return text;
}

/// A required label that stands in a neighbouring row: the header is split over rows by merged cells.
bool splitHeader(const LabelIndex& labels, const CatalogueEntry& entry, std::span<const KeptRow> rows,
                 const BestRow& best, const std::vector<const FieldDef*>& missing) {
  for (const std::size_t near : {best.index - 1, best.index + 1}) {
    if (near >= rows.size()) continue;  // also the wrapped 0 - 1
    const Reading reading = readAsHeader(labels, entry, rows[near]);
    const auto named = [&](const FieldDef* field) {
      return reading.bound[static_cast<std::size_t>(entry.indexOfField(field->id()))];
    };
    if (std::any_of(missing.begin(), missing.end(), named)) return true;
  }
  return false;
}

base::Status checkColumn(const LabelIndex::Match& match, const CatalogueEntry& entry, const KeptRow& row, int column) {
  const auto& title = row.cells[static_cast<std::size_t>(column)].text;
  const std::string place = rowPlace(row.number) + columnLetters(column) + "列";
  if (match.numberOnly) return base::fail("COLL-0009", {{"header", title}}, place);
  if (!match.wrongUnit.empty()) return base::fail("COLL-0010", {{"header", title}, {"unit", match.wrongUnit}}, place);
  if (match.fields.size() > 1) {
    std::vector<const FieldDef*> fields;
    for (const int f : match.fields) fields.push_back(&entry.fieldSet.fields[static_cast<std::size_t>(f)]);
    return base::fail("COLL-0014", {{"header", title}, {"fields", joinNames(fields)}}, place);
  }
  return {};
}

/// Batch named in the header of the result column: 医信校验结果【B12】.
std::optional<std::int64_t> batchInHeader(std::string_view text) {
  const auto at = text.find('B');
  if (at == std::string_view::npos) return std::nullopt;
  std::int64_t id = 0;
  const auto [end, ec] = std::from_chars(text.data() + at + 1, text.data() + text.size(), id);
  if (ec != std::errc() || id <= 0) return std::nullopt;
  return id;
}

bool isForbidden(const jurisdiction::Jurisdiction& law, const std::string& key) {
  const auto* list = law.codeList("forbidden-fields");
  if (list == nullptr) return false;
  return std::any_of(list->items.begin(), list->items.end(), [&](const jurisdiction::CodeListItem& item) {
    return key.find(base::headerKey(item.label)) != std::string::npos;
  });
}

domain::Finding droppedColumn(const jurisdiction::Jurisdiction& law, std::int64_t row, int column,
                              const std::string& title) {
  domain::Finding finding;
  finding.code = isForbidden(law, base::headerKey(title)) ? "COLL-0021" : "COLL-0020";
  finding.severity = domain::Severity::kWarning;
  finding.row = row;
  finding.column = column;
  finding.value = title;
  finding.args = {{"header", title}};
  return finding;
}

/// A column without a header that carries values: its header was merged away.
bool carriesValues(std::span<const KeptRow> rows, std::size_t headerIndex, std::size_t column) {
  for (std::size_t i = headerIndex + 1; i < rows.size(); ++i) {
    if (column < rows[i].cells.size() && !base::trim(rows[i].cells[column].text).empty()) return true;
  }
  return false;
}

/// 处罚类别1 / 处罚类别2, CF_CFLB1 / CF_CFLB2: one list of values spread over numbered columns.
bool numberedPair(const KeptRow& row, int first, int second) {
  const std::string a = base::headerKey(row.cells[static_cast<std::size_t>(first)].text);
  const std::string b = base::headerKey(row.cells[static_cast<std::size_t>(second)].text);
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (a.empty() || a.size() != b.size() || !digit(a.back()) || !digit(b.back()) || a.back() == b.back()) return false;
  return a.compare(0, a.size() - 1, b, 0, b.size() - 1) == 0;
}

base::Status bindColumns(const jurisdiction::Jurisdiction& law, const CatalogueEntry& entry,
                         std::span<const KeptRow> rows, const BestRow& best, HeaderMap& map) {
  const auto& row = rows[best.index];
  for (int c = 0; c < static_cast<int>(row.cells.size()); ++c) {
    const auto column = static_cast<std::size_t>(c);
    const auto& title = row.cells[column].text;
    map.titles.push_back(title);
    if (base::trim(title).empty()) continue;
    map.width = c + 1;
    if (isResultColumn(title)) {
      map.resultColumn = c;
      map.roundOf = batchInHeader(title);
      continue;
    }
    const auto& match = best.reading.columns[column];
    MC_TRY(checkColumn(match, entry, row, c));
    if (match.fields.empty()) {
      map.findings.push_back(droppedColumn(law, row.number, c, title));
      continue;
    }
    const auto field = static_cast<std::size_t>(match.fields.front());
    int& bound = map.columnOfField[field];
    if (bound >= 0 && entry.fieldSet.fields[field].multiValue && numberedPair(row, bound, c)) {
      map.joinedColumns.emplace_back(static_cast<int>(field), c);
      continue;
    }
    if (bound >= 0) {
      return base::fail(
          "COLL-0006",
          {{"field", entry.fieldSet.fields[field].name},
           {"first", columnLetters(bound) + "列“" + row.cells[static_cast<std::size_t>(bound)].text + "”"},
           {"second", columnLetters(c) + "列“" + title + "”"}},
          rowPlace(row.number));
    }
    bound = c;
  }
  for (int c = 0; c < map.width; ++c) {
    const auto column = static_cast<std::size_t>(c);
    if (!base::trim(row.cells[column].text).empty() || !carriesValues(rows, best.index, column)) continue;
    return base::fail("COLL-0007", {{"detail", columnLetters(c) + "列没有表头却有内容，表头可能被合并单元格遮住"}},
                      rowPlace(row.number));
  }
  return {};
}

/// National codes above Chinese labels: both rows are headers.
void findFurtherHeaders(const LabelIndex& labels, const CatalogueEntry& entry, std::span<const KeptRow> rows,
                        const BestRow& best, HeaderMap& map) {
  for (std::size_t i = best.index + 1; i < rows.size() && i <= best.index + 2; ++i) {
    const Reading reading = readAsHeader(labels, entry, rows[i]);
    if (reading.score * 2 < best.reading.score || reading.score < 2) break;
    map.furtherHeaderRows.push_back(rows[i].number);
  }
}

}  // namespace

std::string columnLetters(int column) {
  std::string letters;
  for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
    letters.insert(letters.begin(), static_cast<char>('A' + rest % 26));
  }
  return letters;
}

bool headerRequired(const CatalogueEntry& entry, const FieldDef& field, bool sourceCodeKnown) {
  using domain::FieldRole;
  if (field.role == FieldRole::kSourceName || (field.role == FieldRole::kSourceCode && sourceCodeKnown)) return false;
  const auto required = [&](domain::SubjectClass cls) {
    return field.presence[static_cast<std::size_t>(cls)] == domain::Presence::kRequired;
  };
  if (entry.subject == domain::SubjectKind::kNaturalPerson) return required(domain::SubjectClass::kNaturalPerson);
  if (entry.subject == domain::SubjectKind::kGovernment) return required(domain::SubjectClass::kOrganisation);
  return required(domain::SubjectClass::kOrganisation) && required(domain::SubjectClass::kSoleTrader);
}

base::Result<HeaderMap> mapHeader(const jurisdiction::Jurisdiction& law, const CatalogueEntry& entry,
                                  std::span<const KeptRow> rows, bool sourceCodeKnown) {
  const LabelIndex labels(entry);
  const BestRow best = bestHeaderRow(labels, entry, rows);
  const int fieldCount = static_cast<int>(entry.fieldSet.fields.size());
  const auto missing = best.reading.bound.empty() ? std::vector<const FieldDef*>()
                                                  : missingHeaders(entry, best.reading, sourceCodeKnown);
  const bool none = rows.empty() || best.reading.score < std::min(2, fieldCount);
  if (none || !missing.empty()) {
    if (const auto* other = resembles(law, entry, best.reading.score, rows)) {
      return base::fail("COLL-0008", {{"entry", entry.code}, {"other", other->code}, {"otherName", other->name}});
    }
    if (none) return base::fail("COLL-0004", {{"rows", std::to_string(kHeaderScanRows)}, {"entry", entry.code}});
    const std::string place = rowPlace(rows[best.index].number);
    for (std::size_t c = 0; c < best.reading.columns.size(); ++c) {
      MC_TRY(checkColumn(best.reading.columns[c], entry, rows[best.index], static_cast<int>(c)));
    }
    if (splitHeader(labels, entry, rows, best, missing)) {
      return base::fail("COLL-0007", {{"detail", "表头分在相邻的几行里（合并单元格），缺：" + joinNames(missing)}},
                        place);
    }
    return base::fail("COLL-0005", {{"fields", joinNames(missing)}}, place);
  }
  HeaderMap map;
  map.row = rows[best.index].number;
  map.keptIndex = best.index;
  map.columnOfField.assign(entry.fieldSet.fields.size(), -1);
  MC_TRY(bindColumns(law, entry, rows, best, map));
  findFurtherHeaders(labels, entry, rows, best, map);
  return map;
}

}  // namespace medcredit::service
