// medcredit-trace: joins docs/requirements.json with the JSON reports of GoogleTest.
//
//   medcredit-trace REQUIREMENTS.json REPORT_DIR [--area SUBJ] [--milestone ID] [--missing] [--summary] [--totals]
//
// Tests name the requirements they prove with REQ("R-CAT-02"), which GoogleTest writes into its report as the property
// "requirements". A requirement is proved when at least one test names it and none of those fails.
#include <boost/json.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

struct Options {
  fs::path requirements;
  fs::path reports;
  std::string area;
  std::string milestone;
  bool missing = false;
  bool summary = false;
  bool totals = false;
};

struct Requirement {
  std::string id;
  std::string area;
  std::string title;
  std::vector<std::string> passing;
  std::vector<std::string> failing;

  [[nodiscard]] bool proved() const { return failing.empty() && !passing.empty(); }
};

struct Tests {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::set<std::string> unknownIds;  ///< "R-X-99 in suite.test": named by a test, not in the list
};

json::value readJson(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  return json::parse(text);
}

std::string text(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

Options parse(int argc, char** argv) {
  Options options;
  std::vector<std::string> plain;
  const std::vector<std::string> args(argv + 1, argv + argc);
  for (std::size_t i = 0; i < args.size(); ++i) {
    const auto& arg = args[i];
    if (arg == "--missing") {
      options.missing = true;
    } else if (arg == "--summary") {
      options.summary = true;
    } else if (arg == "--totals") {
      options.totals = true;
    } else if ((arg == "--area" || arg == "--milestone") && i + 1 < args.size()) {
      (arg == "--area" ? options.area : options.milestone) = args[++i];
    } else if (arg.starts_with("--")) {
      throw std::runtime_error("unknown option " + arg);
    } else {
      plain.push_back(arg);
    }
  }
  if (plain.size() != 2) throw std::runtime_error("usage: medcredit-trace REQUIREMENTS.json REPORT_DIR [options]");
  options.requirements = plain[0];
  options.reports = plain[1];
  return options;
}

/// Adds one test case of a report to the totals and to the requirements it names.
void addCase(const json::object& testCase, const std::string& program, std::map<std::string, Requirement>& byId,
             Tests& tests) {
  const std::string name = program + ": " + text(testCase, "classname") + "." + text(testCase, "name");
  const auto* failures = testCase.if_contains("failures");
  // A test that did not run to its end (disabled, skipped) proves nothing: it counts as failed.
  const bool passed = failures == nullptr && text(testCase, "result") == "COMPLETED";
  passed ? ++tests.passed : ++tests.failed;
  std::istringstream ids(text(testCase, "requirements"));
  for (std::string id; ids >> id;) {
    const auto found = byId.find(id);
    if (found == byId.end()) {
      tests.unknownIds.insert(id + " in " + name);
    } else {
      (passed ? found->second.passing : found->second.failing).push_back(name);
    }
  }
}

Tests readReports(const fs::path& folder, std::map<std::string, Requirement>& byId) {
  Tests tests;
  std::vector<fs::path> files;
  if (fs::is_directory(folder)) {
    for (const auto& item : fs::directory_iterator(folder)) {
      if (item.path().extension() == ".json") files.push_back(item.path());
    }
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    const auto report = readJson(file);
    for (const auto& suite : report.at("testsuites").as_array()) {
      for (const auto& testCase : suite.at("testsuite").as_array()) {
        addCase(testCase.as_object(), file.stem().string(), byId, tests);
      }
    }
  }
  return tests;
}

void printRequirement(const Requirement& requirement) {
  const char* state = requirement.proved() ? "proved " : requirement.failing.empty() ? "none   " : "FAILING";
  std::cout << state << ' ' << requirement.id << "  " << requirement.title << '\n';
  for (const auto& name : requirement.failing) std::cout << "          failing  " << name << '\n';
  for (const auto& name : requirement.passing) std::cout << "          passing  " << name << '\n';
}

/// "milestone foundation: 75 of 76 proved" and the ids that are not.
bool printMilestone(const json::object& milestone, const std::map<std::string, Requirement>& byId) {
  std::size_t proved = 0;
  std::vector<std::string> open;
  const auto& ids = milestone.at("requirements").as_array();
  for (const auto& value : ids) {
    const auto& requirement = byId.at(std::string(value.as_string()));
    if (requirement.proved()) {
      ++proved;
    } else {
      open.push_back(requirement.id + (requirement.failing.empty() ? " (no test)" : " (failing)"));
    }
  }
  std::cout << "milestone " << text(milestone, "id") << ": " << proved << " of " << ids.size() << " proved\n";
  for (const auto& id : open) std::cout << "  open: " << id << '\n';
  return open.empty();
}

void printAreas(const json::array& areas, const std::map<std::string, Requirement>& byId) {
  for (const auto& value : areas) {
    const auto& area = value.as_object();
    std::size_t all = 0;
    std::size_t proved = 0;
    std::size_t failing = 0;
    for (const auto& [id, requirement] : byId) {
      if (requirement.area != text(area, "id")) continue;
      ++all;
      if (requirement.proved()) ++proved;
      if (!requirement.failing.empty()) ++failing;
    }
    std::cout << "  " << text(area, "id") << ": " << proved << "/" << all << " proved";
    if (failing > 0) std::cout << ", " << failing << " failing";
    std::cout << "  " << text(area, "title") << '\n';
  }
}

int run(const Options& options) {
  const auto document = readJson(options.requirements);
  std::map<std::string, Requirement> byId;
  for (const auto& value : document.at("requirements").as_array()) {
    const auto& item = value.as_object();
    byId[text(item, "id")] = Requirement{text(item, "id"), text(item, "area"), text(item, "title"), {}, {}};
  }
  const auto tests = readReports(options.reports, byId);
  if (options.totals) {
    std::cout << tests.passed << ' ' << tests.failed << '\n';
    return 0;
  }

  std::set<std::string> wanted;
  for (const auto& value : document.at("milestones").as_array()) {
    const auto& milestone = value.as_object();
    if (options.milestone != text(milestone, "id")) continue;
    for (const auto& id : milestone.at("requirements").as_array()) wanted.insert(std::string(id.as_string()));
  }
  if (!options.milestone.empty() && wanted.empty()) throw std::runtime_error("no milestone " + options.milestone);
  if (!options.summary) {
    for (const auto& value : document.at("requirements").as_array()) {
      const auto& requirement = byId.at(text(value.as_object(), "id"));
      if (!options.area.empty() && requirement.area != options.area) continue;
      if (!wanted.empty() && !wanted.contains(requirement.id)) continue;
      if (options.missing && requirement.proved()) continue;
      printRequirement(requirement);
    }
  }

  std::size_t proved = 0;
  std::size_t failing = 0;
  for (const auto& [id, requirement] : byId) {
    if (requirement.proved()) ++proved;
    if (!requirement.failing.empty()) ++failing;
  }
  std::cout << "requirements: " << byId.size() << ", proved " << proved << ", failing " << failing << ", without test "
            << byId.size() - proved - failing << "\n";
  printAreas(document.at("areas").as_array(), byId);
  for (const auto& value : document.at("milestones").as_array()) printMilestone(value.as_object(), byId);
  for (const auto& unknown : tests.unknownIds) std::cout << "unknown requirement id " << unknown << '\n';
  return tests.unknownIds.empty() && failing == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(parse(argc, argv));
  } catch (const std::exception& error) {
    std::cerr << "medcredit-trace: " << error.what() << '\n';
    return 2;
  }
}
