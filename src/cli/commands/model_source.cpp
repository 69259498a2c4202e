#include "cli/commands/model_source.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <vector>

#include "formats/file_io.h"

namespace medcredit::cli {

namespace {

namespace fs = std::filesystem;

/// Value of a key at the beginning of a line; good enough to choose among files that are read strictly afterwards.
std::string headValue(std::string_view text, std::string_view key) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.starts_with(key) && line.size() > key.size() && line[key.size()] == ':') {
      line.remove_prefix(key.size() + 1);
      line = line.substr(0, line.find('#'));
      std::string value;
      for (const char c : line) {
        if (c != ' ' && c != '"' && c != '\'' && c != '\r') value += c;
      }
      return value;
    }
    at = end + 1;
  }
  return {};
}

std::vector<fs::path> yamlFiles(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".yaml" || entry.path().extension() == ".yml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The first file of the folders that is the model; `wanted` with or without edition.
std::optional<grading::BaseText> findNamed(const std::vector<fs::path>& folders, std::string_view wanted) {
  for (const auto& folder : folders) {
    for (const auto& file : yamlFiles(folder)) {
      auto text = readWholeFile(file.string());
      if (!text) continue;
      const std::string model = headValue(*text, "model");
      if (model.empty() || (model != wanted && model + "@" + headValue(*text, "edition") != wanted)) continue;
      return grading::BaseText{std::move(*text), file.string()};
    }
  }
  return std::nullopt;
}

std::vector<fs::path> modelFolders(const Session& session) {
  std::vector<fs::path> roots(session.extraJurisdictions.begin(), session.extraJurisdictions.end());
  if (!session.jurisdictionsDir.empty()) roots.emplace_back(session.jurisdictionsDir);
  if (const char* named = std::getenv("MEDCREDIT_JURISDICTIONS"); named != nullptr) roots.emplace_back(named);
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const char* beside : {"jurisdictions", "../share/medcredit/jurisdictions", "../../../jurisdictions"}) {
    roots.push_back(program / beside);
  }
  roots.emplace_back("jurisdictions");
  std::vector<fs::path> folders;
  for (const auto& root : roots) {
    std::vector<fs::path> here;
    for (const auto& entry : fs::directory_iterator(root, error)) here.push_back(entry.path() / "models");
    std::sort(here.begin(), here.end());
    folders.insert(folders.end(), here.begin(), here.end());
  }
  return folders;
}

}  // namespace

base::Result<std::string> readWholeFile(const std::string& path) {
  constexpr std::uint64_t kMost = 8U << 20U;
  MC_ASSIGN(const auto file, formats::FileBytes::open(path));
  return file->slice(0, static_cast<std::size_t>(std::min<std::uint64_t>(file->size(), kMost)));
}

base::Result<ModelSource> findModelSource(Session& session, const std::string& fileOrId) {
  ModelSource source;
  std::error_code error;
  if (!fs::exists(fileOrId, error) && fileOrId.find('/') == std::string::npos) {
    if (auto named = findNamed(modelFolders(session), fileOrId)) {
      source.text = std::move(named->text);
      source.name = named->sourceName;
    }
  }
  if (source.name.empty()) {
    MC_ASSIGN(source.text, readWholeFile(fileOrId));
    source.name = fileOrId;
  }
  const fs::path own = fs::path(source.name).has_parent_path() ? fs::path(source.name).parent_path() : fs::path(".");
  source.loader = [own](std::string_view wanted) -> base::Result<grading::BaseText> {
    auto found = findNamed({own}, wanted);
    if (!found) return base::fail("FILE-0001", {{"path", own.string()}, {"reason", std::string(wanted)}});
    return std::move(*found);
  };
  return source;
}

base::Result<grading::Model> loadModel(Session& session, const std::string& fileOrId) {
  MC_ASSIGN(const ModelSource source, findModelSource(session, fileOrId));
  return grading::readModelText(source.text, source.name, source.loader);
}

}  // namespace medcredit::cli
