// The explanation of one grade: every point with its record, rule, clause and sentence, in two wordings; what limits
// it, what lies ahead, and which sources it rests on. Structure, not layout: CLI, API and pages show the same object.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grading/evaluate.h"
#include "grading/outlook.h"

namespace medcredit::grading {

/// Fields of a record for texts: name → text; `row` relative to the subject. Empty when unknown.
using FieldText = std::function<std::string(std::uint32_t row, std::string_view field)>;

/// A clause the grade rests on.
struct ExplainedClause {
  std::string cite;      ///< "HN#16.3"
  std::string law;       ///< title of the source
  std::string article;   ///< "16.3"; empty: the whole source
  std::string text;      ///< text of the article when the register has it
  std::string validity;  ///< "自 2026-04-01 起有效", "有效性待确认"
};

struct ExplainedLine {
  std::string rule;
  std::string group;
  std::string groupTitle;
  std::vector<std::string> records;  ///< record ids
  std::string date;                  ///< empty: undated
  std::string raw;                   ///< "−8" as "-8"
  std::string factor;                ///< "0.625"; empty when it is 1
  std::string factorText;            ///< how the factor comes about: "第 9 个月，15/24", "同类第 2 次 × 0.5"
  std::string points;                ///< with the model's decimals
  std::string reason;                ///< reasonWord
  std::string subjectText;           ///< sentence for the subject
  std::string inspectorText;         ///< sentence for the inspector, with clause and calculation
  std::vector<std::string> cites;
  bool isPublic = true;
};

struct ExplainedLimit {
  std::string id;
  std::string level;
  bool met = false;
  bool binding = false;  ///< it decides the level
  std::string text;
  std::vector<std::string> cites;
};

struct ExplainedDistance {
  std::string level;
  std::string points;
  bool barred = false;  ///< a limit keeps the subject from it whatever the score
};

struct ExplainedRoute {
  std::string kind;    ///< "repair", "objection", "time", "good"
  std::string record;  ///< record id; empty otherwise
  std::string date;    ///< of "time"
  std::string score;
  std::string level;
  std::string text;  ///< "修复琼卫罚〔2024〕77号后 82.55 分"
};

struct ExplainedChange {
  std::string date;
  std::string score;
  std::string level;
  std::vector<std::string> rules;
  std::string text;
};

struct ExplainedFeed {
  std::string source;
  std::string weight;
  bool present = false;
};

struct Explanation {
  std::string asOf;
  std::string knownOn;  ///< empty: everything
  std::string model;
  std::string edition;
  std::string identity;
  std::string base;
  std::string score;  ///< empty when not graded
  std::string publicScore;
  std::string level;
  std::string levelName;
  std::string unratedBy;
  std::string unratedText;  ///< why there is no grade
  std::string inspectionRate;
  std::vector<std::string> guardedBy;
  std::vector<ExplainedLine> lines;
  std::vector<ExplainedLimit> limits;
  std::optional<ExplainedRoute> ifUpheld;
  std::vector<ExplainedDistance> toNext;
  std::vector<ExplainedRoute> routes;
  std::vector<ExplainedChange> calendar;
  std::vector<ExplainedClause> clauses;
  std::vector<ExplainedFeed> feeds;
  std::string coverage;  ///< "0.9": weight of the present sources
  std::string summarySubject;
  std::string summaryInspector;
};

struct ExplainOptions {
  bool calendar = true;
  bool routes = true;
  int months = 24;
};

/// Explains a grade. `outcome` must be that of the same program, subject and range.
[[nodiscard]] Explanation explain(const Program& program, const Subject& subject, const FactColumns& facts,
                                  const Words& words, FactRange range, const Outcome& outcome, const FieldText& fields,
                                  const ExplainOptions& options = {});

/// Citations for people: titles of the sources with the articles, "〈办法〉 第16.3条；…".
[[nodiscard]] std::string citeText(const Model& model, const std::vector<std::string>& cites);

/// The Markdown table of the ledger, as in the worked example of the design.
[[nodiscard]] std::string ledgerTable(const Explanation& explanation, bool inspector);

}  // namespace medcredit::grading
