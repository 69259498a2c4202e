// medcredit-disclosure JURISDICTIONS: prints docs/manual/disclosure.md from the disclosure policies (./dev docs writes
// it, a test holds the page to it).
#include <algorithm>
#include <iostream>

#include "domain/messages.h"
#include "jurisdiction/disclosure_page.h"

int main(int argc, char** argv) {
  using medcredit::jurisdiction::Jurisdiction;
  const medcredit::jurisdiction::Loader loader(argc > 1 ? argv[1] : "jurisdictions");
  std::vector<std::shared_ptr<const Jurisdiction>> laws;
  auto ids = loader.list();
  std::stable_partition(ids.begin(), ids.end(), [](const std::string& id) { return id == "national"; });
  for (const auto& id : ids) {
    auto law = loader.load(id);
    if (!law.ok()) {
      std::cerr << medcredit::domain::render(law.error()) << '\n';
      return 1;
    }
    laws.push_back(*law);
  }
  std::cout << medcredit::jurisdiction::renderDisclosurePage(laws);
  return 0;
}
