// Rules across fields. A cell that already carries a finding takes no part: one defect, one finding.
#include <algorithm>
#include <array>

#include "domain/amount_text.h"
#include "domain/publicity.h"
#include "domain/row_judge.h"

namespace medcredit::domain {

using base::CivilDate;
using base::Decimal6;

namespace {

CivilDate dateOf(const TypedValue& value) { return CivilDate(static_cast<std::int32_t>(value.number)); }

bool isIdentityRole(FieldRole role) {
  switch (role) {
    case FieldRole::kUnifiedCode:
    case FieldRole::kRegistrationNo:
    case FieldRole::kOrganisationCode:
    case FieldRole::kTaxNo:
    case FieldRole::kInstitutionNo:
    case FieldRole::kSocialOrgNo:
    case FieldRole::kMedicalLicenceNo:
    case FieldRole::kSubjectCode:
    case FieldRole::kDocNo:
    case FieldRole::kCitizenId:
      return true;
    default:
      return false;
  }
}

}  // namespace

Finding& RowJudge::reportRule(const RuleProgram& rule, int index, std::string_view code,
                              std::vector<base::ErrorArg> args) {
  const auto i = static_cast<std::size_t>(index);
  out_.typed[i].flagged = true;
  Finding& finding = report(i, code, rule.def->severity, std::move(args));
  finding.rule = rule.def->id;
  finding.basis = rule.def->basis;
  return finding;
}

void RowJudge::applyRules() {
  // The placeholder belongs to sole traders only; whoever else carries it has no code.
  for (const int code : {program_.unifiedCode, program_.subjectCode}) {
    if (code >= 0 && usable(code) && value(code) == kPlaceholderCode && out_.subjectClass &&
        *out_.subjectClass != SubjectClass::kSoleTrader) {
      reject(static_cast<std::size_t>(code), "IDEN-0107");
    }
  }
  for (const auto& rule : program_.rules) applyRule(rule);
  checkCodesAgree();
}

void RowJudge::applyRule(const RuleProgram& rule) {
  switch (rule.kind) {
    case RuleKind::kNotAfterToday:
      return ruleNotAfterToday(rule);
    case RuleKind::kNotBefore:
      return ruleNotBefore(rule);
    case RuleKind::kEarliest:
      return ruleEarliest(rule);
    case RuleKind::kRequiredIf:
      return ruleRequiredIf(rule);
    case RuleKind::kBlankUnless:
      return ruleBlankUnless(rule);
    case RuleKind::kBothOrNone:
      return ruleBothOrNone(rule);
    case RuleKind::kDocumentNumber:
      return ruleDocumentNumber(rule);
    case RuleKind::kOrgCodeInUsc:
      return ruleOrgCodeInUsc(rule);
    case RuleKind::kPrefixByClass:
      return rulePrefixByClass(rule);
    case RuleKind::kYuanEntry:
      return ruleYuanEntry(rule);
    case RuleKind::kAmountInText:
      return ruleAmountInText(rule);
    case RuleKind::kNameAgreesWithRegister:
      return;  // needs the register: judged where the store is at hand
    case RuleKind::kOneIdentityKey:
      return ruleOneIdentityKey(rule);
    case RuleKind::kPublicityNotWider:
      return rulePublicityNotWider(rule);
  }
}

void RowJudge::ruleNotAfterToday(const RuleProgram& rule) {
  if (!usable(rule.a) || dateOf(typed(rule.a)) <= program_.context.today) return;
  reportRule(rule, rule.a, "COLL-0140", {{"today", program_.context.today.iso()}});
}

void RowJudge::ruleEarliest(const RuleProgram& rule) {
  if (!usable(rule.a) || dateOf(typed(rule.a)) >= rule.earliest) return;
  reportRule(rule, rule.a, "COLL-0142", {{"earliest", rule.earliest.iso()}});
}

void RowJudge::ruleNotBefore(const RuleProgram& rule) {
  if (!usable(rule.a) || !usable(rule.b) || dateOf(typed(rule.a)) >= dateOf(typed(rule.b))) return;
  reportRule(rule, rule.a, "COLL-0141", {{"other", nameOf(rule.b)}, {"date", dateOf(typed(rule.b)).iso()}});
}

/// Field b is filled and, where the rule names values, holds one of them.
bool RowJudge::holdsWanted(const RuleProgram& rule) const {
  if (!usable(rule.b)) return false;
  if (rule.def->values.empty()) return true;
  if (rule.byPosition) return (static_cast<std::uint64_t>(typed(rule.b).number) & rule.wanted) != 0;
  const auto& wanted = rule.def->values;
  const auto parts = listParts(value(rule.b));
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
    return std::find(wanted.begin(), wanted.end(), part) != wanted.end();
  });
}

void RowJudge::ruleRequiredIf(const RuleProgram& rule) {
  if (rule.a < 0 || typed(rule.a).flagged || !holdsWanted(rule)) return;
  const bool decimal = program_.fields[static_cast<std::size_t>(rule.a)].check == FieldCheck::kDecimal;
  std::string cause = nameOf(rule.b);
  if (!rule.def->values.empty()) cause += "为“" + std::string(value(rule.b)) + "”";
  if (!typed(rule.a).present) {
    reportRule(rule, rule.a, "COLL-0143", {{"cause", cause}});
  } else if (decimal && typed(rule.a).number <= 0) {
    reportRule(rule, rule.a, "COLL-0144", {{"cause", cause}});
  }
}

void RowJudge::ruleBlankUnless(const RuleProgram& rule) {
  if (!usable(rule.a) || rule.b < 0 || typed(rule.b).flagged || holdsWanted(rule)) return;
  // An amount of nought says the same as an empty cell.
  const bool decimal = program_.fields[static_cast<std::size_t>(rule.a)].check == FieldCheck::kDecimal;
  if (decimal && typed(rule.a).number == 0) return;
  std::string wanted;
  for (const auto& v : rule.def->values) wanted += (wanted.empty() ? "" : "、") + v;
  reportRule(rule, rule.a, "COLL-0145", {{"other", nameOf(rule.b)}, {"values", wanted}});
}

void RowJudge::ruleBothOrNone(const RuleProgram& rule) {
  if (rule.a < 0 || rule.b < 0 || typed(rule.a).flagged || typed(rule.b).flagged) return;
  if (typed(rule.a).present == typed(rule.b).present) return;
  const int missing = typed(rule.a).present ? rule.b : rule.a;
  const int filled = typed(rule.a).present ? rule.a : rule.b;
  reportRule(rule, missing, "COLL-0146", {{"other", nameOf(filled)}});
}

void RowJudge::ruleDocumentNumber(const RuleProgram& rule) {
  if (!usable(rule.a) || !usable(rule.b)) return;
  const auto kind = documentKindFromLabel(value(rule.a));
  if (!kind) return;
  const std::string_view number = value(rule.b);
  if (*kind == IdentifierKind::kCitizenId && isCleanCitizenId(number, program_.context.today) &&
      program_.regionKnown(number.substr(0, 6))) {
    return;
  }
  settleIdentifier(static_cast<std::size_t>(rule.b), *kind, number,
                   checkIdentifier(*kind, number, program_.identifierOptions), rule.def);
}

void RowJudge::ruleOrgCodeInUsc(const RuleProgram& rule) {
  if (!usable(rule.a) || !usable(rule.b)) return;
  const std::string_view code = value(rule.a);
  if (code.size() != 18 || code == kPlaceholderCode) return;
  const std::string_view inner = code.substr(8, 9);
  if (inner != value(rule.b)) {
    reportRule(rule, rule.b, "COLL-0148", {{"other", nameOf(rule.a)}, {"inner", std::string(inner)}});
  }
}

void RowJudge::rulePrefixByClass(const RuleProgram& rule) {
  if (!usable(rule.a) || !out_.subjectClass || value(rule.a) == kPlaceholderCode) return;
  const bool soleTraderCode = value(rule.a).starts_with("92");
  const bool soleTrader = *out_.subjectClass == SubjectClass::kSoleTrader;
  if (soleTraderCode == soleTrader) return;
  reportRule(rule, rule.a, "COLL-0149", {{"class", std::string(subjectClassLabel(*out_.subjectClass))}});
}

void RowJudge::ruleYuanEntry(const RuleProgram& rule) {
  if (!usable(rule.a) || typed(rule.a).number <= rule.threshold.micro) return;
  constexpr std::int64_t kYuanPerWan = 10'000;
  const std::int64_t amount = typed(rule.a).number;
  Finding& finding = reportRule(rule, rule.a, "COLL-0150", {{"limit", rule.threshold.str()}});
  if (amount % kYuanPerWan == 0) finding.suggestion = Decimal6{amount / kYuanPerWan}.str();
}

void RowJudge::ruleAmountInText(const RuleProgram& rule) {
  if (!usable(rule.a) || !usable(rule.b) || typed(rule.a).number == 0) return;
  // Several parts of one penalty may be added up in the amount field.
  if (textAgreesWithAmount(value(rule.b), Decimal6{typed(rule.a).number})) return;
  const auto named = amountsInText(value(rule.b));
  Finding& finding =
      reportRule(rule, rule.a, "COLL-0151", {{"other", nameOf(rule.b)}, {"amount", named.front().str()}});
  if (std::count(named.begin(), named.end(), named.front()) == std::ssize(named)) {
    finding.suggestion = named.front().str();
  }
}

void RowJudge::ruleOneIdentityKey(const RuleProgram& rule) {
  int first = rule.a;
  bool found = false;
  const auto look = [&](int index) {
    if (first < 0) first = index;
    // A refused key is a finding of its own; the subject has named one.
    found = found || typed(index).present || typed(index).flagged;
  };
  if (rule.fields.empty()) {
    for (std::size_t i = 0; i < program_.fields.size(); ++i) {
      if (isIdentityRole(field(i).role)) look(static_cast<int>(i));
    }
  } else {
    for (const int index : rule.fields) look(index);
    // Persons are told by their documents.
    if (out_.subjectClass == SubjectClass::kNaturalPerson) return;
  }
  if (!found && first >= 0) reportRule(rule, first, "COLL-0152");
}

void RowJudge::rulePublicityNotWider(const RuleProgram& rule) {
  if (!usable(rule.a)) return;
  const bool entryIsPublic = program_.entry.isPublic && out_.subjectClass != SubjectClass::kNaturalPerson;
  if (entryIsPublic || !publicityTypeIsPublic(value(rule.a))) return;
  reportRule(rule, rule.a, "COLL-0153");
}

void RowJudge::checkCodesAgree() {
  const auto doubt = [&](int index, std::string_view code, int other) {
    report(static_cast<std::size_t>(index), code, Severity::kWarning, {{"other", nameOf(other)}});
  };
  if (usable(program_.licence) && usable(program_.unifiedCode) && value(program_.unifiedCode) != kPlaceholderCode &&
      !licenceAgreesWithCode(value(program_.licence), value(program_.unifiedCode))) {
    doubt(program_.licence, "COLL-0154", program_.unifiedCode);
  }
  if (!usable(program_.qualification)) return;
  if (usable(program_.practice) &&
      !practiceAgreesWithQualification(value(program_.practice), value(program_.qualification))) {
    doubt(program_.practice, "COLL-0155", program_.qualification);
  }
  if (usable(program_.citizenId) &&
      !qualificationAgreesWithCitizenId(value(program_.qualification), value(program_.citizenId))) {
    doubt(program_.qualification, "COLL-0156", program_.citizenId);
  }
}

}  // namespace medcredit::domain
