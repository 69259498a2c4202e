#include "base/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "base/text.h"

namespace medcredit::base {

struct YamlNode::Data {
  Kind kind = Kind::kNull;
  bool quoted = false;
  int line = 1;
  int column = 1;
  std::string text;
  std::vector<YamlNode> items;
  std::vector<std::pair<YamlNode, YamlNode>> members;
  std::shared_ptr<const std::string> source;  ///< name of the file, shared by all nodes
};

namespace {

constexpr std::size_t kMaxBytes = 8U * 1024U * 1024U;
constexpr int kMaxDepth = 32;

/// Leaves yaml-cpp's parser at the first offence; never crosses this file.
struct Stop {
  Error error;
};

/// Byte offsets of line starts, to turn yaml-cpp's byte columns into character columns.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') starts_.push_back(i + 1);
    }
  }
  /// 1-based character column of a byte column (0-based) in a line (0-based).
  [[nodiscard]] int column(int line, int byteColumn) const {
    const auto at = static_cast<std::size_t>(line);
    if (line < 0 || at >= starts_.size() || byteColumn <= 0) return 1;
    // The parser asks for places in their order: counting goes on where the last answer ended.
    const std::size_t end = std::min(static_cast<std::size_t>(byteColumn), text_.size() - starts_[at]);
    if (at != lastLine_ || end < lastByte_) {
      lastLine_ = at;
      lastByte_ = 0;
      lastColumn_ = 1;
    }
    for (const char c : text_.substr(starts_[at] + lastByte_, end - lastByte_)) {
      if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++lastColumn_;
    }
    lastByte_ = end;
    return lastColumn_;
  }
  /// Place of a byte offset.
  [[nodiscard]] std::pair<int, int> locate(std::size_t offset) const {
    std::size_t line = 0;
    while (line + 1 < starts_.size() && starts_[line + 1] <= offset) ++line;
    return {static_cast<int>(line) + 1, column(static_cast<int>(line), static_cast<int>(offset - starts_[line]))};
  }
  /// The text from a place on.
  [[nodiscard]] std::string_view from(int line, int byteColumn) const {
    const auto offset = starts_[static_cast<std::size_t>(line)] + static_cast<std::size_t>(byteColumn);
    return text_.substr(std::min(offset, text_.size()));
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
  mutable std::size_t lastLine_ = 0, lastByte_ = 0;
  mutable int lastColumn_ = 1;
};

bool oneOf(std::string_view text, std::initializer_list<std::string_view> words) {
  for (const auto word : words) {
    if (text == word) return true;
  }
  return false;
}

bool allOf(std::string_view text, std::string_view alphabet) {
  return !text.empty() && text.find_first_not_of(alphabet) == std::string_view::npos;
}

/// True when YAML 1.1 and 1.2 readers would disagree about a plain scalar: other booleans than true/false, base-60
/// numbers, octal and other prefixed numbers, digit groups, inf and nan.
bool isAmbiguousPlain(std::string_view text) {
  constexpr std::string_view kSuspectStart = "yYnNoOTF=.+-0123456789";  // nearly every scalar leaves here
  if (text.empty() || kSuspectStart.find(text.front()) == std::string_view::npos) return false;
  if (oneOf(text, {"y",    "Y",    "yes", "Yes",  "YES",  "n",    "N",    "no",   "No",    "NO",
                   "on",   "On",   "ON",  "off",  "Off",  "OFF",  "True", "TRUE", "False", "FALSE",
                   "Null", "NULL", "=",   ".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"})) {
    return true;
  }
  std::string_view digits = text;
  if (!digits.empty() && (digits.front() == '-' || digits.front() == '+')) digits.remove_prefix(1);
  if (digits.empty() || (digits.front() != '0' && !allOf(digits.substr(0, 1), "123456789"))) {
    return oneOf(digits, {".inf", ".Inf", ".INF"});
  }
  if (allOf(digits, "0123456789_:.") && digits.find(':') != std::string_view::npos) return true;  // 12:30 is 750 in 1.1
  if (allOf(digits, "0123456789_") && digits.find('_') != std::string_view::npos) return true;    // 1_000
  if (digits.size() < 2 || digits.front() != '0') return false;
  const char second = digits[1];
  return allOf(digits, "0123456789") || second == 'x' || second == 'o' || second == 'b';
}

/// True when the quote that opens `text` is closed; yaml-cpp takes the end of the file for a closing quote.
bool isClosedQuote(std::string_view text) {
  const char quote = text.front();
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || i + 1 >= text.size() || text[i + 1] != quote) return true;
      ++i;  // '' stands for one quote
    }
  }
  return false;
}

/// True when a null is written with capitals: Null or NULL.
bool isCapitalNull(std::string_view text) {
  return (text.starts_with("Null") || text.starts_with("NULL")) &&
         (text.size() == 4 || std::string_view(" \r\n,]}").find(text[4]) != std::string_view::npos);
}

/// Builds the checked tree from yaml-cpp's events.
class Builder final : public YAML::EventHandler {
 public:
  Builder(const Lines& lines, std::shared_ptr<const std::string> source, bool singleLetters)
      : lines_(lines), source_(std::move(source)), singleLetters_(singleLetters) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) refuse("PROF-0005", mark, {{"detail", "一个文件只能有一个文档"}});
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuseAnchor(mark, anchor);
    const auto written = lines_.from(mark.line, mark.column);
    if (isCapitalNull(written)) refuse("PROF-0004", mark, {{"value", std::string(written.substr(0, 4))}});
    add(make(YamlNode::Kind::kNull, mark));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse("PROF-0003", mark); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuseAnchor(mark, anchor);
    const auto written = lines_.from(mark.line, mark.column);
    const bool quoted = tag == "!" && !written.starts_with('!');
    if (!quoted && tag != "?") refuseTag(mark);
    if (quoted && (written.starts_with('"') || written.starts_with('\'')) && !isClosedQuote(written)) {
      refuse("PROF-0001", mark, {{"detail", "引号没有结束"}});
    }
    if (!quoted && !written.starts_with(value)) refuse("PROF-0005", mark, {{"detail", "不加引号的文字不能跨行"}});
    const bool letter = singleLetters_ && oneOf(value, {"y", "Y", "n", "N"});
    if (!quoted && !letter && isAmbiguousPlain(value)) refuse("PROF-0004", mark, {{"value", value}});
    auto node = make(YamlNode::Kind::kScalar, mark);
    node->text = value;
    node->quoted = quoted;
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    start(YamlNode::Kind::kSequence, mark, tag, anchor);
  }
  void OnSequenceEnd() override { finish(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    start(YamlNode::Kind::kMap, mark, tag, anchor);
  }
  void OnMapEnd() override { finish(); }

  [[nodiscard]] std::shared_ptr<const YamlNode::Data> root() const { return root_; }
  [[nodiscard]] std::string place(int line, int column) const {
    return *source_ + ":" + std::to_string(line) + ":" + std::to_string(column);
  }

 private:
  using Node = std::shared_ptr<YamlNode::Data>;
  struct Level {
    Node node;
    std::optional<YamlNode> key;              ///< of a map: key waiting for its value
    std::set<std::string, std::less<>> seen;  ///< of a map: its keys
  };

  [[noreturn]] void refuse(const char* code, const YAML::Mark& mark, std::vector<ErrorArg> args = {}) const {
    throw Stop{Error(code, std::move(args), place(mark.line + 1, lines_.column(mark.line, mark.column)))};
  }
  void refuseAnchor(const YAML::Mark& mark, YAML::anchor_t anchor) const {
    if (anchor != YAML::NullAnchor) refuse("PROF-0003", mark);
  }
  [[noreturn]] void refuseTag(const YAML::Mark& mark) const {
    refuse("PROF-0005", mark, {{"detail", "不接受类型标记（!tag）"}});
  }

  Node make(YamlNode::Kind kind, const YAML::Mark& mark) const {
    auto node = std::make_shared<YamlNode::Data>();
    node->kind = kind;
    node->line = mark.line + 1;
    node->column = lines_.column(mark.line, mark.column);
    node->source = source_;
    return node;
  }

  void start(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    refuseAnchor(mark, anchor);
    if (tag != "?" && !tag.empty()) refuseTag(mark);
    if (static_cast<int>(stack_.size()) >= kMaxDepth) {
      refuse("PROF-0005", mark, {{"detail", "嵌套超过 " + std::to_string(kMaxDepth) + " 层"}});
    }
    if (!stack_.empty() && stack_.back().node->kind == YamlNode::Kind::kMap && !stack_.back().key) {
      refuse("PROF-0005", mark, {{"detail", "键必须是文字，括号要成对"}});
    }
    stack_.push_back({make(kind, mark), std::nullopt, {}});
  }

  void finish() {
    Node node = std::move(stack_.back().node);
    stack_.pop_back();
    add(std::move(node));
  }

  void add(Node node) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Level& top = stack_.back();
    if (top.node->kind == YamlNode::Kind::kSequence) {
      top.node->items.emplace_back(std::move(node));
    } else if (top.key) {
      top.node->members.emplace_back(std::move(*top.key), YamlNode(std::move(node)));
      top.key.reset();
    } else {
      checkKey(*node);
      top.key.emplace(std::move(node));
    }
  }

  void checkKey(const YamlNode::Data& key) {
    const auto refuseKey = [&](const char* code, std::vector<ErrorArg> args) {
      throw Stop{fail(code, std::move(args), place(key.line, key.column))};
    };
    if (key.kind != YamlNode::Kind::kScalar) refuseKey("PROF-0005", {{"detail", "键必须是文字，括号要成对"}});
    if (key.text == "<<" && !key.quoted) refuseKey("PROF-0003", {});
    if (!stack_.back().seen.insert(key.text).second) refuseKey("PROF-0002", {{"key", key.text}});
  }

  const Lines& lines_;
  std::shared_ptr<const std::string> source_;
  bool singleLetters_;
  std::vector<Level> stack_;
  std::shared_ptr<const YamlNode::Data> root_;
  int documents_ = 0;
};

/// What can be refused by looking at the bytes alone.
std::optional<Error> scanBytes(std::string_view text, const Lines& lines, const std::string& name) {
  const auto refuse = [&](std::size_t offset, std::string detail) {
    const auto [line, column] = lines.locate(offset);
    return fail("PROF-0005", {{"detail", std::move(detail)}},
                name + ":" + std::to_string(line) + ":" + std::to_string(column));
  };
  if (text.starts_with("\xEF\xBB\xBF")) return refuse(0, "文件开头不应有 BOM");
  if (!isValidUtf8(text)) return refuse(0, "不是 UTF-8");
  bool lineStart = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '\t') return refuse(i, "不接受制表符");
    if (c < 0x20U && c != '\n' && c != '\r') return refuse(i, "不接受控制字符");
    if (lineStart && c == '%') return refuse(i, "不接受 % 指令");
    lineStart = c == '\n';
  }
  return std::nullopt;
}

Result<std::shared_ptr<const YamlNode::Data>> parse(std::string_view text, std::string name, bool singleLetters) {
  if (text.size() > kMaxBytes) return fail("PROF-0005", {{"detail", "文件超过 8 MiB"}}, name + ":1:1");
  const Lines lines(text);
  if (auto offence = scanBytes(text, lines, name)) return std::move(*offence);
  Builder builder(lines, std::make_shared<const std::string>(std::move(name)), singleLetters);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Stop& stop) {
    return stop.error;
  } catch (const YAML::Exception& error) {
    return fail("PROF-0001", {{"detail", error.msg}},
                builder.place(error.mark.line + 1, lines.column(error.mark.line, error.mark.column)));
  }
  if (!builder.root()) return fail("PROF-0005", {{"detail", "文件是空的"}}, builder.place(1, 1));
  return builder.root();
}

}  // namespace

YamlNode::Kind YamlNode::kind() const { return data_->kind; }
const std::string& YamlNode::text() const { return data_->text; }
bool YamlNode::quoted() const { return data_->quoted; }
const std::vector<YamlNode>& YamlNode::items() const { return data_->items; }
const std::vector<std::pair<YamlNode, YamlNode>>& YamlNode::members() const { return data_->members; }

std::optional<YamlNode> YamlNode::get(std::string_view key) const {
  for (const auto& [name, value] : data_->members) {
    if (name.text() == key) return value;
  }
  return std::nullopt;
}

int YamlNode::line() const { return data_->line; }
int YamlNode::column() const { return data_->column; }
std::string YamlNode::place() const {
  return *data_->source + ":" + std::to_string(data_->line) + ":" + std::to_string(data_->column);
}

Result<YamlNode> readYamlText(std::string_view text, std::string sourceName, bool singleLetters) {
  MC_ASSIGN(auto root, parse(text, std::move(sourceName), singleLetters));
  return YamlNode(std::move(root));
}

Result<YamlNode> readYamlFile(const std::filesystem::path& path) {
  std::error_code ec;
  const auto size = std::filesystem::file_size(path, ec);
  if (ec) return fail("PROF-0006", {{"path", path.string()}}, path.string());
  if (size > kMaxBytes) return fail("PROF-0005", {{"detail", "文件超过 8 MiB"}}, path.string() + ":1:1");
  std::ifstream file(path, std::ios::binary);
  std::string text(static_cast<std::size_t>(size), '\0');
  if (!file || !file.read(text.data(), static_cast<std::streamsize>(size))) {
    return fail("PROF-0006", {{"path", path.string()}}, path.string());
  }
  return readYamlText(text, path.string());
}

}  // namespace medcredit::base
