#include "jurisdiction/layers.h"

#include <algorithm>
#include <array>

namespace medcredit::jurisdiction {

namespace fs = std::filesystem;

namespace {

constexpr auto kKnownFiles = std::to_array<std::string_view>({"profile.yaml",
                                                              "basis.yaml",
                                                              "catalogue.yaml",
                                                              "field_sets.yaml",
                                                              "enumerations.yaml",
                                                              "clocks.yaml",
                                                              "categories.yaml",
                                                              "code_lists.yaml",
                                                              "class_mappings.yaml",
                                                              "terms.yaml",
                                                              "severity_rules.yaml",
                                                              "offices.yaml",
                                                              "channels.yaml",
                                                              "disclosure.yaml",
                                                              "disclosure_policy.yaml",
                                                              "purposes.yaml",
                                                              "texts.yaml",
                                                              "grades.yaml",
                                                              "fact_rules.yaml",
                                                              "grade_feeds.yaml",
                                                              "grade_scope.yaml",
                                                              "models",
                                                              "risk_signals.yaml",
                                                              "risk_levels.yaml",
                                                              "draw_weights.yaml",
                                                              "principles.yaml",
                                                              "conflicts.yaml",
                                                              "roles.yaml",
                                                              "permissions.yaml",
                                                              "access.yaml",
                                                              "regions.tsv",
                                                              "holidays",
                                                              "procedures",
                                                              "repair_rules.yaml",
                                                              "papers",
                                                              "papers.yaml",
                                                              "commitments",
                                                              "commitment_items.yaml",
                                                              "lists.yaml",
                                                              "README.md"});

std::optional<fs::path> findFolder(std::string_view id, const std::vector<fs::path>& roots) {
  if (id.empty() || id.find('/') != std::string_view::npos || id.front() == '.') return std::nullopt;
  std::error_code ec;
  for (const auto& root : roots) {
    fs::path folder = root / id;
    if (fs::is_regular_file(folder / "profile.yaml", ec)) return folder;
  }
  return std::nullopt;
}

std::vector<Item>::iterator findItem(std::vector<Item>& items, std::string_view id) {
  return std::find_if(items.begin(), items.end(), [id](const Item& item) { return item.id == id; });
}

void removeItems(const base::YamlNode& remove, std::vector<Item>& items, Problems& problems) {
  for (const auto& node : remove.items()) {
    const auto found = findItem(items, node.text());
    if (found == items.end()) {
      problems.error("PROF-0025", node.place(), {{"id", node.text()}});
    } else {
      items.erase(found);
    }
  }
}

void putItems(const base::YamlNode& list, const std::string& layer, std::vector<Item>& items, Problems& problems) {
  for (const auto& node : list.items()) {
    const auto id = node.get("id");
    if (!node.isMap() || !id || id->text().empty()) {
      problems.error("PROF-0021", node.place(), {{"object", "列表项"}, {"key", "id"}});
      continue;
    }
    const auto found = findItem(items, id->text());
    if (found == items.end()) {
      items.push_back({id->text(), node, layer});
    } else if (found->definedIn == layer) {
      problems.error("PROF-0024", id->place(), {{"id", id->text()}});
    } else {
      *found = {id->text(), node, layer};
    }
  }
}

}  // namespace

std::vector<Layer> readChain(std::string_view id, const std::vector<fs::path>& roots, Problems& problems) {
  std::vector<Layer> chain;
  std::string next(id);
  std::string askedAt;
  while (!next.empty()) {
    const auto folder = findFolder(next, roots);
    if (!folder) {
      problems.error(chain.empty() ? "PROF-0010" : "PROF-0012", askedAt, {{"id", next}});
      return {};
    }
    auto profile = base::readYamlFile(*folder / "profile.yaml");
    if (!profile.ok()) {
      problems.error(profile.error());
      return {};
    }
    const auto own = profile->get("id");
    if (!own || own->text() != next) {
      problems.error("PROF-0013", own ? own->place() : profile->place(),
                     {{"id", own ? own->text() : ""}, {"folder", next}});
      return {};
    }
    const auto parent = profile->get("extends");
    chain.insert(chain.begin(), {next, *folder, *profile});
    next = parent ? parent->text() : "";
    askedAt = parent ? parent->place() : "";
    const bool seen = std::any_of(chain.begin(), chain.end(), [&](const Layer& layer) { return layer.id == next; });
    if (seen) {
      problems.error("PROF-0011", askedAt, {{"id", next}});
      return {};
    }
  }
  return chain;
}

std::vector<Item> overlayItems(const std::vector<Layer>& chain, std::string_view file, Problems& problems) {
  std::vector<Item> items;
  std::error_code ec;
  for (const auto& layer : chain) {
    const fs::path path = layer.folder / file;
    if (!fs::exists(path, ec)) continue;
    const auto document = base::readYamlFile(path);
    if (!document.ok()) {
      problems.error(document.error());
      continue;
    }
    MapReader reader(*document, std::string(file), problems);
    if (const auto inherit = reader.text("inherit"); inherit == "false") {
      items.clear();
    } else if (!inherit.empty() && inherit != "true") {
      reader.badValue("inherit", inherit, "true 或 false");
    }
    if (const auto remove = reader.node("remove")) removeItems(*remove, items, problems);
    if (const auto list = reader.node("items")) {
      if (!list->isSequence()) {
        problems.error("PROF-0022", list->place(), {{"object", std::string(file) + " 的 items"}, {"expected", "列表"}});
      }
      putItems(*list, layer.id, items, problems);
    }
    reader.finish();
  }
  return items;
}

void checkFileNames(const Layer& layer, Problems& problems) {
  std::error_code ec;
  std::vector<std::string> unknown;
  for (const auto& file : fs::directory_iterator(layer.folder, ec)) {
    const std::string name = file.path().filename().string();
    if (std::find(kKnownFiles.begin(), kKnownFiles.end(), name) == kKnownFiles.end()) unknown.push_back(name);
  }
  std::sort(unknown.begin(), unknown.end());
  for (const auto& name : unknown) {
    problems.error("PROF-0014", (layer.folder / name).string(), {{"file", name}});
  }
}

}  // namespace medcredit::jurisdiction
