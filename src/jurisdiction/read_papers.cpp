// papers.yaml and papers/<id>.yaml
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "crypto/sm3.h"
#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace fs = std::filesystem;

namespace {

/// Where a value may come from. "given" is named by whoever orders the paper; the rest the service looks up.
constexpr auto kSources = std::to_array<std::string_view>(
    {"given", "subject.name", "subject.code", "record.number", "record.entry", "record.decided", "record.unit",
     "record.severity", "record.public_from", "record.public_until", "repair.first_day", "repair.explanation",
     "repair.shortest"});

/// What every text may name without declaring it.
constexpr auto kAlways = std::to_array<std::string_view>({"organ", "title", "number", "date"});

std::optional<PaperFieldType> typeFromName(std::string_view name) {
  if (name == "text") return PaperFieldType::kText;
  if (name == "long") return PaperFieldType::kLong;
  if (name == "date") return PaperFieldType::kDate;
  if (name == "number") return PaperFieldType::kNumber;
  if (name == "table") return PaperFieldType::kTable;
  return std::nullopt;
}

struct BlockWord {
  std::string_view key;
  PaperBlock::Kind kind;
};
constexpr auto kBlocks = std::to_array<BlockWord>({{"to", PaperBlock::Kind::kTo},
                                                   {"p", PaperBlock::Kind::kParagraph},
                                                   {"h", PaperBlock::Kind::kHeading},
                                                   {"fields", PaperBlock::Kind::kFields},
                                                   {"table", PaperBlock::Kind::kTable},
                                                   {"note", PaperBlock::Kind::kNote},
                                                   {"sign", PaperBlock::Kind::kSignature}});

/// Names between braces, in order.
std::vector<std::string> placeholders(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; (at = text.find('{', at)) != std::string_view::npos;) {
    const auto end = text.find('}', at);
    out.emplace_back(text.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
    at = end == std::string_view::npos ? text.size() : end;
  }
  return out;
}

class Reading {
 public:
  Reading(Jurisdiction& out, Problems& problems) : out_(out), law_(out.papers), problems_(problems) {}

  void readStyle(const fs::path& file);
  void readTemplate(const fs::path& file);
  void finish();

 private:
  void readLayout(const base::YamlNode& node);
  void readCommon(const base::YamlNode& list);
  [[nodiscard]] PaperField readField(const base::YamlNode& node, const std::string& owner);
  void readColumns(MapReader& reader, PaperField& field, const std::string& object);
  void readHead(MapReader& reader, PaperTemplate& paper);
  void readBlocks(const base::YamlNode& list, PaperTemplate& paper);
  void readBlock(const base::YamlNode& node, PaperTemplate& paper);
  void useField(PaperTemplate& paper, const std::string& name, const std::string& place);
  void checkKind(const PaperTemplate& paper, const PaperBlock& block, const std::string& place);

  Jurisdiction& out_;
  PaperLaw& law_;
  Problems& problems_;
  std::map<std::string, PaperField> common_;
  std::map<std::string, PaperTemplate> templates_;
};

void Reading::readLayout(const base::YamlNode& node) {
  MapReader reader(node, "papers.yaml 的 layout", problems_);
  PaperLayout& layout = law_.layout;
  const auto measure = [&](std::string_view key, int& into, int least, int most) {
    const int value = reader.integer(key, into);
    if (value < least || value > most) {
      reader.badValue(key, std::to_string(value), std::to_string(least) + " 至 " + std::to_string(most));
      return;
    }
    into = value;
  };
  measure("page_width", layout.pageWidth, 1000, 4200);
  measure("page_height", layout.pageHeight, 1000, 5940);
  measure("top", layout.top, 50, 900);
  measure("left", layout.left, 50, 900);
  measure("text_width", layout.textWidth, 500, 4000);
  measure("text_height", layout.textHeight, 500, 5500);
  measure("lines", layout.lines, 10, 60);
  measure("body_size", layout.bodySize, 60, 300);
  measure("title_size", layout.titleSize, 60, 600);
  measure("head_size", layout.headSize, 60, 800);
  measure("table_size", layout.tableSize, 50, 300);
  measure("note_size", layout.noteSize, 50, 300);
  measure("number_size", layout.numberSize, 50, 300);
  measure("seal", layout.seal, 200, 600);
  if (const auto text = reader.text("serif"); !text.empty()) layout.serif = text;
  if (const auto text = reader.text("sans"); !text.empty()) layout.sans = text;
  layout.source = reader.source();
  if (layout.left + layout.textWidth > layout.pageWidth || layout.top + layout.textHeight > layout.pageHeight) {
    problems_.error("PAPR-0005", node.place());
  }
  reader.finish();
}

void Reading::readColumns(MapReader& reader, PaperField& field, const std::string& object) {
  const auto list = reader.node("columns");
  if (!list) return;
  std::set<std::string> seen;
  for (const auto& node : list->items()) {
    MapReader column(node, object + " 的列", problems_);
    PaperColumn out;
    out.id = column.required("id");
    out.label = column.required("label");
    out.weight = std::clamp(column.integer("weight", 1), 1, 20);
    column.finish();
    if (!seen.insert(out.id).second) problems_.error("PROF-0024", node.place(), {{"id", out.id}});
    field.columns.push_back(std::move(out));
  }
}

PaperField Reading::readField(const base::YamlNode& node, const std::string& owner) {
  PaperField field;
  const auto id = node.get("id");
  const std::string object = owner + " 的 fields/" + (id ? id->text() : "");
  MapReader reader(node, object, problems_);
  field.id = reader.required("id");
  field.label = reader.required("label");
  field.type = named(reader, "type", typeFromName, "text、long、date、number、table", PaperFieldType::kText);
  field.from = reader.text("from");
  if (field.from.empty()) field.from = "given";
  if (std::find(kSources.begin(), kSources.end(), field.from) == kSources.end()) {
    reader.badValue("from", field.from, "given、subject.name、record.number 等已知来源");
  }
  const int usual = field.type == PaperFieldType::kLong ? 4000 : field.type == PaperFieldType::kTable ? 5000 : 200;
  field.most = reader.integer("most", usual);
  if (field.most < 1 || field.most > 20000) reader.badValue("most", std::to_string(field.most), "1 至 20000");
  readColumns(reader, field, object);
  if ((field.type == PaperFieldType::kTable) == field.columns.empty()) {
    problems_.error("PAPR-0004", node.place(), {{"field", field.id}});
  }
  field.source = reader.has("source") || reader.has("default") ? reader.source() : std::string(kDefaultLabel);
  reader.finish();
  return field;
}

void Reading::readCommon(const base::YamlNode& list) {
  for (const auto& node : list.items()) {
    auto field = readField(node, "papers.yaml");
    common_[field.id] = std::move(field);
  }
}

void Reading::readStyle(const fs::path& file) {
  std::error_code ec;
  if (!fs::exists(file, ec)) return;
  const auto document = base::readYamlFile(file);
  if (!document.ok()) return problems_.error(document.error());
  MapReader reader(*document, "papers.yaml", problems_);
  const auto sourced = [&](std::string_view key, std::string& value, std::string& source) {
    const auto node = reader.node(key);
    if (!node) return;
    MapReader part(*node, "papers.yaml 的 " + std::string(key), problems_);
    value = part.required("v");
    source = part.source();
    part.finish();
  };
  sourced("word", law_.word, law_.wordSource);
  sourced("organ", law_.organ, law_.organSource);
  if (const auto layout = reader.node("layout")) readLayout(*layout);
  if (const auto fields = reader.node("fields")) readCommon(*fields);
  reader.finish();
}

void Reading::readHead(MapReader& reader, PaperTemplate& paper) {
  if (const auto title = reader.text("title"); !title.empty()) paper.title = title;
  paper.version = reader.integer("version", paper.version);
  if (paper.version < 1) reader.badValue("version", std::to_string(paper.version), "从 1 起的整数");
  if (const auto day = reader.date("valid_from")) paper.validFrom = *day;
  if (const auto day = reader.date("valid_to")) paper.validTo = day;
  if (reader.has("form")) paper.official = !reader.flag("form");
  if (reader.has("secret")) paper.secret = reader.flag("secret");
  if (const auto series = reader.text("series"); !series.empty()) paper.series = series;
  if (const auto pattern = reader.text("number"); !pattern.empty()) paper.pattern = pattern;
  if (const auto served = reader.text("served"); !served.empty()) paper.served = served;
  paper.source = reader.source();
  if (paper.series.empty() != paper.pattern.empty()) {
    problems_.error("PAPR-0003", reader.place(), {{"paper", paper.id}, {"pattern", paper.pattern}});
  }
  if (paper.pattern.empty()) return;
  const auto names = placeholders(paper.pattern);
  const auto count = [&](std::string_view name) { return std::count(names.begin(), names.end(), name); };
  const auto known = count("word") + count("year") + count("n");
  if (count("n") != 1 || count("year") != 1 || known != static_cast<std::ptrdiff_t>(names.size())) {
    problems_.error("PAPR-0003", reader.place("number"), {{"paper", paper.id}, {"pattern", paper.pattern}});
  }
}

void Reading::useField(PaperTemplate& paper, const std::string& name, const std::string& place) {
  if (std::find(kAlways.begin(), kAlways.end(), name) != kAlways.end()) return;
  if (paper.field(name) != nullptr) return;
  const auto common = common_.find(name);
  if (common == common_.end()) {
    problems_.error("PAPR-0001", place, {{"paper", paper.id}, {"field", name}});
    return;
  }
  paper.fields.push_back(common->second);
}

void Reading::checkKind(const PaperTemplate& paper, const PaperBlock& block, const std::string& place) {
  const bool table = block.kind == PaperBlock::Kind::kTable;
  auto names = block.fields;
  if (!table) {
    for (auto& name : placeholders(block.text)) names.push_back(std::move(name));
  }
  for (const auto& name : names) {
    const auto* field = paper.field(name);
    if (field == nullptr) continue;
    if (table != (field->type == PaperFieldType::kTable)) {
      problems_.error("PAPR-0004", place, {{"field", name}});
    }
  }
}

void Reading::readBlock(const base::YamlNode& node, PaperTemplate& paper) {
  MapReader reader(node, "文书 " + paper.id + " 的 blocks", problems_);
  PaperBlock block;
  int words = 0;
  for (const auto& word : kBlocks) {
    const auto member = reader.node(word.key);
    if (!member) continue;
    ++words;
    block.kind = word.kind;
    if (word.kind == PaperBlock::Kind::kFields || word.kind == PaperBlock::Kind::kTable) {
      block.fields = reader.texts(word.key);
      block.text = reader.text("title");
    } else {
      block.text = member->text();
    }
    for (const auto& name : block.fields) useField(paper, name, member->place());
    for (const auto& name : placeholders(block.text)) useField(paper, name, member->place());
    checkKind(paper, block, member->place());
  }
  block.when = reader.text("when");
  if (!block.when.empty()) useField(paper, block.when, reader.place("when"));
  if (words != 1) problems_.error("PAPR-0002", node.place(), {{"paper", paper.id}});
  reader.finish();
  paper.blocks.push_back(std::move(block));
}

void Reading::readBlocks(const base::YamlNode& list, PaperTemplate& paper) {
  paper.blocks.clear();
  for (const auto& node : list.items()) readBlock(node, paper);
}

void Reading::readTemplate(const fs::path& file) {
  if (file.extension() != ".yaml") {
    return problems_.error("PROF-0014", file.string(), {{"file", file.filename().string()}});
  }
  const auto document = base::readYamlFile(file);
  if (!document.ok()) return problems_.error(document.error());
  const std::string id = file.stem().string();
  MapReader reader(*document, "文书 " + id, problems_);
  if (const auto own = reader.required("id"); !own.empty() && own != id) reader.badValue("id", own, "文件名 " + id);
  const bool amends = reader.flag("amends");
  const auto inherited = templates_.find(id);
  if (amends && inherited == templates_.end()) {
    return problems_.error("PAPR-0006", document->place(), {{"paper", id}});
  }
  PaperTemplate paper = amends ? inherited->second : PaperTemplate{};
  paper.id = id;
  paper.place = document->place();
  if (!amends) (void)reader.required("title");
  if (!amends) (void)reader.required("valid_from");
  readHead(reader, paper);
  if (const auto fields = reader.node("fields")) {
    for (const auto& node : fields->items()) {
      auto field = readField(node, "文书 " + id);
      std::erase_if(paper.fields, [&](const PaperField& other) { return other.id == field.id; });
      paper.fields.push_back(std::move(field));
    }
  }
  const auto blocks = reader.node("blocks");
  if (blocks) readBlocks(*blocks, paper);
  if (paper.blocks.empty()) problems_.error("PAPR-0002", document->place(), {{"paper", id}});
  reader.finish();
  templates_[id] = std::move(paper);
}

std::string digestOf(const PaperTemplate& paper) {
  std::string all = paper.id + "\n" + paper.title + "\n" + std::to_string(paper.version) + "\n" + paper.series + "\n" +
                    paper.pattern + "\n" + (paper.official ? "1" : "0") + "\n";
  for (const auto& field : paper.fields) {
    all += field.id + "|" + field.label + "|" + std::to_string(static_cast<int>(field.type)) + "|" + field.from + "\n";
    for (const auto& column : field.columns) all += " " + column.id + "|" + column.label + "\n";
  }
  for (const auto& block : paper.blocks) {
    all += std::to_string(static_cast<int>(block.kind)) + "|" + block.text + "|" + block.when;
    for (const auto& name : block.fields) all += "|" + name;
    all += "\n";
  }
  return crypto::sm3Hex(all);
}

void Reading::finish() {
  if (law_.organ.empty()) law_.organ = out_.title + "卫生健康委员会";
  for (auto& [id, paper] : templates_) {
    paper.digest = digestOf(paper);
    law_.templates.push_back(std::move(paper));
  }
}

}  // namespace

const PaperField* PaperTemplate::field(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const PaperField& one) { return one.id == name; });
  return found == fields.end() ? nullptr : &*found;
}

bool PaperTemplate::required(std::string_view name) const {
  return std::any_of(blocks.begin(), blocks.end(), [&](const PaperBlock& block) {
    if (!block.when.empty() || block.kind == PaperBlock::Kind::kFields) return false;
    const auto names = block.fields.empty() ? placeholders(block.text) : block.fields;
    return std::find(names.begin(), names.end(), name) != names.end();
  });
}

const PaperTemplate* PaperLaw::find(std::string_view id) const {
  const auto found = std::lower_bound(templates.begin(), templates.end(), id,
                                      [](const PaperTemplate& one, std::string_view name) { return one.id < name; });
  return found == templates.end() || found->id != id ? nullptr : &*found;
}

void readPapers(const Chain& chain, Jurisdiction& out, Problems& problems) {
  Reading reading(out, problems);
  for (const auto& layer : chain) {
    reading.readStyle(layer.folder / "papers.yaml");
    std::set<fs::path> files;
    std::error_code ec;
    for (const auto& file : fs::directory_iterator(layer.folder / "papers", ec)) files.insert(file.path());
    for (const auto& file : files) reading.readTemplate(file);
  }
  reading.finish();
}

}  // namespace medcredit::jurisdiction
