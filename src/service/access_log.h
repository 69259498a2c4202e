// "Who looked at me" (R-SEC-10): the acts on a subject's information as the evidence log holds them, in plain words for
// the subject itself. Acts under a purpose with a lawful delay (案件查办) appear when the delay is over.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "service/context.h"

namespace medcredit::service {

/// One line of the access log.
struct AccessLine {
  std::int64_t epoch = 0, seq = 0;
  std::string at;     ///< moment, UTC ISO 8601
  std::string who;    ///< 单位 or system; persons of an authority are not named
  std::string what;   ///< 查看信用档案, 授权查询 …
  std::string why;    ///< purpose in words, 未申报用途 when none was declared
  std::string scope;  ///< which information in words: 记录 R5（证件号码为遮蔽） …
  bool allowed = true;
  bool own = false;    ///< by the subject itself or its delegate
  std::string action;  ///< stable name of the act
  std::string purpose;
};
struct AccessLogQuery {
  std::optional<std::pair<std::int64_t, std::int64_t>> before;  ///< (epoch, seq) of the last line shown
  std::int64_t limit = 50;
};
/// Newest first, over all subjects on the archive of the signed-in account. ACCS-0401 when it speaks for no subject.
[[nodiscard]] base::Result<std::vector<AccessLine>> accessLog(Context& context, const AccessLogQuery& query);

/// A user with an unusual number of queries on a day (R-SEC-08).
struct QueryAnomaly {
  std::string actor, name;
  std::int64_t count = 0;
};
/// Users whose queries on `day` reach the profile's threshold (query.alert.per.day), most first. Needs audit.read.
[[nodiscard]] base::Result<std::vector<QueryAnomaly>> queryAnomalies(Context& context, base::CivilDate day);

}  // namespace medcredit::service
