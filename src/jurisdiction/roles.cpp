#include "jurisdiction/roles.h"

#include <algorithm>

namespace medcredit::jurisdiction {

namespace {

template <class T>
const T* findById(const std::vector<T>& items, std::string_view id) {
  const auto found = std::find_if(items.begin(), items.end(), [id](const T& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Permission* RoleTable::permission(std::string_view id) const { return findById(permissions, id); }

const Role* RoleTable::role(std::string_view id) const { return findById(roles, id); }

std::set<std::string, std::less<>> RoleTable::permissionsOf(const std::vector<std::string>& roleIds) const {
  std::set<std::string, std::less<>> all;
  for (const auto& id : roleIds) {
    if (const Role* found = role(id)) all.insert(found->permissions.begin(), found->permissions.end());
  }
  return all;
}

std::optional<std::string> RoleTable::conflict(const std::vector<std::string>& roleIds) const {
  const Permission* first = nullptr;  // the one that fixes the field of work
  const auto held = permissionsOf(roleIds);
  for (const auto& id : held) {
    const Permission* one = permission(id);
    if (one == nullptr) continue;
    for (const auto& other : one->neverWith) {
      if (held.count(other) == 0) continue;
      const Permission* second = permission(other);
      return "“" + one->label + "”与“" + (second != nullptr ? second->label : other) + "”不得由同一人持有";
    }
    if (one->duty == Duty::kCommon) continue;
    if (first == nullptr) first = one;
    if (first->duty != one->duty) return "“" + first->label + "”与“" + one->label + "”分属不同职责，不得由同一人持有";
  }
  return std::nullopt;
}

}  // namespace medcredit::jurisdiction
