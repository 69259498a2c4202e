// medcredit-lint: the rules of the house that compilers do not check.
//
//   medcredit-lint ROOT     prints "file:line: rule: text" per offence; exit code 1 when there is any error
//
// Rules: include (floors.txt), sql (only in src/store), clock (time only in base/clock.cpp, chance in base/random.cpp),
// code (error codes and their texts), marker (unfinished work), path (nothing outside the project), header, size
// (warning).
#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

namespace {

struct Room {
  int floor = 0;
  std::set<std::string, std::less<>> neighbours;
};
using Floors = std::map<std::string, Room, std::less<>>;

struct Literal {
  std::size_t line = 0;
  std::string text;
};

/// A source file taken apart: code without comments and literals (same line numbers), and the literals.
struct Source {
  std::string path;  ///< relative to the root
  std::string text;
  std::string code;
  std::vector<Literal> literals;
};

struct CodeUse {
  std::string path;
  std::size_t line = 0;
};

class Report {
 public:
  void error(const std::string& path, std::size_t line, std::string_view rule, const std::string& text) {
    std::cout << path << ':' << line << ": " << rule << ": " << text << '\n';
    ++errors_;
  }
  void warn(const std::string& path, std::string_view rule, const std::string& text) {
    std::cout << path << ": warning: " << rule << ": " << text << '\n';
  }
  [[nodiscard]] int errors() const { return errors_; }

 private:
  int errors_ = 0;
};

std::string readFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Splits C++ text into code and literals. Knows line and block comments, character, string and raw string literals.
class Splitter {
 public:
  explicit Splitter(Source& source) : source_(source), text_(source.text) {}

  void run() {
    while (at_ < text_.size()) step();
  }

 private:
  void step() {
    const char c = text_[at_];
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (c == '/' && next == '/') {
      skipTo(text_.find('\n', at_));
    } else if (c == '/' && next == '*') {
      const auto end = text_.find("*/", at_ + 2);
      skipTo(end == std::string::npos ? end : end + 2);
    } else if (c == 'R' && next == '"' && (at_ == 0 || !isWord(text_[at_ - 1]))) {
      raw();
    } else if (c == '"') {
      quoted();
    } else if (c == '\'' && !(at_ > 0 && isWord(text_[at_ - 1]))) {
      character();
    } else {
      if (c == '\n') ++line_;
      source_.code += c;
      ++at_;
    }
  }

  static bool isWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

  void skipTo(std::size_t end) {
    end = std::min(end, text_.size());
    for (; at_ < end; ++at_) {
      if (text_[at_] != '\n') continue;
      ++line_;
      source_.code += '\n';
    }
  }

  void raw() {
    const auto open = text_.find('(', at_);
    if (open == std::string_view::npos) return skipTo(text_.size());
    const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    const auto end = text_.find(close, open);
    add(open + 1, end);
    skipTo(end == std::string_view::npos ? end : end + close.size());
  }

  void quoted() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '"' && text_[end] != '\n') end += text_[end] == '\\' ? 2 : 1;
    add(at_ + 1, end);
    skipTo(end + 1);
  }

  void character() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '\'' && text_[end] != '\n') end += text_[end] == '\\' ? 2 : 1;
    skipTo(end + 1);
  }

  void add(std::size_t from, std::size_t to) {
    to = std::min(to, text_.size());
    source_.literals.push_back({line_, std::string(text_.substr(from, to - from))});
    source_.code += "\"\"";
  }

  Source& source_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

Floors readFloors(const fs::path& path) {
  Floors floors;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line.substr(0, line.find('#')));
    int floor = 0;
    std::string name;
    if (!(words >> floor >> name)) continue;
    Room room{floor, {}};
    for (std::string word; words >> word;) room.neighbours.insert(word);
    floors[name] = std::move(room);
  }
  return floors;
}

std::string roomOf(std::string_view path) {
  const auto start = std::string_view("src/").size();
  return std::string(path.substr(start, path.find('/', start) - start));
}

void checkIncludes(const Source& source, const Floors& floors, Report& report) {
  const auto own = floors.find(roomOf(source.path));
  if (own == floors.end()) {
    report.error(source.path, 1, "include", "room \"" + roomOf(source.path) + "\" is missing in tools/lint/floors.txt");
    return;
  }
  std::istringstream lines(source.text);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (!line.starts_with("#include \"")) continue;
    const auto target = line.substr(10, line.find('"', 10) - 10);
    const auto other = floors.find(target.substr(0, target.find('/')));
    if (other == floors.end()) {
      report.error(source.path, number, "include", "\"" + target + "\" names no room of the house");
    } else if (other->first != own->first && other->second.floor >= own->second.floor &&
               !own->second.neighbours.contains(other->first)) {
      const auto* way = other->second.floor > own->second.floor ? "upward" : "sideways";
      report.error(source.path, number, "include", own->first + " looks " + way + " at \"" + target + "\"");
    }
  }
}

/// Position of `word` as a whole word in `text` from `from`; npos when there is none.
std::size_t findWord(std::string_view text, std::string_view word, std::size_t from = 0) {
  const auto part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  for (auto at = text.find(word, from); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !part(text[at - 1])) && (end >= text.size() || !part(text[end]))) return at;
  }
  return std::string_view::npos;
}

void checkSql(const Source& source, Report& report) {
  if (source.path.starts_with("src/store/")) return;
  static constexpr std::array<std::array<std::string_view, 2>, 7> kStatements{{{"SELECT", "FROM"},
                                                                               {"INSERT", "INTO"},
                                                                               {"UPDATE", "SET"},
                                                                               {"DELETE", "FROM"},
                                                                               {"CREATE", "TABLE"},
                                                                               {"ORDER", "BY"},
                                                                               {"PRAGMA", "PRAGMA"}}};
  for (const auto& literal : source.literals) {
    for (const auto& [first, second] : kStatements) {
      const auto at = findWord(literal.text, first);
      if (at == std::string::npos || findWord(literal.text, second, at) == std::string::npos) continue;
      report.error(source.path, literal.line, "sql", "SQL outside src/store: " + std::string(first) + " …");
      break;
    }
  }
}

void checkWords(const Source& source, std::string_view rule, const std::vector<std::string_view>& words,
                const std::string& text, Report& report) {
  for (const auto word : words) {
    for (auto at = findWord(source.code, word); at != std::string::npos; at = findWord(source.code, word, at + 1)) {
      const auto line =
          1 + std::count(source.code.begin(), source.code.begin() + static_cast<std::ptrdiff_t>(at), '\n');
      report.error(source.path, static_cast<std::size_t>(line), rule, std::string(word) + ": " + text);
    }
  }
}

void checkClock(const Source& source, Report& report) {
  if (source.path == "src/base/clock.cpp" || source.path == "src/base/random.cpp") return;
  checkWords(source, "clock",
             {"system_clock", "high_resolution_clock", "utc_clock", "gettimeofday", "clock_gettime", "localtime",
              "localtime_r", "gmtime", "gmtime_r", "std::time", "random_device", "std::rand", "srand", "arc4random",
              "getrandom", "mt19937", "mt19937_64", "default_random_engine"},
             "time and chance come in as arguments (base/clock.h)", report);
}

void checkHeader(const Source& source, Report& report) {
  if (!source.path.ends_with(".h")) return;
  if (source.text.find("#pragma once\n") == std::string::npos) {
    report.error(source.path, 1, "header", "#pragma once is missing");
  }
  if (!source.text.starts_with("// ")) report.error(source.path, 1, "header", "a header begins with what it is for");
  checkWords(source, "header", {"using namespace"}, "not in headers", report);
}

/// The error code ("COLL-0007") in a literal, or empty.
std::string errorCode(std::string_view text) {
  const auto dash = text.find('-');
  if ((dash != 3 && dash != 4) || text.size() != dash + 5) return {};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (i < dash ? std::isupper(c) == 0 : i > dash && std::isdigit(c) == 0) return {};
  }
  return std::string(text);
}

void checkCodes(const std::vector<Source>& sources, Report& report) {
  std::map<std::string, CodeUse> texts;
  std::map<std::string, CodeUse> uses;
  for (const auto& source : sources) {
    const bool catalogue = source.path.starts_with("src/domain/messages/");
    for (const auto& literal : source.literals) {
      const auto code = errorCode(literal.text);
      if (code.empty()) continue;
      auto& table = catalogue ? texts : uses;
      const bool added = table.try_emplace(code, CodeUse{source.path, literal.line}).second;
      if (catalogue && !added) report.error(source.path, literal.line, "code", code + " has two texts");
    }
  }
  for (const auto& [code, use] : uses) {
    if (!texts.contains(code)) {
      report.error(use.path, use.line, "code", code + " has no text in src/domain/messages");
    }
  }
  for (const auto& [code, use] : texts) {
    if (!uses.contains(code)) report.error(use.path, use.line, "code", code + " has a text but is used nowhere");
  }
}

/// Marks of unfinished work and paths that leave the project; for every text file.
void checkText(const std::string& path, const std::string& text, Report& report) {
  // Split in two so that this file does not accuse itself.
  static const std::vector<std::string> kMarkers = {
      "TO"
      "DO",
      "FIX"
      "ME",
      "XX"
      "X",
      "HA"
      "CK"};
  static const std::vector<std::string> kPaths = {
      "../sha"
      "red",
      "/work/"
      "main",
      "/work/"
      "shared"};
  std::istringstream lines(text);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    for (const auto& word : kMarkers) {
      if (findWord(line, word) != std::string::npos) {
        report.error(path, number, "marker", word + ": finish it or leave it out");
      }
    }
    for (const auto& outside : kPaths) {
      if (line.find(outside) != std::string::npos)
        report.error(path, number, "path", "the project stands alone: " + outside);
    }
    if (line.find('\t') != std::string::npos &&
        (path.ends_with(".yaml") || path.ends_with(".cpp") || path.ends_with(".h"))) {
      report.error(path, number, "tab", "use blanks");
    }
  }
  if (!text.empty() && text.back() != '\n') report.error(path, number, "newline", "the last line has no end");
}

bool isText(const fs::path& path) {
  static const std::set<std::string> kExtensions = {".cpp", ".h",   ".sql", ".yaml", ".yml",   ".md",   ".txt",
                                                    ".sh",  ".tsv", ".csv", ".json", ".cmake", ".html", ""};
  return kExtensions.contains(path.extension().string());
}

bool skipped(const std::string& path) {
  for (const std::string_view folder : {".git", "build", "demo", "tests/lint/fixtures", "tests/fuzz/seeds"}) {
    if (path == folder || path.starts_with(std::string(folder) + "/")) return true;
  }
  for (const std::string_view anywhere : {"/corpus/", "/fixtures/", "node_modules/"}) {
    if (path.find(anywhere) != std::string::npos) return true;
  }
  return path == "node_modules" || path.ends_with("/node_modules");
}

constexpr std::size_t kLongFile = 500;

int lint(const fs::path& root) {
  Report report;
  const auto floors = readFloors(root / "tools/lint/floors.txt");
  if (floors.empty()) report.error("tools/lint/floors.txt", 1, "include", "no floors");

  std::vector<std::string> paths;
  for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator(); ++it) {
    const auto path = fs::relative(it->path(), root).generic_string();
    if (skipped(path)) {
      if (it->is_directory()) it.disable_recursion_pending();
    } else if (it->is_regular_file() && isText(it->path())) {
      paths.push_back(path);
    }
  }
  std::sort(paths.begin(), paths.end());

  std::vector<Source> sources;
  for (const auto& path : paths) {
    auto text = readFile(root / path);
    checkText(path, text, report);
    const bool cpp = path.ends_with(".cpp") || path.ends_with(".h");
    const auto lineCount = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    if (cpp && lineCount > kLongFile)
      report.warn(path, "size", std::to_string(lineCount) + " lines: two things in one file?");
    if (!cpp || !path.starts_with("src/")) continue;
    Source source{path, std::move(text), {}, {}};
    Splitter(source).run();
    sources.push_back(std::move(source));
  }
  for (const auto& source : sources) {
    checkIncludes(source, floors, report);
    checkSql(source, report);
    checkClock(source, report);
    checkHeader(source, report);
  }
  checkCodes(sources, report);
  return report.errors() == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: medcredit-lint ROOT\n";
    return 2;
  }
  return lint(argv[1]);
}
