#include "grading/model_fields.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace medcredit::grading {

namespace {

constexpr std::size_t kMostText = 2000;
constexpr std::size_t kMostWords = 500;
constexpr std::size_t kMostRows = 200;
constexpr std::size_t kMostWord = 64;

const char* kindName(const TreeNode& node) {
  switch (node.kind) {
    case TreeNode::Kind::kNull:
      return "空";
    case TreeNode::Kind::kScalar:
      return "单个值";
    case TreeNode::Kind::kSequence:
      return "列表";
    case TreeNode::Kind::kMap:
      return "映射";
  }
  return "";
}

bool isAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string joined(std::span<const std::string_view> words) {
  std::string out;
  for (const auto word : words) out += (out.empty() ? "" : "、") + std::string(word);
  return out;
}

}  // namespace

bool isWordText(std::string_view text) {
  if (text.empty() || text.size() > kMostWord || !isAsciiLetter(text.front())) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return isAsciiLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  });
}

Fields::Fields(TreeNode& node, std::string path, std::initializer_list<std::string_view> keys, Reporter& report)
    : node_(node), path_(std::move(path)), report_(report) {
  if (!node.isMap()) {
    report.error("GRAD-0002", node.place, {{"path", path_}, {"wanted", "映射（键: 值）"}, {"found", kindName(node)}});
    return;
  }
  ok_ = true;
  std::size_t unknown = 0;
  for (const auto& member : node.members) {
    if (std::find(keys.begin(), keys.end(), member.key) != keys.end()) continue;
    if (++unknown > ModelFindings::kMost + 1) break;  // nobody is shown more
    report.error("GRAD-0003", member.keyPlace,
                 {{"path", path_}, {"key", member.key}, {"keys", joined({keys.begin(), keys.size()})}});
  }
}

TreeNode* Fields::find(std::string_view key) const { return ok_ ? node_.get(key) : nullptr; }

TreeNode* Fields::need(std::string_view key) const {
  auto* found = find(key);
  if (found == nullptr && ok_) report_.error("GRAD-0004", node_.place, {{"path", path_}, {"key", std::string(key)}});
  return found;
}

int Fields::oneOf(std::span<const std::string_view> keys, bool optional) const {
  int found = -1;
  int index = 0;
  for (const auto key : keys) {
    if (const auto* node = find(key)) {
      if (found >= 0) {
        report_.error("GRAD-0025", node->place, {{"path", path_}, {"keys", joined(keys)}});
        return -1;
      }
      found = index;
    }
    ++index;
  }
  if (found < 0 && !optional && ok_) report_.error("GRAD-0004", node_.place, {{"path", path_}, {"key", joined(keys)}});
  return found;
}

void ValueReader::wrongType(const TreeNode& node, const std::string& path, const char* wanted) {
  report_.error("GRAD-0002", node.place, {{"path", path}, {"wanted", wanted}, {"found", kindName(node)}});
}

bool ValueReader::isScalar(const TreeNode& node, const std::string& path, const char* wanted) {
  if (node.isScalar()) return true;
  wrongType(node, path, wanted);
  return false;
}

void ValueReader::refuseChoice(const TreeNode& node, const std::string& path, const std::string& known) {
  report_.error("GRAD-0010", node.place, {{"path", path}, {"value", briefText(node)}, {"words", known}});
}

bool ValueReader::text(TreeNode& node, const std::string& path, std::string& out) {
  if (!isScalar(node, path, "文字")) return false;
  if (node.text.empty()) {
    report_.error("GRAD-0021", node.place, {{"path", path}});
    return false;
  }
  if (base::codePoints(node.text) > kMostText) {
    report_.error("GRAD-0023", node.place, {{"path", path}, {"most", std::to_string(kMostText)}});
    return false;
  }
  out = node.text;
  return true;
}

bool ValueReader::word(TreeNode& node, const std::string& path, std::string& out) {
  if (!isScalar(node, path, "一个词")) return false;
  if (!isWordText(node.text)) {
    report_.error("GRAD-0009", node.place, {{"path", path}, {"value", briefText(node)}});
    return false;
  }
  out = node.text;
  return true;
}

bool ValueReader::decimal(TreeNode& node, const std::string& path, Decimal4& out) {
  if (!isScalar(node, path, "小数")) return false;
  const auto value = node.quoted ? std::nullopt : Decimal4::parse(node.text);
  if (!value) {
    report_.error("GRAD-0005", node.place, {{"path", path}, {"value", briefText(node)}});
    return false;
  }
  out = *value;
  return true;
}

bool ValueReader::decimal(TreeNode& node, const std::string& path, Decimal4& out, Decimal4 low, Decimal4 high) {
  Decimal4 value;
  if (!decimal(node, path, value)) return false;
  if (value < low || value > high) {
    report_.error("GRAD-0022", node.place,
                  {{"path", path}, {"value", value.str()}, {"low", low.str()}, {"high", high.str()}});
    return false;
  }
  out = value;
  return true;
}

bool ValueReader::integer(TreeNode& node, const std::string& path, int& out, int low, int high) {
  Decimal4 value;
  if (!decimal(node, path, value, Decimal4::whole(low), Decimal4::whole(high))) return false;
  if (value.units % Decimal4::kOne != 0) {
    wrongType(node, path, "整数");
    return false;
  }
  out = static_cast<int>(value.units / Decimal4::kOne);
  return true;
}

bool ValueReader::boolean(TreeNode& node, const std::string& path, bool& out) {
  if (!node.isScalar() || node.quoted || (node.text != "true" && node.text != "false")) {
    wrongType(node, path, "true 或 false");
    return false;
  }
  out = node.text == "true";
  return true;
}

bool ValueReader::date(TreeNode& node, const std::string& path, base::CivilDate& out) {
  if (!isScalar(node, path, "日期")) return false;
  const auto value = base::CivilDate::parseIso(node.text);
  if (!value) {
    report_.error("GRAD-0006", node.place, {{"path", path}, {"value", briefText(node)}});
    return false;
  }
  out = *value;
  return true;
}

bool ValueReader::dateOrNone(TreeNode& node, const std::string& path, std::optional<base::CivilDate>& out) {
  if (node.isNull()) {
    out.reset();
    return true;
  }
  base::CivilDate value;
  if (!date(node, path, value)) return false;
  out = value;
  return true;
}

bool ValueReader::duration(TreeNode& node, const std::string& path, Duration& out) {
  if (!isScalar(node, path, "期限")) return false;
  const auto value = Duration::parse(node.text);
  if (!value) {
    report_.error("GRAD-0007", node.place, {{"path", path}, {"value", briefText(node)}});
    return false;
  }
  out = *value;
  return true;
}

bool ValueReader::monthDay(TreeNode& node, const std::string& path, MonthDay& out) {
  if (!isScalar(node, path, "月日")) return false;
  const auto value = MonthDay::parse(node.text);
  if (!value) {
    report_.error("GRAD-0008", node.place, {{"path", path}, {"value", briefText(node)}});
    return false;
  }
  out = *value;
  return true;
}

bool ValueReader::isList(const TreeNode& node, const std::string& path, std::size_t most, bool mayBeEmpty) {
  if (!node.isSequence()) {
    wrongType(node, path, "列表");
    return false;
  }
  if (node.items.empty() && !mayBeEmpty) {
    report_.error("GRAD-0021", node.place, {{"path", path}});
    return false;
  }
  if (node.items.size() <= most) return true;
  report_.error("GRAD-0023", node.place, {{"path", path}, {"most", std::to_string(most)}});
  return false;
}

bool ValueReader::isMap(const TreeNode& node, const std::string& path, std::size_t most) {
  if (!node.isMap()) {
    wrongType(node, path, "映射（键: 值）");
    return false;
  }
  if (node.members.empty()) {
    report_.error("GRAD-0021", node.place, {{"path", path}});
    return false;
  }
  if (node.members.size() <= most) return true;
  report_.error("GRAD-0023", node.place, {{"path", path}, {"most", std::to_string(most)}});
  return false;
}

bool ValueReader::words(TreeNode& node, const std::string& path, std::vector<std::string>& out, bool mayBeEmpty) {
  if (!isList(node, path, kMostWords, mayBeEmpty)) return false;
  bool good = true;
  std::vector<std::string> all;
  std::set<std::string> seen;
  for (auto& item : node.items) {
    std::string one;
    if (!word(item, path, one)) {
      good = false;
    } else if (!seen.insert(one).second) {
      report_.error("GRAD-0016", item.place, {{"path", path}, {"id", one}});
      good = false;
    } else {
      all.push_back(std::move(one));
    }
  }
  if (good) out = std::move(all);
  return good;
}

bool ValueReader::table(TreeNode& node, const std::string& path, WordTable& out) {
  if (!isMap(node, path, kMostRows)) return false;
  bool good = true;
  WordTable all;
  for (auto& member : node.members) {
    WordValue row{member.key, {}, member.keyPlace};
    if (!isWordText(member.key)) {
      report_.error("GRAD-0009", member.keyPlace, {{"path", path}, {"value", member.key}});
      good = false;
    }
    good = decimal(member.value, path + "." + member.key, row.value) && good;
    all.push_back(std::move(row));
  }
  if (good) out = std::move(all);
  return good;
}

bool ValueReader::expression(TreeNode& node, const std::string& path, Expression& out) {
  if (!isScalar(node, path, "条件表达式")) return false;
  Place start = node.place;
  if (node.quoted) ++start.column;
  auto parsed = parseExpression(node.text, start);
  if (auto* failure = std::get_if<ExpressionError>(&parsed)) {
    start.column += failure->offset;
    report_.error("GRAD-0015", start, {{"path", path}, {"detail", failure->detail}});
    return false;
  }
  out = std::move(std::get<Expression>(parsed));
  return true;
}

bool ValueReader::reference(const TreeNode& node, Reference& out) {
  if (!looksLikeReference(node)) return false;
  const auto name = std::string_view(node.text).substr(1);
  if (!isWordText(name)) {
    report_.error("GRAD-0026", node.place, {{"value", node.text}});
    return false;
  }
  out = {std::string(name), node.place};
  return true;
}

}  // namespace medcredit::grading
