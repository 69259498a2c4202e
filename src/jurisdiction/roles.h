// Roles, permissions and sign-in rules as data (R-DISC-11, R-SEC-03, R-SEC-11).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace medcredit::jurisdiction {

/// Field of work. A role, and all roles of one person together, stay inside one field; only common permissions may join
/// any. So the three administrators are disjoint and hold no business permission.
enum class Duty { kCommon, kBusiness, kSystem, kSecurity, kAudit, kSelf, kPartner };

struct Permission {
  std::string id, label, source;
  Duty duty = Duty::kCommon;
  std::vector<std::string> neverWith;  ///< permissions nobody may hold beside this one: enter and review
};

struct Role {
  std::string id, label, source;
  Duty duty = Duty::kCommon;
  std::vector<std::string> permissions;  ///< in file order

  [[nodiscard]] bool administrator() const {
    return duty == Duty::kSystem || duty == Duty::kSecurity || duty == Duty::kAudit;
  }
  /// Kind of account that may hold it: staff, subject, system.
  [[nodiscard]] std::string_view accountKind() const {
    return duty == Duty::kSelf ? "subject" : duty == Duty::kPartner ? "system" : "staff";
  }
};

struct RoleTable {
  std::vector<Permission> permissions;
  std::vector<Role> roles;

  [[nodiscard]] const Permission* permission(std::string_view id) const;
  [[nodiscard]] const Role* role(std::string_view id) const;
  /// Union over the roles; unknown ones give nothing.
  [[nodiscard]] std::set<std::string, std::less<>> permissionsOf(const std::vector<std::string>& roleIds) const;
  /// Chinese reason why one person may not hold these roles together; empty: it may.
  [[nodiscard]] std::optional<std::string> conflict(const std::vector<std::string>& roleIds) const;
};

/// When a second factor is asked for.
enum class SecondFactor { kOptional, kAdministrators, kStaff };

/// Rules of one compliance profile: djcp3 (等保三级) or asvs.
struct AccessPolicy {
  std::string id, label, source;
  int minLength = 0;  ///< characters of a password
  int maxLength = 0;
  int characterClasses = 0;    ///< of upper, lower, digit, other; 0: no demand
  int maxAgeDays = 0;          ///< 0: a password does not age
  int failures = 0;            ///< wrong attempts in a row that lock
  int lockMinutes = 0;         ///< first lock; doubles with every further one …
  int longestLockMinutes = 0;  ///< … up to this
  int idleMinutes = 0;
  int absoluteHours = 0;  ///< longest life of a session
  int oneTimeHours = 0;   ///< life of one-time and set-up codes
  SecondFactor secondFactor = SecondFactor::kOptional;
  std::vector<std::string> forbiddenWords;  ///< must not stand in a password, whatever the case
};

}  // namespace medcredit::jurisdiction
