// One row under judgement: the working object behind RowValidator::judge. Internal to the row validator.
//   row_validator.cpp  the fast path and the order of things
//   row_cells.cpp      a cell that is not clean: normalise, or say what is wrong
//   row_rules.cpp      rules across fields
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cell.h"
#include "domain/row_program.h"
#include "domain/row_validator.h"

namespace medcredit::domain {

class RowJudge {
 public:
  RowJudge(const RowProgram& program, std::span<const base::CellView> cells, JudgedRow& out)
      : program_(program), cells_(cells), out_(out) {}

  void run();

 private:
  // fast path
  void judgeCell(std::size_t i);
  /// True when `text` is canonical and right; fills values and typed.
  bool acceptClean(const FieldProgram& field, std::size_t i, std::string_view text);
  bool acceptDate(std::size_t i, std::string_view text);
  bool acceptDecimal(const FieldProgram& field, std::size_t i, std::string_view text);
  bool acceptEnumList(const FieldProgram& field, std::size_t i, std::string_view text);
  bool acceptUsc(const FieldProgram& field, std::size_t i, std::string_view text);
  void findSubjectClass();
  void checkPresence();
  void reportPresence(std::size_t i, Presence wanted);

  // cells that are not clean
  /// Reader's remarks: precision lost, error values, formulas. False when the cell must not be looked at any further.
  bool acceptKind(std::size_t i, const base::CellView& cell);
  void judgeUnclean(std::size_t i, std::string_view text);
  void judgeText(std::size_t i, std::string_view text);
  void judgeDate(std::size_t i, std::string_view text, bool numeric);
  void judgeDecimal(std::size_t i, std::string_view text);
  void judgeInteger(std::size_t i, std::string_view text);
  void judgeEnum(std::size_t i, std::string_view text);
  void judgeEnumList(std::size_t i, std::string_view text);
  void judgeIdentifier(std::size_t i, std::string_view text);
  /// Files an identifier's verdict as a finding or a recorded normalisation and stores its normal form.
  void settleIdentifier(std::size_t i, IdentifierKind kind, std::string_view text, const IdentifierVerdict& verdict,
                        const RuleDef* rule);
  void checkFormulaText(std::size_t i, std::string_view text);

  // rules across fields
  void applyRules();
  void applyRule(const RuleProgram& rule);
  void ruleNotAfterToday(const RuleProgram& rule);
  void ruleEarliest(const RuleProgram& rule);
  void ruleNotBefore(const RuleProgram& rule);
  void ruleRequiredIf(const RuleProgram& rule);
  void ruleBlankUnless(const RuleProgram& rule);
  void ruleBothOrNone(const RuleProgram& rule);
  void ruleDocumentNumber(const RuleProgram& rule);
  void ruleOrgCodeInUsc(const RuleProgram& rule);
  void rulePrefixByClass(const RuleProgram& rule);
  void ruleYuanEntry(const RuleProgram& rule);
  void ruleAmountInText(const RuleProgram& rule);
  void ruleOneIdentityKey(const RuleProgram& rule);
  void rulePublicityNotWider(const RuleProgram& rule);
  void checkCodesAgree();
  [[nodiscard]] bool holdsWanted(const RuleProgram& rule) const;

  // shared
  [[nodiscard]] TypedValue& typed(int i) { return out_.typed[static_cast<std::size_t>(i)]; }
  [[nodiscard]] const TypedValue& typed(int i) const { return out_.typed[static_cast<std::size_t>(i)]; }
  [[nodiscard]] std::string_view value(int i) const { return out_.values[static_cast<std::size_t>(i)]; }
  [[nodiscard]] bool usable(int i) const { return i >= 0 && typed(i).present && !typed(i).flagged; }
  void store(std::size_t i, std::string_view text, std::int64_t number = 0) {
    out_.values[i] = text;
    out_.typed[i] = {number, true, false};
  }
  void note(std::size_t i, unsigned flags) {
    if (flags != 0) out_.normalised.push_back({static_cast<int>(i), flags});
  }
  /// Files a finding on field i (the field's name is bound as {name}).
  Finding& report(std::size_t i, std::string_view code, Severity severity, std::vector<base::ErrorArg> args = {});
  /// As report, and takes the cell out of presence and rules.
  Finding& reject(std::size_t i, std::string_view code, std::vector<base::ErrorArg> args = {});
  Finding& reportRule(const RuleProgram& rule, int field, std::string_view code, std::vector<base::ErrorArg> args = {});
  [[nodiscard]] const FieldProgram& field(std::size_t i) const { return program_.fields[i]; }
  [[nodiscard]] const std::string& nameOf(int i) const {
    return program_.fields[static_cast<std::size_t>(i)].def->name;
  }

  const RowProgram& program_;
  std::span<const base::CellView> cells_;
  JudgedRow& out_;
};

/// Parts of a list value, split at ； or ;. Blank parts are skipped.
[[nodiscard]] std::vector<std::string_view> listParts(std::string_view text);

}  // namespace medcredit::domain
