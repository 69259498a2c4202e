// commitments/*.yaml, commitment_items.yaml
#include <algorithm>
#include <array>
#include <set>

#include "crypto/sm3.h"
#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace fs = std::filesystem;

namespace {

constexpr auto kMergeFields =
    std::to_array<std::string_view>({"承诺人", "代码", "事项", "受理单位", "作出日期", "有效期", "履约事项"});

/// A name of `enumeration`, as its first word.
std::string enumerated(MapReader& reader, std::string_view key, const Jurisdiction& law, std::string_view enumeration) {
  const std::string text = reader.required(key);
  const auto* known = law.enumeration(enumeration);
  if (text.empty() || known == nullptr) return text;
  const bool found = std::any_of(known->values.begin(), known->values.end(),
                                 [&](const domain::EnumValue& value) { return value.value == text; });
  if (!found) reader.badValue(key, text, "枚举 " + std::string(enumeration) + " 的值");
  return text;
}

/// Merge fields are known ones, braces close.
void checkMergeFields(MapReader& reader, const std::string& text) {
  std::size_t at = 0;
  while ((at = text.find('{', at)) != std::string::npos) {
    const auto end = text.find('}', at);
    const std::string name = end == std::string::npos ? text.substr(at) : text.substr(at + 1, end - at - 1);
    if (std::find(kMergeFields.begin(), kMergeFields.end(), name) == kMergeFields.end()) {
      reader.badValue("text", name, "承诺人、代码、事项、受理单位、作出日期、有效期、履约事项");
      return;
    }
    at = end;
  }
}

LetterObligation readObligation(const base::YamlNode& node, const std::string& object, const Jurisdiction& law,
                                Problems& problems) {
  MapReader reader(node, object + " 的履约事项", problems);
  LetterObligation out;
  out.id = reader.required("id");
  out.text = reader.required("text");
  out.due = reader.required("due");
  const bool word = out.due == kAtEnd || out.due == kThroughout;
  if (!out.due.empty() && !word && law.clock(out.due) == nullptr) {
    reader.badValue("due", out.due, "end、throughout 或者 clocks.yaml 中的期限");
  }
  out.missing = reader.flag("missing");
  out.source = reader.source();
  reader.finish();
  return out;
}

void readObligations(MapReader& reader, LetterTemplate& letter, const Jurisdiction& law, Problems& problems) {
  const auto list = reader.node("obligations");
  std::set<std::string> seen;
  for (const auto& node : list && list->isSequence() ? list->items() : std::vector<base::YamlNode>{}) {
    letter.obligations.push_back(readObligation(node, "承诺书 " + letter.id, law, problems));
    const auto& id = letter.obligations.back().id;
    if (!id.empty() && !seen.insert(id).second) problems.error("PROF-0024", node.place(), {{"id", id}});
  }
  if (letter.obligations.empty()) reader.badValue("obligations", "", "至少一项可以核查的履约事项");
}

void digest(LetterTemplate& letter) {
  std::string all;
  const auto add = [&all](std::string_view part) { all += std::to_string(part.size()) + ":" + std::string(part); };
  for (const std::string_view part :
       {std::string_view(letter.id), std::string_view(letter.title), std::string_view(letter.type),
        std::string_view(letter.version), std::string_view(letter.text), std::string_view(letter.liability),
        std::string_view(letter.term), std::string_view(letter.signer), std::string_view(letter.publicity),
        std::string_view(letter.education)}) {
    add(part);
  }
  for (const auto& one : letter.obligations) {
    add(one.id);
    add(one.text);
    add(one.due);
    add(one.missing ? "1" : "0");
  }
  letter.digest = crypto::sm3Hex(all);
}

LetterTemplate readLetter(const fs::path& path, const std::string& layer, const Jurisdiction& law,
                          const base::YamlNode& document, Problems& problems) {
  const std::string name = path.stem().string();
  MapReader reader(document, "承诺书 " + name, problems);
  LetterTemplate letter;
  letter.definedIn = layer;
  letter.id = reader.required("id");
  if (!letter.id.empty() && letter.id != name) reader.badValue("id", letter.id, "文件名 " + name);
  letter.title = reader.required("title");
  letter.type = enumerated(reader, "type", law, "commitment_type");
  letter.version = reader.required("version");
  letter.text = reader.required("text");
  checkMergeFields(reader, letter.text);
  letter.liability = reader.required("liability");
  letter.term = reader.required("term");
  if (!letter.term.empty() && !domain::parseDuration(letter.term).ok()) {
    reader.badValue("term", letter.term, "期间，如 P1Y");
  }
  letter.signer = reader.required("signer");
  letter.publicity = enumerated(reader, "publicity", law, "publicity_type");
  letter.education = reader.text("education");
  letter.electronic = reader.flag("electronic");
  letter.market = reader.flag("market");
  letter.unitOwn = reader.flag("unit_own");
  for (const auto& code : reader.texts("subjects")) {
    const auto kind = domain::subjectKindFromCode(code);
    if (!kind) reader.badValue("subjects", code, "ORG、NP、GOV");
    letter.subjects.push_back(kind.value_or(domain::SubjectKind::kOrganisation));
  }
  if (letter.subjects.empty()) reader.badValue("subjects", "", "ORG、NP、GOV");
  letter.source = reader.source();
  readObligations(reader, letter, law, problems);
  reader.finish();
  digest(letter);
  return letter;
}

/// A file of the same name in a nearer layer replaces the inherited letter.
void readLetters(const Chain& chain, Jurisdiction& out, Problems& problems) {
  auto& letters = out.commitments.letters;
  for (const auto& layer : chain) {
    std::error_code ec;
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator(layer.folder / "commitments", ec)) files.push_back(file.path());
    std::sort(files.begin(), files.end());
    for (const auto& path : files) {
      if (path.extension() != ".yaml") {
        problems.error("PROF-0014", path.string(), {{"file", path.filename().string()}});
        continue;
      }
      const auto document = base::readYamlFile(path);
      if (!document.ok()) {
        problems.error(document.error());
        continue;
      }
      auto letter = readLetter(path, layer.id, out, *document, problems);
      const auto found =
          std::find_if(letters.begin(), letters.end(), [&](const LetterTemplate& one) { return one.id == letter.id; });
      if (found == letters.end()) {
        letters.push_back(std::move(letter));
      } else {
        *found = std::move(letter);
      }
    }
  }
}

void checkClock(MapReader& reader, std::string_view key, const std::string& clock, const Jurisdiction& law) {
  if (!clock.empty() && law.clock(clock) == nullptr) reader.badValue(key, clock, "clocks.yaml 中的期限");
}

}  // namespace

const LetterTemplate* CommitmentRules::letter(std::string_view id) const {
  const auto found =
      std::find_if(letters.begin(), letters.end(), [id](const LetterTemplate& one) { return one.id == id; });
  return found == letters.end() ? nullptr : &*found;
}

const CommitmentItem* CommitmentRules::item(std::string_view id) const {
  const auto found = std::find_if(items.begin(), items.end(), [id](const CommitmentItem& one) { return one.id == id; });
  return found == items.end() ? nullptr : &*found;
}

void readCommitments(const Chain& chain, Jurisdiction& out, Problems& problems) {
  readLetters(chain, out, problems);
  for (const auto& row : overlayItems(chain, "commitment_items.yaml", problems)) {
    MapReader reader(row.node, "告知承诺事项 " + row.id, problems);
    CommitmentItem item;
    item.id = reader.required("id");
    item.name = reader.required("name");
    item.letter = reader.required("letter");
    if (!item.letter.empty() && out.commitments.letter(item.letter) == nullptr) {
      reader.badValue("letter", item.letter, "commitments 目录中的承诺书");
    }
    item.categories = reader.texts("categories");
    for (const auto& id : item.categories) {
      const bool known = std::any_of(out.categories.begin(), out.categories.end(),
                                     [&](const SubjectCategory& one) { return one.id == id; });
      if (!known) reader.badValue("categories", id, "categories.yaml 中的主体类别");
    }
    item.notice = reader.flag("notice");
    item.mayMiss = reader.texts("may_miss");
    item.missingClock = reader.text("missing_clock");
    checkClock(reader, "missing_clock", item.missingClock, out);
    if (!item.mayMiss.empty() && item.missingClock.empty()) {
      reader.badValue("missing_clock", "", "可以容缺的事项须写明补交期限");
    }
    item.firstCheck = reader.text("first_check");
    checkClock(reader, "first_check", item.firstCheck, out);
    item.source = reader.source();
    reader.finish();
    out.commitments.items.push_back(std::move(item));
  }
}

}  // namespace medcredit::jurisdiction
