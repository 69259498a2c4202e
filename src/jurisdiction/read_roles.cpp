// permissions.yaml, roles.yaml, access.yaml
#include <algorithm>
#include <array>
#include <map>

#include "jurisdiction/parts.h"

namespace medcredit::jurisdiction {

namespace {

std::optional<Duty> dutyFromName(std::string_view name) {
  static constexpr auto kNames = std::to_array<std::pair<std::string_view, Duty>>({{"common", Duty::kCommon},
                                                                                   {"business", Duty::kBusiness},
                                                                                   {"system", Duty::kSystem},
                                                                                   {"security", Duty::kSecurity},
                                                                                   {"audit", Duty::kAudit},
                                                                                   {"self", Duty::kSelf},
                                                                                   {"partner", Duty::kPartner}});
  for (const auto& [known, duty] : kNames) {
    if (known == name) return duty;
  }
  return std::nullopt;
}

std::optional<SecondFactor> secondFactorFromName(std::string_view name) {
  if (name == "optional") return SecondFactor::kOptional;
  if (name == "administrators") return SecondFactor::kAdministrators;
  if (name == "staff") return SecondFactor::kStaff;
  return std::nullopt;
}

/// A number that must be there and lie between the bounds.
int bounded(MapReader& reader, std::string_view key, int least, int most) {
  if (reader.required(key).empty()) return least;
  const int value = reader.integer(key, least);
  if (value >= least && value <= most) return value;
  reader.badValue(key, std::to_string(value), std::to_string(least) + " 到 " + std::to_string(most));
  return least;
}

void readPermissions(const Chain& chain, RoleTable& out, Problems& problems) {
  std::map<std::string, std::string> places;
  for (const auto& item : overlayItems(chain, "permissions.yaml", problems)) {
    MapReader reader(item.node, "权限 " + item.id, problems);
    Permission permission;
    permission.id = reader.required("id");
    permission.label = reader.required("label");
    permission.duty =
        named(reader, "duty", dutyFromName, "common、business、system、security、audit、self、partner", Duty::kCommon);
    permission.neverWith = reader.texts("never_with");
    permission.source = reader.source();
    places[permission.id] = reader.place("never_with");
    reader.finish();
    out.permissions.push_back(std::move(permission));
  }
  for (const auto& permission : out.permissions) {
    for (const auto& other : permission.neverWith) {
      if (out.permission(other) != nullptr) continue;
      problems.error("PROF-0075", places[permission.id], {{"object", "权限 " + permission.id}, {"id", other}});
    }
  }
}

/// The field of work of the first permission that is not common.
Duty dutyOf(const Role& role, const RoleTable& table) {
  for (const auto& id : role.permissions) {
    const auto* permission = table.permission(id);
    if (permission != nullptr && permission->duty != Duty::kCommon) return permission->duty;
  }
  return Duty::kCommon;
}

AccessPolicy readPolicy(const Item& item, Problems& problems) {
  MapReader reader(item.node, "登录规则 " + item.id, problems);
  AccessPolicy policy;
  policy.id = reader.required("id");
  policy.label = reader.required("label");
  policy.minLength = bounded(reader, "min_length", 8, 64);
  policy.maxLength = bounded(reader, "max_length", 64, 1024);
  policy.characterClasses = bounded(reader, "character_classes", 0, 4);
  policy.maxAgeDays = bounded(reader, "max_age_days", 0, 3650);
  policy.failures = bounded(reader, "failures", 1, 100);
  policy.lockMinutes = bounded(reader, "lock_minutes", 1, 1440);
  policy.longestLockMinutes = bounded(reader, "longest_lock_minutes", 1, 10080);
  policy.idleMinutes = bounded(reader, "idle_minutes", 1, 1440);
  policy.absoluteHours = bounded(reader, "absolute_hours", 1, 168);
  policy.oneTimeHours = bounded(reader, "one_time_hours", 1, 168);
  policy.secondFactor =
      named(reader, "second_factor", secondFactorFromName, "optional、administrators、staff", SecondFactor::kOptional);
  policy.forbiddenWords = reader.texts("forbidden_words");
  policy.source = reader.source();
  reader.finish();
  return policy;
}

}  // namespace

void readRoles(const Chain& chain, Jurisdiction& out, Problems& problems) {
  readPermissions(chain, out.roles, problems);
  for (const auto& item : overlayItems(chain, "roles.yaml", problems)) {
    MapReader reader(item.node, "角色 " + item.id, problems);
    Role role;
    role.id = reader.required("id");
    role.label = reader.required("label");
    role.permissions = reader.texts("permissions");
    role.source = reader.source();
    if (role.permissions.empty()) {
      problems.error("PROF-0021", item.node.place(), {{"object", "角色 " + item.id}, {"key", "permissions"}});
    }
    for (const auto& id : role.permissions) {
      if (out.roles.permission(id) == nullptr) {
        problems.error("PROF-0075", reader.place("permissions"), {{"object", "角色 " + item.id}, {"id", id}});
      }
    }
    role.duty = dutyOf(role, out.roles);
    const std::string place = reader.place("permissions");
    reader.finish();
    out.roles.roles.push_back(std::move(role));
    if (const auto reason = out.roles.conflict({item.id})) {
      problems.error("PROF-0076", place, {{"object", "角色 " + item.id}, {"reason", *reason}});
    }
  }
}

void readAccess(const Chain& chain, Jurisdiction& out, Problems& problems) {
  const auto items = overlayItems(chain, "access.yaml", problems);
  const auto wanted = out.value("access.profile");
  bool found = false;
  for (const auto& item : items) {
    AccessPolicy policy = readPolicy(item, problems);
    if (policy.id != wanted) continue;
    found = true;
    out.access = std::move(policy);
  }
  if (!items.empty() && !found) {
    problems.error("PROF-0077", chain.back().profile.place(), {{"id", std::string(wanted)}});
  }
}

}  // namespace medcredit::jurisdiction
