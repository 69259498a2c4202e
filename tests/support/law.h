// Jurisdictions for tests: the shipped ones, and small made-up ones in a scratch folder.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "domain/messages.h"
#include "jurisdiction/jurisdiction.h"
#include "support/temp_dir.h"

namespace medcredit::test {

#ifdef MC_SOURCE_DIR
/// A shipped jurisdiction, loaded once per process.
[[nodiscard]] inline const jurisdiction::Jurisdiction& shippedLaw(const std::string& id) {
  static std::map<std::string, std::shared_ptr<const jurisdiction::Jurisdiction>> cache;
  auto& slot = cache[id];
  if (!slot) {
    auto loaded = jurisdiction::Loader(MC_SOURCE_DIR "/jurisdictions").load(id);
    if (!loaded.ok()) throw std::runtime_error(domain::render(loaded.error()));
    slot = *loaded;
  }
  return *slot;
}
#endif

/// A root with one lawful jurisdiction "national"; tests overwrite single files to break one thing.
class LawTree {
 public:
  LawTree();
  void write(std::string_view file, std::string_view text) const { writeFile(root_.path() / file, text); }
  [[nodiscard]] jurisdiction::Loader loader() const { return jurisdiction::Loader(root_.path()); }
  [[nodiscard]] const std::filesystem::path& path() const { return root_.path(); }

 private:
  TempDir root_;
};

/// "line:column" of the first problem with this code and the rest of its place; empty when there is none.
struct Found {
  std::string file;  ///< relative to the jurisdictions root when under it
  std::string lineColumn;
  std::string text;  ///< Chinese text
  bool warning = false;
};
[[nodiscard]] std::optional<Found> findProblem(const LawTree& tree, std::string_view id, std::string_view code,
                                               std::optional<base::CivilDate> asOf = std::nullopt);

}  // namespace medcredit::test
