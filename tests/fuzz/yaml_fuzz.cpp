// Any bytes as YAML: a checked tree or one error with its place.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/yaml.h"

namespace {

void walk(const medcredit::base::YamlNode& node, int depth) {
  if (depth > 40 || node.line() < 0) std::abort();
  for (const auto& item : node.items()) walk(item, depth + 1);
  for (const auto& [key, value] : node.members()) {
    if (!node.get(key.text())) std::abort();
    walk(value, depth + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto tree = medcredit::base::readYamlText(text, "fuzz.yaml");
  if (tree) {
    walk(*tree, 0);
  } else if (tree.error().code.empty()) {
    std::abort();
  }
  return 0;
}
