#include "jurisdiction/jurisdiction.h"

#include <algorithm>

namespace medcredit::jurisdiction {

namespace {

template <class T, class Key>
const T* findBy(const std::vector<T>& items, std::string_view wanted, Key key) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return key(item) == wanted; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

std::vector<std::string> Sourced::list() const {
  constexpr std::string_view kSeparator = "；";
  std::vector<std::string> out;
  std::string_view rest = value;
  while (!rest.empty()) {
    const auto at = rest.find(kSeparator);
    out.emplace_back(rest.substr(0, at));
    if (at == std::string_view::npos) break;
    rest.remove_prefix(at + kSeparator.size());
  }
  return out;
}

RegionTable::RegionTable(std::vector<Region> regions) : regions_(std::move(regions)) {
  const auto byCode = [](const Region& a, const Region& b) { return a.code < b.code; };
  if (!std::is_sorted(regions_.begin(), regions_.end(), byCode)) std::sort(regions_.begin(), regions_.end(), byCode);
}

const Region* RegionTable::find(std::string_view code) const {
  const auto at = std::lower_bound(regions_.begin(), regions_.end(), code,
                                   [](const Region& region, std::string_view wanted) { return region.code < wanted; });
  return at != regions_.end() && at->code == code ? &*at : nullptr;
}

bool RegionTable::known(std::string_view sixDigits) const { return find(sixDigits) != nullptr; }

bool RegionTable::within(std::string_view code, std::string_view ancestor) const {
  // The tree has three levels; the bound keeps a faulty table from looping.
  for (int step = 0; step < 4 && !code.empty(); ++step) {
    if (code == ancestor) return true;
    const Region* region = find(code);
    if (region == nullptr) return false;
    code = region->parent;
  }
  return false;
}

const domain::CatalogueEntry* Jurisdiction::entry(std::string_view code) const {
  return findBy(catalogue, code, [](const domain::CatalogueEntry& e) -> std::string_view { return e.code; });
}

const domain::Deadline* Jurisdiction::clock(std::string_view clockId) const {
  const auto found = clocks.find(std::string(clockId));
  return found == clocks.end() ? nullptr : &found->second;
}

const domain::Enumeration* Jurisdiction::enumeration(std::string_view enumId) const {
  return findBy(enumerations, enumId, [](const domain::Enumeration& e) -> std::string_view { return e.id; });
}

const CodeList* Jurisdiction::codeList(std::string_view listId) const {
  return findBy(codeLists, listId, [](const CodeList& list) -> std::string_view { return list.id; });
}

std::string_view Jurisdiction::value(std::string_view key) const {
  const auto found = profile.find(std::string(key));
  return found == profile.end() ? std::string_view{} : std::string_view(found->second.value);
}

}  // namespace medcredit::jurisdiction
