// Who acts: the result of authentication. Every use case gets one; nothing is decided from anything else.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace medcredit::service {

enum class PrincipalKind {
  kAnonymous,  ///< public, no sign-in
  kStaff,      ///< user of a health commission
  kSubject,    ///< natural person or delegate of an organisation, verified identity
  kSystem,     ///< partner system signing requests
  kOperator    ///< command line on the machine itself
};

/// Data scope of a staff user (数据范围).
enum class DataScope { kOwn, kUnit, kCounty, kCity, kProvince };

struct Principal {
  PrincipalKind kind = PrincipalKind::kOperator;
  std::string id;    ///< user id, subject account id, system id; "cli"
  std::string name;  ///< display name
  std::vector<std::string> roles;
  std::set<std::string, std::less<>>
      permissions;  ///< union over roles, resolved at request time (changes take effect at once)
  DataScope scope = DataScope::kOwn;
  std::string unit;                            ///< own unit id
  std::string region;                          ///< GB/T 2260 of the unit
  std::set<std::string, std::less<>> entries;  ///< catalogue entries the user may handle; empty = all of the unit
  std::optional<std::int64_t> subjectId;       ///< for kSubject: the archive spoken for
  std::string sessionHash;                     ///< digest of the session token; empty for systems
  std::string purpose;     ///< declared purpose of this request (X-Purpose), checked against the list
  std::string caseNumber;  ///< matter the purpose belongs to
  std::string pending;     ///< code of what must be done first (change password …); `permissions` is empty until then

  [[nodiscard]] bool may(std::string_view permission) const { return permissions.count(permission) != 0; }
};

/// Where a request came from; written into the evidence log.
struct RequestTrace {
  std::string requestId;
  std::string address;
};

}  // namespace medcredit::service
