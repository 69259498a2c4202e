// What a subject itself, third parties and partner departments get about one subject, as the interface sends it.
#pragma once

#include <boost/json/fwd.hpp>
#include <string>

#include "service/access_log.h"
#include "service/exports.h"
#include "service/grants.h"

namespace medcredit::http {

/// Archive, evaluation result with its publicity, and what the answer rests on.
[[nodiscard]] std::string subjectAnswerText(const service::Context& context, const service::SubjectAnswer& answer);
[[nodiscard]] boost::json::object grantView(const service::Grant& grant);
[[nodiscard]] boost::json::object accessLineView(const service::AccessLine& line);
[[nodiscard]] boost::json::object bulkExportView(const service::BulkExport& one);

}  // namespace medcredit::http
