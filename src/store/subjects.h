// Subjects in the store: resolving the subjects of imported rows in bulk.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "domain/catalogue.h"
#include "domain/identifier.h"
#include "store/conn.h"

namespace medcredit::store {

/// Who a row speaks of: canonical values (cleaned, checked). Empty identifier values are ignored.
struct SubjectKeys {
  domain::SubjectKind kind = domain::SubjectKind::kOrganisation;
  std::string_view name;
  std::vector<std::pair<domain::IdentifierKind, std::string_view>> identifiers;
};

/// Answer for one row.
struct ResolvedSubject {
  std::int64_t id = 0;         ///< 0 only in a dry run: the subject would be created
  bool created = false;        ///< the subject was created by this call
  std::string registeredName;  ///< current name of the subject
  bool nameDisagrees = false;  ///< the row's name is neither the current nor a former name
  bool conflict = false;       ///< the row's identifiers belong to different subjects; nothing was merged
};

/// Finds, and with `createMissing` creates, the subjects of many rows at once; answers stand in the order of `keys`.
///
/// The strongest known key wins (统一社会信用代码, then 组织机构代码, 工商注册号, 事业单位证书号, 社会组织登记证号,
/// 税务登记号, 登记证号; for persons 公民身份号码, then passports and permits). The placeholder code never matches. A
/// subject known by a weaker key gains the further codes of the row, unless it already has another value of an
/// exclusive kind: then the codes speak of two subjects (conflict). Without identifiers (kind, name) matches when
/// exactly one such subject exists; a person with a document is never matched by name alone, since namesakes are
/// common. A subject merged into another keeps its id here; archives join them. Runs inside the caller's transaction.
[[nodiscard]] base::Result<std::vector<ResolvedSubject>> resolveSubjects(Conn& conn, std::span<const SubjectKeys> keys,
                                                                         base::Instant now, bool createMissing);

/// Key text of an identifier as stored: "usc:9141…".
/// Identifiers of persons are kept as blind index "citizen-id:#<32 hex>", their value sealed beside it (R-SEC-04).
[[nodiscard]] std::string identKey(const Conn& conn, domain::IdentifierKind kind, std::string_view value);
/// The value as sealed beside its key; empty for kinds that stand in the key in clear.
[[nodiscard]] base::Result<std::string> sealIdentifier(Conn& conn, std::int64_t subject, domain::IdentifierKind kind,
                                                       std::string_view key, std::string_view value);

}  // namespace medcredit::store
