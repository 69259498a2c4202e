// Inheritance: the folders a jurisdiction rests on and the items they put over each other.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/yaml.h"
#include "jurisdiction/reader.h"

namespace medcredit::jurisdiction {

/// One folder of the chain with its profile file read.
struct Layer {
  std::string id;
  std::filesystem::path folder;
  base::YamlNode profile;
};

/// The chain, ancestors first ("national" … itself). PROF-0010 unknown id, PROF-0011 circular extends,
/// PROF-0012 unknown parent, PROF-0013 folder and id differ. Empty after an error.
[[nodiscard]] std::vector<Layer> readChain(std::string_view id, const std::vector<std::filesystem::path>& roots,
                                           Problems& problems);

/// An item of a list file after the overlay.
struct Item {
  std::string id;
  base::YamlNode node;
  std::string definedIn;
};

/// Items of `file` over the chain: `items` replace inherited ones of the same id in place or are appended; `remove`
/// lists inherited ids that fall away; `inherit: false` starts afresh. A layer without the file adds nothing.
[[nodiscard]] std::vector<Item> overlayItems(const std::vector<Layer>& chain, std::string_view file,
                                             Problems& problems);

/// PROF-0014 for every file of the folder the loader does not know.
void checkFileNames(const Layer& layer, Problems& problems);

}  // namespace medcredit::jurisdiction
