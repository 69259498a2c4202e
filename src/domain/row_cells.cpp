// Cells that are not clean: they are normalised, or it is said what is wrong with them and what they should be.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "domain/amount_text.h"
#include "domain/identifier_checks.h"
#include "domain/row_judge.h"

namespace medcredit::domain {

using base::CellKind;
using base::CivilDate;

namespace {

/// What people type into a cell that should be empty.
bool meansNothing(std::string_view text) {
  static constexpr std::array<std::string_view, 10> kWords = {"无", "/",  "\\",  "-",  "--",
                                                              "—",  "——", "N/A", "空", "暂无"};
  return std::find(kWords.begin(), kWords.end(), text) != kWords.end();
}

/// "4.10302190001E+17": a long code that a spreadsheet has rounded and written out as text.
bool isScientific(std::string_view text) {
  const auto exponent = text.find_first_of("Ee");
  if (exponent == std::string_view::npos || exponent == 0 || exponent + 2 >= text.size()) return false;
  const std::string_view mantissa = text.substr(0, exponent);
  if (mantissa.find('.') != 1 || !checks::isDigit(mantissa[0]) || !checks::allDigits(mantissa.substr(2))) return false;
  return text[exponent + 1] == '+' && checks::allDigits(text.substr(exponent + 2));
}

/// Year, month and day in digits, although they name no real day.
bool looksLikeDay(std::string_view text) {
  std::size_t runs = 0;
  std::size_t firstRun = 0;
  std::size_t run = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && checks::isDigit(text[i])) {
      ++run;
      continue;
    }
    if (run > 0 && ++runs == 1) firstRun = run;
    run = 0;
  }
  return (runs == 3 && firstRun == 4) || (runs == 1 && firstRun == 8);
}

/// Day part of "2023-05-06 14:30", when that is a day.
std::optional<CivilDate> dayBeforeTime(std::string_view text) {
  const auto blank = text.find_first_of(" T");
  if (blank == std::string_view::npos || text.find(':', blank) == std::string_view::npos) return std::nullopt;
  return base::parseLenientDate(text.substr(0, blank));
}

/// Day behind a spreadsheet's serial number, for serials from 1955 to 2100.
std::optional<CivilDate> dayOfSerial(std::string_view text) {
  if (text.size() != 5 || !checks::allDigits(text)) return std::nullopt;
  std::int32_t serial = 0;
  for (const char c : text) serial = serial * 10 + (c - '0');
  constexpr std::int32_t kFirst = 20090;
  constexpr std::int32_t kLast = 73415;
  constexpr std::int32_t kSerialOf1970 = 25569;
  if (serial < kFirst || serial > kLast) return std::nullopt;
  return CivilDate(serial - kSerialOf1970);
}

}  // namespace

std::vector<std::string_view> listParts(std::string_view text) {
  constexpr std::string_view kWide = "；";
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t narrow = std::min(text.find(';', start), text.size());
    const std::size_t wide = std::min(text.find(kWide, start), text.size());
    const std::size_t end = std::min(narrow, wide);
    const auto part = base::trim(text.substr(start, end - start));
    if (!part.empty()) parts.push_back(part);
    start = end + (wide < narrow ? kWide.size() : 1);
  }
  return parts;
}

bool RowJudge::acceptKind(std::size_t i, const base::CellView& cell) {
  const FieldProgram& program = field(i);
  switch (cell.kind) {
    case CellKind::kText:
    case CellKind::kNumber:
    case CellKind::kBoolean:
      return true;
    case CellKind::kImprecise:
      reject(i, "COLL-0105");
      return false;
    case CellKind::kErrorValue:
      reject(i, "COLL-0106");
      return false;
    case CellKind::kFormula:
      if (program.check == FieldCheck::kText) report(i, "COLL-0107", Severity::kWarning);
      return true;
    case CellKind::kDateSerial:
      if (program.check == FieldCheck::kDate) return true;
      if (program.check == FieldCheck::kText) {
        report(i, "COLL-0109", Severity::kWarning);
        return true;
      }
      reject(i, "COLL-0109");
      return false;
  }
  return true;
}

void RowJudge::judgeUnclean(std::size_t i, std::string_view text) {
  const FieldProgram& program = field(i);
  if (isIdentifierCheck(program.check)) {
    judgeIdentifier(i, text);
    return;
  }
  const bool prose = program.check == FieldCheck::kText || program.enumeration != nullptr;
  unsigned flags = base::kCleanNone;
  const std::string cleaned = prose ? base::cleanText(text, &flags) : base::cleanCode(text, &flags);
  note(i, flags);
  if (cleaned.empty()) return;
  const std::string_view kept = cleaned == text ? text : out_.arena.keep(cleaned);
  if (kept.data() != text.data() && acceptClean(program, i, kept)) return;
  if (!prose && meansNothing(kept)) {
    reject(i, "COLL-0110");
    return;
  }
  switch (program.check) {
    case FieldCheck::kDate:
      judgeDate(i, kept, i < cells_.size() && cells_[i].kind == CellKind::kNumber);
      return;
    case FieldCheck::kDecimal:
      judgeDecimal(i, kept);
      return;
    case FieldCheck::kInteger:
      judgeInteger(i, kept);
      return;
    case FieldCheck::kEnum:
      judgeEnum(i, kept);
      return;
    case FieldCheck::kEnumList:
      judgeEnumList(i, kept);
      return;
    default:
      judgeText(i, kept);
  }
}

void RowJudge::judgeText(std::size_t i, std::string_view text) {
  const FieldProgram& program = field(i);
  if (base::hasControlCharacters(text)) {
    reject(i, "COLL-0103");
    return;
  }
  if (program.check == FieldCheck::kCode && isScientific(text)) {
    reject(i, "COLL-0105");
    return;
  }
  if (const std::size_t length = base::codePoints(text); program.maxLength != 0 && length > program.maxLength) {
    reject(i, "COLL-0104", {{"length", std::to_string(length)}, {"limit", std::to_string(program.maxLength)}}).basis =
        program.def->source;
    return;
  }
  store(i, text);
  checkFormulaText(i, text);
}

void RowJudge::checkFormulaText(std::size_t i, std::string_view text) {
  const bool formulaCell = i < cells_.size() && cells_[i].kind == CellKind::kFormula;
  if (formulaCell || field(i).check != FieldCheck::kText) return;
  const auto startsWithAny = [&](std::initializer_list<std::string_view> signs) {
    return std::any_of(signs.begin(), signs.end(), [&](std::string_view s) { return text.starts_with(s); });
  };
  if (startsWithAny({"=", "@", "＝", "＠"}) || (field(i).flagsSigns && startsWithAny({"+", "-", "＋", "－"}))) {
    report(i, "COLL-0108", Severity::kWarning);
  }
}

void RowJudge::judgeDate(std::size_t i, std::string_view text, bool numeric) {
  if (const auto date = base::parseLenientDate(text)) {
    store(i, out_.arena.keep(date->iso()), date->days());
    note(i, kNormalisedForm);
    return;
  }
  if (looksLikeDay(text)) {
    reject(i, "COLL-0121");
  } else if (const auto day = dayBeforeTime(text)) {
    reject(i, "COLL-0122").suggestion = day->iso();
  } else if (numeric || checks::allDigits(text)) {
    Finding& finding = reject(i, "COLL-0123");
    if (const auto serial = dayOfSerial(text)) finding.suggestion = serial->iso();
  } else {
    reject(i, "COLL-0120");
  }
}

void RowJudge::judgeDecimal(std::size_t i, std::string_view text) {
  if (const auto amount = base::Decimal6::parse(text)) {
    if (amount->micro < 0) {
      reject(i, "COLL-0132");
      return;
    }
    reject(i, "COLL-0133", {{"limit", std::to_string(field(i).maxLength)}});
    return;
  }
  if (const auto amount = readAmount(text)) {
    reject(i, "COLL-0131").suggestion = amount->str();
    return;
  }
  const bool number = std::all_of(text.begin(), text.end(), [](char c) { return checks::isDigit(c) || c == '.'; }) &&
                      std::count(text.begin(), text.end(), '.') <= 1;
  if (number) {
    reject(i, "COLL-0133", {{"limit", std::to_string(field(i).maxLength)}});
  } else {
    reject(i, "COLL-0130");
  }
}

void RowJudge::judgeInteger(std::size_t i, std::string_view text) {
  // A workbook may hold the number 1 as 1.0.
  const auto amount = base::Decimal6::parse(text);
  if (amount && amount->micro >= 0 && amount->micro % 1'000'000 == 0) {
    const std::string plain = amount->str();
    if (field(i).maxLength == 0 || plain.size() <= field(i).maxLength) {
      store(i, out_.arena.keep(plain));
      note(i, kNormalisedForm);
      return;
    }
    reject(i, "COLL-0104", {{"length", std::to_string(plain.size())}, {"limit", std::to_string(field(i).maxLength)}})
        .basis = field(i).def->source;
    return;
  }
  reject(i, "COLL-0134");
}

void RowJudge::judgeEnum(std::size_t i, std::string_view text) {
  const EnumIndex& index = *field(i).enumeration;
  const auto bit = [&](int position) {
    return index.small() ? static_cast<std::int64_t>(1ULL << static_cast<unsigned>(position)) : 0;
  };
  if (base::hasControlCharacters(text)) {
    reject(i, "COLL-0103");
    return;
  }
  if (const int position = index.findAlias(text); position >= 0) {
    store(i, index.value(position), bit(position));
    report(i, "COLL-0112", Severity::kWarning).suggestion = std::string(index.value(position));
    return;
  }
  constexpr std::string_view kOther = "其他";
  if (index.source().otherWithNote && text.starts_with(kOther)) {
    const std::string_view rest = text.substr(kOther.size());
    const bool dashed = rest.starts_with("-") || rest.starts_with("－") || rest.starts_with("—");
    if (dashed && base::codePoints(rest) > 1) {
      const bool canonical = rest.starts_with("-");
      const std::size_t dash = canonical ? 1 : 3;
      store(i, canonical ? text : out_.arena.keep("其他-" + std::string(rest.substr(dash))));
      if (!canonical) note(i, kNormalisedSeparators);
      return;
    }
    reject(i, "COLL-0114");
    return;
  }
  if (index.source().open) {
    store(i, text);
    report(i, "COLL-0113", Severity::kWarning, {{"choices", index.choices()}});
    return;
  }
  Finding& finding = reject(i, "COLL-0111", {{"choices", index.choices()}});
  finding.basis = index.source().source;
  finding.suggestion = std::string(index.nearest(text));
}

void RowJudge::judgeEnumList(std::size_t i, std::string_view text) {
  const EnumIndex& index = *field(i).enumeration;
  constexpr std::string_view kOther = "其他";
  std::string joined;
  std::string suggestion;
  std::string unknown;
  bool aliased = false;
  bool repairable = true;
  std::uint64_t positions = 0;
  const auto add = [](std::string& list, std::string_view part) {
    if (!list.empty()) list += "；";
    list += part;
  };
  for (const auto part : listParts(text)) {
    int position = index.find(part);
    if (position < 0 && (position = index.findAlias(part)) >= 0) aliased = true;
    if (position >= 0) {
      if (index.small()) positions |= 1ULL << static_cast<unsigned>(position);
      add(joined, index.value(position));
      add(suggestion, index.value(position));
      continue;
    }
    const bool noted = index.source().otherWithNote && part.starts_with("其他-") && part.size() > kOther.size() + 1;
    if (noted) {
      add(joined, part);
      add(suggestion, part);
      continue;
    }
    const std::string_view near = index.nearest(part);
    if (near.empty()) repairable = false;
    add(suggestion, near);
    add(joined, part);
    add(unknown, part);
  }
  if (joined.empty()) return;
  if (!unknown.empty() && !index.source().open) {
    const bool bareOther = index.source().otherWithNote && unknown.starts_with(kOther);
    Finding& finding = reject(i, bareOther ? "COLL-0114" : "COLL-0111", {{"choices", index.choices()}});
    if (!bareOther) finding.basis = index.source().source;
    if (repairable) finding.suggestion = suggestion;
    return;
  }
  store(i, joined == text ? text : out_.arena.keep(joined), static_cast<std::int64_t>(positions));
  if (!unknown.empty()) {
    report(i, "COLL-0113", Severity::kWarning, {{"choices", index.choices()}});
  } else if (aliased) {
    report(i, "COLL-0112", Severity::kWarning).suggestion = joined;
  } else if (joined != text) {
    note(i, kNormalisedSeparators);
  }
}

void RowJudge::judgeIdentifier(std::size_t i, std::string_view text) {
  const FieldProgram& program = field(i);
  const std::string cleaned = base::cleanCode(text);
  if (cleaned.empty()) {
    note(i, base::kCleanTrimmed);
    return;
  }
  if (meansNothing(cleaned)) {
    reject(i, "COLL-0110");
  } else {
    settleIdentifier(i, program.identifier, text, checkIdentifier(program.identifier, text, program_.identifierOptions),
                     nullptr);
  }
}

void RowJudge::settleIdentifier(std::size_t i, IdentifierKind kind, std::string_view text,
                                const IdentifierVerdict& verdict, const RuleDef* rule) {
  const FieldProgram& program = field(i);
  const bool placeholder = verdict.normalized == kPlaceholderCode && program.placeholderAllowed;
  if (verdict.valid || placeholder) {
    const std::size_t length = base::codePoints(verdict.normalized);
    if (program.maxLength != 0 && length > program.maxLength) {
      reject(i, "COLL-0104", {{"length", std::to_string(length)}, {"limit", std::to_string(program.maxLength)}}).basis =
          program.def->source;
      return;
    }
    store(i, verdict.normalized == text ? text : out_.arena.keep(verdict.normalized));
    if (verdict.normalized != text) {
      unsigned flags = 0;
      const std::string cleaned = base::cleanCode(text, &flags);
      const bool lower = std::any_of(cleaned.begin(), cleaned.end(), [](char c) { return c >= 'a' && c <= 'z'; });
      if (lower) flags |= kNormalisedCase;
      if (cleaned.size() != verdict.normalized.size()) flags |= kNormalisedSeparators;
      note(i, flags);
    }
    if (verdict.code.empty() || placeholder) return;
  }
  if (!verdict.valid && isScientific(verdict.normalized)) {
    reject(i, "COLL-0105");
    return;
  }
  std::vector<base::ErrorArg> args = {{"expected", verdict.expected}};
  Finding& finding = verdict.valid ? report(i, verdict.code, Severity::kWarning, std::move(args))
                                   : reject(i, verdict.code, std::move(args));
  finding.suggestion = suggestedIdentifier(kind, verdict);
  if (rule != nullptr) finding.rule = rule->id;
}

}  // namespace medcredit::domain
