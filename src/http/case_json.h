// Cases and procedures as JSON.
#pragma once

#include <boost/json.hpp>

#include "service/case_view.h"

namespace medcredit::http {

[[nodiscard]] boost::json::object caseView(const service::CaseView& view);
[[nodiscard]] boost::json::object caseLineView(const service::CaseLine& line);
[[nodiscard]] boost::json::object procedureLineView(const workflow::Procedure& procedure);
[[nodiscard]] boost::json::object procedureView(const workflow::Procedure& procedure,
                                                const workflow::ProcedureSet& set);
[[nodiscard]] boost::json::object caseFileView(const store::CaseUpload& file);

}  // namespace medcredit::http
