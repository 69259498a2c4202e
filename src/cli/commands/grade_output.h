// Grades as JSON and as text for people, for the commands of grading.
#pragma once

#include <boost/json.hpp>

#include "cli/cli.h"
#include "service/grade_runs.h"

namespace medcredit::cli {

/// The subcommand group of this name, made when no other file has made it.
CLI::App* groupOf(CLI::App& app, const char* name, const char* words);

/// Exit code of a refused act: 4 for EVAL-* and GRAD-*, else the default.
int gradeRefused(const Session& session, const base::Error& error);

[[nodiscard]] boost::json::object runJson(const store::GradeRun& run);
[[nodiscard]] boost::json::object cutJson(const store::GradeModel& model, const service::CutCheck& check);
[[nodiscard]] boost::json::object reviewJson(const service::RunReview& review);
void sayReview(const Session& session, const service::RunReview& review);
[[nodiscard]] boost::json::object decisionJson(const service::DecisionView& view);
void sayDecision(const Session& session, const service::DecisionView& view);
[[nodiscard]] boost::json::object toldJson(const service::Told& told);
void sayTold(const Session& session, const service::Told& told);

}  // namespace medcredit::cli
